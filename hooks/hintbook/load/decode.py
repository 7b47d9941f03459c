"""Bytes of a content file → text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from hintbook.errors import ContentError, ContentErrors, Place, problem

if TYPE_CHECKING:
    from collections.abc import Iterator


SIZE_LIMIT = 1024 * 1024
# Characters that no content file may contain: C0 and C1 controls except tab and line feed,
# invisible and bidirectional format characters, lone surrogates, private use, non-characters.
# U+FEFF may only be a byte order mark, which is removed before.
FORBIDDEN_CHARACTERS = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff]+"
)
FORBIDDEN_PATTERN = re.compile(FORBIDDEN_CHARACTERS)
# How to save a file, by its kind.
_SAVE_AS_UTF8 = {
    "csv": "Excel の「名前を付けて保存」で、ファイルの種類「CSV UTF-8（コンマ区切り）」を選んでください",
    "yml": "メモ帳の「名前を付けて保存」で、文字コード「UTF-8」を選んで保存し直してください",
}
_TAB_INDENT = re.compile(r" *\t")


def decode(raw: bytes, name: str) -> str:
    """Return the text of a file, with line feeds only and without a byte order mark.

    Raises `ContentErrors` for a file that is too large, not UTF-8, or has forbidden characters.
    """
    if len(raw) > SIZE_LIMIT:
        raise ContentErrors([problem("file-too-large", Place(name), limit=SIZE_LIMIT)])
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as failure:
        before = _with_line_feeds(raw[: failure.start].decode())
        place = Place(name, *line_column(before, len(before)))
        kind = "csv" if name.endswith(".csv") else "yml"
        found, remedy = _encoding(raw, failure.start), _SAVE_AS_UTF8[kind]
        raise ContentErrors([problem("not-utf8", place, found=found, remedy=remedy)]) from None
    text = _with_line_feeds(text)
    if errors := list(_forbidden(text, name)):
        raise ContentErrors(errors)
    return text


def _encoding(raw: bytes, start: int) -> str:
    """Return what the bytes of a file seem to be, of which that at `start` is not UTF-8."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16（「Unicode テキスト」）のようです。"
    with suppress(UnicodeDecodeError):
        # A file in UTF-8 with a mistake has other characters before it.
        if raw[:start].isascii() and raw.decode("cp932"):
            return "Shift_JIS（メモ帳の「ANSI」、Excel のふつうの「CSV」）のようです。"
    return f"UTF-8 ではない文字（バイト 0x{raw[start]:02X}）があります。"


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _forbidden(text: str, name: str) -> Iterator[ContentError]:
    """Yield an error for every forbidden character and every tab in an indentation."""
    if "\t" not in text and not FORBIDDEN_PATTERN.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for match in FORBIDDEN_PATTERN.finditer(line):
            place = Place(name, number, match.start() + 1)
            yield problem("control-character", place, character=code_point(match[0]))
        if indent := _TAB_INDENT.match(line):
            yield problem("tab-indentation", Place(name, number, indent.end()))


def code_point(characters: str) -> str:
    """Return the first character as U+200B."""
    return f"U+{ord(characters[0]):04X}"


def line_column(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character of `text` at `index`."""
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1
