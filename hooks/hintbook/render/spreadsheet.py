"""CSV that spreadsheets open as it is."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def spreadsheet(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV: UTF-8 with a byte order mark, no cell taken for a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [[_harmless(cell) for cell in row] for row in rows]
    )
    return text.getvalue().encode("utf-8-sig")


# Spreadsheets take full-width signs, and signs after white space, for formulas, too.
_SIGNS = frozenset("=+-@")
_CONTROLS = ("\t", "\r", "\n")


def _harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula, made a text again."""
    if not isinstance(cell, str):
        return cell
    first = unicodedata.normalize("NFKC", cell.lstrip()[:1])[:1]
    return f"'{cell}" if first in _SIGNS or cell.startswith(_CONTROLS) else cell
