// What fits on a slide: a text that is longer goes on on the next one, so that nothing is passed over.
"use strict";
{
  const { element } = window.hintbook;
  const LONG = 90; // characters of a sentence that may be cut at its commas
  // The parts of a unit that may stand on different slides, and what holds them.
  const PARTS = "p:not([class]), li, tbody > tr, dl > div";
  const HOLDERS = `${PARTS}, ul, ol, dl, table`;
  const PIECE = "[data-piece]";

  /** Returns the sentences of a text, long ones cut at commas; in a row they are the text. @param {string} text */
  const sentences = (text) => (text.match(/[^。！？]*[。！？]+[」』）]*|[^。！？]+/g) ?? [])
    .flatMap((sentence) => (sentence.length > LONG ? sentence.match(/[^、]*、|[^、]+/g) ?? [] : [sentence]));

  /** Puts the sentences of an element into elements of their own; links stay whole. @param {Element} holder */
  const wrap = (holder) => {
    /** @type {HTMLElement | null} */
    let open = null;
    for (const node of [...holder.childNodes]) {
      for (const part of node.nodeType === Node.TEXT_NODE ? sentences(node.textContent ?? "") : [/** @type {any} */ (node)]) {
        if (!open) {
          open = element("span", { "data-piece": "" });
          holder.append(open);
        }
        open.append(part);
        if (typeof part === "string" && /[。！？、][」』）]*$/.test(part)) open = null;
      }
      if (node.nodeType === Node.TEXT_NODE) node.remove();
    }
  };

  /** Returns the pieces into which a unit may be split. @param {Element} unit */
  const pieces = (unit) => {
    if (!unit.querySelector(PIECE)) {
      const whole = [...unit.querySelectorAll(PARTS), ...(unit.matches(PARTS) ? [unit] : [])];
      for (const part of whole) {
        if (part.querySelector(PARTS)) continue;
        if (part.matches("p, li")) wrap(part);
        else part.setAttribute("data-piece", "");
      }
    }
    return /** @type {HTMLElement[]} */ ([...unit.querySelectorAll(PIECE)]);
  };

  /**
   * Shows some pieces of a unit, or all, with what holds them.
   * @param {HTMLElement} unit
   * @param {HTMLElement[]} all pieces of the unit
   * @param {[number, number] | null} range
   */
  const showPieces = (unit, all, range) => {
    all.forEach((piece, index) => { piece.hidden = Boolean(range) && (index < /** @type {any} */ (range)[0] || index >= /** @type {any} */ (range)[1]); });
    for (const holder of /** @type {NodeListOf<HTMLElement>} */ (unit.querySelectorAll(HOLDERS))) {
      if (holder.matches(PIECE)) continue;
      const own = [...holder.querySelectorAll(PIECE)];
      if (own.length) holder.hidden = own.every((piece) => /** @type {HTMLElement} */ (piece).hidden);
    }
  };

  /**
   * Returns ranges that each fit, in order, covering everything; what does not fit alone stands alone.
   * @param {number} count
   * @param {(from: number, to: number) => boolean} fits
   * @returns {[number, number][]}
   */
  const ranges = (count, fits) => {
    /** @type {[number, number][]} */
    const found = [];
    for (let from = 0; from < count;) {
      let to = from + 1;
      while (to < count && fits(from, to + 1)) to += 1;
      found.push([from, to]);
      from = to;
    }
    return found;
  };

  window.hintbookSplitting = { pieces, ranges, sentences, showPieces };
}
