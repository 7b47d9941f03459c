"""The practices: a list with facets, and a page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import FACETS, Goal, Practice, Source
from hintbook.model.practice import ASPECTS, CATEGORIES, DISCLOSURES, IMPLEMENTERS

from .address import address
from .facets import Values, attribute, facet_lists, tag_names, tag_values
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hintbook.library import Library

    from .site import Site

_LABELS: dict[str, str] = {
    **FACETS,
    "aspect": "ハード面・ソフト面",
    "category": "ヒント集の分類",
    "goal": "支援者支援の目標",
    "who": "だれが",
    "source": "出典",
}
_CATEGORY_LABELS = {key: category.label for key, category in CATEGORIES.items()}
_UNKNOWN = "unknown"
# What comes from none of the documents.
_FIELD = "field"


def outputs(site: Site) -> Iterator[Page]:
    """The list of practices, then every practice."""
    library = site.library
    practices = sorted(library.all(Practice), key=lambda practice: practice.title)
    values = {practice.id: _values(library, practice) for practice in practices}
    groups = _groups(library, practices)
    yield Page(
        path="practices/",
        title="実践例",
        html=site.html(
            "practices.html",
            "practices/",
            facets=facet_lists(_LABELS, _names(library), values.values()),
            groups=groups,
            values={key: attribute(found) for key, found in values.items()},
            total=len(practices),
            stale=[practice for practice in practices if practice.is_stale(site.today)],
        ),
        description="支援の現場で行われている取組を、テーマ、対象、段階、実施主体などで絞り込んで探します。",
        kind="wide",
        scripts=("facets",),
    )
    for practice in practices:
        yield _page(site, practice)


def _page(site: Site, practice: Practice) -> Page:
    path = address(site.library, practice).page
    return Page(
        path=path,
        title=practice.title,
        html=site.html(
            "practice.html",
            path,
            practice=practice,
            who=_who(practice),
            aspect=ASPECTS.get(practice.aspect or ""),
            category=_CATEGORY_LABELS.get(practice.category or ""),
            disclosure=DISCLOSURES[practice.disclosure],
        ),
        description=practice.summary,
        headings=(Heading("links", "つながり"), Heading("source-block", "この頁の出典")),
        edit=site.library.items[practice.id].file.name,
    )


def _who(practice: Practice) -> str:
    """Who does it, as far as that is known."""
    who = practice.implemented_by
    kind = IMPLEMENTERS[who.kind] if who.kind else ""
    return f"{who.name}（{kind}）" if who.name and kind else who.name or kind


def _values(library: Library, practice: Practice) -> Values:
    return tag_values(library, practice) | {
        "aspect": (practice.aspect,) if practice.aspect else (),
        "category": (practice.category,) if practice.category else (),
        "goal": practice.goals,
        "who": (practice.implemented_by.kind or _UNKNOWN,),
        "source": _documents(library, practice),
    }


def _documents(library: Library, practice: Practice) -> tuple[str, ...]:
    documents = dict.fromkeys(source.id for source, _ in library.sources(practice))
    return tuple(documents) or (_FIELD,)


def _names(library: Library) -> dict[str, Mapping[str, str]]:
    names: dict[str, Mapping[str, str]] = {
        **tag_names(library),
        "aspect": ASPECTS,
        "category": _CATEGORY_LABELS,
        "goal": {goal.letter: f"{goal.letter} {goal.title}" for goal in library.all(Goal)},
        "who": {**IMPLEMENTERS, _UNKNOWN: "資料からは分からない"},
        "source": {s.id: s.title for s in library.all(Source)} | {_FIELD: "現場からの投稿"},
    }
    return names


def _groups(library: Library, practices: list[Practice]) -> list[tuple[str, str, list[Practice]]]:
    """The practices by category; those that have none, by the document they come from."""
    groups = [
        (f"category-{key}", category.label, [p for p in practices if p.category == key])
        for key, category in CATEGORIES.items()
    ]
    rest = [p for p in practices if p.category is None]
    groups += [
        (
            f"from-{source.id}",
            f"『{source.title}』の取組",
            [p for p in rest if _documents(library, p)[0] == source.id],
        )
        for source in sorted(library.all(Source), key=lambda source: source.number)
    ]
    fresh = [p for p in rest if _documents(library, p) == (_FIELD,)]
    groups.append((f"from-{_FIELD}", "現場からの投稿", fresh))
    return [group for group in groups if group[2]]
