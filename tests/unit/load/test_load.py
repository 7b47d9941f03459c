"""Loading content files: values, places, limits, tables; no input raises a traceback."""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hintbook.errors import ContentErrors, Place
from hintbook.library import build, open_library
from hintbook.load import files
from hintbook.load.csv_reader import parse_csv
from hintbook.load.decode import SIZE_LIMIT
from hintbook.load.files import Loaded, file_type_of, load
from hintbook.load.validation import read
from hintbook.load.yaml_reader import DEPTH_LIMIT, parse
from hintbook.model import FILES, FileType, Practice, Scene, SurveyData, Term, Topic
from tests.support.invalid_content import CONTENT_OK, INVALID_CONTENT, invalid
from tests.support.site_build import FIXTURES
from tests.support.small_content import practice_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import FrameType

KINDS = {kind.root: kind for kind in FILES}
TERMS = FileType("terms.yml", tuple[Term, ...])


def errors_of(raw: bytes, kind: FileType = TERMS) -> list[tuple[int, int, str]]:
    """Return line, column and code of every error of a file read alone."""
    try:
        read(raw, kind.pattern, kind)
    except ContentErrors as found:
        return [(e.place.line, e.place.column, e.code) for e in found.errors]
    return []


def definition(written: str) -> str:
    """Return the definition of a term, given its YAML text."""
    raw = f"- id: t\n  term: t\n  reading: た\n  definition: {written}\n".encode()
    ((_, term),) = read(raw, "content/terms.yml", TERMS).models
    assert isinstance(term, Term)
    return term.definition


# Values


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_byte_order_mark_and_any_line_end_are_accepted(
    content: Path, encoding: str, line_end: str
) -> None:
    expected = {key: item.entry for key, item in open_library(content).items.items()}
    for path in content.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_bytes(text.replace("\n", line_end).encode(encoding))
    library = open_library(content)
    assert {key: item.entry for key, item in library.items.items()} == expected
    assert library.items["s1-h02"].place("id") == Place("content/scenes/scene-1.yml", 25, 13)


@pytest.mark.parametrize(
    "typed",
    [
        "<b>太字</b>と<script>alert(1)</script>",
        "**強調** と [リンク](https://example.org) と `印`",
        "&amp; &lt; {{ x }} {% raw %}",
        "1. 一つめ\n2. 二つめ",
        "段落。\n\n次の段落。",
        "2026-11-21",
        "0120",
        "yes",
        "全角　空白と 半角  空白",
        "𠮷野家と葛\U000e0100飾区と👪",
    ],
)
def test_a_text_is_read_as_typed(typed: str) -> None:
    assert definition(json.dumps(typed, ensure_ascii=False)) == typed
    assert definition("|\n" + "".join(f"    {line}\n" for line in typed.split("\n"))) == typed


@pytest.mark.parametrize(
    "typed", ["yes", "2026-11-21", "0120", "1.5", "0x1F", "Null", "12:30", "あ#い"]
)
def test_only_null_true_false_and_whole_numbers_are_more_than_text(typed: str) -> None:
    assert definition(typed) == typed


@pytest.mark.parametrize("written", ["2021-03-05", '"2021-03-05"', "2024-02-29"])
def test_a_date_is_read(written: str) -> None:
    raw = practice_text("weekly-letters", reviewed=written).encode()
    ((_, practice),) = read(raw, "content/practices/weekly-letters.yml", KINDS[Practice]).models
    assert isinstance(practice, Practice)
    assert str(practice.reviewed) == written.strip('"')


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2021-02-29", "bad-date"),
        ("2021-13-01", "bad-date"),
        ("2021-3-5", "bad-date"),
        ("2021/03/05", "bad-date"),
        ("２０２１-０３-０５", "bad-date"),
        ("2021-03-05T00:00:00", "bad-date"),
        ("令和3年3月5日", "bad-date"),
        ('""', "bad-date"),
        ("20210305", "wrong-type"),
        ("[2021-03-05]", "wrong-type"),
        ("true", "wrong-type"),
        ("2999-01-01", "future-date"),
    ],
)
def test_what_is_no_date_is_refused(written: str, code: str) -> None:
    raw = practice_text("weekly-letters", reviewed=written).encode()
    assert errors_of(raw, KINDS[Practice]) == [(13, 11, code)]


