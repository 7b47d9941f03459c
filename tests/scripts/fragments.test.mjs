import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { hintbook, hintbookChecklist: checklist, hintbookSplitting: splitting, hintbookTimer, hintbookTimes: times } =
  load("shared", "foreign", "checklist/links", "stage/times", "stage/splitting", "stage/timer", "handout/collect", "handout/formats");
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
    { id: "s3-h01", note: "まずここから", memo: "" },
    { id: "letters-at-home", note: "最後に聞く", memo: "" },
    { id: "no-longer-there", note: "", memo: "" },
  ]);
  assert.equal(formats.fragment(read, { withWords: true }), V1);
  assert.equal(formats.fragment(read, { withWords: false }), V1.split("~")[0]);
});

test("any words survive in a link of the 教材箱", () => {
  for (const note of ["", "a", "\n\n", "𠮷😀", "\ud800", "~.=#%/+ -_", "é".repeat(99)]) {
    const own = collection({ title: "題", items: [{ id: "a", note, memo: "" }, { id: "b-1", note: "終", memo: note }] });
    const { key: _, ...read } = formats.read(formats.fragment({ ...own, start: "09:05" }, { withWords: true, withMemos: true }));
    assert.deepEqual(read.items, own.items, note);
  }
});

// A link in use of the second version.
const V2 = "#v2=s3-h01.letters-at-home~mEwAHwAfAB8AMQAzADoAMwAwAB8AOAAgMG8wWDCBMGsAHgAyADAAIIpxMFdUCDBGAB8wcjBoMFMwaAAfAB8AH4sbXis";
const TIMED = {
  title: "題", date: "", audience: "", layout: "notes", start: "13:30",
  plan: [{ minutes: 8, title: "はじめに" }, { minutes: 20, title: "話し合う" }],
  items: [{ id: "s3-h01", note: "ひとこと", memo: "" }, { id: "letters-at-home", note: "", memo: "講師" }],
};

