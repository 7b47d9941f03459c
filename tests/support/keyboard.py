"""Walk through a page with the Tab key and check order, focus indicator and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.pages import OPEN_DETAILS, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The success criteria that the walk checks.
CRITERIA = ("2.1.1", "2.1.2", "2.4.3", "2.4.7", "2.4.11", "3.2.1", "4.1.2")
SPARE = 10  # further presses: a date field takes several, a part written anew one more
# `stops` returns all focusable elements in document order; of a group of radio buttons the checked
# one, or the first if none is.  The listeners record what happens as the focus moves.
WATCH = """() => {
  const shown = (element) => !element.disabled && element.checkVisibility({ visibilityProperty: true });
  const stops = () => {
    const groups = new Map();
    for (const radio of document.querySelectorAll("input[type=radio]")) {
      const group = `${radio.form?.id} ${radio.name}`;
      if (shown(radio) && (radio.checked || !groups.has(group))) groups.set(group, radio);
    }
    const radios = new Set(groups.values());
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
    return [...all].filter((element) =>
      element !== end && element.tabIndex >= 0 && shown(element) && (element.type !== "radio" || radios.has(element)));
  };
  const named = (element) => [
    element.ariaLabel,
    ...(element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent),
    ...[...element.labels ?? []].map((label) => label.textContent), element.textContent,
  ].some((text) => text?.trim());
  const outlined = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  // Of what is in the window, something shows that no bar staying in its place covers.
  const inView = (element) => [...element.getClientRects()].some((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const parts = left < right && top < bottom ? [.1, .5, .9] : [];
    return parts.some((across) => parts.some((down) => {
      const hit = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
      return [element, ...element.labels ?? []].some((own) => own.contains(hit));
    }));
  });
  const description = ({ localName, className, textContent }) =>
    `${localName} ${className} ${textContent.trim().slice(0, 20)}`;
  // The last stop of all: with the focus on it the walk has ended.
  const end = document.createElement("span");
  end.tabIndex = 0;
  document.body.append(end);
  const seen = [];
  const faults = [];
  let left = false;
  addEventListener("focusin", ({ target }) => {
    left ||= target === end;
    if (left) return;
    seen.push(target);
    if (!outlined(target) && !outlined(target, "::after") && !outlined(target.parentElement)) {
      faults.push(`focus not seen: ${description(target)}`);
    }
    if (!named(target)) faults.push(`no name: ${description(target)}`);
  });
  addEventListener("keydown", () => { // by now the page has moved to where the focus is
    const here = document.activeElement;
    if (here !== document.body && here !== end && !inView(here)) faults.push(`out of view: ${description(here)}`);
  }, true);
  // Elements that a script replaced after the focus had been on them count as reached.
  const identity = (element) =>
    ["id", "href", "name"].map((name) => element.getAttribute(name)).join(" ") + element.textContent;
  const progress = () => {
    const all = stops();
    const met = seen.filter((element) => element.isConnected);
    const replaced = new Set(seen.filter((element) => !element.isConnected).map(identity));
    const never = all.filter((element) => !met.includes(element) && !replaced.has(identity(element)));
    return { all, met, never };
  };
  const problems = () => {
    const { all, met, never } = progress();
    const order = all.filter((element) => met.includes(element));
    const astray = met.filter((element, index) => element !== order[index]);
    return [
      ...new Set(faults),
      ...never.map((element) => `never reached: ${description(element)}`),
      ...astray.slice(0, 1).map((element) => `out of order: ${description(element)}`),
    ];
  };
  // The walk begins at the top, wherever the address or a script has led the focus.
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
  seen.length = faults.length = 0;
  self.walk = {
    state: () => ({ left, stops: stops().length, ahead: progress().never.length }),
    problems,
  };
}"""


def walk(page: Page) -> list[str]:
    """Press Tab from the top of a page until the focus leaves it; return the problems found."""
    settle(page)
    page.evaluate(OPEN_DETAILS)
    settle(page)
    before = page.url
    page.evaluate(WATCH)
    pressed = 0
    while not (state := page.evaluate("walk.state()"))["left"]:
        if pressed > state["stops"] + SPARE:
            break
        presses = max(state["ahead"], 1)
        for _ in range(presses):
            page.keyboard.press("Tab")
        pressed += presses
    faults: list[str] = page.evaluate("walk.problems()")
    if not state["left"]:
        faults.append("the focus does not leave the page")
    if page.url != before:
        faults.append(f"the focus alone leads to {page.url}")
    return faults
