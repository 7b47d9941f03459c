"""`hintbook format` changes only the style of content files, and is idempotent."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hintbook.cli import main
from hintbook.edit import format as formatting
from hintbook.edit.format import formatted
from hintbook.errors import ContentErrors
from hintbook.load.files import file_type_of
from hintbook.load.yaml_reader import parse
from hintbook.schema import modeline
from tests.support.site_build import FIXTURES
from tests.support.small_content import FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.model import FileType

PRACTICE = "content/practices/x.yml"
HEAD = "# yaml-language-server: $schema=../../schemas/practices.json\n"


def _kind(name: str) -> FileType:
    kind = file_type_of(name.partition("/")[2])
    assert kind
    return kind


def _formatted(text: str, name: str = PRACTICE) -> str:
    return formatted(text.encode(), name, _kind(name))


def _data(text: str) -> str:
    return json.dumps(parse(text.encode(), "x").data, sort_keys=True)


def test_content_of_every_type_has_a_form_that_stays() -> None:
    files = {
        f"content/{path.relative_to(FIXTURES / folder).as_posix()}": path
        for folder in FOLDERS
        for path in (FIXTURES / folder).rglob("*.yml")
    }
    assert {_kind(name).name for name in files} > {"practices", "scenes", "sources", "redirects"}
    for name, path in files.items():
        written = path.read_text(encoding="utf-8")
        once = _formatted(written, name)
        assert _data(once) == _data(written), name
        assert once == written or _formatted(once, name) == once, name


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("content/tags.yml", "../schemas/tags.json"),
        ("content/scenes/scene-1.yml", "../../schemas/scenes.json"),
        ("content/guide/checklist.yml", "../../schemas/guide-checklist.json"),
        ("content/guide/goals/goal-a.yml", "../../../schemas/guide-goals.json"),
    ],
)
def test_first_line_names_the_schema(name: str, schema: str) -> None:
    assert modeline(_kind(name)) == f"# yaml-language-server: $schema={schema}"


WRITTEN = """\
# of the file
title:   '見本 #1'   # of the title
# of the id
id: x
tags:
- visit   # of a tag
- letters
source: {at: hard1, document: hints}
# of the summary
# in two lines
summary: "一つ目の文です。
  二つ目の文です。"

asked_as: ["はい", '8050', "2026-11-21", "- a", 'b: c', "#d"]
unknown: {}
reviewed: 2026-11-21
# at the end
"""
IN_FORM = """\
# yaml-language-server: $schema=../../schemas/practices.json
# of the file
# of the id
id: x
title: "見本 #1"  # of the title
# of the summary
# in two lines
summary: 一つ目の文です。二つ目の文です。
tags: [visit, letters]  # of a tag
asked_as:
  - はい
  - "8050"
  - 2026-11-21
  - "- a"
  - "b: c"
  - "#d"
