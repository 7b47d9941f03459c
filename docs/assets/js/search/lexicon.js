// Cuts what readers type into words, by the lexicon that hintbook/search/lexicon.py makes.
"use strict";
{
  const { plain, fold, KANJI, KATAKANA, HIRAGANA, LATIN, ALL_KANA } = self.hintbookAnalyzer;

  // Steps of a cost in one unit of the natural logarithm
  const STEPS = 4;
  // Characters of a word, at most
  const LONGEST = 16;
  // Words that a half-typed one may become
  const COMPLETIONS = 6;
  // Costs of what the lexicon does not hold: a word in Latin letters, in katakana, a character of another word
  const UNKNOWN = { latin: 25 * STEPS, katakana: 25 * STEPS, character: 14 * STEPS };
  // Costs of a word of which only the beginning was typed, and of each character that is missing
  const PREFIX = { word: 2 * STEPS, missing: STEPS / 2 };
  // An all-kana text that costs more per character, and is this long, is no Japanese: ぬぬぽれぎゃ.
  // Sentences in kana cost at most 7 steps, nearly all at most 5; random kana 6 to 14.
  const STRANGE = { cost: 8 * STEPS, length: 5 };
  // What words of the same sound may cost more
  const ALIKE = 5 * STEPS;
  // The place of names of several words, of which only the beginning may be typed
  const NAME = "~";
  const NEGATED = "¬";
  // Words behind a predicate that a negation may follow: 取れていない
  const NEGATABLE = 4;
  const PREDICATE = /[vga]/;
  // Verbs that are auxiliaries behind て: 出てくる
  const AUXILIARY = ["来る", "行く", "見る", "言う"];

  /** Returns the cost that a digit stands for; a backslash is none. @param {number} code */
  const costOf = (code) => code - 0x23 - Number(code > 0x5c);

  class Lexicon {
    /** @param {SearchLexicon} data */
    constructor({ classes, follow, endings, noun }) {
      this.classes = classes;
      this.follow = follow.map((row) => [...row].map((digit) => costOf(digit.charCodeAt(0))));
      this.endings = endings;
      this.noun = noun;
      /** @type {Map<string, SearchLexiconEntry[]>} */
      this.entries = new Map();
      /** @type {Map<string, string[]>} surfaces by their first character */
      this.beginnings = new Map();
      /** @type {Map<string, string[]>} surfaces by their token */
      this.written = new Map();
    }

    /** Adds the entries of a shard. @param {string} text */
    add(text) {
      for (const line of text.split("\n")) {
        const [surface, place, cost, token = surface] = line.split(" ");
        const own = this.entries.get(surface);
        const entry = { place, cost: Number(cost), token };
        const forms = place[0] === "*" ? this.endings[Number(place.slice(1))].map(([ending]) => surface + ending) : [surface];
        this.written.set(token, [...(this.written.get(token) ?? []), ...forms]);
        if (own) own.push(entry);
        else {
          this.entries.set(surface, [entry]);
          const [beginning] = surface;
          this.beginnings.set(beginning, [...(this.beginnings.get(beginning) ?? []), surface]);
        }
      }
    }

    /** Returns the index of a class that an entry may have. @param {string} place */
    placeOf(place) {
      return place[0] === "*" ? this.endings[Number(place.slice(1))][0][1] : Number(place);
    }

    /** Returns the ways to write a word that are known. @param {string} token */
    spellings(token) { return this.written.get(token) ?? [token]; }

    /**
     * Returns every word that may begin at a position.
     * @param {string} text folded
     * @param {string} typed the same text with katakana
     * @param {number} at
     * @returns {SearchMorpheme[]}
     */
    wordsAt(text, typed, at) {
      /** @type {SearchMorpheme[]} */
      const found = [];
      const last = Math.min(text.length, at + LONGEST);
      for (let end = at + 1; end <= last; end += 1) {
        if (cutsWord(typed, at, end)) continue;
        for (const { place, cost, token } of this.entries.get(text.slice(at, end)) ?? []) {
          if (place === NAME) continue;
          if (place[0] !== "*") found.push({ start: at, end, token, place: Number(place), cost });
          else {
            for (const [ending, form] of this.endings[Number(place.slice(1))]) {
              if (text.startsWith(ending, end)) found.push({ start: at, end: end + ending.length, token, place: form, cost });
            }
          }
        }
      }
      if (text.length - at > 1 || (KANJI.test(text[at]) && !KANJI.test(text[at - 1] ?? ""))) {
        const [half, ...more] = this.halfTyped(text, at);
        if (half) found.push({ ...half, others: more.map(({ token }) => token) });
      }
      found.push(this.unknownAt(text, typed, at));
      return found;
    }

    /**
     * Returns the words that begin with the end of a text.
     * @param {string} text
     * @param {number} at
     * @returns {SearchMorpheme[]}
     */
    halfTyped(text, at) {
      const rest = text.slice(at);
      const longer = (this.beginnings.get([...rest][0]) ?? [])
        .filter((surface) => surface.startsWith(rest))
        .flatMap((surface) => (this.entries.get(surface) ?? []).filter(({ place }) => place !== NAME && (surface !== rest || place[0] === "*"))
          .map(({ place, cost, token }) => ({ token, place: this.placeOf(place), cost: cost + (surface.length - rest.length) * PREFIX.missing })))
        .filter(({ place }) => "nv".includes(this.classes[place][0]))
        .sort((a, b) => a.cost - b.cost);
      const tokens = [...new Set(longer.map(({ token }) => token))].slice(0, COMPLETIONS);
      return tokens.flatMap((token) => longer.filter((one) => one.token === token).slice(0, 1))
        .map((one) => ({ ...one, start: at, end: text.length, cost: one.cost + PREFIX.word }));
    }

    /** Returns the tokens of names of several words that begin with a text. @param {string} text */
    names(text) {
      const surfaces = (this.beginnings.get([...text][0]) ?? []).filter((surface) => surface.startsWith(text));
      const tokens = surfaces.sort((a, b) => a.length - b.length)
        .flatMap((surface) => (this.entries.get(surface) ?? []).filter(({ place }) => place === NAME).map(({ token }) => token));
      return [...new Set(tokens)].slice(0, COMPLETIONS);
    }

    /**
     * @param {string} text @param {string} typed @param {number} at
     * @returns {SearchMorpheme}
     */
    unknownAt(text, typed, at) {
      const kind = [LATIN, KATAKANA].find((one) => one.test(typed[at]));
      let end = at + 1;
      while (kind && end < text.length && kind.test(typed[end])) end += 1;
      if (kind && end - at > 1) {
        const cost = kind === LATIN ? UNKNOWN.latin : UNKNOWN.katakana;
        return { start: at, end, token: text.slice(at, end), place: this.noun, cost, unknown: true };
      }
      const says = KANJI.test(typed[at]) || HIRAGANA.test(typed[at]) || Boolean(kind);
      return { start: at, end: at + 1, token: says ? text[at] : "", place: says ? this.noun : 0, cost: says ? UNKNOWN.character : 0, unknown: says };
    }

    /**
     * Returns the most likely words of a text, in order.
     * @param {string} query
     * @returns {SearchMorpheme[]}
     */
    cut(query) {
      const typed = plain(query);
      const text = fold(typed);
      const { words } = this.cheapest(text, typed);
      const ends = new Set(words.map(({ end }) => end));
      return joinUnknown(words.map((word) => this.withOthers(word, text, typed, ends)));
    }

    /** Whether a text in kana hardly has words. @param {string} query */
    isStrange(query) {
      const typed = plain(query);
      const text = fold(typed);
      return text.length >= STRANGE.length && ALL_KANA.test(text) && this.cheapest(text, typed).cost > STRANGE.cost * text.length;
    }

    /**
     * Returns the cheapest way to cut a text, and its cost.
     * @param {string} text folded
     * @param {string} typed the same text with katakana
     * @returns {{ words: SearchMorpheme[], cost: number }}
     */
    cheapest(text, typed) {
      /** @type {Map<number, { cost: number, word: SearchMorpheme | null, before: any }>[]} best way to each position, by class */
      const ways = Array.from({ length: text.length + 1 }, () => new Map());
      ways[0].set(0, { cost: 0, word: null, before: null });
      for (let at = 0; at < text.length; at += 1) {
        if (!ways[at].size) continue;
        for (const word of this.wordsAt(text, typed, at)) {
          let best = null;
          for (const [place, way] of ways[at]) {
            const joined = word.cost + this.follow[place][word.place];
            const cost = way.cost + joined;
            if (!best || cost < best.cost) best = { cost, word, before: way };
          }
          const there = ways[word.end].get(word.place);
          if (best && (!there || best.cost < there.cost)) ways[word.end].set(word.place, best);
        }
      }
      let best = null;
      for (const [place, way] of ways[text.length]) {
        const cost = way.cost + this.follow[place][0];
        if (!best || cost < best.cost) best = { cost, way };
      }
      /** @type {SearchMorpheme[]} */
      const words = [];
      for (let way = best?.way; way?.word; way = way.before) words.unshift(way.word);
      return { words, cost: best?.cost ?? 0 };
    }

    /**
     * Returns a word with what it may be as well: words of the same sound, words that begin so.
     * @param {SearchMorpheme} word @param {string} text @param {string} typed
     * @param {Set<number>} ends where the words of the text end
     */
    withOthers(word, text, typed, ends) {
      const { start, end, token, others } = word;
      const own = text.slice(start, end);
      if (others || word.unknown || !"nva".includes(this.classes[word.place][0])) return word;
      const alike = ALL_KANA.test(own) && own === typed.slice(start, end)
        ? this.wordsAt(text, typed, start).filter((one) => one.end >= end && !one.unknown && !one.others && "nva".includes(this.classes[one.place][0]) && one.cost <= word.cost + ALIKE)
        : [];
      const half = end === text.length && (end - start < 2 || ALL_KANA.test(own)) ? this.halfTyped(text, start) : [];
      alike.sort((a, b) => a.cost - b.cost);
      const sounds = new Set(alike.filter((one) => ends.has(one.end)).map((one) => one.token).filter((one) => one !== token));
      const more = new Set([...alike, ...half].map((one) => one.token).filter((one) => one !== token && !sounds.has(one)));
      return { ...word, sounds: [...sounds].slice(0, COMPLETIONS), others: [...more].slice(0, COMPLETIONS) };
    }

    /**
     * Returns the words that say something, as `units` of hintbook/search/units.py does.
     * @param {SearchMorpheme[]} words
     * @returns {SearchUnit[]}
     */
    units(words) {
      /** @type {SearchUnit[]} */
      const made = [];
      const kinds = words.map(({ place }) => this.classes[place][0]);
      const flags = words.map(({ place }) => this.classes[place].slice(1));
      /** @param {number} index */
      const negated = (index) => {
        for (let next = index + 1; next < Math.min(words.length, index + 1 + NEGATABLE); next += 1) {
          if (kinds[next] === "x") return true;
          if (!/[fg]/.test(kinds[next]) || flags[next] === "c") return false;
        }
        return false;
      };
      /** @param {number} index */
      const negates = (index) => {
        for (let before = index - 1; before >= Math.max(0, index - NEGATABLE); before -= 1) {
          if (PREDICATE.test(kinds[before])) return true;
          if (kinds[before] !== "f" || flags[before] === "c") return false;
        }
        return false;
      };
      let touches = false;
      words.forEach((word, index) => {
        const kind = kinds[index];
        const { start, end, unknown, others = [], sounds = [] } = word;
        let { token } = word;
        const behindTe = index > 0 && flags[index - 1] === "t";
        const skipped = /[fe]/.test(kind) || (behindTe && (kind === "g" || (kind === "v" && AUXILIARY.includes(token))));
        if (kind === "x" && !(made.length && PREDICATE.test(made[made.length - 1].kind) && negates(index))) {
          made.push({ token: `有る${NEGATED}`, kind: "g", touches: false, leads: false, start, end });
        }
        if (kind === "s") made.push({ token: "", kind, touches: false, leads: false, start, end });
        if (skipped || kind === "x" || kind === "s") { touches = false; return; }
        const suffix = PREDICATE.test(kind) && negated(index) ? NEGATED : "";
        token += suffix;
        made.push({ token, kind, touches, leads: flags[index] === "l", start, end, unknown, others, sounds: sounds.map((one) => one + suffix) });
        touches = true;
      });
      return made;
    }
  }

  /**
   * Whether a stretch cuts a word in Latin letters, or little out of one in katakana.
   * @param {string} typed @param {number} start @param {number} end
   */
  const cutsWord = (typed, start, end) => {
    /** @param {RegExp} kind @param {number} at */
    const inside = (kind, at) => kind.test(typed[at - 1] ?? "") && kind.test(typed[at] ?? "");
    return [start, end].some((at) => inside(LATIN, at) || (end - start < 3 && inside(KATAKANA, at)));
  };

  /** Joins neighbouring characters of unknown words. @param {SearchMorpheme[]} words */
  const joinUnknown = (words) => {
    /** @type {SearchMorpheme[]} */
    const joined = [];
    for (const word of words) {
      const before = joined[joined.length - 1];
      if (before?.unknown && word.unknown && before.end === word.start) {
        joined[joined.length - 1] = { ...before, end: word.end, token: before.token + word.token };
      } else joined.push(word);
    }
    return joined;
  };

  self.hintbookLexicon = { Lexicon, NEGATED };
}
