"""Loaded files → everything in them by its kind: entries by id, survey data, redirects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hintbook.errors import problem
from hintbook.library.library import Item, Located
from hintbook.model import EntryPhrases, Redirect, Retired, SurveyData, SynonymGroup
from hintbook.model.base.introspection import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.errors import ContentError, Loc
    from hintbook.load import ContentFile, Loaded
    from hintbook.model import Model


@dataclass
class UnlinkedContent:
    """The content before links are resolved.

    items: entries by id, the first of each id
    repeats: entries whose id another entry has already
    data: survey data by file name
    """

    items: dict[str, Item] = field(default_factory=dict)
    repeats: list[Item] = field(default_factory=list)
    data: dict[str, Located[SurveyData]] = field(default_factory=dict)
    synonyms: list[Located[SynonymGroup]] = field(default_factory=list)
    phrases: list[Located[EntryPhrases]] = field(default_factory=list)
    redirects: list[Located[Redirect]] = field(default_factory=list)
    retired: list[Located[Retired]] = field(default_factory=list)

    def all_items(self) -> Iterator[Item]:
        """Yield every entry, repeats last."""
        yield from self.items.values()
        yield from self.repeats


def collect(loaded: Loaded) -> UnlinkedContent:
    """Return everything that was loaded."""
    found = UnlinkedContent()
    for file in loaded.files:
        for loc, model in file.models:
            match model:
                case SurveyData():
                    found.data[file.name.rpartition("/")[2]] = Located(model, file, loc)
                case SynonymGroup():
                    found.synonyms.append(Located(model, file, loc))
                case EntryPhrases():
                    found.phrases.append(Located(model, file, loc))
                case Redirect():
                    found.redirects.append(Located(model, file, loc))
                case Retired():
                    found.retired.append(Located(model, file, loc))
            for item in _items(file, model, loc):
                first = found.items.setdefault(item.entry.id, item)
                if first is not item:
                    found.repeats.append(item)
    return found


def duplicate_id_errors(found: UnlinkedContent) -> Iterator[ContentError]:
    """Yield an error for every id that an entry or synonym group has already."""
    for item in found.repeats:
        first = found.items[item.entry.id].place("id")
        yield problem("duplicate-id", item.place("id"), value=item.entry.id, first=first)
    first_places = {entry_id: item.place("id") for entry_id, item in found.items.items()}
    for group in found.synonyms:
        place = group.place("id")
        first = first_places.setdefault(group.value.id, place)
        if first != place:
            yield problem("duplicate-id", place, value=group.value.id, first=first)


def _items(file: ContentFile, model: Model, start: Loc) -> Iterator[Item]:
    """Yield the entries of the model at `start`, each with its parent."""
    parents: list[tuple[Loc, str]] = []
    for loc, entry in entries(model, start):
        while parents and parents[-1][0] != loc[: len(parents[-1][0])]:
            parents.pop()
        yield Item(entry, file, loc, parents[-1][1] if parents else None)
        parents.append((loc, entry.id))
