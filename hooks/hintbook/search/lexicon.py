"""The words of all texts → a lexicon by which a browser cuts what readers type.

A query is cut where that is most likely: by how frequent words are (their cost), and by which
kinds of words follow each other (`Lexicon.follow`).  Costs are logarithms in quarters.

An entry is a line `surface class cost [token]`: the surface as typed, the index of its class, and
the token if it is another one.  Of what inflects, an entry holds the stem, and instead of a class
`*` with the index of its endings, each with its class.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from hintbook.search.morphemes import BREAK, FUNCTION, LEADS, NEGATION, NOUN, morphemes
from hintbook.search.pack import SHARD_SIZE, Shard
from hintbook.search.spelling import variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.search.morphemes import Morpheme

_STEPS = 4  # of a cost in one unit of the natural logarithm
_READING = 1.5  # cost of kana for ideographs
_VARIANT = 4.0
_MAX = 15.0
# The rows of godan verbs: the kana that follow the stem, by form.
_ROWS = {
    "う": "わいっうえお",
    "く": "かきいくけこ",
    "ぐ": "がぎいぐげご",
    "す": "さししすせそ",
    "つ": "たちっつてと",
    "ぬ": "なにんぬねの",
    "ぶ": "ばびんぶべぼ",
    "む": "まみんむめも",
    "る": "らりっるれろ",
}
_ICHIDAN = (("", "m"), ("", "y"), ("る", "s"), ("れ", "k"), ("ろ", "i"), ("よ", "o"))
_ADJECTIVE = (("い", "s"), ("く", "y"), ("かっ", "t"), ("けれ", "k"), ("", "g"), ("かろ", "o"))
# Particles that differ in what they follow.
_PARTICLES = frozenset(
    [
        "は",
        "が",
        "を",
        "に",
        "の",
        "と",
        "も",
        "で",
        "て",
        "から",
        "など",
        "や",
        "へ",
        "より",
        "か",
        "まで",
        "だけ",
    ]
)
_KANA = re.compile("[ぁ-ゖー]+")


class Class(NamedTuple):
    """What words that are alike in a sentence share: their place in it, and what they are in a search."""

    place: str
    kind: str
    role: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Words with what is known of them.

    classes: of all words; the first is that of the beginning and end of a text
    follow: for each class the costs of all classes behind it
    endings: for each kind of inflection its endings, each with the index of a class
    lines: the entries, sorted
    """

    classes: tuple[Class, ...]
    follow: tuple[tuple[int, ...], ...]
    endings: tuple[tuple[tuple[str, int], ...], ...]
    lines: tuple[str, ...]

    @property
    def noun(self) -> int:
        """The index of the class of most nouns, and of words that no text has."""
        return self.classes.index(Class("名詞-普通名詞", NOUN))


_EDGE = Class("", BREAK)


def lexicon(texts: Iterable[str]) -> Lexicon:
    """Return the lexicon of some texts."""
    words: Counter[Morpheme] = Counter()
    pairs: Counter[tuple[Morpheme | None, Morpheme | None]] = Counter()
    for text in texts:
        found = morphemes(text)
        words.update(found)
        pairs.update(pairwise((None, *found, None)))
    classes: dict[Morpheme | None, Class] = {None: _EDGE}
    classes |= {own: _class(own) for own in words}
    follow: Counter[tuple[Class, Class]] = Counter()
    for (before, here), count in pairs.items():
        follow[classes[before], classes[here]] += count
    made = _Maker(words)
    return made.lexicon(follow)


def _class(own: Morpheme) -> Class:
    if own.kind == BREAK:
        return _EDGE
    place = f"{own.place}{own.token}" if own.token in _PARTICLES else own.place
    return Class(place, own.kind, own.role)


