"""Content errors: where something is wrong, what, and how to mend it.

The wording of each error code is in `messages`.
"""

from __future__ import annotations

import difflib
import heapq
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from textwrap import indent
from typing import TYPE_CHECKING, Any, TypeAlias

from typing_extensions import override

from hintbook.messages import MESSAGES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Path to a value in plain data: the keys and indexes that lead to it, as in pydantic's errors.
Loc: TypeAlias = tuple[str | int, ...]

# Characters of a value that a message quotes.
_MAX_QUOTED = 500
# Errors that are shown of one run.
MAX_SHOWN = 200
# Known words that are compared in full with a misspelt one.
_MAX_COMPARED = 50
# Control characters, ends of lines, lone surrogates (bytes of a file name that are not UTF-8).
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file: its path as people see it, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{_printable(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class ContentError:
    """A problem with the content, worded in Japanese when it is shown.

    values: what fills the wording; one that is costly is a function without arguments
    related: other places that the message mentions, such as the first of two equal ids
    lines: what to paste into a file, with the name of the file; "" if nothing
    """

    place: Place
    code: str
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    related: tuple[Place, ...] = ()
    lines: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it is an error or a warning."""
        return MESSAGES[self.code].severity

    @cached_property
    def message(self) -> str:
        """What is wrong."""
        return MESSAGES[self.code].message.format_map(_Shown(self.values))

    @cached_property
    def remedy(self) -> str:
        """How to mend it."""
        return MESSAGES[self.code].remedy.format_map(_Shown(self.values))

    def __str__(self) -> str:
        said = f"{self.place}: [{self.code}] {self.message} ({self.remedy})"
        return f"{said}\n{indent(self.lines, '    ')}" if self.lines else said

    def concerns(self, files: Iterable[str]) -> bool:
        """Return whether the error is in one of these files or mentions a place in one."""
        own = {self.place.file, *(place.file for place in self.related)}
        return not own.isdisjoint(files)


class _Shown(dict[str, Any]):
    """The values of a message as it shows them: texts in one line, functions called."""

    @override
    def __getitem__(self, name: str) -> object:
        value = super().__getitem__(name)
        value = value() if callable(value) else value
        return _quoted(value) if isinstance(value, str) else value


class ContentErrors(Exception):  # noqa: N818 - a plural: it carries all of them
    """Content that must not be built; `errors` holds every error in reading order."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = sorted(errors)
        super().__init__(self.errors)

    @override
    def __str__(self) -> str:
        return "\n".join(map(str, limited(self.errors)))


def limited(errors: Sequence[ContentError]) -> list[ContentError]:
    """Return the first `MAX_SHOWN` errors, and if there are more, one that counts the rest."""
    first, rest = [*errors[:MAX_SHOWN]], errors[MAX_SHOWN:]
    if rest:
        first.append(problem(f"more-{rest[0].severity}s", rest[0].place, count=len(rest)))
    return first


def problem(code: str, place: Place, **values: object) -> ContentError:
    """Return the error with a code of `MESSAGES`; `values` fill its wording.

    Places among the values become `related`.
    """
    related = tuple(value for value in values.values() if isinstance(value, Place))
    return ContentError(place, code, values, related)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return 「…」ではありませんか。 with the known word closest to `word`, "" if none is close."""
    best = closest(word, known)
    return f"「{best}」ではありませんか。" if best else ""


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that is most like `word`, None if none is close.

    Only the words with most characters and pairs of characters in common are compared in full.
    """
    own = _pieces(word)
    likely = heapq.nlargest(_MAX_COMPARED, known, key=lambda other: len(own & _pieces(other)))
    return next(iter(difflib.get_close_matches(word, likely, n=1, cutoff=cutoff)), None)


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> frozenset[str]:
    return frozenset((*word, *map("".join, pairwise(word))))


def _quoted(text: str) -> str:
    """Return a value as one line of bounded length."""
    line = _printable(" ".join(text.splitlines()))
    return line if len(line) <= _MAX_QUOTED else f"{line[:_MAX_QUOTED]}…"


def _printable(text: str) -> str:
    """Return a text with escapes for line feeds and other control characters."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)
