// The 教材箱 as it is printed.
"use strict";
{
  const { element } = window.hintbook;
  const { about } = window.hintbook.handout.formats;
  const sheet = /** @type {HTMLElement} */ (document.querySelector("[data-sheet]"));
  /** @type {(name: string) => any} */
  const find = (name) => sheet.querySelector(`[data-sheet-${name}]`);

  /** Returns who speaks in an entry. @param {HandoutEntry} entry */
  const voice = ({ type, kind }) => {
    /** @type {HTMLTemplateElement | null} */
    const template = document.querySelector(`template[data-voice="${type}"]`);
    return template ? template.content.cloneNode(true) : element("span", { className: "kind" }, kind);
  };
  // QR codes are kept, so that they need not load again, perhaps after printing, when the sheet is redrawn.
  /** @type {Map<string, HTMLImageElement>} */
  const codes = new Map();
  /** @param {HandoutEntry} entry */
  const code = ({ id, url, code: src }) => {
    const image = codes.get(id) ?? element("img", { src, alt: `QRコード: ${url}`, width: 96, height: 96 });
    codes.set(id, image);
    return image;
  };
  /** Returns a citation with its address in an element that is not broken at hyphens. @param {HandoutEntry} entry */
  const citationOf = ({ citation, url }) => citation.split(url)
    .flatMap((part, index) => (index ? [element("span", {}, url), part] : [part]));
  /** @param {string} text */
  const paragraphs = (text) => text.split(/\n\s*\n/).filter(Boolean).map((one) => element("p", {}, one));
  const lines = () => element("div", { className: "sheet-lines", "aria-hidden": "true" },
    element("span", { className: "sheet-lines-label" }, "書き込み"), ...[1, 2, 3].map(() => element("span")));

  /** @param {HandoutEntry} entry @param {string} layout */
  const item = (entry, layout) => element("li", { className: `sheet-item sheet-item--${entry.type}` },
    element("div", { className: "sheet-words" },
      element("p", { className: "sheet-voice" }, voice(entry)),
      element("h3", {}, entry.name),
      element("div", { className: "sheet-text" }, ...paragraphs(entry.text)),
      ...(entry.note ? [element("p", { className: "sheet-note" }, entry.note)] : []),
      ...(layout === "notes" ? [lines()] : []),
      element("p", { className: "sheet-citation" }, ...citationOf(entry))),
    ...(entry.code ? [element("div", { className: "sheet-code" }, code(entry), element("span", {}, entry.id))] : []));

  /** @type {HandoutSheet["draw"]} */
  const draw = (one, entries) => {
    sheet.dataset.layout = one.layout;
    find("title").textContent = one.title || "教材箱";
    find("about").textContent = about(one);
    find("items").replaceChildren(...entries.map((entry) => item(entry, one.layout)));
    const used = new Set(entries.flatMap(({ documents }) => documents));
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-source]"))) line.hidden = !used.has(line.dataset.source ?? "");
  };
  const ready = () => Promise.all([...codes.values()].map((image) => image.decode().catch(() => {})));
  const sources = () => [...sheet.querySelectorAll("[data-source]:not([hidden])")].map((line) => line.textContent);

  window.hintbook.handout.sheet = { draw, element: sheet, ready, sources };
}
