"""The annotated types of the fields of entry types."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError
from typing_extensions import TypeAliasType

from hintbook.model.base.private_data import (
    PHONE_NUMBER,
    PRIVATE_DATA,
    find_phone_number,
    find_private_data,
)
from hintbook.model.base.reserved_ids import RESERVED_ID
from hintbook.model.base.schema_extra import CITATION, CODES, FOLDED, Ref, SchemaExtra
from hintbook.model.base.wording import (
    DISRESPECTFUL,
    LINE_BREAK,
    find_disrespectful,
    first_match,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from hintbook.model.base.wording import ForbiddenWording

T = TypeVar("T")

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
# Placeholder for what an editor still has to write; content that holds it does not build.
TO_WRITE = "要記入"
# At most 80 characters: an id becomes the name of a file.
ID_PATTERN = r"(?!.{81})[a-z0-9]+(-[a-z0-9]+)*"
READING_PATTERN = r"[ぁ-ゖー・0-9a-z]+"
# The most characters of a text: a title, for one, is repeated on many pages.
MAX_LENGTH = 5_000
# The most characters of the title of a hint or suggestion, which is read at a glance in lists.
MAX_SHORT_TITLE_LENGTH = 24
# The most characters of what a reader is expected to type.
MAX_SEARCH_PHRASE_LENGTH = 60
# The year before the first of an era.
_ERAS = {"令和": 2018, "R": 2018, "r": 2018, "平成": 1988, "H": 1988, "h": 1988}
_DASH = r"[-‐‑‒–—―−ー./年月]"
# Ways to write a day that are refused, after NFKC.
_WRITTEN_DATE = re.compile(
    rf"({'|'.join(_ERAS)})?([0-9]{{4}}|(?<=[和成RrHh])(?:[0-9]{{1,2}}|元)){_DASH}?"
    rf"([0-9]{{1,2}}){_DASH}?([0-9]{{1,2}})(?![0-9])"
)
ASKED_AS_DESCRIPTION = "この項目が必要になる場面を、読む人の言葉で"


class OneOrMany(BeforeValidator):
    """Lets a single mapping or text stand for a list of one."""

    def __init__(self) -> None:
        super().__init__(_as_list)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many["items"], many]} if handler.mode == "validation" else many


def today() -> datetime.date:
    """Return the current day in Japan."""
    return datetime.datetime.now(JAPAN).date()


def parse_date(value: str) -> datetime.date | None:
    """Return a day written as 2026-11-21, None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def unique(values: Sequence[T], key: str = "") -> Sequence[T]:
    """Return `values`; raises for a value that is repeated.

    key: attribute to compare instead of the values themselves
    """
    seen: set[Any] = set()
    for position, item in enumerate(values):
        value = getattr(item, key) if key else item
        if value in seen:
            context = {"value": str(value), "loc": (position, key) if key else (position,)}
            raise PydanticCustomError("repeated-value", "repeated", context)
        seen.add(value)
    return values


