"""Text → one form for all ways to type it.  `docs/assets/js/search/analyzer.js` does the same.

Both must agree on every character, whatever version of Unicode their language has:

1. Variation selectors, joiners and the soft hyphen are removed; U+A720–A7FF, where Unicode
   still adds letters with foldings, become a space.
2. NFKC, then lower case; old ideographs become new ones, and dashes behind kana the long vowel
   sign that they are typed for.
3. Katakana U+30A1–30F6 become hiragana, one to one.
"""

from __future__ import annotations

import re
import unicodedata

_VANISHES = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_UNSETTLED = re.compile("[\ua720-\ua7ff]")
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# Dashes, minus signs, box lines and waves behind kana, before more kana or at the end of a word.
_DASH = re.compile(
    "(?<=[\u3041-\u3096\u30a1-\u30fa\u30fc])[-\u2010-\u2015\u2212\u2500~\u301c]"
    "(?=[\u3041-\u3096\u30a1-\u30fa\u30fc]|\\s|$)"
)
_OLD = "學國會體醫獨單圓舊發澤濱邊邉齋齊廣應實寶從數樂櫻氣藝號變讀賣轉辯辨鐵關靜龍惠惱戰拂擔據榮殘歸當禮縣聲萬處證譯豐賴輕遲郞釋雙靈餘驛點黨齡礙繫篭搔曾來兩勞參效區圖壓壞壽專將對屆屬帶廢彈徑徵慘戲拔擇擧攝收敎晝曉條樣樓權歡歷每溫滿濟瀨爲狀獎產畫疊盡眞稱穩竝經總緣繼續罐聽肅腦舍莊蟲裝覺觀觸謠讓豫踐辭遙鄕醉錢錄鎭陷隨險隱雜靑顏顯飜飮驗髮鬪黃黑默"
_NEW = "学国会体医独単円旧発沢浜辺辺斎斉広応実宝従数楽桜気芸号変読売転弁弁鉄関静竜恵悩戦払担拠栄残帰当礼県声万処証訳豊頼軽遅郎釈双霊余駅点党齢碍繋籠掻曽来両労参効区図圧壊寿専将対届属帯廃弾径徴惨戯抜択挙摂収教昼暁条様楼権歓歴毎温満済瀬為状奨産画畳尽真称穏並経総縁継続缶聴粛脳舎荘虫装覚観触謡譲予践辞遥郷酔銭録鎮陥随険隠雑青顔顕翻飲験髪闘黄黒黙"
_IDEOGRAPHS = str.maketrans(_OLD, _NEW)


def plain(text: str) -> str:
    """Return a text after steps 1 and 2: katakana is kept."""
    settled = _UNSETTLED.sub(" ", _VANISHES.sub("", text))
    composed = unicodedata.normalize("NFKC", settled).lower().translate(_IDEOGRAPHS)
    return _DASH.sub("ー", composed)


def fold(text: str) -> str:
    """Return a text with hiragana for katakana, one to one."""
    return text.translate(_KANA)


def normalise(text: str) -> str:
    """Return the one form of a text."""
    return fold(plain(text))
