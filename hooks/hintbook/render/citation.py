"""Citations: the name of an entry, the passages that it restates, and its address here."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hintbook.model import Practice

if TYPE_CHECKING:
    from hintbook.library import Library
    from hintbook.model import Entry, Source

# Stands for the address in a citation.
URL_SLOT = "{url}"
# More passages of a source than this are counted in a citation; the page of the entry names all.
_MOST_PASSAGES = 2


def citation(library: Library, entry: Entry, site_name: str) -> str:
    """Return a citation in one line, with `URL_SLOT` in place of the address.

    Name, site, sources, address.  The address comes last, after a space: mail and chat programs
    take what follows it for a part of the link.
    """
    originals = "／".join(originals_of(library, entry, most=_MOST_PASSAGES))
    source = f"、原資料: {originals}" if originals else ""
    return f"{entry.full_name(library)}、『{site_name}』{source} {URL_SLOT}"


def originals_of(library: Library, entry: Entry, most: int | None = None) -> list[str]:
    """Return the sources of an entry, each document once with its passages.

    An entry whose parts have the sources is cited with their documents only.

    most: number of passages of a document from which on they are counted; None to name all
    """
    passages: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for source, reference in library.sources(entry):
        passages[source.id] |= {source.labels[at]: None for at in reference.at}
    own = [
        _with_passages(document(source), [*passages[source.id]], most)
        for source in documents_of(library, entry)
    ]
    if isinstance(entry, Practice) and entry.origin:
        own.append(entry.origin)
    return own


def documents_of(library: Library, entry: Entry) -> list[Source]:
    """Return the documents that an entry or, if it has no source, its parts restate."""
    own = library.sources(entry) or [
        reference for part in library.parts(entry) for reference in library.sources(part)
    ]
    return list({source.id: source for source, _ in own}.values())


def title_of(source: Source) -> str:
    """Return the title of a source in 『』, or our description of a source that has none."""
    return f"『{source.title}』" if source.titled else source.title


def document(source: Source) -> str:
    """Return title, publisher and date of a source; what the document does not say is left out."""
    known = "、".join(part for part in (source.publisher, source.published) if part)
    return f"{title_of(source)}（{known}）" if known else title_of(source)


def _with_passages(document: str, labels: list[str], most: int | None) -> str:
    if most is not None and len(labels) > most:
        labels = [f"{labels[0]}ほか{len(labels) - 1}か所"]
    return "、".join([document, *labels])
