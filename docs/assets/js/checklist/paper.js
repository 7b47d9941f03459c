// What fits on the one sheet of paper: the memo and the chosen practices share the lines that the
// boxes leave; the rest is counted, and printed on a second sheet if the reader wants it.
"use strict";
{
  const WIDTH = 54; // full-width characters a line; fewer than there is room for, as fonts differ
  const LINES = 8;
  const MIN_MEMO = 3; // lines of the memo that practices do not take
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
    const forMemo = Math.min(broken.length, MIN_MEMO);
    let room = LINES - forMemo - (practices.length ? 1 : 0); // the heading of the practices
    let count = 0;
    for (const title of practices) {
      room -= lines(title).length;
      if (room < 0) break;
      count += 1;
    }
    const used = practices.slice(0, count).reduce((sum, title) => sum + lines(title).length, practices.length ? 1 : 0);
    const most = LINES - used;
    const shown = broken.length <= most ? broken.length : Math.max(most - 1, 1); // a line says what is left
    return {
      memo: shown === broken.length ? memo : broken.slice(0, shown).join("\n"),
      rest: broken.slice(shown).join("\n"),
      restLines: broken.length - shown,
      practices: count,
    };
  };

  Object.assign(self.hintbookChecklist, { LINES, lines, fit });
}
