"""Tags: all of them by facet, and a page each with what carries it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hintbook.model import FACETS, Entry, Tag

from .address import address
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site


def outputs(site: Site) -> Iterator[Page]:
    """The list of tags, then every tag."""
    tagged = site.library.tagged
    tags = site.library.all(Tag)
    facets = [
        (facet, label, [(tag, len(tagged.get(tag.id, ()))) for tag in tags if tag.facet == facet])
        for facet, label in FACETS.items()
    ]
    yield Page(
        path="tags/",
        title="タグから探す",
        html=site.html("tags.html", "tags/", facets=facets),
        description="テーマ、だれのため、段階の 3 つの面から項目を探します。",
        headings=tuple(Heading(f"facet-{facet}", label) for facet, label, _ in facets),
    )
    for tag in tags:
        yield _page(site, tag)


def _page(site: Site, tag: Tag) -> Page:
    path = address(site.library, tag).page
    kinds = _by_kind(site.library.tagged.get(tag.id, ()))
    return Page(
        path=path,
        title=f"タグ「{tag.label}」",
        html=site.html("tag.html", path, tag=tag, facet=FACETS[tag.facet], kinds=kinds),
        description=tag.description,
        headings=tuple(Heading(f"kind-{kind}", label) for kind, label, _ in kinds),
        edit=site.library.items[tag.id].file.name,
    )


def _by_kind(entries: tuple[Entry, ...]) -> list[tuple[str, str, list[Entry]]]:
    kinds = sorted(entries, key=lambda entry: entry.type)  # a stable sort keeps reading order
    grouped = [(kind, list(found)) for kind, found in groupby(kinds, key=lambda e: e.type)]
    return [(kind, found[0].type_label, found) for kind, found in grouped]
