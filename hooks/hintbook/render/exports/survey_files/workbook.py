"""The survey as Excel workbooks: a sheet for each table, with a chart that Excel can edit."""

from __future__ import annotations

import datetime
import io
from functools import partial
from typing import TYPE_CHECKING, Any

from hintbook.model.survey import ANSWERS
from hintbook.render.exports.survey_files.charts import is_stacked, part_style
from hintbook.render.exports.survey_files.colours import paint
from hintbook.render.exports.survey_files.grid import SMALL_BASE, Grid, Header, grids
from hintbook.render.exports.survey_files.sentences import short_stage
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from hintbook.model import Survey
    from hintbook.render.site import Site

WHOLE = "survey/survey.xlsx"
# What Excel allows in the name of a sheet.
_NAME_LENGTH = 31
_FORBIDDEN = str.maketrans("[]:*?/\\'", "（）：＊？／＼’")
# With more rows than this a ranked chart shows the whole and the last row, which readers change.
_MAX_SERIES = 4
# Parts of a bar below this percentage have no room for it.
_MIN_LABEL = 5
_FORMATS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "text": {"text_wrap": True, "valign": "top"},
    "name": {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#BBBBBB"},
    "head": {"text_wrap": True, "valign": "vcenter", "bold": True, "bg_color": "#EEEEEE", "border": 1,
             "border_color": "#BBBBBB"},
    "percent": {"num_format": "0.0%", "valign": "vcenter", "border": 1, "border_color": "#BBBBBB"},
    "count": {"num_format": "#,##0", "valign": "vcenter", "border": 1, "border_color": "#BBBBBB"},
    "bold": {"bold": True},
}  # fmt: skip


def workbook_path(survey: Survey) -> str:
    """Return the path of the workbook of a question."""
    return f"survey/{survey.id}/{survey.id}.xlsx"


def assets(site: Site, surveys: Sequence[Survey]) -> Iterator[Asset]:
    """Yield the workbook of the whole survey, and that of every question with tables."""
    if any(survey.tables for survey in surveys):
        yield Asset(WHOLE, partial(_workbook, site, surveys, contents=True), apart=True)
    for survey in surveys:
        if survey.tables:
            read = partial(_workbook, site, [survey], contents=False)
            yield Asset(workbook_path(survey), read, apart=True)


def _workbook(site: Site, surveys: Sequence[Survey], *, contents: bool) -> bytes:
    """Return a workbook: the same content gives the same bytes, as it carries no time of its own."""
    # Importing XlsxWriter takes longer than `check` can spare.
    from xlsxwriter import Workbook  # noqa: PLC0415

    written = io.BytesIO()
    book = Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    created = datetime.datetime.combine(site.today, datetime.time())
    book.set_properties({"title": "調査の結果", "author": site.settings.name, "created": created})
    formats = {name: book.add_format(values) for name, values in _FORMATS.items()}
    fills = {style: of["fill"] for style, of in paint(site.settings.docs).items()}
    listed = book.add_worksheet("目次") if contents else None
    names: dict[str, list[tuple[str, str]]] = {}
    for survey in surveys:
        for number, laid_out in enumerate(grids(site.library, survey), start=1):
            name = f"問{survey.number}-{number} {laid_out.table.title}".translate(_FORBIDDEN)
            sheet = book.add_worksheet(name[:_NAME_LENGTH])
            _Sheet(site, book, sheet, formats, fills).write(laid_out)
            names.setdefault(survey.id, []).append((sheet.name, laid_out.table.title))
    if listed:
        _contents(listed, formats, site, surveys, names)
    book.close()
    return written.getvalue()


