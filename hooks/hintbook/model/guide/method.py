"""Methods: kinds of measures."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    SourcedEntry,
)
from hintbook.model.base.fields import (
    AskedAs,
    Phrases,
)
from hintbook.model.base.location import SharedPage
from hintbook.model.guide.common import Titled, TitledWithOptionalText


class Method(TitledWithOptionalText, SourcedEntry):
    """A kind of measure."""

    type = "method"
    type_label = "支援者支援の手法"
    unique_fields = ("title", "aliases")

    aliases: Phrases = Field(default=(), description="同じ意味で使われる言葉")
    asked_as: AskedAs = ()

    @override
    def search_names(self, _context: Context, /) -> Iterable[str]:
        return (self.title, *self.aliases)


class MethodKind(Titled):
    """Methods of one kind: surroundings or arrangements."""

    type = "method-kind"
    type_label = "手法の種類"
    location = SharedPage("guide/methods/")
    unique_fields = ("title",)

    methods: tuple[Method, ...] = Field(min_length=1, description="手法")
