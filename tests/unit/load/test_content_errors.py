"""Every error code: its place, message and remedy."""

from __future__ import annotations

import itertools
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from hintbook.errors import Place
from hintbook.library import open_library
from hintbook.messages import MESSAGES
from tests.support.invalid_content import INVALID_CONTENT, InvalidContent, errors_found, invalid
from tests.support.site_build import FIXTURES, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hintbook.errors import ContentError

each_invalid_content = pytest.mark.parametrize(
    "invalid_content", INVALID_CONTENT, ids=lambda found: found.name
)

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-龠]")


def findings(content: Path) -> list[ContentError]:
    """Return all errors of a content folder, or its warnings if there are none."""
    return errors_found(content) or [*open_library(content).warnings]


# Codes that no fixture can cause: a folder without content, an unreadable file, a link, a file to
# format, an outdated schema, a wrong clock, more errors than are shown, faults of docs/, what was
# released before.
WITHOUT_FIXTURE = {
    *("no-content", "unreadable-file", "linked-file", "unformattable", "stale-schema"),
    *("clock-behind", "more-errors", "more-warnings"),
    *("docs-clash", "heading-anchor", "repeated-anchor", "heading-level"),
    *("lost-entry", "lost-address", "changed-type"),
}


def test_there_is_a_fixture_for_each_code() -> None:
    named = [found.code for found in INVALID_CONTENT if found.name == found.code]
    assert named == sorted(MESSAGES.keys() - WITHOUT_FIXTURE)
    assert {found.code for found in INVALID_CONTENT} == set(named)


def test_content_without_entries_is_no_content(tmp_path: Path) -> None:
    assert [error.code for error in findings(tmp_path)] == ["no-content"]
    (tmp_path / "synonyms.yml").write_text("- {id: syn-a, words: [窓口, 相談先]}\n", "utf-8")
    assert [error.code for error in findings(tmp_path)] == ["no-content"]


def test_unreadable_file_is_named(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, *__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(content), "open", refuse)
    found = findings(content)
    assert {error.code for error in found} == {"unreadable-file"}
    assert "Permission denied" in found[0].message


