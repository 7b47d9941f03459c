"""A story: how one person came to support, told part by part."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field
from typing_extensions import override

from .base import (
    Entry,
    LinkedEntry,
    NumberedEntry,
    SourcedEntry,
    Text,
    WithLead,
    WithText,
    labelled,
)

Voice: TypeAlias = Literal["person", "supporter"]

VOICES: dict[str, str] = {"person": "本人の視点", "supporter": "支援担当者の視点"}


class StoryItem(WithText, SourcedEntry):
    """One passage of a story."""

    type = "story-item"
    type_label = "歩みの一こま"

    text: Text


class StoryPart(Entry):
    """A stretch of the way, under the heading of the source."""

    type = "story-part"
    type_label = "歩みの段階"

    heading: Text
    voice: Annotated[Voice, labelled(VOICES)] = Field(description="だれの視点か")
    items: tuple[StoryItem, ...] = Field(min_length=1)

    @property
    @override
    def caption(self) -> str:
        return self.heading


class Story(WithLead, NumberedEntry, LinkedEntry):
    """How one person came to support."""

    type = "story"
    type_label = "歩みの例"
    unlike = ("title", "number")

    title: Text
    lead: Text
    parts: tuple[StoryPart, ...] = Field(min_length=1)
