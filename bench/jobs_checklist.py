"""Measure the manager's job: she ticks, shares, reads a colleague's ticks, compares and prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bench.targets import figure, measured
from tests.support.pages import CLIPBOARD, launch_browser
from tests.support.site_build import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PATH = "guide/checklist/"
COLLEAGUE = "v1=GC"  # some ticks
SCREENS = {"PC": (1366, 650), "phone": (360, 740)}
HEIGHT = "document.documentElement.scrollHeight"
MEMO = "次の会議で話す\n" * 30
# Brings an element into the window as a reader does, who scrolls only if she must; returns the pixels.
REACH = """(element) => {
  const before = scrollY;
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: "center", behavior: "instant" });
  return Math.abs(scrollY - before);
}"""
KEEP_PRINTING = """() => { window.print = () => {
  const root = document.querySelector("[data-checklist]");
  const what = root.dataset.printing;
  setTimeout(() => { root.dataset.printing = what; }); // until the page is made into a PDF
}; }"""


@dataclass
class Reader:
    """A reader at a page, who counts what she does."""

    page: Page
    taps: int = 0
    scrolled: float = 0

    def tap(self, selector: str, nth: int = 0) -> None:
        """Tap the nth element that is shown."""
        element = self.page.locator(f"{selector}:visible").nth(nth)
        self.scrolled += element.evaluate(REACH)
        element.click()
        self.taps += 1


@dataclass(frozen=True)
class Walk:
    """Taps, scrolled pixels, the height of the page with two difficulties ticked, sheets of paper."""

    taps: int
    scrolled: float
    height: int
    sheets: int


def walk(browser: Browser, root: str, size: tuple[int, int]) -> Walk:
    """Do the manager's job in a window of a size and return what it takes."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, permissions=CLIPBOARD
    )
    page = context.new_page()
    reader = Reader(page)
    page.goto(root + PATH)
    for nth in (0, 7):
        reader.tap("[data-goals]", nth)
    tall = page.evaluate(HEIGHT)
    reader.tap("[data-goal]")
    reader.tap("[data-method]")
    page.locator("[name=memo]").fill(MEMO)
    reader.tap("[data-do=share]")
    page.goto("about:blank")  # a colleague's link in a mail
    page.goto(f"{root}{PATH}#{COLLEAGUE}")
    reader.taps += 1
    reader.tap("[data-do=compare]")
    reader.tap("[data-do=leave]")
    page.evaluate(KEEP_PRINTING)
    reader.tap("[data-do=print]")
    page.wait_for_selector("[data-printing=sheet]")
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    context.close()
    return Walk(reader.taps, reader.scrolled, tall, sheets)


def report(site: Path) -> Iterator[str]:
    """Yield what the job takes on a PC and on a phone."""
    with serve(site) as root, sync_playwright() as play:
        browser = launch_browser(play)
        for name, size in SCREENS.items():
            done = walk(browser, root, size)
            note = f"{done.scrolled:,.0f} px scrolled, {done.height:,} px high"
            yield figure(f"checklist on a {name}", f"{done.taps} taps", note)
    yield measured("checklist on a phone", done.height, "two difficulties ticked")
    yield measured("checklist on paper", done.sheets, "with a memo of 30 lines")
