"""Slides: what they say, that it fits, and that the same content gives the same file."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from hintbook.library import open_library
from hintbook.model import Goal, Hint, Scene, Suggestion
from hintbook.render import Settings
from hintbook.render.exports import slides
from hintbook.render.exports.qr_codes import png
from hintbook.render.exports.slides import layouts, writer
from hintbook.render.exports.slides.decks import scene_topics
from hintbook.render.exports.slides.fitting import Paragraph, divided, fits, lines, shortened
from hintbook.render.exports.slides.topics import Code, Topic
from hintbook.render.exports.slides.topics import slides as topic_slides
from hintbook.render.sessions import PLANS
from hintbook.render.site import Site
from tests.support.invalid_content import CONTENT_OK
from tests.support.site_build import PROJECT
from tests.support.small_content import fixture_project

if TYPE_CHECKING:
    from pathlib import Path

    from pptx.presentation import Presentation as PresentationType

SETTINGS = Settings("見本のサイト", url="https://example.org/")
SMALLEST = 20
SENTENCE = "家族の話を聞き、「また来てください」と伝えました。"
BODIES = [layout.body for layout in layouts.LAYOUTS]


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose scene has long texts and titles, and many hints."""
    content = tmp_path_factory.mktemp("long") / "content"
    shutil.copytree(CONTENT_OK, content)
    file = content / "scenes/scene-1.yml"
    written = file.read_text("utf-8")
    written = written.replace("本人に会えない\n", f"{'本人に会えない' * 30}\n", 1)
    written = written.replace("急がない\n", f"{'急がない' * 40}\n", 1)
    written = written.replace("訪ねても会えない場面です。", SENTENCE * 30)
    written = written.replace("家族と話すことを続けました。", SENTENCE * 40)
    written = written.replace("会うことだけを目的にしないでください。", "手紙" * 400)
    hints = "".join(
        f"      - {{id: s1-h{number}, title: 見本の題{number}, text: {SENTENCE}, tags: [visit],"
        f" asked_as: [見本{number}], source: {{document: hints, at: scene1.group1.hint1}}}}\n"
        for number in range(10, 34)
    )
    file.write_text(written.replace("suggestions:\n", f"{hints}suggestions:\n"), "utf-8")
    return Site(open_library(content), SETTINGS)


def _deck(site: Site) -> bytes:
    return next(slides.assets(site)).data


def _opened(data: bytes) -> PresentationType:
    return Presentation(io.BytesIO(data))


def _texts(deck: PresentationType) -> str:
    return "".join(
        shape.text_frame.text.replace("\n", "")
        for slide in deck.slides
        for shape in slide.placeholders
        if shape.has_text_frame and shape.placeholder_format.idx == 1
    )


def test_every_text_is_on_a_slide_with_citation_timing_and_code(long_site: Site) -> None:
    library = long_site.library
    deck = _opened(_deck(long_site))
    said = _texts(deck)
    notes = {
        slide.shapes.title.text: slide.notes_slide.notes_text_frame.text for slide in deck.slides
    }
    for entry in (*library.all(Hint), *library.all(Suggestion)):
        assert re.sub(r"\s", "", entry.text) in said
        citation, _, _ = long_site.citation(entry).partition("{url}")
        assert citation in notes[entry.title]
        assert f"https://example.org/id/{entry.id}/" in notes[entry.title]
        assert all(f"{plan.minutes}分の研修: " in notes[entry.title] for plan in PLANS)
    (scene,) = library.all(Scene)
    assert scene.title in said  # as its slide has only the beginning
    assert scene.hint_groups[0].heading in said
    for slide in deck.slides:
        (code,) = (one for one in slide.placeholders if one.placeholder_format.idx == 14)
        address = code.click_action.hyperlink.address
        (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.image.blob)).convert("L"))
        assert read.text == address
        assert code.element.nvPicPr.cNvPr.get("descr").startswith("QRコード: 場面1")


def test_nothing_is_too_small_or_over_its_box(long_site: Site) -> None:
    (scene,) = long_site.library.all(Scene)
    found = topic_slides(scene_topics(long_site, scene))
    assert {slide.layout for slide in found} == {layouts.COVER, layouts.LARGE, layouts.NORMAL}
    for slide in found:
        assert fits(slide.body, slide.layout.body)
        assert fits([Paragraph(slide.title)], slide.layout.title)
        assert fits([Paragraph(slide.kicker)], slide.layout.kicker)
    areas = [area for one in layouts.LAYOUTS for area in (one.title, one.kicker, one.body)]
    for area in (*areas, layouts.FOOTER, layouts.SLIDE_NUMBER):
        assert area.size >= SMALLEST
        assert area.left + area.width <= layouts.WIDTH
        assert area.top + area.height <= layouts.HEIGHT
    with zipfile.ZipFile(io.BytesIO(_deck(long_site))) as opened:
        for name in opened.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/slideLayouts/slide", "ppt/slideMasters/")):
                sizes = re.findall(rb' sz="([0-9]+)"', opened.read(name))
                assert all(int(size) >= SMALLEST * 100 for size in sizes), name


