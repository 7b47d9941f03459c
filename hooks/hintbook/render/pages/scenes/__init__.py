"""The scenes: a page to choose from, a page each, and the pages for training with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.render.pages.scenes import scenes, training

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of the scenes, then those for training."""
    for module in (scenes, training):
        yield from module.pages(site)
