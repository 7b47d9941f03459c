"""What fits into a box of a slide, estimated from the widths of characters; what does not goes on."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from hintbook.render.exports.slides.layouts import GAP, INDENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hintbook.render.exports.slides.layouts import Area

# Width of a character that is not full-width, in em: that of a wide letter.
_HALF = 0.62
# A word of letters and figures stays in one line; so does punctuation with what it belongs to.
_UNIT = re.compile(r"[!-~]+|.", re.DOTALL)
# Room at the end of a line, in em: punctuation takes a character with it into the next line.
_RAGGED = 1.0
_SENTENCE = re.compile(r".+?(?:[。！？](?![」』）])|$)", re.DOTALL)
_CLAUSE = re.compile(r".+?(?:、|$)", re.DOTALL)


class Paragraph(NamedTuple):
    """A paragraph, with a label to its left if it is an item of a list."""

    text: str
    label: str = ""


def width(text: str) -> float:
    """Return the width of a text in em, rather too large than too small."""
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else _HALF for one in text)


def lines(text: str, width_in_em: float) -> int:
    """Return the number of lines of a text, rather too large than too small."""
    room = max(width_in_em - _RAGGED, 1)
    count, used = 1, 0.0
    for unit in _UNIT.findall(text):
        size = width(unit)
        if used + size > room and used:
            count, used = count + 1, 0.0
        # A word longer than a line is broken.
        whole = int(max(size - 1e-9, 0) // room)
        count, used = count + whole, used + size - whole * room
    return count


def height(paragraphs: Sequence[Paragraph], area: Area) -> int:
    """Return the height of paragraphs in a box of this width, in points."""
    gaps = GAP * (len(paragraphs) - 1) if paragraphs else 0
    return gaps + sum(_lines(paragraph, area) * area.line for paragraph in paragraphs)


def fits(paragraphs: Sequence[Paragraph], area: Area) -> bool:
    """Return whether paragraphs stay inside a box."""
    return height(paragraphs, area) <= area.height


def in_a_line_each(paragraphs: Iterable[Paragraph], area: Area) -> bool:
    """Return whether no paragraph needs a second line."""
    return all(_lines(paragraph, area) == 1 for paragraph in paragraphs)


def shortened(text: str, area: Area, end: str = "") -> str:
    """Return a text with `end` that stays inside a box: its beginning with an ellipsis if need be."""
    if fits([Paragraph(text + end)], area):
        return text + end
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fits([Paragraph(f"{text[:middle]}…{end}")], area):
            low = middle
        else:
            high = middle - 1
    return f"{text[:low]}…{end}"


def divided(paragraphs: Iterable[Paragraph], area: Area) -> list[list[Paragraph]]:
    """Return paragraphs in as few boxes as hold them, evenly filled; nothing is left out.

    Items of a list and sentences stay whole where they fit into a box.
    """
    pieces = list(chain.from_iterable(_pieces(paragraph, area) for paragraph in paragraphs))
    found = _filled(pieces, area)
    for limit in range(area.line, area.height, area.line) if len(found) > 1 else ():
        even = _filled(pieces, area._replace(height=limit))
        if len(even) == len(found) and all(fits(page, area) for page in even):
            return even
    return found


class _Piece(NamedTuple):
    """A part of a paragraph that is not divided; `first` begins a paragraph."""

    paragraph: Paragraph
    first: bool


def _lines(paragraph: Paragraph, area: Area) -> int:
    return lines(paragraph.text, _room(paragraph, area))


def _room(paragraph: Paragraph, area: Area) -> float:
    """Return the width that a paragraph has in a box, in em."""
    return (area.width - (INDENT if paragraph.label else 0)) / area.size


def _pieces(paragraph: Paragraph, area: Area) -> Iterator[_Piece]:
    """Yield an item of a list whole if it fits, else sentences, clauses or as much as fits."""
    if paragraph.label and fits([paragraph], area):
        yield _Piece(paragraph, first=True)
        return
    first = True
    for sentence in _SENTENCE.findall(paragraph.text):
        whole = fits([paragraph._replace(text=sentence)], area)
        for clause in [sentence] if whole else _CLAUSE.findall(sentence):
            for part in _cut(clause, paragraph, area):
                yield _Piece(paragraph._replace(text=part), first)
                first = False


def _cut(text: str, paragraph: Paragraph, area: Area) -> Iterator[str]:
    """Yield a text in parts that fit each."""
    most = max(int(_room(paragraph, area) - _RAGGED), 1) * (area.height // area.line)
    while not fits([paragraph._replace(text=text)], area):
        yield text[:most]
        text = text[most:]
    yield text


def _filled(pieces: Iterable[_Piece], area: Area) -> list[list[Paragraph]]:
    """Return pieces in boxes, each filled before the next one begins."""
    found: list[list[Paragraph]] = []
    for paragraph, first in pieces:
        page = found[-1] if found else []
        if page and not first:
            longer = page[-1]._replace(text=page[-1].text + paragraph.text)
            candidate = [*page[:-1], longer]
        else:
            candidate = [*page, paragraph]
        if page and fits(candidate, area):
            found[-1] = candidate
        else:
            found.append([paragraph])
    return found
