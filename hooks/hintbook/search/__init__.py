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
    Named,
    all_texts,
    group_tokens,
    groups,
    name_lines,
    named,
    spellings,
    tag_words,
    titles,
)

__all__ = [
    "DIGITS",
    "STRENGTHS",
    "Document",
    "Lexicon",
    "Named",
    "Shard",
    "all_texts",
    "documents",
    "group_tokens",
    "groups",
    "lexicon",
    "lexicon_shards",
    "name_lines",
    "named",
    "postings",
    "shards",
    "spellings",
    "tag_words",
    "titles",
]