def test_an_entry_is_listed_once_under_a_tag(content: Path) -> None:
    changed = invalid("unexplained-null")
    changed.copy_into(content)
    fixed = changed.raw.decode().replace("  note:\n", "  note: 不詳\n")
    tagged = fixed.replace(
        "[{text: 担当者が受ける}]", "[{text: あ, tags: [visit]}, {text: い, tags: [visit]}]"
    )
    (content / changed.path).write_text(tagged, encoding="utf-8")
    entries = open_library(content).tagged["visit"]
    assert sum(entry.id == "m01-lead" for entry in entries) == 1


# Places


@dataclass
class Written:
    """Generated YAML text with the place of every value and key."""

    text: str = ""
    values: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    keys: dict[tuple[str | int, ...], Place] = field(default_factory=dict)

    def place(self) -> Place:
        """Return the place of the next character."""
        line_start = self.text.rfind("\n") + 1
        return Place("x.yml", self.text.count("\n") + 1, len(self.text) - line_start + 1)


MEAN = "aZ09あ漢Ａ１　😀𠮷 :-#,[]{}&*!|>'\"%@`?\\"
KEYS = st.one_of(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(MEAN, max_size=8))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(MEAN, max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, min_size=0, max_size=4)
    ),
    max_leaves=20,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Any, Written]:
    """Generate data and one of the ways to write it in YAML."""
    data = draw(st.lists(VALUES, max_size=4) | st.dictionaries(KEYS, VALUES, max_size=4))
    out = Written("# 見出し\n" if draw(st.booleans()) else "")
    _write(draw, out, data, (), 0)
    out.text += "\n"
    return data, out


def _write(
    draw: st.DrawFn, out: Written, value: Any, steps: tuple[str | int, ...], indent: int
) -> None:
    """Append a value; `indent` is that of a block that starts here."""
    out.values.setdefault(steps, out.place())
    if not isinstance(value, (dict, list)):
        out.text += _scalar(draw, value)
    elif not value or draw(st.booleans()):
        _write_flow(draw, out, value, steps)
    else:
        _write_block(draw, out, value, steps, indent)


def _scalar(draw: st.DrawFn, value: object) -> str:
    if value is None:
        return draw(st.sampled_from(["null", "~"]))
    if isinstance(value, str) and "\\" not in value and draw(st.booleans()):
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _write_key(
    draw: st.DrawFn, out: Written, key: str, value: object, steps: tuple[str | int, ...]
) -> None:
    out.keys[(*steps, key)] = out.place()
    if value is None:  # reported at its key
        out.values[(*steps, key)] = out.place()
    out.text += f"{_scalar(draw, key)}:"


def _parts(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _write_flow(draw: st.DrawFn, out: Written, value: Any, steps: tuple[str | int, ...]) -> None:
    gap = st.sampled_from(["", " ", "\n" + " " * 60])
    out.text += "{" if isinstance(value, dict) else "["
    for step, part in _parts(value):
        out.text += draw(gap)
        if isinstance(value, dict):
            _write_key(draw, out, step, part, steps)
            out.text += " "
        out.values.setdefault((*steps, step), out.place())
        if isinstance(part, (dict, list)):
            _write_flow(draw, out, part, (*steps, step))
        else:
            out.text += _scalar(draw, part)
        out.text += ","
    out.text += draw(gap) + ("}" if isinstance(value, dict) else "]")


def _write_block(
    draw: st.DrawFn, out: Written, value: Any, steps: tuple[str | int, ...], indent: int
) -> None:
    between = st.sampled_from(["", "\n", "  # 注\n", "\n# 注: [\n\n"])
    for number, (step, part) in enumerate(_parts(value)):
        if number:
            out.text += (draw(between) or "\n") + " " * indent
        inner = indent + draw(st.integers(2, 5))
        if isinstance(value, list):
            out.text += "-" + " " * (inner - indent - 1)
        else:
            _write_key(draw, out, step, part, steps)
            nested = isinstance(part, (dict, list)) and part
            out.text += f"\n{' ' * inner}" if nested else " "
        _write(draw, out, part, (*steps, step), inner)


@settings(max_examples=100)
@given(documents(), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_every_value_and_key_is_where_it_was_written(
    document: tuple[Any, Written], line_end: str, encoding: str
) -> None:
    data, written = document
    parsed = parse(written.text.replace("\n", line_end).encode(encoding), "x.yml")
    assert parsed.data == parse(json.dumps(data, ensure_ascii=False).encode(), "x.yml").data
    assert parsed.values == written.values
    assert parsed.keys == written.keys


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('- id: t\n  term: "開いたまま\n  reading: た\n', 2, 9),
        ("- id: t\n  aliases: [あ, い\n  reading: た\n", 2, 12),
        ("- id: t\n  reading\n  term: あ\n", 2, 3),
        ("- id: t\n  term: あ: い\n", 2, 10),
        ("- id: t\n term: あ\n", 2, 2),
        ("- id: t\n  term: @あ\n", 2, 9),
        ("- id: t\n  aliases: [", 2, 13),
        ("- ? [a]\n  : b\n", 1, 5),
    ],
)
def test_a_syntax_error_is_shown_where_it_begins(text: str, line: int, column: int) -> None:
    assert errors_of(text.encode()) == [(line, column, "yaml-syntax")]


