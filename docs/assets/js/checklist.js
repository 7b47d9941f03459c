// The checklist: ticks suggest goals, are kept on this device, shared by a link and compared.
// Without this script it is a form to print.
"use strict";

// The link to share: box n is bit n-1, 6 bits to a character, lowest first, zeros at the end left
// out.  Links in use must keep working: another meaning needs another version.
{
  const VERSION = "v1";
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const { unescaped } = window.hintbook;

  /** Returns the fragment for the numbers of ticked boxes. @param {number[]} ticked */
  const encode = (ticked) => {
    /** @type {number[]} */
    const digits = [];
    for (const n of ticked) digits[Math.floor((n - 1) / 6)] |= 1 << ((n - 1) % 6);
    return `${VERSION}=${Array.from(digits, (digit) => ALPHABET[digit ?? 0]).join("")}`;
  };
  /**
   * Returns the ticked numbers of a fragment, null if it is not a fragment of the checklist.
   * @param {string} fragment
   * @param {number[]} known numbers of all boxes; others are ignored
   */
  const decode = (fragment, known) => {
    const match = /^#?v1=([\w-]{0,32})$/.exec(unescaped(fragment));
    if (!match) return null;
    /** @type {number[]} */
    const ticked = [];
    [...match[1]].forEach((character, index) => {
      const digit = ALPHABET.indexOf(character);
      for (let bit = 0; bit < 6; bit += 1) {
        const n = index * 6 + bit + 1;
        if (digit & (1 << bit) && known.includes(n)) ticked.push(n);
      }
    });
    return ticked;
  };

  self.hintbookChecklist = { encode, decode };
}

