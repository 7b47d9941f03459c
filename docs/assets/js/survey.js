// Tables of the survey: chosen rows are compared with the total; a figure is copied with its citation.
"use strict";
for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-survey-table]"))) {
  const { address, announce, copy, element, rewriteAddress } = window.hintbook;
  const tools = /** @type {HTMLElement} */ (section.querySelector("[data-table-tools]"));
  const table = /** @type {HTMLTableElement} */ (section.querySelector("table"));
  const transposed = table.dataset.optionsDown === "true"; // options are rows
  /** @type {HTMLElement[]} */
  const heads = [...table.querySelectorAll("[data-name]")].map((head) => /** @type {HTMLElement} */ (head));
  /** @type {HTMLElement[]} */
  const options = [...table.querySelectorAll("[data-option]")].map((head) => /** @type {HTMLElement} */ (head));
  const names = new Map(heads.map((head) => [head.dataset.key ?? "", (head.dataset.name ?? "").split("・")[0]]));
  const lines = [...table.tBodies[0].rows]; // in the order of the source, whatever is shown
  /** @param {number} row @param {number} option */
  const cellOf = (row, option) =>
    lines[transposed ? option : row].querySelectorAll("td")[transposed ? row : option];

  // Rows to compare
  /** @type {Set<string>} */
  const picked = new Set();
  const show = () => {
    heads.forEach((head, row) => {
      const hidden = picked.size > 0 && head.dataset.key !== "" && !picked.has(head.dataset.key ?? "");
      if (transposed) for (const line of table.rows) line.cells[row + 1].hidden = hidden;
      else lines[row].hidden = hidden;
    });
  };
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  for (const head of heads) {
    const key = head.dataset.key ?? "";
    if (!key || boxes.has(key)) continue;
    const box = element("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      if (box.checked) picked.add(key);
      else picked.delete(key);
      show();
      remember();
    });
    boxes.set(key, box);
  }
  const what = section.dataset.rows ?? "行";
  const parameter = `${section.dataset.by}-table`;
  /** Keeps in the address what the table shows beside or instead of what the chart shows. */
  const remember = () => {
    const query = new URLSearchParams(location.search);
    const own = [...picked].join(",");
    if (own && own !== query.get(section.dataset.by ?? "")) query.set(parameter, own);
    else query.delete(parameter);
    const text = query.toString();
    rewriteAddress(`${location.pathname}${text && `?${text}`}${location.hash}`);
  };
  /** @param {string[]} keys */
  const pick = (keys) => {
    picked.clear();
    boxes.forEach((box, key) => {
      box.checked = keys.includes(key);
      if (box.checked) picked.add(key);
    });
    show();
  };
  section.addEventListener("chart", (event) => {
    const { key, rows, ranked } = /** @type {CustomEvent} */ (event).detail;
    pick(key ? [key] : []);
    remember();
    const sorts = ranked ? transposed : !transposed && boxes.size + 1 >= lines.length;
    if (sorts) table.tBodies[0].append(...rows.map((/** @type {number} */ row) => lines[row]));
  });
  tools.append(element("details", {}, element("summary", {}, `${what}を選んで比べる`),
    element("fieldset", {}, element("legend", {}, `選んだ${what}だけを、全体と並べる`),
      ...[...boxes].map(([key, box]) => element("label", {}, box, names.get(key) ?? "")))));
  const asked = new URLSearchParams(location.search).get(parameter);
  if (asked) pick(asked.split(","));

  // A figure to quote
  /** @param {string} label @param {(string | undefined)[]} names @returns {[HTMLSelectElement, HTMLLabelElement]} */
  const choice = (label, names) => {
    const select = element("select", {}, ...names.map((name, index) => element("option", { value: index }, name ?? "")));
    return [select, element("label", {}, `${label} `, select)];
  };
  const [row, rowLabel] = choice(what, heads.map((head) => head.dataset.name));
  const [option, optionLabel] = choice("選択肢", options.map((head) => head.dataset.option));
  const shown = element("output", { className: "quoted" });
  /** @param {Element} cell @param {string} part */
  const text = (cell, part) => cell.querySelector(part)?.textContent;
  /** Returns the chosen figure, with its note if it has one, such as that it was recalculated. */
  const figure = () => {
    const head = heads[Number(row.value)];
    const cell = cellOf(Number(row.value), Number(option.value));
    const note = text(cell, ".figure-note");
    return `${head.dataset.name}「${options[Number(option.value)].dataset.option}」${text(cell, ".percent")}（${text(cell, ".cases")}）、n=${Number(head.dataset.n).toLocaleString("ja")}${note ? `（${note}）` : ""}`;
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
