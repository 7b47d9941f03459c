"""Documents → postings: for every token the documents that hold it, and how strongly.

Strength is BM25 without its factor for rarity, summed over the fields: the
query weighs rarity by itself, across shards and for tokens that the index lacks.

Why not lunr's own index: it is one piece that a browser must load and parse
whole, so it cannot be split into shards that are fetched on need, and its first
query would grow with the site.  The weights are lunr's all the same: a test
holds the figures against those of lunr (Python).
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from hintbook.search.analyzer import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hintbook.search.documents import Document

BOOSTS = {"title": 4.0, "asked_as": 4.0, "tags": 1.5, "context": 1.5, "body": 4.0}
K1 = 1.2
B = 0.75
LEVELS = 32
_LOWEST = 0.15
_LEVELS_PER_DOUBLING = 4


class Posting(NamedTuple):
    """A document by its index, and the level of a token's weight in it."""

    document: int
    level: int


def postings(found: Sequence[Document]) -> dict[str, list[Posting]]:
    """Return the postings of every token, sorted by token, then by document."""
    strengths = weigh([_tokens(document) for document in found])
    return {
        token: [Posting(number, level_of(strength)) for number, strength in own.items()]
        for token, own in sorted(strengths.items())
    }


def weigh(found: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, dict[int, float]]:
    """The strength of each token in each document, given the tokens of each field."""
    total = Counter[str]()
    for own in found:
        total.update({name: len(tokens) for name, tokens in own.items()})
    mean = {name: (total[name] / len(found)) or 1.0 for name in BOOSTS}
    strengths: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for number, own in enumerate(found):
        for token, strength in _weigh_fields(own, mean):
            strengths[token][number] = strengths[token].get(number, 0.0) + strength
    return strengths


def _weigh_fields(
    own: Mapping[str, Sequence[str]], mean: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    for name, boost in BOOSTS.items():
        damping = K1 * (1 - B + B * len(own[name]) / mean[name])
        for token, count in Counter(own[name]).items():
            yield token, boost * (K1 + 1) * count / (damping + count)


def _weight_of(level: float) -> float:
    return float(_LOWEST * 2.0 ** (level / _LEVELS_PER_DOUBLING))


# The weight that each level stands for, and the bounds between levels.
STRENGTHS = [_weight_of(level) for level in range(LEVELS)]
_BOUNDS = [_weight_of(level + 0.5) for level in range(LEVELS - 1)]


def level_of(weight: float) -> int:
    """Return the level nearest to a weight."""
    return bisect(_BOUNDS, weight)


def tag_token(tag_id: str) -> str:
    """The token of a tag: one for all its names, which the query knows."""
    return f"#{tag_id}"


def _tokens(document: Document) -> dict[str, list[str]]:
    """The tokens of each field."""
    texts = {name: getattr(document, name) for name in BOOSTS if name != "tags"}
    analysed = {name: [t for text in own for t in tokens(text)] for name, own in texts.items()}
    return {**analysed, "tags": [tag_token(tag) for tag in document.tags]}
