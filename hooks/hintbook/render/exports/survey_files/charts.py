"""The geometry of the survey's charts: bars and texts with their places, for one template.

A chart library draws text in fonts that the reader may not have, or as outlines, and colours that
neither the dark scheme nor paper can change; so the few shapes needed here are laid out in Python.
Lengths are in pixels of the SVG.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hintbook.render.exports.survey_files.grid import SMALL_BASE
from hintbook.render.exports.survey_files.sentences import sentence, short_stage
from hintbook.render.exports.survey_files.wrapping import width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from hintbook.render.exports.survey_files.grid import Grid, Header

# More options than this, その他 and 不明 aside, cannot be told apart in one bar.
_MAX_SEGMENTS = 5
# Room beside a number in its bar, in em: fonts differ in the width of digits.
_BESIDE = 0.5


@dataclass(frozen=True)
class Layout:
    """The measures of a chart: for wide screens, paper and files, or for narrow screens.

    label: width of the labels; 0 where they stand above their bars
    values: width of each of the two columns of percentages
    """

    name: str
    width: int
    font: int
    label: int
    values: int

    @property
    def line(self) -> int:
        """The height of a line of text."""
        return round(self.font * 1.35)

    @property
    def label_em(self) -> float:
        """How much of a label fits on a line, in em."""
        return (self.label or self.width) / self.font

    @property
    def left(self) -> int:
        """Where bars begin."""
        return self.label + 14 if self.label else 0


WIDE = Layout("wide", 880, 15, 345, 70)
NARROW = Layout("narrow", 330, 14, 0, 58)
# Names of rows are shorter than answers.
_STACKED_LABEL = 245


@dataclass(frozen=True)
class Text:
    """A text in lines; y is the base line of the first."""

    style: str
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A rectangle."""

    style: str
    x: float
    y: float
    width: float
    height: float


@dataclass
class Block:
    """What moves together, down from its own top.

    key: the row of the data that it shows, "" for an option
    rank: by what an order by size sorts; last: whether it comes last in it
    option: the number of the option that it shows, if it shows one
    shares: the percentages of the option in all rows that can be chosen
    """

    height: float = 0
    texts: list[Text] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    key: str = ""
    rank: float = 0
    last: bool = False
    option: int | None = None
    shares: tuple[Decimal, ...] = ()
    number: int = 0
    top: float = 0


@dataclass(frozen=True)
class Chart:
    """A chart without colours.

    frame: title and base, which files have above the chart; its height
    scale: pixels for 100 %; left: where bars begin
    sentence: what the chart shows
    """

    kind: str
    layout: Layout
    title: str
    frame: Block
    head: Block
    rows: list[Block]
    foot: Block
    scale: float
    sentence: str

    @property
    def height(self) -> float:
        """The height without frame and foot."""
        return self.head.height + sum(row.height for row in self.rows)


def is_stacked(grid: Grid) -> bool:
    """Return whether the answers of a table are parts of one bar, few enough to be told apart."""
    named = sum(not grid.is_rest(option) for option in range(len(grid.options)))
    return grid.survey.answer == "single" and named <= _MAX_SEGMENTS


def chart(grid: Grid, layout: Layout, citation: str, chosen: Header | None = None) -> Chart:
    """Return the chart of a table: of all rows or of the chosen one against all.

    A ranked chart without a chosen row has a bar without length in every line, for the script.
    """
    stacked = is_stacked(grid)
    if stacked and layout.label:
        layout = replace(layout, label=_STACKED_LABEL)
    head, rows = (_stacked if stacked else _ranked)(grid, layout, chosen)
    top = head.height
    for row in rows:
        row.top = top
        top += row.height
    return Chart(
        kind="stacked" if stacked else "ranked",
        layout=layout,
        title=f"問{grid.survey.number} {grid.survey.title}（{grid.table.title}）",
        frame=_frame(grid, layout),
        head=head,
        rows=rows,
        foot=_foot(grid, layout, citation, chosen),
        scale=_scale(layout),
        sentence=sentence(grid, chosen),
    )


def _scale(layout: Layout) -> float:
    return layout.width - layout.left - 2 * layout.values - 8


def _column(block: Block, layout: Layout, parts: Iterable[tuple[str, str]]) -> Block:
    """Add texts from the top down, each (style, text), wrapped to the width; return the block."""
    for style, text in parts:
        lines = wrap(text, layout.width / layout.font)
        block.texts.append(Text(style, 0, block.height + layout.font, lines))
        block.height += len(lines) * layout.line
    return block


