// What an entry shows in the 教材箱: on its paper, in the reading view and on slides.
"use strict";
{
  const { element, unbroken } = window.hintbook;

  /** @param {string[]} texts */
  const paragraphs = (texts) => texts.map((text) => element("p", {}, text));
  /** @param {[string, string[]][]} rows */
  const facts = (rows) => element("dl", { className: "facts" }, ...rows.map(([label, texts]) =>
    element("div", {}, element("dt", {}, label), element("dd", {}, ...(texts.length > 1 ? paragraphs(texts) : texts)))));
  /** @param {{ caption: string, head: string[], rows: string[][] }} block */
  const table = ({ caption, head, rows }) => element("div", { className: "table-scroll" }, element("table", { className: "data" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...head.map((cell) => element("th", { scope: "col" }, cell)))),
    element("tbody", {}, ...rows.map(([name, ...cells]) => element("tr", {},
      element("th", { scope: "row" }, name), ...cells.map((cell) => element("td", {}, cell)))))));
  /** @param {any} block as pages/handout/blocks.py writes it */
  const node = (block) => {
    if (typeof block === "string") return element("p", {}, block);
    if (block.facts) return facts(block.facts);
    if (block.list) return element(block.numbered ? "ol" : "ul", {}, ...block.list.map((/** @type {string} */ text) => element("li", {}, text)));
    return table(block);
  };
  /** @param {any} block */
  const line = (block) => {
    if (typeof block === "string") return block;
    if (block.facts) return block.facts.map((/** @type {[string, string[]]} */ [label, texts]) => `${label}: ${texts.join(" ")}`).join("\n");
    if (block.list) return block.list.map((/** @type {string} */ text, /** @type {number} */ index) => `${block.numbered ? `${index + 1}.` : "・"}${text}`).join("\n");
    return [block.caption, ...[block.head, ...block.rows].map((/** @type {string[]} */ row) => row.join("\t"))].join("\n");
  };

  /** Returns the name of an entry as one element. @type {HandoutContent["name"]} */
  const name = (entry) => element("span", {}, ...unbroken(entry.name));
  /** Returns who speaks in an entry, or of what type it is. @type {HandoutContent["voice"]} */
  const voice = ({ type, kind }) => {
    /** @type {HTMLTemplateElement | null} */
    const template = document.querySelector(`template[data-voice="${type}"]`);
    return template ? template.content.cloneNode(true) : element("span", { className: "kind" }, kind);
  };
  /** Returns where an entry comes from: its citation without the name, which stands above. @type {HandoutContent["source"]} */
  const source = ({ citation, name }) => (citation.startsWith(name) ? citation.slice(name.length).replace(/^、/, "") : citation);
  /** Returns the same with the address in an element that is not broken at hyphens. @type {HandoutContent["citation"]} */
  const citation = (entry) => source(entry).split(entry.url)
    .flatMap((part, index) => (index ? [element("span", {}, entry.url), part] : [part]));

  window.hintbook.handout.content = {
    citation, name, source, voice,
    nodes: (blocks) => blocks.map(node),
    text: (blocks) => blocks.map(line).join("\n\n"),
  };
}
