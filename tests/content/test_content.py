"""Specifications of the project's content that must hold whatever editors add."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from hintbook.library import open_library
from hintbook.model import (
    Box,
    Difficulty,
    DifficultyGroup,
    Entry,
    Example,
    Goal,
    Hint,
    HintGroup,
    Interview,
    Method,
    Municipality,
    Point,
    Practice,
    Scene,
    Source,
    Story,
    StoryItem,
    Subpoint,
    Suggestion,
)
from hintbook.render.pages.scenes.scenes import practices_for
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library

# Numbers of entries in the five source documents, to which editors may add.
FLOORS: dict[type[Entry], int] = {
    Scene: 6,
    Example: 15,
    HintGroup: 30,
    Hint: 83,
    Suggestion: 29,
    Story: 2,
    StoryItem: 27,
    Goal: 6,
    Point: 18,
    Subpoint: 3,
    DifficultyGroup: 6,
    Difficulty: 16,
    Method: 14,
    Box: 42,
    Municipality: 14,
    Interview: 14 * 21,
    Source: 5,
}
GOALS_OF_GROUPS = {1: "", 2: "ABD", 3: "ABCEF", 4: "A", 5: "DABC", 6: ""}


# A practice as the form writes it, and entries as `hintbook new` adds them, filled in.
PRACTICE = """\
id: weekly-postcards
title: 会えない方に、毎週はがきを届ける
summary: 職員が週に一度、短いはがきを届けています。
aspect: hard
category: visit-accompany
goals: []
methods: []
implemented_by: {kind: npo, name: 見本の会, municipality: null}
tags: [visit, postcards]
asked_as: [手紙を続けたい]
related: []
disclosure: consented
added: 2026-11-21
reviewed: 2026-11-21
origin: 見本の会からの報告（2026年）
"""
TAG = """\
- id: postcards
  label: 絵はがき
  facet: theme
  description: はがきを届ける取組
"""
TERM = """\
- id: term-ehagaki
  term: 絵はがき
  reading: えはがき
  definition: 短い便りです。
"""
TOPIC = """\
id: postcards-at-a-glance
title: はがきの書き方
lead: はがきの書き方をまとめました。
tags: [postcards]
sections:
  - id: postcards-at-a-glance-1
    heading: 書き出し
    blocks:
      - kind: paragraphs
        text: 季節のことから書きます。
"""


def _add_entries(content: Path) -> None:
    """Add one entry of each type that editors add to a content folder."""
    (content / "practices/weekly-postcards.yml").write_text(PRACTICE, encoding="utf-8")
    (content / "topics/postcards-at-a-glance.yml").write_text(TOPIC, encoding="utf-8")
    for name, item in (("tags.yml", TAG), ("terms.yml", TERM)):
        with (content / name).open("a", encoding="utf-8") as file:
            file.write(item)
    profile = (content / "municipalities/municipality-14.yml").read_text(encoding="utf-8")
    for old, new in (
        ("id: municipality-14", "id: municipality-15"),
        ("number: 14\n", "number: 15\n"),
        ("id: m14-", "id: m15-"),
        ("title: ", "title: 続・"),
    ):
        assert old in profile
        profile = profile.replace(old, new)
    profile = re.sub(r" +asked_as:(\n +- .*)+\n", "", profile)
    (content / "municipalities/municipality-15.yml").write_text(profile, encoding="utf-8")


@pytest.fixture(scope="module", params=["as it is", "with contributions"])
def library(
    request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Library:
    """The library of the project's content, and of a copy with additional entries."""
    if request.param == "as it is":
        return library
    content = shutil.copytree(PROJECT / "content", tmp_path_factory.mktemp("extended") / "content")
    _add_entries(content)
    return open_library(content)


def retired_ids(library: Library) -> set[str]:
    """Return the ids of entries that were taken down: the sources have them, the site has not."""
    return {entry_id for located in library.retired for entry_id in located.value.ids}


def test_nothing_is_missing(library: Library) -> None:
    gone = len(retired_ids(library))
    short = {kind for kind, floor in FLOORS.items() if len(library.all(kind)) + gone < floor}
    assert short == set()


def restating(library: Library, *documents: str) -> list[Practice]:
    """Return the practices that restate passages of the given documents, or of any."""
    return [
        practice
        for practice in library.all(Practice)
        if any(not documents or s.id in documents for s, _ in library.sources(practice))
    ]


