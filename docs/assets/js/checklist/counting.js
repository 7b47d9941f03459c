// What follows from ticks: the goals that they lead to, and how many people ticked what.
"use strict";
{
  /**
   * Returns the goals of ticked difficulties, each with the difficulties that lead to it: first
   * those that reduce most of them, then those that the source names first.
   * @type {ChecklistCounting["goals"]}
   */
  const goals = (difficulties) => {
    /** @type {Map<string, { from: string[], places: number }>} */
    const found = new Map();
    for (const { number, goals: letters } of difficulties) {
      letters.forEach((letter, place) => {
        const { from, places } = found.get(letter) ?? { from: [], places: 0 };
        found.set(letter, { from: [...from, number], places: places + place });
      });
    }
    return [...found].map(([letter, { from, places }]) => ({ letter, from, place: places / from.length }))
      .sort((one, other) => other.from.length - one.from.length || one.place - other.place || (one.letter < other.letter ? -1 : 1))
      .map(({ letter, from }) => ({ letter, from }));
  };

  /** Returns the boxes that anybody ticked with who did, by part, in each the most ticked first. @type {ChecklistCounting["added"]} */
  const added = (boxes, sheets) => boxes
    .map((box) => ({ box, by: sheets.filter(({ ticks }) => ticks.includes(box.number)).map(({ name }) => name) }))
    .filter(({ by }) => by.length)
    .sort((one, other) => one.box.part - other.box.part || other.by.length - one.by.length || one.box.number - other.box.number);

  /** Returns how many people ticked a box, and who. @type {ChecklistCounting["who"]} */
  const who = (by, total) => {
    if (by.length === total) return total === 2 ? "2人とも" : "全員";
    return total === 2 ? `${by[0]}だけ` : `${by.length}人（${by.join("、")}）`;
  };

  Object.assign(self.hintbookChecklist, { goals, added, who });
}
