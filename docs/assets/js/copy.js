// On every page: 「リンクをコピー」「出典をコピー」「埋め込みコード」 (without this file plain links),
// and folds that open when the address leads to them.
"use strict";
{
  const { address, copy, say } = window.hintbook;
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
