"""A story: how one person came to support, told part by part."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    Entry,
    LinkedEntry,
    NumberedEntry,
    SourcedEntry,
    WithLead,
    WithText,
    parent_of,
    position,
)
from hintbook.model.base.fields import Line, Text
from hintbook.model.base.location import OwnPage
from hintbook.model.base.schema_extra import OneOf

VOICES: dict[str, str] = {"person": "本人の視点", "supporter": "支援担当者の視点"}


class StoryItem(WithText, SourcedEntry):
    """One passage of a story."""

    type = "story-item"
    type_label = "歩みの一こま"

    text: Text = Field(description="本文。書式なしの文")

    @override
    def full_name(self, context: Context, /) -> str:
        part = parent_of(self, StoryPart, context)
        return f"{part.full_name(context)}の{position(part.items, self)}"


class StoryPart(Entry):
    """A section of a story: its heading, whose view it is, its texts."""

    type = "story-part"
    type_label = "歩みの段階"

    heading: Line = Field(description="見出し")
    voice: Annotated[str, OneOf(VOICES)] = Field(description="だれの視点か")
    items: tuple[StoryItem, ...] = Field(min_length=1, description="一覧の中身")

    @property
    @override
    def caption(self) -> str:
        return self.heading

    @override
    def full_name(self, context: Context, /) -> str:
        return f"歩みの例{parent_of(self, Story, context).number}「{self.heading}」"


class Story(WithLead, NumberedEntry, LinkedEntry):
    """How one person came to support."""

    type = "story"
    type_label = "歩みの例"
    location = OwnPage(lambda story: f"stories/{story.number}")
    unique_fields = ("title", "number")
    search_weight = 0.75  # below its parts, which are found by themselves

    title: Line = Field(description="題")
    lead: Text = Field(description="はじめに置く 1、2 文")
    parts: tuple[StoryPart, ...] = Field(min_length=1, description="歩みの段階")

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"歩みの例{self.number}「{self.title}」"
