"""YAML text → plain data with source positions.

PyYAML's events are read instead of its nodes: so anchors, tags, repeated keys and deep nesting
are refused where they are, before anything is built from them.  Only null, true, false and
whole numbers are not texts; a date stays a text until its field validates it.
"""

from __future__ import annotations

import re
from typing import Any, cast

import yaml

from hintbook.errors import ContentError, ContentErrors, Loc, Place, problem
from hintbook.load.decode import FORBIDDEN_PATTERN, code_point, decode, line_column
from hintbook.load.parsed import Parsed

DEPTH_LIMIT = 24
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(raw: bytes, name: str) -> Parsed:
    """Return the data of a file with one YAML document; raises `ContentErrors`."""
    text = decode(raw, name)
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.add(event)
    except yaml.MarkedYAMLError as failure:
        error = problem("yaml-syntax", _failed_at(failure, text, name), detail=_syntax(failure))
        raise ContentErrors([*builder.errors, error]) from None
    except yaml.YAMLError:
        raise ContentErrors([problem("yaml-syntax", Place(name), detail="")]) from None
    return builder.finish()


def _failed_at(failure: yaml.MarkedYAMLError, text: str, name: str) -> Place:
    """Return the place of a syntax error.

    What is opened and not closed on the same line is shown where it is opened.
    """
    start, mark = failure.context_mark, failure.problem_mark or failure.context_mark
    if start and mark and start.line < mark.line and "block" not in (failure.context or ""):
        mark = start
    end = Place(name, *line_column(text, len(text.rstrip())))
    return min(end, Place(name, mark.line + 1, mark.column + 1)) if mark else end


class _Builder:
    """Builds plain data from YAML events, and records the place of every key and value."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data: Any = None
        self.documents = 0
        self.values: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self.errors: list[ContentError] = []
        self._stack: list[tuple[Any, Loc]] = []
        self._keys: list[tuple[str, Place] | None] = []

    def add(self, event: yaml.Event) -> None:
        """Add an event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self._refuse("several-documents", self._place(event))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("yaml-anchor", self._place(event))
            self._add_scalar(None, f"*{event.anchor}", self._place(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._check(event)
            plain = not event.style and event.implicit[0]
            value = resolve(event.value) if plain else event.value
            self._add_scalar(value, event.value, self._place(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event)
            self._open([] if isinstance(event, yaml.SequenceStartEvent) else {}, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            self._keys.pop()

    def finish(self) -> Parsed:
        """Return the data; raises `ContentErrors` for everything refused."""
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
        # An escape such as "\u200b" may stand for a forbidden character.
        if match := FORBIDDEN_PATTERN.search(getattr(event, "value", "")):
            character = code_point(match[0])
            self._refuse("control-character", self._place(event), character=character)

    def _add_scalar(self, value: object, key: str, place: Place) -> None:
        """Use a scalar as a key or as a value, whichever comes next."""
        if self._expects_key():
            self._add_key(key, place)
        else:
            self._add_value(value, place)

    def _open(self, collection: Any, event: Any) -> None:
        place = self._place(event)
        if self._expects_key():
            self._refuse("yaml-syntax", place, detail="項目名のところに一覧やまとまりがあります。")
            raise ContentErrors(self.errors)
        if len(self._stack) >= DEPTH_LIMIT:
            self._refuse("too-deep", place, limit=DEPTH_LIMIT)
            raise ContentErrors(self.errors)
        loc = self._add_value(collection, place)
        self._stack.append((collection, loc))
        self._keys.append(None)

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1][0], dict) and not self._keys[-1]

    def _add_key(self, key: str, place: Place) -> None:
        collection, loc = self._stack[-1]
        if key in collection:
            first = self.keys[(*loc, key)]
            self._refuse("duplicate-key", place, key=key, first=first.line)
        else:
            self.keys[(*loc, key)] = place
        self._keys[-1] = (key, place)

    def _add_value(self, value: Any, place: Place) -> Loc:
        """Add a value to the open collection and return its loc."""
        if not self._stack:
            loc: Loc = ()
            if self.documents == 1:
                self.data = value
        else:
            collection, parent = self._stack[-1]
            if isinstance(collection, dict):
                key = cast("tuple[str, Place]", self._keys[-1])
                loc = (*parent, key[0])
                collection[key[0]] = value
                self._keys[-1] = None
                # An empty value has no text: its place is that of its key.
                place = key[1] if value is None else place
            else:
                loc = (*parent, len(collection))
                collection.append(value)
        self.values[loc] = place
        return loc

    def _place(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, code: str, place: Place, **values: object) -> None:
        self.errors.append(problem(code, place, **values))


def resolve(text: str) -> object:
    """Return the value of a plain scalar: null, true, false, a whole number, or the text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def _syntax(failure: yaml.MarkedYAMLError) -> str:
    """Return PyYAML's message in Japanese, "" for one that `_SYNTAX` does not have."""
    message = f"{failure.context or ''} {failure.problem or ''}"
    for part, meaning in _SYNTAX.items():
        if part in message:
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
