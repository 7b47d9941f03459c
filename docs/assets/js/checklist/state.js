// What the checklist shows and keeps.  Ticks that somebody sent are a view: they never touch the
// reader's own, which are kept on this device under four keys:
//   ticks      the fragment of `encode`
//   texts      {date, who, memo}
//   practices  ids of the practices to print
//   team       sheets of other people, as in a file
"use strict";
{
  const { foreign, keep, load } = window.hintbook;
  const { encode, decode, file, sheets: sheetsOf, MAX_SHEETS } = self.hintbookChecklist;
  const KEYS = {
    ticks: "hintbook.checklist.ticks",
    texts: "hintbook.checklist.texts",
    practices: "hintbook.checklist.practices",
    team: "hintbook.checklist.team",
  };
  const MAX_TEXT = 5000; // characters
  const MAX_PRACTICES = 100;
  const MAX_ID = 100; // characters

  /** Returns what a reader may return, or a value for what is not what this page keeps. @template T @param {() => T} read @param {T} otherwise */
  const readable = (read, otherwise) => {
    try {
      return read();
    } catch (error) {
      if (error instanceof foreign.Refusal) return otherwise;
      throw error;
    }
  };

  /** Returns the state of the page. @type {ChecklistState["session"]} */
  const session = (known) => {
    /** @param {keyof typeof KEYS} name */
    const loaded = (name) => foreign.json(load(KEYS[name]) || "null", "保存した印");
    /** @returns {ChecklistOwn} */
    const read = () => ({
      ticks: decode(load(KEYS.ticks) ?? "", known) ?? [],
      texts: readable(() => Object.fromEntries(["date", "who", "memo"].map((name) =>
        [name, foreign.text(loaded("texts")?.[name] ?? "", MAX_TEXT, "メモ")])), {}),
      practices: readable(() => foreign.list(loaded("practices") ?? [], MAX_PRACTICES, "実践例").map((id) => foreign.text(id, MAX_ID, "実践例")), []),
      sheets: readable(() => load(KEYS.team) ? sheetsOf(loaded("team"), known) : [], []),
    });
    let own = read();
    /** @type {number[] | null} */
    let shared = null;
    /** @type {ChecklistOwn | null} what “undo” restores */
    let previous = null;
    let kept = true;

    const write = () => {
      const { ticks, texts, practices, sheets } = own;
      /** @type {Record<keyof typeof KEYS, string>} */
      const values = {
        ticks: ticks.length ? encode(ticks) : "",
        texts: Object.values(texts).some(Boolean) ? JSON.stringify(texts) : "",
        practices: practices.length ? JSON.stringify(practices) : "",
        team: sheets.length ? JSON.stringify(file(sheets)) : "",
      };
      kept = Object.entries(KEYS).map(([name, key]) => keep(key, values[/** @type {keyof typeof KEYS} */ (name)])).every(Boolean);
    };
    /** @param {Partial<ChecklistOwn>} changes */
    const change = (changes) => {
      previous = null;
      own = { ...own, ...changes };
      write();
    };
    /** @param {Partial<ChecklistOwn>} changes */
    const replace = (changes) => {
      const before = own;
      change(changes);
      previous = before;
    };

    return {
      own: () => own,
      shared: () => shared,
      ticks: () => shared ?? own.ticks,
      isKept: () => kept,
      canUndo: () => previous !== null,
      setTicks: (ticks) => {
        if (shared) shared = ticks;
        else change({ ticks });
      },
      setTexts: (texts) => change({ texts: { ...own.texts, ...texts } }),
      setPractices: (practices) => change({ practices: practices.slice(0, MAX_PRACTICES) }),
      setSheets: (sheets) => change({ sheets }),
      add: (more) => {
        if (own.sheets.length + more.length > MAX_SHEETS) throw new foreign.Refusal(`合わせられるのは、${MAX_SHEETS}人までです。`);
        change({ sheets: [...own.sheets, ...more] });
      },
      open: (ticks) => { shared = ticks; },
      leave: () => { shared = null; },
      take: () => {
        const taken = shared;
        shared = null;
        if (taken) replace({ ticks: taken });
      },
      clear: () => {
        replace({ ticks: [], texts: {}, practices: [], sheets: [] });
      },
      undo: () => {
        if (previous) change(previous);
      },
      reload: () => { // another tab has changed what is kept
        own = read();
        previous = null;
      },
    };
  };

  Object.assign(self.hintbookChecklist, { session, KEYS });
}
