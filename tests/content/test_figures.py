"""Survey pages and downloads hold the same figures as the content."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hintbook.library.survey_tables import share
from hintbook.model import Municipality, Survey, SurveyTable
from hintbook.model.topic import Table, Topic
from hintbook.render.exports.spreadsheet import spreadsheet

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library

CELL = re.compile(
    r'data-value="(?P<percent>[0-9.]+)％（(?P<count>[0-9,]+)件）">.*?<rect width="(?P<bar>[0-9.]+)"'
)


def test_every_table_stands_on_its_page_with_bars(library: Library, site: Path) -> None:
    for survey in library.all(Survey):
        html = (site / f"survey/{survey.id}/index.html").read_text(encoding="utf-8")
        shown = sorted(
            (Decimal(cell["percent"]), int(cell["count"].replace(",", "")))
            for cell in CELL.finditer(html)
        )
        cells = [cell for table in survey.tables for cell in library.data[table.data].cells]
        misprinted = {
            (table.data, m.row, m.option) for table in survey.tables for m in table.misprints
        }
        expected = sorted(
            (
                share(cell) if (table.data, cell.row, cell.option) in misprinted else cell.percent,
                cell.count,
            )
            for table in survey.tables
            for cell in library.data[table.data].cells
        )
        assert shown == expected
        assert len(cells) == len(shown)
        assert all(cell["bar"] == cell["percent"] for cell in CELL.finditer(html))


def test_downloads_come_back_whole(library: Library, site: Path) -> None:
    for table in library.all(SurveyTable):
        data = library.data[table.data]
        tidy = (site / f"survey/data/{table.id}-tidy.csv").read_bytes()
        assert tidy.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(tidy.decode("utf-8-sig"))))
        assert [
            (r["row"], r["stage"], r["option"], r["n"], r["count"], r["percent"]) for r in rows
        ] == [
            (c.row, c.stage or "", c.option, str(c.n), str(c.count), str(c.percent))
            for c in data.cells
        ]
        wide = (site / f"survey/data/{table.id}-wide.csv").read_text(encoding="utf-8-sig")
        lines = list(csv.reader(io.StringIO(wide)))
        assert len(lines) == len(data.rows) + 1
        assert {len(line) for line in lines} == {2 + 2 * len(data.options)}
        about = json.loads((site / f"survey/data/{table.id}.json").read_text(encoding="utf-8"))
        assert about["base"]
        assert about["source"]
        assert f"/id/{table.id}/" in about["citation"] or f"id/{table.id}/" in about["citation"]


def test_the_known_misprint_is_listed(library: Library) -> None:
    listed = [
        (table.id, m.row, m.option, m.printed)
        for table in library.all(SurveyTable)
        for m in table.misprints
    ]
    assert listed == [("q07-by-window", "保健センター", "その他", Decimal("5.1"))]


def test_tables_of_topics_can_be_downloaded(library: Library, site: Path) -> None:
    for topic in library.all(Topic):
        for section in topic.sections:
            for number, block in enumerate(section.blocks, start=1):
                if isinstance(block, Table):
                    file = site / f"topics/data/{section.id}-{number}.csv"
                    lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
                    assert len(lines) == len(block.rows) + 1


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert spreadsheet([[cell]]) == f"'{cell}\r\n".encode("utf-8-sig")


def test_consultations_are_not_ranked_or_summed(library: Library, site: Path) -> None:
    listed = (site / "municipalities/index.html").read_text(encoding="utf-8")
    for municipality in library.all(Municipality):
        counted = municipality.consultations
        if counted.count is not None and counted.count > 1000:
            assert f"{counted.count:,}" not in listed
        page = (site / f"municipalities/{municipality.number:02}/index.html").read_text("utf-8")
        assert "ほかの自治体とは比べられません" in page


def test_every_challenge_has_a_theme(library: Library) -> None:
    for municipality in library.all(Municipality):
        for part in (municipality.challenges, municipality.approaches):
            for item in part.items:
                facets = {library[tag].facet for tag in item.tags}  # type: ignore[attr-defined]
                assert "theme" in facets, (part.id, item.text[:30])
