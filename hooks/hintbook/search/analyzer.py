"""Text → one form for all ways to type it.  `docs/assets/js/search/analyzer.js` does the same.

Both must agree on every character, whatever version of Unicode their language has:

1. Variation selectors, joiners and the soft hyphen are removed; U+1C80–1C8F and U+A720–A7FF, where Unicode
   still adds letters with foldings, become a space.
2. NFKC, then lower case; old ideographs become new ones, and dashes behind kana the long vowel
   sign that they are typed for.
3. Katakana U+30A1–30F6 become hiragana, one to one.
"""

from __future__ import annotations

import re
import unicodedata

_VANISHES = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_UNSETTLED = re.compile("[\u1c80-\u1c8f\ua720-\ua7ff]")
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# Dashes, minus signs, box lines and waves behind kana, before more kana or at the end of a word.
_DASH = re.compile(
    "(?<=[\u3041-\u3096\u30a1-\u30fa\u30fc])[-\u2010-\u2015\u2212\u2500~\u301c]"
    "(?=[\u3041-\u3096\u30a1-\u30fa\u30fc]|\\s|$)"
)
# Old ideographs, each with the new one.
_PAIRS = """
學学 國国 會会 體体 醫医 獨独 單単 圓円 舊旧 發発 澤沢 濱浜 邊辺 邉辺 齋斎 齊斉 廣広 應応 實実 寶宝 從従 數数 樂楽 櫻桜
氣気 藝芸 號号 變変 讀読 賣売 轉転 辯弁 辨弁 鐵鉄 關関 靜静 龍竜 惠恵 惱悩 戰戦 拂払 擔担 據拠 榮栄 殘残 歸帰 當当 禮礼
縣県 聲声 萬万 處処 證証 譯訳 豐豊 賴頼 輕軽 遲遅 郞郎 釋釈 雙双 靈霊 餘余 驛駅 點点 黨党 齡齢 礙碍 繫繋 篭籠 搔掻 曾曽
來来 兩両 勞労 參参 效効 區区 圖図 壓圧 壞壊 壽寿 專専 將将 對対 屆届 屬属 帶帯 廢廃 彈弾 徑径 徵徴 慘惨 戲戯 拔抜 擇択
擧挙 攝摂 收収 敎教 晝昼 曉暁 條条 樣様 樓楼 權権 歡歓 歷歴 每毎 溫温 滿満 濟済 瀨瀬 爲為 狀状 獎奨 產産 畫画 疊畳 盡尽
眞真 稱称 穩穏 竝並 經経 總総 緣縁 繼継 續続 罐缶 聽聴 肅粛 腦脳 舍舎 莊荘 蟲虫 裝装 覺覚 觀観 觸触 謠謡 讓譲 豫予 踐践
辭辞 遙遥 鄕郷 醉酔 錢銭 錄録 鎭鎮 陷陥 隨随 險険 隱隠 雜雑 靑青 顏顔 顯顕 飜翻 飮飲 驗験 髮髪 鬪闘 黃黄 黑黒 默黙
"""
_IDEOGRAPHS = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


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
