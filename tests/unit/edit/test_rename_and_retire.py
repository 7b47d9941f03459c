"""`hintbook rename` and `retire`: all or nothing, no reference and no address lost."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from hintbook import render
from hintbook.cli import main
from hintbook.edit.changes import with_texts
from hintbook.edit.files import write
from hintbook.library import open_library
from hintbook.load.files import load
from hintbook.model import Goal
from hintbook.model.base.fields import today
from hintbook.render.publish.redirects import retired_addresses
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hintbook.library import Library


@pytest.fixture(scope="module")
def library(formatted_project: Path) -> Library:
    """The library of the project before any change."""
    return opened(formatted_project)


@pytest.fixture(scope="module")
def addresses(library: Library) -> set[str]:
    """The addresses of the site before any change."""
    return render.addresses(library, PROJECT / "docs")


def run(project: Path, *arguments: str) -> int:
    return main([*arguments, "--yes", "--content", str(project / "content")])


def texts(project: Path) -> dict[str, str]:
    """Return every file of the content and the schemas."""
    files = (f for name in ("content", "schemas") for f in (project / name).rglob("*.*"))
    return {file.relative_to(project).as_posix(): file.read_text("utf-8") for file in files}


def opened(project: Path) -> Library:
    return open_library(project / "content")


def lost(project: Path, before: set[str]) -> set[str]:
    """Return the addresses that answer no more; a page that has moved or gone covers its anchors."""
    library = opened(project)
    here = render.addresses(library, PROJECT / "docs")
    moved = {r.value.old: r.value.new for r in library.redirects}
    gone = {a for notice in library.retired for a in retired_addresses(notice.value)}

    def answers(one: str) -> bool:
        page, _, anchor = one.partition("#")
        known = one in here | moved.keys() | gone or page in gone
        return known or (page in moved and answers(f"{moved[page]}#{anchor}"))

    return {one for one in before if not answers(one)}


def checked(project: Path, capsys: pytest.CaptureFixture[str]) -> bool:
    """Return whether `check` finds nothing, outdated schemas included."""
    capsys.readouterr()
    status = main(["check", str(project / "content")])
    return status == 0 and "stale-schema" not in capsys.readouterr().out


# An entry with a page of its own and parts, one inside a page, one that many name, two with files.
RENAMED = ("scene-1", "s1-h01", "visit", "ways-to-meet", "q01-by-size")


def test_entries_can_be_renamed(
    project: Path, library: Library, addresses: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """tests/weekly/ renames one of every type."""
    assert_renamed(RENAMED, project, library, capsys)
    assert lost(project, addresses) == set()


def assert_renamed(
    names: Sequence[str], project: Path, before: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rename entries one after the other; fail if one is lost, or if `check` finds something then."""
    for name in names:
        assert run(project, "rename", name, f"{name}-new") == 0, capsys.readouterr().err
    after = opened(project)
    assert len(after.items) == len(before.items)
    assert {f"{name}-new" for name in names} <= after.items.keys()
    assert checked(project, capsys)


