"""Postings → shards of text, small enough to be fetched one by one.

A shard is a stretch of the tokens in their order, one a line: the token, a
space, its postings, and the number of documents that hold it where not all
of them are listed.  A posting is the distance from the posting before it
times `LEVELS` plus its level, in digits of base 32, lowest first; a digit that
is followed by another of the same number is written 32 higher.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .index import LEVELS, Posting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-"
SHARD_SIZE = 8_000
# Of a token that very many documents hold only the strongest are listed: it says little anyway.
LISTED = 1_000


@dataclass(frozen=True)
class Shard:
    """Some tokens and their postings; `first` is the first token."""

    first: str
    text: str


def shards(postings: Mapping[str, Sequence[Posting]]) -> list[Shard]:
    """All postings, in the order of the tokens."""
    return [Shard(lines[0].split(" ", 1)[0], "\n".join(lines)) for lines in _stretches(postings)]


def _stretches(postings: Mapping[str, Sequence[Posting]]) -> Iterator[list[str]]:
    lines: list[str] = []
    size = 0
    for token, own in postings.items():
        line = _line(token, own)
        if lines and size + len(line) > SHARD_SIZE:
            yield lines
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield lines


def _line(token: str, own: Sequence[Posting]) -> str:
    if len(own) <= LISTED:
        return f"{token} {encode(own)}"
    strongest = sorted(own, key=lambda posting: (-posting.level, posting.document))[:LISTED]
    return f"{token} {encode(sorted(strongest))} {len(own)}"


def encode(postings: Iterable[Posting]) -> str:
    """Postings in the order of their documents as digits."""
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


def decode(text: str) -> list[Posting]:
    """What `encode` was given."""
    postings: list[Posting] = []
    number = shift = document = 0
    for character in text:
        digit = DIGITS.index(character)
        number |= (digit % 32) << shift
        shift += 5
        if digit < 32:
            document += number // LEVELS
            postings.append(Posting(document, number % LEVELS))
            number = shift = 0
    return postings
