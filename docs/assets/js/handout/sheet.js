// The 教材箱 as it goes on paper.
"use strict";
{
  const { element } = window.hintbook;
  const { about } = window.hintbook.handout.formats;
  const sheet = document.querySelector("[data-sheet]");
  const find = (name) => sheet.querySelector(`[data-sheet-${name}]`);

  const voice = ({ type, kind }) => {
    const template = document.querySelector(`template[data-voice="${type}"]`);
    return template ? template.content.cloneNode(true) : element("span", { className: "kind" }, kind);
  };
  // A code is made once: it must not load anew when the sheet is drawn again, or paper comes first.
  const codes = new Map();
  const code = ({ id, url, code: src }) => {
    if (!codes.has(id)) codes.set(id, element("img", { src, alt: `QRコード: ${url}`, width: 96, height: 96 }));
    return codes.get(id);
  };
  // An address is not broken at its hyphens: it is typed off the paper.
  const whole = ({ citation, url }) => citation.split(url)
    .flatMap((part, index) => (index ? [element("span", {}, url), part] : [part]));
  const paragraphs = (text) => text.split(/\n\s*\n/).filter(Boolean).map((one) => element("p", {}, one));
  const lines = () => element("div", { className: "sheet-lines", "aria-hidden": "true" },
    element("span", { className: "sheet-lines-label" }, "書き込み"), ...[1, 2, 3].map(() => element("span")));

  const item = (entry, layout) => element("li", { className: `sheet-item sheet-item--${entry.type}` },
    element("div", { className: "sheet-words" },
      element("p", { className: "sheet-voice" }, voice(entry)),
      element("h3", {}, entry.name),
      element("div", { className: "sheet-text" }, ...paragraphs(entry.text)),
      ...(entry.note ? [element("p", { className: "sheet-note" }, entry.note)] : []),
      ...(layout === "notes" ? [lines()] : []),
      element("p", { className: "sheet-citation" }, ...whole(entry))),
    ...(entry.code ? [element("div", { className: "sheet-code" }, code(entry), element("span", {}, entry.id))] : []));

  const draw = (one, entries) => {
    sheet.dataset.layout = one.layout;
    find("title").textContent = one.title || "教材箱";
    find("about").textContent = about(one);
    find("items").replaceChildren(...entries.map((entry) => item(entry, one.layout)));
    const used = new Set(entries.flatMap(({ documents }) => documents));
    for (const line of sheet.querySelectorAll("[data-source]")) line.hidden = !used.has(line.dataset.source);
  };
  const ready = () => Promise.all([...codes.values()].map((image) => image.decode().catch(() => {})));
  const sources = () => [...sheet.querySelectorAll("[data-source]:not([hidden])")].map((line) => line.textContent);

  window.hintbook.handout.sheet = { draw, element: sheet, ready, sources };
}
