"""Training mode: for every scene, slides to discuss by, a worksheet and a facilitator's sheet."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from hintbook.model import Scene
from hintbook.render.address import address
from hintbook.render.outline import Heading
from hintbook.render.pages.scenes.scenes import with_icons
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


class Part(NamedTuple):
    """A part of a session with its length in minutes."""

    minutes: int
    title: str
    text: str


class Plan(NamedTuple):
    """A session by its length in minutes."""

    minutes: int
    parts: tuple[Part, ...]


# Written by the editors; the parts of a plan add up to its minutes.
PLANS = (
    Plan(
        30,
        (
            Part(3, "はじめに", "目的と、安心して話すための約束を確かめます。"),
            Part(2, "具体例を読む", "声に出して、または各自で読みます。"),
            Part(10, "グループで話し合う", "問いを1つか2つ選びます。"),
            Part(8, "支援のヒントを読む", "見出しを2つか3つ選んで開きます。"),
            Part(3, "委員からの助言を読む", "心に留まったものを、各自で1つ選びます。"),
            Part(4, "振り返り", "気づいたことを、一人ずつ一言で話します。"),
        ),
    ),
    Plan(
        60,
        (
            Part(5, "はじめに", "目的と、安心して話すための約束を確かめます。"),
            Part(7, "具体例を読み、一人で書く", "話し合いシートに、思ったことを書きます。"),
            Part(18, "グループで話し合う", "問いを2つか3つ選びます。"),
            Part(5, "全体で分かち合う", "各グループから、出た話を1つずつ紹介します。"),
            Part(12, "支援のヒントを読む", "見出しごとに開き、自分たちの話と比べます。"),
            Part(5, "委員からの助言を読む", "心に留まったものを、各自で1つ選びます。"),
            Part(8, "振り返り", "気づいたことを書き、グループで話します。"),
        ),
    ),
    Plan(
        90,
        (
            Part(8, "はじめに", "自己紹介をし、目的と、安心して話すための約束を確かめます。"),
            Part(10, "具体例を読み、一人で書く", "話し合いシートに、思ったことを書きます。"),
            Part(25, "グループで話し合う", "すべての問いを順に、または選んで話し合います。"),
            Part(10, "全体で分かち合う", "各グループから、出た話を紹介します。"),
            Part(17, "支援のヒントを読む", "見出しごとに開き、間に短く話し合います。"),
            Part(6, "委員からの助言を読む", "心に留まったものを、各自で1つ選びます。"),
            Part(
                14, "振り返り", "気づいたこと、やってみたいことを書き、グループと全体で話します。"
            ),
        ),
    ),
)
# Entries of the guide: on talking in safety, and methods to run a talk by.
_SAFETY = ("goal-b-p4", "goal-a-p3", "goal-a-p1-1")
_TALK_METHODS = ("concept-world-cafe", "concept-pcagip")
# Title and description of each page of a scene, by its name in the address.
_PAGES = {
    "training": ("研修モード", "具体例を読み、話し合ってから、ヒントと助言を順に開きます。"),
    "worksheet": ("話し合いシート", "具体例と問いに、書き込む罫線を添えたA4のシート。"),
    "facilitator": ("進行シート", "研修を行うときの時間の目安、進め方、気をつけたいこと。"),
}


def pages(site: Site) -> Iterator[Page]:
    """Yield three pages for every scene."""
    for scene, icon in with_icons(site.library.all(Scene)):
        yield _training(site, scene, icon)
        yield _page(site, scene, "worksheet", (), scripts=("sheets",))
        yield _facilitator(site, scene)


def _training(site: Site, scene: Scene, icon: str) -> Page:
    groups = tuple(Heading(group.id) for group in scene.hint_groups)
    outline = (
        Heading("examples"),
        *((Heading("discussion"),) if scene.discussion else ()),
        Heading("notes"),
        Heading("hints", children=groups),
        Heading("suggestions"),
    )
    return _page(
        site,
        scene,
        "training",
        outline,
        scripts=("stage/splitting", "stage/timer", "stage/stage", "training"),
        styles=("training", "stage"),
        icon=icon,
    )


def _facilitator(site: Site, scene: Scene) -> Page:
    safety, methods = (
        [entry for key in keys if (entry := site.library.find(key))]
        for keys in (_SAFETY, _TALK_METHODS)
    )
    outline = (
        *map(Heading, ("scene", "plans", "safety")),
        *((Heading("ways"),) if methods else ()),
    )
    return _page(
        site,
        scene,
        "facilitator",
        outline,
        scripts=("stage/times", "sheets"),
        plans=[(plan, schedule(plan)) for plan in PLANS],
        safety=safety,
        ways=methods,
    )


def _page(  # noqa: PLR0913 - keywords only
    site: Site,
    scene: Scene,
    name: str,
    outline: tuple[Heading, ...],
    *,
    scripts: tuple[str, ...],
    styles: tuple[str, ...] = ("training",),
    **values: Any,
) -> Page:
    title, description = _PAGES[name]
    return page(
        site,
        f"scenes/{name}.html",
        f"{address(site.library, scene).page}/{name}",
        title=f"{title} 場面{scene.number} {scene.title}",
        description=f"場面{scene.number}「{scene.title}」: {description}",
        outline=outline,
        edit=site.library.file_name(scene),
        scripts=scripts,
        styles=styles,
        scene=scene,
        label=title,
        **values,
    )


def schedule(plan: Plan) -> list[tuple[int, int, Part]]:
    """Return the parts of a plan as (start, end, part), in minutes from the beginning."""
    ends = list(accumulate(part.minutes for part in plan.parts))
    return list(zip([0, *ends], ends, plan.parts, strict=False))
