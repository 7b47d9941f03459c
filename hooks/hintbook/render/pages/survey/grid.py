"""Survey tables laid out for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hintbook.library import survey_tables
from hintbook.model.survey import TOTAL

if TYPE_CHECKING:
    from hintbook.model import SurveyData, SurveyTable
    from hintbook.model.survey import Cell, Row


# A base below this makes percentages unsteady: the page says so.
SMALL_BASE = 30
# More options than this become rows.
_MAX_COLUMNS = 6


@dataclass(frozen=True)
class CellView:
    """A cell of the page's table."""

    count: int
    percent: str
    note: str


@dataclass(frozen=True)
class Header:
    """The head of a row or column: its name, its base n, whether n is small, whether it is 全体."""

    name: str
    n: int
    small: bool
    total: bool


@dataclass(frozen=True)
class Grid:
    """A table laid out for a page: options as rows when they are many, else as columns."""

    table: SurveyTable
    heads: tuple[Header, ...]
    options: tuple[str, ...]
    cells: tuple[tuple[CellView, ...], ...]
    options_as_rows: bool


def grid(table: SurveyTable, data: SurveyData) -> Grid:
    """Return a survey table laid out for its page."""
    heads = tuple(_header(row, cells) for row, cells in data.rows.items())
    by_row = [
        tuple(_cell_view(table, cells[option]) for option in data.options)
        for cells in data.rows.values()
    ]
    down = len(data.options) > _MAX_COLUMNS and len(data.options) > len(heads)
    cells = tuple(zip(*by_row, strict=True)) if down else tuple(by_row)
    return Grid(table, heads, data.options, cells, down)


def _header(row: Row, cells: dict[str, Cell]) -> Header:
    n = next(iter(cells.values())).n
    return Header(row.name, n, n < SMALL_BASE, row.label == TOTAL)


def _cell_view(table: SurveyTable, cell: Cell) -> CellView:
    misprinted = any((m.row, m.option) == (cell.row, cell.option) for m in table.misprints)
    if misprinted:
        return CellView(
            cell.count, str(survey_tables.share(cell)), f"再計算。印刷は{cell.percent}％"
        )
    return CellView(cell.count, str(cell.percent), "")
