"""Survey tables as readers see them: the page, its CSV, the workbook and the charts share this."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hintbook.library import survey_tables
from hintbook.model import Survey
from hintbook.model.survey import CLASSES, TOTAL

if TYPE_CHECKING:
    from decimal import Decimal

    from hintbook.library import Library
    from hintbook.model import SurveyData, SurveyTable
    from hintbook.model.survey import Cell, Row


# A base below this makes percentages unsteady: the page says so.
SMALL_BASE = 30
# More options than this become rows.
_MAX_COLUMNS = 6
# Answers that say nothing of their own: they come last in an order by size.
_REST = ("その他", "不明")
_CLASS_IDS = {label: class_id for class_id, label in CLASSES.items()}


@dataclass(frozen=True)
class CellView:
    """A value as shown: a misprinted percentage is computed anew, which its note says."""

    count: int
    percent: Decimal
    note: str


@dataclass(frozen=True)
class Header:
    """The head of a row of the data.

    key: what stands for the row in addresses: the id of a class, else row-<number>
    name: label and stage; number: its place in the data
    """

    key: str
    name: str
    label: str
    stage: str
    n: int
    number: int

    @property
    def small(self) -> bool:
        """Whether n is so small that percentages are unsteady."""
        return self.n < SMALL_BASE

    @property
    def total(self) -> bool:
        """Whether the row is 全体."""
        return self.label == TOTAL


@dataclass(frozen=True)
class Grid:
    """A table laid out: options as rows when they are many, else as columns.

    values: the values by head, then by option
    """

    survey: Survey
    table: SurveyTable
    heads: tuple[Header, ...]
    options: tuple[str, ...]
    values: tuple[tuple[CellView, ...], ...]
    options_as_rows: bool

    @cached_property
    def cells(self) -> tuple[tuple[CellView, ...], ...]:
        """The values by row, then by column of the page."""
        return tuple(zip(*self.values, strict=True)) if self.options_as_rows else self.values

    @cached_property
    def total(self) -> Header | None:
        """The row 全体 of a table without stages."""
        return next((head for head in self.heads if head.total and not head.stage), None)

    @cached_property
    def groups(self) -> tuple[tuple[Header, ...], ...]:
        """The heads by label: one each, or one for each stage."""
        found: dict[str, list[Header]] = {}
        for head in self.heads:
            found.setdefault(head.label, []).append(head)
        return tuple(map(tuple, found.values()))

    @cached_property
    def choices(self) -> tuple[Header, ...]:
        """The first head of every label that can be set against the whole."""
        return tuple(group[0] for group in self.groups if not group[0].total)

    @cached_property
    def recalculated(self) -> bool:
        """Whether a value is not the printed one."""
        return any(cell.note for row in self.values for cell in row)

    def cell(self, head: Header, option: int) -> CellView:
        """Return the value of an option in a row of the data."""
        return self.values[head.number][option]

    def of_class(self, class_id: str) -> Header | None:
        """Return the head of a class of municipalities, if this is a table by size that has it."""
        return next((head for head in self.heads if head.key == class_id), None)

    def ranked(self, head: Header | None = None) -> list[int]:
        """Return the numbers of the options, largest share first, その他 and 不明 last."""
        by = head or self.total
        return sorted(
            range(len(self.options)),
            key=lambda o: (self.is_rest(o), -self.cell(by, o).percent if by else 0),
        )

    def is_rest(self, option: int) -> bool:
        """Return whether an option says nothing of its own."""
        return self.options[option].startswith(_REST)


def grid(survey: Survey, table: SurveyTable, data: SurveyData) -> Grid:
    """Return a survey table laid out."""
    labels = list(dict.fromkeys(row.label for row in data.rows))
    heads = tuple(
        _header(table, row, next(iter(cells.values())).n, labels.index(row.label), number)
        for number, (row, cells) in enumerate(data.rows.items())
    )
    values = tuple(
        tuple(_cell_view(table, cells[option]) for option in data.options)
        for cells in data.rows.values()
    )
    down = len(data.options) > _MAX_COLUMNS and len(data.options) > len(heads)
    return Grid(survey, table, heads, data.options, values, down)


def grid_of(library: Library, table: SurveyTable) -> Grid:
    """Return a survey table of the library laid out."""
    survey = library.parent(table)
    assert isinstance(survey, Survey)  # noqa: S101 - the model has tables nowhere else
    return grid(survey, table, library.data[table.data])


def grids(library: Library, survey: Survey) -> list[Grid]:
    """Return all tables of a question laid out."""
    return [grid(survey, table, library.data[table.data]) for table in survey.tables]


def _header(table: SurveyTable, row: Row, n: int, label: int, number: int) -> Header:
    key = _CLASS_IDS.get(row.label) if table.by == "size" else None
    return Header(key or f"row-{label + 1}", row.name, row.label, row.stage or "", n, number)


def _cell_view(table: SurveyTable, cell: Cell) -> CellView:
    misprinted = any((m.row, m.option) == (cell.row, cell.option) for m in table.misprints)
    if misprinted:
        return CellView(cell.count, survey_tables.share(cell), f"再計算。印刷は{cell.percent}％")
    return CellView(cell.count, cell.percent, "")
