"""The glossary: every term on one page, in the order of the Japanese syllabary."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hintbook.model import Term

from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .site import Site

_ROWS = {
    "あ": "ぁあぃいぅうぇえぉお",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちっつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "ゃやゅゆょよ",
    "ら": "らりるれろ",
    "わ": "わをん",
}
_OTHERS = "英数字"


def outputs(site: Site) -> Iterator[Page]:
    """The glossary page."""
    rows = by_row(site.library.all(Term))
    yield Page(
        path="glossary/",
        title="用語集",
        html=site.html("glossary.html", "glossary/", rows=rows),
        description="ひきこもり支援に関わる言葉の読みと短い説明。",
        headings=tuple(
            Heading(f"row-{number}", row) for number, (row, _) in enumerate(rows, start=1)
        ),
        edit="content/terms.yml",
    )


def by_row(terms: Sequence[Term]) -> list[tuple[str, list[Term]]]:
    """The terms in syllabary order, in the rows あ, か, さ …; rows without a term are left out."""
    rows: dict[str, list[Term]] = {row: [] for row in (*_ROWS, _OTHERS)}
    for term in sorted(terms, key=lambda term: (_collation(term.reading), term.term)):
        first = _collation(term.reading)[:1]
        row = next((row for row, kana in _ROWS.items() if first and first in kana), _OTHERS)
        rows[row].append(term)
    return [(row, found) for row, found in rows.items() if found]


def _collation(reading: str) -> str:
    """A reading without voicing marks and with a long vowel as the vowel it lengthens."""
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if c not in "\u3099\u309a")
    collated = ""
    for character in plain:
        collated += _vowel(collated) if character == "ー" else character
    return collated


def _vowel(before: str) -> str:
    """The vowel of the last kana, for a long vowel mark after it."""
    if not before:
        return ""
    name = unicodedata.name(before[-1], "")
    return dict(zip("AIUEO", "あいうえお", strict=True)).get(name[-1:], "")
