"""The municipalities: a list with facets, a page each, and a page that sets them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import CHOICES, FIELD_LABELS, FIELDS, TOPICS, Municipality, Tag
from hintbook.model.municipality import SIZES, WINDOW_TYPES

from .address import address
from .counts import count
from .facets import Values, attribute, facet_lists, tag_names, tag_values
from .neighbours import with_neighbours
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.library import Library
    from hintbook.model import Entry

    from .site import Site

# Profiles name a municipality's programmes otherwise: this head says whose sorting it is.
_LABELS = {
    **{key: choice.label for key, choice in CHOICES.items()},
    "programme": "事業（報告書の一覧での分類）",
    "theme": "テーマ",
}


class Fact(NamedTuple):
    """One line of the profile at a glance."""

    label: str
    text: str


@dataclass(frozen=True)
class Shared:
    """A theme of a municipality's challenges, and who and what else is about it."""

    tag: Tag
    others: tuple[Municipality, ...]
    elsewhere: int


def outputs(site: Site) -> Iterator[Page]:
    """The list, the comparison, then every municipality."""
    found = sorted(site.library.all(Municipality), key=lambda m: m.number)
    yield _list(site, found)
    yield _comparison(site, found)
    for previous, municipality, following in with_neighbours(found):
        yield _page(site, municipality, previous=previous, next=following)


def _list(site: Site, found: list[Municipality]) -> Page:
    path = "municipalities/"
    values = {m.id: _values(site.library, m) for m in found}
    names = tag_names(site.library) | {key: choice.values for key, choice in CHOICES.items()}
    return Page(
        path=path,
        title="自治体事例",
        html=site.html(
            "municipalities.html",
            path,
            facets=facet_lists(_LABELS, names, values.values()),
            municipalities=found,
            values={key: attribute(v) for key, v in values.items()},
            matrix=_matrix(found),
            window_types=list(WINDOW_TYPES.values()),
            columns={key: choice.column for key, choice in CHOICES.items() if choice.column},
        ),
        description=f"{count(found)}の匿名の自治体が、窓口、役割分担、連携をどう組み立てているか。規模や体制から探します。",
        headings=(Heading("matrix", "規模と窓口のかたち"), Heading("list", "一覧")),
        kind="wide",
        scripts=("facets", "compare"),
    )


def _comparison(site: Site, found: list[Municipality]) -> Page:
    path = "municipalities/compare/"
    by_size = {label: [m for m in found if m.size == size] for size, label in SIZES.items()}
    return Page(
        path=path,
        title="自治体を比べる",
        html=site.html(
            "compare.html",
            path,
            sizes=[(label, own) for label, own in by_size.items() if own],
            facts=facts,
            parts=FIELDS,
        ),
        description="自治体事例を項目ごとに並べて比べます。",
        kind="wide",
        scripts=("compare",),
    )


def facts(municipality: Municipality) -> list[Fact]:
    """The profile at a glance, in the order of the report."""
    since = municipality.multilayer.since
    counted = municipality.consultations
    count = (
        f"{counted.count:,}{counted.unit or ''}" if counted.count is not None else "数の記載なし"
    )

    def choice(key: str, more: str = "") -> Fact:
        return Fact(CHOICES[key].label, municipality.chosen(key) + more)

    return [
        choice("size"),
        choice("area"),
        Fact("ひきこもり支援推進事業", municipality.promotion),
        choice("multilayer", f"（{since}から）" if since else ""),
        Fact("窓口", municipality.window),
        choice("handling"),
        Fact("相談の延べ件数", f"{count}{f'（{counted.period}）' if counted.period else ''}"),
        Fact("手法別の内訳", counted.by_method or "記載なし"),
        Fact("相談者別の内訳", counted.by_person or "記載なし"),
    ]


def _page(site: Site, municipality: Municipality, **around: Municipality | None) -> Page:
    path = address(site.library, municipality).page
    notes: dict[str, list[str]] = {}
    for note in municipality.notes:
        notes.setdefault(note.field, []).append(note.text)
    return Page(
        path=path,
        title=f"自治体{municipality.number} {municipality.title}",
        html=site.html(
            "municipality.html",
            path,
            municipality=municipality,
            facts=facts(municipality),
            parts=FIELDS,
            topics=TOPICS,
            notes=notes,
            shared=shared_challenges(site.library, municipality),
            **around,
        ),
        description=f"{municipality.chosen('size')}・{municipality.chosen('area')}。{municipality.title}。",
        headings=(
            Heading("glance", "概要"),
            Heading("shape", "連携のかたち"),
            *(Heading(f"part-{n}", part) for n, part in enumerate(FIELDS, start=1)),
            Heading("shared", "同じ課題をもつ自治体"),
            Heading("interview", "ヒアリングの記録"),
        ),
        edit=site.library.items[municipality.id].file.name,
    )


def shared_challenges(library: Library, municipality: Municipality) -> list[Shared]:
    """The themes of a municipality's challenges, each with the others that share it."""
    themes = [tag for tag in library.tags(municipality.challenges) if tag.facet == "theme"]
    shared = []
    for tag in themes:
        tagged: Sequence[Entry] = library.tagged[tag.id]
        others = tuple(
            other
            for other in library.all(Municipality)
            if other is not municipality and other.challenges in tagged
        )
        elsewhere = sum(entry.type in {"hint", "suggestion", "practice"} for entry in tagged)
        shared.append(Shared(tag, others, elsewhere))
    return shared


def _values(library: Library, municipality: Municipality) -> Values:
    fields = map(municipality.field, FIELD_LABELS)
    inside = {tag.id for field in fields for tag in library.tags(field)}
    chosen: Values = {key: (municipality.choice(key),) for key in CHOICES}
    return tag_values(library, municipality, also=inside) | chosen


def _matrix(found: list[Municipality]) -> list[tuple[str, list[list[Municipality]]]]:
    """Sizes down, shapes of the window across."""
    return [
        (
            label,
            [[m for m in found if m.size == size and m.window_type == w] for w in WINDOW_TYPES],
        )
        for size, label in SIZES.items()
    ]
