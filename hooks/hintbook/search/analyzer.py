"""Text → tokens.  `docs/assets/js/search/analyzer.js` implements the same steps.

Both must agree on every character, whatever version of Unicode their language has: so word
characters are a fixed list of ranges, and characters that newer versions of Unicode fold into
these ranges are removed beforehand.

1. Variation selectors, joiners and the soft hyphen are removed; U+A720–A7FF, where Unicode
   still adds letters with foldings, become a space.
2. NFKC, then lower case, then katakana U+30A1–30F6 to hiragana, one to one.
3. Runs of word characters: kana and ideographs, or Latin letters and digits.
4. A Japanese run gives its bigrams, a lone character itself; a Latin run is one token.
"""

from __future__ import annotations

import re
import unicodedata

_VANISHES = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_UNSETTLED = re.compile("[\ua720-\ua7ff]")
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_JAPANESE = "\u3005-\u3007\u3041-\u3096\u30fc\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_JAPANESE}]+|[0-9a-z\u00df-\u00f6\u00f8-\u00ff]+")


def plain(text: str) -> str:
    """Return a text after steps 1 and 2, except that katakana is kept."""
    settled = _UNSETTLED.sub(" ", _VANISHES.sub("", text))
    return unicodedata.normalize("NFKC", settled).lower()


def fold(text: str) -> str:
    """Return a text with hiragana for katakana, one to one."""
    return text.translate(_KANA)


def normalise(text: str) -> str:
    """Return a text after steps 1 and 2."""
    return fold(plain(text))


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in reading order."""
    return [token for run in _RUN.findall(normalise(text)) for token in _split(run)]


def _split(run: str) -> list[str]:
    if len(run) == 1 or run[0] < "\u3005":
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]
