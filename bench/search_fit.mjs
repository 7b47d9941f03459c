// Fits the weights of search on judged queries, and says how they do on queries that were left out.
// Run by bench/search_fit.py, which writes the data: node search_fit.mjs DATA FOLDS ROUNDS
import { readFileSync } from "node:fs";
import vm from "node:vm";

const [, , file, folds, rounds] = process.argv;
const data = JSON.parse(readFileSync(file, "utf8"));
globalThis.self = globalThis;
/** @param {string} name */
const run = (name) => vm.runInThisContext(readFileSync(name, "utf8"), { filename: name });
self.hintbook = { run: async (name) => run(name) };
for (const script of data.scripts) run(script);
run(`${data.index}head.js`);
const engine = new self.hintbookEngine.Engine(self.hintbookIndex_head, { index: data.index, spelling: data.spelling });
const { WEIGHTS, rank, parted, fits } = self.hintbookRank;
const { tokensOf } = self.hintbookQuery;
const FIELDS = Object.keys(data.boosts);
const SATURATION = 1.2;
const LENGTH = 0.75;

// The share of each field in the weight of a token, as lunr computes it.
const means = FIELDS.map((field) => data.documents.reduce((sum, { fields }) => sum + fields[field].length, 0) / data.documents.length);
/** @type {Map<string, Map<number, number[]>>} */
const shares = new Map();
data.documents.forEach(({ fields }, document) => FIELDS.forEach((field, index) => {
  const counts = new Map();
  for (const token of fields[field]) counts.set(token, (counts.get(token) ?? 0) + 1);
  for (const [token, count] of counts) {
    const damping = SATURATION * (1 - LENGTH + LENGTH * fields[field].length / means[index]);
    if (!shares.has(token)) shares.set(token, new Map());
    const own = shares.get(token);
    if (!own.has(document)) own.set(document, FIELDS.map(() => 0));
    own.get(document)[index] = (SATURATION + 1) * count / (damping + count);
  }
}));

/** Returns all parameters by name: boosts of fields, priors of types, weights. */
const parameters = () => {
  const found = { little: data.little };
  for (const field of FIELDS) found[`boost ${field}`] = data.boosts[field];
  for (const { id, prior } of self.hintbookIndex_head.types) found[`type ${id}`] = prior;
  for (const [name, value] of Object.entries(WEIGHTS)) {
    if (typeof value === "number") found[name] = value;
    else for (const [key, own] of Object.entries(value)) found[`${name} ${key}`] = own;
  }
  return found;
};

/** Returns a function from plans to ranked documents. @param {Record<string, number>} values */
const searcher = (values) => {
  for (const [name, value] of Object.entries(values)) {
    const [first, ...rest] = name.split(" ");
    if (!rest.length && first in WEIGHTS) WEIGHTS[first] = value;
    else if (first in WEIGHTS) WEIGHTS[first][rest.join(" ")] = value;
  }
  const boosts = FIELDS.map((field) => values[`boost ${field}`]);
  const cache = new Map();
  const postings = (token) => {
    if (cache.has(token)) return cache.get(token);
    const own = shares.get(token);
    const found = own && {
      documents: [...own.keys()],
      strengths: [...own].map(([document, parts]) => (data.documents[document].little ? values.little : 1) * parts.reduce((sum, part, index) => sum + part * boosts[index], 0)),
      documentFrequency: own.size,
    };
    cache.set(token, found);
    return found;
  };
  const prior = (document) => values[`type ${data.documents[document].type}`];
  return (plan) => {
    const found = new Map(tokensOf(plan).map((token) => [token, postings(token)]).filter(([, own]) => own));
    const ranked = rank(plan, found, data.documents.length, prior);
    return fits(ranked, plan, found) ? parted(ranked).results.map(({ document }) => document) : [];
  };
};

