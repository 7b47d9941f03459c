"""Check every page of the built site with axe and by keyboard: `make accessibility`.

Also runs the tests that the page on accessibility names, and writes all results to
docs/accessibility.json, from which that page is rendered.  Pages without a violation are
cached in .cache/ until the page, its styles, its scripts or the browser change, so an
interrupted run continues where it stopped.

    KINDS="search scenes/*"   only pages of these kinds; the others keep their results
    KINDS=tests               only the tests
    WORKERS=2                 how many browsers
    SITE=site                 a site that has been built before
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, sync_playwright

from hintbook.render.pages.accessibility import KEYBOARD, REFLOW, TESTS
from tests.support.keyboard import CRITERIA, WATCH, walk
from tests.support.pages import (
    COLOURS,
    CONTRAST,
    EVERYTHING,
    OPEN_DETAILS,
    TEMPLATES,
    WIDTH,
    launch_browser,
)
from tests.support.site_build import (
    PROJECT,
    build,
    fetched_files,
    page_file,
    page_kind,
    page_paths,
    serve,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RESULTS = PROJECT / "docs/accessibility.json"
CACHE = PROJECT / ".cache/accessibility.jsonl"
WORKERS = os.environ.get("WORKERS", "2")
CHUNK = 40
OUTCOMES = ("passed", "incomplete", "violations")
NO_PAGES = "tests"  # stands where a kind of page is expected

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
# Returns [outcome, rule, tags, targets] for every rule that applies: axe's full result is megabytes.
# axe cannot check text that an element with hidden overflow clips.  Where there is such an element,
# the contrast is checked a second time with the overflow made visible.
AXE = """async (options) => {
  const CONTRAST = "color-contrast";
  const found = await axe.run(options);
  const cutting = [...document.querySelectorAll("#main *")].filter((element) =>
    element.clientHeight > 1 && getComputedStyle(element).overflow !== "visible"
    && (element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth));
  if (cutting.length) {
    const changed = [document.body, ...cutting];
    const styles = changed.map((element) => element.style.cssText);
    for (const { style } of cutting) {
      style.cssText += "overflow: visible; height: auto; max-height: none; position: static";
    }
    document.body.style.minWidth = `${document.documentElement.scrollWidth}px`;
    const again = await axe.run({ ...options, runOnly: { type: "rule", values: [CONTRAST] } });
    changed.forEach((element, index) => { element.style.cssText = styles[index]; });
    found.incomplete = found.incomplete.filter((rule) => rule.id !== CONTRAST);
    for (const key of ["passes", "violations", "incomplete"]) found[key].push(...again[key]);
  }
  const outcomes = { passes: "passed", incomplete: "incomplete", violations: "violations" };
  return Object.entries(outcomes).flatMap(([key, outcome]) => found[key].map((rule) => [
    outcome, rule.id, rule.tags, key === "passes" ? [] : rule.nodes.map((node) => node.target.join(" ")),
  ]));
}"""
ELEMENT = re.compile(r"<([a-z][\w-]*)([^<>]*)>")
MARK = re.compile(r'\b(class|role|aria-[a-z]+)(?:="([^"]*)")?')


@dataclass(frozen=True)
class Checked:
    """The result for one page: the worst outcome of every rule over all modes, with the findings.

    `criteria` maps each rule to its success criteria, such as 1.4.3; `findings` are
    lines to print.
    """

    path: str
    outcomes: dict[str, str]
    criteria: dict[str, list[str]]
    findings: list[str]
    axe: str


def check(
    page: Page, address: str, path: str, modes: Iterable[Mode] = MODES, *, keyboard: bool = False
) -> Checked:
    """Check one page with axe in the given modes, all details open, and optionally by keyboard."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + path, wait_until="domcontentloaded")
    if "?q=" in path:
        page.wait_for_selector("#search-results[data-state=done]", state="attached")
    page.evaluate(OPEN_DETAILS)
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
    version = page.evaluate("axe.version")
    if keyboard:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        criteria[KEYBOARD] = list(CRITERIA)
        faults = walk(page)
        note(KEYBOARD, "violations" if faults else "passed")
        findings += [f"{path} [{KEYBOARD}] violations: {each}" for each in faults]
    return Checked(path, outcomes, criteria, findings, version)


