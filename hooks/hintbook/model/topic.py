"""Topics: pages to read, in sections of plain blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from hintbook.model.base.entry import Context, Model, Sources, TaggedEntry, WithLead, parent_of
from hintbook.model.base.fields import CellText, Line, Tags, Text
from hintbook.model.base.location import OwnPage

if TYPE_CHECKING:
    from collections.abc import Iterable


class Paragraphs(Model):
    """Running text."""

    kind: Literal["paragraphs"] = Field(description="種類")
    text: Text = Field(description="本文。書式なしの文")

    def texts(self) -> Iterable[str]:
        """Return the texts of the block in reading order."""
        return (self.text,)


class Bullets(Model):
    """A list, numbered where the order counts."""

    kind: Literal["list"] = Field(description="種類")
    ordered: StrictBool = Field(default=False, description="順序に意味があるか（true か false）")
    items: tuple[Text, ...] = Field(min_length=1, description="一覧の中身")

    def texts(self) -> Iterable[str]:
        """Return the texts of the block in reading order."""
        return self.items


class Table(Model):
    """A table of texts; the first column heads its row."""

    kind: Literal["table"] = Field(description="種類")
    caption: Line = Field(description="表の題")
    columns: tuple[Line, ...] = Field(min_length=2, description="列の名前")
    rows: tuple[tuple[CellText, ...], ...] = Field(min_length=1, description="行")
    note: Text | None = Field(default=None, description="補足。なければ null")

    @field_validator("rows")
    @classmethod
    def _as_wide_as_columns(
        cls, rows: tuple[tuple[CellText, ...], ...], info: ValidationInfo
    ) -> tuple[tuple[CellText, ...], ...]:
        columns = len(info.data.get("columns", ()))
        for index, row in enumerate(rows):
            if columns and len(row) != columns:
                context = {"row": index + 1, "cells": len(row), "columns": columns}
                raise PydanticCustomError("uneven-table", "uneven", {**context, "loc": (index,)})
        return rows

    def texts(self) -> Iterable[str]:
        """Return the texts of the block in reading order."""
        yield self.caption
        for row in self.rows:
            yield " ".join(cell for cell in row if cell)
        if self.note:
            yield self.note


class Column(Model):
    """Parties or labels under one heading of a picture."""

    heading: Line = Field(description="見出し")
    items: tuple[Text, ...] = Field(min_length=1, description="一覧の中身")


class Columns(Model):
    """Who works with whom, as columns of text in place of a picture."""

    kind: Literal["columns"] = Field(description="種類")
    items: tuple[Column, ...] = Field(min_length=2, description="一覧の中身")

    def texts(self) -> Iterable[str]:
        """Return the texts of the block in reading order."""
        for column in self.items:
            yield column.heading
            yield from column.items


class Figure(Model):
    """One value to quote."""

    label: Line = Field(description="表示名")
    value: Line = Field(description="値")
    note: Text | None = Field(default=None, description="補足。なければ null")


class Figures(Model):
    """Values to quote."""

    kind: Literal["figures"] = Field(description="種類")
    items: tuple[Figure, ...] = Field(min_length=1, description="一覧の中身")

    def texts(self) -> Iterable[str]:
        """Return the texts of the block in reading order."""
        return (f"{item.label} {item.value} {item.note or ''}".strip() for item in self.items)


class Definition(Model):
    """A word and what it means here."""

    term: Line = Field(description="言葉")
    text: Text = Field(description="本文。書式なしの文")


class Definitions(Model):
    """Words and what they mean."""

    kind: Literal["definitions"] = Field(description="種類")
    items: tuple[Definition, ...] = Field(min_length=1, description="一覧の中身")

    def texts(self) -> Iterable[str]:
        """Return the texts of the block in reading order."""
        return (f"{item.term} {item.text}" for item in self.items)


Block: TypeAlias = Annotated[
    Paragraphs | Bullets | Table | Columns | Figures | Definitions, Field(discriminator="kind")
]


class Section(TaggedEntry):
    """A section of a topic; without a source if it restates no listed passage."""

    type = "section"
    type_label = "基礎知識の説明"
    search_weight = 0.79

    heading: Line = Field(description="見出し")
    blocks: tuple[Block, ...] = Field(
        min_length=1, description="本文。段落・一覧・表などのまとまり"
    )
    source: Sources = ()

    @property
    @override
    def caption(self) -> str:
        return self.heading

    @override
    def texts(self) -> Iterable[str]:
        return (text for block in self.blocks for text in block.texts())

    @override
    def full_name(self, context: Context, /) -> str:
        return f"{parent_of(self, Topic, context).title}「{self.heading}」"


class Topic(WithLead, TaggedEntry):
    """A page to read."""

    type = "topic"
    type_label = "基礎知識"
    location = OwnPage(lambda topic: f"topics/{topic.id}")
    unique_fields = ("title",)
    search_weight = 0.44  # below its sections, which are found by themselves

    title: Line = Field(description="題")
    lead: Text = Field(description="はじめに置く 1、2 文")
    tags: Tags = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1, description="節")
