"""Loaded files → a library, with everything checked that concerns more than one file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from hintbook.errors import ContentErrors, Place, problem
from hintbook.library.collection import UnlinkedContent, collect, duplicate_id_errors
from hintbook.library.house_style import style_warnings
from hintbook.library.library import Library, Link, grouped
from hintbook.library.names import duplicate_name_errors, duplicate_synonym_errors
from hintbook.library.odd_text import odd_text_warnings
from hintbook.library.passages import passage_errors
from hintbook.library.phrases import phrase_errors
from hintbook.library.references import TARGETS, Resolved, Resolver
from hintbook.library.survey_tables import table_errors
from hintbook.load import load, no_progress
from hintbook.model import Source, SourceRef, Tag
from hintbook.model.base.fields import today
from hintbook.model.base.introspection import mappings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hintbook.errors import ContentError
    from hintbook.library.library import Item
    from hintbook.load import Loaded, Progress
    from hintbook.model import Entry

V = TypeVar("V")

# Fewer entries than this with a tag are worth a warning.
MIN_TAGGED = 3
# So many dates in the future are no mistakes of editors.
_MANY_DATES = 10


def open_library(
    content: Path, progress: Progress = no_progress, *, drafts: bool = False
) -> Library:
    """Load, validate and link a content folder; raises `ContentErrors` with every error.

    drafts: let texts be unfinished, for a preview
    """
    library = build(load(content, progress, drafts=drafts))
    if not library.items:  # no files, or nothing but redirects and synonyms
        raise ContentErrors([problem("no-content", Place(content.name))])
    return library


def build(loaded: Loaded) -> Library:
    """Link what was loaded; raises `ContentErrors` with the errors of loading and of linking."""
    found = collect(loaded)
    resolver = Resolver(found, loaded)
    errors = [
        *loaded.errors,
        *duplicate_id_errors(found),
        *duplicate_name_errors(found),
        *duplicate_synonym_errors(found),
        *table_errors(found, loaded),
        *passage_errors(found, loaded, resolver.errors),
        *_first_errors(found, resolver.resolved),
        *resolver.errors,
        *phrase_errors(found, loaded),
    ]
    if errors:
        raise ContentErrors(_with_clock_error(errors))
    return _library(loaded, found, resolver.resolved)


def _library(loaded: Loaded, found: UnlinkedContent, resolved: Iterable[Resolved]) -> Library:
    links: defaultdict[str, dict[str, Link]] = defaultdict(dict)
    tagged: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    tags_of: defaultdict[str, dict[str, Tag]] = defaultdict(dict)
    for item, to, target in resolved:
        entry = item.entry
        if not entry.linked:
            continue
        if stated_by := TARGETS[to].stated_by:
            links[entry.id].setdefault(target.id, Link(target, stated_by))
            links[target.id].setdefault(entry.id, Link(entry, stated_by))
        elif isinstance(target, Tag):
            tagged[target.id][entry.id] = entry
            tags_of[entry.id][target.id] = target
    sources = {key: tuple(_sources(found, item.entry)) for key, item in found.items.items()}
    return Library(
        items=found.items,
        sources_of=sources,
        tags_of=_values(tags_of),
        links=_values(links),
        tagged=_values(tagged),
        restated=_restated(found.items, sources),
        data={name: located.value for name, located in found.data.items()},
        synonyms=tuple(found.synonyms),
        phrases={located.value.entry: located for located in found.phrases},
        redirects=tuple(found.redirects),
        retired=tuple(found.retired),
        find_warnings=lambda: chain(
            *(find(file) for file in loaded.files for find in (odd_text_warnings, style_warnings)),
            _rare_tag_warnings(found, tagged),
            _unconfirmed_contact_warnings(found),
        ),
        urgent=found.urgent,
    )


def _with_clock_error(errors: list[ContentError]) -> list[ContentError]:
    """Return the errors, with one that doubts the computer's clock instead of many future dates."""
    future = sorted(error for error in errors if error.code == "future-date")
    if len(future) < _MANY_DATES:
        return errors
    values = {"today": str(today()), "count": len(future)}
    clock = problem("clock-behind", future[0].place, **values)
    others = [error for error in errors if error.code != "future-date"]
    return [replace(clock, related=tuple(error.place for error in future)), *others]


def _values(groups: Mapping[str, Mapping[str, V]]) -> dict[str, tuple[V, ...]]:
    return {key: tuple(found.values()) for key, found in groups.items()}


def _sources(found: UnlinkedContent, entry: Entry) -> Iterator[tuple[Source, SourceRef]]:
    """Yield the passages that an entry restates, each with its document."""
    for reference in mappings(entry):
        if isinstance(reference, SourceRef):
            source = found.items.get(reference.document)
            if source and isinstance(source.entry, Source):
                yield source.entry, reference


def _restated(
    items: Mapping[str, Item], sources: Mapping[str, Iterable[tuple[Source, SourceRef]]]
) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Return the entries that restate each passage, each entry once."""
    pairs = {
        ((source.id, at), key): None
        for key, own in sources.items()
        for source, reference in own
        for at in reference.at
    }
    return grouped((passage, items[key].entry) for passage, key in pairs)


def _first_errors(found: UnlinkedContent, resolved: Iterable[Resolved]) -> Iterator[ContentError]:
    """Yield an error for every entry that stands first on the page of a tag without carrying it."""
    named = [(one.item.entry.id, one.target) for one in resolved]
    carried = {(entry_id, target.id) for entry_id, target in named if isinstance(target, Tag)}
    for item in found.all_items():
        if not isinstance(tag := item.entry, Tag):
            continue
        for index, first in enumerate(tag.first):
            if first in found.items and (first, tag.id) not in carried:
                place = item.place("first", index)
                yield problem("untagged-first", place, value=first, tag=tag.id)


def _unconfirmed_contact_warnings(found: UnlinkedContent) -> Iterator[ContentError]:
    """Yield a warning for every contact that the editors have not confirmed."""
    if urgent := found.urgent:
        for index, contact in enumerate(urgent.value.contacts):
            if contact.checked is None:
                place = urgent.place("contacts", index, "checked")
                yield problem("unconfirmed-contact", place, value=contact.name)


def _rare_tag_warnings(
    found: UnlinkedContent, tagged: Mapping[str, Mapping[str, Entry]]
) -> Iterator[ContentError]:
    """Yield a warning for every tag that fewer than `MIN_TAGGED` entries have."""
    for item in found.items.values():
        count = len(tagged.get(item.entry.id, ()))
        if isinstance(item.entry, Tag) and count < MIN_TAGGED:
            place = item.place("id")
            yield problem("rare-tag", place, value=item.entry.label, count=count, least=MIN_TAGGED)
