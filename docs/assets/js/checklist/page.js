// The page of the checklist.  Without scripts it is a form to print.
"use strict";
for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-checklist]"))) {
  const { address, copy, download, element, foreign, rewriteAddress, unescaped } = window.hintbook;
  const { KEYS, MAX_SHEETS, added, decode, encode, file, fit, goals, named, pasted, people, session, sheets: sheetsOf, table } = self.hintbookChecklist;
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-checklist-${name}]`);
  /** @type {(selector: string) => any[]} */
  const every = (selector) => [...root.querySelectorAll(selector)];
  /** @type {(name: string) => any} */
  const control = (name) => root.querySelector(`[data-do="${name}"]`);
  /** @type {(name: string) => any} */
  const paper = (name) => root.querySelector(`[data-checklist-paper="${name}"]`);
  /** @type {HTMLFormElement} */
  const form = find("form");
  /** @type {HTMLInputElement[]} */
  const boxes = every("[data-box]");
  /** @type {HTMLInputElement[]} */
  const fields = every("[data-keep]");
  /** @type {HTMLInputElement[]} */
  const picks = every("[data-pick]");
  /** @type {HTMLInputElement} */
  const picker = find("file");
  /** @param {HTMLInputElement} box */
  const number = (box) => Number(box.name.slice("checklist-".length));
  /** @param {HTMLInputElement} box */
  const labelOf = (box) => /** @type {HTMLElement} */ (box.closest("label"));
  /** @param {HTMLInputElement} box */
  const words = (box) => /** @type {HTMLElement} */ (labelOf(box).querySelector("[data-words]")).textContent.trim();
  const known = boxes.map(number);
  const described = boxes.map((box) => ({ number: number(box), part: Number(box.dataset.part), words: words(box) }));
  const state = session(known);

  // Messages stand beside the button that was pressed, one at a time.
  const NOT_KEPT = "この端末には保存できない設定です。印とメモは、このページを閉じると消えます。";
  /** @param {string} place @param {string} text */
  const tell = (place, text) => {
    for (const said of every("[data-checklist-said]")) {
      said.textContent = said.closest("[data-checklist-place]").dataset.checklistPlace === place ? text : "";
    }
    control("undo").hidden = !state.canUndo();
  };
  /** Says what was done, or that it cannot be kept. @param {string} place @param {string} [text] */
  const done = (place, text = "") => tell(place, state.isKept() ? text : NOT_KEPT);
  /** Does what may be refused, and says why it was. @param {string} place @param {() => void} action */
  const attempt = (place, action) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof foreign.Refusal)) throw error;
      tell(place, error.message);
    }
  };

  const FROM = "軽くなると考えられる困難さ: ";
  const suggest = () => {
    const ticked = boxes.filter((box) => box.checked && box.dataset.goals);
    const found = goals(ticked.map(({ dataset }) => ({ number: dataset.number ?? "", goals: dataset.goals?.split(" ") ?? [] })));
    const chosen = new Set(boxes.filter((box) => box.checked && box.dataset.goal).map((box) => box.dataset.goal));
    for (const box of boxes) {
      const { goal, goalsNamed } = box.dataset;
      const suggested = goal ? found.some(({ letter, from }) => letter === goal && from.length === found[0].from.length) : goalsNamed?.split(" ").some((letter) => chosen.has(letter));
      labelOf(box).classList.toggle("box--suggested", Boolean(suggested));
    }
    for (const why of every("[data-goal-why]")) {
      const from = found.find(({ letter }) => letter === why.dataset.goalWhy)?.from ?? [];
      why.hidden = !from.length;
      why.textContent = from.length ? FROM + from.join("") : "";
    }
    const count = ticked.length;
    const letters = found.map(({ letter, from }) => element("span", { className: "nowrap" },
      letter + (count < 2 ? "" : from.length === count ? `（${count}つとも）` : `（${from.length}つ）`)));
    find("suggested-text").replaceChildren(...(count
      ? [`選んだ${count}つの困難さは、次の目標で軽くなると考えられています${count < 2 ? "" : "（多くに関わる順）"}: `, ...letters.flatMap((one, index) => index ? ["、", one] : [one])]
      : ["困難さを選ぶと、軽くなると考えられる目標がここに出ます。"]));
  };

  const methods = new Map(boxes.filter((box) => "method" in box.dataset).map((box) => [number(box), words(box)]));
  /** Writes methods into the lines to fill in that a part of the page has on paper. @param {Element} part @param {number[]} numbers */
  const plan = (part, numbers) => {
    part.querySelectorAll("[data-checklist-plan]").forEach((cell, index) => { cell.textContent = methods.get(numbers[index]) ?? ""; });
  };

  // On paper: fields as lines, the memo and the chosen practices as far as they fit.
  const print = () => {
    const { texts, practices } = state.shared() ? { texts: /** @type {Record<string, string>} */ ({}), practices: [] } : state.own();
    const links = practices.map((id) => root.querySelector(`[data-pick="${CSS.escape(id)}"] + span > a`)?.textContent ?? "").filter(Boolean);
    const fitted = fit(texts.memo ?? "", links);
    const left = links.slice(fitted.practices);
    const lost = [fitted.restLines && `メモの${fitted.restLines}行`, left.length && `実践例${left.length}件`].filter(Boolean).join("と、");
    const second = find("second").checked;
    /** @param {string} title @param {string[]} titles */
    const list = (title, titles) => titles.length
      ? [element("h2", {}, title), element("ul", {}, ...titles.map((each) => element("li", {}, each)))] : [];
    paper("date").textContent = (texts.date ?? "").replace(/^0*(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
    paper("who").textContent = texts.who ?? "";
    paper("memo").replaceChildren(fitted.memo, ...(lost ? [element("em", {}, `（${lost}は、${second ? "次の紙にあります" : "この紙に入っていません"}。）`)] : []));
    paper("practices").replaceChildren(...list("選んだ実践例", links.slice(0, fitted.practices)));
    paper("practices").hidden = !fitted.practices;
    paper("rest").replaceChildren(
      ...(fitted.rest ? [element("h2", {}, "話し合いのメモの続き"), element("p", { className: "memo-on-paper" }, fitted.rest)] : []),
      ...list("選んだ実践例の続き", left));
    paper("rest").hidden = !lost || !second;
    find("fit").hidden = !lost;
    find("left").textContent = lost && `${lost}は、1枚に入りません。`;
    plan(form, state.ticks().filter((ticked) => methods.has(ticked)));
  };

  const sheetOfMine = () => ({ name: "自分", ticks: state.own().ticks });
  const showTeam = () => {
    const { sheets } = state.own();
    find("team").hidden = !sheets.length;
    const counted = [...(find("mine").checked && state.own().ticks.length ? [sheetOfMine()] : []), ...named(sheets)];
    find("counted").replaceChildren(...table(described, counted, "チームの印"));
    plan(find("team"), added(described, counted).map(({ box }) => box.number).filter((ticked) => methods.has(ticked)));
  };
  const showPeople = () => {
    find("people").replaceChildren(...people(state.own().sheets));
    showTeam();
  };
  const showDifference = () => {
    const shared = state.shared();
    if (!shared) find("difference").hidden = true;
    if (!find("difference").hidden && shared) {
      find("compared").replaceChildren(...table(described, [sheetOfMine(), { name: "相手", ticks: shared }], "自分の印と、送られた印"));
    }
  };

  /** Shows the state in all controls. */
  const show = () => {
    const viewing = Boolean(state.shared());
    const ticks = new Set(state.ticks());
    const { texts, practices, ticks: mine } = state.own();
    for (const box of boxes) box.checked = ticks.has(number(box));
    for (const field of fields) field.value = texts[field.name] ?? "";
    for (const pick of picks) pick.checked = practices.includes(pick.dataset.pick ?? "");
    root.toggleAttribute("data-viewing", viewing);
    for (const place of every("[data-checklist-place=own], [data-checklist-place=view]")) {
      place.hidden = (place.dataset.checklistPlace === "view") !== viewing;
    }
    find("same").textContent = viewing && encode(mine) === encode([...ticks]) ? "ご自分の印と同じです。" : "";
    suggest();
    showDifference();
    showPeople();
    print();
  };

  // The address holds the ticks that somebody sent, as they stand now, and nothing else.
  const writeAddress = () => {
    const shared = state.shared();
    rewriteAddress(location.pathname + location.search + (shared ? `#${encode(shared)}` : ""));
  };
  /** Returns the part of this page that the address leads to. */
  const linked = () => document.getElementById(unescaped(location.hash.slice(1)));
  const fromAddress = () => {
    if (linked()) {
      if (state.shared()) writeAddress();
      return;
    }
    const ticks = location.hash ? decode(location.hash, known) : null;
    find("difference").hidden = true;
    if (ticks) state.open(ticks);
    else state.leave();
    show();
    tell("own", location.hash && !ticks ? "アドレスに入っている印を読めませんでした。新しい共有用リンクをもらってください。" : "");
  };
  const leave = () => {
    state.leave();
    writeAddress();
    show();
  };

  /** @param {ChecklistSheet[]} sheets */
  const gather = (sheets) => {
    state.add(sheets);
    showPeople();
    return `${sheets.length}人分を加えました。いまは${state.own().sheets.length}人分です。`;
  };
  /** @param {FileList | null} files */
  const open = async (files) => {
    try {
      /** @type {ChecklistSheet[]} */
      const read = [];
      for (const one of foreign.list([...files ?? []], MAX_SHEETS, "一度に開けるファイル")) {
        if (one.size > foreign.MAX_JSON) throw new foreign.Refusal("ファイルが大きすぎます。");
        read.push(...sheetsOf(foreign.json(await one.text(), `ファイル「${one.name}」`), known));
      }
      done("team", gather(read));
    } catch (error) {
      if (!(error instanceof foreign.Refusal)) throw error;
      tell("team", error.message);
    }
  };
  picker.addEventListener("change", async () => {
    await open(picker.files);
    picker.value = "";
  });

  /** Prints the checklist or the team's table; a browser's own command prints both. @param {string} what */
  const printOnly = (what) => {
    root.dataset.printing = what;
    window.print();
    delete root.dataset.printing;
  };

  const focusOwn = () => /** @type {HTMLElement} */ (root.querySelector("[data-checklist-place=own]")).focus();
  /** @type {Record<string, (button: HTMLElement) => void>} */
  const ACTIONS = {
    clear: () => {
      state.clear();
      show();
      done("own", "この端末から、印とメモを消しました。");
      control("undo").focus();
    },
    undo: () => {
      state.undo();
      show();
      done("own", "元に戻しました。");
      focusOwn();
    },
    compare: () => {
      find("difference").hidden = false;
      showDifference();
      tell("view", "");
    },
    take: () => {
      state.take();
      writeAddress();
      show();
      done("own", "送られた印を、ご自分の印にしました。日付・名前・メモはそのままです。");
      control("undo").focus();
    },
    gather: () => attempt("view", () => done("view", gather([{ name: "", ticks: state.ticks() }]))),
    leave: () => {
      leave();
      tell("own", "ご自分の印に戻りました。");
      focusOwn();
    },
    print: () => printOnly("sheet"),
    "print-team": () => printOnly("team"),
    "print-difference": () => printOnly("difference"),
    share: async () => {
      const url = new URL(location.href);
      url.hash = encode(state.ticks());
      if (await copy(address(url.href))) tell("share", "共有用リンクをコピーしました。");
    },
    save: () => {
      const name = state.shared() ? "" : state.own().texts.who ?? "";
      download(`チェックリスト${name && `-${name}`}.json`, file([{ name, ticks: state.ticks() }]));
      tell("share", "ファイルに保存しました。保存した先は、お使いのブラウザーの「ダウンロード」で確かめられます。");
    },
    add: () => attempt("team", () => {
      const said = gather(pasted(find("pasted").value, known));
      find("pasted").value = "";
      done("team", said);
    }),
    open: () => picker.click(),
    drop: (button) => {
      const place = sheetNumber(button);
      state.setSheets(state.own().sheets.filter((_, index) => index !== place));
      showPeople();
      done(state.own().sheets.length ? "sheets" : "team", "外しました。");
      (every("[data-do=drop]")[Math.max(0, place - 1)] ?? find("pasted")).focus();
    },
  };
  /** @param {EventTarget} inside */
  const sheetNumber = (inside) =>
    Number(/** @type {HTMLElement} */ (/** @type {Element} */ (inside).closest("[data-sheet-number]")).dataset.sheetNumber);

  root.addEventListener("click", (event) => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (event.target).closest("[data-do]");
    if (button) ACTIONS[button.dataset.do ?? ""](button);
  });
  form.addEventListener("change", ({ target }) => {
    if (!(/** @type {Element} */ (target)).matches("[data-box]")) return;
    state.setTicks(boxes.filter((box) => box.checked).map(number));
    if (state.shared()) writeAddress();
    suggest();
    showDifference();
    showTeam();
    print();
    if (!state.shared()) done("own");
  });
  form.addEventListener("input", ({ target }) => {
    const { name, value, dataset } = /** @type {HTMLInputElement} */ (target);
    if (dataset.keep === undefined) return;
    state.setTexts({ [name]: value });
    print();
    done("own");
  });
  for (const pick of picks) {
    pick.addEventListener("change", () => {
      const id = pick.dataset.pick ?? "";
      state.setPractices([...state.own().practices.filter((one) => one !== id), ...(pick.checked ? [id] : [])]);
      for (const other of picks) if (other.dataset.pick === id) other.checked = pick.checked;
      print();
      done("own");
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  find("people").addEventListener("input", (/** @type {InputEvent} */ { target }) => {
    const place = sheetNumber(/** @type {Element} */ (target));
    const { value } = /** @type {HTMLInputElement} */ (target);
    state.setSheets(state.own().sheets.map((one, index) => index === place ? { ...one, name: value } : one));
    showTeam();
  });
  find("mine").addEventListener("change", showTeam);
  find("second").addEventListener("change", print);
  addEventListener("storage", ({ key }) => {
    if (key !== null && !Object.values(KEYS).includes(key)) return;
    if (root.contains(document.activeElement) && document.activeElement?.matches("input[type=text], textarea")) return;
    state.reload();
    show();
  });
  addEventListener("hashchange", fromAddress);
  show();
  fromAddress();
}
