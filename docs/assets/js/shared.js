// On every page, before the other scripts: what they share.
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

  // What the device keeps: a text, or null.  It may be closed to us, from disk or in a private window:
  // then undefined is read, and nothing kept.  An empty text is kept as none.
  const load = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return undefined;
    }
  };
  const keep = (key, text) => {
    try {
      if (text) localStorage.setItem(key, text);
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  };

  // Runs a script of the site, once; one that did not load is tried again the next time.
  const running = new Map();
  const run = (src) => {
    if (!running.has(src)) {
      running.set(src, new Promise((resolve, reject) => {
        const refused = () => { running.delete(src); reject(new Error(`${src} does not load`)); };
        document.head.append(element("script", { src, onload: resolve, onerror: refused }));
      }));
    }
    return running.get(src);
  };

  window.hintbook = { element, address, copy, say, unescaped, load, keep, run };
}
