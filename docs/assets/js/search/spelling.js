// Corrections for words that are in no text; loaded only when there is such a word.
"use strict";
{
  const { plain, fold, KANJI, KATAKANA, ALL_KANA } = self.hintbookAnalyzer;

  /**
   * Returns the Damerau-Levenshtein distance of two words, or more than `limit` if it is greater.
   * @param {string} a @param {string} b @param {number} limit
   */
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    /** @type {number[]} */
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

  const SMALL = "ぁぃぅぇぉっゃゅょゎ";
  const LARGE = "あいうえおつやゆよわ";
  /** Returns a word without the differences that typists confuse: small kana, long vowels, ヴ and ブ. @param {string} word */
  const phonetic = (word) => word.replace(/ー/g, "").replace(/[ぁぃぅぇぉっゃゅょゎ]/g, (kana) => LARGE[SMALL.indexOf(kana)])
    .replace(/ゔ([あいえお])/g, (_, vowel) => "ばびべぼ"["あいえお".indexOf(vowel)]).replace(/ゔ/g, "ぶ");

  /** Whether a word has the first kana of another and its kana in order: サポステ, サポートステーション. @param {string} short @param {string} long */
  const abbreviates = (short, long) => {
    let at = 0;
    for (const sound of long) if (sound === short[at]) at += 1;
    return short[0] === long[0] && at === short.length;
  };

  /**
   * Returns the spellings most similar to a word, best first, then those that contain it.
   * @param {string} word
   * @param {string[]} spellings
   */
  const nearest = (word, spellings) => {
    const sound = phonetic(word);
    const kana = ALL_KANA.test(word);
    const ideographs = [...word].filter((character) => KANJI.test(character));
    const limit = word.length > 6 ? 2 : Number(word.length > 2);
    /** @param {string} spelling */
    const comparable = (spelling) => (ideographs.length
      ? ideographs.filter((character) => spelling.includes(character)).length * 2 >= ideographs.length
      : limit && !KANJI.test(spelling));
    /** @param {string} spelling @param {string} folded */
    const difference = (spelling, folded) => {
      if (kana && KATAKANA.test(spelling[0])) {
        const other = phonetic(folded);
        if (other === sound) return 0;
        if (sound.length > 2 && other.length > sound.length + 1 && abbreviates(sound, other)) return limit + other.length / 100 - 1;
      }
      const edits = distance(word, folded, limit);
      if (edits <= limit) return edits;
      return ideographs.length > 1 && folded.includes(word) ? limit + folded.length : Infinity;
    };
    return spellings.filter(comparable)
      .map((spelling) => ({ spelling, difference: difference(spelling, fold(spelling)) }))
      .filter((one) => one.difference < Infinity)
      .sort((a, b) => a.difference - b.difference)
      .map(({ spelling }) => spelling);
  };

  /**
   * Returns the things with a name that shares a third of a word's characters and bigrams, best first.
   * @template T
   * @param {string} word
   * @param {T[]} things
   * @param {(thing: T) => string[]} namesOf
   */
  const alike = (word, things, namesOf) => {
    /** @param {string} text */
    const features = (text) => {
      const characters = [...text];
      const bigrams = characters.slice(1).map((character, index) => characters[index] + character);
      return new Set([...(bigrams.length ? bigrams : characters), ...characters.filter((character) => KANJI.test(character))]);
    };
    const own = features(word);
    /** @param {string} name */
    const similarity = (name) => {
      const others = features(fold(plain(name)));
      const shared = [...others].filter((feature) => own.has(feature)).length;
      return shared * 3 < own.size ? 0 : shared / (own.size + others.size);
    };
    return things.map((thing) => ({ thing, score: Math.max(...namesOf(thing).map(similarity)) }))
      .filter(({ score }) => score)
      .sort((a, b) => b.score - a.score)
      .map(({ thing }) => thing);
  };

  self.hintbookSpelling = { nearest, alike };
}
