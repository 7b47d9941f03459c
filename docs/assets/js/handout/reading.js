// The reading view of the 教材箱, which a shared link opens: everything in full and in order.
"use strict";
{
  const { element } = window.hintbook;
  const { content, formats, sheet } = window.hintbook.handout;
  const view = /** @type {HTMLElement} */ (document.querySelector("[data-handout-reading]"));
  /** @type {(name: string) => any} */
  const find = (name) => view.querySelector(`[data-reading-${name}]`);

  const untitled = find("title").textContent;
  /** @param {HandoutEntry} entry */
  const item = (entry) => element("li", { className: `reading-item reading-item--${entry.type}`, "data-reading-item": entry.id },
    element("p", { className: "reading-voice" }, content.voice(entry)),
    element("h3", {}, entry.here ? element("a", { href: entry.here }, content.name(entry)) : content.name(entry)),
    element("div", { className: "reading-text" }, ...content.nodes(entry.blocks)),
    ...(entry.note ? [element("p", { className: "reading-note" }, entry.note)] : []),
    element("p", { className: "reading-source" }, ...content.citation(entry)));

  /** Shows a collection, or hides the view. @type {HandoutReading["draw"]} */
  const draw = (one, entries) => {
    view.hidden = !one;
    document.documentElement.classList.toggle("is-reading", Boolean(one));
    if (!one) return;
    find("title").textContent = one.title || untitled;
    find("about").textContent = [formats.about(one), `${entries.length}件`].filter(Boolean).join("　");
    sheet.plan(find("plan"), one);
    find("items").replaceChildren(...entries.map(item));
  };

  window.hintbook.handout.reading = { draw };
}
