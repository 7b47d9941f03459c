"""Training mode: for every scene, slides to discuss by, a worksheet and a facilitator's sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hintbook.model import Scene
from hintbook.render.address import address
from hintbook.render.outline import Heading
from hintbook.render.pages.scenes.scenes import with_icons
from hintbook.render.sessions import CAUTIONS, PLANS, REFLECTION, schedule
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


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
        yield _page(site, scene, "worksheet", (), scripts=("sheets",), reflection=REFLECTION)
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
        cautions=CAUTIONS,
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
