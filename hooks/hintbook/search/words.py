"""Synonyms, spellings and words without meaning, for the query."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hintbook.model import Concept, Method, Tag, Term
from hintbook.search.analyzer import fold, normalise, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hintbook.library import Library
    from hintbook.search.documents import Document

# Words of a question that say nothing about its subject, longest first.
_FUNCTION_WORDS = """
してくれない いいですか くれません してくれる てくれない でしょうか どうしたら
どうしても どうすれば どうやって どのくらい どのような どのように どれくらい
なりました よいですか いいのか ください しっかり していて している しまった
しまって するには ちゃんと ちょっと できない できます でしょう といった
どうして なかなか ならない において について によって もらえる やっぱり
よいのか あって あまり いいか いって いつも いない おいて くらい くれる
ぐらい けれど こんな させる された されて される したい してい しても
しない しまい しまう すると すれば そんな だった だって つもり てきた
できて できる でした ですか という ときに ときの ときは ところ として
とって とても どちら どんな ながら なくて なった なって なんか なんて
にくい による ばかり ほしい ました ますか ますが ません みたい もっと
もらい もらう やすい よいか らしい られる あと あり ある いい いく いた
いつ いて いる うち おく から きた きて くれ けど ここ こと この これ
さえ させ され しか した して すぐ する ずに そこ その それ たい ため
たら だけ だれ って ても です では でも とき とは どう どこ どれ ない
なく なぜ など なら なる には にも のか ので のに のは はず ほど ます
まず また まだ まで まま みて みる もう もの よい よく より れる わけ
か が し ず た だ て で と な に ね の は ば へ も や よ を
"""
FUNCTION_WORDS = tuple(_FUNCTION_WORDS.split())
_EMPTY_WORDS = "何 時 事 方 為 等 中 場合 方法 必要 関 対 気 今 際 点"
EMPTY_WORDS = tuple(_EMPTY_WORDS.split())
# Words that can be recognised in texts: katakana, and up to four ideographs.
_WORD = re.compile(
    "[\u30a1-\u30fa\u30fc]{4,}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
)
_MIN_DOCUMENTS = 5  # for a common word


@dataclass(frozen=True)
class Group:
    """Words for one thing.

    used: normalised words that texts contain
    others: normalised words that only readers use
    """

    used: tuple[str, ...]
    others: tuple[str, ...]


def groups(library: Library, found: Sequence[Document]) -> list[Group]:
    """Return the groups of synonyms, and of the names of terms, concepts and methods.

    Tags are left out: the index has a token for each tag of an entry, and the aliases of a tag
    need not mean the same.
    """
    text = "\n".join(normalise(word) for document in found for word in _texts(document))
    pairs = set(map("".join, pairwise(text)))

    def used(word: str) -> bool:
        """Return whether a text contains the word; most that are in none fail by a pair of characters."""
        return all("".join(pair) in pairs for pair in pairwise(word)) and word in text

    made = [_group(names, used) for names in _names(library)]
    return [group for group in made if group.used and len(group.used) + len(group.others) > 1]


def spellings(library: Library, found: Sequence[Document]) -> list[str]:
    """Return words to correct a query to: common words of the texts by frequency, then names."""
    held = Counter(
        word
        for own in found
        for word in dict.fromkeys(w for text in _texts(own) for w in _WORD.findall(plain(text)))
    )
    common = [word for word, count in held.most_common() if count >= _MIN_DOCUMENTS]
    names = [word for names in _names(library) for word in names]
    names += [word for tag in library.all(Tag) for word in (tag.label, *tag.aliases)]
    folded: dict[str, str] = {}
    for word in (*common, *sorted(map(plain, names), reverse=True)):  # katakana before hiragana
        folded.setdefault(fold(word), word)
    return [word for word in folded.values() if len(word) > 1]


def _names(library: Library) -> Iterator[tuple[str, ...]]:
    for group in library.synonyms:
        yield group.words
    for term in library.all(Term):
        yield (*term.names, term.reading)
    for concept in library.all(Concept):
        yield (concept.title, *concept.aliases, concept.reading)
    for method in library.all(Method):
        yield (method.title, *method.aliases)


def _group(names: Iterable[str], used: Callable[[str], bool]) -> Group:
    words = dict.fromkeys(map(normalise, names))
    in_texts = tuple(filter(used, words))
    return Group(in_texts, tuple(word for word in words if word not in in_texts))


def _texts(document: Document) -> Iterator[str]:
    yield from (*document.title, *document.asked_as, *document.body)
