// Chooses municipalities in the list, and sets the chosen ones side by side on the comparison page.
"use strict";

const LEAST = 2;
const MOST = 4;

// The list: tick two to four, then go.
for (const bar of document.querySelectorAll("[data-compare-bar]")) {
  const status = bar.querySelector("[data-compare-status]");
  const go = bar.querySelector("[data-compare-go]");
  const chosen = new Set();
  const show = () => {
    for (const box of document.querySelectorAll("[data-compare]")) {
      box.checked = chosen.has(box.dataset.compare);
      box.disabled = !box.checked && chosen.size >= MOST;
    }
    const enough = chosen.size >= LEAST;
    go.hidden = !enough;
    go.href = `${bar.dataset.compareHref}?ids=${[...chosen].sort().join(",")}`;
    status.textContent = chosen.size
      ? `${chosen.size}つ選んでいます${enough ? "。" : "。もう1つ選んでください。"}`
      : "比べたい自治体を2つから4つ選んでください。";
  };
  document.addEventListener("change", (event) => {
    const id = event.target.dataset?.compare;
    if (!id) return;
    if (event.target.checked) chosen.add(id);
    else chosen.delete(id);
    show();
  });
  document.addEventListener("facets:rendered", show);
}

// The comparison.
for (const root of document.querySelectorAll("[data-comparison]")) {
  const { element } = window.hintbook;
  const form = root.querySelector("[data-compare-form]");
  const message = root.querySelector("[data-compare-message]");
  const result = root.querySelector("[data-compare-result]");
  const all = root.querySelector("[data-compare-all]");

  // Every municipality's column: its head and its cells, row by row.
  const columns = new Map();
  let labels = [];
  for (const table of all.querySelectorAll("table")) {
    const rows = [...table.tBodies[0].rows];
    labels = rows.map((row) => row.cells[0]);
    [...table.tHead.rows[0].cells].forEach((head, index) => {
      if (head.dataset.id) columns.set(head.dataset.id, { head, cells: rows.map((row) => row.cells[index]) });
    });
  }

  const clipped = (cell) => {
    const copy = cell.cloneNode(true);
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

  const compare = (ids) => {
    const title = `${ids.map((id) => `自治体${Number(id)}`).join("、")}の比較`;
    const table = element("table", { className: "data compare compare--chosen" }, element("caption", {}, title));
    const head = table.createTHead().insertRow();
    head.append(element("th", { scope: "col" }, "項目"), ...ids.map((id) => columns.get(id).head.cloneNode(true)));
    const body = table.createTBody();
    labels.forEach((label, index) => {
      const cells = ids.map((id) => columns.get(id).cells[index]);
      const differs = new Set(cells.map((cell) => cell.textContent.trim())).size > 1;
      const row = body.insertRow();
      const name = label.cloneNode(true);
      if (differs) name.append(element("span", { className: "compare-differs" }, "違い"));
      row.dataset.differs = String(differs);
      row.append(name, ...cells.map(clipped));
    });
    const only = form.elements.differences.checked;
    for (const row of body.rows) row.hidden = only && row.dataset.differs === "false";
    return element("div", { className: "table-scroll", tabIndex: 0, role: "region", "aria-label": title }, table);
  };

  const asked = () => (new URLSearchParams(location.search).get("ids") ?? "")
    .split(",").map((id) => id.trim()).filter(Boolean);

  const show = () => {
    const wanted = asked();
    const unknown = wanted.filter((id) => !columns.has(id.padStart(2, "0")));
    const known = [...new Set(wanted.map((id) => id.padStart(2, "0")).filter((id) => columns.has(id)))];
    const ids = known.slice(0, MOST);
    const said = [];
    if (unknown.length) said.push(`「${unknown.join("」「")}」という自治体事例はありません。`);
    if (wanted.length - unknown.length > known.length) said.push("同じ自治体は1つにまとめました。");
    if (known.length > MOST) said.push(`並べられるのは${MOST}つまでです。はじめの${MOST}つを並べました。`);
    if (wanted.length && ids.length < LEAST) said.push("比べるには、もう1つ選んでください。");
    message.textContent = said.join("");
    for (const box of form.querySelectorAll("[name='ids']")) {
      box.checked = ids.includes(box.value);
      box.disabled = !box.checked && ids.length >= MOST;
    }
    const enough = ids.length >= LEAST;
    all.hidden = enough;
    result.hidden = !enough;
    const inside = result.contains(document.activeElement);
    result.replaceChildren(...(enough ? [compare(ids)] : []));
    if (inside) (result.firstElementChild ?? form.elements.differences).focus();
  };

  form.addEventListener("change", (event) => {
    if (event.target.name === "ids") {
      const ids = [...form.querySelectorAll("[name='ids']:checked")].map((box) => box.value).sort();
      try {
        history.pushState(null, "", ids.length ? `?ids=${ids.join(",")}` : location.pathname);
      } catch { /* a copy on disk may not write its address */ }
    }
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", show);
  show();
}
