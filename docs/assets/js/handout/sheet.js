// The 教材箱 as it is printed.
"use strict";
{
  const { element } = window.hintbook;
  const { formats: { about, title }, content, qr } = window.hintbook.handout;
  const sheet = /** @type {HTMLElement} */ (document.querySelector("[data-sheet]"));
  /** @type {(name: string) => any} */
  const find = (name) => sheet.querySelector(`[data-sheet-${name}]`);

  // QR codes are kept, so that they need not load again, perhaps after printing, when the sheet is redrawn.
  /** @type {Map<string, HTMLImageElement>} */
  const codes = new Map();
  /** @param {HandoutEntry} entry */
  const code = ({ id, url, code: src }) => {
    const image = codes.get(id) ?? element("img", { src, alt: `QRコード: ${url}`, width: 96, height: 96 });
    codes.set(id, image);
    return image;
  };
  const lines = () => element("div", { className: "sheet-lines", "aria-hidden": "true" },
    element("span", { className: "sheet-lines-label" }, "書き込み"), ...[1, 2, 3].map(() => element("span")));

  /** @param {HandoutEntry} entry @param {string} layout */
  const item = (entry, layout) => element("li", { className: `sheet-item sheet-item--${entry.type}` },
    element("div", { className: "sheet-words" },
      element("p", { className: "sheet-voice" }, content.voice(entry)),
      element("h3", {}, content.name(entry)),
      element("div", { className: "sheet-text" }, ...content.nodes(entry.blocks)),
      ...(entry.note ? [element("p", { className: "sheet-note" }, entry.note)] : []),
      ...(layout === "notes" ? [lines()] : []),
      element("p", { className: "sheet-citation" }, ...content.citation(entry))),
    ...(entry.code ? [element("div", { className: "sheet-code" }, code(entry))] : []));

  /** Fills a table with a timetable, hidden if there is none. @type {HandoutSheet["plan"]} */
  const plan = (table, one) => {
    const times = window.hintbookTimes(one.start, one.plan);
    table.hidden = !one.plan.length;
    table.tBodies[0].replaceChildren(...one.plan.map(({ title }, index) =>
      element("tr", {}, element("th", { scope: "row" }, times[index]), element("td", {}, title))));
  };

  /** @type {HandoutSheet["draw"]} */
  const draw = (one, entries, address) => {
    sheet.dataset.layout = one.layout;
    const all = address && qr.image(address, `QRコード: ${address}`);
    find("all").querySelector("svg")?.remove();
    find("all").hidden = !all;
    if (all) find("all").prepend(all);
    plan(find("plan"), one);
    find("title").textContent = title(one);
    find("about").textContent = about(one);
    find("items").replaceChildren(...entries.map((entry) => item(entry, one.layout)));
    const used = new Set(entries.flatMap(({ documents }) => documents));
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-source]"))) line.hidden = !used.has(line.dataset.source ?? "");
  };
  const ready = () => Promise.all([...codes.values()].map((image) => image.decode().catch(() => {})));
  const sources = () => [...sheet.querySelectorAll("[data-source]:not([hidden])")].map((line) => line.textContent);

  window.hintbook.handout.sheet = { draw, element: sheet, plan, ready, sources };
}
