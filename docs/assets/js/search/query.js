// What a query means: its words, what may stand for them, and how well a document fits.
// Knows words and figures only; where postings and texts come from is the engine's business.
"use strict";
{
  const { plain, fold, normalise, tokens, split, aligned } = self.hintbookAnalyzer;

  const KANJI = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
  const KATAKANA = /[\u30a1-\u30fc]/;
  const HIRAGANA = /[\u3041-\u3096\u30fc]/;
  const LATIN = /[0-9a-z\u00df-\u00f6\u00f8-\u00ff]/;
  const ALL_KANA = /^[\u3041-\u3096\u30fc]+$/;
  const LONGEST = 24; // of a word that the knowledge holds
  const EXPANSIONS = 8; // words that may stand for one, at most
  // What counts how much, beside a word that stands in a text as typed.
  const WEIGHTS = {
    synonym: 0.75, begun: 0.6, tag: 0.3, loose: 0.5, // a stand-in, a reading begun, a tag, a word of kana in a sentence
    inflection: 0.3, stem: 0.8, kana: 0.7, seam: 0.5, suffix: 0.35, // bigrams of a word by what they join
    strength: 0.35, coverage: 1, unknown: 3, fits: 0.6, inside: 0.6, // exponents, the weight of a word that nothing holds, the least share of a word
  };

  const SUFFIX = /[化的性者会書感先後中等達側面内外上下]/; // what makes a word of a word
  // Letters that an input method leaves behind kana, or in full width behind any Japanese.
  const cleaned = (typed) => typed.trim()
    .replace(/([\u3041-\u30fc])[a-zａ-ｚ]{1,2}$/, "$1")
    .replace(/([\u3041-\u30fc\u3400-\u9fff])[ａ-ｚ]{1,2}$/, "$1")
    .replace(/([\u3041-\u30fc\u3400-\u9fff])[っッ]$/, "$1");

  // The words of a query, in order: {word, at}.
  const segment = (text, { meanings, functionWords, empty }) => {
    const folded = fold(text);
    const words = [];
    const functionWord = (at) => functionWords.find((word) => text.startsWith(word, at)) ?? "";
    const knownAt = (at) => {
      for (let length = Math.min(LONGEST, folded.length - at); length > 1; length -= 1) {
        const word = folded.slice(at, at + length);
        if (meanings.has(word) && standsAlone(text, at, at + length)) return word;
      }
      return "";
    };
    let at = 0;
    const run = (pattern) => {
      let end = at;
      while (end < text.length && pattern.test(text[end])) end += 1;
      return text.slice(at, end);
    };
    const take = (word, more) => { words.push({ word, at, ...more }); at += word.length; };
    while (at < text.length) {
      const word = knownAt(at);
      if (word) take(word);
      else if (LATIN.test(text[at])) take(run(LATIN));
      else if (KANJI.test(text[at])) takeKanji(text, at, knownAt, functionWord, take, run);
      else if (KATAKANA.test(text[at]) && text[at] !== "ー") take(fold(run(KATAKANA)), { katakana: true });
      else if (HIRAGANA.test(text[at])) at = takeKana(text, at, knownAt, functionWords, words);
      else at += 1;
    }
    return words.filter(({ word }) => !empty.has(word));
  };

  // A katakana or Latin word inside a longer one is not that word.
  const standsAlone = (text, start, end) => {
    const joined = (a, b) => a !== undefined && b !== undefined
      && ((KATAKANA.test(a) && KATAKANA.test(b)) || (LATIN.test(a) && LATIN.test(b)));
    return !joined(text[start - 1], text[start]) && !joined(text[end - 1], text[end]);
  };

  // Ideographs with the kana that inflect them: 会えない, 引き継が, 家族会.
  const takeKanji = (text, at, knownAt, functionWord, take, run) => {
    const stem = run(KANJI);
    let end = at + 1;
    // A known word ends the one before it, unless that would leave a lone character.
    while (end < at + stem.length && (end === at + 1 || !knownAt(end))) end += 1;
    if (end === at + stem.length) {
      const tail = inflection(text, end, stem.length === 1, functionWord);
      end += tail;
      if (stem.length === 1 && tail === 1 && KANJI.test(text[end] ?? "") && !knownAt(end)) {
        while (end < text.length && KANJI.test(text[end])) end += 1;
        end += inflection(text, end, true, functionWord);
      }
    }
    take(fold(text.slice(at, end)));
  };

  const inflection = (text, at, verb, functionWord) => {
    let end = at;
    // A lone ideograph is the stem of a verb: its first kana belongs to it, whatever it is.
    if (verb && HIRAGANA.test(text[end] ?? "") && !/[はがをにへとのもでなだや]/.test(text[end])) end += 1;
    while (end < at + 4 && HIRAGANA.test(text[end] ?? "") && !functionWord(end)) end += 1;
    return end - at;
  };

  // Kana between other words: function words off both ends, what is left is a word.
  const takeKana = (text, at, knownAt, functionWords, words) => {
    let end = at;
    while (end < text.length && HIRAGANA.test(text[end]) && (end === at || !knownAt(end))) end += 1;
    let start = at;
    let rest = text.slice(start, end);
    const alone = at === 0 && end === text.length && rest.length <= 8;
    while (!alone && rest) {
      const before = functionWords.find((word) => rest.startsWith(word));
      const after = functionWords.find((word) => word.length > 1 && rest.endsWith(word));
      if (before) { start += before.length; rest = rest.slice(before.length); }
      else if (after) rest = rest.slice(0, -after.length);
      else break;
    }
    if (rest.length > 1 || alone) words.push({ word: rest, at: start, loose: !alone });
    return end;
  };

  // How much each bigram of a word tells: inflections little, and a word in kana all it has.
  const weighed = (word, share = 1) => {
    const kana = ALL_KANA.test(word);
    const own = tokens(word);
    return own.map((token, index) => {
      const [first, second] = token;
      if (kana || !second || LATIN.test(first)) return { token, share };
      if (SUFFIX.test(second)) return { token, share: share * WEIGHTS.suffix };
      if (HIRAGANA.test(first)) return { token, share: share * (HIRAGANA.test(second) ? WEIGHTS.inflection : WEIGHTS.kana) };
      if (HIRAGANA.test(second)) return { token, share: share * WEIGHTS.stem };
      // 情報共有 is 情報 and 共有: what joins the two tells less.
      return { token, share: share * (own.length > 2 && index % 2 ? WEIGHTS.seam : 1) };
    });
  };

  const alternative = (word, weight, share = 1) => ({
    word, weight, parts: weighed(word, share), lone: [...word].length === 1, kana: ALL_KANA.test(word),
  });

  // Out of the head of the index: synonyms, tags, the words of questions that say nothing.
  const knowledge = ({ groups, tags, functionWords, emptyWords }) => {
    const meanings = new Map(); // word → {used: words of texts, tags: tag ids}
    const meaning = (word) => {
      if (!meanings.has(word)) meanings.set(word, { used: [], tags: [] });
      return meanings.get(word);
    };
    for (const group of groups) {
      const [used, others] = group.split("|").map((words) => words.split(",").filter(Boolean));
      for (const word of [...used, ...others]) meaning(word).used.push(...used);
    }
    for (const tag of tags) {
      for (const word of [tag.label, ...tag.aliases]) {
        // 手紙・メール・SNS is three words.
        for (const name of new Set([word, ...word.split("・")])) meaning(normalise(name)).tags.push(tag.id);
      }
    }
    const kana = [...meanings.keys()].filter((word) => ALL_KANA.test(word)).sort();
    return { meanings, kana, functionWords, empty: new Set(emptyWords) };
  };

  // 引き継ぎ is also written 引継ぎ and 引継.
  const shortened = (word) => {
    const parts = /^([^\u3041-\u3096])[\u3041-\u3096]([^\u3041-\u3096])([\u3041-\u3096]?)$/.exec(word);
    return parts ? [...new Set([parts[1] + parts[2] + parts[3], parts[1] + parts[2]])] : [];
  };

  const expanded = ({ word, loose }, { meanings, kana }) => {
    const share = loose ? 0.6 : 1;
    const found = [alternative(word, 1, share)];
    const add = (meant, weight) => {
      for (const other of meant.used) {
        if (found.length <= EXPANSIONS && !other.includes(word) && !found.some((a) => a.word === other)) {
          found.push(alternative(other, weight));
        }
      }
      for (const tag of meant.tags) {
        found.push({ word: "", weight: weight * WEIGHTS.tag, parts: [{ token: `#${tag}`, share: 1 }] });
      }
    };
    for (const other of shortened(word)) found.push(alternative(other, 0.9));
    if (meanings.has(word)) add(meanings.get(word), WEIGHTS.synonym);
    else if (ALL_KANA.test(word) && word.length > 2 && !loose) {
      for (const reading of kana.filter((name) => name.startsWith(word)).slice(0, 3)) add(meanings.get(reading), WEIGHTS.begun);
    }
    return found;
  };

  // A plan: the concepts of a query, each with all that may stand for it.
  const plan = (typed, known) => {
    const text = plain(cleaned(typed));
    const words = segment(text, known);
    // A katakana or Latin word makes one name with the ideographs that follow it.
    words.forEach((word, index) => {
      const before = words[index - 1];
      word.named = before && before.at + before.word.length === word.at && before.word.length > 2
        && !KANJI.test(before.word) && KANJI.test(word.word) ? before.word : "";
    });
    const unique = new Map(words.map((word) => [word.word, word]));
    return [...unique.values()].map((word) => ({ ...word, alternatives: expanded(word, known) }));
  };

  const tokensOf = (concepts) => [...new Set(concepts.flatMap(({ alternatives }) =>
    alternatives.flatMap(({ parts }) => parts.map(({ token }) => token))))];

  const RAREST = 8;
  const rarity = (count, held) => (held ? Math.log(1 + count / (held + 0.5)) : RAREST);

  // How strongly each document holds one word: document → {strength, share}.
  const match = ({ word, parts, weight }, postings, count) => {
    const total = parts.reduce((sum, part) => sum + part.share * rarity(count, postings.get(part.token)?.held), 0);
    const found = new Map();
    for (const { token, share } of parts) {
      const own = postings.get(token);
      if (!own) continue;
      const part = share * rarity(count, own.held) / total;
      own.documents.forEach((document, index) => {
        const before = found.get(document);
        if (before) { before.share += part; before.strength += part * own.strengths[index]; }
        else found.set(document, { share: part, strength: part * own.strengths[index] });
      });
    }
    for (const [document, fit] of found) {
      if (fit.share < WEIGHTS.fits) found.delete(document);
      else {
        fit.covers = word ? fit.share : fit.share * WEIGHTS.tag;
        fit.score = weight * fit.strength ** WEIGHTS.strength * fit.share ** 2;
      }
    }
    return found;
  };

  // Documents by how well they fit: [{document, score}].  `prior` weighs a document's kind.
  const rank = (concepts, postings, count, prior) => {
    const scores = new Map();
    const unknown = new Set();
    let whole = 0;
    for (const concept of concepts) {
      const { alternatives, loose } = concept;
      const best = new Map();
      const held = new Set(); // documents that hold a word itself, not only a tag for it
      for (const one of alternatives) {
        for (const [document, fit] of match(one, postings, count)) {
          if (one.word) held.add(document);
          if (!(best.get(document)?.score >= fit.score)) best.set(document, fit);
        }
      }
      const weight = (loose ? WEIGHTS.loose : 1) * (best.size ? Math.min(5, Math.max(0.5, rarity(count, held.size || best.size))) : WEIGHTS.unknown);
      if (concept.absent) best.clear();
      concept.known = best.size > 0;
      // Of a name whose first part nothing holds the rest says nothing: マラソン大会.
      if (!concept.known) unknown.add(concept.word);
      else if (unknown.has(concept.named)) best.clear();
      whole += weight;
      for (const [document, fit] of best) {
        const sum = scores.get(document) ?? { score: 0, covered: 0 };
        sum.score += weight * fit.score;
        sum.covered += weight * fit.covers;
        scores.set(document, sum);
      }
    }
    return [...scores]
      .filter(([, { covered }]) => covered / whole >= LEAST_COVERED[Math.min(concepts.length, LEAST_COVERED.length) - 1])
      .map(([document, { score, covered }]) => ({ document, score: score * (covered / whole) ** WEIGHTS.coverage * prior(document) }))
      .sort((a, b) => b.score - a.score || a.document - b.document);
  };
  const LEAST_COVERED = [0.3, 0.3, 0.25, 0.2]; // by the number of words

  // Where the words of a query stand in a text: [[start, end]], in order, without overlap.
  const places = (text, concepts) => {
    const { folded, places: origin } = aligned(text);
    const found = [];
    concepts.forEach(({ alternatives, katakana }, concept) => {
      for (const word of alternatives.flatMap(forms)) {
        for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
          const [start, end] = [origin[at], origin[at + word.length]];
          if (katakana && word === alternatives[0].word && !KATAKANA.test(text[start])) continue;
          found.push({ start, end, concept, whole: standsAlone(text, start, end) });
        }
      }
    });
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    return found.filter(({ end }, index) => !found.slice(0, index).some((other) => other.end >= end));
  };

  // A word as texts may hold it: as it is, or what is left without its inflection.
  const forms = ({ word }) => {
    if (!word) return [];
    const stem = word.replace(/([^\u3041-\u3096][\u3041-\u3096])[\u3041-\u3096]+$/, "$1");
    return stem === word ? [word] : [word, stem];
  };

  // Bigrams of kana come together by chance: such a word counts only where it stands as typed.
  const doubtful = ({ loose, alternatives }) => !loose && alternatives.every(({ kana, word }) => kana || !word);

  // What the text itself adds to a rank, and which words stand in it: words near each other
  // count for more; 0 for a document that only seemed to fit.
  const closeness = (concepts, text, tagged) => {
    const found = places(text, concepts);
    const there = new Set(found.map(({ concept }) => concept));
    const whole = new Set(found.filter((place) => place.whole).map(({ concept }) => concept));
    let real = 0;
    concepts.forEach((concept, index) => {
      const byTag = concept.alternatives.some(({ word, parts }) => !word && tagged.has(parts[0].token.slice(1)));
      if (whole.has(index) || byTag) real += 1;
      else if (there.has(index)) real += WEIGHTS.inside;
      else if (!doubtful(concept)) real += 0.6;
    });
    const share = real / concepts.length;
    return { there, factor: real ? (0.5 + 0.5 * share) * (1 + 0.3 / (1 + span(found, there) / 30)) : 0 };
  };

  // The shortest stretch that holds every word there is; endless where there is but one.
  const span = (found, there) => {
    let shortest = Infinity;
    if (there.size < 2) return shortest;
    for (let i = 0; i < found.length; i += 1) {
      const seen = new Set();
      for (let j = i; j < found.length; j += 1) {
        seen.add(found[j].concept);
        if (seen.size === there.size) { shortest = Math.min(shortest, found[j].end - found[i].start); break; }
      }
    }
    return shortest;
  };

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

  // The spellings nearest to a word that no text holds, best first.
  const nearest = (word, spellings) => {
    const sound = sounded(word);
    const length = [...word].length;
    if (length < 3) return [];
    const ideographs = [...word].filter((character) => KANJI.test(character));
    const akin = (spelling) => (ideographs.length
      ? ideographs.filter((character) => spelling.includes(character)).length * 2 >= ideographs.length
      : !KANJI.test(spelling));
    const limit = length > 6 ? 2 : 1;
    return spellings.filter(akin)
      .map((spelling) => {
        const folded = fold(spelling);
        if (ALL_KANA.test(word) && KATAKANA.test(spelling[0])) {
          const other = sounded(folded);
          if (other === sound) return { spelling, steps: 0 };
          if (other.length > sound.length + 1 && abbreviates(sound, other)) return { spelling, steps: limit + other.length / 100 - 1 };
        }
        return { spelling, steps: distance(word, folded, limit) };
      })
      .filter(({ steps }) => steps <= limit)
      .sort((a, b) => a.steps - b.steps)
      .map(({ spelling }) => spelling);
  };

  self.hintbookQuery = { cleaned, segment, knowledge, plan, alternative, tokensOf, rank, places, doubtful, closeness, nearest, match, WEIGHTS };
}
