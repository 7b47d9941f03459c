"""The practices: a list with facets, and a page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import TAG_FACETS, Goal, Practice, Source
from hintbook.model.practice import ASPECTS, CATEGORY_LABELS, DISCLOSURES, IMPLEMENTERS
from hintbook.render.address import address
from hintbook.render.citation import title_of
from hintbook.render.facets import Facet, attribute, options, tag_facet, values_of
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# The value of facets where the content names none.
_UNKNOWN_IMPLEMENTER = "unknown"
_FROM_FIELD = "field"
_FROM_FIELD_LABEL = "現場からの投稿"


def _documents(library: Library, practice: Practice) -> tuple[str, ...]:
    """Return the ids of the source documents of a practice, or `_FROM_FIELD`."""
    documents = dict.fromkeys(source.id for source, _ in library.sources(practice))
    return tuple(documents) or (_FROM_FIELD,)


FACETS: tuple[Facet, ...] = (
    *map(tag_facet, TAG_FACETS),
    Facet(
        "aspect",
        "ハード面・ソフト面",
        lambda _: ASPECTS,
        lambda _, practice: (practice.aspect,) if practice.aspect else (),
    ),
    Facet(
        "category",
        "ヒント集の分類",
        lambda _: CATEGORY_LABELS,
        lambda _, practice: (practice.category,) if practice.category else (),
    ),
    Facet(
        "goal",
        "支援者支援の目標",
        lambda library: {g.letter: f"{g.letter} {g.title}" for g in library.all(Goal)},
        lambda _, practice: practice.goals,
    ),
    Facet(
        "who",
        "だれが",
        lambda _: {**IMPLEMENTERS, _UNKNOWN_IMPLEMENTER: "記載なし"},
        lambda _, practice: (practice.implemented_by.kind or _UNKNOWN_IMPLEMENTER,),
    ),
    Facet(
        "source",
        "出典",
        lambda library: {
            **{source.id: source.title for source in library.all(Source)},
            _FROM_FIELD: _FROM_FIELD_LABEL,
        },
        _documents,
    ),
)


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of practices, then the page of every practice."""
    library = site.library
    practices = sorted(library.all(Practice), key=lambda practice: practice.title)
    values = {practice.id: values_of(FACETS, library, practice) for practice in practices}
    yield page(
        site,
        "practices/list.html",
        "practices/",
        title="実践例",
        description="支援の現場で行われている取組を、テーマ、対象、段階、実施主体などで絞り込んで探します。",
        layout="wide",
        scripts=("facets",),
        facets=options(FACETS, library, values.values()),
        groups=_groups(library, practices),
        values={key: attribute(found) for key, found in values.items()},
        total=len(practices),
        stale=[practice for practice in practices if practice.is_stale(site.today)],
    )
    for practice in practices:
        yield _page(site, practice)


def _page(site: Site, practice: Practice) -> Page:
    return page(
        site,
        "practices/practice.html",
        address(site.library, practice).page,
        title=practice.title,
        description=practice.summary,
        outline=(Heading("links"), Heading("source-block")),
        edit=site.library.file_name(practice),
        practice=practice,
        implementer=implementer(practice),
        aspect=ASPECTS.get(practice.aspect or ""),
        category=CATEGORY_LABELS.get(practice.category or ""),
        disclosure=DISCLOSURES[practice.disclosure],
    )


def implementer(practice: Practice) -> str:
    """Return who does it: name and kind as far as they are known, else ""."""
    by = practice.implemented_by
    kind = IMPLEMENTERS[by.kind] if by.kind else ""
    return f"{by.name}（{kind}）" if by.name and kind else by.name or kind


def _groups(library: Library, practices: list[Practice]) -> list[tuple[str, str, list[Practice]]]:
    """Return the practices in groups of (anchor, label, practices).

    By category; those that have none by their first source document.
    """
    groups = [
        (f"category-{key}", label, [p for p in practices if p.category == key])
        for key, label in CATEGORY_LABELS.items()
    ]
    rest = [p for p in practices if p.category is None]
    groups += [
        (
            f"from-{source.id}",
            f"{title_of(source)}の取組",
            [p for p in rest if _documents(library, p)[0] == source.id],
        )
        for source in sorted(library.all(Source), key=lambda source: source.number)
    ]
    submitted = [p for p in rest if _documents(library, p) == (_FROM_FIELD,)]
    groups.append((f"from-{_FROM_FIELD}", _FROM_FIELD_LABEL, submitted))
    return [group for group in groups if group[2]]
