"""Plain data of a content file with the source position of every key and value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hintbook.errors import Loc, Place


class Comment(NamedTuple):
    """A comment: where its # is, whether nothing else is on the line, its text.

    after: loc of the unquoted value that it follows on the line, None if it follows none
    """

    place: Place
    alone: bool
    text: str
    after: Loc | None = None


@dataclass(frozen=True)
class Parsed:
    """The data of a file with its comments and the place of every value and every key, by loc."""

    data: Any
    values: dict[Loc, Place] = field(repr=False)
    keys: dict[Loc, Place] = field(repr=False)
    comments: tuple[Comment, ...] = ()

    def place(self, loc: Iterable[str | int]) -> Place:
        """Return the place of the value at `loc`.

        Parts of `loc` that the file does not have are skipped, such as the 0 of a mapping that
        stands for a list of one.
        """
        return self.values[self._existing(loc)]

    def key_place(self, loc: Iterable[str | int]) -> Place:
        """Return the place of the key at `loc`."""
        existing = self._existing(loc)
        return self.keys.get(existing, self.values[existing])

    def _existing(self, loc: Iterable[str | int]) -> Loc:
        existing: Loc = ()
        for part in loc:
            if (*existing, part) in self.values:
                existing = (*existing, part)
        return existing
