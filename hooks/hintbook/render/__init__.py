"""A library → pages and assets, as plain data that any site generator can take."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import ContentErrors
from hintbook.render.exports import (
    csv_tables,
    feed,
    llms,
    open_data,
    opensearch,
    qr_codes,
    search_scripts,
    sitemap,
    slides,
    survey_files,
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
    permalinks,
    practices,
    scenes,
    search,
    stories,
    survey,
    topics,
    urgent,
)
from hintbook.render.pages.reference import glossary, sources, tags
from hintbook.render.publish import host_files, offline, redirects, released
from hintbook.render.publish.addresses import files, promised
from hintbook.render.settings import Settings
from hintbook.render.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from hintbook.library import Library

__all__ = [
    "Asset",
    "Page",
    "Settings",
    "Site",
    "addresses",
    "all_pages",
    "check",
    "preview",
    "render",
]

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
    urgent,
    accessibility,
    handwritten,
)
# Modules with `assets(site)`: files of entries, which readers download, …
_DOWNLOADS = (survey_files, topic_tables, slides)
# … other files that have an address …
_FILES = (
    *_DOWNLOADS,
    opensearch,
    permalinks,
    qr_codes,
    open_data,
    csv_tables,
    feed,
    offline,
    host_files,
)
# … and files in assets/, which pages load, besides those of the search index.
_LOADED = (contribute, handout)


class Rendered(NamedTuple):
    """What a site consists of.

    pages: in the order of the sitemap
    assets: those whose content needs neither the search index nor the HTML of pages
    last: returns the assets that need the search index, or the HTML of every page
    """

    pages: list[Page]
    assets: list[Asset]
    last: Callable[[], list[Asset]]


def render(library: Library, settings: Settings) -> Rendered:
    """Return all pages and assets of a site.

    The search index, which takes longest, is made while the pages and the other assets are used.

    Raises `ContentErrors` for content that cannot be published, see `check`; `ValueError` when
    two outputs have one path.
    """
    site = Site(library, settings)
    search_scripts.begin(site)
    check(library, settings.docs, settings.lock)
    pages = redirects.with_moved_anchors(site, all_pages(site))
    assets = [*_files(site, pages), *chain.from_iterable(m.assets(site) for m in _LOADED)]
    list_of_addresses = [*released.assets(site, pages, assets)]
    assets += redirects.assets(site, pages, assets)
    # MkDocs builds hand-written pages; the hook compares their paths with these.
    paths = Counter([*(page.path for page in pages if not page.from_markdown)])
    paths.update(asset.path for asset in (*assets, *list_of_addresses))
    if repeated := [path for path, count in paths.items() if count > 1]:
        raise ValueError(f"two outputs have the path {repeated[0]!r}")
    return Rendered(
        pages,
        assets,
        cache(lambda: [*search_scripts.assets(site), *list_of_addresses]),
    )


def preview(library: Library, settings: Settings, changed: Collection[str]) -> list[Page]:
    """Return the pages on which editors look for a change: those of the files, and all lists.

    changed: names of content files
    """
    pages = all_pages(Site(library, settings))
    return [page for page in pages if page.edit in changed or page.path in settings.nav]


def check(library: Library, docs: Path | None = None, lock: Path | None = None) -> None:
    """Raise `ContentErrors` for what cannot be published.

    These are hand-written pages without anchors or in the place of others, wrong redirects, and
    released addresses that nothing answers.

    docs: folder of the hand-written pages
    lock: permalinks.lock
    """
    site = Site(library, Settings(docs=docs, lock=lock))
    pages = all_pages(site)
    paths = [file.path for file in _files(site, pages)]
    answered = promised(library, pages) | files(site, paths) | {*paths}
    errors = [
        *handwritten.errors(site, pages, paths),
        *redirects.errors(library, pages, answered),
        *released.errors(site, pages, answered),
    ]
    if errors:
        raise ContentErrors(errors)


def addresses(library: Library, docs: Path | None = None) -> set[str]:
    """Return the addresses of all pages, headings, entries, permalinks and downloads."""
    site = Site(library, Settings(docs=docs))
    downloads = (asset for module in _DOWNLOADS for asset in module.assets(site))
    return promised(library, all_pages(site)) | {asset.path for asset in downloads}


def all_pages(site: Site) -> list[Page]:
    """Return the pages of a site without former addresses; their HTML is rendered on first use."""
    return [page for module in _PAGES for page in module.pages(site)]


def _files(site: Site, pages: Sequence[Page]) -> list[Asset]:
    of_pages = (sitemap.assets(site, pages), llms.assets(site, pages))
    return [*chain(*(module.assets(site) for module in _FILES), *of_pages)]
