"""Plain data → models; pydantic's errors → ours."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from hintbook.errors import ContentErrors, closest, did_you_mean, problem
from hintbook.load.csv_reader import parse_csv
from hintbook.load.yaml_reader import parse, resolve
from hintbook.messages import MESSAGES
from hintbook.model import EntryPhrases
from hintbook.model.base.fields import TO_WRITE
from hintbook.model.base.introspection import is_text, keys_at
from hintbook.model.base.private_data import find_private_data
from hintbook.model.base.rules import scalars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from hintbook.errors import ContentError, Loc, Place
    from hintbook.load.parsed import Parsed
    from hintbook.model import FileType, Model


@dataclass(frozen=True)
class ContentFile:
    """A content file.

    name: path as people see it, such as content/tags.yml
    models: what the file holds, each with its loc
    parsed: plain data with source positions
    unfinished: the errors of texts that are still to be written, each with its loc
    """

    name: str
    models: tuple[tuple[Loc, Model], ...]
    parsed: Parsed = field(repr=False)
    unfinished: tuple[tuple[Loc, ContentError], ...] = ()


def read(raw: bytes, name: str, file_type: FileType, *, drafts: bool = False) -> ContentFile:
    """Parse and validate the bytes of a file; raises `ContentErrors` with every error.

    drafts: let texts be unfinished
    """
    parsed = parse_file(raw, name)
    unfinished = tuple(_unfinished(parsed)) if TO_WRITE.encode() in raw else ()
    errors = [*_cut_texts(parsed, file_type.root), *_private_comments(parsed)]
    errors += [] if drafts else [error for _, error in unfinished]
    try:
        value = TypeAdapter(file_type.root).validate_python(parsed.data)
    except ValidationError as failure:
        found = failure.errors(include_url=False)
        misspelt = set(_misspelt(found, file_type.root))
        errors += [error for _, error in unfinished] if drafts else []
        errors += [
            _translate(error, parsed, file_type.root)
            for error in found
            if not _repeats_another(error) and misspelt.isdisjoint(_missing(error))
        ]
        raise ContentErrors(errors) from None
    if errors:
        raise ContentErrors(errors)
    if isinstance(value, dict):
        keyed = (((key,), EntryPhrases(entry=key, phrases=own)) for key, own in value.items())
        return ContentFile(name, tuple(keyed), parsed, unfinished)
    if isinstance(value, tuple):
        listed = tuple(((i,), model) for i, model in enumerate(value))
        return ContentFile(name, listed, parsed, unfinished)
    return ContentFile(name, (((), value),), parsed, unfinished)


@lru_cache(maxsize=512)  # while serving, most files are as they were
def parse_file(raw: bytes, name: str) -> Parsed:
    """Parse the bytes of a YAML or CSV file; raises `ContentErrors`."""
    return parse_csv(raw, name) if name.endswith(".csv") else parse(raw, name)


def _cut_texts(parsed: Parsed, root: Any) -> Iterator[ContentError]:
    """Yield an error for every comment behind an unquoted text, which may be the rest of the text."""
    for comment in parsed.comments:
        if comment.after is not None and is_text(root, comment.after):
            yield problem("cut-text", comment.place, rest=comment.text)


def _unfinished(parsed: Parsed) -> Iterator[tuple[Loc, ContentError]]:
    """Yield an error, with its loc, for every value with the placeholder `TO_WRITE`."""
    for loc, value in scalars(parsed.data):
        if _is_unfinished(value):
            key = _last_key(loc)
            yield loc, problem("unfinished", parsed.place(loc), key=key, value=value)


def _last_key(loc: Loc) -> str:
    """Return the key of a value, or of the list that it is in; "" outside any mapping."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _private_comments(parsed: Parsed) -> Iterator[ContentError]:
    """Yield an error for every comment with private data."""
    for comment in parsed.comments:
        if found := find_private_data(comment.text):
            yield problem("private-data", comment.place, what=found[0].label, value=found[1])


def _is_unfinished(value: object) -> bool:
    return isinstance(value, str) and TO_WRITE in value


# Names of types in messages: what pydantic expected, by error type, and what it found.
EXPECTED_TYPES = {
    "string_type": "文",
    "int_type": "整数（半角の数字）",
    "bool_type": "true か false",
    "tuple_type": "一覧",
    "model_type": "項目のまとまり",
    "model_attributes_type": "項目のまとまり",
    "dict_type": "項目のまとまり",
    "date_type": "日付（2026-11-21 の形）",
}
FOUND_TYPES: dict[type, str] = {
    str: "文",
    int: "数",
    bool: "true/false",
    list: "一覧",
    dict: "項目のまとまり",
    type(None): "何もない値",
}


