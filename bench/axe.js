/* A function that checks the page with axe and returns [outcome, rule, tags, targets] for every rule
   that applies: axe's full result is megabytes.

   What axe cannot judge in the page as it stands is judged in a second state, or by arithmetic:
   - Text under the box of an open menu: all else is checked with the menus closed, and then the boxes
     by themselves, all of them open and in the flow, where none covers another.
   - Text that an element with hidden overflow clips: where there is such an element, the contrast is
     checked a second time with the overflow made visible.
   - Text of a chart, for which axe takes the whole SVG for an image: see `chartText`. */

async (options) => {
  const CONTRAST = "color-contrast";
  const OUTCOMES = { passes: "passed", incomplete: "incomplete", violations: "violations" };

  /** Gives elements a style while a function runs. */
  const styled = async (elements, css, run) => {
    const styles = elements.map((element) => element.style.cssText);
    for (const { style } of elements) style.cssText += css;
    const result = await run();
    elements.forEach((element, index) => { element.style.cssText = styles[index]; });
    return result;
  };
  const add = (found, again) => {
    for (const key of Object.keys(OUTCOMES)) found[key].push(...again[key]);
  };

  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const opaque = (colour) => /^rgb\(/.test(colour);

  /** Whether the text of a chart stands out from each bar that it touches, and from the surface. */
  const chartText = (text) => {
    const chart = text.closest("svg");
    const { left, right, top, bottom } = text.getBoundingClientRect();
    let surface = chart.parentElement;
    while (!opaque(getComputedStyle(surface).backgroundColor)) surface = surface.parentElement;
    let behind = [getComputedStyle(surface).backgroundColor];
    for (const bar of chart.querySelectorAll("rect")) {
      const box = bar.getBoundingClientRect();
      const before = bar.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      const apart = box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom;
      const { fill } = getComputedStyle(bar);
      if (!before || apart || !opaque(fill)) continue;
      const covers = box.left <= left && box.right >= right && box.top <= top && box.bottom >= bottom;
      behind = covers ? [fill] : [...behind, fill];
    }
    const { fill } = getComputedStyle(text);
    return opaque(fill) && behind.every((colour) => ratio(fill, colour) >= 4.5);
  };

  const menus = [...document.querySelectorAll("details.menu")];
  const open = menus.map((menu) => menu.open);
  // Of menus with a name, the browser keeps one open.
  const names = menus.map((menu) => menu.getAttribute("name"));
  for (const menu of menus) { menu.removeAttribute("name"); menu.open = false; }
  const found = await axe.run({ ...options, elementRef: true });

  const cutting = [...document.querySelectorAll("#main *")].filter((element) =>
    element.clientHeight > 1 && getComputedStyle(element).overflow !== "visible"
    && (element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth));
  if (cutting.length) {
    const css = "overflow: visible; height: auto; max-height: none; position: static";
    const contrast = { ...options, elementRef: true, runOnly: { type: "rule", values: [CONTRAST] } };
    await styled(cutting, css, async () => {
      document.body.style.minWidth = `${document.documentElement.scrollWidth}px`;
      found.incomplete = found.incomplete.filter((rule) => rule.id !== CONTRAST);
      add(found, await axe.run(contrast));
    });
    document.body.style.minWidth = "";
  }

  if (menus.length) {
    for (const menu of menus) menu.open = true;
    const boxes = menus.map((menu) => menu.lastElementChild);
    await styled(menus, "display: block", () => styled(boxes, "position: static", async () => {
      add(found, await axe.run({ include: boxes }, { ...options, elementRef: true }));
    }));
    menus.forEach((menu, index) => {
      menu.open = open[index];
      if (names[index]) menu.setAttribute("name", names[index]);
    });
  }

  const result = [];
  for (const [key, outcome] of Object.entries(OUTCOMES)) {
    for (const { id, tags, nodes } of found[key]) {
      const targets = (of) => of.map((node) => node.target.join(" "));
      const isChart = ({ element }) => id === CONTRAST && key === "incomplete" && element.closest("svg[data-chart]");
      const charts = nodes.filter(isChart);
      const others = nodes.filter((node) => !charts.includes(node));
      const faint = charts.filter(({ element }) => !chartText(element));
      if (others.length || !charts.length) result.push([outcome, id, tags, key === "passes" ? [] : targets(others)]);
      if (faint.length) result.push(["violations", id, tags, targets(faint)]);
    }
  }
  return result;
}
