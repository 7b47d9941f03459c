/** What the scripts of docs/assets/js and the data of the build share through `self`. */

// Search

interface AlignedText { folded: string; origins: number[] }

/** `words`: its names as words, see `SearchPlan`. */
interface SearchTag { id: string; label: string; words: string[] }
/** `start`: the number of the first document of the type; `prior`: the factor of its scores. */
interface SearchType { id: string; label: string; start: number; prior: number }

/** What hintbook/search/lexicon.py writes; `noun`: the class of words that it does not hold. */
interface SearchLexicon {
  classes: string[];
  follow: string[];
  endings: [string, number][][];
  noun: number;
  firsts: string[];
}
/** `place`: the index of a class, or `*` and that of endings, or `~` for a name of several words. */
interface SearchLexiconEntry { place: string; cost: number; token: string }
/** A stretch of a query; `sounds`: words of the same sound, `others`: words that begin so. */
interface SearchMorpheme {
  start: number;
  end: number;
  token: string;
  place: number;
  cost: number;
  unknown?: boolean;
  sounds?: string[];
  others?: string[];
}
/**
 * A word of a query; `touches`: follows the one before without a gap; `leads`: a noun may follow in one word.
 * `kind`: a letter that hintbook/search/morphemes.py declares: n noun, k affix, v verb, g verb that says
 * little, a quality, o adverb or number, f function word, x negation, e noun that says little, s break.
 * A class of `SearchLexicon` is such a letter, perhaps with one for its role: c ends the reach of a
 * negation, t may have an auxiliary behind it, l leads.
 */
interface SearchUnit {
  token: string;
  kind: string;
  touches: boolean;
  leads: boolean;
  start: number;
  end: number;
  unknown?: boolean;
  sounds?: string[];
  others?: string[];
}
interface SearchLexiconLike {
  cut(query: string): SearchMorpheme[];
  units(words: SearchMorpheme[]): SearchUnit[];
  names(text: string): string[];
  spellings(token: string): string[];
}

/** The head of the index: hintbook/render/exports/search_scripts.py writes it. */
interface SearchHead {
  count: number;
  chunk: number;
  types: SearchType[];
  tags: SearchTag[];
  groups: string[][];
  digits: string;
  strengths: number[];
  firsts: string[];
  lexicon: SearchLexicon;
}

interface SearchPostings { documents: number[]; strengths: number[]; documentFrequency: number }

/** The tokens that names stand for, by their words. */
type SearchNames = Map<string, string[]>;
/** `kind`: that of the word, or joined (with its neighbour) or negated. */
interface SearchPart { token: string; kind: string; unknown?: boolean }
/** What a concept stands for; `inner`: only a part of it does, or it only sounds alike. */
interface SearchStand { token: string; inner: boolean }
interface SearchConcept {
  parts: SearchPart[];
  stands: SearchStand[];
  kind: string;
  start: number;
  end: number;
  unknown: boolean;
}
/** What a query asks for; `text`: normalised, `pairs`: words that stand in one sentence, `words`: all of them. */
interface SearchPlan {
  typed: string;
  text: string;
  units: SearchUnit[];
  concepts: SearchConcept[];
  pairs: string[];
  words: string;
}
/** `concept`: its index. */
interface SearchOccurrence { start: number; end: number; concept: number }
/** `covered`: the share of the query that the document has. */
interface SearchResult { document: number; score: number; covered: number }
interface SearchText {
  number: number;
  id: string;
  title: string;
  url: string;
  asked: string[];
  body: string;
  breaks: number[];
}
interface SearchCorrection { from: string; to: string }
/** `nearby`: documents that only have words in common with the query; `named`: things that it names exactly. */
interface SearchAnswer {
  plan: SearchPlan;
  corrections: SearchCorrection[];
  results: SearchResult[];
  nearby: SearchResult[];
  named: SearchNamed[];
}
/** A thing with names; `number`: its document, `breaks`: where lines may break, in the label and in each phrase. */
interface SearchNamed {
  number: number;
  label: string;
  url: string;
  names: string[];
  words: string[];
  phrases: string[];
  breaks: number[][];
  type: SearchType;
}
interface SearchSuggestion { text: string; kind: string; breaks: number[] }

