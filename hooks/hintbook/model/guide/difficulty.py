"""Difficulties: what weighs on supporters, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    LinkedEntry,
    NumberedEntry,
    WithTitle,
    circled,
)
from hintbook.model.base.fields import (
    Goals,
    Phrase,
    Text,
)
from hintbook.model.base.location import SharedPage
from hintbook.model.guide.common import Titled

if TYPE_CHECKING:
    from collections.abc import Iterable


class Difficulty(Titled, NumberedEntry, LinkedEntry):
    """What weighs on supporters."""

    type = "difficulty"
    type_label = "支援者の困難さ"
    unique_fields = ("title",)

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"困難さ{circled(self.number)}「{self.title}」"


class DifficultyGroup(WithTitle, NumberedEntry):
    """Difficulties of one kind, with the goals that reduce them in the order of the source."""

    type = "difficulty-group"
    type_label = "困難さの種類"
    location = SharedPage("guide/difficulties/")
    unique_fields = ("title",)
    search_weight = 0.8  # below its difficulties, which are found by themselves

    title: Phrase = Field(description="題")
    goals: Goals = Field(description="軽減する目標。原資料の挙げる順")
    reason: Text | None = Field(description="どの目標が軽減するかの説明")
    difficulties: tuple[Difficulty, ...] = Field(min_length=1, description="このまとまりの困難さ")

    @override
    def texts(self) -> Iterable[str]:
        return (self.reason,) if self.reason else ()
