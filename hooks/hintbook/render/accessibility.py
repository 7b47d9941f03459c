"""The page on accessibility: each success criterion, how it was tested, what a person must check.

Criteria by their numbers and names in JIS X 8341-3:2016, which are those of
WCAG 2.0 in Japanese; then the ones that WCAG 2.1 and 2.2 added.  Outcomes come
from the results of `make accessibility`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site


class Criterion(NamedTuple):
    """A success criterion; `absent` says why nothing here falls under it, `person` what to check.

    `tests` are names in TESTS.
    """

    number: str
    name: str
    level: Literal["A", "AA"]
    person: str = ""
    tests: tuple[str, ...] = ()
    absent: str = ""


class Test(NamedTuple):
    """An automatic test that bears on criteria: what it does, and where it is in tests/."""

    label: str
    place: str


TESTS = {
    "anchors": Test("すべてのリンクの行き先", "test_site.py::test_every_link_and_anchor_resolves"),
    "headings": Test("すべての頁の見出しの順", "test_site.py::test_headings_step_down_one_by_one"),
    "ids": Test("id の重なり", "test_site.py::test_ids_are_sound_and_used_once"),
    "language": Test("頁の言語", "test_site.py::test_every_page_has_its_policy_and_language"),
    "scripts": Test(
        "JavaScript なしで読めること",
        "test_browser.py::test_everything_can_be_read_without_scripts",
    ),
    "skip": Test("本文へ移るリンク", "test_browser.py::test_skip_link_leads_to_the_text"),
    "keys": Test(
        "キーボードで頁の端から端まで",
        "test_keyboard.py::test_every_control_is_reached_seen_and_named",
    ),
    "shortcut": Test(
        "ショートカットの切り替え", "test_keyboard.py::test_shortcut_can_be_switched_off"
    ),
    "width": Test(
        "幅320ピクセルで横に動かない",
        "test_browser.py::test_every_template_is_accessible_and_fits",
    ),
    "status": Test("結果の知らせ", "test_browser.py::test_copying_works_by_keyboard"),
    "errors": Test("入力の誤りの知らせ", "test_browser.py::test_compare_says_what_it_cannot_do"),
}

_NO_MEDIA = "音声や映像を使っていません。"
_NO_MOTION = "ひとりでに動くものや、点滅するものがありません。"

JIS = (
    Criterion(
        "1.1.1", "非テキストコンテンツ", "A", "図や QR コードの代わりの言葉が、同じことを伝えるか。"
    ),
    Criterion("1.2.1", "音声だけ及び映像だけ（収録済み）", "A", absent=_NO_MEDIA),
    Criterion("1.2.2", "キャプション（収録済み）", "A", absent=_NO_MEDIA),
    Criterion(
        "1.2.3", "音声解説又はメディアに対する代替コンテンツ（収録済み）", "A", absent=_NO_MEDIA
    ),
    Criterion("1.2.4", "キャプション（ライブ）", "AA", absent=_NO_MEDIA),
    Criterion("1.2.5", "音声解説（収録済み）", "AA", absent=_NO_MEDIA),
    Criterion(
        "1.3.1",
        "情報及び関係性",
        "A",
        "見た目で分かるまとまりや強調が、読み上げでも伝わるか。",
        ("headings",),
    ),
    Criterion("1.3.2", "意味のある順序", "A", "読み上げる順で、意味が通じるか。", ("keys",)),
    Criterion("1.3.3", "感覚的な特徴", "A", "説明が、形・位置・色だけに頼っていないか。"),
    Criterion("1.4.1", "色の使用", "A", "白黒で印刷しても、違いが分かるか。"),
    Criterion("1.4.2", "音声の制御", "A", absent=_NO_MEDIA),
    Criterion(
        "1.4.3",
        "コントラスト（最低限レベル）",
        "AA",
        "機械で判断できない箇所の濃さ。",
    ),
    Criterion("1.4.4", "テキストのサイズ変更", "AA", "200％に拡大して、使えるか。", ("width",)),
    Criterion("1.4.5", "文字画像", "AA", absent="文字を画像にしていません。"),
    Criterion(
        "2.1.1", "キーボード", "A", "読み上げソフトと組み合わせて、すべて操作できるか。", ("keys",)
    ),
    Criterion("2.1.2", "キーボードトラップなし", "A", "", ("keys",)),
    Criterion("2.2.1", "タイミング調整可能", "A", absent="時間の制限がありません。"),
    Criterion("2.2.2", "一時停止、停止及び非表示", "A", absent=_NO_MOTION),
    Criterion("2.3.1", "3回の閃光又は閾値以下", "A", absent=_NO_MOTION),
    Criterion("2.4.1", "ブロックスキップ", "A", "", ("skip",)),
    Criterion("2.4.2", "ページタイトル", "A", "題名が、頁の内容を言い表しているか。"),
    Criterion("2.4.3", "フォーカス順序", "A", "移る順が、作業の順に合っているか。", ("keys",)),
    Criterion(
        "2.4.4",
        "リンクの目的（コンテキスト内）",
        "A",
        "リンクの言葉と前後の文から、行き先が分かるか。",
        ("anchors",),
    ),
    Criterion("2.4.5", "複数の手段", "AA", "検索・タグ・一覧のどれからも、目当ての頁に着けるか。"),
    Criterion(
        "2.4.6", "見出し及びラベル", "AA", "見出しと入力欄の名前が、内容を言い表しているか。"
    ),
    Criterion("2.4.7", "フォーカスの可視化", "AA", "枠が、どの背景でも見分けられるか。", ("keys",)),
    Criterion("3.1.1", "ページの言語", "A", "", ("language",)),
    Criterion("3.1.2", "一部分の言語", "AA", "固有名詞や略語のほかに、外国語の文がないか。"),
    Criterion("3.2.1", "フォーカス時", "A", "", ("keys",)),
    Criterion("3.2.2", "入力時", "A", "選んだだけで、思わぬ変化が起きないか。", ("keys",)),
    Criterion("3.2.3", "一貫したナビゲーション", "AA", "案内の並びが、どの頁でも同じか。"),
    Criterion("3.2.4", "一貫した識別性", "AA", "同じ働きのものが、同じ名前か。"),
    Criterion("3.3.1", "エラーの特定", "A", "誤りの場所と内容が、言葉で分かるか。", ("errors",)),
    Criterion("3.3.2", "ラベル又は説明", "A", "何を入れればよいかが、入れる前に分かるか。"),
    Criterion("3.3.3", "エラー修正の提案", "AA", "直し方が示されるか。", ("errors",)),
    Criterion(
        "3.3.4",
        "エラー回避（法的、金融及びデータ）",
        "AA",
        absent="契約や支払い、預かった情報の書き換えがありません。",
    ),
    Criterion("4.1.1", "構文解析", "A", "", ("ids",)),
    Criterion(
        "4.1.2",
        "名前（name）、役割（role）及び値（value）",
        "A",
        "読み上げソフトで、名前と状態が伝わるか。",
        ("keys",),
    ),
)

WCAG22 = (
    Criterion("1.3.4", "表示の向き", "AA", "縦でも横でも使えるか。"),
    Criterion("1.3.5", "入力目的の特定", "AA", absent="利用者自身のことを尋ねる欄がありません。"),
    Criterion(
        "1.4.10", "リフロー", "AA", "表のほかに、横に動かして読むところがないか。", ("width",)
    ),
    Criterion("1.4.11", "非テキストのコントラスト", "AA", "入力欄の枠と図の線の濃さ。"),
    Criterion("1.4.12", "テキストの間隔", "AA", "行間や字間を広げて、文字が欠けないか。"),
    Criterion(
        "1.4.13",
        "ホバー又はフォーカスで表示されるコンテンツ",
        "AA",
        "現れた説明が、ほかを隠さないか。",
    ),
    Criterion("2.1.4", "文字キーのショートカット", "A", "", ("shortcut",)),
    Criterion("2.4.11", "隠されないフォーカス（最低限）", "AA", "", ("keys",)),
    Criterion("2.5.1", "ポインタのジェスチャ", "A", absent="指の動きを使う操作がありません。"),
    Criterion("2.5.2", "ポインタのキャンセル", "A", "押した指をずらして離せば、取り消せるか。"),
    Criterion(
        "2.5.3", "ラベルを含む名前（name）", "A", "音声入力で、見えている言葉で操作できるか。"
    ),
    Criterion("2.5.4", "動きによる起動", "A", absent="端末の動きを使う操作がありません。"),
    Criterion("2.5.7", "ドラッグ動作", "AA", "引きずる操作に、ほかの手立てがあるか。"),
    Criterion("2.5.8", "ターゲットのサイズ（最低限）", "AA", "指で押し分けられるか。"),
    Criterion(
        "3.2.6", "一貫したヘルプ", "A", "このページへのリンクが、どの頁でも同じところにあるか。"
    ),
    Criterion("3.3.7", "冗長な入力項目", "A", "同じことを二度、書かせていないか。"),
    Criterion(
        "3.3.8", "アクセシブルな認証（最低限）", "AA", absent="ログインや本人確認がありません。"
    ),
    Criterion("4.1.3", "ステータスメッセージ", "AA", "知らせが、読み上げられるか。", ("status",)),
)


@dataclass(frozen=True)
class Results:
    """What `make accessibility` found: pages by kind, and by rule of axe the pages of each outcome.

    `date` is the day of the oldest part; `criteria` gives the criteria of a rule;
    `site` is the fingerprint of the site of which all pages were checked.
    """

    pages: int = 0
    date: str = ""
    axe: str = ""
    site: str = ""
    criteria: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def rules(self, number: str) -> list[str]:
        """The rules that bear on a criterion."""
        return [rule for rule, numbers in self.criteria.items() if number in numbers]

    def total(self, outcome: str, rules: list[str]) -> int:
        """Pages with an outcome, a page counted once a rule."""
        return sum(self.counts.get(outcome, {}).get(rule, 0) for rule in rules)


@dataclass(frozen=True)
class Row:
    """A criterion as its table shows it: what came out, and by which means."""

    criterion: Criterion
    outcome: str
    means: tuple[str, ...]


def read(file: Path | None) -> Results:
    """The results in a file; empty where there is none."""
    if file is None or not file.exists():
        return Results()
    written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    kinds = written["kinds"].values()
    counts: dict[str, dict[str, int]] = {}
    for each in kinds:
        for outcome in ("passed", "incomplete", "violations"):
            by_rule = counts.setdefault(outcome, {})
            for rule, pages in each[outcome].items():
                by_rule[rule] = by_rule.get(rule, 0) + pages
    return Results(
        pages=sum(each["pages"] for each in kinds),
        date=_in_words(min(each["checked"] for each in kinds)),
        axe=written["axe"],
        site=written.get("site", ""),
        criteria=written["rules"],
        counts=counts,
    )


def _in_words(day: str) -> str:
    parsed = date.fromisoformat(day)
    return f"{parsed.year}年{parsed.month}月{parsed.day}日"


def row(criterion: Criterion, results: Results) -> Row:
    """What is known about one criterion, and no more than that."""
    if criterion.absent:
        return Row(criterion, criterion.absent, ())
    rules = results.rules(criterion.number)
    means = tuple(TESTS[name].label for name in criterion.tests)
    if rules:
        means = (f"axe の規則 {len(rules)}つ", *means)
    if wrong := results.total("violations", rules):
        return Row(criterion, f"違反あり（のべ{wrong:,}頁）", means)
    outcome = "自動の検査では違反なし" if means else "自動では確かめられない"
    if unsure := results.total("incomplete", rules):
        outcome += f"。機械で判断できない箇所のある頁: のべ{unsure:,}"
    return Row(criterion, outcome, means)


def fingerprint(site: Site) -> str:
    """16 hex digits that change when a page may have come or changed but for its words.

    Made of the ids of all entries, the names of styles and scripts (which change
    with them) and all templates.
    """
    seen = hashlib.sha256(" ".join([*sorted(site.library.items), ""]).encode())
    seen.update(" ".join(sorted(site.settings.names.values())).encode())
    own, shell = Path(__file__).parent / "templates", site.settings.shell
    for folder in (own, shell) if shell else (own,):
        for file in sorted(folder.rglob("*.html")):
            seen.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return seen.hexdigest()[:16]


def outputs(site: Site) -> Iterator[Page]:
    """The page with the tables of all criteria."""
    results = read(site.settings.accessibility)
    yield Page(
        path="accessibility",
        title="アクセシビリティ",
        html=site.html(
            "accessibility.html",
            "accessibility",
            results=results,
            fingerprint=fingerprint(site),
            jis=[row(criterion, results) for criterion in JIS],
            wcag22=[row(criterion, results) for criterion in WCAG22],
        ),
        description="このサイトのアクセシビリティの方針と、達成基準ごとの検査の結果。",
        headings=(
            Heading("practice", "心がけていること"),
            Heading("shortcut", "キーボードの設定"),
            Heading("tests", "確かめ方"),
            Heading("results", "JIS X 8341-3:2016 の達成基準"),
            Heading("wcag22", "WCAG 2.2 までに加わった達成基準"),
            Heading("report", "読みにくいところを知らせる"),
        ),
        kind="wide",
    )
