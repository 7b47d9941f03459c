// How alike municipalities are to the reader's own.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { hintbookLikeness: likeness } = load("municipalities/likeness");
const FIELDS = [
  { key: "size", label: "区分", values: ["large", "city", "town"], points: 2, ordered: true },
  { key: "window", label: "窓口", values: ["single", "several", "dedicated"], points: 1, ordered: false },
];
const ITEMS = [["large", "single"], ["city", "several"], ["town", "dedicated"], ["city", "single"]]
  .map(([size, window]) => ({ values: { size, window } }));
/** Returns points and reasons of the items in their order. @param {Record<string, string>} wanted */
const ordered = (wanted) => likeness.order(FIELDS, wanted, ITEMS).map(({ item, points, same, near }) =>
  [ITEMS.indexOf(item), points, same.map(({ label }) => label).join(), near.map(({ label }) => label).join()]);

test("the same size counts most, the next size less, another window nothing", () => {
  assert.deepEqual(ordered({ size: "town", window: "single" }), [
    [2, 2, "区分", ""], [3, 2, "窓口", "区分"], [0, 1, "窓口", ""], [1, 1, "", "区分"],
  ]);
});

test("what is not asked does not count, and equals keep their order", () => {
  assert.deepEqual(ordered({ size: "", window: "" }).map(([index, points]) => [index, points]), [[0, 0], [1, 0], [2, 0], [3, 0]]);
  assert.deepEqual(ordered({ size: "", window: "several" })[0], [1, 1, "窓口", ""]);
});
