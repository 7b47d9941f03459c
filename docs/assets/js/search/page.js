// The search page: reads the query, shows the results, keeps the address up to date.
"use strict";
{
  const root = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));
  /** @type {(name: string) => any} */
  const find = (name) => document.querySelector(`[data-search-${name}]`);
  /** @type {HTMLFormElement} */
  const form = find("form");
  /** @type {HTMLInputElement} */
  const input = find("box");
  /** @type {HTMLElement} */
  const status = find("status");
  /** @type {HTMLDetailsElement} */
  const filters = find("filters");
  /** @type {HTMLElement} */
  const empty = find("empty");
  /** @type {HTMLButtonElement & { parentElement: HTMLElement }} */
  const more = find("more");
  /** @type {HTMLElement} */
  const start = find("start");
  /** @type {HTMLElement} */
  const named = find("named");
  /** @type {HTMLElement | null} */
  const urgent = find("urgent"); // the notice for when a life is in danger, if the site has any
  const list = /** @type {HTMLElement} */ (document.getElementById("search-results"));
  const PAGE = 20;
  const Q = self.hintbookQuery;
  /** @type {("type" | "tag")[]} */
  const FILTERS = ["type", "tag"];
  const MAX_FILTERS = 50; // values of each in an address

  const home = new URL(root.dataset.root ?? "", location.href).href;

  const { element } = self.hintbook;
  /** @param {string} url @param {...(Node | string)} children */
  const link = (url, ...children) => element("a", { href: new URL(url, home).href }, ...children);

  let request = 0; // number of the latest search: answers to earlier ones are dropped
  /** @type {SearchAnswer} */
  const NOTHING = { concepts: [], corrections: [], results: [] };
  let answer = NOTHING;
  /** @type {SearchResult[]} */
  let filtered = [];
  let shown = 0;

  const engine = self.hintbookIndex_head && new self.hintbookEngine.Engine(self.hintbookIndex_head, root.dataset);

  /** @type {(name: string) => HTMLInputElement[]} */
  const checkedBoxes = (name) => [...filters.querySelectorAll(`[name="${name}"]:checked`)].map((box) => /** @type {HTMLInputElement} */ (box));
  /** @type {Record<"type" | "tag", string[]>} ids to which the results are narrowed */
  const wanted = { type: [], tag: [] };

  /**
   * Returns a text with the words of the query marked, cut to the part with most of them.
   * @param {string} text
   * @param {number} [limit]
   */
  const marked = (text, limit) => {
    const occurrences = Q.occurrences(text, answer.concepts);
    const [from, to] = limit && text.length > limit ? excerpt(text, occurrences, limit) : [0, text.length];
    /** @type {(string | Node)[]} */
    const pieces = [from ? "…" : ""];
    let at = from;
    for (const { start: begin, end } of occurrences) {
      if (begin < at || end > to) continue;
      pieces.push(text.slice(at, begin), element("mark", {}, text.slice(begin, end)));
      at = end;
    }
    pieces.push(text.slice(at, to), to < text.length ? "…" : "");
    return pieces.filter(Boolean);
  };

  /**
   * Returns start and end of the part of a text with most words of the query.
   * @param {string} text @param {SearchOccurrence[]} occurrences @param {number} limit
   */
  const excerpt = (text, occurrences, limit) => {
    let best = { from: 0, score: 0 };
    for (const { start: begin } of occurrences) {
      const from = Math.max(0, begin - 30);
      const inside = occurrences.filter((one) => one.start >= from && one.end <= from + limit);
      const score = new Set(inside.map(({ concept }) => concept)).size + inside.length / 100;
      if (score > best.score) best = { from, score };
    }
    const from = Math.min(best.from, text.length - limit);
    return [from, Math.min(text.length, from + limit)];
  };

  /** @param {SearchText} entry */
  const item = (entry) => {
    const type = engine.typeOf(entry.number);
    const asks = entry.asked.filter((phrase) => Q.occurrences(phrase, answer.concepts).length).slice(0, 1);
    const line = element("li", { className: "search-result" },
      element("p", { className: "search-kind" }, element("span", { className: "kind" }, type.label)),
      element("h2", { className: "search-title" }, link(entry.url, ...marked(entry.title))));
    if (asks.length) line.append(element("p", { className: "search-asked" }, "「", ...marked(asks[0]), "」"));
    if (entry.body) line.append(element("p", { className: "search-snippet" }, ...marked(entry.body, 120)));
    line.append(window.hintbook.handout.button(entry.id, entry.title));
    line.dataset.entry = entry.id;
    return line;
  };

  /** @param {number} own number of the search whose results are shown */
  const showMore = async (own) => {
    const [first, next] = [shown, filtered.slice(shown, shown + PAGE)];
    shown += next.length;
    more.parentElement.hidden = shown >= filtered.length;
    more.parentElement.dataset.paper = `ほか${filtered.length - shown}件は画面で`;
    const texts = await engine.texts(next.map(({ document: number }) => number));
    if (own !== request) return;
    if (!first) list.replaceChildren();
    list.append(...texts.map(item));
  };

  /** Returns how often each id occurs. @param {string[]} ids @returns {Map<string, number>} */
  const countIds = (ids) => ids.reduce((sums, id) => sums.set(id, (sums.get(id) ?? 0) + 1), new Map());

  /**
   * Returns the checkboxes of a filter: first the checked ones, then those with most results.
   * @param {"type" | "tag"} name
   * @param {(SearchType | SearchTag)[]} values
   * @param {Map<string, number>} counts
   */
  const choices = (name, values, counts) => values
    .map((value) => ({ ...value, checked: wanted[name].includes(value.id), count: counts.get(value.id) ?? 0 }))
    .filter(({ checked, count }) => checked || count)
    .sort((a, b) => Number(b.checked) - Number(a.checked) || b.count - a.count)
    .map(({ id, label, checked, count }) => element("label", {},
      element("input", { type: "checkbox", name, value: id, checked }),
      element("span", { className: "facet-name" }, label), " ",
      element("span", { className: "count" }, count)));

  /** Narrows the results to the checked types and tags; each filter counts the results of the other. */
  const narrow = async () => {
    /** @type {Map<number, string[]>} */
    const tagged = new Map();
    if (wanted.tag.length || filters.open) {
      const { tags } = engine.head;
      const postings = await engine.postings(tags.map(({ id }) => `#${id}`));
      for (const { id } of tags) {
        for (const number of postings.get(`#${id}`)?.documents ?? []) tagged.set(number, [...(tagged.get(number) ?? []), id]);
      }
    }
    /** @param {SearchResult} result */
    const ofType = ({ document: number }) => !wanted.type.length || wanted.type.includes(engine.typeOf(number).id);
    /** @param {SearchResult} result */
    const ofTag = ({ document: number }) => wanted.tag.every((tag) => tagged.get(number)?.includes(tag));
    filtered = answer.results.filter((result) => ofType(result) && ofTag(result));
    const types = countIds(answer.results.filter(ofTag).map(({ document: number }) => engine.typeOf(number).id));
    const tags = countIds(filtered.flatMap(({ document: number }) => tagged.get(number) ?? []));
    const active = /** @type {HTMLInputElement} */ (document.activeElement);
    const focused = filters.contains(active) && active.value;
    find("types").replaceChildren(...choices("type", engine.head.types, types));
    find("tags").replaceChildren(...choices("tag", engine.head.tags, tags));
    if (focused) [...filters.querySelectorAll("input")].find(({ value }) => value === focused)?.focus();
  };

  /** Returns what the status says of the results. @param {string} query */
  const statusText = (query) => {
    if (!query) return "";
    const notice = urgent && !urgent.hidden ? "いのちに関わるときの知らせがあります。" : "";
    return `${notice}${resultText(query)}`;
  };
  /** @param {string} query */
  const resultText = (query) => {
    if (!answer.results.length) return `「${query}」に合うものは見つかりませんでした。`;
    const corrected = answer.corrections.length ? `「${answer.corrections[0]}」でも探しました。` : "";
    const narrowed = filtered.length < answer.results.length ? `${answer.results.length}件のうち` : "";
    return `「${query}」で見つかったもの: ${narrowed}${filtered.length}件。${corrected}`;
  };

  const MAX_SUGGESTIONS = 6;
  /**
   * Returns a heading and a list of links, nothing for an empty list.
   * @template T
   * @param {string} heading
   * @param {T[]} things
   * @param {(thing: T) => HTMLElement} linkTo
   */
  const suggested = (heading, things, linkTo) => (things.length ? [element("h2", {}, heading),
    element("ul", { className: "tags" }, ...things.slice(0, MAX_SUGGESTIONS).map((thing) => {
      const one = linkTo(thing);
      one.className = "tag";
      return element("li", {}, one);
    }))] : []);

  /** Shows suggestions if there is no result. @param {string} query @param {number} own */
  const showEmpty = async (query, own) => {
    empty.hidden = !query || answer.results.length > 0;
    if (empty.hidden) return;
    const { words, tags, terms } = await engine.suggestions(query);
    if (own !== request) return;
    empty.replaceChildren(
      element("p", {}, "言葉を短くする、別の言い方にする、ひらがなで書くと、見つかることがあります。"),
      ...suggested("似た言葉", words, (word) => element("a", { href: `?q=${encodeURIComponent(word)}` }, word)),
      ...suggested("近いタグ", tags, ({ label, url }) => link(url, label)),
      ...suggested("近い用語", terms, ({ label, url }) => link(url, label)),
    );
  };

  /** Shows the term that the query names, with its definition, and the tags. @param {number} own */
  const showNamed = async (own) => {
    const { term, tags } = await engine.named(answer);
    if (own !== request) return;
    /** @type {Node[]} */
    const pieces = [];
    if (term) {
      pieces.push(element("p", {}, element("span", { className: "kind" }, "用語"),
        link(term.url, element("strong", {}, term.title)), ` ${term.body}`));
    }
    if (tags.length) {
      pieces.push(element("p", {}, element("span", { className: "kind" }, "タグ"), ...tags.flatMap((tag) =>
        [link(tag.url, `「${tag.label}」の付いた項目`), " "])));
    }
    named.replaceChildren(...pieces);
    named.hidden = !pieces.length;
  };

  /**
   * Shows the answer to a query: a new one from `ask`, or the last one.
   * @param {string} query
   * @param {() => SearchAnswer | Promise<SearchAnswer>} [ask]
   */
  const show = async (query, ask) => {
    request += 1;
    const own = request;
    list.dataset.state = "busy";
    try {
      const found = ask ? await ask() : answer;
      if (own !== request) return;
      answer = found;
      await narrow();
      if (own !== request) return;
      shown = 0;
      if (!filtered.length) list.replaceChildren();
      await Promise.all([showMore(own), showEmpty(query, own), showNamed(own)]);
      if (own !== request) return;
      if (filters.hidden && answer.results.length && matchMedia("(min-width: 1000px)").matches) filters.open = true;
      filters.hidden = !answer.results.length;
      start.hidden = answer.results.length > 0;
      status.textContent = statusText(query);
      find("show").textContent = `${filtered.length}件を見る`;
      list.dataset.state = "done";
    } catch {
      if (own === request) failed();
    }
  };

  const search = () => {
    const query = input.value.trim();
    if (urgent) urgent.hidden = !self.hintbookUrgent.isUrgent(query, JSON.parse(urgent.dataset.words ?? ""));
    return show(query, async () => (query ? engine.find(query) : NOTHING));
  };

  const failed = () => {
    status.textContent = "検索に使うファイルを読み込めませんでした。ページを読み込み直してください。";
    list.dataset.state = "failed";
  };

  const address = () => {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set("q", input.value.trim());
    for (const name of FILTERS) if (wanted[name].length) query.set(name, wanted[name].join(","));
    const text = query.toString().replaceAll("%2C", ",");
    return text ? `?${text}` : location.pathname;
  };
  /** @param {"pushState" | "replaceState"} method */
  const write = (method) => {
    try { history[method](null, "", address()); } catch { /* a copy on disk may not write its address */ }
  };
  const read = () => {
    const query = new URLSearchParams(location.search);
    input.value = (query.get("q") ?? "").slice(0, input.maxLength);
    for (const name of FILTERS) wanted[name] = (query.get(name) ?? "").split(",", MAX_FILTERS).filter(Boolean);
    settled = true;
    search();
  };

  let settled = true; // whether the next change makes a new entry in the history
  let waiting = 0;
  const typed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      write(settled ? "pushState" : "replaceState");
      settled = false;
      search();
    }, 120);
  };
  input.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event)).isComposing) typed(); });
  input.addEventListener("compositionend", typed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    write(settled ? "pushState" : "replaceState");
    settled = true;
    search();
  });
  filters.addEventListener("change", () => {
    for (const name of FILTERS) wanted[name] = checkedBoxes(name).map((box) => box.value);
    write("pushState");
    show(input.value.trim());
  });
  find("show").addEventListener("click", () => {
    filters.open = false;
    status.focus();
  });
  filters.addEventListener("toggle", () => { if (filters.open) narrow().catch(failed); });
  more.addEventListener("click", async () => {
    const first = shown;
    await showMore(request).catch(failed);
    list.children[first]?.querySelector("a")?.focus();
  });
  // The arrow keys move the focus from the box through the results and back.
  document.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    /** @type {(HTMLElement | null)[]} */
    const stops = [input, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("h2 a"))];
    const at = stops.indexOf(/** @type {HTMLElement | null} */ (document.activeElement));
    if (at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step]?.focus();
  });
  addEventListener("popstate", read);
  if (engine) read();
  else failed();
}
