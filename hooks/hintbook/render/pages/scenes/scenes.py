"""The scenes: a page to choose from, and a page each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hintbook.model import Entry, Hint, Practice, Scene, Suggestion
from hintbook.render.address import address
from hintbook.render.exports.slides import decks_by_page
from hintbook.render.neighbours import with_neighbours
from hintbook.render.outline import Heading
from hintbook.render.templating import page
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# Material icons by the number of the scene.
_ICONS = {
    1: "door-closed",
    2: "walk",
    3: "home-heart",
    4: "map-marker-path",
    5: "handshake-outline",
    6: "candle",
}
_DEFAULT_ICON = "forum-outline"


def with_icons(scenes: Sequence[Scene]) -> list[tuple[Scene, str]]:
    """Return the scenes by number, each with its icon."""
    ordered = sorted(scenes, key=lambda scene: scene.number)
    return [(scene, _ICONS.get(scene.number, _DEFAULT_ICON)) for scene in ordered]


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of scenes, then the page of every scene."""
    scenes = with_icons(site.library.all(Scene))
    yield page(
        site,
        "scenes/list.html",
        "scenes/",
        title="場面から探す",
        description=f"支援の中でよく出会う{count(scenes)}の場面から、ヒントと助言を探します。",
        scenes=scenes,
    )
    for previous, (scene, icon), following in with_neighbours(scenes):
        practices = practices_for(site.library, scene)
        yield page(
            site,
            "scenes/scene.html",
            address(site.library, scene).page,
            title=f"場面{scene.number} {scene.title}",
            description=scene.lead,
            outline=_outline(site.library, scene, has_practices=bool(practices)),
            edit=site.library.file_name(scene),
            scene=scene,
            deck=decks_by_page(site)[address(site.library, scene).page],
            icon=icon,
            previous=previous and previous[0],
            next=following and following[0],
            start=_start(site.library, scene),
            actions=[practice for practice in practices if not practice.is_attitude],
            attitudes=[practice for practice in practices if practice.is_attitude],
        )


def _outline(library: Library, scene: Scene, *, has_practices: bool) -> tuple[Heading, ...]:
    def numbered(texts: Sequence[Hint | Suggestion]) -> tuple[Heading, ...]:
        return tuple(Heading(text.id, f"{text.label(library)} {text.title}") for text in texts)

    groups = tuple(Heading(group.id, children=numbered(group.hints)) for group in scene.hint_groups)
    return (
        *((Heading("start-with"),) if scene.start_with else ()),
        Heading("examples"),
        Heading("hints", children=groups),
        Heading("suggestions", children=numbered(scene.suggestions)),
        *((Heading("practices"),) if has_practices else ()),
        Heading("training"),
    )


def _start(library: Library, scene: Scene) -> tuple[list[Entry], Entry] | None:
    """Return the hints and the practice that a scene begins with, None if none are chosen."""
    if not scene.start_with:
        return None
    hints, practice = scene.start_with.hints, scene.start_with.practice
    return [library[hint] for hint in hints], library[practice]


def practices_for(library: Library, scene: Scene) -> list[Practice]:
    """Return the practices linked to a scene or its texts, those with the most links first."""
    texts = [scene, *scene.hints, *scene.suggestions]
    links = [link.target for text in texts for link in library.links.get(text.id, ())]
    counts = Counter(target for target in links if isinstance(target, Practice))
    return [practice for practice, _ in counts.most_common()]