def _frame(grid: Grid, layout: Layout) -> Block:
    answer = "複数回答" if grid.survey.answer == "multiple" else "単一回答"
    title = f"問{grid.survey.number} {grid.survey.title}"
    about = f"{grid.table.title}、{answer}。{grid.survey.base}"
    block = _column(Block(), layout, [("title", title), ("soft", about)])
    block.height += 14
    return block


def _foot(grid: Grid, layout: Layout, citation: str, chosen: Header | None) -> Block:
    """Return what stands below a chart; last what the script leaves out where no n is small."""
    parts = []
    if grid.recalculated:
        parts.append(("soft", "印刷の誤りと分かっている値は、件数から再計算しています。"))
    parts.append(("soft", f"出典: {citation}"))
    few = f"「少数」は、回答がn={SMALL_BASE}に満たない{grid.table.rows}です。1件の違いで割合が大きく動きます。"
    if any(head.small for head in ([chosen] if chosen else grid.heads)):
        parts.append(("few", few))
    return _column(Block(height=12), layout, parts)


def _base(head: Header) -> str:
    return f"n={head.n:,}{'・少数' if head.small else ''}"


# Ranked bars: one line an option


def _ranked(grid: Grid, layout: Layout, chosen: Header | None) -> tuple[Block, list[Block]]:
    head = Block()
    if grid.total:
        whole = f"全体（{_base(grid.total)}）"
    else:
        whole = f"{grid.table.rows}ごとの値の、最も低いものから最も高いものまで"
    _key(head, layout, "all", whole)
    name = f"{chosen.label}（{_base(chosen)}）" if chosen else ""
    _key(head, layout, _chosen_style(chosen), name, "chosen-name")
    if chosen is None:  # room for the longest name, which the script writes
        head.bars[-1] = replace(head.bars[-1], width=0)
        longest = max(
            (len(wrap(f"{h.label}（{_base(h)}）", _key_em(layout))) for h in grid.choices),
            default=1,
        )
        head.height += (longest - 1) * layout.line
    head.height += 10
    order = grid.ranked(chosen) if grid.total or chosen else list(range(len(grid.options)))
    return head, [_line(grid, layout, option, chosen) for option in order]


def _chosen_style(chosen: Header | None) -> str:
    return "chosen-small" if chosen and chosen.small else "chosen"


def _key(block: Block, layout: Layout, style: str, text: str, text_style: str = "key") -> None:
    """Add a line of the legend: a sample of the bar, and its name."""
    lines = wrap(text, _key_em(layout))
    thick = 12 if style == "all" or style.startswith("part") else 7
    middle = block.height + layout.line / 2
    block.bars.append(Bar(style, 0, middle - thick / 2, 22, thick))
    block.texts.append(Text(text_style, 30, block.height + layout.font, lines))
    block.height += len(lines) * layout.line + 3


def _key_em(layout: Layout) -> float:
    return (layout.width - 30) / layout.font


def _line(grid: Grid, layout: Layout, option: int, chosen: Header | None) -> Block:
    scale, right = _scale(layout), layout.width
    lines = wrap(grid.options[option], layout.label_em)
    high = len(lines) * layout.line
    thick = 20
    if layout.label:
        height = max(high, thick) + 12
        label_y = (height - high) / 2 + layout.font
        bar_y = (height - thick) / 2
    else:
        height, label_y, bar_y = high + thick + 16, layout.font + 4, high + 7
    number_y = bar_y + thick / 2 + layout.font * 0.36
    block = Block(height=height, option=option, number=option, last=grid.is_rest(option))
    block.shares = tuple(grid.cell(head, option).percent for head in grid.choices)
    block.texts.append(Text("label", 0, label_y, lines))
    if grid.total:
        whole = float(grid.cell(grid.total, option).percent)
        low, text = 0.0, f"{grid.cell(grid.total, option).percent}％"
    else:
        shares = [grid.cell(head, option).percent for head in grid.heads]
        low, whole = float(min(shares)), float(max(shares))
        text = f"{min(shares)}～{max(shares)}" if layout.label else ""
    block.rank = whole
    at = layout.left + low * scale / 100
    block.bars.append(Bar("all", at, bar_y, (whole - low) * scale / 100, thick))
    block.texts.append(Text("all-value", right, number_y, (text,)))
    share = grid.cell(chosen, option).percent if chosen else None
    long = float(share or 0) * scale / 100
    block.bars.append(Bar(_chosen_style(chosen), layout.left, bar_y + 6, long, 8))
    own = f"{share}％" if share is not None else ""
    block.texts.append(Text("chosen-value", right - layout.values - 8, number_y, (own,)))
    return block


