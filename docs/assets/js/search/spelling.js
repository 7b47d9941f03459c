// What a reader may have meant by a word that no text holds; loaded only when there is one.
"use strict";
{
  const { plain, fold, tokens } = self.hintbookAnalyzer;
  const KANJI = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
  const KATAKANA = /[\u30a1-\u30fa\u30fc]/;
  const ALL_KANA = /^[\u3041-\u3096\u30fc]+$/;

  // The fewest strokes between two words, swaps included; more than `limit` is not told apart.
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[b.length];
  };

  // Kana as they are confused in typing: small for large, long for short, ヴ for ブ.
  const SMALL = "ぁぃぅぇぉっゃゅょゎ";
  const LARGE = "あいうえおつやゆよわ";
  const sounded = (word) => word.replace(/ー/g, "").replace(/[ぁぃぅぇぉっゃゅょゎ]/g, (kana) => LARGE[SMALL.indexOf(kana)])
    .replace(/ゔ([あいえお])/g, (_, vowel) => "ばびべぼ"["あいえお".indexOf(vowel)]).replace(/ゔ/g, "ぶ");

  // サポステ for サポートステーション: its sounds in order, from the first.
  const abbreviates = (short, long) => {
    let at = 0;
    for (const sound of long) if (sound === short[at]) at += 1;
    return short[0] === long[0] && at === short.length;
  };

  // The spellings nearest to a word that no text holds, best first, then those that hold it.
  const nearest = (word, spellings) => {
    const sound = sounded(word);
    const kana = ALL_KANA.test(word);
    const ideographs = [...word].filter((character) => KANJI.test(character));
    const limit = word.length > 6 ? 2 : Number(word.length > 2);
    const akin = (spelling) => (ideographs.length
      ? ideographs.filter((character) => spelling.includes(character)).length * 2 >= ideographs.length
      : limit && !KANJI.test(spelling));
    const steps = (spelling, folded) => {
      if (kana && KATAKANA.test(spelling[0])) {
        const other = sounded(folded);
        if (other === sound) return 0;
        if (other.length > sound.length + 1 && abbreviates(sound, other)) return limit + other.length / 100 - 1;
      }
      const strokes = distance(word, folded, limit);
      if (strokes <= limit) return strokes;
      return ideographs.length > 1 && folded.includes(word) ? limit + folded.length : Infinity;
    };
    return spellings.filter(akin)
      .map((spelling) => ({ spelling, steps: steps(spelling, fold(spelling)) }))
      .filter((one) => one.steps < Infinity)
      .sort((a, b) => a.steps - b.steps)
      .map(({ spelling }) => spelling);
  };

  // Things whose names share a third of the characters and pairs of them in a word, likest first.
  const alike = (word, things, namesOf) => {
    const marks = (text) => new Set([...tokens(text), ...[...text].filter((character) => KANJI.test(character))]);
    const own = marks(word);
    const likeness = (name) => {
      const others = marks(fold(plain(name)));
      const shared = [...others].filter((mark) => own.has(mark)).length;
      return shared * 3 < own.size ? 0 : shared / (own.size + others.size);
    };
    return things.map((thing) => ({ thing, like: Math.max(...namesOf(thing).map(likeness)) }))
      .filter(({ like }) => like)
      .sort((a, b) => b.like - a.like)
      .map(({ thing }) => thing);
  };

  self.hintbookSpelling = { nearest, alike };
}
