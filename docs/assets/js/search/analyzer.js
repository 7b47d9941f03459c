// Text → one form for all ways to type it, by the steps that hintbook/search/analyzer.py describes.
"use strict";
{
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is removed, combining or not
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const UNSTABLE_CASE = /[\ua720-\ua7ff]/g; // letters whose lower case differs between Unicode versions
  const FOLDED_KATAKANA = /[\u30a1-\u30f6]/g;
  const VOICING_MARKS = /[\u3099\u309a\uff9e\uff9f]/;
  // Classes of characters that queries are split by
  const KANJI = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
  const KATAKANA = /[\u30a1-\u30fa\u30fc]/;
  const HIRAGANA = /[\u3041-\u3096\u30fc]/;
  const LATIN = /[0-9a-z\u00df-\u00f6\u00f8-\u00ff]/;
  const ALL_KANA = /^[\u3041-\u3096\u30fc]+$/;

  const DASH = /(?<=[\u3041-\u3096\u30a1-\u30fa\u30fc])[-\u2010-\u2015\u2212\u2500~\u301c](?=[\u3041-\u3096\u30a1-\u30fa\u30fc]|\s|$)/g;
  const OLD = "學國會體醫獨單圓舊發澤濱邊邉齋齊廣應實寶從數樂櫻氣藝號變讀賣轉辯辨鐵關靜龍惠惱戰拂擔據榮殘歸當禮縣聲萬處證譯豐賴輕遲郞釋雙靈餘驛點黨齡礙繫篭搔曾來兩勞參效區圖壓壞壽專將對屆屬帶廢彈徑徵慘戲拔擇擧攝收敎晝曉條樣樓權歡歷每溫滿濟瀨爲狀獎產畫疊盡眞稱穩竝經總緣繼續罐聽肅腦舍莊蟲裝覺觀觸謠讓豫踐辭遙鄕醉錢錄鎭陷隨險隱雜靑顏顯飜飮驗髮鬪黃黑默";
  const NEW = "学国会体医独単円旧発沢浜辺辺斎斉広応実宝従数楽桜気芸号変読売転弁弁鉄関静竜恵悩戦払担拠栄残帰当礼県声万処証訳豊頼軽遅郎釈双霊余駅点党齢碍繋籠掻曽来両労参効区図圧壊寿専将対届属帯廃弾径徴惨戯抜択挙摂収教昼暁条様楼権歓歴毎温満済瀬為状奨産画畳尽真称穏並経総縁継続缶聴粛脳舎荘虫装覚観触謡譲予践辞遥郷酔銭録鎮陥随険隠雑青顔顕翻飲験髪闘黄黒黙";
  const OLD_IDEOGRAPH = new RegExp(`[${OLD}]`, "g");

  /** Returns a text in lower case with compatibility characters, old ideographs and look-alikes of ー replaced. @param {string} text */
  const plain = (text) => text.replace(INVISIBLE, "").replace(UNSTABLE_CASE, " ").normalize("NFKC").toLowerCase()
    .replace(OLD_IDEOGRAPH, (ideograph) => NEW[OLD.indexOf(ideograph)]).replace(DASH, "ー");
  /** Returns a text with hiragana for katakana. @param {string} text */
  const fold = (text) => text.replace(FOLDED_KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  /** @param {string} text */
  const normalise = (text) => fold(plain(text));
  /**
   * Returns the normalised text, and for each index in it the index in the original text.
   * @param {string} text
   * @returns {AlignedText}
   */
  const align = (text) => {
    let folded = "";
    const origins = [];
    for (let start = 0; start < text.length;) {
      let end = start + (Number(text.codePointAt(start)) > 0xffff ? 2 : 1);
      while (end < text.length && VOICING_MARKS.test(text[end])) end += 1;
      const piece = normalise(text.slice(start, end));
      for (let i = 0; i < piece.length; i += 1) origins.push(start);
      folded += piece;
      start = end;
    }
    origins.push(text.length);
    return { folded, origins };
  };
  /** @type {Map<string, AlignedText>} */
  const cache = new Map(); // a query looks into the same texts several times
  /** Returns the result of `align`, cached. @param {string} text @returns {AlignedText} */
  const aligned = (text) => {
    const cached = cache.get(text) ?? align(text);
    cache.set(text, cached);
    return cached;
  };

  self.hintbookAnalyzer = {
    plain, fold, normalise, aligned, KANJI, KATAKANA, HIRAGANA, LATIN, ALL_KANA,
  };
}
