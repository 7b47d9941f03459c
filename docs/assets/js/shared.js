// On every page, before the other scripts: functions that they share.
"use strict";
{
  /**
   * Returns a new element with properties or attributes and children.
   * @param {string} name
   * @param {Record<string, any>} properties
   * @param {...(Node | string)} children
   * @returns {any}
   */
  const element = (name, properties = {}, ...children) => {
    /** @type {any} */
    const created = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in created) created[key] = value;
      else created.setAttribute(key, value);
    }
    created.append(...children);
    return created;
  };

  /** Returns the nodes of a text whose lines do not break beside ～. @param {string} text */
  const unbroken = (text) => text.split(/(\S～\S)/)
    .map((part, index) => (index % 2 ? element("span", { className: "unbroken" }, part) : part)).filter(Boolean);
  /**
   * Returns the nodes of a text, or of a part of it, whose lines may break at some places only.
   * @param {string} text
   * @param {number[]} breaks
   * @param {number} [from]
   * @param {number} [to]
   */
  const lines = (text, breaks, from = 0, to = text.length) => {
    const inside = breaks.filter((place) => place >= from && place < to);
    return [from, ...inside].flatMap((start, index) =>
      [...(index ? [element("wbr")] : []), ...unbroken(text.slice(start, inside[index] ?? to))]);
  };

  /**
   * Returns the full address of a link. In a copy opened from disk, the address on the published
   * site if it is known.
   * @param {string} href
   */
  const address = (href) => {
    /** @param {string} name */
    const meta = (name) => /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name='${name}']`))?.content;
    const full = new URL(href, location.href).href;
    const home = meta("site-url");
    if (location.protocol !== "file:" || !home) return full;
    const root = new URL(meta("site-root") ?? "", location.href).href;
    if (!full.startsWith(root)) return full;
    const path = full.slice(root.length)
      .replace(/(^|\/)index\.html(?=[?#]|$)/, "$1").replace(/\.html(?=[?#]|$)/, "/");
    return home + path;
  };

  /**
   * Copies a text by a selection: `navigator.clipboard` is missing where a site has no HTTPS.
   * @param {string} text
   */
  const copyBySelection = (text) => {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const field = element("textarea", { value: text, className: "visually-hidden" });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    if (!done) throw new Error("copy refused");
  };

  /**
   * Copies a text, or shows it to be copied by hand; returns whether it was copied.
   * @param {string} text
   */
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

  /**
   * Announces a message to screen readers; a frame without it lets the same message be spoken again.
   * @param {string} message
   */
  const announce = (message) => {
    const announcer = /** @type {HTMLElement} */ (document.getElementById("announcer"));
    announcer.textContent = "";
    requestAnimationFrame(() => { announcer.textContent = message; });
  };

  const said = element("span", { className: "said", "aria-hidden": "true" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;
  /**
   * Announces what was done, to screen readers and at the end of the row of the link or button that
   * did it: there the message covers nothing.
   * @param {HTMLElement} action
   * @param {string} message
   */
  const say = (action, message) => {
    announce(message);
    said.textContent = message;
    (action.closest(".menu-box, .actions, p, li") ?? action.parentElement)?.append(said);
    clearTimeout(silence);
    silence = setTimeout(() => said.remove(), 2500);
  };

  /**
   * Returns a text without URL escapes, which mail programs may add; unchanged if they are malformed.
   * @param {string} text
   */
  const unescaped = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  /** @typedef {"localStorage" | "sessionStorage"} Storing on this device, or until the tab is closed */
  /**
   * Returns a text kept on this device, null if there is none, undefined if storage is not
   * available, as in private windows or in a copy opened from disk.
   * @param {string} key
   * @param {Storing} [storing]
   */
  const load = (key, storing = "localStorage") => {
    try {
      return window[storing].getItem(key);
    } catch {
      return undefined;
    }
  };
  /**
   * Keeps a text on this device, or removes it if it is empty; returns whether storage is available.
   * @param {string} key
   * @param {string} text
   * @param {Storing} [storing]
   */
  const keep = (key, text, storing = "localStorage") => {
    try {
      if (text) window[storing].setItem(key, text);
      else window[storing].removeItem(key);
      return true;
    } catch {
      return false;
    }
  };

  /**
   * Writes the address of the page, unless the browser lets no copy on disk do so.
   * @param {string} url
   * @param {{ push?: boolean, state?: unknown }} [how] `push`: as a new entry of the history
   */
  const rewriteAddress = (url, { push = false, state = null } = {}) => {
    try {
      history[push ? "pushState" : "replaceState"](state, "", url);
    } catch { /* what the page shows does not depend on it */ }
    query = location.search;
  };

  // The query of the address as it was last read or written
  let query = location.search;
  /** @type {(() => void)[]} */
  const readers = [];
  addEventListener("popstate", () => {
    if (location.search === query) return; // a link to a place on the page
    query = location.search;
    for (const read of readers) read();
  });
  /**
   * Calls a function whenever Back or Forward lead to another query.
   * @param {() => void} read
   */
  const onOtherQuery = (read) => readers.push(read);

  /**
   * Offers a file to be saved.
   * @param {string} name of the file, with its extension
   * @param {unknown} data written as JSON, unless it is a file already
   */
  const download = (name, data) => {
    const file = data instanceof Blob ? data : new Blob([JSON.stringify(data, null, 1)], { type: "application/json" });
    const href = URL.createObjectURL(file);
    element("a", { href, download: name.replace(/[\\/:*?"<>|\s]+/g, "-") }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  };

  /** @type {Map<string, Promise<unknown>>} */
  const scripts = new Map();
  /**
   * Runs a script of the site once; if it fails to load, the next call tries again.
   * @param {string} src
   */
  const run = (src) => {
    const running = scripts.get(src) ?? new Promise((resolve, reject) => {
      const failed = () => { scripts.delete(src); reject(new Error(`${src} does not load`)); };
      document.head.append(element("script", { src, onload: resolve, onerror: failed }));
    });
    scripts.set(src, running);
    return running;
  };

  // The scripts foreign.js and handout/collect.js add `foreign` and `handout`.
  window.hintbook = /** @type {any} */ ({ element, lines, unbroken, address, announce, copy, say, unescaped, load, keep, rewriteAddress, onOtherQuery, download, run });
}
