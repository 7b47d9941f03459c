"""Small content of the tests' own that has every kind of page and uses every script."""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING

from hintbook.model.practice import CATEGORIES, IMPLEMENTERS
from tests.support.project_files import linked_project
from tests.support.site_build import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

# Each folder adds to those before it; the first is valid on its own.
FOLDERS = ("content_ok", "content_every", "content_more")
# Further practices, enough for a list that is shown in parts and for results of several pages.
PRACTICES = 60
# Their tags, in turn; facets cross, as categories, goals and implementers take other turns.
TAGS = (
    "visit, for-person",
    "visit, letters",
    "ibasho, multi-agency",
    "letters, stage-connect",
    "supervision, for-supporter",
)
# Municipalities beside the first: a city each, with texts several times as long.
MUNICIPALITIES = range(2, 6)
LENGTH = 8
# What a practice says where `practice_text` is given nothing else; tests count these lines.
_PRACTICE = {
    "summary": "月に1回、短い手紙を届けています。",
    "aspect": "null",
    "category": "null",
    "goals": "[]",
    "methods": "[]",
    "implemented_by": "{kind: null, name: null, municipality: null}",
    "tags": "[visit]",
    "asked_as": "[返事がない]",
    "disclosure": "published",
    "added": "2021-03-05",
    "reviewed": "2021-03-05",
    "source": "{document: hints, at: scene1}",
}


def practice_text(entry_id: str, **changes: str) -> str:
    """Return the file of a practice; `changes` are other values of its keys, as YAML has them."""
    values = {"id": entry_id, "title": f"手紙を届ける {entry_id}", **_PRACTICE, **changes}
    return "".join(f"{key}: {value}\n" for key, value in values.items())


def fixture_project(folder: Path) -> Path:
    """Make a project with the content of the fixtures in an empty folder; return its content."""
    content = linked_project(folder) / "content"
    for name in FOLDERS:
        shutil.copytree(FIXTURES / name, content, dirs_exist_ok=True)
    return content


def small_project(folder: Path) -> Path:
    """Make a project with the small content in an empty folder; return its configuration file."""
    content = fixture_project(folder)
    turns = zip(
        range(1, PRACTICES + 1),
        itertools.cycle(CATEGORIES.items()),
        itertools.cycle(IMPLEMENTERS),
        itertools.cycle("ABC"),
        itertools.cycle(TAGS),
        strict=False,
    )
    for number, (category, known), kind, goal, tags in turns:
        text = practice_text(
            f"sample-{number:02}",
            title=f"見本の取組{number}",
            summary=f"見本の取組です。{number}人で進めています。",
            aspect=known.aspect,
            category=category,
            goals=f"[{goal}]",
            implemented_by=f"{{kind: {kind}, name: null, municipality: null}}",
            tags=f"[{tags}]",
            asked_as=f'["見本の取組{number}を探している"]',
            added="2026-01-02",
            reviewed="2026-02-03",
            source="{document: hints, at: scene1.group1.hint1}",
        )
        (content / f"practices/sample-{number:02}.yml").write_text(text, encoding="utf-8")
    first = (content / "municipalities/municipality-01.yml").read_text(encoding="utf-8")
    for number in MUNICIPALITIES:
        text = first
        for old, new in (
            ("municipality-01", f"municipality-{number:02}"),
            ("number: 1\n", f"number: {number}\n"),
            ("m01-", f"m{number:02}-"),
            ("窓口を1つにした町", f"窓口を{number}つにした市"),
            ("size: town-village", "size: city-under-100k"),
            ("聞いています。", "聞いています。" * LENGTH),
        ):
            text = text.replace(old, new)
        file = content / f"municipalities/municipality-{number:02}.yml"
        file.write_text(text, encoding="utf-8")
    return folder / "mkdocs.yml"
