// What a query asks for: its words, the names and tags among them, what each may stand for.
"use strict";
{
  const { plain, fold, aligned, KANJI, ALL_KANA } = self.hintbookAnalyzer;
  const { NEGATED } = self.hintbookLexicon;

  const LONGEST_NAME = 6; // words of a name
  const MAX_PAIRED = 10; // words of a query of which pairs are looked up

  /**
   * Returns a query without unfinished input: Latin letters that an input method leaves after kana,
   * or in full width after any Japanese.
   * @param {string} typed
   */
  const cleaned = (typed) => typed.trim()
    .replace(/([\u3041-\u30fc])[a-zａ-ｚ]{1,2}$/, "$1")
    .replace(/([\u3041-\u30fc\u3400-\u9fff])[ａ-ｚ]{1,2}$/, "$1")
    .replace(/([\u3041-\u30fc\u3400-\u9fff])[っッ]$/, "$1");

  /** @param {string} token */
  const positive = (token) => token.replace(NEGATED, "");
  /** @param {SearchUnit | null | undefined} unit */
  const joins = (unit) => Boolean(unit && (/[nka]/.test(unit.kind) || unit.leads));

  /**
   * Returns what the index has of some units: words, joined neighbours, negated words.
   * @param {SearchUnit[]} units all of a query
   * @param {number} from @param {number} to
   * @returns {SearchPart[]}
   */
  const partsOf = (units, from, to) => units.slice(from, to).flatMap((unit, offset) => {
    const index = from + offset;
    const { token, kind, unknown } = unit;
    const word = positive(token);
    const before = unit.touches ? units[index - 1] : null;
    const after = units[index + 1]?.touches ? units[index + 1] : null;
    /** @type {SearchPart[]} */
    const parts = [];
    if (isHalf(unit)) return parts;
    if (/[nk]/.test(kind) && before && joins(before) && index > from) parts.push({ token: positive(before.token) + word, kind: "joined" });
    const inside = word.length === 1 && [before, after].some((one) => one && (/[nk]/.test(one.kind) || one.leads));
    if (kind === "n" && !inside) parts.push({ token: word, kind, unknown });
    if (/[va]/.test(kind)) parts.push({ token: word, kind });
    if (token !== word && kind !== "g") parts.push({ token, kind: "negated" });
    if (kind === "o") parts.push({ token: word, kind });
    return parts;
  });

  /** Whether a unit is the ideograph that a word begins with: 会 in 本人に会. @param {SearchUnit} unit */
  const isHalf = ({ token, touches, others }) => token.length < 2 && !touches && Boolean(others?.length);

  /** @param {SearchUnit[]} units @param {number} from @param {number} to */
  const key = (units, from, to) => units.slice(from, to).map(({ token }) => token).join(" ");

  /**
   * Returns the end of the longest name at a position; 0 for none.
   * @param {SearchUnit[]} units @param {number} from @param {SearchNames} names
   */
  const nameEnd = (units, from, names) => {
    for (let to = Math.min(units.length, from + LONGEST_NAME); to > from; to -= 1) {
      if (!(to - from > 1 && isHalf(units[to - 1])) && names.has(key(units, from, to)) && !units.slice(from, to).some(({ kind }) => kind === "s")) return to;
    }
    return 0;
  };

  /**
   * Returns the concepts of a query, each a name, a stretch of nouns, or another word.
   * @param {SearchUnit[]} units
   * @param {SearchNames} names
   * @returns {SearchConcept[]}
   */
  const concepts = (units, names) => {
    /** @type {SearchConcept[]} */
    const found = [];
    for (let from = 0; from < units.length;) {
      const name = nameEnd(units, from, names);
      let to = name || from + 1;
      const nouns = /[nk]/.test(units[from].kind) || (units[from].leads && units[from + 1]?.touches);
      while (units[to]?.touches && (name ? units[to].kind === "k" : nouns && /[nk]/.test(units[to].kind))) to += 1;
      const parts = partsOf(units, from, to);
      const stands = standsFor(units, from, to, name, names);
      if (parts.length || stands.length) {
        const noun = parts.some(({ kind }) => kind === "n" || kind === "joined") || (name > 0 && !parts.length);
        found.push({
          parts,
          stands,
          kind: noun ? "n" : parts[0]?.kind ?? "o",
          start: units[from].start,
          end: units[to - 1].end,
          unknown: units.slice(from, to).some(({ unknown }) => unknown),
        });
      }
      from = to;
    }
    return found;
  };

  /**
   * Returns the tokens that a stretch stands for: of the name that it is, and of names inside it.
   * @param {SearchUnit[]} units @param {number} from @param {number} to
   * @param {number} name end of the name at `from`, or 0
   * @param {SearchNames} names
   * @returns {SearchStand[]}
   */
  const standsFor = (units, from, to, name, names) => {
    const unknown = units.slice(from, to).some((unit) => unit.unknown);
    /** @type {Map<string, SearchStand>} */
    const found = new Map();
    for (const token of names.get(key(units, from, name)) ?? []) found.set(token, { token, inner: false });
    for (let start = from; to - from > 1 && start < to; start += 1) {
      for (let end = start + 1; end <= to; end += 1) {
        for (const token of names.get(key(units, start, end)) ?? []) if (!found.has(token)) found.set(token, { token, inner: true });
      }
    }
    for (const { others = [], sounds = [] } of unknown ? [] : units.slice(from, to)) {
      for (const token of sounds) {
        const inner = to - from > 1;
        for (const one of [token, ...(names.get(token) ?? [])]) if (!found.has(one)) found.set(one, { token: one, inner });
        if (!found.has(positive(token))) found.set(positive(token), { token: positive(token), inner: true });
      }
      for (const token of others) if (!found.has(token)) found.set(token, { token, inner: !isHalf(units[from]) });
    }
    return [...found.values()];
  };

  /** Orders tokens as Python does: by code points. @param {string} a @param {string} b */
  const byCodePoints = (a, b) => {
    const [x, y] = [[...a], [...b]];
    const at = x.findIndex((character, index) => character !== y[index]);
    if (at < 0) return x.length - y.length;
    return Number(x[at].codePointAt(0)) - Number(y[at]?.codePointAt(0) ?? -1);
  };

  /** Returns the tokens of words that stand in one sentence. @param {SearchUnit[]} units */
  const pairs = (units) => {
    const words = [...new Set(units.filter(({ kind, token }) => /[nva]/.test(kind) || (kind === "g" && token.endsWith(NEGATED)))
      .map(({ token }) => token))].slice(0, MAX_PAIRED).sort(byCodePoints);
    return words.flatMap((word, index) => words.slice(index + 1).map((other) => `${word}&${other}`));
  };

  /**
   * Returns what a query asks for.
   * @param {string} typed
   * @param {SearchLexiconLike} lexicon with the words of its characters
   * @param {SearchNames} names
   * @returns {SearchPlan}
   */
  const plan = (typed, lexicon, names) => {
    const text = fold(plain(cleaned(typed)));
    const units = lexicon.units(lexicon.cut(cleaned(typed)));
    const words = key(units, 0, units.length);
    const all = concepts(units, names);
    if (!names.has(words)) begun(all, text, units, lexicon);
    return { typed, text, units, concepts: all, pairs: pairs(units), words };
  };

  /**
   * Adds the names of which a query is the beginning: いば is that of 居場所.
   * @param {SearchConcept[]} all changed
   * @param {string} text @param {SearchUnit[]} units @param {SearchLexiconLike} lexicon
   */
  const begun = (all, text, units, lexicon) => {
    const tokens = text.length < 2 || all.length > 1 ? [] : lexicon.names(text);
    if (!tokens.length) return;
    const [own] = all;
    const says = own && own.parts.length > 0 && !own.unknown && !units[units.length - 1].others?.length;
    const stands = tokens.map((token) => ({ token, inner: Boolean(says) }));
    if (own?.parts.length && !own.unknown) own.stands.push(...stands);
    else all.splice(0, 1, { parts: [], stands, kind: "n", start: 0, end: text.length, unknown: false });
  };

  /** Returns every token to look up. @param {SearchPlan} plan */
  const tokensOf = ({ concepts: all, pairs: paired }) => [...new Set([
    ...all.flatMap(({ parts, stands }) => [...parts.map(({ token }) => token), ...stands.map(({ token }) => token)]),
    ...paired])];

  /**
   * Returns where the words of a query stand in a text, in order, without overlaps.
   * @param {string} text
   * @param {SearchPlan} plan
   * @param {SearchLexiconLike} lexicon
   * @param {(token: string) => string[]} namesOf returns the names that a token stands for
   * @returns {SearchOccurrence[]}
   */
  const occurrences = (text, { text: typed, units, concepts: all }, lexicon, namesOf = () => []) => {
    const { folded, origins } = aligned(text);
    /** @type {SearchOccurrence[]} */
    const found = [];
    all.forEach((one, concept) => {
      const own = units.filter(({ start, kind }) => start >= one.start && start < one.end && kind !== "o");
      const spellings = new Set([typed.slice(one.start, one.end), ...own.flatMap(({ token, others = [], sounds = [] }) =>
        [token, ...sounds, ...others].flatMap((word) => lexicon.spellings(positive(word)))),
      ...one.stands.flatMap(({ token, inner }) => (inner ? [] : namesOf(token)))]);
      for (const spelling of spellings) {
        if (spelling.length < 2 && !(KANJI.test(spelling) && own.length === 1)) continue;
        if (ALL_KANA.test(spelling) && spelling.length < 3 && spelling !== typed.slice(one.start, one.end)) continue;
        for (let at = folded.indexOf(spelling); at >= 0; at = folded.indexOf(spelling, at + 1)) {
          found.push({ start: origins[at], end: origins[at + spelling.length], concept });
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

  self.hintbookQuery = { cleaned, plan, tokensOf, occurrences };
}
