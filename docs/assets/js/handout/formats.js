// A 教材箱 as a fragment of an address, as text and as Markdown.
"use strict";
{
  const { ID, collection, validItems, validPlan, validTime, words } = window.hintbook.handout;
  const { foreign, unescaped } = window.hintbook;

  // v1: the ids, separated by ".", then "~" and the reader's words if there are any: title, date,
  // audience, and each entry's note, separated by U+001F, as the bytes of UTF-16 in base64url.
  // v2: the same with start and timetable (rows “minutes title”, separated by U+001E) after the
  // audience, and each entry's memo after the notes.
  // Links in use must keep working: another meaning needs another version.  A collection that v1
  // can hold is written as v1, which sites of former versions read, too.
  const SEPARATOR = "\u001f";
  const ROWS = "\u001e";
  const TRAILING = new RegExp(`${SEPARATOR}+$`);
  /** @param {string[]} parts */
  const joined = (parts) => encode(parts.join(SEPARATOR).replace(TRAILING, ""));

  /** Returns a text as base64url of its UTF-16. @param {string} text */
  const encode = (text) => {
    const bytes = [...text].flatMap((character) => character.split(""))
      .map((unit) => unit.charCodeAt(0))
      .map((code) => String.fromCharCode(code >> 8, code & 255));
    return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  };
  /** Returns the text that `encode` was given. @param {string} text */
  const decode = (text) => {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    if (bytes.length % 2) throw new Error("half a character");
    return bytes.replace(/(.)(.)/gs, (_, high, low) => String.fromCharCode((high.charCodeAt(0) << 8) | low.charCodeAt(0)));
  };

  /** @type {HandoutFormats["fragment"]} */
  const fragment = ({ title, date, audience, start, plan, items }, { withWords, withMemos = false }) => {
    const memos = withMemos ? items.map(({ memo }) => memo) : [];
    const needs2 = withWords && Boolean(start || plan.length || memos.some(Boolean));
    const times = needs2 ? [start, plan.map((row) => `${row.minutes} ${row.title}`).join(ROWS)] : [];
    const own = withWords ? joined([title, date, audience, ...times, ...items.map(({ note }) => note), ...memos]) : "";
    return `#v${needs2 ? 2 : 1}=${items.map(({ id }) => id).join(".")}${own && `~${own}`}`;
  };

  /** Returns the ids and the words of a fragment. @param {string} text @returns {[string[], string[]]} */
  const split = (text) => {
    const [listed, own = ""] = text.split("~");
    const ids = [...new Set(listed.split("."))];
    if (!ids.every((id) => ID.test(id))) throw new Error("not ids");
    return [ids, decode(own).split(SEPARATOR)];
  };
  /** @param {string} date */
  const validDate = (date) => (/^\d{4}-\d\d-\d\d$/.test(date) ? date : "");
  /** @param {string[]} ids @param {string[]} notes @param {string[]} [memos] */
  const itemsOf = (ids, notes, memos = []) =>
    validItems(ids.map((id, index) => ({ id, note: notes[index] ?? "", memo: memos[index] ?? "" })));
  /** @type {Record<string, (text: string) => HandoutCollection>} */
  const READERS = {
    v1: (text) => {
      const [ids, [title = "", date = "", audience = "", ...notes]] = split(text);
      return collection({ title: words(title), date: validDate(date), audience: words(audience), items: itemsOf(ids, notes) });
    },
    v2: (text) => {
      const [ids, [title = "", date = "", audience = "", start = "", rows = "", ...notes]] = split(text);
      const plan = rows ? rows.split(ROWS).map((row) => ({ minutes: Number.parseInt(row, 10), title: row.replace(/^\S* /, "") })) : [];
      return collection({
        title: words(title), date: validDate(date), audience: words(audience), start: validTime(start), plan: validPlan(plan),
        items: itemsOf(ids, notes, notes.slice(ids.length)),
      });
    },
  };
  /**
   * Returns the collection in a fragment, null if there is none; throws a message for the reader.
   * @param {string} hash
   */
  const read = (hash) => {
    if (!/^#v\d+(=|%3D)/i.test(hash)) return null;
    foreign.text(hash, foreign.MAX_FRAGMENT, "共有用リンク");
    const match = /^#(v\d+)=(.*)$/s.exec(unescaped(hash));
    if (!match) return null;
    const [, version, text] = match;
    if (!Object.hasOwn(READERS, version)) throw new foreign.Refusal("新しい版の共有用リンクです。ページを読み込み直すか、ファイルでもらってください。");
    try {
      return READERS[version](text);
    } catch (error) {
      if (error instanceof foreign.Refusal) throw error;
      throw new foreign.Refusal("共有用リンクを読めませんでした。途中で切れていないか確かめるか、ファイルでもらってください。");
    }
  };

  /** @param {string} date */
  const day = (date) => date.replace(/^0*(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
  /** Returns the title, or what stands for it. @param {HandoutCollection} collection */
  const title = (collection) => collection.title || "教材箱";
  /** Returns date and audience. @param {HandoutCollection} collection */
  const about = ({ date, audience }) => [day(date), audience].filter(Boolean).join("　");

  /** Returns a timetable as lines. @param {HandoutCollection} collection */
  const timetable = ({ start, plan }) => window.hintbookTimes(start, plan).map((when, index) => `${when}　${plan[index].title}`).join("\n");

  /** Returns a collection as plain text. @type {HandoutFormats["plain"]} */
  const plain = (one, entries, sources) => [
    [title(one), about(one), timetable(one)],
    ...entries.map(({ name, text, note, citation }, index) =>
      [`${index + 1}. ${name}`, text, note && `ひとこと: ${note}`, `出典: ${citation}`]),
    ["出典", ...sources.map((source) => `・${source}`)],
  ].map((part) => part.filter(Boolean).join("\n\n")).join("\n\n\n");

  /** Returns a text with the special characters of Markdown escaped. @param {string} text */
  const escaped = (text) => text.replace(/[\\`*_[\]<>#|~$]/g, "\\$&").replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, "$1\\$2");
  /** Returns a collection as slides, one for each entry, with memos as comments for the presenter. @type {HandoutFormats["markdown"]} */
  const markdown = (one, entries, sources) => [
    [`# ${escaped(title(one))}`, escaped(about(one)), escaped(timetable(one))],
    ...entries.map(({ name, text, note, memo, citation, url }) => [
      `## ${escaped(name)}`, escaped(text), escaped(note), `出典: ${escaped(citation).replace(escaped(url), `<${url}>`)}`,
      memo && `<!--\n講師メモ: ${memo.replace(/--!?>/g, "→")}\n-->`,
    ]),
    ["## 出典", sources.map((source) => `- ${escaped(source)}`).join("\n")],
  ].map((part) => part.filter(Boolean).join("\n\n")).join("\n\n---\n\n");

  window.hintbook.handout.formats = { about, fragment, markdown, plain, read, timetable, title };
}
