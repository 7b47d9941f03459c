"""Measure how long the form takes from the empty page to a valid file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.support.form import PATH, fill, finish
from tests.support.pages import launch_browser
from tests.support.site_build import serve

if TYPE_CHECKING:
    from pathlib import Path

PER_KEY = 80  # milliseconds, as of a practised typist


def measure(site: Path) -> float:
    """Return the seconds from the empty form to a valid file."""
    with serve(site) as address, sync_playwright() as play:
        browser = launch_browser(play)
        page = browser.new_page()
        page.goto(address + PATH)
        started = time.perf_counter()
        fill(page, per_key=PER_KEY)
        finish(page)
        taken = time.perf_counter() - started
        browser.close()
    return taken
