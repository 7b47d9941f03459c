"""Wording that texts must not contain, as patterns: disrespect, place names.

The form in the browser reads the same patterns: they use only syntax that Python and JavaScript
share.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class ForbiddenWording(NamedTuple):
    """A kind of wording that is refused: its error code, its label in the message, its pattern.

    folded: whether the pattern is for a text that `private_data.folded` returns
    signs: strings of which every match contains one: a cheap test first; () for none
    """

    code: str
    label: str
    pattern: re.Pattern[str]
    folded: bool = False
    signs: tuple[str, ...] = ()


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

# What a name, a title or a label must not contain: it stands in one line of many files.
LINE_BREAK = ForbiddenWording("line-break", "改行", re.compile("\n"))

# The prefectures.  Some are words of other meanings, too, and taken for places only where they
# cannot be those: 大分 (fairly), 三重 (threefold), 山形 (like a hill), 高知 (within 高知能).
PLACE_NAME = re.compile(
    "北海道|青森|岩手|宮城|秋田|山形(?!に)|福島|茨城|栃木|群馬|埼玉|千葉|"
    "東京|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重県|"
    "滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|"
    "香川|愛媛|高知(?![的能])|福岡|佐賀|長崎|熊本|大分(?=[県市のでに])|宮崎|鹿児島|沖縄"
)


def find_disrespectful(text: str) -> tuple[ForbiddenWording, str] | None:
    """Return the first disrespectful wording in a text with the match, None if there is none."""
    return first_match(text, (DISRESPECTFUL,))


def first_match(
    text: str, forbidden: Iterable[ForbiddenWording]
) -> tuple[ForbiddenWording, str] | None:
    """Return the first kind of wording that a text contains, with the match; None if there is none."""
    for wording in forbidden:
        possible = not wording.signs or any(map(text.__contains__, wording.signs))
        if possible and (match := wording.pattern.search(text)):
            return wording, match[0]
    return None
