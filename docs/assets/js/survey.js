// Tables of the survey: chosen rows are compared with the total; a figure is copied with its citation.
"use strict";
for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-survey-table]"))) {
  const { address, announce, copy, element } = window.hintbook;
  const tools = /** @type {HTMLElement} */ (section.querySelector("[data-table-tools]"));
  const table = /** @type {HTMLTableElement} */ (section.querySelector("table"));
  const transposed = table.dataset.optionsDown === "true"; // options are rows
  /** @type {HTMLElement[]} */
  const heads = [...table.querySelectorAll("[data-name]")].map((head) => /** @type {HTMLElement} */ (head));
  /** @type {HTMLElement[]} */
  const options = [...table.querySelectorAll("[data-option]")].map((head) => /** @type {HTMLElement} */ (head));
  /** @param {number} row @param {number} option */
  const cellOf = (row, option) => transposed
    ? table.tBodies[0].rows[option].cells[row + 1]
    : table.tBodies[0].rows[row].cells[option + 1];

  // Rows to compare
  /** @type {Set<number>} */
  const picked = new Set();
  const show = () => {
    heads.forEach((head, row) => {
      const hidden = picked.size > 0 && !picked.has(row) && !("total" in head.dataset);
      if (transposed) for (const line of table.rows) line.cells[row + 1].hidden = hidden;
      else if (head.parentElement) head.parentElement.hidden = hidden;
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
    return element("label", {}, box, head.dataset.name ?? "");
  }).filter((picker) => picker !== null);
  tools.append(element("details", {}, element("summary", {}, "行を選んで比べる"),
    element("fieldset", {}, element("legend", {}, "選んだ行だけを、全体と並べる"), ...pickers)));

  // A figure to quote
  /** @param {string} label @param {(string | undefined)[]} names @returns {[HTMLSelectElement, HTMLLabelElement]} */
  const choice = (label, names) => {
    const select = element("select", {}, ...names.map((name, index) => element("option", { value: index }, name ?? "")));
    return [select, element("label", {}, `${label} `, select)];
  };
  const [row, rowLabel] = choice("行", heads.map((head) => head.dataset.name));
  const [option, optionLabel] = choice("選択肢", options.map((head) => head.dataset.option));
  const shown = element("output", { className: "quoted" });
  /** Returns the chosen figure, with its note if it has one, such as that it was recalculated. */
  const figure = () => {
    const head = heads[Number(row.value)];
    const cell = cellOf(Number(row.value), Number(option.value));
    const note = cell.querySelector(".figure-note")?.textContent;
    return `${head.dataset.name}「${options[Number(option.value)].dataset.option}」${cell.dataset.value}、n=${Number(head.dataset.n).toLocaleString("ja")}${note ? `（${note}）` : ""}`;
  };
  const quote = () =>
    `${figure()}。${section.dataset.citation?.replace("{url}", () => address(section.dataset.permalink ?? ""))}`;
  const button = element("button", { type: "button" }, "数値と出典をコピー");
  button.addEventListener("click", async () => {
    if (!await copy(quote())) return;
    announce("数値と出典をコピーしました");
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
