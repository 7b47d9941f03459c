"""The stories: how people came to support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Story
from hintbook.model.story import VOICES

from .address import address
from .counts import count
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site


def outputs(site: Site) -> Iterator[Page]:
    """The list of stories, then every story."""
    stories = sorted(site.library.all(Story), key=lambda story: story.number)
    yield Page(
        path="stories/",
        title="歩みの例",
        html=site.html("stories.html", "stories/", stories=stories),
        description=f"ひきこもり状態を経験した人が支援につながった、{count(stories)}の歩みの例。",
    )
    for story in stories:
        path = address(site.library, story).page
        yield Page(
            path=path,
            title=f"歩みの例{story.number} {story.title}",
            html=site.html("story.html", path, story=story, voices=VOICES),
            description=story.lead,
            headings=tuple(Heading(part.id, part.heading) for part in story.parts),
            edit=site.library.items[story.id].file.name,
        )
