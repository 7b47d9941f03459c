"""The knowledge base behind the site: load → link → render; ARCHITECTURE.md shows the layers."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("hintbook")
