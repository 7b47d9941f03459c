"""Accessibility of a sample of pages, and the page on accessibility.

`make accessibility` checks every page.  These tests check a fixed sample of all kinds, that
the committed results are complete, and that the page reports them correctly.
"""

from __future__ import annotations

import ast
import json
import random
import re
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from bench.accessibility import (
    AXE,
    MODES,
    RESULTS,
    Mode,
    Outcomes,
    check,
    fingerprints,
    locate_test_file,
    whole_fingerprint,
)
from hintbook.library import open_library
from hintbook.render import Settings, render
from hintbook.render.pages import accessibility
from hintbook.render.pages.accessibility import JIS, OWN, TESTS, WCAG22, Results, Row, Verdict
from tests.support.keyboard import representatives
from tests.support.pages import COLOURS
from tests.support.site_build import ICONS, page_file, page_kind, page_paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# How many pages may be added or removed before the results must be renewed.
FEW, SHARE = 5, 0.03
RENEW = "run make accessibility"


EACH: dict[str, Any] = {"checked": "2026-11-21", "pages": 3}
OUTCOMES: dict[str, Any] = {"passed": {"color-contrast": 2}, "incomplete": {}, "violations": {}}
SINCE = "その後に加わった頁、変わった頁は、まだ確かめていません。"


def _sample(site: Path) -> list[str]:
    """Return a page of each kind, in a fixed shuffled order."""
    shuffled = random.Random(10).sample(page_paths(site), k=len(page_paths(site)))  # noqa: S311
    return [*{page_kind(path): path for path in reversed(shuffled)}.values()]


@pytest.mark.parametrize("part", range(len(MODES)), ids=[mode.name for mode in MODES])
def test_sampled_pages_are_accessible(visit: Callable[..., Page], site: Path, part: int) -> None:
    page = visit("404.html")
    address = page.url.removesuffix("404.html")
    modes: tuple[Mode, ...] = (MODES[part],)
    for path in _sample(site)[part :: len(MODES)]:
        checked = check(page, address, path, modes)
        found = [line for line in checked.findings if "] violations:" in line]
        assert found == [], path


LOW_CONTRAST = '<div style="color: #ddd; background: #fff">{}</div>'


@pytest.mark.parametrize(
    "content",
    [
        "読めない文",
        "A",
        "→",
        '<div style="height: 1.5em; overflow: auto"><p>一</p><p>二</p></div>',
        '<div style="height: 1.5em; overflow: hidden"><p>一<br>二<br>三</p></div>',
    ],
)
def test_faint_text_is_found_whatever_and_wherever_it_is(browser: Browser, content: str) -> None:
    page = browser.new_page()
    page.set_content(f'<div id="main">{LOW_CONTRAST.format(content)}</div>')
    page.evaluate(AXE_SCRIPT)
    outcomes = {rule: outcome for outcome, rule, *_ in page.evaluate(AXE, COLOURS)}
    page.close()
    assert outcomes["color-contrast"] == "violations"


def test_results_cover_every_kind_of_page_without_a_violation(site: Path) -> None:
    results = json.loads(RESULTS.read_text("utf-8"))["kinds"]
    now = fingerprints(site)
    assert set(now) - set(results) == set(), RENEW
    assert {name: each["violations"] for name, each in results.items() if each["violations"]} == {}
    assert all(each["pages"] for each in results.values())
    written = json.loads(RESULTS.read_text("utf-8"))
    assert {*OWN} <= {*written["rules"]}
    assert {*written["tests"]} == {test.place for test in TESTS.values()}
    assert all(each["passed"] and not each["failed"] for each in written["tests"].values())
    checked_pages, here = sum(each["pages"] for each in results.values()), len(page_paths(site))
    assert abs(here - checked_pages) <= max(FEW, here * SHARE), (
        f"{here} pages, {checked_pages} checked: {RENEW}"
    )
    changed = [name for name in now if now[name] != results[name]["fingerprint"]]
    if changed:
        warnings.warn(
            f'built otherwise since checked: make accessibility KINDS="{" ".join(changed)}"',
            stacklevel=1,
        )


def _page(content: Path, **settings: Any) -> str:
    pages, _ = render(open_library(content), Settings("見本", ICONS, **settings))
    return next(page.html for page in pages if page.path == "accessibility")


def test_page_tells_of_what_came_or_changed_since(content: Path, tmp_path: Path) -> None:
    shell = tmp_path / "overrides"
    shell.mkdir()
    (shell / "main.html").write_text("<main>")
    file = tmp_path / "results.json"
    settings = {"accessibility": file, "theme": shell, "hashed_names": {"a.css": "a.1.css"}}
    written: dict[str, Any] = {"axe": "4", "rules": {}, "kinds": {"a": EACH | OUTCOMES}}
    file.write_text(json.dumps(written))
    (made,) = re.findall('data-fingerprint="(.*?)"', _page(content, **settings))
    assert SINCE in _page(content, **settings)  # the results name no site
    file.write_text(json.dumps(written | {"site": made}))
    page = _page(content, **settings)
    assert SINCE not in page
    assert "2026年11月21日の検査では、3頁を、" in page
    assert SINCE in _page(content, **settings | {"hashed_names": {"a.css": "a.2.css"}})
    (shell / "main.html").write_text("<main lang>")
    assert SINCE in _page(content, **settings)
    (shell / "main.html").write_text("<main>")
    terms = content / "terms.yml"
    new = "- id: term-new\n  term: 新語\n  reading: しんご\n  definition: 新しい言葉。\n"
    terms.write_text(terms.read_text("utf-8") + new, "utf-8")
    assert SINCE in _page(content, **settings)