test("a timetable and memos are in a link of the second version, memos only if wanted", () => {
  const own = collection({ ...TIMED, key: "k" });
  assert.equal(formats.fragment(own, { withWords: true, withMemos: true }), V2);
  const { key: _, ...read } = formats.read(V2);
  assert.deepEqual(read, TIMED);
  const forAll = formats.read(formats.fragment(own, { withWords: true }));
  assert.deepEqual(forAll.items.map(({ memo }) => memo), ["", ""]);
  assert.equal(forAll.items[0].note, "ひとこと");
  const without = collection({ items: TIMED.items });
  assert.match(formats.fragment(without, { withWords: true }), /^#v1=/); // read by former versions, too
  assert.deepEqual(formats.read("#v2=a~WDSXYgAzMJKKcTBX").plan, []);
});

test("minutes become times of the clock, past midnight too", () => {
  const plan = [{ minutes: 8 }, { minutes: 0 }, { minutes: 52 }];
  assert.deepEqual(times("", plan), ["0～8分", "8～8分", "8～60分"]);
  assert.deepEqual(times("13:30", plan), ["13:30～13:38", "13:38～13:38", "13:38～14:30"]);
  assert.deepEqual(times("23:55", plan.slice(0, 1)), ["23:55～0:03"]);
  assert.deepEqual([600_000, 59_001, 1, 0, -5].map(hintbookTimer.remaining), ["10:00", "1:00", "0:01", "0:00", "0:00"]);
});

test("a text is cut after its sentences, long sentences at commas, and nothing is lost", () => {
  const long = `${"長".repeat(50)}、${"い".repeat(50)}。`;
  assert.deepEqual(splitting.sentences("一つ。「二つ。」三つ？終わり"), ["一つ。", "「二つ。」", "三つ？", "終わり"]);
  assert.deepEqual(splitting.sentences(long), [`${"長".repeat(50)}、`, `${"い".repeat(50)}。`]);
  for (const text of [long, "。。", "", "a", `、${long}、`]) assert.equal(splitting.sentences(text).join(""), text);
});

test("slides take as many pieces as fit, and what does not fit alone", () => {
  const heights = [3, 3, 9, 2, 2, 2, 2];
  const fits = (from, to) => heights.slice(from, to).reduce((sum, height) => sum + height, 0) <= 6;
  assert.deepEqual(splitting.ranges(heights.length, fits), [[0, 2], [2, 3], [3, 6], [6, 7]]);
  assert.deepEqual(splitting.ranges(0, fits), []);
});

test("a link of the 教材箱 that cannot be read is refused with a message", () => {
  assert.equal(formats.read(""), null);
  assert.equal(formats.read("#s1-h01"), null);
  for (const fragment of ["#v1=", "#v1=a.<b>", "#v1=a~WDRal", "#v1=a~WDRa", "#v1=a~%%%"]) {
    assert.throws(() => formats.read(fragment), /読めませんでした/, fragment);
  }
  assert.throws(() => formats.read("#v9=a"), /新しい版/);
});

test("lines of a text break at the places that are given, and not beside ～", () => {
  const parts = hintbook.lines("訪ね、1～2年", [3]).map((part) => (typeof part === "string" ? part : "element"));
  assert.deepEqual(parts, ["訪ね、", "element", "element", "年"]); // a place for a break, and 1～2
});

test("a collection is written as text and as slides", () => {
  const own = collection({ title: "題*", date: "2026-02-03", audience: "相談員" });
  const entry = {
    id: "a", name: "名前", text: "# 文", note: "一言", memo: "講師 --> 次 --!>", citation: "資料。https://x.example/id/a/", url: "https://x.example/id/a/",
  };
  assert.equal(formats.plain(own, [entry], ["資料"]), "題*\n\n2026年2月3日　相談員\n\n\n1. 名前\n\n# 文\n\nひとこと: 一言\n\n出典: 資料。https://x.example/id/a/\n\n\n出典\n\n・資料");
  const slides = formats.markdown(own, [entry], ["資料"]).split("\n\n---\n\n");
  assert.equal(slides.length, 3);
  assert.equal(slides[0], "# 題\\*\n\n2026年2月3日　相談員");
  assert.equal(slides[1], "## 名前\n\n\\# 文\n\n一言\n\n出典: 資料。<https://x.example/id/a/>\n\n<!--\n講師メモ: 講師 → 次 →\n-->");
});

test("a file of the 教材箱 is read, and others are refused", () => {
  const file = { format: "hintbook-handout", version: 1, current: "x", collections: [
    { key: "k", title: "題", date: "no date", layout: "wide", items: [{ id: "a", note: "n" }, { id: "a", note: "m" }] },
  ] };
  assert.deepEqual(checked(file), { ...file, current: "k", collections: [
    { key: "k", title: "題", date: "", audience: "", layout: "notes", start: "", plan: [], items: [{ id: "a", note: "m", memo: "" }] },
  ], version: 2 });
  const timed = { ...file, version: 2, collections: [{ ...TIMED, key: "x" }] };
  assert.deepEqual(checked(timed), timed);
  const odd = checked({ ...file, collections: [{ items: [], start: "25:00", plan: [{ minutes: "x", title: "a" }, { minutes: 1e9 }] }] });
  assert.deepEqual([odd.collections[0].start, odd.collections[0].plan], ["", [{ minutes: 0, title: "a" }, { minutes: 600, title: "" }]]);
  assert.throws(() => checked({ ...file, collections: [{ items: [], plan: Array(51).fill({}) }] }), /多すぎます/);
  assert.throws(() => checked(null), /教材箱のファイルではありません/);
  assert.throws(() => checked({ ...file, version: 3 }), /新しい版/);
  assert.throws(() => checked({ ...file, collections: [{ items: [{ id: "<b>" }] }] }), /壊れています/);
  assert.throws(() => checked({ ...file, collections: [{ title: 1, items: [] }] }), /壊れています/);
});
