"""The knowledge base behind the site: load → validate → link → render.

The package knows nothing of MkDocs.  Modules import only downwards in this
list: errors, model, load, library, render, cli.
"""