def _as_list(value: object) -> object:
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def _filled(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty-text", "empty")
    return value.strip("\n")


def _short_enough(value: str, limit: int = MAX_LENGTH) -> str:
    if len(value) > limit:
        context = {"limit": limit, "count": len(value)}
        raise PydanticCustomError("too-long", "too long", context)
    return value


def _reject_wording(find: Callable[[str], tuple[ForbiddenWording, str] | None], value: str) -> str:
    if found := find(value):
        forbidden, match = found
        context = {"what": forbidden.label, "value": match}
        raise PydanticCustomError(forbidden.code, "forbidden", context)
    return value


def is_id(value: str) -> bool:
    """Return whether an entry may have this id."""
    return bool(re.fullmatch(ID_PATTERN, value)) and not RESERVED_ID.pattern.match(value)


def _identifier(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        guess = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", value).lower()).strip("-")
        nearest = f"「{guess}」ではありませんか。" if is_id(guess) else ""
        raise PydanticCustomError("malformed-id", "malformed", {"value": value, "nearest": nearest})
    return value


def _reading(value: str) -> str:
    if not re.fullmatch(READING_PATTERN, value):
        raise PydanticCustomError("malformed-reading", "malformed", {"value": value})
    return value


def _date(value: object) -> datetime.date:
    if not isinstance(value, str):
        raise PydanticKnownError("date_type")
    date = parse_date(value)
    if date is None:
        context = {"value": value, "nearest": _nearest_date(value)}
        raise PydanticCustomError("bad-date", "not a date", context)
    if date > today():
        raise PydanticCustomError("future-date", "in the future", {"value": value})
    return date


def _nearest_date(written: str) -> str:
    """Return the date that was meant, or why there is none, as a sentence; "" for no date at all."""
    match = _WRITTEN_DATE.match(unicodedata.normalize("NFKC", written))
    if not match:
        return ""
    era, *parts = match.groups()
    year, month, day = (1 if part == "元" else int(part) for part in parts)
    year += _ERAS[era] if era else 0
    if not 1 <= month <= 12:
        return "月は 1 から 12 までです。"
    last = calendar.monthrange(year, month)[1] if year else 31
    if not 1 <= day <= last:
        return f"{year}年{month}月は {last} 日までです。"
    return f"「{year:04}-{month:02}-{day:02}」ではありませんか。"


def _length_keywords(limit: int) -> SchemaExtra:
    return SchemaExtra({"maxLength": limit, CODES: {"maxLength": "too-long"}})


def _forbidden_keywords(*forbidden: ForbiddenWording) -> SchemaExtra:
    return SchemaExtra(
        {
            "allOf": [
                {
                    "title": wording.label,
                    "not": {"pattern": wording.pattern.pattern},
                    CODES: {"not": wording.code},
                    **({FOLDED: True} if wording.folded else {}),
                }
                for wording in forbidden
            ]
        }
    )


_NO_PRIVATE_DATA = AfterValidator(partial(_reject_wording, find_private_data))
_RESPECTFUL = AfterValidator(partial(_reject_wording, find_disrespectful))
_ONE_LINE = AfterValidator(partial(_reject_wording, partial(first_match, forbidden=(LINE_BREAK,))))
_FILLED = AfterValidator(_filled)
_SHORT_ENOUGH = AfterValidator(_short_enough)
_LENGTH_KEYWORDS = _length_keywords(MAX_LENGTH)
_FILLED_KEYWORDS = SchemaExtra({"pattern": r"\S", CODES: {"pattern": "empty-text"}})

# A text of ours: without private data, and respectful.
Text = TypeAliasType(
    "Text",
    Annotated[
        str,
        _FILLED,
        _SHORT_ENOUGH,
        _NO_PRIVATE_DATA,
        _RESPECTFUL,
        _LENGTH_KEYWORDS,
        _FILLED_KEYWORDS,
        _forbidden_keywords(*PRIVATE_DATA, DISRESPECTFUL),
    ],
)
# A text that stands in one line: a name, a title, a label.
Line = TypeAliasType(
    "Line",
    Annotated[
        str,
        _FILLED,
        _SHORT_ENOUGH,
        _ONE_LINE,
        _NO_PRIVATE_DATA,
        _RESPECTFUL,
        _LENGTH_KEYWORDS,
        _FILLED_KEYWORDS,
        _forbidden_keywords(LINE_BREAK, *PRIVATE_DATA, DISRESPECTFUL),
    ],
)
ShortTitle: TypeAlias = Annotated[
    Line,
    AfterValidator(partial(_short_enough, limit=MAX_SHORT_TITLE_LENGTH)),
    _length_keywords(MAX_SHORT_TITLE_LENGTH),
]
# Words of others in one line, which need not follow our style: what readers type, names,
# printed headings.
Phrase = TypeAliasType(
    "Phrase",
    Annotated[
        str,
        _FILLED,
        _SHORT_ENOUGH,
        _ONE_LINE,
        _NO_PRIVATE_DATA,
        _LENGTH_KEYWORDS,
        _FILLED_KEYWORDS,
        _forbidden_keywords(LINE_BREAK, *PRIVATE_DATA),
    ],
)
# What readers type to find an entry.
SearchPhrase: TypeAlias = Annotated[
    Phrase,
    AfterValidator(partial(_short_enough, limit=MAX_SEARCH_PHRASE_LENGTH)),
    _length_keywords(MAX_SEARCH_PHRASE_LENGTH),
]
# Words of others in one line that may name people and contacts: authors, printed titles, published numbers.
Citation = TypeAliasType(
    "Citation",
    Annotated[
        str,
        _FILLED,
        _SHORT_ENOUGH,
        _ONE_LINE,
        _LENGTH_KEYWORDS,
        _FILLED_KEYWORDS,
        _forbidden_keywords(LINE_BREAK),
        SchemaExtra({CITATION: True}),
    ],
)
# A text that may be empty, such as a cell of a table.
CellText = TypeAliasType(
    "CellText",
    Annotated[
        str,
        _SHORT_ENOUGH,
        _NO_PRIVATE_DATA,
        _RESPECTFUL,
        _forbidden_keywords(*PRIVATE_DATA, DISRESPECTFUL),
    ],
)
# The types of free text: those that we write ourselves, and all.
OWN_TEXTS: tuple[Any, ...] = (Text, Line, CellText)
TEXTS: tuple[Any, ...] = (*OWN_TEXTS, Phrase, Citation)
Id: TypeAlias = Annotated[
    str,
    AfterValidator(_identifier),
    AfterValidator(partial(_reject_wording, find_phone_number)),
    AfterValidator(partial(_reject_wording, partial(first_match, forbidden=(RESERVED_ID,)))),
    _forbidden_keywords(PHONE_NUMBER, RESERVED_ID),
    SchemaExtra({"pattern": f"^{ID_PATTERN}$", CODES: {"pattern": "malformed-id"}}),
]
Reading: TypeAlias = Annotated[
    str,
    _SHORT_ENOUGH,
    AfterValidator(_reading),
    SchemaExtra({"pattern": f"^{READING_PATTERN}$", CODES: {"pattern": "malformed-reading"}}),
]
# A day up to today, written as 2026-11-21.
Date: TypeAlias = Annotated[
    datetime.date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Number: TypeAlias = StrictInt
Letter: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]
Unique: TypeAlias = Annotated[T, AfterValidator(unique), SchemaExtra({"uniqueItems": True})]
GoalRef: TypeAlias = Annotated[Letter, Ref("goal")]
Goals: TypeAlias = Unique[tuple[GoalRef, ...]]
Methods: TypeAlias = Unique[tuple[Annotated[str, Ref("method")], ...]]
Tags: TypeAlias = Annotated[
    Unique[tuple[Annotated[str, Ref("tag")], ...]],
    Field(description="タグの id（content/tags.yml にあるもの）"),
]
Related: TypeAlias = Unique[tuple[Annotated[Id, Ref("entry")], ...]]
Phrases: TypeAlias = Unique[tuple[Phrase, ...]]
SearchPhrases: TypeAlias = Unique[
    Annotated[tuple[SearchPhrase, ...], Field(min_length=1, max_length=16)]
]
# The limit comes before `unique`: behind it pydantic would write it as the length of a text.
AskedAs: TypeAlias = Annotated[
    Unique[Annotated[tuple[Phrase, ...], Field(max_length=3)]],
    Field(description=ASKED_AS_DESCRIPTION),
]
