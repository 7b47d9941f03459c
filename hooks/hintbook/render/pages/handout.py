"""The handout page 「教材箱」, where readers collect entries and print them with citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Source
from hintbook.render.exports import handout_scripts
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the handout page."""
    yield page(
        site,
        "handout.html",
        "handout/",
        title="教材箱",
        description="ヒントや実践例を集めて並べ、ひとことを添えて、出典とQRコードの付いたA4の資料にします。",
        layout="wide",
        scripts=("handout/formats", "handout/sheet", "handout/page"),
        styles=("handout",),
        lazy_values=lambda: handout_scripts.chunks(site)._asdict(),
        sources=sorted(site.library.all(Source), key=lambda source: source.number),
        home=site.settings.qr_root,
    )
