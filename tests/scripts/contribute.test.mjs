import assert from "node:assert/strict";
import test from "node:test";
import { fixture, load } from "./load.mjs";

const { hintbookYaml, hintbookReading, hintbookCheck } = load("contribute/yaml", "contribute/reading", "contribute/check");

test("a practice is written as `hintbook format` writes it", () => {
  for (const [entry, text] of fixture("practice_yaml.json")) {
    assert.equal(hintbookYaml.write(entry, "# schema"), `# schema\n${text}`);
  }
});

test("a text is cleaned as the command does", () => {
  for (const [typed, meant] of fixture("texts.json")) assert.equal(hintbookCheck.clean(typed), meant);
});

test("a reading gives the id that it gives in Python", () => {
  const readings = fixture("readings.json");
  assert.ok(readings.length > 30);
  for (const [reading, id] of readings) assert.equal(hintbookReading.romaji(reading), id ?? "", reading);
});

const checker = hintbookCheck.checker({
  schema: {
    type: "object",
    required: ["id", "title"],
    properties: {
      id: { type: "string", pattern: "^[a-z-]+$", "x-codes": { pattern: "malformed-id" } },
      title: { type: "string", maxLength: 5, pattern: "\\S", "x-codes": { maxLength: "too-long", pattern: "empty-text" } },
      tags: { type: "array", minItems: 1, maxItems: 2, uniqueItems: true, items: { type: "string", pattern: "" } },
      aspect: { anyOf: [{ enum: ["hard", "soft"] }, { type: "null" }] },
      added: { type: "string", format: "date" },
      reviewed: { type: "string", format: "date" },
      by: { $ref: "#/$defs/By" },
    },
    $defs: { By: { type: "object", required: ["name"], properties: { name: { anyOf: [{ type: "string", pattern: "" }, { type: "null" }] } } } },
    "x-rules": [{ rule: "not-before", code: "reviewed-before-added", key: "reviewed", other: "added" }],
  },
  expectedTypes: { string: "文" }, foundTypes: { number: "数" },
  messages: { "too-long": ["{key}は{limit}字まで（{count}字）", "短く"] },
  links: ["unknown-tag"], ids: ["taken"], titles: { 題: "taken" }, passages: {}, folds: [], forbidden: "[\\u0000-\\u0008]", toWrite: "要記入",
});
const named = hintbookCheck.checker({
  schema: { type: "object", properties: { title: { type: "string", pattern: "" } } }, links: [], ids: [], titles: {}, passages: {}, folds: [], forbidden: "[\\u0000]", toWrite: "要記入",
});
const VALID = { id: "own", title: "題名", tags: ["a"], aspect: null, added: "2026-01-01", reviewed: "2026-01-02", by: { name: null } };

test("a valid entry has no fault", () => {
  assert.deepEqual(checker.verdict(VALID), []);
});

test("each fault has its code and the path to its value", () => {
  for (const [changes, code, loc] of [
    [{ id: "A" }, "malformed-id", ["id"]],
    [{ title: "123456" }, "too-long", ["title"]],
    [{ title: 1 }, "wrong-type", ["title"]],
    [{ title: null }, "empty-text", ["title"]],
    [{ title: "要記入" }, "unfinished", ["title"]],
    [{ tags: [] }, "empty-list", ["tags"]],
    [{ tags: ["a", "b", "c"] }, "too-many", ["tags"]],
    [{ tags: ["a", "a"] }, "repeated-value", ["tags", 1]],
    [{ aspect: "mild" }, "invalid-value", ["aspect"]],
    [{ added: "2026-02-30" }, "bad-date", ["added"]],
    [{ added: "9026-01-01" }, "future-date", ["added"]],
    [{ added: "2026-01-03" }, "reviewed-before-added", ["reviewed"]],
    [{ by: {} }, "missing-key", ["by", "name"]],
    [{ other: 1 }, "unknown-key", ["other"]],
    [{ id: "taken" }, "duplicate-id", ["id"]],
    [{ title: "題" }, "duplicate-title", ["title"]],
    [{ title: "\u0001" }, "control-character", ["title"]],
    [{ toString: 1 }, "unknown-key", ["toString"]],
  ]) {
    const [fault] = checker.verdict({ ...VALID, ...changes });
    assert.deepEqual([fault?.code, fault?.loc], [code, loc], code);
  }
});

test("a title may be the name of a property of every object", () => {
  for (const title of ["constructor", "toString", "__proto__"]) {
    assert.deepEqual(named.verdict({ title }), [], title);
  }
});

test("private data is found as in Python", () => {
  const { schema, folds, vectors } = fixture("private_data.json");
  const text = hintbookCheck.checker({
    schema: { type: "object", properties: { text: schema } }, links: [], ids: [], titles: {}, passages: {}, folds, forbidden: "[\\u0000]", toWrite: "要記入",
  });
  assert.ok(vectors.length > 500);
  for (const [written, label, match] of vectors) {
    const [fault] = text.verdict({ text: written });
    assert.deepEqual([fault?.what ?? null, label && fault?.value], [label, match], written);
  }
});

test("a fault has the values that its message names", () => {
  const [{ limit, count }] = checker.verdict({ ...VALID, title: "123456" });
  assert.deepEqual([limit, count], [5, 6]);
});

test("a value of another type is named", () => {
  const [{ expected, found }] = checker.verdict({ ...VALID, title: 1 });
  assert.deepEqual([expected, found], ["文", "数"]);
});

test("the message of a fault names its values", () => {
  assert.deepEqual(checker.worded({ code: "too-long", key: "title", limit: 5, count: 6 }, "題"), ["題は5字まで（6字）", "短く"]);
});
