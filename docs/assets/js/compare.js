// Chooses municipalities in the list, and compares the chosen ones on the comparison page.
"use strict";

const MIN_COMPARED = 2;
const MAX_COMPARED = 4;
const FULL = `選べるのは${MAX_COMPARED}つまでです。`;
// Of what an address asks for.
const MAX_REQUESTED = 20;
const MAX_ID = 20; // characters

// The list
for (const bar of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-compare-bar]"))) {
  const status = /** @type {HTMLElement} */ (bar.querySelector("[data-compare-status]"));
  const go = /** @type {HTMLAnchorElement} */ (bar.querySelector("[data-compare-go]"));
  /** @type {Set<string>} */
  const chosen = new Set();
  const show = () => {
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-compare]"))) {
      box.checked = chosen.has(box.dataset.compare ?? "");
      box.disabled = !box.checked && chosen.size >= MAX_COMPARED;
    }
    const enough = chosen.size >= MIN_COMPARED;
    go.hidden = !enough;
    go.href = `${bar.dataset.compareHref}?ids=${[...chosen].sort().join(",")}`;
    status.textContent = chosen.size
      ? `${chosen.size}つ選んでいます。${enough ? "" : "もう1つ選んでください。"}${chosen.size === MAX_COMPARED ? FULL : ""}`
      : "比べたい自治体を2つから4つ選んでください。";
  };
  document.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    const id = box.dataset?.compare;
    if (!id) return;
    if (box.checked) chosen.add(id);
    else chosen.delete(id);
    show();
  });
  document.addEventListener("facets:rendered", show);
  show();
}

// The comparison.
for (const root of document.querySelectorAll("[data-comparison]")) {
  const { element, onOtherQuery, rewriteAddress } = window.hintbook;
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-compare-${name}]`);
  /** @type {HTMLFormElement} */
  const form = find("form");
  /** @type {HTMLElement} */
  const message = find("message");
  /** @type {HTMLElement} */
  const result = find("result");
  /** @type {HTMLElement} */
  const all = find("all");
  /** @type {HTMLInputElement} */
  const onlyDifferences = /** @type {any} */ (form.elements).differences;

  /** @type {Map<string, { head: Element, cells: HTMLElement[] }>} the column of each municipality */
  const columns = new Map();
  /** @type {HTMLElement[]} */
  let labels = [];
  for (const table of all.querySelectorAll("table")) {
    const rows = [...table.tBodies[0].rows];
    labels = rows.map((row) => row.cells[0]);
    [...(table.tHead?.rows[0].cells ?? [])].forEach((head, index) => {
      if (head.dataset.id) columns.set(head.dataset.id, { head, cells: rows.map((row) => row.cells[index]) });
    });
  }

  /** Returns a copy of a cell; a long text is cut, with a button to show the rest. @param {HTMLElement} cell */
  const clipped = (cell) => {
    const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
    if (copy.textContent.length < 220) return copy;
    const more = element("button", { type: "button", className: "compare-more", "aria-expanded": "false" }, "続きを読む");
    const text = element("div", { className: "compare-clip" }, ...copy.childNodes);
    more.addEventListener("click", () => {
      const open = text.classList.toggle("compare-open");
      more.setAttribute("aria-expanded", String(open));
      more.textContent = open ? "たたむ" : "続きを読む";
    });
    copy.replaceChildren(text, more);
    return copy;
  };

  /** Returns the table that compares municipalities. @param {string[]} ids */
  const compare = (ids) => {
    const chosen = ids.map((id) => columns.get(id)).filter((column) => column !== undefined);
    const title = `${ids.map((id) => `自治体${Number(id)}`).join("、")}の比較`;
    const table = element("table", { className: "data compare compare--chosen" }, element("caption", {}, title));
    const head = table.createTHead().insertRow();
    head.append(element("th", { scope: "col" }, "項目"), ...chosen.map((column) => column.head.cloneNode(true)));
    const body = table.createTBody();
    labels.forEach((label, index) => {
      const cells = chosen.map((column) => column.cells[index]);
      const differs = new Set(cells.map((cell) => cell.textContent.trim())).size > 1;
      // Free texts always differ: the mark is for values of a few kinds.
      const kinds = new Set(cells.map((cell) => cell.dataset.kind));
      const row = body.insertRow();
      const name = /** @type {HTMLElement} */ (label.cloneNode(true));
      if (kinds.size > 1) name.append(element("span", { className: "compare-differs" }, "違い"));
      row.dataset.differs = String(differs);
      row.append(name, ...cells.map(clipped));
    });
    for (const row of body.rows) row.hidden = onlyDifferences.checked && row.dataset.differs === "false";
    return element("div", { className: "table-scroll", tabIndex: 0, role: "region", "aria-label": title }, table);
  };

  /** Returns the ids in the address. */
  const requested = () => (new URLSearchParams(location.search).get("ids") ?? "")
    .split(",", MAX_REQUESTED).map((id) => id.trim().slice(0, MAX_ID)).filter(Boolean);

  // The ids asked for, also where the address cannot be written
  let wanted = requested();
  const show = () => {
    const unknown = wanted.filter((id) => !columns.has(id.padStart(2, "0")));
    const known = [...new Set(wanted.map((id) => id.padStart(2, "0")).filter((id) => columns.has(id)))];
    const ids = known.slice(0, MAX_COMPARED);
    const remarks = [];
    if (unknown.length) remarks.push(`「${unknown.join("」「")}」という自治体事例はありません。`);
    if (wanted.length - unknown.length > known.length) remarks.push("同じ自治体は1つにまとめました。");
    if (known.length > MAX_COMPARED) remarks.push(`並べられるのは${MAX_COMPARED}つまでです。はじめの${MAX_COMPARED}つを並べました。`);
    if (wanted.length && ids.length < MIN_COMPARED) remarks.push("比べるには、もう1つ選んでください。");
    if (known.length === MAX_COMPARED) remarks.push(FULL);
    message.textContent = remarks.join("");
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name='ids']"))) {
      box.checked = ids.includes(box.value);
      box.disabled = !box.checked && ids.length >= MAX_COMPARED;
    }
    const enough = ids.length >= MIN_COMPARED;
    all.hidden = enough;
    result.hidden = !enough;
    const hadFocus = result.contains(document.activeElement);
    const compared = enough ? [compare(ids)] : [];
    result.replaceChildren(...compared);
    if (hadFocus) (compared[0] ?? onlyDifferences).focus();
  };

  form.addEventListener("change", (event) => {
    if (/** @type {HTMLInputElement} */ (event.target).name === "ids") {
      const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name='ids']:checked"));
      wanted = [...boxes].map((box) => box.value).sort();
      rewriteAddress(wanted.length ? `?ids=${wanted.join(",")}` : location.pathname, { push: true });
    }
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  onOtherQuery(() => {
    wanted = requested();
    show();
  });
  show();
}
