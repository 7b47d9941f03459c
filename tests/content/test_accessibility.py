"""The checks of `make accessibility`, its results, and the page that claims what they hold.

`make accessibility` checks every page of the site, `test_browser.py` a small one of each kind.
These tests check that the checks find what is wrong, that the committed results are complete and
without a violation, and that the page on accessibility claims no more than they hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from pydantic import ValidationError

from bench.accessibility import (
    AXE,
    KEYBOARD,
    REFLOW,
    RESULTS,
    check,
    summary,
    written,
)
from hintbook.library import open_library
from hintbook.render import Settings, render
from hintbook.render.pages.accessibility import (
    CRITERIA,
    Criteria,
    Criterion,
    Results,
    Rule,
    Verdict,
    assessed,
    criteria,
    read_results,
)
from tests.support.page_traits import representatives
from tests.support.pages import COLOURS
from tests.support.site_build import ICONS, PROJECT, page_file, page_kind, page_paths, serve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DOCS = PROJECT / "docs"
SCRIPTS = DOCS / "assets/js"
# WCAG 2.0 numbers the criteria of level A and AA in each guideline from 1; how many there are.
GUIDELINES = {
    "1.1": 1, "1.2": 5, "1.3": 3, "1.4": 5, "2.1": 2, "2.2": 2, "2.3": 1, "2.4": 7,
    "3.1": 2, "3.2": 4, "3.3": 4, "4.1": 2,
}  # fmt: skip
ADDED = (
    "1.3.4 1.3.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.4 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8"
    " 3.2.6 3.3.7 3.3.8 4.1.3"
)
AXE_MEANS, KEYBOARD_MEANS, REFLOW_MEANS = (
    "axe の規則",
    "すべてのページを端から端までキーボードで",
    "すべてのページの幅の測定",
)


# What stands on a page without a language, by the rule whose violation must be found.
PLANTED = {
    "color-contrast": '<p style="color: #ddd; background: #fff">読めない文</p>',
    "button-name": "<button></button>",
    "image-alt": '<img src="data:,">',
    "label": "<input>",
    "html-has-lang": "",
    REFLOW: '<p style="width: 400px">はみ出す文</p>',
    KEYBOARD: '<a href="#" onkeydown="event.preventDefault()">抜け出せない</a>',
}


def test_planted_violations_are_found_and_counted(browser: Browser, tmp_path: Path) -> None:
    planted = "".join(PLANTED.values())
    html = f"<!doctype html><html><title>見本</title><main id=main>{planted}</main>"
    (tmp_path / "index.html").write_text(html, "utf-8")
    page = browser.new_page()
    with serve(tmp_path) as address:
        checked = check(page, address, "", keyboard=True)
    page.close()
    assert {rule: checked.outcomes[rule] for rule in PLANTED} == dict.fromkeys(
        PLANTED, "violations"
    )
    results = summary([checked])
    for rule in PLANTED:
        assert results.violations[rule] == 1
        assert results.rules[rule].violations == {"home": 1}
    assert Results.model_validate_json(written(results)) == results


LOW_CONTRAST = '<div style="color: #ddd; background: #fff">{}</div>'
FAINT = (
    "読めない文",
    "A",
    "→",
    '<div style="height: 1.5em; overflow: auto"><p>一</p><p>二</p></div>',
    '<div style="height: 1.5em; overflow: hidden"><p>一<br>二<br>三</p></div>',
    '<details class="menu"><summary></summary><div>一</div></details>',
)
CHART = (
    '<p>文</p><svg data-chart="" width="400" height="60">'
    '<rect width="400" height="60" fill="{}"/><text x="9" y="30" fill="{}">一</text></svg>'
)


def _contrast(page: Page, content: str) -> str:
    page.set_content(f'<div id="main" style="background: #fff">{content}</div>')
    page.evaluate(AXE_SCRIPT)
    outcomes: dict[str, str] = {rule: found for found, rule, *_ in page.evaluate(AXE, COLOURS)}
    return outcomes["color-contrast"]


def test_faint_text_is_found_whatever_and_wherever_it_is(browser: Browser) -> None:
    page = browser.new_page()
    found = {text: _contrast(page, LOW_CONTRAST.format(text)) for text in FAINT}
    assert found == dict.fromkeys(FAINT, "violations")
    # Text of a chart is judged against what it stands on.
    for bar, text, outcome in (
        ("#1f6553", "#fff", "passed"),
        ("#1f6553", "#777", "violations"),
        ("none", "#777", "violations"),
        ("none", "#000", "passed"),
    ):
        assert _contrast(page, CHART.format(bar, text)) == outcome, (bar, text)
    page.close()


def test_text_under_an_open_menu_is_judged(browser: Browser) -> None:
    page = browser.new_page()
    menu = (
        '<details class="menu" name="menu" open><summary>札</summary>'
        '<div style="position: absolute; background: #fff">一</div></details>'
    )
    page.set_content(f'<div id="main" style="background: #fff">{menu}<p>下の文</p></div>')
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE, COLOURS)
    still_open = page.evaluate("document.querySelector('details.menu[name]').open")
    page.close()
    assert {outcome for outcome, *_ in found} == {"passed"}
    assert still_open


def test_results_cover_every_kind_of_page_without_a_violation(site: Path) -> None:
    results = _results()
    # Hand-written pages have nothing but text, in the frame of all pages.
    written = {file.relative_to(DOCS).with_suffix("").as_posix() for file in DOCS.rglob("*.md")}
    paths = [path for path in page_paths(site) if path.strip("/") not in written]
    assert {page_kind(path) for path in paths} - {*results.pages} == set(), "run make accessibility"
    assert results.violations == {}
    for rule in (KEYBOARD, REFLOW):
        passed = results.rules[rule].passed
        assert {kind for kind, pages in results.pages.items() if passed[kind] < pages} == set()


def test_every_kind_of_page_and_every_script_is_walked_through(
    site: Path, small_site: Path
) -> None:
    walked = representatives(small_site)
    missing = {alike: path for alike, path in representatives(site).items() if alike not in walked}
    assert missing == {}, "give tests/fixtures/content_every such a page"
    scripts = {
        file.relative_to(SCRIPTS).with_suffix("").as_posix() for file in SCRIPTS.rglob("*.js")
    }
    assert scripts == {script for alike in walked for script in alike.scripts}


def test_there_is_every_criterion_of_the_standard_once() -> None:
    expected = [f"{own}.{n}" for own, count in GUIDELINES.items() for n in range(1, count + 1)]
    assert [criterion.number for criterion in criteria().jis] == expected
    assert [criterion.level for criterion in criteria().jis].count("AA") == 13
    assert [criterion.number for criterion in criteria().wcag22] == ADDED.split()


def test_no_criterion_names_a_check_that_has_no_results() -> None:
    rules = _results().rules
    for criterion in criteria().jis + criteria().wcag22:
        bearing = {name for name, rule in rules.items() if criterion.number in rule.criteria}
        assert (AXE_MEANS in criterion.means) <= bool(bearing - {KEYBOARD, REFLOW}), criterion
        assert (KEYBOARD_MEANS in criterion.means) <= (KEYBOARD in bearing), criterion
        assert (REFLOW_MEANS in criterion.means) <= (REFLOW in bearing), criterion


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "ほぼ適合"},
        {"verdict": "不適合"},
        {"means": []},
        {"person": "見る。"},
        {"verdict": "人の確認が必要"},
        {"number": "5.1.1"},
        {"level": "AAA"},
        {"reasons": "見た。"},
    ],
)
def test_a_verdict_without_grounds_is_refused(change: dict[str, Any]) -> None:
    data = yaml.safe_load(CRITERIA.read_text("utf-8"))
    met = next(own for own in data["jis"] if own["number"] == "2.1.2")
    assert met["verdict"] == "適合"
    Criteria.model_validate(data)
    met |= change
    with pytest.raises(ValidationError):
        Criteria.model_validate(data)


def _results(**rules: Rule) -> Results:
    """Return the committed results, with some rules replaced."""
    results = read_results(RESULTS)
    assert results
    return results.model_copy(update={"rules": results.rules | rules})


def _criterion(number: str) -> Criterion:
    return next(own for own in criteria().jis if own.number == number)


def test_verdicts_are_no_better_than_the_results() -> None:
    criterion = _criterion("2.1.2")
    met = assessed(criterion, _results())
    assert (met.verdict, met.reason) == (Verdict.MET, "自動の検査では違反なし")
    wrong = Rule(criteria=("2.1.2",), violations={"home": 1, "id/*": 2}, incomplete={"home": 1})
    broken = assessed(criterion, _results(keyboard=wrong))
    assert (broken.verdict, broken.reason) == (Verdict.BROKEN, "違反のあるページ: のべ3ページ")
    unsure = Rule(criteria=("2.1.2",), incomplete={"home": 1})
    open_ = assessed(criterion, _results(keyboard=unsure))
    assert (open_.verdict, open_.reason) == (
        Verdict.OPEN,
        "機械で判断できない箇所のあるページ: のべ1ページ",
    )
    unchecked = assessed(criterion, None)
    assert (unchecked.verdict, unchecked.reason) == (Verdict.OPEN, "まだ検査していない")
    refused = criterion.model_copy(update={"verdict": Verdict.BROKEN, "reason": "届かない。"})
    for results in (_results(), _results(keyboard=unsure), None):
        assert assessed(refused, results) == refused
    assert assessed(_criterion("1.2.1"), _results()).reason == "音声や映像を使っていません"
    assert assessed(_criterion("1.3.3"), _results()).reason == "自動では確かめられない"


def _page(content: Path, **settings: Any) -> str:
    pages, *_ = render(open_library(content), Settings("見本", ICONS, **settings))
    return next(page.html for page in pages if page.path == "accessibility")


def test_page_shows_the_results_and_every_violation(content: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    day, none = "2026年11月21日の検査では", "違反は見つかっていません"
    plain = {"checked": "2026-11-21"}
    file.write_text(written(Results.model_validate(_results().model_dump() | plain)), "utf-8")
    page = _page(content, accessibility=file)
    assert day in page
    assert none in page
    assert "不適合 0、" in page
    assert "<strong>不適合</strong>" not in page
    wrong = Rule(criteria=("1.4.3",), violations={"home": 1})
    region = Rule(criteria=(), violations={"id/*": 1274})
    file.write_text(written(_results(**{"color-contrast": wrong, "region": region})), "utf-8")
    page = _page(content, accessibility=file)
    assert none not in page
    assert "違反が見つかっています: color-contrast（1ページ）、region（1,274ページ）。" in page
    assert "不適合 1、" in page
    assert page.count("<strong>不適合</strong>") == 1
    page = _page(content)
    assert none not in page
    assert "すべてのページの自動の検査は、まだ行っていません" in page
    assert "適合 0、不適合 0、人の確認が必要 38。" in page


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


# That nothing moves, the tests of small content see in a browser.
def test_nothing_sounds_or_moves(pages: dict[str, str]) -> None:
    assert (
        _found(pages, "<(audio|video|track|iframe|embed|object|canvas|marquee|blink)\\b") == set()
    )
    assert _found(pages, 'http-equiv="refresh" content="(?!0;)') == set()


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
