// A timer on the stage.  It goes on when the page is left and opened again in the same tab.
"use strict";
{
  const { announce, keep, load } = window.hintbook;
  const KEY = "hintbook.timer";

  /** Returns what is left of a time in milliseconds as minutes and seconds, up to the next second. @param {number} milliseconds */
  const remaining = (milliseconds) => {
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  /** Runs the timer of a stage until it is left. @param {HTMLElement} root @param {AbortSignal} signal */
  const run = (root, signal) => {
    /** @type {(name: string) => any} */
    const find = (name) => root.querySelector(`[data-stage-${name}]`);
    /** @type {HTMLElement} */
    const shown = find("remaining");
    let end = Number(load(KEY, "sessionStorage")) || 0;
    const draw = () => {
      const left = end - Date.now();
      shown.hidden = !end;
      shown.classList.toggle("is-over", left <= 0);
      const text = left > 0 ? remaining(left) : "時間です";
      if (end && text === "時間です" && shown.textContent !== text) announce(text);
      shown.textContent = text;
      find("timer").textContent = end ? "タイマーを止める" : "タイマー";
    };
    const toggle = () => {
      const { value, min, max } = find("minutes");
      const minutes = Math.min(Math.max(Number(value), Number(min)), Number(max));
      end = end ? 0 : Date.now() + minutes * 60_000;
      keep(KEY, end ? String(end) : "", "sessionStorage");
      draw();
    };
    find("timer").addEventListener("click", toggle, { signal });
    const ticking = setInterval(draw, 500);
    signal.addEventListener("abort", () => clearInterval(ticking));
    draw();
    return { text: () => (shown.hidden ? "" : shown.textContent ?? "") };
  };

  window.hintbookTimer = { remaining, run };
}
