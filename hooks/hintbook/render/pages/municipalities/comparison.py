"""The page that compares municipalities side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import FIELDS, Municipality
from hintbook.model.municipality import SIZES
from hintbook.render.pages.municipalities.profile import facts
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the comparison: all municipalities by size, of which the script shows the chosen."""
    found = sorted(site.library.all(Municipality), key=lambda m: m.number)
    by_size = {label: [m for m in found if m.size == size] for size, label in SIZES.items()}
    yield page(
        site,
        "municipalities/comparison.html",
        "municipalities/compare/",
        title="自治体を比べる",
        description="自治体事例を項目ごとに並べて比べます。",
        layout="wide",
        scripts=("compare",),
        styles=("municipalities",),
        municipalities=found,
        sizes=[(label, own) for label, own in by_size.items() if own],
        facts=facts,
        parts=FIELDS,
    )
