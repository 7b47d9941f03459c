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

  const folder = new URL(root.dataset.index, location.href).href;
  const home = new URL(root.dataset.root, location.href).href;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const link = (url, ...children) => element("a", { href: new URL(url, home).href }, ...children);

  let asked = 0; // the number of the latest query: an answer to an older one is dropped
  let answer = { concepts: [], meant: [], results: [] };
  let kept = [];
  let shown = 0;

  // The head of the index stands in the page; what a query needs besides comes with it.
  const engine = self.hintbookIndex_head && new self.hintbookEngine.Engine(self.hintbookIndex_head, folder);

  // Which types and tags are ticked.
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
      pieces.push(text.slice(at, begin), element("mark", { textContent: text.slice(begin, end) }));
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
      element("p", { className: "search-kind" }, element("span", { className: "kind", textContent: kind.label })),
      element("h2", { className: "search-title" }, link(entry.url, ...marked(entry.title))));
    if (asks.length) made.append(element("p", { className: "search-asked" }, "「", ...marked(asks[0]), "」"));
    if (entry.body) made.append(element("p", { className: "search-snippet" }, ...marked(entry.body, 120)));
    made.append(window.hintbook.handout.button(entry.id, entry.title));
    made.dataset.entry = entry.id;
    return made;
  };

  const showMore = async () => {
    const own = asked;
    const next = kept.slice(shown, shown + PAGE);
    const texts = await engine.texts(next.map(({ document: number }) => number));
    if (own !== asked) return;
    if (!shown) list.replaceChildren();
    list.append(...texts.map(item));
    shown += next.length;
    more.parentElement.hidden = shown >= kept.length;
  };

  const count = (numbers) => numbers.reduce((sum, key) => sum.set(key, (sum.get(key) ?? 0) + 1), new Map());

  const choices = (name, values, counts) => values
    .filter(({ id }) => counts.get(id) || wanted[name].includes(id))
    .map(({ id, label }) => element("label", {},
      element("input", { type: "checkbox", name, value: id, checked: wanted[name].includes(id) }),
      element("span", { className: "facet-name", textContent: label }), " ",
      element("span", { className: "count", textContent: counts.get(id) ?? 0 })));

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
    const tags = count(answer.results.filter((r) => ofType(r) && ofTag(r)).flatMap(({ document: number }) => tagged.get(number) ?? []));
    find("types").replaceChildren(...choices("type", engine.head.types, types));
    find("tags").replaceChildren(...choices("tag", engine.head.tags, tags));
  };

  const say = (query) => {
    if (!query) return "";
    if (!answer.results.length) return `「${query}」に合うものは見つかりませんでした。`;
    const meant = answer.meant.length ? `「${answer.meant[0]}」として探しました。` : "";
    const narrowed = kept.length < answer.results.length ? `${answer.results.length}件のうち` : "";
    return `${meant}「${query}」で見つかったもの: ${narrowed}${kept.length}件`;
  };

  const showEmpty = async (query) => {
    empty.hidden = !query || answer.results.length > 0;
    if (empty.hidden) return;
    const near = (await engine.suggestions(query)).slice(0, 6);
    const pieces = [element("p", {}, "言葉を短くする、別の言い方にする、ひらがなで書くと、見つかることがあります。")];
    if (near.length) {
      pieces.push(element("p", { textContent: "似た言葉" }), element("ul", { className: "tags" },
        ...near.map((word) => element("li", {}, element("a", { className: "tag", href: `?q=${encodeURIComponent(word)}`, textContent: word })))));
    }
    empty.replaceChildren(...pieces);
  };

  // A term that the query names, with its definition, and the tags that it names.
  const showNamed = async (own) => {
    const { term, tags } = await engine.named(answer);
    if (own !== asked) return;
    const pieces = [];
    if (term) {
      pieces.push(element("p", {}, element("span", { className: "kind", textContent: "用語" }),
        link(term.url, element("strong", { textContent: term.title })), ` ${term.body}`));
    }
    if (tags.length) {
      pieces.push(element("p", {}, element("span", { className: "kind", textContent: "タグ" }), ...tags.flatMap((tag) =>
        [link(tag.url, `「${tag.label}」の付いた項目`), " "])));
    }
    named.replaceChildren(...pieces);
    named.hidden = !pieces.length;
  };

  const search = async (query) => {
    asked += 1;
    const own = asked;
    list.dataset.state = "busy";
    const found = query ? await engine.find(query) : { concepts: [], meant: [], results: [] };
    if (own !== asked) return;
    answer = found;
    await show(query, own);
  };

  const show = async (query, own = asked) => {
    await narrow();
    if (own !== asked) return;
    shown = 0;
    if (kept.length) await showMore();
    else { list.replaceChildren(); more.parentElement.hidden = true; }
    if (own !== asked) return;
    await Promise.all([showEmpty(query), showNamed(own)]);
    if (own !== asked) return;
    if (filters.hidden && answer.results.length && matchMedia("(min-width: 1000px)").matches) filters.open = true;
    filters.hidden = !answer.results.length;
    start.hidden = answer.results.length > 0;
    status.textContent = say(query);
    list.dataset.state = "done";
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
    search(input.value.trim()).catch(failed);
  };

  let waiting = 0;
  const typed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { write("replaceState"); search(input.value.trim()).catch(failed); }, 120);
  };
  input.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  input.addEventListener("compositionend", typed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    write("pushState");
    search(input.value.trim()).catch(failed);
  });
  filters.addEventListener("change", () => {
    for (const name of ["type", "tag"]) wanted[name] = ticked(name);
    write("pushState");
    show(input.value.trim()).catch(failed);
  });
  filters.addEventListener("toggle", () => { if (filters.open) narrow().catch(failed); });
  more.addEventListener("click", async () => {
    const first = shown;
    await showMore();
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
