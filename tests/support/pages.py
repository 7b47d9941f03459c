"""Helpers of browser tests: launching, axe options, accessibility assertions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser, Page, Playwright


# axe's defaults for contrast, but single characters and symbols such as arrows count as text.
CONTRAST: dict[str, Any] = {
    "color-contrast": {
        "options": {
            "ignoreUnicode": False,
            "ignoreLength": True,
            "ignorePseudo": False,
            "boldValue": 700,
            "boldTextPt": 14,
            "largeTextPt": 18,
            "contrastRatio": {"normal": {"expected": 4.5}, "large": {"expected": 3}},
            "pseudoSizeThreshold": 0.25,
            "shadowOutlineEmMax": 0.2,
            "textStrokeEmMin": 0.03,
        }
    }
}
# axe's options: all rules, and those that depend on the colour scheme.
EVERYTHING: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "checks": CONTRAST,
}
COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
    "checks": CONTRAST,
}
# A width in CSS pixels, a colour scheme, axe's options.
Look = tuple[int, Literal["light", "dark"], dict[str, Any]]
# Pages that are alike take turns in these.
TURNS: tuple[Look, ...] = ((1280, "light", EVERYTHING), (360, "dark", EVERYTHING))
# Rules that do not depend on the scheme are checked once.
LOOKS: tuple[Look, ...] = (TURNS[0], (360, "dark", COLOURS))
NARROWEST = 320

# A file of the site without scripts, from which a test sets storage or what runs before scripts.
PLAIN = "llms.txt"
# As a page's scripts say themselves.
SETTLED = "html:not(:has([data-state=busy]))"
WIDTH = "document.documentElement.scrollWidth"
# Opens every fold, and waits until the page's scripts know.
OPEN_DETAILS = """() => Promise.all([...document.querySelectorAll("details:not([open])")].map((fold) =>
  new Promise((resolve) => {
    fold.addEventListener("toggle", resolve, { once: true });
    fold.open = true;
  })))"""
# Permissions of a browser context that reads the clipboard.
CLIPBOARD = ["clipboard-read", "clipboard-write"]
# Runs before a page's scripts: makes local storage throw, as in some private windows.
STORAGE_BLOCKED = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('blocked', 'SecurityError'); } })"""


def launch_browser(play: Playwright) -> Browser:
    """Launch the Chromium that `CHROMIUM` names, or Playwright's own."""
    return play.chromium.launch(
        executable_path=os.environ.get("CHROMIUM"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    )


def settle(page: Page) -> None:
    """Wait until the scripts of a page have shown what its address and the device ask for."""
    page.wait_for_load_state()
    page.wait_for_selector(SETTLED, state="attached")


def assert_accessible(page: Page, options: dict[str, Any] = EVERYTHING, name: str = "") -> None:
    """Fail with axe's report if the page in its current state violates a rule; `name` labels it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def assert_accessible_and_fits(page: Page, looks: Iterable[Look] = LOOKS, name: str = "") -> None:
    """Fail unless the page in its current state is accessible and fits the width in all looks.

    `name` labels it.  The page keeps the narrowest width afterwards.
    """
    for width, scheme, options in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert_accessible(page, options, f"{name} {width} {scheme}")
        assert page.evaluate(WIDTH) <= width, name
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    assert page.evaluate(WIDTH) <= NARROWEST, name
