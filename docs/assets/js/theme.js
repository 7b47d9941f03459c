// Runs before the page is drawn: says that scripts run and whether the page stands in a frame,
// and sets the colour scheme chosen before.
"use strict";
{
  const KEY = "hintbook.theme";
  const root = document.documentElement;
  const NAMES = { auto: "自動", light: "明るい", dark: "暗い" };
  const ORDER = Object.keys(NAMES);

  const stored = () => {
    try {
      const value = localStorage.getItem(KEY);
      return ORDER.includes(value) ? value : "auto";
    } catch {
      return "auto"; // storage may be closed to us, from disk or in a private window
    }
  };
  const apply = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };

  let theme = stored();
  root.classList.replace("no-js", "js");
  root.classList.toggle("framed", window !== window.top || /[?&]embed\b/.test(location.search));
  apply(theme);

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    const label = button?.querySelector("[data-theme-name]");
    if (!label) return;
    const show = () => { label.textContent = `表示: ${NAMES[theme]}`; };
    show();
    button.addEventListener("click", () => {
      theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
      apply(theme);
      show();
      try {
        if (theme === "auto") localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, theme);
      } catch { /* the choice holds for this page only */ }
    });
  });
}
