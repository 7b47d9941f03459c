"""What stands for the same thing, and how words are spelled: the knowledge behind a query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hintbook.model import Concept, Method, Tag, Term

from .analyzer import normalise, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hintbook.library import Library

    from .documents import Document

# What holds a question together and says nothing of its subject, longest first.
_FUNCTION_WORDS = """
してくれない いいですか くれません してくれる てくれない でしょうか どうしたら
どうしても どうすれば どうやって どのくらい どのような どのように どれくらい なりました
よいですか いいのか ください していて している しまった しまって するには できない
できます でしょう といった どうして ならない において について によって もらえる
よいのか あって いいか いつも いない くれる けれど こんな させる された されて
される したい してい しても しない しまう すると すれば そんな だった できて できる
でした ですか という ときに ときの ときは ところ として とって どんな なくて なった
なって にくい による ばかり ほしい ました ますか ますが ません もらう やすい よいか
られる あり ある いい いた いつ いて いる から けど こと この させ され した
して する その たい ため たら だけ だれ って ても です では でも とき とは どう
どこ ない なく なぜ など なら なる には にも のか ので のに のは ます まで もの
よい よく より れる か が し た だ て で と な に ね の は ば へ も や よ
を
"""
FUNCTION_WORDS = tuple(_FUNCTION_WORDS.split())
EMPTY_WORDS = ("何", "時", "事", "方", "為", "等", "中", "場合", "方法", "必要", "関", "対")
_KATAKANA = re.compile("[\u30a1-\u30fc]{4,}")


@dataclass(frozen=True)
class Group:
    """Words for one thing: those that the texts use, and those that only readers use."""

    used: tuple[str, ...]
    others: tuple[str, ...]


def groups(library: Library, found: Sequence[Document]) -> list[Group]:
    """The synonym groups and the names of terms, concepts and methods.

    Tags are not among them: the aliases of a tag are indexed with each entry
    that carries it, and an alias of a tag need not mean the same as another.
    """
    text = "\n".join(normalise(word) for document in found for word in _texts(document))
    made = [_group(names, text) for names in _names(library)]
    return [group for group in made if group.used and len(group.used) + len(group.others) > 1]


def spellings(library: Library, found: Sequence[Document]) -> list[str]:
    """Words that readers may have meant: every name, and every katakana word of the texts."""
    words = [word for names in _names(library) for word in names]
    words += [word for tag in library.all(Tag) for word in (tag.label, *tag.aliases)]
    for document in found:
        words += [w for text in _texts(document) for w in _KATAKANA.findall(plain(text))]
    return sorted({plain(word) for word in words if len(word) > 1})


def _names(library: Library) -> Iterator[tuple[str, ...]]:
    for group in library.synonyms:
        yield group.words
    for term in library.all(Term):
        yield (*term.names, term.reading)
    for concept in library.all(Concept):
        yield (concept.title, *concept.aliases, concept.reading)
    for method in library.all(Method):
        yield (method.title, *method.aliases)


def _group(names: Iterable[str], text: str) -> Group:
    words = list(dict.fromkeys(normalise(name) for name in names))
    used = tuple(word for word in words if word in text)
    return Group(used, tuple(word for word in words if word not in text))


def _texts(document: Document) -> Iterator[str]:
    yield from (*document.title, *document.asked_as, *document.body)
