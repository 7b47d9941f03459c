import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { hintbookQuery: query } = load("search/analyzer", "search/query");

const vocabulary = query.knowledge({
  groups: [[1, "居場所", "ふりーすぺーす"], [2, "家族会", "親の会", "かぞくかい"]],
  tags: [{ id: "letters", label: "手紙・メール", aliases: ["レター"], url: "" }],
  functionWords: ["について", "には", "から", "が", "を", "に", "の"],
  emptyWords: ["方法"],
});
const plan = (typed) => query.plan(typed, vocabulary);
const words = (typed) => plan(typed).map(({ word }) => word);
const postings = (entries) => new Map(Object.entries(entries).map(([token, [documents, strengths]]) =>
  [token, { documents, strengths, documentFrequency: documents.length }]));

test("a sentence is split into its words", () => {
  for (const [typed, expected] of [
    ["家族会の居場所", ["家族会", "居場所"]],
    ["本人に会えない", ["本人", "会えない"]],
    ["引き継いだ相談", ["引き継いだ", "相談"]],
    ["手紙を書く 方法", ["手紙", "書く"]],
    ["方法", ["方法"]],
    ["SNSとフリースペース", ["sns", "ふりーすぺーす"]],
    ["ひきこもり", ["ひきこもり"]],
    ["ひきこもりについて", ["ひきこもり"]],
    ["", []],
  ]) assert.deepEqual(words(typed), expected, typed);
});

test("letters that an input method has not converted yet are left out", () => {
  assert.equal(query.cleaned("いばしょk"), "いばしょ");
  assert.equal(query.cleaned("相談ｓ"), "相談");
  assert.equal(query.cleaned("相談っ"), "相談");
  assert.equal(query.cleaned(" sns "), "sns");
});

test("a word stands for its synonyms, its tags and its other spellings", () => {
  const alternatives = (typed) => plan(typed)[0].alternatives.map(({ word, parts }) => word || parts[0].token);
  assert.deepEqual(alternatives("フリースペース"), ["ふりーすぺーす", "居場所"]);
  assert.deepEqual(alternatives("かぞくか"), ["かぞくか", "家族会", "親の会"]);
  assert.deepEqual(alternatives("レター"), ["れたー", "#letters"]);
  assert.deepEqual(alternatives("メール"), ["めーる", "#letters"]);
  assert.deepEqual(alternatives("引き継ぎ"), ["引き継ぎ", "引継ぎ", "引継"]);
});

test("a single ideograph next to another word is uncertain", () => {
  const uncertain = (typed) => plan(typed).filter((concept) => concept.uncertain).map(({ word }) => word);
  assert.deepEqual(uncertain("家族会後"), ["後"]);
  assert.deepEqual(uncertain("元sns"), ["元"]);
});

test("documents with more of the words, and with higher strengths, come first", () => {
  const concepts = plan("家族会の居場所");
  const found = postings({
    家族: [[1, 2, 3], [2, 2, 1]], 族会: [[1, 2, 3], [2, 2, 1]], 居場: [[1], [2]], 場所: [[1, 4], [2, 9]],
  });
  const ranked = query.rank(concepts, found, 100, () => 1).map(({ document }) => document);
  assert.deepEqual(ranked, [1, 2, 3]); // 4 has only one bigram of 居場所
  const weighted = query.rank(concepts, found, 100, (document) => (document === 3 ? 9 : 1));
  assert.deepEqual(weighted.map(({ document }) => document), [3, 1, 2]);
});

test("of a name whose beginning is unknown the rest does not count", () => {
  const found = postings({ 大会: [[1], [1]] });
  assert.deepEqual(query.rank(plan("マラソン大会"), found, 100, () => 1), []);
  assert.equal(query.rank(plan("大会"), found, 100, () => 1).length, 1);
});

test("the words of a query are found in a text as it is written", () => {
  const text = "ＳＮＳや手紙。会えずにいる";
  const places = query.occurrences(text, plan("sns 会えない 手紙"));
  assert.deepEqual(places.map(({ start, end }) => text.slice(start, end)), ["ＳＮＳ", "手紙", "会え"]);
  assert.deepEqual(places.map(({ concept }) => concept), [0, 2, 1]);
  assert.equal(query.occurrences("家族会", plan("家族会 家族")).length, 1);
});

test("a word inside a longer one fits less", () => {
  const factor = (text) => query.compareText(plan("カフェ"), text, new Set()).factor;
  assert.ok(factor("カフェ") > factor("ネットカフェ"));
  assert.ok(factor("ネットカフェ") > 0);
});

test("words close together fit better than words far apart, and none at all not", () => {
  const concepts = plan("手紙 家族会");
  const factor = (text, tags = []) => query.compareText(concepts, text, new Set(tags)).factor;
  assert.ok(factor("家族会の手紙") > factor(`家族会${"、".repeat(60)}手紙`));
  assert.ok(factor("家族会の手紙") > factor("手紙"));
  assert.ok(factor("家族会", ["letters"]) > factor("家族会"));
  assert.equal(query.compareText(plan("ひきこもり"), "引越し", new Set()).factor, 0);
  assert.deepEqual([...query.compareText(concepts, "家族会", new Set()).present], [1]);
});
