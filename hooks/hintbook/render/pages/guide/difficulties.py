"""The page of the difficulties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Difficulty, DifficultyGroup, Goal
from hintbook.render.outline import Heading
from hintbook.render.templating import page
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of all difficulties in their groups."""
    library = site.library
    goals = library.all(Goal)
    groups = sorted(library.all(DifficultyGroup), key=lambda group: group.number)
    yield page(
        site,
        "guide/difficulties.html",
        "guide/difficulties/",
        title=f"支援者が抱える{count(library.all(Difficulty))}の困難さ",
        description=f"ひきこもり相談に携わる支援者が抱える困難さを{count(groups)}に分け、軽くする目標につなげます。",
        outline=tuple(Heading(group.id) for group in groups),
        edit="content/guide/difficulties.yml",
        groups=[(group, goals_of(group, goals)) for group in groups],
    )


def goals_of(group: DifficultyGroup, goals: Iterable[Goal]) -> list[Goal]:
    """Return the goals that reduce the difficulties of a group, in the order of the source."""
    by_letter = {goal.letter: goal for goal in goals}
    return [by_letter[letter] for letter in group.goals]
