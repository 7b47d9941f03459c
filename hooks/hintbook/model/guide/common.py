"""What the entry types of the guide share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import (
    WithTitle,
)
from hintbook.model.base.fields import (
    Phrase,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


class TitledWithOptionalText(WithTitle):
    """An entry with a title, and a text if it needs one."""

    title: Phrase = Field(description="題")
    text: Text | None = Field(description="本文。書式なしの文")

    @override
    def texts(self) -> Iterable[str]:
        return (self.text,) if self.text else ()


class Titled(TitledWithOptionalText):
    """An entry with a title and a text."""

    text: Text = Field(description="本文。書式なしの文")
