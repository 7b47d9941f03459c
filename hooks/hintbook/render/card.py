"""The height of an entry's card in a frame of another site.

The width of the frame is the other site's.  A script there could fit the height to what is in
the frame, but most sites that take a frame take no script.  So the code to embed a card gives a
height in units of its container's width, computed here from the length of the texts.  It is
rather too large: the card fills its frame.  A longer card than the limits below scrolls, with
its citation in view.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hintbook.model import Box, Practice, ProfileField, Section, Source, SurveyTable, Tag, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.library import Library
    from hintbook.model import Entry

# Widths of frames between which heights lie on a straight line, in pixels.
_WIDTHS = (320, 480, 900)
# The highest card, and the highest with a table.
_MOST, _MOST_OF_TABLE = 720, 2800
# Entries with a line that says who speaks, which is broken in a narrow frame.
_SPEAKERS = {"example", "hint", "suggestion"}
# Left and right of a text, below a paragraph.
_BORDERS, _GAP = 40, 9
# Size of a character, height of a line, and characters in a line at most.
_TEXT, _NAME, _SMALL = (16.5, 30, 40), (18.5, 29, 40), (13.3, 21, 99)


def card_heights(library: Library, entry: Entry, name: str, citation: str) -> tuple[int, ...]:
    """Return `_WIDTHS`, the heights of an entry's card in frames so wide, and the most it may have.

    name, citation: as the card shows them
    """

    def around(width: int) -> float:
        """Return the height of kind, name, citation and link."""
        kind = 60 if width < 480 and entry.type in _SPEAKERS else 30
        return 96 + kind + _height([name], width, _NAME) + _height([citation], width, _SMALL)

    texts = [part for text in _texts(library, entry) for part in text.splitlines() or [""]]
    table = _table_height(library, entry) if isinstance(entry, SurveyTable) else 0
    heights = (round(around(width) + _height(texts, width, _TEXT) + table) for width in _WIDTHS)
    return (*_WIDTHS, *heights, _MOST_OF_TABLE if table else _MOST)


def _texts(library: Library, entry: Entry) -> Iterator[str]:
    """Yield the texts of an entry with those of its parts."""
    yield from entry.texts()
    yield from _more_texts(library, entry)
    parts = library.parts(entry)
    if parts:
        yield parts[0].type_label
    for part in parts:
        yield part.caption
        yield from _texts(library, part)


def _more_texts(library: Library, entry: Entry) -> Iterator[str]:
    """Yield what the page shows of some types beside the texts of their entries."""
    match entry:
        case Practice() if entry.implemented_by.kind or entry.implemented_by.name:
            yield "実施主体"
        case Section():
            for block in entry.blocks:
                yield from ("" for _ in block.texts())  # the padding of cells
        case Term():
            yield from (entry.reading, "言い換え・略称" + "、".join(entry.aliases))
        case Tag():
            kinds = {tagged.type_label for tagged in library.tagged.get(entry.id, ())}
            yield from ("、".join(entry.aliases), "件数", *kinds)
        case Source():
            yield from (entry.title, entry.subtitle or "", *("種類と内容",) * 8)
        case Box():
            for key in (entry.difficulty, entry.method):
                if key:
                    yield library[key].full_name(library) + library[key].type_label
                    yield from library[key].texts()
        case ProfileField():
            yield from ("タグ" * 6 for item in entry.items if item.tags)


def _table_height(library: Library, table: SurveyTable) -> float:
    """Return the height of a table: in any frame it is as wide, and scrolls to the side."""
    data = library.data[table.data]
    heads, options = [row.name for row in data.rows], [*data.options]
    rows, columns = (options, heads) if len(options) > len(heads) else (heads, options)
    head = 60 + max(map(len, columns)) * 4
    caption_and_note = 150
    return caption_and_note + head + sum(max(58, len(row) * 3 + 28) for row in rows)


def _height(texts: Iterable[str], width: int, size: tuple[float, int, int]) -> float:
    """Return the height of paragraphs; a character less than fits may stand in each line."""
    character, line, characters = size
    most = min(characters, int((width - _BORDERS) / character)) - 1
    return sum(math.ceil(_length(text) / most) * line + _GAP for text in texts)


def _length(text: str) -> float:
    """Return the length of a text in full-width characters, which take three bytes each."""
    wide = (len(text.encode()) - len(text)) / 2
    return wide + 0.55 * (len(text) - wide)
