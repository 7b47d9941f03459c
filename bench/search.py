"""Measure search on a built site: quality, speed and size of what it fetches."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import material
import mkdocs
from playwright.sync_api import sync_playwright

from bench import search_quality
from bench.budgets import KB
from bench.scaled_content import scaled_site
from bench.targets import figure, measured
from hintbook.library import open_library
from hintbook.render.pages.search import SCRIPTS
from tests.support.pages import launch_browser
from tests.support.site_build import PROJECT, serve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page

    from bench.search_quality import JudgedQuery, PooledQuery, PooledScores, Scores


# Factors by which the entries are multiplied; 10,100 takes minutes and some gigabytes.
GROWTH = [int(times) for times in os.environ.get("GROWTH", "10").split(",") if times]
Answers = list[tuple["JudgedQuery", list[list[str]]]]
PooledAnswers = list[tuple["PooledQuery", list[str]]]

# Runs every query twice, the second time with its shards loaded; returns [milliseconds, ids].
ASK = """async (queries) => {
  const root = document.querySelector("[data-search]");
  await self.hintbook.run(`${root.dataset.index}head.js`);
  const engine = new self.hintbookEngine.Engine(self.hintbookIndex_head, root.dataset);
  const answers = [];
  for (const query of queries) {
    await engine.find(query);
    const started = performance.now();
    const { results } = await engine.find(query);
    const spent = performance.now() - started;
    const texts = await engine.texts(results.slice(0, 10).map(({ document: number }) => number));
    answers.push([spent, texts.map(({ id }) => id)]);
  }
  return answers;
}"""
# Runs before a page's scripts: records when the results are displayed.
WATCH = """new MutationObserver(() => {
  if (document.querySelector("#search-results[data-state=done]")) self.doneAt ??= performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] })"""
LOADED = "performance.getEntriesByType('navigation')[0].loadEventStart"
# lunr as Material for MkDocs configures it for Japanese, with its segmenter and boosts.
ASK_MATERIAL = """([entries, queries]) => {
  const index = lunr(function () {
    this.use(lunr.ja);
    this.field("title", { boost: 1e3 });
    this.field("text");
    this.field("tags", { boost: 1e6 });
    this.ref("id");
    for (const entry of entries) this.add(entry);
  });
  const segmenter = new lunr.TinySegmenter();
  return queries.map((query) => index.query((asked) => {
    for (const word of segmenter.segment(query)) if (word.trim()) asked.term(word.toLowerCase());
  }).slice(0, 10).map(({ ref }) => ref));
}"""


@dataclass(frozen=True)
class Fetched:
    """What the first query of a visit fetched from the index, and when its results were displayed."""

    size: int
    files: int
    milliseconds: float


@dataclass(frozen=True)
class Measured:
    """The measurements of one site."""

    answers: Answers
    pooled: PooledAnswers
    material: Answers
    material_size: int  # bytes of its index after gzip
    times: list[float]  # milliseconds of each query, with its shards loaded
    first: dict[int, Fetched]  # by factor of the number of entries
    ready: float  # milliseconds from the start of a visit without a query
    after_load: float  # milliseconds after the page's load event
    scripts: int


def report(site: Path) -> Iterator[str]:
    """Yield the figures of search, with those of Material's search for comparison."""
    searched = measure(site, GROWTH)
    yield from _quality(searched.answers)
    yield from _pooled_quality(searched.pooled)
    for kind, scores in _scores(searched.material):
        note = f"nDCG {scores.ndcg:.3f}   without a result {scores.empty:.3f}"
        yield figure(f"search of Material {kind}", f"recall {scores.recall:.3f}", note)
    note = f"median {median(searched.times):.1f} ms, with its shards at hand"
    yield measured("query, p95", quantiles(searched.times, n=20)[-1], note)
    note = f"after the page's load; {searched.ready:.0f} ms from the start of the visit"
    yield measured("search page ready", searched.after_load, note)
    yield measured("search scripts", searched.scripts / KB, "gzip")
    for times, first in searched.first.items():
        note = (
            f"{times}x the entries: {first.files} files of the index, {first.milliseconds:.0f} ms"
        )
        yield measured("first query", first.size / KB, note)
    yield figure("index of Material", f"{searched.material_size / KB:.0f} KB", "gzip, whole")


def _quality(answers: Answers) -> Iterator[str]:
    """Yield the quality of the answers to judged queries, with its targets."""
    for kind, scores in _scores(answers):
        note = f"nDCG {scores.ndcg:.3f}   without a result {scores.empty:.3f}"
        yield measured(f"search {kind}", scores.recall, note)
        if kind == "all":
            yield measured("search ranking", scores.ndcg)
            yield measured("search in vain", scores.empty)
    answered = [judged.query for judged, results in answers if judged.kind == "g" and results]
    yield measured("search g", len(answered), "、".join(answered) or "with results but no answer")


def _pooled_quality(answers: PooledAnswers) -> Iterator[str]:
    """Yield the quality of the answers to the queries of each pool, by class and in all."""
    for pool, kind, scores in _pooled_scores(answers):
        note = f"nDCG {scores.ndcg:.3f}   ungraded {scores.ungraded:.2f} of the first five"
        note += f"   in vain {scores.vain:.2f}"
        yield figure(f"search {pool} {kind}", f"success {scores.success:.3f}", note)
    every = search_quality.pooled_scores(answers)
    yield measured("search success", every.success, "an answer among the first three")
    yield measured("search pools", every.ndcg, f"ungraded {every.ungraded:.2f} of the first five")


