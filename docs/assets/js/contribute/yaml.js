// An entry → the text of its file, as `hintbook format` writes it.
"use strict";
{
  // Texts that some version of YAML reads as another type, except dates, which stay unquoted.
  const AMBIGUOUS = /^(?:|~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(?:0[xob][0-9a-f_]+|\.?[0-9][0-9_.,:]*(?:e[-+]?[0-9]+)?|\.(?:inf|nan)))$/i;
  const DATE = /^\d{4}-\d\d-\d\d$/;
  const UNPLAIN = /^(?:[-?:,[\]{}#&*!|>'"%@`\s]|\.\.\.)|: |:$| #|[\t\r\n]|\s$|"|'$/;
  const UNPLAIN_IN_FLOW = /[:?,[\]{}]/;
  const ONE_PER_LINE = new Set(["asked_as"]); // lists written with one item to a line

  /** @param {Json} value @param {boolean} inFlow whether it is inside brackets */
  const scalar = (value, inFlow) => {
    if (typeof value !== "string") return String(value);
    const plain = !UNPLAIN.test(value) && (DATE.test(value) || !AMBIGUOUS.test(value))
      && !(inFlow && UNPLAIN_IN_FLOW.test(value));
    return plain ? value : JSON.stringify(value);
  };

  /** Returns a value on one line. @param {Json} value @param {boolean} inFlow @returns {string} */
  const inline = (value, inFlow = false) => {
    if (Array.isArray(value)) return `[${value.map((item) => inline(item, true)).join(", ")}]`;
    if (value === null || value === undefined || typeof value !== "object") return scalar(value, inFlow);
    return `{${Object.entries(value).map(([key, inner]) => `${key}: ${inline(inner, true)}`).join(", ")}}`;
  };

  /** Returns a text of several lines as a block, null if a block would change it. @param {string} text @param {string} margin */
  const block = (text, margin) => {
    const body = text.replace(/\n$/, "");
    const fits = text.includes("\n") && body && !/^[ \n]|\t| $| \n|\n$|\r/.test(body);
    return fits ? [body === text ? "|-" : "|", ...body.split("\n").map((line) => (line ? margin + line : ""))].join("\n") : null;
  };

  /** @param {Json} value @param {string} margin */
  const after = (value, margin) => (typeof value === "string" && block(value, margin)) || inline(value);
  /** @param {string} key @param {Json} value */
  const node = (key, value) => {
    if (ONE_PER_LINE.has(key) && Array.isArray(value) && value.length) return `${key}:\n${value.map((item) => `  - ${after(item, "    ")}`).join("\n")}`;
    return `${key}: ${after(value, "  ")}`;
  };

  /** Returns the text of an entry's file. @param {Record<string, Json>} entry @param {string} modeline */
  const write = (entry, modeline) =>
    `${[modeline, ...Object.entries(entry).map(([key, value]) => node(key, value))].join("\n")}\n`;

  self.hintbookYaml = { write };
}
