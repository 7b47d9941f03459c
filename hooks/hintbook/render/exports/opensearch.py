"""opensearch.xml: lets a browser offer this site's search among its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from hintbook.render.exports.search_scripts import PATH
from hintbook.render.output import text_asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Asset
    from hintbook.render.site import Site


def assets(site: Site) -> Iterator[Asset]:
    """Yield the description of the search; it needs the full address of a server's site."""
    if site.settings.url and site.settings.folders:
        yield text_asset("opensearch.xml", _description(site))


def _description(site: Site) -> str:
    name, page = site.settings.name, site.settings.url + site.url_path(PATH)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape(name[:16])}</ShortName>\n"
        f"  <Description>{escape(name)}を検索</Description>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Url type="text/html" template="{escape(page)}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
