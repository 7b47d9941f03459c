"""The profile of each municipality."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from hintbook.model import CHOICES, FIELDS, TOPICS, Municipality, Tag
from hintbook.render.address import address
from hintbook.render.citation import documents_of
from hintbook.render.neighbours import with_neighbours
from hintbook.render.outline import Heading
from hintbook.render.pages.municipalities import sheet
from hintbook.render.pages.municipalities.matrices import ANCHORS, MATRICES
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model.municipality import ProfileField
    from hintbook.render.output import Page
    from hintbook.render.site import Site


class Fact(NamedTuple):
    """A row of the summary of a profile; kind: the value of its choice, "" for a free text."""

    label: str
    text: str
    kind: str = ""


class SharedChallenge(NamedTuple):
    """A theme of a municipality's challenges.

    others: municipalities with a challenge of the same theme, with the anchor of the first
    elsewhere: number of hints, suggestions and practices on it
    """

    tag: Tag
    others: tuple[tuple[Municipality, str], ...]
    elsewhere: int


def pages(site: Site) -> Iterator[Page]:
    """Yield the profile of every municipality."""
    found = sorted(site.library.all(Municipality), key=lambda m: m.number)
    for previous, municipality, following in with_neighbours(found):
        parts = (f"part-{number}" for number, _ in enumerate(FIELDS, start=1))
        yield page(
            site,
            "municipalities/profile.html",
            address(site.library, municipality).page,
            title=f"自治体{municipality.number} {municipality.title}",
            description=f"{municipality.chosen('size')}・{municipality.chosen('area')}。{municipality.title}。",
            outline=tuple(map(Heading, ("glance", "shape", *parts, "shared", "interview"))),
            edit=site.library.file_name(municipality),
            municipality=municipality,
            scripts=("municipalities/sheet",),
            styles=("municipalities",),
            facts=facts(municipality),
            shape=sheet.shape(municipality),
            sheet=sheet.sheet(municipality),
            shortened=sheet.shortened,
            documents=documents_of(site.library, municipality),
            like=_like(municipality),
            matrices=MATRICES,
            anchors=ANCHORS,
            parts=FIELDS,
            topics=TOPICS,
            notes=_notes(municipality),
            shared=shared_challenges(site.library, municipality),
            previous=previous,
            next=following,
        )


def facts(municipality: Municipality) -> list[Fact]:
    """Return the summary of a profile in the order of the report."""
    since = municipality.multilayer.since
    counted = municipality.consultations
    count = (
        f"{counted.count:,}{counted.unit or ''}" if counted.count is not None else "数の記載なし"
    )

    def choice(key: str, more: str = "") -> Fact:
        label = CHOICES[key].label
        return Fact(label, municipality.chosen(key) + more, municipality.choice(key))

    return [
        choice("size"),
        choice("area"),
        Fact("ひきこもり支援推進事業", municipality.promotion),
        choice("multilayer", f"（{since}から）" if since else ""),
        Fact("窓口", municipality.window, municipality.choice("window_type")),
        choice("handling"),
        Fact("相談の延べ件数", f"{count}{f'（{counted.period}）' if counted.period else ''}"),
        Fact("手法別の内訳", counted.by_method or "記載なし"),
        Fact("相談者別の内訳", counted.by_person or "記載なし"),
    ]


def _notes(municipality: Municipality) -> dict[str, list[str]]:
    """Return the notes on contradictions in the source by the field that they concern."""
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for note in municipality.notes:
        notes[note.field].append(note.text)
    return notes


def _like(municipality: Municipality) -> str:
    """Return the query with which the page of likeness looks for municipalities like this one."""
    return urlencode({k: municipality.choice(k) for k, c in CHOICES.items() if c.likeness})


def _first_with(tag: Tag, field: ProfileField) -> int | None:
    """Return the number of the first text of a field that has a tag."""
    numbered = enumerate(field.items, start=1)
    return next((number for number, item in numbered if tag.id in item.tags), None)


def shared_challenges(library: Library, municipality: Municipality) -> list[SharedChallenge]:
    """Return the themes of a municipality's challenges with the others that share each."""
    shared = []
    for tag in library.tags(municipality.challenges):
        if tag.facet == "theme":
            others = tuple(
                (other, f"{ANCHORS['challenges']}-{number}")
                for other in sorted(library.all(Municipality), key=lambda m: m.number)
                if other is not municipality
                and (number := _first_with(tag, other.challenges)) is not None
            )
            kinds = Counter(entry.type for entry in library.tagged[tag.id])
            elsewhere = kinds["hint"] + kinds["suggestion"] + kinds["practice"]
            shared.append(SharedChallenge(tag, others, elsewhere))
    return shared
