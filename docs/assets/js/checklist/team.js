// The sheets of a team: as a list of people, and added up in a table.
"use strict";
{
  const { element } = window.hintbook;
  const { added, who, MAX_NAME } = self.hintbookChecklist;

  /** Returns the names of sheets; one without a name has its place. @type {ChecklistTeam["named"]} */
  const named = (sheets) => sheets.map(({ name, ticks }, index) => ({ name: name || `${index + 1}人目`, ticks }));

  /** Returns a line for each sheet, to name it or to take it out. @type {ChecklistTeam["people"]} */
  const people = (sheets) => named(sheets).map(({ name, ticks }, index) => element("li", { "data-sheet-number": String(index) },
    element("label", {}, `${index + 1}人目の名前 `, element("input", { type: "text", maxLength: MAX_NAME, value: sheets[index].name })),
    element("span", { className: "note" }, `印 ${ticks.length}個`),
    element("button", { type: "button", "data-do": "drop", "aria-label": `外す: ${name}` }, "外す")));

  /** Returns a table of who ticked what, with a sentence before it. @type {ChecklistTeam["table"]} */
  const table = (boxes, sheets, title) => {
    const total = sheets.length;
    const rows = added(boxes, sheets);
    const differing = rows.filter(({ by }) => by.length < total).length;
    const sentence = total === 2
      ? `違いは${differing}か所です。`
      : `${total}人分の印です。全員が付けた項目は${rows.length - differing}、分かれた項目は${differing}です。`;
    const made = element("table", { className: "data counted" }, element("caption", {}, title));
    made.createTHead().insertRow().append(element("th", { scope: "col" }, "項目"), element("th", { scope: "col" }, "印を付けた人"));
    const body = made.createTBody();
    for (const { box, by } of rows) {
      body.insertRow().append(
        element("th", { scope: "row" }, box.words),
        element("td", { className: by.length < total ? "differs" : "" }, who(by, total)),
      );
    }
    return [
      element("p", {}, rows.length ? sentence : "どの項目にも、印がありません。"),
      ...(rows.length ? [element("div", { className: "table-scroll", tabIndex: 0, role: "region", "aria-label": title }, made)] : []),
    ];
  };

  Object.assign(self.hintbookChecklist, { named, people, table });
}
