"""The search page, and the index as scripts: from disk a page may load scripts but fetch nothing.

Every script sets one name, `hintbookIndex_…`:
  head    what every query needs: types, tags, synonyms, the first token of each shard
  words   spellings and terms, for words that no text holds
  t0 …    shards of postings (see `search.pack`)
  d0 …    texts of `CHUNK` documents: [id, title, url, tags, asked_as, body]
The scripts' folder is named after what is in them: no old one meets a new one.
"""

from __future__ import annotations

import functools
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import escape

from hintbook import search
from hintbook.model import Tag, Term

from .address import Address, address
from .hashed import digest
from .output import Asset, Page, script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.search import Document, Group

    from .site import Site

PATH = "search/"
CHUNK = 12
SCRIPTS = ("search/analyzer", "search/query", "search/engine", "search/page")


def outputs(site: Site) -> Iterator[Page | Asset]:
    """The page, then the index."""
    folder, scripts = index(site)
    themes = [tag for tag in site.library.all(Tag) if tag.id in site.library.tagged]
    yield Page(
        path=PATH,
        title="検索",
        html=site.html("search.html", PATH, folder=folder, tags=themes),
        description="言葉や文で、ヒント・実践例・自治体事例・調査・用語を探します。",
        kind="wide",
        scripts=SCRIPTS,
    )
    if site.settings.url and site.settings.folders:
        yield Asset("opensearch.xml", _opensearch(site).encode())
    for name, code in scripts.items():
        yield Asset(f"{folder}{name}.js", code.encode())


@functools.lru_cache(maxsize=1)
def index(site: Site) -> tuple[str, dict[str, str]]:
    """The folder of the index in the site, and the code of every script in it by its name."""
    if not site.whole:
        return "", {}
    found = search.documents(site.library)
    scripts = index_scripts(
        found,
        texts=[_text(site, document) for document in found],
        tags=[_tag(site, tag) for tag in site.library.all(Tag)],
        groups=search.groups(site.library, found),
        words={
            "spellings": search.spellings(site.library, found),
            "terms": [_term(site, term) for term in site.library.all(Term)],
        },
    )
    whole = "\0".join(scripts.values())
    return f"assets/search/{digest(whole.encode())}/", scripts


def _opensearch(site: Site) -> str:
    """What lets a browser keep this search among its own; its address must be whole."""
    name, page = site.settings.name, site.settings.url + site.href("", Address(PATH))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape(name[:16])}</ShortName>\n"
        f"  <Description>{escape(name)}を検索</Description>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Url type="text/html" template="{escape(page)}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )


def index_scripts(
    found: Sequence[Document],
    *,
    texts: Sequence[object],
    tags: Sequence[object],
    groups: Sequence[Group],
    words: object,
) -> dict[str, str]:
    """The code of every script of the index by its name; `texts` stand beside the documents."""
    shards = search.shards(search.postings(found))
    values: dict[str, object] = {
        "head": {
            "count": len(found),
            "chunk": CHUNK,
            "types": _types(found),
            "tags": tags,
            "groups": [[len(group.used), *group.used, *group.others] for group in groups],
            "functionWords": search.FUNCTION_WORDS,
            "emptyWords": search.EMPTY_WORDS,
            "firsts": [shard.first for shard in shards],
        },
        "words": words,
    }
    values |= {f"t{number}": shard.text for number, shard in enumerate(shards)}
    for start in range(0, len(texts), CHUNK):
        values[f"d{start // CHUNK}"] = texts[start : start + CHUNK]
    return {name: script(f"hintbookIndex_{name}", value) for name, value in values.items()}


def _tag(site: Site, tag: Tag) -> dict[str, object]:
    url = site.href("", address(site.library, tag))
    return {"id": tag.id, "label": tag.label, "aliases": tag.aliases, "url": url}


def _term(site: Site, term: Term) -> dict[str, object]:
    url = site.href("", address(site.library, term))
    return {"label": term.term, "names": [*term.names, term.reading], "url": url}


def _types(found: Sequence[Document]) -> list[dict[str, object]]:
    """The types in the order of the documents, each with the place of its first document."""
    types: list[dict[str, object]] = []
    start = 0
    for kind, own in groupby(found, key=lambda document: type(document.entry)):
        prior = search.PRIORS.get(kind.type, 1)
        types.append({"id": kind.type, "label": kind.type_label, "start": start, "prior": prior})
        start += len(list(own))
    return types


def _text(site: Site, document: Document) -> list[object]:
    entry = document.entry
    return [
        entry.id,
        site.name(entry),
        site.href("", address(site.library, entry)),
        document.tags,
        document.asked_as,
        "\n".join(document.body),
    ]
