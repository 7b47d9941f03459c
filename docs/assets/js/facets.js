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

  const facets = [...form.querySelectorAll("[data-facet]")].map((element, index) => ({
    bit: 1 << index,
    id: element.dataset.facet,
    label: element.querySelector("summary").textContent.trim(),
    values: [...element.querySelectorAll("input")].map((input) => ({
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
  for (const element of groups.querySelectorAll("[data-item]")) {
    if (seen.has(element.dataset.entry)) continue;
    seen.add(element.dataset.entry);
    const own = new Set(element.dataset.values.split(" ").map((pair) => numbers.get(pair)));
    own.delete(undefined);
    items.push({ element, values: [...own], title: element.querySelector("a").textContent });
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

  const removal = (dropped, text, then) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      for (const value of dropped) value.input.checked = false;
      changed();
      then?.();
    });
    return button;
  };

  const showActive = (choices) => {
    const chips = choices.flatMap((choice) => choice.values.map((value) => {
      const chip = document.createElement("li");
      const button = removal([value], value.label, () => {
        (activeList.querySelector("button") ?? form.querySelector("input")).focus();
      });
      button.setAttribute("aria-label", `条件「${choice.facet.label}: ${value.label}」を外す`);
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
      .map((choice) => ({ ...choice, count: rescued.get(choice.facet.bit) }))
      .sort((a, b) => b.count - a.count);
    const message = document.createElement("p");
    const helping = lines.filter((line) => line.count);
    message.textContent = helping.length
      ? "条件のすべてに合うものはありません。どれかを外すと見つかります。"
      : "条件に合うものはありません。条件をいくつか外してください。";
    const list = document.createElement("ul");
    for (const { facet, values: dropped, count } of helping) {
      const names = dropped.map((value) => `「${value.label}」`).join("");
      const line = document.createElement("li");
      line.append(removal(dropped, `${facet.label}の${names}を外す（${count}件）`));
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
    results.querySelectorAll("[data-item] a")[first]?.focus();
  });
  addEventListener("popstate", read);
  if (matchMedia("(max-width: 999px)").matches) find("facet-panel").open = false;
  read();
}
