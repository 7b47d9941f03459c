"""Whatever its size and its names, content is read in bounded time, and said in few lines."""

from __future__ import annotations

import datetime
import difflib
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hintbook import errors
from hintbook.cli import main
from hintbook.errors import MAX_SHOWN, ContentErrors, Place, closest, problem
from hintbook.library import open_library
from hintbook.load.decode import SIZE_LIMIT
from hintbook.load.validation import parse_file
from hintbook.render.publish.error_banner import with_banner
from tests.support.invalid_content import errors_found, invalid

if TYPE_CHECKING:
    from collections.abc import Callable


def found(content: Path) -> ContentErrors:
    """Return the errors of a content folder and of docs/ beside it."""
    return ContentErrors(errors_found(content, content.parent / "docs"))


def codes(content: Path) -> list[str]:
    return [error.code for error in found(content).errors]


def add_dangling(content: Path, count: int) -> None:
    """Add practices with so many links to nothing, a hundred each."""
    written = invalid("future-date").raw.decode().replace("9999-12-31", "2021-03-05")
    (content / "practices").mkdir(exist_ok=True)
    for number in range(count // 100):
        ids = ", ".join(f"nothing-{number}-{index}" for index in range(100))
        text = written.replace("weekly-letters", f"p-{number}").replace("週に", f"週{number}に")
        text += f"related: [{ids}]\n"
        (content / f"practices/p-{number}.yml").write_text(text, "utf-8")


def add_chain(content: Path, count: int) -> None:
    """Add so many redirects, each to the next."""
    lines = (f"- {{from: a{number}/, to: a{number + 1}/}}\n" for number in range(count))
    (content / "redirects.yml").write_text("".join(lines), "utf-8")


def add_lost(content: Path, count: int) -> None:
    """Add so many redirects to nothing."""
    lines = (f"- {{from: a{number}/, to: scene{number}/}}\n" for number in range(count))
    (content / "redirects.yml").write_text("".join(lines), "utf-8")


def work(content: Path) -> tuple[int, int]:
    """Return how many errors a content folder has, and the function calls to find and show them."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    parse_file.cache_clear()
    sys.setprofile(count)
    try:
        raised = found(content)
        str(raised)
    finally:
        sys.setprofile(None)
    return len(raised.errors), calls


@pytest.mark.parametrize("add", [add_dangling, add_chain, add_lost])
def test_work_grows_with_the_errors_no_faster_than_they_do(
    content: Path, add: Callable[[Path, int], None]
) -> None:
    add(content, 300)
    assert str(found(content))  # what only the first call does is not counted
    taken = []
    for count in (300, 600, 1200):
        add(content, count)
        number, calls = work(content)
        assert number == count
        taken.append(calls)
    first, second, third = taken
    assert third - second < 2.5 * (second - first)


def test_a_nearest_word_is_sought_for_what_is_shown_only(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def compare(word: str, known: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(known))
        return matches(word, known, n, cutoff)

    matches = difflib.get_close_matches
    monkeypatch.setattr(difflib, "get_close_matches", compare)
    add_dangling(content, 500)
    raised = found(content)
    assert compared == []
    assert str(raised)
    assert len(compared) == MAX_SHOWN
    assert closest("letters-at-hime", [f"letters-at-home-{n}" for n in range(500)])
    assert max(compared) <= 50


def test_the_first_errors_are_shown_and_the_rest_counted(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_dangling(content, 500)
    raised = found(content)
    rest = raised.errors[MAX_SHOWN]
    last = f"{rest.place}: [more-errors] ここから後に、誤りがほかに 300 件あります。"
    said = str(raised).splitlines()
    assert len(said) == MAX_SHOWN + 1
    assert said[-1].startswith(last)
    assert main(["check", str(content)]) == 1
    *lines, total = capsys.readouterr().out.splitlines()
    assert (lines, total) == (said, "誤りが 500 件あります。")
    assert main(["check", "--format", "json", str(content)]) == 1
    listed = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in listed[-2:]] == ["dangling-related", "more-errors"]
    assert len(listed) == MAX_SHOWN + 1
    assert main(["check", "--format", "github", str(content)]) == 1
    assert capsys.readouterr().out.count("::error ") == MAX_SHOWN + 1
    page = with_banner("<body>", raised)
    assert page.count("<li>") == MAX_SHOWN + 1
    assert "内容に誤りが 500 件あります。" in page


def test_no_more_than_the_limit_is_read_of_a_file(content: Path) -> None:
    practice = content / "practices/large.yml"
    practice.parent.mkdir()
    practice.touch()
    os.truncate(practice, 40 << 30)
    page = content.parent / "docs/large.md"
    page.parent.mkdir()
    page.touch()
    assert codes(content) == ["file-too-large"]
    practice.unlink()
    os.truncate(page, 40 << 30)
    (error,) = found(content).errors
    assert (error.code, error.place.file) == ("file-too-large", "docs/large.md")
    assert str(SIZE_LIMIT) in error.message


@pytest.mark.parametrize("folder", ["content/practices", "content", "docs", "docs/assets"])
@pytest.mark.parametrize("name", ["a\n::warning::x.yml", "b\x1b[31m.md", "nul", "LPT9.md"])
def test_a_name_that_no_file_may_have_is_shown_in_one_line(
    content: Path, folder: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = content.parent / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    assert codes(content) == ["unusable-file-name"]
    assert main(["check", str(content)]) == 1
    output = capsys.readouterr().out
    assert output.count("\n") == 2
    assert output.startswith(f"{folder}/")
    assert not re.search("[\x00-\x09\x0b-\x1f]", output)


def test_a_folder_may_not_have_such_a_name(content: Path) -> None:
    (content.parent / "docs/con").mkdir(parents=True)
    assert codes(content) == ["unusable-file-name"]


def test_a_place_is_one_line() -> None:
    assert str(Place("content/a\n::error::b.yml")) == "content/a\\n::error::b.yml:1:1"
    error = problem("stray-quote", Place("content/a.yml"), value="a\r\n::error::\x1b[0m")
    assert "「a ::error::\\x1b[0m」" in error.message


def test_a_clock_behind_the_content_is_said_once(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_dangling(content, 1200)
    names = sorted(Path(content / "practices").iterdir())
    for name in names:
        name.write_text(re.sub("related: .*\n", "", name.read_text("utf-8")), "utf-8")
    open_library(content)
    past = datetime.date(2020, 2, 3)
    for module in ("model.base.fields", "library.linking"):
        monkeypatch.setattr(f"hintbook.{module}.today", lambda: past)
    (error,) = found(content).errors
    assert error.code == "clock-behind"
    assert "2020-02-03" in error.message
    assert f" {2 * len(names)} か所" in error.message
    assert all(error.concerns([f"content/practices/{name.name}"]) for name in names)
    for name in names[4:]:
        name.unlink()
    assert codes(content) == ["future-date"] * 8
    assert errors.limited([error]) == [error]
