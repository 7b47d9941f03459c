"""The pages that cross themes with municipalities: of their challenges, and of their approaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import Municipality, Tag
from hintbook.model.municipality import SIZES
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site


@dataclass(frozen=True)
class Matrix:
    """A field of the profile whose passages have a page of their own.

    key: the field
    name: what one of its passages is called
    anchor: what the ids of its passages begin with, on the page of their profile
    path: the page
    """

    key: str
    name: str
    anchor: str
    path: str
    title: str
    lead: str


MATRICES = (
    Matrix(
        "challenges",
        "課題",
        "challenge",
        "municipalities/challenges/",
        "課題のテーマと自治体",
        "どの自治体が、どのテーマの課題を挙げているかを一覧にしました。",
    ),
    Matrix(
        "approaches",
        "項目",
        "approach",
        "municipalities/approaches/",
        "アプローチ・要望のテーマと自治体",
        "課題を解くために、どの自治体がどのテーマで動き、何を望んでいるかを一覧にしました。",
    ),
)
# By field.
ANCHORS = {matrix.key: matrix.anchor for matrix in MATRICES}


class Passage(NamedTuple):
    """A text of a field: its number in the field, from 1."""

    number: int
    text: str


class Row(NamedTuple):
    """A theme with the passages on it by municipality; without a tag, those on no theme.

    total: number of municipalities that have a passage on it
    """

    tag: Tag | None
    cells: list[list[Passage]]
    total: int


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for each matrix; its columns are the municipalities by size."""
    found = sorted(site.library.all(Municipality), key=lambda m: m.number)
    by_size = {label: [m for m in found if m.size == size] for size, label in SIZES.items()}
    sizes = [(label, own) for label, own in by_size.items() if own]
    columns = [m for _, own in sizes for m in own]
    for matrix in MATRICES:
        yield page(
            site,
            "municipalities/matrix.html",
            matrix.path,
            title=matrix.title,
            description=matrix.lead,
            layout="wide",
            styles=("municipalities",),
            matrix=matrix,
            matrices=MATRICES,
            sizes=sizes,
            columns=columns,
            rows=rows(site.library, columns, matrix.key),
        )


def rows(library: Library, municipalities: Iterable[Municipality], key: str) -> list[Row]:
    """Return the themes of a field, those of most municipalities first; then what has none."""
    columns = list(municipalities)
    themes = [tag for tag in library.all(Tag) if tag.facet == "theme"]
    ids = {tag.id for tag in themes}
    found = [Row(tag, *_cells(columns, key, {tag.id})) for tag in themes]
    found.sort(key=lambda row: -row.total)
    others = Row(None, *_cells(columns, key, ids, without=True))
    return [row for row in (*found, others) if row.total]


def _cells(
    municipalities: Iterable[Municipality], key: str, tags: set[str], *, without: bool = False
) -> tuple[list[list[Passage]], int]:
    """Return the passages of each municipality that have one of the tags, or none of them."""
    cells = [
        [
            Passage(number, item.text)
            for number, item in enumerate(municipality.field(key).items, start=1)
            if tags.isdisjoint(item.tags) == without
        ]
        for municipality in municipalities
    ]
    return cells, sum(map(bool, cells))
