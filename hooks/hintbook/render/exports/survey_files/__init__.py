"""Files of the survey: every table as CSV with its description, as charts, and as workbooks.

Their content is made on first use: `check` pays only for the paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Survey
from hintbook.render.exports.survey_files import chart_files, tables, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Asset
    from hintbook.render.site import Site


def assets(site: Site) -> Iterator[Asset]:
    """Yield the files of all questions, then those of the whole survey."""
    surveys = surveys_of(site)
    for survey in surveys:
        yield from tables.assets(site, survey)
        yield from chart_files.assets(site, survey)
    yield from workbook.assets(site, surveys)


def surveys_of(site: Site) -> list[Survey]:
    """Return the questions in their order."""
    return sorted(site.library.all(Survey), key=lambda survey: survey.number)
