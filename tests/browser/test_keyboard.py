"""Walks through interactive pages by keyboard.

These tests walk through pages in a wide or a narrow window; `make weekly` also through states that
a page shows only on request, `make accessibility` through all pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.keyboard import walk
from tests.support.pages import NARROWEST, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# States that a page shows only for an address with a query: results, none, chosen rows and boxes,
# a group's notes, a hint on the stage, a handout that was sent.
STATES = (
    "search/?q=家族会",
    "search/?q=連系",
    "practices/?theme=visit",
    "municipalities/compare/?ids=01,02",
    "guide/checklist/#v1=_",
    "scenes/3/training/#notes",
    "scenes/3/training/#s3-h02",
    "handout/#v1=s3-h01.letters-at-home.no-longer-there",
)
# What `make test` walks through: of every control and every part that stays in its place some.
WALKED = (
    "",
    "contribute/practice/",
    "guide/checklist/",
    "handout/",
    "handout/#v1=s3-h01.letters-at-home.no-longer-there",
    "municipalities/",
    "municipalities/compare/?ids=01,02",
    "scenes/1/",
    "scenes/3/training/#notes",
    "search/?q=家族会",
    "survey/q02/",
)
WIDTHS = (1280, NARROWEST)  # pages take turns: what differs by width, such as the header, is on all
# HTML, and the start of the problem that the walk must find, if any.
WALKS = {
    "sound": ('<a href="#">一</a><button>二</button><input type="date" aria-label="三">', ""),
    "radios": ("<label><input type=radio name=r>一</label><label><input type=radio name=r>二", ""),
    "checked radio": (
        "<label><input type=radio name=r>一</label><label><input type=radio name=r checked>二",
        "",
    ),
    "no name": ("<button></button>", "no name"),
    "no outline": ('<a href="#" style="outline: none">一</a>', "focus not seen"),
    "out of the window": (
        '<a href="#" style="position: fixed; left: -50px">一</a>',
        "out of view",
    ),
    "covered": (
        '<a href="#">一</a><p style="position: fixed; inset: 0; margin: 0; background: white">',
        "out of view",
    ),
    "another order": ('<a href="#">一</a><a href="#" tabindex="1">二</a>', "never reached"),
    "out of reach": (
        '<a href="#">一</a><div style="overflow: auto; height: 1em">二<br>三',
        "out of order",
    ),
    "a trap": ('<a href="#" onkeydown="event.preventDefault()">一</a>', "the focus does not"),
    "a leap": ('<a href="#" onfocus="location.hash = 1">一</a>', "the focus alone"),
}


@pytest.fixture(scope="session")
def walked(every_page: bool, pages_of: Callable[[Path], list[str]], site: Path) -> tuple[str, ...]:
    return (*pages_of(site), *STATES) if every_page else WALKED


@pytest.mark.parametrize("part", range(len(WIDTHS)))
def test_every_control_is_reached_seen_and_named(
    visit: Callable[..., Page], walked: tuple[str, ...], address: str, part: int
) -> None:
    page = visit(PLAIN, reduced_motion="reduce")
    faults = {}
    for number, path in enumerate(walked[part :: len(WIDTHS)]):
        page.set_viewport_size({"width": WIDTHS[number % len(WIDTHS)], "height": 900})
        page.goto(address + PLAIN)  # another fragment alone would not load the page again
        page.goto(address + path)
        faults[path] = walk(page)
        page.keyboard.press("Shift+Tab")
        expect(page.locator(":focus"), path).to_have_count(1)  # and back again
    assert faults
    assert {path: found for path, found in faults.items() if found} == {}


def test_so_are_the_faults_of_a_form_and_its_end(visit: Callable[..., Page]) -> None:
    page = visit("contribute/practice/", reduced_motion="reduce")
    page.get_by_role("button", name="内容を確かめて、ファイルを作る").click()
    expect(page.locator("[data-errors] a")).not_to_have_count(0)
    expect(page.locator("#f-title")).to_be_focused()  # before the walk moves the focus
    link = page.locator("[data-errors] a").first
    link.evaluate("link => { link.kept = true }")
    page.locator("#f-title").blur()
    assert walk(page) == []
    assert link.evaluate("link => link.kept")  # a list written anew would lose the focus


def test_walk_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    for name, (written, fault) in WALKS.items():
        page.set_content(f"<!doctype html><main>{written}")
        found = walk(page)
        assert any(one.startswith(fault) for one in found) if fault else found == [], name
    page.close()


def test_shortcut_can_be_switched_off(visit: Callable[..., Page], address: str) -> None:
    page = visit("accessibility/")
    choice = page.get_by_role("checkbox", name="「/」のキーで検索欄に移る")
    box = page.locator("#header-search")
    choice.uncheck()
    expect(page.locator("[data-search-key-status]")).to_have_text("使わないことにしました。")
    page.goto(address + "scenes/1/")
    page.keyboard.press("/")
    expect(box).not_to_be_focused()
    page.goto(address + "accessibility/")
    expect(choice).not_to_be_checked()
    choice.check()
    page.goto(address + "scenes/1/")
    page.keyboard.press("/")
    expect(box).to_be_focused()
