"""Measure the build, the search and the pages, and print each figure: `make bench`.

Each figure is printed with its target; the exit status is 1 if one is missed.  If a part
fails, the other parts are measured all the same.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bench import budgets, form, hosting, lighthouse_scores, scale, search, targets
from bench.scaled_content import scaled_content
from bench.targets import figure
from tests.support.pages import launch_browser
from tests.support.site_build import PROJECT, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MANY = 10_000
HINTBOOK = Path(sys.executable).with_name("hintbook")
ITEM = re.compile(r'<li class="item" data-item.*?</li>\n  ', re.DOTALL)


def main(wanted: Sequence[str]) -> int:
    """Build the site and print the figures of the wanted parts, or of all; return the exit status."""
    if strange := set(wanted) - set(PARTS):
        raise SystemExit(f"no such part: {', '.join(strange)} (there are {', '.join(PARTS)})")
    print(f"{targets.LEGEND}   load of this machine: {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        marks = print_part("build", _build(site))
        for name in wanted or PARTS:
            marks += print_part(name, PARTS[name](site))
    missed, unknown = marks.count(targets.MISSED), marks.count(targets.UNKNOWN)
    print(f"targets missed: {missed}, not measured: {unknown}")
    return int(missed > 0)


def print_part(name: str, lines: Iterator[str]) -> str:
    """Print the lines of a part as they come; return their marks."""
    marks = ""
    try:
        for line in lines:
            print(line, flush=True)
            marks += line[0]
    except Exception as error:  # the other parts are measured all the same
        print(targets.failed(name, f"{type(error).__name__}: {error}"), flush=True)
        marks += targets.MISSED
    return marks


def _build(site: Path) -> Iterator[str]:
    """Yield the duration of a build, including the start of Python."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    built = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if built.returncode != 0:
        raise SystemExit(built.stdout + built.stderr)
    seconds = time.perf_counter() - started
    pages = len(list(site.rglob("*.html")))
    yield figure("build", f"{seconds:.1f} s", "6 s", f"{pages:,} pages", met=seconds < 6)


def _budgets(site: Path) -> Iterator[str]:
    yield from budgets.report(budgets.weigh(site))


def _check(_: Path) -> Iterator[str]:
    """Yield the duration of a check of today's content and of a large content."""
    yield _checked(PROJECT / "content", 2, 500, "today's content")
    with tempfile.TemporaryDirectory() as scratch:
        many = scaled_content(PROJECT / "content", MANY, Path(scratch) / "content")
        yield _checked(many, 30, 500, f"{MANY:,} practices")


def _checked(content: Path, most_seconds: int, most_memory: int, note: str) -> str:
    measured = scale.measure(PROJECT, HINTBOOK, "check", content)
    seconds, memory = measured.wall, measured.memory
    return figure(
        "check",
        f"{seconds:.1f} s {memory:.0f} MB",
        f"{most_seconds} s {most_memory} MB",
        note,
        met=seconds < most_seconds and memory < most_memory,
    )


def _click(site: Path) -> Iterator[str]:
    """Yield the time from a click on a filter to the next frame, in a list of many practices."""
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
    html = html.replace(
        'class="facets"', 'class="facets facets--many"'
    )  # as the template renders a long list
    first = ITEM.search(html)
    if first is None:
        raise ValueError("the list of practices has changed its form")
    many = page.with_name("many.html")
    many.write_text(html[: first.start()] + items + html[first.end() :], "utf-8")
    try:
        with serve(site) as address, sync_playwright() as play:
            browser = launch_browser(play)
            opened = browser.new_page()
            opened.goto(f"{address}practices/many.html")
            slowest: float = max(opened.evaluate(_CLICKS))
            browser.close()
    finally:
        many.unlink()
    note = f"{MANY:,} practices, slowest of 12"
    yield figure("click on a filter", f"{slowest:.0f} ms", "100 ms", note, met=slowest < 100)


_CLICKS = """async () => {
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


def _form(site: Path) -> Iterator[str]:
    """Yield the time that filling in the form takes."""
    seconds = form.measure(site)
    note = f"from empty to a valid file, {form.PER_KEY} ms a key"
    yield figure("form", f"{seconds:.0f} s", "180 s", note, met=seconds < 180)


# In the order of their duration.
PARTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "budgets": _budgets,
    "click": _click,
    "form": _form,
    "search": search.report,
    "hosting": hosting.report,
    "check": _check,
    "lighthouse": lighthouse_scores.report,
    "scale": scale.report,
}
