// The timetable of a 教材箱, to be edited.
"use strict";
{
  const { element } = window.hintbook;
  const { MAX_MINUTES, validPlan } = window.hintbook.handout;
  const list = /** @type {HTMLElement} */ (document.querySelector("[data-handout-plan]"));
  const sum = /** @type {HTMLElement} */ (document.querySelector("[data-handout-minutes]"));

  /** Writes the times of the rows and the sum. @param {HandoutCollection} one */
  const times = ({ start, plan }) => {
    const found = window.hintbookTimes(start, plan);
    list.querySelectorAll(".plan-time").forEach((cell, index) => { cell.textContent = found[index]; });
    sum.textContent = plan.length ? `合計${plan.reduce((total, { minutes }) => total + minutes, 0)}分` : "";
  };
  /** Draws the rows. @type {HandoutPlan["draw"]} */
  const draw = (one) => {
    list.replaceChildren(...one.plan.map(({ minutes, title }, index) => element("li", {},
      element("span", { className: "plan-time" }),
      element("label", {}, element("input", {
        type: "number", name: "minutes", min: "0", max: String(MAX_MINUTES), value: String(minutes), "aria-label": `${index + 1}行目の分`,
      }), "分"),
      element("input", { type: "text", name: "title", maxLength: 200, value: title, "aria-label": `${index + 1}行目にすること` }),
      element("button", { type: "button", "data-do": "drop-row", "data-row": String(index), "aria-label": `${index + 1}行目を取り除く` }, "取り除く"))));
    times(one);
  };
  /** Returns the rows as they are written. @returns {HandoutPart[]} */
  const read = () => validPlan([...list.children].map((row) => {
    const [minutes, title] = row.querySelectorAll("input");
    return { minutes: minutes.value, title: title.value };
  }));

  window.hintbook.handout.plan = { draw, read, times };
}
