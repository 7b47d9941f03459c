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
  const { element } = window.hintbook;
  const SHOWN = 50;
  const find = (name) => root.querySelector(`[data-${name}]`);
  const form = find("facet-form");
  const status = find("facet-status");
  const activeList = find("facet-active");
  const empty = find("facet-empty");
  const results = find("facet-results");
  const more = find("facet-more");
  const groups = find("facet-groups");
  const panel = find("facet-panel");
  const template = emptyListLike(groups.querySelector("[data-item]"));

  const facets = [...form.querySelectorAll("[data-facet]")].map((group, index) => ({
    bit: 1 << index,
    id: group.dataset.facet,
    label: group.querySelector("summary").textContent.trim(),
    values: [...group.querySelectorAll("input")].map((input) => ({
      id: input.value,
      input,
      line: input.closest("li"),
      count: input.closest("li").querySelector("[data-count]"),
      label: input.closest("label").querySelector(".facet-name").textContent,
    })),
  }));
  // Every value of every facet by its number: an item is the list of its values' numbers.
  const values = facets.flatMap((facet) => facet.values.map((value) => ({ facet, ...value })));
  const numbers = new Map(values.map((value, number) => [`${value.facet.id}:${value.id}`, number]));

  const seen = new Set();
  const items = [];
  for (const line of groups.querySelectorAll("[data-item]")) {
    if (seen.has(line.dataset.entry)) continue;
    seen.add(line.dataset.entry);
    const own = new Set(line.dataset.values.split(" ").map((pair) => numbers.get(pair)));
    own.delete(undefined);
    items.push({ line, values: [...own], title: line.querySelector("a").textContent });
  }
  const collator = new Intl.Collator("ja");
  items.sort((a, b) => collator.compare(a.title, b.title));

  let shown = SHOWN;
  let matches = [];

  const chosen = () => facets
    .map((facet) => ({ facet, values: facet.values.filter((value) => value.input.checked) }))
    .filter((choice) => choice.values.length);

  // Each item is looked at once: how many of the chosen values it has, and which facets it fails.
  // A value's count follows the other facets: it takes in items that fail its own facet only.
  const filter = (choices) => {
    const wanted = choices.reduce((bits, { facet }) => bits | facet.bit, 0);
    const isChosen = Uint8Array.from(values, (value) => Number(value.input.checked));
    const bits = Int32Array.from(values, (value) => value.facet.bit);
    const counts = new Uint32Array(values.length);
    const rescued = new Map(choices.map(({ facet }) => [facet.bit, 0])); // would fit but for it
    const found = [];
    for (const item of items) {
      let hits = 0;
      let met = 0;
      for (const number of item.values) {
        if (isChosen[number]) { hits += 1; met |= bits[number]; }
      }
      const failed = wanted & ~met;
      if (failed & (failed - 1)) continue; // two facets or more
      if (failed) rescued.set(failed, rescued.get(failed) + 1);
      else found.push({ item, hits });
      for (const number of item.values) if (!failed || bits[number] === failed) counts[number] += 1;
    }
    found.sort((a, b) => b.hits - a.hits); // a stable sort: equal ones stay by title
    return { counts, rescued, matches: found.map(({ item }) => item) };
  };

  const firstFound = () => (results.hidden ? groups : results).querySelector("[data-item] a");

  // A button that goes with what it takes away: `next` finds where the reader goes on.
  const removal = (dropped, text, next, properties = {}) => {
    const button = element("button", { type: "button", ...properties }, text);
    button.addEventListener("click", () => {
      for (const value of dropped) value.input.checked = false;
      changed();
      (next() ?? panel.querySelector("summary")).focus();
    });
    return button;
  };

  const showActive = (choices) => {
    const chips = choices.flatMap((choice) => choice.values.map((value) => removal(
      [value], value.label, () => activeList.querySelector("button"),
      { "aria-label": `条件「${choice.facet.label}: ${value.label}」を外す` },
    )));
    if (chips.length > 1) {
      const every = choices.flatMap((choice) => choice.values);
      chips.push(removal(every, "すべて外す", () => null, { className: "facet-clear" }));
    }
    activeList.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
    activeList.hidden = !chips.length;
  };

  const showEmpty = (choices, rescued) => {
    const lines = choices
      .map((choice) => ({ ...choice, count: rescued.get(choice.facet.bit) }))
      .sort((a, b) => b.count - a.count);
    const helping = lines.filter((line) => line.count);
    const message = helping.length
      ? "条件のすべてに合うものはありません。どれかを外すと見つかります。"
      : "条件に合うものはありません。条件をいくつか外してください。";
    const buttons = helping.map(({ facet, values: dropped, count }) => {
      const names = dropped.map((value) => `「${value.label}」`).join("");
      return removal(dropped, `${facet.label}の${names}を外す（${count}件）`, firstFound);
    });
    empty.replaceChildren(element("p", {}, message),
      element("ul", {}, ...buttons.map((button) => element("li", {}, button))));
  };

  const showMatches = () => {
    const list = template.cloneNode(true);
    (list.tBodies?.[0] ?? list)
      .append(...matches.slice(0, shown).map(({ line }) => line.cloneNode(true)));
    results.replaceChildren(list);
    const rest = matches.length - shown;
    more.parentElement.hidden = rest <= 0;
    more.textContent = `残り${rest}件を続けて表示`;
  };

  const render = () => {
    const choices = chosen();
    const found = filter(choices);
    matches = found.matches;
    values.forEach(({ input, line, count }, number) => {
      const now = String(found.counts[number]);
      if (count.textContent !== now) count.textContent = now;
      line.classList.toggle("facet-none", now === "0" && !input.checked);
    });
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
      for (const { id, input } of facet.values) input.checked = wanted.has(id);
      if (query.has(facet.id)) form.querySelector(`[data-facet="${facet.id}"]`).open = true;
    }
    shown = SHOWN;
    render();
  };

  const changed = () => {
    const query = new URLSearchParams(location.search);
    for (const facet of facets) query.delete(facet.id);
    for (const choice of chosen()) {
      query.set(choice.facet.id, choice.values.map((value) => value.id).join(","));
    }
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
    results.querySelectorAll("[data-item]")[first]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    const focused = document.activeElement;
    read();
    const gone = !focused?.getClientRects().length;
    if (gone) (firstFound() ?? panel.querySelector("summary")).focus({ preventScroll: true });
  });
  if (matchMedia("(max-width: 999px)").matches) panel.open = false;
  root.classList.add("facets--ready");
  read();
}
