// 「リンクをコピー」「出典をコピー」: without this file they are plain links.
"use strict";
{
  const announcer = document.getElementById("announcer");
  const SAID = { link: "リンクをコピーしました", citation: "出典をコピーしました" };

  // A copy opened from disk is cited by the site's own address, if that is known.
  const address = (link) => {
    const home = document.querySelector("meta[name='site-url']")?.content;
    if (location.protocol !== "file:" || !home) return link.href;
    const root = new URL(document.querySelector("meta[name='site-root']").content, location.href);
    const path = link.href.slice(root.href.length).replace(/index\.html(?=#|$)/, "").replace(/\.html(?=#|$)/, "/");
    return home + path;
  };

  const textOf = (link) => link.dataset.copy === "link"
    ? address(link)
    : link.dataset.citation.replace("{url}", () => address(link));

  // The clipboard needs a secure context; plain http inside a town hall's network is none.
  const copyBySelection = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("copy refused");
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text);
    }
  };

  const say = (link, message) => {
    announcer.textContent = "";
    announcer.textContent = message;
    link.dataset.said = message;
    setTimeout(() => { delete link.dataset.said; }, 2500);
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const text = textOf(link);
    try {
      await copy(text);
      say(link, SAID[link.dataset.copy]);
    } catch {
      window.prompt("コピーできませんでした。ここから写してください。", text);
    }
    link.focus();
  });
}
