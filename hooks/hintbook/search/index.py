"""Documents → postings, with the weights of lunr.

lunr computes frequencies, lengths and BM25 weights from lists of tokens.  Its own index is one
piece, which a browser must load and parse whole; so the weights are taken out of it and packed
into shards (see `pack`) that are fetched on demand.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from lunr.builder import Builder
from lunr.field_ref import FieldRef
from lunr.idf import idf
from lunr.token_set import TokenSet
from typing_extensions import override

from hintbook.model import Tag
from hintbook.search.units import all_tokens, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hintbook.search.documents import Document
    from hintbook.search.units import NameTokens

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
LITTLE = 0.6
LEVELS = 32
_LOWEST = 0.15
_LEVELS_PER_DOUBLING = 4
# lunr rounds weights to three decimals: larger ones keep more digits.
_SCALE = 1_000


# A document by its index, and the level of a token's weight in it.  A plain tuple: there are many.
Posting: TypeAlias = tuple[int, int]


def postings(found: Sequence[Document], names: NameTokens) -> Iterator[tuple[str, list[Posting]]]:
    """Yield every token with its postings, sorted by token, then by document.

    names: see `words.group_tokens`
    """
    boosts = [LITTLE if document.says_little else 1.0 for document in found]
    fields = {name: map(partial(field_tokens, field=name, names=names), found) for name in BOOSTS}
    weights = weigh(fields, boosts)
    for token in sorted(weights):
        yield token, sorted((number, level_of(own)) for number, own in weights[token].items())


def weigh(
    fields: Mapping[str, Iterable[Sequence[str]]], boosts: Sequence[float]
) -> dict[str, dict[int, float]]:
    """Return the weight of each token in each document.

    It is the sum over the fields of BM25 without inverse document frequency: the query applies
    that itself, over all shards and also to tokens that the index does not have.

    fields: for each field the tokens of every document
    boosts: factors of the documents
    """
    weights: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for name, documents in fields.items():
        # One field after the other: lunr keeps a mapping for every token in every document.
        builder = _Builder()
        builder.field(name, BOOSTS[name] * _SCALE)
        for number, own in enumerate(documents):
            builder.add({"id": number, name: own}, {"boost": boosts[number]})
        index = builder.build()
        # By the index of a term, which counts from 0.
        found = [weights[term] for term in index.inverted_index]
        scales = [idf(own, len(boosts)) * _SCALE for own in index.inverted_index.values()]
        for reference, vector in index.field_vectors.items():
            number = int(FieldRef.from_string(reference).doc_ref)
            elements = iter(vector.elements)  # term, weight, term, weight, …
            for term, weight in zip(elements, elements, strict=True):
                own = found[term]
                own[number] = own.get(number, 0.0) + weight / scales[term]
    return dict(weights)


class _Builder(Builder):  # type: ignore[misc]
    """Takes tokens as they are, and leaves out what only lunr's own queries need.

    lunr copies an object for every token, and keeps metadata of each and a tree of all.
    """

    @override
    def add(self, doc: Mapping[str, Any], attributes: Mapping[str, float] | None = None) -> None:
        number = str(doc["id"])
        self._documents[number] = attributes or {}
        self.document_count += 1
        for name in self._fields:
            reference = str(FieldRef(number, name))
            counts = Counter(doc[name])
            self.field_term_frequencies[reference] = counts
            self.field_lengths[reference] = counts.total()
            for term in counts:
                posting = self.inverted_index.get(term)
                if posting is None:
                    posting = self.inverted_index[term] = {name: {}, "_index": self.term_index}
                    self.term_index += 1
                posting[name][number] = None

    @override
    def _create_token_set(self) -> None:
        self.token_set = TokenSet()


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


def field_tokens(document: Document, field: str, names: NameTokens) -> list[str]:
    """Return the tokens of a field."""
    if field == "tags":
        return [tag_token(tag) for tag in document.tags]
    if field == "pairs":
        short = (*document.title, *document.asked_as, *document.phrases)
        return [pair for text in short for pair in pairs(text)]
    found = all_tokens(getattr(document, field), names)
    if field == "title" and isinstance(document.entry, Tag):
        found.append(tag_token(document.entry.id))
    return found
