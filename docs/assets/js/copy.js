// On every page, before the other scripts: what they share, 「リンクをコピー」「出典をコピー」「埋め込みコード」
// (without this file plain links), and folds that open when the address leads to them.
"use strict";
{
  // An element with its properties or attributes and its children.
  const element = (name, properties = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in made) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  // The full address to hand on.  A copy opened from disk gives the site's own, if that is known.
  const address = (href) => {
    const full = new URL(href, location.href).href;
    const home = document.querySelector("meta[name='site-url']")?.content;
    if (location.protocol !== "file:" || !home) return full;
    const root = new URL(document.querySelector("meta[name='site-root']").content, location.href).href;
    if (!full.startsWith(root)) return full;
    const path = full.slice(root.length)
      .replace(/(^|\/)index\.html(?=[?#]|$)/, "$1").replace(/\.html(?=[?#]|$)/, "/");
    return home + path;
  };

  // The clipboard needs a secure context; plain http inside a town hall's network is none.
  const copyBySelection = (text) => {
    const focused = document.activeElement;
    const field = element("textarea", { value: text, className: "visually-hidden" });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    if (!done) throw new Error("copy refused");
  };

  // Whether the text was copied; where it cannot be, it is shown to be copied by hand.
  const copy = async (text) => {
    try {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        copyBySelection(text);
      }
      return true;
    } catch {
      window.prompt("コピーできませんでした。ここから写してください。", text);
      return false;
    }
  };

  // Says aloud what was done, and shows it at the link or button that did it.
  const announcer = document.getElementById("announcer");
  const say = (action, message) => {
    announcer.textContent = "";
    announcer.textContent = message;
    action.dataset.said = message;
    setTimeout(() => { delete action.dataset.said; }, 2500);
  };

  // A mail program may have escaped a link once more; what cannot be unescaped stays as it is.
  const unescaped = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  window.hintbook = { element, address, copy, say, unescaped };

  const SAID = { link: "リンクをコピーしました", citation: "出典をコピーしました", embed: "埋め込みコードをコピーしました" };
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const TEXTS = {
    link: (link) => address(link.href),
    citation: (link) => link.dataset.citation.replace("{url}", () => address(link.href)),
    embed: (link) => `<iframe src="${quoted(address(link.href))}" title="${quoted(link.dataset.title)}" width="100%"`
      + ` height="${link.dataset.height}" style="border:0" loading="lazy"></iframe>`,
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { copy: what } = link.dataset;
    if (await copy(TEXTS[what](link))) say(link, SAID[what]);
    link.focus();
  });

  // Read from the address: when a page loads, `:target` is not set yet.
  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  openTarget();
  addEventListener("hashchange", openTarget);
}
