// On every page, after shared.js: limits on what comes from outside, that is from an address, a
// file or the storage of this device.  What exceeds a limit is refused with a message.
"use strict";
{
  /** The reason why data is refused, in words for the reader. */
  class Refusal extends Error {}

  const MAX_FRAGMENT = 20_000; // characters
  const MAX_JSON = 1_000_000; // characters
  const MAX_DEPTH = 8; // arrays and objects inside each other

  /**
   * Returns a value if it is a text of at most so many characters.
   * @param {unknown} value
   * @param {number} most
   * @param {string} name for readers
   */
  const text = (value, most, name) => {
    if (typeof value !== "string") throw new Refusal(`${name}が壊れています。`);
    if (value.length > most) throw new Refusal(`${name}が長すぎます（${most.toLocaleString("ja")}文字まで）。`);
    return value;
  };

  /**
   * Returns a value if it is a list of at most so many values.
   * @param {unknown} value
   * @param {number} most
   * @param {string} name for readers
   * @returns {any[]}
   */
  const list = (value, most, name) => {
    if (!Array.isArray(value)) throw new Refusal(`${name}が壊れています。`);
    if (value.length > most) throw new Refusal(`${name}が多すぎます（${most.toLocaleString("ja")}まで）。`);
    return value;
  };

  /** Returns how deep arrays and objects are nested in JSON. @param {string} written */
  const depth = (written) => {
    let [deepest, now, quoted] = [0, 0, false];
    for (let index = 0; index < written.length; index += 1) {
      const character = written[index];
      if (quoted && character === "\\") index += 1;
      else if (character === '"') quoted = !quoted;
      else if (!quoted && "{[".includes(character)) now += 1;
      else if (!quoted && "}]".includes(character)) now -= 1;
      deepest = Math.max(deepest, now);
    }
    return deepest;
  };

  /**
   * Returns the data that a text holds as JSON.
   * @param {string} written
   * @param {string} name for readers
   * @returns {any}
   */
  const json = (written, name) => {
    text(written, MAX_JSON, name);
    if (depth(written) > MAX_DEPTH) throw new Refusal(`${name}が壊れています。`);
    try {
      return JSON.parse(written);
    } catch {
      throw new Refusal(`${name}が壊れています。`);
    }
  };

  window.hintbook.foreign = { Refusal, MAX_FRAGMENT, MAX_JSON, json, list, text };
}