def test_what_was_found_before_a_syntax_error_is_reported_with_it() -> None:
    text = "- id: t\n  id: u\n  term: &a あ\n  reading: あ: い\n"
    assert [code for _, _, code in errors_of(text.encode())] == [
        "duplicate-key",
        "yaml-anchor",
        "yaml-syntax",
    ]


def test_a_doubled_key_names_the_first_of_its_own_mapping() -> None:
    with pytest.raises(ContentErrors) as found:
        parse(b"a: {x: 1}\na: {x: 1,\n    x: 2}\na: 3\n", "x.yml")
    assert [(e.place.line, e.message[-9:]) for e in found.value.errors] == [
        (2, "目は 1 行目）。"),
        (3, "目は 2 行目）。"),
        (4, "目は 1 行目）。"),
    ]


def test_an_error_takes_one_line_whatever_it_quotes() -> None:
    with pytest.raises(ContentErrors, match=r"id「あ い」") as found:
        read(
            '- id: "あ\\nい"\n  term: あ\n  reading: あ\n  definition: あ\n'.encode(),
            "x.yml",
            TERMS,
        )
    assert len(str(found.value).splitlines()) == 1


def test_an_alias_is_the_only_error_whatever_stands_around_it() -> None:
    text = "- id: *a\n  term: id\n  *b : id\n  reading: [*c, *c]\n"
    assert errors_of(text.encode()) == [
        (line, column, "yaml-anchor") for line, column in [(1, 7), (3, 3), (4, 13), (4, 17)]
    ]


@pytest.mark.parametrize(
    "escape", ["\\u0000", "\\x07", "\\r", "\\u200b", "\\ufeff", "\\N", "\\ue000"]
)
def test_an_escape_does_not_smuggle_in_a_control_character(escape: str) -> None:
    text = f'- id: t\n  term: "あ{escape}"\n  reading: あ\n  definition: あ\n'
    assert errors_of(text.encode()) == [(2, 9, "control-character")]


def test_each_control_character_and_each_tab_is_reported() -> None:
    assert errors_of("あ\u200bい\u200b\n\tあ\n \tあ\n".encode()) == [
        (1, 2, "control-character"),
        (1, 4, "control-character"),
        (2, 1, "tab-indentation"),
        (3, 2, "tab-indentation"),
    ]


def test_an_invalid_item_does_not_make_its_list_too_short() -> None:
    scene = (CONTENT_OK / "scenes/scene-1.yml").read_text(encoding="utf-8")
    text = scene.replace("id: s1-e1", "id: S1").replace("related: [s1-a1]", "related: [S1]")
    assert [code for _, _, code in errors_of(text.encode(), KINDS[Scene])] == ["malformed-id"] * 2


@pytest.mark.parametrize(
    ("block", "place", "code"),
    [
        ("{kind: list, items: []}", (9, 29), "empty-list"),
        ("{kind: lists, items: [あ]}", (9, 16), "invalid-value"),
        ("{kind: , items: [あ]}", (9, 10), "invalid-value"),
        ("{items: [あ]}", (9, 9), "missing-key"),
        ("{kind: list, items: [あ], order: true}", (9, 34), "unknown-key"),
        ("{kind: list, items: [あ], ordered: 1}", (9, 43), "wrong-type"),
        ("{kind: table, caption: あ, columns: [あ], rows: [[あ]]}", (9, 44), "too-few"),
        ("あ", (9, 9), "wrong-type"),
    ],
)
def test_a_block_of_one_of_several_kinds(block: str, place: tuple[int, int], code: str) -> None:
    text = f"""\
id: figures
title: 数字で見る
lead: 数字をまとめました。
tags: [visit]
sections:
  - id: figures-1
    heading: 件数
    blocks:
      - {block}
"""
    assert errors_of(text.encode(), KINDS[Topic]) == [(*place, code)]


