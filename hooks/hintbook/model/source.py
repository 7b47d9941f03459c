"""A source document, and the list of its passages that the site carries."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import AfterValidator, Field, StrictBool
from typing_extensions import override

from hintbook.model.base.entry import Model, WithTitle
from hintbook.model.base.fields import Citation, Line, Number, Phrase, Text, unique
from hintbook.model.base.location import OwnPage

if TYPE_CHECKING:
    from collections.abc import Iterable


class Passage(Model):
    """A passage of a source: its locator, its place in print, and why it may be left out."""

    at: Line = Field(description="箇所の名前（場所を表す記号）")
    label: Phrase = Field(description="原資料のどこか（本文は書きません）")
    omitted: Text | None = Field(
        default=None, description="ここに載せないときは、その理由。載せるものは空"
    )


Passages: TypeAlias = Annotated[
    tuple[Passage, ...], AfterValidator(functools.partial(unique, key="at"))
]


class Source(WithTitle):
    """A document that the site restates.  A value that the document does not give is null."""

    type = "source"
    type_label = "出典"
    location = OwnPage(lambda source: f"sources/{source.id}")
    unique_fields = ("title", "number")
    search_weight = 0.5

    number: Number = Field(ge=1, description="一覧での順")
    title: Citation = Field(description="題")
    titled: StrictBool = Field(
        default=True,
        description="題が資料にあるか（true か false）。false なら、title には資料の説明を書きます",
    )
    subtitle: Citation | None = Field(default=None, description="副題。なければ空")
    publisher: Citation | None = Field(description="発行者。資料に記載がなければ null")
    published: Line | None = Field(description="発行年月。資料に記載がなければ null")
    kind: Line = Field(description="資料の種類")
    rights: Citation | None = Field(description="権利についての資料の記載")
    note: Text | None = Field(default=None, description="読むときの注意")
    wholes: Passages = Field(default=(), description="章や場面など、箇所をまとめて指す名前")
    passages: Passages = Field(min_length=1, description="資料の箇所の一覧")

    @override
    def texts(self) -> Iterable[str]:
        return (self.note,) if self.note else ()

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """The label of each passage by its locator, `wholes` included."""
        return {p.at: p.label for p in (*self.wholes, *self.passages)}
