"""Entries → pages and assets, as plain data that any site generator can take."""

from __future__ import annotations

from collections import Counter
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
from .site import Settings, Site
from .text import brief
from .trouble import stand_in, with_trouble

if TYPE_CHECKING:
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
    "with_trouble",
]

# Every module here gives its pages and assets; their order is that of the site's map.
_MODULES = (
    home,
    scenes,
    training,
    practices,
    contribute,
    guide,
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
    permalinks,
    api,
    feed,
    checklist,
    offline,
    hosting,
)


def render(library: Library, settings: Settings) -> tuple[list[Page], list[Asset]]:
    """All pages and assets of a library.

    Raises `ContentErrors` for redirects that cannot be, `ValueError` when two
    outputs share one path.
    """
    check(library)
    site = Site(library, settings)
    outputs: list[Page | Asset] = [output for module in _MODULES for output in module.outputs(site)]
    pages = redirects.with_moved(site, [each for each in outputs if isinstance(each, Page)])
    assets = [each for each in outputs if isinstance(each, Asset)]
    assets += [*feed.overview(site, pages), *redirects.overview(site, pages)]
    paths = Counter([*(page.path for page in pages), *(asset.path for asset in assets)])
    if twice := [path for path, count in paths.items() if count > 1]:
        raise ValueError(f"two outputs share the path {twice[0]!r}")
    return pages, assets


def edition(library: Library, settings: Settings) -> str:
    """The version and the day of a site, as readers see them."""
    return Site(library, settings).edition


def check(library: Library) -> None:
    """Raise `ContentErrors` for what only shows once it is known where everything stands."""
    if faults := list(redirects.faults(library)):
        raise ContentErrors(faults)
