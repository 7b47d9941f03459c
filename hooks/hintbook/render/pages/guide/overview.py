"""The overview of the guide: its steps, and the way from difficulties to goals and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import CommonPoint, Difficulty, DifficultyGroup, Goal, Step, Tool
from hintbook.render.exports.slides import decks_by_page
from hintbook.render.exports.slides.decks import GUIDE
from hintbook.render.outline import Heading
from hintbook.render.pages.guide.checklist import TITLE
from hintbook.render.pages.guide.difficulties import goals_of
from hintbook.render.templating import page
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site

# The page of this site on which each step is taken: path, and a `str.format` template of its link.
_NEXT = {
    1: ("guide/difficulties/", "{difficulties}の困難さを見る"),
    2: ("guide/methods/", "手法を見る"),
    3: ("guide/checklist/", "チェックリストで点検する"),
}


def pages(site: Site) -> Iterator[Page]:
    """Yield the overview."""
    library = site.library
    goals = sorted(library.all(Goal), key=lambda goal: goal.letter)
    groups = sorted(library.all(DifficultyGroup), key=lambda group: group.number)
    steps = sorted(library.all(Step), key=lambda step: step.number)
    difficulties = count(library.all(Difficulty))
    yield page(
        site,
        "guide/guide.html",
        "guide/",
        title="支援者を支える",
        description=f"相談員の困難さを知り、目標を決め、手法を選ぶ。支援者支援の{count(steps)}のステップ。",
        outline=tuple(map(Heading, ("steps", "map", "goals", "common", "tools"))),
        edit="content/guide/steps.yml",
        steps=steps,
        ways=[(group, goals_of(group, goals)) for group in groups],
        goals=goals,
        common_points=library.all(CommonPoint),
        tools=library.all(Tool),
        next_steps={
            step: (path, text.format(difficulties=difficulties))
            for step, (path, text) in _NEXT.items()
        },
        checklist=TITLE,
        deck=decks_by_page(site).get(GUIDE),
    )
