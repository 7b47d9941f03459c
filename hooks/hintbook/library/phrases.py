"""Phrases for search: whether each stands at an entry, and at one place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hintbook.errors import did_you_mean, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.errors import ContentError, Place
    from hintbook.library.collection import UnlinkedContent
    from hintbook.load import Loaded


def phrase_errors(found: UnlinkedContent, loaded: Loaded) -> Iterator[ContentError]:
    """Yield an error for phrases of no entry, and for phrases of an entry at a second place."""
    first_places: dict[str, Place] = {}
    for located in found.phrases:
        entry_id, place = located.value.entry, located.file.parsed.key_place(located.loc)
        first = first_places.setdefault(entry_id, place)
        if first != place:
            yield problem("repeated-entry", place, value=entry_id, first=first)
        elif entry_id not in found.items and entry_id not in loaded.unread_ids:
            nearest = partial(did_you_mean, entry_id, found.items)
            yield problem("unknown-entry", place, value=entry_id, nearest=nearest)
