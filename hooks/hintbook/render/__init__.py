"""A library → pages and assets, as plain data that any site generator can take."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from hintbook.errors import ContentErrors
from hintbook.render.exports import (
    csv_tables,
    feed,
    handout_scripts,
    llms,
    open_data,
    opensearch,
    qr_codes,
    search_scripts,
    sitemap,
    survey_tables,
    topic_tables,
)
from hintbook.render.output import Asset, Page
from hintbook.render.pages import (
    accessibility,
    contribute,
    guide,
    handout,
    handwritten,
    home,
    municipalities,
    practices,
    scenes,
    search,
    stories,
    survey,
    topics,
)
from hintbook.render.pages.reference import glossary, sources, tags
from hintbook.render.publish import host_files, offline, permalinks, redirects
from hintbook.render.settings import Settings
from hintbook.render.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library

__all__ = ["Asset", "Page", "Settings", "Site", "all_pages", "check", "render"]

# Modules with `pages(site)`, in the order of the sitemap.
_PAGES = (
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
    handout,
    accessibility,
    handwritten,
)
# Modules with `assets(site)`: files that readers download from a page …
_DOWNLOADS = (survey_tables, topic_tables)
# … and files that pages, programs and hosts load.
_FILES = (
    contribute,
    search_scripts,
    handout_scripts,
    opensearch,
    permalinks,
    qr_codes,
    open_data,
    csv_tables,
    feed,
    offline,
    host_files,
)


def render(library: Library, settings: Settings) -> tuple[list[Page], list[Asset]]:
    """Return all pages and assets of a site.

    Raises `ContentErrors` for redirects that cannot be, `ValueError` when two outputs have one
    path.
    """
    check(library, settings.docs)
    site = Site(library, settings)
    pages = redirects.with_moved_anchors(site, all_pages(site))
    assets = [*_downloads(site), *chain.from_iterable(m.assets(site) for m in _FILES)]
    assets += [*sitemap.assets(site, pages), *llms.assets(site, pages)]
    assets += [*redirects.assets(site, pages, assets)]  # not lazily: it reads `assets`
    # MkDocs builds hand-written pages; the hook compares their paths with these.
    paths = Counter([*(page.path for page in pages if not page.from_markdown)])
    paths.update(asset.path for asset in assets)
    if repeated := [path for path, count in paths.items() if count > 1]:
        raise ValueError(f"two outputs have the path {repeated[0]!r}")
    return pages, assets


def check(library: Library, docs: Path | None = None) -> None:
    """Raise `ContentErrors` for hand-written pages that are not text, and for wrong redirects.

    docs: folder of the hand-written pages
    """
    site = Site(library, Settings(docs=docs))
    if errors := list(redirects.errors(library, all_pages(site), _downloads(site))):
        raise ContentErrors(errors)


def all_pages(site: Site) -> list[Page]:
    """Return the pages of a site without former addresses; their HTML is rendered on first use."""
    return [page for module in _PAGES for page in module.pages(site)]


def _downloads(site: Site) -> list[Asset]:
    return [asset for module in _DOWNLOADS for asset in module.assets(site)]
