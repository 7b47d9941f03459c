"""Concepts: ways of thinking or working that the guide explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    LinkedEntry,
)
from hintbook.model.base.fields import (
    Phrases,
    Reading,
    Text,
)
from hintbook.model.base.location import SharedPage
from hintbook.model.guide.common import Titled

if TYPE_CHECKING:
    from collections.abc import Iterable


class Concept(Titled, LinkedEntry):
    """A way of thinking or working that the guide explains."""

    type = "concept"
    type_label = "考え方・進め方"
    location = SharedPage("guide/concepts/")
    unique_fields = ("title", "aliases")

    reading: Reading = Field(description="ひらがなの読み")
    aliases: Phrases = Field(default=(), description="同じ意味で使われる言葉")
    steps: tuple[Text, ...] = Field(description="進め方。手順のないものは空")
    note: Text | None = Field(description="補足。なければ null")

    @field_validator("id")
    @classmethod
    def _is_not_of_steps(cls, value: str) -> str:
        """Refuse what may be the id of the steps of another concept on the page."""
        if value.endswith("-steps"):
            raise PydanticCustomError("reserved-id", "reserved", {"value": value})
        return value

    @override
    def texts(self) -> Iterable[str]:
        note = (self.note,) if self.note else ()
        return (*super().texts(), *self.steps, *note)

    @override
    def search_names(self, _context: Context, /) -> Iterable[str]:
        return (self.title, *self.aliases)
