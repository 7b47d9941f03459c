"""The handout page 「教材箱」, where readers collect entries, project them and print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Source
from hintbook.render.pages.handout import entries, sets
from hintbook.render.pages.handout.entries import assets
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hintbook.render.output import Page
    from hintbook.render.site import Site

__all__ = ["assets", "pages"]

_SCRIPTS = (
    *("stage/times", "handout/formats", "handout/content", "handout/qr", "handout/sheet"),
    *("handout/reading", "handout/plan", "handout/page"),
)
# What 「映す」 needs, loaded when it is pressed.
_SLIDES = ("stage/splitting", "stage/timer", "stage/stage", "handout/slides")


def pages(site: Site) -> Iterator[Page]:
    """Yield the handout page."""
    yield page(
        site,
        "handout/page.html",
        "handout/",
        title="教材箱",
        description="ヒントや実践例を集めて並べ、ひとことを添えて、映したり、出典とQRコードの付いたA4の資料にしたりします。",
        layout="wide",
        scripts=_SCRIPTS,
        styles=("stage", "handout"),
        lazy_values=lambda: _values(site),
        sources=sorted(site.library.all(Source), key=lambda source: source.number),
        home=site.settings.qr_root,
        slides=[f"assets/js/{name}.js" for name in _SLIDES],
    )


def _values(site: Site) -> Mapping[str, object]:
    return entries.chunks(site)._asdict() | {"sets": sets.sets(site.library)}
