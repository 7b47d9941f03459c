"""Survey pages and downloads hold the figures that the small content writes down."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from hintbook.library.survey_tables import share
from hintbook.model.survey import Cell
from tests.support.site_build import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

# A cell of a table: what it shows, and the length of its bar.
CELL = re.compile(
    r'<td[^>]*><span class="percent">(?P<percent>[0-9.]+)％</span> <span class="cases">'
    r'(?P<count>[0-9,]+)件</span>.*?<rect width="(?P<bar>[0-9.]+)"'
)
TABLES = {
    "q02": ("q02-by-size", FIXTURES / "content_ok/survey/data/q02-by-size.csv"),
    "q03": ("q03-by-stage", FIXTURES / "content_every/survey/data/q03-by-stage.csv"),
}
# The printed percentage that is wrong, and what 11 of 20 are.
MISPRINT = ("q03", "45.5", "11")
RECALCULATED = "55.0"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("survey", TABLES)
def test_a_page_shows_every_figure_of_its_table_with_a_bar(small_site: Path, survey: str) -> None:
    html = (small_site / f"survey/{survey}/index.html").read_text("utf-8")
    written = [
        (survey, row["percent"], row["count"]) for row in rows(TABLES[survey][1].read_text("utf-8"))
    ]
    corrected = [
        (name, RECALCULATED if (name, p, n) == MISPRINT else p, n) for name, p, n in written
    ]
    cells = list(CELL.finditer(html))
    assert sorted((float(cell["percent"]), cell["count"]) for cell in cells) == sorted(
        (float(percent), count) for _, percent, count in corrected
    )
    assert all(float(cell["bar"]) == float(cell["percent"]) for cell in cells)


@pytest.mark.parametrize(("count", "percent"), [(0, "0.0"), (1, "6.3"), (5, "31.3"), (16, "100.0")])
def test_a_recalculated_share_is_rounded_as_printed_ones_are(count: int, percent: str) -> None:
    cell = Cell.model_validate(
        {"row": "市", "option": "い", "n": 16, "count": count, "percent": percent}
    )
    assert str(share(cell)) == percent


@pytest.mark.parametrize("survey", TABLES)
def test_downloads_hold_every_figure_as_written(small_site: Path, survey: str) -> None:
    table, file = TABLES[survey]
    written = rows(file.read_text("utf-8"))
    data = small_site / "survey/data"
    raw = (data / f"{table}-tidy.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    columns = ("row", "option", "n", "count")
    tidy = rows(raw.decode("utf-8-sig"))
    assert [[row[column] for column in columns] for row in tidy] == [
        [row[column] for column in columns] for row in written
    ]
    assert [(row["stage"], float(row["percent"])) for row in tidy] == [
        (row.get("stage", ""), float(row["percent"])) for row in written
    ]
    wide = list(csv.reader(io.StringIO((data / f"{table}-wide.csv").read_text("utf-8-sig"))))
    assert len(wide) == 1 + len({(row["row"], row.get("stage")) for row in written})
    shown = {float(cell) for line in wide[1:] for cell in line[1:] if re.fullmatch("[0-9.]+", cell)}
    assert {float(row[key]) for row in written for key in ("count", "percent")} <= shown
    about = json.loads((data / f"{table}.json").read_text("utf-8"))
    assert about["base"] == "回答した自治体50件"
    assert about["source"]
    assert f"id/{table}/" in about["citation"]


def test_tables_of_topics_can_be_downloaded(small_site: Path) -> None:
    text = (small_site / "topics/data/ways-kinds-3.csv").read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["道", "かかる時間"],
        ["手紙", "長い"],
        ["訪問", ""],
    ]


def test_consultations_are_not_ranked_or_summed(small_site: Path) -> None:
    html = (small_site / "municipalities/01/index.html").read_text("utf-8")
    assert "15件" in html
    assert "ほかの自治体とは比べられません" in html
    assert "15件" not in (small_site / "municipalities/index.html").read_text("utf-8")
