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
  const block = (text, margin) => {
    const body = text.replace(/\n$/, "");
    const fits = text.includes("\n") && body && !/^[ \n]|\t| $| \n|\n$|\r/.test(body);
    return fits ? [body === text ? "|-" : "|", ...body.split("\n").map((line) => (line ? margin + line : ""))].join("\n") : null;
  };

  const after = (value, margin) => (typeof value === "string" && block(value, margin)) || inline(value);
  const node = (key, value) => {
    if (LINES.has(key) && Array.isArray(value) && value.length) return `${key}:\n${value.map((item) => `  - ${after(item, "    ")}`).join("\n")}`;
    return `${key}: ${after(value, "  ")}`;
  };

  const write = (entry, modeline) =>
    `${[modeline, ...Object.entries(entry).map(([key, value]) => node(key, value))].join("\n")}\n`;

  self.hintbookYaml = { write };
}
