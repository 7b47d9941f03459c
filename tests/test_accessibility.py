"""Accessibility of all kinds of pages, and what the page on it says.

`make accessibility` checks every page; here a sample of all kinds, the same
every time, and that its results are there and are told as they are.
"""

from __future__ import annotations

import ast
import json
import random
import re
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from accessibility import MODES, RESULTS, Mode, check, fingerprints, whole_fingerprint
from built import ICONS, PROJECT, kind, paths
from hintbook.library import open_library
from hintbook.render import Settings, accessibility, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

SAMPLE = 16
# So many pages may come or go before the results are renewed: a contribution brings a few.
FEW, SHARE = 5, 0.03
RENEW = "run make accessibility"


EACH: dict[str, Any] = {"checked": "2026-11-21", "pages": 3}
OUTCOMES: dict[str, Any] = {"passed": {"color-contrast": 2}, "incomplete": {}, "violations": {}}
SINCE = "その後に加わった頁、変わった頁は、まだ確かめていません。"


def _sample(site: Path) -> list[str]:
    """Pages in an order of chance, one of each kind first."""
    shuffled = random.Random(10).sample(paths(site), k=len(paths(site)))  # noqa: S311
    first = {kind(path): path for path in reversed(shuffled)}
    others = [path for path in shuffled if path not in first.values()]
    return [*first.values(), *others][: max(SAMPLE, len(first))]


@pytest.mark.parametrize("part", range(len(MODES)), ids=[mode.name for mode in MODES])
def test_sampled_pages_are_accessible(visit: Callable[..., Page], site: Path, part: int) -> None:
    page = visit("404.html")
    address = page.url.removesuffix("404.html")
    modes: tuple[Mode, ...] = (MODES[part],)
    for path in _sample(site)[part :: len(MODES)]:
        checked = check(page, address, path, modes)
        found = [line for line in checked.findings if "] violations:" in line]
        assert found == [], path


def test_results_cover_every_kind_of_page_without_a_violation(site: Path) -> None:
    results = json.loads(RESULTS.read_text("utf-8"))["kinds"]
    now = fingerprints(site)
    assert set(now) - set(results) == set(), RENEW
    assert {name: each["violations"] for name, each in results.items() if each["violations"]} == {}
    assert all(each["pages"] for each in results.values())
    told, here = sum(each["pages"] for each in results.values()), len(paths(site))
    assert abs(here - told) <= max(FEW, here * SHARE), f"{here} pages, {told} checked: {RENEW}"
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
    settings = {"accessibility": file, "shell": shell, "names": {"a.css": "a.1.css"}}
    written: dict[str, Any] = {"axe": "4", "rules": {}, "kinds": {"a": EACH | OUTCOMES}}
    file.write_text(json.dumps(written))
    (made,) = re.findall('data-fingerprint="(.*?)"', _page(content, **settings))
    assert SINCE in _page(content, **settings)  # of results of no known site
    file.write_text(json.dumps(written | {"site": made}))
    page = _page(content, **settings)
    assert SINCE not in page
    assert "2026年11月21日の検査では、3頁を、" in page
    assert SINCE in _page(content, **settings | {"names": {"a.css": "a.2.css"}})
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
    levels = [criterion.level for criterion in accessibility.JIS]
    assert (levels.count("A"), levels.count("AA")) == (25, 13)
    for table in (accessibility.JIS, accessibility.WCAG22):
        numbers = [[int(part) for part in criterion.number.split(".")] for criterion in table]
        assert numbers == sorted(numbers)
    known = {each.number for each in accessibility.JIS + accessibility.WCAG22}
    assert len(known) == 56


def test_every_criterion_is_tested_or_left_to_a_person() -> None:
    for criterion in accessibility.JIS + accessibility.WCAG22:
        assert criterion.absent or criterion.tests or criterion.person, criterion.number


def test_named_tests_exist() -> None:
    for test in accessibility.TESTS.values():
        file, _, name = test.place.partition("::")
        tree = ast.parse((PROJECT / "tests" / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_results_are_told_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    written = {
        "axe": "4",
        "rules": {"color-contrast": ["1.4.3"]},
        "kinds": {
            "a": EACH | OUTCOMES | {"violations": {"color-contrast": 1}},
            "b": EACH | OUTCOMES | {"checked": "2026-11-01"},
        },
    }
    file.write_text(json.dumps(written))
    results = accessibility.read(file)
    assert (results.pages, results.date) == (6, "2026年11月1日")
    contrast = next(each for each in accessibility.JIS if each.number == "1.4.3")
    assert accessibility.row(contrast, results).outcome == "違反あり（のべ1頁）"
    unknown = accessibility.row(contrast, accessibility.read(None))
    assert unknown.outcome == "自動では確かめられない"
