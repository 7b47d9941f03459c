"""The form for a practice: it validates like the command and hands over what was typed."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from hintbook.edit.format import formatted
from hintbook.edit.romaji import slug
from hintbook.errors import ContentError, ContentErrors
from hintbook.library import open_library
from hintbook.load.files import file_type_of
from hintbook.load.text import clean
from hintbook.load.yaml_reader import parse
from hintbook.model import Practice
from hintbook.model.base.fields import MAX_LENGTH
from hintbook.model.practice import DISCLOSURES
from hintbook.render import Settings
from hintbook.render.pages import practices
from hintbook.render.site import Site
from tests.support.form import PATH, fill, finish
from tests.support.pages import CLIPBOARD, PLAIN, STORAGE_BLOCKED, assert_accessible_and_fits
from tests.support.site_build import ICONS, READINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hintbook.library import Library
    from tests.support.pages import Look

Entry = dict[str, Any]
Verdict = set[tuple[str, str]]

REPOSITORY = "https://github.com/example/hintbook"
AWKWARD = (
    *("yes", "No", "null", "~", "true", "1", "1.5", "1e3", "0x1F", "12:30:00", "=", "<<", ".5"),
    *(
        "2026-01-01",
        "- a",
        ": a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "? a",
        "| a",
        "> a",
    ),
    *(
        "'a'",
        '"a"',
        "a'b",
        'a"b',
        "\\n",
        "{a}",
        "[a]",
        "a, b",
        "%a",
        "@a",
        "`a`",
        "---",
        "...",
        "-",
    ),
    *(
        "  前に空白",
        "後に空白 ",
        "　全角の空白",
        "\tタブ",
        "あ\tい",
        "一段\n\n二段",
        "行\n 字下げ\n行",
    ),
    *("絵文字🍵🙂", "髙﨑", "が゙", "C言語 & C++", "100%", "#ひきこもり", "後に改行\n", "\n前に改行"),
)
PRIVATE = (
    *(
        "電話は090-1234-5678です",
        "tanaka@example.jp",
        "ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｊｐ",
        "〒100-0001",
    ),
    *(
        "田中さん（42歳）",
        "42歳の田中様",
        "20代のお客様",
        "０１２０－１２３－４５６",
        "0312345678",
        "0312345678件",
        "０９０−１２３４ / ５６７８",
        "田中さんと民生委員さん",
        "太郎（アット）例え.jp",
    ),
)
UNKIND = (
    "ひきこもりを治す取組",
    "ひきずり出さない",
    "「治す」と言わない",
    "明治さかえ会の自治する場",
)
HIDDEN = ("あ\u200bい", "あ\x07", "家族👨‍👩‍👧", "あ\rい")
texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text("あかんの漢字ァーabc019-:#&'\"\\{}[],.!?%@* \n、。🍵", min_size=1, max_size=24).filter(
        str.strip
    ),
).map(clean)  # as the form reads them
TAGS = ["visit", "letters", "ibasho", "supervision", "multi-agency", "for-person", "stage-connect"]
# Unusual values by key, most of them invalid.
LONG = "𠮟" * (MAX_LENGTH + 1)
ODD: dict[str, tuple[Any, ...]] = {
    "id": ("", "Bad Id", "index", "あ", 3, None, "s1-h01", "visit-x", "a--b", "-a", "a\nb"),
    "title": (
        "",
        " ",
        None,
        5,
        ["一覧"],
        "手紙を家に届ける",
        *PRIVATE,
        *UNKIND,
        *HIDDEN,
    ),
    "summary": ("", "　", None, True, "要記入（1～4文）", LONG, *PRIVATE, *UNKIND, *HIDDEN),
    "aspect": ("firm", "hard", "soft", None, 3, ""),
    "category": ("network", "empowerment", "netwrok", "Bad Id", None, 7, ""),
    "goals": (["G"], ["A", "A"], ["C", "A"], "A", [1], None, {"a": 1}, [None]),
    "methods": (["method-pair"], ["nope"], ["Bad!"], ["nope", "nope"], None, "method-pair"),
    "implemented_by": (
        None,
        {},
        "見本市",
        {"kind": "x", "name": None, "municipality": None},
        {"kind": "npo", "name": "090-1234-5678", "municipality": None},
        {"kind": None, "name": "", "municipality": "municipality-99"},
        {"kind": None, "name": None, "municipality": "municipality-01", "colour": "x"},
        {"kind": None, "name": "島根県", "municipality": "municipality-01"},
        {"kind": None, "name": "島根県", "municipality": None},
    ),
    "tags": (
        *(
            [],
            TAGS,
            TAGS[:6],
            ["nope"],
            ["visit", "visit"],
            "visit",
            None,
            ["visit", 3],
            ["Bad Id"],
        ),
        *([*TAGS[:6], "Bad Id"], [*TAGS[:6], "nope"], ["nope", "nope"], {"visit": 1}),
    ),
    "asked_as": (
        [],
        [""],
        ["a", "b", "c", "d"],
        ["要記入"],
        ["同じ", "同じ"],
        [PRIVATE[0]],
        [UNKIND[0]],
        None,
        "一つ",
        [HIDDEN[0]],
    ),
    "related": (["s1-h01"], ["nope"], ["own"], ["s1-h01", "s1-h01"], ["Bad Id"], None, [1]),
    "disclosure": ("x", None, 3, "published", ["published"]),
    "added": (
        "2026-13-01",
        "26-1-1",
        "2999-01-01",
        "2020-01-02",
        None,
        3,
        "2026-02-30",
        "0000-01-01",
    ),
    "reviewed": ("2020-01-01", "2026-2-3", "2999-01-01", None, ""),
    "origin": ("", None, PRIVATE[1], 3, "要記入"),
    "source": (
        {"document": "hints", "at": "scene1"},
        [{"document": "hints", "at": ["scene1", "nope"]}],
        {"document": "nope", "at": "x"},
        {"document": "Bad Id", "at": "x"},
        {"document": "hints"},
        {"document": "hints", "at": []},
        {"document": "hints", "at": "scene1", "page": 3},
        *([], None, "hints", {"document": None, "at": None}),
    ),
    "colour": ("red",),
}


def form_entry(number: int, title: str, summary: str, phrase: str) -> Entry:
    return {
        "id": f"gen-{number:03}",
        "title": f"{title}取組{number}".strip(),
        "summary": summary,
        "aspect": "hard",
        "category": "network",
        "goals": [],
        "methods": [],
        "implemented_by": {"kind": None, "name": "社会福祉協議会: 見本", "municipality": None},
        "tags": TAGS[: number % 6 + 1],
        "asked_as": [phrase.strip()],  # as the form reads it
        "related": ["s1-h01"],
        "disclosure": "consented",
        "added": "2026-11-20",
        "reviewed": "2026-11-21",
        "origin": "見本市からの報告（2026年）",
    }


def entries(count: int) -> list[Entry]:
    """Return generated practices: one for each unusual value, one for each missing key, valid ones.

    Every third one with an unusual value has a second one.
    """
    first = [(key, value) for key, values in ODD.items() for value in values]
    second = [pair for pair in first if pair[0] not in {"id", "title"}]
    keys = list(form_entry(0, "", "", ""))
    found: list[Entry] = []

    @settings(max_examples=count, database=None, phases=[Phase.generate])
    @given(texts, texts, texts, st.sampled_from(second))
    def collect(title: str, summary: str, phrase: str, also: tuple[str, Any]) -> None:
        number = len(found)
        entry = form_entry(number, title, summary, phrase)
        if number < len(first):
            entry.update([also] if number % 3 == 0 else [], **dict([first[number]]))
        elif number < len(first) + len(keys):
            del entry[keys[number - len(first)]]
        if entry.get("related") == ["own"]:
            entry["related"] = [entry["id"]]
        found.append(entry)

    collect()
    return found


JUDGED = """entries => {
  const { verdict, worded } = self.hintbookCheck.checker(self.hintbookForm);
  return entries.map((entry) => ({
    faults: verdict(entry).map((fault) =>
      [fault.code, fault.code === "missing-key" ? fault.key : fault.loc[0], worded(fault).join("|")]),
    file: self.hintbookYaml.write(entry, self.hintbookForm.modeline),
  }));
}"""


PRACTICES = file_type_of("practices/x.yml")


def test_form_and_command_judge_alike(
    visit: Callable[..., Page], small_content: Path, tmp_path: Path
) -> None:
    assert PRACTICES
    made = entries(200)
    judged = visit(PATH).evaluate(JUDGED, made)
    content = shutil.copytree(small_content, tmp_path / "content")
    for number, judgement in enumerate(judged):
        file = content / f"practices/gen-{number:03}.yml"
        file.write_bytes(judgement["file"].encode())
    with pytest.raises(ContentErrors) as failure:
        open_library(content)
    by_file = _by_file(failure.value.errors)
    verdicts = set()
    for number, (entry, judgement) in enumerate(zip(made, judged, strict=True)):
        name = f"content/practices/gen-{number:03}.yml"
        theirs = {(code, key) for code, key, _ in judgement["faults"]}
        assert theirs == _verdict(by_file.get(name, []), judgement["file"]), (
            entry,
            by_file.get(name),
        )
        if ("control-character") not in {code for code, _ in theirs}:
            typed = json.dumps(entry, ensure_ascii=False)
            assert parse(judgement["file"].encode(), name).data == parse(typed.encode(), name).data
        if not theirs:
            assert formatted(judgement["file"].encode(), name, PRACTICES) == judgement["file"]
        messages = {message for *_, message in judgement["faults"]}
        for error in by_file.get(name, []):
            if error.code in {
                "private-data",
                "too-long",
                "too-many",
                "category-aspect",
            }:
                assert f"{error.message}|{error.remedy}" in messages
        verdicts |= theirs or {("valid", "")}
    assert {("valid", ""), ("too-long", "summary")} <= verdicts
    assert len({code for code, _ in verdicts}) > 20


def _by_file(errors: list[ContentError]) -> dict[str, list[ContentError]]:
    """Return the errors by generated file; those on duplicates name one file and mention the other."""
    found: dict[str, list[ContentError]] = {}
    for error in errors:
        for name in set(
            re.findall(r"content/practices/gen-\d+\.yml", f"{error.place} {error.message}")
        ):
            found.setdefault(name, []).append(error)
    return found


def _verdict(errors: list[ContentError], file: str) -> Verdict:
    """Return the command's findings by code and key, without those on the file's name."""
    found = {(error.code, _key(error, file)) for error in errors} - {("wrong-file-name", "id")}
    links = {"duplicate-id", "duplicate-title", "self-related", "dangling-related"}
    own = {
        (code, key) for code, key in found if code not in links and not code.startswith("unknown-")
    }
    own |= {(code, key) for code, key in found if code in {"unknown-key", "unknown-category"}}
    return own or found


def _key(error: ContentError, file: str) -> str:
    if error.code == "missing-source":
        return "source"
    if error.code == "missing-key":
        return error.message.partition("「")[2].partition("」")[0]
    if error.code.startswith("duplicate-"):
        return error.code.removeprefix("duplicate-")
    lines = file.split("\n")[: error.place.line]
    return next(str(match[1]) for line in reversed(lines) if (match := re.match(r"(\w+):", line)))


@pytest.fixture
def form(visit: Callable[..., Page]) -> Page:
    page = visit(PATH, permissions=CLIPBOARD)
    page.evaluate(f"self.hintbookForm.repository = {json.dumps(REPOSITORY)}")
    return page


def test_from_the_form_to_the_page(form: Page, small_content: Path, tmp_path: Path) -> None:
    fill(form, origin="見本市『支援計画』（2025年）12ページ")
    form.locator("[name=category]").select_option("visit-accompany")
    form.locator("[name=kind]").select_option("npo")
    form.locator("[name=who]").fill("見本の会")
    form.get_by_label("言葉で探す", exact=True).fill("手紙")
    form.get_by_role("button", name=re.compile("^関連に加える: 場面1・ヒント1")).click()
    file = finish(form)
    shown = form.locator("[data-preview]").inner_text()
    content = shutil.copytree(small_content, tmp_path / "content")
    (content / "practices/tsukiichido-no-tegami.yml").write_text(file, encoding="utf-8")
    library = open_library(content)
    practice = library["tsukiichido-no-tegami"]
    assert isinstance(practice, Practice)
    assert (practice.aspect, practice.category) == ("hard", "visit-accompany")
    assert practice.related == ("s1-h01",)
    path = "practices/tsukiichido-no-tegami"
    pages = {
        page.path: page.html for page in practices.pages(Site(library, Settings("見本", ICONS)))
    }
    for text in (
        practice.title,
        practice.origin or "",
        "見本の会（NPO法人）",
        DISCLOSURES["consented"],
        "訪問や同行の支援",
    ):
        assert text in pages[path]
        assert text in shown
    assert "現場からの投稿" in pages["practices/"]


def test_address_hands_over_every_character(form: Page, library: Library) -> None:
    awkward = "手紙 & はがき #1 “引用” \"q\" 'a' 50% + ? = / 🍵 ～ー―"
    fill(
        form,
        title=awkward,
        summary=f"一段落目: {awkward}\n\n- 二段落目\n  字下げ",
        origin=f"# {awkward}",
    )
    file = finish(form)
    url = form.locator("[data-github-link]").get_attribute("href") or ""
    parts = urlsplit(url)
    assert url.startswith(f"{REPOSITORY}/new/main/content/practices?filename=")
    assert parts.fragment == ""
    assert re.fullmatch(r"[!-~]+", url)
    handed = parse_qs(parts.query, strict_parsing=True)
    assert handed == {"filename": ["tsukiichido-no-tegami.yml"], "value": [file]}
    data = parse(file.encode(), "file").data
    assert data["title"] == awkward
    assert data["summary"] == f"一段落目: {awkward}\n\n- 二段落目\n字下げ"
    assert data["origin"] == f"# {awkward}"
    assert PRACTICES
    assert PRACTICES.root.model_validate(data).title == awkward
    assert awkward not in {p.title for p in library.all(Practice)}
    expect(form.locator("[data-too-long]")).to_be_hidden()


def test_file_is_saved_or_copied(form: Page) -> None:
    fill(form, title="ｶﾞｲﾄﾞに、か\u3099くる手紙")
    file = finish(form)
    assert "title: ガイドに、がくる手紙\n" in file  # as content is read
    with form.expect_download() as saved:
        form.get_by_role("link", name="ファイルを保存").click()
    assert saved.value.suggested_filename == "tsukiichido-no-tegami.yml"
    assert saved.value.path().read_text(encoding="utf-8") == file
    form.get_by_role("button", name="内容をコピー").click()
    expect(form.locator("[data-copied]")).to_have_text("コピーしました")
    assert form.evaluate("navigator.clipboard.readText()") == file


def test_what_would_not_survive_signing_in_offers_the_file_first(form: Page) -> None:
    """The sign-in page carries the address escaped once more: 15 characters for a kana."""
    fill(form, summary="あ" * 100)
    finish(form)
    first = form.locator(".endings > li").first
    expect(first.locator("[data-github-link]")).to_be_visible()
    sign_in = first.get_by_role("link", name="先に GitHub にサインイン")
    expect(sign_in).to_have_attribute("href", "https://github.com/login")
    address = form.locator("[data-github-link]").get_attribute("href") or ""
    carried = f"https://github.com/login?return_to={quote(address, safe='')}"
    spare = (8000 - len(carried)) // len(quote(quote("あ")))
    for more, link_fits in ((spare, True), (spare + 1, False)):
        form.locator("[name=summary]").fill("あ" * (100 + more))
        expect(form.locator("[data-file]")).to_contain_text("あ" * (100 + more))
        expect(form.locator("[data-too-long]")).to_be_visible(visible=not link_fits)
        expect(form.locator("[data-github-link]")).to_be_visible(visible=link_fits)
        expect(first.locator("[data-download]")).to_be_visible(visible=not link_fits)


def test_faults_of_empty_fields_are_said_in_the_words_of_the_reader(form: Page) -> None:
    form.locator("[name=document]").evaluate("e => { e.closest('details').open = true; }")
    finish_button = form.get_by_role("button", name="内容を確かめて、ファイルを作る")
    finish_button.click()
    said = [item.inner_text() for item in form.locator("[data-errors] li").all()]
    schema: Entry = form.evaluate("self.hintbookForm.schema.properties")
    asked = {key: node["x-ask"] for key, node in schema.items() if "x-ask" in node}
    assert asked.keys() == {"id", "title", "summary", "tags", "asked_as", "disclosure", "source"}
    assert [text.partition(": ")[2] for text in said] == [
        *(asked[key] for key in ("title", "summary", "asked_as", "tags", "disclosure", "source")),
        "まだ確かめていない約束があります。",
        asked["id"],
    ]
    form.locator("[name=document]").select_option("hints")
    expect(form.locator("#error-origin")).to_have_text("箇所を選んでください。")


def test_two_tabs_keep_two_drafts(form: Page) -> None:
    other = form.context.new_page()
    other.goto(form.url)
    for page, title in ((form, "前のタブの題"), (other, "後のタブの題")):
        page.locator("[name=title]").fill(title)
        expect(page.locator("[data-draft-said]")).to_contain_text("保存しました")
    expect(form.locator("[data-draft-said]")).to_contain_text("別のタブ")
    for page, title in ((form, "前のタブの題"), (other, "後のタブの題")):
        page.reload()
        expect(page.locator("[name=title]")).to_have_value(title)
    third = form.context.new_page()
    third.goto(form.url)
    expect(third.locator("[name=title]")).to_have_value("後のタブの題")


def test_faults_show_when_a_field_is_left_or_private_and_go_when_mended(form: Page) -> None:
    title, error = form.locator("[name=title]"), form.locator("#error-title")
    expect(error).to_be_hidden()
    title.focus()
    form.keyboard.press("Tab")
    expect(error).to_have_text("題を書いてください。")
    expect(title).to_have_attribute("aria-invalid", "true")
    title.fill("手紙を家に届ける")
    expect(error).to_contain_text("もう使われています")
    title.fill("会えない方に手紙を届ける")
    expect(error).to_be_hidden()
    expect(title).not_to_have_attribute("aria-invalid", "true")
    summary = form.locator("[name=summary]")
    summary.press_sequentially("田中さん（42歳）")
    expect(form.locator("#error-summary")).to_contain_text(
        "個人の名前と年齢のようなもの「田中さん(42歳」"
    )
    expect(form.locator("#announcer")).to_contain_text("個人の名前と年齢")


def test_summary_of_faults_leads_to_the_fields(form: Page) -> None:
    fill(form, title="", origin="")
    form.get_by_role("button", name="内容を確かめて、ファイルを作る").click()
    summary = form.locator("[data-errors]")
    expect(form.locator("[name=title]")).to_be_focused()
    expect(form.locator("#announcer")).to_contain_text("直すところが2件あります")
    expect(summary.locator("li")).to_have_text(
        [re.compile("^題: "), re.compile("^もとになるもの: ")]
    )
    summary.get_by_role("link", name=re.compile("^もとになるもの")).click()
    expect(form.locator("[name=origin]")).to_be_focused()
    form.keyboard.type("見本市からの報告")
    expect(summary.locator("li")).to_have_count(1)


# Kana, Latin letters and punctuation, also in full and half width.
READABLE = (
    *range(0x20, 0x250),
    *range(0x2000, 0x2070),
    *range(0x3000, 0x3400),
    *range(0xFF00, 0xFFF0),
)


def test_reading_gives_the_id_that_the_command_makes(form: Page) -> None:
    made = "readings => readings.map((reading) => self.hintbookReading.romaji(reading) || null)"
    assert form.evaluate(made, [reading for reading, _ in READINGS]) == [i for _, i in READINGS]
    readings = [f"{before}{chr(code)}a" for code in READABLE for before in ("か", "う", "っ")]
    theirs = dict(zip(readings, form.evaluate(made, readings), strict=True))
    assert {r: i for r, i in theirs.items() if i != slug(r)} == {}


def test_id_from_a_reading_and_an_own_one_that_stays(form: Page, library: Library) -> None:
    name = form.locator("[name=id]")
    for reading, made in (
        ("コーヒー・しゃっきん ちゃっく", "kohi-shakkin-chakku"),
        ("てがみを書く", ""),
    ):
        form.locator("[name=reading]").fill(reading)
        expect(name).to_have_value(made)
    taken = library.all(Practice)[0].id
    name.fill(taken)
    name.blur()
    expect(form.locator("#error-id")).to_contain_text("もう使われています")
    form.locator("[name=reading]").fill("てがみ")
    expect(name).to_have_value(taken)


def test_near_practices_show_while_typing(form: Page, library: Library) -> None:
    practice = library.all(Practice)[0]
    near = form.locator("[data-similar]")
    expect(near).to_be_hidden()
    form.locator("[name=title]").fill(practice.title)
    first = near.locator("li").first
    expect(first).to_have_attribute("data-entry", practice.id)
    first.get_by_role("button").click()
    expect(form.locator("[name=related]")).to_have_count(1)
    expect(form.locator("[data-preview] .related")).to_contain_text(practice.title)


def test_search_that_did_not_load_is_tried_again(browser: Browser, address: str) -> None:
    page = browser.new_page()
    engine = re.compile(r"search/engine\.[0-9a-f]+\.js$")
    page.route(engine, lambda route: route.abort())
    page.goto(address + PATH)
    search = page.get_by_label("言葉で探す", exact=True)
    with page.expect_event("requestfailed"):
        search.fill("手紙")
    expect(page.locator("[data-related-found]")).to_contain_text("見つかりませんでした")
    page.unroute(engine)
    search.fill("手紙 ")
    expect(page.locator("[data-related-found] [data-entry]").first).to_be_visible()
    page.close()


def test_draft_stays_until_it_is_cleared(form: Page) -> None:
    fill(form)
    form.locator("[name=document]").evaluate("e => { e.closest('details').open = true; }")
    form.locator("[name=document]").select_option("hints")
    form.locator("[name=at]").select_option("scene1")
    expect(form.locator("[data-draft-said]")).to_contain_text("保存しました")
    form.reload()
    expect(form.locator("[name=title]")).to_have_value("会えない方に、月に一度の手紙を届ける")
    expect(form.locator("[name=tags]:checked")).to_have_count(2)
    expect(form.locator("[name=disclosure]:checked")).to_have_value("consented")
    expect(form.locator("[name=at]")).to_have_value("scene1")
    expect(form.locator("[name=id]")).to_have_value("tsukiichido-no-tegami")
    form.on("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="下書きを消す").click()
    expect(form.locator("[name=title]")).to_have_value("")
    assert form.evaluate("Object.keys(localStorage)") == []
    form.reload()
    expect(form.locator("[name=title]")).to_have_value("")
    assert form.evaluate("Object.keys(localStorage)") == []


def test_form_works_where_nothing_can_be_stored(visit: Callable[..., Page]) -> None:
    page = visit(PLAIN)
    page.add_init_script(STORAGE_BLOCKED)
    page.goto(page.url.replace(PLAIN, PATH))
    expect(page.locator("[data-draft-said]")).to_contain_text("保存できない設定です")
    fill(page)
    assert "id: tsukiichido-no-tegami" in finish(page)
    expect(page.locator("[data-github]")).to_be_hidden()  # without a repository


KEEP = """([own, last]) => {
  sessionStorage.setItem("hintbook.practice", own);
  localStorage.setItem("hintbook.practice", last);
}"""
SOUND_DRAFT: Entry = {
    "version": 1,
    "saved": 1764300000000,
    "fields": [["title", "前の題"]],
    "related": [["s1-h01", "場面1・ヒント1"]],
}
NOT_PAIRS: tuple[Any, ...] = (None, {}, "title", [None], ["ab"], [["title"]], [["title", 3]])
WRONG: tuple[Entry, ...] = (
    *({"version": 2}, {"saved": None}, {"saved": "昨日"}),
    *({key: wrong} for key in ("fields", "related") for wrong in NOT_PAIRS),
)
UNSOUND_DRAFTS = (
    *("", "{", "null", '"x"', "[]", '{"version": 0}', '{"version": 1}'),
    *(json.dumps(SOUND_DRAFT | wrong) for wrong in WRONG),
)


def test_draft_of_another_version_or_not_ours_is_passed_over(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(PLAIN)
    # The page looks at two of them, first at the tab's own.
    for own, last in zip(UNSOUND_DRAFTS[::2], UNSOUND_DRAFTS[1::2], strict=True):
        page.evaluate(KEEP, [own, last])
        page.goto(address + PATH)
        expect(page.locator("[data-missing]")).to_contain_text("あと")
        expect(page.locator("[name=title]")).to_have_value("")
        expect(page.locator("[data-draft-said]")).not_to_contain_text("保存しました")
    page.evaluate(KEEP, ["{", json.dumps(SOUND_DRAFT)])
    page.goto(address + PATH)
    expect(page.locator("[name=title]")).to_have_value("前の題")
    expect(page.locator("[name=related]")).to_have_count(1)


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(120):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(selector)


def test_form_by_keyboard_alone(form: Page) -> None:
    keys = form.keyboard
    for selector, text in (
        ("[name=title]", "会えない方に手紙を届ける"),
        ("[name=summary]", "月に1回、手紙を届けています。"),
        ("[name=asked_as]", "会ってもらえない"),
    ):
        _tab_to(form, selector)
        keys.type(text)
    _tab_to(form, "[name=tags][value=letters]")
    keys.press("Space")
    _tab_to(form, "[name=disclosure]")
    keys.press("Space")
    _tab_to(form, "[name=origin]")
    keys.type("見本市からの報告")
    for number in "123":
        _tab_to(form, f"[name=confirmed][value='{number}']")
        keys.press("Space")
    _tab_to(form, "[name=reading]")
    keys.type("てがみ の とどけ")
    _tab_to(form, "[data-finish]")
    keys.press("Enter")
    expect(form.locator("[data-done-title]")).to_be_focused()
    keys.press("Tab")
    expect(form.locator("[data-github-link]")).to_be_focused()
    change = "e => { e.value = '別の題'; e.dispatchEvent(new Event('input', { bubbles: true })); }"
    form.locator("[name=title]").evaluate(change)
    expect(form.locator("[data-file]")).to_contain_text("別の題")
    expect(form.locator("[data-github-link]")).to_be_focused()


def test_form_is_accessible_and_fits(
    form: Page, looks_of: Callable[[int], tuple[Look, ...]]
) -> None:
    fill(form)
    form.locator("[name=summary]").fill("田中さん（42歳）、090-1234-5678")
    form.locator("[name=tags]:checked").first.uncheck()
    form.locator("[name=who]").fill("a@example.jp")
    form.locator("[name=confirmed]").first.uncheck()
    form.get_by_role("button", name="内容を確かめて、ファイルを作る").click()
    expect(form.locator("[data-errors]")).to_be_visible()
    expect(form.locator("[data-similar] li").first).to_be_visible()
    assert_accessible_and_fits(form, looks_of(0), "faults")
    form.locator("[name=who]").fill("")
    fill(form)
    finish(form)
    expect(form.locator("[data-similar] li").first).to_be_visible()
    assert_accessible_and_fits(form, looks_of(1), "file")


def test_form_works_from_disk(visit: Callable[..., Page], offline_site: Path) -> None:
    page = visit(f"{PATH}index.html", root=offline_site.as_uri() + "/")
    fill(page)
    expect(page.locator("[data-similar] li").first).to_be_visible()
    file = finish(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="ファイルを保存").click()
    assert saved.value.path().read_text(encoding="utf-8") == file


def test_without_scripts_there_is_a_file_to_copy(
    browser: Browser, address: str, small_content: Path, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PATH)
    expect(page.get_by_text("このフォームには JavaScript が要ります")).to_be_visible()
    expect(page.locator("[data-contribute-form]")).to_be_hidden()
    skeleton = page.get_by_role("region", name="ひな形").inner_text()
    context.close()
    content = shutil.copytree(small_content, tmp_path / "content")
    (content / "practices/maiasa-no-kyouyuu.yml").write_text(f"{skeleton}\n", encoding="utf-8")
    assert isinstance(open_library(content)["maiasa-no-kyouyuu"], Practice)
