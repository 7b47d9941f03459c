"""Rendering: escaping, links in both layouts, links to the glossary, imports of the package."""

from __future__ import annotations

import re
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

from hintbook.errors import ContentErrors
from hintbook.library import open_library
from hintbook.model import CHOICES, Municipality, Practice, Term
from hintbook.model.base.entry import circled
from hintbook.model.practice import DISCLOSURES
from hintbook.render import Page, Settings, render
from hintbook.render.address import Address, href
from hintbook.render.citation import URL_SLOT, citation, document, originals_of
from hintbook.render.neighbours import with_neighbours
from hintbook.render.pages.reference.glossary import by_row
from hintbook.render.site import edition
from hintbook.render.templating import environment
from hintbook.render.text import TermFinder, TextRenderer, paragraphs
from hintbook.render.text.numerals import count
from tests.support.site_build import ICONS, PROJECT
from tests.support.small_content import small_project

if TYPE_CHECKING:
    from pathlib import Path

EVIL = """<script>alert(1)</script> & "quoted" **bold** <img src=x onerror=alert(2)>"""


def test_page_written_by_hand_that_is_no_text_is_named(content: Path, tmp_path: Path) -> None:
    (tmp_path / "about.md").write_bytes("# このサイトについて { #about }\n\n".encode() + b"\xff")
    with pytest.raises(ContentErrors) as found:
        render(open_library(content), Settings("見本", ICONS, docs=tmp_path))
    (error,) = found.value.errors
    assert (error.code, str(error.place)) == ("not-utf8", "docs/about.md:3:1")


def test_a_call_that_fails_is_an_error_of_its_template() -> None:
    template = environment().from_string("\n{{ view('too much') }}")
    with pytest.raises(TypeError) as found:
        template.render(view=lambda: None)
    last = traceback.extract_tb(found.value.__traceback__)[-1]
    assert (last.filename, last.lineno) == ("<template>", 2)


def test_grounds_of_disclosure_have_one_wording(tmp_path: Path) -> None:
    small_project(tmp_path)
    settings = Settings("見本", ICONS, docs=PROJECT / "docs")
    pages, *_ = render(open_library(tmp_path / "content"), settings)
    form = next(page.html for page in pages if page.path == "contribute/practice/")
    guide = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    for value, label in DISCLOSURES.items():
        assert f"{value}（{label}）" in form
        assert f"`{value}`（{label}）" in guide


def test_a_site_without_practices_has_a_day(content: Path) -> None:
    library = open_library(content)
    assert not library.all(Practice)
    assert edition(library, Settings()).endswith("版（2026年1月1日）")


@pytest.mark.parametrize(("total", "classes"), [(1000, "facets"), (1001, "facets facets--many")])
def test_long_lists_are_laid_out_as_far_as_they_are_seen(total: int, classes: str) -> None:
    call = "{% import 'shared/facets.html' as f %}{% call f.facet_list(view, '件', [], total) %}{% endcall %}"
    view = {"icon": lambda icon: icon}
    written = environment().from_string(call).render(view=view, total=total)
    assert f'<div class="{classes}" data-facets' in written


