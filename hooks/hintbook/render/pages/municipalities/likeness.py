"""The page that orders the municipalities by their likeness to the reader's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import CHOICES, Municipality
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site

PATH = "municipalities/near/"


def pages(site: Site) -> Iterator[Page]:
    """Yield the page: all municipalities with the fields asked, which the script orders."""
    yield page(
        site,
        "municipalities/likeness.html",
        PATH,
        title="自分の町に近い自治体",
        description="規模、事業、窓口のかたち、対応のしかたから、自分の町に近い自治体事例を探します。",
        layout="wide",
        scripts=("municipalities/likeness", "municipalities/near", "compare"),
        styles=("municipalities",),
        municipalities=sorted(site.library.all(Municipality), key=lambda m: m.number),
        asked={key: choice for key, choice in CHOICES.items() if choice.likeness},
    )
