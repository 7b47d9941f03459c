// The pages for trainers.  Training mode shows one step at a time, like slides; without this script
// it is one long page.  A step may contain steps, which are shown below its heading.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-training]"))) {
  const { foreign, keep, load } = window.hintbook;
  const SIZE = "hintbook.training.size";
  const NOTES = `hintbook.training.notes.${root.dataset.training}`;
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-training-${name}]`);
  const steps = [...root.querySelectorAll("[data-step]")].map((step) => /** @type {HTMLElement} */ (step));
  /** @type {HTMLTextAreaElement} */
  const notes = find("notes");
  /** @type {HTMLElement} */
  const message = find("message");

  // Steps.  The fragment of a step is the first id in it; the fragment of any id in it leads to it.
  /** @param {HTMLElement} step */
  const idOf = (step) => step.id || step.querySelector("[id]")?.id || "";
  /** Returns the heading of a step, or of what contains it. @param {Element | null | undefined} step @returns {Element | null} */
  const heading = (step) => step
    ? step.querySelector("h2, h3") ?? heading(step.parentElement?.closest("[data-step]"))
    : root.querySelector("h1");
  /** Returns the number of the step in the address. */
  const requested = () => {
    const step = document.getElementById(location.hash.slice(1))?.closest("[data-step]");
    return Math.max(0, steps.indexOf(/** @type {HTMLElement} */ (step)));
  };
  let current = 0;

  const show = () => {
    current = requested();
    const step = steps[current];
    for (const one of steps) {
      one.hidden = !one.contains(step);
      one.toggleAttribute("data-open", one !== step && one.contains(step));
    }
    root.toggleAttribute("data-under-way", current > 0);
    find("count").textContent = `${current + 1}／${steps.length}`;
    find("name").textContent = ` ${heading(step)?.textContent}`;
    find("previous").setAttribute("aria-disabled", String(current === 0));
    find("next").setAttribute("aria-disabled", String(current === steps.length - 1));
    scrollTo(0, 0);
  };

  /** @param {number} number */
  const go = (number) => {
    const next = Math.min(Math.max(number, 0), steps.length - 1);
    if (next === current) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    location.hash = idOf(steps[next]);
    focused?.focus({ preventScroll: true }); // the new fragment has moved the focus
  };

  // A presenter's remote has two keys, so that they scroll to the end of a step before the next one.
  // Scrolling is instant: smooth scrolling would continue in the next step.
  const above = () => scrollY > 1;
  const below = () => scrollY + innerHeight < document.documentElement.scrollHeight - 1;
  /** @param {number} top */
  const scroll = (top) => {
    scrollBy({ top, behavior: "instant" });
    return current;
  };
  const LINE = 40;
  const page = () => innerHeight * .85;
  /** Returns the number of the step that a key leads to, null for other keys. @param {KeyboardEvent} event */
  const target = (event) => {
    switch (event.key === " " ? `Page${event.shiftKey ? "Up" : "Down"}` : event.key) {
      case "ArrowRight": return current + 1;
      case "ArrowLeft": return current - 1;
      case "ArrowDown": return below() ? scroll(LINE) : current + 1;
      case "ArrowUp": return above() ? scroll(-LINE) : current - 1;
      case "PageDown": return below() ? scroll(page()) : current + 1;
      case "PageUp": return above() ? scroll(-page()) : current - 1;
      case "Home": return 0;
      case "End": return steps.length - 1;
      default: return null;
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const element = /** @type {Element} */ (event.target);
    if (element.closest("input, textarea, select")) return;
    if (event.key === " " && element.closest("button, summary")) return;
    const next = target(event);
    if (next === null) return;
    event.preventDefault();
    if (!event.repeat) go(next); // a key held down does not go through all steps
  });
  find("previous").addEventListener("click", () => go(current - 1));
  find("next").addEventListener("click", () => go(current + 1));
  addEventListener("hashchange", show);

  // The size of the text.
  const SIZES = ["s", "m", "l", "xl"];
  const MIDDLE = 1;
  let size = SIZES.indexOf(load(SIZE) ?? "");
  if (size < 0) size = MIDDLE;
  /** @param {number} by */
  const resize = (by) => {
    size = Math.min(Math.max(size + by, 0), SIZES.length - 1);
    root.dataset.size = SIZES[size];
    find("smaller").setAttribute("aria-disabled", String(size === 0));
    find("larger").setAttribute("aria-disabled", String(size === SIZES.length - 1));
    if (by) keep(SIZE, size === MIDDLE ? "" : SIZES[size]);
  };
  find("smaller").addEventListener("click", () => resize(-1));
  find("larger").addEventListener("click", () => resize(1));

  // The group's notes.
  try {
    notes.value = foreign.text(load(NOTES) ?? "", notes.maxLength, "前のメモ");
  } catch (error) {
    message.textContent = `${/** @type {Error} */ (error).message}開けないので、そのまま残してあります。「メモを消す」を押すと、新しく書けます。`;
    notes.readOnly = true;
  }
  notes.addEventListener("input", () => {
    message.textContent = keep(NOTES, notes.value)
      ? ""
      : "この端末には保存できない設定です。メモは、このページを閉じると消えます。";
  });
  find("clear").addEventListener("click", () => {
    if ((notes.value || notes.readOnly) && !window.confirm("メモを消します。よろしいですか。")) return;
    notes.value = "";
    notes.readOnly = false;
    keep(NOTES, "");
    message.textContent = "メモを消しました。";
  });

  // Full screen, if the browser allows it.
  /** @type {HTMLButtonElement} */
  const fullscreen = find("fullscreen");
  fullscreen.hidden = !document.fullscreenEnabled;
  fullscreen.addEventListener("click", () => {
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    done.catch(() => { fullscreen.hidden = true; });
  });
  document.addEventListener("fullscreenchange", () => {
    fullscreen.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
  });

  // The header of the site is hidden; its switch of colours moves to the tools.
  document.documentElement.classList.add("on-stage");
  find("tools").append(document.querySelector("[data-theme-switch]"));
  history.scrollRestoration = "manual";
  resize(0);
  show();
}
