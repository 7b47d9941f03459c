import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const site = load("search/analyzer", "search/lexicon", "search/query");
site.hintbook = { element: () => ({}), lines: () => [] };
const { suggestions } = load("search/suggest").hintbookSuggest;

const type = (label) => ({ id: label, label, start: 0, prior: 1 });
const things = [
  { label: "家族会", names: ["家族会", "かぞくかい"], phrases: [], breaks: [[]], type: type("用語") },
  { label: "家族支援", names: ["家族支援"], phrases: [], breaks: [[]], type: type("タグ") },
  { label: "全国家族連合", names: ["全国家族連合"], phrases: [], breaks: [[]], type: type("用語") },
];
const titles = [{ label: "家族の話を聞く", names: ["家族の話を聞く"], phrases: ["家族が話してくれない"], breaks: [[3, 5], [3]], type: type("ヒント") }];
const texts = (typed) => suggestions(typed, things, titles).map(({ text }) => text);

test("names that begin so come first, then names that hold it, titles and phrases", () => {
  assert.deepEqual(texts("家族"), ["家族会", "家族支援", "全国家族連合", "家族の話を聞く", "家族が話してくれない"]);
});

test("a suggestion says where its lines may break", () => {
  assert.deepEqual(suggestions("家族", things, titles).map(({ breaks }) => breaks), [[], [], [], [3, 5], [3]]);
});

test("readings and unfinished input lead to names", () => {
  assert.deepEqual(texts("かぞく"), ["家族会"]);
  assert.deepEqual(texts("カゾクk"), ["家族会"]);
});

test("one character suggests nothing, and no more than six are shown", () => {
  assert.deepEqual(texts("家"), []);
  const many = Array.from({ length: 20 }, (_, n) => ({ ...things[0], label: `家族会${n}` }));
  assert.equal(suggestions("家族", many, []).length, 6);
});
