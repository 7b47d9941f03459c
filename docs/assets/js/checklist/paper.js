// What fits on the one sheet of paper: the memo and the chosen practices share the lines that the
// boxes leave; the rest is counted, and printed on a second sheet if the reader wants it.
"use strict";
{
  const WIDTH = 54; // full-width characters a line; fewer than there is room for, as fonts differ
  const LINES = 8;
  const MIN_MEMO = 3; // lines for the memo that practices do not take; empty ones are to write on
  const HALF = /[\u0020-\u007e\uff61-\uff9f]/;

  /** Returns a text broken into lines of the sheet. @type {ChecklistPaper["lines"]} */
  const lines = (text) => text.split("\n").flatMap((paragraph) => {
    const broken = [""];
    let room = WIDTH;
    for (const character of paragraph) {
      const width = HALF.test(character) ? 0.6 : 1;
      if (width > room) {
        broken.push("");
        room = WIDTH;
      }
      broken[broken.length - 1] += character;
      room -= width;
    }
    return broken;
  });

  /** Returns what goes on the sheet and what is left. @type {ChecklistPaper["fit"]} */
  const fit = (memo, practices) => {
    const broken = memo.trim() ? lines(memo.trimEnd()) : [];
    const heading = practices.length ? 1 : 0;
    let room = LINES - MIN_MEMO - heading;
    let count = 0;
    for (const title of practices) {
      room -= lines(title).length;
      if (room < 0) break;
      count += 1;
    }
    const used = heading + practices.slice(0, count).reduce((sum, title) => sum + lines(title).length, 0);
    const most = LINES - used;
    const whole = broken.length <= most && count === practices.length;
    const shown = whole ? broken.length : Math.min(broken.length, most - 1); // a line says what is left
    let end = 0; // of what is shown, in the memo
    for (const line of broken.slice(0, shown)) {
      end += line.length;
      if (memo[end] === "\n") end += 1;
    }
    return {
      memo: memo.slice(0, end).trimEnd(),
      rest: memo.slice(end).trimEnd(),
      restLines: broken.length - shown,
      practices: count,
    };
  };

  Object.assign(self.hintbookChecklist, { LINES, lines, fit });
}
