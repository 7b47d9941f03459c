"""Sessions of training with a scene: timetables, cautions, and what to write down at the end.

Written by the editors, for the pages and the slides.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Literal, NamedTuple, TypeAlias

Stage: TypeAlias = Literal["start", "examples", "discussion", "hints", "suggestions", "reflection"]


class Part(NamedTuple):
    """A part of a session with its length in minutes, and the slides that it is held with."""

    minutes: int
    title: str
    text: str
    stage: Stage


class Plan(NamedTuple):
    """A session by its length in minutes."""

    minutes: int
    parts: tuple[Part, ...]


# The parts of a plan add up to its minutes.
PLANS = (
    Plan(
        30,
        (
            Part(3, "はじめに", "目的と、安心して話すための約束を確かめます。", "start"),
            Part(2, "具体例を読む", "声に出して、または各自で読みます。", "examples"),
            Part(10, "グループで話し合う", "問いを1つか2つ選びます。", "discussion"),
            Part(8, "支援のヒントを読む", "見出しを2つか3つ選んで開きます。", "hints"),
            Part(
                3, "委員からの助言を読む", "心に留まったものを、各自で1つ選びます。", "suggestions"
            ),
            Part(4, "振り返り", "気づいたことを、一人ずつ一言で話します。", "reflection"),
        ),
    ),
    Plan(
        60,
        (
            Part(5, "はじめに", "目的と、安心して話すための約束を確かめます。", "start"),
            Part(
                7,
                "具体例を読み、一人で書く",
                "話し合いシートに、思ったことを書きます。",
                "examples",
            ),
            Part(18, "グループで話し合う", "問いを2つか3つ選びます。", "discussion"),
            Part(
                5, "全体で分かち合う", "各グループから、出た話を1つずつ紹介します。", "discussion"
            ),
            Part(12, "支援のヒントを読む", "見出しごとに開き、自分たちの話と比べます。", "hints"),
            Part(
                5, "委員からの助言を読む", "心に留まったものを、各自で1つ選びます。", "suggestions"
            ),
            Part(8, "振り返り", "気づいたことを書き、グループで話します。", "reflection"),
        ),
    ),
    Plan(
        90,
        (
            Part(
                8, "はじめに", "自己紹介をし、目的と、安心して話すための約束を確かめます。", "start"
            ),
            Part(
                10,
                "具体例を読み、一人で書く",
                "話し合いシートに、思ったことを書きます。",
                "examples",
            ),
            Part(
                25,
                "グループで話し合う",
                "すべての問いを順に、または選んで話し合います。",
                "discussion",
            ),
            Part(10, "全体で分かち合う", "各グループから、出た話を紹介します。", "discussion"),
            Part(17, "支援のヒントを読む", "見出しごとに開き、間に短く話し合います。", "hints"),
            Part(
                6, "委員からの助言を読む", "心に留まったものを、各自で1つ選びます。", "suggestions"
            ),
            Part(
                14,
                "振り返り",
                "気づいたこと、やってみたいことを書き、グループと全体で話します。",
                "reflection",
            ),
        ),
    ),
)
# The plan of a scene's set in the 教材箱.
SET_PLAN = PLANS[-1]


class Caution(NamedTuple):
    """What participants are asked to mind, and when it matters."""

    text: str
    stages: tuple[Stage, ...]


CAUTIONS = (
    Caution(
        "具体例に出てくる人について話します。自分が関わっている人のことを話すときは、"
        "だれのことか分からないようにします。",
        ("start", "examples", "discussion"),
    ),
    Caution(
        "話したくないことは、話さなくてかまいません。",
        ("start", "discussion", "reflection"),
    ),
    Caution(
        "ヒントや助言は、答え合わせに使うものではありません。自分たちの話と並べて読みます。",
        ("start", "hints", "suggestions"),
    ),
)
# The headings of what participants write down at the end.
REFLECTION = ("ヒントと助言を読んで、気づいたこと", "これから、やってみたいこと")


def schedule(plan: Plan) -> list[tuple[int, int, Part]]:
    """Return the parts of a plan as (start, end, part), in minutes from the beginning."""
    ends = list(accumulate(part.minutes for part in plan.parts))
    return list(zip([0, *ends], ends, plan.parts, strict=False))
