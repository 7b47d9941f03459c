"""Plain text of content files → HTML: paragraphs, with terms linked at their first mention."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hintbook.model import Term


class TermFinder:
    """Finds mentions of terms in a text, the longest name first."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_name = {name: term for term in terms for name in term.names}
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def split(self, text: str) -> Iterable[tuple[str, Term | None]]:
        """Return the text in pieces, each with the term that it mentions, if any."""
        start = 0
        for match in self._pattern.finditer(text):
            if _inside_word(text, *match.span()):
                continue
            yield text[start : match.start()], None
            yield match[0], self._by_name[match[0]]
            start = match.end()
        yield text[start:], None


class TextRenderer:
    """Renders the texts of one page; links each term once."""

    def __init__(self, finder: TermFinder, link: Callable[[Term], str]) -> None:
        """Create a renderer; `link` returns the address of a term relative to the page."""
        self._finder = finder
        self._link = link
        self._linked: set[str] = set()

    def definition(self, term: Term) -> Markup:
        """Return a term's definition, which does not link the term itself."""
        self._linked.add(term.id)
        return self.paragraphs(term.definition)

    def paragraphs(self, text: str) -> Markup:
        """Return the paragraphs of a text as <p> elements."""
        return Markup("").join(
            Markup("<p>{}</p>").format(self.inline(part)) for part in paragraphs(text)
        )

    def inline(self, text: str) -> Markup:
        """Return a text as content of an element; a single line end counts as a space."""
        return Markup("").join(self._piece(*piece) for piece in self._finder.split(text))

    def _piece(self, piece: str, term: Term | None) -> Markup:
        if term is None or term.id in self._linked:
            return escape(piece)
        self._linked.add(term.id)
        return Markup('<a class="term" href="{}">{}</a>').format(self._link(term), piece)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    line = " ".join(text.split())
    end = _SENTENCE_END.search(line)
    return line[: end.end()] if end else line


def with_footnote(html: str) -> str:
    """Return the HTML of a page with a mark for 原資料で判読不能 in its texts, explained at its foot.

    Texts in quotation marks speak of the words themselves.
    """
    marked = _ILLEGIBLE.sub(_MARK, html)
    return marked if marked == html else marked + _FOOTNOTE


def brief(text: str, limit: int = 120) -> str:
    """Return the first sentences of a text that fit into `limit` characters, or its beginning."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    ends = [match.end() for match in _SENTENCE_END.finditer(line[:limit])]
    return line[: ends[-1]] if ends else f"{line[: limit - 1]}…"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which blank lines separate."""
    return [part.strip() for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


# In a text, not in an attribute.
_ILLEGIBLE = re.compile(r"(?<!「)原資料で判読不能(?=[^<>]*<)")
_MARK = '不明<sup><a class="mark" href="#illegible" aria-label="注: 原資料で判読不能">※</a></sup>'
_FOOTNOTE = (
    '<p class="footnote" id="illegible">※ もとにした文書に、読み取れない数字、言葉、図があります'
    "（原資料で判読不能）。推測では補わず、不明としています。</p>"
)


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a name found there is only a piece of a longer word.

    Japanese puts no space between words.  A longer word shows by a neighbour of
    the same script (家族会|議, 生活|困窮の窓口), or by the ending of a verb
    (見立て|る).  A mention that is passed over is linked where it stands alone.
    """
    before, after = text[start - 1 : start], text[end : end + 2]
    if _script(before) == "CJK" or _same_script(before, text[start]):
        return True
    if _script(text[end - 1]) == "HIRAGANA":
        verb = any(_script(character) == "CJK" for character in text[start:end])
        return verb and after[:1] in _VERB_ENDINGS and after != "など"
    return _same_script(text[end - 1], after[:1]) and after[:1] not in _SUFFIXES


_SENTENCE_END = re.compile(r"。(?![」』）])")
_VERB_ENDINGS = frozenset("るたてなちそまさずよれ")
_SUFFIXES = frozenset("等")


def _same_script(left: str, right: str) -> bool:
    script = _script(left)
    return script not in {None, "HIRAGANA"} and script == _script(right)


@cache
def _script(character: str) -> str | None:
    if not character:
        return None
    if character == "ー":
        return "KATAKANA"
    name = unicodedata.name(character, "")
    return next((s for s in _SCRIPTS if name.startswith(s)), None)


_SCRIPTS = ("KATAKANA", "HIRAGANA", "LATIN", "CJK")
