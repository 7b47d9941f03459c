"""The survey: its questions, findings, and the tables that can be reconstructed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    LinkedEntry,
    Model,
    NumberedEntry,
    WithTitle,
    parent_of,
)
from hintbook.model.base.fields import Line, Number, Phrase, Phrases, Text
from hintbook.model.base.location import OwnPage
from hintbook.model.base.schema_extra import CODES, OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable

Breakdown: TypeAlias = Literal[
    "size", "programme", "multilayer", "implementation", "window", "window-stage"
]

ANSWERS: dict[str, str] = {"single": "単一回答", "multiple": "複数回答"}
TOTAL = "全体"
# The classes of municipalities: their ids in addresses, and their rows in the tables by size.
CLASSES: dict[str, str] = {
    "special-ward": "特別区",
    "designated-city": "指定都市",
    "core-city": "中核市",
    "city-100k-plus": "一般市（人口10万人以上）",
    "city-under-100k": "一般市（人口10万人未満）",
    "town-village": "町村",
}

_PERCENT = r"(?:100(?:\.0{1,4})?|[0-9]{1,2}(?:\.[0-9]{1,4})?)"


def _percent(value: object) -> object:
    """Return a percentage as printed; only plain numbers, since `1e1` or １２ may be typing errors."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        if re.fullmatch(_PERCENT, str(value)):
            return str(value)
        found = f"「{value}」" if value != "" else "空"
    else:
        found = "空" if value is None else "数でない形"
    meant = unicodedata.normalize("NFKC", str(value)).removesuffix("%").strip()
    nearest = f"「{meant}」ではありませんか。" if re.fullmatch(_PERCENT, meant) else ""
    raise PydanticCustomError("bad-percent", "not a percent", {"found": found, "nearest": nearest})


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
    """The heads of a row: its label and, in tables with two row heads, its stage."""

    label: str
    stage: str | None

    @property
    def name(self) -> str:
        """The heads of the row in one string."""
        return f"{self.label}・{self.stage}" if self.stage else self.label


class Cell(Model):
    """A value of a table; `percent` is the printed share of n."""

    row: Phrase = Field(description="行の名前")
    stage: Phrase | None = Field(default=None, description="行の 2 つめの名前。なければ空")
    option: Phrase = Field(description="選択肢")
    n: Number = Field(ge=0, description="回答の数")
    count: Number = Field(ge=0, description="件数")
    percent: Percent = Field(description="印刷されている割合（％）")


class SurveyData(Model):
    """The values of a table in the order of its file."""

    cells: tuple[Cell, ...] = Field(min_length=1, description="表の値")

    @cached_property
    def rows(self) -> dict[Row, dict[str, Cell]]:
        """The cells by row, then by option, in the order of the file."""
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

    row: Phrase = Field(description="行の名前")
    option: Phrase = Field(description="選択肢")
    printed: Percent = Field(description="印刷されている値")


class Derived(Model):
    """A value that is not printed but can be computed."""

    label: Line = Field(description="表示名")
    value: Line = Field(description="値")
    how: Text = Field(description="計算のしかた")


class SurveyTable(WithTitle, LinkedEntry):
    """A table of a question: its answers by size, by programme and so on."""

    type = "survey-table"
    type_label = "調査の表"
    search_weight = 0.54

    title: Line = Field(description="題")
    by: Breakdown = Field(description="何で分けた表か")
    rows: Line = Field(description="行が何を表すか")
    data: Line = Field(description="content/survey/data/ にあるファイルの名前")
    summary: Text = Field(description="表から分かる主なこと")
    notes: tuple[Text, ...] = Field(default=(), description="補足。原資料の矛盾や、値のない理由")
    misprints: tuple[Misprint, ...] = Field(default=(), description="原資料の誤植と分かっている値")
    left_out: Phrases = Field(default=(), description="この表に値のない選択肢。理由は notes に")
    has_total: bool = Field(default=True, description="全体の行があるか")

    @override
    def texts(self) -> Iterable[str]:
        return (self.summary, *self.notes)

    @override
    def full_name(self, context: Context, /) -> str:
        survey = parent_of(self, Survey, context)
        return f"調査・問{survey.number}「{survey.title}」の表（{self.title}）"


class Survey(WithTitle, NumberedEntry, LinkedEntry):
    """A question of the survey."""

    type = "survey"
    type_label = "調査"
    location = OwnPage(lambda survey: f"survey/{survey.id}")
    unique_fields = ("title", "number")
    search_weight = 0.54  # below its tables, which are found by themselves

    title: Phrase = Field(description="題")
    question: Phrase = Field(description="設問の文")
    answer: Annotated[str, OneOf(ANSWERS)] = Field(
        alias="type", description="single（単一回答）か multiple（複数回答）"
    )
    base: Text = Field(description="回答者")
    options: tuple[Phrase, ...] = Field(default=(), description="選択肢。表のないものは空")
    findings: tuple[Text, ...] = Field(description="調査から分かったこと")
    tables: tuple[SurveyTable, ...] = Field(description="表")
    lost: tuple[Text, ...] = Field(description="図だけで値が残っていないもの")
    derived: tuple[Derived, ...] = Field(default=(), description="印刷された値から計算した値")

    @override
    def texts(self) -> Iterable[str]:
        computed = (f"{d.label} {d.value} {d.how}" for d in self.derived)
        return (self.question, *self.findings, *self.lost, *computed)

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"調査・問{self.number}「{self.title}」"

    @override
    def search_context(self, _context: Context, /) -> Iterable[str]:
        return (self.base, *self.options)
