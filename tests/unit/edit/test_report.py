"""`hintbook report`, and the notice on pages with an old review."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pytest

import mkdocs_hooks
from hintbook.cli import main
from hintbook.library import open_library
from hintbook.model import Practice
from hintbook.render import Settings, render
from hintbook.render.environment import Environment
from tests.support.site_build import ICONS
from tests.support.small_content import practice_text, small_project

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.render.output import Page

MARK = '<span class="stale">要確認</span>'


@pytest.fixture
def with_practice(content: Path) -> Path:
    """The small content with a practice reviewed at the end of August 2021."""
    (content / "practices").mkdir()
    text = practice_text(
        "our-letters", tags="[visit, letters]", reviewed="2021-08-31", related="[s1-h01]"
    )
    (content / "practices/our-letters.yml").write_text(text, encoding="utf-8")
    return content


@pytest.mark.parametrize(
    ("reviewed", "today", "stale"),
    [
        ((2021, 8, 31), (2023, 2, 28), False),
        ((2021, 8, 31), (2023, 3, 1), True),
        ((2021, 6, 15), (2022, 12, 15), False),
        ((2021, 6, 15), (2022, 12, 16), True),
        ((2021, 7, 1), (2023, 1, 2), True),
        ((2026, 11, 21), (2026, 11, 21), False),
    ],
)
def test_a_review_is_old_after_18_months(
    with_practice: Path, reviewed: tuple[int, int, int], today: tuple[int, int, int], stale: bool
) -> None:
    (practice,) = open_library(with_practice).all(Practice)
    practice = practice.model_copy(update={"reviewed": datetime.date(*reviewed)})
    assert practice.is_stale(datetime.date(*today)) == stale


def _pages(content: Path, today: datetime.date | None) -> dict[str, Page]:
    pages, *_ = render(open_library(content), Settings("見本", ICONS, today=today))
    return {page.path: page for page in pages}


def test_readers_are_told_of_an_old_review(with_practice: Path) -> None:
    late = _pages(with_practice, datetime.date(2023, 3, 1))
    assert "最後に確かめてから18か月以上たっています" in late["practices/our-letters"].html
    for path in ("practices/our-letters", "practices/", "tags/letters"):
        assert MARK in late[path].html, path
    early = _pages(with_practice, datetime.date(2023, 2, 1))
    assert not any("要確認" in page.html for page in early.values())


def test_without_a_date_the_last_review_is_today(with_practice: Path) -> None:
    assert not any("要確認" in page.html for page in _pages(with_practice, None).values())
    newer = practice_text("b", reviewed="2023-03-01")
    (with_practice / "practices/b.yml").write_text(newer, encoding="utf-8")
    pages = _pages(with_practice, None)
    assert MARK in pages["practices/our-letters"].html
    assert MARK not in pages["practices/b"].html


def test_report_groups_and_counts(with_practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["report", "--content", str(with_practice), "--today", "2023-03-01"]
    assert main([*command, "--format", "json"]) == 0
    found = {group["kind"]: group["findings"] for group in json.loads(capsys.readouterr().out)}
    kinds = ["stale", "unlinked", "thinly-tagged", "rare-tags", "idle-synonyms", "uncited"]
    assert list(found) == [*kinds, "contacts"]
    (stale,) = found["stale"]
    assert (stale["path"], stale["line"]) == ("content/practices/our-letters.yml", 13)
    unlinked = {finding["id"] for finding in found["unlinked"]}
    assert "scene-1" in unlinked
    assert not unlinked & {"our-letters", "s1-h01"}
    assert {finding["id"] for finding in found["thinly-tagged"]} >= {"scene-1"}
    assert main(command) == 0
    output = capsys.readouterr().out
    assert "■ 確かめてから 18 か月以上たった実践例: 1 件\n" in output
    assert "content/practices/our-letters.yml:13: our-letters「手紙を届ける our-letters」" in output


def test_rare_tags_and_what_cites_nothing_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path)
    content = tmp_path / "content"
    with (content / "tags.yml").open("a", encoding="utf-8") as tags:
        tags.write("- {id: postcards, label: はがき, facet: theme, description: 短い便り。}\n")
    assert main(["report", "--content", str(content), "--format", "json"]) == 0
    found = {group["kind"]: group["findings"] for group in json.loads(capsys.readouterr().out)}
    assert [(one["id"], one["note"]) for one in found["rare-tags"]] == [("postcards", " 0 件")]
    uncited = {one["id"] for one in found["uncited"]}
    assert {"window-of-town", "ways-own"} <= uncited  # each could name a source
    assert not uncited & {"letters-at-home", "ways-kinds", "visit", "hints"}


def test_synonyms_without_effect_are_listed(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "synonyms.yml").write_text(
        "- {id: syn-letter, words: [手紙, お便り, 毎日]}\n"
        "- {id: syn-alike, words: [やり取り, やりとり]}\n"
        "- {id: syn-daily, words: [毎日通う, 毎朝, 連日]}\n",
        encoding="utf-8",
    )
    main(["report", "--content", str(content), "--format", "json"])
    found = {group["kind"]: group["findings"] for group in json.loads(capsys.readouterr().out)}
    listed = [(one["id"], one["line"]) for one in found["idle-synonyms"]]
    assert listed == [("syn-alike", 2), ("syn-daily", 3)]


def test_contacts_nobody_has_checked_for_six_months_are_listed(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "urgent.yml").write_text(
        "notice: すぐに電話してください。\nwords: [死にたい]\ncontacts:\n"
        '- {name: 救急, number: "119", for: 危ないとき, checked: 2026-01-15}\n'
        '- {name: 警察, number: "110", for: 危ないとき, checked: null}\n',
        encoding="utf-8",
    )
    listed = []
    for today in ("2026-07-15", "2026-07-16"):
        main(["report", "--content", str(content), "--today", today, "--format", "json"])
        listed.append(
            [
                (one["id"], one["line"])
                for one in json.loads(capsys.readouterr().out)[-1]["findings"]
            ]
        )
    assert listed == [[("110", 5)], [("119", 4), ("110", 5)]]


def test_tags_that_count_as_few_can_be_chosen(
    with_practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = []
    for least in ("0", "3"):
        main(["report", "--content", str(with_practice), "--least-tags", least, "--format", "json"])
        counts.append(len(json.loads(capsys.readouterr().out)[2]["findings"]))
    assert counts[0] == 0 < counts[1]


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        (None, None),
        (mkdocs_hooks.DEFAULT_EPOCH, None),
        (1842793199, datetime.date(2028, 5, 24)),
        (1842793200, datetime.date(2028, 5, 25)),
    ],
)
def test_the_build_is_given_its_day(
    monkeypatch: pytest.MonkeyPatch, epoch: int | None, day: datetime.date | None
) -> None:
    environment = Environment.model_validate({"SOURCE_DATE_EPOCH": epoch})
    monkeypatch.setattr(mkdocs_hooks.state, "environment", environment)
    assert mkdocs_hooks.build_day() == day
