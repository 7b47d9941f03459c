"""YAML → models, keeping the line and column of every node.

PyYAML's events are read one by one instead of its node tree: that way anchors,
custom tags, doubled keys and deep nesting are refused where they stand, before
anything is built from them.  Only null, true/false and whole numbers are more
than text; a date stays text until its field asks for a date.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import yaml
from pydantic import TypeAdapter, ValidationError

from .errors import CATALOGUE, ContentError, ContentErrors, Place, nearest, problem
from .model import FILES, FileKind, Municipality, Practice
from .model.base import LONGEST, TO_WRITE
from .model.shape import Reference, Steps, keys_at, references_in
from .model.wording import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from .model import Model

# Is told how many files of how many were read.
Progress: TypeAlias = Callable[[int, int], None]

SIZE_LIMIT = 1024 * 1024
DEPTH_LIMIT = 24

# C0 and C1 controls but tab and line feed, invisible and bidirectional format
# characters, lone surrogates, private use, non-characters.  U+FEFF is allowed
# as a byte order mark only, which is taken off before.
FORBIDDEN = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff]+"
)
_FORBIDDEN = re.compile(FORBIDDEN)
_TAB_INDENT = re.compile(r" *\t")
_WRITTEN_ID = re.compile(r"(?<![\w-])id[\"']? *: *[\"']?([a-z0-9-]+)")
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Parsed:
    """Plain data of one YAML document, and the place of every value and key in it."""

    data: Any
    values: dict[Steps, Place] = field(repr=False)
    keys: dict[Steps, Place] = field(repr=False)

    def place(self, steps: Iterable[str | int]) -> Place:
        """The place of the value at the end of `steps`.

        Steps that are not in the file (such as the 0 of a mapping that stands
        for a list of one) are passed over.
        """
        return self.values[self._reached(steps)]

    def key_place(self, steps: Iterable[str | int]) -> Place:
        """The place of the key at the end of `steps`."""
        reached = self._reached(steps)
        return self.keys.get(reached, self.values[reached])

    def _reached(self, steps: Iterable[str | int]) -> Steps:
        reached: Steps = ()
        for step in steps:
            if (*reached, step) in self.values:
                reached = (*reached, step)
        return reached


@dataclass(frozen=True)
class ContentFile:
    """One content file: its models with the steps to each, and where their values stand."""

    name: str
    models: tuple[tuple[Steps, Model], ...]
    parsed: Parsed = field(repr=False)


@dataclass
class Loaded:
    """What could be read, and every problem met on the way.

    `unread_ids` are the ids seen in files that could not be read: whoever
    names one of them is not to blame.  `unread_references` are what such files
    name themselves, as far as it can be made out.
    """

    files: list[ContentFile] = field(default_factory=list)
    errors: list[ContentError] = field(default_factory=list)
    unread_ids: set[str] = field(default_factory=set)
    unread_files: set[str] = field(default_factory=set)
    unread_references: list[tuple[Place, Reference]] = field(default_factory=list)

    def take(self, raw: bytes, name: str, kind: FileKind) -> None:
        """Read a file and keep what it holds, or what is wrong in it."""
        try:
            file = read(raw, name, kind)
        except ContentErrors as found:
            self.errors += found.errors
            self.unread_ids |= _written_ids(raw)
            self.unread_files.add(name)
            self.unread_references += _written_references(raw, name, kind)
        else:
            self.files.append(file)
            if kind.named_by_id:
                self.errors += _misnamed(file)


def silent(_done: int, _all: int) -> None:
    """The progress that nobody sees."""


def load(content: Path, progress: Progress = silent) -> Loaded:
    """Read every file below `content`; names in places are relative to its parent folder.

    Raises `ContentErrors` for a folder that may not be read.
    """
    loaded = Loaded()
    paths = sorted(_files(content))
    for done, path in enumerate(paths):
        progress(done, len(paths))
        below = path.relative_to(content)
        name = below.as_posix()
        shown = f"{content.name}/{name}"
        if any(part.startswith(".") for part in below.parts):
            continue
        kind = kind_of(name)
        if kind is None:
            places = "、".join(k.pattern for k in FILES)
            loaded.errors.append(problem("unexpected-file", Place(shown), places=places))
            continue
        try:
            raw = path.read_bytes()
        except OSError as failure:
            loaded.errors.append(_unreadable(shown, failure))
            loaded.unread_files.add(shown)
            continue
        loaded.take(raw, shown, kind)
    return loaded


def _files(content: Path) -> Iterator[Path]:
    """Every file below a folder; a folder that may not be read is refused, whatever it holds."""

    def refuse(failure: OSError) -> None:
        shown = Path(failure.filename).relative_to(content.parent).as_posix()
        raise ContentErrors([_unreadable(shown, failure)])

    for folder, _, names in os.walk(content, onerror=refuse if content.exists() else None):
        yield from filter(_has_an_end, (Path(folder, name) for name in names))


def _has_an_end(file: Path) -> bool:
    """Not a pipe or the like; what cannot be looked at is told of when it is read."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return True