def _contents(
    sheet: Worksheet,
    formats: dict[str, Format],
    site: Site,
    surveys: Sequence[Survey],
    names: dict[str, list[tuple[str, str]]],
) -> None:
    """Write the list of questions, with those that have no figures."""
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 60)
    sheet.write_string(0, 0, "調査の結果", formats["title"])
    sheet.write_string(1, 0, f"{site.settings.name} {site.edition}")
    for column, text in enumerate(("設問", "題", "表（シート）")):
        sheet.write_string(3, column, text, formats["head"])
    row = 4
    for survey in surveys:
        for name, title in names.get(survey.id, [("", "グラフのみで数値なし")]):
            sheet.write_string(row, 0, f"問{survey.number}", formats["name"])
            sheet.write_string(row, 1, survey.title, formats["name"])
            if name:
                sheet.write_url(row, 2, f"internal:'{name}'!A1", formats["name"], title)
            else:
                sheet.write_string(row, 2, title, formats["name"])
            row += 1


class _Sheet:
    """Writes a table: percentages, counts, notes, citation, and a chart beside them."""

    def __init__(
        self,
        site: Site,
        book: Workbook,
        sheet: Worksheet,
        formats: dict[str, Format],
        fills: dict[str, str],
    ) -> None:
        self._site = site
        self._book = book
        self._sheet = sheet
        self._formats = formats
        self._fills = fills
        self._row = 0

    def write(self, grid: Grid) -> None:
        """Write everything of a table."""
        survey, table = grid.survey, grid.table
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_column(0, 0, 44)
        self._sheet.set_column(1, 12, 13)
        if _lead(grid) > 1:
            self._sheet.set_column(1, 1, 21)
        self._line(f"問{survey.number} {survey.title}（{table.title}）", "title")
        self._line(f"設問: {survey.question}")
        self._line(f"回答者: {survey.base}")
        self._line(f"答え方: {ANSWERS[survey.answer]}")
        self._row += 1
        self._line("割合", "bold")
        top = self._row
        self._table(grid, "percent")
        self._chart(grid, top)
        self._row += 1
        self._line("件数", "bold")
        self._table(grid, "count")
        self._row += 1
        if any(head.small for head in grid.heads):
            self._line(
                f"「少数」は、nが{SMALL_BASE}に満たない{table.rows}です。1件の違いで割合が大きく動きます。"
            )
        notes = {c.note: None for row in grid.values for c in row if c.note}
        for note in (*table.notes, *notes):
            self._line(f"注: {note}")
        self._line(f"出典: {self._site.full_citation(table)}")

    def _line(self, text: str, form: str = "") -> None:
        self._sheet.write_string(self._row, 0, text, self._formats[form] if form else None)
        self._row += 1

    def _table(self, grid: Grid, what: str) -> None:
        """Write the values in the orientation of the page."""
        if grid.options_as_rows:
            self._heads(["選択肢", *map(_name, grid.heads)])
            self._cells(["n"], [head.n for head in grid.heads], "count")
            names = [[option] for option in grid.options]
        else:
            stage = ["段階"] if _lead(grid) > 1 else []
            self._heads([grid.table.rows, *stage, "n", *grid.options])
            names = [_names(grid, head) for head in grid.heads]
        for number, (name, cells) in enumerate(zip(names, grid.cells, strict=True)):
            values = [float(c.percent) / 100 if what == "percent" else c.count for c in cells]
            column = len(name)
            if not grid.options_as_rows:
                n = grid.heads[number].n
                self._sheet.write_number(self._row, column, n, self._formats["count"])
                column += 1
            self._cells(name, values, what, column)

    def _heads(self, names: Sequence[str]) -> None:
        for column, name in enumerate(names):
            self._sheet.write_string(self._row, column, name, self._formats["head"])
        lines = max(len(name) // (20 if not column else 6) + 1 for column, name in enumerate(names))
        self._sheet.set_row(self._row, 16 * min(lines, 8))
        self._row += 1

    def _cells(
        self, names: Sequence[str], values: Sequence[float], form: str, column: int = 1
    ) -> None:
        for number, name in enumerate(names):
            self._sheet.write_string(self._row, number, name, self._formats["name"])
        for number, value in enumerate(values, start=column):
            self._sheet.write_number(self._row, number, value, self._formats[form])
        lines = max(len(names[0]) // 21, len(names[-1]) // 11 if len(names) > 1 else 0) + 1
        if lines > 1:
            self._sheet.set_row(self._row, 16 * lines)
        self._row += 1

    def _chart(self, grid: Grid, top: int) -> None:
        """Insert a chart to the right of the percentages whose head is in the row `top`."""
        stacked = is_stacked(grid)
        kind = {"type": "bar", "subtype": "percent_stacked"} if stacked else {"type": "bar"}
        chart: Any = self._book.add_chart(kind)
        across = not grid.options_as_rows
        lead = _lead(grid)
        first_row, first_column = (top + 1, lead + 1) if across else (top + 2, 1)
        last_head, last_option = len(grid.heads) - 1, len(grid.options) - 1

        def area(heads: tuple[int, int], options: tuple[int, int]) -> list[object]:
            rows, columns = (heads, options) if across else (options, heads)
            spans = [first_row + rows[0], first_column + columns[0]]
            spans += [first_row + rows[1], first_column + columns[1]]
            return [self._sheet.name, *spans]

        head_names = [self._sheet.name, first_row, 0, first_row + last_head, lead - 1]
        option_names = [self._sheet.name, top, lead + 1, top, lead + 1 + last_option]
        if not across:
            head_names = [self._sheet.name, top, 1, top, 1 + last_head]
            option_names = [self._sheet.name, first_row, 0, first_row + last_option, 0]
        labels: dict[str, object] = {"value": True, "num_format": "0.0%", "font": {"size": 9}}
        if stacked:
            for option, text in enumerate(grid.options):
                style = part_style(grid, option)
                fill = self._fills[style]
                font = {"size": 9} | _colour(self._fills[f"on-{style}"])
                shares = [grid.cell(head, option).percent for head in grid.heads]
                custom = [{"delete": True} if share < _MIN_LABEL else None for share in shares]
                labels = {"value": True, "num_format": "0.0%", "font": font, "custom": custom}
                series = {"name": text, "categories": head_names, "data_labels": labels, "gap": 40}
                series["values"] = area((0, last_head), (option, option))
                chart.add_series(series | _fill(fill))
        else:
            two = bool(grid.total) and len(_series(grid)) == 2
            for head in _series(grid):
                fill = self._fills["all" if head.total else "chosen"]
                series = {
                    "name": _name(head),
                    "categories": option_names,
                    "data_labels": labels,
                    "gap": 40,
                }
                series["values"] = area((head.number, head.number), (0, last_option))
                chart.add_series(series | (_fill(fill) if two else {}))
        lines = len(grid.heads) if stacked else len(grid.options) * len(_series(grid))
        chart.set_title(
            {"name": f"問{grid.survey.number} {grid.survey.title}", "name_font": {"size": 12}}
        )
        grid_lines = {"visible": True, "line": {"color": "#DDDDDD"}}
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"num_format": "0%", "min": 0, "max": 1, "major_gridlines": grid_lines})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": max(360, 150 + 26 * lines)})
        column = 1 + (lead + 1 + len(grid.options) if across else 1 + len(grid.heads))
        chart_row = max(top - 1, 0)
        self._sheet.write_string(
            chart_row, column, "図の系列は、図を右クリックし「データの選択」で変えられます。"
        )
        self._sheet.insert_chart(chart_row + 1, column, chart)


def _lead(grid: Grid) -> int:
    """Return how many columns name a row."""
    return 2 if any(head.stage for head in grid.heads) else 1


def _names(grid: Grid, head: Header) -> list[str]:
    """Return the cells that name a row: with its stage, where the table has stages."""
    few = "（少数）" if head.small else ""
    return [head.label + few, short_stage(head.stage)] if _lead(grid) > 1 else [_name(head)]


def _name(head: Header) -> str:
    return f"{head.name}（少数）" if head.small else head.name


def _series(grid: Grid) -> list[Header]:
    """Return the rows that a ranked chart shows."""
    if len(grid.heads) <= _MAX_SERIES:
        return list(grid.heads)
    return [grid.heads[0], grid.heads[-1]]


def _fill(colour: str) -> dict[str, object]:
    return {"fill": found} if (found := _colour(colour)) else {}


def _colour(colour: str) -> dict[str, object]:
    """Return a colour of the palette as XlsxWriter's option, nothing where none is known."""
    return {"color": colour} if colour.startswith("#") else {}
