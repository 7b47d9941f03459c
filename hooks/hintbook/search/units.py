"""Morphemes → the tokens of the index.

For queries, `docs/assets/js/search/lexicon.js` does the same as `units`, and `…/query.js` the rest.

tokens of a text:
  a word               連絡, 会う          nouns, verbs, qualities, adverbs, each in its one form
  neighbours           個人情報, 不登校     two nouns, or a noun and an affix, without a space
  what does not happen 会う¬               a word with a negation behind it
  words said together  取る¬&連絡           in a title or a phrase
"""

from __future__ import annotations

import functools
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hintbook.search.morphemes import (
    ADVERB,
    AFFIX,
    BREAK,
    EMPTY,
    ENDS,
    FUNCTION,
    LEADS,
    LIGHT,
    LINKS,
    NEGATION,
    NOUN,
    QUALITY,
    VERB,
    morphemes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hintbook.search.morphemes import Morpheme

    # Tokens of names: by the first word of the name, then by all its words.
    NameTokens: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]

_PREDICATES = (VERB, LIGHT, QUALITY)
_NOT = "¬"
# Words behind a predicate that a negation may follow: 取れていない, 行きたくない.
_NEGATABLE = 4
_LONGEST_NAME = 6
# Verbs that are auxiliaries behind て: 出てくる, 続けていく, 読んでみる.
_AUXILIARY = frozenset(("来る", "行く", "見る", "言う"))

# Pronouns, adnominals, and particles such as だけ.
_NARROWING = ("代名詞", "連体詞", "助詞-副助詞", "接続詞")


class Unit(NamedTuple):
    """A word of a text: its token, with what negates it; its kind; whether it touches the one before."""

    token: str
    kind: str
    touches: bool
    leads: bool = False


def units(found: Sequence[Morpheme]) -> list[Unit]:
    """Return the words that say something, in order; breaks stay as such."""
    made: list[Unit] = []
    touches = False
    for index, own in enumerate(found):
        if own.kind in (FUNCTION, EMPTY):
            touches = False
            continue
        if own.kind == NEGATION:
            if not (made and made[-1].kind in _PREDICATES and _negates(found, index)):
                made.append(Unit(f"有る{_NOT}", LIGHT, touches=False))
            touches = False
            continue
        if own.kind == BREAK:
            made.append(Unit("", BREAK, touches=False))
            touches = False
            continue
        token = own.token
        if _is_auxiliary(own) and index and found[index - 1].role == LINKS:
            touches = False
            continue
        if own.kind in _PREDICATES and _is_negated(found, index):
            token += _NOT
        made.append(Unit(token, own.kind, touches, own.role == LEADS))
        touches = True
    return made


@functools.lru_cache(maxsize=1 << 18)  # a text is in several fields, and of several documents
def _units_of(text: str) -> tuple[Unit, ...]:
    return tuple(units(morphemes(text)))


def _is_auxiliary(own: Morpheme) -> bool:
    return own.kind == LIGHT or (own.kind == VERB and own.token in _AUXILIARY)


def _is_negated(found: Sequence[Morpheme], index: int) -> bool:
    for own in found[index + 1 : index + 1 + _NEGATABLE]:
        if own.kind == NEGATION:
            return True
        if own.kind not in (FUNCTION, LIGHT) or own.role == ENDS:
            return False
    return False


def _negates(found: Sequence[Morpheme], index: int) -> bool:
    """Return whether the negation at `index` belongs to a predicate before it."""
    for own in reversed(found[max(0, index - _NEGATABLE) : index]):
        if own.kind in _PREDICATES:
            return True
        if own.kind != FUNCTION or own.role == ENDS:
            return False
    return False


def pairs(text: str) -> list[str]:
    """Return each pair of words of a short text, as one token: what is said together."""
    made = {
        unit.token
        for unit in _units_of(text)
        if unit.kind in (NOUN, VERB, QUALITY) or (unit.kind == LIGHT and unit.token.endswith(_NOT))
    }
    return [f"{one}&{other}" for one, other in combinations(sorted(made), 2)]


def tokens(text: str, names: NameTokens) -> list[str]:
    """Return the tokens of a text."""
    made = _units_of(text)
    return [*_words(made), *_tokens_of_names(made, names)]


def _words(made: Sequence[Unit]) -> Iterator[str]:
    for index, unit in enumerate(made):
        before = made[index - 1] if index and unit.touches else None
        after = made[index + 1] if index + 1 < len(made) and made[index + 1].touches else None
        plain = unit.token.removesuffix(_NOT)
        if unit.kind in (NOUN, AFFIX) and before and _joins(before):
            yield before.token.removesuffix(_NOT) + plain
        if unit.kind in (NOUN, ADVERB) and not _is_part(unit, before, after):
            yield plain
        if unit.kind in (VERB, QUALITY):
            yield plain
            if plain != unit.token:
                yield unit.token


def _joins(unit: Unit) -> bool:
    return unit.kind in (NOUN, AFFIX, QUALITY) or unit.leads


def _is_part(unit: Unit, before: Unit | None, after: Unit | None) -> bool:
    """Return whether a lone character is a part of the word beside it: 職 in 専門職."""
    beside = [one for one in (before, after) if one and (one.kind in (NOUN, AFFIX) or one.leads)]
    return len(unit.token) == 1 and bool(beside)


def key(text: str) -> str:
    """Return the words of a name, by which texts and queries are searched for it."""
    found = morphemes(text)
    made = [unit for unit in _units_of(text) if unit.kind != BREAK]
    if all(unit.kind in (LIGHT, ADVERB) for unit in made):
        return ""
    if len(made) == 1 and any(map(_narrows, found)):
        return ""
    return " ".join(unit.token for unit in made)


def _narrows(own: Morpheme) -> bool:
    """Return whether a morpheme that is no word says more than an ending: 先 in 相談先, 小さな in 小さな町."""
    return own.kind in (EMPTY, LIGHT) or own.place.startswith(_NARROWING)


def _tokens_of_names(made: Sequence[Unit], names: NameTokens) -> Iterator[str]:
    words = [unit.token for unit in made]
    for start, first in enumerate(words):
        if own := names.get(first):
            for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1):
                yield from own.get(" ".join(words[start:end]), ())


def all_tokens(texts: Iterable[str], names: NameTokens) -> list[str]:
    """Return the tokens of several texts."""
    return [token for text in texts for token in tokens(text, names)]