def _repeats_another(error: ErrorDetails) -> bool:
    """Return whether this pydantic error repeats one already reported.

    So it is for an unfinished value, and for a list that is too short only because pydantic
    drops its invalid items.
    """
    return _is_unfinished(error["input"]) or (
        error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]
    )


def _misspelt(errors: Iterable[ErrorDetails], root: Any) -> Iterator[Loc]:
    """Yield the locs of the keys that were meant by unknown keys."""
    for error in errors:
        if error["type"] == "extra_forbidden":
            *before, key = error["loc"]
            if meant := closest(str(key), keys_at(root, before)):
                yield (*before, meant)


def _missing(error: ErrorDetails) -> set[Loc]:
    """Return the locs of the keys of which one is missing, by this error."""
    context: dict[str, Any] = error.get("ctx", {})
    if error["type"] in {"missing-key", "missing-source"}:
        own = error["loc"]
        return {own, (*own[:-1], context["key"])}
    return {error["loc"]} if error["type"] == "missing" else set()


def _translate(error: ErrorDetails, parsed: Parsed, root: Any) -> ContentError:
    """Return an error of pydantic as one of ours.

    Errors raised by our models have one of our codes as their type; a `loc` in their context
    leads on from the field.  `root` is the type of the file's content.
    """
    code, loc, value = error["type"], error["loc"], error["input"]
    context: dict[str, Any] = error.get("ctx", {})
    place = parsed.place((*loc, *context.get("loc", ())))
    if code in MESSAGES:
        return problem(code, place, **context)
    match code:
        case "missing":
            return problem("missing-key", place, key=loc[-1])
        case "extra_forbidden":
            allowed = keys_at(root, loc[:-1])
            return problem(
                "unknown-key",
                parsed.key_place(loc),
                key=loc[-1],
                nearest=partial(did_you_mean, str(loc[-1]), allowed),
                allowed="、".join(allowed),
            )
        case "string_type" if value is None:
            return problem("empty-text", place)
        case "too_short" if not value:
            return problem("empty-list", place)
        case "too_short":
            return problem("too-few", place, limit=context["min_length"], count=len(value))
        case "too_long":
            return problem("too-many", place, limit=context["max_length"], count=len(value))
        case "literal_error":
            return _invalid(value, context["expected"], place)
        case "union_tag_not_found":
            return problem("missing-key", place, key=context["discriminator"].strip("'"))
        case "union_tag_invalid":
            key = context["discriminator"].strip("'")
            return _invalid(value[key], context["expected_tags"], parsed.place((*loc, key)))
        case "greater_than_equal" | "less_than_equal":
            bound = f"{context['ge']} 以上" if "ge" in context else f"{context['le']} 以下"
            return problem(
                "invalid-value", place, value=value, nearest="", allowed=f"{bound}の整数"
            )
    expected = EXPECTED_TYPES.get(code, "決まった形の値")
    if value is None:
        key = _last_key(loc)
        hint = _EMPTY_HINTS.get(code, "").format(key=key)
        return problem("empty-value", place, key=key, expected=expected, hint=hint)
    found = FOUND_TYPES.get(type(value), "別の形の値")
    return problem(
        "wrong-type", place, expected=expected, found=found, hint=_type_hint(code, value)
    )


_EMPTY_HINTS = {"tuple_type": "（例: {key}: [case-meeting]。一つもなければ {key}: []）"}


def _type_hint(code: str, value: object) -> str:
    """Return what to type instead of a value of the wrong type, "" if that is unknown."""
    if code == "string_type" and isinstance(value, (int, bool)):
        return f'。文字として書くときは、引用符で囲みます（"{str(value).lower()}"）'
    if not isinstance(value, str):
        return ""
    if code == "int_type" and isinstance(
        number := resolve(unicodedata.normalize("NFKC", value)), int
    ):
        return f"（{number}。引用符は付けません）"
    if code == "tuple_type" and value.startswith(tuple("・－―•*［[")):
        return "。半角の [ ] で囲んで「, 」で区切るか、行の頭に半角の「- 」を書きます"
    return ""


def _invalid(value: object, expected: str, place: Place) -> ContentError:
    """Return the error of a value that is not one of the quoted values in `expected`."""
    allowed = re.findall(r"'([^']*)'", expected)
    if isinstance(value, (bool, int)):
        written = str(value).lower()
    else:
        written = value if isinstance(value, str) else FOUND_TYPES[type(value)]
    guess = partial(did_you_mean, written, allowed)
    return problem("invalid-value", place, value=written, nearest=guess, allowed="、".join(allowed))
