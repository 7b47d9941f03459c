// What comes from an address, a file or the storage of the device is read or refused with a message.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { hintbook, hintbookChecklist } = load("shared", "foreign", "checklist/links", "stage/times", "handout/collect", "handout/formats");
const { foreign, handout } = hintbook;
const { json, list, text, MAX_JSON, MAX_FRAGMENT, Refusal } = foreign;
const { checked, formats } = handout;
const BOXES = Array.from({ length: 42 }, (_, index) => index + 1);
/** @param {any[]} items */
const state = (items) => ({ format: "hintbook-handout", version: 1, collections: [{ items }] });
/** @param {number} count */
const ids = (count) => Array.from({ length: count }, (_, index) => `item-${index}`);

test("what is over a limit is refused with the limit", () => {
  assert.equal(text("一二", 2, "題"), "一二");
  assert.throws(() => text("一二三", 2, "題"), { message: "題が長すぎます（2文字まで）。" });
  assert.throws(() => text(3, 2, "題"), /題が壊れています/);
  assert.deepEqual(list([1, 2], 2, "項目"), [1, 2]);
  assert.throws(() => list([1, 2, 3], 2, "項目"), { message: "項目が多すぎます（2まで）。" });
  assert.throws(() => list({ length: 1 }, 2, "項目"), /項目が壊れています/);
});

test("JSON is read up to a length and a depth", () => {
  assert.deepEqual(json('{"a": [[1, "\\"[[[[[[[[[{"]]}', "箱"), { a: [[1, '"[[[[[[[[[{']] });
  assert.throws(() => json("[".repeat(9) + "]".repeat(9), "箱"), /箱が壊れています/);
  assert.throws(() => json("[".repeat(MAX_JSON), "箱"), /箱が壊れています/);
  assert.throws(() => json(`"${"a".repeat(MAX_JSON)}"`, "箱"), /箱が長すぎます/);
  assert.throws(() => json("{", "箱"), /箱が壊れています/);
});

test("a collection may hold much, and not too much", () => {
  assert.equal(checked(state(ids(300).map((id) => ({ id, note: "" })))).collections[0].items.length, 300);
  assert.throws(() => checked(state(ids(301).map((id) => ({ id, note: "" })))), /多すぎます/);
  assert.throws(() => checked({ ...state([]), collections: Array(51).fill({ items: [] }) }), /多すぎます/);
  assert.throws(() => checked(state([{ id: "a", note: "字".repeat(1001) }])), /長すぎます/);
  assert.throws(() => checked(state([{ id: "a".repeat(101), note: "" }])), /長すぎます/);
  assert.equal(formats.read(`#v1=${ids(300).join(".")}`).items.length, 300);
  assert.throws(() => formats.read(`#v1=${ids(301).join(".")}`), /多すぎます/);
  assert.throws(() => formats.read(`#v1=${"a".repeat(MAX_FRAGMENT)}`), /長すぎます/);
});

// A generator of pseudorandom numbers (mulberry32): the same inputs in every run.
let seed = 20;
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
/** @param {number} most */
const number = (most) => Math.floor(random() * most);
/** @param {any[]} values */
const pick = (values) => values[number(values.length)];
const PARTS = [
  "#v1=", "#v2=", "#v1%3D", "v1=", "~", ".", "a", "s1-h01", "constructor", "__proto__", "toString", "\u001f", "%", "%E3%81%82",
  "_", "A", "=", "-", "あ", "\ud800", "<img src=x onerror=alert(1)>", "&", "?", "\n", "\0", '"', "{", "[", "}", "]", ":", ",", "\\",
];
const written = () => Array.from({ length: number(12) }, () => pick(PARTS).repeat(pick([1, 1, 1, 1, 1, 1, 2, 2, 40, 4000]))).join("");
const VALUES = [null, true, 0, -1, 1e99, "", "a", "字", "a".repeat(5000), [], {}, "__proto__", "2026-02-03", "hintbook-handout"];
const KEYS = ["format", "version", "current", "collections", "items", "id", "note", "memo", "start", "plan", "minutes", "key", "title", "date", "__proto__", "constructor"];
/** @param {number} deep @returns {any} */
const value = (deep) => {
  if (!deep || random() < 0.3) return pick(VALUES);
  const length = pick([0, 1, 2, 3, 3, 3, 3, 3, 3, 400]);
  if (random() < 0.4) return Array.from({ length }, () => value(length > 9 ? 0 : deep - 1));
  return Object.fromEntries(Array.from({ length: Math.min(length, 9) }, () => [pick(KEYS), value(deep - 1)]));
};
/** Returns a state of a 教材箱 with foreign values in some places. */
const spoiled = () => ({
  ...state(Array.from({ length: pick([1, 1, 1, 1, 3, 3, 3, 3, 3, 500]) }, () => ({ id: pick(["a", "b-1", value(1)]), note: pick(["", "字", value(1)]) }))),
  [pick(KEYS)]: value(3),
  ...(random() < 0.1 && { collections: [{ items: [], [pick(["start", "plan"])]: value(3) }] }),
});

test("twenty thousand inputs are read or refused, each quickly", () => {
  const readers = [
    () => formats.read(`${pick(["", "#v1=", "#v2="])}${written()}`),
    () => hintbookChecklist.decode(`${pick(["", "#v1="])}${written()}`, BOXES),
    () => hintbookChecklist.pasted(`${written()}${pick(["", "#v1="])}${written()}`, BOXES),
    () => hintbookChecklist.sheets(pick([value(4), { ...hintbookChecklist.file([{ name: "", ticks: [1] }]), [pick(["sheets", "version"])]: value(3) }]), BOXES),
    () => checked(json(pick([written, () => JSON.stringify(pick([value, spoiled])(5))])(), "箱")),
    () => checked(pick([value, spoiled])(4)),
  ];
  let refused = 0;
  for (let count = 0; count < 20_000; count += 1) {
    const started = process.cpuUsage();
    try {
      readers[count % readers.length]();
    } catch (error) {
      assert.ok(error instanceof Refusal, `${error.stack}`);
      assert.match(error.message, /。$/);
      refused += 1;
    }
    const { user, system } = process.cpuUsage(started);
    assert.ok(user + system < 100_000, `input ${count} takes ${user + system} µs`);
  }
  assert.ok(refused > 2_000 && refused < 18_000, `${refused} refused`);
});