def paths_with_query() -> list[str]:
    """Return the paths with a query, such as a page of search results."""
    return [path for path in TEMPLATES.values() if "?" in path]


def fingerprints(site: Path) -> dict[str, str]:
    """Return a hash by kind of page over its elements with their class, role and ARIA attributes."""
    shapes: dict[str, set[str]] = {}
    for path in page_paths(site):
        shapes.setdefault(page_kind(path), set()).update(
            _element_marks(page_file(site, path).read_text("utf-8"))
        )
    return {
        name: hashlib.sha256("\n".join(sorted(shape)).encode()).hexdigest()[:16]
        for name, shape in shapes.items()
    }


def whole_fingerprint(site: Path) -> str:
    """Return the fingerprint of the whole site that the page on accessibility holds."""
    page = page_file(site, "accessibility/").read_text("utf-8")
    (found,) = re.findall('data-fingerprint="([0-9a-f]+)"', page)
    return str(found)


def _element_marks(html: str) -> Iterator[str]:
    for tag, attributes in set(ELEMENT.findall(html)):
        marks = dict(MARK.findall(attributes))
        yield " ".join([tag, marks.get("class", ""), marks.get("role", ""), *sorted(marks)])


class Outcomes:
    """A pytest plug-in that counts the outcomes of each test by its place, `file::function`."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test after it has run, or when its set-up failed."""
        if report.outcome in {"passed", "failed"} and (report.when == "call" or report.failed):
            place = report.nodeid.partition("[")[0].rpartition("/")[2]
            self.counts.setdefault(place, Counter())[report.outcome] += 1


def locate_test_file(name: str) -> Path:
    """Return the test file with this name, in whichever folder it lies."""
    (found,) = (PROJECT / "tests").rglob(name)
    return found


def run_tests() -> dict[str, dict[str, Any]]:
    """Run each test that the page names; return the date and the counts of outcomes by place."""
    places = list(dict.fromkeys(test.place for test in TESTS.values()))
    outcomes = Outcomes()
    files = [
        f"{locate_test_file(file)}::{name}" for file, _, name in (p.partition("::") for p in places)
    ]
    pytest.main(["-n", WORKERS, "--dist", "loadgroup", *files], plugins=[outcomes])
    return {
        place: {"checked": _today()}
        | {
            outcome: outcomes.counts.get(place, Counter())[outcome]
            for outcome in ("passed", "failed")
        }
        for place in places
    }


def main() -> int:
    """Check all pages of the wanted kinds and write the results; return 1 if there is a violation."""
    wanted = os.environ.get("KINDS", "").split()
    with sync_playwright() as play:
        browser = launch_browser(play)
        version = browser.version
        browser.close()
    tests = run_tests() if not wanted or NO_PAGES in wanted else None
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(named) if (named := os.environ.get("SITE")) else build(Path(scratch))
        todo = [
            path
            for path in [*page_paths(site), *paths_with_query()]
            if not wanted or page_kind(path) in wanted
        ]
        checked = list(_check_all(site, todo, version))
        prints, whole = fingerprints(site), whole_fingerprint(site)
    for one in checked:
        for finding in one.findings:
            if "] violations:" in finding:
                print(finding)
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {"kinds": {}}
    results = _merged(results, checked, prints, keep=bool(wanted))
    results["browser"] = f"Chromium {version}"
    if tests is not None:
        results["tests"] = tests
    if not wanted:
        results["site"] = whole
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(checked)} pages checked now")
    return 1 if _print_summary(results) else 0


