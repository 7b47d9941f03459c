"""`hintbook new`: ids, files, and that only marked fields are left to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hintbook.cli import main
from hintbook.edit.new import TEMPLATES
from hintbook.edit.romaji import slug
from hintbook.library import open_library
from hintbook.model.base.fields import ID_PATTERN, TO_WRITE
from tests.support.invalid_content import errors_found
from tests.support.site_build import READINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(("reading", "written"), READINGS)
def test_reading_gives_an_id(reading: str, written: str | None) -> None:
    assert slug(reading) == written


@given(st.text("あいうえおかきしちつっんゃゅょぁぃぅーファヴ・ aB1", max_size=80))
def test_whatever_is_read_gives_a_sound_id_or_none(reading: str) -> None:
    found = slug(reading)
    assert found is None or (re.fullmatch(ID_PATTERN, found) and len(found) <= 60)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_new_entry_is_sound_but_for_what_is_marked(
    content: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    assert main(["format", str(content)]) == 0
    capsys.readouterr()
    command = ["new", kind, "--title", "あたらしい見本", "--reading", "あたらしい みほん"]
    assert main([*command, "--content", str(content)]) == 0
    output = capsys.readouterr().out
    errors = errors_found(content)
    assert {error.code for error in errors} == {"unfinished"}
    for error in errors:
        line = (
            (content.parent / error.place.file).read_text("utf-8").split("\n")[error.place.line - 1]
        )
        assert line[error.place.column - 1 :].lstrip('"').startswith(TO_WRITE), error
    changed = {error.place.file for error in errors}
    assert len(changed) == 1
    assert f"あと {len({(e.place.file, e.place.line) for e in errors})} か所" in output
    assert output.startswith(changed.pop())
    assert main(["format", "--check", str(content)]) == 0
    assert main([*command, "--content", str(content)]) == (0 if TEMPLATES[kind].numbered else 2)


def test_what_is_typed_is_written_as_it_is_read(content: Path) -> None:
    add = [
        "new",
        "term",
        "--title",
        "　ｹｰｽ会議",
        "--reading",
        "けーすかいぎ",
        "--text",
        "か\u3099。",
    ]
    assert main([*add, "--content", str(content)]) == 0
    written = (content / "terms.yml").read_text("utf-8")
    assert "  term: ケース会議\n" in written
    assert "  definition: が。\n" in written


def test_terms_stand_by_reading_and_tags_by_facet(content: Path) -> None:
    terms = content / "terms.yml"
    before = terms.read_text(encoding="utf-8")
    last = "# of the last\n- id: term-wa\n  term: 輪\n  reading: わ\n  definition: まる。\n"
    terms.write_text(before + last, encoding="utf-8")
    add = ["new", "term", "--content", str(content)]
    assert main([*add, "--title", "手紙", "--reading", "テガミ", "--text", "書いて送る文。"]) == 0
    new = "- id: term-tegami\n  term: 手紙\n  reading: てがみ\n  definition: 書いて送る文。\n"
    assert terms.read_text(encoding="utf-8") == before + new + last
    tags = content / "tags.yml"
    facets = re.findall("facet: (.*)", tags.read_text(encoding="utf-8"))
    add = ["new", "tag", "--content", str(content), "--title", "本人の親", "--id", "parents"]
    assert main([*add, "--facet", facets[0], "--text", "親について。"]) == 0
    again = re.findall("facet: (.*)", tags.read_text(encoding="utf-8"))
    assert again == sorted(again, key=facets.index)
    open_library(content)


def test_a_practice_can_be_complete_but_for_little(content: Path) -> None:
    add = ["new", "practice", "--title", "Our letters", "--text", "手紙を書いています。"]
    add += ["--tags", "visit、letters", "--source", "hints:scene1", "--content", str(content)]
    assert main(add) == 0
    written = (content / "practices/our-letters.yml").read_text(encoding="utf-8")
    assert "tags: [visit, letters]\n" in written
    assert "source: {document: hints, at: scene1}\n" in written
    assert re.findall(f"(.*): .*{TO_WRITE}", written) == ["disclosure"]


def test_a_practice_of_no_source_has_an_origin(content: Path) -> None:
    add = ["new", "practice", "--content", str(content), "--title"]
    assert main([*add, "Our letters", "--origin", "見本市からの報告（2026年）"]) == 0
    written = (content / "practices/our-letters.yml").read_text(encoding="utf-8")
    assert "origin: 見本市からの報告（2026年）\n" in written
    assert "source:" not in written
    assert main([*add, "Your letters"]) == 0
    written = (content / "practices/your-letters.yml").read_text(encoding="utf-8")
    (line,) = re.findall("source: .*", written)
    assert f"{TO_WRITE}（出典の id。なければこの行を消し、origin に" in line


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["--title", "家族"], "--reading"),
        (["--reading", "かぞく"], "--title"),
        (["--title", "a", "--id", "s1-h01"], "--id s1-h01-2"),
        (["--title", "a", "--id", "X_1"], "malformed-id"),
        (["--title", "a", "--id", "../x"], "置く場所"),
        (["--title", "a", "--tags", "visitt"], "unknown-tag"),
        (["--title", "a", "--source", "hints:nowhere"], "unknown-passage"),
        (["--title", "a", "--origin", "田中さん"], "private-data"),
        (["--title", "a", "--facet", "theme"], "--facet は実践例には使えません"),
        (["--title", "電話 03-1234-5678", "--id", "a"], "private-data"),
    ],
)
def test_bad_wish_is_refused_and_nothing_written(
    content: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], output: str
) -> None:
    assert main(["new", "practice", *arguments, "--content", str(content)]) in {1, 2}
    captured = capsys.readouterr()
    assert output in captured.out + captured.err
    assert not (content / "practices").exists()
    assert not (content.parent / "x.yml").exists()


def test_numbers_go_on_after_a_profile_that_is_not_finished(content: Path) -> None:
    add = ["new", "municipality", "--content", str(content), "--title"]
    assert [main([*add, title]) for title in ("一つ目", "二つ目")] == [0, 0]
    names = [path.name for path in sorted((content / "municipalities").iterdir())]
    assert names == ["municipality-01.yml", "municipality-02.yml"]


def test_a_file_that_cannot_be_read_is_not_overwritten(content: Path) -> None:
    (content / "practices").mkdir()
    unreadable = content / "practices/our-letters.yml"
    unreadable.write_bytes(b"\xff")
    assert main(["new", "practice", "--title", "Our letters", "--content", str(content)]) == 2
    assert unreadable.read_bytes() == b"\xff"


def test_name_that_is_taken_is_refused(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add = ["new", "term", "--title", "訪問支援", "--reading", "ほうもん", "--content", str(content)]
    assert main(add) == 2
    assert "content/terms.yml:1:" in capsys.readouterr().err


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what is typed on a terminal; every answer must be asked for."""

    def set_answers(*typed: str) -> None:
        left = iter(typed)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda: next(left))

    return set_answers


