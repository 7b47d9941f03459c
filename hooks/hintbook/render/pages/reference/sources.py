"""The sources, and for each the concordance: passage of the original → where it stands here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from hintbook.model import Passage, Source
from hintbook.render.address import address
from hintbook.render.citation import title_of
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model import Entry
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# A passage with the entries that restate it.
Row: TypeAlias = tuple[Passage, tuple["Entry", ...]]


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of sources, then the concordance of every source."""
    sources = sorted(site.library.all(Source), key=lambda source: source.number)
    yield page(
        site,
        "reference/sources.html",
        "sources/",
        title="出典",
        description="このサイトのもとになった公開資料と、原資料との対照表。",
        outline=tuple(Heading(source.id) for source in sources),
        sources=[(source, _restated(site.library, source)) for source in sources],
    )
    for source in sources:
        parts = _parts(site.library, source)
        children = tuple(Heading(f"part-{number}") for number, _ in enumerate(parts, start=1))
        yield page(
            site,
            "reference/source.html",
            address(site.library, source).page,
            title=f"対照表: {source.title}",
            description=f"{title_of(source)}の箇所と、このサイトでの場所の対照表。",
            outline=(Heading("concordance", children=children),),
            edit=site.library.file_name(source),
            source=source,
            parts=parts,
        )


def _restated(library: Library, source: Source) -> int:
    """Return how many passages of a source an entry restates."""
    return sum((source.id, passage.at) in library.restated for passage in source.passages)


def _parts(library: Library, source: Source) -> list[tuple[str, list[Row]]]:
    """Return the rows of the concordance by the first segment of the passages' labels."""
    rows = [(p, library.restated.get((source.id, p.at), ())) for p in source.passages]
    return [
        (part, list(found))
        for part, found in groupby(rows, key=lambda row: row[0].label.partition("・")[0])
    ]
