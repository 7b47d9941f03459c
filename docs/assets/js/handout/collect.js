// On every page: 「教材箱に入れる」, and how much the 教材箱 holds.  It stays on this device as
//   {format, version, current, collections: [{key, title, date, audience, layout, items: [{id, note}]}]}
// and a file to hand on has the same shape.
"use strict";
{
  const { element, keep, load, say } = window.hintbook;
  const KEY = "hintbook.handout";
  const FORMAT = "hintbook-handout";
  const VERSION = 1;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

  const collection = (values = {}) =>
    ({ key: Math.random().toString(36).slice(2), title: "", date: "", audience: "", layout: "notes", items: [], ...values });
  const fresh = () => ({ format: FORMAT, version: VERSION, current: "first", collections: [collection({ key: "first" })] });

  const sound = (test) => { if (!test) throw new Error("教材箱の中身が壊れています。"); };
  const text = (value = "") => { sound(typeof value === "string"); return value; };

  // What was read, made sound; what is not ours is refused with words for the reader.
  const checked = (data) => {
    if (data?.format !== FORMAT) throw new Error("教材箱のファイルではありません。");
    if (data.version > VERSION) throw new Error("新しい版の教材箱です。頁を読み込み直してから、もう一度お試しください。");
    sound(Array.isArray(data.collections));
    const collections = data.collections.map((one) => {
      sound(Array.isArray(one?.items));
      const notes = new Map(one.items.map((item) => [text(item?.id), text(item.note)]));
      for (const id of notes.keys()) sound(ID.test(id));
      return collection({
        ...(one.key && { key: text(one.key) }),
        title: text(one.title),
        date: /^(\d{4}-\d\d-\d\d)?$/.test(text(one.date)) ? text(one.date) : "",
        audience: text(one.audience),
        layout: one.layout === "dense" ? "dense" : "notes",
        items: [...notes].map(([id, note]) => ({ id, note })),
      });
    });
    if (!collections.length) return fresh();
    const current = collections.some(({ key }) => key === data.current) ? data.current : collections[0].key;
    return { format: FORMAT, version: VERSION, current, collections };
  };

  // What the device does not keep lasts as long as the page.
  let unkept = null;
  let problem = "";
  const lose = (state, why) => {
    unkept = state;
    problem ||= why;
    return state;
  };
  const BLOCKED = "この端末には保存できない設定です。集めたものは、この頁を離れると消えます。";
  const FULL = "この端末の保存場所がいっぱいです。これから集めるものは、この頁を離れると消えます。";
  const UNREADABLE = "前に保存した教材箱を読めませんでした。消さずに残してあるので、これから集めるものは、この頁を離れると消えます。";

  const read = () => {
    if (unkept) return unkept;
    const kept = load(KEY);
    if (kept === undefined) return lose(fresh(), BLOCKED);
    if (kept === null) return fresh();
    try {
      return checked(JSON.parse(kept));
    } catch {
      return lose(fresh(), UNREADABLE);
    }
  };
  const current = (state = read()) => state.collections.find(({ key }) => key === state.current);

  // Every change starts from what is kept now: another tab may have changed it.
  const update = (change) => {
    const state = read();
    change(state);
    try {
      if (problem !== UNREADABLE) {
        localStorage.setItem(KEY, JSON.stringify(state));
        unkept = null;
        problem = "";
      }
    } catch (error) {
      lose(state, error?.name === "QuotaExceededError" ? FULL : BLOCKED);
    }
    show();
  };
  const clear = () => {
    unkept = null;
    problem = "";
    keep(KEY, "");
    show();
  };

  const link = document.querySelector("[data-handout-link]");
  const home = link?.href;
  const ids = () => current().items.map(({ id }) => id);
  const show = () => {
    const collected = new Set(ids());
    for (const button of document.querySelectorAll("[data-collect]")) {
      button.setAttribute("aria-pressed", String(collected.has(button.dataset.collect)));
    }
    if (!link) return;
    link.querySelector("[data-handout-count]").textContent = collected.size ? `（${collected.size}）` : "";
    link.href = unkept && collected.size ? `${home}#v1=${[...collected].join(".")}` : home;
  };

  // Where nothing is kept, the link to the 教材箱 takes along what was collected here.
  const warning = element("p", { className: "note collect-warning", role: "alert" });
  const warn = (button) => {
    warning.replaceChildren();
    if (!problem || !link) return warning.remove();
    button.closest(".actions, .collect-line")?.after(warning);
    return warning.append(problem, element("a", { href: link.href }, "教材箱を開いて、印刷するか、ファイルに保存してください。"));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-collect]");
    if (!button) return;
    const id = button.dataset.collect;
    const into = button.getAttribute("aria-pressed") !== "true";
    update((state) => {
      const { items } = current(state);
      const place = items.findIndex((item) => item.id === id);
      if (into && place < 0) items.push({ id, note: "" });
      if (!into && place >= 0) items.splice(place, 1);
    });
    say(button, `教材箱${into ? "に入れました" : "から出しました"}（${ids().length}件）`);
    warn(button);
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show); // back from another page
  show();

  // For entries that a script writes: as the templates' macro `collect` has it.
  const button = (id, name) => element("p", { className: "collect-line" }, element("button", {
    type: "button", className: "action collect", "data-collect": id, "aria-label": `教材箱に入れる: ${name}`,
    "aria-pressed": String(ids().includes(id)),
  }, "教材箱に入れる"));

  window.hintbook.handout = {
    ID, button, checked, clear, collection, current, read, update, problem: () => problem,
  };
}
