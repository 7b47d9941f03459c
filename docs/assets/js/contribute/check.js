// Checks an entry as the command does: interprets the JSON Schema of practices with its x-rules,
// which the build writes (see hintbook/render/pages/contribute.py).
"use strict";
{
  const NAMES = { string: "文", number: "数", boolean: "true/false", array: "一覧", object: "項目のまとまり", null: "何もない値" };
  const EXPECTED = { string: "文", array: "一覧", object: "項目のまとまり", date: "日付（2026-11-21 の形）" };
  const JAPAN = 9 * 60 * 60 * 1000;

  const today = () => new Date(Date.now() + JAPAN).toISOString().slice(0, 10);
  const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
  const isDate = (text) => {
    const date = /^\d{4}-\d\d-\d\d$/.test(text) && text >= "0001" ? new Date(`${text}T00:00:00Z`) : NaN;
    return !Number.isNaN(Number(date)) && date.toISOString().startsWith(text);
  };

  const checker = (data) => {
    const patterns = new Map();
    // A browser too old for a pattern passes it over: the command will not.
    const compiled = (pattern) => {
      try {
        return new RegExp(pattern, "u");
      } catch {
        return null;
      }
    };
    const matches = (pattern, text) => {
      if (!patterns.has(pattern)) patterns.set(pattern, compiled(pattern));
      return patterns.get(pattern)?.exec(text)?.[0];
    };

    // Everything that is wrong with a value, as {code, steps, …}; links are told apart by their code.
    const faults = (node, value, steps) => {
      if (node.$ref) return faults(data.schema.$defs[node.$ref.split("/").pop()], value, steps);
      if (node.anyOf && !node.properties) return faults(branch(node.anyOf, value), value, steps);
      const fault = (code, values) => [{ code, steps, value, ...values }];
      const type = typeOf(value);
      if (type === "string" && value.includes(data.toWrite)) {
        return fault("unfinished", { key: steps.filter((step) => typeof step === "string").at(-1) ?? "" });
      }
      if (node.type === "null" && value === null) return [];
      if (node.enum && !node["x-codes"]) {
        return node.enum.includes(value) ? [] : fault("invalid-value", { allowed: node.enum.join("、"), value: type === "string" ? value : NAMES[type] });
      }
      if (type !== node.type) {
        if (node.type === "string" && !node.format && value === null) return fault("empty-text");
        return fault("wrong-type", { expected: EXPECTED[node.format ?? node.type], found: NAMES[type] });
      }
      if (type === "object") return objectFaults(node, value, steps);
      if (type === "array") return arrayFaults(node, value, steps, fault);
      return textFaults(node, value, fault);
    };

    // Null goes with null, a list with a list; one mapping stands for a list of one.
    const branch = (nodes, value) => nodes.find((node) => node.type === typeOf(value)) ??
      (value === null ? nodes.at(-1) : nodes[0]);

    const objectFaults = (node, value, steps) => [
      ...Object.keys(value).filter((key) => !(key in node.properties)).map((key) =>
        ({ code: "unknown-key", steps: [...steps, key], key, allowed: Object.keys(node.properties).join("、") })),
      ...(node.required ?? []).filter((key) => !(key in value)).map((key) =>
        ({ code: "missing-key", steps: [...steps, key], key })),
      ...Object.entries(node.properties).filter(([key]) => key in value)
        .flatMap(([key, inner]) => faults(inner, value[key], [...steps, key])),
    ];

    const arrayFaults = (node, value, steps, fault) => {
      const inner = value.map((item, index) => faults(node.items, item, [...steps, index]));
      const shape = inner.flat().filter(({ code }) => !isLink(code));
      const sound = inner.filter((found) => found.every(({ code }) => isLink(code))).length;
      if (node.maxItems !== undefined && sound > node.maxItems) return fault("too-many", { limit: node.maxItems, count: value.length });
      if (shape.length) return inner.flat();
      if (value.length < (node.minItems ?? 0)) return fault(value.length ? "too-few" : "empty-list", { limit: node.minItems, count: value.length });
      const twice = node.uniqueItems ? value.findIndex((item, index) => value.indexOf(item) < index) : -1;
      return twice < 0 ? inner.flat() : fault("repeated-value", { value: value[twice], steps: [...steps, twice] });
    };

    const textFaults = (node, value, fault) => {
      const codes = node["x-codes"] ?? {};
      if (node.format === "date") {
        if (!isDate(value)) return fault("bad-date");
        return value > today() ? fault("future-date") : [];
      }
      const count = [...value].length;
      if (count > node.maxLength) return fault(codes.maxLength, { limit: node.maxLength, count });
      if (matches(node.pattern, value) === undefined) return fault(codes.pattern);
      for (const { title, not, "x-codes": named } of node.allOf ?? []) {
        const found = matches(not.pattern, value);
        if (found !== undefined) return fault(named.not, { what: title, value: found });
      }
      return node.enum && !node.enum.includes(value) ? fault(codes.enum, { allowed: node.enum.join("、") }) : [];
    };

    const isLink = (code) => data.links.includes(code);
    const ids = new Set(data.ids);

    // Rules between several keys, by their name in the schema's x-rules (see hintbook/model/base/rules.py).
    // Each returns the faults as {steps, …}; `sound` says whether a key has no fault of its own.
    const RULES = {
      "value-needs": ({ key, other, needs }, entry, sound) => {
        const needed = needs[entry[key]];
        return sound(key) && needed && needed !== (sound(other) ? entry[other] : null)
          ? [{ steps: [key], value: entry[key], [other]: needed }] : [];
      },
      "any-of": ({ key, other }, entry, sound) =>
        (sound(key) && sound(other) && entry[key] === undefined && (entry[other] ?? null) === null
          ? [{ steps: [key], key }] : []),
      "not-before": ({ key, other }, entry, sound) =>
        (sound(key) && sound(other) && entry[key] < entry[other]
          ? [{ steps: [key], value: entry[key], [other]: entry[other] }] : []),
      "no-match": ({ pattern, unless_empty }, entry, sound) => {
        if (unless_empty.length && !unless_empty.reduce((value, key) => value?.[key], entry)) return [];
        return Object.keys(entry).filter(sound).flatMap((key) => {
          const value = matches(pattern, JSON.stringify(entry[key] ?? ""));
          return value ? [{ steps: [key], value }] : [];
        });
      },
    };

    // What is wrong with an entry by itself.
    const shape = (entry) => {
      const found = faults(data.schema, entry, []);
      const sound = (key) => !found.some(({ code, steps }) => steps[0] === key && !isLink(code));
      const broken = data.schema["x-rules"].flatMap((rule) =>
        // A rule that this script does not know yet is left to the command.
        (RULES[rule.rule]?.(rule, entry, sound) ?? []).map((fault) => ({ code: rule.code, ...fault })));
      return [...found, ...broken];
    };

    // What is wrong with it among all others.
    const links = (entry) => {
      const found = [];
      if (ids.has(entry.id)) found.push({ code: "duplicate-id", steps: ["id"], value: entry.id, first: entry.id });
      if (entry.title in data.titles) {
        found.push({ code: "duplicate-title", steps: ["title"], value: entry.title, first: data.titles[entry.title] });
      }
      (Array.isArray(entry.related) ? entry.related : []).forEach((id, index) => {
        const steps = ["related", index];
        if (id === entry.id) found.push({ code: "self-related", steps, value: id });
        else if (!ids.has(id)) found.push({ code: "dangling-related", steps, value: id });
      });
      for (const { document, at } of [entry.source ?? []].flat()) {
        const known = data.passages[document];
        for (const place of known ? [at].flat() : []) {
          if (!(place in known)) found.push({ code: "unknown-passage", steps: ["source"], document, value: place });
        }
      }
      return found;
    };

    const forbidden = (value, steps = []) => {
      if (typeof value === "string") {
        const found = matches(data.forbidden, value);
        const character = found && `U+${found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
        return found ? [{ code: "control-character", steps, character }] : [];
      }
      return value && typeof value === "object"
        ? Object.entries(value).flatMap(([key, inner]) => forbidden(inner, [...steps, key])) : [];
    };

    // The message and the remedy of a fault; `label` is what the reader calls its key.
    const worded = ({ code, ...values }, label = values.key) => data.messages[code].map((text) => text.replace(/\{(\w+)\}/g, (_, name) =>
      String((name === "key" ? label : values[name]) ?? "").split(/[\r\n]+/).join(" ")));

    // All faults of an entry, by itself first.
    const check = (entry) => [...forbidden(entry), ...shape(entry), ...links(entry)];

    // As the command judges: what cannot be read is not looked into further.
    const verdict = (entry) => {
      const hidden = forbidden(entry);
      if (hidden.length) return hidden;
      const found = shape(entry);
      const own = found.filter(({ code }) => !isLink(code));
      return own.length ? own : [...found, ...links(entry)];
    };

    return { check, verdict, worded };
  };

  self.hintbookCheck = { checker, today };
}