def test_texts_are_never_taken_for_markup(content: Path) -> None:
    scene = content / "scenes/scene-1.yml"
    written = scene.read_text(encoding="utf-8")
    changed, count = re.subn(r"\btext: [^|,}\n][^,}\n]*", f"text: '{EVIL}'", written)
    assert count > 1
    scene.write_text(changed, encoding="utf-8")
    pages, assets, _ = render(open_library(content), Settings("見本", ICONS))
    shown = [page.html for page in pages]
    shown += [asset.data.decode() for asset in assets if asset.path.endswith(".html")]
    assert any("&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html for html in shown)
    for html in shown:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<strong>bold" not in html


@pytest.mark.parametrize(
    ("here", "there", "folders", "link"),
    [
        ("scenes/1", Address("scenes/2"), True, "../2/"),
        ("scenes/1", Address("scenes/2"), False, "2.html"),
        ("scenes/1", Address("scenes/1", "s1-h01"), True, "#s1-h01"),
        ("scenes/1", Address("glossary/", "term-x"), True, "../../glossary/#term-x"),
        ("scenes/1", Address("glossary/", "term-x"), False, "../glossary/index.html#term-x"),
        ("", Address("scenes/1"), True, "scenes/1/"),
        ("", Address("scenes/1"), False, "scenes/1.html"),
        ("scenes/1", Address(""), True, "../../"),
        ("scenes/1", Address(""), False, "../index.html"),
        ("", Address(""), True, "./"),
    ],
)
def test_links_fit_the_layout(here: str, there: Address, folders: bool, link: str) -> None:
    assert href(here, there, folders=folders) == link


def _term(term: str, reading: str, *aliases: str) -> Term:
    return Term(id="term-x", term=term, reading=reading, aliases=aliases, definition="説明。")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("家族会に行く", ["家族会"]),
        ("家族会議を開く", []),
        ("生活困窮の窓口", []),
        ("家族会等の会", ["家族会"]),
        ("ピアサポーターが来る", ["ピアサポーター"]),
        ("ピアサポートの会", ["ピアサポート"]),
        ("見立てを話し合う", ["見立て"]),
        ("どう見立てるか", []),
        ("見立てなどを", ["見立て"]),
        ("ひきこもり支援", ["ひきこもり"]),
        ("SVを受ける", ["SV"]),
        ("SVGを見る", []),
    ],
)
def test_terms_are_found_as_words(text: str, found: list[str]) -> None:
    terms = [
        _term("家族会", "かぞくかい"),
        _term("困窮の窓口", "こんきゅうのまどぐち"),
        _term("ピアサポート", "ぴあさぽーと"),
        _term("ピアサポーター", "ぴあさぽーたー"),
        _term("見立て", "みたて"),
        _term("ひきこもり", "ひきこもり"),
        _term("スーパービジョン", "すーぱーびじょん", "SV"),
    ]
    pieces = list(TermFinder(terms).split(text))
    assert [piece for piece, term in pieces if term] == found
    assert "".join(piece for piece, _ in pieces) == text


def test_a_term_is_linked_once_on_a_page_and_never_in_its_own_definition() -> None:
    term = _term("家族会", "かぞくかい")
    own = term.model_copy(update={"definition": "家族会は、家族の会です。"})
    page = TextRenderer(TermFinder([own]), lambda _: "#term-x")
    assert page.inline("家族会と家族会").count('href="#term-x"') == 1
    assert "href" not in page.inline("家族会")
    glossary = TextRenderer(TermFinder([own]), lambda _: "#term-x")
    assert glossary.definition(own) == "<p>家族会は、家族の会です。</p>"


def test_glossary_is_in_the_order_of_the_syllabary() -> None:
    readings = ["じじょ", "しえん", "あーと", "あい", "わ", "ぱ", "は", "abc"]
    rows = by_row([_term(reading, reading) for reading in readings])
    assert [(row, [term.reading for term in found]) for row, found in rows] == [
        ("あ", ["あーと", "あい"]),
        ("さ", ["しえん", "じじょ"]),
        ("は", ["は", "ぱ"]),
        ("わ", ["わ"]),
        ("英数字", ["abc"]),
    ]


def test_every_choice_of_a_profile_is_in_the_table_with_its_values() -> None:
    shape = Municipality.model_json_schema()
    nodes = shape["properties"] | {
        "multilayer": shape["$defs"]["Multilayer"]["properties"]["status"]
    }
    offered = {
        key: dict(zip(node["enum"], node["enumDescriptions"], strict=True))
        for key, node in nodes.items()
        if "enum" in node
    }
    assert {key: choice.values for key, choice in CHOICES.items()} == offered


def test_pages_count_what_the_content_holds(content: Path) -> None:
    first = (content / "scenes/scene-1.yml").read_text(encoding="utf-8")
    second = re.sub(r"\b(scene-|s)1\b", r"\g<1>2", first).replace("number: 1", "number: 2")
    second = second.replace("title: ", "title: 別の")
    (content / "scenes/scene-2.yml").write_text(second, encoding="utf-8")
    pages = {page.path: page for page in render(open_library(content), Settings("見本", ICONS))[0]}
    assert "2つの場面" in pages["scenes/"].description
    assert "2つの場面です" in pages["scenes/"].html
    assert "0つの自治体の窓口" in pages[""].html
    assert "支援者が抱える0つの困難さ" in pages["guide/difficulties/"].html
    assert [count(range(number)) for number in (1, 9, 10)] == ["1つ", "9つ", "10"]