def test_fingerprint_of_the_site_is_on_its_page(site: Path) -> None:
    assert re.fullmatch("[0-9a-f]{16}", whole_fingerprint(site))


def test_readers_are_led_to_where_they_can_write(content: Path) -> None:
    mail, issues = 'href="mailto:a@example.org"', 'href="https://example.org/book/issues"'
    both = _page(content, contact="a@example.org", repository="https://example.org/book")
    assert re.search(f"{mail}>.*</a>か、<a {issues}>.*</a>で、お知らせください", both)
    only = _page(content, contact="a@example.org")
    assert mail in only
    assert "/issues" not in only
    neither = _page(content)
    assert "公開しているところへお知らせください" in neither
    assert "mailto:" not in neither


def test_criteria_are_those_of_the_standard() -> None:
    levels = [criterion.level for criterion in JIS]
    assert (levels.count("A"), levels.count("AA")) == (25, 13)
    for table in (JIS, WCAG22):
        numbers = [[int(part) for part in criterion.number.split(".")] for criterion in table]
        assert numbers == sorted(numbers)
    known = {each.number for each in JIS + WCAG22}
    assert len(known) == 56


def test_every_criterion_is_tested_or_left_to_a_person() -> None:
    for criterion in JIS + WCAG22:
        assert criterion.tests or criterion.person, criterion.number
        assert criterion.tests or not criterion.absent, criterion.number
    assert {name for criterion in JIS + WCAG22 for name in criterion.tests} == set(TESTS)


