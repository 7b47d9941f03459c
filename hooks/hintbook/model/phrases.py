"""Ways to ask for an entry, for search only."""

from __future__ import annotations

from typing import TypeAlias

from hintbook.model.base.entry import Model
from hintbook.model.base.fields import SearchPhrases

# What a file holds: phrases by the id of their entry.
PhrasesById: TypeAlias = dict[str, SearchPhrases]


class EntryPhrases(Model):
    """The phrases of an entry, which show nowhere."""

    entry: str
    phrases: SearchPhrases
