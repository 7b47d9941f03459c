"""Text in charts: SVG breaks no lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# What stays together: a word with the kana after it, up to a mark.  So lines break between phrases.
_PHRASE = re.compile(
    r"[（「『【〈]*(?:[^ぁ-ん、。・（）「」『』／]+[ぁ-ん]*|[ぁ-ん]+|.)[、。・）」』／ー]*",
    re.DOTALL,
)
# Where a phrase is longer than a line.
_CHARACTER = re.compile(
    r"(?:[A-Za-z0-9.,:/#_-]+|.)[、。，．・）」』～％ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]*",
    re.DOTALL,
)


def width(text: str) -> float:
    """Return the width of a text in em; Latin letters and digits take about half a character."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in text)


@cache
def wrap(text: str, most: float) -> tuple[str, ...]:
    """Return a text in as few lines of at most `most` em as it needs, of about the same length."""
    lines = _filled(text, most)
    if len(lines) == 1:
        return (text,)
    even = width(text) / len(lines)
    narrower = (even + (most - even) * step / 10 for step in range(10))
    alike = (found for limit in narrower if len(found := _filled(text, limit)) == len(lines))
    return tuple(next(alike, lines))


def _filled(text: str, most: float) -> list[str]:
    """Return a text in lines, each filled as far as it goes."""
    lines, line = [], ""
    for piece in _pieces(text, most):
        if line and width(line + piece) > most:
            lines.append(line)
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line]


def _pieces(text: str, most: float) -> list[str]:
    """Return the phrases of a text, those that are longer than a line in characters."""
    return [
        piece
        for phrase in _PHRASE.findall(text)
        for piece in ([phrase] if width(phrase) <= most else _CHARACTER.findall(phrase))
    ]
