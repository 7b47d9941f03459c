"""The search page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Scene, Tag
from hintbook.render.exports import search_scripts
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site

SCRIPTS = (*search_scripts.QUERY_SCRIPTS, "search/suggest", "search/urgent", "search/page")


def pages(site: Site) -> Iterator[Page]:
    """Yield the search page."""
    yield page(
        site,
        "search.html",
        search_scripts.PATH,
        title="検索",
        description="言葉や文で、ヒント・実践例・自治体事例・調査・用語を探します。",
        layout="wide",
        scripts=SCRIPTS,
        needs_index=True,
        lazy_values=lambda: {"folder": search_scripts.index(site).folder},
        scenes=site.library.all(Scene),
        tags=[tag for tag in site.library.all(Tag) if tag.id in site.library.tagged],
    )
