"""The knowledge base behind the site: load → validate → link → render.

The package knows nothing of MkDocs.  Modules import only from those before
them in this list: errors, model, figures, load, library, schema, search, render, swap, edit,
cli.
"""

from importlib.metadata import version

__version__ = version("hintbook")
