"""Survey tables: whether each has its data, and whether the figures agree."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import Place, did_you_mean, problem
from hintbook.model import Survey, SurveyTable
from hintbook.model.survey import TOTAL, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.errors import ContentError, Loc
    from hintbook.library.collection import UnlinkedContent
    from hintbook.library.library import Item, Located
    from hintbook.load import Loaded
    from hintbook.model.survey import Cell, SurveyData

# Percentage points by which a printed percentage may differ.
TOLERANCE = Decimal("0.1")


class TableFault(NamedTuple):
    """Figures that do not agree.

    code: error code
    cell: the value at which it shows, None for a fault in the table's own file
    values: the values of the message
    loc: where it shows in the table's file
    """

    code: str
    cell: Cell | None
    values: dict[str, object]
    loc: Loc = ()


def table_errors(found: UnlinkedContent, loaded: Loaded) -> Iterator[ContentError]:
    """Yield an error for every table without data, every unused data file, every wrong figure."""
    unread = {name.rpartition("/")[2] for name in loaded.unread_files}
    used = set()
    # A data file may be unused because its table cannot be read or names it wrongly.
    table_at_fault = any(
        "/survey/" in name and name.endswith(".yml") for name in loaded.unread_files
    )
    for item in found.items.values():
        survey = found.items[item.parent].entry if item.parent else None
        table = item.entry
        if not isinstance(table, SurveyTable) or not isinstance(survey, Survey):
            continue
        used.add(table.data)
        if table.data in found.data:
            yield from _figure_errors(survey, item, found.data[table.data])
        elif table.data not in unread:
            table_at_fault = True
            guess = partial(did_you_mean, table.data, found.data)
            yield problem("unknown-data", item.place("data"), value=table.data, nearest=guess)
    for name, data in found.data.items():
        if name not in used and not table_at_fault:
            yield problem("unused-data", Place(data.file.name), value=name)


def _figure_errors(survey: Survey, item: Item, data: Located[SurveyData]) -> Iterator[ContentError]:
    table = item.entry
    indexes = {id(cell): index for index, cell in enumerate(data.value.cells)}
    for fault in faults(survey, table, data.value) if isinstance(table, SurveyTable) else ():
        place = (
            data.place("cells", indexes[id(fault.cell)]) if fault.cell else item.place(*fault.loc)
        )
        yield problem(fault.code, place, **fault.values)


def faults(survey: Survey, table: SurveyTable, data: SurveyData) -> Iterator[TableFault]:
    """Yield the figures of a table that do not agree with each other or with the question.

    Sums mean nothing while options or cells are wrong: those are reported first and alone.
    """
    for shape in (_options(survey, table, data), _uneven(data), _misprints(table, data)):
        if found := list(shape):
            yield from found
            return
    yield from _percents(table, data)
    if survey.answer == "single" and not table.left_out:
        yield from _single_sums(data)
    if table.has_total and not any(row.label == TOTAL for row in data.rows):
        yield TableFault("missing-total", data.cells[0], {})
    yield from _totals(data)


def share(cell: Cell) -> Decimal:
    """Return the percentage of n with one decimal, computed from the counts."""
    return _exact(cell).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _exact(cell: Cell) -> Decimal:
    return Decimal(100 * cell.count) / cell.n if cell.n else Decimal(0)


def _options(survey: Survey, table: SurveyTable, data: SurveyData) -> Iterator[TableFault]:
    for option in survey.options:
        if option not in data.options and option not in table.left_out:
            yield TableFault("missing-option", data.cells[0], {"value": option})
    for option in data.options:
        if option not in survey.options:
            cell = next(cell for cell in data.cells if cell.option == option)
            guess = partial(did_you_mean, option, survey.options)
            yield TableFault("unknown-option", cell, {"value": option, "nearest": guess})


def _percents(table: SurveyTable, data: SurveyData) -> Iterator[TableFault]:
    known = {(misprint.row, misprint.option) for misprint in table.misprints}
    for cell in data.cells:
        exact = _exact(cell)
        if abs(exact - cell.percent) > TOLERANCE and (cell.row, cell.option) not in known:
            values: dict[str, object] = {
                "percent": cell.percent,
                "count": cell.count,
                "n": cell.n,
                "real": share(cell),
            }
            yield TableFault("percent-mismatch", cell, values)


def _misprints(table: SurveyTable, data: SurveyData) -> Iterator[TableFault]:
    printed = {(cell.row, cell.option, cell.percent) for cell in data.cells}
    for number, misprint in enumerate(table.misprints):
        if (misprint.row, misprint.option, misprint.printed) not in printed:
            loc = ("misprints", number)
            yield TableFault("misprint-mismatch", None, misprint.model_dump(), loc)


def _uneven(data: SurveyData) -> Iterator[TableFault]:
    seen = set()
    for cell in data.cells:
        place = (cell.row, cell.stage, cell.option)
        if place in seen:
            name = Row(cell.row, cell.stage).name
            yield TableFault("duplicate-cell", cell, {"row": name, "option": cell.option})
        seen.add(place)
    for row, cells in data.rows.items():
        first = next(iter(cells.values()))
        missing = [option for option in data.options if option not in cells]
        if missing:
            yield TableFault("missing-cell", first, {"row": row.name, "option": missing[0]})
        for cell in cells.values():
            if cell.n != first.n:
                yield TableFault(
                    "uneven-base", cell, {"row": row.name, "n": cell.n, "other": first.n}
                )


def _single_sums(data: SurveyData) -> Iterator[TableFault]:
    for row, cells in data.rows.items():
        first = next(iter(cells.values()))
        total = sum(cell.count for cell in cells.values())
        if total != first.n:
            yield TableFault("row-sum", first, {"row": row.name, "sum": total, "n": first.n})


def _totals(data: SurveyData) -> Iterator[TableFault]:
    """Yield sums of the rows of a breakdown that are not the row 全体, stage by stage."""
    for row, cells in data.rows.items():
        if row.label != TOTAL:
            continue
        parts = [found for other, found in data.rows.items() if _is_part(other, row)]
        for option, cell in cells.items():
            inside = [found[option] for found in parts if option in found]
            for what, whole, total in (
                ("件数", cell.count, sum(part.count for part in inside)),
                ("n", cell.n, sum(part.n for part in inside)),
            ):
                if inside and total != whole:
                    values: dict[str, object] = {
                        "option": option,
                        "what": what,
                        "sum": total,
                        "whole": whole,
                    }
                    yield TableFault("total-sum", cell, values)


def _is_part(other: Row, total: Row) -> bool:
    return other.label != TOTAL and other.stage == total.stage
