/** What the scripts of docs/assets/js and the data of the build share through `self`. */

// Search

interface AlignedText { folded: string; origins: number[] }

interface SearchTag { id: string; label: string; aliases: string[]; url: string }
/** `start`: the number of the first document of the type; `prior`: the factor of its scores. */
interface SearchType { id: string; label: string; start: number; prior: number }
interface SearchTerm { label: string; names: string[]; url: string }

/** The head of the index: hintbook/render/exports/search_scripts.py writes it. */
interface SearchHead {
  count: number;
  chunk: number;
  types: SearchType[];
  tags: SearchTag[];
  groups: [number, ...string[]][];
  digits: string;
  strengths: number[];
  functionWords: string[];
  emptyWords: string[];
  firsts: string[];
}

interface SearchPostings { documents: number[]; strengths: number[]; documentFrequency: number }

interface SearchVocabulary {
  /** Words of texts and ids of tags by the word that stands for them. */
  meanings: Map<string, { used: string[]; tags: string[] }>;
  kana: string[];
  functionWords: string[];
  empty: Set<string>;
}

/** A word of a query and its position; `uncertain`: its bounds are guessed. */
interface QueryWord { word: string; at: number; uncertain?: boolean; katakana?: boolean }
/** A word, or a tag if `word` is empty, that stands for a word of a query. */
interface QueryAlternative {
  word: string;
  weight: number;
  parts: { token: string; share: number }[];
  kana?: boolean;
}
interface QueryConcept extends QueryWord {
  compound: string;
  nameStart: string;
  alternatives: QueryAlternative[];
  /** Whether a document has all tokens of a word. */
  complete?: boolean;
  known?: boolean;
  /** Whether the word stands in no text as typed. */
  absent?: boolean;
}
/** `concept`: its index; `alone`: not part of a longer word. */
interface SearchOccurrence { start: number; end: number; concept: number; alone: boolean }
interface SearchResult { document: number; score: number }
interface SearchText {
  number: number;
  id: string;
  title: string;
  url: string;
  tags: string[];
  asked: string[];
  body: string;
}
interface SearchAnswer { concepts: QueryConcept[]; corrections: string[]; results: SearchResult[] }
interface SearchSuggestions { words: string[]; tags: SearchTag[]; terms: SearchTerm[] }

interface SearchSpelling {
  nearest(word: string, spellings: string[]): string[];
  alike<T>(word: string, things: T[], namesOf: (thing: T) => string[]): T[];
}
interface SearchEngine {
  head: SearchHead;
  postings(tokens: string[]): Promise<Map<string, SearchPostings>>;
  typeOf(document: number): SearchType;
  texts(documents: number[]): Promise<SearchText[]>;
  find(typed: string): Promise<SearchAnswer>;
  named(answer: SearchAnswer): Promise<{ term: SearchText | null; tags: SearchTag[] }>;
  suggestions(typed: string): Promise<SearchSuggestions>;
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
}
interface HandoutContent {
  citation(entry: HandoutEntry): (Node | string)[];
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
    tokens(text: string): string[];
    aligned(text: string): AlignedText;
    KANJI: RegExp;
    KATAKANA: RegExp;
    HIRAGANA: RegExp;
    LATIN: RegExp;
    ALL_KANA: RegExp;
  };
  hintbookQuery: {
    cleaned(typed: string): string;
    knowledge(head: SearchHead): SearchVocabulary;
    plan(typed: string, vocabulary: SearchVocabulary): QueryConcept[];
    alternative(word: string, weight: number): QueryAlternative;
    tokensOf(concepts: QueryConcept[]): string[];
    rank(
      concepts: QueryConcept[],
      postings: Map<string, SearchPostings>,
      count: number,
      prior: (document: number) => number,
    ): SearchResult[];
    occurrences(text: string, concepts: QueryConcept[]): SearchOccurrence[];
    needsExactMatch(concept: QueryConcept): boolean;
    compareText(
      concepts: QueryConcept[],
      text: string,
      tags: Set<string>,
    ): { present: Set<number>; factor: number };
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
  hintbookReading: { romaji(reading: string): string };
  hintbookYaml: { write(entry: Record<string, Json>, modeline: string): string };
  hintbookIndex_head: SearchHead;
  /** Scripts of the search index and of the 教材箱. */
  [name: `hintbookIndex_${string}`]: any;
  [name: `hintbookEntries_${number}`]: any;
}
