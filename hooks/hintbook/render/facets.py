"""Facets: ways to filter a list, one row of a table each.

The page holds the whole list, so that it can be read without JavaScript; `facets.js` filters
it by the values in each item's `data-values`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from hintbook.model import TAG_FACETS, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hintbook.library import Library
    from hintbook.model import Entry

# The values of one entry by facet.
Values: TypeAlias = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Facet:
    """A way to filter a list of entries.

    id: name in the query string and in `data-values`
    label: name for readers
    names: returns every value with its name for readers, in the order of display
    values: returns the values of an entry
    """

    id: str
    label: str
    names: Callable[[Library], Mapping[str, str]]
    values: Callable[[Library, Any], tuple[str, ...]]


@dataclass(frozen=True)
class Option:
    """A value of a facet with the number of entries that have it."""

    id: str
    label: str
    count: int


@dataclass(frozen=True)
class FacetOptions:
    """A facet with those of its values that an entry has."""

    id: str
    label: str
    options: tuple[Option, ...]


def tag_facet(
    facet: str,
    tags_of: Callable[[Library, Any], Iterable[Tag]] = lambda lib, entry: lib.tags(entry),
) -> Facet:
    """Return the facet of the tags of one kind (theme, for, stage).

    tags_of: returns the tags of an entry, by default its own
    """
    return Facet(
        facet,
        TAG_FACETS[facet],
        lambda library: {tag.id: tag.label for tag in library.all(Tag) if tag.facet == facet},
        lambda library, entry: tuple(
            tag.id for tag in tags_of(library, entry) if tag.facet == facet
        ),
    )


def values_of(facets: Iterable[Facet], library: Library, entry: Entry) -> Values:
    """Return the values of an entry by facet."""
    return {facet.id: facet.values(library, entry) for facet in facets}


def options(
    facets: Iterable[Facet], library: Library, values: Iterable[Values]
) -> list[FacetOptions]:
    """Return the facets that filter a list, given the values of its entries.

    Values that no entry has are left out, and facets without any.
    """
    counts = Counter((facet, v) for entry in values for facet, vs in entry.items() for v in vs)
    found = [
        FacetOptions(
            facet.id,
            facet.label,
            tuple(
                Option(value, name, counts[facet.id, value])
                for value, name in facet.names(library).items()
                if counts[facet.id, value]
            ),
        )
        for facet in facets
    ]
    return [facet for facet in found if facet.options]


def attribute(values: Values) -> str:
    """Return the `data-values` attribute of an entry: `facet:value`, separated by spaces."""
    return " ".join(f"{facet}:{value}" for facet, found in values.items() for value in found)
