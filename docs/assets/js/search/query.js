// What a query means: its words, what may stand for them, and how well a document fits.
"use strict";
{
  const { plain, fold, normalise, tokens, aligned } = self.hintbookAnalyzer;

  const KANJI = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
  const KATAKANA = /[\u30a1-\u30fa\u30fc]/;
  const HIRAGANA = /[\u3041-\u3096\u30fc]/;
  const LATIN = /[0-9a-z\u00df-\u00f6\u00f8-\u00ff]/;
  const ALL_KANA = /^[\u3041-\u3096\u30fc]+$/;
  const LONGEST = 24; // of a word that the knowledge holds
  const EXPANSIONS = 8; // words that may stand for one, at most
  // What counts how much, beside a word that stands in a text as typed.
  const WEIGHTS = {
    synonym: 0.75, begun: 0.6, tag: 0.3, // a stand-in, a reading begun, a tag
    besides: 0.15, // what else stands for the word, beside the best
    loose: 0.5, unknown: 1.5, // a word of kana in a sentence, one that nothing holds
    inflection: 0.2, stem: 0.8, kana: 0.7, seam: 0.5, suffix: 0.35, // bigrams of a word, by what they join
    inside: 0.6, near: 0.5, // a word inside another, words that stand together
  };
  const FITS = 0.6; // the least share of a word
  const COVERS = [0.3, 0.12]; // the least share of a query of one word, of several

  const BOUND = /[ぁぃぅぇぉっゃゅょゎー]/; // kana that no word begins with
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
    // A lone ideograph beside another word is but its prefix or suffix: 他機関, 不登校児.
    words.forEach((word, index) => {
      const [before, after] = [words[index - 1], words[index + 1]];
      if (word.word.length > 1 || !KANJI.test(word.word)) return;
      if (before && before.at + before.word.length === word.at && !HIRAGANA.test(text[word.at - 1])) word.loose = true;
      if (after && word.at + 1 === after.at && !HIRAGANA.test(text[after.at])) word.loose = true;
    });
    const telling = words.filter(({ word }) => !empty.has(word));
    return telling.length ? telling : words;
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

  // Kana between other words: the shortest stretch that function words on both sides leave is a word.
  const takeKana = (text, at, knownAt, functionWords, words) => {
    let end = at;
    while (end < text.length && HIRAGANA.test(text[end]) && (end === at || !knownAt(end))) end += 1;
    const alone = at === 0 && end === text.length && end <= 8;
    const [start, stop] = alone ? [at, end] : between(text, at, end, functionWords);
    if (stop - start > 1 || alone) words.push({ word: text.slice(start, stop), at: start, loose: !alone });
    return end;
  };

  const between = (text, at, end, functionWords) => {
    const lefts = [at];
    for (const place of lefts) {
      for (const word of functionWords) {
        const next = place + word.length;
        if (next <= end && text.startsWith(word, place) && !BOUND.test(text[next] ?? "") && !lefts.includes(next)) lefts.push(next);
      }
    }
    const rights = [end];
    for (const place of rights) {
      for (const word of functionWords) {
        const next = place - word.length;
        if (word.length > 1 && next >= at && text.startsWith(word, next) && !rights.includes(next)) rights.push(next);
      }
    }
    return lefts.flatMap((left) => [...rights, end].filter((right) => right >= left).map((right) => [left, right]))
      .reduce((best, one) => (one[1] - one[0] < best[1] - best[0] ? one : best));
  };

  // How much each bigram of a word tells: inflections little, and a word in kana all it has.
  const weighed = (word) => {
    const kana = ALL_KANA.test(word);
    const own = tokens(word);
    return own.map((token, index) => {
      const [first, second] = token;
      if (kana || !second || LATIN.test(first)) return { token, share: 1 };
      if (SUFFIX.test(second)) return { token, share: WEIGHTS.suffix };
      if (HIRAGANA.test(first)) return { token, share: HIRAGANA.test(second) ? WEIGHTS.inflection : WEIGHTS.kana };
      if (HIRAGANA.test(second)) return { token, share: WEIGHTS.stem };
      // 情報共有 is 情報 and 共有: what joins the two tells less.
      return { token, share: own.length > 2 && index % 2 ? WEIGHTS.seam : 1 };
    });
  };

  const alternative = (word, weight) => ({ word, weight, parts: weighed(word), kana: ALL_KANA.test(word) });

  // Out of the head of the index: synonyms, tags, the words of questions that say nothing.
  const knowledge = ({ groups, tags, functionWords, emptyWords }) => {
    const meanings = new Map(); // word → {used: words of texts, tags: tag ids}
    const meaning = (word) => {
      if (!meanings.has(word)) meanings.set(word, { used: [], tags: [] });
      return meanings.get(word);
    };
    for (const [used, ...words] of groups) { // the first words, so many, are used
      for (const word of words) meaning(word).used.push(...words.slice(0, used));
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
    const found = [alternative(word, 1)];
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

  // The concepts of a query, each with all that may stand for it.
  const plan = (typed, known) => {
    const text = plain(cleaned(typed));
    const words = segment(text, known);
    // A katakana or Latin word makes one name with the ideographs that follow it.
    words.forEach((word, index) => {
      const before = words[index - 1];
      const adjoins = before && before.at + before.word.length === word.at;
      word.named = adjoins && before.word.length > 2 && !KANJI.test(before.word) && KANJI.test(word.word) ? before.word : "";
      word.joined = adjoins ? before.joined + word.word : word.word;
    });
    words.reduceRight((after, word) => {
      if (after.joined?.startsWith(word.joined)) word.joined = after.joined;
      return word;
    }, {});
    const unique = new Map(words.map((word) => [word.word, word]));
    return [...unique.values()].map((word) => ({ ...word, alternatives: expanded(word, known) }));
  };

  const tokensOf = (concepts) => [...new Set(concepts.flatMap(({ alternatives }) =>
    alternatives.flatMap(({ parts }) => parts.map(({ token }) => token))))];

  const RAREST = 8;
  const rarity = (count, held) => (held ? Math.log(1 + count / (held + 0.5)) : RAREST);

  // How well each document fits one alternative: document → {share of the word, strength, score}.
  const match = ({ word, parts, weight }, postings, count) => {
    const total = parts.reduce((sum, { token, share }) => sum + share * rarity(count, postings.get(token)?.held), 0);
    const found = new Map();
    for (const { token, share } of parts) {
      const own = postings.get(token);
      if (!own) continue;
      const part = share * rarity(count, own.held) / total;
      own.documents.forEach((document, index) => {
        const fit = found.get(document) ?? { share: 0, strength: 0 };
        fit.share += part;
        fit.strength += part * own.strengths[index];
        found.set(document, fit);
      });
    }
    for (const [document, fit] of found) {
      if (fit.share < FITS) found.delete(document);
      fit.covers = word ? fit.share : fit.share * WEIGHTS.tag;
      fit.score = weight * fit.strength ** 0.35 * fit.share ** 2;
    }
    return found;
  };

  // How well each document fits a concept: document → {score, covers}; marks what is known of it.
  const fits = (concept, postings, count) => {
    const best = new Map();
    const held = new Set(); // documents that hold a word itself, not only a tag for it
    concept.whole = false; // whether any document holds all of a word
    for (const one of concept.alternatives) {
      for (const [document, fit] of match(one, postings, count)) {
        if (one.word) held.add(document);
        concept.whole ||= one.word && fit.share > 0.99;
        const before = best.get(document) ?? { score: 0, covers: 0 };
        const [less, more] = [before.score, fit.score].sort((a, b) => a - b);
        best.set(document, { score: more + WEIGHTS.besides * less, covers: Math.max(before.covers, fit.covers) });
      }
    }
    const rare = Math.min(5, Math.max(0.5, rarity(count, held.size || best.size))) ** 1.15;
    concept.weight = (concept.loose ? WEIGHTS.loose : 1) * (best.size ? rare : WEIGHTS.unknown);
    if (concept.absent) best.clear();
    concept.known = best.size > 0;
    return best;
  };

  // Documents by how well they fit: [{document, score}].  `prior` weighs a document's kind.
  const rank = (concepts, postings, count, prior) => {
    const scores = new Map();
    const unknown = new Set();
    let whole = 0;
    for (const concept of concepts) {
      const found = fits(concept, postings, count);
      // Of a name whose first part nothing holds the rest says nothing: マラソン大会.
      if (!concept.known) unknown.add(concept.word);
      else if (unknown.has(concept.named)) found.clear();
      whole += concept.weight;
      for (const [document, { score, covers }] of found) {
        const sum = scores.get(document) ?? { score: 0, covered: 0 };
        sum.score += concept.weight * score;
        sum.covered += concept.weight * covers;
        scores.set(document, sum);
      }
    }
    const least = whole * COVERS[concepts.length > 1 ? 1 : 0];
    return [...scores]
      .filter(([, { covered }]) => covered >= least)
      .map(([document, { score, covered }]) => ({ document, score: score * covered / whole * prior(document) }))
      .sort((a, b) => b.score - a.score || a.document - b.document);
  };

  // Where words stand in a text: [{start, end, concept, whole}], in order, none within another.
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
    let reached = 0;
    return found.filter(({ end }) => end > reached && (reached = end));
  };

  // A word as texts may hold it: as it is, or what is left without its inflection.
  const forms = ({ word }) => {
    if (!word) return [];
    const stem = word.replace(/([^\u3041-\u3096][\u3041-\u3096])[\u3041-\u3096]+$/, "$1");
    return stem === word ? [word] : [word, stem];
  };

  // Bigrams of kana come together by chance: such a word counts only where it stands as typed.
  const doubtful = ({ loose, alternatives }) => !loose && alternatives.every(({ kana, word }) => kana || !word);

  // What a text adds to a rank, 0 where it only seemed to fit, and which words stand in it.
  const closeness = (concepts, text, tagged) => {
    const found = places(text, concepts);
    const there = new Set(found.map(({ concept }) => concept));
    const whole = new Set(found.filter((place) => place.whole).map(({ concept }) => concept));
    let real = 0;
    concepts.forEach((concept, index) => {
      const byTag = concept.alternatives.some(({ word, parts }) => !word && tagged.has(parts[0].token.slice(1)));
      if (whole.has(index) || byTag) real += 1;
      else if (there.has(index) || !doubtful(concept)) real += WEIGHTS.inside;
    });
    const together = 1 + WEIGHTS.near / (1 + span(found, there) / 30);
    return { there, factor: real ? (1 + real / concepts.length) * together : 0 };
  };

  // The shortest stretch that holds every word there is.
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

  self.hintbookQuery = { cleaned, segment, knowledge, plan, alternative, tokensOf, rank, places, doubtful, closeness };
}