interface SearchSpelling {
  nearest(word: string, spellings: string[]): string[];
  alike<T>(word: string, things: T[], namesOf: (thing: T) => string[]): T[];
}
interface SearchEngine {
  head: SearchHead;
  postings(tokens: string[]): Promise<Map<string, SearchPostings>>;
  typeOf(document: number): SearchType;
  texts(documents: number[]): Promise<SearchText[]>;
  find(typed: string, how?: { exact?: boolean }): Promise<SearchAnswer>;
  named(plan: SearchPlan): Promise<SearchNamed[]>;
  nearest(typed: string): Promise<{ words: string[]; things: SearchNamed[] }>;
  things(): Promise<SearchNamed[]>;
  titles(): Promise<SearchNamed[]>;
  occurrences(text: string, asked: SearchPlan): SearchOccurrence[];
}

// The form for a practice

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
/** The keys and indices that lead to a value, as in pydantic's errors. */
type Loc = (string | number)[];
/** An error of an entry; `code` and the other values are those of hintbook/messages.py. */
interface Fault { code: string; loc: Loc; value?: Json; [name: string]: any }

interface SchemaNode {
  $ref?: string;
  anyOf?: SchemaNode[];
  allOf?: SchemaNode[];
  not?: SchemaNode;
  type?: string;
  title?: string;
  format?: string;
  enum?: Json[];
  pattern?: string;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  $defs?: Record<string, SchemaNode>;
  "x-codes"?: Record<string, string>;
  "x-folded"?: boolean;
  "x-ask"?: string;
  "x-rules"?: Rule[];
}
interface Rule {
  rule: string;
  code: string;
  key: string;
  other: string;
  needs: Record<string, string>;
  pattern: string;
  unless_empty: string[];
}
/** What hintbook/render/pages/contribute.py writes for the form. */
interface ContributeData {
  schema: SchemaNode;
  expectedTypes: Record<string, string>;
  foundTypes: Record<string, string>;
  messages: Record<string, string[]>;
  links: string[];
  ids: string[];
  titles: Record<string, string>;
  passages: Record<string, Record<string, string>>;
  folds: [string, string][];
  forbidden: string;
  toWrite: string;
  modeline: string;
  repository: string;
}

// The 教材箱

/** `note` is for participants, `memo` for the trainer alone. */
interface HandoutItem { id: string; note: string; memo: string }
interface HandoutPart { minutes: number; title: string }
interface HandoutCollection {
  key: string;
  title: string;
  date: string;
  audience: string;
  layout: string;
  start: string;
  plan: HandoutPart[];
  items: HandoutItem[];
}
interface HandoutState {
  format: string;
  version: number;
  current: string;
  collections: HandoutCollection[];
}
/** An item with what the site knows of it; `here` and `code` are missing if it was not found. */
interface HandoutEntry extends HandoutItem {
  url: string;
  type: string;
  kind: string;
  name: string;
  /** As hintbook/render/pages/handout/blocks.py writes them. */
  blocks: any[];
  text: string;
  citation: string;
  documents: string[];
  /** Ids of the examples of its scene. */
  examples: string[];
  here?: string;
  code?: string;
}
interface HandoutFormats {
  about(collection: HandoutCollection): string;
  fragment(collection: HandoutCollection, options: { withWords: boolean; withMemos?: boolean }): string;
  markdown(collection: HandoutCollection, entries: HandoutEntry[], sources: string[]): string;
  plain(collection: HandoutCollection, entries: HandoutEntry[], sources: string[]): string;
  read(hash: string): HandoutCollection | null;
  timetable(collection: HandoutCollection): string;
  title(collection: HandoutCollection): string;
}
interface HandoutContent {
  citation(entry: HandoutEntry): (Node | string)[];
  name(entry: HandoutEntry): HTMLElement;
  nodes(blocks: any[]): HTMLElement[];
  source(entry: HandoutEntry): string;
  text(blocks: any[]): string;
  voice(entry: HandoutEntry): Node;
}
interface HandoutQr {
  image(address: string, label: string): Element | null;
  modules(address: string): boolean[][] | null;
}
interface HandoutReading {
  draw(collection: HandoutCollection | null, entries: HandoutEntry[]): void;
}
interface HandoutPlan {
  draw(collection: HandoutCollection): void;
  read(): HandoutPart[];
  times(collection: HandoutCollection): void;
}
interface HandoutSlides {
  show(collection: HandoutCollection, entries: HandoutEntry[], examples: HandoutEntry[], address: string, ended: () => void): void;
}
interface HandoutSheet {
  plan(table: HTMLTableElement, collection: HandoutCollection): void;
  draw(collection: HandoutCollection, entries: HandoutEntry[], address: string): void;
  element: HTMLElement;
  ready(): Promise<unknown>;
  sources(): string[];
}
interface Handout {
  ID: RegExp;
  MAX_MINUTES: number;
  button(id: string, name: string): HTMLElement;
  checked(data: any): HandoutState;
  clear(): void;
  collection(values?: Partial<HandoutCollection>): HandoutCollection;
  current(state?: HandoutState): HandoutCollection;
  read(): HandoutState;
  update(change: (state: HandoutState) => void): string;
  validItems(items: unknown): HandoutItem[];
  validPlan(rows: unknown): HandoutPart[];
  validTime(text: any): string;
  words(value?: any): string;
  problem(): string;
  content: HandoutContent;
  formats: HandoutFormats;
  plan: HandoutPlan;
  qr: HandoutQr;
  reading: HandoutReading;
  sheet: HandoutSheet;
  slides: HandoutSlides;
}

