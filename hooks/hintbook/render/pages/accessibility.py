"""The page on accessibility: each success criterion, how it was tested, what a person must check.

Criteria by their numbers and names in JIS X 8341-3:2016, which are those of
WCAG 2.0 in Japanese; then the ones that WCAG 2.1 and 2.2 added.  Every verdict
comes from the results of `make accessibility`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from hintbook.render.outline import Heading
from hintbook.render.templating import TEMPLATES, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hintbook.render.output import Page
    from hintbook.render.site import Site


class Criterion(NamedTuple):
    """A success criterion; `absent` says why nothing here falls under it, `person` what to check.

    `tests` are names in TESTS; for what is absent, one that looks for it.
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
    "skip": Test("本文へ移るリンク", "test_browser.py::test_skip_link_leads_to_the_text"),
    "keys": Test(
        "いろいろな状態の頁をキーボードで",
        "test_keyboard.py::test_so_is_what_is_shown_when_asked",
    ),
    "form keys": Test(
        "フォームの誤りの一覧をキーボードで",
        "test_keyboard.py::test_so_are_the_faults_of_a_form_and_its_end",
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
    "media": Test("音声・映像・動きの有無", "test_accessibility.py::test_nothing_sounds_or_moves"),
    "pictures": Test("画像の有無", "test_accessibility.py::test_no_text_is_a_picture"),
    "forms": Test("送る欄や本人の情報の欄の有無", "test_accessibility.py::test_no_form_is_sent"),
    "gestures": Test(
        "指や端末の動きを使う操作の有無", "test_accessibility.py::test_nothing_asks_for_gestures"
    ),
}
# What `make accessibility` does on every page beside axe's rules, by the name in its results.
KEYBOARD, REFLOW = "keyboard", "reflow"
OWN = {KEYBOARD: "すべての頁を端から端までキーボードで", REFLOW: "すべての頁の幅の測定"}

_NO_MEDIA = "音声や映像を使っていません"
_NO_MOTION = "ひとりでに動くものや、点滅するものがありません"

