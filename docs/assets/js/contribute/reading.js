// A reading in kana → an id in Latin letters, as Hepburn writes it.
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

  const joined = (before, small) => {
    const stem = before.slice(0, -1);
    if (small.length === 1) return (stem || "w") + small;
    return stem + (/(?:sh|ch|j)$/.test(stem) ? small.slice(1) : small);
  };

  const romaji = (reading) => {
    const text = reading.normalize("NFKC").toLowerCase()
      .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
    const parts = [];
    let doubled = false;
    for (const character of text) {
      const last = parts.length - 1;
      if (character === "っ") { doubled = true; continue; }
      if (SMALL[character] && last >= 0 && /[a-z]$/.test(parts[last])) parts[last] = joined(parts[last], SMALL[character]);
      else {
        const letters = LETTERS.get(character) ?? SMALL[character] ?? (/[a-z0-9]/.test(character) ? character : character === "ー" ? "" : "-");
        parts.push(doubled && /^[a-z]/.test(letters) ? (letters.startsWith("ch") ? "t" : letters[0]) + letters : letters);
      }
      doubled = false;
    }
    return parts.join("").replace(/-+/g, "-").replace(/^-|-$/g, "");
  };

  self.hintbookReading = { romaji };
}
