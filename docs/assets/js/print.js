// On every page, before it is printed: what each sheet says at its foot, the chosen filters, and
// which fields are empty.
"use strict";
{
  const { address, unescaped } = window.hintbook;
  const MAX_ADDRESS = 300;

  /** Returns the address of the page with its query, nothing for a copy on disk without a site. */
  const here = () => {
    const full = address(location.href.split("#")[0]);
    return full.startsWith("file:") ? "" : unescaped(full).slice(0, MAX_ADDRESS);
  };

  /** Returns the chosen values of all filters, by filter. */
  const filters = () => {
    /** @type {Map<string, string[]>} */
    const chosen = new Map();
    for (const box of document.querySelectorAll(".facet-panel :checked")) {
      const name = box.closest(".facet, fieldset")?.querySelector("summary, legend")?.textContent?.trim() ?? "";
      const value = box.closest("label")?.querySelector(".facet-name")?.textContent ?? "";
      chosen.set(name, [...(chosen.get(name) ?? []), `「${value}」`]);
    }
    return [...chosen].map(([name, values]) => name + values.join("")).join("、");
  };

  addEventListener("beforeprint", () => {
    const day = new Intl.DateTimeFormat("ja-JP", { dateStyle: "long" }).format(new Date());
    const foot = [document.title, here(), `${day}に印刷`].filter(Boolean).join("　");
    document.documentElement.style.setProperty("--sheet-foot", JSON.stringify(foot));
    const chosen = filters();
    for (const line of document.querySelectorAll("[data-paper-filter]")) line.textContent = chosen && `条件: ${chosen}`;
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input, textarea"))) {
      field.classList.toggle("empty", !field.value);
    }
  });
}
