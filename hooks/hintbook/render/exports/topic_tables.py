"""The tables of topics as CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hintbook.model import Topic
from hintbook.model.topic import Table
from hintbook.render.exports.spreadsheet import spreadsheet
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.model import Section
    from hintbook.model.topic import Block
    from hintbook.render.site import Site


def assets(site: Site) -> Iterator[Asset]:
    """Yield a CSV for every table of every topic."""
    for topic in sorted(site.library.all(Topic), key=lambda topic: topic.id):
        for path, table in tables(topic):
            rows = [table.columns, *table.rows]
            yield Asset(path, partial(spreadsheet, rows))


def tables(topic: Topic) -> Iterator[tuple[str, Table]]:
    """Yield the tables of a topic, each with the path of its CSV."""
    for section in topic.sections:
        for block, path in blocks(section):
            if isinstance(block, Table):
                yield path, block


def blocks(section: Section) -> Iterator[tuple[Block, str]]:
    """Yield the blocks of a section, each with the path that its CSV would have."""
    for number, block in enumerate(section.blocks, start=1):
        yield block, f"topics/data/{section.id}-{number}.csv"