for (const root of document.querySelectorAll("[data-checklist]")) {
  const { address, copy, element, foreign, keep, load, unescaped } = window.hintbook;
  const { encode, decode } = self.hintbookChecklist;
  const TICKS = "hintbook.checklist.ticks";
  const MAX_TEXT = 5000; // characters
  const TEXTS = "hintbook.checklist.texts";
  /** @type {(name: string) => any} */
  const find = (name) => root.querySelector(`[data-checklist-${name}]`);
  /** @type {HTMLFormElement} */
  const form = find("form");
  /** @type {HTMLElement} */
  const message = find("message");
  const suggested = /** @type {HTMLElement} */ (root.querySelector("[data-suggested]"));
  const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[data-box]"))];
  const fields = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[data-keep]"))];
  /** @type {Record<string, any>} */
  const controls = form.elements;
  /** @param {HTMLInputElement} box */
  const number = (box) => Number(box.name.slice("checklist-".length));
  /** @param {HTMLInputElement} box */
  const labelOf = (box) => /** @type {HTMLElement} */ (box.closest("label"));
  /** @param {HTMLInputElement} box */
  const words = (box) => labelOf(box).textContent.trim();
  /** @param {string} fragment */
  const decoded = (fragment) => decode(fragment, boxes.map(number));

  const ticked = () => boxes.filter((box) => box.checked).map(number);
  /** @param {number[]} numbers */
  const tick = (numbers) => {
    const wanted = new Set(numbers);
    for (const box of boxes) box.checked = wanted.has(number(box));
  };

  // Ticks and texts are kept separately: a note on a colleague's list does not change one's own ticks.
  /** @param {string} key @param {string} text */
  const tryKeep = (key, text) => {
    if (keep(key, text)) return;
    message.textContent = "この端末には保存できない設定です。印とメモは、このページを閉じると消えます。";
  };
  const keepTicks = () => tryKeep(TICKS, encode(ticked()));
  const keepTexts = () => {
    tryKeep(TEXTS, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
    showMemo();
  };
  const restoreTicks = () => {
    tick(decoded(load(TICKS) ?? "") ?? []);
  };
  const restoreTexts = () => {
    try {
      const texts = foreign.json(load(TEXTS) ?? "null", "メモ");
      for (const field of fields) field.value = foreign.text(texts?.[field.name] ?? "", MAX_TEXT, "メモ");
    } catch { /* not what this page keeps */ }
    showMemo();
  };
  // A text area would cut a long text off on paper.
  const showMemo = () => { find("memo").textContent = controls.memo.value; };

  // The address of shared ticks does not stand for ticks that the reader has changed.
  const forgetFragment = () => {
    if (!location.hash || linked()) return;
    message.textContent = "変えた印は、この端末に残ります。もとの印は、送られたリンクから開けます。";
    try {
      history.replaceState(null, "", location.pathname + location.search);
    } catch { /* a copy on disk may not write its address */ }
  };
  /** Returns the part of this page that the address leads to. */
  const linked = () => document.getElementById(unescaped(location.hash.slice(1)));

  /** Returns the ticked difficulties that suggest each goal, in the order of the goals' letters. */
  const reasons = () => {
    /** @type {Map<string, HTMLInputElement[]>} */
    const found = new Map();
    for (const box of boxes.filter((b) => b.checked && b.dataset.goals)) {
      for (const letter of box.dataset.goals?.split(" ") ?? []) {
        found.set(letter, [...(found.get(letter) ?? []), box]);
      }
    }
    return new Map([...found].sort());
  };

  const opened = new Set(); // goals whose practices have been opened, which the reader may close
  const suggest = () => {
    const found = reasons();
    for (const box of boxes.filter((b) => b.dataset.goal)) {
      labelOf(box).classList.toggle("box--suggested", found.has(box.dataset.goal ?? ""));
    }
    for (const details of /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll("[data-goal-practices]"))) {
      const letter = details.dataset.goalPractices ?? "";
      const wanted = found.has(letter) || boxes.some((b) => b.dataset.goal === letter && b.checked);
      if (wanted && !opened.has(letter)) details.open = true;
      if (wanted) opened.add(letter);
      else opened.delete(letter);
    }
    if (!found.size) {
      suggested.replaceChildren(element("p", {}, "困難さを選ぶと、軽くする目標がここに出ます。"));
      return;
    }
    const why = boxes.filter((b) => b.checked && b.dataset.goals).map((box) =>
      element("li", {}, `${box.dataset.number} を選んだので ${box.dataset.goals}`));
    const goals = [...found].map(([letter, from]) => {
      const box = /** @type {HTMLInputElement} */ (boxes.find((b) => b.dataset.goal === letter));
      const button = element("button", { type: "button", "data-choose": letter, "aria-disabled": String(box.checked) },
        box.checked ? `${words(box)}（選択済み）` : `${words(box)} を選ぶ`);
      button.addEventListener("click", () => {
        if (box.checked) return;
        box.checked = true;
        changed();
      });
      return element("li", {}, button, element("span", { className: "note" }, ` ${from.map((b) => b.dataset.number).join("")}`));
    });
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const focused = suggested.contains(active) && active?.dataset.choose;
    suggested.replaceChildren(
      element("p", { className: "suggested-title" }, "軽くすると考えられる目標"),
      element("ul", { className: "suggested-reasons" }, ...why),
      element("ul", { className: "suggested-goals" }, ...goals),
    );
    if (focused) /** @type {HTMLElement | null} */ (suggested.querySelector(`[data-choose="${focused}"]`))?.focus();
  };

  const changed = () => {
    forgetFragment();
    suggest();
    if (!find("comparison").hidden) compare();
    keepTicks();
  };

  const share = async () => {
    const url = new URL(location.href);
    url.hash = encode(ticked());
    if (await copy(address(url.href))) message.textContent = "共有用リンクをコピーしました。";
  };

  const compare = () => {
    const text = find("other").value.trim();
    const others = decoded(text.slice(text.indexOf("#")));
    const comparison = find("comparison");
    if (!text.includes("#") || !others) {
      message.textContent = "共有用リンクとして読めませんでした。リンク全体を貼り付けてください。";
      comparison.hidden = true;
      return;
    }
    const mine = new Set(ticked());
    const theirs = new Set(others);
    const title = "この画面の印と、相手の印";
    const table = element("table", { className: "data stack" }, element("caption", {}, title));
    const head = table.createTHead().insertRow();
    for (const name of ["項目", "この画面", "相手", "違い"]) head.append(element("th", { scope: "col" }, name));
    const body = table.createTBody();
    let differences = 0;
    for (const box of boxes) {
      const here = mine.has(number(box));
      const there = theirs.has(number(box));
      if (!here && !there) continue;
      differences += Number(here !== there);
      const row = body.insertRow();
      row.append(
        element("th", { scope: "row" }, words(box)),
        element("td", { "data-label": "この画面" }, here ? "✓ あり" : "－ なし"),
        element("td", { "data-label": "相手" }, there ? "✓ あり" : "－ なし"),
        element("td", { "data-label": "違い", className: here === there ? "" : "differs" }, here === there ? "同じ" : "違う"),
      );
    }
    comparison.replaceChildren(
      element("p", {}, `違いは${differences}か所です。`),
      element("div", { className: "table-scroll", tabIndex: 0, role: "region", "aria-label": title }, table),
    );
    comparison.hidden = false;
  };

  form.addEventListener("change", (event) => {
    if (!(/** @type {Element} */ (event.target)).matches("[data-keep]")) changed();
  });
  form.addEventListener("input", (event) => {
    if (/** @type {Element} */ (event.target).matches("[data-keep]")) keepTexts();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  find("print").addEventListener("click", () => window.print());
  find("share").addEventListener("click", share);
  find("compare").addEventListener("click", () => {
    message.textContent = "";
    compare();
    find("comparison").scrollIntoView({ block: "nearest" });
  });
  find("clear").addEventListener("click", () => {
    form.reset();
    tick([]);
    showMemo();
    keep(TICKS, "");
    keep(TEXTS, "");
    forgetFragment();
    suggest();
    find("comparison").hidden = true;
    message.textContent = "印とメモを消しました。";
  });

  const fromFragment = () => {
    const numbers = decoded(location.hash);
    if (numbers) {
      tick(numbers);
      message.textContent = "共有された印を表示しています。印を変えると、この端末に残ります。";
    } else if (location.hash && !linked()) {
      message.textContent = "アドレスに入っている印を読めませんでした。新しい共有用リンクをもらってください。";
    } else if (!location.hash) {
      restoreTicks(); // back from a shared list
      message.textContent = "";
    }
    suggest();
  };

  restoreTexts();
  restoreTicks();
  fromFragment();
  addEventListener("hashchange", fromFragment);
}
