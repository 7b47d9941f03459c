"""The whole content, immutable: entries by id, links in both directions, tags, sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar, cast

from hintbook.model import Entry, Model
from hintbook.model.redirect import permalink_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hintbook.errors import ContentError, Loc, Place
    from hintbook.load import ContentFile
    from hintbook.model import (
        EntryPhrases,
        Redirect,
        Retired,
        Source,
        SourceRef,
        SurveyData,
        SynonymGroup,
        Tag,
        Urgent,
    )

E = TypeVar("E", bound=Entry)
M = TypeVar("M", bound=Model)
K = TypeVar("K")
V = TypeVar("V")

# Who says that two entries belong together.
StatedBy: TypeAlias = Literal["source", "editors"]


@dataclass(frozen=True)
class Located(Generic[M]):
    """A model with its file and its loc there."""

    value: M
    file: ContentFile = field(repr=False)
    loc: Loc

    def place(self, *loc: str | int) -> Place:
        """Return the place of the value at `loc` inside the model."""
        return self.file.parsed.place((*self.loc, *loc))


@dataclass(frozen=True)
class Item(Located[Entry]):
    """An entry with its file, its loc there, and the id of its parent."""

    parent: str | None

    @property
    def entry(self) -> Entry:
        """The entry."""
        return self.value


@dataclass(frozen=True)
class Link:
    """A link as seen from one of its ends."""

    target: Entry
    stated_by: StatedBy


@dataclass(frozen=True)
class Library:
    """The whole content, in reading order: by file, then as written.

    items: entries by id
    sources_of: passages that an entry restates, by its id
    tags_of: tags of an entry, by its id
    links: links of an entry, by its id
    tagged: entries with a tag, by the tag's id
    restated: entries that restate a passage, by document and locator
    data: survey data by file name
    synonyms: groups of words that a search takes for one
    phrases: what readers type to find an entry, by its id
    redirects, retired: where former addresses lead, and what became of entries that are gone
    find_warnings: yields what could be better; it reads all texts
    urgent: what is said when a life is in danger, None if there is no such file
    """

    items: Mapping[str, Item]
    sources_of: Mapping[str, tuple[tuple[Source, SourceRef], ...]]
    tags_of: Mapping[str, tuple[Tag, ...]]
    links: Mapping[str, tuple[Link, ...]]
    tagged: Mapping[str, tuple[Entry, ...]]
    restated: Mapping[tuple[str, str], tuple[Entry, ...]]
    data: Mapping[str, SurveyData]
    synonyms: tuple[Located[SynonymGroup], ...]
    phrases: Mapping[str, Located[EntryPhrases]]
    redirects: tuple[Located[Redirect], ...]
    retired: tuple[Located[Retired], ...]
    find_warnings: Callable[[], Iterator[ContentError]] = field(repr=False)
    urgent: Located[Urgent] | None = None

    @cached_property
    def warnings(self) -> tuple[ContentError, ...]:
        """What could be better: content that is published all the same."""
        return (*self.find_warnings(),)

    def __getitem__(self, entry_id: str) -> Entry:
        return self.items[entry_id].entry

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Return every entry of a class or of a class derived from it."""
        return cast("tuple[E, ...]", self._by_class.get(kind, ()))

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry with an id or former id; None if it was retired."""
        item = self.items.get(self._new_ids.get(entry_id, entry_id))
        return item.entry if item else None

    def parent(self, entry: Entry) -> Entry | None:
        """Return the entry that contains this one."""
        parent = self.items[entry.id].parent
        return self[parent] if parent else None

    def parts(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the entries directly inside this one."""
        return self._by_parent.get(entry.id, ())

    def tags(self, entry: Entry) -> tuple[Tag, ...]:
        """Return the tags of an entry in the order of its file."""
        return self.tags_of.get(entry.id, ())

    def phrases_of(self, entry: Entry) -> tuple[str, ...]:
        """Return what readers type to find an entry, beside its `asked_as`."""
        found = self.phrases.get(entry.id)
        return found.value.phrases if found else ()

    def sources(self, entry: Entry) -> tuple[tuple[Source, SourceRef], ...]:
        """Return the passages that an entry restates, each with its document."""
        return self.sources_of.get(entry.id, ())

    def file_name(self, entry: Entry) -> str:
        """Return the content file of an entry, relative to the project's root."""
        return self.items[entry.id].file.name

    @cached_property
    def _new_ids(self) -> dict[str, str]:
        moved = (located.value for located in self.redirects)
        return {permalink_id(one.old): permalink_id(one.new) for one in moved}

    @cached_property
    def _by_class(self) -> dict[type[Entry], tuple[Entry, ...]]:
        return grouped(
            (base, item.entry) for item in self.items.values() for base in type(item.entry).__mro__
        )

    @cached_property
    def _by_parent(self) -> dict[str | None, tuple[Entry, ...]]:
        return grouped((item.parent, item.entry) for item in self.items.values())


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Return values by key, in the order of `pairs`."""
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(own) for key, own in groups.items()}
