"""Goals: the aims of supporting supporters, with their points."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    LinkedEntry,
    SourcedEntry,
    WithLead,
    WithText,
    parent_of,
    position,
)
from hintbook.model.base.fields import (
    Letter,
    Line,
    Methods,
    Phrase,
    Text,
)
from hintbook.model.base.location import OwnPage


class Subpoint(WithText, SourcedEntry):
    """What a point adds in detail."""

    type = "subpoint"
    type_label = "ポイントの補足"

    text: Text = Field(description="本文。書式なしの文")

    @override
    def full_name(self, context: Context, /) -> str:
        point = parent_of(self, Point, context)
        return f"{point.full_name(context)}の補足{position(point.subpoints, self)}"


class Point(WithText, LinkedEntry):
    """What to mind when serving a goal."""

    type = "point"
    type_label = "目標のポイント"

    heading: Line = Field(description="見出し（編集部による）")
    text: Text = Field(description="本文。書式なしの文")
    subpoints: tuple[Subpoint, ...] = Field(default=(), description="ポイントの補足")

    @property
    @override
    def caption(self) -> str:
        return self.heading

    @override
    def full_name(self, context: Context, /) -> str:
        return f"目標{parent_of(self, Goal, context).letter}・ポイント「{self.heading}」"


class Goal(WithLead, LinkedEntry):
    """An aim of supporting supporters."""

    type = "goal"
    type_label = "支援者支援の目標"
    location = OwnPage(lambda goal: f"guide/goals/{goal.letter.lower()}")
    unique_fields = ("title", "letter")
    search_weight = 0.75  # below its points, which are found by themselves

    letter: Letter = Field(description="目標の文字（A～F）")
    title: Phrase = Field(description="題")
    lead: Text = Field(description="はじめに置く 1、2 文")
    methods: Methods = Field(default=(), description="この目標について原資料が名を挙げる手法")
    points: tuple[Point, ...] = Field(min_length=1, description="目標のポイント")

    @field_validator("letter")
    @classmethod
    def _agrees_with_id(cls, letter: str, info: ValidationInfo) -> str:
        written = info.data.get("id", "")
        if written and written != f"goal-{letter.lower()}":
            context = {"value": letter, "id": written}
            raise PydanticCustomError("wrong-letter", "not as in id", context)
        return letter

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"目標{self.letter}「{self.title}」"
