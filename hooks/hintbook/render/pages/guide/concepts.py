"""The page of the concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Concept
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of all concepts."""
    concepts = site.library.all(Concept)
    yield page(
        site,
        "guide/concepts.html",
        "guide/concepts/",
        title="考え方・進め方",
        description="ワールドカフェ、PCAGIPなど、支援者支援に役立つ考え方と話し合いの進め方。",
        outline=tuple(Heading(concept.id) for concept in concepts),
        edit="content/guide/concepts.yml",
        concepts=concepts,
    )
