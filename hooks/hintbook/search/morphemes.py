"""Text → morphemes, by the dictionary of SudachiPy.

Only the build needs the dictionary: what readers type is cut by the lexicon that is made from
these morphemes (see `lexicon`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sudachipy import Dictionary, SplitMode

from hintbook.search.analyzer import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a morpheme is in a search.
NOUN, AFFIX, VERB, LIGHT, QUALITY, ADVERB, FUNCTION, NEGATION, EMPTY, BREAK = "nkvgaofxes"
# The forms of what inflects, by the beginning of their names in the dictionary.
_FORMS = {
    "未然形": "m",
    "連用形-一般": "y",
    "連用形-融合": "y",
    "連用形": "t",
    "終止形": "s",
    "連体形": "s",
    "仮定形": "k",
    "命令形": "i",
    "意志推量形": "o",
    "語幹": "g",
    "ク語法": "s",
}
# Verbs that say little alone: する, ある, いる, なる, できる, くれる …
_LIGHT_WORDS = """
為る 有る 居る 成る 出来る 呉れる 貰う 遣る 仕舞う 下さる 頂く 置く 因る 付く 於く 御座る 致す
得る 過ぎる 関する 対する 思う 分かる 欲しい 良い 易い 難い 無い
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
# Nouns that say little alone.
_EMPTY_WORDS = """
事 物 時 為 所 方 様 場合 方法 必要 他 等 中 点 際 度 訳 筈 積もり 内 回 件 今 何 例 間 ため
こと もの とき ところ ほう よう うち 上 下 前 後 先 別 数 次 % 月 年 日 気 形 皆 自体
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
# Particles that end the reach of a negation, particles that auxiliaries follow, and forms of verbs
# that a noun may follow in one word: 居 in 居場所.
ENDS, LINKS, LEADS = "ctl"
_ROLES = {
    ENDS: ("助詞-格助詞", "助詞-係助詞", "助詞-終助詞", "助詞-準体助詞"),
    LINKS: ("助詞-接続助詞",),
    LEADS: ("動詞-y",),
}
_NEGATIONS = frozenset(("ない", "ぬ", "ず", "まい", "無い"))
_PARTS: dict[str, str] = {
    "名詞": NOUN,
    "接尾辞": AFFIX,
    "接頭辞": AFFIX,
    "動詞": VERB,
    "形容詞": QUALITY,
    "形状詞": QUALITY,
    "副詞": ADVERB,
    "補助記号": BREAK,
    "記号": BREAK,
    "空白": BREAK,
}


# Digits of a number that is a name: 8050.
_LONG_NUMBER = 3


@dataclass(frozen=True, eq=False, slots=True)
class Morpheme:
    """A stretch of a text; each is made once, so that counting many compares none.

    surface: as it is written, normalised
    token: the one form that all its spellings and inflections share, normalised
    kind: what it is in a search
    place: the part of speech and form, by which neighbours are likely or not
    reading: in hiragana
    base: the form in which dictionaries list it, normalised
    inflection: the kind of its endings, as dictionaries name it
    role: what it does to its neighbours
    """

    surface: str
    token: str
    kind: str
    place: str
    reading: str
    base: str
    inflection: str
    role: str


@functools.cache
def _tokenizer() -> Any:
    return Dictionary(dict="small").tokenizer(SplitMode.A)


@functools.lru_cache(maxsize=1 << 18)  # captions stand in many documents
def morphemes(text: str) -> tuple[Morpheme, ...]:
    """Return the morphemes of a text in order."""
    return tuple(map(_morpheme, _tokenizer().tokenize(text)))


# By the number of the word in the dictionary, and what numerals of one number differ in.
_known: dict[tuple[int, str, str], Morpheme] = {}


def _morpheme(found: Any) -> Morpheme:
    key = (found.word_id(), found.surface(), found.reading_form())
    if (known := _known.get(key)) is None:
        known = _known[key] = _described(
            found.surface(),
            found.normalized_form(),
            found.dictionary_form(),
            found.reading_form(),
            found.part_of_speech(),
        )
    return known


def _described(
    surface: str, normalized: str, dictionary: str, reading: str, parts: Sequence[str]
) -> Morpheme:
    own = normalise(surface)
    lemma = normalise(normalized).replace(" ", "") or own
    kind = _PARTS.get(parts[0], FUNCTION)
    if parts[0] == "助動詞" or (parts[0] == "形容詞" and lemma == "無い"):
        kind = NEGATION if lemma in _NEGATIONS else FUNCTION
    elif parts[1] in {"助動詞語幹", "フィラー"} or parts[0] == "代名詞" or lemma == "御":
        kind = FUNCTION
    elif lemma in _LIGHT:
        kind = LIGHT
    elif kind == NOUN and lemma in _EMPTY:
        kind = EMPTY
    elif parts[2] == "副詞可能" or (parts[1] == "数詞" and len(own) < _LONG_NUMBER):
        kind = ADVERB  # 毎日, 夜, 3
    form = next((code for name, code in _FORMS.items() if parts[5].startswith(name)), "")
    inflecting = parts[0] in {"動詞", "形容詞", "接尾辞"} and form
    place = f"{parts[0]}-{form}" if inflecting else "-".join(parts[:2])
    if parts[0] == "助動詞":
        place = f"{parts[4]}-{form}"
    role = next((role for role, names in _ROLES.items() if place.startswith(names)), "")
    base = normalise(dictionary)
    return Morpheme(own, lemma, kind, place, normalise(reading), base, parts[4], role)
