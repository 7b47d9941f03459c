// Runs before the page is drawn: sets classes for “scripts run” and “in a frame”, and the colour
// scheme that the reader has chosen.
"use strict";
{
  const KEY = "hintbook.theme";
  const root = document.documentElement;
  /** @type {Record<string, string>} */
  const NAMES = { auto: "自動", light: "明るい", dark: "暗い" };
  const ORDER = Object.keys(NAMES);

  const stored = () => {
    try {
      const value = localStorage.getItem(KEY);
      return value && ORDER.includes(value) ? value : "auto";
    } catch {
      return "auto"; // no storage, as in private windows or in a copy opened from disk
    }
  };
  /** @param {string} theme */
  const apply = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };

  let theme = stored();
  root.classList.replace("no-js", "js");
  root.classList.toggle("framed", window !== window.top || /[?&]embed\b/.test(location.search));
  apply(theme);

  document.addEventListener("DOMContentLoaded", () => {
    /** @type {HTMLElement | null} */
    const button = document.querySelector("[data-theme-switch]");
    const label = button?.querySelector("[data-theme-name]");
    if (!button || !label) return;
    const show = () => { label.textContent = `表示: ${NAMES[theme]}`; };
    show();
    button.addEventListener("click", () => {
      theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
      apply(theme);
      show();
      try {
        if (theme === "auto") localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, theme);
      } catch { /* without storage the choice is for this page only */ }
    });
  });
}
