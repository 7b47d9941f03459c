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

from hintbook.model import Tag
from hintbook.search.units import all_tokens, pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunr.index import Index

    from hintbook.search.documents import Document

BOOSTS = {
    "title": 3.4,
    "asked_as": 4.6,
    "phrases": 1.5,
    "tags": 0.85,
    "context": 1.05,
    "body": 2.7,
    "pairs": 2.7,
}
# The factor of a document that says little.
_LITTLE = 0.6
LEVELS = 32
_LOWEST = 0.15
_LEVELS_PER_DOUBLING = 4
# lunr rounds weights to three decimals: larger ones keep more digits.
_SCALE = 1_000


class Posting(NamedTuple):
    """A document by its index, and the level of a token's weight in it."""

    document: int
    level: int


def postings(
    found: Sequence[Document], names: Mapping[str, Sequence[str]]
) -> dict[str, list[Posting]]:
    """Return the postings of every token, sorted by token, then by document.

    names: tokens of names by their words (see `words.group_tokens`)
    """
    boosts = [_LITTLE if document.says_little else 1.0 for document in found]
    weights = weigh([field_tokens(document, names) for document in found], boosts)
    return {
        token: [Posting(number, level_of(weight)) for number, weight in own.items()]
        for token, own in sorted(weights.items())
    }


def weigh(
    documents: Sequence[Mapping[str, Sequence[str]]], boosts: Sequence[float] = ()
) -> dict[str, dict[int, float]]:
    """Return the weight of each token in each document, given the tokens of its fields.

    It is the sum over the fields of BM25 without inverse document frequency: the query applies
    that itself, over all shards and also to tokens that the index does not have.

    boosts: factors of the documents, 1 where none are given
    """
    index = _lunr_index(documents, boosts)
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


def _lunr_index(documents: Sequence[Mapping[str, Sequence[str]]], boosts: Sequence[float]) -> Index:
    builder = Builder()
    for name, boost in BOOSTS.items():
        builder.field(name, boost * _SCALE)
    for number, fields in enumerate(documents):
        boost = boosts[number] if boosts else 1
        builder.add({"id": number, **fields}, {"boost": boost})
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


def field_tokens(document: Document, names: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the tokens of each field."""
    texts = ("title", "asked_as", "phrases", "context", "body")
    analysed = {name: all_tokens(getattr(document, name), names) for name in texts}
    if isinstance(document.entry, Tag):
        analysed["title"].append(tag_token(document.entry.id))
    short = (*document.title, *document.asked_as, *document.phrases)
    return {
        **analysed,
        "tags": [tag_token(tag) for tag in document.tags],
        "pairs": [pair for text in short for pair in pairs(text)],
    }
