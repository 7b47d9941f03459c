"""Phrase ends in titles: where lines may break, and in which parts of a page they are marked."""

from __future__ import annotations

import json
import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest

from hintbook.model import Tag
from hintbook.render.exports import search_scripts
from hintbook.render.settings import Settings
from hintbook.render.site import Site, phrase_marker
from hintbook.render.text.phrases import PhraseMarker
from hintbook.search import DIGITS

if TYPE_CHECKING:
    from hintbook.library import Library

MARKER = PhraseMarker(["家族会・家族教室", "生活困窮の窓口", "窓口"])


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("本人に会えないまま半年たつ", "本人に|会えないまま|半年たつ"),
        ("情報共有・役割分担", "情報共有・|役割分担"),
        ("家族会・家族教室への参加", "家族会・家族教室への|参加"),
        ("生活困窮の窓口に集める", "生活困窮の窓口に|集める"),
        ("担当係ができたのは2024年4月です", "担当係が|できたのは|2024年4月です"),
        ("数字や記述の食い違い", "数字や|記述の|食い違い"),
        ("訪問を急がない", "訪問を|急がない"),
        ("1～2年かけて会えた例もある", "1～2年かけて|会えた|例もある"),
        ("", ""),
    ],
)
def test_phrases_keep_names_and_numerals_whole(text: str, phrases: str) -> None:
    assert "|".join(MARKER.split(text)) == phrases


def test_no_title_of_the_content_breaks_inside_a_name(library: Library) -> None:
    marker = phrase_marker(library, Settings(name="ヒントブックの名前"))
    for item in library.items.values():
        title = item.entry.caption
        assert "".join(marker.split(title)) == title
    for tag in library.all(Tag):
        assert marker.split(tag.caption) == [tag.caption]
    assert marker.split("ヒントブックの名前") == ["ヒントブックの名前"]


def test_search_results_break_where_titles_do(small_library: Library) -> None:
    site = Site(small_library, Settings(name="見本"))
    scripts = search_scripts.index(site).scripts
    (row, *_) = json.loads(scripts["d0"].split("=", 1)[1].rstrip(";\n"))
    title, lengths = row[1], [DIGITS.index(digit) for digit in row[-1]]
    ends = [*accumulate(lengths), len(title)]
    assert [title[start:end] for start, end in pairwise([0, *ends])] == site.phrases.split(title)
    assert lengths


def test_titles_and_labels_are_marked_and_nothing_else() -> None:
    html = (
        '<p>本文は変えない</p><h2 id="a" class="x">人に<svg></svg>会う &amp; 話す</h2>'
        '<li class="card"><ul><li>本人に会いたい</li></ul>家族と話したい</li><li>本人に会いたい</li>'
        '<summary title="本人に会いたい">その他</summary>'
        '<summary><b class="asked-phrase">本人に会いたい</b></summary>'
    )
    marked = (
        '<p>本文は変えない</p><h2 id="a" class="x">人に<svg></svg>'
        '<span class="phrases">会う <wbr>&amp; <wbr>話す</span></h2>'
        '<li class="card"><ul><li><span class="phrases">本人に<wbr>会いたい</span></li></ul>'
        '<span class="phrases">家族と<wbr>話したい</span></li><li>本人に会いたい</li>'
        '<summary title="本人に会いたい">その他</summary>'
        '<summary><b class="asked-phrase">本人に会いたい</b></summary>'
    )
    assert MARKER.mark(html) == marked
    assert re.sub(r'<wbr>|<span class="phrases">|</span>', "", marked) == html


@pytest.mark.parametrize(
    ("text", "joined"),
    [("続けて1～2年かける", "<span>1～2</span>"), ("家族会・家族教室の話", "<span>・家</span>")],
)
def test_what_browsers_would_break_inside_a_phrase_is_kept_together(text: str, joined: str) -> None:
    assert joined in PhraseMarker(["家族会・家族教室"]).mark(f"<h2>{text}</h2>")
