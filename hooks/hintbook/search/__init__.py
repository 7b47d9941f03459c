"""Search: documents → index → packed shards; the words behind a query.

Addresses are added by `render`.
"""

from __future__ import annotations

from hintbook.search.documents import Document, documents
from hintbook.search.index import STRENGTHS, postings
from hintbook.search.pack import DIGITS, Shard, shards
from hintbook.search.words import EMPTY_WORDS, FUNCTION_WORDS, Group, groups, spellings

__all__ = [
    "DIGITS",
    "EMPTY_WORDS",
    "FUNCTION_WORDS",
    "STRENGTHS",
    "Document",
    "Group",
    "Shard",
    "documents",
    "groups",
    "postings",
    "shards",
    "spellings",
]