JIS = (
    Criterion(
        "1.1.1", "非テキストコンテンツ", "A", "図や QR コードの代わりの言葉が、同じことを伝えるか。"
    ),
    Criterion("1.2.1", "音声だけ及び映像だけ（収録済み）", "A", tests=("media",), absent=_NO_MEDIA),
    Criterion("1.2.2", "キャプション（収録済み）", "A", tests=("media",), absent=_NO_MEDIA),
    Criterion(
        "1.2.3",
        "音声解説又はメディアに対する代替コンテンツ（収録済み）",
        "A",
        tests=("media",),
        absent=_NO_MEDIA,
    ),
    Criterion("1.2.4", "キャプション（ライブ）", "AA", tests=("media",), absent=_NO_MEDIA),
    Criterion("1.2.5", "音声解説（収録済み）", "AA", tests=("media",), absent=_NO_MEDIA),
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
    Criterion("1.4.2", "音声の制御", "A", tests=("media",), absent=_NO_MEDIA),
    Criterion(
        "1.4.3",
        "コントラスト（最低限レベル）",
        "AA",
        "機械で判断できない箇所の濃さ。",
    ),
    Criterion("1.4.4", "テキストのサイズ変更", "AA", "200％に拡大して、使えるか。", ("width",)),
    Criterion("1.4.5", "文字画像", "AA", tests=("pictures",), absent="文字を画像にしていません"),
    Criterion(
        "2.1.1",
        "キーボード",
        "A",
        "読み上げソフトと組み合わせて、すべて操作できるか。",
        ("keys", "form keys"),
    ),
    Criterion("2.1.2", "キーボードトラップなし", "A", "", ("keys",)),
    Criterion(
        "2.2.1", "タイミング調整可能", "A", tests=("media",), absent="時間の制限がありません"
    ),
    Criterion("2.2.2", "一時停止、停止及び非表示", "A", tests=("media",), absent=_NO_MOTION),
    Criterion("2.3.1", "3回の閃光又は閾値以下", "A", tests=("media",), absent=_NO_MOTION),
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
    Criterion(
        "3.3.1",
        "エラーの特定",
        "A",
        "誤りの場所と内容が、言葉で分かるか。",
        ("errors", "form keys"),
    ),
    Criterion("3.3.2", "ラベル又は説明", "A", "何を入れればよいかが、入れる前に分かるか。"),
    Criterion("3.3.3", "エラー修正の提案", "AA", "直し方が示されるか。", ("errors",)),
    Criterion(
        "3.3.4",
        "エラー回避（法的、金融及びデータ）",
        "AA",
        tests=("forms",),
        absent="契約や支払い、預かった情報の書き換えがありません",
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
    Criterion(
        "1.3.5",
        "入力目的の特定",
        "AA",
        tests=("forms",),
        absent="利用者自身のことを尋ねる欄がありません",
    ),
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
    Criterion(
        "2.5.1",
        "ポインタのジェスチャ",
        "A",
        tests=("gestures",),
        absent="指の動きを使う操作がありません",
    ),
    Criterion("2.5.2", "ポインタのキャンセル", "A", "押した指をずらして離せば、取り消せるか。"),
    Criterion(
        "2.5.3", "ラベルを含む名前（name）", "A", "音声入力で、見えている言葉で操作できるか。"
    ),
    Criterion(
        "2.5.4",
        "動きによる起動",
        "A",
        tests=("gestures",),
        absent="端末の動きを使う操作がありません",
    ),
    Criterion("2.5.7", "ドラッグ動作", "AA", "引きずる操作に、ほかの手立てがあるか。"),
    Criterion("2.5.8", "ターゲットのサイズ（最低限）", "AA", "指で押し分けられるか。"),
    Criterion(
        "3.2.6", "一貫したヘルプ", "A", "このページへのリンクが、どの頁でも同じところにあるか。"
    ),
    Criterion("3.3.7", "冗長な入力項目", "A", "同じことを二度、書かせていないか。"),
    Criterion(
        "3.3.8",
        "アクセシブルな認証（最低限）",
        "AA",
        tests=("forms",),
        absent="ログインや本人確認がありません",
    ),
    Criterion("4.1.3", "ステータスメッセージ", "AA", "知らせが、読み上げられるか。", ("status",)),
)


class Outcome(NamedTuple):
    """How often a test passed and failed: once for each of the cases it has."""

    passed: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Results:
    """What `make accessibility` found: pages by kind, and by rule of axe the pages of each outcome.

    `first` and `last` are the days of its oldest and newest part; `criteria`
    gives the criteria of a rule; `site` is the fingerprint of the site of which
    all pages were checked; `tests` gives what came out of the tests, by place.
    """

    pages: int = 0
    first: str = ""
    last: str = ""
    axe: str = ""
    browser: str = ""
    site: str = ""
    criteria: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    tests: dict[str, Outcome] = field(default_factory=dict)

    def rules(self, number: str) -> list[str]:
        """The rules that bear on a criterion."""
        return [rule for rule, numbers in self.criteria.items() if number in numbers]

    def total(self, outcome: str, rules: list[str]) -> int:
        """Pages with an outcome, a page counted once a rule."""
        return sum(self.counts.get(outcome, {}).get(rule, 0) for rule in rules)

    def everywhere(self, rule: str) -> bool:
        """Whether a rule of ours was looked at on every page."""
        return self.total("passed", [rule]) + self.total("violations", [rule]) >= self.pages > 0

    def of(self, test: Test) -> Outcome:
        """What came out of a test; nothing if it has not run."""
        return self.tests.get(test.place, Outcome())


class Verdict(StrEnum):
    """What the results say of a criterion."""

    MET = "適合"
    BROKEN = "不適合"
    OPEN = "人の確認が必要"


@dataclass(frozen=True)
class Row:
    """A criterion as its table shows it: what came out, why, and by which means."""

    criterion: Criterion
    verdict: Verdict
    reason: str
    means: tuple[str, ...]


def read(file: Path | None) -> Results:
    """The results in a file; empty where there is none."""
    if file is None or not file.exists():
        return Results()
    written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    kinds = written["kinds"].values()
    tests = written.get("tests", {})
    counts: dict[str, dict[str, int]] = {}
    for each in kinds:
        for outcome in ("passed", "incomplete", "violations"):
            by_rule = counts.setdefault(outcome, {})
            for rule, pages in each[outcome].items():
                by_rule[rule] = by_rule.get(rule, 0) + pages
    days = [each["checked"] for each in (*kinds, *tests.values())]
    return Results(
        pages=sum(each["pages"] for each in kinds),
        first=_in_words(min(days)),
        last=_in_words(max(days)),
        axe=written["axe"],
        browser=written.get("browser", ""),
        site=written.get("site", ""),
        criteria=written["rules"],
        counts=counts,
        tests={place: Outcome(each["passed"], each["failed"]) for place, each in tests.items()},
    )


def _in_words(day: str) -> str:
    parsed = date.fromisoformat(day)
    return f"{parsed.year}年{parsed.month}月{parsed.day}日"


def row(criterion: Criterion, results: Results) -> Row:
    """What is known about one criterion, and no more than that.

    A criterion is met only where nothing is left to a person and everything that
    bears on it has run and found nothing.
    """
    rules = results.rules(criterion.number)
    tests = [TESTS[name] for name in criterion.tests]
    of_axe = [rule for rule in rules if rule not in OWN]
    means = (
        *([f"axe の規則 {len(of_axe)}つ"] if of_axe else []),
        *(OWN[rule] for rule in rules if rule in OWN),
        *(test.label for test in tests),
    )
    wrong, unsure = results.total("violations", rules), results.total("incomplete", rules)
    partly = [OWN[rule] for rule in rules if rule in OWN and not results.everywhere(rule)]
    failed = [test.label for test in tests if results.of(test).failed]
    unrun = [test.label for test in tests if not any(results.of(test))]
    reasons = [
        *([f"違反のある頁: のべ{wrong:,}頁"] if wrong else []),
        *([f"失敗した試験: {'、'.join(failed)}"] if failed else []),
        *([f"機械で判断できない箇所のある頁: のべ{unsure:,}頁"] if unsure else []),
        *([f"まだ一部の頁だけ: {'、'.join(partly)}"] if partly else []),
        *([f"結果がまだない試験: {'、'.join(unrun)}"] if unrun else []),
    ]
    if wrong or failed:
        verdict = Verdict.BROKEN
    elif unsure or partly or unrun or criterion.person or not means:
        verdict = Verdict.OPEN
    else:
        verdict = Verdict.MET
    if criterion.absent and not failed:
        reasons = [criterion.absent, *reasons]
    if not reasons:
        reasons = ["自動の検査では違反なし" if means else "自動では確かめられない"]
    return Row(criterion, verdict, "。".join(reasons), means)


def fingerprint(site: Site) -> str:
    """16 hex digits that change when a page may have come or changed but for its words.

    Made of the ids of all entries, the names of styles and scripts (which change
    with them) and all templates.
    """
    seen = hashlib.sha256(" ".join([*sorted(site.library.items), ""]).encode())
    seen.update(" ".join(sorted(site.settings.hashed_names.values())).encode())
    theme = site.settings.theme
    for folder in (TEMPLATES, theme) if theme else (TEMPLATES,):
        for file in sorted(folder.rglob("*.html")):
            seen.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return seen.hexdigest()[:16]


_ANCHORS = ("practice", "shortcut", "tests", "statement", "results", "wcag22", "report")


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    yield page(
        site,
        "accessibility.html",
        "accessibility",
        title="アクセシビリティ",
        description="このサイトのアクセシビリティの方針と、達成基準ごとの検査の結果。",
        outline=tuple(map(Heading, _ANCHORS)),
        layout="wide",
        lazy_values=lambda: _values(site),
    )


def _values(site: Site) -> dict[str, object]:
    results = read(site.settings.accessibility)
    jis = [row(criterion, results) for criterion in JIS]
    return {
        "results": results,
        "fingerprint": fingerprint(site),
        "jis": jis,
        "verdicts": [(verdict, sum(row.verdict == verdict for row in jis)) for verdict in Verdict],
        "cases": sum(sum(outcome) for outcome in results.tests.values()),
        "failed": [test.label for test in TESTS.values() if results.of(test).failed],
        "wcag22": [row(criterion, results) for criterion in WCAG22],
    }
