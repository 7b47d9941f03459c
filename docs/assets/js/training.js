// The pages for trainers.  Training mode shows one step at a time, like slides; without this file it
// is one long page.  A step inside a step opens it: a group's heading stands above its hints.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
for (const root of document.querySelectorAll("[data-training]")) {
  const { keep, load } = window.hintbook;
  const SIZE = "hintbook.training.size";
  const NOTES = `hintbook.training.notes.${root.dataset.training}`;
  const find = (name) => root.querySelector(`[data-training-${name}]`);
  const steps = [...root.querySelectorAll("[data-step]")];
  const notes = find("notes");
  const message = find("message");

  // Steps.  The address names a step by the first id in it, and leads to it by any.
  const name = (step) => step.id || step.querySelector("[id]").id;
  const heading = (step) => step
    ? step.querySelector("h2, h3") ?? heading(step.parentElement.closest("[data-step]"))
    : root.querySelector("h1");
  const asked = () => Math.max(0, steps.indexOf(document.getElementById(location.hash.slice(1))?.closest("[data-step]")));
  let current = 0;

  const show = () => {
    current = asked();
    const step = steps[current];
    for (const one of steps) {
      one.hidden = !one.contains(step);
      one.toggleAttribute("data-open", one !== step && one.contains(step));
    }
    root.toggleAttribute("data-under-way", current > 0);
    find("count").textContent = `${current + 1}／${steps.length}`;
    find("name").textContent = ` ${heading(step).textContent}`;
    find("previous").setAttribute("aria-disabled", String(current === 0));
    find("next").setAttribute("aria-disabled", String(current === steps.length - 1));
    scrollTo(0, 0);
  };

  const go = (number) => {
    const there = Math.min(Math.max(number, 0), steps.length - 1);
    if (there === current) return;
    const focused = document.activeElement;
    location.hash = name(steps[there]);
    focused.focus({ preventScroll: true }); // the address has taken it
  };

  // A presenter's remote has two keys: what does not fit is scrolled through before the next step.
  // We scroll, at once: the browser's own glide would run on into a step that comes meanwhile.
  const above = () => scrollY > 1;
  const below = () => scrollY + innerHeight < document.documentElement.scrollHeight - 1;
  const scroll = (top) => {
    scrollBy({ top, behavior: "instant" });
    return current;
  };
  const LINE = 40;
  const page = () => innerHeight * .85;
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
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === " " && event.target.closest("button, summary")) return;
    const there = target(event);
    if (there === null) return;
    event.preventDefault();
    if (!event.repeat) go(there); // a key held down does not leaf through
  });
  find("previous").addEventListener("click", () => go(current - 1));
  find("next").addEventListener("click", () => go(current + 1));
  addEventListener("hashchange", show);

  // The size of text.
  const SIZES = ["s", "m", "l", "xl"];
  const MIDDLE = 1;
  let size = SIZES.indexOf(load(SIZE));
  if (size < 0) size = MIDDLE;
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
  notes.value = load(NOTES) ?? "";
  notes.addEventListener("input", () => {
    message.textContent = keep(NOTES, notes.value)
      ? ""
      : "この端末には保存できない設定です。メモは、この頁を閉じると消えます。";
  });
  find("clear").addEventListener("click", () => {
    if (notes.value && !window.confirm("メモを消します。よろしいですか。")) return;
    notes.value = "";
    keep(NOTES, "");
    message.textContent = "メモを消しました。";
  });

  // The whole screen, where the browser lets us.
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

  // The stage: the site's header gives way, but its switch of colours stays.
  document.documentElement.classList.add("on-stage");
  find("tools").append(document.querySelector("[data-theme-switch]"));
  history.scrollRestoration = "manual";
  resize(0);
  show();
}
