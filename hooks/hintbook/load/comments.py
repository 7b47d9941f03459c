"""The comments of a YAML document, and whether one hides a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from hintbook.errors import Place
from hintbook.load.parsed import Comment

if TYPE_CHECKING:
    from hintbook.errors import Loc

_SIGN = re.compile(r"(?<!\S)#")
_TOUCHING = re.compile(r"#[^\s#]")
_WHOLE_LINE = 1 << 30


class _Ended(NamedTuple):
    """An unquoted value that ends on a line: at which column, and where its key or dash is."""

    loc: Loc
    column: int
    margin: int


class CommentReader:
    """Finds comments: each # that begins a word and that no scalar covers.  Columns are from 0."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.split("\n")
        self._signs = {
            number: [sign.start() for sign in _SIGN.finditer(line)]
            for number, line in enumerate(self._lines)
            if "#" in line
        }
        self._ended: dict[int, _Ended] = {}

    def cover(self, event: Any) -> None:
        """Note that a scalar is no comment, whatever is in it."""
        start, end = event.start_mark, event.end_mark
        for number in range(start.line, end.line + 1) if self._signs else ():
            first = start.column if number == start.line else 0
            last = end.column if number == end.line else _WHOLE_LINE
            if event.style in {"|", ">"} and number == start.line:
                last = first + 1  # the sign may have a comment after it
            if signs := self._signs.get(number):
                signs[:] = [at for at in signs if not first <= at < last]

    def ended(self, event: Any, loc: Loc, margin: int) -> None:
        """Note an unquoted value; `margin` is the column of its key or dash."""
        self._ended[event.end_mark.line] = _Ended(loc, event.end_mark.column, margin)

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments, once all scalars are known."""
        found = []
        for number, signs in self._signs.items():
            if signs:
                line, at = self._lines[number], signs[0]
                before = self._ended.get(number)
                follows = before and not line[before.column : at].strip()
                place = Place(self._name, number + 1, at + 1)
                after = before.loc if before and follows else None
                found.append(Comment(place, not line[:at].strip(), line[at:].rstrip(), after))
        return tuple(found)

    def hides_text(self, comment: Comment) -> bool:
        """Return whether a comment was meant as text: its # touches a word behind a value.

        On a line of its own it does so where the value of the line above could go on.
        """
        if not _TOUCHING.match(comment.text):
            return False
        above = comment.place.line - 2
        while above >= 0 and not self._lines[above].strip():
            above -= 1
        before = self._ended.get(above)
        goes_on = (
            before
            and not self._lines[above][before.column :].strip()
            and comment.place.column - 1 > before.margin
        )
        return not comment.alone or bool(goes_on)
