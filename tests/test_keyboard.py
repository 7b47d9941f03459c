"""Every interactive page from end to end by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from built import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

WALKED = {
    "home": "",
    "scene": "scenes/1/",
    "training": "scenes/1/training/",
    "worksheet": "scenes/1/worksheet/",
    "search": "search/?q=家族会",
    "practices": "practices/?theme=visit",
    "municipalities": "municipalities/",
    "compare": "municipalities/compare/?ids=01,07",
    "checklist": "guide/checklist/#v1=_",
    "survey": "survey/q03/",
    "long table": "topics/programme-2022/",
    "glossary": "glossary/",
    "tags": "tags/",
    "handout": "handout/",
    "accessibility": "accessibility/",
}
# All that takes the focus, in the order of the text; then what happens as the focus moves on.
WATCH = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const takesFocus = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const stops = [...document.querySelectorAll(takesFocus)].filter((element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex === 0
    && !(element.type === "radio" && !element.checked && document.querySelector(`[name="${element.name}"]:checked`)));
  const named = (element) => [
    element.ariaLabel,
    ...(element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent),
    ...[...element.labels ?? []].map((label) => label.textContent), element.textContent,
  ].some((text) => text?.trim());
  const outlined = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };
  self.watched = { stops: stops.length, seen: [], faults: [] };
  addEventListener("focusin", ({ target }) => {
    const stop = `${target.localName} ${target.className} ${target.textContent.trim().slice(0, 20)}`;
    watched.seen.push(stops.indexOf(target));
    const shown = [target, target.parentElement];
    if (!shown.some((e) => outlined(e) || outlined(e, "::after"))) watched.faults.push(`focus not seen: ${stop}`);
    if (!named(target)) watched.faults.push(`no name: ${stop}`);
    requestAnimationFrame(() => {
      if (document.activeElement === target && !inView(target)) watched.faults.push(`out of view: ${stop}`);
    });
  });
  return stops.length;
}"""

LEFT = "document.activeElement === document.body"
SPARE = 10  # a field for a date is three stops in one


def walk(page: Page) -> dict[str, Any]:
    """Press Tab from the top of a page, unfolded, until the focus has left it.

    Gives the number of `stops`, the ones `seen` in their order, and `faults`.
    """
    stops = page.evaluate(WATCH)
    for _ in range(stops):
        page.keyboard.press("Tab")
    for _ in range(SPARE):
        if page.evaluate(LEFT):
            break
        page.keyboard.press("Tab")
    watched: dict[str, Any] = page.evaluate("watched")
    watched["left"] = page.evaluate(LEFT)
    return watched


@pytest.mark.parametrize("name", WALKED)
def test_every_control_is_reached_seen_and_named(visit: Callable[..., Page], name: str) -> None:
    page = visit(WALKED[name], reduced_motion="reduce")
    if "?q=" in WALKED[name]:
        expect(page.locator("#search-results")).to_have_attribute("data-state", "done")
    url = page.url
    walked = walk(page)
    assert walked["faults"] == []
    assert walked["seen"] == list(range(walked["stops"]))
    assert walked["left"]
    expect(page).to_have_url(url)
    page.keyboard.press("Shift+Tab")
    wait_until(page, "document.activeElement !== document.body")


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
