"""Entries → pages and assets, as plain data that any site generator can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    api,
    checklist,
    contribute,
    glossary,
    guide,
    home,
    municipalities,
    permalinks,
    practices,
    scenes,
    search,
    sources,
    stories,
    survey,
    tags,
    topics,
)
from .csp import secure
from .output import Asset, Heading, Page
from .site import Settings, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library

__all__ = ["Asset", "Heading", "Page", "Settings", "render", "secure"]

# Every module here gives its pages and assets; their order is that of the site's map.
_MODULES = (
    home,
    scenes,
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
    permalinks,
    api,
    checklist,
)


def render(library: Library, settings: Settings) -> tuple[list[Page], list[Asset]]:
    """All pages and assets of a library; raises `ValueError` when two share one path."""
    site = Site(library, settings)
    pages: list[Page] = []
    assets: list[Asset] = []
    seen: set[str] = set()
    for output in _outputs(site):
        if output.path in seen:
            raise ValueError(f"two outputs share the path {output.path!r}")
        seen.add(output.path)
        if isinstance(output, Page):
            pages.append(output)
        else:
            assets.append(output)
    return pages, assets


def _outputs(site: Site) -> Iterator[Page | Asset]:
    for module in _MODULES:
        yield from module.outputs(site)