def _print_summary(results: dict[str, Any]) -> int:
    """Print a summary of the results; return the number of violations and failed tests."""
    kinds, tests = results["kinds"].values(), results.get("tests", {})
    found = sum(sum(each["violations"].values()) for each in kinds)
    failed = [place for place, each in tests.items() if each["failed"] or not each["passed"]]
    print(f"in the results: {sum(each['pages'] for each in kinds)} pages, {found} violations,")
    print(f"{len(tests)} tests, failed: {' '.join(failed) or 'none'}")
    return found + len(failed)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _merged(
    results: dict[str, Any], checked: list[Checked], prints: dict[str, str], *, keep: bool
) -> dict[str, Any]:
    """Return the results with the kinds checked now replaced, the others kept if `keep`."""
    by_kind: dict[str, list[Checked]] = {}
    for one in checked:
        by_kind.setdefault(page_kind(one.path), []).append(one)
    kinds = dict(results["kinds"]) if keep else {}
    kinds.update(
        (name, _summary(ones) | {"fingerprint": prints[name]}) for name, ones in by_kind.items()
    )
    rules = dict(results.get("rules", {})) if keep else {}
    rules.update(rule for one in checked for rule in one.criteria.items())
    return results | {
        "axe": checked[0].axe if checked else results.get("axe", ""),
        "modes": [mode.name for mode in MODES],
        "rules": dict(sorted(rules.items())),
        "kinds": dict(sorted(kinds.items())),
    }


def _summary(checked: Sequence[Checked]) -> dict[str, Any]:
    """Return the number of pages of a kind by outcome and rule."""
    counts = {
        outcome: dict(
            sorted(
                Counter(
                    rule for one in checked for rule, got in one.outcomes.items() if got == outcome
                ).items()
            )
        )
        for outcome in OUTCOMES
    }
    pages = len({one.path.partition("?")[0] for one in checked})
    return {"checked": _today(), "pages": pages} | counts


def _criteria(tags: Iterable[str]) -> list[str]:
    """Return the success criteria in axe's tags: wcag1410 is 1.4.10."""
    found = (re.fullmatch(r"wcag(\d)(\d)(\d+)", tag) for tag in tags)
    return sorted(".".join(match.groups()) for match in found if match)


def _check_all(site: Path, todo: Sequence[str], browser: str) -> Iterator[Checked]:
    """Yield the results of all pages, checked in parallel unless cached; print the progress."""
    keys = {path: _cache_key(site, path, browser) for path in todo}
    known = _cached_results()
    left = [path for path in todo if keys[path] not in known]
    yield from (known[keys[path]] for path in todo if keys[path] in known)
    CACHE.parent.mkdir(exist_ok=True)
    started = time.monotonic()
    done = 0
    with (
        serve(site) as address,
        ProcessPoolExecutor(int(WORKERS)) as pool,
        CACHE.open("a", encoding="utf-8") as cache,
    ):
        chunks = [left[start : start + CHUNK] for start in range(0, len(left), CHUNK)]
        for future in as_completed(pool.submit(_check_some, address, chunk) for chunk in chunks):
            for one in future.result():
                done += 1
                if "violations" not in one.outcomes.values():
                    cache.write(
                        json.dumps([keys[one.path], asdict(one)], ensure_ascii=False) + "\n"
                    )
                yield one
            cache.flush()
            spent = time.monotonic() - started
            print(f"{done}/{len(left)} pages, {spent:.0f} s", file=sys.stderr, flush=True)


def _check_some(address: str, todo: Sequence[str]) -> list[Checked]:
    """Check some pages in one browser, one after the other."""
    with sync_playwright() as play:
        browser = launch_browser(play)
        page = browser.new_page()
        checked = [check(page, address, path, keyboard=True) for path in todo]
        browser.close()
    return checked


def _cache_key(site: Path, path: str, browser: str) -> str:
    """Return a hash of everything the result of a page depends on."""
    page = page_file(site, path)
    parts = [page, *fetched_files(site, page)]
    how = f"{path}{MODES}{AXE}{WATCH}{browser}{hashlib.sha256(AXE_SCRIPT.encode()).hexdigest()}"
    seen = b"".join(part.read_bytes() for part in parts) + how.encode()
    return hashlib.sha256(seen).hexdigest()


def _cached_results() -> dict[str, Checked]:
    if not CACHE.exists():
        return {}
    rows = (json.loads(line) for line in CACHE.read_text("utf-8").splitlines())
    return {key: Checked(**one) for key, one in rows}


if __name__ == "__main__":
    sys.exit(main())
