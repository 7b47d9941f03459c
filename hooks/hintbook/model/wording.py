"""What no text may hold, as patterns: private data, unkind words, places that tell who it is.

Every repetition is bounded: a text of any length is looked through in one go.
The form in the browser reads the same patterns: only what Python and JavaScript share.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_D = "[0-9０-９]"
_W = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ_"
_GAP = r"[-－ー‐–—.．()（） ]{1,2}"
_NAME = (
    "[一-龠々ぁ-ゖァ-ヶーA-ZＡ-Ｚ]{1,8}?(?:さん|氏)|[一-龠々ァ-ヶー]{1,4}(?<!客)(?<!皆)(?<!他)様"
)
_AGE = f"{_D}{{1,3}}(?:歳|才)|{_D}0代"


class Refused(NamedTuple):
    """What is refused: the code of its error, its name there, and how it is known."""

    code: str
    what: str
    pattern: re.Pattern[str]


# Contact data and traces of single persons.
PRIVATE = tuple(
    Refused("private-data", what, re.compile(pattern))
    for what, pattern in {
        "電話番号": (
            f"(?<!{_D})[0０]{_D}{{1,4}}{_GAP}{_D}{{1,4}}{_GAP}{_D}{{3,4}}(?!{_D})"
            f"|(?<!{_D})[0０]{_D}{{9,10}}(?!{_D}|[件人円])"
        ),
        "メールアドレス": f"[{_W}.+-]{{1,64}}[@＠][{_W}-]{{1,63}}([.．][{_W}-]{{1,63}}){{1,4}}",
        "郵便番号": rf"〒[ 　]{{0,3}}{_D}{{3}}|(?<!{_D}){_D}{{3}}[-－‐–]{_D}{{4}}(?!{_D})",
        "個人の名前と年齢": (
            rf"(?:{_NAME})[はが、・（( 　]{{0,2}}(?:当時)?(?:{_AGE})"
            rf"|(?:{_AGE})[の、（( 　]{{0,2}}(?:{_NAME})"
        ),
    }.items()
)
# Each of them has one of these, which most texts have not.
_PRIVATE_SIGNS = re.compile("[0-9０-９@＠〒]")


def _said(word: str) -> str:
    """A word where it is said of somebody, not where it stands in 「」 to be talked about."""
    return f"{word}(?!(?<=「{word})[^「」]{{0,3}}」)"


# 治 after another kanji is part of a word such as 自治 or 政治.
UNKIND = Refused(
    "unkind-word",
    "言い方",
    re.compile(
        "|".join(
            (
                _said("治[さしすせそ]") + "(?<![一-龠]治[さしすせそ])",
                _said("問題のある人"),
                _said("(?:引き|ひき)ずり[出だ]"),
                _said("社会復帰させ"),
            )
        )
    ),
)

# The prefectures.  Some are words of other meanings, too, and taken for places only where they
# cannot be those: 大分 (fairly), 三重 (threefold), 山形 (like a hill), 高知 (within 高知能).
PLACE = re.compile(
    "北海道|青森|岩手|宮城|秋田|山形(?!に)|福島|茨城|栃木|群馬|埼玉|千葉|"
    "東京|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重県|"
    "滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|"
    "香川|愛媛|高知(?![的能])|福岡|佐賀|長崎|熊本|大分(?=[県市のでに])|宮崎|鹿児島|沖縄"
)


def private(text: str) -> tuple[Refused, str] | None:
    """What is private in a text, if anything, and the words that show it."""
    return _first(text, PRIVATE) if _PRIVATE_SIGNS.search(text) else None


def unkind(text: str) -> tuple[Refused, str] | None:
    """What is unkind in a text, if anything, and the word itself."""
    return _first(text, (UNKIND,))


def _first(text: str, refused: tuple[Refused, ...]) -> tuple[Refused, str] | None:
    for one in refused:
        if found := one.pattern.search(text):
            return one, found[0]
    return None
