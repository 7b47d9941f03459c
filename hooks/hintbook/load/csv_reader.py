"""CSV tables of survey figures → plain data with source positions."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import ContentErrors, Loc, Place, problem
from hintbook.load.decode import SIZE_LIMIT, decode, line_column
from hintbook.load.parsed import Parsed
from hintbook.load.text import clean
from hintbook.load.yaml_reader import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator


csv.field_size_limit(SIZE_LIMIT)


_CSV_HEADERS = (
    ["row", "option", "n", "count", "percent"],
    ["row", "stage", "option", "n", "count", "percent"],
)


class _Row(NamedTuple):
    """A row of a table: its cells, the line on which it begins, and its source text."""

    cells: list[str]
    line: int
    source: str

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield line and column of every cell in the file."""
        start = 0
        for text in self.cells:
            line, column = line_column(self.source, start)
            yield self.line + line - 1, column
            quoted = self.source.startswith('"', start)
            start += len(text) + (2 + text.count('"') if quoted else 0) + 1
            start = min(start, len(self.source))


def _rows(text: str) -> list[_Row]:
    """Return the rows of a table without empty rows at its end, which spreadsheets leave."""
    reader = csv.reader(io.StringIO(text, newline=""))
    lines = text.split("\n")
    rows = []
    before = 0
    for cells in reader:
        source = "\n".join(lines[before : reader.line_num])
        rows.append(_Row(cells, before + 1, source))
        before = reader.line_num
    while rows and not any(rows[-1].cells):
        rows.pop()
    return rows


def parse_csv(raw: bytes, name: str) -> Parsed:
    """Return a table of figures as data for `SurveyData`; raises `ContentErrors`."""
    rows = _rows(decode(raw, name))
    if not rows:
        raise ContentErrors([problem("empty-file", Place(name))])
    header = rows[0].cells
    if header not in _CSV_HEADERS:
        allowed = " か ".join(",".join(known) for known in _CSV_HEADERS)
        raise ContentErrors([problem("csv-header", Place(name), allowed=allowed)])
    values: dict[Loc, Place] = {(): Place(name), ("cells",): Place(name)}
    errors = []
    cells: list[dict[str, object]] = []
    for row in rows[1:]:
        place = Place(name, row.line)
        if len(row.cells) != len(header):
            errors.append(problem("csv-row", place, cells=len(row.cells), columns=len(header)))
            continue
        values["cells", len(cells)] = place
        for key, (line, column) in zip(header, row.places(), strict=True):
            values["cells", len(cells), key] = Place(name, line, column)
        cells.append({k: resolve(clean(text)) for k, text in zip(header, row.cells, strict=True)})
    if errors:
        raise ContentErrors(errors)
    return Parsed({"cells": cells}, values, {})
