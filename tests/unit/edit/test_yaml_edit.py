"""Single values of YAML text can be changed with everything else as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hintbook.edit.files import UsageError
from hintbook.edit.yaml_edit import YamlEdit

if TYPE_CHECKING:
    from hintbook.errors import Loc

TEXT = """\
# head
id: 'one'   # the id
tags: [one, "two", three]
source: {document: book, at: p1}
list:
  # before b
  - {id: b, text: "x # y"}
  -   id: c
      text: |
        id: c

        end
      inner:
      - one
  # of d
  - id: d

last: [only]
"""


def edit() -> YamlEdit:
    return YamlEdit(TEXT.encode(), "content/x.yml")


@pytest.mark.parametrize(
    ("loc", "value", "old", "new"),
    [
        (("id",), "two", "'one'   # the id", "two   # the id"),
        (("tags", 1), "a: b", '"two"', '"a: b"'),
        (("source", 0, "document"), "leaf", "document: book", "document: leaf"),
        (("source", 0, "at", 0), "p2", "at: p1", "at: p2"),
        (("source", "note"), "x, y", "at: p1}", 'at: p1, note: "x, y"}'),
        (("list", 1, "inner", 0), "two", "- one\n", "- two\n"),
        (("list", 2, "note"), "x", "  - id: d\n", "  - id: d\n    note: x\n"),
    ],
)
def test_a_text_is_set(loc: Loc, value: str, old: str, new: str) -> None:
    changed = edit()
    changed.set(loc, value)
    assert TEXT.count(old) == 1
    assert changed.text() == TEXT.replace(old, new)


TEXT_OF_C = """\
      text: |
        id: c

        end
"""
C = f"""\
  -   id: c
{TEXT_OF_C}\
      inner:
      - one
"""


@pytest.mark.parametrize(
    ("locs", "old", "new"),
    [
        ([("tags", 0)], '[one, "two", three]', '["two", three]'),
        ([("tags", 1), ("tags", 2)], '[one, "two", three]', "[one]"),
        ([("last", 0)], "[only]", "[]"),
        ([("list", 0)], '  - {id: b, text: "x # y"}\n', ""),
        ([("list", 1)], C, ""),
        ([("list", 1, "inner", 0)], "      inner:\n      - one\n", ""),
        ([("list", 2)], "  - id: d\n", ""),
        ([("list", 1, "text")], TEXT_OF_C, ""),
        ([("list", 1, "inner")], "      inner:\n      - one\n", ""),
        ([("source", "document")], "{document: book, at: p1}", "{at: p1}"),
    ],
)
def test_items_are_removed(locs: list[Loc], old: str, new: str) -> None:
    changed = edit()
    for loc in locs:
        changed.remove(loc)
    assert TEXT.count(old) == 1
    assert changed.text() == TEXT.replace(old, new)


def test_nothing_is_left_of_a_list_of_one() -> None:
    changed = YamlEdit(b"# all\n- id: a\n", "content/tags.yml")
    changed.remove((0,))
    assert changed.text() is None


def test_what_cannot_be_changed_safely_is_refused_with_its_place() -> None:
    changed = YamlEdit(b"-\n  a: b\n-\n  a: c\n", "content/x.yml")
    changed.remove((0,))
    with pytest.raises(UsageError, match=r"content/x\.yml:2:3"):
        changed.text()
