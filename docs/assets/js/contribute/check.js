// Checks a practice as `hintbook check` does: interprets its JSON Schema with x-codes and x-rules,
// which the build writes (see hintbook/render/pages/contribute.py).
"use strict";
{
  const JAPAN = 9 * 60 * 60 * 1000;

  const today = () => new Date(Date.now() + JAPAN).toISOString().slice(0, 10);
  // The consonants with ゛ and ゜ as characters of their own, which NFC leaves apart.
  const VOICED = /([うかきくけこさしすせそたちつてとはひふへほウカキクケコサシスセソタチツテトハヒフヘホ])\u309b/g;
  const SEMI_VOICED = /([はひふへほハヒフヘホ])\u309c/g;
  /** Returns a text as the command reads it, by the same steps as hintbook/load/text.py. @param {string} text */
  const clean = (text) => text.replace(/[\uff61-\uff9f]+/g, (run) => run.normalize("NFKC"))
    .replace(VOICED, "$1\u3099").replace(SEMI_VOICED, "$1\u309a").normalize("NFC")
    .split("\n").map((line) => line.replace(/^[ \u3000]+|[ \u3000]+$/g, "")).join("\n");

  /** Returns the JSON type of a value. @param {Json} value */
  const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
  /** Whether a text is a date of the calendar. @param {string} text */
  const isDate = (text) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001") return false;
    const date = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(Number(date)) && date.toISOString().startsWith(text);
  };

  /**
   * Returns the functions that check entries with the schema, messages and ids of the form's data.
   * @param {ContributeData} data
   */
  const checker = (data) => {
    /** @type {Map<string, RegExp | null>} */
    const patterns = new Map();
    /** Returns a compiled pattern, null in a browser that does not support it. @param {string} pattern */
    const compiled = (pattern) => {
      try {
        return new RegExp(pattern, "u");
      } catch {
        return null;
      }
    };
    /** Returns the first match of a pattern. @param {string} pattern @param {string} text */
    const matches = (pattern, text) => {
      if (!patterns.has(pattern)) patterns.set(pattern, compiled(pattern));
      return patterns.get(pattern)?.exec(text)?.[0];
    };

    const folds = data.folds.map(([pattern, replacement]) => ({ pattern: new RegExp(pattern, "gu"), replacement }));
    /** Returns a text as hintbook/model/base/private_data.py folds it. @param {string} text */
    const folded = (text) => folds.reduce((result, { pattern, replacement }) => result.replace(pattern, replacement), text.normalize("NFKC"));

    /** @typedef {(code: string, values?: Record<string, unknown>) => Fault[]} FaultMaker */

    /**
     * Returns the faults of a value.
     * @param {SchemaNode} node
     * @param {Json} value
     * @param {Loc} loc
     * @returns {Fault[]}
     */
    const faults = (node, value, loc) => {
      if (node.$ref) return faults(data.schema.$defs?.[node.$ref.split("/").pop() ?? ""] ?? {}, value, loc);
      if (node.anyOf && !node.properties) return faults(branch(node.anyOf, value), value, loc);
      /** @type {FaultMaker} */
      const fault = (code, values) => [{ code, loc, value, ...values }];
      const type = typeOf(value);
      if (typeof value === "string" && value.includes(data.toWrite)) {
        return fault("unfinished", { key: loc.filter((part) => typeof part === "string").at(-1) ?? "" });
      }
      if (node.type === "null" && value === null) return [];
      if (node.enum && !node["x-codes"]) {
        return node.enum.includes(value) ? [] : fault("invalid-value", { allowed: node.enum.join("、"), value: type === "string" ? value : data.foundTypes[type] });
      }
      if (type !== node.type) {
        if (node.type === "string" && !node.format && value === null) return fault("empty-text");
        if (value === null) return fault("empty-value", { expected: data.expectedTypes[node.format ?? node.type ?? ""], key: loc.filter((part) => typeof part === "string").at(-1) ?? "" });
        return fault((type === "string" && node["x-codes"]?.type) || "wrong-type", { expected: data.expectedTypes[node.format ?? node.type ?? ""], found: data.foundTypes[type] });
      }
      if (Array.isArray(value)) return arrayFaults(node, value, loc, fault);
      if (value !== null && typeof value === "object") return objectFaults(node, value, loc);
      return textFaults(node, String(value), fault);
    };

    /**
     * Returns the faults of a value in the words of its key, if there is no value.
     * @template {Omit<Fault, "code">} F
     * @param {F[]} found
     * @param {SchemaNode | undefined} node
     * @param {Json} value
     */
    const asked = (found, node, value) => (node?.["x-ask"] && (value === undefined || value === "" || (Array.isArray(value) && !value.length))
      ? found.map((fault) => ({ ...fault, words: [node["x-ask"]] })) : found);

    /**
     * Returns the alternative for a value: the one of its type, else the last for null, the first otherwise.
     * @param {SchemaNode[]} nodes
     * @param {Json} value
     */
    const branch = (nodes, value) => nodes.find((node) => node.type === typeOf(value)) ??
      (value === null ? nodes[nodes.length - 1] : nodes[0]);

    /** @param {SchemaNode} node @param {Record<string, Json>} value @param {Loc} loc @returns {Fault[]} */
    const objectFaults = ({ properties = {}, required = [] }, value, loc) => [
      ...Object.keys(value).filter((key) => !Object.hasOwn(properties, key)).map((key) =>
        ({ code: "unknown-key", loc: [...loc, key], key, allowed: Object.keys(properties).join("、") })),
      ...required.filter((key) => !Object.hasOwn(value, key)).flatMap((key) =>
        asked([{ code: "missing-key", loc: [...loc, key], key }], properties[key], undefined)),
      ...Object.entries(properties).filter(([key]) => Object.hasOwn(value, key))
        .flatMap(([key, inner]) => asked(faults(inner, value[key], [...loc, key]), inner, value[key])),
    ];

    /** @param {SchemaNode} node @param {Json[]} value @param {Loc} loc @param {FaultMaker} fault */
    const arrayFaults = (node, value, loc, fault) => {
      const inner = value.map((item, index) => faults(node.items ?? {}, item, [...loc, index]));
      const shape = inner.flat().filter(({ code }) => !isLink(code));
      const valid = inner.filter((found) => found.every(({ code }) => isLink(code))).length;
      if (node.maxItems !== undefined && valid > node.maxItems) return fault("too-many", { limit: node.maxItems, count: value.length });
      if (shape.length) return inner.flat();
      if (value.length < (node.minItems ?? 0)) return fault(value.length ? "too-few" : "empty-list", { limit: node.minItems, count: value.length });
      const twice = node.uniqueItems ? value.findIndex((item, index) => value.indexOf(item) < index) : -1;
      return twice < 0 ? inner.flat() : fault("repeated-value", { value: value[twice], loc: [...loc, twice] });
    };

    /** @param {SchemaNode} node @param {string} value @param {FaultMaker} fault */
    const textFaults = (node, value, fault) => {
      const codes = node["x-codes"] ?? {};
      if (node.format === "date") {
        if (!isDate(value)) return fault("bad-date");
        return value > today() ? fault("future-date") : [];
      }
      const count = [...value].length;
      if (node.maxLength !== undefined && count > node.maxLength) return fault(codes.maxLength, { limit: node.maxLength, count });
      if (matches(node.pattern ?? "", value) === undefined) return fault(codes.pattern);
      for (const { title, not, "x-codes": named, "x-folded": isFolded } of node.allOf ?? []) {
        const found = matches(not?.pattern ?? "", isFolded ? folded(value) : value);
        if (found !== undefined) return fault(named?.not ?? "", { what: title, value: found });
      }
      return node.enum && !node.enum.includes(value) ? fault(codes.enum, { allowed: node.enum.join("、") }) : [];
    };

    /** Whether a fault is a reference to an unknown id. @param {string} code */
    const isLink = (code) => data.links.includes(code);
    const ids = new Set(data.ids);

    /**
     * Rules between keys, by their name in the schema's x-rules (see hintbook/model/base/rules.py).
     * `valid` returns whether a key has no fault of its own.
     * @type {Record<string, (rule: Rule, entry: Record<string, any>, valid: (key: string) => boolean) => Omit<Fault, "code">[]>}
     */
    const RULES = {
      "value-needs": ({ key, other, needs }, entry, valid) => {
        const needed = needs[entry[key]];
        return valid(key) && needed && other in entry && needed !== (valid(other) ? entry[other] : null)
          ? [{ loc: [key], value: entry[key], [other]: needed }] : [];
      },
      "any-of": ({ key, other }, entry, valid) =>
        (valid(key) && valid(other) && entry[key] === undefined && (entry[other] ?? null) === null
          ? asked([{ loc: [key], key }], data.schema.properties?.[key], undefined) : []),
      "not-before": ({ key, other }, entry, valid) =>
        (valid(key) && valid(other) && entry[key] < entry[other]
          ? [{ loc: [key], value: entry[key], [other]: entry[other] }] : []),
      "no-match": ({ pattern, unless_empty }, entry, valid) => {
        if (unless_empty.length && !unless_empty.reduce((value, key) => value?.[key], /** @type {any} */ (entry))) return [];
        return Object.keys(entry).filter(valid).flatMap((key) => {
          const value = matches(pattern, JSON.stringify(entry[key] ?? ""));
          return value ? [{ loc: [key], value }] : [];
        });
      },
    };

    /** Returns the faults of an entry by itself. @param {Record<string, Json>} entry @returns {Fault[]} */
    const shape = (entry) => {
      const found = faults(data.schema, entry, []);
      /** @param {string} key */
      const valid = (key) => !found.some(({ code, loc }) => loc[0] === key && !isLink(code));
      const broken = (data.schema["x-rules"] ?? []).flatMap((rule) =>
        // A rule that this script does not know yet is left to the command.
        (RULES[rule.rule]?.(rule, entry, valid) ?? []).map((fault) => /** @type {Fault} */ ({ code: rule.code, ...fault })));
      return [...found, ...broken];
    };

    /** Returns the faults of an entry's references, id and title. @param {Record<string, any>} entry */
    const links = (entry) => {
      /** @type {Fault[]} */
      const found = [];
      if (ids.has(entry.id)) found.push({ code: "duplicate-id", loc: ["id"], value: entry.id, first: entry.id });
      if (Object.hasOwn(data.titles, entry.title)) {
        found.push({ code: "duplicate-title", loc: ["title"], value: entry.title, first: data.titles[entry.title] });
      }
      /** @type {string[]} */
      const related = Array.isArray(entry.related) ? entry.related : [];
      related.forEach((id, index) => {
        const loc = ["related", index];
        if (id === entry.id) found.push({ code: "self-related", loc, value: id });
        else if (!ids.has(id)) found.push({ code: "dangling-related", loc, value: id });
      });
      for (const { document, at } of [entry.source ?? []].flat()) {
        const known = Object.hasOwn(data.passages, document) ? data.passages[document] : null;
        for (const place of known ? [at].flat().filter((place) => place && !Object.hasOwn(known, place)) : []) {
          found.push({ code: "unknown-passage", loc: ["source"], document, value: place });
        }
      }
      return found;
    };

    /**
     * Returns the control characters in a value and in all values in it.
     * @param {Json} value
     * @param {Loc} loc
     * @returns {Fault[]}
     */
    const forbidden = (value, loc = []) => {
      if (typeof value === "string") {
        const found = matches(data.forbidden, value);
        const character = found && `U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
        return found ? [{ code: "control-character", loc, character }] : [];
      }
      return value && typeof value === "object"
        ? Object.entries(value).flatMap(([key, inner]) => forbidden(inner, [...loc, key])) : [];
    };

    /**
     * Returns the message and the remedy of a fault; `label` is the reader's word for its key.
     * @param {Partial<Fault> & { code: string }} fault
     * @param {string} [label]
     */
    const worded = ({ code, ...values }, label = values.key) => data.messages[code].map((text) => text.replace(/\{(\w+)\}/g, (_, name) =>
      String((name === "key" ? label : values[name]) ?? "").split(/[\r\n]+/).join(" ")));

    /** Returns all faults of an entry. @param {Record<string, Json>} entry */
    const check = (entry) => [...forbidden(entry), ...shape(entry), ...links(entry)];

    /**
     * Returns the faults that the command reports: later checks run only if the earlier ones find nothing.
     * @param {Record<string, Json>} entry
     */
    const verdict = (entry) => {
      const hidden = forbidden(entry);
      if (hidden.length) return hidden;
      const found = shape(entry);
      const own = found.filter(({ code }) => !isLink(code));
      return own.length ? own : [...found, ...links(entry)];
    };

    return { check, verdict, worded };
  };

  self.hintbookCheck = { checker, clean, today };
}
