// Long tables of topics: a box above them filters the rows by words.
"use strict";
for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table[data-long]"))) {
  const { element } = window.hintbook;
  /** @param {string} text */
  const plain = (text) => self.hintbookAnalyzer.normalise(text).replace(/\s+/g, "");
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: plain(row.textContent) }));
  const box = element("input", { type: "search" });
  const status = element("span", { role: "status" });
  /** @type {HTMLElement} */
  const line = element("p", { className: "table-search" }, element("label", {}, "表の中を探す ", box), " ", status);
  table.closest(".table-scroll")?.before(line);
  box.addEventListener("input", () => {
    const words = box.value.split(/\s+/).map(plain).filter(Boolean);
    let found = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      found += Number(!row.hidden);
    }
    status.textContent = words.length ? `${found}行` : "";
    line.dataset.paper = words.length ? `「${words.join(" ")}」のある${found}行` : "";
  });
}
