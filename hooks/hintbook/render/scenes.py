"""The scenes: a page to choose from, and one page each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hintbook.model import Practice, Scene

from .address import address
from .counts import count
from .neighbours import with_neighbours
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.library import Library

    from .site import Site

_ICONS = {
    1: "door-closed",
    2: "walk",
    3: "home-heart",
    4: "map-marker-path",
    5: "handshake-outline",
    6: "candle",
}
_ANY_ICON = "forum-outline"


def with_icons(scenes: Sequence[Scene]) -> list[tuple[Scene, str]]:
    """The scenes by number, each with the icon that stands for it."""
    ordered = sorted(scenes, key=lambda scene: scene.number)
    return [(scene, _ICONS.get(scene.number, _ANY_ICON)) for scene in ordered]


def outputs(site: Site) -> Iterator[Page]:
    """The list of scenes, then every scene."""
    scenes = with_icons(site.library.all(Scene))
    yield Page(
        path="scenes/",
        title="場面から探す",
        html=site.html("scenes.html", "scenes/", scenes=scenes),
        description=f"支援のなかでよく出会う{count(scenes)}の場面から、ヒントと助言を探します。",
    )
    icons = {scene.id: icon for scene, icon in scenes}
    for previous, scene, following in with_neighbours([scene for scene, _ in scenes]):
        yield _page(site, scene, icons[scene.id], previous, following)


def _page(
    site: Site, scene: Scene, icon: str, previous: Scene | None, following: Scene | None
) -> Page:
    path = address(site.library, scene).page
    practices = practices_for(site.library, scene)
    groups = tuple(Heading(group.id, group.heading) for group in scene.hint_groups)
    return Page(
        path=path,
        title=f"場面{scene.number} {scene.title}",
        html=site.html(
            "scene.html",
            path,
            scene=scene,
            icon=icon,
            previous=previous,
            next=following,
            practices=practices,
        ),
        description=scene.lead,
        headings=(
            Heading("examples", "こんな場面です"),
            Heading("hints", "支援のヒント", groups),
            Heading("suggestions", "委員からの助言"),
            *((Heading("practices", "この場面に役立つ実践例"),) if practices else ()),
            Heading("training", "研修で使う"),
        ),
        edit=site.library.items[scene.id].file.name,
    )


def practices_for(library: Library, scene: Scene) -> list[Practice]:
    """The practices linked to a scene or its texts, those with the most links first."""
    texts = [scene, *scene.hints, *scene.suggestions]
    links = [link.target for text in texts for link in library.links.get(text.id, ())]
    counts = Counter(target for target in links if isinstance(target, Practice))
    return [practice for practice, _ in counts.most_common()]
