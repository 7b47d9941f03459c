"""The guide for supporting supporters: its overview, goals, difficulties, methods, concepts, checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.render.pages.guide import (
    checklist,
    concepts,
    difficulties,
    goals,
    methods,
    overview,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of the guide."""
    for module in (overview, goals, difficulties, methods, concepts, checklist):
        yield from module.pages(site)
