"""The topics: pages to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Section, Topic
from hintbook.model.topic import Block, Table

from .address import address
from .output import Asset, Heading, Page
from .spreadsheet import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site


LONG = 20


def outputs(site: Site) -> Iterator[Page | Asset]:
    """The list of topics, then every topic with the data of its tables."""
    topics = sorted(site.library.all(Topic), key=lambda topic: topic.id)
    yield Page(
        path="topics/",
        title="基礎知識",
        html=site.html("topics.html", "topics/", topics=topics),
        description="定義、数字、関わり方の考え方など、支援の前提になる知識の一覧。",
        kind="wide",
    )
    for topic in topics:
        path = address(site.library, topic).page
        sections = [(section, list(_blocks(section))) for section in topic.sections]
        tables = {
            file: block
            for _, blocks in sections
            for block, file in blocks
            if isinstance(block, Table)
        }
        long = any(len(table.rows) >= LONG for table in tables.values())
        yield Page(
            path=path,
            title=topic.title,
            html=site.html("topic.html", path, topic=topic, sections=sections, long=LONG),
            description=topic.lead,
            headings=tuple(Heading(section.id, section.heading) for section in topic.sections),
            edit=site.library.items[topic.id].file.name,
            scripts=("tables",) if long else (),
        )
        for file, table in tables.items():
            yield Asset(file, spreadsheet([table.columns, *table.rows]))


def _blocks(section: Section) -> Iterator[tuple[Block, str]]:
    """The blocks of a section, each with the file that its data would have."""
    for number, block in enumerate(section.blocks, start=1):
        yield block, f"topics/data/{section.id}-{number}.csv"
