"""The charts of the survey: on the pages, and as SVG files for wide and for narrow places."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hintbook.model.survey import CLASSES
from hintbook.render.exports.survey_files.charts import NARROW, WIDE, Chart, chart
from hintbook.render.exports.survey_files.colours import paint
from hintbook.render.exports.survey_files.grid import grid
from hintbook.render.output import Asset
from hintbook.render.templating import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model import Survey, SurveyTable
    from hintbook.render.exports.survey_files.charts import Layout
    from hintbook.render.exports.survey_files.grid import Grid
    from hintbook.render.site import Site


def assets(site: Site, survey: Survey) -> Iterator[Asset]:
    """Yield the charts of a question: of every table, and of every class of municipalities in it."""
    for table in survey.tables:
        for class_id in ("", *classes(site.library, table)):
            for layout in (WIDE, NARROW):
                path = chart_path(survey, table, class_id, layout)
                read = partial(_file, site, survey, table, class_id, layout)
                yield Asset(path, read, apart=True)


def classes(library: Library, table: SurveyTable) -> list[str]:
    """Return the ids of the classes of municipalities that a table has."""
    if table.by != "size":
        return []
    labels = {row.label for row in library.data[table.data].rows}
    return [class_id for class_id, label in CLASSES.items() if label in labels]


def chart_path(
    survey: Survey, table: SurveyTable, class_id: str = "", layout: Layout = WIDE
) -> str:
    """Return the path of a chart: of all, or of a class against all."""
    chosen = f"-{class_id}" if class_id else ""
    return f"survey/{survey.id}/{table.id}{chosen}{'-narrow' if layout == NARROW else ''}.svg"


def charts(site: Site, grid: Grid) -> list[Chart]:
    """Return the chart of a table for wide and for narrow screens."""
    return [chart(grid, layout, site.full_citation(grid.table)) for layout in (WIDE, NARROW)]


def px(length: float) -> str:
    """Return a length with at most one decimal."""
    return f"{length:.1f}".removesuffix(".0")


def _file(site: Site, survey: Survey, table: SurveyTable, class_id: str, layout: Layout) -> bytes:
    laid_out = grid(survey, table, site.library.data[table.data])
    drawn = chart(laid_out, layout, site.full_citation(table), laid_out.of_class(class_id))
    path = chart_path(survey, table, class_id, layout)
    painted = paint(site.settings.docs)
    return html(site, "survey/chart_file.html", path, chart=drawn, paint=painted, px=px).encode()
