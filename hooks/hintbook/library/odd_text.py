"""Warnings about texts that may show otherwise than their editor meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hintbook.errors import problem
from hintbook.model.base.rules import scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.errors import ContentError
    from hintbook.load import ContentFile

# HTML, Markdown and character references, which pages show as they are.
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>]{0,200}>|&(?:[a-z]{2,8}|#[0-9]{1,6});|\*\*[^*\n]{1,200}\*\*"
    r"|!?\[[^\[\]\n]{1,200}\]\([^()\s]{1,200}\)|`[^`\n]{1,200}`|^#{1,6} .{1,200}",
    re.MULTILINE,
)
_DASHES = "-‐‑‒–—―─−－"
# Any dash between katakana; the full-width ones also where the word ends.
_LONG_VOWEL = re.compile(
    f"(?:[ァ-ヺー]{{1,20}}(?:[{_DASHES}](?=[ァ-ヺ])|[−－](?![{_DASHES}0-9０-９A-Za-z]))){{1,9}}"
    "[ァ-ヺー]{0,20}"
)


def odd_text_warnings(file: ContentFile) -> Iterator[ContentError]:
    """Yield a warning for mark-up, and for every dash in place of the long vowel sign."""
    for loc, value in scalars(file.parsed.data):
        if not isinstance(value, str) or value.isalnum():
            continue
        if match := _MARKUP.search(value):
            yield problem("markup", file.parsed.place(loc), value=match[0])
        if match := _LONG_VOWEL.search(value):
            meant = re.sub(f"[{_DASHES}]", "ー", match[0])
            yield problem("long-vowel", file.parsed.place(loc), value=match[0], nearest=meant)
