// The pages for trainers.  Training mode shows one step at a time, like slides; without scripts it is
// one long page.
"use strict";
for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-training]"))) {
  const { foreign, keep, load } = window.hintbook;
  const NOTES = `hintbook.training.notes.${root.dataset.training}`;
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-training-${name}]`);
  /** @type {HTMLTextAreaElement} */
  const notes = find("notes");
  /** @type {HTMLElement} */
  const message = find("message");

  // The group's notes.
  try {
    notes.value = foreign.text(load(NOTES) ?? "", notes.maxLength, "前のメモ");
  } catch (error) {
    message.textContent = `${/** @type {Error} */ (error).message}開けないので、そのまま残してあります。「メモを消す」を押すと、新しく書けます。`;
    notes.readOnly = true;
  }
  notes.addEventListener("input", () => {
    message.textContent = keep(NOTES, notes.value)
      ? ""
      : "この端末には保存できない設定です。メモは、このページを閉じると消えます。";
  });
  find("clear").addEventListener("click", () => {
    if ((notes.value || notes.readOnly) && !window.confirm("メモを消します。よろしいですか。")) return;
    notes.value = "";
    notes.readOnly = false;
    keep(NOTES, "");
    message.textContent = "メモを消しました。";
  });

  window.hintbookStage.start(root);
}
