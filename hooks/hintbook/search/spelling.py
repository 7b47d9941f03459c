"""Other ways to write a word: kana for some of its ideographs, more or less okurigana, old ideographs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff"
_BLOCKS = re.compile(f"[{_KANJI}]+|[ぁ-ゖー]+")
# Ideographs, each with one that is written for it; `analyzer` leads old ones to new ones.
_ALIKE = {"継": "繋", "回": "廻", "看": "観", "聞": "訊", "会": "逢", "話": "喋"}
_MAX_BLOCKS = 6


def variants(word: str, reading: str) -> set[str]:
    """Return other spellings of a word with ideographs; `reading` is its kana."""
    blocks = _BLOCKS.findall(word)
    if "".join(blocks) != word or not reading or len(blocks) > _MAX_BLOCKS:
        return set()
    kanji = [index for index, block in enumerate(blocks) if not _is_kana(block)]
    if not kanji:
        return set()
    found = {
        "".join(block for index, block in enumerate(blocks) if index not in dropped)
        for dropped in _okurigana(blocks)
    }
    if kana := _aligned(blocks, reading):
        for index in kanji if len(blocks) > 1 else ():
            written = [*blocks]
            written[index] = kana[index]
            found.add("".join(written))
    for one in [*found, word]:
        found |= {one.replace(old, new) for old, new in _ALIKE.items() if old in one}
    return found - {word, reading}


def _is_kana(block: str) -> bool:
    return "ぁ" <= block[0] <= "ゖ" or block[0] == "ー"


def _okurigana(blocks: list[str]) -> Iterator[set[int]]:
    """Yield the kana between ideographs that may be left out: 引継ぎ, and with it the last: 引継."""
    inner = [
        i for i, b in enumerate(blocks) if _is_kana(b) and 0 < i < len(blocks) - 1 and len(b) == 1
    ]
    if inner:
        yield set(inner)
        last = len(blocks) - 1
        if _is_kana(blocks[last]) and len(blocks[last]) == 1:
            yield {*inner, last}


def _aligned(blocks: list[str], reading: str) -> list[str]:
    """Return the kana of each block; [] if the reading does not fit."""
    pattern = "".join(f"({re.escape(b)})" if _is_kana(b) else "(.+?)" for b in blocks)
    match = re.fullmatch(pattern, reading)
    return list(match.groups()) if match else []
