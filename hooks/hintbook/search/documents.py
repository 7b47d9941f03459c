"""Entries → documents: the texts by which they are found, in fields of different weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model import Entry


# Characters of a text that says little.
_SHORT = 45


@dataclass(frozen=True)
class Document:
    """What the index knows of an entry.

    title: its names
    asked_as: phrases of readers who need it
    phrases: further phrases, which no page shows
    tags: ids of its tags
    context: captions of its parents, and what its type adds
    body: its own texts
    """

    entry: Entry
    title: tuple[str, ...]
    asked_as: tuple[str, ...]
    phrases: tuple[str, ...]
    tags: tuple[str, ...]
    context: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def says_little(self) -> bool:
        """Whether it is a short text, which fits a query that it hardly answers."""
        return 0 < sum(map(len, self.body)) < _SHORT


def documents(library: Library) -> list[Document]:
    """Return the documents of all entries that are searched, by type, then in reading order."""
    entries = [item.entry for item in library.items.values()]
    searched = [entry for entry in entries if entry.search_weight is not None]
    return [_document(library, entry) for entry in sorted(searched, key=lambda e: e.type)]


def _document(library: Library, entry: Entry) -> Document:
    return Document(
        entry=entry,
        title=tuple(dict.fromkeys(entry.search_names(library))),
        asked_as=getattr(entry, "asked_as", ()),
        phrases=library.phrases_of(entry),
        tags=tuple(tag.id for tag in library.tags(entry)),
        context=tuple(dict.fromkeys(_context(library, entry))),
        body=tuple(entry.texts()),
    )


def _context(library: Library, entry: Entry) -> Iterator[str]:
    yield from entry.search_context(library)
    parent = library.parent(entry)
    while parent is not None:
        yield parent.caption
        parent = library.parent(parent)
