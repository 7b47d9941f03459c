"""The survey: questions, what was found, and the tables that can be reconstructed."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import override

from .base import (
    CODES,
    LinkedEntry,
    Model,
    Number,
    NumberedEntry,
    Phrases,
    Text,
    WithTitle,
    labelled,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Answer: TypeAlias = Literal["single", "multiple"]
Breakdown: TypeAlias = Literal[
    "size", "programme", "multilayer", "implementation", "window", "window-stage"
]

ANSWERS: dict[str, str] = {"single": "1つだけ選ぶ", "multiple": "いくつでも選ぶ"}
TOTAL = "全体"

_PERCENT = r"(?:100(?:\.0{1,4})?|[0-9]{1,2}(?:\.[0-9]{1,4})?)"


def _percent(value: object) -> object:
    """A share as it is printed: a plain number, since `1e1` or １２ may be slips."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        if re.fullmatch(_PERCENT, str(value)):
            return str(value)
        found = f"「{value}」" if value != "" else "空"
    else:
        found = "空" if value is None else "数でない形"
    raise PydanticCustomError("bad-percent", "not a percent", {"found": found})


Percent: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_percent),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 100},
                {"type": "string", "pattern": f"^{_PERCENT}$", CODES: {"pattern": "bad-percent"}},
            ]
        },
        mode="validation",
    ),
]


class Row(NamedTuple):
    """What a row of a table is about; `stage` only where a table has two row heads."""

    label: str
    stage: str | None

    @property
    def name(self) -> str:
        """The row in one string."""
        return f"{self.label}・{self.stage}" if self.stage else self.label


class Cell(Model):
    """One value of a table.  `percent` is the printed share of n, in percent."""

    row: Text
    stage: Text | None = None
    option: Text
    n: Number = Field(ge=0)
    count: Number = Field(ge=0)
    percent: Percent


class SurveyData(Model):
    """The data of a table, one value a line, in the order of the file."""

    cells: tuple[Cell, ...] = Field(min_length=1)

    @cached_property
    def rows(self) -> dict[Row, dict[str, Cell]]:
        """The cells by row and option, in the order of the file."""
        found: dict[Row, dict[str, Cell]] = {}
        for cell in self.cells:
            found.setdefault(Row(cell.row, cell.stage), {})[cell.option] = cell
        return found

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options of the table, in the order of the file."""
        return tuple(dict.fromkeys(cell.option for cell in self.cells))


class Misprint(Model):
    """A cell whose printed percent is known to be wrong."""

    row: Text
    option: Text
    printed: Percent = Field(description="印刷されている値")


class Derived(Model):
    """A value that is not printed but can be computed."""

    label: Text
    value: Text
    how: Text


class SurveyTable(WithTitle, LinkedEntry):
    """A table of a question: its answers by size, by programme and so on."""

    type = "survey-table"
    type_label = "調査の表"

    title: Text
    by: Breakdown
    rows: Text = Field(description="行が何を表すか")
    data: Text = Field(description="content/survey/data/ にあるファイルの名前")
    summary: Text = Field(description="表から分かる主なこと")
    notes: tuple[Text, ...] = ()
    misprints: tuple[Misprint, ...] = ()
    left_out: Phrases = Field(default=(), description="この表に値のない選択肢。理由は notes に")
    has_total: bool = Field(default=True, description="全体の行があるか")

    @override
    def texts(self) -> Iterable[str]:
        return (self.summary, *self.notes)


class Survey(WithTitle, NumberedEntry, LinkedEntry):
    """A question of the survey."""

    type = "survey"
    type_label = "調査"
    unlike = ("title", "number")

    title: Text
    question: Text
    answer: Annotated[Answer, labelled(ANSWERS)] = Field(
        alias="type", description="single（単一回答）か multiple（複数回答）"
    )
    base: Text = Field(description="だれの回答か")
    options: tuple[Text, ...] = Field(default=(), description="選択肢。表のないものは空")
    findings: tuple[Text, ...]
    tables: tuple[SurveyTable, ...]
    lost: tuple[Text, ...] = Field(description="図だけで値が残っていないもの")
    derived: tuple[Derived, ...] = ()

    @override
    def texts(self) -> Iterable[str]:
        computed = (f"{d.label} {d.value} {d.how}" for d in self.derived)
        return (self.question, *self.findings, *self.lost, *computed)
