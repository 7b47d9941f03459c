"""Check every page of the built site with axe and by keyboard: `make accessibility`.

Writes the number of pages by rule, outcome and kind of page to docs/accessibility.json, from
which the page on accessibility is rendered.  Prints what it found; the exit status is 1 if
there is a violation.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, sync_playwright

from hintbook.model.base.fields import today
from hintbook.render.pages.accessibility import Results, Rule
from tests.support.keyboard import CRITERIA, walk
from tests.support.pages import (
    COLOURS,
    CONTRAST,
    EVERYTHING,
    OPEN_DETAILS,
    SETTLED,
    WIDTH,
    launch_browser,
)
from tests.support.site_build import PROJECT, build, page_kind, page_paths, serve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RESULTS = PROJECT / "docs/accessibility.json"
WORKERS = 2
CHUNK = 40
# With results, and with a word that only resembles words of the content.
SEARCHES = ("search/?q=本人に会えない", "search/?q=連系")
OUTCOMES = ("passed", "incomplete", "violations")  # from best to worst
# What is checked beside axe's rules, named as rules in the results.
KEYBOARD, REFLOW = "keyboard", "reflow"

# axe's options: the rules whose result depends on the colour scheme.
COLOUR_RULES = {
    "runOnly": {
        "type": "rule",
        "values": [
            "color-contrast",
            "link-in-text-block",
            "scrollable-region-focusable",
            "target-size",
        ],
    },
    "resultTypes": ["violations"],
    "checks": CONTRAST,
}


@dataclass(frozen=True)
class Mode:
    """A way to display a page for checking; `width` is in CSS pixels, `options` are axe's."""

    name: str
    width: int
    scheme: Literal["light", "dark"]
    media: Literal["screen", "print"]
    options: dict[str, Any]


# All rules are checked wide and narrow (the menu folds), those on colours also in the dark scheme
# and in print.  Print is checked with the dark scheme: colours that print does not reset show up.
MODES = (
    Mode("light", 1280, "light", "screen", EVERYTHING),
    Mode("dark", 1280, "dark", "screen", COLOUR_RULES),
    Mode("narrow", 320, "light", "screen", EVERYTHING),
    Mode("print", 680, "dark", "print", COLOURS),
)
# JavaScript: options → [outcome, rule, tags, targets] of every rule that applies.
AXE = Path(__file__).with_name("axe.js").read_text("utf-8")


@dataclass(frozen=True)
class Checked:
    """The result for one page: the worst outcome of every rule over all modes.

    criteria: the success criteria of each rule, such as 1.4.3
    findings: lines to print
    axe, browser: their versions
    """

    path: str
    outcomes: dict[str, str]
    criteria: dict[str, list[str]]
    findings: list[str]
    axe: str
    browser: str


def check(
    page: Page, address: str, path: str, modes: Iterable[Mode] = MODES, *, keyboard: bool = False
) -> Checked:
    """Check one page with axe in the given modes, all details open, and optionally by keyboard."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + path, wait_until="domcontentloaded")
    page.wait_for_selector(SETTLED, state="attached")
    page.evaluate(OPEN_DETAILS)
    page.wait_for_selector(SETTLED, state="attached")
    page.evaluate(AXE_SCRIPT)
    outcomes: dict[str, str] = {}
    criteria: dict[str, list[str]] = {}
    findings: list[str] = []

    def note(rule: str, outcome: str) -> None:
        outcomes[rule] = max(outcomes.get(rule, "passed"), outcome, key=OUTCOMES.index)

    for mode in modes:
        page.set_viewport_size({"width": mode.width, "height": 800})
        page.emulate_media(media=mode.media, color_scheme=mode.scheme, reduced_motion="reduce")
        options = mode.options | {"resultTypes": ["violations", "incomplete"]}
        for outcome, rule, tags, targets in page.evaluate(AXE, options):
            note(rule, outcome)
            criteria[rule] = _criteria(tags)
            findings += [f"{path} [{mode.name}] {outcome}: {rule} {each}" for each in targets]
        if mode.name == "narrow":
            criteria[REFLOW] = ["1.4.10"]
            wide = page.evaluate(WIDTH)
            note(REFLOW, "passed" if wide <= mode.width else "violations")
            if wide > mode.width:
                findings.append(f"{path} [{mode.name}] violations: {wide} pixels wide")
    version: str = page.evaluate("axe.version")
    if keyboard:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        criteria[KEYBOARD] = list(CRITERIA)
        faults = walk(page)
        note(KEYBOARD, "violations" if faults else "passed")
        findings += [f"{path} [{KEYBOARD}] violations: {each}" for each in faults]
    browser = page.context.browser
    return Checked(path, outcomes, criteria, findings, version, browser.version if browser else "")


def _criteria(tags: Iterable[str]) -> list[str]:
    """Return the success criteria in axe's tags: wcag1410 is 1.4.10."""
    found = (re.fullmatch(r"wcag(\d)(\d)(\d+)", tag) for tag in tags)
    return sorted(".".join(match.groups()) for match in found if match)


