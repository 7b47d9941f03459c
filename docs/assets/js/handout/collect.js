// On every page: 「あとで使う」 and the number of items in the 教材箱.  It is kept on this device as
//   {format, version, current, collections: [{key, title, date, audience, layout, start, plan, items}]}
// with plan: [{minutes, title}] and items: [{id, note, memo}]; the memo is the trainer's own.  A file
// to share has the same shape.  Version 1 had no start, plan and memo.
"use strict";
{
  const { element, foreign, keep, load, say } = window.hintbook;
  const KEY = "hintbook.handout";
  const FORMAT = "hintbook-handout";
  const VERSION = 2;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const NAME = "教材箱の中身";
  const MAX_COLLECTIONS = 50;
  const MAX_ITEMS = 300;
  const MAX_ID = 100; // characters
  const MAX_WORDS = 1000; // characters of a title or a note
  const MAX_ROWS = 50; // of a timetable
  const MAX_MINUTES = 600;

  /** Returns a new collection with default values for those not given. @param {Partial<HandoutCollection>} values */
  const collection = (values = {}) =>
    ({ key: Math.random().toString(36).slice(2), title: "", date: "", audience: "", layout: "notes", start: "", plan: [], items: [], ...values });
  /** Returns the state before anything is collected. @returns {HandoutState} */
  const initial = () => ({ format: FORMAT, version: VERSION, current: "first", collections: [collection({ key: "first" })] });

  /** @param {any} value */
  const words = (value = "") => foreign.text(value, MAX_WORDS, "教材箱の題名やひとこと");
  /** @param {any} value */
  const validId = (value) => {
    if (!ID.test(foreign.text(value, MAX_ID, NAME))) throw new foreign.Refusal(`${NAME}が壊れています。`);
    return value;
  };
  /** Returns items, each id once. @param {unknown} items @returns {HandoutItem[]} */
  const validItems = (items) => {
    const listed = foreign.list(items, MAX_ITEMS, "教材箱に入れた項目");
    const found = new Map(listed.map((item) => [validId(item?.id), { note: words(item.note), memo: words(item.memo) }]));
    return [...found].map(([id, own]) => ({ id, ...own }));
  };
  /** Returns the rows of a timetable. @param {unknown} rows @returns {HandoutPart[]} */
  const validPlan = (rows = []) => foreign.list(rows, MAX_ROWS, "教材箱の時間割").map((row) => ({
    minutes: Math.min(Math.max(Math.round(Number(row?.minutes)) || 0, 0), MAX_MINUTES), title: words(row?.title),
  }));
  /** Returns a time of day such as 09:30, "" for anything else. @param {any} text */
  const validTime = (text) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(words(text)) ? text : "");

  /**
   * Returns a state from data of a file or of this device; throws a message for the reader if it is not one.
   * @param {any} data
   * @returns {HandoutState}
   */
  const checked = (data) => {
    if (data?.format !== FORMAT) throw new foreign.Refusal("教材箱のファイルではありません。");
    if (data.version > VERSION) throw new foreign.Refusal("新しい版の教材箱です。ページを読み込み直してから、もう一度お試しください。");
    /** @type {HandoutCollection[]} */
    const collections = foreign.list(data.collections, MAX_COLLECTIONS, "教材箱").map((one) => collection({
      items: validItems(one?.items),
      ...(one.key && { key: words(one.key) }),
      title: words(one.title),
      date: /^(\d{4}-\d\d-\d\d)?$/.test(words(one.date)) ? one.date ?? "" : "",
      audience: words(one.audience),
      layout: one.layout === "dense" ? "dense" : "notes",
      start: validTime(one.start),
      plan: validPlan(one.plan),
    }));
    if (!collections.length) return initial();
    const current = collections.some(({ key }) => key === data.current) ? data.current : collections[0].key;
    return { format: FORMAT, version: VERSION, current, collections };
  };

  /** @type {HandoutState | null} the state that could not be kept, which lasts as long as the page */
  let unsaved = null;
  let problem = "";
  /** @param {HandoutState} state @param {string} why */
  const setUnsaved = (state, why) => {
    unsaved = state;
    problem ||= why;
    return state;
  };
  const BLOCKED = "この端末には保存できない設定です。集めたものは、このページを離れると消えます。";
  const FULL = "この端末の保存場所がいっぱいです。これから集めるものは、このページを離れると消えます。";
  const UNREADABLE = "前に保存した教材箱を読めませんでした。消さずに残してあるので、これから集めるものは、このページを離れると消えます。教材箱のページの「この端末からすべて消す」を押すと、新しく始められます。";

  const read = () => {
    if (unsaved) return unsaved;
    const kept = load(KEY);
    if (kept === undefined) return setUnsaved(initial(), BLOCKED);
    if (kept === null) return initial();
    try {
      return checked(foreign.json(kept, NAME));
    } catch {
      return setUnsaved(initial(), UNREADABLE);
    }
  };
  /** @param {HandoutState} state */
  const current = (state = read()) =>
    /** @type {HandoutCollection} */ (state.collections.find(({ key }) => key === state.current));

  /**
   * Changes the state as it is kept now: another tab may have changed it.  A change beyond the
   * limits is not made; returns the reason, "" for a change that was made.
   * @param {(state: HandoutState) => void} change
   */
  const update = (change) => {
    const state = structuredClone(read());
    change(state);
    try {
      checked(state);
      foreign.text(JSON.stringify(state), foreign.MAX_JSON, NAME);
    } catch (error) {
      if (error instanceof foreign.Refusal) return error.message;
      throw error;
    }
    try {
      if (problem === UNREADABLE) unsaved = state;
      else {
        localStorage.setItem(KEY, JSON.stringify(state));
        unsaved = null;
        problem = "";
      }
    } catch (error) {
      setUnsaved(state, /** @type {any} */ (error)?.name === "QuotaExceededError" ? FULL : BLOCKED);
    }
    show();
    return "";
  };
  const clear = () => {
    unsaved = null;
    problem = "";
    keep(KEY, "");
    show();
  };

  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("[data-handout-link]");
  const home = link?.href ?? "";
  const ids = () => current().items.map(({ id }) => id);
  const show = () => {
    const collected = new Set(ids());
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-collect]"))) {
      button.setAttribute("aria-pressed", String(collected.has(button.dataset.collect ?? "")));
    }
    if (!link) return;
    const count = /** @type {HTMLElement} */ (link.querySelector("[data-handout-count]"));
    count.textContent = collected.size ? `（${collected.size}）` : "";
    link.href = unsaved && collected.size ? `${home}#v1=${[...collected].join(".")}` : home;
  };

  // If nothing can be kept, the link to the 教材箱 contains what was collected on this page.
  const warning = element("p", { className: "note collect-warning", role: "alert" });
  /** Shows or removes the warning below a button. @param {Element} button */
  const warn = (button) => {
    warning.replaceChildren();
    if (!problem || !link) {
      warning.remove();
      return;
    }
    button.closest(".actions, .collect-line")?.after(warning);
    warning.append(problem, element("a", { href: link.href }, "教材箱を開いて、印刷するか、ファイルに保存してください。"));
  };

  document.addEventListener("click", (event) => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (event.target).closest("[data-collect]");
    if (!button) return;
    const id = button.dataset.collect ?? "";
    const adding = button.getAttribute("aria-pressed") !== "true";
    const refused = update((state) => {
      const { items } = current(state);
      const place = items.findIndex((item) => item.id === id);
      if (adding && place < 0) items.push({ id, note: "", memo: "" });
      if (!adding && place >= 0) items.splice(place, 1);
    });
    say(button, refused || `教材箱${adding ? "に入れました" : "から出しました"}（${ids().length}件）`);
    warn(button);
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show); // the reader comes back from another page
  show();

  /** Returns the button for an entry that a script shows, like the one of the templates' macro `collect`. @param {string} id @param {string} name */
  const button = (id, name) => element("p", { className: "collect-line" }, element("button", {
    type: "button", className: "action collect", "data-collect": id, "aria-label": `あとで使う: ${name}`,
    "aria-pressed": String(ids().includes(id)),
  }, "あとで使う"));

  // The other scripts of the 教材箱 add what they offer, `formats`, `content`, `sheet` and so on.
  window.hintbook.handout = /** @type {any} */ ({
    ID, MAX_MINUTES, button, checked, clear, collection, current, read, update, problem: () => problem, validItems, validPlan, validTime, words,
  });
}
