"""What a chart of the survey shows, in a sentence made from its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from hintbook.render.exports.survey_files.grid import Grid, Header


def sentence(grid: Grid, chosen: Header | None = None) -> str:
    """Return what the chart of a table shows, of all or of one row against all."""
    if any(head.stage for head in grid.heads):
        return _stages(grid, chosen)
    if chosen:
        parts = [_top(grid, chosen), _difference(grid, chosen), _unsteady(chosen)]
    elif grid.total:
        parts = [_top(grid, grid.total), _spread(grid)]
    else:
        parts = [_spread(grid)]
    return "".join(parts)


def short_stage(stage: str) -> str:
    """Return the name of a stage without its explanation in brackets."""
    return stage.partition("（")[0]


def points(difference: Decimal) -> str:
    """Return a difference of percentages without its sign."""
    return f"{abs(difference)}ポイント"


def _base(head: Header) -> str:
    return f"{head.label}（n={head.n:,}）"


def _named(grid: Grid, options: list[int]) -> str:
    return "と".join(f"「{grid.options[option]}」" for option in options)


def _top(grid: Grid, head: Header) -> str:
    """Return which option has the largest share; several if they have the same."""
    tops = _tops(grid, head)
    most = grid.cell(head, tops[0]).percent
    if len(tops) > 2 or not most:
        return f"{_base(head)}の割合です。"
    same = "どちらも" if len(tops) > 1 else ""
    return f"{_base(head)}で最も多いのは{_named(grid, tops)}で、{same}{most}％です。"


def _tops(grid: Grid, head: Header) -> list[int]:
    """Return the options with the largest share."""
    shares = [grid.cell(head, option).percent for option in range(len(grid.options))]
    return [option for option, share in enumerate(shares) if share == max(shares)]


def _difference(grid: Grid, head: Header) -> str:
    """Return where a row differs most from 全体, in percentage points."""
    if not grid.total:
        return ""
    gaps = [
        grid.cell(head, o).percent - grid.cell(grid.total, o).percent
        for o in range(len(grid.options))
    ]
    widest = max(gaps, key=abs)
    if not widest or sum(abs(gap) == abs(widest) for gap in gaps) > 1:
        return ""
    option = gaps.index(widest)
    own, whole = grid.cell(head, option).percent, grid.cell(grid.total, option).percent
    more = "高く" if widest > 0 else "低く"
    if [option] == _tops(grid, head):
        return (
            f"全体との差が最も大きいのもこの選択肢で、全体の{whole}％より"
            f"{points(widest)}{more}なっています。"
        )
    return (
        f"全体との差が最も大きいのは{_named(grid, [option])}です。{head.label}は{own}％で、"
        f"全体の{whole}％より{points(widest)}{more}なっています。"
    )


def _unsteady(head: Header) -> str:
    if not head.small:
        return ""
    return (
        f"{head.label}は回答が{head.n}件と少なく、1件の違いで約{100 / head.n:.1f}ポイント動きます。"
    )


def _spread(grid: Grid) -> str:
    """Return the option whose shares differ most between the rows, with both ends."""
    rows = [head for head in grid.heads if not head.total]
    if len(rows) < 2:
        return ""
    ends = []
    for option in range(len(grid.options)):
        low = min(rows, key=lambda head: grid.cell(head, option).percent)
        high = max(rows, key=lambda head: grid.cell(head, option).percent)
        ends.append((low, high))
    gaps = [
        grid.cell(high, o).percent - grid.cell(low, o).percent for o, (low, high) in enumerate(ends)
    ]
    option = gaps.index(max(gaps))
    if not gaps[option]:
        return ""
    low, high = ends[option]
    return (
        f"{grid.table.rows}による開きが最も大きいのは{_named(grid, [option])}です。"
        f"{_at(grid, low, option)}から{_at(grid, high, option)}まであります。"
    )


def _at(grid: Grid, head: Header, option: int) -> str:
    few = "・少数" if head.small else ""
    return f"「{head.label}」（n={head.n:,}{few}）の{grid.cell(head, option).percent}％"


def _stages(grid: Grid, chosen: Header | None) -> str:
    """Return the share of the first option in every stage: of one row, or the range of all rows."""
    rows = [h for h in grid.heads if (h.label == chosen.label if chosen else not h.total)]
    shares: dict[str, list[Decimal]] = {}
    for head in rows:
        shares.setdefault(short_stage(head.stage), []).append(grid.cell(head, 0).percent)
    said = "、".join(f"{stage}で{_range(found)}％" for stage, found in shares.items())
    start = f"{_base(chosen)}で" if chosen else ""
    return f"{start}{_named(grid, [0])}という回答は、{said}です。"


def _range(found: list[Decimal]) -> str:
    low, high = min(found), max(found)
    return str(low) if low == high else f"{low}～{high}"