def paths_to_check(site: Path) -> list[str]:
    """Return the paths of all pages, and of some with a query, such as a page of search results."""
    pages = page_paths(site)
    numbers = re.findall(r"^municipalities/(\d+)/$", "\n".join(pages), re.MULTILINE)
    return [*pages, f"municipalities/compare/?ids={','.join(numbers[:2])}", *SEARCHES]


def summary(checked: Sequence[Checked]) -> Results:
    """Return the number of pages by rule, outcome and kind of page."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for one in checked:
        for rule, outcome in one.outcomes.items():
            counts.setdefault((rule, outcome), Counter())[page_kind(one.path)] += 1
    criteria = {rule: own for one in checked for rule, own in one.criteria.items()}
    return Results(
        checked=today(),
        axe=checked[0].axe,
        browser=f"Chromium {checked[0].browser}",
        modes=tuple(mode.name for mode in MODES),
        pages=_sorted(Counter(page_kind(one.path) for one in checked if "?" not in one.path)),
        rules={
            rule: Rule.model_validate(
                {"criteria": criteria[rule]}
                | {outcome: _sorted(counts.get((rule, outcome), {})) for outcome in OUTCOMES}
            )
            for rule in sorted(criteria)
        },
    )


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def written(results: Results) -> str:
    """Return the results as JSON with a line for each rule."""
    head = results.model_dump(mode="json")
    rules = head.pop("rules")
    lines = [json.dumps({name: rule}, ensure_ascii=False)[1:-1] for name, rule in rules.items()]
    body = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{body},\n "rules": {{\n  ' + ",\n  ".join(lines) + "\n }\n}\n"


def main() -> int:
    """Check all pages and write the results; return 1 if there is a violation."""
    with tempfile.TemporaryDirectory() as scratch:
        site = build(Path(scratch))
        checked = sorted(_check_all(site, paths_to_check(site)), key=lambda one: one.path)
    for one in checked:
        print(*one.findings, sep="\n", end="\n" if one.findings else "")
    results = summary(checked)
    RESULTS.write_text(written(results), "utf-8")
    print(f"{sum(results.pages.values())} pages, {sum(results.violations.values())} violations")
    return 1 if results.violations else 0


def _check_all(site: Path, paths: Sequence[str]) -> Iterator[Checked]:
    """Yield the results of all pages, checked in parallel; print the progress."""
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    started, done = time.monotonic(), 0
    with serve(site) as address, ProcessPoolExecutor(WORKERS) as pool:
        for future in as_completed(pool.submit(_check_some, address, chunk) for chunk in chunks):
            done += len(future.result())
            yield from future.result()
            spent = time.monotonic() - started
            print(f"{done}/{len(paths)} pages, {spent:.0f} s", file=sys.stderr, flush=True)


def _check_some(address: str, paths: Sequence[str]) -> list[Checked]:
    """Check some pages in one browser, one after the other."""
    with sync_playwright() as play:
        browser = launch_browser(play)
        page = browser.new_page()
        checked = [check(page, address, path, keyboard=True) for path in paths]
        browser.close()
    return checked


if __name__ == "__main__":
    sys.exit(main())
