// The sheets for trainers: printing, and on the facilitator's sheet the plan that is shown and
// printed, by the clock if its start is known.
"use strict";
{
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("[data-plans]");
  const show = () => {
    const controls = /** @type {any} */ (form).elements;
    for (const plan of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-plan]"))) {
      plan.hidden = plan.dataset.plan !== controls.minutes.value;
      const rows = /** @type {HTMLElement[]} */ ([...plan.querySelectorAll("[data-minutes]")]);
      const times = window.hintbookTimes(controls.start.value, rows.map((row) => ({ minutes: Number(row.dataset.minutes) })));
      rows.forEach((row, index) => {
        const cell = row.querySelector("th");
        if (cell) cell.textContent = times[index];
      });
    }
  };
  form?.addEventListener("input", show);
  form?.addEventListener("submit", (event) => event.preventDefault());
  if (form) show();
}
