"""The page of the methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import MethodKind
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of all methods by kind."""
    kinds = site.library.all(MethodKind)
    yield page(
        site,
        "guide/methods.html",
        "guide/methods/",
        title="支援者支援の手法",
        description="体制・環境づくりと仕組みづくり、2種類の手法の例と、それを用いる実践例。",
        outline=tuple(Heading(kind.id) for kind in kinds),
        edit="content/guide/methods.yml",
        kinds=kinds,
    )
