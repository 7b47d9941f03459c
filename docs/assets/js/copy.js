// On every page: 「リンクをコピー」「出典をコピー」「埋め込みコード」, which are plain links without this
// script, and details that open when the address leads to them.
"use strict";
{
  const { address, copy, say } = window.hintbook;
  /** @type {Record<string, string>} */
  const MESSAGES = { link: "リンクをコピーしました", citation: "出典をコピーしました", embed: "埋め込みコードをコピーしました" };
  /** @param {string} text */
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  /** @type {Record<string, (link: HTMLAnchorElement) => string>} */
  const TEXTS = {
    link: (link) => address(link.href),
    citation: (link) => (link.dataset.citation ?? "").replace("{url}", () => address(link.href)),
    embed: (link) => `<iframe src="${quoted(address(link.href))}" title="${quoted(link.dataset.title ?? "")}" width="100%"`
      + ` height="${link.dataset.height}" style="border:0" loading="lazy"></iframe>`,
  };

  document.addEventListener("click", async (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest("a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { copy: what = "" } = link.dataset;
    if (await copy(TEXTS[what](link))) say(link, MESSAGES[what]);
    link.focus();
  });

  // A menu closes by Escape and by a click elsewhere.
  /** @param {Element | null} kept */
  const closeMenus = (kept) => {
    for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu[open]"))) {
      if (menu !== kept) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(/** @type {Element} */ (event.target).closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = document.activeElement?.closest("details.menu[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.querySelector("summary")?.focus();
    closeMenus(null);
  });

  // `:target` is not set yet while a page loads, so the address is read.
  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  openTarget();
  addEventListener("hashchange", openTarget);
}
