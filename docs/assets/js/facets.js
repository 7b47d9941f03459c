// Filters a list by facets.  The page has the whole list; each item has its values in data-values
// ("theme:visit who:centre").  The chosen values are in the query string.
"use strict";

/**
 * Returns a copy of the list or the table that contains an item, without items.
 * @param {Element | null} item
 * @returns {any}
 */
const emptyListLike = (item) => {
  const table = item?.closest("table");
  if (!table) return item?.parentElement?.cloneNode(false);
  const empty = /** @type {HTMLTableElement} */ (table.cloneNode(true));
  empty.tBodies[0].replaceChildren();
  return empty;
};

for (const root of document.querySelectorAll("[data-facets]")) {
  const { element, onOtherQuery, rewriteAddress } = window.hintbook;
  const SHOWN = 50;
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-${name}]`);
  /** @type {HTMLFormElement} */
  const form = find("facet-form");
  /** @type {HTMLElement} */
  const status = find("facet-status");
  /** @type {HTMLButtonElement} */
  const show = find("facet-show");
  /** @type {HTMLElement} */
  const activeList = find("facet-active");
  /** @type {HTMLElement} */
  const empty = find("facet-empty");
  /** @type {HTMLElement} */
  const results = find("facet-results");
  /** @type {HTMLButtonElement & { parentElement: HTMLElement }} */
  const more = find("facet-more");
  /** @type {HTMLElement} */
  const groups = find("facet-groups");
  /** @type {HTMLDetailsElement & { querySelector(selector: "summary"): HTMLElement }} */
  const panel = find("facet-panel");
  const template = emptyListLike(groups.querySelector("[data-item]"));

  /** @typedef {{ id: string, input: HTMLInputElement, line: HTMLElement, count: HTMLElement, label: string }} Value */
  /** @typedef {{ bit: number, id: string, label: string, values: Value[] }} Facet */
  /** @typedef {{ facet: Facet, values: Value[] }} Choice the chosen values of a facet */
  /** @typedef {{ line: Element, values: number[], title: string }} Item an entry with the numbers of its values */

  /** @type {Facet[]} */
  const facets = [...form.querySelectorAll("[data-facet]")].map((/** @type {any} */ group, index) => ({
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
  // All values of all facets; a value's number is its index here.
  const values = facets.flatMap((facet) => facet.values.map((value) => ({ facet, ...value })));
  const numbers = new Map(values.map((value, number) => [`${value.facet.id}:${value.id}`, number]));

  const seen = new Set();
  /** @type {Item[]} */
  const items = [];
  for (const line of /** @type {NodeListOf<any>} */ (groups.querySelectorAll("[data-item]"))) {
    if (seen.has(line.dataset.entry)) continue;
    seen.add(line.dataset.entry);
    /** @type {string[]} */
    const pairs = line.dataset.values.split(" ");
    const own = new Set(pairs.map((pair) => numbers.get(pair)).filter((number) => number !== undefined));
    items.push({ line, values: [...own], title: line.querySelector("a").textContent });
  }
  const collator = new Intl.Collator("ja", { numeric: true });
  items.sort((a, b) => collator.compare(a.title, b.title));

  let shown = SHOWN;
  /** @type {Item[]} */
  let matches = [];

  const chosen = () => facets
    .map((facet) => ({ facet, values: facet.values.filter((value) => value.input.checked) }))
    .filter((choice) => choice.values.length);

  /**
   * Returns the items that fit, those with most chosen values first; for each value the number of
   * items that fit all other facets; for each facet how many items would fit without it.
   * @param {Choice[]} choices
   */
  const filter = (choices) => {
    const wanted = choices.reduce((bits, { facet }) => bits | facet.bit, 0);
    const isChosen = Uint8Array.from(values, (value) => Number(value.input.checked));
    const bits = Int32Array.from(values, (value) => value.facet.bit);
    const counts = new Uint32Array(values.length);
    const rescued = new Map(choices.map(({ facet }) => [facet.bit, 0]));
    const found = [];
    for (const item of items) {
      let hits = 0;
      let met = 0;
      for (const number of item.values) {
        if (isChosen[number]) { hits += 1; met |= bits[number]; }
      }
      const failed = wanted & ~met;
      if (failed & (failed - 1)) continue; // two facets or more
      if (failed) rescued.set(failed, (rescued.get(failed) ?? 0) + 1);
      else found.push({ item, hits });
      for (const number of item.values) if (!failed || bits[number] === failed) counts[number] += 1;
    }
    found.sort((a, b) => b.hits - a.hits); // stable: items with as many hits stay sorted by title
    return { counts, rescued, matches: found.map(({ item }) => item) };
  };

  /** @returns {HTMLElement | null} */
  const firstFound = () => (results.hidden ? groups : results).querySelector("[data-item] a");

  /**
   * Returns a button that drops values; `next` returns what gets the focus then.
   * @param {Value[]} dropped
   * @param {string} text
   * @param {() => HTMLElement | null} next
   * @param {Record<string, string>} properties
   */
  const removal = (dropped, text, next, properties = {}) => {
    const button = element("button", { type: "button", ...properties }, text);
    button.addEventListener("click", () => {
      for (const value of dropped) value.input.checked = false;
      changed();
      (next() ?? panel.querySelector("summary")).focus();
    });
    return button;
  };

  /** @param {Choice[]} choices */
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

  /** @param {Choice[]} choices @param {Map<number, number>} rescued */
  const showEmpty = (choices, rescued) => {
    const lines = choices
      .map((choice) => ({ ...choice, count: rescued.get(choice.facet.bit) ?? 0 }))
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
    more.parentElement.dataset.paper = `ほか${rest}件は画面で`;
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
    show.textContent = `${filtering ? matches.length : items.length}件を見る`;
    root.dispatchEvent(new CustomEvent("facets:rendered", { bubbles: true }));
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const facet of facets) {
      const wanted = new Set((query.get(facet.id) ?? "").split(",", values.length));
      for (const { id, input } of facet.values) input.checked = wanted.has(id);
      if (query.has(facet.id)) /** @type {HTMLDetailsElement} */ (form.querySelector(`[data-facet="${facet.id}"]`)).open = true;
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
    rewriteAddress((text ? `?${text}` : location.pathname) + location.hash, { push: true });
    shown = SHOWN;
    render();
  };

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  show.addEventListener("click", () => {
    panel.open = false;
    status.focus({ preventScroll: true });
    root.scrollIntoView();
  });
  more.addEventListener("click", () => {
    const first = shown;
    shown += SHOWN;
    showMatches();
    results.querySelectorAll("[data-item]")[first]?.querySelector("a")?.focus();
  });
  onOtherQuery(() => {
    const focused = document.activeElement;
    read();
    const gone = !focused?.getClientRects().length;
    if (gone) (firstFound() ?? panel.querySelector("summary")).focus({ preventScroll: true });
  });
  if (matchMedia("(max-width: 999px)").matches) panel.open = false;
  root.classList.add("facets--ready");
  read();
}
