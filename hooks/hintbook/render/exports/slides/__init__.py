"""Slides for PowerPoint: of every scene and story, and of the guide."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from hintbook.model import Goal, Scene, Step, Story
from hintbook.render.address import address
from hintbook.render.exports.slides.decks import GUIDE, guide_topics, scene_topics, story_topics
from hintbook.render.exports.slides.topics import slides
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hintbook.render.exports.slides.topics import Topic
    from hintbook.render.site import Site


def assets(site: Site) -> Iterator[Asset]:
    """Yield the slides of every scene and story, and those of the guide."""
    yield from decks_by_page(site).values()


def decks_by_page(site: Site) -> Mapping[str, Asset]:
    """Return the slides by the path of the page that offers them."""
    library = site.library
    found: dict[str, Asset] = {}

    def add(page: str, title: str, topics: Callable[[], Iterable[Topic]]) -> None:
        path = f"{page.removesuffix('/')}/slides.pptx"
        found[page] = Asset(path, partial(_presentation, site, title, topics), apart=True)

    for scene in library.all(Scene):
        add(address(library, scene).page, site.name(scene), partial(scene_topics, site, scene))
    for story in library.all(Story):
        add(address(library, story).page, site.name(story), partial(story_topics, site, story))
    if [*library.all(Step), *library.all(Goal)]:
        add(GUIDE, "支援者を支える", partial(guide_topics, site))
    return found


def _presentation(site: Site, title: str, topics: Callable[[], Iterable[Topic]]) -> bytes:
    # Importing python-pptx takes longer than `check` can spare.
    from hintbook.render.exports.slides.writer import About, presentation  # noqa: PLC0415

    changed = datetime.datetime.combine(site.today, datetime.time())
    return presentation(slides(topics()), About(title, site.settings.name, changed))