# Tables

HEADER = "row,option,n,count,percent\n"
TABLE = FileType("survey/data/x.csv", SurveyData)


def table_errors(text: str) -> list[tuple[int, int, str]]:
    return errors_of(text.encode(), TABLE)


def test_a_line_feed_in_a_quoted_cell_is_kept_and_moves_no_line() -> None:
    text = f'{HEADER}"市\nと, ""町""",している,50,x,70.0\n村,していない,50,15,y\n'
    parsed = parse_csv(text.encode(), "x.csv")
    assert parsed.data["cells"][0]["row"] == '市\nと, "町"'
    assert parsed.place(("cells", 0, "row")) == Place("x.csv", 2, 1)
    assert parsed.place(("cells", 0, "count")) == Place("x.csv", 3, 19)
    errors = [(2, 1, "line-break"), (3, 19, "wrong-type"), (4, 15, "bad-percent")]
    assert table_errors(text) == errors


@pytest.mark.parametrize("tail", ["", "\n", "\n\n", "\n,,,,\n", "\r\n\r\n"])
def test_empty_last_lines_of_a_table_are_none(tail: str) -> None:
    assert table_errors(f"{HEADER}市,している,50,35,70.0{tail}") == []


def test_an_empty_line_within_a_table_is_an_error() -> None:
    text = f"{HEADER}市,している,50,35,70.0\n\n村,している,50,35,70.0\n"
    assert table_errors(text) == [(3, 1, "csv-row")]


@pytest.mark.parametrize("percent", ["0", "0.0", "12.3", "99.95", "100", "100.0", " 5"])
def test_percents_that_are_read(percent: str) -> None:
    assert table_errors(f"{HEADER}市,している,50,35,{percent}\n") == []


@pytest.mark.parametrize(
    "percent", ["", "12.3%", "101", "100.1", "-1", "1e1", "１２", "12,3", ".5", "1_0"]
)
def test_percents_that_are_refused_in_their_own_words(percent: str) -> None:
    cell = f'"{percent}"' if "," in percent else percent
    text = f"{HEADER}市,している,50,35,{cell}\n"
    with pytest.raises(ContentErrors) as found:
        read(text.encode(), "content/x.csv", TABLE)
    (error,) = found.value.errors
    assert (error.place.line, error.place.column, error.code) == (2, 14, "bad-percent")
    assert f"割合のところが{f'「{percent}」' if percent else '空'}になっています" in error.message


# Arbitrary input


