// The ticks of the checklist as a link and as a file.
"use strict";
{
  const { foreign, unescaped } = window.hintbook;
  // The link to share: box n is bit n-1, 6 bits to a character, lowest first, zeros at the end left
  // out.  Links in use must keep working: another meaning needs another version.
  const VERSION = "v1";
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const FORMAT = "hintbook-checklist";
  const FILE_VERSION = 1;
  const MAX_SHEETS = 6;
  const MAX_NAME = 40; // characters, as in the field 記入した人・立場
  const MAX_LINK = 40; // characters of `encode`

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
  /** Returns the ticks of a fragment; refuses what is none. @param {string} fragment @param {number[]} known */
  const ticksOf = (fragment, known) => {
    const ticks = decode(fragment, known);
    if (!ticks) throw new foreign.Refusal("共有用リンクを読めませんでした。途中で切れていないか確かめて、リンク全体を貼り付けてください。");
    return ticks;
  };

  /** Returns the sheets that the links in a text stand for, such as a mail. @type {ChecklistLinks["pasted"]} */
  const pasted = (text, known) => {
    const links = foreign.text(text, foreign.MAX_FRAGMENT, "貼り付けた文").match(/#v\d+(?:=|%3D)[\w-]*/gi) ?? [];
    if (!links.length) throw new foreign.Refusal("共有用リンクが見つかりませんでした。# の後ろまで、リンク全体を貼り付けてください。");
    return foreign.list(links, MAX_SHEETS, "一度に読めるリンク").map((link) => ({ name: "", ticks: ticksOf(link, known) }));
  };

  /** Returns the data of a file for sheets. @type {ChecklistLinks["file"]} */
  const file = (sheets) => ({
    format: FORMAT, version: FILE_VERSION, sheets: sheets.map(({ name, ticks }) => ({ name, ticks: encode(ticks) })),
  });
  /** Returns the sheets in the data of a file; refuses what is none. @type {ChecklistLinks["sheets"]} */
  const sheets = (data, known) => {
    if (data?.format !== FORMAT) throw new foreign.Refusal("チェックリストのファイルではありません。");
    if (data.version > FILE_VERSION) throw new foreign.Refusal("新しい版のファイルです。ページを読み込み直してから、もう一度お試しください。");
    return foreign.list(data.sheets, MAX_SHEETS, "ファイルの印").map((one) => ({
      name: foreign.text(one?.name ?? "", MAX_NAME, "記入した人・立場"),
      ticks: ticksOf(foreign.text(one?.ticks, MAX_LINK, "ファイルの印"), known),
    }));
  };

  self.hintbookChecklist = /** @type {any} */ ({ encode, decode, pasted, file, sheets, MAX_SHEETS, MAX_NAME });
}
