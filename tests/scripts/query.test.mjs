import assert from "node:assert/strict";
import test from "node:test";
import { fixture, load } from "./load.mjs";

const site = load("search/analyzer", "search/lexicon", "search/query", "search/rank");
const { Lexicon } = site.hintbookLexicon;
const { plan, cleaned, tokensOf, occurrences } = site.hintbookQuery;
const { rank, parted, fits } = site.hintbookRank;

/** Returns a lexicon in which every class may follow every other one. @param {string[]} classes @param {string[]} lines */
const lexiconOf = (classes, lines, endings = []) => {
  const lexicon = new Lexicon({ classes, follow: classes.map(() => "#".repeat(classes.length)), endings, noun: classes.indexOf("n"), firsts: [] });
  if (lines.length) lexicon.add(lines.join("\n"));
  return lexicon;
};
const CLASSES = ["s", "n", "v", "f", "x", "fc", "k"];
const lexicon = lexiconOf(CLASSES, [
  "家族 1 10", "かぞく 1 16 家族", "会 6 12", "手紙 1 10", "てがみ 1 16 手紙", "会 *0 14 会う", "あ *0 20 会う", "に 5 2", "の 5 2", "ない 4 4",
  "定義 1 12", "ていぎ 1 18 定義", "て 3 8", "ぎ 1 30", "研修 1 12", "研究 1 14", "ひきこもり 1 8 引き籠もり",
  "合 *0 14 合う", "あ *0 21 合う", "かぞくかい ~ 0 @0",
], [[["え", 2], ["い", 2]]]);
const names = new Map([["家族 会", ["@0", "#family"]], ["手紙", ["@1"]]]);
const ask = (typed) => plan(typed, lexicon, names);
const words = (typed) => ask(typed).units.map(({ token }) => token);

test("morphemes become the tokens that they become in Python", () => {
  for (const { text, morphemes, units, tokens, pairs } of fixture("search/units.json")) {
    const classes = ["s", "n", ...new Set(morphemes.map(([, , kind]) => kind))];
    const own = lexiconOf(classes, []);
    let at = 0;
    const cut = morphemes.map(([surface, token, kind]) => {
      const start = at;
      at += surface.length;
      return { start, end: at, token, place: classes.indexOf(kind), cost: 0 };
    });
    const made = own.units(cut);
    assert.deepEqual(made.map(({ token }) => token), units, text);
    own.cut = () => cut;
    const asked = plan(text, own, new Map());
    // A query has the neighbours inside of each concept only.
    for (const token of tokensOf(asked)) assert.ok(tokens.includes(token) || pairs.includes(token) || !token, `${text}: ${token}`);
    assert.deepEqual(asked.pairs, pairs, text);
  }
});

test("a query is cut where that is most likely", () => {
  for (const [typed, expected] of [
    ["家族会", ["家族", "会"]],
    ["手紙に会えない", ["手紙", "会う¬"]],
    ["ひきこもりのていぎ", ["引き籠もり", "定義"]],
    ["てがみ", ["手紙"]],
    ["マラソンの手紙", ["まらそん", "手紙"]],
    ["", []],
  ]) assert.deepEqual(words(typed), expected, typed);
});

test("unknown words are marked, with their neighbours", () => {
  const { units } = ask("家属会");
  assert.ok(units.some(({ unknown }) => unknown));
  assert.equal(ask("家族会").units.some(({ unknown }) => unknown), false);
});

test("letters that an input method has not converted yet are left out", () => {
  assert.equal(cleaned("いばしょk"), "いばしょ");
  assert.equal(cleaned("相談ｓ"), "相談");
  assert.equal(cleaned("相談っ"), "相談");
  assert.equal(cleaned(" sns "), "sns");
});

test("names and tags are recognised, and what only begins them", () => {
  const stands = (typed) => ask(typed).concepts.flatMap((one) => one.stands.map(({ token }) => token));
  assert.deepEqual(stands("家族会"), ["@0", "#family"]);
  assert.deepEqual(stands("家族の手紙"), ["@1"]);
  assert.ok(stands("かぞくか").includes("@0"));
  assert.ok(tokensOf(ask("研")).includes("研究"));
});

test("a word of the same sound counts, too", () => {
  const { concepts } = ask("あえない");
  assert.deepEqual(concepts[0].parts.map(({ token }) => token), ["会う", "会う¬"]);
  assert.deepEqual(concepts[0].stands, [{ token: "合う¬", inner: false }, { token: "合う", inner: true }]);
});

const postings = (entries) => new Map(Object.entries(entries).map(([token, [documents, strengths]]) =>
  [token, { documents, strengths, documentFrequency: documents.length }]));
const order = (typed, entries, prior = () => 1) => rank(ask(typed), postings(entries), 10, prior).map(({ document }) => document);

test("documents with all words come before documents with one", () => {
  assert.deepEqual(order("家族の手紙", { 家族: [[0, 1], [2, 2]], 手紙: [[1, 2], [2, 2]] }), [1, 0, 2]);
});

test("words that stand together in one phrase count more", () => {
  assert.deepEqual(order("家族の手紙", { 家族: [[0, 1], [2, 2]], 手紙: [[0, 1], [2, 2]], "家族&手紙": [[1], [2]] }), [1, 0]);
});

test("what does not happen belongs to its verb", () => {
  assert.deepEqual(order("会えない", { 会う: [[0, 1], [2, 2]], "会う¬": [[1], [2]] })[0], 1);
});

/** Whether results fit a query. @param {string} typed @param {Record<string, number[][]>} known */
const found = (typed, known) => {
  const asked = ask(typed);
  return fits(rank(asked, postings(known), 10, () => 1), asked, postings(known));
};

test("a part of a name that no document has fits nothing", () => {
  assert.equal(found("家族大会", { 家族: [[0], [2]] }), false);
});

test("a query fits nothing if the index lacks several of its nouns, half of them", () => {
  const known = { 家族: [[0], [2]], 手紙: [[0], [2]], 研修: [[0], [2]] };
  assert.equal(found("家族の手紙の研修のマラソン", known), true);
  assert.equal(found("家族の手紙のマラソンのトマト", known), false);
});

test("kana without words are told from kana that are words", () => {
  for (const typed of ["てがみのていぎ", "てがみにあえない", "まらそ", "マラソン大会"]) assert.equal(lexicon.isStrange(typed), false, typed);
  for (const typed of ["ぬぬぽれぎゃ", "ぬぬぽれぎゃてがみ"]) assert.equal(lexicon.isStrange(typed), true, typed);
});

test("results end where they stop helping", () => {
  const ranked = Array.from({ length: 200 }, (_, document) => ({ document, covered: 1, score: 10 - document / 100 }));
  const { results, nearby } = parted([...ranked, { document: 999, covered: 1, score: 0.1 }]);
  assert.equal(results.length, 60);
  assert.equal(nearby[0].document, 60);
  assert.equal(parted([{ document: 1, covered: 1, score: 10 }, { document: 2, covered: 1, score: 0.5 }]).results.length, 1);
});

test("words are marked in all their spellings and inflections", () => {
  const asked = ask("会えない手紙");
  const text = "会えない日も手紙を書く";
  const marked = occurrences(text, asked, lexicon).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(marked, ["会え", "手紙"]);
  const named = occurrences("お便りを待つ", ask("手紙"), lexicon, (token) => (token === "@1" ? ["お便り"] : []));
  assert.deepEqual(named.map(({ start, end }) => [start, end]), [[0, 3]]);
});
