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
from .output import Asset, Heading, Page
from .site import Settings, Site, edition
from .text import brief
from .trouble import stand_in, tell, with_trouble

if TYPE_CHECKING:
    from collections.abc import Collection

    from hintbook.library import Library

__all__ = [
    "Asset",
    "Heading",
    "Page",
    "Settings",
    "brief",
    "check",
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
    outputs = [output for module in (*_PAGES, *_FILES) for output in module.outputs(site)]
    pages = redirects.with_moved(site, [each for each in outputs if isinstance(each, Page)])
    assets = [each for each in outputs if isinstance(each, Asset)]
    assets += [*feed.overview(site, pages), *redirects.overview(site, pages)]
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
    if library.redirects:
        pages = surveyed(library, docs, redirects.named(library))
        if faults := list(redirects.faults(library, pages)):
            raise ContentErrors(faults)


def surveyed(library: Library, docs: Path | None, only: Collection[str]) -> list[Page]:
    """Every page with its path and outline, those with their HTML whose path is in `only`."""
    site = Site(library, Settings("", Path(), docs=docs), only)
    outputs = (output for module in _PAGES for output in module.outputs(site))
    return [output for output in outputs if isinstance(output, Page)]
