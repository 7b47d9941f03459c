// How well documents fit what a query asks for.
"use strict";
{
  // Fitted on judged queries, by cross-validation.
  const WEIGHTS = {
    // Of a concept, by its kind
    kind: /** @type {Record<string, number>} */ ({ n: 1, v: 0.76, a: 0.75, negated: 0.75, o: 0.17 }),
    // Of a part of a concept
    part: /** @type {Record<string, number>} */ ({ joined: 1.45, negated: 0.75 }),
    // What a name stands for
    stand: /** @type {Record<string, number>} */ ({ "@": 0.975, "#": 0.4 }),
    // A name inside another one, or another word of the same sound
    inner: 0.4,
    // Ways in which a concept fits besides the best one
    other: 0.26,
    // Exponents
    strength: 0.51, share: 2.4, rarity: 1.5,
    // Bounds of the rarity of a concept
    commonest: 0.5, rarest: 4.1,
    covered: 0.83, pair: 0.26, unknown: 0.3, partly: 0.4,
  };
  const MAX_IDF = 8;
  // Share of a concept from which on it counts as found
  const MIN_SHARE = 0.5;
  // Share of a query that a result needs
  const MIN_COVERED = 0.2;
  // Share of a query from which on a result fits
  const FITTING = 0.45;
  // Score of a result, compared with the first, from which on it helps
  const WORTH = 0.3;
  // Results among which one may look for more
  const SHOWN_FIRST = 10;
  const MAX_RESULTS = 60;
  // Nouns that the index lacks, from which on they may be what a query is about
  const FOREIGN = 2;
  // A query of more concepts may have unknown ones
  const LONG = 2;

  /** Inverse document frequency. @param {number} count @param {SearchPostings} [postings] */
  const idf = (count, postings) => (postings ? Math.log(1 + count / (postings.documentFrequency + 0.5)) : MAX_IDF);

  /**
   * Returns how well each document fits a concept, and the weight of the concept.
   * @param {SearchConcept} concept
   * @param {Map<string, SearchPostings>} postings
   * @param {number} count of all documents
   * @param {boolean} alone whether the query has few concepts
   */
  const matchConcept = (concept, postings, count, alone) => {
    /** @type {Map<number, { share: number, strength: number }>} */
    const sums = new Map();
    const parts = concept.parts
      .map(({ token, kind }) => {
        const own = postings.get(token);
        return { own, weight: (WEIGHTS.part[kind] ?? 1) * idf(count, own), optional: kind === "joined" || kind === "negated" };
      })
      .filter(({ own, optional }) => own || !optional);
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    for (const { own, weight } of parts) {
      own?.documents.forEach((document, index) => {
        const sum = sums.get(document) ?? { share: 0, strength: 0 };
        sum.share += weight / total;
        sum.strength += (weight / total) * own.strengths[index];
        sums.set(document, sum);
      });
    }
    /** @type {Map<number, { score: number, share: number }>} */
    const found = new Map();
    /** @param {number} document @param {number} score @param {number} share */
    const put = (document, score, share) => {
      const before = found.get(document) ?? { score: 0, share: 0 };
      const [less, more] = before.score < score ? [before.score, score] : [score, before.score];
      found.set(document, { score: more + WEIGHTS.other * less, share: Math.max(before.share, share) });
    };
    for (const [document, { share, strength }] of sums) put(document, strength ** WEIGHTS.strength * share ** WEIGHTS.share, share);
    for (const { token, inner } of concept.stands) {
      const own = postings.get(token);
      const weight = (WEIGHTS.stand[token[0]] ?? 1) * (inner ? WEIGHTS.inner : 1);
      own?.documents.forEach((document, index) => { put(document, weight * own.strengths[index] ** WEIGHTS.strength, weight); });
    }
    // A part of a name that no document has in full is another thing: マラソン in マラソン大会.
    if (concept.unknown) for (const fit of found.values()) fit.share *= WEIGHTS.partly;
    let frequency = 0;
    for (const { share } of found.values()) if (share > MIN_SHARE) frequency += 1;
    const rarity = Math.min(WEIGHTS.rarest, Math.max(WEIGHTS.commonest, Math.log(1 + count / ((frequency || found.size) + 0.5)))) ** WEIGHTS.rarity;
    const weight = (WEIGHTS.kind[concept.kind] ?? 1) * (found.size ? rarity : alone ? 2 : WEIGHTS.unknown);
    return { weight, found };
  };

  /**
   * Returns the documents that fit a query, best first; `covered`: the share of the query that each has.
   * @param {SearchPlan} plan
   * @param {Map<string, SearchPostings>} postings
   * @param {number} count of all documents
   * @param {(document: number) => number} prior weight of a document by its type
   * @returns {SearchResult[]}
   */
  const rank = ({ concepts, pairs }, postings, count, prior) => {
    /** @type {Map<number, { score: number, covered: number }>} */
    const sums = new Map();
    let total = 0;
    for (const concept of concepts) {
      const { weight, found } = matchConcept(concept, postings, count, concepts.length <= LONG);
      total += weight;
      for (const [document, { score, share }] of found) {
        const sum = sums.get(document) ?? { score: 0, covered: 0 };
        sum.score += weight * score;
        sum.covered += weight * Math.min(1, share);
        sums.set(document, sum);
      }
    }
    for (const token of pairs) {
      const own = postings.get(token);
      own?.documents.forEach((document, index) => {
        const sum = sums.get(document);
        if (sum) sum.score += WEIGHTS.pair * idf(count, own) * own.strengths[index] ** WEIGHTS.strength;
      });
    }
    return [...sums]
      .map(([document, { score, covered }]) => ({ document, covered: covered / total, score: score * (covered / total) ** WEIGHTS.covered * prior(document) }))
      .filter(({ covered }) => covered >= MIN_COVERED)
      .sort((a, b) => b.score - a.score || a.document - b.document);
  };

  /**
   * Returns ranked results up to where they stop helping, and the next ones, which only have words in common.
   * @param {SearchResult[]} ranked
   */
  const parted = (ranked) => {
    const first = ranked[0]?.score ?? 0;
    const end = ranked.findIndex(({ score, covered }, index) =>
      score < first * (index < SHOWN_FIRST ? WORTH / 3 : WORTH) || covered < FITTING / 2);
    const length = Math.min(MAX_RESULTS, end < 0 ? ranked.length : end);
    return { results: ranked.slice(0, length), nearby: ranked.slice(length, length + MAX_RESULTS) };
  };

  /**
   * Whether the index lacks half of the nouns of a query, several: トマト 苗 植え付け 時期.
   * @param {SearchPlan} plan
   * @param {Map<string, SearchPostings>} postings
   */
  const isForeign = ({ concepts }, postings) => {
    const nouns = concepts.filter(({ kind }) => kind === "n");
    const lacking = nouns.filter(({ parts, stands, unknown }) => unknown || ![...parts, ...stands].some(({ token }) => postings.has(token)));
    return lacking.length >= Math.max(FOREIGN, nouns.length / 2);
  };

  /**
   * Whether the first results fit a query, not only have scraps in common with it.
   * @param {SearchResult[]} ranked
   * @param {SearchPlan} plan
   * @param {Map<string, SearchPostings>} postings
   */
  const fits = (ranked, plan, postings) => ranked.slice(0, 3).some(({ covered }) => covered >= FITTING) && !isForeign(plan, postings);

  self.hintbookRank = { rank, parted, fits, WEIGHTS };
}
