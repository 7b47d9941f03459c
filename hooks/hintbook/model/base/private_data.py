"""Private data that texts must not contain: contacts, and names of people.

A text is folded first (`folded`), so that what looks alike is alike; then patterns are searched.
The form in the browser uses the same data: the patterns use only syntax that Python and
JavaScript share.  YAML editors, which cannot fold, find what is written plainly.  Every
repetition is bounded, so that matching takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from hintbook.model.base.wording import ForbiddenWording, first_match

# Dashes that also write a range: they part the digits of a phone number, but not of a postcode.
_WAVES = "〜〰゠"


def _in_category(category: str) -> str:
    """Return the characters of a category of Unicode, escaped for a class of a pattern."""
    return re.escape(
        "".join(
            character
            for character in map(chr, range(0x10000))
            if unicodedata.category(character) == category and character not in _WAVES
        )
    )


# Replacements in a text in the form NFKC, each a pattern and what it becomes: all dashes, opening
# and closing brackets, and runs of white space.
FOLDS: tuple[tuple[str, str], ...] = (
    (f"[{_in_category('Pd')}\u2212]", "-"),
    (f"[{_in_category('Ps')}]", "("),
    (f"[{_in_category('Pe')}]", ")"),
    ("[\t-\r \u1680]+", " "),
)
_FOLDS = tuple((re.compile(pattern), new) for pattern, new in FOLDS)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_D = "[0-9]"
_KANJI = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々"
_LETTERS = f"0-9A-Za-z_ぁ-ゖァ-ヺー{_KANJI}"
# What a person puts between the digits of a phone number.
_GAP = rf"[-ー{_WAVES}~.,:_/\\|・·•‧∙⋅⁄∕() ]{{1,3}}"
# Groups of digits in which phone numbers are written, behind the leading 0 or +81.
PHONE_GROUPS = (
    *((9,), (10,), (1, 8), (2, 7), (2, 8), (3, 6), (3, 7), (4, 5), (5, 4), (6, 4)),
    *((1, 4, 4), (2, 3, 4), (3, 2, 4), (4, 1, 4), (2, 4, 4), (3, 3, 3), (3, 3, 4)),
    (2, 2, 2, 2, 2),
)
_AT_WORD = "[(<] ?(?:@|at|At|AT|アット|アットマーク|あっと|あっとまーく) ?[)>]"
_DOT = r"(?: ?\. ?| ?\( ?(?:dot|Dot|DOT|ドット|どっと) ?\) ?)"

# Words before さん, 様 and so on that name a role, a relative or an organisation, not a person.
# A word that ends in one of them is one, too: 民生委員 in 員, 相談者 in 者.
ROLES = _words(
    """
    者 員 師 客 会 課 係 婦 店 社 族 親 親御 親戚 民 皆 殿 奥 家 母 父 兄 姉 弟 妹 祖母
    祖父 爺 婆 叔母 叔父 伯母 伯父 甥 姪 孫 嫁 婿 娘 息子 お子 子供 長男 長女 次男 次女 三男
    三女 夫婦 両親 主人 旦那 坊 嬢 赤 妻 男性 女性 男子 女子 少年 少女 青年 若者 おばあ おじい
    おかあ おとう おにい おねえ おば おじ おく むすめ むすこ おこ みな みんな たく 本人 友人 知人
    恋人 新人 老人 職人 住人 病人 仲人 代理人 管理人 世話人 保証人 後見人 法人 大人 生徒 学生 高校生
    受験生 研修生 先生 児童 園児 教授 選手 監督 住職 巫女 神主 作家 画家 会長 課長 係長 部長 局長
    所長 院長 園長 校長 社長 店長 班長 組長 区長 町長 村長 市長 次長 室長 館長 座長 議長 団長 隊長
    施設長 理事長 委員長 支部長 センター長 知事 大臣 福祉士 心理士 心理師 保育士 療法士 栄養士 介護士
    看護士 弁護士 司法書士 行政書士 税理士 社労士 消防士 建築士 整備士 機関士 会計士 労務士 花屋 本屋
    八百屋 床屋 魚屋 肉屋 薬屋 酒屋 米屋 服屋 電気屋 居酒屋 不動産屋 便利屋 パン屋 お寺 担当 窓口
    受付 民生 民協 警察 消防 児相 社協 包括 行政 自治体 市役所 役場 役所 事業所 保健所 相談所 作業所
    裁判所 薬局 事務局 病院 学校 大学 高校 保育園 幼稚園 農園 農協 生協 組合 銀行 工場 施設 機関
    団体 企業 部署 隣 近所 相手 先方 仲間 様 何 誰 センター ステーション ハローワーク サポステ
    クリニック サロン グループ チーム カフェ スーパー コンビニ デイサービス デイケア ケアマネ
    ケアマネージャー ケアマネジャー マネージャー ヘルパー ワーカー カウンセラー コーディネーター
    コーディネータ アドバイザー サポーター ピアサポーター スタッフ ボランティア メンバー リーダー オーナー
    マスター ドクター ナース ドライバー ユーザー クライエント クライアント パートナー パートナ キーパーソン
    ママ パパ ペット ゲスト シェフ
    """
)
# Titles of people, each with a pattern of what besides `ROLES` stands before it, and the characters
# that stand behind it, in words of another meaning: 同様, 様々, 氏名, 諸君, 行くんです, 赤ちゃん, ちゃんと.
TITLES: dict[str, tuple[str, str]] = {
    "さん": ("", ""),
    "様": (f"[同多仕異模左両何別無王神]|(?<![{_KANJI}])[一有]", "々子相態式変似"),
    "氏": ("[彼某両同諸各源平華摂]", "名族神子"),
    "君": ("[諸主若姫細暴名明大]", "主臨津"),
    "くん": ("[行書聞働動続歩泣置引開着付解描抜弾履向空咲効届驚築招導敷砕輝]", ""),
    "ちゃん": ("", "とこ"),
}
# What stands before an age in brackets and names no one, titles included: 平均年齢（42歳）.
_AGED = _words(
    """
    年齢 平均 対象 以上 以下 未満 男 女 時 当時 現在 時点 中央値 最年少 最年長 世代 無職 独身 初回
    来所 相談 入学 卒業 退学 中退 就職 退職 離職 転職 結婚 離婚 出産 発症 診断 入院 退院 死亡 開始
    氏 君 様
    """
)


def _not_behind(words: tuple[str, ...]) -> str:
    """Return the pattern of a place that follows none of `words`."""
    by_length = groupby(sorted(set(words), key=lambda word: (len(word), word)), key=len)
    return "".join(f"(?<!{'|'.join(same)})" for _, same in by_length)


_NO_ROLE = _not_behind(ROLES)


def _titled(name: str) -> str:
    """Return the pattern of a name, as a pattern itself, with a title of a person."""
    titles = (
        (f"(?<!{before})" if before else "") + title + (f"(?![{after}])" if after else "")
        for title, (before, after) in TITLES.items()
    )
    return f"(?:{name})(?={'|'.join(TITLES)}){_NO_ROLE}(?:{'|'.join(titles)})"


_KANA = "ァ-ヺー"
_NAME = f"[{_KANJI}]{{1,6}}|[{_KANA}]{{2,10}}|[A-Z][a-z]{{1,14}}"
# With an age, letters that stand for a name and names in hiragana are told, too.
_ANY_NAME = _titled(f"[{_KANJI}ぁ-ゖ{_KANA}A-Z]{{1,8}}?")
_YEARS = f"{_D}{{1,3}} ?(?:歳|才)"
_AGE = f"(?:{_YEARS}|{_D}0 ?代)"

_PHONE = "|".join(_GAP.join(f"{_D}{{{size}}}" for size in sizes) for sizes in PHONE_GROUPS)
_PHONE_NUMBER = rf"(?<!{_D})(?:\+ ?81(?:{_GAP})?(?:0(?:{_GAP})?)?|0)(?:{_PHONE})(?![0-9件人円])"


def _private(label: str, pattern: str, *signs: str) -> ForbiddenWording:
    return ForbiddenWording("private-data", label, re.compile(pattern), folded=True, signs=signs)


PHONE_NUMBER = _private("電話番号", _PHONE_NUMBER, "0", "+")
PRIVATE_DATA = (
    PHONE_NUMBER,
    _private(
        "メールアドレス",
        f"[{_LETTERS}.+-]{{1,64}}(?: ?@ ?| ?{_AT_WORD} ?)[{_LETTERS}-]{{1,63}}"
        f"(?:{_DOT}[{_LETTERS}-]{{1,63}}){{1,4}}",
        *"@(<",
    ),
    _private(
        "郵便番号", f"〒 ?{_D}{{3}}|(?<!{_D}){_D}{{3}}[-ー]{_D}{{4}}(?![0-9件人円])", *"〒-ー"
    ),
    _private(
        "個人の名前と年齢",
        f"{_ANY_NAME}[はが、,・/() -]{{0,3}}(?:当時|満)?{_AGE}"
        f"|{_AGE}[の、,・/() -]{{0,3}}{_ANY_NAME}"
        rf"|(?<![{_KANJI}])(?:[{_KANJI}]{{2,12}}|[{_KANA}]{{3,10}})(?= ?\()"
        f"{_NO_ROLE}{_not_behind(_AGED)}"
        rf" ?\( ?(?:当時|満)? ?{_YEARS}(?![以未ま前代か~〜-])",
        *"歳才代",
    ),
    _private("個人の名前", _titled(_NAME), *TITLES),
)


def folded(text: str) -> str:
    """Return a text in which dashes, brackets, spaces and widths that look alike are the same."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, new in _FOLDS:
        text = pattern.sub(new, text)
    return text


def find_private_data(text: str) -> tuple[ForbiddenWording, str] | None:
    """Return the first private data in a text with the folded match, None if there is none."""
    return first_match(folded(text), PRIVATE_DATA)


def find_phone_number(text: str) -> tuple[ForbiddenWording, str] | None:
    """Return a phone number in an id with the match, None if there is none."""
    return first_match(text, (PHONE_NUMBER,))
