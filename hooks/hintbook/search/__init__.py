"""Search: documents → index → packed shards; the lexicon by which queries are cut into words.

Addresses are added by `render`.
"""

from __future__ import annotations

from hintbook.search.documents import Document, documents
from hintbook.search.index import STRENGTHS, postings
from hintbook.search.lexicon import Lexicon, lexicon
from hintbook.search.lexicon import shards as lexicon_shards
from hintbook.search.pack import DIGITS, Shard, shards
from hintbook.search.words import (
    Thing,
    all_texts,
    group_tokens,
    groups,
    idle_synonyms,
    name_lines,
    spellings,
    tag_words,
    things,
    titles,
)

__all__ = [
    "DIGITS",
    "STRENGTHS",
    "Document",
    "Lexicon",
    "Shard",
    "Thing",
    "all_texts",
    "documents",
    "group_tokens",
    "groups",
    "idle_synonyms",
    "lexicon",
    "lexicon_shards",
    "name_lines",
    "postings",
    "shards",
    "spellings",
    "tag_words",
    "things",
    "titles",
]