def test_practices_of_each_document(library: Library) -> None:
    floors = {"hints": 67, "guide": 19, "municipal": 23}
    gone = len(retired_ids(library))
    assert [name for name, n in floors.items() if len(restating(library, name)) + gone < n] == []


@pytest.mark.parametrize("document", ["hints", "guide", "summary", "seminar", "municipal"])
def test_every_passage_is_restated_or_says_why_not(library: Library, document: str) -> None:
    source = library[document]
    assert isinstance(source, Source)
    untold = [p.at for p in source.passages if not p.omitted]
    missing = [at for at in untold if (document, at) not in library.restated]
    assert len(missing) <= len(retired_ids(library)), missing
    twice = [p.at for p in source.passages if p.omitted and (document, p.at) in library.restated]
    assert twice == []


def test_hints_stand_in_the_order_of_the_source(library: Library) -> None:
    for scene in library.all(Scene):
        ids = [hint.id for hint in scene.hints]
        assert ids == sorted(ids)
        located = [hint.source[0].at[0] for hint in scene.hints]
        assert located == [at for at in _passages(library, "hints") if at in located]


def _passages(library: Library, document: str) -> list[str]:
    source = library[document]
    assert isinstance(source, Source)
    return [passage.at for passage in source.passages]


def test_goals_reduce_the_difficulties_that_the_guide_says(library: Library) -> None:
    found = {group.number: "".join(group.goals) for group in library.all(DifficultyGroup)}
    assert found == GOALS_OF_GROUPS


def test_checklist_names_what_stands_in_the_guide(library: Library) -> None:
    boxes = library.all(Box)
    assert [box.id for box in boxes] == [f"checklist-{n:02}" for n in range(1, 43)]
    assert [box.source[0].at[0] for box in boxes] == [f"checklist{n}" for n in range(1, 43)]
    assert [box.difficulty for box in boxes[:12]] == [f"difficulty-{n:02}" for n in range(2, 14)]
    assert [box.goal for box in boxes[12:18]] == list("ABCDEF")
    assert {box.method for box in boxes[18:32]} == {method.id for method in library.all(Method)}


def test_every_scene_has_practices(library: Library) -> None:
    assert all(practices_for(library, scene) for scene in library.all(Scene))


def report_municipalities(library: Library) -> list[Municipality]:
    """Return the 14 municipalities of the report in its order, without those that editors added."""
    return sorted(library.all(Municipality), key=lambda municipality: municipality.number)[:14]


def test_profiles_say_when_they_are_needed(library: Library) -> None:
    for municipality in report_municipalities(library):
        for field in (municipality.roles, municipality.challenges, municipality.approaches):
            assert field.asked_as, field.id


# The report's overview of the 14: size, area, programme, window as printed, handling.
OVERVIEW = """
1 large chubu-hokuriku multilayer 庁内外に複数 direct
2 large kanto multilayer 総合相談窓口に集約 outsourced
3 large chugoku-shikoku multilayer 庁内外に複数 direct
4 large chubu-hokuriku multilayer 福祉相談窓口に集約 direct
5 large kinki none 庁内外に複数 outsourced
6 large kinki none 保健所に集約 direct
7 city-100k-plus kanto none 包括センターに集約 outsourced
8 city-under-100k hokkaido-tohoku multilayer 保健福祉部門に集約 direct
9 city-under-100k kyushu-okinawa none 生活困窮部門に集約 direct
10 city-under-100k kinki none 生活困窮部門に集約 direct
11 town-village hokkaido-tohoku none 保健福祉部門に集約 direct
12 large chubu-hokuriku support ひきこもり専門窓口設置 direct
13 large kanto support ひきこもり専門窓口設置 direct
14 city-under-100k chugoku-shikoku support 庁内3部門 direct
"""


def test_profiles_are_those_of_the_overview(library: Library) -> None:
    found = [
        f"{m.number} {m.size} {m.area} {m.programme} {m.window} {m.handling}"
        for m in report_municipalities(library)
    ]
    assert found == OVERVIEW.strip().splitlines()


def test_interviews_hold_every_question_in_order(library: Library) -> None:
    for municipality in report_municipalities(library):
        number = f"m{municipality.number:02}"
        for topic, answer in enumerate(municipality.interview, start=1):
            assert answer.topic == topic
            assert answer.id == f"{number}-t{topic:02}"
            assert answer.source[0].at == (f"{number}.interview.t{topic:02}",)
