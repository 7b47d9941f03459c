"""A value as typed → the value that is meant.

`docs/assets/js/contribute/check.js` cleans what is typed into the form in the same way.
"""

from __future__ import annotations

import re
import unicodedata

# Stands for the end of a line within a value, where YAML would join the lines by a space.  No
# content file may contain this character.
_JOIN = "\ue000"
_PUNCTUATION = "、。，．・：；？！…「」『』（）〔〕【】〈〉《》〜"
_JAPANESE = "\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff"
_LINE_END = re.compile(
    rf"(?<=[{_JAPANESE}])[ \t\u3000]*\n(?=[ \t\u3000]*[{_JAPANESE}])"
    rf"|(?<=[{_PUNCTUATION}])[ \t\u3000]*\n(?=[ \t]*\S)"
)
_TO_COMPOSE = re.compile("[\uff61-\uff9f\u309b\u309c]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_VOICED = re.compile(
    "([うかきくけこさしすせそたちつてとはひふへほウカキクケコサシスセソタチツテトハヒフヘホ])\u309b"
)
_SEMI_VOICED = re.compile("([はひふへほハヒフヘホ])\u309c")


def clean(text: str) -> str:
    """Return a text in NFC, with full-width kana for half-width, without spaces around its lines."""
    if _TO_COMPOSE.search(text):
        text = _HALF_WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
        text = _SEMI_VOICED.sub("\\1\u309a", _VOICED.sub("\\1\u3099", text))
    text = unicodedata.normalize("NFC", text)
    return "\n".join([line.strip(" \u3000") for line in text.split("\n")])


def mark_joins(text: str) -> str:
    """Return YAML text with a mark where Japanese goes on in the next line."""
    return _LINE_END.sub(f"{_JOIN}\n", text)


def joined(value: str, style: str | None) -> str:
    """Return the value of a scalar of marked text: Japanese lines are joined without a space."""
    if _JOIN not in value:
        return value
    value = re.sub(f"{_JOIN} [ \u3000]*", "", value)
    # Within double quotes the character that is left is an escape of the editor's.
    return value if style == '"' else value.replace(_JOIN, "")
