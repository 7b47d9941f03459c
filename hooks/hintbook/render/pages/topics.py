"""The topics: pages to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Topic
from hintbook.render.address import address
from hintbook.render.exports.topic_tables import blocks, tables
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# From this many rows on, a table can be searched.
_SEARCHABLE_ROWS = 20

# Headings of the list by the source document of a topic's first section; "" for the rest.
_GROUPS = {
    "seminar": "定義・数字・関わり方",
    "municipal": "自治体の取組と調査",
    "summary": "支援者支援の研究",
    "hints": "資料の見方",
    "": "調べ方・ひな形・資料の紹介",
}


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of topics, then the page of every topic."""
    topics = sorted(site.library.all(Topic), key=lambda topic: topic.id)
    yield page(
        site,
        "topics/list.html",
        "topics/",
        title="基礎知識",
        description="定義、数字、関わり方の考え方など、支援の前提になる知識の一覧。",
        layout="wide",
        groups=_groups(site.library, topics),
    )
    for topic in topics:
        searchable = any(len(table.rows) >= _SEARCHABLE_ROWS for _, table in tables(topic))
        yield page(
            site,
            "topics/topic.html",
            address(site.library, topic).page,
            title=topic.title,
            description=topic.lead,
            outline=tuple(Heading(section.id) for section in topic.sections),
            edit=site.library.file_name(topic),
            scripts=("search/analyzer", "tables") if searchable else (),
            topic=topic,
            sections=[(section, list(blocks(section))) for section in topic.sections],
            searchable_rows=_SEARCHABLE_ROWS,
        )


def _groups(library: Library, topics: list[Topic]) -> list[tuple[str, list[Topic]]]:
    """Return the topics in groups of (label, topics), sorted by title."""
    groups: dict[str, list[Topic]] = {label: [] for label in _GROUPS.values()}
    for topic in sorted(topics, key=lambda topic: topic.title):
        sources = (source.id for part in topic.sections for source, _ in library.sources(part))
        groups[_GROUPS.get(next(sources, ""), _GROUPS[""])].append(topic)
    return [(label, found) for label, found in groups.items() if found]
