"""What the theme writes around every page and no template of ours can override."""

from __future__ import annotations

import re

# HTML allows `autocomplete` on no checkbox.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


def valid_html(page: str) -> str:
    """Return a page in which the theme's own elements are valid HTML."""
    return _TOGGLE.sub(r"\1", page, count=2)
