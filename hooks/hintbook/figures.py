"""Whether the figures of a survey table agree with themselves and with their question."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from .errors import nearest
from .model.survey import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model.survey import Cell, Row, Survey, SurveyData, SurveyTable

TOLERANCE = Decimal("0.1")


class Fault(NamedTuple):
    """Something that does not agree: its code, the cell it shows at, what the message needs."""

    code: str
    cell: Cell
    values: dict[str, object]


def faults(survey: Survey, table: SurveyTable, data: SurveyData) -> Iterator[Fault]:
    """Everything in a table that does not agree.

    Sums say nothing while options or cells are wrong, so those come first and alone.
    """
    for shape in (_unknown_options(survey, data), _uneven(data)):
        if found := list(shape):
            yield from found
            return
    yield from _percents(table, data)
    if survey.answer == "single" and set(data.options) == set(survey.options):
        yield from _single_sums(data)
    yield from _totals(data)


def share(cell: Cell) -> Decimal:
    """The share of n in percent, with one decimal, as computed from the counts."""
    return (Decimal(100 * cell.count) / cell.n).quantize(Decimal("0.1")) if cell.n else Decimal(0)


def _unknown_options(survey: Survey, data: SurveyData) -> Iterator[Fault]:
    for option in data.options:
        if option not in survey.options:
            cell = next(cell for cell in data.cells if cell.option == option)
            guess = nearest(option, survey.options)
            yield Fault("unknown-option", cell, {"value": option, "nearest": guess})


def _percents(table: SurveyTable, data: SurveyData) -> Iterator[Fault]:
    known = {(misprint.row, misprint.option) for misprint in table.misprints}
    for cell in data.cells:
        exact = Decimal(100 * cell.count) / cell.n if cell.n else Decimal(0)
        if abs(exact - cell.percent) > TOLERANCE and (cell.row, cell.option) not in known:
            values: dict[str, object] = {
                "percent": cell.percent,
                "count": cell.count,
                "n": cell.n,
                "real": share(cell),
            }
            yield Fault("percent-mismatch", cell, values)


def _uneven(data: SurveyData) -> Iterator[Fault]:
    for row, cells in data.rows.items():
        first = next(iter(cells.values()))
        missing = [option for option in data.options if option not in cells]
        if missing:
            yield Fault("missing-cell", first, {"row": row.name, "option": missing[0]})
        for cell in cells.values():
            if cell.n != first.n:
                yield Fault("uneven-base", cell, {"row": row.name, "n": cell.n, "other": first.n})


def _single_sums(data: SurveyData) -> Iterator[Fault]:
    for row, cells in data.rows.items():
        first = next(iter(cells.values()))
        total = sum(cell.count for cell in cells.values())
        if total != first.n:
            yield Fault("row-sum", first, {"row": row.name, "sum": total, "n": first.n})


def _totals(data: SurveyData) -> Iterator[Fault]:
    """A breakdown's rows sum to the row 全体, stage by stage."""
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
                    yield Fault("total-sum", cell, values)


def _is_part(other: Row, total: Row) -> bool:
    return other.label != TOTAL and other.stage == total.stage
