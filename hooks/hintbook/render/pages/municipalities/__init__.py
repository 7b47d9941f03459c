"""The municipalities: a list with facets, a comparison, and a profile each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.render.pages.municipalities import comparison, listing, profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the list, the comparison, then every profile."""
    for module in (listing, comparison, profile):
        yield from module.pages(site)
