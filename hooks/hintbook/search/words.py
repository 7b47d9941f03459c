"""Names: what they are led to, how they are completed while a reader types, how slips are corrected."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import Concept, Hint, Method, Practice, Scene, Suggestion, Tag, Term, Topic
from hintbook.search.analyzer import fold, normalise, plain
from hintbook.search.morphemes import morphemes
from hintbook.search.units import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hintbook.library import Library, Located
    from hintbook.model import Entry, LinkedEntry, SynonymGroup
    from hintbook.search.documents import Document
    from hintbook.search.units import NameTokens

# Words that can be recognised in texts: katakana, and up to four ideographs.
_WORD = re.compile(
    "[\u30a1-\u30fa\u30fc]{4,}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
)
# The cost of a name in the lexicon, which never is a word of a query; the spaces of its line.
_NAME_COST = 0
_PARTS = 3
_THING_TYPES = (Term, Tag, Scene, Topic, Concept)
_MIN_DOCUMENTS = 5  # for a common word
# Turns of speech that texts lack and readers use: the lexicon learns from them how words follow.
_SPEECH = """
置いてきてるけど してくれと言われた やってくれって言ってる どうすればいいんでしょうか
どうしたらいいですか どうしたらいいのかな どう返せばいい してもいいのかな しちゃった
しちゃいけないのかな わかんない わからないんですが 困ってます 困っています 教えてください
知りたいです のですが、どうすればいいでしょう なんですけど じゃない でもいいですか
してほしいんだけど してあげたい してあげられることはありますか されちゃう しようとしない
しようとしてくれない したくないって してもらえない してもらうには するにはどうすれば
しなきゃいけない しなければならない しないほうがいい すべきか なのかどうか ばかりで みたいで
みたいな感じ っていう ってどういうこと とは何か とはなんですか について に関して ってなに
のやり方 の仕方 のときに ときどうする しすぎて しづらい しにくい しそうで しはじめた
してしまいそう してしまった させられる させたい させてくれない なかなか もう まったく ぜんぜん
全然 ずっと やっぱり ちょっと とても すごく いつまで いつから どこに どこへ どこまで だれに
誰が なぜ なんで どんな どのくらい どのように いくら 何を 何から 何ができますか うちの 私の
自分の あの人 そんなとき こんなとき もしも でも だから しかし けど けれども なのに
"""
SPEECH = tuple(_SPEECH.split())


class Thing(NamedTuple):
    """A thing that readers may name.

    label: its name as shown
    names: its names and readings, normalised
    words: its names as words (see `units.key`)
    """

    entry: Entry
    label: str
    names: list[str]
    words: list[str]


def groups(library: Library) -> list[tuple[str, ...]]:
    """Return the names of each thing that has several, each as its words (see `units.key`)."""
    made = map(_keys, _synonyms(library))
    return [keys for keys in made if len(keys) > 1]


def idle_synonyms(library: Library) -> list[Located[SynonymGroup]]:
    """Return the synonym groups without effect: a search has no two different words of them."""
    return [group for group in library.synonyms if len(_keys(group.value.words)) < 2]


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a search can recognise as their words, each once."""
    return tuple(dict.fromkeys(filter(None, map(key, names))))


def group_tokens(found: Sequence[Sequence[str]]) -> NameTokens:
    """Return the tokens of groups by each of their names; a group has one token for all of them."""
    tokens: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, names in enumerate(found):
        for name in names:
            tokens[_first_word(name)][name].append(f"@{number}")
    return {first: dict(own) for first, own in tokens.items()}


def _first_word(words: str) -> str:
    return words.split(" ", 1)[0]


def name_lines(library: Library, found: Sequence[Sequence[str]]) -> list[str]:
    """Return lines for a lexicon: names of several words, of which readers type the beginning.

    found: the groups
    """
    known = group_tokens(found)
    names = dict.fromkeys(name for own in _synonyms(library) for name in own)
    lines = {
        f"{surface} ~ {_NAME_COST} {token}"
        for name, words in zip(names, map(key, names), strict=True)
        if " " in words
        for token in known.get(_first_word(words), {}).get(words, ())
        for surface in (normalise(name), _reading(name))
    }
    for tag in library.all(Tag):
        for surface in map(_reading, (tag.label, *tag.aliases)):
            lines.add(f"{surface} ~ {_NAME_COST} #{tag.id}")
    return [line for line in lines if line.count(" ") == _PARTS]


def tag_words(tag: Tag) -> list[str]:
    """Return the names of a tag as words; 手紙・メール・SNS is three names."""
    names = (name for word in (tag.label, *tag.aliases) for name in (word, *word.split("・")))
    return list(dict.fromkeys(filter(None, map(key, names))))


def all_texts(library: Library, found: Sequence[Document]) -> list[str]:
    """Return each text that a query may have words of, once."""
    texts: dict[str, None] = {}
    for own in found:
        for field in (own.title, own.asked_as, own.phrases, own.context, own.body):
            texts |= dict.fromkeys(field)
    for names in _synonyms(library):
        texts |= dict.fromkeys(names)
    for tag in library.all(Tag):
        texts |= dict.fromkeys((tag.label, *tag.aliases))
    return [*texts, *SPEECH]


def things(library: Library) -> list[Thing]:
    """Return the things that a reader may look up by a name."""
    return [_thing(entry) for kind in _THING_TYPES for entry in library.all(kind)]


def titles(library: Library) -> list[LinkedEntry]:
    """Return the entries that a reader may know by their titles."""
    return [entry for kind in (Hint, Suggestion, Practice) for entry in library.all(kind)]


def _thing(entry: Entry) -> Thing:
    others: tuple[str, ...] = (entry.caption,)
    readings: tuple[str, ...] = ()
    match entry:
        case Term():
            others, readings = entry.names, (entry.reading,)
        case Concept():
            others, readings = (entry.title, *entry.aliases), (entry.reading,)
        case Tag():
            others = (entry.label, *entry.aliases)
            readings = tuple(map(_reading, others))
        case Scene():
            others = (entry.title, f"場面{entry.number}", *entry.asked_as)
    names = dict.fromkeys(map(normalise, (entry.caption, *others, *readings)))
    return Thing(entry, entry.caption, [*names], [*dict.fromkeys(filter(None, map(key, others)))])


def _reading(name: str) -> str:
    return "".join(own.reading for own in morphemes(name))


def spellings(library: Library, found: Sequence[Document]) -> list[str]:
    """Return words to correct a query to: common words of the texts by frequency, then names."""
    held = Counter(
        word
        for own in found
        for word in dict.fromkeys(
            word
            for text in (*own.title, *own.asked_as, *own.body)
            for word in _WORD.findall(plain(text))
        )
    )
    common = [word for word, count in held.most_common() if count >= _MIN_DOCUMENTS]
    names = [word for names in _synonyms(library) for word in names]
    names += [word for tag in library.all(Tag) for word in (tag.label, *tag.aliases)]
    names += [term.reading for term in library.all(Term)]
    folded: dict[str, str] = {}
    for word in (*common, *sorted(map(plain, names), reverse=True)):  # katakana before hiragana
        folded.setdefault(fold(word), word)
    return [word for word in folded.values() if len(word) > 1]


def _synonyms(library: Library) -> Iterator[tuple[str, ...]]:
    for group in library.synonyms:
        yield group.value.words
    for term in library.all(Term):
        yield term.names
    for concept in library.all(Concept):
        yield (concept.title, *concept.aliases)
    for method in library.all(Method):
        yield (method.title, *method.aliases)
