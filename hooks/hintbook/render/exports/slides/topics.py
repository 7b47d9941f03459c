"""Topics → slides: the layout that fits, what goes on, titles of their own, and the speaker's notes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from hintbook.render.exports.slides.fitting import (
    Paragraph,
    divided,
    fits,
    in_a_line_each,
    shortened,
)
from hintbook.render.exports.slides.layouts import COVER, LARGE, NORMAL, SMALL
from hintbook.render.sessions import CAUTIONS, PLANS, schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.render.exports.slides.layouts import Layout
    from hintbook.render.sessions import Stage

_CONTINUED = "（つづき{}）"


class Code(NamedTuple):
    """A QR code: the address that it holds, and the name of what stands there."""

    url: str
    name: str


class Topic(NamedTuple):
    """What is to be said on a slide, and on further ones if it does not fit.

    kicker: number of the entry, and whose words these are
    citations: of what stands on the slide, for the notes
    stage: the part of the session
    remark: for the speaker, in the notes
    accent: number of the theme's colour for kicker and labels
    """

    title: str
    kicker: str
    body: tuple[Paragraph, ...]
    code: Code
    citations: tuple[str, ...] = ()
    stage: Stage | None = None
    remark: str = ""
    accent: int = 1
    is_cover: bool = False


class Slide(NamedTuple):
    """A slide whose texts fit into the boxes of its layout."""

    layout: Layout
    title: str
    kicker: str
    body: tuple[Paragraph, ...]
    code: Code
    notes: str
    accent: int


def slides(topics: Iterable[Topic]) -> list[Slide]:
    """Return the slides of topics, in order; no two have the same title."""
    titles: set[str] = set()
    found = []
    for topic in topics:
        for layout, body in _bodies(topic):
            title = _own_title(topic.title, layout, titles)
            titles.add(title)
            kicker = shortened(topic.kicker, layout.kicker)
            notes = _notes(topic)
            found.append(Slide(layout, title, kicker, body, topic.code, notes, topic.accent))
    return found


def _bodies(topic: Topic) -> Iterator[tuple[Layout, tuple[Paragraph, ...]]]:
    """Yield the layout and text of each slide of a topic; a title that is cut short is in the text."""
    first = COVER if topic.is_cover else LARGE
    cut = shortened(topic.title, first.title) != topic.title
    body = (Paragraph(topic.title), *topic.body) if cut else topic.body
    if topic.is_cover and fits(body, COVER.body):
        yield COVER, body
        return
    if topic.is_cover:
        yield COVER, ()
    is_list = all(paragraph.label for paragraph in topic.body)
    layouts = (LARGE, NORMAL, SMALL) if is_list else (LARGE, NORMAL)
    fitting = [layout for layout in layouts if fits(body, layout.body)]
    if fitting:
        # Titles are read best in a line each.
        in_lines = (one for one in fitting if is_list and in_a_line_each(body, one.body))
        best = next(in_lines, fitting[0])
        yield (fitting[0] if best is SMALL else best), body
        return
    for part in divided(body, NORMAL.body):
        yield NORMAL, tuple(part)


def _own_title(title: str, layout: Layout, taken: set[str]) -> str:
    """Return a title that no other slide has: a repeated one is marked as going on."""
    own = shortened(title, layout.title)
    numbers = count(1)
    while own in taken:
        number = next(numbers)
        own = shortened(title, layout.title, _CONTINUED.format(number if number > 1 else ""))
    return own


def _notes(topic: Topic) -> str:
    """Return the speaker's notes: remark, timing, cautions, citations."""
    stage = topic.stage
    timing = [
        f"{plan.minutes}分の研修: {start}～{end}分「{part.title}」{part.text}"
        for plan in PLANS
        for start, end, part in schedule(plan)
        if part.stage == stage
    ]
    cautions = [f"・{caution.text}" for caution in CAUTIONS if stage in caution.stages]
    parts = (
        ("", [topic.remark] if topic.remark else []),
        ("時間の目安（編集部による一つの例）", timing),
        ("気をつけること", cautions),
        ("出典", topic.citations),
    )
    return "\n\n".join(
        "\n".join([f"【{heading}】", *lines] if heading else lines)
        for heading, lines in parts
        if lines
    )