def test_files_that_may_only_be_listed_are_named(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(what: Callable[..., Any]) -> Callable[..., Any]:
        def ask(file: object, *mode: Any, **how: Any) -> Any:
            if str(file).startswith(f"{content / 'survey'}{os.sep}"):
                raise PermissionError(13, "Permission denied", file)
            return what(file, *mode, **how)

        return ask

    monkeypatch.setattr(os, "stat", closed(os.stat))
    monkeypatch.setattr(type(content), "open", closed(type(content).open))
    named = {error.place.file for error in findings(content) if error.code == "unreadable-file"}
    assert named >= {"content/survey/q01.yml", "content/survey/data/q01-by-size.csv"}


def test_unreadable_folder_is_named_alone(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(folder: str) -> object:
        if str(folder) == str(content / "survey"):
            raise PermissionError(13, "Permission denied", folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    (error,) = findings(content)
    assert (error.code, error.place) == ("unreadable-file", Place("content/survey"))


def test_sound_content_has_no_findings(content: Path) -> None:
    assert findings(content) == []


# How editors save files: a byte order mark, line ends.
SAVED = ((b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"", b"\r"))


@pytest.mark.parametrize(
    ("invalid_content", "saved"),
    [*zip(INVALID_CONTENT, itertools.cycle(SAVED), strict=False)],
    ids=lambda found: getattr(found, "name", ""),
)
def test_byte_order_mark_and_line_ends_do_not_move_an_error(
    content: Path, invalid_content: InvalidContent, saved: tuple[bytes, bytes]
) -> None:
    """tests/weekly/ saves each file in every way."""
    before, line_end = saved
    invalid_content.copy_into(content)
    (content / invalid_content.path).write_bytes(
        before + invalid_content.raw.replace(b"\n", line_end)
    )
    assert [(e.code, e.place) for e in findings(content)] == [
        (invalid_content.code, invalid_content.place)
    ]


@each_invalid_content
def test_one_mistake_gives_one_error_in_its_place_in_one_line_of_japanese(
    content: Path, invalid_content: InvalidContent
) -> None:
    invalid_content.copy_into(content)
    (error,) = findings(content)
    assert (error.code, error.place) == (invalid_content.code, invalid_content.place)
    place = re.escape(str(invalid_content.place))
    assert re.fullmatch(rf"{place}: \[{invalid_content.code}\] \S.*\S \(\S.*\S\)", str(error))
    assert JAPANESE.search(error.message)
    assert JAPANESE.search(error.remedy)
    assert not re.search(r"\{\w*\}|None|True|False", str(error))
    assert invalid_content.says in str(error)
    assert error.severity == MESSAGES[invalid_content.code].severity


@pytest.mark.parametrize(("tagged", "codes"), [(2, ["rare-tag"]), (3, [])])
def test_a_tag_is_rare_on_fewer_than_three_entries(
    content: Path, tagged: int, codes: list[str]
) -> None:
    with (content / "tags.yml").open("a", encoding="utf-8") as tags:
        tags.write("- {id: postcards, label: はがき, facet: theme, description: 短い便り。}\n")
    scene = content / "scenes/scene-1.yml"
    written = scene.read_text(encoding="utf-8")
    scene.write_text(written.replace("tags: [", "tags: [postcards, ", tagged), encoding="utf-8")
    assert [error.code for error in findings(content)] == codes


def test_the_example_in_the_guide_for_editors_is_what_check_says(content: Path) -> None:
    name = "practices/letters-at-home.yml"
    written = (FIXTURES / "content_every" / name).read_text("utf-8")
    invalid_content = written.replace("disclosure: published", "disclosure: publishd")
    (content / "practices").mkdir()
    (content / name).write_text(invalid_content, encoding="utf-8")
    message = next(str(error) for error in findings(content) if error.code == "invalid-value")
    guide = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    assert message in re.sub(r"\n +", "", guide)
    _, line, column, *_ = message.split(":")
    assert f"{line}行めの{column}文字め" in guide


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("duplicate-id", "content/tags.yml:1:7"),
        ("duplicate-name", "content/terms.yml:3:9"),
        ("duplicate-title", "content/sources/hints.yml:3:8"),
        ("duplicate-key", "4 行目"),
    ],
)
def test_a_double_names_both_places(content: Path, code: str, first: str) -> None:
    invalid_content = invalid(code)
    invalid_content.copy_into(content)
    (error,) = findings(content)
    assert str(error).startswith(f"{invalid_content.place}: ")
    assert first in error.message


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("短い手紙を置いて帰る", "duplicate-title"),  # a hint's
        ("長" * 25, "too-long"),
        ("長" * 24, None),
    ],
)
def test_titles_of_hints_and_suggestions_are_short_and_differ(
    content: Path, title: str, code: str | None
) -> None:
    scene = content / "scenes/scene-1.yml"
    written = scene.read_text("utf-8")
    assert written.count("会うことだけを目的にしない\n") == 1
    scene.write_text(written.replace("会うことだけを目的にしない\n", f"{title}\n"), "utf-8")
    assert [error.code for error in findings(content)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("unknown-tag", "letters"),
        ("unknown-key", "aliases"),
        ("unknown-document", "hints"),
        ("unknown-passage", "scene1"),
        ("dangling-related", "s1-h02"),
        ("unknown-category", "email-sns"),
        ("invalid-value", "theme"),
        ("malformed-id", "term-1"),
    ],
)
def test_a_misspelling_gets_the_nearest_word(content: Path, code: str, meant: str) -> None:
    invalid(code).copy_into(content)
    (error,) = findings(content)
    assert f"「{meant}」ではありませんか。" in error.message


