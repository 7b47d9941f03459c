// Suggests names, titles and phrases below a search box while a reader types.
"use strict";
{
  const { normalise } = self.hintbookAnalyzer;
  const { cleaned } = self.hintbookQuery;
  const { element, lines } = self.hintbook;
  const MAX_SHOWN = 6;
  const LEAST = 2; // characters from which on there are suggestions
  const DELAY = 150; // milliseconds

  /**
   * Returns what a beginning may become, best first: things by their names, then titles, then phrases.
   * @param {string} typed
   * @param {SearchNamed[]} things
   * @param {SearchNamed[]} titles
   * @returns {SearchSuggestion[]}
   */
  const suggestions = (typed, things, titles) => {
    const wanted = normalise(cleaned(typed)).trim();
    if ([...wanted].length < LEAST) return [];
    /** @type {(SearchSuggestion & { order: number })[]} */
    const found = [];
    for (const { label, names, breaks, type } of things) {
      const fits = [normalise(label).startsWith(wanted), names.some((name) => name.startsWith(wanted)), names.some((name) => name.includes(wanted))];
      if (fits.includes(true)) found.push({ text: label, kind: type.label, breaks: breaks[0], order: fits.indexOf(true) });
    }
    for (const { label, names: [title], phrases, breaks, type } of titles) {
      if (title.includes(wanted)) found.push({ text: label, kind: type.label, breaks: breaks[0], order: 3 });
      phrases.forEach((phrase, index) => {
        if (normalise(phrase).includes(wanted)) found.push({ text: phrase, kind: "こんなときに", breaks: breaks[index + 1], order: 4 });
      });
    }
    found.sort((a, b) => a.order - b.order || a.text.length - b.text.length);
    const texts = new Set();
    return found.filter(({ text }) => !texts.has(text) && texts.add(text)).slice(0, MAX_SHOWN);
  };

  /**
   * Makes a search box a combobox.
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   * @param {() => Promise<[SearchNamed[], SearchNamed[]]>} load returns things and titles
   * @param {(text: string) => void} choose
   */
  const attach = (input, list, load, choose) => {
    let waiting = 0;
    let request = 0;
    let active = -1;
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
    const close = () => {
      clearTimeout(waiting);
      request += 1;
      active = -1;
      list.hidden = true;
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    /** @param {number} index -1 for none */
    const activate = (index) => {
      active = index;
      options().forEach((option, at) => { option.setAttribute("aria-selected", String(at === index)); });
      if (index < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options()[index].id);
    };
    /** @param {SearchSuggestion} suggestion @param {number} index */
    const option = ({ text, kind, breaks }, index) => {
      const line = element("li", { id: `${list.id}-${index}` },
        element("span", { className: "kind" }, kind), element("span", { className: "phrases" }, ...lines(text, breaks)));
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      line.dataset.text = text;
      // The box keeps the focus, so that it is not left before the click.
      line.addEventListener("pointerdown", (event) => event.preventDefault());
      line.addEventListener("click", () => { close(); choose(text); });
      return line;
    };
    const update = async () => {
      request += 1;
      const own = request;
      const typed = input.value;
      if ([...typed.trim()].length < LEAST) { close(); return; }
      const [things, titles] = await load();
      if (own !== request || document.activeElement !== input) return;
      const found = suggestions(typed, things, titles);
      active = -1;
      list.replaceChildren(...found.map(option));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      input.removeAttribute("aria-activedescendant");
    };
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => update().catch(close), DELAY);
    });
    input.addEventListener("blur", close);
    input.form?.addEventListener("submit", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      const count = options().length;
      // The box itself is one more stop, behind the last option.
      const next = ((active < 0 ? count : active) + step + count + 1) % (count + 1);
      if (step) activate(next === count ? -1 : next);
      else if (event.key === "Enter" && active >= 0) {
        const { text = "" } = options()[active].dataset;
        close();
        choose(text);
      } else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  };

  self.hintbookSuggest = { suggestions, attach };
}
