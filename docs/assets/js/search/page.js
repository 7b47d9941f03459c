// The search page: reads the query, shows what is found, keeps the address.
"use strict";
{
  const root = document.querySelector("[data-search]");
  const find = (name) => document.querySelector(`[data-search-${name}]`);
  const form = find("form");
  const input = find("box");
  const status = find("status");
  const filters = find("filters");
  const empty = find("empty");
  const more = find("more");
  const start = find("start");
  const named = find("named");
  const list = document.getElementById("search-results");
  const PAGE = 20;
  const Q = self.hintbookQuery;

  const home = new URL(root.dataset.root, location.href).href;

  const { element } = self.hintbook;
  const link = (url, ...children) => element("a", { href: new URL(url, home).href }, ...children);

  let turn = 0; // the number of what was asked for last: an answer to anything older is dropped
  const NOTHING = { concepts: [], meant: [], results: [] };
  let answer = NOTHING;
  let kept = [];
  let shown = 0;

  const engine = self.hintbookIndex_head && new self.hintbookEngine.Engine(self.hintbookIndex_head, root.dataset);

  const ticked = (name) => [...filters.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
  const wanted = { type: [], tag: [] };

  // A text with the words of the query marked, cut to the stretch that holds most of them.
  const marked = (text, limit) => {
    const places = Q.places(text, answer.concepts);
    const [from, to] = limit && text.length > limit ? stretch(text, places, limit) : [0, text.length];
    const pieces = [from ? "…" : ""];
    let at = from;
    for (const { start: begin, end } of places) {
      if (begin < at || end > to) continue;
      pieces.push(text.slice(at, begin), element("mark", {}, text.slice(begin, end)));
      at = end;
    }
    pieces.push(text.slice(at, to), to < text.length ? "…" : "");
    return pieces.filter(Boolean);
  };

  const stretch = (text, places, limit) => {
    let best = { from: 0, kinds: 0 };
    for (const { start: begin } of places) {
      const from = Math.max(0, begin - 30);
      const inside = places.filter((place) => place.start >= from && place.end <= from + limit);
      const kinds = new Set(inside.map(({ concept }) => concept)).size + inside.length / 100;
      if (kinds > best.kinds) best = { from, kinds };
    }
    const from = Math.min(best.from, text.length - limit);
    return [from, Math.min(text.length, from + limit)];
  };

  const item = (entry) => {
    const kind = engine.typeOf(entry.number);
    const asks = entry.asked.filter((phrase) => Q.places(phrase, answer.concepts).length).slice(0, 1);
    const made = element("li", { className: "search-result" },
      element("p", { className: "search-kind" }, element("span", { className: "kind" }, kind.label)),
      element("h2", { className: "search-title" }, link(entry.url, ...marked(entry.title))));
    if (asks.length) made.append(element("p", { className: "search-asked" }, "「", ...marked(asks[0]), "」"));
    if (entry.body) made.append(element("p", { className: "search-snippet" }, ...marked(entry.body, 120)));
    made.append(window.hintbook.handout.button(entry.id, entry.title));
    made.dataset.entry = entry.id;
    return made;
  };

  const showMore = async (own) => {
    const [first, next] = [shown, kept.slice(shown, shown + PAGE)];
    shown += next.length;
    more.parentElement.hidden = shown >= kept.length;
    const texts = await engine.texts(next.map(({ document: number }) => number));
    if (own !== turn) return;
    if (!first) list.replaceChildren();
    list.append(...texts.map(item));
  };

  const count = (numbers) => numbers.reduce((sum, key) => sum.set(key, (sum.get(key) ?? 0) + 1), new Map());

  // The boxes of a filter: those that are ticked, then those that leave most.
  const choices = (name, values, counts) => values
    .map((value) => ({ ...value, checked: wanted[name].includes(value.id), left: counts.get(value.id) ?? 0 }))
    .filter(({ checked, left }) => checked || left)
    .sort((a, b) => b.checked - a.checked || b.left - a.left)
    .map(({ id, label, checked, left }) => element("label", {},
      element("input", { type: "checkbox", name, value: id, checked }),
      element("span", { className: "facet-name" }, label), " ",
      element("span", { className: "count" }, left)));

  // Results narrowed to the ticked types and tags; each filter counts what the other lets through.
  const narrow = async () => {
    const tagged = new Map();
    if (wanted.tag.length || filters.open) {
      const { tags } = engine.head;
      const postings = await engine.postings(tags.map(({ id }) => `#${id}`));
      for (const { id } of tags) {
        for (const number of postings.get(`#${id}`)?.documents ?? []) tagged.set(number, [...(tagged.get(number) ?? []), id]);
      }
    }
    const ofType = ({ document: number }) => !wanted.type.length || wanted.type.includes(engine.typeOf(number).id);
    const ofTag = ({ document: number }) => wanted.tag.every((tag) => tagged.get(number)?.includes(tag));
    kept = answer.results.filter((result) => ofType(result) && ofTag(result));
    const types = count(answer.results.filter(ofTag).map(({ document: number }) => engine.typeOf(number).id));
    const tags = count(kept.flatMap(({ document: number }) => tagged.get(number) ?? []));
    const focused = filters.contains(document.activeElement) && document.activeElement.value;
    find("types").replaceChildren(...choices("type", engine.head.types, types));
    find("tags").replaceChildren(...choices("tag", engine.head.tags, tags));
    if (focused) [...filters.querySelectorAll("input")].find(({ value }) => value === focused)?.focus();
  };

  const say = (query) => {
    if (!query) return "";
    if (!answer.results.length) return `「${query}」に合うものは見つかりませんでした。`;
    const meant = answer.meant.length ? `「${answer.meant[0]}」でも探しました。` : "";
    const narrowed = kept.length < answer.results.length ? `${answer.results.length}件のうち` : "";
    return `「${query}」で見つかったもの: ${narrowed}${kept.length}件。${meant}`;
  };

  const NEAR = 6;
  const offered = (heading, things, made) => (things.length ? [element("h2", {}, heading),
    element("ul", { className: "tags" }, ...things.slice(0, NEAR).map((thing) => {
      const one = made(thing);
      one.className = "tag";
      return element("li", {}, one);
    }))] : []);

  const showEmpty = async (query, own) => {
    empty.hidden = !query || answer.results.length > 0;
    if (empty.hidden) return;
    const { words, tags, terms } = await engine.suggestions(query);
    if (own !== turn) return;
    empty.replaceChildren(
      element("p", {}, "言葉を短くする、別の言い方にする、ひらがなで書くと、見つかることがあります。"),
      ...offered("似た言葉", words, (word) => element("a", { href: `?q=${encodeURIComponent(word)}` }, word)),
      ...offered("近いタグ", tags, ({ label, url }) => link(url, label)),
      ...offered("近い用語", terms, ({ label, url }) => link(url, label)),
    );
  };

  // A term that the query names, with its definition, and the tags that it names.
  const showNamed = async (own) => {
    const { term, tags } = await engine.named(answer);
    if (own !== turn) return;
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

  // Show the answer to a query, asked for first where there is `ask`.
  const show = async (query, ask) => {
    turn += 1;
    const own = turn;
    list.dataset.state = "busy";
    try {
      const found = ask ? await ask() : answer;
      if (own !== turn) return;
      answer = found;
      await narrow();
      if (own !== turn) return;
      shown = 0;
      if (!kept.length) list.replaceChildren();
      await Promise.all([showMore(own), showEmpty(query, own), showNamed(own)]);
      if (own !== turn) return;
      if (filters.hidden && answer.results.length && matchMedia("(min-width: 1000px)").matches) filters.open = true;
      filters.hidden = !answer.results.length;
      start.hidden = answer.results.length > 0;
      status.textContent = say(query);
      list.dataset.state = "done";
    } catch {
      if (own === turn) failed();
    }
  };

  const search = () => {
    const query = input.value.trim();
    return show(query, async () => (query ? engine.find(query) : NOTHING));
  };

  const failed = () => {
    status.textContent = "検索に使うファイルを読み込めませんでした。頁を読み込み直してください。";
    list.dataset.state = "failed";
  };

  const address = () => {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set("q", input.value.trim());
    for (const name of ["type", "tag"]) if (wanted[name].length) query.set(name, wanted[name].join(","));
    const text = query.toString().replaceAll("%2C", ",");
    return text ? `?${text}` : location.pathname;
  };
  const write = (method) => {
    try { history[method](null, "", address()); } catch { /* a copy on disk may not write its address */ }
  };
  const read = () => {
    const query = new URLSearchParams(location.search);
    input.value = query.get("q") ?? "";
    for (const name of ["type", "tag"]) wanted[name] = (query.get(name) ?? "").split(",").filter(Boolean);
    settled = true;
    search();
  };

  // A query that stood, sent off or come from elsewhere, keeps its place in the history.
  let settled = true;
  let waiting = 0;
  const typed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      write(settled ? "pushState" : "replaceState");
      settled = false;
      search();
    }, 120);
  };
  input.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  input.addEventListener("compositionend", typed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    write(settled ? "pushState" : "replaceState");
    settled = true;
    search();
  });
  filters.addEventListener("change", () => {
    for (const name of ["type", "tag"]) wanted[name] = ticked(name);
    write("pushState");
    show(input.value.trim());
  });
  filters.addEventListener("toggle", () => { if (filters.open) narrow().catch(failed); });
  more.addEventListener("click", async () => {
    const first = shown;
    await showMore(turn).catch(failed);
    list.children[first]?.querySelector("a").focus();
  });
  // Arrow keys go from the box through the results and back.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const stops = [input, ...list.querySelectorAll("h2 a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  addEventListener("popstate", read);
  if (engine) read();
  else failed();
}