class _Maker:
    def __init__(self, words: Counter[Morpheme]) -> None:
        self._total = sum(words.values())
        self._classes: dict[Class, int] = {_EDGE: 0}
        self._endings: dict[tuple[tuple[str, int], ...], int] = {}
        self._found: dict[tuple[str, str, str], int] = {}
        plain: Counter[tuple[str, Class, str, str]] = Counter()
        stems: Counter[tuple[str, str, str, str, str]] = Counter()
        sizes: Counter[Class] = Counter()
        for own, count in words.items():
            if own.kind == BREAK or not own.surface.strip():
                continue
            here = _class(own)
            sizes[here] += count
            if (pattern := _pattern(own)) and own.base:
                stems[own.base, _base_reading(own), own.token, pattern, own.kind] += count
            else:
                plain[own.surface, here, own.token, own.reading] += count
        # Inflected words share the size of all their forms.
        inflected = sum(stems.values()) or 1
        for (surface, here, token, reading), count in plain.items():
            cost = math.log(sizes[here] / count)
            index = self._class(here)
            self._add(surface, str(index), token, cost)
            if here.kind in (FUNCTION, NEGATION):
                continue
            if _KANA.fullmatch(reading) and not _KANA.fullmatch(surface) and not surface.isascii():
                self._add(reading, str(index), token, cost + _READING)
            for other in variants(surface, reading):
                self._add(other, str(index), token, cost + _VARIANT)
        # 取れる is a verb of its own, 会える a form of 会う: the dictionary tells.
        own_verbs = {base for base, *_ in stems}
        for (base, reading, token, pattern, kind), count in stems.items():
            cost = math.log(inflected / count) - 2.0
            potential = f"{base[:-1]}{_ROWS[pattern][4]}る" if pattern in _ROWS else ""
            index = self._inflection(pattern, kind, without=potential in own_verbs)
            self._add(base[:-1], f"*{index}", token, cost)
            for other in variants(base, reading):
                self._add(other[:-1], f"*{index}", token, cost + _VARIANT)
            if reading and not _KANA.fullmatch(base):
                self._add(reading[:-1], f"*{index}", token, cost + _READING)

    def _class(self, here: Class) -> int:
        return self._classes.setdefault(here, len(self._classes))

    def _inflection(self, pattern: str, kind: str, *, without: bool) -> int:
        part = "形容詞" if pattern == "adjective" else "動詞"
        endings = tuple(
            (ending, self._class(Class(f"{part}-{form}", kind, _role(part, form))))
            for ending, form in _endings(pattern, without=without)
        )
        return self._endings.setdefault(endings, len(self._endings))

    def _add(self, surface: str, where: str, token: str, cost: float) -> None:
        if not surface or " " in surface:
            return
        own = (surface, where, token)
        self._found[own] = min(self._found.get(own, 999), _quantised(cost))

    def lexicon(self, follow: Counter[tuple[Class, Class]]) -> Lexicon:
        for before, here in follow:
            self._class(before), self._class(here)
        classes = tuple(self._classes)
        sums: Counter[Class] = Counter()
        for (before, _), count in follow.items():
            sums[before] += count
        smooth = 0.2
        rows = tuple(
            tuple(
                _quantised(
                    math.log(
                        (sums[before] + smooth * len(classes)) / (follow[before, here] + smooth)
                    )
                )
                for here in classes
            )
            for before in classes
        )
        lines = sorted(
            f"{surface} {where} {cost}" + (f" {token}" if token != surface else "")
            for (surface, where, token), cost in self._found.items()
        )
        return Lexicon(classes, rows, tuple(self._endings), tuple(lines))


def _quantised(cost: float) -> int:
    return round(max(0.0, min(_MAX, cost)) * _STEPS)


def _pattern(own: Morpheme) -> str:
    """Return how a word inflects, "" if its forms are listed one by one."""
    if own.inflection.startswith("五段"):
        return own.base[-1:] if own.base[-1:] in _ROWS else ""
    if own.inflection.startswith(("上一段", "下一段")):
        return "ichidan" if own.base.endswith("る") else ""
    if own.inflection == "形容詞" and own.place.startswith("形容詞"):
        return "adjective" if own.base.endswith("い") else ""
    return ""


def _role(part: str, form: str) -> str:
    return LEADS if (part, form) == ("動詞", "y") else ""


def _endings(pattern: str, *, without: bool) -> Iterator[tuple[str, str]]:
    """Yield the endings of a kind of inflection, each with its form; `without`: without potentials."""
    if pattern == "ichidan":
        yield from _ICHIDAN
    elif pattern == "adjective":
        yield from _ADJECTIVE
    else:
        for kana, form in zip(_ROWS[pattern], "mytsko", strict=True):
            yield kana, form
        if pattern == "く":  # 行った
            yield "っ", "t"
        potential = _ROWS[pattern][4]
        yield potential, "i"
        for ending, form in () if without else _ICHIDAN[:4]:  # what can be done: 会える
            yield potential + ending, form


def _base_reading(own: Morpheme) -> str:
    """Return the reading of the form that dictionaries list, "" if it is unknown."""
    shared = 0
    while shared < min(len(own.surface), len(own.base)) and own.surface[shared] == own.base[shared]:
        shared += 1
    tail = own.surface[shared:]
    if not own.reading.endswith(tail) or not _KANA.fullmatch(own.reading):
        return ""
    return own.reading[: len(own.reading) - len(tail)] + own.base[shared:]


def shards(lines: Iterable[str]) -> list[Shard]:
    """Return entries in shards; all entries with one first character are in one shard."""
    found: list[Shard] = []
    for first, group in groupby(lines, key=lambda line: line[0]):
        text = "\n".join(group)
        if found and len(found[-1].text) + len(text) <= SHARD_SIZE:
            found[-1] = Shard(found[-1].first, f"{found[-1].text}\n{text}")
        else:
            found.append(Shard(first, text))
    return found
