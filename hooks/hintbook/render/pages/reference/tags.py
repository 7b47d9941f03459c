"""Tags: the list of all by facet, and a page for each with the entries that carry it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hintbook.model import TAG_FACETS, Entry, Tag
from hintbook.render.address import address
from hintbook.render.outline import Heading
from hintbook.render.templating import page
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of tags, then the page of every tag."""
    tagged = site.library.tagged
    tags = site.library.all(Tag)
    facets = [
        (facet, label, [(tag, len(tagged.get(tag.id, ()))) for tag in tags if tag.facet == facet])
        for facet, label in TAG_FACETS.items()
    ]
    yield page(
        site,
        "reference/tags.html",
        "tags/",
        title="タグから探す",
        description=f"{'、'.join(TAG_FACETS.values())}の{count(TAG_FACETS)}の面から項目を探します。",
        outline=tuple(Heading(f"facet-{facet}") for facet in TAG_FACETS),
        facets=facets,
    )
    for tag in tags:
        types = _by_type(tagged.get(tag.id, ()))
        yield page(
            site,
            "reference/tag.html",
            address(site.library, tag).page,
            title=f"タグ「{tag.label}」",
            description=tag.description,
            outline=(
                *((Heading("start"),) if tag.lead or tag.first else ()),
                *(Heading(f"kind-{name}") for name, _, _ in types),
            ),
            edit=site.library.file_name(tag),
            tag=tag,
            facet=TAG_FACETS[tag.facet],
            first=[site.library[entry_id] for entry_id in tag.first],
            types=types,
        )


def _by_type(entries: tuple[Entry, ...]) -> list[tuple[str, str, list[Entry]]]:
    """Return entries in groups of (type, label of the type, entries), in reading order."""
    ordered = sorted(entries, key=lambda entry: entry.type)  # a stable sort
    grouped = [(name, list(found)) for name, found in groupby(ordered, key=lambda e: e.type)]
    return [(name, found[0].type_label, found) for name, found in grouped]
