"""The survey: its questions, their tables with bars, and the data to download."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hintbook import figures
from hintbook.model import Survey, SurveyTable, Topic
from hintbook.model.survey import ANSWERS, TOTAL

from . import citation
from .address import address
from .neighbours import with_neighbours
from .output import Asset, Heading, Page
from .spreadsheet import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.model import SurveyData
    from hintbook.model.survey import Cell, Row

    from .site import Site

# The topics that tell how the survey is to be read, each with the words of its link.
_ABOUT = {"survey-method": "調査の方法", "survey-discrepancies": "資料のなかの食い違い"}
SMALL = 30
_WIDEST = 6


@dataclass(frozen=True)
class Shown:
    """A value as the page shows it."""

    count: int
    percent: str
    note: str


@dataclass(frozen=True)
class Head:
    """A row of the data and its base."""

    name: str
    n: int
    small: bool
    total: bool


@dataclass(frozen=True)
class Grid:
    """A table ready to be shown: options down when they are many, else across."""

    table: SurveyTable
    heads: tuple[Head, ...]
    options: tuple[str, ...]
    cells: tuple[tuple[Shown, ...], ...]
    options_down: bool


def outputs(site: Site) -> Iterator[Page | Asset]:
    """The list of questions, every question, and the data of every table."""
    topics = {topic.id: topic for topic in site.library.all(Topic)}
    surveys = sorted(site.library.all(Survey), key=lambda survey: survey.number)
    yield Page(
        path="survey/",
        title="調査の結果",
        html=site.html(
            "surveys.html",
            "survey/",
            surveys=surveys,
            about=[(topics[key], words) for key, words in _ABOUT.items() if key in topics],
        ),
        description="2024年の市区町村への調査の設問と、引用できる数値の表。",
    )
    for previous, survey, following in with_neighbours(surveys):
        path = address(site.library, survey).page
        grids = [grid(table, site.library.data[table.data]) for table in survey.tables]
        yield Page(
            path=path,
            title=f"問{survey.number} {survey.title}",
            html=site.html(
                "survey.html",
                path,
                survey=survey,
                grids=grids,
                answer=ANSWERS[survey.answer],
                small=SMALL,
                previous=previous,
                next=following,
            ),
            description=" ".join(survey.findings)[:160] or survey.question,
            headings=(
                Heading("findings", "分かったこと"),
                *(Heading(table.id, table.title) for table in survey.tables),
                *((Heading("lost", "値が残っていない図"),) if survey.lost else ()),
                *((Heading("derived", "再計算した値"),) if survey.derived else ()),
            ),
            edit=site.library.items[survey.id].file.name,
            kind="wide" if grids else "page",
            scripts=("survey",) if grids else (),
        )
        for table in survey.tables:
            yield from _downloads(site, survey, table, site.library.data[table.data])


def grid(table: SurveyTable, data: SurveyData) -> Grid:
    """A table as the page shows it."""
    heads = tuple(_head(row, cells) for row, cells in data.rows.items())
    by_row = [
        tuple(_shown(table, cells[option]) for option in data.options)
        for cells in data.rows.values()
    ]
    down = len(data.options) > _WIDEST and len(data.options) > len(heads)
    cells = tuple(zip(*by_row, strict=True)) if down else tuple(by_row)
    return Grid(table, heads, data.options, cells, down)


def _head(row: Row, cells: dict[str, Cell]) -> Head:
    n = next(iter(cells.values())).n
    return Head(row.name, n, n < SMALL, row.label == TOTAL)


def _shown(table: SurveyTable, cell: Cell) -> Shown:
    misprinted = any((m.row, m.option) == (cell.row, cell.option) for m in table.misprints)
    if misprinted:
        return Shown(cell.count, str(figures.share(cell)), f"再計算。印刷は{cell.percent}％")
    return Shown(cell.count, str(cell.percent), "")


def _downloads(site: Site, survey: Survey, table: SurveyTable, data: SurveyData) -> Iterator[Asset]:
    """A table as tidy and wide CSV, with what a reader of the data must know beside them."""
    tidy: list[list[object]] = [["row", "stage", "option", "n", "count", "percent"]]
    tidy += [[c.row, c.stage or "", c.option, c.n, c.count, c.percent] for c in data.cells]
    names = [f"{option}_{what}" for option in data.options for what in ("件数", "％")]
    wide: list[list[object]] = [[table.rows, "n", *names]]
    for row, cells in data.rows.items():
        pairs = [value for o in data.options for value in (cells[o].count, cells[o].percent)]
        wide.append([row.name, next(iter(cells.values())).n, *pairs])
    yield Asset(f"survey/data/{table.id}-tidy.csv", spreadsheet(tidy))
    yield Asset(f"survey/data/{table.id}-wide.csv", spreadsheet(wide))
    url = site.permanent_url(table)
    about = {
        "id": table.id,
        "title": table.title,
        "question": survey.question,
        "answer": survey.answer,
        "base": survey.base,
        "rows": table.rows,
        "summary": table.summary,
        "notes": list(table.notes),
        "source": [citation.original(*ref) for ref in site.library.sources(table)],
        "citation": site.citation(table).replace(citation.URL_SLOT, url),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    yield Asset(f"survey/data/{table.id}.json", f"{text}\n".encode())
