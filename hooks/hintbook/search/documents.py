"""Entries → the texts by which they are found, in fields of different weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hintbook.model import (
    CHOICES,
    TOPICS,
    Hint,
    HintGroup,
    Interview,
    Municipality,
    Practice,
    ProfileField,
    Survey,
    Tag,
    Term,
)
from hintbook.model.practice import CATEGORIES, IMPLEMENTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model import Entry


# What readers can act on comes before what only names it, when both fit as well.
PRIORS = {
    "hint": 1.05,
    "practice": 1.05,
    "suggestion": 1.05,
    "section": 0.95,
    "survey-table": 0.7,
    # The parts of these are found by themselves.
    "survey": 0.65,
    "municipality": 0.65,
    "scene": 0.65,
    "goal": 0.65,
    "story": 0.65,
    "topic": 0.65,
    "hint-group": 0.65,
    "difficulty-group": 0.65,
    "box": 0.65,
    "source": 0.5,
    # Terms and tags that a query names stand above the results.
    "term": 0.25,
    "tag": 0.15,
}


# Whether it runs says nothing without what it is.
_UNTOLD = {"multilayer"}


@dataclass(frozen=True)
class Document:
    """What the index knows of an entry.

    `title` is what names it, `asked_as` the moments in which readers need it,
    `tags` the ids of its tags, `context` the names of what it stands in,
    `body` its own words.
    """

    entry: Entry
    title: tuple[str, ...]
    asked_as: tuple[str, ...]
    tags: tuple[str, ...]
    context: tuple[str, ...]
    body: tuple[str, ...]


def documents(library: Library) -> list[Document]:
    """What is searched, entries of one type together, in reading order otherwise."""
    entries = [item.entry for item in library.items.values() if item.entry.searched]
    return [_document(library, entry) for entry in sorted(entries, key=lambda entry: entry.type)]


def _document(library: Library, entry: Entry) -> Document:
    texts = tuple(entry.texts())
    return Document(
        entry=entry,
        title=tuple(dict.fromkeys(_title(library, entry, texts))),
        asked_as=getattr(entry, "asked_as", ()),
        tags=tuple(tag.id for tag in library.tags(entry)),
        context=tuple(dict.fromkeys(_context(library, entry))),
        body=texts,
    )


def _title(library: Library, entry: Entry, texts: tuple[str, ...]) -> Iterator[str]:
    """The entry's name and other names; a text that stands for a name stays in the body."""
    match entry:
        case Hint():
            if isinstance(group := library.parent(entry), HintGroup):
                yield group.heading
        case Interview() | ProfileField():
            return  # the label of a field is the same in every municipality: context
        case Term(term=term, aliases=aliases, reading=reading):
            yield from (term, reading, *aliases)
        case Tag(label=label, aliases=aliases):
            yield from (label, *aliases)
        case _ if entry.caption not in texts:
            yield entry.caption
            yield from getattr(entry, "aliases", ())


def _context(library: Library, entry: Entry) -> Iterator[str]:
    match entry:
        case Municipality():
            yield from (f"自治体{entry.number}", entry.window)
            yield from (entry.chosen(key) for key in CHOICES if key not in _UNTOLD)
        case Practice():
            if entry.category:
                yield CATEGORIES[entry.category].label
            if entry.implemented_by.kind:
                yield IMPLEMENTERS[entry.implemented_by.kind]
            if entry.implemented_by.name:
                yield entry.implemented_by.name
        case Interview(topic=topic):
            yield TOPICS[topic]
        case ProfileField():
            if isinstance(profile := library.parent(entry), Municipality):
                yield profile.label_of(entry)
        case Survey():
            yield from (entry.base, *entry.options)
    parent = library.parent(entry)
    while parent is not None:
        yield parent.caption
        yield from _context(library, parent) if isinstance(parent, Municipality) else ()
        parent = library.parent(parent)
