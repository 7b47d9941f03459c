// The checklist: ticks lead to goals, stay on this device, travel in a link, are compared.
// Without this file it is a form to print.
"use strict";
for (const root of document.querySelectorAll("[data-checklist]")) {
  const { address, copy, element, keep, load, unescaped } = window.hintbook;
  const TICKS = "hintbook.checklist.ticks";
  const TEXTS = "hintbook.checklist.texts";
  const VERSION = "v1";
  const find = (name) => root.querySelector(`[data-checklist-${name}]`);
  const form = find("form");
  const message = find("message");
  const suggested = root.querySelector("[data-suggested]");
  const boxes = [...form.querySelectorAll("[data-box]")];
  const kept = [...form.querySelectorAll("[data-keep]")];
  const number = (box) => Number(box.name.slice("checklist-".length));
  const words = (box) => box.closest("label").textContent.trim();

  // v1: box n is bit n-1; 6 bits a character, the lowest first; zeros at the end are left out.
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const encode = (ticked) => {
    const sixes = [];
    for (const n of ticked) sixes[Math.floor((n - 1) / 6)] |= 1 << ((n - 1) % 6);
    return `${VERSION}=${Array.from(sixes, (six) => ALPHABET[six ?? 0]).join("")}`;
  };
  // The ticked numbers of a fragment, or null when it is not one of ours.
  const decode = (fragment) => {
    const match = /^#?v1=([\w-]{0,32})$/.exec(unescaped(fragment));
    if (!match) return null;
    const known = new Set(boxes.map(number));
    const ticked = [];
    [...match[1]].forEach((character, index) => {
      const six = ALPHABET.indexOf(character);
      for (let bit = 0; bit < 6; bit += 1) {
        const n = index * 6 + bit + 1;
        if (six & (1 << bit) && known.has(n)) ticked.push(n);
      }
    });
    return ticked;
  };

  const ticked = () => boxes.filter((box) => box.checked).map(number);
  const tick = (numbers) => {
    const wanted = new Set(numbers);
    for (const box of boxes) box.checked = wanted.has(number(box));
  };

  // Ticks and texts are kept apart: a note on a colleague's list leaves one's own ticks alone.
  const tryKeep = (key, text) => {
    if (keep(key, text)) return;
    message.textContent = "この端末には保存できない設定です。印とメモは、この頁を閉じると消えます。";
  };
  const keepTicks = () => tryKeep(TICKS, encode(ticked()));
  const keepTexts = () => {
    tryKeep(TEXTS, JSON.stringify(Object.fromEntries(kept.map((field) => [field.name, field.value]))));
    showMemo();
  };
  const restoreTicks = () => {
    tick(decode(load(TICKS) ?? "") ?? []);
  };
  const restoreTexts = () => {
    try {
      const texts = JSON.parse(load(TEXTS));
      for (const field of kept) field.value = texts?.[field.name] ?? "";
    } catch { /* nothing kept, or nothing of ours */ }
    showMemo();
  };
  // On paper a box would cut a long text off.
  const showMemo = () => { find("memo").textContent = form.elements.memo.value; };

  // The marks in the address belong to what was sent, not to what the reader makes of it.
  const forgetFragment = () => {
    if (!location.hash || linked()) return;
    message.textContent = "変えた印は、この端末に残ります。もとの印は、送られたリンクから開けます。";
    try {
      history.replaceState(null, "", location.pathname + location.search);
    } catch { /* a copy on disk may not write its address */ }
  };
  // The part of this page that the address leads to.
  const linked = () => document.getElementById(unescaped(location.hash.slice(1)));

  // Each goal with the difficulties that call for it, in the order of the letters.
  const reasons = () => {
    const found = new Map();
    for (const box of boxes.filter((b) => b.checked && b.dataset.goals)) {
      for (const letter of box.dataset.goals.split(" ")) {
        found.set(letter, [...(found.get(letter) ?? []), box]);
      }
    }
    return new Map([...found].sort());
  };

  const opened = new Set(); // the goals whose practices were opened once called for
  const suggest = () => {
    const found = reasons();
    for (const box of boxes.filter((b) => b.dataset.goal)) {
      box.closest("label").classList.toggle("box--suggested", found.has(box.dataset.goal));
    }
    for (const details of root.querySelectorAll("[data-goal-practices]")) {
      const letter = details.dataset.goalPractices;
      const wanted = found.has(letter) || boxes.some((b) => b.dataset.goal === letter && b.checked);
      if (wanted && !opened.has(letter)) details.open = true; // what readers open or close stays so
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
      const box = boxes.find((b) => b.dataset.goal === letter);
      const button = element("button", { type: "button", "data-choose": letter, "aria-disabled": String(box.checked) },
        box.checked ? `${words(box)}（選択済み）` : `${words(box)} を選ぶ`);
      button.addEventListener("click", () => {
        if (box.checked) return;
        box.checked = true;
        changed();
      });
      return element("li", {}, button, element("span", { className: "note" }, ` ${from.map((b) => b.dataset.number).join("")}`));
    });
    const focused = suggested.contains(document.activeElement) && document.activeElement.dataset.choose;
    suggested.replaceChildren(
      element("p", { className: "suggested-title" }, "軽くすると考えられる目標"),
      element("ul", { className: "suggested-reasons" }, ...why),
      element("ul", { className: "suggested-goals" }, ...goals),
    );
    if (focused) suggested.querySelector(`[data-choose="${focused}"]`)?.focus();
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
    const others = decode(text.slice(text.indexOf("#")));
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
      differences += here !== there;
      const row = body.insertRow();
      row.append(
        element("th", { scope: "row" }, words(box)),
        element("td", { "data-label": "この画面" }, here ? "✓ あり" : "－ なし"),
        element("td", { "data-label": "相手" }, there ? "✓ あり" : "－ なし"),
        element("td", { "data-label": "違い", className: here === there ? "" : "differs" }, here === there ? "同じ" : "違う"),
      );
    }
    comparison.replaceChildren(
      element("p", {}, `違いは${differences}箇所です。`),
      element("div", { className: "table-scroll", tabIndex: 0, role: "region", "aria-label": title }, table),
    );
    comparison.hidden = false;
  };

  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keep]")) changed();
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-keep]")) keepTexts();
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
    const numbers = decode(location.hash);
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
