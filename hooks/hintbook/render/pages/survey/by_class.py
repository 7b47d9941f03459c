"""A page for every class of municipalities: its figures of all questions beside those of all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hintbook.model.survey import CLASSES
from hintbook.render.exports.survey_files.chart_files import classes
from hintbook.render.exports.survey_files.grid import SMALL_BASE, grids
from hintbook.render.exports.survey_files.sentences import sentence
from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hintbook.library import Library
    from hintbook.model import Survey
    from hintbook.render.exports.survey_files.grid import CellView, Grid, Header
    from hintbook.render.output import Page
    from hintbook.render.site import Site


class Line(NamedTuple):
    """An answer with its share in the class and in all."""

    option: str
    own: CellView
    whole: CellView | None


class Figures(NamedTuple):
    """The figures of a table for a class."""

    grid: Grid
    head: Header
    lines: list[Line]
    sentence: str


def class_path(class_id: str) -> str:
    """Return the path of the page of a class."""
    return f"survey/classes/{class_id}"


def classes_of(library: Library, surveys: Iterable[Survey]) -> dict[str, str]:
    """Return the classes that a table by size has: their labels by their ids."""
    tables = [table for survey in surveys for table in survey.tables]
    found = {class_id for table in tables for class_id in classes(library, table)}
    return {class_id: label for class_id, label in CLASSES.items() if class_id in found}


def pages(site: Site, surveys: list[Survey]) -> Iterator[Page]:
    """Yield the page of every class."""
    found = classes_of(site.library, surveys)
    for class_id, label in found.items():
        shown = [
            survey
            for survey in surveys
            if any(class_id in classes(site.library, table) for table in survey.tables)
        ]
        without = [survey for survey in surveys if survey not in shown]
        yield page(
            site,
            "survey/class.html",
            class_path(class_id),
            title=f"{label}の数字",
            description=f"2024年の調査のうち、{label}の数字があるすべての設問を、全体と並べて。",
            # The headings of the questions are no promise: a question may be taken down.
            outline=(Heading("without"),) if without else (),
            layout="wide",
            lazy_values=partial(_figures, site, shown, class_id),
            class_id=class_id,
            label=label,
            others={other: class_path(other) for other in found if other != class_id},
            names=found,
            without=without,
            small=SMALL_BASE,
        )


def _figures(site: Site, shown: list[Survey], class_id: str) -> Mapping[str, object]:
    """Return the figures of a class by question."""
    return {
        "figures": [
            (
                survey,
                [found for grid in grids(site.library, survey) if (found := _of(grid, class_id))],
            )
            for survey in shown
        ]
    }


def _of(grid: Grid, class_id: str) -> Figures | None:
    """Return the figures of a table for a class, largest share first where answers add up."""
    head = grid.of_class(class_id)
    if head is None:
        return None
    several = grid.survey.answer == "multiple"
    order = grid.ranked(head) if several else range(len(grid.options))
    lines = [
        Line(
            grid.options[option],
            grid.cell(head, option),
            grid.cell(grid.total, option) if grid.total else None,
        )
        for option in order
    ]
    return Figures(grid, head, lines, sentence(grid, head))