def _unreadable(shown: str, failure: OSError) -> ContentError:
    return problem("unreadable-file", Place(shown), reason=failure.strerror)


def kind_of(name: str) -> FileKind | None:
    """The kind of a file by its path below content/, if it may stand there."""
    kind = next((k for k in FILES if fnmatchcase(name, k.pattern)), None)
    return kind if kind and name.count("/") == kind.pattern.count("/") else None


def _written_references(raw: bytes, name: str, kind: FileKind) -> list[tuple[Place, Reference]]:
    """What a file that is not of its shape names, with the places."""
    try:
        parsed = _parse_any(raw, name)
    except ContentErrors:
        return []
    return [(parsed.place(r.steps), r) for r in references_in(kind.holds, parsed.data)]


def _written_ids(raw: bytes) -> set[str]:
    """The ids that can be made out in a file that cannot be read, be it in UTF-16."""
    return set(_WRITTEN_ID.findall(raw.replace(b"\0", b"").decode("utf-8", "replace")))


def _misnamed(file: ContentFile) -> Iterator[ContentError]:
    """The error of a file that is not named after the entry it holds, if it is not."""
    stem = file.name.rsplit("/", 1)[-1].removesuffix(".yml")
    written = file.parsed.data["id"]
    if written != stem:
        place = file.parsed.place(("id",))
        yield problem("wrong-file-name", place, name=f"{stem}.yml", stem=stem, value=written)


def read(raw: bytes, name: str, kind: FileKind) -> ContentFile:
    """Parse and validate the bytes of one file; raises `ContentErrors` with all it finds."""
    parsed = _parse_any(raw, name)
    errors = list(_unfinished(parsed)) if TO_WRITE.encode() in raw else []
    errors += _too_long(parsed) if len(raw) > LONGEST else ()
    errors += _named_places(parsed) if _is_anonymous(parsed.data, kind) else ()
    try:
        value = TypeAdapter(kind.holds).validate_python(parsed.data)
    except ValidationError as failure:
        found = failure.errors(include_url=False)
        errors += [_translate(d, parsed, kind.holds) for d in found if not _is_echo(d)]
    if errors:
        raise ContentErrors(errors)
    if isinstance(value, tuple):
        return ContentFile(name, tuple(((i,), model) for i, model in enumerate(value)), parsed)
    return ContentFile(name, (((), value),), parsed)


def _parse_any(raw: bytes, name: str) -> Parsed:
    return parse_csv(raw, name) if name.endswith(".csv") else parse(raw, name)


def _unfinished(parsed: Parsed) -> Iterator[ContentError]:
    """The values that an editor still has to write."""
    for steps, value in scalars(parsed.data):
        if _is_unfinished(value):
            key = next((step for step in reversed(steps) if isinstance(step, str)), "")
            yield problem("unfinished", parsed.place(steps), key=key, value=value)


def _too_long(parsed: Parsed) -> Iterator[ContentError]:
    """The values that are longer than anything that is read in one go."""
    for steps, value in scalars(parsed.data):
        if isinstance(value, str) and len(value) > LONGEST:
            place = parsed.place(steps)
            yield problem("too-long", place, limit=LONGEST, count=len(value))