def test_all_errors_of_all_files_come_in_one_run_in_reading_order(content: Path) -> None:
    all_of_them = [
        invalid(code)
        for code in (
            "unexpected-file",
            "wrong-file-name",
            "control-character",
            "bad-date",
            "unknown-tag",
            "uneven-table",
            "wrong-number",
        )
    ]
    for invalid_content in all_of_them:
        invalid_content.copy_into(content)
    expected = sorted(
        (invalid_content.place, invalid_content.code) for invalid_content in all_of_them
    )
    assert [(e.place, e.code) for e in findings(content)] == expected


def test_all_errors_of_one_file_come_in_one_run(content: Path) -> None:
    (content / "terms.yml").write_text(
        "- id: Term\n"
        "  term:\n"
        "  reading: カナ\n"
        "- id: term-2\n"
        "  termm: 用語\n"
        "  reading: 3\n"
        "  definition: [あ]\n",
        encoding="utf-8",
    )
    assert [(e.place.line, e.place.column, e.code) for e in findings(content)] == [
        (1, 3, "missing-key"),
        (1, 7, "malformed-id"),
        (2, 3, "empty-text"),
        (3, 12, "malformed-reading"),
        (5, 3, "unknown-key"),
        (6, 12, "wrong-type"),
        (7, 15, "wrong-type"),
    ]


def test_references_of_a_file_that_is_not_of_its_shape_are_checked_too(content: Path) -> None:
    scene = content / "scenes/scene-1.yml"
    written = scene.read_text(encoding="utf-8")
    invalid_content = (
        written.replace("tags: [visit]", "tags: [visitt, 3, visit]")
        .replace("number: 1\n", "")
        .replace("related: [s1-a1]", "related: [s1-a1, s1-a9]")
        .replace("at: scene1.group1.hint1}", "at: scene1.group1.hint9}")
    )
    scene.write_text(invalid_content, encoding="utf-8")
    assert sorted(error.code for error in findings(content)) == [
        "dangling-related",
        "missing-key",
        "unknown-passage",
        "unknown-tag",
        "wrong-type",
    ]


ID_2 = "id: scene-2\nnumber: 2"


def test_a_copied_file_is_checked_like_any_other(content: Path) -> None:
    original = (content / "scenes/scene-1.yml").read_text(encoding="utf-8")
    copied = original.replace("[letters]", "[leters]").replace("id: scene-1\nnumber: 1", ID_2)
    (content / "scenes/scene-2.yml").write_text(copied, encoding="utf-8")
    codes = [error.code for error in findings(content)]
    assert codes.count("duplicate-id") == original.count("id: ") - 1
    assert codes.count("duplicate-title") == original.count("title: ")
    assert codes.count("unknown-tag") == 1


