"""One wording a thing, in all that the site itself says: templates, hand-written pages, scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hintbook.library.house_style import USAGES, VARIANT
from hintbook.model import ENTRY_TYPES
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

# What is not written, with the wording that stands for it.
WORDING = {
    "紙の見本": "印刷プレビュー",
    "写す・渡す": "コピー・共有",
    "いくつでも選ぶ": "複数回答",
    "だれの回答か": "回答者",
    "値は残っていません": "グラフのみで数値なし",
    "ヒントのまとまり": "ヒントの見出し",
    "フィルター": "絞り込み",
    "クリップボード": "コピー",
    "URLをコピー": "リンクをコピー",
    "アドレスをコピー": "リンクをコピー",
    "削除": "消す、外す",
    "インポート": "取り込む",
    "ハンドアウト": "教材箱、資料",
    "ログイン": "サインイン",
}
# Words of others that templates quote; comments, and samples of what not to write.
QUOTED = re.compile("「[^「」]*」|『[^『』]*』")
COMMENTS = re.compile(
    r'<div class="bad">.*?</div>|\{#.*?#\}|<!--.*?-->|/\*.*?\*/|(?m:^\s*//.*$)', re.DOTALL
)
FILES = [
    *(PROJECT / "hooks/hintbook/render").rglob("*.html"),
    *(PROJECT / "overrides").rglob("*.html"),
    *(PROJECT / "docs").glob("*.md"),
    *(PROJECT / "docs/assets/js").rglob("*.js"),
    *(PROJECT / "hooks/hintbook/render/pages").rglob("*.py"),
]


def _unwanted(text: str) -> list[str]:
    own = QUOTED.sub("", COMMENTS.sub("", text))
    return [*(word for word in WORDING if word in own), *VARIANT.findall(own)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PROJECT).as_posix())
def test_the_site_says_a_thing_in_one_way(file: Path) -> None:
    assert _unwanted(file.read_text(encoding="utf-8")) == []


def test_kinds_of_entries_have_names_for_readers() -> None:
    labels = [entry_type.type_label for entry_type in ENTRY_TYPES]
    assert len(set(labels)) == len(labels)
    assert [label for label in labels if re.search("項目|の節|まとまり", label)] == []


def test_words_of_the_table_are_found_and_no_others() -> None:
    assert _unwanted("<p>頁を削除</p>{# 頁 #}「頁」") == ["削除", "頁"]
    assert not {usage.term for usage in USAGES} & WORDING.keys()
