"""Quality of a ranking by queries whose relevant passages people have judged.

`tests/fixtures/search/judged.json` holds for each query its class (a nouns, b several words,
c variants and synonyms, d sentences, e typing, f typing errors, g no answer)
and the passages that answer it, graded 2 (about the query) or 1 (touches it).

Each file of `tests/fixtures/search/pools/` is a set of queries of another hand, with entries that
several searches found, graded 2 (helps directly), 1 (is related) or 0; an entry without a grade
counts as 0, and how many there are is printed: they are to be graded.
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
POOLS = FIXTURES / "search/pools"
_FIRST = 3
_RANKED = 5


@dataclass(frozen=True)
class JudgedQuery:
    """A query and the passages ("document:at") that answer it, with their grades."""

    query: str
    kind: str
    relevant: dict[str, int]


@dataclass(frozen=True)
class PooledQuery:
    """A query and the grades of entries that were looked at, by their id."""

    pool: str
    query: str
    kind: str
    grades: dict[str, int]

    @property
    def has_answer(self) -> bool:
        """Whether an entry is known that helps."""
        return 2 in self.grades.values()


@dataclass(frozen=True)
class PooledScores:
    """Means over queries.

    success: share of the queries with an answer that have one in the first three results
    ndcg: of the first five results, of queries that have a useful entry
    ungraded: results among the first five, a query
    vain: share of the queries to which no entry is even related that have results all the same
    """

    success: float
    ndcg: float
    ungraded: float
    vain: float


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


def pooled_queries() -> list[PooledQuery]:
    """Read the queries of all pools."""
    return [
        PooledQuery(path.stem, row["query"], row["class"], row["grades"])
        for path in sorted(POOLS.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def pooled_scores(answers: Iterable[tuple[PooledQuery, Sequence[str]]]) -> PooledScores:
    """Return the scores of queries, each given with the ids of its ranked results."""
    success, ndcg, ungraded, vain = [], [], [], []
    for query, ids in answers:
        grades = [query.grades.get(entry_id, 0) for entry_id in ids[:_RANKED]]
        best = sorted(query.grades.values(), reverse=True)[:_RANKED]
        ungraded.append(sum(entry_id not in query.grades for entry_id in ids[:_RANKED]))
        if query.has_answer:
            success.append(float(2 in grades[:_FIRST]))
        if any(best):
            ndcg.append(_discounted(map(_gain, grades)) / _discounted(map(_gain, best)))
        else:
            vain.append(float(bool(ids)))
    return PooledScores(
        success=_mean(success, 1.0),
        ndcg=_mean(ndcg, 1.0),
        ungraded=_mean(ungraded, 0.0),
        vain=_mean(vain, 0.0),
    )


def _mean(values: Sequence[float], otherwise: float) -> float:
    return fmean(values) if values else otherwise


def _gain(grade: int) -> int:
    return (1 << grade) - 1


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


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