# Stacked bars: one line a row of the data, or a label with its stages


def _stacked(grid: Grid, layout: Layout, chosen: Header | None) -> tuple[Block, list[Block]]:
    head = Block()
    for option, text in enumerate(grid.options):
        _key(head, layout, part_style(grid, option), text)
    head.texts.append(Text("soft", 0, head.height + layout.font, ("数字は割合（％）",)))
    head.height += layout.line + 8
    staged = any(one.stage for one in grid.heads)
    stages = list(dict.fromkeys(short_stage(one.stage) for one in grid.heads)) if staged else []
    if stages and layout.label:
        each = _stage_width(layout, stages)
        for number, stage in enumerate(stages):
            lines = wrap(stage, each / layout.font + 0.1)
            at = layout.left + number * (each + 10)
            head.texts.append(Text("key", at, head.height + layout.font, lines))
        head.height += layout.line * 2
    groups = [
        group
        for group in grid.groups
        if not chosen or group[0].total or group[0].label == chosen.label
    ]
    return head, [_bars(grid, layout, group, stages) for group in groups]


def _stage_width(layout: Layout, stages: list[str]) -> float:
    return (layout.width - layout.left - 10 * (len(stages) - 1)) / len(stages)


def part_style(grid: Grid, option: int) -> str:
    """Return the style of an answer: その他 and 不明 are grey."""
    if grid.is_rest(option):
        return "part-unknown" if grid.options[option].startswith("不明") else "part-other"
    before = sum(not grid.is_rest(other) for other in range(option))
    return f"part-{before + 1}"


def _bars(grid: Grid, layout: Layout, group: tuple[Header, ...], stages: list[str]) -> Block:
    first = group[0]
    thick = 26 if not stages else 20
    block = Block(key="" if first.total else first.key, number=first.number)
    block.rank = float(grid.cell(first, 0).percent)
    name = wrap(first.label, layout.label_em)
    base = _base(first)
    lines: tuple[str, ...]
    if layout.label:
        high = (len(name) + 1) * layout.line
        block.height = max(high, thick) + 12
        top = (block.height - high) / 2
        block.texts.append(Text("label", 0, top + layout.font, name))
        block.texts.append(Text("soft", 0, top + layout.font + len(name) * layout.line, (base,)))
        if not stages:
            _segments(
                block,
                grid,
                first,
                Bar("", layout.left, (block.height - thick) / 2, layout.width - layout.left, thick),
                layout.font,
            )
        for head in group if stages else ():
            each = _stage_width(layout, stages)
            at = layout.left + stages.index(short_stage(head.stage)) * (each + 10)
            bar = Bar("", at, (block.height - thick) / 2, each, thick)
            _segments(block, grid, head, bar, layout.font)
        return block
    if len(name) == 1 and width(name[0]) + width(base) + 1 <= layout.label_em:
        lines = (f"{name[0]}　{base}",)
    else:
        lines = (*name, base)
    block.texts.append(Text("label", 0, layout.font + 4, lines))
    top = len(lines) * layout.line + 6
    longest = max(map(width, stages), default=0)
    at = min(layout.font * (longest + 0.5), layout.width * 0.45) if stages else 0.0
    for head in group:
        said = wrap(short_stage(head.stage), at / layout.font) if stages else ()
        block.texts += [Text("soft", 0, top + layout.font, said)] if said else []
        _segments(block, grid, head, Bar("", at, top, layout.width - at, thick), layout.font)
        top += max(thick, len(said) * layout.line) + 5
    block.height = top + 8
    return block


def _segments(block: Block, grid: Grid, head: Header, area: Bar, font: int) -> None:
    """Add the bar of a row in an area; a percentage stands in its part where it fits."""
    at = area.x
    for option in range(len(grid.options)):
        cell = grid.cell(head, option)
        long = float(cell.percent) * area.width / 100
        style = part_style(grid, option)
        if long > 0:
            block.bars.append(Bar(style, at, area.y, long, area.height))
        number = str(cell.percent)
        if long >= (width(number) + _BESIDE) * font:
            base_line = area.y + area.height / 2 + 5
            block.texts.append(Text(f"on-{style}", at + long / 2, base_line, (number,)))
        at += long
