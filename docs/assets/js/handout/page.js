// The page of the 教材箱: order, notes, timetable, several collections, slides, printing, links and files.
"use strict";
{
  const { copy, download, element, foreign, rewriteAddress, run, say } = window.hintbook;
  const {
    checked, clear, collection, content, formats, plan, problem, qr, read, reading, sheet, update,
  } = window.hintbook.handout;
  const root = /** @type {HTMLElement} */ (document.querySelector("[data-handout]"));
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-handout-${name}]`);
  /** @type {HTMLElement} */
  const message = find("message");
  /** @type {HTMLElement} */
  const list = find("items");
  /** @type {HTMLFormElement} */
  const form = find("about");
  /** @type {Record<string, any>} */
  const controls = form.elements;
  /** @type {HTMLSelectElement} */
  const select = find("select");
  /** @type {HTMLInputElement} */
  const picker = find("file");
  /** @param {string} name @returns {HTMLElement} */
  const control = (name) => /** @type {HTMLElement} */ (root.querySelector(`[data-do="${name}"]`));
  const MAX_ADDRESS_LENGTH = 2000;

  // The texts of the entries, loaded as scripts; see render/pages/handout/entries.py.
  const firsts = (root.dataset.firsts ?? "").split(" ");
  /** @param {string} path @param {string} [base] */
  const absolute = (path, base) => new URL(path, new URL(base ?? "", location.href)).href;
  /** @param {number} number @returns {Promise<any[][] | null>} */
  const script = (number) => run(absolute(`${number}.js`, root.dataset.entries))
    .then(() => self[`hintbookEntries_${number}`], () => null);
  /** Returns an item with the texts of its entry. @param {HandoutItem} item @returns {Promise<HandoutEntry>} */
  const entry = async ({ id, note, memo }) => {
    const found = await script(Math.max(0, firsts.findLastIndex((first) => first <= id)));
    const values = found?.find(([own]) => own === id);
    const url = `${root.dataset.home}id/${id}/`;
    if (!values) {
      const why = found ? "いまのサイトに見つかりません。" : "読み込めませんでした。";
      const text = `この番号の項目は、${why}`;
      return { id, note, memo, url, type: "gone", kind: "項目", name: id, blocks: [text], text, citation: url, documents: [], examples: [] };
    }
    const [, type, kind, name, here, citation, blocks, documents, examples] = values;
    return {
      id, note, memo, url, type, kind, name, blocks, text: content.text(blocks), documents, examples,
      citation: citation.replace("{url}", () => url),
      here: absolute(here, root.dataset.root), code: absolute(`id/${id}/qr.svg`, root.dataset.root),
    };
  };

  /** @type {HandoutCollection | null} the collection in the address, which is not kept yet */
  let shared = null;
  /** @type {HandoutEntry[]} */
  let entries = [];
  /** Returns the collection that is shown. @param {HandoutState} state */
  const shown = (state = read()) => shared
    ?? /** @type {HandoutCollection} */ (state.collections.find(({ key }) => key === state.current));
  /** @param {string} text */
  const showMessage = (text) => { message.textContent = text; };
  /**
   * Changes the collection that is shown; tells the reader why a change is refused, and returns it.
   * @param {(collection: HandoutCollection) => void} alter
   * @param {(why: string) => void} [tell]
   */
  const change = (alter, tell = showMessage) => {
    let refused = "";
    if (shared) alter(shared);
    else refused = update((state) => alter(shown(state)));
    if (refused) tell(refused);
    return refused;
  };

  /** @type {{ state: HandoutState, shared: HandoutCollection | null } | null} the state that “undo” restores */
  let previous = null;
  /** Changes the state and offers to undo that. @param {string} text @param {() => void} alter */
  const undoable = async (text, alter) => {
    const before = JSON.parse(JSON.stringify({ state: read(), shared }));
    alter();
    previous = before;
    await redraw();
    showMessage(text);
    control("undo").hidden = false;
    control("undo").focus();
  };

  /** @param {HandoutCollection} collection */
  const label = ({ title, items }) => `${title || "名前のない教材箱"}（${items.length}）`;
  /** @param {string} name @param {string} text @param {HandoutEntry} entry @param {boolean} off */
  const action = (name, text, { name: of }, off = false) => element("button", {
    type: "button", "data-do": name, "aria-label": `${text}: ${of}`, "aria-disabled": String(off),
  }, text);

  /** @param {HandoutEntry} one @param {number} index */
  const line = (one, index) => element("li", { className: "handout-item", "data-item": one.id },
    element("p", { className: "handout-name" },
      element("span", { className: "handout-grip", "aria-hidden": "true", title: "つかんで並べ替え", "data-grip": "" }, "⠿"),
      element("span", { className: "kind" }, one.kind),
      one.here ? element("a", { href: one.here }, content.name(one)) : content.name(one)),
    element("p", { className: "handout-text" }, one.text),
    element("div", { className: "handout-tools" },
      ...[["note", "参加者に見せるひとこと"], ["memo", "講師メモ"]].map(([name, text]) => element("label", { className: "handout-note" }, text,
        element("textarea", { rows: 1, maxLength: 1000, name, value: one[/** @type {"note" | "memo"} */ (name)], "aria-label": `${text}: ${one.name}` }))),
      element("p", { className: "handout-row" },
        action("up", "上へ", one, index === 0),
        action("down", "下へ", one, index === entries.length - 1),
        action("drop", "取り除く", one))));

  /** Returns the address of the collection for participants: with the words if a QR code can hold it, never with memos. */
  const forParticipants = () => [true, false]
    .map((withWords) => `${root.dataset.home}handout/${formats.fragment(shown(), { withWords })}`)
    .find((address) => entries.length && qr.modules(address)) ?? "";
  const drawSheet = () => {
    sheet.draw(shown(), entries, forParticipants());
    if (shared) reading.draw(shared, entries);
  };
  let redraws = 0;
  const redraw = async () => {
    redraws += 1;
    const own = redraws;
    const found = await Promise.all(shown().items.map(entry));
    if (own !== redraws) return;
    entries = found;
    const state = read();
    const one = shown(state);
    find("problem").hidden = !problem();
    find("problem").textContent = problem();
    reading.draw(shared, entries);
    find("own").hidden = Boolean(shared);
    control("undo").hidden = true;
    select.replaceChildren(...state.collections.map((each) =>
      element("option", { value: each.key, selected: each.key === state.current }, label(each))));
    for (const name of /** @type {const} */ (["title", "date", "audience", "start"])) controls[name].value = one[name];
    plan.draw(one);
    for (const input of find("layouts").querySelectorAll("input")) input.checked = input.value === one.layout;
    find("total").textContent = `${entries.length}件`;
    find("empty").hidden = entries.length > 0;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-handout-full]"))) part.hidden = !entries.length;
    control("save").hidden = !entries.length;
    control("remove").hidden = state.collections.length < 2 && !entries.length;
    control("save-all").hidden = state.collections.length < 2;
    list.replaceChildren(...entries.map(line));
    drawSheet();
  };

  // Order
  /** @param {EventTarget | null} target */
  const itemOf = (target) =>
    /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-item]"))?.dataset.item ?? "";
  /** Moves an item to a position and focuses its button `focus`. @param {string} id @param {number} to @param {string} [focus] */
  const move = async (id, to, focus) => {
    change(({ items }) => {
      const from = items.findIndex((item) => item.id === id);
      const place = Math.min(Math.max(to, 0), items.length - 1);
      if (from >= 0) items.splice(place, 0, ...items.splice(from, 1));
    });
    await redraw();
    /** @type {HTMLElement | null} */ (list.querySelector(`[data-item="${id}"] [data-do="${focus}"]`))?.focus();
    const place = entries.findIndex((one) => one.id === id);
    showMessage(`「${entries[place].name}」を${place + 1}番目に動かしました。`);
  };
  /** @param {HTMLElement} button @param {number} by */
  const step = (button, by) => {
    const id = itemOf(button);
    if (button.getAttribute("aria-disabled") === "true") return;
    move(id, entries.findIndex((one) => one.id === id) + by, button.dataset.do);
  };
  list.addEventListener("pointerdown", (event) => {
    /** @type {HTMLElement | null} */
    const grip = /** @type {Element} */ (event.target).closest("[data-grip]");
    const own = grip?.closest("li");
    if (!grip || !own || event.button) return;
    event.preventDefault();
    /** Scrolls if the pointer is near an edge of the window. @param {number} y */
    const scroll = (y) => {
      const by = y < 60 ? -12 : innerHeight - y < 60 ? 12 : 0;
      if (by) scrollBy(0, by);
    };
    /** @param {PointerEvent} moved */
    const over = (moved) => {
      scroll(moved.clientY);
      const others = [...list.children].filter((other) => other !== own);
      const next = others.find((other) => {
        const { top, height } = other.getBoundingClientRect();
        return moved.clientY < top + height / 2;
      }) ?? null;
      while (own.nextElementSibling !== next) { // moves the others: moving the grip would end the drag
        if (next && next.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING) own.after(/** @type {Element} */ (own.previousElementSibling));
        else own.before(/** @type {Element} */ (own.nextElementSibling));
      }
    };
    /** @param {PointerEvent} ended */
    const done = (ended) => {
      grip.removeEventListener("pointermove", over);
      own.classList.remove("handout-item--dragged");
      if (ended.type === "pointerup") move(own.dataset.item ?? "", [...list.children].indexOf(own));
      else redraw();
    };
    grip.setPointerCapture(event.pointerId);
    own.classList.add("handout-item--dragged");
    grip.addEventListener("pointermove", over);
    grip.addEventListener("pointerup", done, { once: true });
    grip.addEventListener("pointercancel", done, { once: true });
  });

  // Notes, title, date, audience, layout
  list.addEventListener("input", (event) => {
    const id = itemOf(event.target);
    const { name, value } = /** @type {HTMLTextAreaElement} */ (event.target);
    change(({ items }) => { for (const item of items) if (item.id === id) Object.assign(item, { [name]: value }); });
    for (const one of entries) if (one.id === id) Object.assign(one, { [name]: value });
    drawSheet();
  });
  find("plan").addEventListener("input", () => {
    change((one) => { one.plan = plan.read(); });
    plan.times(shown());
    drawSheet();
  });
  form.addEventListener("input", ({ target }) => {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    change((one) => { Object.assign(one, { [name]: value }); });
    const option = select.selectedOptions[0];
    if (option && !shared) option.textContent = label(shown());
    plan.times(shown());
    drawSheet();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  find("layouts").addEventListener("change", (/** @type {Event} */ { target }) => {
    change((one) => { one.layout = /** @type {HTMLInputElement} */ (target).value; });
    drawSheet();
  });

  // Several collections
  /** @param {HandoutCollection} collection */
  const blank = ({ title, audience, items, plan: rows }) => !title && !audience && !items.length && !rows.length;
  /**
   * Adds collections to the reader's own; the first of them becomes the current one.
   * @param {HandoutCollection[]} taken
   */
  const take = (taken) => {
    const added = taken.map(({ key: _, ...values }) => collection(values));
    const refused = update((state) => {
      state.collections = [...state.collections.filter((one) => !blank(one)), ...added];
      state.current = added[0].key;
    });
    if (refused) throw new foreign.Refusal(refused);
    shared = null;
    forgetFragment();
  };
  const forgetFragment = () => rewriteAddress(location.pathname);
  select.addEventListener("change", async () => {
    update((state) => { state.current = select.value; });
    await redraw();
    showMessage(`教材箱「${select.selectedOptions[0].textContent}」を開きました。`);
  });

  // Links and files
  /** @param {HTMLElement} button */
  const share = async (button) => {
    const withMemos = find("memos").checked;
    const withWords = find("notes").checked || withMemos; // a memo stands with its words
    const address = `${window.hintbook.address(location.pathname)}${formats.fragment(shown(), { withWords, withMemos })}`;
    if (address.length > MAX_ADDRESS_LENGTH) {
      showMessage(`リンクが長くなりすぎます（${address.length}文字）。${withWords ? "「題名・時間割・ひとことも入れる」を外すか、" : ""}ファイルに保存して渡してください。`);
    } else if (await copy(address)) {
      say(button, "共有用リンクをコピーしました");
    }
  };
  /** @param {HTMLElement} button @param {HandoutFormats["plain"]} format */
  const copied = async (button, format) => {
    if (await copy(format(shown(), entries, sheet.sources()))) say(button, "コピーしました");
  };
  /** @param {HandoutState} state @param {string} name */
  const save = (state, name) => {
    download(`${name.slice(0, 60)}.json`, state);
    showMessage("ファイルに保存しました。保存した先は、お使いのブラウザーの「ダウンロード」で確かめられます。");
  };
  /** @param {File} file */
  const open = async (file) => {
    try {
      if (file.size > foreign.MAX_JSON) throw new foreign.Refusal("ファイルが大きすぎます。");
      const { collections } = checked(foreign.json(await file.text(), "ファイル"));
      take(collections);
      await redraw();
      showMessage(`ファイルから教材箱を${collections.length}つ取り込みました。`);
    } catch (error) {
      showMessage(`取り込めませんでした。${/** @type {Error} */ (error).message}いまの教材箱はそのままです。`);
    }
  };
  picker.addEventListener("change", async () => {
    const [file] = picker.files ?? [];
    if (file) await open(file);
    picker.value = "";
  });

  /** @type {Record<string, (button: HTMLElement) => void>} */
  const ACTIONS = {
    up: (button) => step(button, -1),
    down: (button) => step(button, 1),
    drop: (button) => {
      const id = itemOf(button);
      undoable("取り除きました。", () => change((one) => { one.items = one.items.filter((item) => item.id !== id); }));
    },
    add: async () => {
      const made = collection();
      const refused = update((state) => { state.collections.push(made); state.current = made.key; });
      await redraw();
      showMessage(refused || "新しい教材箱を作りました。これから入れる項目は、ここに集まります。");
      controls.title.focus();
    },
    remove: () => undoable(`教材箱「${label(shown())}」を消しました。`, () => update((state) => {
      const others = state.collections.filter(({ key }) => key !== state.current);
      state.collections = others.length ? others : [collection()];
      state.current = state.collections[0].key;
    })),
    clear: () => undoable("この端末から、すべての教材箱を消しました。", clear),
    undo: async () => {
      if (!previous) return;
      const { state } = previous;
      ({ shared } = previous);
      update((now) => Object.assign(now, state));
      await redraw();
      showMessage("元に戻しました。");
      (shared ? control("take") : select).focus();
    },
    take: async () => {
      let said = "自分の教材箱に入れました。ほかの教材箱もそのままです。";
      try {
        if (shared) take([shared]);
      } catch (error) {
        said = `取り込めませんでした。${/** @type {Error} */ (error).message}`;
      }
      await redraw();
      showMessage(said);
      (shared ? control("take") : select).focus();
    },
    leave: async () => {
      shared = null;
      forgetFragment();
      await redraw();
      showMessage("ご自分の教材箱に戻りました。");
      select.focus();
    },
    "add-row": async (button) => {
      if (change((one) => { one.plan = [...one.plan, { minutes: 10, title: "" }]; }, (why) => say(button, why))) return;
      await redraw();
      /** @type {HTMLElement | null} */ (find("plan").querySelector("li:last-child input"))?.focus();
    },
    "drop-row": (button) => undoable("時間割の行を取り除きました。", () => change((one) => { one.plan.splice(Number(button.dataset.row), 1); })),
    project: async (button) => {
      const first = entries.find(({ examples }) => examples.length);
      const wanted = find("examples").checked && first ? first.examples.filter((id) => !shown().items.some((item) => item.id === id)) : [];
      const examples = await Promise.all(wanted.map((id) => entry({ id, note: "", memo: "" })));
      for (const src of (root.dataset.slides ?? "").split(" ").filter(Boolean)) await run(absolute(src));
      window.hintbook.handout.slides.show(shown(), entries, examples, forParticipants(), () => button.focus({ preventScroll: true }));
    },
    print: async () => {
      await sheet.ready();
      window.print();
    },
    preview: (button) => {
      sheet.element.hidden = !sheet.element.hidden;
      button.setAttribute("aria-expanded", String(!sheet.element.hidden));
      if (!sheet.element.hidden) sheet.element.scrollIntoView();
    },
    text: (button) => copied(button, formats.plain),
    markdown: (button) => copied(button, formats.markdown),
    share,
    save: () => save({ ...read(), collections: [shown()] }, formats.title(shown())),
    "save-all": () => save(read(), "教材箱"),
    open: () => picker.click(),
  };
  root.addEventListener("click", (event) => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (event.target).closest("[data-do]");
    if (button) ACTIONS[button.dataset.do ?? ""](button);
    const made = setOf(/** @type {Element} */ (event.target).closest("[data-set]"));
    if (made) undoable(`「${made.title}」を作りました。`, () => take([made])).catch((error) => showMessage(error.message));
  });

  /** Returns the set behind a button; it has many items, which are printed without lines to write on. @param {HTMLElement | null} button */
  const setOf = (button) => {
    const made = button && formats.read(`#${button.dataset.set}`);
    return made && { ...made, layout: "dense" };
  };
  // The pages of a scene lead to its set.
  const scene = new URLSearchParams(location.search).get("set");
  /** @type {HTMLElement | null} */
  let asked = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-set]"))].find((button) => button.dataset.scene === scene) ?? null;
  const fromFragment = async () => {
    root.dataset.state = "busy";
    let why = "";
    try {
      shared = formats.read(location.hash) ?? setOf(asked);
      asked = null; // only when the page opens
    } catch (error) {
      shared = null;
      why = /** @type {Error} */ (error).message;
    }
    await redraw();
    if (shared) scrollTo({ top: 0, behavior: "instant" }); // the page may have been scrolled before
    showMessage(why);
    root.dataset.state = "done";
  };
  addEventListener("hashchange", fromFragment);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) redraw(); });
  addEventListener("storage", () => {
    if (!root.contains(document.activeElement) || !document.activeElement?.matches("input, textarea")) redraw();
  });
  fromFragment();
}
