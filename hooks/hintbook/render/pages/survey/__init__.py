"""The survey: the list of questions, and a page for each with its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Survey
from hintbook.model.survey import ANSWERS
from hintbook.render.address import address
from hintbook.render.neighbours import with_neighbours
from hintbook.render.outline import Heading
from hintbook.render.pages.survey.grid import SMALL_BASE, grid
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site

# Topics that explain how to read the survey, each with the text of its link.
_ABOUT = {"survey-method": "調査の方法", "survey-discrepancies": "資料の中の食い違い"}


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of questions, then the page of every question."""
    surveys = sorted(site.library.all(Survey), key=lambda survey: survey.number)
    yield page(
        site,
        "survey/list.html",
        "survey/",
        title="調査の結果",
        description="2024年の市区町村への調査の設問と、引用できる数値の表。",
        surveys=surveys,
        about=[(t, text) for key, text in _ABOUT.items() if (t := site.library.find(key))],
    )
    for previous, survey, following in with_neighbours(surveys):
        grids = [grid(table, site.library.data[table.data]) for table in survey.tables]
        yield page(
            site,
            "survey/question.html",
            address(site.library, survey).page,
            title=f"問{survey.number} {survey.title}",
            description=" ".join(survey.findings)[:160] or survey.question,
            outline=tuple(map(Heading, _anchors(survey))),
            edit=site.library.file_name(survey),
            layout="wide" if grids else "page",
            scripts=("survey",) if grids else (),
            survey=survey,
            grids=grids,
            answer=ANSWERS[survey.answer],
            small=SMALL_BASE,
            previous=previous,
            next=following,
        )


def _anchors(survey: Survey) -> Iterator[str]:
    """Yield the ids of the headings of a question's page."""
    yield "findings"
    yield from (table.id for table in survey.tables)
    if survey.lost:
        yield "lost"
    if survey.derived:
        yield "derived"
