"""Names that must be unique: titles, labels, numbers and aliases by entry type, and synonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.errors import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.errors import ContentError, Loc, Place
    from hintbook.library.collection import UnlinkedContent
    from hintbook.model import Entry


def names(entry: Entry) -> Iterator[tuple[Loc, str]]:
    """Yield the values of an entry's `unique_fields`, each with its loc."""
    for name in entry.unique_fields:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            yield from (((name, index), word) for index, word in enumerate(value))
        else:
            yield (name,), str(value)


def duplicate_name_errors(found: UnlinkedContent) -> Iterator[ContentError]:
    """Yield an error for every name that another entry of its type, or of one that shares its names, has."""
    first_places: dict[tuple[str, bool, str], Place] = {}
    for item in found.all_items():
        for loc, name in names(item.entry):
            place = item.place(*loc)
            is_number = loc == ("number",)
            among = item.entry.unique_among or item.entry.type
            first = first_places.setdefault((among, is_number, name), place)
            if first != place:
                code = "duplicate-title" if loc == ("title",) else "duplicate-name"
                yield problem(code, place, value=name, first=first)


def duplicate_synonym_errors(found: UnlinkedContent) -> Iterator[ContentError]:
    """Yield an error for every word in two groups: a word leads to one group."""
    first_places: dict[str, Place] = {}
    for group in found.synonyms:
        for index, word in enumerate(group.value.words):
            place = group.place("words", index)
            first = first_places.setdefault(word, place)
            if first != place:
                yield problem("duplicate-synonym", place, value=word, first=first)
