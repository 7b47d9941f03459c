"""Synonym groups: words that mean the same in a search."""

from __future__ import annotations

from pydantic import Field

from hintbook.model.base.entry import Model
from hintbook.model.base.fields import Id, Phrases, Text


class SynonymGroup(Model):
    """Words that a reader who searches may use for the same thing."""

    id: Id = Field(description="まとまりの id（syn- で始まる）")
    words: Phrases = Field(
        min_length=2, max_length=12, description="同じものを指す言葉。本文で最も使うものを先頭に"
    )
    note: Text | None = Field(default=None, description="同じとみなす理由。明らかなら空")
