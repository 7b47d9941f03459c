"""A source document, and the list of its passages that the site carries."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from .base import Entry, Model, Number, Text

if TYPE_CHECKING:
    from collections.abc import Iterable


class Passage(Model):
    """A place in a source: its locator, where it stands in print, and why it may be left out."""

    at: Text = Field(description="箇所の名前（場所を表す記号）")
    label: Text = Field(description="原資料のどこか（本文は書きません）")
    omitted: Text | None = Field(
        default=None, description="ここに載せないときは、その理由。載せるものは空"
    )


class Source(Entry):
    """A document that the site restates.  A value that the document does not give is null."""

    type = "source"
    type_label = "出典"
    unlike = ("title", "number")

    number: Number = Field(ge=1, description="一覧での順")
    title: Text
    subtitle: Text | None = None
    publisher: Text | None
    published: Text | None
    kind: Text = Field(description="資料の種類")
    rights: Text | None = Field(description="権利についての資料の記載")
    note: Text | None = Field(default=None, description="読むときの注意")
    wholes: tuple[Passage, ...] = Field(
        default=(), description="章や場面など、箇所をまとめて指す名前"
    )
    passages: tuple[Passage, ...] = Field(min_length=1)

    @field_validator("passages")
    @classmethod
    def _each_once(cls, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        seen = set()
        for passage in passages:
            if passage.at in seen:
                raise PydanticCustomError("repeated-value", "repeated", {"value": passage.at})
            seen.add(passage.at)
        return passages

    @property
    @override
    def caption(self) -> str:
        return self.title

    @override
    def texts(self) -> Iterable[str]:
        return (self.note,) if self.note else ()

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """How people name each place, by locator; wholes included."""
        return {p.at: p.label for p in (*self.wholes, *self.passages)}
