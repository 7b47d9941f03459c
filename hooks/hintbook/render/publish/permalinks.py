"""/id/<id>/: a tiny page for every entry at an address that never changes.

It carries the entry's text and citation and links to where the entry stands now.  It is not a
page of the shell and reads well without scripts: slides, QR codes and frames of other sites
lead to it.  Nobody can link to the offline copy: there the page only redirects, which keeps
the copy small.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hintbook.render.address import permalink
from hintbook.render.output import Asset
from hintbook.render.publish.policy import POLICY
from hintbook.render.templating import html
from hintbook.render.text import brief, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.model import Entry
    from hintbook.render.site import Site


def assets(site: Site) -> Iterator[Asset]:
    """Yield the page of every entry."""
    for item in site.library.items.values():
        path = site.file(permalink(item.entry).page)
        yield Asset(path, partial(_page, site, item.entry))


def _page(site: Site, entry: Entry) -> bytes:
    texts = [part for text in entry.texts() for part in paragraphs(text)]
    page = html(
        site,
        "publish/permalink.html" if site.settings.folders else "publish/permalink_redirect.html",
        permalink(entry).page,
        policy=POLICY,
        entry=entry,
        texts=texts,
        description=brief(" ".join(texts)) or entry.caption,
    )
    return site.phrases.mark(page).encode()
