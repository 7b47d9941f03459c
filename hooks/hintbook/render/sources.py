"""The sources, and for each the concordance: passage of the original → where it stands here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hintbook.model import Passage, Source

from .address import address
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model import Entry

    from .site import Site

Row = tuple[Passage, tuple["Entry", ...]]


def outputs(site: Site) -> Iterator[Page]:
    """The list of sources, then every concordance."""
    sources = sorted(site.library.all(Source), key=lambda source: source.number)
    counted = [
        (source, sum((source.id, p.at) in site.library.restated for p in source.passages))
        for source in sources
    ]
    yield Page(
        path="sources/",
        title="出典",
        html=site.html("sources.html", "sources/", sources=counted),
        description="このサイトのもとになった公開資料と、原資料との対照表。",
        headings=tuple(Heading(source.id, source.title) for source in sources),
    )
    for source in sources:
        path = address(site.library, source).page
        parts = _parts(site.library, source)
        headings = tuple(Heading(f"part-{n}", part) for n, (part, _) in enumerate(parts, start=1))
        yield Page(
            path=path,
            title=f"対照表: {source.title}",
            html=site.html("source.html", path, source=source, parts=parts),
            description=f"『{source.title}』の箇所と、このサイトでの場所の対照表。",
            headings=(Heading("concordance", "原資料の箇所と、このサイトでの場所", headings),),
            edit=site.library.items[source.id].file.name,
        )


def _parts(library: Library, source: Source) -> list[tuple[str, list[Row]]]:
    """The passages with the entries that restate them, by the first step of their label."""
    rows = [(p, library.restated.get((source.id, p.at), ())) for p in source.passages]
    return [
        (part, list(found))
        for part, found in groupby(rows, key=lambda row: row[0].label.partition("・")[0])
    ]
