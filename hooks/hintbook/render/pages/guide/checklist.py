"""The checklist: boxes that lead from difficulties to goals, measures and practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Box, ChecklistPart, DifficultyGroup, Goal, Practice, Tool
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# Also the title of the tool of the guide that the page stands for.
TITLE = "支援者サポートチェックリスト"


# In the order of their use of each other.
_SCRIPTS = ("links", "counting", "state", "paper", "team", "page")


def pages(site: Site) -> Iterator[Page]:
    """Yield the checklist."""
    library = site.library
    goals = sorted(library.all(Goal), key=lambda goal: goal.letter)
    parts = library.all(ChecklistPart)
    boxes = library.all(Box)
    without_boxes = {part.id: _without_boxes(library, part) for part in parts}
    yield page(
        site,
        "guide/checklist.html",
        "guide/checklist/",
        title=TITLE,
        description="気になる困難さに印を付け、目標と手法を選び、準備を確かめるチェックリスト。",
        outline=(*(Heading(part.id) for part in parts), *map(Heading, ("memo", "share", "shared"))),
        edit="content/guide/checklist.yml",
        scripts=tuple(f"checklist/{name}" for name in _SCRIPTS),
        styles=("checklist",),
        parts=parts,
        sheet=next((tool for tool in library.all(Tool) if tool.title == TITLE), None),
        goals={
            goal.letter: (
                goal,
                [library[method] for method in goal.methods],
                _practices(library, goal),
            )
            for goal in goals
        },
        goals_of={box.id: goals_of(library, box) for box in boxes},
        named_by={
            box.id: [goal.letter for goal in goals if box.method in goal.methods] for box in boxes
        },
        before={part: before for part, (before, _) in without_boxes.items()},
        after={part: after for part, (_, after) in without_boxes.items()},
    )


def goals_of(library: Library, box: Box) -> tuple[str, ...]:
    """Return the letters of the goals that reduce a box's difficulty, in the order of the source."""
    group = _group(library, box)
    return group.goals if group else ()


def _group(library: Library, box: Box) -> DifficultyGroup | None:
    group = library.parent(library[box.difficulty]) if box.difficulty else None
    return group if isinstance(group, DifficultyGroup) else None


def _without_boxes(
    library: Library, part: ChecklistPart
) -> tuple[list[DifficultyGroup], list[DifficultyGroup]]:
    """Return the groups of difficulties that the part leaves out: those before its first, the others."""
    ticked = {group.number for box in part.boxes if (group := _group(library, box))}
    if not ticked:
        return [], []
    groups = sorted(library.all(DifficultyGroup), key=lambda group: group.number)
    left_out = [group for group in groups if group.number not in ticked and not group.goals]
    return (
        [group for group in left_out if group.number < min(ticked)],
        [group for group in left_out if group.number > min(ticked)],
    )


def _practices(library: Library, goal: Goal) -> list[tuple[Practice, str]]:
    """Return the practices that serve a goal, each with who states it ("source" first)."""
    links = [link for link in library.links.get(goal.id, ()) if isinstance(link.target, Practice)]
    links.sort(key=lambda link: link.stated_by != "source")
    return [(link.target, link.stated_by) for link in links if isinstance(link.target, Practice)]
