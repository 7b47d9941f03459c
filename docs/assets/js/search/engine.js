// Answers queries from the packed index.  Fetches only the shards that a query needs, as scripts,
// which also load in a copy opened from disk.
"use strict";
{
  const { plan, tokensOf, cleaned, occurrences } = self.hintbookQuery;
  const { rank, parted, fits } = self.hintbookRank;
  const { Lexicon } = self.hintbookLexicon;
  const { run } = self.hintbook;
  const { fold, plain, normalise, ALL_KANA } = self.hintbookAnalyzer;
  // Results of a query that nothing fits
  const MAX_NEARBY = 20;
  // Things in the box above the results
  const MAX_NAMED = 2;
  // Characters of a query that may be half typed
  const MAX_BEGUN = 8;
  // Characters of a word that may be a slip
  const MAX_CORRECTED = 12;

  /**
   * Returns a function that decodes packed postings, as hintbook/search/pack.py writes them.
   * @param {Pick<SearchHead, "digits" | "strengths">} head
   * @returns {(text: string) => { documents: number[], strengths: number[] }}
   */
  const decoder = ({ digits, strengths: levels }) => {
    // A digit from here on is followed by another of its number
    const base = digits.length / 2;
    const values = new Map([...digits].map((digit, value) => [digit, value]));
    return (text) => {
      const documents = [];
      const strengths = [];
      let document = 0;
      let number = 0;
      let scale = 1;
      for (const character of text) {
        const digit = values.get(character);
        if (digit === undefined) throw new Error(`not a digit: ${character}`);
        number += (digit % base) * scale;
        scale *= base;
        if (digit >= base) continue;
        document += Math.floor(number / levels.length);
        documents.push(document);
        strengths.push(levels[number % levels.length]);
        number = 0;
        scale = 1;
      }
      return { documents, strengths };
    };
  };

  class Engine {
    /**
     * @param {SearchHead} head
     * @param {DOMStringMap} data `index`: the folder of the index; `spelling`: the script for unknown words
     */
    constructor(head, { index = "", spelling = "" }) {
      this.head = head;
      this.folder = index;
      this.spellingScript = spelling;
      this.lexicon = new Lexicon(head.lexicon);
      this.names = tokensByName(head);
      this.decode = decoder(head);
      /** @type {Set<number>} numbers of the shards of the lexicon that are loaded */
      this.known = new Set();
      /** @type {Map<number, Map<string, string>>} packed postings by token, by the number of the shard */
      this.shards = new Map();
      /** @type {Map<string, SearchPostings>} */
      this.decoded = new Map();
    }

    /**
     * Returns the value that a script of the index sets.
     * @param {string} name
     */
    async load(name) {
      await run(`${this.folder}${name}.js`);
      return self[`hintbookIndex_${name}`];
    }

    /** Loads the words that begin with a character of a text. @param {string} text */
    async loadWords(text) {
      const { firsts } = this.head.lexicon;
      const wanted = new Set([...fold(plain(text))].map((character) => lastUpTo(firsts, character)));
      await Promise.all([...wanted].filter((number) => !this.known.has(number)).map(async (number) => {
        const words = await this.load(`l${number}`);
        if (this.known.has(number)) return;
        this.known.add(number);
        this.lexicon.add(words);
      }));
    }

    /** @param {number} number */
    async loadShard(number) {
      if (this.shards.has(number)) return;
      /** @type {string} */
      const text = await this.load(`t${number}`);
      this.shards.set(number, new Map(text.split("\n").map((line) => {
        const space = line.indexOf(" ");
        return [line.slice(0, space), line.slice(space + 1)];
      })));
    }

    /**
     * Returns the postings of the tokens that the index has.
     * @param {string[]} tokens
     */
    async postings(tokens) {
      /** @type {Map<string, SearchPostings>} */
      const found = new Map();
      const numbers = new Set(tokens.map((token) => lastUpTo(this.head.firsts, token)));
      await Promise.all([...numbers].map((number) => this.loadShard(number)));
      for (const token of tokens) {
        const own = this.exactPostings(token);
        if (own) found.set(token, own);
      }
      return found;
    }

    /**
     * Returns the postings of a token whose shard is loaded; null if it has none.
     * @param {string} token
     * @returns {SearchPostings | null}
     */
    exactPostings(token) {
      const cached = this.decoded.get(token);
      if (cached) return cached;
      const line = this.shards.get(lastUpTo(this.head.firsts, token))?.get(token);
      if (line === undefined) return null;
      const [packed, count] = line.split(" ");
      const own = this.decode(packed);
      const found = { ...own, documentFrequency: Number(count ?? own.documents.length) };
      this.decoded.set(token, found);
      return found;
    }

    /** @param {number} document */
    typeOf(document) {
      const { types } = this.head;
      let index = 0;
      while (index + 1 < types.length && types[index + 1].start <= document) index += 1;
      return types[index];
    }

    /**
     * Returns what results show of documents.
     * @param {number[]} documents
     * @returns {Promise<SearchText[]>}
     */
    async texts(documents) {
      const { chunk } = this.head;
      const chunks = new Map();
      await Promise.all([...new Set(documents.map((number) => Math.floor(number / chunk)))].map(async (number) => {
        chunks.set(number, await this.load(`d${number}`));
      }));
      return documents.map((number) => {
        const [id, title, url, asked, body, phrases] = chunks.get(Math.floor(number / chunk))[number % chunk];
        return { number, id, title, url, asked, body, breaks: this.breaks(phrases) };
      });
    }

    /**
     * Returns where lines of a text may break, given the lengths of its phrases but the last.
     * @param {string} [lengths]
     */
    breaks(lengths = "") {
      let end = 0;
      return [...lengths].map((digit) => { end += this.head.digits.indexOf(digit); return end; });
    }

    /**
     * Returns the documents that fit a query, best first.  What looks like a slip is corrected.
     * @param {string} typed
     * @param {{ exact?: boolean }} [how] `exact`: correct nothing
     * @returns {Promise<SearchAnswer>}
     */
    async find(typed, { exact = false } = {}) {
      const answer = await this.answer(typed, exact);
      const begun = [...cleaned(typed)].slice(0, -1).join("");
      if (answer.results.length || begun.length > MAX_BEGUN || this.lexicon.isStrange(cleaned(typed)) || !ALL_KANA.test(normalise(cleaned(typed).slice(-1)))) return answer;
      // The last kana may belong to a word that is still being typed: お母さ.
      const before = await this.answer(begun, true);
      return before.results.length ? before : answer;
    }

    /** @param {string} typed @param {boolean} exact @returns {Promise<SearchAnswer>} */
    async answer(typed, exact) {
      let asked = await this.plan(typed);
      /** @type {SearchCorrection[]} */
      let corrections = [];
      if (!exact && asked.units.some(({ unknown }) => unknown)) {
        corrections = await this.corrections(asked);
        if (corrections.length) asked = await this.plan(corrections.reduce((text, { from, to }) => text.replace(from, to), plain(cleaned(typed))));
      }
      const [postings, named] = await Promise.all([this.postings(tokensOf(asked)), this.named(asked)]);
      const ranked = rank(asked, postings, this.head.count, (document) => this.typeOf(document).prior);
      const found = fits(ranked, asked, postings) && !this.lexicon.isStrange(asked.typed) ? parted(ranked) : { results: [], nearby: ranked.slice(0, MAX_NEARBY) };
      return { ...found, plan: asked, corrections, named };
    }

    /** @param {string} typed */
    async plan(typed) {
      await this.loadWords(cleaned(typed));
      return plan(typed, this.lexicon, this.names);
    }

    /** @param {string} text @param {SearchPlan} asked */
    occurrences(text, asked) {
      /** Returns the names of a group, written together. @param {string} token */
      const namesOf = (token) => (token[0] === "@" ? this.head.groups[Number(token.slice(1))].map((name) => name.replaceAll(" ", "")) : []);
      return occurrences(text, asked, this.lexicon, namesOf);
    }

    /**
     * Returns the functions and the words that corrections need, loaded on first use.
     * @returns {Promise<SearchSpelling & { spellings: string[] }>}
     */
    async spelling() {
      const [spellings] = await Promise.all([this.load("words"), run(this.spellingScript)]);
      return { spellings, ...self.hintbookSpelling };
    }

    /**
     * Returns what to read instead of words that no text has.
     * @param {SearchPlan} asked
     * @returns {Promise<SearchCorrection[]>}
     */
    async corrections({ typed, text, units }) {
      const { spellings, nearest } = await this.spelling();
      return unknownStretches(units).flatMap(([start, end]) => {
        const word = text.slice(start, end);
        const to = end - start > MAX_CORRECTED ? undefined : nearest(word, spellings)[0];
        return to && fold(to) !== word ? [{ from: plain(cleaned(typed)).slice(start, end), to }] : [];
      });
    }

    /** Returns terms, tags, scenes and topics with their names, loaded on first use. @returns {Promise<SearchNamed[]>} */
    async things() {
      const rows = await this.load("names");
      return rows.map((/** @type {[number, string, string, string[], string[], string]} */ [number, label, url, names, words, lengths]) =>
        ({ number, label, url, names, words, phrases: [], breaks: [this.breaks(lengths)], type: this.typeOf(number) }));
    }

    /** Returns hints, suggestions and practices with their phrases, loaded on first use. @returns {Promise<SearchNamed[]>} */
    async titles() {
      const rows = await this.load("titles");
      return rows.map((/** @type {[number, string, string, ...string[]]} */ [number, lengths, label, ...phrases]) => ({
        number, label, url: "", names: [normalise(label)], words: [], phrases,
        breaks: lengths.split(" ").map((own) => this.breaks(own)), type: this.typeOf(number),
      }));
    }

    /**
     * Returns the things that a query names exactly, by a name, reading or alias; two at most.
     * @param {SearchPlan} plan
     * @returns {Promise<SearchNamed[]>}
     */
    async named({ text, words }) {
      const typed = text.trim();
      if (!typed) return [];
      /** @type {(thing: SearchNamed) => number} */
      const fit = ({ label, names, words: own }) => [normalise(label) === typed, names.includes(typed), words !== "" && own.includes(words)].indexOf(true);
      const found = (await this.things()).map((thing) => ({ thing, order: fit(thing) })).filter(({ order }) => order >= 0);
      return found.sort((a, b) => a.order - b.order).slice(0, MAX_NAMED).map(({ thing }) => thing);
    }

    /**
     * Returns what is nearest to a query that nothing fits: other spellings, things by their names.
     * @param {string} typed
     */
    async nearest(typed) {
      const word = normalise(cleaned(typed));
      const [{ spellings, nearest, alike }, things] = await Promise.all([this.spelling(), this.things()]);
      return {
        words: [...new Set([...nearest(word, spellings), ...alike(word, spellings, (name) => [name])])],
        things: alike(word, things, ({ names }) => names),
      };
    }
  }

  /** Returns the tokens of names by their words. @param {SearchHead} head @returns {SearchNames} */
  const tokensByName = ({ groups, tags }) => {
    /** @type {SearchNames} */
    const names = new Map();
    /** @param {string} name @param {string} token */
    const add = (name, token) => names.set(name, [...(names.get(name) ?? []), token]);
    groups.forEach((own, number) => { for (const name of own) add(name, `@${number}`); });
    for (const { id, words } of tags) for (const name of words) add(name, `#${id}`);
    return names;
  };

  /**
   * Returns the index of the last of some sorted texts that does not come after another; 0 if all do.
   * @param {string[]} sorted @param {string} text
   */
  const lastUpTo = (sorted, text) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= text) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };

  /**
   * Returns the stretches of neighbouring words of which one is unknown.
   * @param {SearchUnit[]} units
   * @returns {[number, number][]}
   */
  const unknownStretches = (units) => {
    /** @type {{ start: number, end: number, unknown: boolean }[]} */
    const stretches = [];
    for (const { start, end, touches, unknown = false } of units) {
      const before = stretches[stretches.length - 1];
      if (touches && before) {
        before.end = end;
        before.unknown ||= unknown;
      } else stretches.push({ start, end, unknown });
    }
    return stretches.filter(({ unknown }) => unknown).map(({ start, end }) => [start, end]);
  };

  self.hintbookEngine = { Engine, decoder };
}
