"""Mark-up, scripts and formulas injected into every text are displayed as text and never run."""

from __future__ import annotations

import csv
import json
import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import pytest
import yaml
from playwright.sync_api import expect

from tests.support.form import PATH, fill, finish
from tests.support.generated.injection import FORMULAS, PAYLOAD, injected_project
from tests.support.pages import settle
from tests.support.site_build import (
    PROJECT,
    build,
    build_once,
    page_file,
    page_kind,
    serve,
    wait_until,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

# Kinds of pages without text from the content.
WITHOUT_CONTENT = {"404", "about", "accessibility", "hosting"}
# What a page shows only for an address with a query.
QUERIES = ("search/?q=手紙", "search/?q=連系", "municipalities/compare/?ids=01")
FOREIGN = "[onerror], [onload], [onclick], img[src='x'], script:not([src]), style, main iframe"
# The storage keys of scripts; one that ends in a dot is followed by a scene.
NAMES = {
    name
    for file in (PROJECT / "docs/assets/js").rglob("*.js")
    for name in re.findall(r'["`](hintbook\.[\w.-]+)', file.read_text(encoding="utf-8"))
}
SCENES = ("scene-1", "scene-2", "scene-3")
KEYS = {name + scene for name in NAMES for scene in (SCENES if name.endswith(".") else ("",))}
# Runs before a page's scripts: records the keys they read from storage.
WATCH = """
  const read = Storage.prototype.getItem;
  self.asked = [];
  Storage.prototype.getItem = function (key) { self.asked.push(key); return read.call(this, key); };
"""
# In the form that scripts store, each under its key, so that it is displayed.
STORED: dict[str, object] = {
    "hintbook.practice": {
        "version": 1,
        "saved": 1764300000000,
        "fields": [[name, PAYLOAD] for name in ("title", "summary", "asked_as", "origin")],
        "related": [[PAYLOAD, PAYLOAD]],
    },
    "hintbook.handout": {
        "format": "hintbook-handout",
        "version": 1,
        "collections": [
            {"title": PAYLOAD, "audience": PAYLOAD, "items": [{"id": "s1-h01", "note": PAYLOAD}]}
        ],
    },
    "hintbook.checklist.practices": [PAYLOAD],
    "hintbook.checklist.team": {
        "format": "hintbook-checklist",
        "version": 1,
        "sheets": [{"name": PAYLOAD, "ticks": "v1=C"}],
    },
    "hintbook.checklist.texts": dict.fromkeys(("who", "memo"), PAYLOAD),
}
COLLECTED = json.dumps(STORED["hintbook.handout"])
ENTRIES = {"memo": PAYLOAD, "title": PAYLOAD, "entries": [{"id": PAYLOAD, "note": PAYLOAD}]}
# What storage holds by key: no JSON, the above, and what it could be taken for.
KEPT = (
    dict.fromkeys(KEYS, PAYLOAD),
    {key: json.dumps(STORED.get(key, ENTRIES)) for key in KEYS},
    dict.fromkeys(KEYS, json.dumps([PAYLOAD, None, 7, {"id": PAYLOAD}, []])),
)
KEEP = """(kept) => {
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
}"""


# Begins with a word that has results, so that results and input are displayed together.
TYPED = f"手紙 {PAYLOAD}"
# Types into every text field, visible or not; returns their number without the site's search.
TYPE = """(text) => {
  const fields = document.querySelectorAll(
    "textarea, [contenteditable], input:not([type]), input:is([type=text], [type=search], [type=url], [type=email])");
  for (const field of fields) {
    field.value = field.inputMode === "url" ? `#v1=${text}` : text;
    for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
  }
  return [...fields].filter((field) => field.id !== "header-search").length;
}"""
HELD = """(text) =>
  [...document.querySelectorAll("textarea, input")].filter((field) => field.value === text).length"""


class Typed(NamedTuple):
    """Effects of typing into a page: places that display it, a button, and what the button shows.

    `holds` is the number of fields that keep the text when the page is loaded again.
    """

    fields: int
    shown: tuple[str, ...] = ()
    button: str = ""
    then: str = ""
    holds: int = 0


# By kind of page; other kinds have no text field except the site's search.
TYPING = {
    "contribute/*": Typed(
        11,
        (
            *("[data-preview] h3", "[data-preview] .entry p", "[data-preview] .asked-phrase"),
            *("[data-preview] .facts dd", "[data-preview] .source-block p"),
            *("[data-similar] li", "[data-related-found] li"),
        ),
        "内容を確かめて、ファイルを作る",
        "[data-errors] li",
        holds=9,
    ),
    "guide/*": Typed(3, ("[data-checklist-paper=memo]",), "リンクを加える", holds=2),
    "handout": Typed(
        4,
        ("[data-sheet-title]", "[data-sheet-about]", ".sheet-note"),
        "自分の教材箱に入れる",
        "[data-handout-select]",
        holds=3,
    ),
    "home": Typed(1, button="検索", then="#search-results"),
    "scenes/*": Typed(1, holds=1),
    "search": Typed(1, button="検索", then="#search-results"),
    "topics/*": Typed(1),
}


@pytest.fixture(scope="module")
def injected_site(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def build_injected(target: Path) -> Path:
        return build(target, str(injected_project(tmp_path_factory.mktemp("injected"))))

    return build_once(shared_folder / "injected_site", build_injected)


@pytest.fixture(scope="module")
def root(injected_site: Path) -> Iterator[str]:
    with serve(injected_site) as address:
        yield address


@pytest.fixture
def injected_page(visit: Callable[..., Page], root: str) -> Page:
    """A page of the injected site; `visit` fails on foreign requests and on policy violations."""
    page = visit("", root=root)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    return page


@pytest.fixture(scope="module")
def pages(injected_site: Path) -> dict[str, str]:
    """The text of every HTML file of the site by its path."""
    return {
        file.relative_to(injected_site).as_posix(): file.read_text(encoding="utf-8")
        for file in injected_site.rglob("*.html")
    }


def assert_nothing_injected(page: Page) -> None:
    expect(page.locator(FOREIGN)).to_have_count(0)
    assert page.evaluate("typeof window.injected") == "undefined"


def test_no_page_holds_what_was_planted_but_as_text(pages: dict[str, str]) -> None:
    raw = re.compile(r"<img src=x|<script>|<svg on|<i on|onload=alert\(1\)&gt;49")
    assert [path for path, html in pages.items() if raw.search(html)] == []
    assert sum("{{7*7}}" in html for html in pages.values()) > len(pages) * 0.9


def test_every_page_has_its_policy_before_its_first_script(pages: dict[str, str]) -> None:
    for path, html in pages.items():
        (policy,) = re.findall(
            r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html
        )
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy, path
        assert "unsafe" not in policy
        assert html.index("Content-Security-Policy") < html.find("<script") % len(html), path


def test_addresses_and_what_is_kept_on_the_device_bring_nothing_in(
    injected_page: Page, pages_of: Callable[[Path], list[str]], injected_site: Path, root: str
) -> None:
    injected_page.add_init_script(WATCH)
    payload = quote(PAYLOAD)
    asked: set[str] = set()
    # Some scripts read storage on certain pages only.
    reading = []
    for path in (*pages_of(injected_site), "accessibility/"):
        html = page_file(injected_site, path).read_text("utf-8")
        fields = re.findall(r'<(?:input|select)[^>]* name="([\w-]+)"', html)
        names = {"q", "ids", "type", "tag", *fields}
        query = "&".join(f"{name}={payload}" for name in sorted(names))
        injected_page.evaluate(KEEP, KEPT[0])
        injected_page.goto(f"{root}{path}?{query}#{payload}")
        settle(injected_page)
        assert_nothing_injected(injected_page)
        if keys := set(injected_page.evaluate("self.asked")) - asked:
            reading.append(path)  # pages before it do not read the same
            asked |= keys
    for kept in KEPT[1:]:
        for path in reading:
            injected_page.evaluate(KEEP, kept)
            injected_page.goto(root + path)
            assert_nothing_injected(injected_page)
            asked |= set(injected_page.evaluate("self.asked"))
    assert asked <= KEYS
    assert {name for name in NAMES if any(key.startswith(name) for key in asked)} == NAMES


def test_no_page_lets_anything_run_and_what_is_typed_stays_text(
    injected_page: Page, pages_of: Callable[[Path], list[str]], injected_site: Path, root: str
) -> None:
    page = injected_page
    met = {}
    showing = set()
    paths = pages_of(injected_site)
    for path in (*paths, *QUERIES):
        kind = page_kind(path)
        page.goto(root + path + ("#v1=s1-h01" if kind == "handout" else ""))
        settle(page)
        assert_nothing_injected(page)
        if PAYLOAD in page.evaluate("document.body.textContent"):
            showing.add(kind)
        if kind == "handout":
            expect(page.locator("[data-item]")).to_have_count(1)
        if path in QUERIES or not (fields := page.evaluate(TYPE, TYPED)):
            continue
        typed = TYPING[kind]
        met[kind] = fields
        for place in typed.shown:
            expect(page.locator(place).filter(has_text=PAYLOAD).first).to_be_attached()
        assert_nothing_injected(page)
        if typed.button:
            page.locator("#main").get_by_role("button", name=typed.button, exact=True).click()
            if typed.then:
                expect(page.locator(typed.then).filter(has_text=PAYLOAD).first).to_be_attached()
            assert_nothing_injected(page)
        if typed.holds:
            page.reload()
            expect(page.locator("#main")).to_be_visible()
            wait_until(page, f"({HELD})({json.dumps(TYPED)}) >= {typed.holds}")
            assert_nothing_injected(page)
    assert met == {like: typed.fields for like, typed in TYPING.items()}
    assert showing == {page_kind(path) for path in paths} - WITHOUT_CONTENT


def test_a_file_made_of_what_is_typed_holds_it_as_text(injected_page: Page, root: str) -> None:
    injected_page.goto(root + PATH)
    fill(injected_page, title=TYPED, summary=TYPED, asked_as=TYPED, origin=TYPED)
    injected_page.locator("[name=who]").fill(TYPED)
    written = yaml.safe_load(finish(injected_page))
    assert_nothing_injected(injected_page)
    assert [written["title"], written["summary"], *written["asked_as"]] == [TYPED] * 3
    assert [written["origin"], written["implemented_by"]["name"]] == [TYPED] * 2


def test_a_file_that_is_taken_in_stays_text(injected_page: Page, root: str) -> None:
    injected_page.goto(root + "handout/")
    for text in (COLLECTED, PAYLOAD):
        injected_page.locator("[data-handout-file]").set_input_files(
            {"name": PAYLOAD, "mimeType": "application/json", "buffer": text.encode()}
        )
        expect(injected_page.locator("[data-handout-message]")).not_to_be_empty()
        expect(injected_page.locator(".sheet-note")).to_have_text(PAYLOAD)
        assert_nothing_injected(injected_page)


def test_no_cell_of_a_table_is_a_formula(injected_site: Path) -> None:
    calmed = set()
    for file in injected_site.rglob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines):
                for cell in row:
                    assert not cell.startswith((*FORMULAS, "\r")), (file, cell)
                    calmed.add(cell[1:2] if cell.startswith("'") else "")
    assert set(FORMULAS) <= calmed


def test_data_stays_well_formed(injected_site: Path) -> None:
    entries = json.loads((injected_site / "api/v1/entries.json").read_text(encoding="utf-8"))
    assert sum(PAYLOAD in entry["text"] for entry in entries) > len(entries) * 0.8
    feed = (injected_site / "feed.xml").read_text(encoding="utf-8")
    Xml.fromstring(feed)  # noqa: S314 - our own
    assert "<img" not in feed
    assert escape(PAYLOAD, quote=False)[:20] in feed
