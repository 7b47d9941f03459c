// Tables of the survey: rows can be picked and set against the whole; a figure is copied with its citation.
"use strict";
for (const section of document.querySelectorAll("[data-survey-table]")) {
  const { address, copy, element } = window.hintbook;
  const tools = section.querySelector("[data-table-tools]");
  const table = section.querySelector("table");
  const down = table.dataset.optionsDown === "true"; // options down, rows of the data across
  const heads = [...table.querySelectorAll("[data-name]")];
  const options = [...table.querySelectorAll("[data-option]")];
  const announcer = document.getElementById("announcer");
  const cellOf = (row, option) => down
    ? table.tBodies[0].rows[option].cells[row + 1]
    : table.tBodies[0].rows[row].cells[option + 1];

  // Rows to set against each other
  const picked = new Set();
  const show = () => {
    heads.forEach((head, row) => {
      const hidden = picked.size > 0 && !picked.has(row) && !("total" in head.dataset);
      if (down) for (const line of table.rows) line.cells[row + 1].hidden = hidden;
      else head.parentElement.hidden = hidden;
    });
  };
  const pickers = heads.map((head, row) => {
    if ("total" in head.dataset) return null;
    const box = element("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      if (box.checked) picked.add(row);
      else picked.delete(row);
      show();
    });
    return element("label", {}, box, head.dataset.name);
  }).filter(Boolean);
  tools.append(element("details", {}, element("summary", {}, "行を選んで比べる"),
    element("fieldset", {}, element("legend", {}, "選んだ行だけを、全体と並べる"), ...pickers)));

  // A figure to quote
  const choice = (label, names) => {
    const select = element("select", {}, ...names.map((name, index) => element("option", { value: index }, name)));
    return [select, element("label", {}, `${label} `, select)];
  };
  const [row, rowLabel] = choice("行", heads.map((head) => head.dataset.name));
  const [option, optionLabel] = choice("選択肢", options.map((head) => head.dataset.option));
  const shown = element("output", { className: "quoted" });
  // What a reader of the figure must know stands with it: a recalculated value says so.
  const figure = () => {
    const head = heads[row.value];
    const cell = cellOf(Number(row.value), Number(option.value));
    const note = cell.querySelector(".figure-note")?.textContent;
    return `${head.dataset.name}「${options[option.value].dataset.option}」${cell.dataset.value}、n=${Number(head.dataset.n).toLocaleString("ja")}${note ? `（${note}）` : ""}`;
  };
  const quote = () =>
    `${figure()}。${section.dataset.citation.replace("{url}", () => address(section.dataset.permalink))}`;
  const button = element("button", { type: "button" }, "数値と出典をコピー");
  button.addEventListener("click", async () => {
    if (!await copy(quote())) return;
    announcer.textContent = "";
    announcer.textContent = "数値と出典をコピーしました";
    button.textContent = "コピーしました";
    setTimeout(() => { button.textContent = "数値と出典をコピー"; }, 2500);
  });
  const update = () => { shown.textContent = figure(); };
  row.addEventListener("change", update);
  option.addEventListener("change", update);
  update();
  tools.append(element("details", {}, element("summary", {}, "数値を引用する"),
    element("p", { className: "quote-form" }, rowLabel, optionLabel, button), element("p", {}, shown)));
}
