"""YAML text → plain data with source positions.

PyYAML's events are read instead of its nodes: so anchors, tags, repeated keys and deep nesting
are refused where they are, before anything is built from them.  Only null, true, false and
whole numbers are not texts; a date stays a text until its field validates it.  No text is lost
without an error: not behind a #, and not to a quotation mark that has no partner.
"""

from __future__ import annotations

import re
from typing import Any, cast

import yaml

from hintbook.errors import ContentError, ContentErrors, Loc, Place, problem
from hintbook.load.comments import CommentReader
from hintbook.load.decode import FORBIDDEN_PATTERN, code_point, decode
from hintbook.load.parsed import Parsed
from hintbook.load.syntax import mistake_in, other_syntax_error, syntax_error
from hintbook.load.text import clean, joined, mark_joins

DEPTH_LIMIT = 24
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(raw: bytes, name: str) -> Parsed:
    """Return the data of a file with one YAML document; raises `ContentErrors`."""
    text = decode(raw, name)
    builder = _Builder(name, text)
    try:
        for event in yaml.parse(mark_joins(text), Loader=LOADER):
            builder.add(event)
    except yaml.MarkedYAMLError as failure:
        error = syntax_error(failure, text, name)
        raise ContentErrors([*builder.errors, error]) from None
    except yaml.YAMLError:
        raise ContentErrors([other_syntax_error(Place(name))]) from None
    return builder.finish()


class _Builder:
    """Builds plain data from YAML events, and records the place of every key and value."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines = text.split("\n")
        self._comments = CommentReader(name, text)
        self.data: Any = None
        self.documents = 0
        self.values: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self.errors: list[ContentError] = []
        self._stack: list[tuple[Any, Loc]] = []
        self._keys: list[tuple[str, Place] | None] = []

    def add(self, event: yaml.Event) -> None:
        """Add an event."""
        if isinstance(event, yaml.ScalarEvent):  # most are
            self._add_scalar(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self._refuse("several-documents", self._place(event))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("yaml-anchor", self._place(event))
            self._add_key_or_value(None, f"*{event.anchor}", self._place(event))
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
        comments = self._comments.comments()
        for comment in comments:
            if self._comments.hides_text(comment):
                self._refuse("cut-text", comment.place, rest=comment.text)
        if self.errors:
            raise ContentErrors(self.errors)
        return Parsed(self.data, self.values, self.keys, comments)

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("yaml-anchor", self._place(event))
        if event.tag is not None:
            self._refuse("yaml-tag", self._place(event), tag=event.tag)

    def _add_scalar(self, event: Any) -> None:
        """Add the value of a scalar as it is meant."""
        self._check(event)
        self._comments.cover(event)
        place = self._place(event)
        written = joined(event.value, event.style)
        # An escape such as "\u200b" may stand for a forbidden character.
        if match := FORBIDDEN_PATTERN.search(written):
            self._refuse("control-character", place, character=code_point(match[0]))
        plain = not event.style and event.implicit[0]
        if plain and _has_stray_quote(written):
            self._refuse("stray-quote", place, value=written)
        if plain and not written.isascii() and self._expects_key():
            self._check_key(place)
        value = resolve(written) if plain else written
        loc = self._add_key_or_value(
            clean(value) if isinstance(value, str) else value, written, place
        )
        if plain and loc is not None:
            margin = self.keys[loc].column - 1 if loc in self.keys else place.column - 3
            self._comments.ended(event, loc, margin)

    def _check_key(self, place: Place) -> None:
        """Refuse a key that is one only because the line has characters that look like YAML."""
        if mistake := mistake_in(self._lines[place.line - 1]):
            self._refuse("yaml-syntax", place, **mistake._asdict())

    def _add_key_or_value(self, value: object, key: str, place: Place) -> Loc | None:
        """Use a scalar as a key or as a value, whichever comes next; return the loc of a value."""
        if self._expects_key():
            self._add_key(key, place)
            return None
        return self._add_value(value, place)

    def _open(self, collection: Any, event: Any) -> None:
        place = self._place(event)
        if self._expects_key():
            self.errors.append(
                other_syntax_error(place, "項目名のところに一覧やまとまりがあります。")
            )
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


def _has_stray_quote(text: str) -> bool:
    """Return whether a text has one quotation mark of a pair; within a word ' is an apostrophe."""
    return text.count('"') % 2 == 1 or (text.endswith("'") and text.count("'") % 2 == 1)


def resolve(text: str) -> object:
    """Return the value of a plain scalar: null, true, false, a whole number, or the text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
