"""The words of the site: tags in facets, glossary terms, words that mean the same in a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field
from typing_extensions import override

from .base import Entry, Id, Model, Phrases, Reading, Text, labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

Facet: TypeAlias = Literal["theme", "for", "stage"]

FACETS: dict[str, str] = {"theme": "テーマ", "for": "だれのため", "stage": "段階"}


class Tag(Entry):
    """A label in a facet."""

    type = "tag"
    type_label = "タグ"
    unlike = ("label", "aliases")

    label: Text = Field(description="表示名")
    facet: Annotated[Facet, labelled(FACETS)] = Field(description="どの面から見たタグか")
    description: Text = Field(description="このタグの付く項目は何についてのものか")
    aliases: Phrases = Field(default=(), description="同じ意味で使われる言葉")

    @property
    @override
    def caption(self) -> str:
        return self.label

    @override
    def texts(self) -> Iterable[str]:
        return (self.description,)


class Term(Entry):
    """A glossary entry."""

    type = "term"
    type_label = "用語"
    unlike = ("term", "aliases")

    term: Text = Field(description="見出し語")
    reading: Reading = Field(description="ひらがなの読み")
    aliases: Phrases = Field(default=(), description="言い換え・略称・表記ゆれ")
    definition: Text = Field(description="1、2 文の説明")

    @property
    @override
    def caption(self) -> str:
        return self.term

    @override
    def texts(self) -> Iterable[str]:
        return (self.definition,)

    @property
    def names(self) -> tuple[str, ...]:
        """Every string that stands for this term in a text."""
        return (self.term, *self.aliases)


class SynonymGroup(Model):
    """Words that a reader who searches may use for the same thing."""

    id: Id = Field(description="まとまりの id（syn- で始まる）")
    words: Phrases = Field(
        min_length=2, max_length=12, description="同じものを指す言葉。本文で最も使うものを先頭に"
    )
    note: Text | None = Field(default=None, description="同じとみなす理由。明らかなら空")
