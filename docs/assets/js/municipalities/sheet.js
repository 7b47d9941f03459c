// The profile of a municipality: `?sheet` shows its A4 sheet, which printing gives unless the whole page is asked for.
"use strict";
for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-profile]"))) {
  if (new URLSearchParams(location.search).has("sheet")) {
    root.dataset.view = "sheet";
    /** @type {HTMLElement} */ (root.querySelector("[data-sheet-bar]")).hidden = false;
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-print]"))) {
    button.addEventListener("click", () => {
      root.dataset.printing = button.dataset.print;
      print();
    });
  }
  addEventListener("afterprint", () => { delete root.dataset.printing; });
}
