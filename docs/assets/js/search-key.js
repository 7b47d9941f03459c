// The key "/" focuses the search box, except while the reader types, and unless the reader has
// switched it off on the page about accessibility.
"use strict";
{
  const KEY = "hintbook.search-key";
  const { keep, load } = window.hintbook;
  const enabled = () => load(KEY) !== "off";

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/** @type {Element} */ (event.target).closest("input, textarea, select, [contenteditable]")) return;
    const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-search-box]"))];
    const box = boxes.findLast((one) => one.offsetParent); // the page's own box comes after the header's
    if (!box || !enabled()) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /** @type {HTMLInputElement | null} */
  const choice = document.querySelector("[data-search-key]");
  if (choice) {
    const status = /** @type {HTMLElement} */ (document.querySelector("[data-search-key-status]"));
    choice.checked = enabled();
    choice.addEventListener("change", () => {
      if (keep(KEY, choice.checked ? "" : "off")) {
        status.textContent = choice.checked ? "使います。" : "使わないことにしました。";
      } else {
        choice.checked = true;
        status.textContent = "この端末には残せないため、変えられませんでした。";
      }
    });
  }
}
