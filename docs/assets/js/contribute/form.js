// The form for a practice: checks and previews the input, keeps a draft, and writes the file.
// It sends nothing: the reader opens GitHub, saves the file or copies it.
"use strict";
for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-contribute]"))) {
  const { copy, element, keep, load, run } = window.hintbook;
  const { normalise } = self.hintbookAnalyzer;
  const data = self.hintbookForm;
  const { checker, clean, today } = self.hintbookCheck;
  const { check, worded } = checker(data);
  const DRAFT = "hintbook.practice";
  const VERSION = 1;
  const MAX_URL_LENGTH = 8000; // longer addresses do not survive signing in to GitHub
  const IMMEDIATE = new Set(["private-data", "control-character"]); // faults shown while the reader types
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-${name}]`);
  /** @type {HTMLFormElement} */
  const form = find("contribute-form");
  /** @type {Record<string, any>} */
  const controlsByName = form.elements;
  const announcer = /** @type {HTMLElement} */ (document.getElementById("announcer"));
  const fields = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-field]"))];
  /** @param {HTMLElement} field */
  const labelOf = (field) => field.querySelector("legend, label")?.firstChild?.textContent?.trim() ?? "";
  /** @typedef {HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement} Control */
  /** @type {(name: string) => Control[]} */
  const controls = (name) => [.../** @type {NodeListOf<Control>} */ (form.querySelectorAll(`[name="${name}"]`))];
  /** Returns a function that runs an action once it has not been called for a while. @param {number} milliseconds @param {() => void} action */
  const debounced = (milliseconds, action) => {
    let waiting = 0;
    return () => { clearTimeout(waiting); waiting = setTimeout(action, milliseconds); };
  };

  // The input as an entry.

  /** @type {(name: string) => string} */
  const text = (name) => clean(controlsByName[name].value.replace(/\r\n?/g, "\n")).trim();
  /** @param {string} name */
  const ticked = (name) => controls(name).filter((box) => box.checked).map((box) => box.value);
  /** @param {string} name */
  const texts = (name) => controls(name).map((input) => clean(input.value).trim()).filter(Boolean);
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

  /** @param {Fault} fault */
  const fieldOf = ({ loc: [key] }) =>
    /** @type {HTMLElement} */ (fields.find((field) => field.dataset.field?.split(" ").includes(String(key))));
  /** @param {Fault} fault */
  const controlOf = ({ loc: [key, inner] }) => {
    const own = controls(String(key));
    if (key === "asked_as") return own.filter((input) => input.value.trim())[Number(inner)] ?? own[0];
    return controls(inner === "name" ? "who" : String(inner))[0] ?? own[0] ?? controls("origin")[0];
  };
  /** Returns the message and the remedy of a fault. @param {Fault} fault @returns {string[]} */
  const wordsOf = (fault) => {
    if (fault.words) return fault.words;
    const aspect = fault.aspect && controlsByName.aspect.querySelector(`[value="${fault.aspect}"]`).text;
    return worded({ ...fault, ...(aspect && { aspect }) }, labelOf(fieldOf(fault)));
  };
  /** Returns the faults of an entry and the promises not yet confirmed, in the order of the fields. @param {Record<string, any>} entry */
  const faultsOf = (entry) => {
    const unconfirmed = ticked("confirmed").length < controls("confirmed").length;
    /** @type {Fault[]} */
    const own = unconfirmed
      ? [{ code: "", loc: ["confirmed"], words: ["まだ確かめていない約束があります。", "読んで、印を付けてください"] }] : [];
    /** @param {Fault} fault */
    const position = (fault) => fields.indexOf(fieldOf(fault));
    return [...check(entry), ...own].sort((one, other) => position(one) - position(other));
  };

  const touched = new Set(); // fields that the reader has left
  let submitted = false;
  let finished = false;

  /** @param {Fault[]} faults */
  const showFaults = (faults) => {
    const announcements = [];
    for (const control of form.elements) control.removeAttribute("aria-invalid");
    for (const field of fields) {
      const own = faults.filter((fault) => fieldOf(fault) === field
        && (submitted || touched.has(field) || IMMEDIATE.has(fault.code)));
      const place = /** @type {HTMLElement} */ (field.querySelector(".field-error"));
      const message = [...new Set(own.map((fault) => `${wordsOf(fault).join("")}。`))].join("\n");
      field.classList.toggle("field--faulty", own.length > 0);
      for (const fault of own) {
        const control = controlOf(fault);
        if (!/checkbox|radio/.test(control.type)) control.setAttribute("aria-invalid", "true");
      }
      if (message === place.textContent) continue;
      place.textContent = message;
      place.hidden = !message;
      if (message) announcements.push(`${labelOf(field)}: ${message}`);
    }
    if (announcements.length === 1) [announcer.textContent] = announcements; // the summary lists several
  };

  /** Opens the details around a control and focuses it. @param {Control} control */
  const goTo = (control) => {
    for (let details = control.closest("details"); details; details = details.parentElement?.closest("details") ?? null) details.open = true;
    control.focus();
  };
  let shownSummary = "";
  /** Lists the faults; an unchanged list stays, as the focus may be on one of its links. @param {Fault[]} faults */
  const showSummary = (faults) => {
    const summary = JSON.stringify(faults.map((fault) => [controlOf(fault).name, labelOf(fieldOf(fault)), wordsOf(fault)[0]]));
    find("errors").hidden = !faults.length;
    if (summary === shownSummary) return;
    shownSummary = summary;
    const links = faults.map((fault) => {
      const control = controlOf(fault);
      control.id ||= `f-${control.name}`;
      const link = element("a", { href: `#${control.id}` }, `${labelOf(fieldOf(fault))}: ${wordsOf(fault)[0]}`);
      link.addEventListener("click", (/** @type {Event} */ event) => { event.preventDefault(); goTo(control); });
      return element("li", {}, link);
    });
    find("errors").replaceChildren(
      element("p", { id: "errors-title", className: "errors-title" }, `直すところが${faults.length}件あります`),
      element("ul", {}, ...links),
    );
  };
  /** @param {Fault[]} faults */
  const showMissing = (faults) => {
    const open = [...new Set(faults.map(fieldOf))];
    const names = fields.filter((field) => open.includes(field)).map(labelOf);
    find("missing").textContent = names.length ? `あと${names.length}か所: ${names.join("、")}` : "すべてそろいました。";
  };

  // The preview of the entry's page.

  /** @type {(name: string) => string} */
  const optionText = (name) => (text(name) ? controlsByName[name].selectedOptions[0].text : "");
  /** @param {Element} box */
  const boxText = (box) => box.nextElementSibling?.firstChild?.textContent ?? "";
  /** @param {string} written */
  const paragraphs = (written) => written.split(/\n[ \t]*\n/).filter((part) => part.trim());
  /** @param {Record<string, any>} entry */
  const preview = (entry) => {
    const page = find("preview-template").content.cloneNode(true);
    page.querySelector("h3").textContent = entry.title || "（題）";
    page.querySelector(".entry > p").replaceWith(
      ...(entry.summary ? paragraphs(entry.summary) : ["（何をしているか）"]).map((part) => element("p", {}, part)));
    const phrase = page.querySelector(".asked-phrase");
    phrase.replaceWith(...entry.asked_as.map((/** @type {string} */ asked) => element("span", { className: "asked-phrase" }, asked)));
    page.querySelector(".asked").hidden = !entry.asked_as.length;
    const known = data.schema.properties?.tags.items?.enum ?? [];
    page.querySelectorAll(".tags li").forEach((/** @type {Element} */ tag, /** @type {number} */ index) => { if (!entry.tags.includes(known[index])) tag.remove(); });
    page.querySelector(".tags").hidden = !entry.tags.length;
    const { kind, name } = entry.implemented_by;
    /** @param {string} name */
    const fact = (name) => page.querySelector(`[data-fact="${name}"]`);
    const named = name && kind ? `${name}（${optionText("kind")}）` : name || optionText("kind");
    fact("implementer").textContent = named;
    fact("implementer").parentElement.hidden = !named;
    fact("category").replaceChildren(`${optionText("aspect")} `, element("a", {}, optionText("category")));
    fact("category").parentElement.hidden = !entry.category;
    const reason = controls("disclosure").find((box) => box.checked);
    fact("disclosure").textContent = reason ? boxText(reason) : "（選んでください）";
    for (const date of ["added", "reviewed"]) fact(date).textContent = today();
    const related = page.querySelector(".related");
    related.querySelector("li").replaceWith(...controls("related").filter((box) => box.checked).map((box) => element("li", {}, boxText(box))));
    related.hidden = !entry.related.length;
    const passage = entry.source ? `『${optionText("document")}』${optionText("at")}` : "";
    page.querySelector(".source-block p").textContent = [passage, entry.origin ?? ""].filter(Boolean).join("、") || "（もとになるもの）";
    for (const link of page.querySelectorAll("a")) link.removeAttribute("href");
    find("preview").replaceChildren(page);
  };

  // The file and the three ways to send it.

  /** Gives a link its address, in a new tab. @param {string} name @param {string} href */
  const lead = (name, href) => Object.assign(find(name), { href, target: "_blank", rel: "noopener" });

  /** @param {Record<string, any>} entry */
  const showFile = (entry) => {
    const file = self.hintbookYaml.write(entry, data.modeline);
    const name = `${entry.id}.yml`;
    find("file").textContent = file;
    find("file-name").textContent = `content/practices/${name}`;
    const download = find("download");
    if (download.href) URL.revokeObjectURL(download.href);
    download.href = URL.createObjectURL(new Blob([file], { type: "application/yaml" }));
    download.download = name;
    find("copied").textContent = "";
    find("github").hidden = !data.repository;
    if (!data.repository) return;
    const signIn = new URL("/login", data.repository).href;
    const url = `${data.repository}/new/main/content/practices?filename=${encodeURIComponent(name)}&value=${encodeURIComponent(file)}`;
    const long = `${signIn}?return_to=${encodeURIComponent(url)}`.length > MAX_URL_LENGTH;
    lead("github-link", long ? "" : url);
    lead("github-sign-in", signIn);
    // Moved only if it must be, as what is moved loses the focus.
    if ((find("endings").firstElementChild === find("github")) === long) find("endings")[long ? "append" : "prepend"](find("github"));
    lead("github-upload", `${data.repository}/upload/main/content/practices`);
    find("github-open").hidden = long;
    find("github-note").hidden = long;
    find("too-long").hidden = !long;
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
    if (finished) showFile(entry);
  };

  find("finish").addEventListener("click", () => {
    submitted = true;
    const faults = faultsOf(read());
    finished = !faults.length;
    refresh();
    if (finished) return find("done-title").focus();
    announcer.textContent = `直すところが${faults.length}件あります。一覧は、ボタンの下にあります。`;
    goTo(controlOf(faults[0]));
  });
  find("copy-file").addEventListener("click", async () => {
    if (await copy(find("file").textContent)) find("copied").textContent = "コピーしました";
  });

  // The draft, kept on this device: each tab has its own, and the one kept last is for new tabs.

  /** @typedef {{ version: number, saved: number, fields: [string, any][], related: string[][] }} Draft */
  /** @param {string} message */
  const showDraftStatus = (message) => { find("draft-said").textContent = message; };
  const NO_STORAGE = "この端末には下書きを保存できない設定です。フォームは使えますが、ページを閉じると、書いた内容は消えます。";
  /** @param {string} text */
  const keepText = (text) => keep(DRAFT, text, "sessionStorage") && keep(DRAFT, text);
  let elsewhere = ""; // what is said once another tab has kept a draft
  let dirty = false;
  const keepDraft = () => {
    if (!dirty) return;
    dirty = false;
    const related = controls("related").map((box) => [box.value, boxText(box)]);
    /** @type {Draft} */
    const draft = { version: VERSION, saved: Date.now(), fields: [...new FormData(form)], related };
    if (keepText(JSON.stringify(draft))) showSaved(draft);
    else showDraftStatus(NO_STORAGE);
  };
  /** @param {Draft} draft */
  const showSaved = (draft) => {
    const time = new Date(draft.saved).toLocaleString("ja-JP", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
    showDraftStatus(`下書きを、この端末に保存しました（${time}）。${elsewhere}`);
  };
  /** @param {unknown} list */
  const isPairs = (list) => Array.isArray(list)
    && list.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string"));
  /** Whether a value is a draft as `keepDraft` writes it; others are ignored. @param {any} draft */
  const isDraft = (draft) => draft?.version === VERSION && Number.isInteger(draft.saved) && isPairs(draft.fields) && isPairs(draft.related);
  /** Returns the data of a draft, null if it is not JSON. @param {string | null | undefined} kept */
  const parsed = (kept) => {
    try {
      return JSON.parse(kept ?? "null");
    } catch {
      return null;
    }
  };
  const restore = () => {
    const kept = [load(DRAFT, "sessionStorage"), load(DRAFT)];
    if (kept.includes(undefined)) showDraftStatus(NO_STORAGE);
    const draft = kept.map(parsed).find(isDraft);
    if (!draft) return;
    for (const [id, name] of draft.related) relate(id, name);
    /** @type {[string, string][]} */
    const pairs = draft.fields;
    /** @param {string} wanted */
    const values = (wanted) => pairs.filter(([name]) => name === wanted).map(([, value]) => value);
    listPassages(values("document")[0]);
    for (const control of /** @type {Iterable<Control>} */ (form.elements)) {
      if (/checkbox|radio/.test(control.type)) control.checked = values(control.name).includes(control.value);
      else if (control.name) control.value = values(control.name)[controls(control.name).indexOf(control)] ?? "";
    }
    showSaved(draft);
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
    showDraftStatus(keepText("") ? "下書きを消しました。" : NO_STORAGE);
    refresh();
  });

  // The site's search, loaded on first use; if it fails to load, the next use tries again.

  /** @type {Promise<SearchEngine> | null} */
  let engine = null;
  const start = async () => {
    for (const source of [...(root.dataset.search ?? "").trim().split(" "), root.dataset.head ?? ""]) await run(source);
    return new self.hintbookEngine.Engine(self.hintbookIndex_head, root.dataset);
  };

  /** @typedef {SearchText & { score: number, kind: string }} Found */
  /**
   * Returns the entries that fit a query best, of one type or of all; none if the search does not load.
   * @param {string} query
   * @param {number} count
   * @param {string} [type]
   * @returns {Promise<Found[]>}
   */
  const search = (query, count, type) => searchEntries(query, count, type).catch(() => []);
  /** @param {string} query @param {number} count @param {string} [type] */
  const searchEntries = async (query, count, type) => {
    engine ??= start().catch((failure) => { engine = null; throw failure; });
    const own = await engine;
    const results = (await own.find(query)).results
      .filter(({ document: number }) => !type || own.typeOf(number).id === type).slice(0, count);
    const entries = await own.texts(results.map(({ document: number }) => number));
    return entries.map((entry, index) => ({ ...entry, score: results[index].score, kind: own.typeOf(entry.number).label }));
  };

  /** Adds an entry to the related ones. @param {string} id @param {string} name */
  const relate = (id, name) => {
    if (controls("related").some((box) => box.value === id)) return;
    find("related").append(element("label", { className: "pick" },
      element("input", { type: "checkbox", name: "related", value: id, checked: true }), element("span", {}, name)));
  };
  /** @param {Found} entry */
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
    const link = element("a", { href: new URL(entry.url, new URL(root.dataset.root ?? "", location.href)).href, target: "_blank", rel: "noopener" }, entry.title);
    return element("li", { "data-entry": entry.id }, element("span", { className: "kind" }, entry.kind), link, " ", add);
  };

  let requests = 0;
  const showSimilar = debounced(500, async () => {
    requests += 1;
    const own = requests;
    const [title, summary] = [text("title"), text("summary")];
    const queries = [title, summary.split("。")[0]].filter((query) => query.length >= 4);
    const found = (await Promise.all(queries.map((query) => search(query.slice(0, 60), 3, "practice")))).flat();
    if (own !== requests) return;
    found.sort((one, other) => other.score - one.score);
    const close = found.filter(({ score }) => score > found[0].score / 3); // far behind the best is not similar
    const once = close.filter(({ id }, index) => close.findIndex((other) => other.id === id) === index).slice(0, 3);
    const before = find("similar").textContent;
    find("similar").replaceChildren(
      element("p", {}, "近い実践例があります。同じ取組なら、新しく加えず、そのページをお知らせください。違う取組なら、関連に加えられます。"),
      element("ul", { className: "plain-list" }, ...once.map(item)),
    );
    find("similar").hidden = !once.length;
    // After the button, the number of faults is what is heard.
    if (once.length && !submitted && find("similar").textContent !== before) announcer.textContent = `近い実践例が${once.length}件あります`;
  });
  const showRelatable = debounced(250, async () => {
    const query = find("related-search").value.trim();
    const found = query ? await search(query, 6) : [];
    if (query !== find("related-search").value.trim()) return;
    const none = query ? [element("p", { className: "note" }, "見つかりませんでした。別の言葉でお試しください。")] : [];
    if (query) announcer.textContent = `${found.length}件見つかりました`;
    find("related-found").replaceChildren(...(found.length ? [element("ul", { className: "plain-list" }, ...found.map(item))] : none));
  });

  // Changes that a change of a field makes in other fields.

  /** @param {string} source */
  const listPassages = (source) => {
    const options = Object.entries(data.passages[source] ?? {}).map(([at, label]) => new Option(label, at));
    controlsByName.at.replaceChildren(new Option("選ばない", ""), ...options);
  };
  let guessed = ""; // the id that the reading gives
  /** @type {Record<string, () => void>} */
  const REACTIONS = {
    title: showSimilar,
    summary: showSimilar,
    document: () => listPassages(text("document")),
    category: () => { controlsByName.aspect.value = controlsByName.category.selectedOptions[0].dataset.aspect ?? text("aspect"); },
    aspect: () => {
      const { aspect } = controlsByName.category.selectedOptions[0].dataset;
      if (aspect && aspect !== text("aspect")) controlsByName.category.value = "";
    },
    reading: () => {
      const id = self.hintbookReading.romaji(text("reading"));
      if (text("id") === guessed) controlsByName.id.value = id;
      guessed = id;
    },
  };
  const countTags = () => {
    find("picked").textContent = `いま${ticked("tags").length}つ選んでいます。`;
    for (const facet of /** @type {NodeListOf<any>} */ (root.querySelectorAll(".tag-facet"))) {
      const count = facet.querySelectorAll(":checked").length;
      facet.querySelector("[data-picked-here]").textContent = count ? `${count}つ` : "";
    }
  };
  find("tag-filter").addEventListener("input", () => {
    const wanted = normalise(find("tag-filter").value.trim());
    for (const tag of /** @type {NodeListOf<any>} */ (root.querySelectorAll("[data-words]"))) tag.hidden = !normalise(tag.dataset.words).includes(wanted);
    for (const facet of /** @type {NodeListOf<any>} */ (root.querySelectorAll(".tag-facet"))) facet.open = wanted ? true : facet.open;
  });
  find("related-search").addEventListener("input", showRelatable);

  const soon = debounced(120, refresh);
  const keepSoon = debounced(400, keepDraft);
  const changed = () => {
    dirty = true;
    countTags();
    soon();
    keepSoon();
  };
  form.addEventListener("input", ({ target }) => {
    const { name } = /** @type {HTMLInputElement} */ (target);
    if (!name) return;
    REACTIONS[name]?.();
    changed();
  });
  // Waits, so that a new error does not move a button below while it is being clicked.
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const field = /** @type {Element} */ (target).closest("[data-field]");
    if (!field || field.contains(/** @type {Node | null} */ (relatedTarget))) return;
    setTimeout(() => { touched.add(field); refresh(); }, 200);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pagehide", keepDraft);
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== DRAFT || !newValue) return;
    elsewhere = "別のタブでも、このフォームに書いています。タブごとに別の下書きになり、すべてのタブを閉じると、最後に保存したものだけが残ります。";
    showDraftStatus(elsewhere);
  });

  restore();
  guessed = self.hintbookReading.romaji(text("reading"));
  countTags();
  refresh();
  root.dataset.state = "done";
}
