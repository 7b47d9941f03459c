"""Training mode: slides, notes, worksheet, facilitator's sheet."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, expect

from hintbook.errors import ContentErrors
from hintbook.library import open_library
from hintbook.model import Question, Scene
from hintbook.search import documents
from tests.support.pages import PLAIN, STORAGE_BLOCKED, WIDTH, assert_accessible
from tests.support.site_build import wait_until, without_whitespace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import ViewportSize

    from hintbook.library import Library
    from tests.support.pages import Look

SCENES = (2, 3)
BACK = 2  # the shortest walk
PROJECTOR: ViewportSize = {"width": 1280, "height": 720}
SHOWN = """[...document.querySelectorAll('.entry, .questions > li')]
  .filter((entry) => entry.checkVisibility()).map((entry) => entry.id)"""
# The texts that are seen, by entry, without titles.
TEXTS = """[...document.querySelectorAll('.entry, .questions > li')]
  .filter((entry) => entry.checkVisibility())
  .map((entry) => [entry.id, [...entry.querySelectorAll('p:not([class])')].map((p) => p.innerText).join('')])"""
HEIGHT = "document.documentElement.scrollHeight"
# The caption, the total and the rows of every plan of a facilitator's sheet.
PLANS = """[...document.querySelectorAll('[data-plan]')].map((plan) => [
  plan.querySelector('caption').textContent, plan.querySelector('.plan-total').textContent,
  [...plan.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))])"""
# Lasts until the browser has drawn so often that it would have restored the scroll position.
DRAWN = """() => new Promise((resolve) => {
  let frames = 20;
  const draw = () => (frames-- ? requestAnimationFrame(draw) : resolve());
  draw();
})"""
# Keys that come faster than the events on the address.
TWO_KEYS = """() => [1, 2].forEach(() =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })))"""
BOTTOM = f"scrollY + innerHeight >= {HEIGHT} - 1"


def _scene(library: Library, number: int) -> Scene:
    return next(scene for scene in library.all(Scene) if scene.number == number)


def _count(page: Page, number: int, of: int | None = None) -> None:
    expect(page.locator("[data-stage-count]")).to_have_text(re.compile(rf"^{number}／{of or ''}"))


def _pdf_pages(page: Page) -> list[str]:
    """Return the text of every printed sheet."""
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    return [without_whitespace(sheet.get_textpage().get_text_bounded()) for sheet in sheets]


def _slides(page: Page) -> int:
    """Return the number of slides."""
    return int(page.locator("[data-stage-count]").inner_text().split("／")[1])


@pytest.mark.parametrize(("number", "larger"), [(2, 0), (3, 2)])
def test_slides_show_everything_once_and_in_order(
    visit: Callable[..., Page], library: Library, number: int, larger: int
) -> None:
    scene = _scene(library, number)
    page = visit(f"scenes/{number}/training/", viewport=PROJECTOR)
    for _ in range(larger):
        page.get_by_role("button", name="文字を大きく").click()
    slides = _slides(page)
    walked = []
    for slide in range(1, slides + 1):
        _count(page, slide, slides)
        walked.append(page.evaluate(TEXTS))
        assert page.evaluate(HEIGHT) <= PROJECTOR["height"], walked[-1]
        page.keyboard.press("ArrowRight")
    found: dict[str, str] = {}
    for entry, text in itertools.chain(*walked):
        if text not in found.get(entry, ""):  # the questions stand beside the notes, too
            found[entry] = found.get(entry, "") + text
    texts = (*scene.examples, *scene.discussion, *scene.hints, *scene.suggestions)
    assert list(found) == [text.id for text in texts]
    for text in texts:
        assert without_whitespace(found[text.id]) == without_whitespace("".join(text.texts()))
    assert walked[0] == []
    if number != BACK:
        return
    for slide in range(slides, 0, -1):
        _count(page, slide)
        assert page.evaluate(TEXTS) == walked[slide - 1]
        page.keyboard.press("ArrowLeft")


def test_one_entry_at_a_time_if_wanted(visit: Callable[..., Page], library: Library) -> None:
    first, second = _scene(library, 3).hints[:2]
    page = visit(f"scenes/3/training/#{first.id}", viewport=PROJECTOR)
    several = _slides(page)
    single = page.get_by_role("button", name="1件ずつ")
    single.click()
    expect(single).to_have_attribute("aria-pressed", "true")
    assert _slides(page) > several
    assert page.evaluate(SHOWN) == [first.id]
    page.keyboard.press("PageDown")
    expect(page.locator(f"#{second.id}")).to_be_visible()
    assert page.evaluate(SHOWN) == [second.id]
    page.reload()
    expect(page.locator(f"#{second.id}")).to_be_visible()
    assert page.evaluate(SHOWN) == [second.id]
    single.click()
    single.click()
    assert page.evaluate(SHOWN) == [first.id]
    page.keyboard.press("PageDown")  # to what is still in the address
    expect(page.locator(f"#{second.id}")).to_be_visible()


def test_part_of_a_text_has_an_address(visit: Callable[..., Page]) -> None:
    page = visit("scenes/3/training/#s3-h01", viewport={"width": 420, "height": 420})
    before = page.locator("[data-stage-count]").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-stage-count]")).not_to_have_text(before)
    fragment = page.evaluate("location.hash")
    seen = page.evaluate(TEXTS)
    page.reload()
    _count(page, int(before.split("／")[0]) + 1)
    assert page.evaluate("location.hash") == fragment
    assert page.evaluate(TEXTS) == seen


def test_timer_runs_on_the_stage(visit: Callable[..., Page]) -> None:
    page = visit("scenes/3/training/")
    remaining = page.get_by_role("timer")
    expect(remaining).to_be_hidden()
    page.get_by_label("分", exact=True).fill("1")
    page.get_by_role("button", name="タイマー").click()
    expect(remaining).to_have_text(re.compile(r"^(1:00|0:5\d)$"))
    page.get_by_role("button", name="タイマーを止める").click()
    expect(remaining).to_be_hidden()


def test_presenters_remote_and_other_keys(visit: Callable[..., Page]) -> None:
    page = visit("scenes/3/training/", viewport=PROJECTOR)
    steps = _slides(page)
    pressed = [
        ("PageDown", 2),
        ("Space", 3),
        ("ArrowDown", 4),
        ("PageUp", 3),
        ("Shift+Space", 2),
        ("ArrowUp", 1),
        ("ArrowLeft", 1),
        ("End", steps),
        ("ArrowRight", steps),
        ("Home", 1),
    ]
    for key, step in pressed:
        page.keyboard.press(key)
        _count(page, step, steps)
    button = page.get_by_role("button", name="次へ")
    button.focus()
    for step in (2, 3):
        page.keyboard.press("Enter")
        _count(page, step)
        expect(button).to_be_focused()
    page.keyboard.press("Space")  # activates the focused button
    _count(page, 4)
    page.get_by_role("button", name="前へ").click()
    _count(page, 3)
    expect(page.get_by_role("status").first).to_contain_text("話し合いましょう")


# Too low even for a part of a text.
LOW: ViewportSize = {"width": 1280, "height": 180}


def _current(page: Page) -> int:
    return int(page.locator("[data-stage-count]").inner_text().split("／")[0])


def test_what_does_not_fit_is_scrolled_through_first(visit: Callable[..., Page]) -> None:
    page = visit("scenes/3/training/#discussion", viewport=LOW)
    slide = _current(page)
    presses = page.evaluate("Math.ceil(document.documentElement.scrollHeight / innerHeight) * 2")
    for _ in range(presses):
        if page.evaluate(BOTTOM):
            break
        page.keyboard.press("PageDown")
        _count(page, slide)
    assert page.evaluate(BOTTOM)
    page.keyboard.press("PageDown")
    _count(page, slide + 1)
    assert page.evaluate("scrollY") == 0


def test_next_slide_begins_at_its_top_however_fast_it_comes(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PLAIN, viewport=LOW)
    for key in ("PageDown", "Space", "ArrowDown"):
        page.goto(address + PLAIN)
        page.goto(address + "scenes/3/training/#discussion")
        slide = _current(page)
        page.keyboard.press(key)
        wait_until(page, "scrollY > 0")
        page.keyboard.press("ArrowRight")
        _count(page, slide + 1)
        page.evaluate(DRAWN)
        assert page.evaluate("scrollY") == 0, key


def test_step_is_in_the_address(visit: Callable[..., Page], address: str) -> None:
    page = visit("scenes/3/training/")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(address + "scenes/3/training/#examples")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(address + "scenes/3/training/#discussion")
    page.reload()
    _count(page, 3)
    page.go_back()
    _count(page, 2)
    page.go_back()
    _count(page, 1)
    page.evaluate(TWO_KEYS)
    _count(page, 3)
    expect(page).to_have_url(address + "scenes/3/training/#discussion")


def test_address_leads_to_the_step_of_whatever_it_names(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PLAIN)
    for fragment, step, shown in (
        ("s3-q2", 3, "s3-q2"),
        ("s3-h02", 6, "s3-h02"),
        ("s3-g2", 7, "s3-g2"),
        ("unheard-of", 1, ""),
        ("%E0%A4%A", 1, ""),
    ):
        page.goto(address + PLAIN)
        page.goto(f"{address}scenes/3/training/#{fragment}")
        _count(page, step)
        if shown:
            expect(page.locator(f"#{shown}")).to_be_in_viewport()
        else:
            assert page.evaluate(SHOWN) == [], fragment


def test_question_has_an_address_for_slides_and_no_place_in_searches(
    visit: Callable[..., Page], library: Library
) -> None:
    page = visit("id/s3-q2/")
    expect(page.locator("h1")).to_contain_text("編集部による問い2")
    page.get_by_role("link", name="この項目のあるページを開く").click()
    expect(page.locator("#s3-q2")).to_be_in_viewport()
    assert library.all(Question)
    assert not [d for d in documents(library) if isinstance(d.entry, Question)]


def test_notes_move_nothing_and_stay_until_they_are_cleared(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("scenes/3/training/#notes")
    notes = page.get_by_role("textbox", name="グループのメモ")
    notes.click()
    page.keyboard.type("一つ 二つ")
    for key in ("ArrowLeft", "PageDown", "Home", "End", "Space"):
        page.keyboard.press(key)
        _count(page, 4)
    expect(notes).to_have_value("一つ 二つ ")
    notes.fill("家族の話をまず聞きたい")
    page.reload()
    expect(notes).to_have_value("家族の話をまず聞きたい")
    page.goto(address + "scenes/2/training/#notes")
    expect(notes).to_have_value("")  # notes are stored by scene
    page.goto(address + "scenes/3/training/#notes")
    clear = page.get_by_role("button", name="メモを消す")
    page.once("dialog", lambda dialog: dialog.dismiss())
    clear.click()
    expect(notes).to_have_value("家族の話をまず聞きたい")
    page.once("dialog", lambda dialog: dialog.accept())
    clear.click()
    expect(notes).to_have_value("")
    expect(page.locator("[data-training-message]")).to_have_text("メモを消しました。")
    page.reload()
    expect(notes).to_have_value("")


def test_blocked_storage_is_said_and_stops_nothing(visit: Callable[..., Page]) -> None:
    page = visit(PLAIN)
    page.add_init_script(STORAGE_BLOCKED)
    page.goto(page.url.replace(PLAIN, "scenes/3/training/#notes"))
    page.locator("[data-training-notes]").fill("メモ")
    expect(page.locator("[data-training-message]")).to_contain_text("保存できない設定")
    page.get_by_role("button", name="文字を大きく").click()
    page.get_by_role("button", name="次へ").click()
    _count(page, 5)


def test_largest_text_is_kept_and_fits_the_smallest_screen(
    visit: Callable[..., Page], every_page: bool
) -> None:
    page = visit("scenes/3/training/", viewport={"width": 320, "height": 600})
    size = "getComputedStyle(document.querySelector('.training-stage')).fontSize"
    larger = page.get_by_role("button", name="文字を大きく")
    sizes = [page.evaluate(size)]
    while larger.get_attribute("aria-disabled") == "false":
        larger.click()
        sizes.append(page.evaluate(size))
    assert sizes == sorted(set(sizes), key=lambda text: float(text.removesuffix("px")))
    page.reload()
    assert page.evaluate(size) == sizes[-1]
    for width in (320, 1280) if every_page else (320,):
        page.set_viewport_size({"width": width, "height": 600})
        page.keyboard.press("Home")
        _count(page, 1)
        page.evaluate(DRAWN)
        for slide in range(1, _slides(page) + 1):
            _count(page, slide)
            assert page.evaluate(WIDTH) <= width
            page.keyboard.press("ArrowRight")


def test_whole_screen_and_colours(visit: Callable[..., Page]) -> None:
    page = visit("scenes/3/training/", color_scheme="light")
    whole = page.get_by_role("button", name="全画面")
    whole.click()
    expect(whole).to_have_attribute("aria-pressed", "true")
    whole.click()
    expect(whole).to_have_attribute("aria-pressed", "false")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    switch = page.get_by_role("button", name="表示")
    switch.click()
    switch.click()
    expect(switch).to_contain_text("暗い")
    assert page.evaluate(paper) != light
    page.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    page.reload()
    expect(page.locator("[data-stage-fullscreen]")).to_be_hidden()


def test_steps_are_accessible(
    visit: Callable[..., Page], looks_of: Callable[[int], tuple[Look, ...]]
) -> None:
    page = visit("scenes/3/training/#examples", viewport=PROJECTOR)
    steps = ("examples", "notes", "s3-g2", "s3-h02", "s3-a1", "source-block")
    for number, step in enumerate(steps):
        page.evaluate("step => { location.hash = step; }", step)
        expect(page.locator(f"#{step}")).to_be_visible()
        for _, scheme, options in looks_of(number):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert_accessible(page, options, f"{step} {scheme}")


def test_without_scripts_everything_stands_on_one_page(
    visit: Callable[..., Page], library: Library
) -> None:
    scene = _scene(library, 2)
    page = visit("scenes/2/training/", java_script_enabled=False)
    texts = (*scene.examples, *scene.discussion, *scene.hints, *scene.suggestions)
    shown = page.locator(".entry:visible, .questions > li:visible")
    expect(shown).to_have_count(len(texts))
    assert [one.get_attribute("id") for one in shown.all()] == [text.id for text in texts]
    expect(page.locator(".site-header")).to_be_visible()


def test_works_from_disk(visit: Callable[..., Page], offline_site: Path) -> None:
    page = visit("scenes/index.html", root=offline_site.as_uri() + "/")
    page.get_by_role("link", name="研修モードで映す").nth(2).click()
    expect(page).to_have_url(re.compile(r"scenes/3/training\.html$"))
    _count(page, 1)  # the scripts are ready for keys
    for step in (2, 3, 4):
        page.keyboard.press("PageDown")
        _count(page, step)
    page.locator("[data-training-notes]").fill("メモ")
    page.reload()
    _count(page, 4)
    expect(page.locator("[data-training-notes]")).to_have_value("メモ")
    page.go_back()
    _count(page, 3)


def test_worksheet_prints_with_room_to_write(
    visit: Callable[..., Page], library: Library, address: str
) -> None:
    page = visit(PLAIN, color_scheme="dark")
    for number in SCENES:
        scene = _scene(library, number)
        page.goto(f"{address}scenes/{number}/worksheet/")
        expect(page.get_by_role("button", name="A4で印刷する")).to_be_visible()
        sheets = _pdf_pages(page)
        assert len(sheets) == 2  # headings on discussion and review
        for entry in (*scene.examples, *scene.discussion):
            assert without_whitespace(entry.caption) in sheets[0]
        assert "編集部作成" in sheets[0]
        assert f"id/scene-{number}/" in "".join(sheets)
        for unwanted in ("用語集", "印刷する", "進行シート", "アクセシビリティ"):
            assert unwanted not in "".join(sheets)
        page.emulate_media(media="print")
        assert page.locator(".lines span:visible").count() >= 2 * len(scene.discussion)
        page.emulate_media(media="null")


def test_facilitators_minutes_add_up(visit: Callable[..., Page], address: str) -> None:
    page = visit(PLAIN)
    for number in SCENES:
        page.goto(f"{address}scenes/{number}/facilitator/")
        totals = []
        for caption, total_text, rows in page.evaluate(PLANS):
            total = int(total_text.removesuffix("分"))
            assert caption.startswith(f"{total}分")
            end = 0
            for span, minutes, _ in rows:
                start, end = end, end + int(minutes.removesuffix("分"))
                assert span == f"{start}～{end}分"
            assert end == total
            totals.append(total)
        assert totals == [30, 60, 90]


def test_facilitators_sheet_cites_the_guide_and_prints_by_the_clock(
    visit: Callable[..., Page],
) -> None:
    page = visit("scenes/2/facilitator/")
    words = page.locator(".guide-word:not(.guide-word--editors)")
    expect(words).to_have_count(2)
    for word in words.all():
        expect(word).to_contain_text("原資料: 『見本のヒント集』")
    expect(page.locator(".guide-word--editors")).to_contain_text("編集部作成")
    sheets = _pdf_pages(page)
    assert len(sheets) <= 2
    assert "90分の進め方" in "".join(sheets)
    page.get_by_label("30分", exact=True).check()
    page.get_by_label("開始時刻").fill("13:30")
    text = "".join(_pdf_pages(page))
    assert "30分の進め方" in text
    assert "60分の進め方" not in text
    assert "13:30～13:33" in text
    assert "リンクの先にあります" not in text
    page.get_by_role("link", name="ワールドカフェの進め方を読む").click()
    expect(page.locator("#concept-world-cafe")).to_be_in_viewport()


def test_trainer_finds_her_way_from_the_home_page(visit: Callable[..., Page]) -> None:
    page = visit("")
    page.get_by_role("link", name="場面の具体例から話し合う").click()
    expect(page).to_have_url(re.compile(r"scenes/#training$"))
    page.get_by_role("link", name="研修モードで映す").nth(1).click()
    expect(page).to_have_url(re.compile(r"scenes/2/training/$"))
    _count(page, 1)
    page.get_by_role("link", name="場面2のページへ").click()
    expect(page).to_have_url(re.compile(r"scenes/2/$"))


def test_questions_are_three_to_five(content: Path) -> None:
    scene = content / "scenes/scene-1.yml"
    written = scene.read_text(encoding="utf-8")
    question = "  - {{id: s1-q{0}, text: 問い{0}}}\n"
    for count, code in ((2, "too-few"), (6, "too-many")):
        asked = "".join(question.format(n) for n in range(1, count + 1))
        scene.write_text(f"{written}discussion:\n{asked}", encoding="utf-8")
        with pytest.raises(ContentErrors, match=code):
            open_library(content)
