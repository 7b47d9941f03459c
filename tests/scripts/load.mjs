// Runs the site's scripts in Node.js: classic scripts, which set names on `self`.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const SCRIPTS = new URL("../../docs/assets/js/", import.meta.url);
const FIXTURES = new URL("../fixtures/", import.meta.url);

/** A document without elements, enough for scripts that look for theirs when they load. */
const EMPTY_DOCUMENT = {
  addEventListener() {},
  createElement: () => ({ append() {}, setAttribute() {} }),
  getElementById: () => null,
  querySelector: () => null,
  querySelectorAll: () => [],
};

/** Runs scripts in the order given and returns the global object. @param {...string} names below docs/assets/js */
export const load = (...names) => {
  Object.assign(globalThis, {
    self: globalThis, window: globalThis, document: EMPTY_DOCUMENT, addEventListener() {}, localStorage: undefined,
    location: new URL("https://example.org/"),
  });
  for (const name of names) {
    const file = new URL(`${name}.js`, SCRIPTS);
    vm.runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
  }
  return globalThis;
};

/** Returns the test data that Python's tests use as well. @param {string} name below tests/fixtures */
export const fixture = (name) => JSON.parse(readFileSync(new URL(name, FIXTURES), "utf8"));
