// Whether a query may be about a life in danger: the words of content/urgent.yml in any spelling.
"use strict";
{
  const { plain, fold } = self.hintbookAnalyzer;
  const IGNORED = /[\s\u30fc~\u301c\u30fb]/g; // spaces, and what draws a sound out: 死にたーい
  const SPACING_MARKS = { "\u309b": "\u3099", "\u309c": "\u309a" }; // voicing marks that NFKC leaves apart
  const SMALL_VOWELS = /[\u3041\u3043\u3045\u3047\u3049\u30a1\u30a3\u30a5\u30a7\u30a9]/g;
  const INSIDE = /^(?:[\u30a1-\u30fa]{2}|[0-9a-z]{2})$/; // two letters of one word
  const BOUNDED = /^(?:[\u30a1-\u30fa]+|[0-9a-z]+)$/; // such words have bounds, those in kana and ideographs none

  /** Returns a text in the spelling that is compared; katakana is kept. @param {string} text */
  const spelt = (text) => plain(text.replace(/[\u309b\u309c]/g, (mark) => SPACING_MARKS[/** @type {"\u309b"} */ (mark)]))
    .replace(IGNORED, "")
    .replace(SMALL_VOWELS, (kana) => String.fromCharCode(kana.charCodeAt(0) + 1));

  /**
   * Whether a query has one of the words outside the harmless ones.
   * @param {string} typed
   * @param {{ words: string[], harmless: string[] }} list
   */
  const isUrgent = (typed, { words, harmless }) => {
    const query = spelt(typed);
    let folded = fold(query);
    for (const word of harmless.map((one) => fold(spelt(one))).filter(Boolean)) folded = folded.replaceAll(word, "\n".repeat(word.length));
    return words.some((word) => {
      const written = spelt(word);
      const sought = fold(written);
      const bounded = BOUNDED.test(written);
      for (let at = sought ? folded.indexOf(sought) : -1; at >= 0; at = folded.indexOf(sought, at + 1)) {
        const end = at + sought.length;
        if (!bounded || !(INSIDE.test(query.slice(at - 1, at + 1)) || INSIDE.test(query.slice(end - 1, end + 1)))) return true;
      }
      return false;
    });
  };

  self.hintbookUrgent = { isUrgent };
}