// Slides

/**
 * What is shown at once: units of a step from `from` to before `to`; of a single one perhaps only a
 * range of its pieces. `tight`: it has no room and cannot be split.
 */
interface StageSlide {
  step: HTMLElement;
  from: number;
  to: number;
  range: [number, number] | null;
  part: string;
  tight?: boolean;
}
/** Starts the stage; `onShow` gets the step that is shown and the next slide's. */
type StageStart = (
  root: HTMLElement,
  options?: { inAddress?: boolean; onShow?: (step: HTMLElement, next: HTMLElement | null) => void },
) => { key(event: KeyboardEvent): void; stop(): void; timer: { text(): string } };

// The checklist

/** The ticks of a person, by the numbers of the boxes. */
interface ChecklistSheet { name: string; ticks: number[] }
/** What is kept on this device; `practices`: their ids, `sheets`: those of other people. */
interface ChecklistOwn {
  ticks: number[];
  texts: Record<string, string>;
  practices: string[];
  sheets: ChecklistSheet[];
}
interface ChecklistBox { number: number; part: number; words: string }
interface ChecklistCount { box: ChecklistBox; by: string[] }
interface ChecklistLinks {
  MAX_SHEETS: number;
  MAX_NAME: number;
  encode(ticked: number[]): string;
  decode(fragment: string, known: number[]): number[] | null;
  pasted(text: string, known: number[]): ChecklistSheet[];
  file(sheets: ChecklistSheet[]): { format: string; version: number; sheets: { name: string; ticks: string }[] };
  sheets(data: any, known: number[]): ChecklistSheet[];
}
interface ChecklistCounting {
  goals(difficulties: { number: string; goals: string[] }[]): { letter: string; from: string[] }[];
  added(boxes: ChecklistBox[], sheets: ChecklistSheet[]): ChecklistCount[];
  who(by: string[], total: number): string;
}
interface ChecklistSession {
  own(): ChecklistOwn;
  shared(): number[] | null;
  ticks(): number[];
  isKept(): boolean;
  canUndo(): boolean;
  setTicks(ticks: number[]): void;
  setTexts(texts: Record<string, string>): void;
  setPractices(practices: string[]): void;
  setSheets(sheets: ChecklistSheet[]): void;
  add(sheets: ChecklistSheet[]): void;
  open(ticks: number[]): void;
  leave(): void;
  take(): void;
  clear(): void;
  undo(): void;
  reload(): void;
}
interface ChecklistState {
  KEYS: Record<"ticks" | "texts" | "practices" | "team", string>;
  session(known: number[]): ChecklistSession;
}
interface ChecklistPaper {
  LINES: number;
  lines(text: string): string[];
  fit(memo: string, practices: string[]): { memo: string; rest: string; restLines: number; practices: number };
}
interface ChecklistTeam {
  named(sheets: ChecklistSheet[]): ChecklistSheet[];
  people(sheets: ChecklistSheet[]): HTMLElement[];
  table(boxes: ChecklistBox[], sheets: ChecklistSheet[], title: string): HTMLElement[];
}

// Municipalities

/** A field that is compared; `values` in their order, of which those side by side are alike if `ordered`. */
interface LikenessField { key: string; label: string; values: string[]; points: number; ordered: boolean }
interface HintbookLikeness {
  order<T extends { values: Record<string, string> }>(
    fields: LikenessField[], wanted: Record<string, string>, items: T[],
  ): { item: T; points: number; same: LikenessField[]; near: LikenessField[] }[];
}

// All pages

