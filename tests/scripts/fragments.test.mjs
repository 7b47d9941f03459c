import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { hintbook, hintbookChecklist: checklist } =
  load("shared", "foreign", "checklist/links", "handout/collect", "handout/formats");
const { formats, collection, checked } = hintbook.handout;
const BOXES = Array.from({ length: 40 }, (_, index) => index + 1);

test("the ticks of the checklist are what its link says", () => {
  for (const [ticked, fragment] of [
    [[], "v1="], [[1], "v1=B"], [[6], "v1=g"], [[7], "v1=AB"], [[1, 2, 3, 4, 5, 6], "v1=_"], [[40], "v1=AAAAAAI"],
  ]) {
    assert.equal(checklist.encode(ticked), fragment);
    assert.deepEqual(checklist.decode(`#${fragment}`, BOXES), ticked);
  }
  for (let n = 0; n < 2 ** 10; n += 7) {
    const ticked = BOXES.filter((box) => n & (1 << (box % 10)));
    assert.deepEqual(checklist.decode(checklist.encode(ticked), BOXES), ticked);
  }
});

test("a link of the checklist may be escaped, and names only boxes that there are", () => {
  assert.deepEqual(checklist.decode("#v1%3D_", BOXES), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(checklist.decode("#v1=_", [2, 3]), [2, 3]);
});

test("other fragments are no ticks", () => {
  for (const fragment of ["", "#", "#v9=AAAA", "#v1=<img>", `#v1=${"_".repeat(33)}`, "#%", "#v1=%E0%A4%A"]) {
    assert.equal(checklist.decode(fragment, BOXES), null, fragment);
  }
});

// A link in use: the same one as in tests/browser/test_handout.py.
const V1 = "#v1=s3-h01.letters-at-home.no-longer-there"
  + "~WDSXYgAzMJKKcTBXVAgwRgAfADIAMAAyADYALQAxADIALQAwADUAH3b4isdU4QAfMH4wWjBTMFMwSzCJAB9nAF-MMGuAXjBP";

test("a link of the 教材箱 in use is read and written as before", () => {
  const read = formats.read(V1);
  assert.equal(read.title, "場面3を話し合う");
  assert.equal(read.date, "2026-12-05");
  assert.equal(read.audience, "相談員");
  assert.deepEqual(read.items, [
    { id: "s3-h01", note: "まずここから" },
    { id: "letters-at-home", note: "最後に聞く" },
    { id: "no-longer-there", note: "" },
  ]);
  assert.equal(formats.fragment(read, { withWords: true }), V1);
  assert.equal(formats.fragment(read, { withWords: false }), V1.split("~")[0]);
});

test("any words survive in a link of the 教材箱", () => {
  for (const note of ["", "a", "\n\n", "𠮷😀", "\ud800", "~.=#%/+ -_", "é".repeat(99)]) {
    const own = collection({ title: "題", items: [{ id: "a", note }, { id: "b-1", note: "終" }] });
    assert.deepEqual(formats.read(formats.fragment(own, { withWords: true })).items, own.items, note);
  }
});

test("a link of the 教材箱 that cannot be read is refused with a message", () => {
  assert.equal(formats.read(""), null);
  assert.equal(formats.read("#s1-h01"), null);
  for (const fragment of ["#v1=", "#v1=a.<b>", "#v1=a~WDRal", "#v1=a~WDRa", "#v1=a~%%%"]) {
    assert.throws(() => formats.read(fragment), /読めませんでした/, fragment);
  }
  assert.throws(() => formats.read("#v9=a"), /新しい版/);
});

test("a collection is written as text and as slides", () => {
  const own = collection({ title: "題*", date: "2026-02-03", audience: "相談員" });
  const entry = {
    id: "a", name: "名前", text: "# 文", note: "一言 --> 次 --!>", citation: "資料。https://x.example/id/a/", url: "https://x.example/id/a/",
  };
  assert.equal(formats.plain(own, [entry], ["資料"]), "題*\n\n2026年2月3日　相談員\n\n\n1. 名前\n\n# 文\n\nメモ: 一言 --> 次 --!>\n\n出典: 資料。https://x.example/id/a/\n\n\n出典\n\n・資料");
  const slides = formats.markdown(own, [entry], ["資料"]).split("\n\n---\n\n");
  assert.equal(slides.length, 3);
  assert.equal(slides[0], "# 題\\*\n\n2026年2月3日　相談員");
  assert.equal(slides[1], "## 名前\n\n\\# 文\n\n出典: 資料。<https://x.example/id/a/>\n\n<!--\n一言 → 次 →\n-->");
});

test("a file of the 教材箱 is read, and others are refused", () => {
  const file = { format: "hintbook-handout", version: 1, current: "x", collections: [
    { key: "k", title: "題", date: "no date", layout: "wide", items: [{ id: "a", note: "n" }, { id: "a", note: "m" }] },
  ] };
  assert.deepEqual(checked(file), { ...file, current: "k", collections: [
    { key: "k", title: "題", date: "", audience: "", layout: "notes", items: [{ id: "a", note: "m" }] },
  ] });
  assert.throws(() => checked(null), /教材箱のファイルではありません/);
  assert.throws(() => checked({ ...file, version: 2 }), /新しい版/);
  assert.throws(() => checked({ ...file, collections: [{ items: [{ id: "<b>" }] }] }), /壊れています/);
  assert.throws(() => checked({ ...file, collections: [{ title: 1, items: [] }] }), /壊れています/);
});