def _is_anonymous(data: Any, kind: FileKind) -> bool:
    """Whether a file tells of one of the anonymous municipalities."""
    if kind.holds is Practice and isinstance(data, dict):
        by = data.get("implemented_by")
        return isinstance(by, dict) and bool(by.get("municipality"))
    return kind.holds is Municipality


def _named_places(parsed: Parsed) -> Iterator[ContentError]:
    """The values that narrow down where an anonymous municipality lies."""
    for steps, value in scalars(parsed.data):
        if isinstance(value, str) and (found := PLACE.search(value)):
            yield problem("named-place", parsed.place(steps), value=found[0])


def _is_unfinished(value: object) -> bool:
    return isinstance(value, str) and TO_WRITE in value


def scalars(data: Any, steps: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """The values of plain data that hold no others, with the steps to each."""
    if isinstance(data, (dict, list)):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from scalars(value, (*steps, step))
    else:
        yield steps, data


def parse(raw: bytes, name: str) -> Parsed:
    """One YAML document; raises `ContentErrors`."""
    text = decode(raw, name)
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as failure:
        error = problem("yaml-syntax", _failed_at(failure, text, name), detail=_syntax(failure))
        raise ContentErrors([*builder.errors, error]) from None
    except yaml.YAMLError:
        raise ContentErrors([problem("yaml-syntax", Place(name), detail="")]) from None
    return builder.finish()


csv.field_size_limit(SIZE_LIMIT)
_CSV_HEADERS = (
    ["row", "option", "n", "count", "percent"],
    ["row", "stage", "option", "n", "count", "percent"],
)


class _Row(NamedTuple):
    """A row of a table, the line it begins on, and how it is written."""

    cells: list[str]
    line: int
    written: str

    def places(self) -> Iterator[tuple[int, int]]:
        """Line and column of every cell, whose quotes and line feeds count, too."""
        start = 0
        for text in self.cells:
            line, column = _line_column(self.written, start)
            yield self.line + line - 1, column
            quoted = self.written.startswith('"', start)
            start += len(text) + (2 + text.count('"') if quoted else 0) + 1
            start = min(start, len(self.written))


def _rows(text: str) -> list[_Row]:
    """The rows of a table; the empty ones at its end, which spreadsheets leave, are none."""
    reader = csv.reader(io.StringIO(text, newline=""))
    lines = text.split("\n")
    rows = []
    before = 0
    for cells in reader:
        written = "\n".join(lines[before : reader.line_num])
        rows.append(_Row(cells, before + 1, written))
        before = reader.line_num
    while rows and not any(rows[-1].cells):
        rows.pop()
    return rows


def parse_csv(raw: bytes, name: str) -> Parsed:
    """One table of figures, as the data of `SurveyData`; raises `ContentErrors`."""
    rows = _rows(decode(raw, name))
    if not rows:
        raise ContentErrors([problem("empty-file", Place(name))])
    header = rows[0].cells
    if header not in _CSV_HEADERS:
        allowed = " か ".join(",".join(known) for known in _CSV_HEADERS)
        raise ContentErrors([problem("csv-header", Place(name), allowed=allowed)])
    values: dict[Steps, Place] = {(): Place(name), ("cells",): Place(name)}
    errors = []
    cells: list[dict[str, object]] = []
    for row in rows[1:]:
        place = Place(name, row.line)
        if len(row.cells) != len(header):
            errors.append(problem("csv-row", place, cells=len(row.cells), columns=len(header)))
            continue
        values["cells", len(cells)] = place
        for key, (line, column) in zip(header, row.places(), strict=True):
            values["cells", len(cells), key] = Place(name, line, column)
        cells.append({key: _resolve(text) for key, text in zip(header, row.cells, strict=True)})
    if errors:
        raise ContentErrors(errors)
    return Parsed({"cells": cells}, values, {})


def _failed_at(failure: yaml.MarkedYAMLError, text: str, name: str) -> Place:
    """Where to look: what opens and does not close on its line is at fault where it opens."""
    start, mark = failure.context_mark, failure.problem_mark or failure.context_mark
    if start and mark and start.line < mark.line and "block" not in (failure.context or ""):
        mark = start
    end = Place(name, *_line_column(text, len(text.rstrip())))
    return min(end, Place(name, mark.line + 1, mark.column + 1)) if mark else end


def decode(raw: bytes, name: str) -> str:
    """The text of a file, with plain line feeds and no byte order mark."""
    if len(raw) > SIZE_LIMIT:
        raise ContentErrors(
            [problem("file-too-large", Place(name), size=len(raw), limit=SIZE_LIMIT)]
        )
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as failure:
        before = _plain_line_ends(raw[: failure.start].decode())
        line, column = _line_column(before, len(before))
        byte = raw[failure.start]
        raise ContentErrors([problem("not-utf8", Place(name, line, column), byte=byte)]) from None
    text = _plain_line_ends(text)
    if errors := list(_unfit(text, name)):
        raise ContentErrors(errors)
    return text


def _plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unfit(text: str, name: str) -> Iterator[ContentError]:
    """The characters that must not be in a content file."""
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _FORBIDDEN.finditer(line):
            place = Place(name, number, match.start() + 1)
            yield problem("control-character", place, character=_code_point(match[0]))
        if indent := _TAB_INDENT.match(line):
            yield problem("tab-indentation", Place(name, number, indent.end()))


def _code_point(characters: str) -> str:
    return f"U+{ord(characters[0]):04X}"


def _line_column(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of `text`."""
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1


class _Builder:
    """Builds plain data out of YAML events, with the place of every value."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data: Any = None
        self.documents = 0
        self.values: dict[Steps, Place] = {}
        self.keys: dict[Steps, Place] = {}
        self.errors: list[ContentError] = []
        self._stack: list[tuple[Any, Steps]] = []
        self._keys: list[tuple[str, Place] | None] = []

    def take(self, event: yaml.Event) -> None:
        """Take one event in."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self._refuse("several-documents", self._place(event))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("yaml-anchor", self._place(event))
            self._fill(None, f"*{event.anchor}", self._place(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._check(event)
            plain = not event.style and event.implicit[0]
            value = _resolve(event.value) if plain else event.value
            self._fill(value, event.value, self._place(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event)
            self._open([] if isinstance(event, yaml.SequenceStartEvent) else {}, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            self._keys.pop()

    def finish(self) -> Parsed:
        """What was built; raises what was found wrong."""
        if self.data is None and not self.errors:
            self._refuse("empty-file", Place(self.name))
        if self.errors:
            raise ContentErrors(self.errors)
        return Parsed(self.data, self.values, self.keys)

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("yaml-anchor", self._place(event))
        if event.tag is not None:
            self._refuse("yaml-tag", self._place(event), tag=event.tag)
        # An escape such as "\u200b" brings in what the text itself may not hold.
        if match := _FORBIDDEN.search(getattr(event, "value", "")):
            character = _code_point(match[0])
            self._refuse("control-character", self._place(event), character=character)

    def _fill(self, value: object, key: str, place: Place) -> None:
        """Use a scalar as what is due: a key, or a value."""
        if self._wants_key():
            self._take_key(key, place)
        else:
            self._put(value, place)

    def _open(self, collection: Any, event: Any) -> None:
        place = self._place(event)
        if self._wants_key():
            self._refuse("yaml-syntax", place, detail="項目名のところに一覧やまとまりがあります。")
            raise ContentErrors(self.errors)
        if len(self._stack) >= DEPTH_LIMIT:
            self._refuse("too-deep", place, limit=DEPTH_LIMIT)
            raise ContentErrors(self.errors)
        steps = self._put(collection, place)
        self._stack.append((collection, steps))
        self._keys.append(None)

    def _wants_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1][0], dict) and not self._keys[-1]

    def _take_key(self, key: str, place: Place) -> None:
        collection, steps = self._stack[-1]
        if key in collection:
            first = self.keys[(*steps, key)]
            self._refuse("duplicate-key", place, key=key, first=first.line)
        else:
            self.keys[(*steps, key)] = place
        self._keys[-1] = (key, place)

    def _put(self, value: Any, place: Place) -> Steps:
        """Put a value where it belongs; the steps to it."""
        if not self._stack:
            steps: Steps = ()
            if self.documents == 1:
                self.data = value
        else:
            collection, parent = self._stack[-1]
            if isinstance(collection, dict):
                key = cast("tuple[str, Place]", self._keys[-1])
                steps = (*parent, key[0])
                collection[key[0]] = value
                self._keys[-1] = None
                # An empty value is best shown at its key, which is what the editor sees.
                place = key[1] if value is None else place
            else:
                steps = (*parent, len(collection))
                collection.append(value)
        self.values[steps] = place
        return steps

    def _place(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, code: str, place: Place, **values: object) -> None:
        self.errors.append(problem(code, place, **values))


def _resolve(text: str) -> object:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def _syntax(failure: yaml.MarkedYAMLError) -> str:
    """What the parser stumbled over, in Japanese, as far as its message tells."""
    said = f"{failure.context or ''} {failure.problem or ''}"
    for part, meaning in _SYNTAX.items():
        if part in said:
            return meaning
    return ""


_SYNTAX = {
    "mapping values are not allowed": "文のなかの「: 」が項目の区切りと読まれています。文を引用符で囲んでください。",
    "found unexpected end of stream": "引用符や括弧が閉じていません。",
    "did not find expected key": "ここで項目名が始まるはずですが、字下げか記号が合っていません。",
    "could not find expected ':'": "項目名の後にコロン（:）と半角空白がありません。",
    "did not find expected '-' indicator": "一覧の行が「- 」で始まっていないか、字下げがずれています。",
    "cannot start any token": "この文字から値は始められません。文を引用符で囲んでください。",
    "did not find expected ',' or ']'": "角括弧 [ ] の一覧が閉じていないか、区切りのコンマが抜けています。",
    "did not find expected ',' or '}'": "波括弧 { } のまとまりが閉じていないか、区切りのコンマが抜けています。",
}


# Pydantic's details → our errors

_EXPECTED = {
    "string_type": "文",
    "int_type": "整数（半角の数字）",
    "bool_type": "true か false",
    "tuple_type": "一覧",
    "model_type": "項目のまとまり",
    "model_attributes_type": "項目のまとまり",
    "dict_type": "項目のまとまり",
    "date_type": "日付（2026-11-21 の形）",
}
_FOUND: dict[type, str] = {
    str: "文",
    int: "数",
    bool: "true/false",
    list: "一覧",
    dict: "項目のまとまり",
    type(None): "何もない値",
}


def _is_echo(details: ErrorDetails) -> bool:
    """Whether a value is not to be written at all yet, or a list too short for what is in it."""
    return _is_unfinished(details["input"]) or (
        details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]
    )


def _translate(details: ErrorDetails, parsed: Parsed, holds: Any) -> ContentError:
    """One of pydantic's findings as an error of ours."""
    kind, where, value = details["type"], details["loc"], details["input"]
    context: dict[str, Any] = details.get("ctx", {})
    place = parsed.place((*where, *context.get("steps", ())))
    if kind in CATALOGUE:
        return problem(kind, place, **context)
    match kind:
        case "missing":
            return problem("missing-key", place, key=where[-1])
        case "extra_forbidden":
            allowed = keys_at(holds, where[:-1])
            return problem(
                "unknown-key",
                parsed.key_place(where),
                key=where[-1],
                nearest=nearest(str(where[-1]), allowed),
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
            return _invalid(value[key], context["expected_tags"], parsed.place((*where, key)))
        case "greater_than_equal":
            allowed_numbers = f"{context['ge']} 以上の整数"
            return problem("invalid-value", place, value=value, nearest="", allowed=allowed_numbers)
        case "less_than_equal":
            allowed_numbers = f"{context['le']} 以下の整数"
            return problem("invalid-value", place, value=value, nearest="", allowed=allowed_numbers)
    expected = _EXPECTED.get(kind, "決まった形の値")
    found = _FOUND.get(type(value), "別の形の値")
    return problem("wrong-type", place, expected=expected, found=found)


def _invalid(value: object, expected: str, place: Place) -> ContentError:
    """The error of a value that is none of the `expected`, which pydantic lists in quotes."""
    allowed = re.findall(r"'([^']*)'", expected)
    if isinstance(value, (bool, int)):
        written = str(value).lower()
    else:
        written = value if isinstance(value, str) else _FOUND[type(value)]
    guess = nearest(written, allowed)
    return problem("invalid-value", place, value=written, nearest=guess, allowed="、".join(allowed))
