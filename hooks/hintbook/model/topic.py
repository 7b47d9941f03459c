"""A topic: a page to read, in sections made of plain blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from .base import CellText, Model, Sources, TaggedEntry, Tags, Text, WithLead

if TYPE_CHECKING:
    from collections.abc import Iterable


class Paragraphs(Model):
    """Running text."""

    kind: Literal["paragraphs"]
    text: Text

    def texts(self) -> Iterable[str]:
        """The block's words in reading order."""
        return (self.text,)


class Bullets(Model):
    """A list, numbered where the order counts."""

    kind: Literal["list"]
    ordered: StrictBool = False
    items: tuple[Text, ...] = Field(min_length=1)

    def texts(self) -> Iterable[str]:
        """The block's words in reading order."""
        return self.items


class Table(Model):
    """A table of texts; the first column heads its row."""

    kind: Literal["table"]
    caption: Text
    columns: tuple[Text, ...] = Field(min_length=2)
    rows: tuple[tuple[CellText, ...], ...] = Field(min_length=1)
    note: Text | None = None

    @field_validator("rows")
    @classmethod
    def _as_wide_as_columns(
        cls, rows: tuple[tuple[CellText, ...], ...], info: ValidationInfo
    ) -> tuple[tuple[CellText, ...], ...]:
        columns = len(info.data.get("columns", ()))
        for index, row in enumerate(rows):
            if columns and len(row) != columns:
                context = {"row": index + 1, "cells": len(row), "columns": columns}
                raise PydanticCustomError("uneven-table", "uneven", {**context, "steps": (index,)})
        return rows

    def texts(self) -> Iterable[str]:
        """The block's words in reading order."""
        yield self.caption
        for row in self.rows:
            yield " ".join(cell for cell in row if cell)
        if self.note:
            yield self.note


class Column(Model):
    """Parties or labels under one heading of a picture."""

    heading: Text
    items: tuple[Text, ...] = Field(min_length=1)


class Columns(Model):
    """A picture of who works with whom, in columns: it reads aloud and prints."""

    kind: Literal["columns"]
    items: tuple[Column, ...] = Field(min_length=2)

    def texts(self) -> Iterable[str]:
        """The block's words in reading order."""
        for column in self.items:
            yield column.heading
            yield from column.items


class Figure(Model):
    """One value to quote."""

    label: Text
    value: Text
    note: Text | None = None


class Figures(Model):
    """Values to quote."""

    kind: Literal["figures"]
    items: tuple[Figure, ...] = Field(min_length=1)

    def texts(self) -> Iterable[str]:
        """The block's words in reading order."""
        return (f"{item.label} {item.value} {item.note or ''}".strip() for item in self.items)


class Definition(Model):
    """A word and what it means here."""

    term: Text
    text: Text


class Definitions(Model):
    """Words and what they mean."""

    kind: Literal["definitions"]
    items: tuple[Definition, ...] = Field(min_length=1)

    def texts(self) -> Iterable[str]:
        """The block's words in reading order."""
        return (f"{item.term} {item.text}" for item in self.items)


Block: TypeAlias = Annotated[
    Paragraphs | Bullets | Table | Columns | Figures | Definitions, Field(discriminator="kind")
]


class Section(TaggedEntry):
    """A section of a topic.  One that restates no listed passage has no source."""

    type = "section"
    type_label = "基礎知識の節"

    heading: Text
    blocks: tuple[Block, ...] = Field(min_length=1)
    source: Sources = ()

    @property
    @override
    def caption(self) -> str:
        return self.heading

    @override
    def texts(self) -> Iterable[str]:
        return (text for block in self.blocks for text in block.texts())


class Topic(WithLead, TaggedEntry):
    """A page to read."""

    type = "topic"
    type_label = "基礎知識"
    unlike = ("title",)

    title: Text
    lead: Text
    tags: Tags = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)