def test_a_terminal_is_asked_until_the_answers_will_do(
    content: Path, answer: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer(
        *("", "家族の手紙"),
        "漢字",  # no reading
        "電話 03-1234-5678",
        *("visitt", ""),
        *("見本の町の計画（2025年）", "publishd", "published"),
        "かぞくの てがみ",
        "手紙を書いています。",
        "visit、letters",
    )
    assert main(["new", "practice", "--content", str(content)]) == 0
    written = (content / "practices/kazokuno-tegami.yml").read_text(encoding="utf-8")
    assert "title: 家族の手紙\nsummary: 手紙を書いています。\n" in written
    assert "tags: [visit, letters]\n" in written
    assert "origin: 見本の町の計画（2025年）\n" in written
    assert "source:" not in written
    assert re.findall(f"(.*)- {TO_WRITE}", written) == ["  "]  # asked_as
    asked = capsys.readouterr().err
    for prompt in (
        "題・名前: ",
        "読み（ひらがな）: ",
        "[private-data]",
        "[unknown-tag]",
        "published ",
    ):
        assert prompt in asked
    assert asked.count("掲載の根拠（") == 2


def test_a_terminal_is_asked_for_the_facet_and_another_id(
    content: Path, answer: Callable[..., None]
) -> None:
    answer("theme", "parents")
    add = ["new", "tag", "--title", "本人の親", "--id", "visit", "--text", "親について。"]
    assert main([*add, "--content", str(content)]) == 0
    assert (
        "- id: parents\n  label: 本人の親\n  facet: theme\n" in (content / "tags.yml").read_text()
    )


def test_a_name_that_is_taken_is_asked_for_again(
    content: Path, answer: Callable[..., None]
) -> None:
    answer("訪問支援", "ほうもん", "出向くこと。", "訪問の支援")
    assert main(["new", "term", "--content", str(content)]) == 0
    assert "  term: 訪問の支援\n" in (content / "terms.yml").read_text(encoding="utf-8")


def test_sources_are_numbered_on(content: Path) -> None:
    add = [
        "new",
        "source",
        "--title",
        "支援の手引き",
        "--id",
        "guidance",
        "--content",
        str(content),
    ]
    assert main(add) == 0
    assert "id: guidance\nnumber: 2\n" in (content / "sources/guidance.yml").read_text("utf-8")


def test_end_of_input_ends_with_2(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end() -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", end)
    assert main(["new", "practice", "--content", str(content)]) == 2
