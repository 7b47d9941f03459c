"""Readers' tasks in a browser: copying, filtering, comparing, the survey."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from tests.support.pages import (
    CLIPBOARD,
    NARROWEST,
    OPEN_DETAILS,
    PLAIN,
    WIDTH,
    assert_accessible_and_fits,
    settle,
)
from tests.support.site_build import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hintbook.library import Library
    from tests.support.pages import Look

# Pages served by plain http have no clipboard API: records what they copy by selection.
WITHOUT_CLIPBOARD = """
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  window.prompt = () => { throw new Error('asked to copy by hand'); };
  document.addEventListener('copy', () => { window.copied = document.activeElement.value; });
"""
# Runs before a page's scripts: the address cannot be written, as in some copies on disk.
ADDRESS_REFUSED = """for (const method of ['pushState', 'replaceState']) {
  history[method] = () => { throw new DOMException('refused', 'SecurityError'); };
}"""
# Follows a link to a place on the page.
TO_MAIN = """new Promise((done) => {
  addEventListener('popstate', () => setTimeout(done));
  location.hash = '#main';
})"""
# What pages show only for an address with a query.
QUERIES = (
    "search/?q=手紙",
    "search/?q=手氏",
    "search/?q=死にたい",
    "municipalities/compare/?ids=01",
    "municipalities/near/?size=town-village",
    "municipalities/01/?sheet",
    "practices/?theme=letters",
)
# Fields with text so small that a phone zooms in.
SMALL = """fields => fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
  .map((field) => field.outerHTML)"""
# What axe checks in `make test`; in `make weekly` a page of every kind, and those above.
LOOKED_AT = (
    "",
    "scenes/1/",
    "guide/checklist/",
    "contribute/practice/",
    "survey/q02/",
    "handout/",
    "search/?q=手紙",
    "practices/?theme=letters",
)
PARTS = 2  # of the pages, to be checked side by side


@pytest.fixture(scope="session")
def visited(every_page: bool, pages_of: Callable[[Path], list[str]], site: Path) -> dict[str, bool]:
    """The pages to be visited, and whether axe checks them."""
    paths = [*(QUERIES if every_page else LOOKED_AT), *pages_of(site)]
    return {path: every_page or path in LOOKED_AT for path in paths}


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_are_accessible_fit_and_neither_zoom_in_nor_move(
    visit: Callable[..., Page],
    visited: dict[str, bool],
    looks_of: Callable[[int], tuple[Look, ...]],
    address: str,
    part: int,
) -> None:
    page = visit(PLAIN, viewport={"width": NARROWEST, "height": 700})
    for path, looked_at in [*visited.items()][part::PARTS]:
        page.emulate_media(reduced_motion="no-preference")
        page.goto(address + path)
        settle(page)
        assert page.evaluate("document.getAnimations().length") == 0, path
        assert page.locator("input, select, textarea").evaluate_all(SMALL) == [], path
        assert_accessible_and_fits(page, looks_of(part) if looked_at else (), path)


@pytest.mark.parametrize("width", [1280, 360])
def test_supporter_finds_her_scene_and_copies_a_hint(
    visit: Callable[..., Page], library: Library, address: str, width: int
) -> None:
    page = visit("", viewport={"width": width, "height": 800}, permissions=CLIPBOARD)
    page.get_by_role("link", name="本人に会えない").click()
    expect(page).to_have_url(address + "scenes/1/")
    expect(page.get_by_role("heading", name="急がない")).to_be_visible()
    hint, title = page.locator("#s1-h01"), library["s1-h01"].caption
    expect(hint.get_by_role("heading", name=title)).to_be_visible()
    hint.get_by_text("リンクをコピー").click()
    assert page.evaluate("navigator.clipboard.readText()") == address + "id/s1-h01/"
    expect(page.locator("#announcer")).to_have_text("リンクをコピーしました")
    hint.get_by_text("その他").click()
    (text,) = library["s1-h01"].texts()
    hint.get_by_text("文面をコピー").click()
    assert page.evaluate("navigator.clipboard.readText()").split("\n") == [
        f"場面1・ヒント1「{title}」",
        *text.split("\n\n"),
        "",
        "『ひきこもり支援ヒントブック』、原資料: 『見本のヒント集』（令和3年3月）、場面1・見出し1・ヒント1",
        f"{address}id/s1-h01/",
    ]
    hint.get_by_text("出典をコピー").click()
    cited = page.evaluate("navigator.clipboard.readText()")
    for part in (
        f"場面1・ヒント1「{title}」",
        "s1-h01",
        "ひきこもり支援ヒントブック",
        f"{address}id/s1-h01/",
        "見本のヒント集",
        "令和3年3月",
        "場面1・見出し1・ヒント1",
    ):
        assert part in cited


def test_a_scene_on_a_phone_begins_with_what_to_try(visit: Callable[..., Page]) -> None:
    page = visit("scenes/3/", viewport={"width": 360, "height": 740}, permissions=CLIPBOARD)
    expect(page.locator("#header-search")).to_be_visible()
    first = page.locator(".start-list a").first
    expect(first).to_be_in_viewport()
    first.click()
    hint = page.locator("#s3-h03")
    expect(hint).to_be_in_viewport()
    menu = hint.locator(".actions .menu")
    others = (hint.locator("p").first, page.locator("#s3-h04 .actions .menu summary"))
    for elsewhere in (None, *others):
        menu.locator("summary").click()
        expect(menu.get_by_text("出典をコピー")).to_be_visible()
        if elsewhere:
            elsewhere.click()
        else:
            page.keyboard.press("Escape")
        expect(menu.get_by_text("出典をコピー")).to_be_hidden()


def test_copying_works_by_keyboard_and_is_announced_each_time(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("scenes/1/", permissions=CLIPBOARD)
    page.evaluate("""() => {
        window.announced = [];
        const announcer = document.getElementById('announcer');
        const observer = new MutationObserver(() => announced.push(announcer.textContent));
        observer.observe(announcer, { childList: true });
    }""")
    link = page.locator("#s1-h01 [data-copy=link]")
    link.focus()
    for spoken in (
        ["リンクをコピーしました"],
        ["リンクをコピーしました", "", "リンクをコピーしました"],
    ):
        page.keyboard.press("Enter")
        wait_until(page, f"announced.length === {len(spoken)}")
        assert page.evaluate("announced") == spoken
        assert page.evaluate("navigator.clipboard.readText()") == address + "id/s1-h01/"
        assert link.evaluate("element => element === document.activeElement")


def test_copying_works_without_a_clipboard(visit: Callable[..., Page], address: str) -> None:
    page = visit(PLAIN)
    page.add_init_script(WITHOUT_CLIPBOARD)
    for path, button, copied in (
        ("scenes/1/", "#s1-h01 [data-copy=link]", "id/s1-h01/"),
        ("survey/q03/", ".quote-form button", "id/q03-by-stage/"),
        ("guide/checklist/#v1=_", "[data-do=share]", "guide/checklist/#v1=_"),
    ):
        page.goto(address + path)
        page.evaluate(OPEN_DETAILS)
        page.locator(button).first.focus()
        page.keyboard.press("Enter")
        wait_until(page, "window.copied")
        assert address + copied in page.evaluate("window.copied")
        assert page.locator(button).first.evaluate("element => element === document.activeElement")


def test_copy_on_disk_cites_the_site(visit: Callable[..., Page], offline_site: Path) -> None:
    root = offline_site.as_uri() + "/"
    page = visit(PLAIN, root=root)
    for path, button, copied in (
        ("scenes/1.html", "#s1-h01 [data-copy=link]", "id/s1-h01/"),
        ("survey/q03.html", ".quote-form button", "id/q03-by-stage/"),
        ("guide/checklist/index.html", "[data-do=share]", "guide/checklist/#v1="),
    ):
        page.goto(root + path)
        page.evaluate(WITHOUT_CLIPBOARD)
        page.evaluate(
            "document.head.append(Object.assign(document.createElement('meta'),"
            " { name: 'site-url', content: 'https://example.org/book/' }))"
        )
        page.locator(button).first.evaluate("element => element.click()")
        wait_until(page, "window.copied")
        assert "https://example.org/book/" + copied in page.evaluate("window.copied")
        assert "file:" not in page.evaluate("window.copied")


def test_links_land_on_what_they_name(visit: Callable[..., Page], address: str) -> None:
    page = visit("scenes/1/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(f"{address}id/s3-h06/")
    page.get_by_role("link", name="この項目のあるページを開く").click()
    expect(page).to_have_url(re.compile(re.escape("scenes/3/#s3-h06") + "$"))
    expect(page.locator("#s3-h06")).to_be_in_viewport()
    page.goto(f"{address}scenes/1/#s1-h01、原資料: 『見本のヒント集』")
    expect(page).to_have_url(f"{address}scenes/1/#s1-h01")


def test_everything_can_be_read_without_scripts(
    visit: Callable[..., Page], pages_of: Callable[[Path], list[str]], site: Path, address: str
) -> None:
    page = visit(PLAIN, java_script_enabled=False)
    for path in pages_of(site):
        page.goto(address + path)
        expect(page.locator("h1"), path).to_be_visible()
        expect(page.locator(".when-js:visible, .collect:visible"), path).to_have_count(0)
        if path == "handout/":
            expect(page.locator(".sheet:visible")).to_have_count(0)
            expect(page.get_by_text("JavaScript が要ります")).to_be_visible()
    page.goto(address + "scenes/1/")
    page.locator("#s1-h01 .actions .menu summary").click()
    page.locator("#s1-h01 [data-copy=citation]").click()
    expect(page).to_have_url(re.compile(re.escape("id/s1-h01/") + "$"))
    expect(page.get_by_text("見出し1・ヒント1")).to_be_visible()


def test_colour_scheme_is_the_readers_and_stays(visit: Callable[..., Page]) -> None:
    page = visit("", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    switch = page.locator("[data-theme-switch]")
    switch.click()
    switch.click()
    expect(switch).to_contain_text("暗い")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark


def test_menu_stays_where_it_is_on_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("", viewport={"width": 360, "height": 740})
    first = page.locator(".scene-cards .card-title").first
    box = first.bounding_box()
    assert box
    assert box["y"] < 740 - 44  # the first scene is on the first screen
    expect(page.get_by_role("searchbox")).to_have_count(1)
    link = page.locator(".site-nav").get_by_role("link", name="用語集")
    button = page.locator(".site-menu summary")
    before = button.bounding_box()
    expect(link).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    expect(button).to_have_text("閉じる", use_inner_text=True)
    assert button.bounding_box() == before


def test_copy_on_disk_works(visit: Callable[..., Page], offline_site: Path) -> None:
    page = visit("index.html", root=offline_site.as_uri() + "/")
    page.get_by_role("link", name="会うのをやめたいと言われた").click()
    expect(page).to_have_url(re.compile(r"scenes/2\.html$"))
    page.get_by_role("link", name="実践例", exact=True).click()
    page.get_by_role("checkbox", name="訪問", exact=False).first.check()
    expect(page.locator("[data-facet-status]")).to_contain_text("件のうち")


def test_paper_says_where_it_comes_from_and_what_filters_it(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("practices/?theme=visit")
    expect(page.locator("[data-facet-results]")).to_be_visible()
    sheet = PdfDocument(page.pdf(prefer_css_page_size=True))[0].get_textpage().get_text_range()
    for written in (
        page.title(),
        f"{address}practices/?theme=visit",
        "日に印刷",
        "件のうち",
        "訪問",
    ):
        assert written in sheet
    page.emulate_media(media="print")
    expect(page.locator("[data-paper-filter]")).to_contain_text("「訪問」")
    expect(page.locator(".paper-line")).to_be_visible()
    page.goto(f"{address}scenes/1/")
    expect(page.locator(".paper-line")).to_be_hidden()  # its citation says the same
    expect(page.locator(".print-address")).to_contain_text("/id/scene-1/")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator(".actions").first).to_be_hidden()


# Practices


def test_supporter_filters_on_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("practices/", viewport={"width": 360, "height": 640})
    page.locator("[data-facet-panel] > summary").click()
    row = page.locator("[data-facet] label").first
    box = row.bounding_box()
    assert box
    assert box["height"] >= 44
    row.click()
    found = page.locator("[data-facet-results] [data-item]")
    bar = page.get_by_role("button", name=f"{found.count()}件を見る")
    expect(bar).to_be_in_viewport(ratio=1)
    bar.click()
    expect(page.locator("[data-facet-status]")).to_be_focused()
    expect(found.first).to_be_in_viewport()


def test_manager_filters_practices_and_sends_the_list(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("practices/")
    status = page.locator("[data-facet-status]")
    expect(status).to_have_text(re.compile(r"^\d+件$"))
    page.get_by_role("checkbox", name=re.compile("^スーパービジョン")).check()
    expect(page).to_have_url(address + "practices/?theme=supervision")
    page.get_by_role("checkbox", name=re.compile("^支援者 ")).focus()
    results = page.locator("[data-facet-results] [data-item]")
    before = results.count()
    assert before > 0
    page.get_by_role("checkbox", name=re.compile("^訪問 ")).check()
    expect(page).to_have_url(address + "practices/?theme=visit,supervision")
    assert results.count() > before
    page.go_back()
    expect(page).to_have_url(address + "practices/?theme=supervision")
    expect(results).to_have_count(before)
    colleague = visit("practices/?theme=supervision")
    there = colleague.locator("[data-facet-results] [data-item]")
    assert there.all_inner_texts() == results.all_inner_texts()
    there.filter(has_text="スーパービジョンを受ける").get_by_role("link").first.click()
    expect(colleague.get_by_role("heading", name="関連する項目")).to_be_visible()
    colleague.locator(".related a", has_text="場面").first.click()
    expect(colleague.locator(":target")).to_be_in_viewport()


def test_active_filters_can_be_removed_one_by_one(visit: Callable[..., Page], address: str) -> None:
    page = visit("practices/?theme=visit,ibasho&for=for-person")
    active = page.locator("[data-facet-active] button")
    expect(active).to_have_count(4)  # three values and "all"
    page.get_by_role("button", name="条件「テーマ: 居場所」を外す").click()
    expect(page).to_have_url(address + "practices/?theme=visit&for=for-person")
    page.get_by_role("button", name="すべて外す").click()
    expect(page).to_have_url(address + "practices/")
    expect(page.locator("[data-facet-groups]")).to_be_visible()
    page.goto(address + "practices/?theme=nothing&who=%3Cscript%3E&x=1")  # passed over
    expect(page.locator("[data-facet-groups]")).to_be_visible()


def test_empty_result_says_which_filter_to_drop(visit: Callable[..., Page]) -> None:
    page = visit("practices/?theme=supervision&category=handover-sharing")
    expect(page.locator("[data-facet-status]")).to_contain_text("うち0件")
    page.locator("[data-facet-empty]").get_by_role("button").first.click()
    first = page.locator("[data-facet-results] [data-item]").first
    expect(first).to_be_visible()
    expect(first.locator("a").first).to_be_focused()


def test_reader_goes_on_where_the_list_goes_on(visit: Callable[..., Page]) -> None:
    page = visit("practices/?theme=visit,letters,ibasho,supervision")
    items = page.locator("[data-facet-results] [data-item]")
    expect(items).to_have_count(50)
    page.get_by_role("button", name=re.compile("続けて表示")).click()
    assert items.count() > 50
    expect(items.nth(50).locator("a").first).to_be_focused()


def test_focus_stays_on_the_page_when_filters_are_folded(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PLAIN, viewport={"width": 360, "height": 700})
    for query, name in (
        ("theme=visit,ibasho", "すべて外す"),
        ("theme=visit", "条件「テーマ: 訪問」を外す"),
    ):
        page.goto(f"{address}practices/?{query}")
        page.get_by_role("button", name=name).click()
        expect(page.locator("[data-facet-panel] > summary"), name).to_be_focused()


COUNT_BY_BRUTE_FORCE = """
(wanted) => {
  const items = [...document.querySelectorAll('[data-facet-groups] [data-item]')]
    .map((item) => item.dataset.values.split(' '));
  const fits = (item, but) => Object.entries(wanted)
    .every(([facet, values]) => facet === but || values.some((v) => item.includes(`${facet}:${v}`)));
  const wrong = [];
  for (const facet of document.querySelectorAll('[data-facet]')) {
    for (const input of facet.querySelectorAll('input')) {
      const shown = Number(input.closest('li').querySelector('[data-count]').textContent);
      const pair = `${facet.dataset.facet}:${input.value}`;
      const real = items.filter((item) => item.includes(pair) && fits(item, facet.dataset.facet)).length;
      if (shown !== real) wrong.push([pair, shown, real]);
    }
  }
  const found = items.filter((item) => fits(item, null)).length;
  return { wrong, found };
}
"""


WANTED: tuple[dict[str, list[str]], ...] = (
    {},
    {"theme": ["visit"]},
    {"theme": ["ibasho", "supervision"], "for": ["for-supporter"]},
    {"aspect": ["soft"], "category": ["empowerment", "person-centred"]},
    {"source": ["hints"], "who": ["social-welfare-council"], "theme": ["ibasho"]},
    {"goal": ["A", "C"], "stage": ["stage-connect"], "theme": ["letters"]},
)


def test_facet_counts_are_those_of_a_brute_force_count(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PLAIN)
    for wanted in WANTED:
        query = "&".join(f"{facet}={','.join(values)}" for facet, values in wanted.items())
        page.goto(f"{address}practices/?{query}")
        counted = page.evaluate(COUNT_BY_BRUTE_FORCE, wanted)
        assert counted["wrong"] == [], query
        if wanted:
            expect(page.locator("[data-facet-status]")).to_contain_text(f"うち{counted['found']}件")


# Municipalities


def test_officer_compares_municipalities(visit: Callable[..., Page]) -> None:
    page = visit("municipalities/")
    page.get_by_role("checkbox", name=re.compile("^一般市（人口10万人未満）")).check()
    rows = page.locator("[data-facet-results] tr[data-item]")
    expect(rows).to_have_count(4)
    rows.nth(0).get_by_role("checkbox").check()
    rows.nth(1).get_by_role("checkbox").check()
    page.get_by_role("link", name="選んだ自治体を比べる").click()
    expect(page).to_have_url(re.compile(r"compare/\?ids=\d\d,\d\d$"))
    table = page.locator(".compare--chosen")
    expect(table.locator("thead th")).to_have_count(3)
    expect(page.locator("[data-compare-all]")).to_be_hidden()
    page.get_by_role("checkbox", name="同じ内容の行を隠す").check()
    expect(table.locator("tbody tr[data-differs=false]:visible")).to_have_count(0)
    page.emulate_media(media="print")
    expect(table).to_be_visible()


def test_compare_says_what_it_cannot_do(visit: Callable[..., Page], address: str) -> None:
    page = visit(PLAIN)
    for ids, message, columns in (
        ("01", "もう1つ選んで", 0),
        ("01,02,03,04,05", "4つまで", 5),
        ("01,99", "「99」という自治体事例はありません", 0),
        ("01,<b>,02", "「<b>」という自治体事例はありません", 3),
        ("02,02,03", "1つにまとめました", 3),
        ("", "", 0),
    ):
        page.goto(f"{address}municipalities/compare/?ids={ids}")
        expect(page.locator("[data-compare-message]"), ids).to_contain_text(message)
        expect(page.locator(".compare--chosen thead th"), ids).to_have_count(columns)


def test_municipalities_are_compared_where_the_address_cannot_say_so(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PLAIN)
    page.add_init_script(ADDRESS_REFUSED)
    page.goto(address + "municipalities/compare/?ids=01,99,02")
    heads = page.locator(".compare--chosen thead th")
    page.get_by_role("checkbox", name="自治体3").check()
    expect(heads).to_have_count(4)
    page.get_by_role("checkbox", name="同じ内容の行を隠す").check()
    expect(heads).to_have_count(4)
    expect(page.locator("[data-compare-message]")).to_be_empty()
    page.evaluate(TO_MAIN)
    expect(heads).to_have_count(4)


def test_four_municipalities_can_be_read_on_a_small_phone(visit: Callable[..., Page]) -> None:
    page = visit("municipalities/compare/?ids=01,02,03,05", viewport={"width": 320, "height": 600})
    heads = page.locator(".compare--chosen thead th")
    expect(heads).to_have_count(5)
    assert min(head.evaluate("e => e.offsetWidth") for head in heads.all()[1:]) > 150
    region = page.get_by_role("region", name="自治体1、自治体2、自治体3、自治体5の比較")
    region.focus()
    expect(region).to_be_focused()
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    assert page.evaluate(WIDTH) <= 320


def test_comparison_fills_the_sheets_it_prints_on(visit: Callable[..., Page], address: str) -> None:
    page = visit(PLAIN)
    for ids, sheets in (("01,02", 4), ("01,02,03,05", 8)):
        page.goto(f"{address}municipalities/compare/?ids={ids}")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= sheets


def test_officer_prints_a_like_municipality_on_one_sheet(visit: Callable[..., Page]) -> None:
    page = visit("municipalities/")
    page.get_by_role("link", name="一般市（人口10万人未満）", exact=True).click()
    first = page.locator("tbody tr").first
    expect(first.locator("[data-near-reason]")).to_have_text("区分が同じ")
    expect(first.get_by_role("rowheader")).to_contain_text("自治体2")
    page.evaluate("window.print = () => {}")
    first.get_by_role("link", name="A4 1枚").click()
    sheet = page.locator(".municipality-sheet")
    expect(sheet).to_be_visible()
    expect(page.locator("#interview")).to_be_hidden()

    def sheets() -> int:
        return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    assert sheets() == 1
    page.get_by_role("link", name="自治体2のページに戻る").click()
    expect(sheet).to_be_hidden()
    assert sheets() == 1
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="この記録も含めて印刷する").click()
    assert sheets() > 1


def test_interview_answers_can_be_found_by_their_address(visit: Callable[..., Page]) -> None:
    page = visit("municipalities/01/#m01-t08")
    for name in ("m01-t08", "m01-t03"):
        page.evaluate("name => { location.hash = name; }", name)
        answer = page.locator(f"#{name}")
        expect(answer.locator("p").first).to_be_visible()
        expect(answer.locator("summary").first).to_be_in_viewport()
        assert answer.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    expect(page.locator("#m01-t08 p").first).to_be_visible()
    expect(page.locator("#m01-t04 p").first).to_be_hidden()


# The survey and the topics


def test_officer_quotes_a_figure(visit: Callable[..., Page], address: str) -> None:
    page = visit("survey/q01/", permissions=CLIPBOARD)
    table = page.locator("[data-survey-table]").first
    table.get_by_text("数値を引用する").click()
    table.get_by_role("combobox", name="自治体区分", exact=True).select_option(label="市")
    table.get_by_label("選択肢").select_option(label="していない")
    table.get_by_role("button", name="数値と出典をコピー").click()
    quoted = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "市「していない」20.0％（6件）、n=30",
        f"{address}id/q01-by-size/",
        "問1",
    ):
        assert part in quoted
    page.goto(address + "survey/q03/")  # a figure that is recalculated
    table.get_by_text("数値を引用する").click()
    table.get_by_role("combobox", name="窓口", exact=True).select_option(label="町村・はじめ")
    table.get_by_label("選択肢").select_option(label="関わる")
    table.get_by_role("button", name="数値と出典をコピー").click()
    quoted = page.evaluate("navigator.clipboard.readText()")
    assert "町村・はじめ「関わる」55.0％（11件）、n=20（再計算。印刷は45.5％）。" in quoted
    table.get_by_label("選択肢").select_option(label="関わらない")
    expect(table.locator("output")).not_to_contain_text("再計算")


def test_officer_copies_what_a_table_says(visit: Callable[..., Page], library: Library) -> None:
    page = visit("survey/q05/", permissions=CLIPBOARD)
    table = page.locator("[data-survey-table]").first
    table.get_by_text("その他", exact=True).last.click()
    table.get_by_text("文面をコピー").click()
    (text,) = library["q05-by-size"].texts()
    assert page.evaluate("navigator.clipboard.readText()").split("\n")[1:3] == [text, ""]


def test_bases_of_figures_stay_beside_them_on_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("survey/q05/", viewport={"width": 320, "height": 700})
    cells = page.locator("[data-survey-table] tbody tr").first.locator("td")
    labels = cells.evaluate_all(
        "cells => cells.map((c) => getComputedStyle(c, '::before').content)"
    )
    assert any("特別区（n=9・少数）" in label for label in labels)
    assert all("n=" in label for label in labels)


def test_tables_fit_on_paper(visit: Callable[..., Page], address: str) -> None:
    page = visit(PLAIN, viewport={"width": 680, "height": 900})  # A4 without its margins
    page.emulate_media(media="print")
    for path in ("survey/q03/", "survey/q05/"):
        page.goto(address + path)
        edges = page.locator(".table-scroll table").evaluate_all(
            "tables => tables.map((t) => t.getBoundingClientRect().right)"
        )
        assert max(edges) <= 680, path
        assert page.evaluate(WIDTH) <= 680, path


def test_rows_can_be_set_against_the_whole(visit: Callable[..., Page], address: str) -> None:
    page = visit(PLAIN)
    for path, rows in (("survey/q01/", 3), ("survey/q05/", 4)):
        page.goto(address + path)
        table = page.locator("[data-survey-table]").first
        table.get_by_text("自治体区分を選んで比べる").click()
        table.get_by_role("checkbox", name="町村").check()
        shown = table.locator("[data-name]:visible")
        assert [head.get_attribute("data-name") for head in shown.all()] == ["全体", "町村"]
        table.get_by_role("checkbox", name="町村").uncheck()
        expect(table.locator("[data-name]:visible"), path).to_have_count(rows)


def test_chosen_class_and_order_stand_in_the_address(visit: Callable[..., Page]) -> None:
    page = visit("survey/q05/")
    section = page.locator("[data-survey-table]").first
    chart = section.locator(".chart--wide")
    first = chart.locator("[data-row]").first
    section.get_by_label("全体と比べる自治体区分").select_option(label="特別区")
    section.get_by_label("並べ方").select_option(label="原資料の順")
    assert page.url.endswith("?size=special-ward&order=source")
    page.reload()
    expect(chart.locator(".c-chosen-name")).to_have_text("特別区（n=9・少数）")
    options = chart.locator("[data-row]").evaluate_all(
        "rows => rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)"
        ".map((row) => Number(row.dataset.row))"
    )
    assert options == sorted(options)
    expect(first.locator(".c-chosen-value")).to_have_text("100.0％")
    shown = section.locator("[data-name]:visible")
    assert [head.get_attribute("data-name") for head in shown.all()] == ["全体", "特別区"]
    expect(section.locator(".chart-says:visible")).to_contain_text("特別区（n=9）")
    with page.expect_download() as saved:
        section.get_by_role("button", name="PNG").click()
    assert saved.value.suggested_filename == "q05-by-size-special-ward.png"
    width = struct.unpack(">I", saved.value.path().read_bytes()[16:20])
    assert width == (1600,)


def test_chart_and_table_change_where_the_address_cannot(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PLAIN)
    page.add_init_script(ADDRESS_REFUSED)
    page.goto(address + "survey/q05/")
    section = page.locator("[data-survey-table]").first
    section.get_by_label("全体と比べる自治体区分").select_option(label="特別区")
    expect(section.locator(".chart--wide .c-chosen-name")).to_have_text("特別区（n=9・少数）")
    shown = section.locator("[data-name]:visible")
    assert [head.get_attribute("data-name") for head in shown.all()] == ["全体", "特別区"]
    section.get_by_role("checkbox", name="町村", include_hidden=True).evaluate("e => e.click()")
    assert len(shown.all()) == 3
    section.get_by_label("全体と比べる自治体区分").select_option(label="全体だけ")
    first = section.locator("[data-option]").first
    for order, option in (("原資料の順", "病院"), ("割合が大きい順", "保健所")):
        section.get_by_label("並べ方").select_option(label=order)
        expect(first).to_have_attribute("data-option", option)
    assert page.url == address + "survey/q05/"


def test_long_table_can_be_searched(visit: Callable[..., Page]) -> None:
    page = visit("topics/letters-of-towns/")
    rows = page.locator("table[data-long] tbody tr:visible")
    every = rows.count()
    page.get_by_label("表の中を探す").fill("見本4")
    assert 0 < rows.count() < every
