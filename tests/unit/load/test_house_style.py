"""The site's own terms, and what makes a sentence hard to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hintbook.library import open_library
from hintbook.library.house_style import USAGES, VARIANT, WEAKNESSES
from tests.support.regex_work import Work
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    import re
    from pathlib import Path

TERM = "- {{id: term-a, term: {term}, reading: あ, aliases: [{alias}], definition: {definition}}}\n"


def said(content: Path, definition: str, term: str = "用語", alias: str = "別名") -> list[str]:
    """Return the messages of the warnings about a term with this definition."""
    written = TERM.format(term=term, alias=alias, definition=definition)
    (content / "terms.yml").write_text(written, encoding="utf-8")
    return [warning.message for warning in open_library(content).warnings]


def test_the_guide_for_editors_has_the_table_of_terms() -> None:
    rows = "\n".join(
        f"| {usage.term} | {'、'.join(usage.variants)} | {usage.note} |" for usage in USAGES
    )
    assert f"\n{rows}\n\n" in (PROJECT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "variant", "term"),
    [
        ("難しいケースを話し合います。", "ケース", "事例"),
        ("庁内の部門につなぎます。", "部門", "部署"),
        ("別の係が受けます。", "係", "部署"),
        ("ほかの課に伝えます。", "課", "部署"),
        ("従事者を支えます。", "従事者", "支援者"),
        ("支援員が訪ねます。", "支援員", "相談員"),
        ("アウトリーチを続けます。", "アウトリーチ", "訪問"),
        ("担当者の引き継ぎをします。", "引き継ぎ", "引継ぎ"),
        ("町の取り組みを伝えます。", "取り組み", "取組"),
        ("こどもの話を聞きます。", "こども", "子ども"),
        ("障がいのある人です。", "障がい", "障害"),
        ("知見を活かします。", "活かし", "生かす"),
        ("続けるなかで、話します。", "なかで", "の中・中で"),
        ("役割をもちます。", "をもち", "持つ・受け持つ"),
        ("理由の1つです。", "の1つ", "一つ"),
    ],
)
def test_a_variant_gets_the_term_of_the_site(
    content: Path, text: str, variant: str, term: str
) -> None:
    assert said(content, text) == [f"「{variant}」は、このサイトでは「{term}」と書きます。"]


@pytest.mark.parametrize(
    "text",
    [
        "ケース検討会とケースワーカーとケースバイケースです。",
        "福祉部門と、庁内の3部門と、高齢福祉課と、係長と、課題と、関係です。",
        "医療従事者と自立相談支援員が、アウトリーチ支援をしました。",
        "業務を引き継ぎました。課題に取り組み、振り返ります。",
        "こども家庭センターと、子供・若者の計画と、障がい者支援課です。",
        "「ケース」と『子供の本』という言葉です。",
        "仲良く、限られるなかでも、効果をもたらし、1つを選び、意見が真っ二つです。",
    ],
)
def test_names_and_other_words_are_no_variants(content: Path, text: str) -> None:
    assert said(content, text) == []


def test_words_of_others_are_free(content: Path) -> None:
    """Printed headings, labels and what readers type have the type `Phrase`."""
    assert (
        said(content, "言葉です。", term="ケース", alias="難しいケースの引き継ぎを知りたい") == []
    )


LONG = "長い" * 40


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{LONG}文。", "80字を超えています"),
        (f"{LONG}。", None),
        (f"短い文です。{LONG}。短い文です。", None),
        (f"文です「{LONG}」（{LONG}）。", None),
        (f"{LONG}名前の一覧", None),
        ("部屋に人に机に向かわせます。", "「に」が3つ"),
        ("部屋に、人に、机に向かわせます。", None),
        ("一緒に訪ねるように、特に静かに町に頼みます。", None),
        ("町に人に話すのに役立ちます。", None),
        ("書くこと、話すこと、待つことを決めます。", "「こと」が3つ"),
        ("書くことと話すことを決めます。待つことも決めます。", None),
        ("行きましたが、会えませんでしたが、手紙を置きました。", "「が、」が2つ"),
        ("行きましたが、会えませんでした。", None),
        ("この機関は、手紙を届けています。", "何の話か"),
        ("会えないわけではありません。", "打ち消しが2つ"),
        ("会えないこともあります。", None),
        ("訪ねるほうが一番です。", "比べる言い方"),
        ("相談することができます。", "「でき」だけ"),
        ("困ることなどの話です。", "「こと」と「など」"),
        ("約100人くらいです。", "同じ意味"),
        ("約100人です。", None),
    ],
)
def test_sentences_that_are_hard_to_read(content: Path, text: str, says: str | None) -> None:
    found = said(content, text)
    assert len(found) == (says is not None)
    assert all(says in message for message in found if says)


def test_a_long_sentence_is_quoted_by_its_start(content: Path) -> None:
    (message,) = said(content, f"短い文です。{LONG}文。")
    assert message.startswith(f"「{LONG[:20]}…」で始まる文")


@pytest.mark.parametrize("pattern", [VARIANT, *(weakness.pattern for weakness in WEAKNESSES)])
def test_a_search_takes_linear_time(pattern: re.Pattern[str]) -> None:
    work = Work(pattern.pattern)
    hostile = ("に", "こと", "ケース", "約1", "1", "あ、", "。", "会えない")
    assert work.width <= 1_000
    assert max(work.most(f"約{text * 12}") for text in hostile) < 1_000
