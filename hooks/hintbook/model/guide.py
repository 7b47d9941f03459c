"""The guide for supporting supporters: goals, difficulties, methods, concepts, checklist, steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from .base import (
    AskedAs,
    GoalLetter,
    Goals,
    Id,
    LinkedEntry,
    Methods,
    Model,
    NumberedEntry,
    Phrases,
    Reading,
    Ref,
    SourcedEntry,
    Text,
    WithLead,
    WithText,
    WithTitle,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Named(WithTitle):
    """An entry with a title, and a text if there is more to say."""

    title: Text
    text: Text | None

    @override
    def texts(self) -> Iterable[str]:
        return (self.text,) if self.text else ()


class _Titled(_Named):
    """An entry with a title and a text."""

    text: Text


class Subpoint(WithText, SourcedEntry):
    """What a point adds in detail."""

    type = "subpoint"
    type_label = "ポイントの補足"

    text: Text


class Point(WithText, LinkedEntry):
    """What to mind when serving a goal."""

    type = "point"
    type_label = "目標のポイント"

    heading: Text = Field(description="見出し（編集部による）")
    text: Text
    subpoints: tuple[Subpoint, ...] = ()

    @property
    @override
    def caption(self) -> str:
        return self.heading


class Goal(WithLead, LinkedEntry):
    """An aim of supporting supporters."""

    type = "goal"
    type_label = "支援者支援の目標"
    unlike = ("title", "letter")

    letter: Literal["A", "B", "C", "D", "E", "F"]
    title: Text
    lead: Text
    methods: Methods = Field(default=(), description="この目標について原資料が名を挙げる手法")
    points: tuple[Point, ...] = Field(min_length=1)

    @field_validator("letter")
    @classmethod
    def _as_in_id(cls, letter: str, info: ValidationInfo) -> str:
        written = info.data.get("id", "")
        if written and written != f"goal-{letter.lower()}":
            context = {"value": letter, "id": written}
            raise PydanticCustomError("wrong-letter", "not as in id", context)
        return letter


class Difficulty(_Titled, NumberedEntry, LinkedEntry):
    """What weighs on supporters."""

    type = "difficulty"
    type_label = "支援者の困難さ"
    unlike = ("title",)


class DifficultyGroup(WithTitle, NumberedEntry):
    """Difficulties of one kind, with the goals that reduce them, first the one named first."""

    type = "difficulty-group"
    type_label = "困難さのまとまり"
    unlike = ("title",)

    title: Text
    goals: Goals = Field(description="軽減する目標。原資料の挙げる順")
    reason: Text | None = Field(description="どの目標が軽減するかの説明")
    difficulties: tuple[Difficulty, ...] = Field(min_length=1)

    @override
    def texts(self) -> Iterable[str]:
        return (self.reason,) if self.reason else ()


class Method(_Named, SourcedEntry):
    """A kind of measure."""

    type = "method"
    type_label = "支援者支援の手法"
    unlike = ("title", "aliases")

    aliases: Phrases = ()
    asked_as: AskedAs = ()


class MethodKind(_Titled):
    """Methods of one kind: surroundings or arrangements."""

    type = "method-kind"
    type_label = "手法の種類"
    unlike = ("title",)

    methods: tuple[Method, ...] = Field(min_length=1)


class Concept(_Titled, LinkedEntry):
    """A way of thinking or working that the guide explains."""

    type = "concept"
    type_label = "考え方・進め方"
    unlike = ("title", "aliases")

    reading: Reading
    aliases: Phrases = ()
    steps: tuple[Text, ...] = Field(description="進め方。手順のないものは空")
    note: Text | None

    @override
    def texts(self) -> Iterable[str]:
        note = (self.note,) if self.note else ()
        return (*super().texts(), *self.steps, *note)


class Step(_Titled, NumberedEntry, SourcedEntry):
    """A step of supporting supporters."""

    type = "step"
    type_label = "支援者支援のステップ"

    asked_as: AskedAs = ()


class CommonPoint(_Titled, LinkedEntry):
    """What holds for every measure."""

    type = "common-point"
    type_label = "共通するポイント"


class Tool(_Titled, SourcedEntry):
    """A tool that the guide offers."""

    type = "tool"
    type_label = "お役立ちツール"

    asked_as: AskedAs = ()


class Steps(Model):
    """The way through the guide."""

    steps: tuple[Step, ...] = Field(min_length=1)
    common_points: tuple[CommonPoint, ...]
    tools: tuple[Tool, ...]


class Box(SourcedEntry):
    """A box to tick: a difficulty, a goal, a method, or a thing to prepare."""

    type = "box"
    type_label = "チェック欄"
    linked = False  # the sheet repeats what the guide says; its links would only repeat, too

    label: Text
    difficulty: Annotated[Id, Ref("difficulty")] | None = None
    goal: GoalLetter | None = None
    method: Annotated[Id, Ref("method")] | None = None

    @property
    @override
    def caption(self) -> str:
        return self.label

    @override
    def texts(self) -> Iterable[str]:
        return (self.label,)


class BoxGroup(Model):
    """Boxes under one heading of the sheet."""

    heading: Text | None
    boxes: tuple[Box, ...] = Field(min_length=1)


class ChecklistPart(_Titled):
    """A part of the checklist."""

    type = "checklist-part"
    type_label = "チェックリスト"

    groups: tuple[BoxGroup, ...] = Field(min_length=1)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All boxes of the part in the order of the sheet."""
        return tuple(box for group in self.groups for box in group.boxes)
