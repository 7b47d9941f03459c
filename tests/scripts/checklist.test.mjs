// The checklist: goals, what is kept, sheets of other people, and what fits on paper.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { hintbookChecklist: checklist } =
  load("shared", "foreign", "checklist/links", "checklist/counting", "checklist/state", "checklist/paper");
const BOXES = Array.from({ length: 42 }, (_, index) => index + 1);
/** Puts a storage in the place of the device's. @param {Record<string, string>} kept */
const storage = (kept = {}) => {
  globalThis.localStorage = /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => kept[key] ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => { kept[key] = text; },
    removeItem: (/** @type {string} */ key) => { delete kept[key]; },
  });
  return kept;
};

test("each goal comes once with the difficulties that lead to it, the most helpful first", () => {
  const [two, nine, eleven] = [
    { number: "②", goals: ["A", "B", "D"] }, { number: "⑨", goals: ["A", "B", "C", "E", "F"] }, { number: "⑪", goals: ["D", "A", "B", "C"] },
  ];
  const letters = (/** @type {any[]} */ ...ticked) => checklist.goals(ticked).map(({ letter }) => letter).join("");
  assert.equal(letters(), "");
  assert.equal(letters(two), "ABD");
  assert.equal(letters(eleven), "DABC"); // in the order of the source
  assert.equal(letters(two, nine, eleven), "ABDCEF");
  assert.deepEqual(checklist.goals([two, nine]).map(({ from }) => from.join("")), ["②⑨", "②⑨", "⑨", "②", "⑨", "⑨"]);
});

test("a sheet that somebody sent never changes one's own", () => {
  const kept = storage({ "hintbook.checklist.ticks": "v1=B", "hintbook.checklist.texts": '{"memo":"会議で"}' }); // as kept before
  const before = { ...kept };
  const state = checklist.session(BOXES);
  assert.deepEqual([state.ticks(), state.own().texts.memo], [[1], "会議で"]);
  state.open([7, 8]);
  state.setTicks([7]);
  state.setTicks([]);
  assert.deepEqual(state.ticks(), []);
  assert.deepEqual(kept, before);
  state.leave();
  assert.deepEqual(state.ticks(), [1]);
  state.open([7, 8]);
  state.take();
  assert.deepEqual([state.shared(), state.ticks(), kept["hintbook.checklist.ticks"]], [null, [7, 8], "v1=AD"]);
  state.undo();
  assert.deepEqual(state.ticks(), [1]);
  assert.deepEqual(checklist.session(BOXES).own(), state.own());
});

test("clearing clears all that is kept, and can be undone until something is changed", () => {
  const kept = storage();
  const state = checklist.session(BOXES);
  state.setTicks([3]);
  state.setTexts({ who: "係長" });
  state.setPractices(["a"]);
  state.add([{ name: "山", ticks: [4] }]);
  const before = { ...kept };
  assert.equal(Object.keys(before).length, 4);
  state.clear();
  assert.deepEqual(kept, {});
  assert.ok(state.canUndo());
  state.undo();
  assert.deepEqual(kept, before);
  state.clear();
  state.setTicks([5]);
  assert.ok(!state.canUndo());
  state.undo();
  assert.deepEqual(state.ticks(), [5]);
});

test("what is kept may be foreign, and keeping may fail", () => {
  for (const text of ["null", "7", '{"memo":', '{"memo":{}}', "[[]]", '{"format":"hintbook-checklist","sheets":7}']) {
    storage(Object.fromEntries(Object.values(checklist.KEYS).map((key) => [key, text])));
    const { ticks, practices, sheets } = checklist.session(BOXES).own();
    assert.deepEqual([ticks, practices, sheets], [[], [], []], text);
  }
  globalThis.localStorage = /** @type {any} */ (undefined);
  const state = checklist.session(BOXES);
  state.setTicks([2]);
  assert.ok(!state.isKept());
  state.open([9]);
  state.leave();
  assert.deepEqual(state.ticks(), [2]); // as long as the page is open
});

test("links are found in a mail, files are read, and up to six people fit", () => {
  const mail = "山です。https://x.example/guide/checklist/#v1=B\n> 川: <https://x.example/guide/checklist/#v1%3DC>。よろしく";
  assert.deepEqual(checklist.pasted(mail, BOXES).map(({ ticks }) => ticks), [[1], [2]]);
  assert.throws(() => checklist.pasted("https://x.example/guide/checklist/", BOXES), /見つかりませんでした/);
  assert.throws(() => checklist.pasted(`#v1=${"_".repeat(33)}`, BOXES), /読めませんでした/);
  assert.throws(() => checklist.pasted("#v2=B", BOXES), /読めませんでした/);
  assert.throws(() => checklist.pasted("#v1=B ".repeat(7), BOXES), /多すぎます/);
  const sheets = [{ name: "山", ticks: [1, 42] }, { name: "", ticks: [] }];
  const file = JSON.parse(JSON.stringify(checklist.file(sheets)));
  assert.deepEqual(checklist.sheets(file, BOXES), sheets);
  assert.throws(() => checklist.sheets({ ...file, format: "hintbook-handout" }, BOXES), /ファイルではありません/);
  assert.throws(() => checklist.sheets({ ...file, version: 2 }, BOXES), /新しい版/);
  assert.throws(() => checklist.sheets({ ...file, sheets: [{ ticks: "x" }] }, BOXES), /読めませんでした/);
  storage();
  const state = checklist.session(BOXES);
  state.add(Array.from({ length: 6 }, () => sheets[0]));
  assert.throws(() => state.add([sheets[0]]), /6人まで/);
});

test("sheets add up: in each part the most ticked first", () => {
  const boxes = [1, 2, 3, 4].map((number) => ({ number, part: number < 4 ? 1 : 2, words: `${number}` }));
  const people = [{ name: "自分", ticks: [1, 4] }, { name: "山", ticks: [2, 4] }, { name: "川", ticks: [2, 4, 9] }];
  const counted = checklist.added(boxes, people).map(({ box, by }) => [box.number, by.length, checklist.who(by, 3)]);
  assert.deepEqual(counted, [[2, 2, "2人（山、川）"], [1, 1, "1人（自分）"], [4, 3, "全員"]]);
  const two = checklist.added(boxes, people.slice(0, 2)).map(({ by }) => checklist.who(by, 2));
  assert.deepEqual(two, ["自分だけ", "山だけ", "2人とも"]);
});

test("a long memo and many practices leave a count, and nothing is lost", () => {
  const one = checklist.fit("短いメモ", ["実践例"]);
  assert.deepEqual(one, { memo: "短いメモ", rest: "", restLines: 0, practices: 1 });
  const memo = Array.from({ length: 30 }, (_, index) => `${index}つめの意見`).join("\n");
  const titles = Array.from({ length: 12 }, (_, index) => `実践例${index}`);
  for (const [text, practices] of [[memo, []], ["", titles], [memo, titles], ["一\n\n\n二\n\n".repeat(9).trimEnd(), titles], ["長".repeat(2000), titles]]) {
    const { memo: shown, rest, restLines, practices: count } = checklist.fit(text, practices);
    assert.equal(`${shown}${rest}`.replaceAll("\n", ""), text.replaceAll("\n", ""));
    assert.equal(restLines > 0, rest !== "");
    const [heading, note] = [practices.length > 0, rest !== "" || count < practices.length].map(Number);
    assert.ok(shown.split("\n").length + count + heading + note <= checklist.LINES, `${shown} ${count}`);
    assert.ok(count > 0 || !practices.length);
  }
});
