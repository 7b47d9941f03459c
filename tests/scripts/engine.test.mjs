import assert from "node:assert/strict";
import test from "node:test";
import { fixture, load } from "./load.mjs";

const site = load("search/analyzer", "search/lexicon", "search/query", "search/rank", "search/spelling");
const loaded = [];
site.hintbook = { run: async (src) => { loaded.push(src); } };
const { decoder, Engine } = load("search/engine").hintbookEngine;

const { digits, levels, vectors } = fixture("search/packed.json");
const strengths = Array.from({ length: levels }, (_, level) => level);

test("packed postings are decoded as Python has encoded them", () => {
  const decode = decoder({ digits, strengths });
  for (const [postings, packed] of vectors) {
    const decoded = decode(packed);
    assert.deepEqual(decoded.documents.map((document, index) => [document, decoded.strengths[index]]), postings, packed);
  }
  assert.throws(() => decode("?"), /not a digit/);
});

// An index of two documents: 手紙 in both, 家族会 in the second.  A packed number is the document's
// difference times 32 plus the level; level 1, so documents 0 and 1 are "1" and "b1" (33 = 1 + 1 · 32).
const one = vectors.find(([postings]) => JSON.stringify(postings) === "[[1,1]]")[1];
const both = vectors.find(([postings]) => JSON.stringify(postings) === "[[0,1],[1,1]]")[1];
Object.assign(site, {
  hintbookIndex_l0: "の 2 2\n会 1 8",
  hintbookIndex_l1: "家族 1 8\n手紙 1 8",
  hintbookIndex_t0: `家族 ${one}\n家族会 ${one}`,
  hintbookIndex_t1: `手紙 ${both} 7`,
  hintbookIndex_d0: [
    ["a", "手紙を書く", "a/", [], "月に一度", "3"],
    ["b", "家族会", "b/", ["会に手紙で誘う"], "家族会に手紙で誘う"],
  ],
  hintbookIndex_words: ["家族会", "手紙"],
  hintbookIndex_names: [[1, "家族会", "t/", ["家族会", "かぞくかい"], ["家族 会"], ""]],
  hintbookIndex_titles: [[0, "3  21", "手紙を書く", "手紙", "何を書くか"]],
});
const lexicon = { classes: ["s", "n", "f"], follow: ["###", "###", "###"], endings: [], noun: 1, firsts: ["の", "家"] };
const head = {
  count: 2, chunk: 6, digits, strengths, groups: [], firsts: ["家族", "手紙"], lexicon,
  types: [{ id: "hint", label: "", start: 0, prior: 1 }, { id: "term", label: "", start: 1, prior: 1 }],
  tags: [{ id: "letters", label: "手紙", words: ["手紙"] }],
};
const engine = new Engine(head, { index: "index/", spelling: "spelling.js" });
const ids = async (typed) => (await engine.texts((await engine.find(typed)).results.map(({ document }) => document))).map(({ id }) => id);

test("a query loads the shards of its words only", async () => {
  loaded.length = 0;
  await engine.find("手紙");
  assert.deepEqual(loaded.sort(), ["index/l1.js", "index/names.js", "index/t0.js", "index/t1.js"]); // t0: the tag, whose token comes first
  const postings = await engine.postings(["手紙"]);
  assert.deepEqual(postings.get("手紙"), { documents: [0, 1], strengths: [1, 1], documentFrequency: 7 });
});

test("documents are found by their words", async () => {
  assert.deepEqual(await ids("家族会"), ["b"]);
  assert.deepEqual((await ids("手紙")).sort(), ["a", "b"]);
  assert.deepEqual((await ids("家族会の手紙"))[0], "b");
  assert.deepEqual(await ids(""), []);
});

test("a slip is corrected and said, unless the reader wants the words as typed", async () => {
  const { corrections, results } = await engine.find("家族怪");
  assert.deepEqual(corrections, [{ from: "家族怪", to: "家族会" }]);
  assert.deepEqual(results.map(({ document }) => document), [1]);
  assert.ok(loaded.includes("spelling.js"));
  assert.deepEqual((await engine.find("家族怪", { exact: true })).corrections, []);
});

test("a query names things by name, reading or words, not by rank", async () => {
  const named = async (typed) => (await engine.find(typed)).named.map(({ label }) => label);
  assert.deepEqual(await named("家族会"), ["家族会"]);
  assert.deepEqual(await named("かぞくかい"), ["家族会"]);
  assert.deepEqual(await named("家族会の"), ["家族会"]);
  assert.deepEqual(await named("手紙"), []);
});

test("a query in vain has nothing but what is near", async () => {
  assert.deepEqual(await ids("天気"), []);
  const { words, things } = await engine.nearest("家族の会");
  assert.ok(words.includes("家族会"));
  assert.deepEqual(things.map(({ url }) => url), ["t/"]);
});

test("corrections tolerate typing errors, confused kana and abbreviations", () => {
  const { nearest } = site.hintbookSpelling;
  assert.deepEqual(nearest("いばしよ", ["いばしょ", "てがみ"]), ["いばしょ"]);
  assert.deepEqual(nearest("いしばょ", ["いばしょ"]), ["いばしょ"]);
  assert.deepEqual(nearest("いしばえ", ["いばしょ"]), []);
  assert.deepEqual(nearest("ばいおりん", ["ヴァイオリン"]), ["ヴァイオリン"]);
  assert.deepEqual(nearest("さぽすて", ["サポートステーション"]), ["サポートステーション"]);
  assert.deepEqual(nearest("かれー", ["カンファレンス"]), []); // too short
  assert.deepEqual(nearest("連系会議", ["連携会議", "連絡", "手紙"]), ["連携会議"]);
});

test("shown texts say where their lines may break", async () => {
  assert.deepEqual((await engine.texts([0, 1])).map(({ breaks }) => breaks), [[3], []]);
  assert.deepEqual((await engine.things()).map(({ breaks }) => breaks), [[[]]]);
  assert.deepEqual((await engine.titles()).map(({ phrases, breaks }) => [phrases, breaks]), [[["手紙", "何を書くか"], [[3], [], [2, 3]]]]);
});
