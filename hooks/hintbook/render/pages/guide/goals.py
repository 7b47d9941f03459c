"""A page for each goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import DifficultyGroup, Goal, Method
from hintbook.render.address import address
from hintbook.render.neighbours import with_neighbours
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of every goal."""
    library = site.library
    groups = sorted(library.all(DifficultyGroup), key=lambda group: group.number)
    goals = sorted(library.all(Goal), key=lambda goal: goal.letter)
    for previous, goal, following in with_neighbours(goals):
        points = tuple(Heading(point.id, point.heading) for point in goal.points)
        yield page(
            site,
            "guide/goal.html",
            address(library, goal).page,
            title=f"目標{goal.letter} {goal.title}",
            description=goal.lead,
            outline=(
                Heading("points", children=points),
                *map(Heading, ("practices", "methods", "difficulties", "hints")),
            ),
            edit=library.file_name(goal),
            goal=goal,
            groups=[group for group in groups if goal.letter in group.goals],
            methods=[m for key in goal.methods if isinstance(m := library[key], Method)],
            previous=previous,
            next=following,
        )
