// A 教材箱 as a fragment of an address, as text and as Markdown.
"use strict";
{
  const { ID, collection, validItems, words } = window.hintbook.handout;
  const { foreign, unescaped } = window.hintbook;

  // v1: the ids, separated by ".", then "~" and the reader's words if there are any: title, date,
  // audience, and each entry's note, separated by U+001F, as the bytes of UTF-16 in base64url.
  // Links in use must keep working: another meaning needs another version.
  const SEPARATOR = "\u001f";
  const TRAILING = new RegExp(`${SEPARATOR}+$`);
  /** @param {HandoutCollection} collection */
  const joined = ({ title, date, audience, items }) =>
    [title, date, audience, ...items.map(({ note }) => note)].join(SEPARATOR).replace(TRAILING, "");

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
  const fragment = (one, { withWords }) => {
    const own = withWords ? encode(joined(one)) : "";
    return `#v1=${one.items.map(({ id }) => id).join(".")}${own && `~${own}`}`;
  };

  /** @type {Record<string, (text: string) => HandoutCollection>} */
  const READERS = {
    v1: (text) => {
      const [listed, own = ""] = text.split("~");
      const [title = "", date = "", audience = "", ...notes] = decode(own).split(SEPARATOR);
      const ids = [...new Set(listed.split("."))];
      if (!ids.every((id) => ID.test(id))) throw new Error("not ids");
      const items = validItems(ids.map((id, index) => ({ id, note: notes[index] ?? "" })));
      return collection({ title: words(title), date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : "", audience: words(audience), items });
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
  /** Returns date and audience. @param {HandoutCollection} collection */
  const about = ({ date, audience }) => [day(date), audience].filter(Boolean).join("　");

  /** Returns a collection as plain text. @type {HandoutFormats["plain"]} */
  const plain = (one, entries, sources) => [
    [one.title || "教材箱", about(one)],
    ...entries.map(({ name, text, note, citation }, index) =>
      [`${index + 1}. ${name}`, text, note && `メモ: ${note}`, `出典: ${citation}`]),
    ["出典", ...sources.map((source) => `・${source}`)],
  ].map((part) => part.filter(Boolean).join("\n\n")).join("\n\n\n");

  /** Returns a text with the special characters of Markdown escaped. @param {string} text */
  const escaped = (text) => text.replace(/[\\`*_[\]<>#|~$]/g, "\\$&").replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, "$1\\$2");
  /** Returns a collection as slides, one for each entry, with notes as comments for the presenter. @type {HandoutFormats["markdown"]} */
  const markdown = (one, entries, sources) => [
    [`# ${escaped(one.title || "教材箱")}`, escaped(about(one))],
    ...entries.map(({ name, text, note, citation, url }) => [
      `## ${escaped(name)}`, escaped(text), `出典: ${escaped(citation).replace(escaped(url), `<${url}>`)}`,
      note && `<!--\n${note.replace(/--!?>/g, "→")}\n-->`,
    ]),
    ["## 出典", sources.map((source) => `- ${escaped(source)}`).join("\n")],
  ].map((part) => part.filter(Boolean).join("\n\n")).join("\n\n---\n\n");

  window.hintbook.handout.formats = { about, fragment, markdown, plain, read };
}
