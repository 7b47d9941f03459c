// Shows a part of a page like slides; training mode and the 教材箱 use it.
//
// The element has steps, `[data-step]`, which may contain steps that are shown below their heading.
// A step with units, `[data-unit]`, takes as many slides as it needs for the size of the text and of
// the screen: as many units on each as fit, and a unit that does not fit alone in parts.
"use strict";
{
  const { element, keep, load } = window.hintbook;
  const { pieces, ranges, showPieces } = window.hintbookSplitting;
  const SIZE = "hintbook.training.size";
  const SINGLE = "hintbook.training.single";
  const SIZES = ["s", "m", "l", "xl"];
  const MIDDLE = 1;
  const LINE = 40;
  const PART = "--"; // in an address, before the number of a slide: no id contains it

  /** @param {HTMLElement} step */
  const idOf = (step) => step.id || step.querySelector("[id]")?.id || "";

  /** Starts the stage. @type {StageStart} */
  const start = (root, { inAddress = true, onShow = () => {} } = {}) => {
    const ending = new AbortController();
    const { signal } = ending;
    /** @type {(name: string) => any} */
    const find = (name) => root.querySelector(`[data-stage-${name}]`);
    const steps = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-step]")]);
    /** @param {HTMLElement} step */
    const unitsOf = (step) => /** @type {HTMLElement[]} */ ([...step.querySelectorAll("[data-unit]")])
      .filter((unit) => unit.closest("[data-step]") === step);
    const units = new Map(steps.map((step) => [step, unitsOf(step)]));
    /** Returns the heading of a step, or of what contains it. @param {Element | null | undefined} step @returns {Element | null} */
    const heading = (step) => step
      ? step.querySelector("h2, h3") ?? heading(step.parentElement?.closest("[data-step]"))
      : root.querySelector("h1");

    // Slides
    /** @type {StageSlide[]} */
    let slides = [];
    let current = 0;
    let single = Boolean(find("single")) && load(SINGLE) === "yes";
    /** @param {StageSlide} slide */
    const put = ({ step, from, to, range, part }) => {
      for (const one of steps) {
        one.hidden = !one.contains(step);
        one.toggleAttribute("data-open", one !== step && one.contains(step));
      }
      /** @type {HTMLElement[]} */ (units.get(step)).forEach((unit, index) => {
        unit.hidden = index < from || index >= to;
        if (unit.querySelector("[data-piece]")) showPieces(unit, pieces(unit), range);
        if (range && part) unit.dataset.part = part;
        else delete unit.dataset.part;
      });
      root.toggleAttribute("data-under-way", step !== steps[0]);
    };
    const tables = [...root.querySelectorAll(".table-scroll")];
    const fits = () => document.documentElement.scrollHeight <= innerHeight + 1
      && tables.every((table) => table.scrollWidth <= table.clientWidth + 1);
    /** Returns the slides of a step; if a unit has no room, what stands around it becomes smaller. @param {HTMLElement} step */
    const slidesOf = (step) => {
      step.classList.remove("is-alone", "is-tight");
      const found = asTheyAre(step);
      if (!found.some(({ range, tight }) => range || tight)) return found;
      step.classList.add("is-tight");
      return asTheyAre(step);
    };
    /** @param {HTMLElement} step @returns {StageSlide[]} */
    const asTheyAre = (step) => {
      const own = /** @type {HTMLElement[]} */ (units.get(step));
      /** @type {StageSlide} */
      const whole = { step, from: 0, to: own.length, range: null, part: "" };
      /** @param {Partial<StageSlide>} change */
      const try_ = (change) => {
        put({ ...whole, ...change });
        return fits();
      };
      if (!own.length) {
        put(whole);
        step.classList.toggle("is-alone", !fits());
        return [whole];
      }
      const alone = single && own[0].matches(".entry");
      return ranges(own.length, (from, to) => !alone && try_({ from, to })).flatMap(([from, to]) => {
        if (to - from > 1 || try_({ from, to })) return [{ ...whole, from, to }];
        const parts = ranges(pieces(own[from]).length, (first, last) => try_({ from, to, range: [first, last], part: "9／9" }));
        if (parts.length < 2) return [{ ...whole, from, to, tight: true }];
        return parts.map((range, index) => ({ ...whole, from, to, range, part: `${index + 1}／${parts.length}` }));
      });
    };

    // The address of a slide: the id of its step, then those of its first units; parts have numbers.
    /** @param {StageSlide} slide */
    const nameOf = (slide) => (slide.from ? units.get(slide.step)?.[slide.from].id : "") || idOf(slide.step);
    /** @param {number} number */
    const addressOf = (number) => {
      const name = nameOf(slides[number]);
      const nth = slides.slice(0, number).filter((slide) => nameOf(slide) === name).length;
      return nth ? `${name}${PART}${nth + 1}` : name;
    };
    /** Returns the number of the slide in the address. */
    const requested = () => {
      const hash = location.hash.slice(1);
      const exact = slides.findIndex((_, number) => addressOf(number) === hash);
      if (exact >= 0) return exact;
      const target = document.getElementById(hash.split(PART)[0]);
      const step = /** @type {HTMLElement} */ (target?.closest("[data-step]"));
      const unit = units.get(step)?.findIndex((own) => own.contains(target)) ?? -1;
      return Math.max(0, slides.findIndex((slide) => slide.step === step && (unit < 0 || unit < slide.to)));
    };

    const show = () => {
      put(slides[current]);
      find("count").textContent = `${current + 1}／${slides.length}`;
      find("name").textContent = ` ${heading(slides[current].step)?.textContent}`;
      find("previous").setAttribute("aria-disabled", String(current === 0));
      find("next").setAttribute("aria-disabled", String(current === slides.length - 1));
      scrollTo(0, 0);
      onShow(slides[current].step, slides[current + 1]?.step ?? null);
    };
    /** Makes the slides anew and shows the one with what was shown. */
    const layout = () => {
      const shown = slides[current];
      const first = shown && (shown.range?.[0] ?? 0);
      slides = steps.flatMap(slidesOf);
      if (shown) {
        const found = slides.findIndex(({ step, to, range }) =>
          step === shown.step && to >= Math.min(shown.from + 1, shown.to) && (!range || range[1] > first));
        current = Math.max(0, found);
      } else if (inAddress) current = requested();
      show();
    };
    /** @param {number} number */
    const go = (number) => {
      const next = Math.min(Math.max(number, 0), slides.length - 1);
      if (next === current) return;
      current = next; // already here: another key may come before the event
      if (!inAddress || location.hash === `#${addressOf(next)}`) {
        show();
        return;
      }
      const focused = /** @type {HTMLElement | null} */ (document.activeElement);
      location.hash = addressOf(next);
      focused?.focus({ preventScroll: true }); // the new fragment has moved the focus
    };

    // A presenter's remote has two keys, so that they scroll to the end of a slide before the next
    // one, where a screen is too small even for a part of a text.  Scrolling is instant: smooth
    // scrolling would continue in the next slide.
    const above = () => scrollY > 1;
    const below = () => scrollY + innerHeight < document.documentElement.scrollHeight - 1;
    /** @param {number} top */
    const scroll = (top) => {
      scrollBy({ top, behavior: "instant" });
      return current;
    };
    const page = () => innerHeight * .85;
    /** Returns the number of the slide that a key leads to, null for other keys. @param {KeyboardEvent} event */
    const target = (event) => {
      switch (event.key === " " ? `Page${event.shiftKey ? "Up" : "Down"}` : event.key) {
        case "ArrowRight": return current + 1;
        case "ArrowLeft": return current - 1;
        case "ArrowDown": return below() ? scroll(LINE) : current + 1;
        case "ArrowUp": return above() ? scroll(-LINE) : current - 1;
        case "PageDown": return below() ? scroll(page()) : current + 1;
        case "PageUp": return above() ? scroll(-page()) : current - 1;
        case "Home": return 0;
        case "End": return slides.length - 1;
        default: return null;
      }
    };
    /** @param {KeyboardEvent} event */
    const key = (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const on = /** @type {Element} */ (event.target);
      if (on.closest("input, textarea, select")) return;
      if (event.key === " " && on.closest("button, summary")) return;
      const next = target(event);
      if (next === null) return;
      event.preventDefault();
      if (!event.repeat) go(next); // a key held down does not go through all slides
    };
    document.addEventListener("keydown", key, { signal });
    find("previous").addEventListener("click", () => go(current - 1), { signal });
    find("next").addEventListener("click", () => go(current + 1), { signal });
    if (inAddress) {
      addEventListener("hashchange", () => {
        current = requested();
        show();
      }, { signal });
    }
    let waiting = 0;
    addEventListener("resize", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(layout);
    }, { signal });

    // The size of the text, and one entry at a time
    let size = SIZES.indexOf(load(SIZE) ?? "");
    if (size < 0) size = MIDDLE;
    /** @param {number} by */
    const resize = (by) => {
      size = Math.min(Math.max(size + by, 0), SIZES.length - 1);
      root.dataset.size = SIZES[size];
      find("smaller").setAttribute("aria-disabled", String(size === 0));
      find("larger").setAttribute("aria-disabled", String(size === SIZES.length - 1));
      if (by) keep(SIZE, size === MIDDLE ? "" : SIZES[size]);
      layout();
    };
    find("smaller").addEventListener("click", () => resize(-1), { signal });
    find("larger").addEventListener("click", () => resize(1), { signal });
    find("single")?.addEventListener("click", () => {
      single = !single;
      keep(SINGLE, single ? "yes" : "");
      find("single").setAttribute("aria-pressed", String(single));
      layout();
    }, { signal });
    find("single")?.setAttribute("aria-pressed", String(single));

    // Full screen, if the browser allows it.
    /** @type {HTMLButtonElement} */
    const fullscreen = find("fullscreen");
    fullscreen.hidden = !document.fullscreenEnabled;
    fullscreen.addEventListener("click", () => {
      const done = document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen();
      done.catch(() => { fullscreen.hidden = true; });
    }, { signal });
    document.addEventListener("fullscreenchange", () => {
      fullscreen.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
    }, { signal });

    // The header of the site is hidden; its switch of colours moves to the tools.
    /** @type {HTMLElement} */
    const theme = /** @type {any} */ (document.querySelector("[data-theme-switch]"));
    const home = element("span");
    theme.replaceWith(home);
    find("tools").append(theme);
    document.documentElement.classList.add("on-stage");
    const restoration = history.scrollRestoration;
    history.scrollRestoration = "manual";
    const timer = window.hintbookTimer.run(root, signal);
    const stop = () => {
      ending.abort();
      history.scrollRestoration = restoration;
      home.replaceWith(theme);
      document.documentElement.classList.remove("on-stage");
      if (document.fullscreenElement) document.exitFullscreen();
    };
    resize(0);
    return { key, stop, timer };
  };

  window.hintbookStage = { start };
}
