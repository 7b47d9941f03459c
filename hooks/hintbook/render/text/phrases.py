"""Phrase ends in titles, labels and cards, so that lines break there and not inside words.

BudouX finds them; `.phrases` in the styles forbids every other break, as long as a phrase is no
longer than the line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape, unescape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import budoux

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What is marked, by element and by class; all that stands inside counts.  Rows of long tables and
# folded links are not: they weigh too much, and browsers that know phrases break them well.
_ELEMENTS = ("h1", "h2", "h3", "h4", "summary", "legend", "caption", "nav")
_CLASSES = (
    "button",
    "card",
    "entry-name",
    "facet-name",
    "item-title",
    "kicker",
    "site-name",
)
_START = re.compile(
    rf'<(?:({"|".join(_ELEMENTS)})\b|(\w+) class="(?:[^"]* )?(?:{"|".join(_CLASSES)})[ "])[^>]*>'
)
# A piece of text between tags; white space around it stays outside.  A phrase of readers is on one
# line, where a `<wbr>` would break it nevertheless, and cut at the end.
_TEXT = re.compile(r"(?<!asked-phrase\">)(?<=>)(\s*)([^<>\s][^<>]*?)(\s*)(?=<)")
_OPENING = "「『（(【［〈《“‘"
_CLOSING = "」』）)】］〉》”’、。，．・：；！？…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％%"
_SEPARATORS = "・：／/、。 \u3000"
# Places at which a phrase ends whatever BudouX thinks.
_BETWEEN = re.compile(rf"[{_SEPARATORS}]|.(?=[{re.escape(_OPENING)}])")
# Words that BudouX breaks.
_WORDS = ("ワーク・ライフ・バランス", "食い違い", "担当する者")
# Up to this length a text is on one line wherever it stands.
_WORD = 5
# Where browsers break inside a phrase (「型」|が) or a name (家族会|・家族教室): kept together.
_JOINT = re.compile(
    rf"[^\s<>]～[^\s<>]|[^\s<>][{re.escape(_OPENING)}／]|[」』）)】］〉》”’：；！？…％%～{_SEPARATORS}-]+[^\s<>]"
)


# A word that looks lost at the start of a line.
_TAIL = re.compile("[ぁ-ん]{1,3}")
# Up to this length a phrase alone has room on every line, and phrases are joined.
_SHORT = 8
_LONG = 10


class PhraseMarker:
    """Marks the phrase ends in the HTML of pages."""

    def __init__(self, names: Iterable[str]) -> None:
        """Create a marker; it never breaks inside one of `names`."""
        longest_first = sorted({*names, *_WORDS}, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(map(re.escape, longest_first)))
        # Most titles stand in several places.
        self._marked = cache(self._mark_text)
        self._phrases = cache(self._split)

    def mark(self, html: str) -> str:
        """Return the HTML of a page with a `<wbr>` at each phrase end of its titles and labels."""
        pieces, done = [], 0
        for start, end in _regions(html):
            pieces += [html[done:start], _TEXT.sub(self._replace, html[start:end])]
            done = end
        return "".join([*pieces, html[done:]])

    def split(self, text: str) -> list[str]:
        """Return the phrases of a plain text, which in a row are the text."""
        return [*self._phrases(text)]

    def _split(self, text: str) -> list[str]:
        phrases = _parser().parse(text)
        ends = {len(before) for before in accumulate(phrases)}
        ends |= {found.end() for found in _BETWEEN.finditer(text)}
        for name in self._names.finditer(text):
            ends -= {*range(name.start() + 1, name.end())}
        places = [place for place in sorted(ends) if _may_break(text, place)]
        return _joined(text[start:end] for start, end in pairwise([0, *places, len(text)]))

    def _replace(self, match: re.Match[str]) -> str:
        before, text, after = match.groups()
        return f"{before}{self._marked(text)}{after}"

    def _mark_text(self, escaped: str) -> str:
        text = unescape(escaped)
        if len(text) <= _WORD:
            return escaped
        phrases = self.split(text)
        if len(text) <= _SHORT and len(phrases) == 1:
            return escaped
        return f'<span class="phrases">{"<wbr>".join(map(_phrase, phrases))}</span>'


def _joined(phrases: Iterable[str]) -> list[str]:
    """Return the phrases with short words of hiragana (ない, ある, こと) joined to those before them."""
    joined: list[str] = []
    for phrase in phrases:
        tail = _TAIL.fullmatch(phrase) and joined and joined[-1][-1] not in _SEPARATORS
        if tail and len(joined[-1] + phrase) <= _LONG:
            joined[-1] += phrase
        else:
            joined.append(phrase)
    return joined


def _phrase(text: str) -> str:
    """Return the HTML of a phrase."""
    pieces, done = [], 0
    for joint in _JOINT.finditer(text):
        pieces += [escape(text[done : joint.start()], quote=False), "<span>"]
        pieces += [escape(joint[0], quote=False), "</span>"]
        done = joint.end()
    return "".join([*pieces, escape(text[done:], quote=False)])


def _regions(html: str) -> Iterator[tuple[int, int]]:
    """Yield where the elements to be marked begin and end; none is inside another."""
    position = 0
    while found := _START.search(html, position):
        name = found[1] or found[2]
        position = _end(html, name, found.end())
        yield found.start(), position


def _end(html: str, name: str, position: int) -> int:
    """Return where the element ends whose start tag ends at `position`."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b").finditer(html, position):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(html)


def _may_break(text: str, place: int) -> bool:
    """Whether a line may end before the character at `place`.

    BudouX takes numerals and compounds apart now and then, and leaves the rules for punctuation
    to the browser, which a `<wbr>` overrides.
    """
    if place == len(text) or text[place - 1] in _OPENING + "～" or text[place] in _CLOSING + " ～":
        return False
    if text[place - 1] in _SEPARATORS or text[place] in _OPENING:
        return True
    before, after = _kind(text[place - 1]), _kind(text[place])
    return before != "DIGIT" and (before != after or after == "HIRAGANA")


@cache
def _kind(character: str) -> str:
    """Return the script of a character; characters of no script are each of their own."""
    name = unicodedata.name(character, character)
    return next((script for script in _SCRIPTS if script in name), name)


# ー has both kana in its name.
_SCRIPTS = ("DIGIT", "KATAKANA", "HIRAGANA", "CJK", "LATIN")


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
