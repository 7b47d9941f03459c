// The words of a query, what each may stand for, and how well a document fits.
"use strict";
{
  const { plain, fold, normalise, tokens, aligned, KANJI, KATAKANA, HIRAGANA, LATIN, ALL_KANA } =
    self.hintbookAnalyzer;

  const MAX_WORD_LENGTH = 24; // longest word that is looked up in the vocabulary
  const MAX_ALTERNATIVES = 8;
  // Factors of scores; a word that stands in a text as typed has 1.
  const WEIGHTS = {
    synonym: 0.75, prefix: 0.6, tag: 0.3,
    otherAlternatives: 0.15, // alternatives of a word besides the best one
    uncertain: 0.5, unknown: 1.5, // a word whose bounds are guessed, a word in no document
    inflection: 0.2, stem: 0.8, kana: 0.7, seam: 0.5, suffix: 0.35, // bigrams, by what they join
    inside: 0.6, proximity: 0.5, // a word inside a longer one, words close together
  };
  const MIN_SHARE = 0.6; // least share of the bigrams of a word
  const MIN_COVERAGE = [0.3, 0.12]; // least share of a query of one word, of several words

  const NOT_INITIAL = /[ぁぃぅぇぉっゃゅょゎー]/; // kana that no word begins with
  const SUFFIX = /[化的性者会書感先後中等達側面内外上下]/;

  /**
   * Returns a query without unfinished input: Latin letters that an input method leaves after kana,
   * or in full width after any Japanese.
   * @param {string} typed
   */
  const cleaned = (typed) => typed.trim()
    .replace(/([\u3041-\u30fc])[a-zａ-ｚ]{1,2}$/, "$1")
    .replace(/([\u3041-\u30fc\u3400-\u9fff])[ａ-ｚ]{1,2}$/, "$1")
    .replace(/([\u3041-\u30fc\u3400-\u9fff])[っッ]$/, "$1");

  /**
   * Returns the words of a query in order.
   * @param {string} text
   * @param {SearchVocabulary} vocabulary
   */
  const segment = (text, { meanings, functionWords, empty }) => {
    const folded = fold(text);
    /** @type {QueryWord[]} */
    const words = [];
    /** @param {number} at */
    const functionWord = (at) => functionWords.find((word) => text.startsWith(word, at)) ?? "";
    /** Returns the longest word of the vocabulary at a position, or "". @param {number} at */
    const knownAt = (at) => {
      for (let length = Math.min(MAX_WORD_LENGTH, folded.length - at); length > 1; length -= 1) {
        const word = folded.slice(at, at + length);
        if (meanings.has(word) && standsAlone(text, at, at + length)) return word;
      }
      return "";
    };
    let at = 0;
    /** Returns the characters from `at` on that match. @param {RegExp} pattern */
    const run = (pattern) => {
      let end = at;
      while (end < text.length && pattern.test(text[end])) end += 1;
      return text.slice(at, end);
    };
    /** @param {string} word @param {{ katakana?: boolean }} [more] */
    const take = (word, more) => { words.push({ word, at, ...more }); at += word.length; };
    while (at < text.length) {
      const word = knownAt(at);
      if (word) take(word);
      else if (LATIN.test(text[at])) take(run(LATIN));
      else if (KANJI.test(text[at])) take(fold(text.slice(at, kanjiWordEnd(text, at, run(KANJI), knownAt, functionWord))));
      else if (KATAKANA.test(text[at]) && text[at] !== "ー") take(fold(run(KATAKANA)), { katakana: true });
      else if (HIRAGANA.test(text[at])) at = takeKana(text, at, knownAt, functionWords, words);
      else at += 1;
    }
    // A single ideograph next to another word is a prefix or suffix of it: 他機関, 不登校児.
    words.forEach((word, index) => {
      const [before, after] = [words[index - 1], words[index + 1]];
      if (word.word.length > 1 || !KANJI.test(word.word)) return;
      if (before && before.at + before.word.length === word.at && !HIRAGANA.test(text[word.at - 1])) word.uncertain = true;
      if (after && word.at + 1 === after.at && !HIRAGANA.test(text[after.at])) word.uncertain = true;
    });
    const meaningful = words.filter(({ word }) => !empty.has(word));
    return meaningful.length ? meaningful : words;
  };

  /**
   * Whether a stretch of a text is a word: not part of a longer katakana or Latin word.
   * @param {string} text @param {number} start @param {number} end
   */
  const standsAlone = (text, start, end) => {
    /** @param {string | undefined} a @param {string | undefined} b */
    const joined = (a, b) => a !== undefined && b !== undefined
      && ((KATAKANA.test(a) && KATAKANA.test(b)) || (LATIN.test(a) && LATIN.test(b)));
    return !joined(text[start - 1], text[start]) && !joined(text[end - 1], text[end]);
  };

  /**
   * Returns the end of a word of ideographs with the kana that inflect it: 会えない, 引き継が, 家族会.
   * @param {string} text
   * @param {number} at
   * @param {string} stem the ideographs from `at` on
   * @param {(at: number) => string} knownAt
   * @param {(at: number) => string} functionWord
   */
  const kanjiWordEnd = (text, at, stem, knownAt, functionWord) => {
    let end = at + 1;
    // A word of the vocabulary ends the one before it, unless that would leave a single character.
    while (end < at + stem.length && (end === at + 1 || !knownAt(end))) end += 1;
    if (end === at + stem.length) {
      const tail = inflection(text, end, stem.length === 1, functionWord);
      end += tail;
      if (stem.length === 1 && tail === 1 && KANJI.test(text[end] ?? "") && !knownAt(end)) {
        while (end < text.length && KANJI.test(text[end])) end += 1;
        end += inflection(text, end, true, functionWord);
      }
    }
    return end;
  };

  /**
   * Returns the number of kana that inflect the ideographs before them.
   * @param {string} text @param {number} at @param {boolean} verb
   * @param {(at: number) => string} functionWord
   */
  const inflection = (text, at, verb, functionWord) => {
    let end = at;
    // The first kana after a single ideograph, the stem of a verb, belongs to it unless it is a particle.
    if (verb && HIRAGANA.test(text[end] ?? "") && !/[はがをにへとのもでなだや]/.test(text[end])) end += 1;
    while (end < at + 4 && HIRAGANA.test(text[end] ?? "") && !functionWord(end)) end += 1;
    return end - at;
  };

  /**
   * Adds the word in a run of kana, without the function words around it; returns the end of the run.
   * @param {string} text
   * @param {number} at
   * @param {(at: number) => string} knownAt
   * @param {string[]} functionWords
   * @param {QueryWord[]} words
   */
  const takeKana = (text, at, knownAt, functionWords, words) => {
    let end = at;
    while (end < text.length && HIRAGANA.test(text[end]) && (end === at || !knownAt(end))) end += 1;
    const wholeQuery = at === 0 && end === text.length && end <= 8;
    const [start, stop] = wholeQuery ? [at, end] : withoutFunctionWords(text, at, end, functionWords);
    if (stop - start > 1 || wholeQuery) words.push({ word: text.slice(start, stop), at: start, uncertain: !wholeQuery });
    return end;
  };

  /**
   * Returns the shortest stretch of a run that function words on both sides leave.
   * @param {string} text @param {number} at @param {number} end @param {string[]} functionWords
   */
  const withoutFunctionWords = (text, at, end, functionWords) => {
    const starts = [at];
    for (const start of starts) {
      for (const word of functionWords) {
        const next = start + word.length;
        if (next <= end && text.startsWith(word, start) && !NOT_INITIAL.test(text[next] ?? "") && !starts.includes(next)) starts.push(next);
      }
    }
    const stops = [end];
    for (const stop of stops) {
      for (const word of functionWords) {
        const next = stop - word.length;
        if (word.length > 1 && next >= at && text.startsWith(word, next) && !stops.includes(next)) stops.push(next);
      }
    }
    return starts.flatMap((start) => [...stops, end].filter((stop) => stop >= start).map((stop) => [start, stop]))
      .reduce((best, one) => (one[1] - one[0] < best[1] - best[0] ? one : best));
  };

  /**
   * Returns the tokens of a word, each with its weight: inflections have a low one.
   * @param {string} word
   */
  const weightedTokens = (word) => {
    const kana = ALL_KANA.test(word);
    const own = tokens(word);
    return own.map((token, index) => {
      const [first, second] = token;
      if (kana || !second || LATIN.test(first)) return { token, share: 1 };
      if (SUFFIX.test(second)) return { token, share: WEIGHTS.suffix };
      if (HIRAGANA.test(first)) return { token, share: HIRAGANA.test(second) ? WEIGHTS.inflection : WEIGHTS.kana };
      if (HIRAGANA.test(second)) return { token, share: WEIGHTS.stem };
      // 情報共有 is 情報 and 共有: the bigram between the two is less specific.
      return { token, share: own.length > 2 && index % 2 ? WEIGHTS.seam : 1 };
    });
  };

  /** @param {string} word @param {number} weight @returns {QueryAlternative} */
  const alternative = (word, weight) => ({ word, weight, parts: weightedTokens(word), kana: ALL_KANA.test(word) });

  /**
   * Returns the vocabulary in the head of the index: synonyms, tags, function words, empty words.
   * @param {Pick<SearchHead, "groups" | "tags" | "functionWords" | "emptyWords">} head
   * @returns {SearchVocabulary}
   */
  const knowledge = ({ groups, tags, functionWords, emptyWords }) => {
    /** @type {SearchVocabulary["meanings"]} */
    const meanings = new Map();
    /** @param {string} word */
    const meaning = (word) => {
      const own = meanings.get(word) ?? { used: [], tags: [] };
      meanings.set(word, own);
      return own;
    };
    for (const [used, ...words] of groups) { // the first `used` words occur in texts
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

  /** Returns other spellings: 引き継ぎ is also written 引継ぎ and 引継. @param {string} word */
  const withoutOkurigana = (word) => {
    const parts = /^([^\u3041-\u3096])[\u3041-\u3096]([^\u3041-\u3096])([\u3041-\u3096]?)$/.exec(word);
    return parts ? [...new Set([parts[1] + parts[2] + parts[3], parts[1] + parts[2]])] : [];
  };

  /**
   * Returns a word and its alternatives: other spellings, synonyms, tags, words it is a prefix of.
   * @param {QueryWord} word
   * @param {SearchVocabulary} vocabulary
   */
  const alternativesOf = ({ word, uncertain }, { meanings, kana }) => {
    const found = [alternative(word, 1)];
    /** @param {string} name @param {number} weight */
    const add = (name, weight) => {
      const { used, tags } = meanings.get(name) ?? { used: [], tags: [] };
      for (const other of used) {
        if (found.length <= MAX_ALTERNATIVES && !other.includes(word) && !found.some((a) => a.word === other)) {
          found.push(alternative(other, weight));
        }
      }
      for (const tag of tags) {
        found.push({ word: "", weight: weight * WEIGHTS.tag, parts: [{ token: `#${tag}`, share: 1 }] });
      }
    };
    for (const other of withoutOkurigana(word)) found.push(alternative(other, 0.9));
    if (meanings.has(word)) add(word, WEIGHTS.synonym);
    else if (ALL_KANA.test(word) && word.length > 2 && !uncertain) {
      for (const reading of kana.filter((name) => name.startsWith(word)).slice(0, 3)) add(reading, WEIGHTS.prefix);
    }
    return found;
  };

  /**
   * Returns the concepts of a query: its words, each with its alternatives.
   * @param {string} typed
   * @param {SearchVocabulary} vocabulary
   * @returns {QueryConcept[]}
   */
  const plan = (typed, vocabulary) => {
    const text = plain(cleaned(typed));
    const words = segment(text, vocabulary);
    /** @type {(QueryWord & { compound: string, nameStart: string })[]} */
    const parts = [];
    // A katakana or Latin word and the ideographs that follow it make one name.
    for (const word of words) {
      const before = parts.at(-1);
      const adjacent = before && before.at + before.word.length === word.at ? before : null;
      parts.push(Object.assign(word, {
        nameStart: adjacent && adjacent.word.length > 2 && !KANJI.test(adjacent.word) && KANJI.test(word.word) ? adjacent.word : "",
        compound: adjacent ? adjacent.compound + word.word : word.word,
      }));
    }
    let following = "";
    for (const part of [...parts].reverse()) {
      if (following.startsWith(part.compound)) part.compound = following;
      following = part.compound;
    }
    const unique = new Map(parts.map((part) => [part.word, part]));
    return [...unique.values()].map((part) => ({ ...part, alternatives: alternativesOf(part, vocabulary) }));
  };

  /** Returns the tokens to look up for a query. @param {QueryConcept[]} concepts */
  const tokensOf = (concepts) => [...new Set(concepts.flatMap(({ alternatives }) =>
    alternatives.flatMap(({ parts }) => parts.map(({ token }) => token))))];

  const MAX_IDF = 8;
  /** Inverse document frequency. @param {number} count @param {number} [documentFrequency] */
  const idf = (count, documentFrequency) => (documentFrequency ? Math.log(1 + count / (documentFrequency + 0.5)) : MAX_IDF);

  /**
   * Returns how well each document fits one alternative, by document.
   * @param {QueryAlternative} alternative
   * @param {Map<string, SearchPostings>} postings
   * @param {number} count
   */
  const match = ({ word, parts, weight }, postings, count) => {
    const total = parts.reduce((sum, { token, share }) => sum + share * idf(count, postings.get(token)?.documentFrequency), 0);
    /** @type {Map<number, { share: number, strength: number }>} */
    const sums = new Map();
    for (const { token, share } of parts) {
      const own = postings.get(token);
      if (!own) continue;
      const part = share * idf(count, own.documentFrequency) / total;
      own.documents.forEach((document, index) => {
        const sum = sums.get(document) ?? { share: 0, strength: 0 };
        sum.share += part;
        sum.strength += part * own.strengths[index];
        sums.set(document, sum);
      });
    }
    /** @type {Map<number, { share: number, coverage: number, score: number }>} */
    const found = new Map();
    for (const [document, { share, strength }] of sums) {
      if (share < MIN_SHARE) continue;
      found.set(document, {
        share,
        coverage: word ? share : share * WEIGHTS.tag,
        score: weight * strength ** 0.35 * share ** 2,
      });
    }
    return found;
  };

  /**
   * Returns how well each document fits a concept, by document; sets what is now known of the concept.
   * @param {QueryConcept} concept
   * @param {Map<string, SearchPostings>} postings
   * @param {number} count
   */
  const matchConcept = (concept, postings, count) => {
    /** @type {Map<number, { score: number, coverage: number }>} */
    const best = new Map();
    const withWord = new Set(); // documents with a word, not only with a tag for it
    concept.complete = false;
    for (const one of concept.alternatives) {
      for (const [document, fit] of match(one, postings, count)) {
        if (one.word) withWord.add(document);
        concept.complete ||= one.word !== "" && fit.share > 0.99;
        const before = best.get(document) ?? { score: 0, coverage: 0 };
        const [less, more] = [before.score, fit.score].sort((a, b) => a - b);
        best.set(document, { score: more + WEIGHTS.otherAlternatives * less, coverage: Math.max(before.coverage, fit.coverage) });
      }
    }
    const rarity = Math.min(5, Math.max(0.5, idf(count, withWord.size || best.size))) ** 1.15;
    const weight = (concept.uncertain ? WEIGHTS.uncertain : 1) * (best.size ? rarity : WEIGHTS.unknown);
    if (concept.absent) best.clear();
    concept.known = best.size > 0;
    return { weight, found: best };
  };

  /**
   * Returns the documents that fit a query, best first.
   * @param {QueryConcept[]} concepts
   * @param {Map<string, SearchPostings>} postings
   * @param {number} count of all documents
   * @param {(document: number) => number} prior weight of a document by its type
   * @returns {SearchResult[]}
   */
  const rank = (concepts, postings, count, prior) => {
    /** @type {Map<number, { score: number, covered: number }>} */
    const sums = new Map();
    const unknown = new Set();
    let total = 0;
    for (const concept of concepts) {
      const { weight, found } = matchConcept(concept, postings, count);
      // If no document has the first part of a name, its other parts do not count: マラソン大会.
      if (!concept.known) unknown.add(concept.word);
      else if (unknown.has(concept.nameStart)) found.clear();
      total += weight;
      for (const [document, { score, coverage }] of found) {
        const sum = sums.get(document) ?? { score: 0, covered: 0 };
        sum.score += weight * score;
        sum.covered += weight * coverage;
        sums.set(document, sum);
      }
    }
    const least = total * MIN_COVERAGE[concepts.length > 1 ? 1 : 0];
    return [...sums]
      .filter(([, { covered }]) => covered >= least)
      .map(([document, { score, covered }]) => ({ document, score: score * covered / total * prior(document) }))
      .sort((a, b) => b.score - a.score || a.document - b.document);
  };

  /**
   * Returns where the words of a query stand in a text, in order, without overlaps.
   * @param {string} text
   * @param {QueryConcept[]} concepts
   * @returns {SearchOccurrence[]}
   */
  const occurrences = (text, concepts) => {
    const { folded, origins } = aligned(text);
    /** @type {SearchOccurrence[]} */
    const found = [];
    concepts.forEach(({ alternatives, katakana }, concept) => {
      for (const word of alternatives.flatMap(forms)) {
        for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
          const [start, end] = [origins[at], origins[at + word.length]];
          if (katakana && word === alternatives[0].word && !KATAKANA.test(text[start])) continue;
          found.push({ start, end, concept, alone: standsAlone(text, start, end) });
        }
      }
    });
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    let reached = 0;
    return found.filter(({ end }) => {
      const further = end > reached;
      if (further) reached = end;
      return further;
    });
  };

  /** Returns a word and, if it is inflected, its stem. @param {QueryAlternative} alternative */
  const forms = ({ word }) => {
    if (!word) return [];
    const stem = word.replace(/([^\u3041-\u3096][\u3041-\u3096])[\u3041-\u3096]+$/, "$1");
    return stem === word ? [word] : [word, stem];
  };

  /**
   * Whether a concept counts only where it stands as typed: bigrams of kana occur together by chance.
   * @param {QueryConcept} concept
   */
  const needsExactMatch = ({ uncertain, alternatives }) => !uncertain && alternatives.every(({ kana, word }) => kana || !word);

  /**
   * Returns the concepts that stand in a text, and a factor for its score, 0 if none fits.
   * @param {QueryConcept[]} concepts
   * @param {string} text
   * @param {Set<string>} tags ids of the text's tags
   */
  const compareText = (concepts, text, tags) => {
    const found = occurrences(text, concepts);
    const present = new Set(found.map(({ concept }) => concept));
    const alone = new Set(found.filter((one) => one.alone).map(({ concept }) => concept));
    let matched = 0;
    concepts.forEach((concept, index) => {
      const byTag = concept.alternatives.some(({ word, parts }) => !word && tags.has(parts[0].token.slice(1)));
      if (alone.has(index) || byTag) matched += 1;
      else if (present.has(index) || !needsExactMatch(concept)) matched += WEIGHTS.inside;
    });
    const proximity = 1 + WEIGHTS.proximity / (1 + shortestSpan(found, present.size) / 30);
    return { present, factor: matched ? (1 + matched / concepts.length) * proximity : 0 };
  };

  /**
   * Returns the length of the shortest stretch with all `count` concepts; Infinity for fewer than two.
   * @param {SearchOccurrence[]} found
   * @param {number} count
   */
  const shortestSpan = (found, count) => {
    let shortest = Infinity;
    if (count < 2) return shortest;
    for (let i = 0; i < found.length; i += 1) {
      const seen = new Set();
      for (let j = i; j < found.length; j += 1) {
        seen.add(found[j].concept);
        if (seen.size === count) { shortest = Math.min(shortest, found[j].end - found[i].start); break; }
      }
    }
    return shortest;
  };

  self.hintbookQuery = {
    cleaned, knowledge, plan, alternative, tokensOf, rank, occurrences, needsExactMatch, compareText,
  };
}
