"""Citations: the name of an entry, its address here, and the passages that it restates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Practice

if TYPE_CHECKING:
    from hintbook.library import Library
    from hintbook.model import Entry, Source, SourceRef

# Stands for the address in a citation.
URL_SLOT = "{url}"


def citation(library: Library, entry: Entry, site_name: str) -> str:
    """Return a citation in one line, with `URL_SLOT` in place of the address.

    Name, id, site, address; title, date and passages of the sources. A space ends the address:
    mail programs take what follows without one for a part of the link.
    """
    here = f"{entry.full_name(library)}（{entry.id}）、『{site_name}』、{URL_SLOT}"
    originals = "／".join(originals_of(library, entry))
    return f"{here} 原資料: {originals}" if originals else here


def originals_of(library: Library, entry: Entry) -> list[str]:
    """Return the sources of an entry as a citation names them, with passages.

    An entry whose parts have the sources is cited with their documents only.
    """
    own = [source_with_passages(*reference) for reference in library.sources(entry)]
    if isinstance(entry, Practice) and entry.origin:
        own.append(entry.origin)
    if own:
        return own
    return [title_with_date(source) for source in documents_of(library, entry)]


def documents_of(library: Library, entry: Entry) -> list[Source]:
    """Return the documents that an entry or, if it has no source, its parts restate."""
    own = library.sources(entry) or [
        reference for part in library.parts(entry) for reference in library.sources(part)
    ]
    return list({source.id: source for source, _ in own}.values())


def title_with_date(source: Source) -> str:
    """Return the title of a source with its date."""
    published = source.published or "発行年月の記載なし"
    return f"『{source.title}』（{published}）"


def source_line(source: Source) -> str:
    """Return title, date and publisher of a source."""
    return f"{title_with_date(source)}{f'、{source.publisher}' if source.publisher else ''}"


def source_with_passages(source: Source, reference: SourceRef) -> str:
    """Return title and date of a source source_line with the passages of a reference."""
    return title_with_date(source) + "、".join(source.labels[at] for at in reference.at)
