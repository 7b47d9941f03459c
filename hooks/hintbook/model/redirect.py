"""Addresses that were published once: what has moved, and what was taken down."""

from __future__ import annotations

import re
from typing import Annotated, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .base import CODES, Date, Id, Model, OneOrMany, Said, Text

_NAME = "[a-z0-9]+(-[a-z0-9]+)*"
# "" is the home page; a page ends in a slash; an anchor may follow, or the name of a data file.
_PATTERN = rf"({_NAME}/)*({_NAME}\.(csv|json)|#{_NAME})?"
# Where nothing but ours can stand: data and scripts, entries by their ids, the pages that hosts
# show for a folder and for what is missing, files that are no data of a page.
_RESERVED = r"(api|assets|id|404)/|([^#]*/)?index/|(?![^#]*/data/)[^#]*\."


def _path(value: str) -> str:
    if not re.fullmatch(_PATTERN, value):
        raise PydanticCustomError("malformed-address", "malformed", {"value": value})
    return value


def _former(value: str) -> str:
    if re.match(_RESERVED, value):
        raise PydanticCustomError("address-reserved", "reserved", {"value": value})
    return value


def _page(value: str) -> str:
    if suffix(value):
        raise PydanticCustomError("redirect-kind", "a file", {"value": value})
    return value


def suffix(address: str) -> str:
    """The suffix of a data file's address, such as .csv; "" for a page and what stands on it."""
    return re.sub(r"[^.]*", "", address, count=1)


Path: TypeAlias = Annotated[
    str,
    AfterValidator(_path),
    Said({"pattern": f"^{_PATTERN}$", CODES: {"pattern": "malformed-address"}}),
]
Former: TypeAlias = Annotated[
    Path,
    AfterValidator(_former),
    Said({"not": {"pattern": f"^({_RESERVED})"}, CODES: {"not": "address-reserved"}}),
]


class Redirect(Model):
    """One address that has moved."""

    old: Former = Field(alias="from", description="以前のアドレス。例: scenes/9/#s9-h01")
    new: Path = Field(
        alias="to",
        description="いまのアドレス。例: scenes/1/#s1-h01。id/s1-h01/ と書けば、その項目のあるところ",
    )

    @model_validator(mode="after")
    def _alike(self) -> Self:
        if suffix(self.old) != suffix(self.new):
            context = {"value": self.new, "steps": ("to",)}
            raise PydanticCustomError("redirect-kind", "a page and a file", context)
        return self


class Retired(Model):
    """Entries that were taken down together: why, when, and where they stood."""

    ids: Annotated[tuple[Id, ...], OneOrMany()] = Field(
        alias="id", min_length=1, description="取り下げた項目の id。中にあった項目もあれば一覧で"
    )
    addresses: Annotated[tuple[Former, ...], OneOrMany()] = Field(
        alias="address",
        min_length=1,
        description="載っていたアドレス。例: practices/weekly-letters/。いくつかあれば一覧で",
    )
    date: Date = Field(description="取り下げた日")
    reason: Text = Field(description="取り下げた理由。読む人に、短く")
    instead: Annotated[Path, AfterValidator(_page)] | None = Field(
        default=None, description="代わりに読めるところ。例: practices/。なければ書かない"
    )
