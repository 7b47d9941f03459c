"""Lists that are filtered by facets.  Written once; every list of entries uses it.

The page holds the whole list, grouped, so that it can be read without
JavaScript; `facets.js` filters it by the values that every item carries.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hintbook.model import FACETS, Tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hintbook.library import Library
    from hintbook.model import Entry


@dataclass(frozen=True)
class Value:
    """A value of a facet and how many items have it."""

    id: str
    label: str
    count: int


@dataclass(frozen=True)
class FacetList:
    """A facet as its list of values; those that no item has are left out."""

    id: str
    label: str
    values: tuple[Value, ...]


Values = dict[str, tuple[str, ...]]


def facet_lists(
    labels: Mapping[str, str],
    names: Mapping[str, Mapping[str, str]],
    items: Iterable[Values],
) -> list[FacetList]:
    """Facets with the counts of their values.

    `labels` names each facet in order, `names` the values of each facet in
    order, `items` the values that each item has.
    """
    counts = Counter((facet, v) for item in items for facet, vs in item.items() for v in vs)
    lists = [
        FacetList(
            facet,
            label,
            tuple(
                Value(value, name, counts[facet, value])
                for value, name in names[facet].items()
                if counts[facet, value]
            ),
        )
        for facet, label in labels.items()
    ]
    return [facet for facet in lists if facet.values]


def tag_names(library: Library) -> dict[str, dict[str, str]]:
    """The values of the tag facets: theme, for, stage."""
    return {
        facet: {tag.id: tag.label for tag in library.all(Tag) if tag.facet == facet}
        for facet in FACETS
    }


def tag_values(library: Library, entry: Entry, *, also: Collection[str] = ()) -> Values:
    """The tags of an entry, and others given by id, by facet."""
    inside = (tag for tag in library.all(Tag) if tag.id in also)
    tags = dict.fromkeys([*library.tags(entry), *inside])
    return {facet: tuple(tag.id for tag in tags if tag.facet == facet) for facet in FACETS}


def attribute(values: Values) -> str:
    """The values of an item as its `data-values` attribute: facet:value, parted by spaces."""
    return " ".join(f"{facet}:{value}" for facet, found in values.items() for value in found)
