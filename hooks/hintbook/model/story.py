"""A story: how one person came to support, told part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field
from typing_extensions import override

from .base import Entry, LinkedEntry, NumberedEntry, SourcedEntry, Text, labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

Voice: TypeAlias = Literal["person", "supporter"]

VOICES: dict[str, str] = {"person": "本人の視点", "supporter": "支援担当者の視点"}


class StoryItem(SourcedEntry):
    """One passage of a story."""

    type = "story-item"
    type_label = "歩みの一こま"

    text: Text

    @property
    @override
    def caption(self) -> str:
        return self.text

    @override
    def texts(self) -> Iterable[str]:
        return (self.text,)


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


class Story(NumberedEntry, LinkedEntry):
    """How one person came to support."""

    type = "story"
    type_label = "歩みの例"
    unlike = ("title", "number")

    title: Text
    lead: Text
    parts: tuple[StoryPart, ...] = Field(min_length=1)

    @property
    @override
    def caption(self) -> str:
        return self.title

    @override
    def texts(self) -> Iterable[str]:
        return (self.lead,)