reviewed: 2026-11-21
source: {document: hints, at: hard1}
unknown: {}
# at the end
"""


def test_keys_quotes_lists_and_comments_find_their_place() -> None:
    assert _formatted(WRITTEN) == IN_FORM
    assert _formatted(IN_FORM) == IN_FORM


def test_a_comment_behind_a_quoted_text_that_needs_no_quotes_goes_before_it() -> None:
    written = f'{HEAD}title: "見本"  # 題\nasked_as: [あ, "い"]  # 二つ\n'
    assert _formatted(written) == f"{HEAD}# 題\ntitle: 見本\nasked_as:\n  - あ\n  # 二つ\n  - い\n"


def test_paragraphs_stand_in_a_block_and_items_keep_their_comments() -> None:
    written = (
        "# first\n"
        "- words: [a, b]  # words\n"
        '  note: "一つ目\\n\\n二つ目"\n'
        "  # of the id\n"
        "  id: syn-a\n"
        "# second\n"
        "- id: syn-b\n"
        "  words: [a, 'c]', 'd\n    e']\n"
        "  note: |  # kept\n"
        "    文 # no comment\n"
        "# end\n"
    )
    assert _formatted(written, "content/synonyms.yml").split("\n", 1)[1] == (
        "# first\n"
        "# of the id\n"
        "- id: syn-a\n"
        "  words: [a, b]  # words\n"
        "  note: |-\n"
        "    一つ目\n"
        "\n"
        "    二つ目\n"
        "# second\n"
        "- id: syn-b\n"
        '  words: [a, "c]", d e]\n'
        "  note: |  # kept\n"
        "    文 # no comment\n"
        "# end\n"
    )


ODD = ["", " ", "null", "8050", "1.5", "yes", "a: b", "a #b", "- a", "[", "a\n\nb", "a\nb\n", "\n"]
ODD += [
    "a\n b",
    " a\nb",
    "a ",
    "a\n\n",
    "\t",
    "a\tb\nc",
    "'\"",
    "%",
    "@",
    "&a",
    "*a",
    "!a",
    "|",
    "é",
]
ODD += ["🙂: 文", "文：文", "。#", "a,b", "{a}", "---", "...", "? a", "a:", "0x1f", "12:30", "~"]
TEXTS = st.sampled_from(ODD) | st.text("ab文。 :#-'\"\n[]{},&*!|>%@`?🙂", max_size=12)
KEYS = st.sampled_from(["id", "title", "tags", "source", "at", "kind", "implemented_by", "x: y"])
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature of PyYAML
        return True


def _comments(text: str) -> Counter[str]:
    """Return the comments of a file, without the one that names its schema."""
    found = parse(text.encode(), PRACTICE).comments
    return Counter(comment.text for comment in found if comment.text != HEAD.strip())


def _with_comments(text: str, at: list[int]) -> str:
    """Return the text with comments inserted wherever they do not change values."""
    for number, place in enumerate(at):
        lines = text.split("\n")
        index = place % len(lines)
        line = lines[index]
        commented = f"{line}  # c{number}" if place % 2 and line else f"# c{number}\n{line}"
        tried = "\n".join([*lines[:index], commented, *lines[index + 1 :]])
        try:
            if _data(tried) == _data(text):
                text = tried
        except ContentErrors:
            pass
    return text


@settings(max_examples=100)
@given(
    data=st.dictionaries(KEYS, DATA, min_size=1, max_size=5),
    flow=st.sampled_from([True, False, None]),
    style=st.sampled_from([None, '"', "'", "|", ">"]),
    width=st.sampled_from([8, 400]),
    at=st.lists(st.integers(0, 400), max_size=6),
)
def test_whatever_is_written_keeps_its_values_and_comments(
    data: dict[str, Any], flow: bool | None, style: str | None, width: int, at: list[int]
) -> None:
    dumped = yaml.dump(
        data, Dumper=_Dumper, default_flow_style=flow, default_style=style, width=width,
        allow_unicode=True, sort_keys=False,
    )  # fmt: skip
    if style:  # tags of values that are not text
        dumped = dumped.replace("!!null ", "").replace("!!int ", "").replace("!!bool ", "")
    written = _with_comments(dumped, at)
    once = _formatted(written)
    assert _data(once) == _data(written)
    assert _comments(once) == _comments(written)
    assert _formatted(once) == once


def test_what_would_change_a_value_is_refused(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(formatting, "_with_comments", lambda *_: "id: other\n")
    before = (content / "terms.yml").read_bytes()
    assert main(["format", str(content / "terms.yml")]) == 1
    assert "[unformattable]" in capsys.readouterr().out
    assert (content / "terms.yml").read_bytes() == before


def test_command_writes_once_and_then_has_nothing_to_do(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["format", str(content)]
    assert main([*command, "--check"]) == 1
    assert "content/terms.yml の書式が整っていません" in capsys.readouterr().out
    assert main(command) == 0
    assert "content/terms.yml の書式を整えました" in capsys.readouterr().out
    assert main([*command, "--check"]) == 0
    assert main(command) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", str(content)]) == 0
    assert not list(content.rglob("*.tmp"))


def test_byte_order_mark_and_line_ends_go(content: Path) -> None:
    terms = content / "terms.yml"
    written = terms.read_bytes()
    main(["format", str(terms)])
    plain = terms.read_bytes()
    terms.write_bytes(b"\xef\xbb\xbf" + written.replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert main(["format", str(terms)]) == 0
    assert terms.read_bytes() == plain


def test_broken_file_is_named_and_left(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "tags.yml").write_text("- id: a\n  label: [\n", encoding="utf-8")
    assert main(["format", str(content)]) == 1
    output = capsys.readouterr().out
    assert "content/tags.yml:2:" in output
    assert "content/terms.yml の書式を整えました" in output
    assert (content / "tags.yml").read_text(encoding="utf-8") == "- id: a\n  label: [\n"
