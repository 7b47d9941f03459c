"""Readers' tasks in a browser: copying, filtering, comparing, the checklist, the survey."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from hintbook.model import Box, DifficultyGroup
from tests.support.keyboard import representatives
from tests.support.pages import (
    CLIPBOARD,
    OPEN_DETAILS,
    WIDTH,
    assert_accessible_and_fits,
)
from tests.support.site_build import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hintbook.library import Library

# Pages served by plain http have no clipboard API: records what they copy by selection.
WITHOUT_CLIPBOARD = """
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  window.prompt = () => { throw new Error('asked to copy by hand'); };
  document.addEventListener('copy', () => { window.copied = document.activeElement.value; });
"""
FOCUSED = "document.activeElement.textContent"
# What pages show only for an address with a query.
QUERIES = (
    "search/?q=手紙",
    "search/?q=手氏",
    "municipalities/compare/?ids=01",
    "practices/?theme=letters",
)
# Fields with text so small that a phone zooms in.
SMALL = """fields => fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
  .map((field) => field.outerHTML)"""
PARTS = 4  # of the pages, to be checked side by side


@pytest.mark.parametrize("part", range(PARTS))
def test_every_template_is_accessible_and_fits(
    visit: Callable[..., Page], site: Path, address: str, part: int
) -> None:
    pages = [path for alike, path in representatives(site).items() if not alike.redirects]
    page = visit("404.html")
    small = {}
    for path in [*pages, *QUERIES][part::PARTS]:
        page.goto(address + path)
        if "?q=" in path:
            expect(page.locator("#search-results")).to_have_attribute("data-state", "done")
        assert_accessible_and_fits(page)
        small[path] = page.locator("input, select, textarea").evaluate_all(SMALL)
    assert {path: fields for path, fields in small.items() if fields} == {}


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
    assert page.evaluate("navigator.clipboard.readText()") == address + "scenes/1/#s1-h01"
    expect(page.locator("#announcer")).to_have_text("リンクをコピーしました")
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


def test_copying_works_by_keyboard(visit: Callable[..., Page], address: str) -> None:
    page = visit("scenes/1/", permissions=CLIPBOARD)
    link = page.locator("#s1-h01 [data-copy=link]")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text("リンクをコピーしました")
    assert page.evaluate("navigator.clipboard.readText()") == address + "scenes/1/#s1-h01"
    assert link.evaluate("element => element === document.activeElement")


def test_what_is_done_twice_is_announced_twice(visit: Callable[..., Page]) -> None:
    page = visit("scenes/1/", permissions=CLIPBOARD)
    page.evaluate("""() => {
        window.announced = [];
        const announcer = document.getElementById('announcer');
        const observer = new MutationObserver(() => announced.push(announcer.textContent));
        observer.observe(announcer, { childList: true });
    }""")
    for spoken in (
        ["リンクをコピーしました"],
        ["リンクをコピーしました", "", "リンクをコピーしました"],
    ):
        page.locator("[data-copy=link]").first.click()
        wait_until(page, f"announced.length === {len(spoken)}")
        assert page.evaluate("announced") == spoken


@pytest.mark.parametrize(
    ("path", "button", "copied"),
    [
        ("scenes/1/", "#s1-h01 [data-copy=link]", "scenes/1/#s1-h01"),
        ("survey/q03/", ".quote-form button", "id/q03-by-stage/"),
        ("guide/checklist/#v1=_", "[data-checklist-share]", "guide/checklist/#v1=_"),
    ],
)
def test_copying_works_without_a_clipboard(
    visit: Callable[..., Page], address: str, path: str, button: str, copied: str
) -> None:
    page = visit(path)
    page.add_init_script(WITHOUT_CLIPBOARD)
    page.reload()
    page.evaluate(OPEN_DETAILS)
    page.locator(button).first.focus()
    page.keyboard.press("Enter")
    wait_until(page, "window.copied")
    assert address + copied in page.evaluate("window.copied")
    assert page.locator(button).first.evaluate("element => element === document.activeElement")


@pytest.mark.parametrize(
    ("path", "button", "copied"),
    [
        ("scenes/1.html", "#s1-h01 [data-copy=link]", "scenes/1/#s1-h01"),
        ("survey/q03.html", ".quote-form button", "id/q03-by-stage/"),
        ("guide/checklist/index.html", "[data-checklist-share]", "guide/checklist/#v1="),
    ],
)
def test_copy_on_disk_cites_the_site(
    visit: Callable[..., Page], offline_site: Path, path: str, button: str, copied: str
) -> None:
    page = visit(path, root=offline_site.as_uri() + "/")
    page.evaluate(WITHOUT_CLIPBOARD)
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('meta'),"
        " { name: 'site-url', content: 'https://example.org/book/' }))"
    )
    page.locator(button).first.evaluate("element => element.click()")
    wait_until(page, "window.copied")
    assert "https://example.org/book/" + copied in page.evaluate("window.copied")
    assert "file:" not in page.evaluate("window.copied")


def test_hint_link_lands_on_the_hint(visit: Callable[..., Page]) -> None:
    page = visit("id/s3-h06/")
    page.get_by_role("link", name="この項目のあるページを開く").click()
    expect(page).to_have_url(re.compile(re.escape("scenes/3/#s3-h06") + "$"))
    expect(page.locator("#s3-h06")).to_be_in_viewport()


def test_everything_can_be_read_without_scripts(
    visit: Callable[..., Page], site: Path, address: str
) -> None:
    page = visit("404.html", java_script_enabled=False)
    for alike, path in representatives(site).items():
        if not alike.redirects:
            page.goto(address + path)
            expect(page.locator("h1"), path).to_be_visible()
            expect(page.locator(".when-js:visible"), path).to_have_count(0)


def test_without_scripts_copy_links_are_plain_links(visit: Callable[..., Page]) -> None:
    page = visit("scenes/1/", java_script_enabled=False)
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


def test_skip_link_leads_to_the_text(visit: Callable[..., Page]) -> None:
    page = visit("scenes/1/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_menu_opens_by_keyboard_on_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("", viewport={"width": 360, "height": 700})
    link = page.locator(".site-nav").get_by_role("link", name="用語集")
    expect(link).to_be_hidden()
    page.locator(".site-menu summary").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()


def test_menu_has_a_button_where_a_browser_cannot_show_what_is_folded(
    visit: Callable[..., Page],
) -> None:
    page = visit("")
    link = page.locator(".site-nav").get_by_role("link", name="用語集")
    expect(link).to_be_visible()
    expect(page.locator(".site-menu summary")).to_be_hidden()
    page.route(
        re.compile(r"/hintbook\.[0-9a-f]+\.css$"),
        lambda route: route.fulfill(
            content_type="text/css",
            body=route.fetch().text().replace("::details-content", "::unknown"),
        ),
    )
    page.reload()
    expect(link).to_be_hidden()
    page.locator(".site-menu summary").click()
    expect(link).to_be_visible()


def test_scene_prints_with_its_source(visit: Callable[..., Page]) -> None:
    page = visit("scenes/1/")
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator(".actions").first).to_be_hidden()
    expect(page.locator(".print-address")).to_contain_text("/id/scene-1/")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_copy_on_disk_works(visit: Callable[..., Page], offline_site: Path) -> None:
    page = visit("index.html", root=offline_site.as_uri() + "/")
    page.get_by_role("link", name="会うのをやめたいと言われた").click()
    expect(page).to_have_url(re.compile(r"scenes/2\.html$"))
    page.get_by_role("link", name="実践例", exact=True).click()
    page.get_by_role("checkbox", name="訪問", exact=False).first.check()
    expect(page.locator("[data-facet-status]")).to_contain_text("件のうち")


# Practices


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
    expect(colleague.get_by_role("heading", name="つながり")).to_be_visible()
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


@pytest.mark.parametrize("name", ["すべて外す", "条件「テーマ: 訪問」を外す"])
def test_focus_stays_on_the_page_when_filters_are_folded(
    visit: Callable[..., Page], name: str
) -> None:
    query = "theme=visit" if "訪問" in name else "theme=visit,ibasho"
    page = visit(f"practices/?{query}", viewport={"width": 360, "height": 700})
    page.get_by_role("button", name=name).click()
    expect(page.locator("[data-facet-panel] > summary")).to_be_focused()


def test_unknown_values_in_the_address_are_passed_over(visit: Callable[..., Page]) -> None:
    page = visit("practices/?theme=nothing&who=%3Cscript%3E&x=1")
    expect(page.locator("[data-facet-groups]")).to_be_visible()


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


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"theme": ["visit"]},
        {"theme": ["ibasho", "supervision"], "for": ["for-supporter"]},
        {"aspect": ["soft"], "category": ["empowerment", "person-centred"]},
        {"source": ["hints"], "who": ["social-welfare-council"], "theme": ["ibasho"]},
        {"goal": ["A", "C"], "stage": ["stage-connect"], "theme": ["letters"]},
    ],
)
def test_facet_counts_are_those_of_a_brute_force_count(
    visit: Callable[..., Page], wanted: dict[str, list[str]]
) -> None:
    query = "&".join(f"{facet}={','.join(values)}" for facet, values in wanted.items())
    page = visit(f"practices/?{query}")
    counted = page.evaluate(COUNT_BY_BRUTE_FORCE, wanted)
    assert counted["wrong"] == []
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
    page.get_by_role("checkbox", name="違う行だけ").check()
    expect(table.locator("tbody tr[data-differs=false]:visible")).to_have_count(0)
    page.emulate_media(media="print")
    expect(table).to_be_visible()


@pytest.mark.parametrize(
    ("ids", "message", "columns"),
    [
        ("01", "もう1つ選んで", 0),
        ("01,02,03,04,05", "4つまで", 5),
        ("01,99", "「99」という自治体事例はありません", 0),
        ("01,<b>,02", "「<b>」という自治体事例はありません", 3),
        ("02,02,03", "1つにまとめました", 3),
        ("", "", 0),
    ],
)
def test_compare_says_what_it_cannot_do(
    visit: Callable[..., Page], ids: str, message: str, columns: int
) -> None:
    page = visit(f"municipalities/compare/?ids={ids}")
    expect(page.locator("[data-compare-message]")).to_contain_text(message)
    expect(page.locator(".compare--chosen thead th")).to_have_count(columns)


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


def test_comparison_fills_the_sheets_it_prints_on(visit: Callable[..., Page]) -> None:
    for ids, sheets in (("01,02", 4), ("01,02,03,05", 8)):
        page = visit(f"municipalities/compare/?ids={ids}")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= sheets


def test_interview_answers_can_be_found_by_their_address(visit: Callable[..., Page]) -> None:
    page = visit("municipalities/01/#m01-t08")
    for name in ("m01-t08", "m01-t03"):
        page.evaluate("name => { location.hash = name; }", name)
        answer = page.locator(f"#{name}")
        expect(answer.locator("p").first).to_be_visible()
        expect(answer.locator("summary")).to_be_in_viewport()
        assert answer.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    expect(page.locator("#m01-t08 p").first).to_be_visible()
    expect(page.locator("#m01-t04 p").first).to_be_hidden()


# The checklist


def test_manager_ticks_and_is_led_to_goals(visit: Callable[..., Page], address: str) -> None:
    page = visit("guide/checklist/", permissions=CLIPBOARD)
    suggested = page.locator("[data-suggested]")
    page.get_by_role("checkbox", name=re.compile("③")).check()
    expect(suggested).to_contain_text("③ を選んだので A B")
    page.get_by_role("checkbox", name=re.compile("⑤")).check()
    expect(suggested).to_contain_text("⑤ を選んだので C A")
    suggested.get_by_role("button", name=re.compile("^A ")).click()
    expect(page.locator("#checklist-05 input")).to_be_checked()
    expect(page.locator("[data-goal-practices=A]")).to_have_attribute("open", "")
    page.get_by_role("button", name="共有用リンクをコピー").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(address) + r"guide/checklist/#v1=[\w-]+", link)
    page.reload()
    expect(page.locator("#checklist-02 input")).to_be_checked()  # stored on this device
    colleague = visit("guide/checklist/#" + link.partition("#")[2])
    for box in ("02", "04", "05"):
        expect(colleague.locator(f"#checklist-{box} input")).to_be_checked()
    expect(colleague.locator("[data-box]:checked")).to_have_count(3)
    colleague.locator("#checklist-04 input").uncheck()
    colleague.locator("[data-checklist-other]").fill(link)
    colleague.get_by_role("button", name="比べる", exact=True).click()
    expect(colleague.locator("[data-checklist-comparison]")).to_contain_text("違いは1か所です")
    page.get_by_role("button", name="すべて消す").click()
    expect(page.locator("[data-box]:checked")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-box]:checked")).to_have_count(0)


def test_suggested_goals_are_the_union_of_the_ticked_difficulties(
    visit: Callable[..., Page], library: Library
) -> None:
    page = visit("guide/checklist/")
    goals_of = {
        difficulty.id: group.goals
        for group in library.all(DifficultyGroup)
        for difficulty in group.difficulties
    }
    boxes = [(box.id, goals_of[box.difficulty]) for box in library.all(Box) if box.difficulty]
    shown = """(names) => {
      for (const box of document.querySelectorAll('[data-box]')) box.checked = names.includes(box.name);
      document.querySelector('[data-checklist-form]').dispatchEvent(new Event('change'));
      return [...document.querySelectorAll('.suggested-goals button')].map((b) => b.textContent[0]);
    }"""
    for chosen in range(2 ** len(boxes)):
        ticked = [box for n, box in enumerate(boxes) if chosen >> n & 1]
        union = sorted({goal for _, goals in ticked for goal in goals})
        assert page.evaluate(shown, [name for name, _ in ticked]) == union


@pytest.mark.parametrize("fragment", ["v1=AAAA", "v1=_", "v1=", "v1%3D_"])
def test_links_of_the_first_version_stay_readable(
    visit: Callable[..., Page], fragment: str
) -> None:
    page = visit(f"guide/checklist/#{fragment}")
    expect(page.locator("[data-checklist-message]")).to_contain_text("共有された印")
    ticked = {"v1=AAAA": 0, "v1=_": 6, "v1=": 0, "v1%3D_": 6}[fragment]
    expect(page.locator("[data-box]:checked")).to_have_count(ticked)


@pytest.mark.parametrize(
    "fragment", ["v9=AAAA", "v1=%3Cimg%3E", "x", "v1=" + "_" * 99, "v1=%E0%A4%A", "%"]
)
def test_unreadable_links_are_passed_over_with_a_message(
    visit: Callable[..., Page], fragment: str
) -> None:
    page = visit(f"guide/checklist/#{fragment}")
    message = page.locator("[data-checklist-message]")
    expect(message).to_contain_text("読めませんでした")
    expect(page.locator("[data-box]:checked")).to_have_count(0)
    page.evaluate("location.hash = 'v1=_'")
    expect(message).to_contain_text("共有された印")
    page.evaluate("fragment => { location.hash = fragment; }", fragment)
    expect(message).to_contain_text("読めませんでした")


def test_note_on_a_colleagues_list_leaves_ones_own_ticks_alone(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("guide/checklist/")
    page.locator("#checklist-08 input").check()
    page.goto("about:blank")
    page.goto(address + "guide/checklist/#v1=_")
    page.get_by_role("textbox", name="話し合いのメモ").fill("引継ぎのこと")
    expect(page.locator("[data-box]:checked")).to_have_count(6)
    page.goto("about:blank")
    page.goto(address + "guide/checklist/")
    expect(page.get_by_role("textbox", name="話し合いのメモ")).to_have_value("引継ぎのこと")
    expect(page.locator("#checklist-08 input")).to_be_checked()
    expect(page.locator("[data-box]:checked")).to_have_count(1)


@pytest.mark.parametrize("left", [5, 0])
def test_changes_to_a_shared_list_outlast_a_reload(
    visit: Callable[..., Page], address: str, left: int
) -> None:
    page = visit("guide/checklist/#v1=_")
    if left:
        page.locator("[data-box]:checked").first.uncheck()
    else:
        page.get_by_role("button", name="すべて消す").click()
    expect(page).to_have_url(address + "guide/checklist/")
    page.reload()
    expect(page.locator("[data-box]:checked")).to_have_count(left)


def test_focus_stays_on_the_goal_that_was_chosen(visit: Callable[..., Page]) -> None:
    page = visit("guide/checklist/")
    page.get_by_role("checkbox", name=re.compile("③")).check()
    page.locator("[data-suggested] button").nth(1).focus()
    before = page.evaluate(FOCUSED)
    for _ in range(2):  # a second press changes nothing
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUSED) == before.replace(" を選ぶ", "（選択済み）")
        expect(page.locator("[data-goal=B]")).to_be_checked()


def test_practices_stay_as_the_reader_left_them(visit: Callable[..., Page]) -> None:
    page = visit("guide/checklist/")
    page.locator("[data-goal-practices=C] summary").click()
    page.get_by_role("checkbox", name=re.compile("③")).check()  # A B
    for letter in "AC":
        expect(page.locator(f"[data-goal-practices={letter}]")).to_have_attribute("open", "")
    page.locator("[data-goal-practices=A] summary").click()
    page.get_by_role("checkbox", name=re.compile("⑤")).check()  # C A
    expect(page.locator("[data-goal-practices=A]")).not_to_have_attribute("open", "")
    page.get_by_role("checkbox", name=re.compile("⑤")).uncheck()
    expect(page.locator("[data-goal-practices=C]")).to_have_attribute("open", "")


def test_compared_ticks_can_be_read_on_a_small_phone(visit: Callable[..., Page]) -> None:
    page = visit("guide/checklist/#v1=_", viewport={"width": 320, "height": 600})
    page.locator("[data-checklist-other]").fill("#v1=A_")
    page.get_by_role("button", name="比べる", exact=True).click()
    cells = page.get_by_role("region", name="この画面の印と、相手の印").locator("td")
    expect(cells).to_have_count(30)
    assert min(cell.evaluate("e => e.offsetWidth") for cell in cells.all()) > 150
    assert page.evaluate(WIDTH) <= 320


def test_checklist_prints_on_one_sheet(visit: Callable[..., Page]) -> None:
    page = visit("guide/checklist/#v1=____")
    sheet = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_long_memo_is_printed_whole(visit: Callable[..., Page]) -> None:
    page = visit("guide/checklist/")
    memo = "\n".join(f"{n}つめの意見" for n in range(60))
    page.get_by_role("textbox", name="話し合いのメモ").fill(memo)
    printed = page.locator("[data-checklist-memo]")
    expect(printed).to_be_hidden()
    page.emulate_media(media="print")
    assert printed.inner_text() == memo
    assert printed.evaluate("e => e.scrollHeight <= e.clientHeight")
    expect(page.locator("[name=memo]")).to_be_hidden()


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


def test_recalculated_figure_is_quoted_as_such(visit: Callable[..., Page]) -> None:
    page = visit("survey/q03/", permissions=CLIPBOARD)
    table = page.locator("[data-survey-table]").first
    table.get_by_text("数値を引用する").click()
    table.get_by_role("combobox", name="窓口", exact=True).select_option(label="町村・はじめ")
    table.get_by_label("選択肢").select_option(label="関わる")
    table.get_by_role("button", name="数値と出典をコピー").click()
    quoted = page.evaluate("navigator.clipboard.readText()")
    assert "町村・はじめ「関わる」55.0％（11件）、n=20（再計算。印刷は45.5％）。" in quoted
    table.get_by_label("選択肢").select_option(label="関わらない")
    expect(table.locator("output")).not_to_contain_text("再計算")


def test_bases_of_figures_stay_beside_them_on_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("survey/q05/", viewport={"width": 320, "height": 700})
    cells = page.locator("[data-survey-table] tbody tr").first.locator("td")
    labels = cells.evaluate_all(
        "cells => cells.map((c) => getComputedStyle(c, '::before').content)"
    )
    assert any("特別区（n=9・少数）" in label for label in labels)
    assert all("n=" in label for label in labels)


@pytest.mark.parametrize("path", ["survey/q03/", "survey/q05/"])
def test_tables_fit_on_paper(visit: Callable[..., Page], path: str) -> None:
    page = visit(path, viewport={"width": 680, "height": 900})  # A4 without its margins
    page.emulate_media(media="print")
    edges = page.locator(".table-scroll table").evaluate_all(
        "tables => tables.map((t) => t.getBoundingClientRect().right)"
    )
    assert max(edges) <= 680
    assert page.evaluate(WIDTH) <= 680


@pytest.mark.parametrize(("path", "rows"), [("survey/q01/", 3), ("survey/q05/", 4)])
def test_rows_can_be_set_against_the_whole(
    visit: Callable[..., Page], path: str, rows: int
) -> None:
    page = visit(path)
    table = page.locator("[data-survey-table]").first
    table.get_by_text("自治体区分を選んで比べる").click()
    table.get_by_role("checkbox", name="町村").check()
    shown = table.locator("[data-name]:visible")
    assert [head.get_attribute("data-name") for head in shown.all()] == ["全体", "町村"]
    table.get_by_role("checkbox", name="町村").uncheck()
    expect(table.locator("[data-name]:visible")).to_have_count(rows)


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


def test_long_table_can_be_searched(visit: Callable[..., Page]) -> None:
    page = visit("topics/letters-of-towns/")
    rows = page.locator("table[data-long] tbody tr:visible")
    every = rows.count()
    page.get_by_label("表のなかを探す").fill("見本4")
    assert 0 < rows.count() < every


def test_first_version_of_links_keeps_the_order_of_its_bits(visit: Callable[..., Page]) -> None:
    page = visit("guide/checklist/#v1=gB")
    ticked = page.locator("[data-box]:checked").evaluate_all("(boxes) => boxes.map((b) => b.name)")
    assert ticked == ["checklist-06", "checklist-07"]
