"""Accessibility of all kinds of pages, and what the page on it says.

`make accessibility` checks every page; here a sample of all kinds, the same
every time, and that its results are there and are told as they are.
"""

from __future__ import annotations

import ast
import json
import random
import warnings
from typing import TYPE_CHECKING

import pytest

from accessibility import MODES, RESULTS, Mode, check, fingerprints
from built import PROJECT, kind, paths
from hintbook.render import accessibility

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

SAMPLE = 16


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
    assert set(now) - set(results) == set(), "run make accessibility"
    assert {name: each["violations"] for name, each in results.items() if each["violations"]} == {}
    assert all(each["pages"] for each in results.values())
    changed = [name for name in now if now[name] != results[name]["fingerprint"]]
    if changed:
        warnings.warn(
            f'built otherwise since checked: make accessibility KINDS="{" ".join(changed)}"',
            stacklevel=1,
        )


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
    each = {"checked": "2026-11-21", "pages": 3}
    outcomes = {"passed": {"color-contrast": 2}, "incomplete": {}, "violations": {}}
    written = {
        "axe": "4",
        "rules": {"color-contrast": ["1.4.3"]},
        "kinds": {
            "a": each | outcomes | {"violations": {"color-contrast": 1}},
            "b": each | outcomes | {"checked": "2026-11-01"},
        },
    }
    file.write_text(json.dumps(written))
    results = accessibility.read(file)
    assert (results.pages, results.date) == (6, "2026年11月1日")
    contrast = next(each for each in accessibility.JIS if each.number == "1.4.3")
    assert accessibility.row(contrast, results).outcome == "違反あり（のべ1頁）"
    unknown = accessibility.row(contrast, accessibility.read(None))
    assert unknown.outcome == "自動では確かめられない"
