// The form for a practice: checks, previews and keeps what is typed, and hands the file over.
// Nothing is sent from here: the reader opens GitHub, saves the file or copies it.
"use strict";
for (const root of document.querySelectorAll("[data-contribute]")) {
  const { copy, element, keep, load, run } = window.hintbook;
  const data = self.hintbookForm;
  const { checker, today } = self.hintbookCheck;
  const { check, worded } = checker(data);
  const DRAFT = "hintbook.practice";
  const VERSION = 1;
  const LONGEST_URL = 8000; // beyond it GitHub's servers may refuse an address
  const SHOWN_AT_ONCE = new Set(["private-data", "control-character"]);
  const find = (name) => root.querySelector(`[data-${name}]`);
  const form = find("contribute-form");
  const announcer = document.getElementById("announcer");
  const fields = [...form.querySelectorAll("[data-field]")];
  const labelOf = (field) => field.querySelector("legend, label").firstChild.textContent.trim();
  const controls = (name) => [...form.querySelectorAll(`[name="${name}"]`)];
  const later = (milliseconds, action) => {
    let waiting = 0;
    return () => { clearTimeout(waiting); waiting = setTimeout(action, milliseconds); };
  };

  // What is typed, as the entry that the file will hold.

  const text = (name) => form.elements[name].value.replace(/\r\n?/g, "\n").trim();
  const ticked = (name) => controls(name).filter((box) => box.checked).map((box) => box.value);
  const texts = (name) => controls(name).map((input) => input.value.trim()).filter(Boolean);
  const read = () => {
    const entry = {
      id: text("id"),
      title: text("title"),
      summary: text("summary"),
      aspect: text("aspect") || null,
      category: text("category") || null,
      goals: ticked("goals"),
      methods: ticked("methods"),
      implemented_by: { kind: text("kind") || null, name: text("who") || null, municipality: text("municipality") || null },
      tags: ticked("tags"),
      asked_as: texts("asked_as"),
      related: ticked("related"),
      disclosure: ticked("disclosure")[0],
      added: today(),
      reviewed: today(),
      origin: text("origin") || undefined,
      source: text("document") ? { document: text("document"), at: text("at") } : undefined,
    };
    return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
  };

  // Faults, each at its field.

  const CONTROLS = { name: "who" };
  const fieldOf = ({ steps: [key] }) => fields.find((field) => field.dataset.field.split(" ").includes(key));
  const controlOf = ({ steps: [key, inner] }) => {
    if (key === "asked_as") return controls(key).filter((input) => input.value.trim())[inner] ?? controls(key)[0];
    return controls(CONTROLS[inner] ?? inner)[0] ?? controls(key)[0] ?? controls("origin")[0];
  };
  const wordsOf = (fault) => {
    if (fault.words) return fault.words;
    const aspect = fault.aspect && form.elements.aspect.querySelector(`[value="${fault.aspect}"]`).text;
    return worded({ ...fault, ...(aspect && { aspect }) }, labelOf(fieldOf(fault)));
  };
  const faultsOf = (entry) => {
    const unsure = ticked("confirmed").length < controls("confirmed").length;
    const own = unsure ? [{ steps: ["confirmed"], words: ["まだ確かめていない約束があります。", "読んで、印を付けてください"] }] : [];
    const place = (fault) => fields.indexOf(fieldOf(fault));
    return [...check(entry), ...own].sort((one, other) => place(one) - place(other));
  };

  const touched = new Set();
  let submitted = false;
  let finished = false;

  const showFaults = (faults) => {
    const news = [];
    for (const control of form.elements) control.removeAttribute("aria-invalid");
    for (const field of fields) {
      const own = faults.filter((fault) => fieldOf(fault) === field
        && (submitted || touched.has(field) || SHOWN_AT_ONCE.has(fault.code)));
      const place = field.querySelector(".field-error");
      const said = [...new Set(own.map((fault) => `${wordsOf(fault).join("")}。`))].join("\n");
      field.classList.toggle("field--faulty", own.length > 0);
      for (const fault of own) {
        const control = controlOf(fault);
        if (!/checkbox|radio/.test(control.type)) control.setAttribute("aria-invalid", "true");
      }
      if (said === place.textContent) continue;
      place.textContent = said;
      place.hidden = !said;
      if (said) news.push(`${labelOf(field)}: ${said}`);
    }
    if (news.length === 1) [announcer.textContent] = news; // of many the summary tells
  };

  const lead = (control) => {
    for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    control.focus();
  };
  const showSummary = (faults) => {
    const links = faults.map((fault) => {
      const control = controlOf(fault);
      control.id ||= `f-${control.name}`;
      const link = element("a", { href: `#${control.id}` }, `${labelOf(fieldOf(fault))}: ${wordsOf(fault)[0]}`);
      link.addEventListener("click", (event) => { event.preventDefault(); lead(control); });
      return element("li", {}, link);
    });
    find("errors").replaceChildren(
      element("p", { id: "errors-title", className: "errors-title" }, `直すところが${faults.length}件あります`),
      element("ul", {}, ...links),
    );
    find("errors").hidden = !faults.length;
  };
  const showMissing = (faults) => {
    const open = [...new Set(faults.map(fieldOf))];
    const names = fields.filter((field) => open.includes(field)).map(labelOf);
    find("missing").textContent = names.length ? `あと${names.length}か所: ${names.join("、")}` : "すべてそろいました。";
  };

  // The entry as its page will show it.

  const optionText = (name) => (text(name) ? form.elements[name].selectedOptions[0].text : "");
  const boxText = (box) => box.nextElementSibling.firstChild.textContent;
  const paragraphs = (written) => written.split(/\n[ \t]*\n/).filter((part) => part.trim());
  const preview = (entry) => {
    const page = find("preview-template").content.cloneNode(true);
    page.querySelector("h3").textContent = entry.title || "（題）";
    page.querySelector(".entry > p").replaceWith(
      ...(entry.summary ? paragraphs(entry.summary) : ["（何をしているか）"]).map((part) => element("p", {}, part)));
    const phrase = page.querySelector(".asked-phrase");
    phrase.replaceWith(...entry.asked_as.map((asked) => element("span", { className: "asked-phrase" }, asked)));
    page.querySelector(".asked").hidden = !entry.asked_as.length;
    const known = data.schema.properties.tags.items.enum;
    page.querySelectorAll(".tags li").forEach((tag, index) => { if (!entry.tags.includes(known[index])) tag.remove(); });
    page.querySelector(".tags").hidden = !entry.tags.length;
    const { kind, name } = entry.implemented_by;
    const [who, category, disclosure, added, reviewed] = page.querySelectorAll(".facts dd");
    const named = name && kind ? `${name}（${optionText("kind")}）` : name || optionText("kind");
    who.textContent = named || "資料からは分かりません";
    category.replaceChildren(`${optionText("aspect")} `, element("a", {}, optionText("category")));
    category.parentElement.hidden = !entry.category;
    const reason = controls("disclosure").find((box) => box.checked);
    disclosure.textContent = reason ? boxText(reason) : "（選んでください）";
    for (const date of [added, reviewed]) date.textContent = today();
    const related = page.querySelector(".related");
    related.querySelector("li").replaceWith(...controls("related").filter((box) => box.checked).map((box) => element("li", {}, boxText(box))));
    related.hidden = !entry.related.length;
    const told = entry.source ? `『${optionText("document")}』${optionText("at")}` : "";
    page.querySelector(".source-block p").textContent = [told, entry.origin ?? ""].filter(Boolean).join("、") || "（もとになるもの）";
    for (const link of page.querySelectorAll("a")) link.removeAttribute("href");
    find("preview").replaceChildren(page);
  };

  // The file and the three ways in which the reader sends it.

  const hand = (entry) => {
    const file = self.hintbookYaml.write(entry, data.modeline);
    const name = `${entry.id}.yml`;
    find("file").textContent = file;
    find("file-name").textContent = `content/practices/${name}`;
    const download = find("download");
    if (download.href) URL.revokeObjectURL(download.href);
    download.href = URL.createObjectURL(new Blob([file], { type: "application/yaml" }));
    download.download = name;
    find("github").hidden = !data.repository;
    const url = `${data.repository}/new/main/content/practices?filename=${encodeURIComponent(name)}&value=${encodeURIComponent(file)}`;
    const long = url.length > LONGEST_URL;
    find("github-link").href = long ? "" : url;
    find("github-upload").href = `${data.repository}/upload/main/content/practices`;
    find("github-open").hidden = long;
    find("github-note").hidden = long;
    find("too-long").hidden = !long;
    find("copied").textContent = "";
  };

  const refresh = () => {
    const entry = read();
    const faults = faultsOf(entry);
    showFaults(faults);
    showMissing(faults);
    if (submitted) showSummary(faults);
    preview(entry);
    finished &&= !faults.length;
    find("done").hidden = !finished;
    if (finished) hand(entry);
  };

  find("finish").addEventListener("click", () => {
    submitted = true;
    finished = !faultsOf(read()).length;
    refresh();
    (finished ? find("done-title") : find("errors")).focus();
  });
  find("copy-file").addEventListener("click", async () => {
    if (await copy(find("file").textContent)) find("copied").textContent = "コピーしました";
  });

  // A draft stays on this device.

  const say = (said) => { find("draft-said").textContent = said; };
  const CLOSED = "この端末には下書きを保存できない設定です。フォームは使えますが、頁を閉じると、書いた内容は消えます。";
  let dirty = false;
  const keepDraft = () => {
    if (!dirty) return;
    dirty = false;
    const related = controls("related").map((box) => [box.value, boxText(box)]);
    const draft = { version: VERSION, saved: Date.now(), fields: [...new FormData(form)], related };
    if (keep(DRAFT, JSON.stringify(draft))) saved(draft);
    else say(CLOSED);
  };
  const saved = (draft) => {
    const time = new Date(draft.saved).toLocaleString("ja-JP", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
    say(`下書きを、この端末に保存しました（${time}）。`);
  };
  // A draft as `keepDraft` writes it; any other is passed over, whoever wrote it.
  const pairs = (list) => Array.isArray(list)
    && list.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string"));
  const sound = (draft) => draft?.version === VERSION && Number.isInteger(draft.saved) && pairs(draft.fields) && pairs(draft.related);
  const restore = () => {
    const kept = load(DRAFT);
    if (kept === undefined) say(CLOSED);
    let draft;
    try {
      draft = JSON.parse(kept);
    } catch { /* nothing of ours */ }
    if (!sound(draft)) return;
    for (const [id, name] of draft.related) relate(id, name);
    const values = (wanted) => draft.fields.filter(([name]) => name === wanted).map(([, value]) => value);
    listPassages(values("document")[0]);
    for (const control of form.elements) {
      if (/checkbox|radio/.test(control.type)) control.checked = values(control.name).includes(control.value);
      else if (control.name) control.value = values(control.name)[controls(control.name).indexOf(control)] ?? "";
    }
    saved(draft);
  };
  find("draft-clear").addEventListener("click", () => {
    if (!window.confirm("書いた内容と下書きを、すべて消します。よろしいですか。")) return;
    form.reset();
    find("related").replaceChildren();
    find("similar").hidden = true;
    touched.clear();
    submitted = false;
    finished = false;
    dirty = false;
    find("errors").hidden = true;
    say(keep(DRAFT, "") ? "下書きを消しました。" : CLOSED);
    refresh();
  });

  // The site's own search, loaded when it is first needed; what did not load is tried again the next time.

  let engine = null;
  const start = async () => {
    for (const source of [...root.dataset.search.trim().split(" "), root.dataset.head]) await run(source);
    return new self.hintbookEngine.Engine(self.hintbookIndex_head, root.dataset);
  };

  // The entries nearest to a query, of one type or of all; none where the search does not load.
  const near = (...wanted) => nearest(...wanted).catch(() => []);
  const nearest = async (query, count, type) => {
    engine ??= start().catch((failure) => { engine = null; throw failure; });
    const own = await engine;
    const results = (await own.find(query)).results
      .filter(({ document: number }) => !type || own.typeOf(number).id === type).slice(0, count);
    const entries = await own.texts(results.map(({ document: number }) => number));
    return entries.map((entry, index) => ({ ...entry, score: results[index].score, kind: own.typeOf(entry.number).label }));
  };

  const relate = (id, name) => {
    if (controls("related").some((box) => box.value === id)) return;
    find("related").append(element("label", { className: "pick" },
      element("input", { type: "checkbox", name: "related", value: id, checked: true }), element("span", {}, name)));
  };
  const item = (entry) => {
    const add = element("button", { type: "button" }, "関連に加える");
    add.setAttribute("aria-label", `関連に加える: ${entry.title}`);
    add.addEventListener("click", () => {
      relate(entry.id, entry.title);
      announcer.textContent = `${entry.title} を関連に加えました`;
      add.setAttribute("aria-disabled", "true");
      add.textContent = "加えました";
      changed();
    });
    const link = element("a", { href: new URL(entry.url, new URL(root.dataset.root, location.href)).href, target: "_blank", rel: "noopener" }, entry.title);
    return element("li", { "data-entry": entry.id }, element("span", { className: "kind" }, entry.kind), link, " ", add);
  };

  let asked = 0;
  const similar = later(500, async () => {
    asked += 1;
    const own = asked;
    const [title, summary] = [text("title"), text("summary")];
    const queries = [title, summary.split("。")[0]].filter((query) => query.length >= 4);
    const found = (await Promise.all(queries.map((query) => near(query.slice(0, 60), 3, "practice")))).flat();
    if (own !== asked) return;
    found.sort((one, other) => other.score - one.score);
    const close = found.filter(({ score }) => score > found[0].score / 3); // what is far behind the best is not near
    const once = close.filter(({ id }, index) => close.findIndex((other) => other.id === id) === index).slice(0, 3);
    const before = find("similar").textContent;
    find("similar").replaceChildren(
      element("p", {}, "近い実践例があります。同じ取組なら、新しく加えず、その頁をお知らせください。違う取組なら、関連に加えられます。"),
      element("ul", { className: "plain-list" }, ...once.map(item)),
    );
    find("similar").hidden = !once.length;
    if (once.length && find("similar").textContent !== before) announcer.textContent = `近い実践例が${once.length}件あります`;
  });
  const relatable = later(250, async () => {
    const query = find("related-search").value.trim();
    const found = query ? await near(query, 6) : [];
    if (query !== find("related-search").value.trim()) return;
    const none = query ? [element("p", { className: "note" }, "見つかりませんでした。別の言葉でお試しください。")] : [];
    if (query) announcer.textContent = `${found.length}件見つかりました`;
    find("related-found").replaceChildren(...(found.length ? [element("ul", { className: "plain-list" }, ...found.map(item))] : none));
  });

  // What one field does to another.

  const listPassages = (source) => {
    const options = Object.entries(data.passages[source] ?? {}).map(([at, label]) => new Option(label, at));
    form.elements.at.replaceChildren(new Option("選ばない", ""), ...options);
  };
  let guessed = "";
  const REACTIONS = {
    title: similar,
    summary: similar,
    document: () => listPassages(text("document")),
    category: () => { form.elements.aspect.value = form.elements.category.selectedOptions[0].dataset.aspect ?? text("aspect"); },
    aspect: () => {
      const { aspect } = form.elements.category.selectedOptions[0].dataset;
      if (aspect && aspect !== text("aspect")) form.elements.category.value = "";
    },
    reading: () => {
      const id = self.hintbookReading.romaji(text("reading"));
      if (text("id") === guessed) form.elements.id.value = id;
      guessed = id;
    },
  };
  const countTags = () => {
    find("picked").textContent = `いま${ticked("tags").length}つ選んでいます。`;
    for (const facet of root.querySelectorAll(".tag-facet")) {
      const count = facet.querySelectorAll(":checked").length;
      facet.querySelector("[data-picked-here]").textContent = count ? `${count}つ` : "";
    }
  };
  find("tag-filter").addEventListener("input", () => {
    const wanted = find("tag-filter").value.trim().normalize("NFKC").toLowerCase();
    for (const tag of root.querySelectorAll("[data-words]")) tag.hidden = !tag.dataset.words.normalize("NFKC").toLowerCase().includes(wanted);
    for (const facet of root.querySelectorAll(".tag-facet")) facet.open = wanted ? true : facet.open;
  });
  find("related-search").addEventListener("input", relatable);

  const soon = later(120, refresh);
  const keepSoon = later(400, keepDraft);
  const changed = () => {
    dirty = true;
    countTags();
    soon();
    keepSoon();
  };
  form.addEventListener("input", ({ target }) => {
    if (!target.name) return;
    REACTIONS[target.name]?.();
    changed();
  });
  // A click on what lies below must not miss because an error has moved it.
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const field = target.closest("[data-field]");
    if (!field || field.contains(relatedTarget)) return;
    setTimeout(() => { touched.add(field); refresh(); }, 200);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pagehide", keepDraft);

  restore();
  guessed = self.hintbookReading.romaji(text("reading"));
  countTags();
  refresh();
}
