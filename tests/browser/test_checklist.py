"""The checklist in a browser: own ticks, a colleague's, a team's, and the sheet of paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.support.pages import CLIPBOARD, EVERYTHING, WIDTH, assert_accessible

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "guide/checklist/"
TICKED = "[...document.querySelectorAll('[data-box]:checked')].map((box) => box.name.slice(-2))"
PRINTED = "document.querySelector('[data-checklist]').dataset.printing"
RECORD_PRINTING = f"() => {{ window.print = () => {{ window.printed = {PRINTED}; }}; }}"


def sheets(page: Page) -> int:
    """Return how many sheets of paper the page prints on."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_manager_ticks_is_led_to_goals_and_loses_nothing(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PATH, permissions=CLIPBOARD)
    page.get_by_role("checkbox", name=re.compile("③")).check()
    page.get_by_role("checkbox", name=re.compile("⑤")).check()
    expect(page.locator("[data-suggested]")).to_contain_text("A（2つとも）、C（1つ）、B（1つ）")
    expect(page.locator("[data-goal-why=A]")).to_have_text("軽くなると考えられる困難さ: ③⑤")
    expect(page.locator("[data-goal-why=B]")).to_have_text("軽くなると考えられる困難さ: ③")
    expect(page.locator("#checklist-05 + .goal-more a").first).to_be_visible()
    page.locator("#checklist-05 input").check()
    page.locator("[name=memo]").fill("引継ぎのこと")
    page.get_by_role("button", name="共有用リンクをコピー").click()
    expect(page.locator("[data-checklist-place=share]")).to_contain_text("コピーしました")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{PATH}#v1=a"
    page.get_by_role("button", name="すべて消す").click()
    page.reload()
    assert page.evaluate(TICKED) == []
    page.locator("#checklist-09 input").check()
    page.locator("[name=memo]").fill("引継ぎのこと")
    page.get_by_role("button", name="すべて消す").click()
    expect(page.locator("[data-checklist-place=own]")).to_contain_text("消しました")
    page.keyboard.press("Enter")  # the focus is on the button that undoes it
    page.reload()
    assert page.evaluate(TICKED) == ["09"]
    expect(page.locator("[name=memo]")).to_have_value("引継ぎのこと")


def test_colleagues_link_is_a_view_of_its_own(visit: Callable[..., Page], address: str) -> None:
    page = visit(PATH)
    page.locator("#checklist-08 input").check()
    page.locator("[name=memo]").fill("引継ぎのこと")
    kept = page.evaluate("({ ...localStorage })")
    page.evaluate("location.hash = 'v1=%3Cimg%3E'")
    expect(page.locator("[data-checklist-place=own]")).to_contain_text("読めませんでした")
    page.evaluate("location.hash = 'v1=gB'")  # a link in use
    view = page.locator("[data-checklist-place=view]")
    expect(view).to_contain_text("送られた印を見ています")
    assert page.evaluate(TICKED) == ["06", "07"]
    expect(page.locator("[name=memo]")).to_be_hidden()
    page.locator("#checklist-06 input").uncheck()
    page.evaluate("location.hash = 'checklist-goals'")
    expect(page).to_have_url(f"{address}{PATH}#v1=AB")
    page.get_by_role("button", name="自分の印と比べる").click()
    expect(view).to_contain_text("違いは2か所です")
    page.reload()
    assert page.evaluate(TICKED) == ["07"]
    assert page.evaluate("({ ...localStorage })") == kept
    page.get_by_role("button", name="自分の印に戻る").click()
    assert page.evaluate(TICKED) == ["08"]
    page.evaluate("location.hash = 'v1=AB'")
    page.get_by_role("button", name="自分の印にする").click()
    expect(page).to_have_url(address + PATH)
    assert page.evaluate(TICKED) == ["07"]
    page.get_by_role("button", name="元に戻す").click()
    assert page.evaluate("({ ...localStorage })") == kept


def test_sheets_of_a_team_add_up(visit: Callable[..., Page], address: str) -> None:
    page = visit(PATH, viewport={"width": 320, "height": 700})
    page.evaluate(RECORD_PRINTING)
    page.get_by_label("届いた共有用リンク").fill(
        f"山です {address}{PATH}#v1=B\n{address}{PATH}#v1=C。"
    )
    page.get_by_role("button", name="リンクを加える").click()
    team = page.locator("[data-checklist-place=team]")
    expect(team).to_contain_text("いまは2人分です")
    file = '{"format": "hintbook-checklist", "version": 1, "sheets": [{"name": "川", "ticks": "v1=C"}]}'
    for content, said in ((file, "いまは3人分です"), ("{", "壊れています")):
        payload = {"name": "a.json", "mimeType": "application/json", "buffer": content.encode()}
        page.locator("[data-checklist-file]").set_input_files(payload)  # type: ignore[arg-type]
        expect(team).to_contain_text(said)
    page.get_by_label("2人目の名前").fill("山")
    page.get_by_label("自分の印も数える").uncheck()
    table = page.get_by_role("region", name="チームの印").get_by_role("row")
    expect(table.nth(1)).to_contain_text("2人（山、川）")
    expect(table.nth(2)).to_contain_text("1人（1人目）")
    assert page.evaluate(WIDTH) <= 320
    page.get_by_role("button", name="この集計を印刷する").click()
    assert page.evaluate("window.printed") == "team"
    page.reload()
    expect(table.nth(1)).to_contain_text("2人")
    page.get_by_role("button", name="外す: 1人目").click()
    expect(page.locator("[data-sheet-number]")).to_have_count(2)
    assert_accessible(page, EVERYTHING)


def test_sheet_is_one_page_and_says_what_does_not_fit(visit: Callable[..., Page]) -> None:
    page = visit(PATH)
    page.locator("[data-goal-practices=A] summary").click()
    for box in page.locator("[data-goal-practices=A] [data-pick]").all()[:9]:
        box.check()
    page.locator("[name=memo]").fill("\n".join(f"{n}つめの意見" for n in range(30)))
    memo, rest = (page.locator(f"[data-checklist-paper={name}]") for name in ("memo", "rest"))
    assert sheets(page) == 1
    expect(memo).to_contain_text(re.compile("実践例.件は、この紙に入っていません"))
    page.get_by_label("入りきらない分を次の紙に印刷する").check()
    assert sheets(page) == 2
    page.emulate_media(media="print")
    expect(memo).to_contain_text("次の紙にあります")
    expect(rest).to_contain_text("29つめの意見")
    expect(page.locator("input[type=date]")).to_be_hidden()
    expect(page.locator("[data-checklist-paper=date]")).to_be_visible()  # a line to write on
