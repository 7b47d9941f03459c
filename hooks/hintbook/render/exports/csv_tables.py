"""CSV tables of entries for spreadsheets: a row for each entry, as its type declares in `export`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hintbook.model import ENTRY_TYPES
from hintbook.render import citation
from hintbook.render.address import API_FOLDER
from hintbook.render.exports.spreadsheet import spreadsheet
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.model import Entry
    from hintbook.model.base.entry import Export
    from hintbook.render.site import Site

# Separates the values of a cell with several.
_SEPARATOR = "；"


def assets(site: Site) -> Iterator[Asset]:
    """Yield the table of every type that has one."""
    for export, type_ in tables():
        yield Asset(f"{API_FOLDER}{export.name}.csv", partial(_table, site, export, type_))


def tables() -> Iterator[tuple[Export, type[Entry]]]:
    """Yield the exports with their entry types."""
    for type_ in ENTRY_TYPES:
        if type_.export:
            yield type_.export, type_


def _table(site: Site, export: Export, type_: type[Entry]) -> bytes:
    """Return a table as CSV; empty when the content has no such entry."""
    entries = site.library.all(type_)
    columns = [column.heading for column in export.columns]
    last = [column.heading for column in export.last]
    header = ["id", *columns, "タグ", "出典", "アドレス", *last]
    rows = [_row(site, export, entry) for entry in entries]
    return spreadsheet([header, *rows] if rows else [])


def _row(site: Site, export: Export, entry: Entry) -> list[object]:
    return [
        entry.id,
        *(_cell(column.value(entry, site.library)) for column in export.columns),
        _cell([tag.label for tag in site.library.tags(entry)]),
        _cell(citation.originals_of(site.library, entry)),
        site.permanent_url(entry),
        *(_cell(column.value(entry, site.library)) for column in export.last),
    ]


def _cell(value: object) -> object:
    """Return a cell: several values joined, nothing as an empty cell."""
    if value is None:
        return ""
    return _SEPARATOR.join(value) if isinstance(value, (list, tuple)) else value
