"""Models → a library: all entries by id, their links resolved in both directions."""

from __future__ import annotations

from hintbook.library.library import Item, Library, Link, Located
from hintbook.library.linking import build, open_library

__all__ = ["Item", "Library", "Link", "Located", "build", "open_library"]