const discounted = (gains) => gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
const ordered = (grades) => Object.values(grades).sort((a, b) => b - a);
/** Returns success in the first three and nDCG of the first five; null for a query without useful entries. */
const pooledScore = ({ grades }, documents) => {
  const gain = (grade) => 2 ** grade - 1;
  const own = documents.slice(0, 5).map((document) => grades[data.documents[document].id] ?? 0);
  const best = discounted(ordered(grades).slice(0, 5).map(gain));
  return best ? { success: Number(own.slice(0, 3).includes(2)), ndcg: discounted(own.map(gain)) / best } : null;
};
/** Returns recall and nDCG of the first ten, by passages. */
const passageScore = ({ relevant }, documents) => {
  const seen = new Set();
  const gains = documents.slice(0, 10).map((document) => {
    const fresh = data.documents[document].passages.filter((passage) => passage in relevant && !seen.has(passage));
    for (const passage of fresh) seen.add(passage);
    return Math.max(0, ...fresh.map((passage) => relevant[passage]));
  });
  const count = Math.min(10, Object.keys(relevant).length);
  return count ? { recall: Math.min(1, seen.size / count), ndcg: discounted(gains) / discounted(ordered(relevant).slice(0, 10)) } : null;
};

const items = [];
for (const [set, queries] of Object.entries(data.sets)) {
  for (const [number, query] of queries.entries()) items.push({ set, number, query, plan: (await engine.find(query.query)).plan });
}

/** Returns the mean of each score by set. */
const measure = (values, own) => {
  const search = searcher(values);
  const sums = {};
  for (const { set, query, plan } of own) {
    const score = (query.grades ? pooledScore : passageScore)(query, search(plan));
    if (!score) continue;
    sums[set] ??= { count: 0, scores: {} };
    sums[set].count += 1;
    for (const [name, value] of Object.entries(score)) sums[set].scores[name] = (sums[set].scores[name] ?? 0) + value;
  }
  return Object.entries(sums).map(([set, { count, scores }]) => [set, Object.entries(scores).map(([name, sum]) => [name, sum / count])]);
};
const START = parameters();
/** Returns the mean over sets and scores, less for values far from those at the start. */
const objective = (values, own) => {
  const means = measure(values, own).flatMap(([, scores]) => scores.map(([, value]) => value));
  const distance = Object.entries(values).reduce((sum, [name, value]) => sum + Math.log(value / START[name]) ** 2, 0);
  return means.reduce((sum, value) => sum + value, 0) / means.length - 0.003 * distance;
};
/** Returns the values that do best on some queries: each is raised or lowered while that helps. */
const fitted = (own) => {
  let values = START;
  let best = objective(values, own);
  for (let round = 0; round < Number(rounds); round += 1) {
    const step = 1.35 - 0.08 * round;
    for (const name of Object.keys(values)) {
      for (const factor of [step, 1 / step]) {
        const changed = { ...values, [name]: values[name] * factor };
        const value = objective(changed, own);
        if (value > best + 2e-5) { values = changed; best = value; break; }
      }
    }
  }
  return values;
};
const say = (name, values, own) => {
  const scores = measure(values, own).map(([set, means]) => `${set}: ${means.map(([score, mean]) => `${score} ${mean.toFixed(3)}`).join(" ")}`);
  console.log(`${name.padEnd(22)} ${scores.join("   ")}`);
};

say("now", START, items);
for (let fold = 0; fold < Number(folds); fold += 1) {
  const [others, left] = [items.filter(({ number }) => number % Number(folds) !== fold), items.filter(({ number }) => number % Number(folds) === fold)];
  const values = fitted(others);
  say(`fold ${fold + 1}: fitted`, values, others);
  say(`fold ${fold + 1}: left out`, values, left);
  say(`fold ${fold + 1}: left out, now`, START, left);
}
if (Number(folds) < 2) {
  const values = fitted(items);
  say("fitted", values, items);
  for (const [name, value] of Object.entries(values)) if (value !== START[name]) console.log(`  ${name}: ${START[name]} → ${value.toFixed(3)}`);
}
