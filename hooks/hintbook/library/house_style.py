"""Warnings about texts of ours: variants of the site's own terms, and sentences that are hard to read.

Words of others are free: fields of the type `Phrase`, and what stands in 「」 or 『』.  The patterns
follow textlint's rules for Japanese, which need Node.js and a dictionary.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import problem
from hintbook.model.base.fields import OWN_TEXTS
from hintbook.model.base.introspection import is_text
from hintbook.model.base.rules import scalars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hintbook.errors import ContentError
    from hintbook.load import ContentFile


class Usage(NamedTuple):
    """A term of the site's own usage.

    note: what it stands for
    variants: what is not written in its place, each with a pattern of what follows or precedes
    """

    term: str
    note: str
    variants: Mapping[str, str] = {}


_NOUN = "(?=[をがはもの])"
_NO_NAME = "(?<![一-龠ァ-ヶー0-9]..)"

# The table in CONTRIBUTING.md, in its order.
USAGES: tuple[Usage, ...] = (
    Usage("支援者", "支える側の人すべて", {"支援従事者": "", "従事者": "(?<![一-龠]...)"}),
    Usage(
        "相談員",
        "相談を受ける職。職の名前（自立相談支援員など）はそのまま",
        {"支援員": "(?<![一-龠ァ-ヶー]...)"},
    ),
    Usage("担当者", "その件や仕事を受け持つ人"),
    Usage("窓口", "相談を受けるところ"),
    Usage(
        "部署",
        "庁内や機関の中の組織。名前（福祉部門、高齢福祉課など）はそのまま",
        {
            "部門": f"{_NO_NAME}(?<!こども部門)",
            "係": "(?<![一-龠].)(?![一-龠るりわ])",
            "課": "(?<![一-龠].)(?![一-龠しすさせ])",
        },
    ),
    Usage(
        "事例",
        "支援の実例。名前（ケース検討会、ケースワーカーなど）はそのまま",
        {"ケース": "(?<!バイケース)(?!バイ|ワー|会議|検討|報告|カンファ|マネ|スタディ)"},
    ),
    Usage("関係機関", "支援に関わる機関すべて", {"関連機関": ""}),
    Usage("連携先", "力を合わせて支援する相手", {"連携機関": "", "提携先": ""}),
    Usage("つなぎ先", "本人や家族を引き合わせる相手", {"繋ぎ先": "", "つなげ先": "", "紹介先": ""}),
    Usage(
        "訪問",
        "本人や家族を訪ねること。名前（アウトリーチ支援など）はそのまま",
        {"アウトリーチ": "(?![一-龠）])"},
    ),
    Usage("引継ぎ", "名詞。動詞は「引き継ぐ」", {"引き継ぎ": _NOUN, "引継": "(?![ぎぐ])"}),
    Usage("引き継ぐ", "動詞。名詞は「引継ぎ」", {"引継ぐ": ""}),
    Usage("取組", "名詞。動詞は「取り組む」", {"取り組み": _NOUN, "取組み": "", "とりくみ": ""}),
    Usage("取り組む", "動詞。名詞は「取組」", {"取組む": ""}),
    Usage(
        "子ども",
        "法律や機関の名前（こども家庭センターなど）はそのまま",
        {"子供": "(?![・の]若者|の日)", "こども": "(?=[のがをにはもとた、。])"},
    ),
    Usage(
        "障害",
        "名前（障がい者支援課など）はそのまま",
        {"障がい": "(?=[のがをにはもやで、])", "障碍": ""},
    ),
    Usage("ひきこもり", "", {"引きこもり": "", "引き籠": "", "引籠": ""}),
    Usage("一人ひとり", "", {"一人一人": "", "ひとりひとり": ""}),
    Usage("生かす", "", {"活かす": "", "活かし": "", "活かせ": "", "活かさ": ""}),
    Usage("たとえば", "", {"例えば": ""}),
    Usage("さまざま", "", {"様々": "", "様ざま": ""}),
    Usage("すべて", "", {"全て": ""}),
    Usage("特に", "", {"とくに": ""}),
    Usage("できる", "", {"出来る": "", "出来ます": "", "出来ない": "", "出来ません": ""}),
    Usage("つなぐ・つながる", "", {"繋": "(?!ぎ先)"}),
    Usage(
        "の中・中で",
        "「なかでも」「なかには」はそのまま",
        {"のなか": "(?!な)", "なかで": "(?<=[うくぐすつぬぶむるたい]なかで)(?!も)"},
    ),
    Usage(
        "持つ・受け持つ",
        "",
        {
            "をもつ": "(?!れ)",
            "をもち": "(?!い|まして)",
            "をもた": "(?!ら|れ)",
            "受けも": "(?=[つちった])",
        },
    ),
    Usage(
        "よい",
        "「仲良く」などはそのまま",
        {"良い": "(?<!仲良い)", "良く": "(?<!仲良く)", "良か": "(?<!仲良か)(?=っ)"},
    ),
    Usage(
        "一つ",
        "数を言うとき（1つを選ぶ、など）は算用数字",
        {"もう1つ": "", "ただ1つ": "", "の1つ": "(?=[でだとにはが、])"},
    ),
    Usage(
        "2つ・3つ",
        "4つからも同じ。「真っ二つ」などはそのまま",
        {"二つ": "(?<!真っ二つ)", "三つ": "(?![どご巴子])"},
    ),
    Usage("捉える", "", {"とらえ": ""}),
    Usage("主に", "", {"おもに": ""}),
    Usage("尋ねる", "質問すること。行くことは「訪ねる」", {"たずね": ""}),
    Usage("いただく", "", {"頂く": "", "頂い": "", "頂き": ""}),
    Usage("だれ", "", {"誰": ""}),
    Usage("やり取り", "", {"やりとり": ""}),
    Usage("気づく", "", {"気付": ""}),
    Usage("ページ", "", {"頁": ""}),
)
_TERMS = {variant: usage.term for usage in USAGES for variant in usage.variants}
VARIANT = re.compile(
    "|".join(variant + context for usage in USAGES for variant, context in usage.variants.items())
)

_SENTENCE = re.compile("[^。！？\n]+")
_CLAUSE = re.compile("[^、。！？\n]+")


class Weakness(NamedTuple):
    """Wording that is hard to read: at least `times` matches of a pattern in one part of a text."""

    pattern: re.Pattern[str]
    what: str
    better: str
    times: int = 1
    part: re.Pattern[str] = _SENTENCE


WEAKNESSES: tuple[Weakness, ...] = (
    Weakness(  # with a full stop, which lists of names do not have
        re.compile("(?<![^。！？\n])[^。！？\n]{81,999}[。！？]"),
        "で始まる文が、80字を超えています",
        "1文に1つのことを書き、文を2つに分けてください",
    ),
    Weakness(
        re.compile(
            "に(?<!ように)(?<!ために)(?<!さらに)(?<!特に)(?<!互いに)(?<!ともに)(?<!緒に)(?<!主に)(?<!おもに)(?<!のに)"
            "(?<![的々速常急切接然滑]に)(?!く[いか]|関[すし]|つい|つき|つれ|よ[りるっ]|お[いけ]|対|とって)"
        ),
        "という所には、「に」が3つあります",
        "語の順を変えるか、「へ」「で」に替えるか、文を分けてください",
        3,
        _CLAUSE,
    ),
    Weakness(
        re.compile("こと"),
        "で始まる文には、「こと」が3つあります",
        "「…するのは」や名詞で言うか、文を分けてください",
        3,
    ),
    Weakness(
        re.compile("(?:ます|です|した|せん|だ)が、"),
        "で始まる文には、つなぎの「が、」が2つあります",
        "文を分けてください",
        2,
    ),
    Weakness(
        re.compile("この(?:機関|団体)は"),
        "と断らなくても、何の話か分かります",
        "主語を省いて、することから書き始めてください",
    ),
    Weakness(
        re.compile(
            "ないわけで?は(?:ない|あり)|ないことは(?:ない|あり)|ないこともない|"
            "なくは(?:ない|あり)|なくも(?:ない|あり)|ないでもな|ないではな|ないとは言え"
        ),
        "は、打ち消しが2つ重なっています",
        "「…ことがあります」のように、打ち消さずに書いてください",
    ),
    Weakness(
        re.compile("[ほ方]う?が(?:一番|いちばん|最も)"),
        "は、比べる言い方と、選ぶ言い方が混ざっています",
        "「…のほうが」か「いちばん…」の、どちらかにしてください",
    ),
    Weakness(
        re.compile("することが(?:でき|可能)"),
        "は、「でき」だけで足ります",
        "「…できます」「…できない」と、短く書いてください",
    ),
    Weakness(
        re.compile("ことなどの"),
        "は、「こと」と「など」が重なっています",
        "「…などの」と、短く書いてください",
    ),
    Weakness(
        re.compile("約[0-9,万千百]{1,9}[一-龠]{0,3}(?:くらい|ぐらい|ほど|程度)"),
        "は、同じ意味を2回言っています",
        "「約」か「くらい」の、どちらかを省いてください",
    ),
)
_QUOTED = re.compile("「[^「」]*」|『[^『』]*』")
_ASIDE = re.compile("（[^（）]*）")
_SHOWN = 20  # characters of a sentence in a message


def style_warnings(file: ContentFile) -> Iterator[ContentError]:
    """Yield a warning for every variant of a term and every weakness in the texts of a file."""
    for loc, value in scalars(file.parsed.data):
        if not isinstance(value, str) or value.isascii():
            continue
        found = _findings(value)
        if found and is_text(type(file.models[0][1]), loc, OWN_TEXTS):
            place = file.parsed.place(loc)
            yield from (problem(code, place, **values) for code, values in found)


@functools.cache
def _findings(text: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return the code and the values of each warning about a text; cached, as labels recur."""
    own = _QUOTED.sub("", text) if "「" in text or "『" in text else text
    plain = _ASIDE.sub("", own) if "（" in own else own
    variants = (
        ("variant", {"value": variant, "nearest": _TERMS[variant]})
        for variant in dict.fromkeys(VARIANT.findall(own))
    )
    weak = (
        ("weak-wording", {"value": shown, "what": weakness.what, "better": weakness.better})
        for weakness in WEAKNESSES
        if (shown := _shown(plain, weakness))
    )
    return (*variants, *weak)


def _shown(text: str, weakness: Weakness) -> str:
    """Return what a message quotes of a text with a weakness: the match or the start; "" without."""
    pattern, times = weakness.pattern, weakness.times
    if times == 1:
        match = pattern.search(text)
        weak: str = match[0] if match else ""
    elif len(pattern.findall(text)) < times:
        return ""
    else:
        parts = weakness.part.findall(text)
        weak = next((part for part in parts if len(pattern.findall(part)) >= times), "")
    return weak if len(weak) <= _SHOWN else f"{weak[:_SHOWN]}…"
