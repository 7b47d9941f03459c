"""/id/<id>/: a tiny page for every entry, whose address never changes, and its QR code.

It carries the entry's text and citation and leads on to where the entry
stands now.  It is no page of the shell and reads well without scripts: slides,
QR codes and frames of other sites can hold it.  Nobody can link to the copy that
opens from disk: there it only leads on, which keeps the copy small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import csp, qr
from .address import permalink
from .output import Asset
from .text import brief, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site


def outputs(site: Site) -> Iterator[Asset]:
    """One page and one code an entry."""
    template = "permalink.html" if site.settings.folders else "onward.html"
    for item in site.library.items.values():
        page = permalink(item.entry).page
        texts = [part for text in item.entry.texts() for part in paragraphs(text)]
        html = site.html(
            template,
            page,
            entry=item.entry,
            texts=texts,
            description=brief(" ".join(texts)) or item.entry.caption,
        )
        yield Asset(site.file(page), csp.secure(html).encode())
        yield Asset(qr.path(item.entry), qr.svg(qr.url(site.settings, item.entry)))
