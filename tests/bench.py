"""Measure the build and what a reader's browser fetches: `make bench`."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import sync_playwright

import bench_form
import bench_hosting
import bench_lighthouse
import bench_search
import budgets
import quality
from browsing import launch
from budgets import KB
from built import PROJECT, serve
from growth import grown_content

MANY = 10_000
# GROWTH=10,100 takes minutes and some gigabytes.
GROWTH = [int(times) for times in os.environ.get("GROWTH", "10").split(",") if times]
ITEM = re.compile(r'<li class="item" data-item.*?</li>\n  ', re.DOTALL)


def main() -> None:
    """Build and check in scratch folders and print each figure beside its aim."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch)
        seconds = _build(site)
        weights = budgets.weigh(site)
        served = bench_hosting.measure(site)
        click = _slowest_click(site)
        lighthouse = list(bench_lighthouse.report(site))
        searched = bench_search.measure(site, GROWTH)
        written = bench_form.measure(site)
    _print("build", f"{seconds:.1f} s", "6 s", f"{len(weights)} pages")
    _print("click on a filter", f"{click:.0f} ms", "100 ms", f"{MANY:,} practices, slowest of 12")
    _print(
        "form",
        f"{written:.0f} s",
        "180 s",
        f"from empty to a valid file, {bench_form.PER_KEY} ms a key",
    )
    _print_search(searched)
    if served:
        _print("requests failed", f"{served.errors}", "1", f"of {served.requests:,}, nginx and wrk")
        print(
            f"{'served':<20}{served.per_second:>8,.0f}/s   99 % within {served.p99:.1f} ms,"
            f" {served.megabytes_per_second:.0f} MB/s, on this machine's loopback"
        )
    else:
        print("served              nginx or wrk is missing (Debian: apt-get install nginx wrk)")
    _print_check()
    print(*budgets.report(weights), sep="\n")
    print(*lighthouse, sep="\n")


def _print_check() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        many = grown_content(PROJECT / "content", MANY, Path(scratch) / "content")
        for content, aim, note in (
            (PROJECT / "content", "2 s", "today's content"),
            (many, "30 s, 500 MB", f"{MANY:,} practices"),
        ):
            started = time.perf_counter()
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-c", CHECK, str(content)],
                check=True,
                capture_output=True,
                text=True,
            )
            seconds = time.perf_counter() - started
            _print("check", f"{seconds:.1f} s, {done.stderr.strip()}", aim, note)


CHECK = """
import resource, sys
from hintbook.cli import main
assert main(["check", sys.argv[1]]) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000, "MB", file=sys.stderr)
"""


def _print_search(searched: bench_search.Measured) -> None:
    kinds = dict.fromkeys(judged.kind for judged, _ in searched.answers)
    for name, answers in (("search", searched.answers), ("search of Material", searched.material)):
        for kind in (*kinds, ""):
            own = [a for a in answers if a[0].kind == kind or (not kind and a[0].kind != "g")]
            got = quality.figures(own)
            print(
                f"{name:<20}{kind or 'all':>4}   recall {got.recall:.3f}   nDCG {got.ndcg:.3f}"
                f"   without a result {got.empty:.3f}"
            )
    note = f"median {median(searched.times):.1f} ms, with its shards at hand"
    _print("query, p95", f"{quantiles(searched.times, n=20)[-1]:.1f} ms", "20 ms", note)
    note = f"after the page's load; {searched.ready:.0f} ms from the start of the visit"
    _print("search page ready", f"{searched.after_load:.0f} ms", "300 ms", note)
    _print("search scripts", f"{searched.scripts / KB:.1f} KB", "14 KB", "gzip")
    for times, first in searched.first.items():
        _print(
            "first query",
            f"{first.size / KB:.0f} KB",
            "300 KB",
            f"{times}x the entries: {first.files} files of the index, {first.milliseconds:.0f} ms",
        )
    print(f"{'index of Material':<20}{f'{searched.material_size / KB:.0f} KB':>10}   gzip, whole")


def _build(site: Path) -> float:
    """How long a build takes, the start of Python included."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    built = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if built.returncode != 0:
        sys.exit(built.stdout + built.stderr)
    return time.perf_counter() - started


def _slowest_click(site: Path) -> float:
    """Milliseconds from a click on a filter to the next frame, in a list of many practices."""
    page = site / "practices/index.html"
    html = page.read_text("utf-8")
    values = re.findall(r'name="(\w+)" value="([\w-]+)"', html)
    pick = random.Random(1)  # noqa: S311 - the same list every time
    items = "".join(
        f'<li class="item" data-item data-entry="bench-{n}" data-values="'
        + " ".join(":".join(pick.choice(values)) for _ in range(8))
        + f'"><p class="item-title"><a href="#">取組 {pick.random()}</a></p>'
        + f'<p class="item-text">{"見本の文です。" * 12}</p></li>'
        for n in range(MANY)
    )
    first = ITEM.search(html)
    if first is None:
        raise SystemExit("the list of practices has changed its form")
    many = html[: first.start()] + items + html[first.end() :]
    (page.parent / "many.html").write_text(many, "utf-8")
    with serve(site) as address, sync_playwright() as play:
        browser = launch(play)
        opened = browser.new_page()
        opened.goto(f"{address}practices/many.html")
        times: list[float] = opened.evaluate(CLICKS)
        browser.close()
    return max(times)


CLICKS = """async () => {
  const times = [];
  const boxes = [...document.querySelectorAll('[data-facet] input')].filter((_, n) => n % 7 === 0);
  for (const box of boxes.slice(0, 12)) {
    const started = performance.now();
    box.click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - started);
  }
  return times;
}"""


def _print(what: str, measured: str, aim: str, note: str) -> None:
    print(f"{what:<20}{measured:>10}   (aim: under {aim})   {note}")


if __name__ == "__main__":
    main()
