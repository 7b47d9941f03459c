"""The home page: the scenes by their examples, ways in for every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import Municipality, Scene, Story, Tag
from hintbook.render.outline import Heading
from hintbook.render.pages.scenes.scenes import with_icons
from hintbook.render.templating import page
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site


class LinkCard(NamedTuple):
    """A link card for one group of readers; title and text are `str.format` templates of counts."""

    reader: str
    icon: str
    title: str
    text: str
    page: str
    anchor: str = ""


LINK_CARDS = (
    LinkCard(
        "支援者を支える立場の方",
        "account-heart-outline",
        "チームの困難さから、目標と手法を選ぶ",
        "チェックリストで困難さを選ぶと、目標と、ほかの機関の実践例につながります。",
        "guide/",
    ),
    LinkCard(
        "取組を探している方",
        "hand-heart-outline",
        "実践例をテーマや実施主体で探す",
        "居場所、訪問、引継ぎなど、各地の取組を絞り込めます。",
        "practices/",
    ),
    LinkCard(
        "自治体の担当の方",
        "office-building-outline",
        "似た規模の自治体を読む・比べる",
        "{municipalities}の自治体の窓口、役割分担、連携、課題を並べて読めます。",
        "municipalities/",
    ),
    LinkCard(
        "数字を引用したい方",
        "chart-bar",
        "市区町村調査の表",
        "規模別の割合と件数を、出典と一緒にコピーできます。",
        "survey/",
    ),
    LinkCard(
        "はじめて支援に関わる方",
        "book-open-variant-outline",
        "定義や、関わり方の考え方を知る",
        "いくつかの定義、本人の気持ち、避けたい言葉などをまとめました。",
        "topics/",
    ),
    LinkCard(
        "本人の歩みを知りたい方",
        "walk",
        "支援につながるまでの{stories}の例",
        "きっかけ、活動、本人と支援担当者それぞれの思いを追います。",
        "stories/",
    ),
    LinkCard(
        "研修を開く方",
        "account-group-outline",
        "場面の具体例から話し合う",
        "具体例だけを映して話し合い、ヒントを順に開けます。話し合いシートと進行シートもあります。",
        "scenes/",
        "training",
    ),
    LinkCard(
        "研修を担当する方",
        "presentation",
        "教材箱で資料を作る",
        "ヒントや実践例を集めて並べ、出典とQRコードの付いたA4の資料にします。",
        "handout/",
    ),
    LinkCard(
        "編集に加わる方",
        "pencil-outline",
        "実践例を投稿する",
        "フォームに書いて見え方を確かめ、GitHub かメールで送れます。",
        "contribute/practice/",
    ),
)


def pages(site: Site) -> Iterator[Page]:
    """Yield the home page."""
    library = site.library
    themes = [
        (tag, len(library.tagged[tag.id]))
        for tag in library.all(Tag)
        if tag.facet == "theme" and tag.id in library.tagged
    ]
    counts = {
        "municipalities": count(library.all(Municipality)),
        "stories": count(library.all(Story)),
    }
    yield page(
        site,
        "home.html",
        "",
        title=site.settings.name,
        description="ひきこもり状態にある人と家族を支える支援者のための、場面ごとのヒント集。",
        outline=(Heading("scenes"), Heading("ways"), Heading("themes")),
        layout="wide",
        scenes=with_icons(library.all(Scene)),
        ways=[
            way._replace(title=way.title.format(**counts), text=way.text.format(**counts))
            for way in LINK_CARDS
        ],
        themes=themes,
    )
