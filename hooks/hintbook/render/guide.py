"""The guide for supporting supporters: its way, goals, difficulties, methods, concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import (
    CommonPoint,
    Concept,
    Difficulty,
    DifficultyGroup,
    Goal,
    Method,
    MethodKind,
    Step,
    Tool,
)

from . import checklist
from .address import address
from .counts import count
from .neighbours import with_neighbours
from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library

    from .site import Site


# Where each step of the guide is walked on this site; the words have a slot for what is counted.
_NEXT = {
    1: ("guide/difficulties/", "{difficulties}の困難さを見る"),
    2: ("guide/methods/", "手法を見る"),
    3: ("guide/checklist/", "チェックリストで点検する"),
}


def outputs(site: Site) -> Iterator[Page]:
    """The guide's own page, a page for each goal, and one for each list."""
    library = site.library
    goals = sorted(library.all(Goal), key=lambda goal: goal.letter)
    groups = sorted(library.all(DifficultyGroup), key=lambda group: group.number)
    steps = sorted(library.all(Step), key=lambda step: step.number)
    difficulties = count(library.all(Difficulty))
    yield Page(
        path="guide/",
        title="支援者を支える",
        html=site.html(
            "guide.html",
            "guide/",
            steps=steps,
            ways=[(group, _goals_of(group, goals)) for group in groups],
            goals=goals,
            common_points=library.all(CommonPoint),
            tools=library.all(Tool),
            next_steps={
                step: (page, words.format(difficulties=difficulties))
                for step, (page, words) in _NEXT.items()
            },
            checklist=checklist.TITLE,
        ),
        description=f"相談員の困難さを知り、目標を決め、手法を選ぶ。支援者支援の{count(steps)}のステップ。",
        headings=(
            Heading("steps", f"{count(steps)}のステップ"),
            Heading("map", "困難さから目標、手法へ"),
            Heading("goals", f"{count(goals)}の目標"),
            Heading("common", "どの取組にも共通すること"),
            Heading("tools", "お役立ちツール"),
        ),
        edit="content/guide/steps.yml",
    )
    for previous, goal, following in with_neighbours(goals):
        yield _goal_page(site, goal, groups, previous=previous, next=following)
    yield _difficulties(site, groups, goals)
    yield _methods(site)
    yield _concepts(site)


def _goal_page(
    site: Site, goal: Goal, groups: list[DifficultyGroup], **around: Goal | None
) -> Page:
    path = address(site.library, goal).page
    reduced = [group for group in groups if goal.letter in group.goals]
    methods = _methods_of(site.library, goal)
    return Page(
        path=path,
        title=f"目標{goal.letter} {goal.title}",
        html=site.html("goal.html", path, goal=goal, groups=reduced, methods=methods, **around),
        description=goal.lead,
        headings=(
            Heading("points", "ポイント", tuple(Heading(p.id, p.heading) for p in goal.points)),
            Heading("practices", "実践例"),
            Heading("methods", "手法の例"),
            Heading("difficulties", "軽くなると考えられる困難さ"),
            Heading("hints", "場面のヒントから"),
        ),
        edit=site.library.items[goal.id].file.name,
    )


def _difficulties(site: Site, groups: list[DifficultyGroup], goals: list[Goal]) -> Page:
    path = "guide/difficulties/"
    title = f"支援者が抱える{count(site.library.all(Difficulty))}の困難さ"
    reduced = [(group, _goals_of(group, goals)) for group in groups]
    return Page(
        path=path,
        title=title,
        html=site.html("difficulties.html", path, title=title, groups=reduced),
        description=f"ひきこもり相談に携わる支援者が抱える困難さを{count(groups)}に分け、軽くする目標につなげます。",
        headings=tuple(Heading(group.id, group.title) for group in groups),
        edit="content/guide/difficulties.yml",
    )


def _methods(site: Site) -> Page:
    path = "guide/methods/"
    kinds = site.library.all(MethodKind)
    return Page(
        path=path,
        title="支援者支援の手法",
        html=site.html("methods.html", path, kinds=kinds),
        description="体制・環境づくりと仕組みづくり、2種類の手法の例と、それを用いる実践例。",
        headings=tuple(Heading(kind.id, kind.title) for kind in kinds),
        edit="content/guide/methods.yml",
    )


def _concepts(site: Site) -> Page:
    path = "guide/concepts/"
    concepts = site.library.all(Concept)
    return Page(
        path=path,
        title="考え方・進め方",
        html=site.html("concepts.html", path, concepts=concepts),
        description="ワールドカフェ、PCAGIPなど、支援者支援に役立つ考え方と話し合いの進め方。",
        headings=tuple(Heading(concept.id, concept.title) for concept in concepts),
        edit="content/guide/concepts.yml",
    )


def _goals_of(group: DifficultyGroup, goals: list[Goal]) -> list[Goal]:
    """The goals that reduce a group's difficulties, in the order the source names them."""
    by_letter = {goal.letter: goal for goal in goals}
    return [by_letter[letter] for letter in group.goals]


def _methods_of(library: Library, goal: Goal) -> list[Method]:
    return [method for key in goal.methods if isinstance(method := library[key], Method)]
