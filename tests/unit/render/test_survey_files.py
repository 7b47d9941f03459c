"""Charts, sentences and workbooks of the survey are what their figures say."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import pytest

from hintbook.library import open_library
from hintbook.model import Survey
from hintbook.render import Settings, Site, all_pages
from hintbook.render.exports import survey_files
from hintbook.render.exports.survey_files.charts import NARROW, WIDE, chart
from hintbook.render.exports.survey_files.grid import grids
from hintbook.render.exports.survey_files.sentences import sentence
from hintbook.render.exports.survey_files.wrapping import width, wrap
from tests.support.site_build import PROJECT
from tests.support.small_content import fixture_project

if TYPE_CHECKING:
    from hintbook.render.exports.survey_files.charts import Layout
    from hintbook.render.exports.survey_files.grid import Grid

SVG = "{http://www.w3.org/2000/svg}"
RANKED, STACKED, STAGED = "q05-by-size", "q02-by-size", "q03-by-stage"
LONG = "担当者が異動してしまうことで、ひきこもりに係る知識・支援ノウハウ（SNS(LINE等)を含む）が失われてしまう"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    content = fixture_project(tmp_path_factory.mktemp("survey"))
    return Site(open_library(content), Settings("見本", docs=PROJECT / "docs"))


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    return {asset.path: asset.data for asset in survey_files.assets(site)}


@pytest.fixture
def tables(site: Site) -> dict[str, Grid]:
    surveys = site.library.all(Survey)
    return {grid.table.id: grid for survey in surveys for grid in grids(site.library, survey)}


@pytest.mark.parametrize("most", [6, 12, 23, 80])
def test_labels_are_wrapped_without_loss(most: int) -> None:
    lines = wrap(LONG, most)
    assert "".join(lines) == LONG
    assert all(width(line) <= most + 2 for line in lines)  # a mark may stand beyond the edge
    assert not any(line.startswith(("、", "）", "」", "ー")) for line in lines)


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_bars_are_as_long_as_their_shares(tables: dict[str, Grid], layout: Layout) -> None:
    town = tables[RANKED].of_class("town-village")
    drawn = chart(tables[RANKED], layout, "出典", town)
    assert town is not None
    for row in drawn.rows:
        (option,) = [row.option]
        assert option is not None
        own = next(bar for bar in row.bars if bar.style == "chosen-small")
        share = tables[RANKED].cell(town, option).percent
        assert own.width == pytest.approx(float(share) * drawn.scale / 100)
        assert f"{share}％" in [text.lines[0] for text in row.texts]
    shares = [tables[RANKED].cell(town, row.option or 0).percent for row in drawn.rows[:-1]]
    assert shares == sorted(shares, reverse=True)
    assert drawn.rows[-1].texts[0].lines == ("その他",)


@pytest.mark.parametrize("table", [STACKED, STAGED])
def test_parts_fill_their_bar(tables: dict[str, Grid], table: str) -> None:
    grid = tables[table]
    for layout in (WIDE, NARROW):
        rows = chart(grid, layout, "出典").rows
        per_bar = {
            round(sum(bar.width for bar in row.bars) / len(heads), 3)
            for row, heads in zip(rows, grid.groups, strict=True)
        }
        assert len(per_bar) == 1
        assert max(bar.x + bar.width for row in rows for bar in row.bars) <= layout.width + 0.01


def test_sentences_say_what_the_figures_say(tables: dict[str, Grid]) -> None:
    ranked = tables[RANKED]
    city = tables["q01-by-size"]
    assert "全体との差" not in sentence(city, city.of_class("town-village"))  # both answers alike
    said = sentence(ranked, ranked.of_class("special-ward"))
    assert (
        "「民生委員」です。特別区は0.0％で、全体の42.0％より42.0ポイント低くなっています。" in said
    )
    assert said.startswith("特別区（n=9）で最も多いのは「保健所」で、100.0％です。")
    assert "回答が9件と少なく、1件の違いで約11.1ポイント動きます。" in said
    assert sentence(ranked).startswith("全体（n=50）で最も多いのは「保健所」で、100.0％です。")
    stacked = sentence(tables[STACKED])
    assert "「していない」" in stacked or "「している」" in stacked
    assert "「町村」（n=20・少数）の" in stacked
    assert "80.0％" in stacked
    assert sentence(tables[STAGED]) == (
        "「関わる」という回答は、はじめで55.0～80.0％、あとで0.0％です。"
    )


def test_charts_stand_alone(files: dict[str, bytes]) -> None:
    charts = {path: data for path, data in files.items() if path.endswith(".svg")}
    assert {f"survey/q05/{RANKED}.svg", f"survey/q05/{RANKED}-town-village-narrow.svg"} <= {*charts}
    assert not any(STAGED in path and "town" in path for path in charts)
    for path, data in charts.items():
        root = Xml.fromstring(data)  # noqa: S314 - our own file
        text = "".join(root.itertext())
        for part in ("n=", "出典: 調査・問", "原資料: "):
            assert part in text.replace("\n", ""), path
        assert root.find(f"{SVG}title") is not None
        assert root.findtext(f"{SVG}desc")
        names = {name for element in root.iter() for name in element.attrib}
        assert not names & {"style", "onload"}, path
        fills = {element.get("fill") for element in root.iter(f"{SVG}rect")}
        assert all(re.fullmatch("#[0-9a-f]{3,6}", fill or "") for fill in fills), path
    assert "少数".encode() in charts[f"survey/q05/{RANKED}-special-ward.svg"]


def test_the_page_of_a_class_has_all_its_figures(site: Site, tables: dict[str, Grid]) -> None:
    pages = {page.path: page for page in all_pages(site)}
    html = pages["survey/classes/town-village"].html
    for grid in tables.values():
        if not (head := grid.of_class("town-village")):
            continue
        assert f"?size=town-village#{grid.table.id}" in html
        for option, name in enumerate(grid.options):
            cell = grid.cell(head, option)
            assert f'{name}</th><td><span class="percent">{cell.percent}％' in html
    for survey in ("q03", "q04"):  # by stage, and without a table
        assert f'href="../../{survey}/"' in html.partition('id="without"')[2]


def test_tables_are_written_as_they_are_shown(files: dict[str, bytes]) -> None:
    def rows(name: str) -> list[list[str]]:
        return list(
            csv.reader(io.StringIO(files[f"survey/data/{name}-page.csv"].decode("utf-8-sig")))
        )

    down = rows(RANKED)
    assert down[0][:3] == ["選択肢", "全体_％", "全体_件数"]
    assert down[1][:3] == ["n", "", "50"]
    assert down[2][:3] == ["病院", "88.0", "44"]
    across = rows(STACKED)
    assert across[0] == [
        "自治体区分",
        "n",
        "している_％",
        "している_件数",
        "していない_％",
        "していない_件数",
    ]
    assert across[1] == ["市", "30", "80.0", "24", "20.0", "6"]


def test_workbooks_hold_tables_charts_and_citations(site: Site, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["survey/survey.xlsx"])) as book:
        names = book.namelist()
        strings = book.read("xl/sharedStrings.xml").decode()
        sheets = [book.read(name).decode() for name in names if "worksheets/sheet" in name]
        core = book.read("docProps/core.xml").decode()
        assert len({member.date_time for member in book.infolist()}) == 1
        charts = [name for name in names if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(sheets) == 1 + len(charts)
    assert set(re.findall("[0-9-]+(?=T[0-9:]+Z)", core)) == {site.today.isoformat()}
    assert "グラフのみで数値なし" in strings  # the question without a table
    for part in (
        f"id/{RANKED}/",
        "注: 分からないと答えた数は、残っていません。",
        "再計算。印刷は45.5％",
    ):
        assert part in strings
    assert any("<v>0.777</v>" in sheet or "<v>0.778</v>" in sheet for sheet in sheets)
    assert "survey/q04/q04.xlsx" not in files
    again = {asset.path: asset.data for asset in survey_files.assets(site)}
    assert again == files
