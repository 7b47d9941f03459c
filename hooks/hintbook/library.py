"""All entries by id, their links resolved both ways, their tags and sources looked up.

A library is built once from what was loaded and does not change after that.
Whatever is wrong between files (a doubled id, a link to nowhere) is found here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar, cast

from . import figures
from .errors import ContentError, ContentErrors, Place, nearest, problem
from .load import ContentFile, Loaded, Progress, load, silent
from .model import (
    Entry,
    Redirect,
    Retired,
    Source,
    SourceRef,
    Survey,
    SurveyData,
    SurveyTable,
    SynonymGroup,
    Tag,
    shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from .model.shape import Reference, Steps

E = TypeVar("E", bound=Entry)
N = TypeVar("N", Redirect, Retired)
K = TypeVar("K")
V = TypeVar("V")

StatedBy: TypeAlias = Literal["source", "editors"]

RARE = 3


class Target(NamedTuple):
    """What a kind of reference may name, and the error when it names nothing."""

    type: str | None
    code: str
    stated_by: StatedBy | None = None

    def id(self, value: str) -> str:
        """The id that a value names: a goal goes by its letter, all else by its id."""
        return f"goal-{value.lower()}" if self.type == "goal" else value


TARGETS: dict[str, Target] = {
    "tag": Target("tag", "unknown-tag"),
    "entry": Target(None, "dangling-related", "editors"),
    "document": Target("source", "unknown-document"),
    "goal": Target("goal", "unknown-goal", "source"),
    "method": Target("method", "unknown-method", "source"),
    "difficulty": Target("difficulty", "unknown-difficulty", "source"),
    "municipality": Target("municipality", "unknown-municipality", "source"),
}


@dataclass(frozen=True)
class Item:
    """An entry, the file it stands in, the steps to it there, and the entry around it."""

    entry: Entry
    file: ContentFile = field(repr=False)
    steps: Steps
    parent: str | None

    def place(self, *steps: str | int) -> Place:
        """The place of a value of this entry in its file."""
        return self.file.parsed.place((*self.steps, *steps))


@dataclass(frozen=True)
class Link:
    """A link seen from one of its ends: the other end, and who says that they belong together."""

    target: Entry
    stated_by: StatedBy


@dataclass(frozen=True)
class Note(Generic[N]):
    """What is said of former addresses, and where it is written."""

    said: N
    file: ContentFile = field(repr=False)
    steps: Steps

    def place(self, *steps: str | int) -> Place:
        """The place of a value of this note in its file."""
        return self.file.parsed.place((*self.steps, *steps))


@dataclass(frozen=True)
class Library:
    """The whole content.  Mappings keep reading order: by file, then as written."""

    items: Mapping[str, Item]
    sources_of: Mapping[str, tuple[tuple[Source, SourceRef], ...]]
    tags_of: Mapping[str, tuple[Tag, ...]]
    links: Mapping[str, tuple[Link, ...]]
    tagged: Mapping[str, tuple[Entry, ...]]
    restated: Mapping[tuple[str, str], tuple[Entry, ...]]
    data: Mapping[str, SurveyData]
    synonyms: tuple[SynonymGroup, ...]
    redirects: tuple[Note[Redirect], ...]
    retired: tuple[Note[Retired], ...]
    warnings: tuple[ContentError, ...]

    def __getitem__(self, entry_id: str) -> Entry:
        return self.items[entry_id].entry

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Every entry of a type, or of the types made from it."""
        return cast("tuple[E, ...]", self._by_type.get(kind, ()))

    def parent(self, entry: Entry) -> Entry | None:
        """The entry that this one stands inside, if any."""
        parent = self.items[entry.id].parent
        return self[parent] if parent else None

    def parts(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that stand inside this one."""
        return self._by_parent.get(entry.id, ())

    def tags(self, entry: Entry) -> tuple[Tag, ...]:
        """The tags of an entry, in the order it names them."""
        return self.tags_of.get(entry.id, ())

    def sources(self, entry: Entry) -> tuple[tuple[Source, SourceRef], ...]:
        """The passages that an entry restates, each with its document."""
        return self.sources_of.get(entry.id, ())

    @cached_property
    def _by_type(self) -> dict[type[Entry], tuple[Entry, ...]]:
        return _grouped(
            (kind, item.entry) for item in self.items.values() for kind in type(item.entry).__mro__
        )

    @cached_property
    def _by_parent(self) -> dict[str | None, tuple[Entry, ...]]:
        return _grouped((item.parent, item.entry) for item in self.items.values())


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Values by key, each group in the order given."""
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(own) for key, own in groups.items()}


