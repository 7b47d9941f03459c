"""Content errors: where something is wrong, what, and how to mend it.

The wording of each error code is in `messages`.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from textwrap import indent
from typing import TYPE_CHECKING, TypeAlias

from hintbook.messages import MESSAGES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

# Path to a value in plain data: the keys and indexes that lead to it, as in pydantic's errors.
Loc: TypeAlias = tuple[str | int, ...]

# Characters of a value that a message quotes.
_MAX_QUOTED = 500


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file: its path as people see it, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class ContentError:
    """A problem with the content, worded in Japanese.

    related: other places that the message mentions, such as the first of two equal ids
    lines: what to paste into a file, with the name of the file; "" if nothing
    """

    place: Place
    code: str
    message: str
    remedy: str
    severity: Severity = "error"
    related: tuple[Place, ...] = ()
    lines: str = ""

    def __str__(self) -> str:
        said = f"{self.place}: [{self.code}] {self.message} ({self.remedy})"
        return f"{said}\n{indent(self.lines, '    ')}" if self.lines else said

    def concerns(self, files: Iterable[str]) -> bool:
        """Return whether the error is in one of these files or mentions a place in one."""
        own = {self.place.file, *(place.file for place in self.related)}
        return not own.isdisjoint(files)


class ContentErrors(Exception):  # noqa: N818 - a plural: it carries all of them
    """Content that must not be built; `errors` holds every error in reading order."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = sorted(errors)
        super().__init__("\n".join(map(str, self.errors)))


def problem(code: str, place: Place, **values: object) -> ContentError:
    """Return the error with a code of `MESSAGES`; `values` fill its wording.

    Places among the values become `related`.
    """
    template = MESSAGES[code]
    shown = {name: _quoted(v) if isinstance(v, str) else v for name, v in values.items()}
    return ContentError(
        place,
        code,
        template.message.format(**shown),
        template.remedy.format(**shown),
        template.severity,
        tuple(value for value in values.values() if isinstance(value, Place)),
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return 「…」ではありませんか。 with the known word closest to `word`, "" if none is close."""
    best = closest(word, known)
    return f"「{best}」ではありませんか。" if best else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, None if none is close."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def _quoted(text: str) -> str:
    """Return a value as one line of bounded length."""
    line = " ".join(text.splitlines())
    return line if len(line) <= _MAX_QUOTED else f"{line[:_MAX_QUOTED]}…"
