"""What every entry has, and the small types that the entry types are made of.

Pydantic is the only truth on shape.  A field that names something elsewhere
carries a `Ref`, so that the library can check and link every reference
without knowing the entry types one by one.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
# At most 80 characters: it becomes the name of a file.
ID_PATTERN = r"(?!.{81})[a-z0-9]+(-[a-z0-9]+)*"
# Names of files that a folder of pages needs for itself.
RESERVED = {"index"}


@dataclass(frozen=True)
class Ref:
    """Marks a field whose value names something else: an entry of a type, any entry, a passage."""

    to: str


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty-text", "empty")
    return value.strip("\n")


def _identifier(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value) or value in RESERVED:
        guess = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", value).lower()).strip("-")
        nearest = f"「{guess}」ではありませんか。" if guess else ""
        raise PydanticCustomError("malformed-id", "malformed", {"value": value, "nearest": nearest})
    return value


def _reading(value: str) -> str:
    if not re.fullmatch(r"[ぁ-ゖー・0-9a-z]+", value):
        raise PydanticCustomError("malformed-reading", "malformed", {"value": value})
    return value


def _date(value: object) -> datetime.date:
    if not isinstance(value, str):
        raise PydanticKnownError("date_type")
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        date = datetime.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad-date", "not a date", {"value": value}) from None
    if date > datetime.datetime.now(JAPAN).date():
        raise PydanticCustomError("future-date", "in the future", {"value": value})
    return date


def _as_list(value: object) -> object:
    """One mapping or text stands for a list of one."""
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def _unrepeated(values: Sequence[Any]) -> Sequence[Any]:
    seen: set[Any] = set()
    for position, value in enumerate(values):
        if value in seen:
            context = {"value": str(value), "steps": (position,)}
            raise PydanticCustomError("repeated-value", "repeated", context)
        seen.add(value)
    return values


Text: TypeAlias = Annotated[str, AfterValidator(_text)]
Id: TypeAlias = Annotated[str, AfterValidator(_identifier)]
Reading: TypeAlias = Annotated[str, AfterValidator(_reading)]
Date: TypeAlias = Annotated[
    datetime.date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Number: TypeAlias = StrictInt
GoalLetter: TypeAlias = Annotated[Literal["A", "B", "C", "D", "E", "F"], Ref("goal")]
Unrepeated = AfterValidator(_unrepeated)
Goals: TypeAlias = Annotated[tuple[GoalLetter, ...], Unrepeated]
Methods: TypeAlias = Annotated[tuple[Annotated[Id, Ref("method")], ...], Unrepeated]
Tags: TypeAlias = Annotated[tuple[Annotated[Id, Ref("tag")], ...], Unrepeated]
Related: TypeAlias = Annotated[tuple[Annotated[Id, Ref("entry")], ...], Unrepeated]
Texts: TypeAlias = Annotated[tuple[Text, ...], Unrepeated]
AskedAs: TypeAlias = Annotated[
    Texts, Field(max_length=3, description="この項目が必要になる場面を、読む人の言葉で")
]


class Model(BaseModel):
    """A mapping in a content file: unknown keys forbidden, unchangeable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRef(Model):
    """A passage, or several, of one of the source documents."""

    document: Annotated[Id, Ref("document")] = Field(description="出典の id")
    at: Annotated[tuple[Annotated[Text, Ref("passage")], ...], BeforeValidator(_as_list)] = Field(
        min_length=1, description="出典のなかの箇所。いくつかあれば一覧で"
    )


Sources: TypeAlias = Annotated[
    tuple[SourceRef, ...],
    BeforeValidator(_as_list),
    Field(description="もとになった資料と箇所"),
]


class Entry(Model):
    """Anything with an id, a page or an anchor, and a place in search results.

    `type` is the design's word for the kind of entry, `type_label` the reader's.
    """

    type: ClassVar[str]
    type_label: ClassVar[str]
    # The fields whose words no other entry of this type may have.
    unlike: ClassVar[tuple[str, ...]] = ()
    # Whether what it names is shown as a link on both ends.
    linked: ClassVar[bool] = True
    # Whether readers who search are led to it.
    searched: ClassVar[bool] = True

    id: Id = Field(description="項目の id。公開したら変えません")

    @property
    def caption(self) -> str:
        """What links and lists call this entry."""
        raise NotImplementedError

    def texts(self) -> Iterable[str]:
        """The entry's own words in reading order, those of entries inside it left out."""
        return ()


class NumberedEntry(Entry):
    """An entry whose id ends in its number, which its address shows too."""

    number: Number = Field(ge=1, description="番号")

    @field_validator("number")
    @classmethod
    def _as_in_id(cls, number: int, info: ValidationInfo) -> int:
        written = re.search(r"[0-9]+$", str(info.data.get("id", "")))
        if written and int(written[0]) != number:
            context = {"value": number, "expected": int(written[0])}
            raise PydanticCustomError("wrong-number", "not as in id", context)
        return number


class SourcedEntry(Entry):
    """An entry that restates passages of the sources."""

    source: Sources = Field(min_length=1)


class TaggedEntry(Entry):
    """An entry that tags, links and the reader's own words lead to."""

    tags: Tags = Field(default=(), description="タグの id（content/tags.yml にあるもの）")
    asked_as: AskedAs = ()
    related: Related = Field(default=(), description="編集部が関連付ける項目の id")


class LinkedEntry(SourcedEntry, TaggedEntry):
    """A sourced entry that tags, links and the reader's own words lead to."""
