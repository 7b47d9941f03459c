"""Documents → postings, with the weights of lunr.

lunr computes frequencies, lengths and BM25 weights from lists of tokens.  Its own index is one
piece, which a browser must load and parse whole; so the weights are taken out of it and packed
into shards (see `pack`) that are fetched on demand.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lunr.builder import Builder
from lunr.field_ref import FieldRef
from lunr.idf import idf

from hintbook.search.analyzer import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunr.index import Index

    from hintbook.search.documents import Document

BOOSTS = {"title": 4.0, "asked_as": 4.0, "phrases": 4.0, "tags": 1.5, "context": 1.5, "body": 4.0}
LEVELS = 32
_LOWEST = 0.15
_LEVELS_PER_DOUBLING = 4
# lunr rounds weights to three decimals: larger ones keep more digits.
_SCALE = 1_000


class Posting(NamedTuple):
    """A document by its index, and the level of a token's weight in it."""

    document: int
    level: int


def postings(found: Sequence[Document]) -> dict[str, list[Posting]]:
    """Return the postings of every token, sorted by token, then by document."""
    weights = weigh([_tokens(document) for document in found])
    return {
        token: [Posting(number, level_of(weight)) for number, weight in own.items()]
        for token, own in sorted(weights.items())
    }


def weigh(documents: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, dict[int, float]]:
    """Return the weight of each token in each document, given the tokens of its fields.

    It is the sum over the fields of BM25 without inverse document frequency: the query applies
    that itself, over all shards and also to tokens that the index does not have.
    """
    index = _lunr_index(documents)
    terms = {posting["_index"]: term for term, posting in index.inverted_index.items()}
    rarity = {term: idf(index.inverted_index[term], len(documents)) for term in terms.values()}
    weights: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for reference, vector in index.field_vectors.items():
        number = int(FieldRef.from_string(reference).doc_ref)
        elements = iter(vector.elements)  # term, weight, term, weight, …
        for term_index, weight in zip(elements, elements, strict=True):
            term = terms[term_index]
            own = weights[term]
            own[number] = own.get(number, 0.0) + weight / (rarity[term] * _SCALE)
    return weights


def _lunr_index(documents: Sequence[Mapping[str, Sequence[str]]]) -> Index:
    builder = Builder()
    for name, boost in BOOSTS.items():
        builder.field(name, boost * _SCALE)
    for number, fields in enumerate(documents):
        builder.add({"id": number, **fields})
    return builder.build()


def _weight_of(level: float) -> float:
    return float(_LOWEST * 2.0 ** (level / _LEVELS_PER_DOUBLING))


# The weight that each level stands for, and the bounds between levels.
STRENGTHS = [_weight_of(level) for level in range(LEVELS)]
_BOUNDS = [_weight_of(level + 0.5) for level in range(LEVELS - 1)]


def level_of(weight: float) -> int:
    """Return the level nearest to a weight."""
    return bisect(_BOUNDS, weight)


def tag_token(tag_id: str) -> str:
    """Return the token of a tag: one for all its names, which the query knows."""
    return f"#{tag_id}"


def _tokens(document: Document) -> dict[str, list[str]]:
    """Return the tokens of each field."""
    texts = {name: getattr(document, name) for name in BOOSTS if name != "tags"}
    analysed = {name: [t for text in own for t in tokens(text)] for name, own in texts.items()}
    return {**analysed, "tags": [tag_token(tag) for tag in document.tags]}
