"""References between entries: what they may name, and what they resolve to."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import closest, did_you_mean, problem
from hintbook.library.names import names
from hintbook.model import Source, SourceRef
from hintbook.model.base.fields import is_id
from hintbook.model.base.introspection import references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.errors import ContentError, Place
    from hintbook.library.collection import UnlinkedContent
    from hintbook.library.library import Item, StatedBy
    from hintbook.load import Loaded
    from hintbook.model import Entry
    from hintbook.model.base.introspection import Reference


class Target(NamedTuple):
    """What a field with a `Ref` may name.

    type: an entry type, None for any
    code: error code of a reference to nothing
    stated_by: who states the link that the reference makes; None: it makes none
    """

    type: str | None
    code: str
    stated_by: StatedBy | None = None

    def id(self, value: str) -> str:
        """Return the id that a value names: goals are named by their letter."""
        return f"goal-{value.lower()}" if self.type == "goal" else value


# By `Ref.to`; "passage" is resolved in the document beside it.
TARGETS: dict[str, Target] = {
    "tag": Target("tag", "unknown-tag"),
    "entry": Target(None, "dangling-related", "editors"),
    "document": Target("source", "unknown-document"),
    "goal": Target("goal", "unknown-goal", "source"),
    "method": Target("method", "unknown-method", "source"),
    "difficulty": Target("difficulty", "unknown-difficulty", "source"),
    "hint": Target("hint", "hint-elsewhere"),
    "practice": Target("practice", "unknown-practice"),
    "scene": Target("scene", "unknown-scene"),
    "tagged": Target(None, "dangling-related"),
    "municipality": Target("municipality", "unknown-municipality", "source"),
}


def _nearest(value: str, target: Target, items: Iterable[Item]) -> str:
    """Return what to write instead of a reference to nothing, as a sentence; "" if unknown."""
    known = [item.entry for item in items if target.type in {None, item.entry.type}]
    parts = re.split(r"[、，・\s]+", value)
    if len(parts) > 1 and all(map(is_id, parts)):
        return f"「{', '.join(parts)}」のように、半角の「, 」で区切ります。"
    by_name = {name: entry for entry in known for _, name in names(entry)}
    if not value.isascii() and (name := closest(value, by_name)):
        return f"id で書きます（{by_name[name].caption} → {by_name[name].id}）。"
    return did_you_mean(value, [entry.id for entry in known])


class Resolved(NamedTuple):
    """A reference of an entry that names another."""

    item: Item
    to: str
    target: Entry


class Resolver:
    """Resolves the references of a collection; what cannot be resolved goes to `errors`."""

    def __init__(self, found: UnlinkedContent, loaded: Loaded) -> None:
        self.errors: list[ContentError] = []
        self._items = found.items
        self._unread_ids = loaded.unread_ids
        self.resolved = [r for item in found.all_items() for r in self._of_item(item)]
        if found.urgent:
            for reference in references(found.urgent.value):
                self._target(reference, found.urgent.place(*reference.loc))
        reported = {error.place for error in loaded.errors}
        for place, reference in loaded.unread_references:
            if place not in reported:
                self._target(reference, place)

    def _of_item(self, item: Item) -> Iterator[Resolved]:
        for reference in references(item.entry):
            target = self._target(reference, item.place(*reference.loc), item.entry.id)
            if target:
                yield Resolved(item, reference.to, target)

    def _target(self, reference: Reference, place: Place, own_id: str = "") -> Entry | None:
        """Return the entry that a reference names; None for a passage and after an error."""
        if reference.to == "passage":
            self._check_passage(reference, place)
            return None
        target = TARGETS[reference.to]
        named = target.id(reference.value)
        found = self._items.get(named)
        if named == own_id:
            self._add("self-related", place, value=reference.value)
        elif found and target.type in {None, found.entry.type}:
            return found.entry
        elif found or named not in self._unread_ids:
            nearest = partial(_nearest, reference.value, target, self._items.values())
            self._add(target.code, place, value=reference.value, nearest=nearest)
        return None

    def _check_passage(self, reference: Reference, place: Place) -> None:
        document = reference.owner.document if isinstance(reference.owner, SourceRef) else ""
        source = self._items.get(document)
        if source is None or not isinstance(source.entry, Source):
            return
        known = source.entry.labels
        if reference.value not in known:
            self._add(
                "unknown-passage",
                place,
                document=document,
                value=reference.value,
                nearest=partial(did_you_mean, reference.value, known),
            )

    def _add(self, code: str, place: Place, **values: object) -> None:
        self.errors.append(problem(code, place, **values))
