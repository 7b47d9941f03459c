"""「この場面の…分セット」: what a session on a scene needs, for the 教材箱.

Neither the sets nor their places on the page are addresses: editors change scenes freely.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import Scene
from hintbook.render.sessions import SET_PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library

# As in docs/assets/js/handout/formats.js: between the words of a link, and the rows of a timetable.
_WORDS, _ROWS = "\x1f", "\x1e"


class HandoutSet(NamedTuple):
    """A set of a scene; `fragment` is the set as in a link that shares a collection."""

    scene: Scene
    fragment: str


def sets(library: Library) -> list[HandoutSet]:
    """Return the set of every scene."""
    scenes = sorted(library.all(Scene), key=lambda scene: scene.number)
    return [HandoutSet(scene, _fragment(scene)) for scene in scenes]


def _fragment(scene: Scene) -> str:
    title = f"場面{scene.number}を話し合う（{SET_PLAN.minutes}分）"
    rows = _ROWS.join(f"{part.minutes} {part.title}" for part in SET_PLAN.parts)
    date, audience, start = "", "", ""
    words = _WORDS.join((title, date, audience, start, rows))
    encoded = base64.urlsafe_b64encode(words.encode("utf-16-be")).decode().rstrip("=")
    return f"v2={'.'.join(_items(scene))}~{encoded}"


def _items(scene: Scene) -> Iterator[str]:
    """Yield the ids of examples, questions, hints to begin with, and all advice.

    There is no time to read all hints: the ones that the editors would try first, and the first
    of each heading that has none of these.
    """
    yield from (example.id for example in scene.examples)
    yield from (question.id for question in scene.discussion)
    first = scene.start_with.hints if scene.start_with else ()
    for group in scene.hint_groups:
        own = [hint.id for hint in group.hints]
        yield from [key for key in own if key in first] or own[:1]
    yield from (suggestion.id for suggestion in scene.suggestions)
