// A reading in kana → an id in Latin letters, as hintbook/edit/romaji.py returns it.
"use strict";
{
  const ROWS = {
    "": "あいうえお", k: "かきくけこ", s: "さしすせそ", t: "たちつてと", n: "なにぬねの", h: "はひふへほ", m: "まみむめも",
    r: "らりるれろ", g: "がぎぐげご", z: "ざじずぜぞ", d: "だぢづでど", b: "ばびぶべぼ", p: "ぱぴぷぺぽ",
  };
  const OWN = {
    し: "shi", ち: "chi", つ: "tsu", ふ: "fu", じ: "ji", ぢ: "ji", づ: "zu", や: "ya", ゆ: "yu", よ: "yo", わ: "wa", ゐ: "i",
    ゑ: "e", を: "o", ん: "n", ゔ: "vu", ゎ: "wa", ゕ: "ka", ゖ: "ke",
  };
  /** @type {Record<string, string>} */
  const SMALL = { ゃ: "ya", ゅ: "yu", ょ: "yo", ぁ: "a", ぃ: "i", ぅ: "u", ぇ: "e", ぉ: "o" };
  /** @type {Map<string, string>} */
  const LETTERS = new Map();
  for (const [head, row] of Object.entries(ROWS)) {
    for (const [index, kana] of [...row].entries()) LETTERS.set(kana, head + "aiueo"[index]);
  }
  for (const [kana, letters] of Object.entries(OWN)) LETTERS.set(kana, letters);

  const MAX_LENGTH = 60;

  /**
   * Returns a syllable joined with the small kana after it (ki + ゃ, te + ぃ, u + ぃ), or null.
   * @param {string} before @param {string} small
   */
  const joined = (before, small) => {
    const stem = /^(.*[^aiueo])[aiueo]$/.exec(before)?.[1];
    if (small.length === 1) return stem ? stem + small : before === "u" ? `w${small}` : null;
    if (!stem || stem === "w") return null;
    return stem + (/(?:sh|ch|j|y)$/.test(stem) ? small.slice(1) : small);
  };

  /** Returns the letters of a character, "-" between words, null if it has none. @param {string} character */
  const lettersOf = (character) => {
    if (character === "ー") return "";
    if (/[a-z0-9]/.test(character)) return character;
    return LETTERS.get(character) ?? SMALL[character] ?? (/[\p{L}\p{N}]/u.test(character) ? null : "-");
  };

  /** Returns the words of an id that fit into the longest id; a longer first word is cut. @param {string} words */
  const cut = (words) => {
    if (words.length <= MAX_LENGTH) return words;
    const end = words.slice(0, MAX_LENGTH + 1).lastIndexOf("-");
    return words.slice(0, end > 0 ? end : MAX_LENGTH);
  };

  /** Returns the id for a reading, "" if it has characters without letters. @param {string} reading */
  const romaji = (reading) => {
    const text = reading.normalize("NFKC").toLowerCase()
      .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
    /** @type {string[]} */
    const syllables = [];
    let doubled = false;
    for (const character of text) {
      if (character === "っ") { doubled = true; continue; }
      const together = SMALL[character] && syllables.length ? joined(syllables[syllables.length - 1], SMALL[character]) : null;
      if (together) syllables[syllables.length - 1] = together;
      else {
        const letters = lettersOf(character);
        if (letters === null) return "";
        syllables.push(doubled && /^[a-z]/.test(letters) ? (letters.startsWith("ch") ? "t" : letters[0]) + letters : letters);
      }
      doubled = false;
    }
    return cut(syllables.join("").replace(/-+/g, "-").replace(/^-|-$/g, ""));
  };

  self.hintbookReading = { romaji };
}
