"""The checklist: boxes that lead from difficulties to goals, measures and practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Box, ChecklistPart, Difficulty, DifficultyGroup, Goal, Practice, Tool
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# Also the title of the tool of the guide that the page stands for.
TITLE = "支援者サポートチェックリスト"


def pages(site: Site) -> Iterator[Page]:
    """Yield the checklist."""
    library = site.library
    goals = sorted(library.all(Goal), key=lambda goal: goal.letter)
    parts = library.all(ChecklistPart)
    yield page(
        site,
        "guide/checklist.html",
        "guide/checklist/",
        title=TITLE,
        description="気になる困難さに印を付け、目標と手法を選び、準備を確かめるチェックリスト。",
        outline=tuple(Heading(part.id) for part in parts),
        edit="content/guide/checklist.yml",
        scripts=("checklist",),
        parts=parts,
        sheet=next((tool for tool in library.all(Tool) if tool.title == TITLE), None),
        goals=[(goal, _practices(library, goal)) for goal in goals],
        goals_of={box.id: goals_of(library, box) for box in library.all(Box)},
        numbers={box.id: _difficulty_number(library, box) for box in library.all(Box)},
    )


def goals_of(library: Library, box: Box) -> tuple[str, ...]:
    """Return the letters of the goals that reduce a box's difficulty, in the order of the source."""
    if box.difficulty is None:
        return ()
    group = library.parent(library[box.difficulty])
    return group.goals if isinstance(group, DifficultyGroup) else ()


def _difficulty_number(library: Library, box: Box) -> int | None:
    difficulty = library[box.difficulty] if box.difficulty else None
    return difficulty.number if isinstance(difficulty, Difficulty) else None


def _practices(library: Library, goal: Goal) -> list[tuple[Practice, str]]:
    """Return the practices that serve a goal, each with who states it ("source" first)."""
    links = [link for link in library.links.get(goal.id, ()) if isinstance(link.target, Practice)]
    links.sort(key=lambda link: link.stated_by != "source")
    return [(link.target, link.stated_by) for link in links if isinstance(link.target, Practice)]
