"""The page for when a life is in danger; there is none without its content file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.render.templating import page
from hintbook.render.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site

PATH = "urgent/"


def pages(site: Site) -> Iterator[Page]:
    """Yield the page, if there is any."""
    if (urgent := site.library.urgent) is None:
        return
    yield page(
        site,
        "urgent.html",
        PATH,
        title="いのちに関わるとき",
        description=brief(urgent.value.notice),
        edit=urgent.file.name,
        layout="wide",
        urgent=urgent.value,
        related=[site.library[entry_id] for entry_id in urgent.value.related],
    )
