// How alike municipalities are to the reader's own.
"use strict";
{
  /** Returns the points of an item in a field: all for the same value, one less for one beside it. @param {LikenessField} field @param {string} wanted @param {string} value */
  const pointsOf = (field, wanted, value) => {
    if (value === wanted) return field.points;
    const apart = Math.abs(field.values.indexOf(value) - field.values.indexOf(wanted));
    return field.ordered && apart === 1 ? field.points - 1 : 0;
  };

  /** Returns the items, those most like what is wanted first; as many points keep their order. @type {HintbookLikeness["order"]} */
  const order = (fields, wanted, items) => {
    const asked = fields.filter(({ key }) => wanted[key]);
    return items.map((item) => {
      const scored = asked.map((field) => ({ field, points: pointsOf(field, wanted[field.key], item.values[field.key]) }));
      const same = scored.filter(({ field }) => item.values[field.key] === wanted[field.key]);
      const near = scored.filter((one) => one.points > 0 && !same.includes(one));
      return {
        item,
        points: scored.reduce((sum, { points }) => sum + points, 0),
        same: same.map(({ field }) => field),
        near: near.map(({ field }) => field),
      };
    }).sort((a, b) => b.points - a.points);
  };

  self.hintbookLikeness = { order };
}