interface Foreign {
  Refusal: new (message: string) => Error;
  MAX_FRAGMENT: number;
  MAX_JSON: number;
  json(written: string, name: string): any;
  list(value: unknown, most: number, name: string): any[];
  text(value: unknown, most: number, name: string): string;
}
interface Shared {
  lines(text: string, breaks: number[], from?: number, to?: number): (Node | string)[];
  unbroken(text: string): (Node | string)[];
  element<K extends keyof HTMLElementTagNameMap>(
    name: K,
    properties?: Record<string, unknown>,
    ...children: (Node | string | number)[]
  ): HTMLElementTagNameMap[K];
  address(href: string): string;
  copy(text: string): Promise<boolean>;
  announce(message: string): void;
  say(action: HTMLElement, message: string): void;
  unescaped(text: string): string;
  load(key: string, storing?: "localStorage" | "sessionStorage"): string | null | undefined;
  keep(key: string, text: string, storing?: "localStorage" | "sessionStorage"): boolean;
  rewriteAddress(url: string, how?: { push?: boolean; state?: unknown }): void;
  onOtherQuery(read: () => void): void;
  download(name: string, data: unknown): void;
  run(src: string): Promise<unknown>;
  foreign: Foreign;
  handout: Handout;
}

interface Window {
  hintbook: Shared;
  hintbookSplitting: {
    pieces(unit: Element): HTMLElement[];
    ranges(count: number, fits: (from: number, to: number) => boolean): [number, number][];
    sentences(text: string): string[];
    showPieces(unit: HTMLElement, all: HTMLElement[], range: [number, number] | null): void;
  };
  hintbookStage: { start: StageStart };
  hintbookTimer: {
    remaining(milliseconds: number): string;
    run(root: HTMLElement, signal: AbortSignal): { text(): string };
  };
  hintbookTimes(start: string, plan: { minutes: number }[]): string[];
  hintbookAnalyzer: {
    plain(text: string): string;
    fold(text: string): string;
    normalise(text: string): string;
    aligned(text: string): AlignedText;
    KANJI: RegExp;
    KATAKANA: RegExp;
    HIRAGANA: RegExp;
    LATIN: RegExp;
    ALL_KANA: RegExp;
  };
  hintbookLexicon: {
    Lexicon: new (data: SearchLexicon) => SearchLexiconLike & { add(text: string): void; isStrange(query: string): boolean };
    NEGATED: string;
  };
  hintbookQuery: {
    cleaned(typed: string): string;
    plan(typed: string, lexicon: SearchLexiconLike, names: SearchNames): SearchPlan;
    tokensOf(plan: SearchPlan): string[];
    occurrences(
      text: string,
      plan: SearchPlan,
      lexicon: SearchLexiconLike,
      namesOf?: (token: string) => string[],
    ): SearchOccurrence[];
  };
  hintbookRank: {
    rank(
      plan: SearchPlan,
      postings: Map<string, SearchPostings>,
      count: number,
      prior: (document: number) => number,
    ): SearchResult[];
    parted(ranked: SearchResult[]): { results: SearchResult[]; nearby: SearchResult[] };
    fits(ranked: SearchResult[], plan: SearchPlan, postings: Map<string, SearchPostings>): boolean;
    WEIGHTS: object;
  };
  hintbookSuggest: {
    suggestions(typed: string, things: SearchNamed[], titles: SearchNamed[]): SearchSuggestion[];
    attach(
      input: HTMLInputElement,
      list: HTMLElement,
      load: () => Promise<[SearchNamed[], SearchNamed[]]>,
      choose: (text: string) => void,
    ): void;
  };
  hintbookSpelling: SearchSpelling;
  hintbookUrgent: { isUrgent(typed: string, list: { words: string[]; harmless: string[] }): boolean };
  hintbookEngine: {
    Engine: new (head: SearchHead, data: DOMStringMap) => SearchEngine;
    decoder(
      head: Pick<SearchHead, "digits" | "strengths">,
    ): (text: string) => { documents: number[]; strengths: number[] };
  };
  hintbookChecklist: ChecklistLinks & ChecklistCounting & ChecklistState & ChecklistPaper & ChecklistTeam;
  hintbookCheck: {
    checker(data: ContributeData): {
      check(entry: Record<string, Json>): Fault[];
      verdict(entry: Record<string, Json>): Fault[];
      worded(fault: Partial<Fault> & { code: string }, label?: string): string[];
    };
    clean(text: string): string;
    today(): string;
  };
  hintbookForm: ContributeData;
  hintbookLikeness: HintbookLikeness;
  hintbookReading: { romaji(reading: string): string };
  hintbookYaml: { write(entry: Record<string, Json>, modeline: string): string };
  hintbookIndex_head: SearchHead;
  /** Scripts of the search index and of the 教材箱. */
  [name: `hintbookIndex_${string}`]: any;
  [name: `hintbookEntries_${number}`]: any;
}
