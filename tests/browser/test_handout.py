"""The handout page (教材箱): collecting, ordering, printing, sharing; QR codes, previews, embedding."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from hintbook.library import open_library
from hintbook.render import Settings, render
from hintbook.render.publish.hashed_names import static_files
from hintbook.render.text import brief
from tests.support.pages import CLIPBOARD, PLAIN, STORAGE_BLOCKED, assert_accessible_and_fits
from tests.support.site_build import ICONS, NO_INDEX, PROJECT, wait_until, without_whitespace

if TYPE_CHECKING:
    from collections.abc import Callable

    from hintbook.library import Library
    from tests.support.pages import Look

# The address in QR codes of a site built without SITE_URL.
HOME = "http://127.0.0.1:8000/"
HINTS = [f"s3-h0{number}" for number in range(1, 7)]
PRACTICES = ["letters-at-home", "ibasho-of-town"]
# Links of every version of the format: all of them must stay readable.
V1 = (
    "#v1=s3-h01.letters-at-home.no-longer-there"
    "~WDSXYgAzMJKKcTBXVAgwRgAfADIAMAAyADYALQAxADIALQAwADUAH3b4isdU4QAfMH4wWjBTMFMwSzCJAB9nAF-MMGuAXjBP"
)


def _state_of(*ids: str, **values: str) -> dict[str, Any]:
    items = [{"id": entry_id, "note": ""} for entry_id in ids]
    collection = {"key": "first", "title": "", "date": "", "audience": "", "layout": "notes"}
    collections = [collection | values | {"items": items}]
    return {
        "format": "hintbook-handout",
        "version": 1,
        "current": "first",
        "collections": collections,
    }


def _store(page: Page, state: object) -> None:
    page.evaluate("text => localStorage.setItem('hintbook.handout', text)", json.dumps(state))


def _open_with(
    visit: Callable[..., Page], *ids: str, path: str = "handout/", **options: Any
) -> Page:
    """Open the handout page with these entries stored."""
    page = visit(PLAIN, **options)
    _store(page, _state_of(*ids))
    page.goto(page.url.replace(PLAIN, path))
    expect(_items(page)).to_have_count(len(ids))
    return page


def _items(page: Page) -> Locator:
    return page.locator("[data-item]")


def _action(page: Page, name: str) -> Locator:
    return page.locator(f"[data-do='{name}']")


def _expect_order(page: Page, *ids: str) -> None:
    expect(_items(page)).to_have_count(len(ids))
    for place, entry_id in enumerate(ids):
        expect(_items(page).nth(place)).to_have_attribute("data-item", entry_id)


def _expect_reading(page: Page, *ids: str) -> None:
    """Expect the reading view with these entries."""
    items = page.locator("[data-reading-item]:visible")
    expect(items).to_have_count(len(ids))
    for place, entry_id in enumerate(ids):
        expect(items.nth(place)).to_have_attribute("data-reading-item", entry_id)


def _collect(page: Page, entry_id: str) -> None:
    button = page.locator(f"[data-collect='{entry_id}']").first
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def _message(page: Page) -> Locator:
    return page.locator("[data-handout-message]")


def _stored_state(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('hintbook.handout')"))


class Paper:
    """A printed handout: the size and text of each sheet, and the contents of its QR codes."""

    def __init__(self, pdf: bytes) -> None:
        document = pypdfium2.PdfDocument(pdf)
        self.sizes = [(round(sheet.get_width()), round(sheet.get_height())) for sheet in document]
        self.texts = [
            without_whitespace(sheet.get_textpage().get_text_range()) for sheet in document
        ]
        images = [sheet.render(scale=2.5).to_pil() for sheet in document]
        self.codes = [
            code.text
            for image in images
            for code in sorted(zxingcpp.read_barcodes(image), key=lambda c: c.position.top_left.y)
        ]


# The trainer's task


def test_trainer_prepares_a_handout(visit: Callable[..., Page], library: Library) -> None:
    page = visit("scenes/3/")
    for entry_id in HINTS:
        _collect(page, entry_id)
    expect(page.locator("#announcer")).to_have_text("教材箱に入れました（6件）")
    for entry_id in PRACTICES:
        page.goto(re.sub(r"scenes/3/$|practices/.*$", f"practices/{entry_id}/", page.url))
        _collect(page, entry_id)
    link = page.get_by_role("link", name="教材箱（8）")
    link.click()
    _expect_order(page, *HINTS, *PRACTICES)
    page.get_by_label("題名").first.fill("場面3を話し合う")
    page.get_by_label("日付").fill("2026-12-05")
    page.get_by_label("対象").fill("相談員")
    last = _items(page).nth(7)
    for _ in range(7):
        last_up = page.locator(f"[data-item='{PRACTICES[1]}'] [data-do=up]")
        last_up.focus()
        page.keyboard.press("Enter")
        expect(last_up).to_be_focused()
    expect(_message(page)).to_contain_text("1番目に動かしました")
    order = [PRACTICES[1], *HINTS, PRACTICES[0]]
    _expect_order(page, *order)
    for place in range(8):
        _items(page).nth(place).locator("[name=note]").fill(f"ひとこと{place + 1}番")
    last.locator("[name=memo]").fill("ここで質問を受ける")
    page.reload()
    _expect_order(page, *order)
    expect(last.locator("[name=note]")).to_have_value("ひとこと8番")
    expect(last.locator("[name=memo]")).to_have_value("ここで質問を受ける")

    page.emulate_media(media="print")
    expect(page.locator("[data-sheet]")).to_be_visible()
    expect(page.locator("[data-handout]")).to_be_hidden()
    wait_until(page, "[...document.images].every((image) => image.complete)")
    roomy = Paper(page.pdf(prefer_css_page_size=True))
    assert set(roomy.sizes) == {(595, 842)}
    assert 3 <= len(roomy.texts) <= 4
    whole_handout, *codes = roomy.codes
    assert codes == [f"{HOME}id/{entry_id}/" for entry_id in order]
    assert "ここで質問を受ける" not in "".join(roomy.texts)
    assert "場面3を話し合う2026年12月5日相談員" in roomy.texts[0]
    citations = page.locator(".sheet-citation").all_inner_texts()
    for entry_id, citation, note in zip(order, citations, range(1, 9), strict=True):
        assert citation.endswith(f" {HOME}id/{entry_id}/")
        whole = [
            text
            for text in roomy.texts
            if without_whitespace(citation) in text
            and f"ひとこと{note}番" in text
            and all(without_whitespace(part) in text for part in library[entry_id].texts())
        ]
        assert len(whole) == 1, f"{entry_id} is cut"
    assert "出典" in roomy.texts[-1]
    assert "ひきこもり支援ヒントブック" in roomy.texts[-1]

    page.emulate_media(media="null")
    page.get_by_label("つめて並べる").check()
    dense = Paper(page.pdf(prefer_css_page_size=True))
    assert len(dense.texts) < len(roomy.texts)
    assert dense.codes == roomy.codes
    _participant_reads(page, whole_handout, order[0])


def _participant_reads(page: Page, code: str, first_id: str) -> None:
    """Expect what a participant sees on a phone who reads the code of the whole handout."""
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(page.url.partition("handout/")[0] + code.removeprefix(HOME))
    first = page.locator("[data-reading-item]").first
    expect(first).to_have_attribute("data-reading-item", first_id)
    expect(first.locator(".reading-text")).to_be_in_viewport()
    expect(first).to_contain_text("ひとこと1番")
    expect(page.get_by_text("ここで質問を受ける")).to_have_count(0)
    expect(page.locator("[data-do=drop]:visible")).to_have_count(0)


def test_every_kind_of_place_has_the_button(
    visit: Callable[..., Page], every_page: bool, address: str
) -> None:
    page = visit("search/?q=手紙")
    _collect(page, "s3-h03")
    places = {
        "practices/?theme=visit": "[data-facet-results] [data-collect]",
        "glossary/": ".term-entry [data-collect]",
        "id/s1-h01/": "[data-collect=s1-h01]",
    }
    if every_page:
        places |= {
            "tags/visit/": ".entry-list [data-collect]",
            "survey/q03/": "[data-collect=q03-by-stage]",
            "municipalities/01/": ".profile-field [data-collect]",
            "guide/concepts/": ".concept [data-collect]",
        }
    for count, (path, selector) in enumerate(places.items(), 2):
        page.goto(address + path)
        button = page.locator(selector).last
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[data-handout-count]")).to_have_text(f"（{count}）")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#announcer")).to_have_text(f"教材箱から出しました（{count - 1}件）")


def test_another_tab_takes_part(visit: Callable[..., Page], address: str) -> None:
    page = _open_with(visit, "s3-h01")
    other = page.context.new_page()
    other.goto(address + "scenes/3/")
    _collect(other, "s3-h02")
    _expect_order(page, "s3-h01", "s3-h02")
    page.locator("[data-item='s3-h01'] [data-do=drop]").click()
    _expect_order(page, "s3-h02")
    expect(other.locator("[data-collect='s3-h01']")).to_have_attribute("aria-pressed", "false")


def test_order_by_drag(visit: Callable[..., Page]) -> None:
    page = _open_with(visit, "s3-h01", "s3-h02", "s3-h03", viewport={"width": 1280, "height": 1400})
    grip = _items(page).first.locator("[data-grip]").bounding_box()
    target = _items(page).nth(2).bounding_box()
    assert grip
    assert target
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, target["y"] + target["height"] - 5, steps=5)
    page.mouse.up()
    _expect_order(page, "s3-h02", "s3-h03", "s3-h01")
    assert [item["id"] for item in _stored_state(page)["collections"][0]["items"]][-1] == "s3-h01"


def test_several_collections(visit: Callable[..., Page]) -> None:
    page = _open_with(visit, "s3-h01", "s3-h02")
    _action(page, "add").click()
    expect(page.get_by_label("題名").first).to_be_focused()
    page.keyboard.type("午後の部")
    expect(_items(page)).to_have_count(0)
    expect(page.get_by_text("まだ何も入っていません")).to_be_visible()
    select = page.get_by_label("教材箱を選ぶ")
    select.select_option("名前のない教材箱（2）")
    expect(_items(page)).to_have_count(2)
    _action(page, "remove").click()
    expect(_items(page)).to_have_count(0)
    expect(_action(page, "undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(_items(page)).to_have_count(2)
    _action(page, "clear").click()
    expect(_items(page)).to_have_count(0)
    assert page.evaluate("localStorage.getItem('hintbook.handout')") is None
    _action(page, "undo").click()
    expect(_items(page)).to_have_count(2)
    expect(select.locator("option")).to_have_count(2)


def test_copies_as_text_and_as_slides(visit: Callable[..., Page]) -> None:
    page = _open_with(visit, "s3-h01", "letters-at-home", permissions=CLIPBOARD)
    _items(page).first.locator("[name=note]").fill("見せる *言葉*")
    _items(page).first.locator("[name=memo]").fill("話す *前に* -->")
    name = _items(page).first.get_by_role("link").inner_text()
    _action(page, "text").click()
    expect(page.locator("#announcer")).to_have_text("コピーしました")
    plain = page.evaluate("navigator.clipboard.readText()")
    assert f"1. {name}\n\n" in plain
    assert "ひとこと: 見せる *言葉*" in plain
    assert "話す" not in plain
    assert f"{HOME}id/letters-at-home/" in plain
    _action(page, "markdown").click()
    slides = page.evaluate("navigator.clipboard.readText()")
    assert len(slides.split("\n\n---\n\n")) == 4
    assert f"## {name}\n" in slides
    assert "見せる \\*言葉\\*" in slides
    assert "<!--\n講師メモ: 話す *前に* →\n-->" in slides
    assert f"<{HOME}id/s3-h01/>" in slides


# Links


def test_shared_link_leaves_ones_own_alone(visit: Callable[..., Page], address: str) -> None:
    page = _open_with(visit, "s3-h01", "s3-h02", permissions=CLIPBOARD)
    page.get_by_label("題名").first.fill("場面3")
    _items(page).nth(1).locator("[name=note]").fill("ここから")
    _action(page, "share").click()
    expect(page.locator("#announcer")).to_have_text("共有用リンクをコピーしました")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}handout/#v1=s3-h01.s3-h02~")

    other = _open_with(visit, "s1-h01")
    other.evaluate("link => { location.href = link; }", link)
    _expect_reading(other, "s3-h01", "s3-h02")
    expect(other.get_by_role("heading", name="場面3", exact=True)).to_be_visible()
    expect(other.locator(".reading-note")).to_have_text(["ここから"])
    assert [item["id"] for item in _stored_state(other)["collections"][0]["items"]] == ["s1-h01"]
    _action(other, "leave").click()
    _expect_order(other, "s1-h01")
    other.go_back()
    other.goto(link)
    other.reload()
    _action(other, "take").click()
    expect(other).to_have_url(f"{address}handout/")
    select = other.get_by_label("教材箱を選ぶ")
    expect(select.locator("option")).to_have_text(["名前のない教材箱（1）", "場面3（2）"])
    _expect_order(other, "s3-h01", "s3-h02")


def test_links_of_every_version_are_read(visit: Callable[..., Page]) -> None:
    page = visit(f"handout/{V1}")
    _expect_reading(page, "s3-h01", "letters-at-home", "no-longer-there")
    _action(page, "take").click()
    _expect_order(page, "s3-h01", "letters-at-home", "no-longer-there")
    expect(page.get_by_label("題名").first).to_have_value("場面3を話し合う")
    expect(page.get_by_label("日付")).to_have_value("2026-12-05")
    expect(page.get_by_label("対象")).to_have_value("相談員")
    notes = page.locator("[data-item] [name=note]")
    expect(notes.first).to_have_value("まずここから")
    expect(notes.nth(1)).to_have_value("最後に聞く")
    expect(_items(page).nth(2)).to_contain_text("いまのサイトに見つかりません")
    expect(page.locator("[data-handout-reading]")).to_be_hidden()
    assert _stored_state(page)["collections"][0]["items"][2]["id"] == "no-longer-there"
    again = "({ shown }) => window.hintbook.handout.formats.fragment(shown, { withWords: true })"
    assert page.evaluate(again, {"shown": _stored_state(page)["collections"][0]}) == V1


def test_broken_links_say_so(visit: Callable[..., Page]) -> None:
    page = _open_with(visit, "s1-h01")
    for fragment, message in (
        ("#v1=", "読めませんでした"),
        ("#v1=s3-h01.<script>", "読めませんでした"),
        ("#v1=s3-h01~WDRal", "読めませんでした"),
        ("#v1=s3-h01~%%%", "読めませんでした"),
        ("#v9=s3-h01", "新しい版"),
    ):
        _message(page).evaluate("element => { element.textContent = ''; }")
        page.evaluate("hash => { location.hash = hash; }", fragment)
        expect(_message(page), fragment).to_contain_text(message)
        _expect_order(page, "s1-h01")


def test_thirty_entries_fit_a_link(visit: Callable[..., Page], library: Library) -> None:
    longest = sorted(library.items, key=len)[-30:]
    page = _open_with(visit, *longest, permissions=CLIPBOARD)
    page.get_by_label("題名").first.fill("題" * 100)
    _action(page, "share").click()
    expect(page.locator("#announcer")).to_have_text("共有用リンクをコピーしました")
    assert len(page.evaluate("navigator.clipboard.readText()")) < 2000
    _items(page).first.locator("[name=note]").fill("長" * 700)
    _action(page, "share").click()
    expect(_message(page)).to_contain_text("長くなりすぎます")
    expect(_message(page)).to_contain_text("ファイル")
    page.get_by_label("題名・時間割・ひとことも入れる").uncheck()
    _action(page, "share").click()
    wait_until(page, "navigator.clipboard.readText().then((text) => !text.includes('~'))")


# Files


def test_a_file_carries_everything(
    visit: Callable[..., Page], address: str, tmp_path: Path
) -> None:
    page = _open_with(visit, "s3-h01", "gone-for-good")
    page.get_by_label("題名").first.fill("../場面3: <b>")
    page.get_by_label("対象").fill("相談員")
    page.get_by_label("つめて並べる").check()
    _items(page).nth(1).locator("[name=note]").fill("二行の\nひとこと")
    _items(page).nth(1).locator("[name=memo]").fill("講師だけに")
    page.get_by_role("button", name="行を足す").click()
    page.get_by_label("1行目にすること").fill("はじめに")
    with page.expect_download() as saving:
        _action(page, "save").click()
    assert "/" not in saving.value.suggested_filename
    file = tmp_path / "saved.json"
    saving.value.save_as(file)
    mine = _stored_state(page)["collections"][0]
    page.goto(address + PLAIN)
    _store(page, _state_of("s1-h01"))
    page.goto(address + "handout/")
    page.locator("[data-handout-file]").set_input_files(file)
    expect(_message(page)).to_contain_text("1つ取り込みました")
    _expect_order(page, "s3-h01", "gone-for-good")
    theirs = _stored_state(page)["collections"]
    assert [one["items"][0]["id"] for one in theirs] == ["s1-h01", "s3-h01"]
    assert {**theirs[1], "key": ""} == {**mine, "key": ""}


HOSTILE = {
    "no json": b"\xff\xfe{",
    "another": b'{"a": 1}',
    "list": b"[]",
    "newer": b'{"format": "hintbook-handout", "version": 3, "collections": []}',
    "no collections": b'{"format": "hintbook-handout", "version": 1}',
    "item is null": b'{"format": "hintbook-handout", "version": 1, "collections": [{"items": [null]}]}',
    "id is a path": json.dumps(_state_of("../../x")).encode(),
    "id is a number": b'{"format":"hintbook-handout","version":1,"collections":[{"items":[{"id":1}]}]}',
    "title is a list": json.dumps(_state_of("s1-h01", title=["x"])).encode(),  # type: ignore[arg-type]
    "huge": b" " * 1_000_001,
}


def test_bad_files_change_nothing(visit: Callable[..., Page]) -> None:
    page = _open_with(visit, "s1-h01")
    before = _stored_state(page)
    for name, data in HOSTILE.items():
        upload: Any = {"name": f"{name}.json", "mimeType": "application/json", "buffer": data}
        page.evaluate("document.querySelector('[data-handout-message]').textContent = ''")
        page.locator("[data-handout-file]").set_input_files(upload)
        expect(_message(page)).to_contain_text("いまの教材箱はそのままです")
        assert _stored_state(page) == before, name


# Storage failures


FULL = """
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
"""


@pytest.mark.parametrize(
    ("stub", "message"), [(STORAGE_BLOCKED, "保存できない設定"), (FULL, "いっぱい")]
)
def test_without_storage_all_works_on_the_page(
    visit: Callable[..., Page], stub: str, message: str
) -> None:
    page = visit(PLAIN)
    page.add_init_script(stub)
    page.goto(page.url.replace(PLAIN, "scenes/3/"))
    _collect(page, "s3-h01")
    _collect(page, "s3-h04")
    warning = page.locator(".collect-warning")
    expect(warning).to_contain_text(message)
    warning.get_by_role("link").click()
    _expect_reading(page, "s3-h01", "s3-h04")
    _action(page, "take").click()
    expect(page.locator("[data-handout-problem]")).to_contain_text(message)
    _items(page).first.locator("[name=note]").fill("ひとこと")
    page.locator("[data-item='s3-h04'] [data-do=up]").click()
    _expect_order(page, "s3-h04", "s3-h01")
    expect(page.locator(".sheet-note")).to_have_text("ひとこと")
    with page.expect_download() as saving:
        _action(page, "save").click()
    assert "s3-h04" in Path(saving.value.path()).read_text(encoding="utf-8")


FROM_LATER = '{"from": "later"}'
TOO_MUCH = json.dumps(
    {
        "format": "hintbook-handout",
        "version": 1,
        "collections": [
            {"items": [{"id": f"item-{number}", "note": ""} for number in range(20_000)]}
        ],
    }
)


def test_what_cannot_be_read_is_not_written_over(visit: Callable[..., Page], address: str) -> None:
    page = visit(PLAIN)
    kept = "localStorage.getItem('hintbook.handout')"
    for foreign in (FROM_LATER, TOO_MUCH):
        page.evaluate("foreign => localStorage.setItem('hintbook.handout', foreign)", foreign)
        page.goto(address + "scenes/3/")
        _collect(page, "s3-h01")
        expect(page.locator(".collect-warning")).to_contain_text("消さずに残してある")
        assert page.evaluate(kept) == foreign
        page.goto(address + "handout/")
        expect(page.locator("[data-handout-problem]")).to_be_visible()
        _action(page, "clear").click()
        expect(page.locator("[data-handout-problem]")).to_be_hidden()
        assert page.evaluate(kept) is None


# Appearance and loading


def test_shared_handout_is_accessible_and_fits(
    visit: Callable[..., Page], looks_of: Callable[[int], tuple[Look, ...]]
) -> None:
    page = visit("handout/" + V1)
    expect(page.locator("[data-reading-item]")).to_have_count(3)
    assert_accessible_and_fits(page, looks_of(0))


def test_works_from_disk(visit: Callable[..., Page], offline_site: Path) -> None:
    page = visit("scenes/3.html", root=offline_site.as_uri() + "/")
    _collect(page, "s3-h01")
    page.get_by_role("link", name="教材箱（1）").click()
    _expect_order(page, "s3-h01")
    link = _items(page).get_by_role("link")
    expect(link).to_have_attribute("href", re.compile(r"scenes/3\.html#s3-h01$"))
    wait_until(page, "[...document.images].every((image) => image.complete)")
    page.emulate_media(media="print")
    assert Paper(page.pdf(prefer_css_page_size=True)).codes == [
        f"{HOME}handout/#v1=s3-h01",
        f"{HOME}id/s3-h01/",
    ]


def test_scripts_are_small() -> None:
    published = static_files(PROJECT / "docs")

    def packed(name: str) -> int:
        return len(gzip.compress(published[f"assets/js/{name}.js"].data))

    assert packed("handout/collect") < 3_000


# Slides


def test_collection_is_shown_as_slides(visit: Callable[..., Page], library: Library) -> None:
    page = _open_with(visit, "s3-h01", "municipality-01", "q03-by-stage")
    page.set_viewport_size({"width": 1280, "height": 720})
    _items(page).first.locator("[name=note]").fill("見せる言葉")
    _items(page).first.locator("[name=memo]").fill("ここで質問を受ける")
    page.get_by_label("はじめに場面の具体例を映す").check()
    page.get_by_role("button", name="1件ずつ映す").click()
    count = page.locator("[data-stage-count]")
    expect(count).to_contain_text("1／")
    slides = int(count.inner_text().split("／")[1])
    seen = []
    for slide in range(1, slides + 1):
        expect(count).to_have_text(f"{slide}／{slides}")
        assert page.evaluate("document.documentElement.scrollHeight") <= 720, slide
        seen.append(page.locator("[data-projection-slides]").inner_text())
        page.keyboard.press("PageDown")  # as a presenter's remote does
    shown = without_whitespace("".join(seen))
    assert without_whitespace(next(iter(library["s3-e1"].texts()))) in shown
    for words in ("見せる言葉", "自治体の区分", "役割分担の状況", "n=30", "手元で読む"):
        assert words in shown
    assert "ここで質問を受ける" not in shown
    with page.expect_popup() as opening:
        page.get_by_role("button", name="講師用画面").click()
    speaker = opening.value
    page.keyboard.press("Home")
    speaker.keyboard.press("ArrowRight")
    speaker.keyboard.press("ArrowRight")
    expect(count).to_have_text(f"3／{slides}")
    expect(speaker.get_by_text("ここで質問を受ける")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".site-header")).to_be_visible()
    expect(_action(page, "project").last).to_be_focused()


def test_set_of_a_scene_fills_everything_in_one_click(visit: Callable[..., Page]) -> None:
    page = visit("handout/")
    page.locator("[data-scene=scene-3]").click()
    for entry_id in ("s3-e1", "s3-q1", "s3-h01", "s3-a1"):
        expect(page.locator(f"[data-item='{entry_id}']")).to_have_count(1)
    page.get_by_label("開始時刻").fill("13:30")
    expect(page.locator(".plan-time").first).to_have_text("13:30～13:38")
    expect(page.locator("[data-handout-minutes]")).to_have_text("合計90分")
    page.goto(page.url.replace("handout/", "scenes/3/"))
    page.get_by_role("link", name="この場面の90分セット").click()
    expect(page.locator("[data-reading-item='s3-q1']")).to_be_visible()
    expect(page.get_by_role("button", name="自分の教材箱に入れる")).to_be_in_viewport()


def test_a_full_timetable_says_so(visit: Callable[..., Page]) -> None:
    page = visit("handout/")
    page.evaluate("""() => hintbook.handout.update((state) => {
      hintbook.handout.current(state).plan = Array(50).fill({ minutes: 1, title: "" });
    })""")
    page.reload()
    _action(page, "add-row").click()
    expect(page.locator(".handout-row .said")).to_contain_text("時間割が多すぎます")
    _action(page, "drop-row").first.click()
    expect(page.locator(".plan-time")).to_have_count(49)
    _action(page, "add-row").click()
    expect(page.locator(".plan-time")).to_have_count(50)


# QR codes, previews, embedding

# The height of a card's frame, the height that the card needs, and where its citation ends.
CARD = """() => {
    const root = document.documentElement;
    return [root.clientHeight, root.scrollHeight,
      Math.floor(document.querySelector('.card-foot').getBoundingClientRect().bottom)];
}"""


def test_every_entry_has_its_code(site: Path, offline_site: Path, library: Library) -> None:
    for entry_id in library.items:
        path = f"id/{entry_id}/qr.svg"
        assert (site / path).read_bytes() == (offline_site / path).read_bytes()
    for entry_id in itertools.islice(library.items, 0, None, 9):
        drawn = (site / f"id/{entry_id}/qr.svg").read_text(encoding="utf-8")
        assert _read(drawn) == f"{HOME}id/{entry_id}/"


def _read(svg: str) -> str:
    """Return the content of a QR code, read from its SVG."""
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    picture = Image.new("L", (size, size), 255)
    x = y = 0
    for command, first, second in re.findall(r"([Mmh])(\d+)(?: (\d+))?", svg.rpartition(' d="')[2]):
        if command == "h":
            for place in range(x, x + int(first)):
                picture.putpixel((place, y), 0)
        x = int(first) + (0 if command == "M" else x)
        y = int(second) if command == "M" else y
    (code,) = zxingcpp.read_barcodes(picture.resize((size * 4, size * 4), Image.Resampling.NEAREST))
    return code.text


def test_codes_lead_to_the_published_site(content: Path) -> None:
    library = open_library(content)
    url = "https://example.org/book/"
    pages, assets, _ = render(library, Settings("見本", ICONS, url=url))
    files = {asset.path: asset.data.decode() for asset in assets if asset.path.startswith("id/")}
    assert _read(files["id/s1-h01/qr.svg"]) == f"{url}id/s1-h01/"
    assert f"{url}id/s1-h01/" in files["id/s1-h01/index.html"]
    assert "試し用" not in files["id/s1-h01/index.html"]
    handout = next(page.html for page in pages if page.path == "handout/")
    assert f'data-home="{url}"' in handout
    assert "試し刷り" not in handout


def test_every_page_has_its_preview(site: Path) -> None:
    for file in site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        if NO_INDEX in html:
            continue
        found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html))
        assert found["og:title"], file
        assert 0 < len(found["og:description"]) <= 130, file  # quotes are escaped
        assert found["og:description"] == found["description"], file
        assert found["og:site_name"] == "ひきこもり支援ヒントブック"
        assert found["og:locale"] == "ja_JP"
        assert found["og:type"] in {"website", "article"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("短い文。\n次。", "短い文。 次。"),
        ("あ" * 60 + "。" + "い" * 50 + "。" + "う" * 50, "あ" * 60 + "。" + "い" * 50 + "。"),
        ("「" + "あ" * 70 + "。」と" + "い" * 80, "「" + "あ" * 70 + "。」と" + "い" * 45 + "…"),
        ("あ" * 200, "あ" * 119 + "…"),
    ],
)
def test_previews_end_with_a_sentence(text: str, shown: str) -> None:
    assert brief(text) == shown
    assert len(brief(text)) <= 120


def test_the_address_of_a_moved_entry_still_leads_to_it(content: Path) -> None:
    first = content / "scenes/scene-1.yml"
    written = first.read_text(encoding="utf-8")
    start = written.index("      - id: s1-h02")
    moved = written[start : written.index("suggestions:")]
    first.write_text(written.replace(moved, ""), encoding="utf-8")
    second = written.replace(written[written.index("      - id: s1-h01") : start], "")
    second = re.sub(r"id: s1-(e|g|a)1\b", r"id: s2-\g<1>1", second)
    second = second.replace("scene-1", "scene-2").replace("number: 1", "number: 2")
    second = second.replace("title: 本人に会えない", "title: 続けられない")
    second = second.replace("title: 会うことだけを目的にしない", "title: 休みながら続ける")
    (content / "scenes/scene-2.yml").write_text(second, encoding="utf-8")
    _, assets, _ = render(open_library(content), Settings("見本", ICONS))
    files = {asset.path: asset.data.decode() for asset in assets if asset.path.startswith("id/")}
    assert 'href="../../scenes/2/#s1-h02"' in files["id/s1-h02/index.html"]
    assert 'href="../../scenes/1/#s1-h01"' in files["id/s1-h01/index.html"]


def test_an_entry_stands_in_another_sites_page(
    visit: Callable[..., Page], address: str, library: Library
) -> None:
    page = visit("scenes/3/", permissions=CLIPBOARD)
    page.locator("#s3-h01 .actions .menu summary").click()
    page.locator("#s3-h01 [data-copy=embed]").click()
    expect(page.locator("#announcer")).to_have_text("埋め込みコードをコピーしました")
    code = page.evaluate("navigator.clipboard.readText()")
    assert f'src="{address}id/s3-h01/?embed"' in code
    text = next(iter(library["s3-h01"].texts()))
    for learning in (page, visit(PLAIN, java_script_enabled=False)):
        learning.route(
            "**/course", lambda route: route.fulfill(body=code, content_type="text/html")
        )
        learning.goto(address + "course")
        card = learning.frame_locator("iframe")
        expect(card.get_by_text(text)).to_be_visible()
        expect(card.locator(".citation")).to_contain_text("原資料")
        card.get_by_role("link", name="この項目のあるページを開く").click()
        expect(learning).to_have_url(f"{address}scenes/3/#s3-h01")


def test_a_card_fits_its_frame_and_shows_its_citation(
    visit: Callable[..., Page], every_page: bool, address: str
) -> None:
    page = visit(PLAIN, permissions=CLIPBOARD)
    codes = {}
    for entry_id, path in (("s3-h01", "scenes/3/"), ("q03-by-stage", "survey/q03/")):
        page.goto(address + path)
        link = page.locator(f'[data-copy=embed][href*="/{entry_id}/"]').first
        link.evaluate("element => element.click()")
        expect(page.locator("#announcer")).to_have_text("埋め込みコードをコピーしました")
        codes[entry_id] = page.evaluate("navigator.clipboard.readText()")
    # A card that is longer than the highest frame
    codes["municipality-01"] = codes["s3-h01"].replace("s3-h01", "municipality-01")
    body = "".join(codes.values())
    page.route("**/course", lambda route: route.fulfill(body=body, content_type="text/html"))
    heights = []
    for width in (320, 480, 719, 900) if every_page else (320, 900):
        page.set_viewport_size({"width": width + 16, "height": 700})  # with the body's margins
        page.goto(address + "course")
        for entry_id, frame in zip(codes, page.frames[1:], strict=True):
            frame.frame_element().scroll_into_view_if_needed()  # frames load when they are seen
            frame.locator(".card-foot").wait_for()
            room, need, end = frame.evaluate(CARD)
            assert entry_id == "municipality-01" or need <= room, f"{entry_id} at {width}"
            assert end <= room, f"{entry_id} at {width}"
            if entry_id == "s3-h01":
                heights.append(room)
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1] + 100
