"""Values as typed are read as they are meant: characters, spaces, folded lines."""

from __future__ import annotations

import json

import pytest

from hintbook.load.csv_reader import parse_csv
from hintbook.load.text import clean
from hintbook.load.yaml_reader import parse
from tests.support.site_build import FIXTURES


def value(written: str) -> str:
    """Return the value of a key, given its YAML text."""
    text: str = parse(f"k: {written}\n".encode(), "x.yml").data["k"]
    return text


# The tests of the scripts have the same vectors.
@pytest.mark.parametrize(
    ("typed", "meant"), json.loads((FIXTURES / "texts.json").read_text("utf-8"))
)
def test_a_text_is_cleaned_in_yaml_and_in_tables(typed: str, meant: str) -> None:
    assert clean(typed) == meant
    assert clean(meant) == meant
    assert value(json.dumps(typed)) == meant
    head = "row,option,n,count,percent\n"
    table = parse_csv(f'{head}"{typed}",a,1,1,1\n'.encode(), "x.csv")
    assert table.data["cells"][0]["row"] == (meant or None)


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("見守り、\n  待つ。", "見守り、待つ。"),
        ('"見守りを続け\n  て　\n  　待つ"', "見守りを続けて待つ"),
        ("'会議で\n\n  話す\n  こと'", "会議で\n話すこと"),
        (">-\n  見守りを\n  続けて\n\n  待つ", "見守りを続けて\n待つ"),
        (">-\n  見守りを\n    続けて", "見守りを\n続けて"),
        ("|-\n  見守りを\n  続けて", "見守りを\n続けて"),
        ("手紙は、\n  10年前から", "手紙は、10年前から"),
        ("NPO の\n  support staff", "NPO の support staff"),
        ("a b\n  c", "a b c"),
        ("見守り、 待つ。", "見守り、 待つ。"),
        ('"引用。\\\n  続き"', "引用。続き"),
    ],
)
def test_japanese_lines_are_joined_without_a_space(written: str, joined: str) -> None:
    assert value(written) == joined


@pytest.mark.parametrize(
    "written",
    [
        "a  # 数",
        "2026-11-21 # 確かめた日",
        "[あ, い]  # 一覧",
        '"相談 #8000"',
        "相談#8000",
        "相談　#8000",
        "あ\n# 次の項目",
        "あ\n#次の項目",
        "|\n  あ #い\n  #う",
        "women's group",
        """'5" の画面'""",
        '"難しい" # 引用',
        '彼は"はい"と言った',
    ],
)
def test_comments_and_quotes_that_hide_no_text_are_read(written: str) -> None:
    assert parse(f"k: {written}\n".encode(), "x.yml").data["k"]


def test_a_comment_knows_the_unquoted_value_before_it() -> None:
    parsed = parse(b"# head\na: x # one\nb: [y, z] # two\nc:\n  - w # three\n", "x.yml")
    assert [(c.place.line, c.place.column, c.alone, c.text, c.after) for c in parsed.comments] == [
        (1, 1, True, "# head", None),
        (2, 6, False, "# one", ("a",)),
        (3, 11, False, "# two", None),
        (5, 7, False, "# three", ("c", 0)),
    ]
