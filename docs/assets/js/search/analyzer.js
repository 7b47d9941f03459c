// Text → one form for all ways to type it, by the steps that hintbook/search/analyzer.py describes.
"use strict";
{
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is removed, combining or not
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const UNSTABLE_CASE = /[\u1c80-\u1c8f\ua720-\ua7ff]/g; // letters whose lower case differs between Unicode versions
  const FOLDED_KATAKANA = /[\u30a1-\u30f6]/g;
  const VOICING_MARKS = /[\u3099\u309a\uff9e\uff9f]/;
  // Classes of characters that queries are split by
  const KANJI = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
  const KATAKANA = /[\u30a1-\u30fa\u30fc]/;
  const HIRAGANA = /[\u3041-\u3096\u30fc]/;
  const LATIN = /[0-9a-z\u00df-\u00f6\u00f8-\u00ff]/;
  const ALL_KANA = /^[\u3041-\u3096\u30fc]+$/;

  const DASH = /(?<=[\u3041-\u3096\u30a1-\u30fa\u30fc])[-\u2010-\u2015\u2212\u2500~\u301c](?=[\u3041-\u3096\u30a1-\u30fa\u30fc]|\s|$)/g;
  // Old ideographs, each with the new one
  const PAIRS = `學学 國国 會会 體体 醫医 獨独 單単 圓円 舊旧 發発 澤沢 濱浜 邊辺 邉辺 齋斎 齊斉 廣広 應応 實実 寶宝 從従 數数 樂楽 櫻桜
氣気 藝芸 號号 變変 讀読 賣売 轉転 辯弁 辨弁 鐵鉄 關関 靜静 龍竜 惠恵 惱悩 戰戦 拂払 擔担 據拠 榮栄 殘残 歸帰 當当 禮礼
縣県 聲声 萬万 處処 證証 譯訳 豐豊 賴頼 輕軽 遲遅 郞郎 釋釈 雙双 靈霊 餘余 驛駅 點点 黨党 齡齢 礙碍 繫繋 篭籠 搔掻 曾曽
來来 兩両 勞労 參参 效効 區区 圖図 壓圧 壞壊 壽寿 專専 將将 對対 屆届 屬属 帶帯 廢廃 彈弾 徑径 徵徴 慘惨 戲戯 拔抜 擇択
擧挙 攝摂 收収 敎教 晝昼 曉暁 條条 樣様 樓楼 權権 歡歓 歷歴 每毎 溫温 滿満 濟済 瀨瀬 爲為 狀状 獎奨 產産 畫画 疊畳 盡尽
眞真 稱称 穩穏 竝並 經経 總総 緣縁 繼継 續続 罐缶 聽聴 肅粛 腦脳 舍舎 莊荘 蟲虫 裝装 覺覚 觀観 觸触 謠謡 讓譲 豫予 踐践
辭辞 遙遥 鄕郷 醉酔 錢銭 錄録 鎭鎮 陷陥 隨随 險険 隱隠 雜雑 靑青 顏顔 顯顕 飜翻 飮飲 驗験 髮髪 鬪闘 黃黄 黑黒 默黙`;
  const IDEOGRAPHS = new Map(PAIRS.split(/\s/).map(([old, now]) => [old, now]));
  const OLD_IDEOGRAPH = new RegExp(`[${[...IDEOGRAPHS.keys()].join("")}]`, "g");

  /** Returns a text in lower case with compatibility characters, old ideographs and look-alikes of ー replaced. @param {string} text */
  const plain = (text) => text.replace(INVISIBLE, "").replace(UNSTABLE_CASE, " ").normalize("NFKC").toLowerCase()
    .replace(OLD_IDEOGRAPH, (ideograph) => IDEOGRAPHS.get(ideograph) ?? ideograph).replace(DASH, "ー");
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
