"""Counts what a backtracking engine does to search a pattern: a bound on time without a clock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARSER: Any = vars(re)["_parser"]


class Work:
    """Searches the parsed pattern, and counts in `steps` the characters compared."""

    def __init__(self, pattern: str) -> None:
        self.parsed = _PARSER.parse(pattern)
        self.width: int = self.parsed.getwidth()[1]
        self.steps = 0

    def most(self, text: str) -> int:
        """Return the most steps that the search takes from one character of a text."""
        most = 0
        for start in range(len(text)):
            self.steps = 0
            next(self._ends(list(self.parsed), text, start), None)
            most = max(most, self.steps)
        return most

    def _ends(self, nodes: list[Any], text: str, at: int) -> Iterator[int]:
        """Yield every place where the nodes can end, in the order of a backtracking engine."""
        if not nodes:
            yield at
            return
        (name, value), rest = nodes[0], nodes[1:]
        for end in self._node(str(name), value, text, at):
            yield from self._ends(rest, text, end)

    def _node(self, name: str, value: Any, text: str, at: int) -> Iterator[int]:
        match name:
            case "BRANCH":
                for branch in value[1]:
                    yield from self._ends(list(branch), text, at)
            case "SUBPATTERN":
                yield from self._ends(list(value[-1]), text, at)
            case "MAX_REPEAT" | "MIN_REPEAT":
                yield from self._repeat(value, text, at, lazy=name == "MIN_REPEAT")
            case "ASSERT" | "ASSERT_NOT":
                direction, inner = value
                start = at if direction > 0 else at - inner.getwidth()[0]
                found = start >= 0 and next(self._ends(list(inner), text, start), None) is not None
                if found == (name == "ASSERT"):
                    yield at
            case _:
                self.steps += 1
                if at < len(text) and _fits(name, value, text[at]):
                    yield at + 1

    def _repeat(self, value: Any, text: str, at: int, *, lazy: bool) -> Iterator[int]:
        least, most, inner = value
        if lazy and least <= 0:
            yield at
        if most > 0:
            for end in self._ends(list(inner), text, at):
                yield from self._repeat((least - 1, most - 1, inner), text, end, lazy=lazy)
        if not lazy and least <= 0:
            yield at


def _fits(name: str, value: Any, character: str) -> bool:
    if name in {"LITERAL", "NOT_LITERAL"}:
        return bool(ord(character) == value) == (name == "LITERAL")
    if name != "IN":
        raise NotImplementedError(name)
    negated = str(value[0][0]) == "NEGATE"
    own = value[1:] if negated else value
    found = any(
        part == ord(character) if str(kind) == "LITERAL" else part[0] <= ord(character) <= part[1]
        for kind, part in own
    )
    return found != negated
