// On every page: 「リンクをコピー」「文面をコピー」「出典をコピー」「埋め込みコード」, which are plain links
// without this script, and details that open when the address leads to them.
"use strict";
{
  const { address, copy, say, unescaped } = window.hintbook;
  /** @type {Record<string, string>} */
  const MESSAGES = {
    link: "リンクをコピーしました", text: "文面をコピーしました", citation: "出典をコピーしました", embed: "埋め込みコードをコピーしました",
  };
  /** @param {string} text */
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

  // The elements with an entry's text, beside its heading, phrases, tags and links, and the lines in them
  const TEXT = ":scope > :is([data-copy-text], p:not([class]), .lead, ul:not([class]), .block-list, .procedure, .profile-items)";
  const LINE = ":is(p:not(.item-tags), li, dt, dd, h2, h3, h4, caption, tr):not(:has(p, li))";
  /** @param {Element} element */
  const line = (element) => [.../** @type {Partial<HTMLTableRowElement>} */ (element).cells ?? [element]]
    .map((part) => part.textContent?.replace(/\s+/g, " ").trim()).join(" ");
  /** Returns the text of the entry at whose foot a link is. @param {Element} link */
  const words = (link) => [...(link.closest(".entry-foot") ?? link.closest(".actions"))?.parentElement?.querySelectorAll(TEXT) ?? []]
    .flatMap((element) => (element.matches(LINE) ? [element] : [...element.querySelectorAll(LINE)])).map(line).join("\n");
  /** Returns what the actions say of their entry. @param {Element} link */
  const data = (link) => /** @type {HTMLElement | null} */ (link.closest(".actions"))?.dataset ?? {};

  /** @type {Record<string, (link: HTMLAnchorElement) => string>} */
  const TEXTS = {
    link: (link) => address(link.href),
    // Name and text, then the rest of the citation, then the address on a line of its own.
    text: (link) => {
      const { title, source = "" } = data(link);
      const named = source.replace(/^、/, "").replace(/ ?\{url\}$/, "");
      return [[title, words(link)], [named, address(link.href)]].map((part) => part.filter(Boolean).join("\n")).join("\n\n");
    },
    citation: (link) => {
      const { title = "", source = "" } = data(link);
      return title + source.replace("{url}", () => address(link.href));
    },
    // Hosts that drop the style leave the height for a narrow frame.
    embed: (link) => {
      const { title = "", height, size } = data(link);
      return `<div style="width:100%;container-type:inline-size"><iframe src="${quoted(address(link.href))}"`
        + ` title="${quoted(title)}" width="100%" height="${height}" style="border:0;height:${size}" loading="lazy"></iframe></div>`;
    },
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
    const id = unescaped(location.hash.slice(1));
    const target = document.getElementById(id);
    // A mail or chat program has taken what follows an address for a part of it.
    const [own] = /^[\w-]+/.exec(id) ?? [];
    if (!target && own && own !== id && document.getElementById(own)) location.replace(`#${own}`);
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  openTarget();
  addEventListener("hashchange", openTarget);
}
