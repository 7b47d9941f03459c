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
  // The notice for when a life is in danger, if the site has any
  /** @type {HTMLElement | null} */
  const urgent = find("urgent");
  /** @type {HTMLDetailsElement} */
  const nearby = find("nearby");
  const list = /** @type {HTMLElement} */ (document.getElementById("search-results"));
  const PAGE = 20;
  /** @type {("type" | "tag")[]} */
  const FILTERS = ["type", "tag"];
  // Values of each in an address, at most
  const MAX_FILTERS = 50;

  const home = new URL(root.dataset.root ?? "", location.href).href;

  const { element, lines, onOtherQuery, rewriteAddress } = self.hintbook;
  /** @param {string} url @param {...(Node | string)} children */
  const link = (url, ...children) => element("a", { href: new URL(url, home).href }, ...children);

  const NOWHERE = { shown: 0, top: 0 };
  // The place that the reader left and comes back to
  let returning = NOWHERE;
  // Number of the latest search: answers to earlier ones are dropped
  let request = 0;
  /** @type {SearchAnswer} */
  const NOTHING = {
    plan: { typed: "", text: "", units: [], concepts: [], pairs: [], words: "" }, corrections: [], results: [], nearby: [], named: [],
  };
  let answer = NOTHING;
  /** @type {SearchResult[]} */
  let filtered = [];
  /** @type {SearchResult[]} those of `answer.nearby` that the filters leave */
  let further = [];
  let shown = 0;

  /** @type {SearchEngine} */
  let engine;
  /** Returns the engine; the index is loaded once there is something to look for. */
  const ready = async () => {
    await self.hintbook.run(`${root.dataset.index}head.js`);
    engine ??= new self.hintbookEngine.Engine(self.hintbookIndex_head, root.dataset);
    return engine;
  };

  /** @type {(name: string) => HTMLInputElement[]} */
  const checkedBoxes = (name) => [...filters.querySelectorAll(`[name="${name}"]:checked`)].map((box) => /** @type {HTMLInputElement} */ (box));
  /** @type {Record<"type" | "tag", string[]>} ids to which the results are narrowed */
  const wanted = { type: [], tag: [] };

  /**
   * Returns a text with the words of the query marked, cut to the part with most of them.
   * @param {string} text
   * @param {{ limit?: number, breaks?: number[] }} [how] `limit`: characters of the part, `breaks`: where lines may break
   */
  const marked = (text, { limit, breaks = [] } = {}) => {
    const occurrences = engine.occurrences(text, answer.plan);
    const [from, to] = limit && text.length > limit ? excerpt(text, occurrences, limit) : [0, text.length];
    /** @type {(string | Node)[]} */
    const pieces = [from ? "…" : ""];
    let at = from;
    for (const { start: begin, end } of occurrences) {
      if (begin < at || end > to) continue;
      pieces.push(...lines(text, breaks, at, begin), element("mark", {}, ...lines(text, breaks, begin, end)));
      at = end;
    }
    pieces.push(...lines(text, breaks, at, to), to < text.length ? "…" : "");
    return pieces.filter(Boolean);
  };

  /**
   * Returns start and end of the part of a text with most words of the query.
   * @param {string} text @param {SearchOccurrence[]} occurrences @param {number} limit
   */
  const excerpt = (text, occurrences, limit) => {
    let best = { from: 0, score: 0 };
    for (const { start: begin } of occurrences) {
      const from = sentenceStart(text, begin);
      const inside = occurrences.filter((one) => one.start >= from && one.end <= from + limit);
      const score = new Set(inside.map(({ concept }) => concept)).size + inside.length / 100;
      if (score > best.score) best = { from, score };
    }
    const { from } = best;
    return [from, Math.min(text.length, from + limit)];
  };
  // Characters shown before the first word, at most
  const BEFORE = 40;
  /** Returns where the sentence at an index begins, or a place near it. @param {string} text @param {number} at */
  const sentenceStart = (text, at) => {
    const start = Math.max(text.lastIndexOf("。", at - 1), text.lastIndexOf("\n", at - 1)) + 1;
    return at - start > BEFORE ? at - BEFORE : start;
  };

  /** @param {SearchText} entry */
  const item = (entry) => {
    const type = engine.typeOf(entry.number);
    const asks = entry.asked.filter((phrase) => engine.occurrences(phrase, answer.plan).length).slice(0, 1);
    const line = element("li", { className: "search-result" },
      element("p", { className: "search-kind" }, element("span", { className: "kind" }, type.label)),
      element("h2", { className: "search-title" },
        link(entry.url, element("span", { className: "phrases" }, ...marked(entry.title, { breaks: entry.breaks })))));
    if (asks.length) line.append(element("p", { className: "search-asked" }, "「", ...marked(asks[0]), "」"));
    if (entry.body) line.append(element("p", { className: "search-snippet" }, ...marked(entry.body, { limit: 120 })));
    line.append(window.hintbook.handout.button(entry.id, entry.title));
    line.dataset.entry = entry.id;
    return line;
  };

  /** @param {number} own number of the search whose results are shown */
  const showMore = async (own) => {
    const [first, next] = [shown, filtered.slice(shown, shown + Math.max(PAGE, returning.shown))];
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
    [filtered, further] = [answer.results, answer.nearby].map((all) => all.filter((result) => ofType(result) && ofTag(result)));
    // Without results, no filters are shown
    if (!answer.results.length) further = answer.nearby;
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
    if (!query) return [];
    const notice = urgent && !urgent.hidden ? "いのちに関わるときの知らせがあります。" : "";
    return [notice, ...resultText(query)];
  };
  /** @param {string} query */
  const resultText = (query) => {
    const [{ from = "", to = "" } = {}] = answer.corrections;
    const corrected = answer.corrections.length
      ? [`（「${from}」→「${to}」で探しました。`, element("a", { href: `?q=${encodeURIComponent(query)}&exact=1` }, "元の言葉で探す"), "）"] : [];
    if (!answer.results.length) return [`「${query}」にぴったりのものは見当たりません。`, ...corrected];
    const narrowed = filtered.length < answer.results.length ? `${answer.results.length}件のうち` : "";
    return [`「${query}」で見つかったもの: ${narrowed}${filtered.length}件。`, ...corrected];
  };

  const MAX_SUGGESTIONS = 6;
  const NEAREST_KINDS = ["scene", "tag", "term", "topic"];
  /**
   * Returns a heading and a list of links, nothing for an empty list.
   * @param {string} heading
   * @param {HTMLElement[]} links
   */
  const suggested = (heading, links) => (links.length ? [element("h2", {}, heading),
    element("ul", { className: "tags" }, ...links.slice(0, MAX_SUGGESTIONS).map((one) => {
      one.className = "tag";
      return element("li", {}, one);
    }))] : []);

  /** Shows what is nearest, and how to propose an entry, if nothing fits. @param {string} query @param {number} own */
  const showEmpty = async (query, own) => {
    empty.hidden = !query || answer.results.length > 0;
    if (empty.hidden) return;
    const { words, things } = await engine.nearest(query);
    if (own !== request) return;
    const near = things.filter(({ type }) => NEAREST_KINDS.includes(type.id));
    empty.replaceChildren(
      element("p", {}, "言葉を短くする、別の言い方にする、ひらがなで書くと、見つかることがあります。"),
      ...suggested("似た言葉", words.map((word) => element("a", { href: `?q=${encodeURIComponent(word)}` }, word))),
      ...suggested("近い場面・タグ・用語", near.map(({ label, url, breaks }) => link(url, ...lines(label, breaks[0])))),
      element("p", {}, "ここに要ると思う事柄は、", link(empty.dataset.contribute ?? "", "載せてほしいこととして知らせる"), "ことができます。"),
    );
  };

  /** Shows the things that the query names exactly. @param {number} own */
  const showNamed = async (own) => {
    const { named: things } = answer;
    const texts = await engine.texts(things.map(({ number }) => number));
    if (own !== request) return;
    named.replaceChildren(...things.map(({ label, url, breaks, type }, index) => element("p", {},
      element("span", { className: "kind" }, type.label), link(url, element("strong", { className: "phrases" }, ...lines(label, breaks[0]))), ` ${texts[index].body.split("\n")[0]}`)));
    named.hidden = !things.length;
  };

  /** Shows the results that only have words in common with the query, once they are unfolded. */
  const showNearby = async () => {
    const own = request;
    const texts = await engine.texts(further.slice(0, PAGE).map(({ document: number }) => number));
    if (own !== request) return;
    nearby.querySelector("ol")?.replaceChildren(...texts.map(item));
  };

  /** Shows the page without a query. */
  const clear = () => {
    filtered = [];
    list.replaceChildren();
    status.replaceChildren();
    for (const part of [more.parentElement, empty, named, nearby, filters]) part.hidden = true;
    start.hidden = false;
    list.dataset.state = "done";
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
      if (!query) return clear();
      await narrow();
      if (own !== request) return;
      shown = 0;
      if (!filtered.length) list.replaceChildren();
      await Promise.all([showMore(own), showEmpty(query, own), showNamed(own)]);
      if (own !== request) return;
      if (filters.hidden && answer.results.length && matchMedia("(min-width: 1000px)").matches) filters.open = true;
      filters.hidden = !answer.results.length;
      start.hidden = answer.results.length > 0;
      status.replaceChildren(...statusText(query));
      nearby.hidden = !further.length;
      nearby.open = false;
      find("show").textContent = `${filtered.length}件を見る`;
      list.dataset.state = "done";
    } catch {
      if (own === request) failed();
    }
  };

  // Whether the words are those of the reader, slips and all
  let exact = false;
  const search = () => {
    const query = input.value.trim();
    if (urgent) urgent.hidden = !self.hintbookUrgent.isUrgent(query, JSON.parse(urgent.dataset.words ?? ""));
    return show(query, async () => (query ? (await ready()).find(query, { exact }) : NOTHING));
  };

  const failed = () => {
    status.textContent = "検索に使うファイルを読み込めませんでした。ページを読み込み直してください。";
    list.dataset.state = "failed";
  };

  const address = () => {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set("q", input.value.trim());
    for (const name of FILTERS) if (wanted[name].length) query.set(name, wanted[name].join(","));
    if (exact) query.set("exact", "1");
    const text = query.toString().replaceAll("%2C", ",");
    return text ? `?${text}` : location.pathname;
  };
  const read = () => {
    const query = new URLSearchParams(location.search);
    input.value = (query.get("q") ?? "").slice(0, input.maxLength);
    for (const name of FILTERS) wanted[name] = (query.get(name) ?? "").split(",", MAX_FILTERS).filter(Boolean);
    exact = query.get("exact") === "1";
    settled = true;
    returning = { ...NOWHERE, ...history.state };
    search().then(() => {
      if (returning.top) scrollTo(0, returning.top);
      returning = NOWHERE;
    });
  };

  // Whether the next change makes a new entry in the history
  let settled = true;
  let waiting = 0;
  const typed = () => {
    exact = false;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      rewriteAddress(address(), { push: settled });
      settled = false;
      search();
    }, 120);
  };
  input.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event)).isComposing) typed(); });
  input.addEventListener("compositionend", typed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    rewriteAddress(address(), { push: settled });
    settled = true;
    search();
  });
  filters.addEventListener("change", () => {
    for (const name of FILTERS) wanted[name] = checkedBoxes(name).map((box) => box.value);
    rewriteAddress(address(), { push: true });
    show(input.value.trim());
  });
  find("show").addEventListener("click", () => {
    filters.open = false;
    status.focus();
  });
  /** Fills a fold whenever it is unfolded. @param {HTMLElement & { open: boolean }} fold @param {() => Promise<void>} fill */
  const onUnfold = (fold, fill) => fold.addEventListener("toggle", async () => {
    if (!fold.open) return;
    fold.dataset.state = "busy";
    await fill().catch(failed);
    fold.dataset.state = "done";
  });
  onUnfold(nearby, showNearby);
  onUnfold(filters, narrow);
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
  addEventListener("pagehide", () => {
    rewriteAddress(location.href, { state: { shown, top: scrollY } });
  });
  onOtherQuery(read);
  const loadNames = async () => {
    await ready();
    return Promise.all([engine.things(), engine.titles()]);
  };
  self.hintbookSuggest.attach(input, find("suggestions"), loadNames, (text) => {
    input.value = text;
    form.requestSubmit();
  });
  read();
}
