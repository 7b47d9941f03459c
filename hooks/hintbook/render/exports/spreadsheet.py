"""CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def spreadsheet(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, without cells that are read as formulas."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [[_without_formula(cell) for cell in row] for row in rows]
    )
    return text.getvalue().encode("utf-8-sig")


# Spreadsheets read full-width signs, and signs after white space, as formulas, too.
_SIGNS = frozenset("=+-@")
_CONTROLS = ("\t", "\r", "\n")


def _without_formula(cell: object) -> object:
    """Return a cell; a text that a spreadsheet would read as a formula gets an apostrophe."""
    if not isinstance(cell, str):
        return cell
    first = unicodedata.normalize("NFKC", cell.lstrip()[:1])[:1]
    return f"'{cell}" if first in _SIGNS or cell.startswith(_CONTROLS) else cell
