"""What the theme adds to every site and no template of ours can override."""

from __future__ import annotations

import re

# Switches of its menus, its skip link and an empty announcement: the header has others.
_LEFTOVERS = re.compile(
    r'<input class="md-toggle".*?<div data-md-component="announce">.*?</div>', re.DOTALL
)

# Files that no page loads: scripts with their stemmers, colour schemes, an icon, and source maps.
UNUSED = re.compile(r"assets/(javascripts|images|stylesheets/palette)\b|.*\.map$")


def without_leftovers(page: str) -> str:
    """Return a page without elements of the theme that are no use without its scripts.

    They are not valid HTML, either: `autocomplete` on a checkbox.
    """
    return _LEFTOVERS.sub("", page, count=1)
