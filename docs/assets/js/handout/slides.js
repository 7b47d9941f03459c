// 「映す」: the collection as slides on the stage of training mode, and the speaker's own window.
"use strict";
{
  const { element } = window.hintbook;
  const { content, formats, qr, sheet } = window.hintbook.handout;
  const root = /** @type {HTMLElement} */ (document.querySelector("[data-projection]"));
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-projection-${name}]`);
  /** @param {string} className @param {...any} children */
  const step = (className, ...children) => element("section", { className: `step ${className}`, "data-step": "" }, ...children);
  /** Returns an element that may share a slide with others, and go on on the next one. @param {string} className @param {...any} children */
  const unit = (className, ...children) => element("div", { className, "data-unit": "" }, ...children);

  /** @param {HandoutCollection} one */
  const cover = (one) => {
    const table = element("table", { className: "data reading-plan" }, element("tbody"));
    sheet.plan(table, one);
    return step("step--cover", element("h2", {}, formats.title(one)),
      ...(formats.about(one) ? [element("p", {}, formats.about(one))] : []),
      ...(one.plan.length ? [unit("stage-text", table)] : []));
  };
  /** @param {HandoutEntry[]} examples */
  const opening = (examples) => step("", element("h2", {}, "こんな場面です"),
    element("p", { className: "step-voice" }, content.voice(examples[0])),
    ...examples.map((entry) => unit("entry entry--example", ...content.nodes(entry.blocks))));
  /** @param {HandoutEntry} entry @param {number} number */
  const item = (entry, number) => step(`step--item step--${entry.type}`,
    element("p", { className: "step-voice" }, content.voice(entry)),
    element("h2", {}, element("span", { className: "step-number" }, String(number)), content.name(entry)),
    unit(`stage-text stage-text--${entry.type}`, ...content.nodes(entry.blocks)),
    ...(entry.note ? [unit("step-note", element("p", {}, entry.note))] : []),
    element("p", { className: "step-citation" }, content.source(entry).replace(entry.url, "").trim()));
  /** @param {string} address */
  const closing = (address) => {
    const code = qr.image(address, `QRコード: ${address}`);
    return step("step--end", ...(code ? [
      element("h2", {}, "この資料を手元で読む"),
      element("div", { className: "step-code" }, code),
    ] : [element("h2", {}, "出典")]),
    ...sheet.sources().map((source) => element("p", { className: "step-citation" }, source ?? "")));
  };

  // The speaker's window: what is shown, the memo, what comes next, the time.  It has this page's
  // origin also in a copy on disk, so that the keys of both windows lead through the slides.
  /** @type {Window | null} */
  let own = null;
  /** @type {ReturnType<StageStart> | null} */
  let stage = null;
  /** @type {Map<HTMLElement, HandoutEntry>} */
  let entryOf = new Map();
  let collection = /** @type {HandoutCollection | null} */ (null);
  /** @type {[HTMLElement, HTMLElement | null] | null} */
  let shown = null;
  const isOpen = () => Boolean(own && !own.closed);
  const drawSpeaker = () => {
    if (!isOpen() || !shown || !collection) return;
    const [now, next] = shown;
    const page = /** @type {Window} */ (own).document;
    /** @param {HTMLElement | null} of */
    const name = (of) => (of && entryOf.get(of)?.name) ?? of?.querySelector("h2")?.textContent ?? "（終わり）";
    const entry = entryOf.get(now);
    const table = element("table", { className: "data reading-plan" }, element("tbody"));
    sheet.plan(table, collection);
    page.title = "講師用画面";
    page.body.replaceChildren(element("main", { className: "md-typeset speaker-view" },
      element("p", { className: "speaker-time" }),
      element("h1", {}, name(now)),
      element("h2", {}, "講師メモ"), element("p", { className: "speaker-memo" }, entry?.memo || "（なし）"),
      ...(entry?.note ? [element("h2", {}, "参加者に見せるひとこと"), element("p", {}, entry.note)] : []),
      element("h2", {}, "次"), element("p", {}, name(next)),
      table));
    drawTime();
  };
  const drawTime = () => {
    const line = isOpen() && own?.document.querySelector(".speaker-time");
    if (line) line.textContent = `${root.querySelector("[data-stage-count]")?.textContent}　${stage?.timer.text() ?? ""}`;
  };
  const openSpeaker = () => {
    own = window.open("", "hintbook-speaker", "popup,width=760,height=640");
    find("message").hidden = Boolean(own);
    if (!own) {
      find("message").textContent = "講師用画面を開けませんでした。ブラウザーの設定で、このサイトのポップアップを許可してください。";
      return;
    }
    const page = own.document;
    page.documentElement.lang = "ja";
    page.documentElement.dataset.theme = document.documentElement.dataset.theme ?? "";
    page.head.replaceChildren(...[...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.cloneNode()));
    for (const link of page.querySelectorAll("link")) link.href = new URL(link.getAttribute("href") ?? "", location.href).href;
    page.onkeydown = (event) => stage?.key(event);
    drawSpeaker();
  };

  /** Shows a collection; `ended` is called when the reader leaves the slides. @type {HandoutSlides["show"]} */
  const show = (one, entries, examples, address, ended) => {
    collection = one;
    const slides = entries.map((entry, index) => item(entry, index + 1));
    entryOf = new Map(slides.map((slide, index) => [slide, entries[index]]));
    find("slides").replaceChildren(cover(one), ...(examples.length ? [opening(examples)] : []), ...slides, closing(address));
    root.hidden = false;
    const before = scrollY;
    const ending = new AbortController();
    const { signal } = ending;
    const ticking = setInterval(drawTime, 1000);
    const end = () => {
      ending.abort();
      clearInterval(ticking);
      stage?.stop();
      stage = null;
      own?.close();
      root.hidden = true;
      scrollTo({ top: before, behavior: "instant" });
      ended();
    };
    stage = window.hintbookStage.start(root, {
      inAddress: false,
      onShow: (now, next) => {
        shown = [now, next];
        drawSpeaker();
      },
    });
    find("end").addEventListener("click", end, { signal });
    find("speaker").addEventListener("click", openSpeaker, { signal });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !document.fullscreenElement) end(); }, { signal });
    addEventListener("pagehide", () => own?.close(), { signal });
    /** @type {HTMLElement} */ (root.querySelector("[data-stage-next]")).focus({ preventScroll: true });
  };

  window.hintbook.handout.slides = { show };
}
