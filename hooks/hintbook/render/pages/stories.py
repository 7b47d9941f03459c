"""The stories: how people came to support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Story
from hintbook.model.story import VOICES
from hintbook.render.address import address
from hintbook.render.exports.slides import decks_by_page
from hintbook.render.outline import Heading
from hintbook.render.templating import page
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of stories, then the page of every story."""
    stories = sorted(site.library.all(Story), key=lambda story: story.number)
    yield page(
        site,
        "stories/list.html",
        "stories/",
        title="歩みの例",
        description=f"ひきこもり状態を経験した人が支援につながった、{count(stories)}の歩みの例。",
        stories=stories,
    )
    for story in stories:
        yield page(
            site,
            "stories/story.html",
            address(site.library, story).page,
            title=f"歩みの例{story.number} {story.title}",
            description=story.lead,
            outline=tuple(Heading(part.id) for part in story.parts),
            edit=site.library.file_name(story),
            story=story,
            deck=decks_by_page(site)[address(site.library, story).page],
            voices=VOICES,
        )
