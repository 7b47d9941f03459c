"""Measure what readers do on a phone: taps, scrolled pixels and heights of pages, job by job."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import expect, sync_playwright

from bench.targets import measured
from tests.support.pages import launch_browser
from tests.support.site_build import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
HEIGHT = "document.documentElement.scrollHeight"
# Scrolls no further than a reader has to, to see the whole of an element.
REVEAL = """element => {
  const before = scrollY;
  element.scrollIntoView({ block: "nearest" });
  return Math.abs(scrollY - before);
}"""


class Walk:
    """A reader on a page, who counts what she does."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.taps = 0
        self.scrolled = 0

    def open(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.address + path)

    def see(self, element: Locator) -> None:
        """Scroll until an element is seen."""
        self.scrolled += round(element.evaluate(REVEAL))

    def tap(self, element: Locator) -> None:
        """Scroll to an element and tap it."""
        self.see(element)
        element.click()
        self.taps += 1


class Job(NamedTuple):
    """What a reader comes for.

    walk: does it, and returns when it is done
    pages: pages whose heights count, by path
    """

    name: str
    walk: Callable[[Walk], None]
    pages: tuple[str, ...]


def _try_and_send(walk: Walk) -> None:
    """A supporter reads three hints and a practice of a scene, and sends one to a colleague."""
    walk.open("scenes/1/")
    start = walk.page.locator(".start-with")
    for hint in start.locator("li").all():
        walk.see(hint)
    walk.see(start.locator(".start-practice"))
    walk.tap(start.locator("[data-copy=link]").first)
    expect(walk.page.locator("#announcer")).not_to_be_empty()


JOBS = (Job("supporter", _try_and_send, ("scenes/1/",)),)


def report(site: Path) -> Iterator[str]:
    """Yield taps and scrolled pixels of every job, and the heights of its pages."""
    with serve(site) as address, sync_playwright() as playwright:
        browser = launch_browser(playwright)
        for job in JOBS:
            yield from _report(job, browser, address)
        browser.close()


def _report(job: Job, browser: Browser, address: str) -> Iterator[str]:
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
    walk = Walk(context.new_page(), address)
    job.walk(walk)
    yield measured(f"{job.name}: taps", walk.taps)
    yield measured(f"{job.name}: scrolled", walk.scrolled)
    for path in job.pages:
        for viewport in (DESKTOP, PHONE):
            walk.page.set_viewport_size(viewport)  # type: ignore[arg-type]
            walk.open(path)
            height, width = walk.page.evaluate(HEIGHT), viewport["width"]
            yield measured(f"{path} at {width}", height)
    context.close()
