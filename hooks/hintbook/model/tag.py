"""Tags: labels in facets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import Context, Entry
from hintbook.model.base.fields import Id, Line, Phrases, Text, Unique
from hintbook.model.base.location import OwnPage
from hintbook.model.base.schema_extra import OneOf, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable


# The facets of tags: names in URLs and data, with their labels.
TAG_FACETS: dict[str, str] = {"theme": "テーマ", "for": "だれのため", "stage": "段階"}
# More entries to begin with would be a list like the one below them.
MAX_FIRST = 8


class Tag(Entry):
    """A label in a facet."""

    type = "tag"
    type_label = "タグ"
    location = OwnPage(lambda tag: f"tags/{tag.id}")
    unique_fields = ("label", "aliases")
    search_weight = 0.88

    label: Line = Field(description="表示名")
    facet: Annotated[str, OneOf(TAG_FACETS)] = Field(description="どの面から見たタグか")
    description: Text = Field(description="このタグの付く項目は何についてのものか")
    aliases: Phrases = Field(default=(), description="同じ意味で使われる言葉")
    lead: Text | None = Field(
        default=None, description="タグのページの初めに置く、編集部からの案内（2～4文）"
    )
    first: Unique[
        Annotated[tuple[Annotated[Id, Ref("tagged")], ...], Field(max_length=MAX_FIRST)]
    ] = Field(
        default=(),
        description="タグのページで初めに読んでほしい、このタグの付いた項目の id を、読む順に（8つまで）",
    )

    @property
    @override
    def caption(self) -> str:
        return self.label

    @override
    def texts(self) -> Iterable[str]:
        return (self.description,)

    @override
    def search_names(self, _context: Context, /) -> Iterable[str]:
        return (self.label, *self.aliases)