def open_library(content: Path, progress: Progress = silent) -> Library:
    """Load, validate and link a content folder; raises `ContentErrors` with every error."""
    library = build(load(content, progress))
    if not library.items:  # none at all, or nothing but redirects and synonyms
        raise ContentErrors([problem("no-content", Place(content.name))])
    return library


def build(loaded: Loaded) -> Library:
    """Link what was loaded; raises `ContentErrors` with the loader's errors and its own."""
    builder = _Builder(loaded)
    if errors := [*loaded.errors, *builder.errors]:
        raise ContentErrors(errors)
    return builder.library()


class _Builder:
    """Collects entries, then checks and resolves what they say of each other."""

    def __init__(self, loaded: Loaded) -> None:
        self.unread_ids = loaded.unread_ids
        self.errors: list[ContentError] = []
        self.items: dict[str, Item] = {}
        self.repeats: list[Item] = []
        self.named: list[tuple[Item, Entry, str]] = []
        self.data: dict[str, tuple[ContentFile, SurveyData]] = {}
        self.synonyms: list[SynonymGroup] = []
        self.redirects: list[Note[Redirect]] = []
        self.retired: list[Note[Retired]] = []
        for file in loaded.files:
            self._collect(file)
        self._check_names()
        self._check_synonyms(loaded)
        self._check_data(loaded)
        for item in (*self.items.values(), *self.repeats):
            for reference in shape.references(item.entry):
                place = item.place(*reference.steps)
                if found := self._target_of(reference, place, item.entry.id):
                    self.named.append((item, found, reference.to))
        faulty = {error.place for error in loaded.errors}
        for place, reference in loaded.unread_references:
            if place not in faulty:
                self._target_of(reference, place)

    def _collect(self, file: ContentFile) -> None:
        for start, model in file.models:
            if isinstance(model, SurveyData):
                self.data[file.name.rpartition("/")[2]] = (file, model)
            if isinstance(model, Redirect):
                self.redirects.append(Note(model, file, start))
            if isinstance(model, Retired):
                self.retired.append(Note(model, file, start))
            outer: list[tuple[Steps, str]] = []
            for steps, entry in shape.entries(model, start):
                while outer and outer[-1][0] != steps[: len(outer[-1][0])]:
                    outer.pop()
                item = Item(entry, file, steps, outer[-1][1] if outer else None)
                outer.append((steps, entry.id))
                if entry.id in self.items:
                    first = self.items[entry.id].place("id")
                    self._refuse("duplicate-id", item.place("id"), value=entry.id, first=first)
                    self.repeats.append(item)
                else:
                    self.items[entry.id] = item

    def _check_names(self) -> None:
        seen: dict[tuple[str, str, str], Place] = {}
        for item in (*self.items.values(), *self.repeats):
            for steps, name in names(item.entry):
                code = "duplicate-title" if steps == ("title",) else "duplicate-name"
                place = item.place(*steps)
                kind = "number" if steps == ("number",) else "word"
                first = seen.setdefault((item.entry.type, kind, name), place)
                if first != place:
                    self._refuse(code, place, value=name, first=first)

    def _check_synonyms(self, loaded: Loaded) -> None:
        """No id twice, no word in two groups: a word leads to one group."""
        ids = {entry_id: item.place("id") for entry_id, item in self.items.items()}
        words: dict[str, Place] = {}
        for file in loaded.files:
            for steps, group in file.models:
                if not isinstance(group, SynonymGroup):
                    continue
                self.synonyms.append(group)
                place = file.parsed.place((*steps, "id"))
                if (first := ids.setdefault(group.id, place)) != place:
                    self._refuse("duplicate-id", place, value=group.id, first=first)
                for index, word in enumerate(group.words):
                    place = file.parsed.place((*steps, "words", index))
                    if (first := words.setdefault(word, place)) != place:
                        self._refuse("duplicate-synonym", place, value=word, first=first)

    def _target_of(self, reference: Reference, place: Place, own_id: str = "") -> Entry | None:
        """The entry that a reference names; what names nothing, or itself, is refused."""
        if reference.to == "passage":
            self._check_passage(reference, place)
            return None
        target = TARGETS[reference.to]
        named = target.id(reference.value)
        found = self.items.get(named)
        if named == own_id:
            self._refuse("self-related", place, value=reference.value)
        elif found and target.type in {None, found.entry.type}:
            return found.entry
        elif found or named not in self.unread_ids:
            known = [i for i, x in self.items.items() if target.type in {None, x.entry.type}]
            guess = nearest(reference.value, known)
            self._refuse(target.code, place, value=reference.value, nearest=guess)
        return None

    def _check_data(self, loaded: Loaded) -> None:
        """Every table has its data, every data file its table, and the figures agree."""
        unread = {name.rpartition("/")[2] for name in loaded.unread_files}
        used = set()
        guilty = any(name.endswith(".yml") and "/survey/" in name for name in loaded.unread_files)
        for item in self.items.values():
            survey = self.items[item.parent].entry if item.parent else None
            if not isinstance(item.entry, SurveyTable) or not isinstance(survey, Survey):
                continue
            used.add(item.entry.data)
            if item.entry.data in self.data:
                self._check_figures(survey, item.entry, item)
            elif item.entry.data not in unread:
                guess = nearest(item.entry.data, self.data)
                place = item.place("data")
                guilty = True
                self._refuse("unknown-data", place, value=item.entry.data, nearest=guess)
        for name, (file, _) in self.data.items():
            if name not in used and not guilty:  # else the table is at fault, not the file
                self._refuse("unused-data", Place(file.name), value=name)

    def _check_figures(self, survey: Survey, table: SurveyTable, item: Item) -> None:
        file, data = self.data[table.data]
        places = {id(cell): n for n, cell in enumerate(data.cells)}
        for fault in figures.faults(survey, table, data):
            place = (
                file.parsed.place(("cells", places[id(fault.cell)]))
                if fault.cell
                else item.place(*fault.steps)
            )
            self._refuse(fault.code, place, **fault.values)

    def _check_passage(self, reference: Reference, place: Place) -> None:
        document = reference.owner.document if isinstance(reference.owner, SourceRef) else ""
        source = self.items.get(document)
        if source is None or not isinstance(source.entry, Source):
            return
        known = source.entry.labels
        if reference.value not in known:
            self._refuse(
                "unknown-passage",
                place,
                document=document,
                value=reference.value,
                nearest=nearest(reference.value, known),
            )

    def _refuse(self, code: str, place: Place, **values: object) -> None:
        self.errors.append(problem(code, place, **values))

    def library(self) -> Library:
        links: defaultdict[str, dict[str, Link]] = defaultdict(dict)
        tagged: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
        tags_of: defaultdict[str, dict[str, Tag]] = defaultdict(dict)
        restated: defaultdict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        for item, there, named_as in self.named:
            here = item.entry
            if not here.linked:
                continue
            if stated_by := TARGETS[named_as].stated_by:
                links[here.id].setdefault(there.id, Link(there, stated_by))
                links[there.id].setdefault(here.id, Link(here, stated_by))
            elif isinstance(there, Tag):
                tagged[there.id][here.id] = here
                tags_of[here.id][there.id] = there
        sources = {key: tuple(self._sources(item.entry)) for key, item in self.items.items()}
        for key, own in sources.items():
            for source, ref in own:
                for at in ref.at:
                    restated[source.id, at][key] = self.items[key].entry
        return Library(
            self.items,
            sources,
            {key: tuple(found.values()) for key, found in tags_of.items()},
            {key: tuple(found.values()) for key, found in links.items()},
            {key: tuple(found.values()) for key, found in tagged.items()},
            {key: tuple(found.values()) for key, found in restated.items()},
            {name: data for name, (_, data) in self.data.items()},
            tuple(self.synonyms),
            tuple(self.redirects),
            tuple(self.retired),
            tuple(self._rare_tags(tagged)),
        )

    def _sources(self, entry: Entry) -> Iterator[tuple[Source, SourceRef]]:
        for ref in shape.mappings(entry):
            if isinstance(ref, SourceRef):
                source = self.items.get(ref.document)
                if source and isinstance(source.entry, Source):
                    yield source.entry, ref

    def _rare_tags(self, tagged: Mapping[str, Mapping[str, Entry]]) -> Iterator[ContentError]:
        for item in self.items.values():
            count = len(tagged.get(item.entry.id, ()))
            if isinstance(item.entry, Tag) and count < RARE:
                place = item.place("id")
                yield problem("rare-tag", place, value=item.entry.label, count=count)


def names(entry: Entry) -> Iterator[tuple[Steps, str]]:
    """The words that no other entry of the type may have, with the steps to each."""
    for name in entry.unlike:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            yield from (((name, index), word) for index, word in enumerate(value))
        else:
            yield (name,), str(value)
