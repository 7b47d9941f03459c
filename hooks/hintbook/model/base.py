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
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias, TypeVar

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
from typing_extensions import TypeAliasType, override

from .wording import PRIVATE, UNKIND, private, unkind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from .wording import Refused

T = TypeVar("T")

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
# What stands where an editor still has to write; content with it does not build.
TO_WRITE = "要記入"
# At most 80 characters: it becomes the name of a file.
ID_PATTERN = r"(?!.{81})[a-z0-9]+(-[a-z0-9]+)*"
READING_PATTERN = r"[ぁ-ゖー・0-9a-z]+"
# Words of ours in the JSON Schemas: the codes of our errors by the keyword that a value does not
# satisfy and, while a schema is in the making (see `schema`), what the value names.
CODES = "x-codes"
REF = "x-ref"
# The most characters of one value: what is quoted on every page, such as a title, multiplies.
LONGEST = 5_000
# Names of files that a folder of pages needs for itself.
RESERVED = ("index",)


@dataclass(frozen=True, eq=False)
class Said:
    """What the JSON Schema says of a value besides its type."""

    words: Mapping[str, Any]

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        known = handler(core)
        codes = {**known.get(CODES, {}), **self.words.get(CODES, {})}
        return {**known, **self.words, **({CODES: codes} if codes else {})}


@dataclass(frozen=True)
class Ref:
    """Marks a field whose value names something else: an entry of a type, any entry, a passage."""

    to: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core), REF: self.to}


class OneOrMany(BeforeValidator):
    """One mapping or text stands for a list of one."""

    def __init__(self) -> None:
        super().__init__(_as_list)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many["items"], many]} if handler.mode == "validation" else many


def labelled(labels: Mapping[str, str], **codes: str) -> Said:
    """The values that are allowed, each with its name, for editors that complete them."""
    words = {"enum": list(labels), "enumDescriptions": list(labels.values())}
    return Said({**words, CODES: codes} if codes else words)


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty-text", "empty")
    return value.strip("\n")


def _without(find: Callable[[str], tuple[Refused, str] | None], value: str) -> str:
    if found := find(value):
        refused, words = found
        context = {"what": refused.what, "value": words}
        raise PydanticCustomError(refused.code, "refused", context)
    return value


def _refusing(*refused: Refused) -> Said:
    return Said(
        {
            "allOf": [
                {"title": what, "not": {"pattern": pattern.pattern}, CODES: {"not": code}}
                for code, what, pattern in refused
            ]
        }
    )


def _identifier(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value) or value in RESERVED:
        guess = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", value).lower()).strip("-")
        nearest = f"「{guess}」ではありませんか。" if guess else ""
        raise PydanticCustomError("malformed-id", "malformed", {"value": value, "nearest": nearest})
    return value


def _reading(value: str) -> str:
    if not re.fullmatch(READING_PATTERN, value):
        raise PydanticCustomError("malformed-reading", "malformed", {"value": value})
    return value


def today() -> datetime.date:
    """The day in Japan."""
    return datetime.datetime.now(JAPAN).date()


def _date(value: object) -> datetime.date:
    if not isinstance(value, str):
        raise PydanticKnownError("date_type")
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        date = datetime.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad-date", "not a date", {"value": value}) from None
    if date > today():
        raise PydanticCustomError("future-date", "in the future", {"value": value})
    return date


def _as_list(value: object) -> object:
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def unrepeated(values: Sequence[T], key: str = "") -> Sequence[T]:
    """The values, none of them twice, by an attribute of theirs if one is named."""
    seen: set[Any] = set()
    for position, item in enumerate(values):
        value = getattr(item, key) if key else item
        if value in seen:
            context = {"value": str(value), "steps": (position, key) if key else (position,)}
            raise PydanticCustomError("repeated-value", "repeated", context)
        seen.add(value)
    return values


