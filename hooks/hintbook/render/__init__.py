"""Entries → pages and assets, as plain data that any site generator can take."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from hintbook.errors import ContentErrors

from . import (
    accessibility,
    api,
    checklist,
    contribute,
    feed,
    glossary,
    guide,
    handout,
    handwritten,
    home,
    hosting,
    municipalities,
    offline,
    permalinks,
    practices,
    redirects,
    scenes,
    search,
    sources,
    stories,
    survey,
    tags,
    topics,
    training,
)
from .csp import secure
from .hashed import hashed_names
from .hosting import headers_file
from .offline import checked
from .output import Asset, Heading, Page
from .site import Settings, Site, edition
from .text import brief
from .trouble import stand_in, tell, with_trouble

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hintbook.library import Library

__all__ = [
    "Asset",
    "Heading",
    "Page",
    "Settings",
    "brief",
    "check",
    "checked",
    "edition",
    "hashed_names",
    "headers_file",
    "render",
    "secure",
    "stand_in",
    "tell",
    "with_trouble",
]

# Modules that give pages, some with files beside them; their order is that of the site's map.
_PAGES = (
    home,
    scenes,
    training,
    practices,
    contribute,
    guide,
    checklist,
    municipalities,
    stories,
    topics,
    survey,
    tags,
    glossary,
    sources,
    search,
    handout,
    accessibility,
    handwritten,
)
# Modules that give files only.
_FILES = (permalinks, api, feed, offline, hosting)


def render(library: Library, settings: Settings) -> tuple[list[Page], list[Asset]]:
    """All pages and assets of a library.

    Raises `ContentErrors` for redirects that cannot be, `ValueError` when two
    outputs share one path.
    """
    check(library, settings.docs)
    site = Site(library, settings)
    modules = (*_PAGES, *_FILES)
    pages, assets = _parted(output for module in modules for output in module.outputs(site))
    pages = redirects.with_moved(site, pages)
    assets += feed.overview(site, pages)
    assets += [*redirects.overview(site, pages, assets)]
    # What is written by hand is held against all else by whoever brings it together.
    own = (page.path for page in pages if not page.by_hand)
    paths = Counter([*own, *(asset.path for asset in assets)])
    if twice := [path for path, count in paths.items() if count > 1]:
        raise ValueError(f"two outputs share the path {twice[0]!r}")
    return pages, assets


def check(library: Library, docs: Path | None = None) -> None:
    """Raise `ContentErrors` for what only shows once it is known where everything stands.

    `docs` is the folder of the pages that are written by hand.
    """
    if library.redirects or library.retired:
        pages, assets = surveyed(library, docs, redirects.named(library))
        if faults := list(redirects.faults(library, pages, assets)):
            raise ContentErrors(faults)


def surveyed(
    library: Library, docs: Path | None, only: Collection[str]
) -> tuple[list[Page], list[Asset]]:
    """Every page with its path and outline, those with their HTML whose path is in `only`.

    With them the files that stand beside pages.
    """
    site = Site(library, Settings("", Path(), docs=docs), only)
    return _parted(output for module in _PAGES for output in module.outputs(site))


def _parted(outputs: Iterable[Page | Asset]) -> tuple[list[Page], list[Asset]]:
    pages, assets = [], []
    for output in outputs:
        if isinstance(output, Page):
            pages.append(output)
        else:
            assets.append(output)
    return pages, assets