def test_named_tests_exist() -> None:
    for test in TESTS.values():
        file, _, name = test.place.partition("::")
        tree = ast.parse(locate_test_file(file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    return {path: page_file(site, path).read_text("utf-8") for path in page_paths(site)}


def _found(pages: dict[str, str], pattern: str) -> set[str]:
    """Return what a pattern finds in pages, each with the kind of its page."""
    return {
        f"{page_kind(path)}: {found.group()}"
        for path, html in pages.items()
        for found in re.finditer(pattern, html)
    }


# What the page on accessibility says is absent from the site


def test_nothing_sounds_or_moves(
    pages: dict[str, str], visit: Callable[..., Page], site: Path, address: str
) -> None:
    assert (
        _found(pages, "<(audio|video|track|iframe|embed|object|canvas|marquee|blink)\\b") == set()
    )
    assert _found(pages, 'http-equiv="refresh" content="(?!0;)') == set()
    page = visit("")
    for path in representatives(site).values():
        page.goto(address + path)
        assert page.evaluate("document.getAnimations().length") == 0, path


def test_no_text_is_a_picture(pages: dict[str, str], site: Path) -> None:
    assert _found(pages, r'<(picture|image)\b|<img (?![^>]*src="[^"]*qr\.svg")') == set()
    styles = [file.read_text("utf-8") for file in (site / "assets/css").glob("*.css")]
    assert styles
    assert not any("url(" in style for style in styles)


def test_no_form_is_sent(pages: dict[str, str]) -> None:
    assert (
        _found(pages, r'<form\b(?![^>]*action="[./]*(?:search/)?" method="get")[^>]*action=')
        == set()
    )
    assert _found(pages, '<form[^>]*method="(?!get)') == set()
    assert _found(pages, 'type="(password|email|tel)"|autocomplete="(?!off)') == set()


def test_nothing_asks_for_gestures(site: Path) -> None:
    scripts = [file.read_text("utf-8") for file in (site / "assets/js").rglob("*.js")]
    assert scripts
    asks = re.compile("touch(start|move)|gesture(start|change)|device(motion|orientation)")
    assert not any(asks.search(script) for script in scripts)


# How the page reports results


def _results(tmp_path: Path, **changes: Any) -> Results:
    """Return results in which everything has passed, with some changes."""
    written = {
        "axe": "4",
        "browser": "Chromium 1",
        "rules": {"bypass": ["2.4.1"], "color-contrast": ["1.4.3"], "keyboard": ["2.1.2"]},
        "kinds": {"a": EACH | OUTCOMES | {"passed": {"keyboard": EACH["pages"]}}},
        "tests": {
            test.place: {"checked": "2026-11-22", "passed": 2, "failed": 0}
            for test in TESTS.values()
        },
    }
    file = tmp_path / "results.json"
    file.write_text(json.dumps(written | changes))
    return accessibility.read(file)


def _row(number: str, results: Results) -> Row:
    return accessibility.row(next(one for one in JIS if one.number == number), results)


def _test_outcome(name: str, **outcome: int) -> dict[str, Any]:
    return {TESTS[name].place: {"checked": "2026-11-22"} | outcome}


def test_what_passed_is_met_or_left_to_a_person(tmp_path: Path) -> None:
    results = _results(tmp_path)
    assert (results.pages, results.first, results.last) == (3, "2026年11月21日", "2026年11月22日")
    for criterion in JIS + WCAG22:
        row = accessibility.row(criterion, results)
        assert row.verdict == (Verdict.OPEN if criterion.person else Verdict.MET), criterion.number
    met = _row("2.4.1", results)
    assert (met.reason, met.means) == (
        "自動の検査では違反なし",
        ("axe の規則 1つ", "本文へ移るリンク"),
    )
    assert "すべての頁を端から端までキーボードで" in _row("2.1.2", results).means
    assert _row("1.2.1", results).reason == "音声や映像を使っていません"


def test_violations_and_failed_tests_break_a_criterion(tmp_path: Path) -> None:
    found = {"violations": {"color-contrast": 1, "keyboard": 2}, "passed": {"keyboard": 4}}
    kinds = {"a": EACH | OUTCOMES | found, "b": EACH | OUTCOMES | {"checked": "2026-11-01"}}
    broken = _results(tmp_path, kinds=kinds)
    assert (broken.pages, broken.first) == (6, "2026年11月1日")
    contrast = _row("1.4.3", broken)
    assert (contrast.verdict, contrast.reason) == (Verdict.BROKEN, "違反のある頁: のべ1頁")
    assert _row("2.1.2", broken).reason == "違反のある頁: のべ2頁"
    failed = _results(tmp_path, tests=_test_outcome("skip", passed=1, failed=1))
    skip = _row("2.4.1", failed)
    assert (skip.verdict, skip.reason) == (Verdict.BROKEN, "失敗した試験: 本文へ移るリンク")
    failed = _results(tmp_path, tests=_test_outcome("media", passed=0, failed=1))
    sounding = _row("1.2.1", failed)
    assert (sounding.verdict, sounding.reason) == (
        Verdict.BROKEN,
        "失敗した試験: 音声・映像・動きの有無",
    )


def test_what_is_not_known_is_open(tmp_path: Path) -> None:
    kinds = {"a": EACH | OUTCOMES | {"incomplete": {"bypass": 2}}}
    unsure = _row("2.4.1", _results(tmp_path, kinds=kinds))
    assert (unsure.verdict, unsure.reason) == (
        Verdict.OPEN,
        "機械で判断できない箇所のある頁: のべ2頁",
    )
    walked = _row("2.1.2", _results(tmp_path, kinds={"a": EACH | OUTCOMES}))
    assert walked.verdict == Verdict.OPEN
    assert walked.reason == "まだ一部の頁だけ: すべての頁を端から端までキーボードで"
    for results in (_results(tmp_path, tests={}), accessibility.read(None)):
        unrun = _row("2.4.1", results)
        assert unrun.verdict == Verdict.OPEN
        assert unrun.reason == "結果がまだない試験: 本文へ移るリンク"
        assert _row("1.2.1", results).verdict == Verdict.OPEN
    by_hand = _row("1.3.3", accessibility.read(None))
    assert (by_hand.verdict, by_hand.reason) == (Verdict.OPEN, "自動では確かめられない")


def test_page_counts_verdicts_and_names_what_failed(content: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    _results(tmp_path)
    sound = _page(content, accessibility=file)
    assert "axe 4、Chromium 1" in sound
    assert "失敗した試験はありません" in sound
    assert "不適合 0、" in sound
    assert "2026年11月21日から2026年11月22日まで" in sound
    _results(tmp_path, tests=_test_outcome("skip", passed=1, failed=1))
    broken = _page(content, accessibility=file)
    assert "失敗した試験があります: 本文へ移るリンク" in broken
    assert "不適合 1、" in broken
    assert broken.count("<strong>不適合</strong>") == 1


def test_outcomes_of_tests_are_counted_by_place() -> None:
    outcomes = Outcomes()
    reports: list[tuple[str, Any, Any]] = [
        ("test_a[1]", "setup", "passed"),
        ("test_a[1]", "call", "passed"),
        ("test_a[2]", "call", "rerun"),
        ("test_a[2]", "call", "failed"),
        ("test_b", "setup", "failed"),
        ("test_c", "setup", "skipped"),
    ]
    for name, when, outcome in reports:
        outcomes.pytest_runtest_logreport(
            pytest.TestReport(
                f"tests/browser/x.py::{name}", ("x.py", 1, name), {}, outcome, None, when
            )
        )
    assert outcomes.counts == {
        "x.py::test_a": {"passed": 1, "failed": 1},
        "x.py::test_b": {"failed": 1},
    }
