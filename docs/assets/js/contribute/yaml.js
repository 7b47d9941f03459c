// An entry as the text of its file, in the form that `hintbook format` gives it.
"use strict";
{
  // What YAML of any version takes for more than a text, dates left out: they are written plainly.
  const AMBIGUOUS = /^(?:|~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(?:0[xob][0-9a-f_]+|\.?[0-9][0-9_.,:]*(?:e[-+]?[0-9]+)?|\.(?:inf|nan)))$/i;
  const DATE = /^\d{4}-\d\d-\d\d$/;
  const UNPLAIN = /^(?:[-?:,[\]{}#&*!|>'"%@`\s]|\.\.\.)|: |:$| #|[\t\r\n]|\s$/;
  const UNPLAIN_IN_FLOW = /[:?,[\]{}]/;
  const LINES = new Set(["asked_as"]); // lists with a line an item

  const scalar = (value, inFlow) => {
    if (typeof value !== "string") return String(value);
    const plain = !UNPLAIN.test(value) && (DATE.test(value) || !AMBIGUOUS.test(value))
      && !(inFlow && UNPLAIN_IN_FLOW.test(value));
    return plain ? value : JSON.stringify(value);
  };

  const inline = (value, inFlow = false) => {
    if (Array.isArray(value)) return `[${value.map((item) => inline(item, true)).join(", ")}]`;
    if (value === null || typeof value !== "object") return scalar(value, inFlow);
    return `{${Object.entries(value).map(([key, inner]) => `${key}: ${inline(inner, true)}`).join(", ")}}`;
  };

  // Paragraphs stand in a block, where that keeps them as they are.
  const block = (text) => {
    const lines = text.split("\n");
    const fits = lines.length > 1 && lines[0] && lines.at(-1) && !/^ |\t| $| \n|\r/.test(text);
    return fits ? ["|-", ...lines.map((line) => (line ? `  ${line}` : ""))].join("\n") : null;
  };

  const node = (key, value) => {
    if (LINES.has(key) && Array.isArray(value) && value.length) return `${key}:\n${value.map((item) => `  - ${inline(item)}`).join("\n")}`;
    return `${key}: ${(typeof value === "string" && block(value)) || inline(value)}`;
  };

  const write = (entry, modeline) =>
    `${[modeline, ...Object.entries(entry).map(([key, value]) => node(key, value))].join("\n")}\n`;

  self.hintbookYaml = { write };
}
