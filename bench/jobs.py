"""Measure what readers do: taps, scrolled pixels, heights of pages and sheets of paper, job by job."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import expect, sync_playwright

from bench.targets import TARGETS, figure, measured
from tests.support.pages import CLIPBOARD, launch_browser
from tests.support.site_build import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
HEIGHT = "document.documentElement.scrollHeight"
# Scrolls no further than a reader has to, to see the whole of an element.
REVEAL = """element => {
  const before = scrollY;
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
  return Math.abs(scrollY - before);
}"""
# The checklist says what it prints only while it prints: here until the page is made into a PDF.
KEEP_PRINTING = """() => { window.print = () => {
  const root = document.querySelector("[data-checklist]");
  const what = root.dataset.printing;
  setTimeout(() => { root.dataset.printing = what; });
}; }"""


class Walk:
    """A reader on a page, who counts what she does."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.taps = 0
        self.scrolled = 0

    def open(self, path: str) -> None:
        """Open a page as a new one, as a link from elsewhere does."""
        self.page.goto("about:blank")
        self.page.goto(self.address + path)

    def see(self, element: Locator) -> None:
        """Scroll until an element is seen."""
        self.scrolled += round(element.evaluate(REVEAL))

    def tap(self, element: Locator) -> None:
        """Scroll to an element and tap it."""
        self.see(element)
        element.click()
        self.taps += 1

    def tap_first(self, selector: str, nth: int = 0) -> None:
        """Tap the first, or nth, element that is shown."""
        self.tap(self.page.locator(f"{selector}:visible").nth(nth))

    def height(self) -> int:
        """Return the height of the page as it is."""
        return int(self.page.evaluate(HEIGHT))

    def sheets(self) -> int:
        """Return the number of sheets that the page takes on A4."""
        return len(re.findall(rb"/Type\s*/Page\b", self.page.pdf(format="A4")))


class Job(NamedTuple):
    """What a reader comes for.

    walk: does it, yielding measurements on the way, and returns when it is done
    viewport: her screen
    pages: pages whose heights count, by path
    """

    name: str
    walk: Callable[[Walk], Iterator[tuple[str, int]]]
    viewport: ViewportSize = PHONE
    pages: tuple[str, ...] = ()


def _try_and_send(walk: Walk) -> Iterator[tuple[str, int]]:
    """A supporter reads three hints and a practice of a scene, and sends one to a colleague."""
    walk.open("scenes/1/")
    start = walk.page.locator(".start-with")
    for hint in start.locator("li").all():
        walk.see(hint)
    walk.see(start.locator(".start-practice"))
    walk.tap(start.locator("[data-copy=link]").first)
    expect(walk.page.locator("#announcer")).not_to_be_empty()
    yield from ()


def _tick_and_meet(walk: Walk) -> Iterator[tuple[str, int]]:
    """A manager ticks, shares, compares with a colleague's ticks, and prints a sheet."""
    walk.open("guide/checklist/")
    for nth in (0, 7):
        walk.tap_first("[data-goals]", nth)
    yield "checklist", walk.height()  # with two difficulties ticked
    walk.tap_first("[data-goal]")
    walk.tap_first("[data-method]")
    walk.page.locator("[name=memo]").fill("次の会議で話す\n" * 30)
    walk.tap_first("[data-do=share]")
    walk.open("guide/checklist/#v1=GC")  # a colleague's link in a mail
    walk.taps += 1
    walk.tap_first("[data-do=compare]")
    walk.tap_first("[data-do=leave]")
    walk.page.evaluate(KEEP_PRINTING)
    walk.tap_first("[data-do=print]")
    walk.page.wait_for_selector("[data-printing=sheet]")
    yield "paper", walk.sheets()


def _find_and_print(walk: Walk) -> Iterator[tuple[str, int]]:
    """An officer finds the municipality most like her town, and prints it as one sheet."""
    walk.open("")
    walk.tap(walk.page.locator("main").get_by_role("link", name="似た規模の自治体を読む").first)
    walk.tap(walk.page.get_by_role("link", name="町村", exact=True))
    walk.tap(walk.page.get_by_role("link", name="A4 1枚").first)
    walk.page.evaluate("window.print = () => {}")
    walk.tap(walk.page.locator("[data-print=sheet]"))
    yield "sheets", walk.sheets()


JOBS = (
    Job("supporter", _try_and_send, pages=("scenes/1/",)),
    Job("manager", _tick_and_meet),
    Job("manager on a PC", _tick_and_meet, DESKTOP),
    Job("officer", _find_and_print, DESKTOP),
)


def report(site: Path) -> Iterator[str]:
    """Yield taps, scrolled pixels and measurements of every job, and the heights of its pages."""
    with serve(site) as address, sync_playwright() as playwright:
        browser = launch_browser(playwright)
        for job in JOBS:
            yield from _report(job, browser, address)
        browser.close()


def _report(job: Job, browser: Browser, address: str) -> Iterator[str]:
    context = browser.new_context(viewport=job.viewport, permissions=CLIPBOARD)
    walk = Walk(context.new_page(), address)
    for what, value in job.walk(walk):
        yield _line(f"{job.name}: {what}", value)
    yield _line(f"{job.name}: taps", walk.taps)
    yield _line(f"{job.name}: scrolled", walk.scrolled)
    for path in job.pages:
        for viewport in (DESKTOP, PHONE):
            walk.page.set_viewport_size(viewport)
            walk.open(path)
            yield _line(f"{path} at {viewport['width']}", walk.height())
    context.close()


def _line(what: str, value: int) -> str:
    return measured(what, value) if what in TARGETS else figure(what, f"{value:,}")
