"""The checklist: 42 boxes that lead from difficulties to goals, measures and practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import (
    Box,
    ChecklistPart,
    Difficulty,
    DifficultyGroup,
    Goal,
    Practice,
    Tool,
)

from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library

    from .site import Site


TITLE = "支援者サポートチェックリスト"


def outputs(site: Site) -> Iterator[Page]:
    """The checklist's page."""
    library = site.library
    goals = sorted(library.all(Goal), key=lambda goal: goal.letter)
    parts = library.all(ChecklistPart)
    yield Page(
        path="guide/checklist/",
        title=TITLE,
        html=site.html(
            "checklist.html",
            "guide/checklist/",
            parts=parts,
            sheet=next((tool for tool in library.all(Tool) if tool.title == TITLE), None),
            goals=[(goal, _practices(library, goal)) for goal in goals],
            goals_of={box.id: goals_of(library, box) for box in library.all(Box)},
            numbers={box.id: _number(library, box) for box in library.all(Box)},
        ),
        description="気になる困難さに印を付け、目標と手法を選び、準備を確かめるチェックリスト。",
        headings=tuple(Heading(part.id, part.title) for part in parts),
        edit="content/guide/checklist.yml",
        scripts=("checklist",),
    )


def goals_of(library: Library, box: Box) -> tuple[str, ...]:
    """The goals that reduce a box's difficulty: those of its group, in the source's order."""
    if box.difficulty is None:
        return ()
    group = library.parent(library[box.difficulty])
    return group.goals if isinstance(group, DifficultyGroup) else ()


def _number(library: Library, box: Box) -> int | None:
    difficulty = library[box.difficulty] if box.difficulty else None
    return difficulty.number if isinstance(difficulty, Difficulty) else None


def _practices(library: Library, goal: Goal) -> list[tuple[Practice, str]]:
    """The practices that serve a goal, each with who says so, the source's first."""
    links = [link for link in library.links.get(goal.id, ()) if isinstance(link.target, Practice)]
    links.sort(key=lambda link: link.stated_by != "source")
    return [(link.target, link.stated_by) for link in links if isinstance(link.target, Practice)]
