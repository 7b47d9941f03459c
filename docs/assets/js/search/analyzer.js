// Text → tokens, by the same steps as hintbook/search/analyzer.py, which describes them.
"use strict";
{
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is removed, combining or not
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const UNSTABLE_CASE = /[\ua720-\ua7ff]/g; // letters whose lower case differs between Unicode versions
  const FOLDED_KATAKANA = /[\u30a1-\u30f6]/g;
  const RUN = /[\u3005-\u3007\u3041-\u3096\u30fc\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]+|[0-9a-z\u00df-\u00f6\u00f8-\u00ff]+/gu;
  const VOICING_MARKS = /[\u3099\u309a\uff9e\uff9f]/;
  // Classes of characters that queries are split by
  const KANJI = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
  const KATAKANA = /[\u30a1-\u30fa\u30fc]/;
  const HIRAGANA = /[\u3041-\u3096\u30fc]/;
  const LATIN = /[0-9a-z\u00df-\u00f6\u00f8-\u00ff]/;
  const ALL_KANA = /^[\u3041-\u3096\u30fc]+$/;

  /** Returns a text in lower case with compatibility characters replaced. @param {string} text */
  const plain = (text) => text.replace(INVISIBLE, "").replace(UNSTABLE_CASE, " ").normalize("NFKC").toLowerCase();
  /** Returns a text with hiragana for katakana. @param {string} text */
  const fold = (text) => text.replace(FOLDED_KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  /** @param {string} text */
  const normalise = (text) => fold(plain(text));
  /** Returns the words in Latin letters and the stretches of Japanese. @param {string} text @returns {string[]} */
  const runs = (text) => normalise(text).match(RUN) ?? [];

  /** Returns the bigrams of a Japanese run, or a Latin word as it is. @param {string} run */
  const split = (run) => {
    const characters = [...run];
    if (characters.length === 1 || run < "\u3005") return [run];
    return characters.slice(1).map((character, index) => characters[index] + character);
  };
  /** @param {string} text */
  const tokens = (text) => runs(text).flatMap(split);

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
    plain, fold, normalise, tokens, aligned, KANJI, KATAKANA, HIRAGANA, LATIN, ALL_KANA,
  };
}
