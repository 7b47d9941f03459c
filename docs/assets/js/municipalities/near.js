// Orders the municipalities by their likeness to the reader's own, and says why.
"use strict";
for (const root of document.querySelectorAll("[data-near]")) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("[data-near-form]"));
  const status = /** @type {HTMLElement} */ (root.querySelector("[data-near-status]"));
  const selects = [...form.querySelectorAll("select")];
  const fields = selects.map((select) => ({
    key: select.name,
    label: select.dataset.label ?? "",
    values: [...select.options].map((option) => option.value).filter(Boolean),
    points: Number(select.dataset.points),
    ordered: "ordered" in select.dataset,
  }));
  const items = [...root.querySelectorAll("tbody tr")].map((row) => {
    const cells = [...row.querySelectorAll("td")].filter((cell) => cell.dataset.field);
    return {
      row,
      cells,
      reason: /** @type {HTMLElement} */ (row.querySelector("[data-near-reason]")),
      values: Object.fromEntries(cells.map((cell) => [cell.dataset.field ?? "", cell.dataset.value ?? ""])),
    };
  });

  /** @param {{ same: LikenessField[], near: LikenessField[] }} found */
  const words = ({ same, near }) => [
    same.length ? `${same.map(({ label }) => label).join("・")}が同じ` : "",
    near.length ? `${near.map(({ label }) => label).join("・")}が近い` : "",
  ].filter(Boolean).join("、") || "同じ項目はありません";

  const show = () => {
    const wanted = Object.fromEntries(selects.map((select) => [select.name, select.value]));
    const asked = selects.filter((select) => select.value);
    for (const cell of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-near-reason]"))) cell.hidden = !asked.length;
    for (const found of self.hintbookLikeness.order(fields, wanted, items)) {
      const { row, cells, reason } = found.item;
      reason.textContent = words(found);
      for (const cell of cells) cell.toggleAttribute("data-same", found.same.some(({ key }) => key === cell.dataset.field));
      row.parentElement?.append(row);
    }
    status.textContent = asked.length
      ? `選んだ${asked.length}項目（${asked.map((select) => select.selectedOptions[0].label).join("、")}）に近い順です。`
      : "番号の順です。";
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = query.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    show();
  };

  form.addEventListener("change", () => {
    const query = new URLSearchParams(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
    window.hintbook.rewriteAddress(query.size ? `?${query}` : location.pathname);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.hintbook.onOtherQuery(read);
  read();
}
