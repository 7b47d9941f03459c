// A reading in kana → an id in Latin letters, as hintbook/edit/romaji.py makes it.
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
  const SMALL = { ゃ: "ya", ゅ: "yu", ょ: "yo", ぁ: "a", ぃ: "i", ぅ: "u", ぇ: "e", ぉ: "o" };
  const LETTERS = new Map([
    ...Object.entries(ROWS).flatMap(([head, row]) => [...row].map((kana, index) => [kana, head + "aiueo"[index]])),
    ...Object.entries(OWN),
  ]);

  const LONGEST = 60;

  // A syllable with the small kana after it: ki + ゃ, te + ぃ, u + ぃ; null if they stay apart.
  const joined = (before, small) => {
    const stem = /^(.*[^aiueo])[aiueo]$/.exec(before)?.[1];
    if (small.length === 1) return stem ? stem + small : before === "u" ? `w${small}` : null;
    if (!stem || stem === "w") return null;
    return stem + (/(?:sh|ch|j|y)$/.test(stem) ? small.slice(1) : small);
  };

  // The letters of a character that stands alone; "-" between words, null if it has none.
  const lettersOf = (character) => {
    if (character === "ー") return "";
    if (/[a-z0-9]/.test(character)) return character;
    return LETTERS.get(character) ?? SMALL[character] ?? (/[\p{L}\p{N}]/u.test(character) ? null : "-");
  };

  // Words of an id up to its longest, whole if there are several.
  const cut = (words) => {
    if (words.length <= LONGEST) return words;
    const end = words.slice(0, LONGEST + 1).lastIndexOf("-");
    return words.slice(0, end > 0 ? end : LONGEST);
  };

  // "" for a reading in other characters.
  const romaji = (reading) => {
    const text = reading.normalize("NFKC").toLowerCase()
      .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
    const syllables = [];
    let doubled = false;
    for (const character of text) {
      if (character === "っ") { doubled = true; continue; }
      const together = SMALL[character] && syllables.length ? joined(syllables.at(-1), SMALL[character]) : null;
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
