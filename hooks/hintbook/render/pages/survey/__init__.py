"""The survey: the list of questions, and a page for each with its tables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hintbook.model.survey import ANSWERS
from hintbook.render.address import address
from hintbook.render.exports.survey_files import surveys_of
from hintbook.render.exports.survey_files.chart_files import chart_path, charts, classes, px
from hintbook.render.exports.survey_files.colours import paint
from hintbook.render.exports.survey_files.grid import SMALL_BASE, grids
from hintbook.render.exports.survey_files.sentences import sentence, short_stage
from hintbook.render.exports.survey_files.workbook import WHOLE, workbook_path
from hintbook.render.neighbours import with_neighbours
from hintbook.render.outline import Heading
from hintbook.render.pages.survey import by_class
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hintbook.model import Survey
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# Topics that explain how to read the survey, each with the text of its link.
_ABOUT = {"survey-method": "調査の方法", "survey-discrepancies": "資料の中の食い違い"}


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of questions, the page of every question, and that of every class."""
    surveys = surveys_of(site)
    with_tables = [survey for survey in surveys if survey.tables]
    found = by_class.classes_of(site.library, surveys)
    yield page(
        site,
        "survey/list.html",
        "survey/",
        title="調査の結果",
        description="2024年の市区町村への調査の設問と、引用できる図と表。",
        outline=(*((Heading("classes"),) if found else ()), Heading("list")),
        surveys=surveys,
        classes={class_id: by_class.class_path(class_id) for class_id in found},
        names=found,
        workbook=WHOLE if with_tables else None,
        about=[(t, text) for key, text in _ABOUT.items() if (t := site.library.find(key))],
    )
    for previous, survey, following in with_neighbours(surveys):
        yield page(
            site,
            "survey/question.html",
            address(site.library, survey).page,
            title=f"問{survey.number} {survey.title}",
            description=" ".join(survey.findings)[:160] or survey.question,
            outline=tuple(map(Heading, _anchors(survey))),
            edit=site.library.file_name(survey),
            layout="wide" if survey.tables else "page",
            scripts=("survey", "survey-charts") if survey.tables else (),
            lazy_values=partial(_shown, site, survey),
            survey=survey,
            answer=ANSWERS[survey.answer],
            small=SMALL_BASE,
            workbook=workbook_path(survey),
            previous=previous,
            next=following,
        )
    yield from by_class.pages(site, surveys)


def _shown(site: Site, survey: Survey) -> Mapping[str, object]:
    """Return the tables of a question with their charts, and what the template does with them."""
    return {
        "grids": [(grid, charts(site, grid)) for grid in grids(site.library, survey)],
        "paint": paint(site.settings.docs),
        "px": px,
        "sentence": sentence,
        "short_stage": short_stage,
        "chart_path": chart_path,
        "classes": classes,
    }


def _anchors(survey: Survey) -> Iterator[str]:
    """Yield the ids of the headings of a question's page."""
    yield from (table.id for table in survey.tables)
    yield "findings"
    if survey.lost:
        yield "lost"
    if survey.derived:
        yield "derived"
