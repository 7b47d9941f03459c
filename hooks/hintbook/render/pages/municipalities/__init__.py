"""The municipalities: lists, matrices, a comparison, and a profile with its sheet each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.render.pages.municipalities import comparison, likeness, listing, matrices, profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the list, the pages across municipalities, then every profile."""
    for module in (listing, comparison, likeness, matrices, profile):
        yield from module.pages(site)