def _pooled_scores(answers: PooledAnswers) -> Iterator[tuple[str, str, PooledScores]]:
    for pool in dict.fromkeys(query.pool for query, _ in answers):
        own = [answer for answer in answers if answer[0].pool == pool]
        for kind in dict.fromkeys(query.kind for query, _ in own):
            of_kind = [answer for answer in own if answer[0].kind == kind]
            yield pool, kind, search_quality.pooled_scores(of_kind)
        yield pool, "all", search_quality.pooled_scores(own)


def _scores(answers: Answers) -> Iterator[tuple[str, Scores]]:
    """Yield the mean scores of each kind of query that has an answer, then those of all."""
    own = [answer for answer in answers if answer[0].kind != "g"]
    for kind in dict.fromkeys(judged.kind for judged, _ in own):
        yield kind, search_quality.mean_scores(a for a in own if a[0].kind == kind)
    yield "all", search_quality.mean_scores(own)


def measure(site: Path, growth: Iterable[int]) -> Measured:
    """Measure a site's search, today and with its entries multiplied by each of `growth`."""
    judged = search_quality.judged_queries()
    pooled = search_quality.pooled_queries()
    queries = [own.query for own in judged]
    entries = json.loads((site / "api/v1/entries.json").read_text("utf-8"))
    passages = {
        entry["id"]: [f"{s['document']}:{at}" for s in entry["sources"] for at in s["at"]]
        for entry in entries
    }
    with serve(site) as address, sync_playwright() as play:
        browser = launch_browser(play)
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{address}search/")
        ready = _done_at(page)
        loaded: float = page.evaluate(LOADED)
        found: list[tuple[float, list[str]]] = page.evaluate(
            ASK, [*queries, *(own.query for own in pooled)]
        )
        today = first_queries(browser, site, address, queries[::6])
        first = {1: max(today, key=lambda own: own.size)}
        first |= {times: measure_scaled(browser, site, times) for times in growth}
        theirs, size = _ask_material(browser.new_page(), entries, queries)
        browser.close()
    return Measured(
        answers=[
            (q, [passages[i] for i in ids])
            for q, (_, ids) in zip(judged, found[: len(judged)], strict=True)
        ],
        pooled=[(q, ids) for q, (_, ids) in zip(pooled, found[len(judged) :], strict=True)],
        material=[(q, [passages[i] for i in ids]) for q, ids in zip(judged, theirs, strict=True)],
        material_size=size,
        times=[spent for spent, _ in found],
        first=first,
        ready=ready,
        after_load=max(0.0, ready - loaded),
        scripts=sum(gzip_size(next(site.glob(f"assets/js/{name}.*.js"))) for name in SCRIPTS),
    )


def measure_scaled(browser: Browser, site: Path, times: int) -> Fetched:
    """Return the largest first query of a site with `times` as many entries."""
    queries = [own.query for own in search_quality.judged_queries()][::8]
    with tempfile.TemporaryDirectory() as scratch:
        scaled = scaled_site(site, open_library(PROJECT / "content"), times, Path(scratch))
        with serve(scaled) as address:
            found = list(first_queries(browser, scaled, address, queries))
    return max(found, key=lambda own: own.size)


def first_queries(
    browser: Browser, site: Path, address: str, queries: list[str]
) -> Iterator[Fetched]:
    """Yield the measurement of each query as the first of a visit."""
    for query in queries:
        context = browser.new_context()
        yield _first_query(context.new_page(), site, f"{address}search/?q={quote(query)}")
        context.close()


def _first_query(page: Page, site: Path, url: str) -> Fetched:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(WATCH)
    page.goto(url)
    spent = _done_at(page)
    files = [site / unquote(urlsplit(each).path).lstrip("/") for each in asked]
    files = [file for file in files if file.is_relative_to(site / "assets/search")]
    return Fetched(sum(map(gzip_size, files)), len(files), spent)


def _done_at(page: Page) -> float:
    """Return the milliseconds from the start of the visit to its results."""
    page.wait_for_selector("#search-results[data-state=done]", state="attached")
    spent: float = page.evaluate("self.doneAt")
    return spent


def gzip_size(path: Path) -> int:
    """Return the size of a file after gzip."""
    return len(gzip.compress(path.read_bytes(), 6))


def _ask_material(
    page: Page, entries: list[dict[str, Any]], queries: list[str]
) -> tuple[list[list[str]], int]:
    """Return the ids lunr.js finds with Material's Japanese settings, and the size of its index.

    The size is that of the texts it fetches: the index is built from them in the browser.
    """
    ours = Path(mkdocs.__file__).parent / "contrib/search"
    languages = Path(material.__file__).parent / "templates/assets/javascripts/lunr"
    for script in (
        ours / "templates/search/lunr.js",
        languages / "min/lunr.stemmer.support.min.js",
        languages / "tinyseg.js",
        languages / "min/lunr.ja.min.js",
    ):
        page.add_script_tag(path=script)
    documents = [
        {key: entry[key] for key in ("id", "title", "text")} | {"tags": " ".join(entry["tags"])}
        for entry in entries
    ]
    answers: list[list[str]] = page.evaluate(ASK_MATERIAL, [documents, queries])
    return answers, len(gzip.compress(json.dumps(documents, ensure_ascii=False).encode(), 6))
