// Filters a list by facets.  The page holds the whole list; every item says its values in
// data-values ("theme:visit who:centre").  The state stands in the query string.
"use strict";

// A list, or a table with its head, such as the one the item stands in, without items.
const emptyListLike = (item) => {
  const table = item?.closest("table");
  if (!table) return item?.parentElement.cloneNode(false);
  const empty = table.cloneNode(true);
  empty.tBodies[0].replaceChildren();
  return empty;
};

for (const root of document.querySelectorAll("[data-facets]")) {
  const SHOWN = 50;
  const find = (name) => root.querySelector(`[data-${name}]`);
  const form = find("facet-form");
  const status = find("facet-status");
  const activeList = find("facet-active");
  const empty = find("facet-empty");
  const results = find("facet-results");
  const more = find("facet-more");
  const groups = find("facet-groups");
  const template = emptyListLike(groups.querySelector("[data-item]"));

  const facets = [...form.querySelectorAll("[data-facet]")].map((element) => ({
    id: element.dataset.facet,
    label: element.querySelector("summary").textContent.trim(),
    values: new Map([...element.querySelectorAll("input")].map((input) => [input.value, {
      input,
      count: input.closest("li").querySelector("[data-count]"),
      label: input.closest("label").querySelector(".facet-name").textContent,
    }])),
  }));

  const seen = new Set();
  const items = [];
  for (const element of groups.querySelectorAll("[data-item]")) {
    if (seen.has(element.dataset.entry)) continue;
    seen.add(element.dataset.entry);
    const values = Object.fromEntries(facets.map((facet) => [facet.id, []]));
    for (const pair of element.dataset.values.split(" ")) {
      const colon = pair.indexOf(":");
      values[pair.slice(0, colon)]?.push(pair.slice(colon + 1));
    }
    items.push({ element, values, title: element.querySelector("a").textContent });
  }
  const collator = new Intl.Collator("ja");
  items.sort((a, b) => collator.compare(a.title, b.title));

  let shown = SHOWN;
  let matches = [];

  const chosen = () => facets
    .map((facet) => ({ facet, values: [...facet.values].filter(([, v]) => v.input.checked).map(([id]) => id) }))
    .filter((choice) => choice.values.length);

  // Each item is looked at once: how many of the chosen values it has, and which facets it fails.
  const filter = (choices) => {
    const counts = new Map(facets.map((facet) => [facet.id, new Map()]));
    const found = [];
    const rescued = new Map(); // facet → how many items fit but for this facet
    for (const item of items) {
      let hits = 0;
      let failed = null;
      let failures = 0;
      for (const { facet, values } of choices) {
        const own = item.values[facet.id];
        const here = values.reduce((sum, value) => sum + own.includes(value), 0);
        if (here) hits += here;
        else { failures += 1; failed = facet.id; if (failures > 1) break; }
      }
      if (failures > 1) continue;
      if (failures) rescued.set(failed, (rescued.get(failed) ?? 0) + 1);
      else found.push({ item, hits });
      for (const facet of facets) {
        if (failures && facet.id !== failed) continue;
        const count = counts.get(facet.id);
        for (const value of item.values[facet.id]) count.set(value, (count.get(value) ?? 0) + 1);
      }
    }
    found.sort((a, b) => b.hits - a.hits); // a stable sort: equal ones stay by title
    return { counts, rescued, matches: found.map(({ item }) => item) };
  };

  const removal = (facet, ids, text, then) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      for (const id of ids) facet.values.get(id).input.checked = false;
      changed();
      then?.();
    });
    return button;
  };

  const showActive = (choices) => {
    const chips = choices.flatMap(({ facet, values }) => values.map((id) => {
      const chip = document.createElement("li");
      const button = removal(facet, [id], facet.values.get(id).label, () => {
        (activeList.querySelector("button") ?? form.querySelector("input")).focus();
      });
      button.setAttribute("aria-label", `条件「${facet.label}: ${facet.values.get(id).label}」を外す`);
      chip.append(button);
      return chip;
    }));
    if (chips.length > 1) {
      const chip = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "facet-clear";
      button.textContent = "すべて外す";
      button.addEventListener("click", () => {
        form.reset();
        for (const input of form.querySelectorAll("input:checked")) input.checked = false;
        changed();
        form.querySelector("input").focus();
      });
      chip.append(button);
      chips.push(chip);
    }
    activeList.replaceChildren(...chips);
    activeList.hidden = !chips.length;
  };

  const showEmpty = (choices, rescued) => {
    const lines = choices
      .map((choice) => ({ ...choice, count: rescued.get(choice.facet.id) ?? 0 }))
      .sort((a, b) => b.count - a.count);
    const message = document.createElement("p");
    const helping = lines.filter((line) => line.count);
    message.textContent = helping.length
      ? "条件のすべてに合うものはありません。どれかを外すと見つかります。"
      : "条件に合うものはありません。条件をいくつか外してください。";
    const list = document.createElement("ul");
    for (const { facet, values, count } of helping) {
      const names = values.map((id) => `「${facet.values.get(id).label}」`).join("");
      const line = document.createElement("li");
      line.append(removal(facet, values, `${facet.label}の${names}を外す（${count}件）`));
      list.append(line);
    }
    empty.replaceChildren(message, list);
  };

  const showMatches = () => {
    const list = template.cloneNode(true);
    (list.tBodies?.[0] ?? list)
      .append(...matches.slice(0, shown).map(({ element }) => element.cloneNode(true)));
    results.replaceChildren(list);
    const rest = matches.length - shown;
    more.parentElement.hidden = rest <= 0;
    more.textContent = `残り${rest}件を続けて表示`;
  };

  const render = () => {
    const choices = chosen();
    const found = filter(choices);
    matches = found.matches;
    for (const facet of facets) {
      for (const [id, { input, count }] of facet.values) {
        const number = found.counts.get(facet.id).get(id) ?? 0;
        if (count.textContent !== String(number)) count.textContent = number;
        input.closest("li").classList.toggle("facet-none", !number && !input.checked);
      }
    }
    showActive(choices);
    const filtering = choices.length > 0;
    groups.hidden = filtering;
    results.hidden = !filtering || !matches.length;
    empty.hidden = !filtering || matches.length > 0;
    more.parentElement.hidden = true;
    if (!empty.hidden) showEmpty(choices, found.rescued);
    if (!results.hidden) showMatches();
    status.textContent = filtering ? `${items.length}件のうち${matches.length}件` : `${items.length}件`;
    root.dispatchEvent(new CustomEvent("facets:rendered", { bubbles: true }));
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const facet of facets) {
      const wanted = new Set((query.get(facet.id) ?? "").split(","));
      for (const [id, { input }] of facet.values) input.checked = wanted.has(id);
      if (query.has(facet.id)) form.querySelector(`[data-facet="${facet.id}"]`).open = true;
    }
    shown = SHOWN;
    render();
  };

  const changed = () => {
    const query = new URLSearchParams(location.search);
    for (const facet of facets) query.delete(facet.id);
    for (const { facet, values } of chosen()) query.set(facet.id, values.join(","));
    const text = query.toString().replaceAll("%2C", ",");
    try {
      history.pushState(null, "", (text ? `?${text}` : location.pathname) + location.hash);
    } catch { /* a copy on disk may not write its address: the list works all the same */ }
    shown = SHOWN;
    render();
  };

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    const first = shown;
    shown += SHOWN;
    showMatches();
    results.querySelectorAll("[data-item] a")[first]?.focus();
  });
  addEventListener("popstate", read);
  if (matchMedia("(max-width: 999px)").matches) find("facet-panel").open = false;
  read();
}
