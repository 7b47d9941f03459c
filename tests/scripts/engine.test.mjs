import assert from "node:assert/strict";
import test from "node:test";
import { fixture, load } from "./load.mjs";

const site = load("search/analyzer", "search/query", "search/spelling");
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
  hintbookIndex_t0: `家族 ${one}\n手紙 ${both} 7`,
  hintbookIndex_t1: `族会 ${one}`,
  hintbookIndex_d0: [
    ["a", "手紙を書く", "a/", ["letters"], [], "月に一度"],
    ["b", "家族会", "b/", [], ["会に手紙で誘う"], "家族会に手紙で誘う"],
  ],
  hintbookIndex_words: { spellings: ["家族会", "手紙"], terms: [{ label: "家族会", names: ["家族会"], url: "t/" }] },
});
const head = {
  count: 2, chunk: 12, digits, strengths, functionWords: ["の"], emptyWords: [], groups: [], firsts: ["家族", "族会"],
  types: [{ id: "hint", label: "", start: 0, prior: 1 }, { id: "term", label: "", start: 1, prior: 1 }],
  tags: [{ id: "letters", label: "手紙", aliases: [], url: "" }],
};
const engine = new Engine(head, { index: "index/", spelling: "spelling.js" });
const ids = async (typed) => (await engine.texts((await engine.find(typed)).results.map(({ document }) => document))).map(({ id }) => id);

test("a query loads the shards of its tokens only", async () => {
  loaded.length = 0;
  const postings = await engine.postings(["手紙"]);
  assert.deepEqual(loaded, ["index/t0.js"]);
  assert.deepEqual(postings.get("手紙"), { documents: [0, 1], strengths: [1, 1], documentFrequency: 7 });
});

test("documents are found by their words", async () => {
  assert.deepEqual(await ids("家族会"), ["b"]);
  assert.deepEqual((await ids("手紙")).sort(), ["a", "b"]);
  assert.deepEqual(await ids("家族会の手紙"), ["b", "a"]);
  assert.deepEqual(await ids(""), []);
});

test("a single character stands for all tokens that begin with it", async () => {
  const postings = await engine.postings(["家"]);
  assert.deepEqual(postings.get("家"), { documents: [1], strengths: [1], documentFrequency: 1 });
});

test("an unknown word is corrected", async () => {
  const { corrections, results } = await engine.find("家族怪");
  assert.deepEqual(corrections, ["家族会"]);
  assert.deepEqual(results.map(({ document }) => document), [1]);
  assert.ok(loaded.includes("spelling.js"));
});

test("a query names terms and tags", async () => {
  const { term, tags } = await engine.named(await engine.find("家族会"));
  assert.equal(term.id, "b");
  assert.deepEqual(tags, []);
  assert.deepEqual((await engine.named(await engine.find("手紙"))).tags.map(({ id }) => id), ["letters"]);
});

test("a query in vain gets suggestions", async () => {
  const { words, terms } = await engine.suggestions("家族の会");
  assert.ok(words.includes("家族会"));
  assert.deepEqual(terms.map(({ url }) => url), ["t/"]);
});

test("corrections tolerate typing errors, confused kana and abbreviations", () => {
  const { nearest } = site.hintbookSpelling;
  assert.deepEqual(nearest("いばしよ", ["いばしょ", "てがみ"]), ["いばしょ"]);
  assert.deepEqual(nearest("いしばょ", ["いばしょ"]), ["いばしょ"]);
  assert.deepEqual(nearest("いしばえ", ["いばしょ"]), []);
  assert.deepEqual(nearest("ばいおりん", ["ヴァイオリン"]), ["ヴァイオリン"]);
  assert.deepEqual(nearest("さぽすて", ["サポートステーション"]), ["サポートステーション"]);
  assert.deepEqual(nearest("連系会議", ["連携会議", "連絡", "手紙"]), ["連携会議"]);
});