def errors_and_calls(raw: bytes) -> tuple[list[tuple[int, int, str]], int]:
    """Return the errors of a file and the number of Python calls that finding them took."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        errors = errors_of(raw)
    finally:
        sys.setprofile(None)
    return errors, calls


def test_a_bomb_of_aliases_is_not_expanded() -> None:
    lines = ["- &a0 [あ, あ]"] + [f"- &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 30)]
    errors, calls = errors_and_calls("\n".join(lines).encode())
    assert {code for _, _, code in errors} == {"yaml-anchor"}
    assert calls < 100 * len(errors)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_not_read_to_its_end(opening: str) -> None:
    raw = (opening * (SIZE_LIMIT // len(opening))).encode()
    ((line, _, code),), calls = errors_and_calls(raw)
    assert (line, code) == (1, "yaml-syntax" if opening == "? " else "too-deep")
    assert calls < 1_000 * DEPTH_LIMIT


def test_the_deepest_nesting_that_is_read() -> None:
    assert parse(("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT).encode(), "x.yml").data
    with pytest.raises(ContentErrors, match="too-deep"):
        parse(("[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1)).encode(), "x.yml")


def test_the_largest_file_that_is_read() -> None:
    raw = b"[] #".ljust(SIZE_LIMIT, b"#")
    assert parse(raw, "x.yml").data == []
    with pytest.raises(ContentErrors, match="file-too-large"):
        parse(raw + b"#", "x.yml")


FOUND = [p for p in CONTENT_OK.rglob("*") if p.is_file()]
SOUND = {p.relative_to(CONTENT_OK).as_posix(): p.read_bytes() for p in FOUND}
LOADED = {file.name: file for file in load(CONTENT_OK).files}


def assert_never_a_traceback(path: str, raw: bytes) -> None:
    """Build a file with the small content; its errors, if any, must have places within the files."""
    name = f"{CONTENT_OK.name}/{path}"
    file_type = file_type_of(path)
    assert file_type
    raws = {f"{CONTENT_OK.name}/{p}": r for p, r in (SOUND | {path: raw}).items()}
    try:
        file = read(raw, name, file_type)
        build(Loaded(list((LOADED | {name: file}).values())))
    except ContentErrors as found:
        errors = found.errors
    else:
        return
    for error in errors:
        lines = re.split(r"\r\n|\r|\n", raws[error.place.file].decode("utf-8-sig", "replace"))
        assert 1 <= error.place.line <= len(lines)
        assert 1 <= error.place.column <= len(lines[error.place.line - 1]) + 1
        assert len(str(error).splitlines()) == 1
    assert errors


PATHS = st.sampled_from([kind.pattern.replace("*", "x") for kind in FILES])
YAML_ISH = st.text("ab1:-?[]{},#&*!|>'\"%@` \n\t\r.あ　", max_size=60)


@settings(max_examples=300)
@given(PATHS, st.binary(max_size=200) | YAML_ISH.map(str.encode))
def test_random_bytes_never_raise_a_traceback(path: str, raw: bytes) -> None:
    assert_never_a_traceback(path, raw)


SEEDS = sorted(SOUND.items()) + [
    (found.path, found.raw)
    for found in INVALID_CONTENT
    if found.code not in {"copied-file", "file-too-large", "unexpected-file", "wrong-extension"}
]
PUT_IN = "- ~: ~:~#~'~\"~[~]~{~}~,~|\n~>\n~&a ~*a~!t ~---\n~null~true~0~-1~id: x\n~１~あ~visit~hints~s1-h01"
SNIPPETS = st.sampled_from(
    [*map(str.encode, PUT_IN.split("~")), b"\n", b"\r", b" ", b"\t", b"~", b"\xff", b"\xef\xbb\xbf"]
)


@st.composite
def spoiled_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Generate a mutated file of the small content or of a fixture."""
    path, raw = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 40)))
        put = draw(st.just(b"") | st.just(raw[start:end] * 2) | SNIPPETS)
        raw = raw[:start] + put + raw[end:]
    return path, raw


@settings(max_examples=200)  # tests/weekly/ tries more
@given(spoiled_files())
def test_spoiled_files_never_raise_a_traceback(changed: tuple[str, bytes]) -> None:
    assert_never_a_traceback(*changed)


@pytest.mark.parametrize("value", ["[]", "{}", "[s3-h01]", "1", "null"])
def test_an_id_may_be_anything(value: str) -> None:
    text = (FIXTURES / "content_more/scenes/scene-3.yml").read_text("utf-8")
    changed, count = re.subn(r"(?m)^( +- +|- +| +)id: s3-h01$", rf"\1id: {value}", text)
    assert count == 1
    assert errors_of(changed.encode(), KINDS[Scene])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
@pytest.mark.parametrize("spoiled", [False, True])
def test_two_processes_read_what_one_would(
    small_content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, spoiled: bool
) -> None:
    content = shutil.copytree(small_content, tmp_path / "content")
    for invalid_file in INVALID_CONTENT if spoiled else ():
        if (content / invalid_file.path).exists():  # not those whose name is wrong
            invalid_file.copy_into(content)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(files, "FEW_FILES", 10)
    two = load(content)
    monkeypatch.setattr(files, "FEW_FILES", 1000)
    one = load(content)
    assert two == one
    assert bool(one.errors) == spoiled


@pytest.mark.parametrize("name", ["steps", "concepts", "difficulties"])
def test_what_pages_show_of_the_guide_is_not_left_out(name: str) -> None:
    path = f"guide/{name}.yml"
    file_type = file_type_of(path)
    assert file_type
    raw = (FIXTURES / "content_every" / path).read_bytes()
    data = parse(raw, path).data
    one = (data[name] if isinstance(data, dict) else data)[0]
    text = one.get("text") or one["difficulties"][0]["text"]
    line = next(line for line in raw.split(b"\n") if b"text: " + text[:12].encode() in line)
    changed = raw.replace(line, line.partition(b"text:")[0] + b"text: ~", 1)
    with pytest.raises(ContentErrors) as found:
        read(changed, path, file_type)
    assert len(found.value.errors) == 1
