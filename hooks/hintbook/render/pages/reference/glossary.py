"""The glossary: all terms on one page in the order of the Japanese syllabary."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hintbook.model import Term
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.render.output import Page
    from hintbook.render.site import Site

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


def pages(site: Site) -> Iterator[Page]:
    """Yield the glossary."""
    rows = by_row(site.library.all(Term))
    yield page(
        site,
        "reference/glossary.html",
        "glossary/",
        title="用語集",
        description="ひきこもり支援に関わる言葉の読みと短い説明。",
        outline=tuple(Heading(f"row-{number}") for number, _ in enumerate(rows, start=1)),
        edit="content/terms.yml",
        rows=rows,
    )


def by_row(terms: Sequence[Term]) -> list[tuple[str, list[Term]]]:
    """Return the terms in syllabary order by row (あ, か, さ …), without empty rows."""
    rows: dict[str, list[Term]] = {row: [] for row in (*_ROWS, _OTHERS)}
    for term in sorted(terms, key=lambda term: (_collation(term.reading), term.term)):
        first = _collation(term.reading)[:1]
        row = next((row for row, kana in _ROWS.items() if first and first in kana), _OTHERS)
        rows[row].append(term)
    return [(row, found) for row, found in rows.items() if found]


def _collation(reading: str) -> str:
    """Return the sort key of a reading: without voicing marks, with ー as the vowel it lengthens."""
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if c not in "\u3099\u309a")
    collated = ""
    for character in plain:
        collated += _vowel(collated) if character == "ー" else character
    return collated


def _vowel(before: str) -> str:
    """Return the vowel of the last kana, "" if there is none."""
    if not before:
        return ""
    name = unicodedata.name(before[-1], "")
    return dict(zip("AIUEO", "あいうえお", strict=True)).get(name[-1:], "")