_OPEN = AfterValidator(partial(_without, private))
_KIND = AfterValidator(partial(_without, unkind))
_FILLED = AfterValidator(_text)
_SAID_SHORT = Said({"maxLength": LONGEST, CODES: {"maxLength": "too-long"}})
_SAID_FILLED = Said({"pattern": r"\S", CODES: {"pattern": "empty-text"}})
# What the site says: it names no private person, no contact data, and says nothing unkind.
Text = TypeAliasType(
    "Text",
    Annotated[str, _FILLED, _OPEN, _KIND, _SAID_SHORT, _SAID_FILLED, _refusing(*PRIVATE, UNKIND)],
)
# What the site quotes or is found by, in the words of others: names, printed titles, what readers
# type.  It is not ours to make them kind.
Phrase = TypeAliasType(
    "Phrase",
    Annotated[str, _FILLED, _OPEN, _SAID_SHORT, _SAID_FILLED, _refusing(*PRIVATE)],
)
# A text that may be empty, such as a cell of a table.
CellText = TypeAliasType("CellText", Annotated[str, _OPEN, _KIND, _refusing(*PRIVATE, UNKIND)])
Id: TypeAlias = Annotated[
    str,
    AfterValidator(_identifier),
    Said(
        {
            "pattern": f"^(?!({'|'.join(RESERVED)})$){ID_PATTERN}$",
            CODES: {"pattern": "malformed-id"},
        }
    ),
]
Reading: TypeAlias = Annotated[
    str,
    AfterValidator(_reading),
    Said({"pattern": f"^{READING_PATTERN}$", CODES: {"pattern": "malformed-reading"}}),
]
Date: TypeAlias = Annotated[
    datetime.date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Number: TypeAlias = StrictInt
GoalLetter: TypeAlias = Annotated[Literal["A", "B", "C", "D", "E", "F"], Ref("goal")]
Unrepeated: TypeAlias = Annotated[T, AfterValidator(unrepeated), Said({"uniqueItems": True})]
Goals: TypeAlias = Unrepeated[tuple[GoalLetter, ...]]
Methods: TypeAlias = Unrepeated[tuple[Annotated[Id, Ref("method")], ...]]
Tags: TypeAlias = Annotated[
    Unrepeated[tuple[Annotated[Id, Ref("tag")], ...]],
    Field(description="タグの id（content/tags.yml にあるもの）"),
]
Related: TypeAlias = Unrepeated[tuple[Annotated[Id, Ref("entry")], ...]]
Phrases: TypeAlias = Unrepeated[tuple[Phrase, ...]]
ASKED_AS = "この項目が必要になる場面を、読む人の言葉で"
# The limit stands before the check: after it pydantic would write it as that of a text.
AskedAs: TypeAlias = Annotated[
    Unrepeated[Annotated[tuple[Phrase, ...], Field(max_length=3)]], Field(description=ASKED_AS)
]


class Model(BaseModel):
    """A mapping in a content file: unknown keys forbidden, unchangeable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRef(Model):
    """A passage, or several, of one of the source documents."""

    document: Annotated[Id, Ref("document")] = Field(description="出典の id")
    at: Annotated[tuple[Annotated[Text, Ref("passage")], ...], OneOrMany()] = Field(
        min_length=1, description="出典のなかの箇所。いくつかあれば一覧で"
    )


Sources: TypeAlias = Annotated[
    tuple[SourceRef, ...],
    OneOrMany(),
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

    tags: Tags = ()
    asked_as: AskedAs = ()
    related: Related = Field(default=(), description="編集部が関連付ける項目の id")


class LinkedEntry(SourcedEntry, TaggedEntry):
    """A sourced entry that tags, links and the reader's own words lead to."""


# What follows says by which of its fields an entry goes.  The models declare the fields
# themselves: files and schemas have them in the order in which a model does.


class WithTitle(Entry):
    """An entry that goes by its title."""

    if TYPE_CHECKING:
        title: str

    @property
    @override
    def caption(self) -> str:
        return self.title


class WithLead(WithTitle):
    """An entry with a title and, before what stands inside it, a lead."""

    if TYPE_CHECKING:
        lead: str

    @override
    def texts(self) -> Iterable[str]:
        return (self.lead,)


class WithText(Entry):
    """An entry that is one text and has no name but that."""

    if TYPE_CHECKING:
        text: str

    @property
    @override
    def caption(self) -> str:
        return self.text

    @override
    def texts(self) -> Iterable[str]:
        return (self.text,)
