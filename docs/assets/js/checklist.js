// The checklist: ticks lead to goals, stay on this device, travel in a link, are compared.
// Without this file it is a form to print.
"use strict";
for (const root of document.querySelectorAll("[data-checklist]")) {
  const KEY = "hintbook.checklist";
  const VERSION = "v1";
  const find = (name) => root.querySelector(`[data-checklist-${name}]`);
  const form = find("form");
  const message = find("message");
  const suggested = root.querySelector("[data-suggested]");
  const boxes = [...form.querySelectorAll("[data-box]")];
  const kept = [...form.querySelectorAll("[data-keep]")];
  const number = (box) => Number(box.name.slice("checklist-".length));
  const words = (box) => box.closest("label").textContent.trim();

  const element = (name, text = "", properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text }, properties);

  // v1: box n is bit n-1; 6 bits a character, the lowest first; zeros at the end are left out.
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const encode = (ticked) => {
    const sixes = [];
    for (const n of ticked) sixes[Math.floor((n - 1) / 6)] |= 1 << ((n - 1) % 6);
    return `${VERSION}=${Array.from(sixes, (six) => ALPHABET[six ?? 0]).join("")}`;
  };
  // The ticked numbers of a fragment, or null when it is not one of ours.
  const decode = (fragment) => {
    const match = /^#?v1=([\w-]{0,32})$/.exec(fragment);
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

  const store = () => {
    try {
      const texts = Object.fromEntries(kept.map((field) => [field.name, field.value]));
      localStorage.setItem(KEY, JSON.stringify({ version: VERSION, ticks: encode(ticked()), texts }));
    } catch {
      message.textContent = "この端末には保存できない設定です。印はこの頁を閉じると消えます。";
    }
  };
  const restore = () => {
    try {
      const saved = JSON.parse(localStorage.getItem(KEY) ?? "null");
      if (!saved) return;
      tick(decode(saved.ticks) ?? []);
      for (const field of kept) field.value = String(saved.texts?.[field.name] ?? "");
    } catch { /* nothing saved, or nothing of ours */ }
  };

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

  const suggest = () => {
    const found = reasons();
    for (const box of boxes.filter((b) => b.dataset.goal)) {
      box.closest("label").classList.toggle("box--suggested", found.has(box.dataset.goal));
    }
    for (const details of root.querySelectorAll("[data-goal-practices]")) {
      const letter = details.dataset.goalPractices;
      const chosen = boxes.some((b) => b.dataset.goal === letter && b.checked);
      details.open = found.has(letter) || chosen;
    }
    if (!found.size) {
      suggested.replaceChildren(element("p", "困難さを選ぶと、軽くする目標がここに出ます。"));
      return;
    }
    const why = boxes.filter((b) => b.checked && b.dataset.goals).map((box) =>
      element("li", `${box.dataset.number} を選んだので ${box.dataset.goals}`));
    const reasonList = element("ul", "", { className: "suggested-reasons" });
    reasonList.append(...why);
    const goals = element("ul", "", { className: "suggested-goals" });
    for (const [letter, from] of found) {
      const box = boxes.find((b) => b.dataset.goal === letter);
      const line = element("li");
      const button = element("button", box.checked ? `${words(box)}（選択済み）` : `${words(box)} を選ぶ`, { type: "button", disabled: box.checked });
      button.addEventListener("click", () => { box.checked = true; changed(); });
      line.append(button, element("span", ` ${from.map((b) => b.dataset.number).join("")}`, { className: "note" }));
      goals.append(line);
    }
    suggested.replaceChildren(element("p", "軽くすると考えられる目標", { className: "suggested-title" }), reasonList, goals);
  };

  const changed = () => { suggest(); store(); };

  const shareAddress = () => {
    const url = new URL(location.href);
    url.hash = encode(ticked());
    return url.href;
  };
  const copy = async () => {
    const address = shareAddress();
    try {
      await navigator.clipboard.writeText(address);
      message.textContent = "共有用リンクをコピーしました。";
    } catch {
      window.prompt("ここから写してください。", address);
    }
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
    message.textContent = "";
    const mine = new Set(ticked());
    const theirs = new Set(others);
    const table = element("table", "", { className: "data" });
    table.append(element("caption", "この画面の印と、相手の印"));
    const head = table.createTHead().insertRow();
    for (const title of ["項目", "この画面", "相手", "違い"]) head.append(element("th", title, { scope: "col" }));
    const body = table.createTBody();
    let differences = 0;
    for (const box of boxes) {
      const here = mine.has(number(box));
      const there = theirs.has(number(box));
      if (!here && !there) continue;
      differences += here !== there;
      const row = body.insertRow();
      row.append(
        element("th", words(box), { scope: "row" }),
        element("td", here ? "✓ あり" : "－ なし"),
        element("td", there ? "✓ あり" : "－ なし"),
        element("td", here === there ? "同じ" : "違う", { className: here === there ? "" : "differs" }),
      );
    }
    comparison.replaceChildren(element("p", `違いは${differences}箇所です。`), table);
    comparison.hidden = false;
    comparison.scrollIntoView({ block: "nearest" });
  };

  form.addEventListener("change", changed);
  form.addEventListener("input", store);
  form.addEventListener("submit", (event) => event.preventDefault());
  find("print").addEventListener("click", () => window.print());
  find("share").addEventListener("click", copy);
  find("compare").addEventListener("click", compare);
  find("clear").addEventListener("click", () => {
    form.reset();
    tick([]);
    try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
    suggest();
    message.textContent = "印とメモを消しました。";
  });

  const fromFragment = () => {
    if (!location.hash || document.getElementById(decodeURIComponent(location.hash.slice(1)))) return false;
    const numbers = decode(location.hash);
    if (!numbers) {
      message.textContent = "アドレスに入っている印を読めませんでした。新しい共有用リンクをもらってください。";
      return false;
    }
    tick(numbers);
    message.textContent = "共有された印を表示しています。印を変えると、この端末に残ります。";
    return true;
  };

  restore();
  fromFragment();
  suggest();
  addEventListener("hashchange", () => { if (fromFragment()) suggest(); });
}
