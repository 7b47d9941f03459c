"""Quality of a ranking by queries whose relevant passages people have judged.

`tests/fixtures/search/judged.json` holds for each query its class (a nouns, b several words,
c variants and synonyms, d sentences, e typing, f typing errors, g no answer)
and the passages that answer it, graded 2 (about the query) or 1 (touches it).
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
    """Means over queries: recall and nDCG of the first ten results, share without a result."""

    recall: float
    ndcg: float
    empty: float


def judged_queries() -> list[JudgedQuery]:
    """Read the judged queries."""
    rows = json.loads(JUDGED.read_text(encoding="utf-8"))
    return [JudgedQuery(row["query"], row["class"], row["relevant"]) for row in rows]


def mean_scores(answers: Iterable[tuple[JudgedQuery, Sequence[Sequence[str]]]]) -> Scores:
    """Return the scores of queries, each given with the passages of its ranked results."""
    rows = [(*_score(query.relevant, results), float(not results)) for query, results in answers]
    return Scores(*(fmean(column) for column in zip(*rows, strict=True)))


def _score(relevant: dict[str, int], results: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return recall and nDCG; a passage counts once, at the first result that restates it."""
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
