"""Search in a browser: analyzer, results, the search page."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from hintbook.model import Hint
from hintbook.search.analyzer import normalise
from tests.support.pages import PLAIN
from tests.support.site_build import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hintbook.library import Library

VECTORS = json.loads((FIXTURES / "search/vectors.json").read_text(encoding="utf-8"))
# Returns the ids of all results of a query, best first.
FIND = """async (query) => {
  const root = document.querySelector("[data-search]");
  await self.hintbook.run(`${root.dataset.index}head.js`);
  self.engine ??= new self.hintbookEngine.Engine(self.hintbookIndex_head, root.dataset);
  const { results } = await self.engine.find(query);
  const texts = await self.engine.texts(results.map(({ document: number }) => number));
  return texts.map(({ id }) => id);
}"""

# Returns how lines break in titles of results and in the marks in them: at their phrase ends only.
BREAKS = """[...new Set([...document.querySelectorAll(".search-title :is(.phrases, mark)")]
  .map((element) => getComputedStyle(element).wordBreak))]"""


def done(page: Page) -> None:
    """Wait until the search is done."""
    expect(page.locator("#search-results")).to_have_attribute("data-state", "done")


def found(page: Page) -> list[str | None]:
    """Return the ids of the displayed results."""
    done(page)
    return [item.get_attribute("data-entry") for item in page.locator("[data-entry]").all()]


# The analyzer agrees with the one in Python


def test_both_sides_agree_on_every_character(visit: Callable[..., Page]) -> None:
    page = visit("search/")
    normalised = "texts => texts.map(self.hintbookAnalyzer.normalise)"
    assert page.evaluate(normalised, [text for text, _ in VECTORS]) == [own for _, own in VECTORS]
    theirs = page.evaluate(
        """() => Array.from({ length: 0x10000 }, (_, code) =>
          self.hintbookAnalyzer.normalise(`か${String.fromCharCode(code)}a`))"""
    )
    ours = [normalise(f"か{chr(code)}a") for code in range(0x10000)]
    differing = [hex(code) for code in range(0x10000) if ours[code] != theirs[code]]
    assert differing == []


# Results


def test_what_is_typed_finds_what_is_meant(visit: Callable[..., Page], library: Library) -> None:
    page = visit("search/")
    pick = random.Random(3)  # noqa: S311 - the same phrases every time
    hints = [entry for entry in library.all(Hint) if entry.asked_as]
    for hint in pick.sample(hints, min(8, len(hints))):
        assert hint.id in page.evaluate(FIND, hint.asked_as[0])[:5], hint.id
    for typed in ("いばしょ", "いばしょｄ", "居場所ｓ", "イバショ", "居場所　"):
        assert "ibasho-of-town" in page.evaluate(FIND, typed)[:10], typed
    for typed in ("スーパーヴィジョン", "スーパービジョン", "ｽｰﾊﾟｰﾋﾞｼﾞｮﾝ", "スーパビジョン"):
        assert "supervision-inside" in page.evaluate(FIND, typed)[:20], typed
    for typed in (
        *("zzzz", "天気予報", "プログラミング言語", "サッカー", "、。", "🙂", "%", "\\"),
    ):
        assert page.evaluate(FIND, typed) == [], typed


# The page


def test_supporter_searches_from_any_page(visit: Callable[..., Page], address: str) -> None:
    page = visit("scenes/1/")
    page.keyboard.press("/")
    box = page.locator("#header-search")
    expect(box).to_be_focused()
    box.fill("手紙")
    box.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=%E6%89%8B%E7%B4%99")
    assert "s1-h01" in found(page)
    expect(page.locator("[data-search-status]")).to_contain_text("「手紙」で見つかったもの")
    first = page.locator(".search-result").first
    expect(first.locator("mark").first).to_have_text("手紙")
    assert page.evaluate(BREAKS) == ["keep-all"]
    assert page.locator(".search-title wbr").count()
    page.locator("[data-entry='s1-h01'] a").click()
    expect(page).to_have_url(re.compile(re.escape("scenes/1/#s1-h01") + "$"))
    page.go_back()
    assert "s1-h01" in found(page)


def test_home_leads_to_results(visit: Callable[..., Page]) -> None:
    page = visit("")
    page.get_by_label("困っていることを、言葉や文で").fill("家族会")
    page.keyboard.press("Enter")
    assert found(page)


def test_results_come_while_typing_but_not_while_composing(visit: Callable[..., Page]) -> None:
    page = visit(PLAIN)
    page.clock.install()
    page.goto(page.url.replace(PLAIN, "search/"))
    box = page.locator("#search-input")
    box.press_sequentially("npo")
    page.clock.run_for(5_000)
    expect(page.locator("[data-entry]").first).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("?q=npo") + "$"))
    before = page.locator("[data-search-status]").text_content()
    compose = """(box, [kind, text]) => {
      box.value = text;
      if (kind === "input") box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
      else box.dispatchEvent(new CompositionEvent(kind, { data: text, bubbles: true }));
    }"""
    box.evaluate(compose, ["compositionstart", ""])
    box.evaluate(compose, ["input", "てがみ"])
    page.clock.run_for(5_000)
    expect(page.locator("[data-search-status]")).to_have_text(before or "")
    box.evaluate(compose, ["compositionend", "手紙"])
    page.clock.run_for(5_000)
    expect(page.locator("[data-search-status]")).to_contain_text("「手紙」")
    assert "s1-h01" in found(page)


def test_results_are_reached_by_arrow_keys(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=手紙")
    done(page)
    page.locator("#search-input").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-result a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-result a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search-input")).to_be_focused()


def test_filters_narrow_and_stand_in_the_address(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=手紙")
    every = len(found(page))
    hints = page.locator("[name=type][value=hint]")
    count = int(re.findall(r"\d+", hints.locator("..").inner_text())[-1])
    shown = min(count, every)
    hints.check()
    expect(page).to_have_url(re.compile(re.escape("&type=hint") + "$"))
    expect(page.locator("[data-search-status]")).to_contain_text(f"のうち{count}件")
    expect(page.locator("[data-entry]")).to_have_count(shown)
    page.reload()
    expect(page.locator("[data-entry]")).to_have_count(shown)
    nearby = page.locator("[data-search-nearby]")
    nearby.locator("summary").click()
    expect(nearby.locator(".kind").first).to_be_visible()
    assert {*nearby.locator(".kind").all_inner_texts()} == {Hint.type_label}
    page.locator("[name=tag][value=letters]").check()
    expect(page).to_have_url(re.compile(re.escape("type=hint&tag=letters")))
    page.go_back()
    page.go_back()
    expect(page.locator("#search-results > li")).to_have_count(every)


def test_filters_count_what_a_look_at_the_entries_counts_and_keep_the_focus(
    visit: Callable[..., Page], library: Library, address: str
) -> None:
    page = visit("search/?q=家族会&type=hint")
    done(page)
    entries = [library[entry_id] for entry_id in page.evaluate(FIND, "家族会")]
    types = Counter(entry.type for entry in entries)
    tags = Counter(t.id for own in entries if own.type == "hint" for t in library.tags(own))
    for name, expected in (("type", types), ("tag", tags)):
        counts = page.locator(f"[data-search-filters] label:has([name={name}])").evaluate_all(
            "all => all.map(e => [e.querySelector('input').value, Number(e.querySelector('.count').textContent)])"
        )
        assert dict(counts) == dict(expected)
    page.goto(address + "search/?q=家族会")
    done(page)
    page.locator("[data-search-filters] input[value=practice]").focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(re.escape("&type=practice") + "$"))
    done(page)
    expect(page.locator("[data-search-filters] input[value=practice]")).to_be_focused()
    expect(page.locator("[data-search-filters] input").first).to_be_checked()


def test_an_older_answer_never_replaces_a_newer_one(visit: Callable[..., Page]) -> None:
    page = visit("search/")
    page.evaluate("""() => {
      const [form, box] = ["form", "box"].map((name) => document.querySelector(`[data-search-${name}]`));
      for (const query of ["家族", "支援", "手紙"]) { box.value = query; form.requestSubmit(); }
    }""")
    done(page)
    expect(page.locator("[data-search-status]")).to_contain_text("「手紙」で見つかったもの")
    assert "s1-h01" in found(page)


def test_back_leads_to_the_query_before(visit: Callable[..., Page], address: str) -> None:
    page = visit("search/?q=npo")
    done(page)
    page.locator("#search-input").fill("line")
    page.locator("#search-input").press("Enter")
    expect(page).to_have_url(f"{address}search/?q=line")
    expect(page.locator("[data-search-status]")).to_contain_text("「line」")
    page.go_back()
    expect(page).to_have_url(f"{address}search/?q=npo")
    expect(page.locator("[data-search-status]")).to_contain_text("「npo」")


def test_page_explains_terms_helps_in_vain_and_calls_the_notice(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("search/?q=アウトリーチ")
    done(page)
    expect(page.locator("[data-search-named]")).to_contain_text("用語")
    expect(page.locator("[data-search-named]")).to_contain_text("アウトリーチ")
    page.goto(address + "search/?q=kubernetes")
    assert found(page) == []
    expect(page.locator("[data-search-status]")).to_contain_text("見当たりません")
    expect(page.get_by_role("heading", name="タグから探す")).to_be_visible()
    expect(page.locator("[data-search-empty] a")).to_have_count(1)  # to propose an entry
    page.goto(address + "search/?q=ﾘｽｶ")  # a word of danger
    done(page)
    expect(page.get_by_role("link", name="119")).to_have_attribute("href", "tel:119")
    page.locator("#search-input").fill("手紙")
    expect(page.locator("[data-search-urgent]")).to_be_hidden()


def test_a_word_near_to_known_ones_offers_them(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=連系")
    done(page)
    for heading in ("似た言葉", "近い場面・タグ・用語"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator("[data-search-empty] a[href$='tags/multi-agency/']")).to_be_visible()
    page.locator("[data-search-empty] a[href^='?q=']").first.click()
    expect(page.locator("[data-entry]").first).to_be_visible()


def test_what_was_meant_is_searched_and_said(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=精神保険福祉センター")
    done(page)
    expect(page.locator("[data-search-status]")).to_contain_text(
        "「精神保険福祉センター」→「精神保健福祉センター」で探しました"
    )
    expect(page.locator("mark").filter(has_text="精神保健福祉センター").first).to_be_visible()
    page.get_by_role("link", name="元の言葉で探す").click()
    done(page)
    expect(page.locator("[data-search-status]")).not_to_contain_text("→")


def test_suggestions_are_chosen_by_keys_and_left_alone(visit: Callable[..., Page]) -> None:
    page = visit("search/")
    box = page.get_by_role("combobox")
    box.press_sequentially("アウト")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    first = page.get_by_role("option", selected=True)
    chosen = first.get_attribute("data-text")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    box.press("Enter")
    expect(box).to_have_value(chosen or "")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert found(page)
    box.fill("手紙")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")  # what was typed, not what was suggested
    expect(box).to_have_value("手紙")


def test_more_results_come_once_each_and_are_there_on_the_way_back(
    visit: Callable[..., Page],
) -> None:
    page = visit("search/?q=見本")
    done(page)
    page.locator("[data-search-more]").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator("[data-entry]")).to_have_count(60)
    ids = found(page)
    assert len(ids) == len(set(ids))
    last = page.locator("#search-results > li").last
    last.locator("a").first.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    last.locator("a").first.click()
    page.wait_for_url(re.compile(r"^(?!.*search/)"))
    page.go_back()
    done(page)
    assert found(page) == ids
    assert abs(page.evaluate("scrollY") - before) < 200


def test_search_works_from_disk(visit: Callable[..., Page], offline_site: Path) -> None:
    root = offline_site.as_uri() + "/"
    page = visit("scenes/1.html", root=root)
    page.locator("#header-search").fill("手紙")
    page.locator("#header-search").press("Enter")
    assert "s1-h01" in found(page)
    page.locator("[data-entry='s1-h01'] a").click()
    expect(page).to_have_url(re.compile(re.escape("scenes/1.html#s1-h01") + "$"))


def test_without_scripts_links_stand_in_place_of_the_box(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=手紙", java_script_enabled=False)
    expect(page.locator("[data-search-box]:visible")).to_have_count(0)
    page.locator(".no-js-note").get_by_role("link", name="タグから").click()
    expect(page.locator("[data-search-box]:visible")).to_have_count(0)
    expect(page).to_have_url(re.compile(re.escape("tags/") + "$"))
