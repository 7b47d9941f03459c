"""The search index as scripts: a page opened from disk may load scripts but fetch nothing.

Every script sets one name, `hintbookIndex_…`:
  head    what every query needs: types, tags, names, constants, the first key of each shard
  names   terms, tags, scenes and topics with their names, for the box above the results
  titles  hints, suggestions and practices with their phrases, suggested while a reader types
  words   spellings, for words that no text holds
  l0 …    shards of the lexicon (see `search.lexicon`)
  t0 …    shards of postings (see `search.pack`)
  d0 …    texts of `CHUNK` documents: [id, title, url, asked_as, body, phrases of the title]
Where lines of a shown text may break is said by its phrases: the length of each but the last.
The scripts' folder is named after their content, so that no two versions mix.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from hintbook import search
from hintbook.background import in_background
from hintbook.model import Tag
from hintbook.render.address import address
from hintbook.render.output import script, script_length, text_asset
from hintbook.render.publish.hashed_names import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hintbook.render.output import Asset
    from hintbook.render.site import Site
    from hintbook.search import Document, Lexicon, Thing

# The page that shows results.
PATH = "search/"
# Documents to a script of texts.
CHUNK = 6
# What a page needs to ask the index, in the order of loading.
QUERY_SCRIPTS = (
    "search/analyzer",
    "search/lexicon",
    "search/query",
    "search/rank",
    "search/engine",
)
# Digits of costs between classes of words: one character each, none of which JSON escapes.
_FIRST_DIGIT = 0x23


class Index(NamedTuple):
    """The folder of the index in the site, and the code of every script in it by its name."""

    folder: str
    scripts: dict[str, str]


@dataclass(frozen=True)
class Contents:
    """What the index is made from.

    texts: what results show of each document
    names, titles: what may be suggested, in rows
    """

    documents: Sequence[Document]
    texts: Sequence[object]
    tags: Sequence[object]
    groups: Sequence[tuple[str, ...]]
    lexicon: Lexicon
    name_lines: Sequence[str]
    names: Sequence[object]
    titles: Sequence[object]
    spellings: Sequence[str]


def assets(site: Site) -> Iterator[Asset]:
    """Yield the scripts of the index."""
    folder, scripts = index(site)
    for name, code in scripts.items():
        yield text_asset(f"{folder}{name}.js", code)


@functools.lru_cache(maxsize=1)
def begin(site: Site) -> Callable[[], Index]:
    """Return a function that returns the index of a site, which is made in the background.

    Cached, since several pages name the folder of the index.
    """
    return in_background(functools.partial(_index, site))


def index(site: Site) -> Index:
    """Return the index of a site."""
    return begin(site)()


def _index(site: Site) -> Index:
    found = search.documents(site.library)
    numbers = {document.entry.id: number for number, document in enumerate(found)}
    groups = search.groups(site.library)
    contents = Contents(
        documents=found,
        texts=[_text(site, document) for document in found],
        tags=[_tag(tag) for tag in site.library.all(Tag)],
        groups=groups,
        lexicon=search.lexicon(search.all_texts(site.library, found)),
        name_lines=search.name_lines(site.library, groups),
        names=[_thing(site, one, numbers) for one in search.things(site.library)],
        titles=[
            [numbers[entry.id], *_with_phrases(site, (entry.caption, *entry.asked_as))]
            for entry in search.titles(site.library)
        ],
        spellings=search.spellings(site.library, found),
    )
    scripts = index_scripts(contents)
    content = "\0".join(scripts.values())
    return Index(f"assets/search/{digest(content.encode())}/", scripts)


def index_scripts(contents: Contents) -> dict[str, str]:
    """Return the code of every script of the index by its name."""
    found, texts, lexicon = contents.documents, contents.texts, contents.lexicon
    shards = search.shards(search.postings(found, search.group_tokens(contents.groups)))
    words = search.lexicon_shards(sorted([*lexicon.lines, *contents.name_lines]))
    values: dict[str, object] = {
        "head": {
            "count": len(found),
            "chunk": CHUNK,
            "types": _types(found),
            "tags": contents.tags,
            "groups": contents.groups,
            "digits": search.DIGITS,
            "strengths": search.STRENGTHS,
            "firsts": [shard.first for shard in shards],
            "lexicon": {
                "classes": [own.kind + own.role for own in lexicon.classes],
                "follow": ["".join(map(_digit, row)) for row in lexicon.follow],
                "endings": lexicon.endings,
                "noun": lexicon.noun,
                "firsts": [shard.first for shard in words],
            },
        },
        "names": contents.names,
        "titles": contents.titles,
        "words": contents.spellings,
    }
    values |= {f"l{number}": shard.text for number, shard in enumerate(words)}
    values |= {f"t{number}": shard.text for number, shard in enumerate(shards)}
    for start in range(0, len(texts), CHUNK):
        values[f"d{start // CHUNK}"] = texts[start : start + CHUNK]
    return {name: script(f"hintbookIndex_{name}", value) for name, value in values.items()}


def _digit(cost: int) -> str:
    """Return a cost as a character; a backslash would be two."""
    return chr(_FIRST_DIGIT + cost + (cost >= ord("\\") - _FIRST_DIGIT))


def _tag(tag: Tag) -> dict[str, object]:
    return {"id": tag.id, "label": tag.label, "words": search.tag_words(tag)}


def _thing(site: Site, thing: Thing, numbers: Mapping[str, int]) -> list[object]:
    entry = thing.entry
    return [
        numbers[entry.id],
        thing.label,
        site.href("", address(site.library, entry)),
        thing.names,
        thing.words,
        _phrases(site, thing.label),
    ]


def _with_phrases(site: Site, texts: Sequence[str]) -> list[str]:
    """Return texts behind a list of their phrases, separated by spaces."""
    return [" ".join(_phrases(site, text) for text in texts), *texts]


def _phrases(site: Site, text: str) -> str:
    """Return the length of each phrase of a text but the last, in UTF-16 units, as a digit."""
    lengths = [script_length(phrase) for phrase in site.phrases.split(text)[:-1]]
    return "".join(search.DIGITS[min(length, len(search.DIGITS) - 1)] for length in lengths)


def _types(found: Sequence[Document]) -> list[dict[str, object]]:
    """Return the types in the order of the documents, each with the position of its first."""
    types: list[dict[str, object]] = []
    start = 0
    for kind, own in groupby(found, key=lambda document: type(document.entry)):
        types.append(
            {"id": kind.type, "label": kind.type_label, "start": start, "prior": kind.search_weight}
        )
        start += len(list(own))
    return types


def _text(site: Site, document: Document) -> list[object]:
    entry = document.entry
    return [
        entry.id,
        site.name(entry),
        site.href("", address(site.library, entry)),
        document.asked_as,
        "\n".join(document.body),
        _phrases(site, site.name(entry)),
    ]