def test_a_goal_keeps_its_id_which_is_its_letter(
    project: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(project)
    goal = library.all(Goal)[0].id
    assert run(project, "rename", goal, f"{goal}-new") == 2
    assert "[wrong-letter]" in capsys.readouterr().err
    assert texts(project) == before


def test_a_second_name_leaves_no_chain(project: Path, addresses: set[str]) -> None:
    for old, new in itertools.pairwise(["letters-at-home", "letters-by-post", "post"]):
        assert run(project, "rename", old, new) == 0
    assert lost(project, addresses) == set()
    assert run(project, "retire", "post") == 0
    assert lost(project, addresses) == set()


def test_renaming_changes_ids_where_they_are_and_nothing_else(project: Path) -> None:
    concepts = project / "content/guide/concepts.yml"
    quoted = concepts.read_text("utf-8") + '  related: [ "letters-at-home",s1-a1 ] # 手紙\n'
    concepts.write_text(re.sub("  related: .*s1-h01.*\n", "", quoted), "utf-8")
    before = texts(project)
    assert run(project, "rename", "letters-at-home", "letters-by-post") == 0
    after = texts(project)
    old, new = (f"content/practices/letters-{place}.yml" for place in ("at-home", "by-post"))
    assert after[new] == before[old].replace("id: letters-at-home", "id: letters-by-post")
    assert old not in after
    name = "content/guide/concepts.yml"
    assert after[name] == before[name].replace('"letters-at-home"', "letters-by-post")
    for name in ("redirects", "retired"):
        (line,) = set(before[f"content/{name}.yml"].split("\n")) - set(
            after[f"content/{name}.yml"].split("\n")
        )
        assert "practices/letters-at-home/" in line
    assert (
        "- from: id/letters-at-home/\n  to: id/letters-by-post/\n"
        "- from: practices/letters-at-home/\n  to: practices/letters-by-post/\n"
    ) in after["content/redirects.yml"]


def test_phrases_follow_a_renamed_entry_and_go_with_a_retired_one(project: Path) -> None:
    phrases = opened(project).phrases["s1-h01"].value.phrases
    assert run(project, "rename", "s1-h01", "letter-left") == 0
    assert opened(project).phrases["letter-left"].value.phrases == phrases
    assert run(project, "retire", "letter-left") == 0
    assert "letter-left" not in opened(project).phrases


RETIRED = (
    "letters-at-home",
    "s1-h01",
    "scene-1",
    "story-1",
    "q01",
    "term-outreach",
    "ways-to-meet",
    "ways-kinds",
    "concept-dialogue",
)


@pytest.mark.parametrize("entry_id", RETIRED)
def test_entries_can_be_retired(
    project: Path, addresses: set[str], entry_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "retire", entry_id) == 0
    assert entry_id not in opened(project).items
    assert lost(project, addresses) == set()
    assert checked(project, capsys)


def test_a_notice_stays_and_passages_say_why_they_are_not_restated(project: Path) -> None:
    reason = "載せた機関が、この取組を終えました。"
    for name, old, new in (
        ("scenes/scene-1", "at: scene1.example1}", "at: own}"),
        ("sources/hints", "passages:\n", "passages:\n  - {at: own, label: 場面1・具体例2}\n"),
    ):
        file = project / f"content/{name}.yml"
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert run(project, "retire", "scene-1", "--reason", reason, "--instead", "scenes/2/") == 0
    after = texts(project)
    assert re.search(
        r"- id:\n(    - \S+\n)+  address:\n    - scenes/1/\n(    - \S+\n)*"
        f"  date: {today()}\n  reason: {reason}\n  instead: scenes/2/\n$",
        after["content/retired.yml"],
    )
    omitted = re.findall(r"at: (\S+), .*, omitted: (.*)}", after["content/sources/hints.yml"])
    assert omitted == [("own", reason.rstrip("。"))]  # other entries restate the rest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("retire", "hints"), "[unknown-document]"),
        (("retire", "s1-e1"), "[missing-key]"),
        (("retire", "term-outreach", "--instead", "nowhere/"), "[redirect-nowhere]"),
        (("retire", "term-outreahc"), "term-outreach"),
        (("rename", "visit", "letters"), "[duplicate-id]"),
        (("rename", "visit", "Visit"), "[malformed-id]"),
    ],
)
def test_what_would_break_the_content_is_refused(
    project: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(project)
    assert run(project, *arguments) == 2
    assert said in capsys.readouterr().err
    assert texts(project) == before


@pytest.mark.parametrize("fails_at", [1, 3])
def test_a_file_that_cannot_be_written_leaves_all_as_it_was(
    project: Path, fails_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls = texts(project), itertools.count(1)

    def write_some(path: Path, text: str) -> None:
        if next(calls) == fails_at:
            raise PermissionError(13, "Permission denied", str(path))
        write(path, text)

    monkeypatch.setattr("hintbook.edit.changes.write", write_some)
    assert run(project, "rename", "letters-at-home", "letters-by-post") == 2
    assert texts(project) == before


@pytest.mark.parametrize(("typed", "status"), [("y", 0), ("n", 1)])
def test_the_changes_are_shown_and_agreed_to(
    project: Path,
    typed: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = texts(project)
    rename = ["rename", "visit", "home-visit", "--content", str(project / "content")]
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(rename) == 2
    assert "--yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: typed)
    assert main(rename) == status
    shown = capsys.readouterr().out
    for line in ("content/tags.yml を書き換えます", "  前| - id: visit", "  後| - id: home-visit"):
        assert line in shown
    assert (texts(project) == before) == bool(status)


def test_texts_take_the_place_of_what_was_read_of_files_and_leave_that_as_it_was(
    content: Path,
) -> None:
    file = content / "scenes/scene-1.yml"
    broken = file.read_text("utf-8").replace("number: 1\n", "", 1)
    file.write_text(broken, encoding="utf-8")
    loaded = load(content)
    before = [*loaded.unread_references]
    assert before
    for text in (broken, None):
        changed = with_texts(loaded, {"content/scenes/scene-1.yml": text})
        assert changed.unread_references == (before if text else [])
    assert loaded.unread_references == before
