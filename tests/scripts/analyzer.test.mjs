import assert from "node:assert/strict";
import test from "node:test";
import { fixture, load } from "./load.mjs";

const { hintbookAnalyzer: analyzer } = load("search/analyzer");

test("a text has the form that it has in Python", () => {
  const vectors = fixture("search/vectors.json");
  assert.ok(vectors.length >= 200);
  for (const [text, expected] of vectors) assert.equal(analyzer.normalise(text), expected, text);
});

test("each index in a normalised text has its index in the original", () => {
  const text = "ｶﾞ行のSNS㍻";
  const { folded, origins } = analyzer.aligned(text);
  assert.equal(folded, "が行のsns平成");
  assert.deepEqual(origins, [0, 2, 3, 4, 5, 6, 7, 7, text.length]);
});
