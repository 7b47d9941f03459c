"""Private data in texts, ids and comments: what is found, what is not, and at what cost."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from hintbook.model.base.fields import Citation, Id, Phrase
from hintbook.model.base.private_data import PRIVATE_DATA, find_private_data, folded
from hintbook.model.base.wording import DISRESPECTFUL, ForbiddenWording
from tests.support import private_data
from tests.support.invalid_content import errors_found
from tests.support.regex_work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (private_data.phone_numbers, "電話番号"),
        (private_data.mail_addresses, "メールアドレス"),
        (private_data.names_with_ages, "個人の名前と年齢"),
        (private_data.names, "個人の名前"),
        (private_data.harmless, None),
    ],
)
def test_private_data_is_found_as_a_person_would_see_it(
    texts: Callable[[], Iterator[str]], label: str | None
) -> None:
    found = {text: find_private_data(text) for text in texts()}
    assert {text: one for text, one in found.items() if (one and one[0].label) != label} == {}


def test_vectors_for_the_scripts_are_current() -> None:
    now = json.loads(json.dumps(private_data.fixture()))
    assert json.loads(private_data.FILE.read_text("utf-8")) == now, private_data.__doc__


def test_all_dashes_brackets_and_spaces_are_folded_to_one() -> None:
    for category, one in {"Pd": "-", "Ps": "(", "Pe": ")", "Zs": " "}.items():
        alike = {folded(c) for c in map(chr, range(0x10000)) if unicodedata.category(c) == category}
        assert alike - {"〜", "〰", "゠"} <= {one}


def _refused(annotation: Any, text: str) -> bool:
    try:
        TypeAdapter(annotation).validate_python(text)
    except ValidationError as failure:
        return [error["type"] for error in failure.errors()] == ["private-data"]
    return False


def test_a_citation_may_name_people_and_contacts() -> None:
    for text in ("石崎森人さんに聞く", "電話 03-1234-5678"):
        assert _refused(Phrase, text)
        assert not _refused(Citation, text)


def test_an_id_holds_no_phone_number() -> None:
    assert _refused(Id, "tel-090-1234-5678")
    assert not _refused(Id, "report-2024-01-0312")


@pytest.mark.parametrize(
    "comment", ["# 田中さんに確かめた", "# 電話 03-1234-5678", "# a@example.jp"]
)
def test_comments_are_looked_at_too(content: Path, comment: str) -> None:
    file = content / "scenes/scene-1.yml"
    lines = file.read_text("utf-8").split("\n")
    lines[1] += f"  {comment}"
    column = lines[1].index(comment) + 1
    file.write_text("\n".join(lines), encoding="utf-8")
    (error,) = errors_found(content)
    assert (error.code, error.place.line, error.place.column) == ("private-data", 2, column)


# Texts that make a careless pattern try again and again.
HOSTILE = (
    *("0", "0-", "0 - ", "+81", "a", "a.", "a@", "a@b.", "a (at) ", "(アット", "@"),
    *(
        "山",
        "ア",
        "あ",
        "Aa",
        "山太郎さ",
        "さんくんちゃん",
        "42歳",
        "42歳の",
        "42歳山",
        "山(",
        "山(4",
        "治さ",
    ),
)


@pytest.mark.parametrize("wording", [*PRIVATE_DATA, DISRESPECTFUL], ids=lambda one: one.label)
def test_a_search_takes_linear_time(wording: ForbiddenWording) -> None:
    """No match is wider than a limit, so that the steps from one character do not grow with the text."""
    work = Work(wording.pattern.pattern)
    assert work.width < 500
    most = max(work.most(text * (100 // len(text))) for text in HOSTILE)
    assert most * 50_000 < 100_000_000


def test_the_count_of_steps_tells_careless_patterns() -> None:
    assert Work("(?:a{1,50}){1,50}b").most("a" * 12) > 5_000
    assert Work("a+b").width > 500
