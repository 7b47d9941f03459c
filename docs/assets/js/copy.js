// On every page: 「リンクをコピー」「文面をコピー」「出典をコピー」「埋め込みコード」, which without this script
// are absent or plain links, and details that open when the address leads to them.
"use strict";
{
  const { address, copy, element, say, unescaped } = window.hintbook;
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

  // The rows of actions, a row for an entry, as the templates' macro `actions` writes them
  const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".actions"));
  /** Returns the name where the entry stands alone: given, with the heading above, or the short one. @param {HTMLElement} row */
  const nameOf = ({ dataset: { short = "", title }, parentElement }) => {
    const heading = parentElement?.matches(".entry-foot") && parentElement.parentElement?.querySelector(":scope > :is(h3, h4)");
    return title ?? (heading ? `${short}「${[...heading.childNodes].at(-1)?.textContent?.trim()}」` : short);
  };
  /** Returns what follows the name in a citation; most is the same as in the first row. @param {HTMLElement} row */
  const sourceOf = ({ dataset: { source = "" } }) => {
    const [, shared, rest] = /^(\d+) (.*)$/s.exec(source) ?? [];
    return shared ? `${rows[0].dataset.source?.slice(0, Number(shared))}${rest}` : source;
  };
  // Of a card, three widths of frames, the heights in them, and the most are given, in pixels; between
  // the widths, heights lie on a line.
  /** Returns the height of a card in a narrow frame, in pixels, and in any frame, as CSS. @param {HTMLElement} row */
  const heightOf = ({ dataset: { heights = "" } }) => {
    const [w1, w2, w3, h1, h2, h3, most] = heights.split(" ").map(Number);
    /** @param {number} from @param {number} to @param {number} high @param {number} low */
    const line = (from, to, high, low) => {
      const slope = (high - low) / (to - from);
      return `${Math.round(high + slope * from)}px - ${Math.round(slope * 100)}cqw`;
    };
    const size = `min(${most}px, max(${line(w1, w2, h1, h2)}, ${line(w2, w3, h2, h3)}, ${h3}px))`;
    return { height: Math.min(h1, most), size };
  };

  // Labels say whose action it is; only the script copies texts and code.
  for (const row of rows) {
    for (const action of row.querySelectorAll(":scope > .action, :scope > .menu > summary")) {
      action.setAttribute("aria-label", `${action.textContent?.trim()}: ${row.dataset.short}`);
    }
    const citation = /** @type {HTMLAnchorElement | null} */ (row.querySelector("[data-copy=citation]"));
    if (!citation) continue;
    const { href } = citation;
    citation.append("をコピー");
    citation.before(element("a", { className: "action", href, "data-copy": "text" }, "文面をコピー"));
    citation.after(element("a", { className: "action", href: `${href}?embed`, "data-copy": "embed" }, "埋め込みコード"));
  }

  /** @type {Record<string, (link: HTMLAnchorElement, row: HTMLElement) => string>} */
  const TEXTS = {
    link: (link) => address(link.href),
    // Name and text, then the rest of the citation, then the address on a line of its own.
    text: (link, row) => {
      const named = sourceOf(row).replace(/^、/, "");
      return [[nameOf(row), words(link)], [named, address(link.href)]].map((part) => part.filter(Boolean).join("\n")).join("\n\n");
    },
    citation: (link, row) => `${nameOf(row)}${sourceOf(row)} ${address(link.href)}`,
    // Hosts that drop the style leave the height for a narrow frame.
    embed: (link, row) => {
      const { height, size } = heightOf(row);
      return `<div style="width:100%;container-type:inline-size"><iframe src="${quoted(address(link.href))}"`
        + ` title="${quoted(nameOf(row))}" width="100%" height="${height}" style="border:0;height:${size}" loading="lazy"></iframe></div>`;
    },
  };

  document.addEventListener("click", async (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest("a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { copy: what = "" } = link.dataset;
    const row = /** @type {HTMLElement} */ (link.closest(".actions") ?? link);
    if (await copy(TEXTS[what](link, row))) say(link, MESSAGES[what]);
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
