// Answers queries from the packed index.  Fetches only the shards that a query needs, as scripts,
// which also load in a copy opened from disk.
"use strict";
{
  const Q = self.hintbookQuery;
  const { run } = self.hintbook;
  const { fold, plain } = self.hintbookAnalyzer;
  const RERANKED = 24; // first results whose texts are compared with the query
  const MAX_NAMED = 2; // a query of more words is a sentence and names nothing

  /**
   * Returns a function that decodes packed postings, as hintbook/search/pack.py writes them.
   * @param {Pick<SearchHead, "digits" | "strengths">} head
   * @returns {(text: string) => { documents: number[], strengths: number[] }}
   */
  const decoder = ({ digits, strengths: levels }) => {
    const base = digits.length / 2; // a digit from here on is followed by another of its number
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
      this.vocabulary = Q.knowledge(head);
      this.decode = decoder(head);
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

    /**
     * Returns the number of the shard that holds a token if any does.
     * @param {string} token
     */
    shardOf(token) {
      const { firsts } = this.head;
      let low = 0;
      let high = firsts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (firsts[middle] <= token) low = middle + 1;
        else high = middle;
      }
      return Math.max(0, low - 1);
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
     * Returns the postings of the tokens that the index has; of a prefix, of all that begin with it.
     * @param {string[]} tokens
     */
    async postings(tokens) {
      /** @type {Map<string, SearchPostings>} */
      const found = new Map();
      const numbers = new Set(tokens.flatMap((token) => this.shardsOf(token)));
      await Promise.all([...numbers].map((number) => this.loadShard(number)));
      for (const token of tokens) {
        const own = this.exactPostings(token) ?? (this.isPrefix(token) ? this.prefixPostings(token) : null);
        if (own) found.set(token, own);
      }
      return found;
    }

    /**
     * Whether a token that the index lacks stands for those that begin with it.
     * @param {string} token
     */
    isPrefix(token) { return [...token].length === 1 || /^[0-9a-z]+$/.test(token); }

    /**
     * Returns the numbers of the shards that may hold a token or those that begin with it.
     * @param {string} token
     */
    shardsOf(token) {
      const first = this.shardOf(token);
      const last = this.isPrefix(token) ? this.shardOf(`${token}\uffff`) : first;
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }

    /**
     * Returns the postings of a token whose shard is loaded; null if it has none.
     * @param {string} token
     * @returns {SearchPostings | null}
     */
    exactPostings(token) {
      const cached = this.decoded.get(token);
      if (cached) return cached;
      const line = this.shards.get(this.shardOf(token))?.get(token);
      if (line === undefined) return null;
      const [packed, count] = line.split(" ");
      const own = this.decode(packed);
      const found = { ...own, documentFrequency: Number(count ?? own.documents.length) };
      this.decoded.set(token, found);
      return found;
    }

    /**
     * Returns the postings of all tokens that begin with a token, with the highest strength of each.
     * @param {string} prefix
     * @returns {SearchPostings | null}
     */
    prefixPostings(prefix) {
      /** @type {Map<number, number>} */
      const best = new Map();
      for (const number of this.shardsOf(prefix)) {
        for (const token of this.shards.get(number)?.keys() ?? []) {
          if (!token.startsWith(prefix)) continue;
          const own = this.exactPostings(token);
          own?.documents.forEach((document, index) => {
            best.set(document, Math.max(best.get(document) ?? 0, own.strengths[index]));
          });
        }
      }
      return best.size ? { documents: [...best.keys()], strengths: [...best.values()], documentFrequency: best.size } : null;
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
        const [id, title, url, tags, asked, body] = chunks.get(Math.floor(number / chunk))[number % chunk];
        return { number, id, title, url, tags, asked, body };
      });
    }

    /**
     * Returns all documents that fit a query, best first; unknown words are replaced by corrections.
     * @param {string} typed
     * @returns {Promise<SearchAnswer>}
     */
    async find(typed) {
      const concepts = Q.plan(typed, this.vocabulary);
      const results = await this.rank(concepts);
      const unknown = results.length ? concepts.filter(({ complete, uncertain }) => !complete && !uncertain) : concepts;
      const corrections = unknown.length ? await this.correct(unknown) : [];
      return { concepts, corrections, results: corrections.length ? await this.rank(concepts) : results };
    }

    /** @param {QueryConcept[]} concepts */
    async rank(concepts) {
      const postings = await this.postings(Q.tokensOf(concepts));
      /** @param {number} document */
      const prior = (document) => this.typeOf(document).prior;
      const rank = () => this.rerank(concepts, Q.rank(concepts, postings, this.head.count, prior));
      const { results, present } = await rank();
      const absent = concepts.filter((concept, index) => concept.known && Q.needsExactMatch(concept) && !present.has(index));
      if (!absent.length) return results;
      for (const concept of absent) concept.absent = !concept.alternatives.some(({ word }) => !word);
      return (await rank()).results;
    }

    /**
     * Returns the functions and the words that corrections need, loaded on first use.
     * @returns {Promise<SearchSpelling & { spellings: string[], terms: SearchTerm[] }>}
     */
    async spelling() {
      const [words] = await Promise.all([this.load("words"), run(this.spellingScript)]);
      return { ...words, ...self.hintbookSpelling };
    }

    /**
     * Adds corrections to concepts whose word is in no document; returns the corrected spellings.
     * @param {QueryConcept[]} concepts
     */
    async correct(concepts) {
      const { spellings, nearest } = await this.spelling();
      /** @type {Set<string>} */
      const corrections = new Set();
      for (const concept of concepts) {
        const near = [concept.compound, concept.word].map((word) => nearest(word, spellings)).find(({ length }) => length) ?? [];
        for (const spelling of near.slice(0, 3)) {
          const word = fold(plain(spelling));
          const synonyms = this.vocabulary.meanings.get(word)?.used ?? [];
          concept.alternatives.push(Q.alternative(word, 0.8), ...synonyms.map((other) => Q.alternative(other, 0.6)));
          concept.absent = false;
          corrections.add(spelling);
        }
      }
      return [...corrections];
    }

    /**
     * Returns the term and the tags that a query names.
     * @param {SearchAnswer} answer
     */
    async named({ concepts, results }) {
      const names = new Set(concepts.flatMap(({ alternatives }) => alternatives.map(({ word }) => word)));
      const tags = concepts.length > MAX_NAMED ? [] : this.head.tags.filter(({ label, aliases }) =>
        [label, ...aliases].some((name) => names.has(fold(plain(name))))).slice(0, MAX_NAMED);
      const first = results.find(({ document: number }) => this.typeOf(number).id === "term");
      if (!first) return { term: null, tags };
      const [term] = await this.texts([first.document]);
      return { term: names.has(fold(plain(term.title))) ? term : null, tags };
    }

    /**
     * Returns spellings, tags and terms similar to a query without results.
     * @param {string} typed
     */
    async suggestions(typed) {
      const word = fold(plain(Q.cleaned(typed)));
      const { spellings, terms, nearest, alike } = await this.spelling();
      return {
        words: [...new Set([...nearest(word, spellings), ...alike(word, spellings, (name) => [name])])],
        tags: alike(word, this.head.tags, ({ label, aliases }) => [label, ...aliases]),
        terms: alike(word, terms, ({ names }) => names),
      };
    }

    /**
     * Compares the first results with their texts: reorders them and removes those that do not fit.
     * @param {QueryConcept[]} concepts
     * @param {SearchResult[]} ranked
     */
    async rerank(concepts, ranked) {
      const first = ranked.slice(0, RERANKED);
      const texts = await this.texts(first.map(({ document }) => document));
      /** @type {Set<number>} */
      const present = new Set();
      const fitting = first
        .map((result, index) => {
          const { title, asked, body, tags } = texts[index];
          const compared = Q.compareText(concepts, [title, ...asked, body].join("\n"), new Set(tags));
          for (const concept of compared.present) present.add(concept);
          return { ...result, score: result.score * compared.factor };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      return { present, results: fitting.length ? [...fitting, ...ranked.slice(RERANKED)] : [] };
    }
  }

  self.hintbookEngine = { Engine, decoder };
}
