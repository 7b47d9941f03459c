"""The topics: pages to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Topic

from .address import address
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site


def outputs(site: Site) -> Iterator[Page]:
    """The list of topics, then every topic."""
    topics = sorted(site.library.all(Topic), key=lambda topic: topic.id)
    yield Page(
        path="topics/",
        title="基礎知識",
        html=site.html("topics.html", "topics/", topics=topics),
        description="定義、数字、関わり方の考え方など、支援の前提になる知識の一覧。",
        kind="wide",
    )
    for topic in topics:
        path = address(site.library, topic).page
        yield Page(
            path=path,
            title=topic.title,
            html=site.html("topic.html", path, topic=topic),
            description=topic.lead,
            headings=tuple(Heading(section.id, section.heading) for section in topic.sections),
            edit=site.library.items[topic.id].file.name,
        )
