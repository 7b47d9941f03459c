"""Search: analyzer, words → documents → index → packed shards.

Knows what entries say, not where they stand: addresses are added by `render`.
"""

from __future__ import annotations

from .documents import PRIORS, Document, documents
from .index import postings
from .pack import Shard, shards
from .words import EMPTY_WORDS, FUNCTION_WORDS, Group, groups, spellings

__all__ = [
    "EMPTY_WORDS",
    "FUNCTION_WORDS",
    "PRIORS",
    "Document",
    "Group",
    "Shard",
    "documents",
    "groups",
    "postings",
    "shards",
    "spellings",
]
