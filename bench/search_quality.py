"""How good a ranking is, by queries that people have judged passage by passage.

`tests/fixtures/search/judged.json` holds for each query its class (a nouns, b several words,
c variants and synonyms, d sentences, e typing, f slips of typing, g nothing to
be found) and the passages that answer it: 2 where one is about it, 1 where it
touches it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from tests.support.site_build import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN = 10
JUDGED = FIXTURES / "search/judged.json"


@dataclass(frozen=True)
class JudgedQuery:
    """A query and the passages ("document:at") that answer it, with their grades."""

    query: str
    kind: str
    relevant: dict[str, int]


@dataclass(frozen=True)
class Scores:
    """Means over queries: passages found among ten, gain by rank, queries without a result."""

    recall: float
    ndcg: float
    empty: float


def judged_queries() -> list[JudgedQuery]:
    """The judged queries."""
    rows = json.loads(JUDGED.read_text(encoding="utf-8"))
    return [JudgedQuery(row["query"], row["class"], row["relevant"]) for row in rows]


def mean_scores(answers: Iterable[tuple[JudgedQuery, Sequence[Sequence[str]]]]) -> Scores:
    """Figures of queries, each with the passages that its results restate, in their order."""
    rows = [(*_score(query.relevant, results), float(not results)) for query, results in answers]
    return Scores(*(fmean(column) for column in zip(*rows, strict=True)))


def _score(relevant: dict[str, int], results: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Recall and gain; a passage counts once, at the first result that restates it."""
    if not relevant:
        return 1.0, 1.0
    seen: set[str] = set()
    gains = []
    for passages in results[:SHOWN]:
        fresh = (set(passages) & set(relevant)) - seen
        gains.append(max((relevant[passage] for passage in fresh), default=0))
        seen |= fresh
    best = sorted(relevant.values(), reverse=True)[:SHOWN]
    return min(1.0, len(seen) / min(SHOWN, len(relevant))), _discounted(gains) / _discounted(best)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
