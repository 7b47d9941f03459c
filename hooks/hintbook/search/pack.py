"""Postings → shards of text, small enough to be fetched one by one.

A shard is a range of the sorted tokens, one a line: the token, a space, its postings and, where
not all documents are listed, a space and their number.  A posting is the difference of its
document from that of the posting before, times `LEVELS`, plus its level, in base 32, lowest
digit first; a digit with another one after it in the same number is written as digit + 32.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hintbook.search.index import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hintbook.search.index import Posting

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-"
# Characters in a shard.
SHARD_SIZE = 4_000
# Of a token in more documents than this only the postings with the highest levels are listed.
MAX_LISTED = 1_000


@dataclass(frozen=True)
class Shard:
    """A range of tokens with their postings; `first` is the first token."""

    first: str
    text: str


def shards(postings: Iterable[tuple[str, Sequence[Posting]]]) -> list[Shard]:
    """Return all postings in shards, in the order of tokens."""
    return [Shard(lines[0].split(" ", 1)[0], "\n".join(lines)) for lines in _ranges(postings)]


def _ranges(postings: Iterable[tuple[str, Sequence[Posting]]]) -> Iterator[list[str]]:
    lines: list[str] = []
    size = 0
    for token, own in postings:
        line = _line(token, own)
        if lines and size + len(line) > SHARD_SIZE:
            yield lines
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield lines


def _line(token: str, own: Sequence[Posting]) -> str:
    if len(own) <= MAX_LISTED:
        return f"{token} {encode(own)}"
    strongest = sorted(own, key=lambda posting: (-posting[1], posting[0]))[:MAX_LISTED]
    return f"{token} {encode(sorted(strongest))} {len(own)}"


def encode(postings: Iterable[Posting]) -> str:
    """Return postings, sorted by document, as digits."""
    digits: list[str] = []
    before = 0
    for document, level in postings:
        number = (document - before) * LEVELS + level
        before = document
        while number >= 32:
            digits.append(DIGITS[32 + number % 32])
            number //= 32
        digits.append(DIGITS[number])
    return "".join(digits)
