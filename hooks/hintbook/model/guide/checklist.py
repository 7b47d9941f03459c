"""The checklist: boxes in groups and parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    Model,
    SourcedEntry,
)
from hintbook.model.base.fields import (
    GoalRef,
    Phrase,
)
from hintbook.model.base.location import SharedPage
from hintbook.model.base.schema_extra import Ref
from hintbook.model.guide.common import Titled

if TYPE_CHECKING:
    from collections.abc import Iterable


class Box(SourcedEntry):
    """A box to tick: a difficulty, a goal, a method, or a thing to prepare."""

    type = "box"
    type_label = "チェック欄"
    linked = False  # it repeats the guide, whose entries have these links already
    search_weight = 0.65

    label: Phrase = Field(description="表示名")
    difficulty: Annotated[str, Ref("difficulty")] | None = Field(
        default=None, description="困難さの id"
    )
    goal: GoalRef | None = Field(default=None, description="目標（A～F）")
    method: Annotated[str, Ref("method")] | None = Field(default=None, description="手法の id")

    @property
    @override
    def caption(self) -> str:
        return self.label

    @override
    def texts(self) -> Iterable[str]:
        return (self.label,)

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"チェックリスト「{self.label}」"


class BoxGroup(Model):
    """Boxes under a heading."""

    heading: Phrase | None = Field(description="見出し")
    boxes: tuple[Box, ...] = Field(min_length=1, description="チェック欄")


class ChecklistPart(Titled):
    """A part of the checklist."""

    type = "checklist-part"
    type_label = "チェックリスト"
    location = SharedPage("guide/checklist/")

    groups: tuple[BoxGroup, ...] = Field(min_length=1, description="チェック欄のまとまり")

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all groups in the order of the sheet."""
        return tuple(box for group in self.groups for box in group.boxes)
