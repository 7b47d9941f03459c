"""`check` names what was released and is gone, and the lines with which it answers again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hintbook.cli import main
from hintbook.edit.format import formatted
from hintbook.library import open_library
from hintbook.load.files import file_type_of
from hintbook.render import Settings, render
from tests.support.contributions import BLOCK, Draft
from tests.support.project_files import copied_project
from tests.support.site_build import ICONS, PROJECT
from tests.support.small_content import fixture_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """A project with content of all types, released."""
    folder = tmp_path_factory.mktemp("released")
    library = open_library(fixture_project(folder))
    found = Draft(folder, library)
    *_, last = render(library, Settings(icons=ICONS, docs=PROJECT / "docs"))
    listed = next(asset for asset in last() if asset.path == "api/v1/addresses.txt")
    found.lock.write_bytes(listed.data)
    types = {entry_id: item.entry.type for entry_id, item in library.items.items()}
    found.lock.with_name("api.lock.json").write_text(json.dumps({"types": types}), "utf-8")
    assert found.errors() == []
    return found


@pytest.fixture
def released(first_release: Draft, tmp_path: Path) -> Draft:
    """A copy of the released project, to be changed by a test."""
    return Draft(copied_project(first_release.root, tmp_path / "project"), first_release.before)


def edit(project: Draft, name: str, *changes: tuple[str, str]) -> None:
    """Replace texts of a content file."""
    file = project.content / name
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def delete_practice(project: Draft) -> None:
    project.drop_references("letters-at-home")
    (project.content / "practices/letters-at-home.yml").unlink()
    edit(project, "redirects.yml", ("to: practices/letters-at-home/", "to: practices/"))
    edit(project, "retired.yml", ("  instead: practices/letters-at-home/\n", ""))


def test_a_deleted_entry_is_named_once_with_its_line(
    released: Draft, capsys: pytest.CaptureFixture[str]
) -> None:
    delete_practice(released)
    (error,) = released.errors()
    lines = released.lock.read_text("utf-8").split("\n")
    assert lines[error.place.line - 1] == "id/letters-at-home/"
    assert (error.place.file, error.code) == ("permalinks.lock", "lost-entry")
    assert "practices/letters-at-home/" in error.message
    assert "- id: letters-at-home\n  address: practices/letters-at-home/\n" in error.lines
    assert main(["check", str(released.content)]) == 1
    assert f"{error.place}: [lost-entry] " in capsys.readouterr().out


def test_pasting_the_lines_for_a_deleted_entry_is_all_there_is_to_do(released: Draft) -> None:
    delete_practice(released)
    released.follow("retired.yml")
    assert released.errors() == []


def test_a_deleted_page_with_entries_is_one_retirement(released: Draft) -> None:
    released.drop_references("ways-to-meet")
    (released.content / "topics/ways-to-meet.yml").unlink()
    errors = [error for error in released.errors() if error.code.startswith("lost")]
    assert len(errors) == 1
    assert "- id:\n    - ways-to-meet\n" in errors[0].lines
    assert "address:\n    - topics/ways-to-meet/\n" in errors[0].lines
    assert "topics/data/ways-kinds-3.csv" in errors[0].lines
    assert "#" not in errors[0].lines  # the page answers for all on it
    ((name, lines),) = BLOCK.findall(errors[0].lines)
    file_type = file_type_of(name)
    assert file_type
    assert formatted(lines.encode(), name, file_type).endswith(f"\n{lines}")
    released.follow("retired.yml")
    assert released.errors() == []


def test_a_renamed_entry_is_recognised_and_its_anchors_follow(released: Draft) -> None:
    old, new = "letters-at-home", "letters-to-homes"
    for file in released.content.rglob("*.yml"):
        if file.name not in {"redirects.yml", "retired.yml"}:
            text = file.read_text(encoding="utf-8").replace(old, new)
            file.write_text(text, encoding="utf-8")
    practices = released.content / "practices"
    (practices / f"{old}.yml").rename(practices / f"{new}.yml")
    for name in ("redirects.yml", "retired.yml"):
        edit(released, name, (f"practices/{old}/", f"id/{new}/"))
    (error,) = released.errors()
    assert f"「{new}」ではありませんか。" in error.message
    assert f"- from: id/{old}/\n  to: id/{new}/\n" in error.lines
    assert f"- from: practices/{old}/\n  to: id/{new}/\n" in error.lines
    released.follow("redirects.yml")
    assert released.errors() == []


def test_a_page_that_was_joined_with_another_leads_its_id_there(released: Draft) -> None:
    delete_practice(released)
    edit(
        released,
        "redirects.yml",
        (
            "- {from: scenes/8/",
            "- {from: practices/letters-at-home/, to: id/window-of-town/}\n- {from: scenes/8/",
        ),
    )
    (error,) = released.errors()
    assert (
        error.lines
        == "content/redirects.yml:\n- from: id/letters-at-home/\n  to: id/window-of-town/\n"
    )
    released.follow("redirects.yml")
    assert released.errors() == []


def test_redirects_in_a_circle_are_no_endless_search(released: Draft) -> None:
    with released.lock.open("a", encoding="utf-8") as lock:
        lock.write("former/#anchor\n")
    with (released.content / "redirects.yml").open("a", encoding="utf-8") as redirects:
        redirects.write("- {from: former/, to: other/}\n- {from: other/, to: former/}\n")
    codes = {error.code for error in released.errors()}
    assert codes == {"redirect-chain", "lost-address"}


def test_a_moved_anchor_leads_to_its_entry(released: Draft) -> None:
    with released.lock.open("a", encoding="utf-8") as lock:
        lock.write("scenes/2/#s1-h01\nscenes/2/#never-an-entry\n")
    errors = {error.lines for error in released.errors()}
    assert errors == {
        "content/redirects.yml:\n- from: scenes/2/#s1-h01\n  to: id/s1-h01/\n",
        "content/redirects.yml:\n- from: scenes/2/#never-an-entry\n  to: scenes/2/\n",
    }
    released.follow("redirects.yml")
    assert released.errors() == []


def test_a_lost_file_is_named_with_one_like_it(released: Draft) -> None:
    with released.lock.open("a", encoding="utf-8") as lock:
        lock.write("survey/data/q01-by-sizes-wide.csv\n")
    (error,) = released.errors()
    assert error.code == "lost-address"
    assert "  to: survey/data/q01-by-size-wide.csv\n" in error.lines


def test_headings_of_groups_may_come_and_go(released: Draft) -> None:
    with released.lock.open("a", encoding="utf-8") as lock:
        lock.write("tags/visit/#kind-tool\nglossary/#row-99\nscenes/2/#practices\n")
    assert released.errors() == []


def test_an_entry_keeps_its_type(released: Draft) -> None:
    lock = released.lock.with_name("api.lock.json")
    types = json.loads(lock.read_text("utf-8"))
    types["types"]["s1-h02"] = "practice"
    lock.write_text(json.dumps(types), "utf-8")
    (error,) = released.errors()
    assert error.code == "changed-type"
    assert error.place.file == "content/scenes/scene-1.yml"
    assert "「実践例」として公開されています" in error.message
