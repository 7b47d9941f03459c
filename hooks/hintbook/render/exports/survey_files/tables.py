"""Survey tables as CSV, each with a description in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hintbook.render import citation
from hintbook.render.exports.spreadsheet import spreadsheet
from hintbook.render.exports.survey_files.grid import grid
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.model import Survey, SurveyData, SurveyTable
    from hintbook.render.exports.survey_files.grid import Grid
    from hintbook.render.site import Site


def assets(site: Site, survey: Survey) -> Iterator[Asset]:
    """Yield every table of a question as tidy and as wide CSV, as on its page, and its description."""
    for table in survey.tables:
        yield from _assets(site, survey, table)


def _assets(site: Site, survey: Survey, table: SurveyTable) -> Iterator[Asset]:
    data = site.library.data[table.data]
    stem = f"survey/data/{table.id}"
    yield Asset(f"{stem}-tidy.csv", lambda: spreadsheet(_tidy(data)))
    yield Asset(f"{stem}-wide.csv", lambda: spreadsheet(_wide(table, data)))
    yield Asset(f"{stem}-page.csv", lambda: spreadsheet(_as_on_page(grid(survey, table, data))))
    yield Asset(f"{stem}.json", lambda: _description(site, survey, table))


def _tidy(data: SurveyData) -> list[list[object]]:
    """Return a row for each value, below the header."""
    rows: list[list[object]] = [["row", "stage", "option", "n", "count", "percent"]]
    rows += [[c.row, c.stage or "", c.option, c.n, c.count, c.percent] for c in data.cells]
    return rows


def _wide(table: SurveyTable, data: SurveyData) -> list[list[object]]:
    """Return a row for each row of the printed table, with two columns for each option."""
    names = [f"{option}_{what}" for option in data.options for what in ("件数", "％")]
    rows: list[list[object]] = [[table.rows, "n", *names]]
    for row, cells in data.rows.items():
        pairs = [value for o in data.options for value in (cells[o].count, cells[o].percent)]
        rows.append([row.name, next(iter(cells.values())).n, *pairs])
    return rows


def _as_on_page(grid: Grid) -> list[list[object]]:
    """Return the rows and columns of the page, with two columns for each of its columns."""
    heads, what = grid.heads, ("％", "件数")
    if not grid.options_as_rows:
        columns = [f"{option}_{each}" for option in grid.options for each in what]
        rows: list[list[object]] = [[grid.table.rows, "n", *columns]]
        for head, cells in zip(heads, grid.cells, strict=True):
            pairs = [value for cell in cells for value in (cell.percent, cell.count)]
            rows.append([head.name, head.n, *pairs])
        return rows
    columns = [f"{head.name}_{each}" for head in heads for each in what]
    rows = [["選択肢", *columns], ["n", *(n for head in heads for n in ("", head.n))]]
    for option, cells in zip(grid.options, grid.cells, strict=True):
        rows.append([option, *(v for cell in cells for v in (cell.percent, cell.count))])
    return rows


def _description(site: Site, survey: Survey, table: SurveyTable) -> bytes:
    """Return what a reader of the data must know, as JSON: question, base, notes, citation."""
    about = {
        "id": table.id,
        "title": table.title,
        "question": survey.question,
        "answer": survey.answer,
        "base": survey.base,
        "rows": table.rows,
        "summary": table.summary,
        "notes": list(table.notes),
        "source": citation.originals_of(site.library, table),
        "citation": site.full_citation(table),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
