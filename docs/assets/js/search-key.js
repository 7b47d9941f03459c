// "/" goes to the search box, wherever one stands, unless something is being written
// or the reader has switched it off on the page on accessibility.
"use strict";
{
  const KEY = "hintbook.search-key";
  const { keep, load } = window.hintbook;
  const wanted = () => load(KEY) !== "off";

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const boxes = [...document.querySelectorAll("[data-search-box]")];
    const box = boxes.findLast((one) => one.offsetParent); // the page's own before the header's
    if (!box || !wanted()) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  const choice = document.querySelector("[data-search-key]");
  if (choice) {
    const status = document.querySelector("[data-search-key-status]");
    choice.checked = wanted();
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
