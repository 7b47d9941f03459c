// Long tables of topics: a box above them keeps the rows that hold the words typed.
"use strict";
for (const table of document.querySelectorAll("table[data-long]")) {
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: plain(row.textContent) }));
  const box = Object.assign(document.createElement("input"), { type: "search" });
  const label = document.createElement("label");
  label.append("表のなかを探す ", box);
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  const line = Object.assign(document.createElement("p"), { className: "table-search" });
  line.append(label, " ", status);
  table.closest(".table-scroll").before(line);
  box.addEventListener("input", () => {
    const words = box.value.split(/\s+/).map(plain).filter(Boolean);
    let found = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      found += !row.hidden;
    }
    status.textContent = words.length ? `${found}行` : "";
  });
}
