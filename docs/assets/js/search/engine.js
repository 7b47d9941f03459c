// The packed index: fetches the shards that a query needs, as scripts, so that it works from disk.
"use strict";
{
  const Q = self.hintbookQuery;
  const { run } = self.hintbook;
  const { fold, plain } = self.hintbookAnalyzer;
  const SHOWN_AT_ONCE = 24;
  const NAMED = 2; // a query of more words is a sentence: it names nothing

  // Returns a function that decodes packed postings into {documents, strengths}; the index's head
  // has the digits and the strength of each level (see hintbook/search/pack.py).
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
    // Where the folder of the index lies, and the script for words that no text holds.
    constructor(head, { index, spelling }) {
      this.head = head;
      this.folder = index;
      this.speller = spelling;
      this.known = Q.knowledge(head);
      this.unpack = decoder(head);
      this.lines = new Map(); // shard → Map(token → packed postings)
      this.unpacked = new Map();
    }

    // The value that a script of the index sets.
    async load(name) {
      await run(`${this.folder}${name}.js`);
      return self[`hintbookIndex_${name}`];
    }

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

    async shard(number) {
      if (!this.lines.has(number)) {
        const text = await this.load(`t${number}`);
        this.lines.set(number, new Map(text.split("\n").map((line) => {
          const space = line.indexOf(" ");
          return [line.slice(0, space), line.slice(space + 1)];
        })));
      }
      return this.lines.get(number);
    }

    // token → {documents, strengths, held}; a lone character stands for all that begins with it.
    async postings(wanted) {
      const found = new Map();
      const shards = new Set(wanted.flatMap((token) => this.stretch(token)));
      await Promise.all([...shards].map((number) => this.shard(number)));
      for (const token of wanted) {
        const own = this.own(token) ?? (this.open(token) ? this.begunWith(token) : null);
        if (own) found.set(token, own);
      }
      return found;
    }

    open(token) { return [...token].length === 1 || /^[0-9a-z]+$/.test(token); }

    stretch(token) {
      const first = this.shardOf(token);
      const last = this.open(token) ? this.shardOf(`${token}\uffff`) : first;
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }

    own(token) {
      if (!this.unpacked.has(token)) {
        const line = this.lines.get(this.shardOf(token))?.get(token);
        if (line === undefined) return null;
        const [packed, held] = line.split(" ");
        const own = this.unpack(packed);
        this.unpacked.set(token, { ...own, held: Number(held ?? own.documents.length) });
      }
      return this.unpacked.get(token);
    }

    begunWith(token) {
      const best = new Map();
      for (const number of this.stretch(token)) {
        for (const longer of this.lines.get(number).keys()) {
          if (!longer.startsWith(token)) continue;
          const { documents, strengths } = this.own(longer);
          documents.forEach((document, index) => best.set(document, Math.max(best.get(document) ?? 0, strengths[index])));
        }
      }
      return best.size ? { documents: [...best.keys()], strengths: [...best.values()], held: best.size } : null;
    }

    typeOf(document) {
      const { types } = this.head;
      let place = 0;
      while (place + 1 < types.length && types[place + 1].start <= document) place += 1;
      return types[place];
    }

    // Documents as shown: {id, title, url, texts, asked, tags}.
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

    // A query → {concepts, meant, results: [{document, score}]}: all that fit, best first.
    async find(typed) {
      const concepts = Q.plan(typed, this.known);
      const results = await this.ranked(concepts);
      const unknown = results.length ? concepts.filter(({ whole, loose }) => !whole && !loose) : concepts;
      const meant = unknown.length ? await this.mend(unknown) : [];
      return { concepts, meant, results: meant.length ? await this.ranked(concepts) : results };
    }

    async ranked(concepts) {
      const postings = await this.postings(Q.tokensOf(concepts));
      const prior = (document) => this.typeOf(document).prior;
      const rank = () => this.checked(concepts, Q.rank(concepts, postings, this.head.count, prior));
      const { results, there } = await rank();
      const absent = concepts.filter((concept, index) => concept.known && Q.doubtful(concept) && !there.has(index));
      if (!absent.length) return results;
      for (const concept of absent) concept.absent = !concept.alternatives.some(({ word }) => !word);
      return (await rank()).results;
    }

    // What is needed for words that no text holds.
    async spelling() {
      const [words] = await Promise.all([this.load("words"), run(this.speller)]);
      return { ...words, ...self.hintbookSpelling };
    }

    // Words that no text holds whole get what was probably meant.
    async mend(concepts) {
      const { spellings, nearest } = await this.spelling();
      const meant = new Set();
      for (const concept of concepts) {
        const near = [concept.joined, concept.word].map((word) => nearest(word, spellings)).find(({ length }) => length) ?? [];
        for (const spelling of near.slice(0, 3)) {
          const word = fold(plain(spelling));
          const others = this.known.meanings.get(word)?.used ?? [];
          concept.alternatives.push(Q.alternative(word, 0.8), ...others.map((other) => Q.alternative(other, 0.6)));
          concept.absent = false;
          meant.add(spelling);
        }
      }
      return [...meant];
    }

    // The term and the tags that a query names.
    async named({ concepts, results }) {
      const names = new Set(concepts.flatMap(({ alternatives }) => alternatives.map(({ word }) => word)));
      const tags = concepts.length > NAMED ? [] : this.head.tags.filter(({ label, aliases }) =>
        [label, ...aliases].some((name) => names.has(fold(plain(name))))).slice(0, NAMED);
      const first = results.find(({ document: number }) => this.typeOf(number).id === "term");
      if (!first) return { term: null, tags };
      const [term] = await this.texts([first.document]);
      return { term: names.has(fold(plain(term.title))) ? term : null, tags };
    }

    // Spellings, tags and terms near to what was typed, for a reader who found nothing.
    async suggestions(typed) {
      const word = fold(plain(Q.cleaned(typed)));
      const { spellings, terms, nearest, alike } = await this.spelling();
      return {
        words: [...new Set([...nearest(word, spellings), ...alike(word, spellings, (name) => [name])])],
        tags: alike(word, this.head.tags, ({ label, aliases }) => [label, ...aliases]),
        terms: alike(word, terms, ({ names }) => names),
      };
    }

    // The first results are held against their texts: order may change, what only seemed to fit goes.
    async checked(concepts, ranked) {
      const first = ranked.slice(0, SHOWN_AT_ONCE);
      const texts = await this.texts(first.map(({ document }) => document));
      const there = new Set();
      const sure = first
        .map((result, index) => {
          const { title, asked, body, tags } = texts[index];
          const close = Q.closeness(concepts, [title, ...asked, body].join("\n"), new Set(tags));
          for (const concept of close.there) there.add(concept);
          return { ...result, score: result.score * close.factor };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      return { there, results: sure.length ? [...sure, ...ranked.slice(SHOWN_AT_ONCE)] : [] };
    }
  }

  self.hintbookEngine = { Engine };
}
