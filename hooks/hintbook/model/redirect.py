"""Former addresses: redirects, and entries that were retired."""

from __future__ import annotations

import re
from typing import Annotated, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hintbook.model.base.entry import Model
from hintbook.model.base.fields import Date, Id, OneOrMany, Text
from hintbook.model.base.reserved_ids import WINDOWS_NAMES
from hintbook.model.base.schema_extra import CODES, SchemaExtra

_NAME = "[a-z0-9]+(-[a-z0-9]+)*"
# A page ends in a slash ("" is the home page); an anchor or the name of a file may follow.
_PATTERN = rf"({_NAME}/)*({_NAME}(\.[a-z0-9]+)+|#{_NAME})?"
# Addresses that cannot be former ones: what pages load, the pages that hosts show for a folder
# and for a missing page, files of pages, anchors of permalinks, what Windows cannot name.
_RESERVED = rf"(assets|404)/|([^#]*/)?(index/|({WINDOWS_NAMES})[/.])|[^#]*\.html$|id/[^#]*#"
# The permalink of an entry.
_PERMALINK = re.compile("id/([^/]+)/")


def _path(value: str) -> str:
    if not re.fullmatch(_PATTERN, value):
        raise PydanticCustomError("malformed-address", "malformed", {"value": value})
    return value


def _validated_former(value: str) -> str:
    if re.match(_RESERVED, value):
        raise PydanticCustomError("address-reserved", "reserved", {"value": value})
    return value


def _standing(value: str) -> str:
    if permalink_id(value):
        raise PydanticCustomError("address-reserved", "reserved", {"value": value})
    return value


def _page(value: str) -> str:
    if suffix(value):
        raise PydanticCustomError("redirect-kind", "a file", {"value": value})
    return value


def permalink_id(address: str) -> str:
    """Return the id in the address of a permalink, "" for any other address."""
    found = _PERMALINK.fullmatch(address)
    return found[1] if found else ""


def suffix(address: str) -> str:
    """Return the suffix of a file's address, such as ".csv"; "" for a page or an anchor."""
    return re.sub(r"[^.]*", "", address, count=1)


Path: TypeAlias = Annotated[
    str,
    AfterValidator(_path),
    SchemaExtra({"pattern": f"^{_PATTERN}$", CODES: {"pattern": "malformed-address"}}),
]
Former: TypeAlias = Annotated[
    Path,
    AfterValidator(_validated_former),
    SchemaExtra({"not": {"pattern": f"^({_RESERVED})"}, CODES: {"not": "address-reserved"}}),
]


class Redirect(Model):
    """An address that has moved."""

    old: Former = Field(alias="from", description="以前のアドレス。例: scenes/9/#s9-h01")
    new: Path = Field(
        alias="to",
        description="いまのアドレス。例: scenes/1/#s1-h01。id/s1-h01/ と書けば、その項目のあるところ",
    )

    @model_validator(mode="after")
    def _same_kind(self) -> Self:
        of_id = permalink_id(self.old) and not permalink_id(self.new)
        if of_id or suffix(self.old) != suffix(self.new):
            context = {"value": self.new, "loc": ("to",)}
            raise PydanticCustomError("redirect-kind", "a page and a file", context)
        return self


class Retired(Model):
    """Entries that were retired together: why, when, and their former addresses."""

    ids: Annotated[tuple[Id, ...], OneOrMany()] = Field(
        alias="id", min_length=1, description="取り下げた項目の id。中にあった項目もあれば一覧で"
    )
    addresses: Annotated[tuple[Annotated[Former, AfterValidator(_standing)], ...], OneOrMany()] = (
        Field(
            alias="address",
            min_length=1,
            description="載っていたアドレス。例: practices/weekly-letters/。いくつかあれば一覧で",
        )
    )
    date: Date = Field(description="取り下げた日")
    reason: Text = Field(description="取り下げた理由。読む人に、短く")
    instead: Annotated[Path, AfterValidator(_page)] | None = Field(
        default=None, description="代わりに読めるところ。例: practices/。なければ書かない"
    )
