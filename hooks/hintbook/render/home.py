"""The home page: the six scenes by their examples, ways in for every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import Scene, Tag

from .output import Heading, Page
from .scenes import with_icons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site


class Way(NamedTuple):
    """A way in for one kind of reader."""

    reader: str
    icon: str
    title: str
    text: str
    page: str
    anchor: str = ""


WAYS = (
    Way(
        "支援者を支える立場の方",
        "account-heart-outline",
        "燃え尽きそうなとき、支えるとき",
        "担当者が一人で抱え込まないための、現場の学びと助言です。",
        "scenes/6",
    ),
    Way(
        "自治体の担当の方",
        "office-building-outline",
        "役割分担と連携を考える",
        "機関どうしの連携で課題を感じた場面から、手がかりを探せます。",
        "scenes/5",
    ),
    Way(
        "研修を担当する方",
        "presentation",
        "資料に引用する",
        "どの項目にも、変わらないアドレスと、出典付きの引用文があります。",
        "about",
        "cite",
    ),
    Way(
        "編集に加わる方",
        "pencil-outline",
        "内容を直す・加える",
        "内容は YAML ファイルです。書き方の決まりと、直し方をまとめました。",
        "about",
        "edit",
    ),
)


def outputs(site: Site) -> Iterator[Page]:
    """The home page."""
    themes = [
        (tag, len(site.library.tagged.get(tag.id, ())))
        for tag in site.library.all(Tag)
        if tag.facet == "theme" and tag.id in site.library.tagged
    ]
    scenes = with_icons(site.library.all(Scene))
    yield Page(
        path="",
        title=site.settings.name,
        html=site.html("home.html", "", scenes=scenes, ways=WAYS, themes=themes),
        description="ひきこもり状態にある人と家族を支える支援者のための、場面ごとのヒント集。",
        headings=(
            Heading("scenes", "いま、どんな場面ですか"),
            Heading("ways", "知りたいことから"),
            Heading("themes", "テーマから"),
        ),
        kind="wide",
    )