def test_slides_can_be_told_apart_read_aloud_and_restyled(long_site: Site) -> None:
    data = _deck(long_site)
    deck = _opened(data)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(titles) == len(set(titles))
    assert (deck.slide_width, deck.slide_height) == (Pt(layouts.WIDTH), Pt(layouts.HEIGHT))
    assert layouts.WIDTH * 9 == layouts.HEIGHT * 16
    for slide in deck.slides:
        indices = [shape.placeholder_format.idx for shape in slide.shapes]  # all are placeholders
        assert [index for index in indices if index != 1] == [0, 13, 14, 11, 12]
        assert slide.shapes[0].left == slide.slide_layout.placeholders[0].left
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes")):
                assert content.count(b"<a:rPr ") == content.count(b'lang="ja-JP"')
            if name.startswith("ppt/theme/"):
                assert content.count(b'<a:ea typeface="BIZ UDPGothic"/>') == 2
    assert len(data) < 300_000


def test_same_content_gives_the_same_bytes(long_site: Site) -> None:
    before = _deck(long_site)
    writer.blank.cache_clear()
    assert _deck(long_site) == before
    with zipfile.ZipFile(io.BytesIO(before)) as opened:
        assert {member.date_time for member in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = _opened(before).core_properties
    assert properties.created == properties.modified
    assert properties.language == "ja-JP"


def test_scenes_stories_and_the_guide_have_slides(tmp_path: Path) -> None:
    site = Site(open_library(fixture_project(tmp_path)), SETTINGS)
    files = {asset.path: asset for asset in slides.assets(site)}
    assert {"scenes/1/slides.pptx", "stories/1/slides.pptx", "guide/slides.pptx"} <= files.keys()
    story = _opened(files["stories/1/slides.pptx"].data)
    assert "手紙は、読まずに置いていました。" in _texts(story)
    guide = _opened(files["guide/slides.pptx"].data)
    titles = {slide.shapes.title.text for slide in guide.slides}
    goals = site.library.all(Goal)
    assert titles > {f"目標{goal.letter}のポイント" for goal in goals} | {"1つのステップ"}


def test_colours_are_those_of_the_palette() -> None:
    palette = (PROJECT / "docs/assets/css/hintbook/01-palette.css").read_text("utf-8")
    light = {one.upper() for one in re.findall(r"var\(--light, #([0-9a-f]{6})\)", palette)}
    theme = (PROJECT / "hooks/hintbook/render/templates/slides/theme.xml").read_text("utf-8")
    used = set(re.findall(r"'([0-9A-F]{6})'", theme))
    assert len(used) > 8
    assert used <= light


@given(
    st.lists(
        st.builds(
            Paragraph,
            st.text("あ漢、。「」Aa1 ", min_size=1, max_size=600),
            st.sampled_from(["", "1"]),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(BODIES),
)
def test_long_texts_go_on_without_a_loss(paragraphs: list[Paragraph], area: layouts.Area) -> None:
    pages = divided(paragraphs, area)
    assert all(fits(page, area) for page in pages)
    said = "".join(paragraph.text for page in pages for paragraph in page)
    assert said == "".join(paragraph.text for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("length", "count", "sizes"),
    [(20, 4, [28]), (24, 3, [24]), (20, 8, [20]), (20, 12, [24, 24]), (50, 3, [24]), (60, 4, [20])],
)
def test_a_list_stays_on_one_slide_if_it_can_be_read(
    length: int, count: int, sizes: list[int]
) -> None:
    body = tuple(Paragraph("題" * length, str(number)) for number in range(count))
    found = topic_slides([Topic("一覧", "番号", body, Code("", ""))])
    assert [slide.layout.body.size for slide in found] == sizes
    assert [label for slide in found for _, label in slide.body] == [label for _, label in body]


def test_a_text_is_as_large_as_it_fits() -> None:
    text = Topic("題", "番号", (Paragraph("文" * 24),), Code("", ""))
    assert [slide.layout for slide in topic_slides([text])] == [layouts.LARGE]


def test_texts_are_divided_evenly_after_sentences() -> None:
    area = layouts.NORMAL.body
    pages = divided([Paragraph(SENTENCE * 12)], area)
    assert [page[0].text for page in pages] == [SENTENCE * 6] * 2
    assert divided([], area) == []


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [("あ" * 9, 10, 1), ("あ" * 10, 10, 2), ("あ" * 8 + "abcdef", 10, 2), ("a" * 100, 10, 7)],
)
def test_lines_are_counted_with_room_for_punctuation(text: str, width: float, count: int) -> None:
    assert lines(text, width) == count


def test_long_titles_are_cut_at_their_end() -> None:
    area = layouts.NORMAL.title
    assert shortened("短い題", area, "（つづき）") == "短い題（つづき）"
    assert shortened("題" * 99, area, "（つづき）").endswith("題…（つづき）")


def test_code_for_programs_without_svg_can_be_read() -> None:
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png("https://example.org/id/x/"))))
    assert read.text == "https://example.org/id/x/"
