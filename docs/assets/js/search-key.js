// "/" goes to the search box, wherever one stands, unless something is being written.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const boxes = [...document.querySelectorAll("[data-search-box]")];
  const box = boxes.findLast((one) => one.offsetParent); // the page's own before the header's
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
