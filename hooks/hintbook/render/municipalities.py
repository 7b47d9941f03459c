"""The municipalities: a list with facets, a page each, and a page that sets them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import FIELDS, TOPICS, Municipality, ProfileField, Tag
from hintbook.model.municipality import (
    AREAS,
    HANDLINGS,
    MULTILAYER,
    PROGRAMMES,
    SIZES,
    WINDOW_TYPES,
)

from .address import address
from .facets import Values, attribute, facet_lists, tag_names, tag_values
from .neighbours import with_neighbours
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hintbook.library import Library
    from hintbook.model import Entry

    from .site import Site

_LABELS = {
    "size": "自治体の区分",
    "area": "地域",
    "programme": "事業（報告書の一覧での分類）",
    "window_type": "窓口のかたち",
    "handling": "相談への対応",
    "multilayer": "重層的支援体制整備事業",
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
    values = {m.id: _values(site.library, m) for m in found}
    names: dict[str, Mapping[str, str]] = {
        **tag_names(site.library),
        "size": SIZES,
        "area": AREAS,
        "programme": PROGRAMMES,
        "window_type": WINDOW_TYPES,
        "handling": HANDLINGS,
        "multilayer": MULTILAYER,
    }
    yield Page(
        path="municipalities/",
        title="自治体事例",
        html=site.html(
            "municipalities.html",
            "municipalities/",
            facets=facet_lists(_LABELS, names, values.values()),
            municipalities=found,
            values={key: attribute(v) for key, v in values.items()},
            matrix=_matrix(found),
            window_types=list(WINDOW_TYPES.values()),
            labels=_short_labels,
        ),
        description="14の匿名の自治体が、窓口、役割分担、連携をどう組み立てているか。規模や体制から探します。",
        headings=(Heading("matrix", "規模と窓口のかたち"), Heading("list", "一覧")),
        kind="wide",
        scripts=("facets", "compare"),
    )
    yield Page(
        path="municipalities/compare/",
        title="自治体を比べる",
        html=site.html(
            "compare.html",
            "municipalities/compare/",
            sizes=[
                (label, own)
                for size, label in SIZES.items()
                if (own := [m for m in found if m.size == size])
            ],
            facts=facts,
            parts=FIELDS,
            field=field,
        ),
        description="自治体事例を項目ごとに並べて比べます。",
        kind="wide",
        scripts=("compare",),
    )
    for previous, municipality, following in with_neighbours(found):
        yield _page(site, municipality, previous=previous, next=following)


def facts(municipality: Municipality) -> list[Fact]:
    """The profile at a glance, in the order of the report."""
    multilayer = municipality.multilayer
    since = f"（{multilayer.since}から）" if multilayer.since else ""
    counted = municipality.consultations
    count = (
        f"{counted.count:,}{counted.unit or ''}" if counted.count is not None else "数の記載なし"
    )
    return [
        Fact("自治体の区分", SIZES[municipality.size]),
        Fact("地域", AREAS[municipality.area]),
        Fact("ひきこもり支援推進事業", municipality.promotion),
        Fact("重層的支援体制整備事業", f"{MULTILAYER[multilayer.status]}{since}"),
        Fact("窓口", municipality.window),
        Fact("相談への対応", HANDLINGS[municipality.handling]),
        Fact("相談の延べ件数", f"{count}{f'（{counted.period}）' if counted.period else ''}"),
        Fact("手法別の内訳", counted.by_method or "記載なし"),
        Fact("相談者別の内訳", counted.by_person or "記載なし"),
    ]


def field(municipality: Municipality, name: str) -> ProfileField:
    """A field of texts by its key."""
    found = getattr(municipality, name)
    if not isinstance(found, ProfileField):
        raise TypeError(f"{name} is no field of texts")
    return found


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
            field=field,
            notes=notes,
            shared=shared_challenges(site.library, municipality),
            **around,
        ),
        description=f"{SIZES[municipality.size]}・{AREAS[municipality.area]}。{municipality.title}。",
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


def _short_labels(municipality: Municipality) -> list[str]:
    return [
        SIZES[municipality.size],
        AREAS[municipality.area],
        WINDOW_TYPES[municipality.window_type],
        HANDLINGS[municipality.handling],
        MULTILAYER[municipality.multilayer.status],
    ]


def _values(library: Library, municipality: Municipality) -> Values:
    inside = {
        tag.id
        for fields in FIELDS.values()
        for name in fields
        for tag in library.tags(field(municipality, name))
    }
    return tag_values(library, municipality, also=inside) | {
        "size": (municipality.size,),
        "area": (municipality.area,),
        "programme": (municipality.programme,),
        "window_type": (municipality.window_type,),
        "handling": (municipality.handling,),
        "multilayer": (municipality.multilayer.status,),
    }


def _matrix(found: list[Municipality]) -> list[tuple[str, list[list[Municipality]]]]:
    """Sizes down, shapes of the window across."""
    return [
        (
            label,
            [[m for m in found if m.size == size and m.window_type == w] for w in WINDOW_TYPES],
        )
        for size, label in SIZES.items()
    ]
