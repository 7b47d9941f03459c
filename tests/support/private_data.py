"""Vectors of private data for the tests of Python and of the form's scripts.

`python -m tests.support.private_data` writes them to tests/fixtures/private_data.json.
"""

from __future__ import annotations

import json
import unicodedata
from itertools import product
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from hintbook.model.base.fields import Phrase
from hintbook.model.base.private_data import FOLDS, PHONE_GROUPS, ROLES, TITLES, find_private_data
from tests.support.site_build import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = FIXTURES / "private_data.json"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _of(*categories: str) -> list[str]:
    """Return the characters below U+10000 of some categories of Unicode."""
    return [c for c in map(chr, range(0x10000)) if unicodedata.category(c) in categories]


def _phone(sizes: tuple[int, ...], gap: str) -> str:
    digits = "0" + "312456789012"[: sum(sizes)]
    ends = [1 + sum(sizes[: n + 1]) for n in range(len(sizes))]
    return gap.join(digits[a:b] for a, b in zip([0, *ends], ends, strict=False))


def phone_numbers() -> Iterator[str]:
    """Yield phone numbers in the ways in which people write them."""
    for sizes, gap in product(PHONE_GROUPS, ("-", " ")):
        yield _phone(sizes, gap)
    gaps = [*_of("Pd", "Zs"), *"−ー～・/／．.（）()·", *_of("Ps")[:8], " - ", "　－　", "）−（"]
    for gap in dict.fromkeys(gaps):
        yield f"電話は{_phone((2, 4, 4), gap)}です。"
        yield _phone((2, 4, 4), gap).translate(WIDE)
    yield from ("+81-90-1234-5678", "＋８１　９０　１２３４　５６７８", "+81(0)90-1234-5678")
    yield from ("+819012345678", "(03)1234-5678", "０３（１２３４）５６７８", "TEL.03-1234-5678")


def mail_addresses() -> Iterator[str]:
    """Yield addresses in the ways in which people write or disguise them."""
    signs = (
        "@",
        "＠",
        "﹫",
        " @ ",
        "　＠　",
        "（アット）",
        "[at]",
        " (at) ",
        "【アットマーク】",
        "<at>",
    )
    hosts = ("example.jp", "例え.jp", "例え.テスト", "ｅｘａｍｐｌｅ．ｊｐ", "a.example.co.jp")
    for name, sign, host in product(("taro", "太郎", "ｔａｒｏ．ｙ"), signs, hosts):
        yield f"連絡は、{name}{sign}{host}へ"
    yield "taro@example（ドット）jp"


def names_with_ages() -> Iterator[str]:
    """Yield names with an age."""
    brackets = list(zip("(（［〔【〈《「『｛﹙⦅", ")）］〕】〉》」』｝﹚⦆", strict=True))
    for name, (first, last) in product(("山田太郎", "山田さん", "けんたくん", "Aさん"), brackets):
        yield f"{name}{first}42歳{last}が来た。"
    for title, age in product(TITLES, ("42歳", "４２才", "42 歳", "40代")):
        yield from (f"山田{title}{age}", f"山田{title}、{age}", f"{age}の山田{title}")


def names() -> Iterator[str]:
    """Yield names with a title."""
    people = ("田中", "石崎森人", "髙﨑", "タナカ", "ﾀﾅｶ", "Tanaka", "林", "花子")
    for name, title in product(people, TITLES):
        yield f"窓口の人は、{name}{title}。"
        yield unicodedata.normalize("NFD", f"ジョージ{title}が来た。")


def harmless() -> Iterator[str]:
    """Yield texts without private data that resemble some."""
    yield from ("、".join(f"この{role}{title}" for title in TITLES) for role in ROLES)
    yield from (f"民生委員{title}、42歳の相談者{title}（42歳）" for title in TITLES)
    yield from ("同様に、様々な様子", "一様に扱う", "彼氏の氏名、両氏", "諸君、君津市")
    yield from ("お母さん、皆さん、患者さん、お子さん、赤ちゃん", "利用者さんと保健師さん")
    yield from ("行くんです", "毎日ちゃんと", "支援の仕様書と有様", "たくさん、20代の人")
    yield from (
        "平均年齢（42歳）",
        "退職（42歳）の後",
        "対象者（15歳～39歳）",
        "若い人（15歳以上）",
    )
    yield from ("300～1000人", "05/10/2024 10:30", "0312345678件", "2019-2021年の100-2000人")
    yield from ("0.5, 10, 200, 3000", "SNSの @hintbook。", "平成30年度 3-1-2", "48-02-1234")


def vectors() -> list[tuple[str, str | None, str | None]]:
    """Return texts, each with the label and the folded match of its private data, or None."""
    texts = (phone_numbers, mail_addresses, names_with_ages, names, harmless)
    found = [(text, find_private_data(text)) for part in texts for text in dict.fromkeys(part())]
    return [(text, one[0].label, one[1]) if one else (text, None, None) for text, one in found]


def fixture() -> dict[str, Any]:
    """Return what the tests of the scripts need: the schema of a text, folds, vectors."""
    shape = TypeAdapter(Phrase).json_schema()
    return {"schema": shape, "folds": FOLDS, "vectors": vectors()}


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(vector, ensure_ascii=False) for vector in vectors())
    head = json.dumps({**fixture(), "vectors": []}, ensure_ascii=False).removesuffix("[]}")
    FILE.write_text(f"{head}[\n{lines}\n]}}\n", encoding="utf-8")
