"""The list of municipalities with facets, and their matrix of size and window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import CHOICES, FIELD_LABELS, Municipality
from hintbook.model.municipality import SIZES, WINDOW_TYPES
from hintbook.render.facets import Facet, attribute, options, tag_facet, values_of
from hintbook.render.outline import Heading
from hintbook.render.pages.municipalities.matrices import MATRICES
from hintbook.render.templating import page
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model import Tag
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# A size with the municipalities of that size by type of window.
_MatrixRow = tuple[str, list[list[Municipality]]]


def _tags_with_fields(library: Library, municipality: Municipality) -> list[Tag]:
    """Return the tags of a municipality and of the fields of its profile."""
    fields = map(municipality.field, FIELD_LABELS)
    found = [municipality, *fields]
    return list(dict.fromkeys(tag for entry in found for tag in library.tags(entry)))


def _choice_facet(key: str) -> Facet:
    """Return the facet of a field that takes one of a few values."""
    choice = CHOICES[key]
    return Facet(
        key,
        choice.filter_label or choice.label,
        lambda _: choice.values,
        lambda _, municipality: (municipality.choice(key),),
    )


FACETS: tuple[Facet, ...] = (
    *map(_choice_facet, CHOICES),
    tag_facet("theme", _tags_with_fields),
)


def pages(site: Site) -> Iterator[Page]:
    """Yield the list."""
    found = sorted(site.library.all(Municipality), key=lambda m: m.number)
    values = {m.id: values_of(FACETS, site.library, m) for m in found}
    yield page(
        site,
        "municipalities/list.html",
        "municipalities/",
        title="自治体事例",
        description=f"{count(found)}の匿名の自治体が、窓口、役割分担、連携をどう組み立てているか。規模や体制から探します。",
        outline=(Heading("matrix"), Heading("list")),
        layout="wide",
        scripts=("facets", "compare"),
        styles=("municipalities",),
        facets=options(FACETS, site.library, values.values()),
        municipalities=found,
        values={key: attribute(own) for key, own in values.items()},
        matrix=_matrix(found),
        sizes=SIZES,
        matrices=MATRICES,
        window_types=list(WINDOW_TYPES.values()),
        columns={key: choice.column for key, choice in CHOICES.items() if choice.column},
    )


def _matrix(found: list[Municipality]) -> list[_MatrixRow]:
    """Return a row for each size with a cell for each type of window."""
    return [
        (
            label,
            [[m for m in found if m.size == size and m.window_type == w] for w in WINDOW_TYPES],
        )
        for size, label in SIZES.items()
    ]
