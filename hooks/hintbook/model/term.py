"""Terms: the entries of the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import Column, Context, Entry, Export
from hintbook.model.base.fields import Phrase, Phrases, Reading, Text
from hintbook.model.base.location import SharedPage

if TYPE_CHECKING:
    from collections.abc import Iterable


class Term(Entry):
    """A glossary entry."""

    type = "term"
    type_label = "用語"
    location = SharedPage("glossary/")
    unique_fields = ("term", "aliases")
    search_weight = 0.4
    export = Export(
        "terms",
        (
            Column("見出し語", lambda term, _: term.term),
            Column("読み", lambda term, _: term.reading),
            Column("別の言い方", lambda term, _: term.aliases),
            Column("説明", lambda term, _: term.definition),
        ),
    )

    term: Phrase = Field(description="見出し語")
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
        """The strings by which texts mention the term."""
        return (self.term, *self.aliases)

    @override
    def search_names(self, _context: Context, /) -> Iterable[str]:
        return (self.term, self.reading, *self.aliases)
