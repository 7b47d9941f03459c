"""Wording that texts must not contain, as patterns: private data, disrespect, place names.

Every repetition is bounded, so that matching takes linear time.  The form in the browser reads
the same patterns: they use only syntax that Python and JavaScript share.
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


class ForbiddenWording(NamedTuple):
    """A kind of wording that is refused: its error code, its label in the message, its pattern."""

    code: str
    label: str
    pattern: re.Pattern[str]


# Contact data, and names with an age.
PRIVATE_DATA = tuple(
    ForbiddenWording("private-data", label, re.compile(pattern))
    for label, pattern in {
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
# Every match contains one of these, which most texts lack: a cheap test first.
_PRIVATE_DATA_CHARACTERS = re.compile("[0-9０-９@＠〒]")


def _used(word: str) -> str:
    """Return the pattern of a word that is used, not mentioned in 「」."""
    return f"{word}(?!(?<=「{word})[^「」]{{0,3}}」)"


# 治 after another kanji is part of a word such as 自治 or 政治.
DISRESPECTFUL = ForbiddenWording(
    "unkind-word",
    "言い方",
    re.compile(
        "|".join(
            (
                _used("治[さしすせそ]") + "(?<![一-龠]治[さしすせそ])",
                _used("問題のある人"),
                _used("(?:引き|ひき)ずり[出だ]"),
                _used("社会復帰させ"),
            )
        )
    ),
)

# The prefectures.  Some are words of other meanings, too, and taken for places only where they
# cannot be those: 大分 (fairly), 三重 (threefold), 山形 (like a hill), 高知 (within 高知能).
PLACE_NAME = re.compile(
    "北海道|青森|岩手|宮城|秋田|山形(?!に)|福島|茨城|栃木|群馬|埼玉|千葉|"
    "東京|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重県|"
    "滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|"
    "香川|愛媛|高知(?![的能])|福岡|佐賀|長崎|熊本|大分(?=[県市のでに])|宮崎|鹿児島|沖縄"
)


def find_private_data(text: str) -> tuple[ForbiddenWording, str] | None:
    """Return the first private data in a text with the match, None if there is none."""
    return _first(text, PRIVATE_DATA) if _PRIVATE_DATA_CHARACTERS.search(text) else None


def find_disrespectful(text: str) -> tuple[ForbiddenWording, str] | None:
    """Return the first disrespectful wording in a text with the match, None if there is none."""
    return _first(text, (DISRESPECTFUL,))


def _first(
    text: str, forbidden: tuple[ForbiddenWording, ...]
) -> tuple[ForbiddenWording, str] | None:
    for wording in forbidden:
        if match := wording.pattern.search(text):
            return wording, match[0]
    return None