def test_a_citation_is_short_and_ends_with_the_address(tmp_path: Path) -> None:
    small_project(tmp_path)
    library = open_library(tmp_path / "content")
    cited = {
        name: citation(library, library[name], "書名")
        for name in ("s1-h02", "window-of-town", "visit")
    }
    passages = "場面1・見出し1・ヒント1、場面1・見出し1・ヒント2"
    assert cited["s1-h02"].endswith(
        f"、『書名』、原資料: 『見本のヒント集』（令和3年3月）、{passages} {URL_SLOT}"
    )
    assert cited["window-of-town"].endswith(
        f"、『書名』、原資料: 見本の町の報告（2024年） {URL_SLOT}"
    )
    assert cited["visit"] == f"{library['visit'].caption}、『書名』 {URL_SLOT}"


def test_a_source_is_named_once_with_what_it_says_of_itself(tmp_path: Path) -> None:
    small_project(tmp_path)
    library = open_library(tmp_path / "content")
    hint = library["s1-h02"]
    ((source, reference),) = library.sources(hint)
    first, second = source.passages[:2]
    references = tuple(
        (source, reference.model_copy(update={"at": at}))
        for at in ((first.at,), (second.at, first.at), ("scene1",))
    )
    several = replace(library, sources_of={**library.sources_of, hint.id: references})
    (named,) = originals_of(several, hint)
    assert named == f"{document(source)}、{first.label}、{second.label}、場面1"
    assert f"{document(source)}、{first.label}ほか2か所 " in citation(several, hint, "書名")
    unnamed = source.model_copy(
        update={"titled": False, "publisher": "見本の会", "published": None}
    )
    assert document(unnamed) == "見本のヒント集（見本の会）"


ABOUT_THE_SURVEY = """\
id: survey-method
title: 調べた方法
lead: 調べた方法です。
tags: [visit]
sections:
  - id: survey-method-1
    heading: 方法
    blocks:
      - {kind: paragraphs, text: 郵送で尋ねました。}
"""


def test_the_survey_leads_to_the_topics_about_it(content: Path) -> None:
    link = '<a href="../topics/survey-method/">調査の方法</a>'
    for written in (False, True):
        if written:
            (content / "topics").mkdir()
            (content / "topics/survey-method.yml").write_text(ABOUT_THE_SURVEY, encoding="utf-8")
        pages, *_ = render(open_library(content), Settings("見本", ICONS))
        (html,) = (page.html for page in pages if page.path == "survey/")
        assert (link in html) == written


def test_a_topic_about_the_survey_is_found_by_its_former_id(content: Path) -> None:
    (content / "topics").mkdir()
    written = ABOUT_THE_SURVEY.replace("survey-method", "how-towns-were-asked")
    (content / "topics/how-towns-were-asked.yml").write_text(written, encoding="utf-8")
    moved = ("id/{}/", "topics/{}/")
    redirects = "".join(
        f"- from: {page.format('survey-method')}\n  to: {page.format('how-towns-were-asked')}\n"
        for page in moved
    )
    (content / "redirects.yml").write_text(redirects, encoding="utf-8")
    pages, *_ = render(open_library(content), Settings("見本", ICONS))
    (html,) = (page.html for page in pages if page.path == "survey/")
    assert '<a href="../topics/how-towns-were-asked/">調査の方法</a>' in html


def test_the_links_of_a_page_outlive_its_html() -> None:
    html = '<p id="b"><a class="x" href="../scenes/1/#s1-h01">1</a> <a href="#b">2</a> <a href="c">3</a>'
    page = Page("a", "題", iter([html, "anew"]).__next__, "")
    assert page.html == html
    page.release_html()
    assert page.links == {("../scenes/1/", "s1-h01"), ("", "b")}
    assert page.html == "anew"


def test_any_number_can_be_shown() -> None:
    assert [circled(number) for number in (1, 20, 21, 10**15)] == ["①", "⑳", "(21)", f"({10**15})"]


def test_neighbours_and_paragraphs() -> None:
    assert list(with_neighbours([1, 2])) == [(None, 1, 2), (1, 2, None)]
    assert paragraphs("a\nb\n\n \nc\n") == ["a\nb", "c"]


def test_kept_templates_hold_nothing_that_depends_on_the_build() -> None:
    # Jinja works out a filter of a constant when it compiles, and the compiled template is kept.
    assert environment().filters == Environment(autoescape=True).filters
