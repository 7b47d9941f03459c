// Text → tokens, as hintbook/search/analyzer.py does it: the steps are described there.
"use strict";
{
  const VANISHES = /[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const UNSETTLED = /[\ua720-\ua7ff]/g;
  const KATAKANA = /[\u30a1-\u30f6]/g;
  const RUN = /[\u3005-\u3007\u3041-\u3096\u30fc\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]+|[0-9a-z\u00df-\u00f6\u00f8-\u00ff]+/gu;
  const MARKS = /[\u3099\u309a\uff9e\uff9f]/;

  const plain = (text) => text.replace(VANISHES, "").replace(UNSETTLED, " ").normalize("NFKC").toLowerCase();
  const fold = (text) => text.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  const normalise = (text) => fold(plain(text));
  const runs = (text) => normalise(text).match(RUN) ?? [];

  const split = (run) => {
    const characters = [...run];
    if (characters.length === 1 || run < "\u3005") return [run];
    return characters.slice(1).map((character, index) => characters[index] + character);
  };
  const tokens = (text) => runs(text).flatMap(split);

  // The normalised text, and for each of its places the place in the text as written.
  const align = (text) => {
    let folded = "";
    const places = [];
    for (let start = 0; start < text.length;) {
      let end = start + (text.codePointAt(start) > 0xffff ? 2 : 1);
      while (end < text.length && MARKS.test(text[end])) end += 1;
      const piece = normalise(text.slice(start, end));
      for (let i = 0; i < piece.length; i += 1) places.push(start);
      folded += piece;
      start = end;
    }
    places.push(text.length);
    return { folded, places };
  };
  const seen = new Map(); // a query looks into the same texts several times
  const aligned = (text) => {
    if (!seen.has(text)) seen.set(text, align(text));
    return seen.get(text);
  };

  self.hintbookAnalyzer = { plain, fold, normalise, tokens, aligned };
}
