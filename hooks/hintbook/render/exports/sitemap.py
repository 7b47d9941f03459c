"""sitemap.xml: every page with its full address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from hintbook.model import Practice
from hintbook.render.address import address
from hintbook.render.exports.xml import add, serialise
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.render.output import Page
    from hintbook.render.site import Site


PATH = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def assets(site: Site, pages: Sequence[Page]) -> Iterator[Asset]:
    """Yield sitemap.xml for these pages."""
    yield Asset(PATH, lambda: _sitemap(site, pages))


def _sitemap(site: Site, pages: Sequence[Page]) -> bytes:
    """Return every page with its full address; none if the site's URL is not known."""
    changed = {
        address(site.library, practice).page: practice.reviewed
        for practice in site.library.all(Practice)
    }
    urls = Xml.Element("urlset", {"xmlns": _NAMESPACE})
    for page in pages if site.settings.url else ():
        url = add(urls, "url")
        add(url, "loc", site.settings.url + site.url_path(page.path))
        if page.path in changed:
            add(url, "lastmod", changed[page.path].isoformat())
    return serialise(urls)
