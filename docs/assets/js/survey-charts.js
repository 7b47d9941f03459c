// Charts of the survey: the row that is set against the whole, and the order, stand in the address;
// the picture is saved as it is shown.
"use strict";
for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-survey-table]"))) {
  const { address, announce, copy, download, element, rewriteAddress, say } = window.hintbook;
  const PNG_WIDTH = 1600;
  const MARGIN = 20;
  /** @type {(selector: string) => any} */
  const find = (selector) => section.querySelector(selector);
  const figure = /** @type {HTMLElement} */ (find("[data-chart-file]"));
  /** @type {SVGSVGElement[]} */
  const charts = [...figure.querySelectorAll("svg")];
  const wide = charts[0];
  /** What both charts show, which stands in the wide one, by row. @type {Map<string, DOMStringMap>} */
  const figures = new Map([.../** @type {NodeListOf<HTMLElement>} */ (wide.querySelectorAll("[data-row]"))]
    .map((row) => [row.dataset.row ?? "", row.dataset]));
  const ranked = wide.dataset.chart === "ranked";
  /** @type {HTMLSelectElement} */
  const choice = find("[data-chart-choice]");
  /** @type {HTMLSelectElement} */
  const order = find("[data-chart-order]");
  const by = section.dataset.by ?? "";

  /**
   * Writes a text into an element of a chart, in lines of at most `most` characters.
   * @param {SVGElement} place @param {string} text @param {number} most
   */
  const write = (place, text, most) => {
    const lines = text.match(new RegExp(`.{1,${most}}`, "gu")) ?? [""];
    place.replaceChildren(...lines.map((line, index) => {
      const span = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
      span.setAttribute("x", place.getAttribute("x") ?? "0");
      if (index) span.setAttribute("dy", "1.35em");
      span.textContent = line;
      return span;
    }));
  };

  /** Shows the bars of the chosen row. @param {SVGSVGElement} chart @param {HTMLOptionElement} option */
  const setBars = (chart, option) => {
    const small = "small" in option.dataset;
    const chosen = option.value !== "";
    const width = Number(chart.viewBox.baseVal.width);
    const name = /** @type {SVGElement} */ (chart.querySelector(".c-chosen-name"));
    write(name, chosen ? `${option.text}（${option.dataset.n}）` : "", Math.floor((width - 30) / 15));
    for (const bar of chart.querySelectorAll(".c-chosen, .c-chosen-small")) {
      const row = /** @type {HTMLElement | null} */ (bar.closest("[data-row]"))?.dataset.row;
      const shares = figures.get(row ?? "")?.shares?.split(" ");
      const share = chosen && shares ? Number(shares[option.index - 1]) : 0;
      bar.setAttribute("width", String(shares ? share * Number(chart.dataset.scale) / 100 : Number(chosen) * 22));
      bar.setAttribute("class", small ? "c-chosen-small" : "c-chosen");
      const value = bar.parentElement?.querySelector(".c-chosen-value");
      if (value && shares) value.textContent = chosen ? `${shares[option.index - 1]}％` : "";
    }
  };

  /** Puts the rows of a chart in order, without those that are not chosen. @param {SVGSVGElement} chart */
  const arrange = (chart) => {
    /** @type {any[]} */
    const rows = [...chart.querySelectorAll("[data-row]")];
    const number = choice.selectedIndex - 1;
    /** @param {any} row @returns {any} */
    const data = (row) => figures.get(row.dataset.row);
    /** @param {any} row */
    const rank = (row) => {
      if (!ranked && !data(row).key) return Infinity; // the whole comes first
      return Number(ranked && number >= 0 ? data(row).shares.split(" ")[number] : data(row).rank);
    };
    rows.sort((a, b) => a.dataset.row - b.dataset.row);
    if (order.value === "rank") rows.sort((a, b) => Number("last" in data(a)) - Number("last" in data(b)) || rank(b) - rank(a) || 0);
    let top = Number(chart.dataset.head);
    for (const row of rows) {
      const hidden = !ranked && number >= 0 && data(row).key && data(row).key !== choice.value;
      if (hidden) row.setAttribute("display", "none");
      else {
        row.removeAttribute("display");
        row.setAttribute("transform", `translate(0 ${top})`);
        top += Number(row.dataset.height);
      }
    }
    chart.setAttribute("viewBox", `0 0 ${chart.viewBox.baseVal.width} ${top}`);
    chart.querySelector(".c-foot")?.setAttribute("transform", `translate(0 ${top})`);
    return rows.map((row) => Number(row.dataset.row));
  };

  const show = () => {
    /** @type {number[]} */
    let rows = [];
    for (const chart of charts) {
      if (ranked) setBars(chart, choice.options[choice.selectedIndex]);
      rows = arrange(chart);
    }
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (figure.querySelectorAll("[data-choice]"))) {
      text.hidden = text.dataset.choice !== choice.value;
      if (text.hidden) continue;
      for (const chart of charts) /** @type {Element} */ (chart.querySelector("desc")).textContent = text.textContent;
    }
    section.dispatchEvent(new CustomEvent("chart", { detail: { key: choice.value, rows, ranked } }));
  };

  // The address
  const usual = order.value;
  const written = new URLSearchParams(location.search);
  for (const [select, name] of /** @type {[HTMLSelectElement, string][]} */ ([[choice, by], [order, "order"]])) {
    const value = written.get(name);
    if ([...select.options].some((option) => option.value === value)) select.value = value ?? "";
    select.addEventListener("change", () => {
      const query = new URLSearchParams(location.search);
      if (select.value === (select === order ? usual : "")) query.delete(name);
      else query.set(name, select.value);
      const text = query.toString();
      rewriteAddress(`${location.pathname}${text && `?${text}`}${location.hash}`);
      show();
      announce(figure.querySelector(".chart-says:not([hidden])")?.textContent ?? "");
    });
  }
  if (choice.value || order.value !== usual) show();

  // The picture
  const stem = () => {
    const file = figure.dataset.chartFile?.split("/").pop()?.replace(/\.svg$/u, "") ?? "";
    return choice.value ? `${file}-${choice.value}` : file;
  };
  /** @param {Element} drawn @param {Record<string, string | number>} attributes */
  const set = (drawn, attributes) => {
    for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, String(value));
  };
  /** Returns the chart as a file that stands alone, with its title, base and source, and its height. */
  const standalone = () => {
    const svg = /** @type {SVGSVGElement} */ (wide.cloneNode(true));
    const { frame, foot } = wide.dataset;
    /** @type {HTMLElement | null} */
    const painted = document.querySelector("[data-paint]");
    const paint = JSON.parse(painted?.dataset.paint ?? "{}");
    const { width, height } = wide.viewBox.baseVal;
    const box = [-MARGIN, -Number(frame) - MARGIN, width + 2 * MARGIN, height + Number(frame) + Number(foot) + 2 * MARGIN];
    for (const hidden of svg.querySelectorAll(".c-frame, .c-foot")) hidden.removeAttribute("display");
    if (ranked && !("small" in choice.options[choice.selectedIndex].dataset)) svg.querySelector(".c-few")?.remove();
    for (const hidden of svg.querySelectorAll("[display=none]")) hidden.remove();
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    set(ground, { x: box[0], y: box[1], width: box[2], height: box[3], ...paint.paper });
    for (const drawn of svg.querySelectorAll("rect, text")) set(drawn, paint[drawn.getAttribute("class")?.slice(2) ?? ""] ?? {});
    svg.querySelector("desc")?.after(ground);
    set(svg, { viewBox: box.join(" "), width: box[2], height: box[3] });
    return { text: new XMLSerializer().serializeToString(svg), ratio: box[3] / box[2] };
  };
  /** Draws the chart; the policy lets pictures come from `data:`, and a copy on disk reads no files. */
  const png = async () => {
    const { text, ratio } = standalone();
    const image = new Image(PNG_WIDTH, Math.round(PNG_WIDTH * ratio));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = element("canvas", { width: image.width, height: image.height });
    canvas.getContext("2d")?.drawImage(image, 0, 0, image.width, image.height);
    return new Promise((resolve, reject) => {
      canvas.toBlob((/** @type {Blob | null} */ blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  };
  find("[data-chart-svg]").addEventListener("click", (/** @type {Event} */ event) => {
    event.preventDefault();
    download(`${stem()}.svg`, new Blob([standalone().text], { type: "image/svg+xml" }));
  });
  const picture = find("[data-chart-png]");
  picture.addEventListener("click", async () => {
    download(`${stem()}.png`, await png());
    say(picture, "保存しました");
  });
  const clip = find("[data-chart-copy]");
  find("[data-chart-copy-place]").hidden = !("ClipboardItem" in window && navigator.clipboard);
  clip.addEventListener("click", async () => {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": /** @type {any} */ (png()) })]);
    say(clip, "コピーしました");
  });
  const embed = find("[data-chart-embed]");
  embed.addEventListener("click", async () => {
    const file = figure.dataset.chartFile?.replace(/\.svg$/u, "") ?? "";
    const own = (figure.dataset.classes ?? "").split(" ").includes(choice.value) && choice.value ? `${file}-${choice.value}` : file;
    /** @param {string} suffix */
    const link = (suffix) => new URL(address(`${own}${suffix}`)).href;
    const place = address(section.dataset.permalink ?? "");
    const title = wide.querySelector("title")?.textContent ?? "";
    const picture = element("picture", {}, element("source", { media: "(max-width: 640px)", srcset: link("-narrow.svg") }),
      element("img", { src: link(".svg"), alt: `${title}。${wide.querySelector("desc")?.textContent ?? ""}` }));
    // In the text, since the policy of this page forbids the attribute.
    const code = element("a", { href: place }, picture).outerHTML.replace("<img ", '<img style="max-width:100%;height:auto" ');
    if (await copy(code)) say(embed, "埋め込みコードをコピーしました");
  });
}
