// The page of the 教材箱: order, notes, several of them, paper, links and files.
"use strict";
{
  const { copy, element, run, say } = window.hintbook;
  const { checked, clear, collection, formats, problem, read, sheet, update } = window.hintbook.handout;
  const root = document.querySelector("[data-handout]");
  const find = (name) => root.querySelector(`[data-handout-${name}]`);
  const message = find("message");
  const list = find("items");
  const form = find("about");
  const select = find("select");
  const picker = find("file");
  const control = (name) => root.querySelector(`[data-do="${name}"]`);
  const MOST_BYTES = 1_000_000;
  const LONGEST_ADDRESS = 2000;

  // What the site says of the entries, loaded as scripts; see render/handout.py.
  const firsts = root.dataset.firsts.split(" ");
  const absolute = (path, base) => new URL(path, new URL(base, location.href)).href;
  const script = (number) => run(absolute(`${number}.js`, root.dataset.entries))
    .then(() => self[`hintbookEntries_${number}`], () => null);
  const entry = async ({ id, note }) => {
    const found = await script(Math.max(0, firsts.findLastIndex((first) => first <= id)));
    const values = found?.find(([own]) => own === id);
    const url = `${root.dataset.home}id/${id}/`;
    if (!values) {
      const why = found ? "いまのサイトに見つかりません。" : "読み込めませんでした。";
      return { id, note, url, type: "gone", kind: "項目", name: id, text: `この番号の項目は、${why}`, citation: url, documents: [] };
    }
    const [, type, kind, name, here, citation, text, documents] = values;
    return {
      id, note, url, type, kind, name, text, documents, citation: citation.replace("{url}", () => url),
      here: absolute(here, root.dataset.root), code: absolute(`id/${id}/qr.svg`, root.dataset.root),
    };
  };

  // What is shown: one of the reader's own, or one that came with the address and is not kept yet.
  let shared = null;
  let entries = [];
  const shown = (state = read()) => shared ?? state.collections.find(({ key }) => key === state.current);
  const change = (alter) => {
    if (shared) alter(shared);
    else update((state) => alter(shown(state)));
  };
  const told = (text) => { message.textContent = text; };

  // Undoing brings back everything as it was kept before.
  let before = null;
  const undoable = (text, alter) => {
    const state = JSON.parse(JSON.stringify(read()));
    const own = shared && JSON.parse(JSON.stringify(shared));
    alter();
    before = { state, own };
    return drawn().then(() => {
      told(text);
      control("undo").hidden = false;
      control("undo").focus();
    });
  };

  const label = ({ title, items }) => `${title || "名前のない教材箱"}（${items.length}）`;
  const action = (name, text, { name: of }, off = false) => element("button", {
    type: "button", "data-do": name, "aria-label": `${text}: ${of}`, "aria-disabled": String(off),
  }, text);

  const line = (one, index) => element("li", { className: "handout-item", "data-item": one.id },
    element("p", { className: "handout-name" },
      element("span", { className: "handout-grip", "aria-hidden": "true", title: "つかんで並べ替え", "data-grip": "" }, "⠿"),
      element("span", { className: "kind" }, one.kind),
      one.here ? element("a", { href: one.here }, one.name) : one.name),
    element("p", { className: "handout-text" }, one.text),
    element("div", { className: "handout-tools" },
      element("label", { className: "handout-note" }, "ひとこと",
        element("textarea", { rows: 1, maxLength: 1000, value: one.note, "aria-label": `ひとこと: ${one.name}` })),
      element("p", { className: "handout-row" },
        action("up", "上へ", one, index === 0),
        action("down", "下へ", one, index === entries.length - 1),
        action("drop", "取り除く", one))));

  const drawSheet = () => sheet.draw(shown(), entries);
  let asked = 0;
  const drawn = async () => {
    asked += 1;
    const own = asked;
    const found = await Promise.all(shown().items.map(entry));
    if (own !== asked) return;
    entries = found;
    const state = read();
    const one = shown(state);
    find("problem").hidden = !problem();
    find("problem").textContent = problem();
    find("shared").hidden = !shared;
    find("choice").hidden = Boolean(shared);
    control("undo").hidden = true;
    select.replaceChildren(...state.collections.map((each) =>
      element("option", { value: each.key, selected: each.key === state.current }, label(each))));
    for (const name of ["title", "date", "audience"]) form.elements[name].value = one[name];
    for (const input of find("layouts").querySelectorAll("input")) input.checked = input.value === one.layout;
    find("total").textContent = `${entries.length}件`;
    find("empty").hidden = entries.length > 0;
    for (const part of root.querySelectorAll("[data-handout-full]")) part.hidden = !entries.length;
    control("save").hidden = !entries.length;
    control("remove").hidden = state.collections.length < 2 && !entries.length;
    control("save-all").hidden = state.collections.length < 2;
    list.replaceChildren(...entries.map(line));
    drawSheet();
  };

  // Order
  const itemOf = (target) => target.closest("[data-item]")?.dataset.item;
  const move = async (id, to, focus) => {
    change(({ items }) => {
      const from = items.findIndex((item) => item.id === id);
      const place = Math.min(Math.max(to, 0), items.length - 1);
      if (from >= 0) items.splice(place, 0, ...items.splice(from, 1));
    });
    await drawn();
    list.querySelector(`[data-item="${id}"] [data-do="${focus}"]`)?.focus();
    const place = entries.findIndex((one) => one.id === id);
    told(`「${entries[place].name}」を${place + 1}番目に動かしました。`);
  };
  const step = (button, by) => {
    const id = itemOf(button);
    if (button.getAttribute("aria-disabled") === "true") return;
    move(id, entries.findIndex((one) => one.id === id) + by, button.dataset.do);
  };
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    const own = grip.closest("li");
    const scroll = () => { // near an edge of the window the list goes on
      const past = event.clientY < 60 ? -12 : innerHeight - event.clientY < 60 ? 12 : 0;
      if (past) scrollBy(0, past);
    };
    const over = (moved) => {
      event = moved;
      scroll();
      const others = [...list.children].filter((other) => other !== own);
      const next = others.find((other) => {
        const { top, height } = other.getBoundingClientRect();
        return moved.clientY < top + height / 2;
      }) ?? null;
      while (own.nextElementSibling !== next) { // the others make room: a grip that moves lets go
        if (next && next.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING) own.after(own.previousElementSibling);
        else own.before(own.nextElementSibling);
      }
    };
    const done = (ended) => {
      grip.removeEventListener("pointermove", over);
      own.classList.remove("handout-item--dragged");
      if (ended.type === "pointerup") move(own.dataset.item, [...list.children].indexOf(own));
      else drawn();
    };
    grip.setPointerCapture(event.pointerId);
    own.classList.add("handout-item--dragged");
    grip.addEventListener("pointermove", over);
    grip.addEventListener("pointerup", done, { once: true });
    grip.addEventListener("pointercancel", done, { once: true });
  });

  // Words of the reader
  list.addEventListener("input", (event) => {
    const id = itemOf(event.target);
    change(({ items }) => { for (const item of items) if (item.id === id) item.note = event.target.value; });
    for (const one of entries) if (one.id === id) one.note = event.target.value;
    drawSheet();
  });
  form.addEventListener("input", ({ target }) => {
    change((one) => { one[target.name] = target.value; });
    const option = select.selectedOptions[0];
    if (option && !shared) option.textContent = label(shown());
    drawSheet();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  find("layouts").addEventListener("change", ({ target }) => {
    change((one) => { one.layout = target.value; });
    drawSheet();
  });

  // Several of them
  const blank = ({ title, audience, items }) => !title && !audience && !items.length;
  const take = (taken) => {
    const added = taken.map(({ key: _, ...values }) => collection(values));
    shared = null;
    update((state) => {
      state.collections = [...state.collections.filter((one) => !blank(one)), ...added];
      state.current = added[0].key;
    });
    forget();
  };
  const forget = () => {
    try {
      history.replaceState(null, "", location.pathname + location.search);
    } catch { /* a copy on disk may not write its address */ }
  };
  select.addEventListener("change", async () => {
    update((state) => { state.current = select.value; });
    await drawn();
    told(`教材箱「${select.selectedOptions[0].textContent}」を開きました。`);
  });

  // Links and files
  const share = async (button) => {
    const withWords = find("notes").checked;
    const address = `${window.hintbook.address(location.pathname)}${formats.fragment(shown(), { withWords })}`;
    if (address.length > LONGEST_ADDRESS) {
      told(`リンクが長くなりすぎます（${address.length}文字）。${withWords ? "「題名とメモも入れる」を外すか、" : ""}ファイルに保存して渡してください。`);
    } else if (await copy(address)) {
      say(button, "共有用リンクをコピーしました");
    }
  };
  const copied = async (button, format) => {
    if (await copy(format(shown(), entries, sheet.sources()))) say(button, "コピーしました");
  };
  const save = (state, name) => {
    const url = URL.createObjectURL(new Blob([JSON.stringify(state, null, 1)], { type: "application/json" }));
    element("a", { href: url, download: `${name.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    told("ファイルに保存しました。保存した先は、お使いのブラウザーの「ダウンロード」で確かめられます。");
  };
  const open = async (file) => {
    try {
      if (file.size > MOST_BYTES) throw new Error("ファイルが大きすぎます。");
      let data = null;
      try {
        data = JSON.parse(await file.text());
      } catch { /* no JSON: refused below */ }
      const { collections } = checked(data);
      take(collections);
      await drawn();
      told(`ファイルから教材箱を${collections.length}つ取り込みました。`);
    } catch (error) {
      told(`取り込めませんでした。${error.message}いまの教材箱はそのままです。`);
    }
  };
  picker.addEventListener("change", async () => {
    const [file] = picker.files;
    if (file) await open(file);
    picker.value = "";
  });

  const DO = {
    up: (button) => step(button, -1),
    down: (button) => step(button, 1),
    drop: (button) => {
      const id = itemOf(button);
      undoable("取り除きました。", () => change((one) => { one.items = one.items.filter((item) => item.id !== id); }));
    },
    add: async () => {
      const made = collection();
      update((state) => { state.collections.push(made); state.current = made.key; });
      await drawn();
      told("新しい教材箱を作りました。これから入れる項目は、ここに集まります。");
      form.elements.title.focus();
    },
    remove: () => undoable(`教材箱「${label(shown())}」を消しました。`, () => update((state) => {
      const others = state.collections.filter(({ key }) => key !== state.current);
      state.collections = others.length ? others : [collection()];
      state.current = state.collections[0].key;
    })),
    clear: () => undoable("この端末から、すべての教材箱を消しました。", clear),
    undo: async () => {
      const { state, own } = before;
      shared = own;
      update((now) => Object.assign(now, state));
      await drawn();
      told("元に戻しました。");
      (shared ? control("take") : select).focus();
    },
    take: async () => {
      take([shared]);
      await drawn();
      told("取り込みました。ほかの教材箱もそのままです。");
      select.focus();
    },
    leave: async () => {
      shared = null;
      forget();
      await drawn();
      told("ご自分の教材箱に戻りました。");
      select.focus();
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
    save: () => save({ ...read(), collections: [shown()] }, shown().title || "教材箱"),
    "save-all": () => save(read(), "教材箱"),
    open: () => picker.click(),
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) DO[button.dataset.do](button);
  });

  const fromFragment = async () => {
    let why = "";
    try {
      shared = formats.read(location.hash);
    } catch (error) {
      shared = null;
      why = error.message;
    }
    await drawn();
    told(why);
  };
  addEventListener("hashchange", fromFragment);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) drawn(); });
  addEventListener("storage", () => {
    if (!root.contains(document.activeElement) || !document.activeElement.matches("input, textarea")) drawn();
  });
  fromFragment();
}