CONCEPT = """\
- id: concept-dialogue
  title: 対話の場
  reading: たいわのば
  text: 立場を離れて話す場です。
  steps: []
  note: null
  tags: [visit]
  related: [s1-h01]
  source: {document: hints, at: scene1}
"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("電話 03-1234-5678 田中さん（42歳）", "private-data"),
        ("窓口は madoguchi@example.jp です。", "private-data"),
        ("〒100-0001 の窓口です。", "private-data"),
        ("ひきこもりを治すため、説得しています。", "unkind-word"),
        ("家からひきずり出すのではありません。", "unkind-word"),
        ("「社会復帰させる」と「治したい」", None),
        ("自治する力、統治された町、政治そのもの、明治さえも。", None),
        ("2024年5月、10-20代の100人を30-40件に分けました。", None),
        ("東京都の窓口です。", None),
    ],
)
@pytest.mark.parametrize("key", ["text", "note", "steps"])
def test_what_no_text_may_hold(content: Path, key: str, text: str, code: str | None) -> None:
    written = {"text": "立場を離れて話す場です。", "note": "null", "steps": "[]"}
    old, new = f"  {key}: {written[key]}\n", f"  {key}: {text}\n"
    (content / "guide").mkdir()
    invalid_content = CONCEPT.replace(old, new if key != "steps" else f"  steps: [{text}]\n")
    assert invalid_content != CONCEPT
    (content / "guide/concepts.yml").write_text(invalid_content, encoding="utf-8")
    assert [error.code for error in findings(content)] == ([code] if code else [])


def test_readers_may_type_what_we_do_not_say(content: Path) -> None:
    (content / "synonyms.yml").write_text("- {id: syn-a, words: [治す, よくする]}\n", "utf-8")
    assert findings(content) == []


@pytest.mark.parametrize(
    ("by", "text", "found"),
    [
        ("municipality-01", "島根県の職員が手紙を届けています。", True),
        ("municipality-01", "大分で手紙を届けています。", True),
        ("municipality-01", "大分落ち着き、二重三重に支えています。", False),
        ("null", "島根県の職員が手紙を届けています。", False),
    ],
)
def test_practices_of_anonymous_municipalities_name_no_place(
    content: Path, by: str, text: str, *, found: bool
) -> None:
    invalid("unknown-municipality").copy_into(content)
    file = content / "practices/weekly-letters.yml"
    invalid_content = re.sub("summary: .*", f"summary: {text}", file.read_text("utf-8"))
    file.write_text(invalid_content.replace("municipality-01", by), encoding="utf-8")
    assert ("named-place" in {error.code for error in findings(content)}) == found


def test_a_passage_listed_twice_is_shown_at_the_second(content: Path) -> None:
    file = content / "sources/hints.yml"
    written = file.read_text("utf-8").rstrip("\n").split("\n")
    first = next(line for line in written if "at: scene1.group1.hint1" in line)
    file.write_text("\n".join([*written, first, ""]), encoding="utf-8")
    (error,) = findings(content)
    column = first.index("scene1.group1.hint1") + 1
    assert (error.code, error.place.line) == ("repeated-value", len(written) + 1)
    assert error.place.column == column


@pytest.mark.parametrize("path", ["sources/hints.yml", "tags.yml", "scenes/scene-1.yml"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.encode("shift_jis"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-8-sig") + b"\n\tx: 1\n",
        lambda text: text.encode() + b"#\x07",
        lambda text: text.encode() + b"\n---\nx: 1\n",
        lambda text: text.encode() + b"\n]",
        lambda text: text.encode() + b"#" * 1024 * 1024,
        lambda text: text.replace("id: ", "x: 1, id: ").encode(),
        lambda text: re.sub(r"\b(label|title): .*", r"\1:", text, count=1).encode(),
    ],
)
def test_whoever_names_an_unreadable_file_is_not_to_blame(
    content: Path, path: str, spoil: Callable[[str], bytes]
) -> None:
    (content / "guide").mkdir()
    (content / "guide/concepts.yml").write_text(CONCEPT, encoding="utf-8")
    assert findings(content) == []
    invalid_content = content / path
    invalid_content.write_bytes(spoil(invalid_content.read_text(encoding="utf-8")))
    assert {error.place.file for error in findings(content)} == {f"content/{path}"}


def test_what_only_an_editor_or_a_file_manager_leaves_behind_is_passed_over(content: Path) -> None:
    for name in (
        ".DS_Store", "scenes/._scene-1.yml", ".git/HEAD", "Thumbs.db", "scenes/desktop.ini",
        "scenes/~$scene-1.yml", "scenes/scene-1.yml.bak", "scenes/scene-1.yml~", "a.tmp",
        "scenes/.scene-1.yml.swp", "survey/data/~$q01-by-size.csv",
    ):  # fmt: skip
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_bytes(b"\xff")
    assert findings(content) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_is_passed_over(content: Path) -> None:
    os.mkfifo(content / "pipe.yml")
    assert findings(content) == []
