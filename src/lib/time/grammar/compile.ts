/** Turns a locale's data into maps that the parser looks things up in; done once per locale. */
import type { Entry, Locale, Rule, Shape } from "./rule";
import type { Category } from "./values";
import { nearMisses } from "./near-miss";

export type Item =
  | { readonly kind: "words"; readonly words: ReadonlySet<string>; readonly optional: boolean }
  | { readonly kind: "category"; readonly category: Category; readonly optional: boolean }
  | { readonly kind: "absent"; readonly optional: false };

export interface CompiledRule {
  readonly rule: Rule;
  readonly items: readonly Item[];
  /** How many slots were skipped because leading optional items are left out in this variant. */
  readonly skippedSlots: number;
  /** How many slots right after the first item's are left out. */
  readonly absentSlots: number;
  readonly headSlots: number;
  /** For each word that can't be left out, the bits of its alternatives: a text without any of them needn't try the rule. */
  readonly needs: readonly WordBits[];
}

/** A small set of words as bits; words may share a bit, so it only rules out. */
export interface WordBits {
  readonly low: number;
  readonly high: number;
}

export interface CompiledLocale {
  readonly locale: Locale;
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly shapes: readonly Shape[];
  /** The bit of every word that rules spell out. */
  readonly wordBits: ReadonlyMap<string, number>;
  readonly byWord: ReadonlyMap<string, RuleIndex>;
  readonly byCategory: ReadonlyMap<Category, RuleIndex>;
  /** The word that was meant; the word itself where it is known or nothing is near. */
  readonly correct: (word: string) => string;
}

const parseItem = (source: string): Item => {
  const optional = source.endsWith("?") && source.length > 1;
  const body = optional ? source.slice(0, -1) : source;
  return body.startsWith("{")
    ? { kind: "category", category: body.slice(1, -1) as Category, optional }
    : { kind: "words", words: new Set(body.split("|")), optional };
};

const bitsOf = (words: Iterable<string>, wordBits: Map<string, number>): WordBits => {
  let [low, high] = [0, 0];
  for (const word of words) {
    const bit = wordBits.get(word) ?? wordBits.size % 60;
    wordBits.set(word, bit);
    if (bit < 30) low |= 1 << bit;
    else high |= 1 << (bit - 30);
  }
  return { low, high };
};

const needsOf = (items: readonly Item[], wordBits: Map<string, number>): WordBits[] =>
  items.flatMap((item, index) => (index > 1 && item.kind === "words" && !item.optional ? [bitsOf(item.words, wordBits)] : []));

/** With and without each optional item that follows the first one, until something comes that can't be left out. */
const settleSecond = (head: Item, rest: readonly Item[]): (readonly Item[])[] => {
  const absent: Item[] = [];
  const settled: (readonly Item[])[] = [];
  for (const [index, item] of rest.entries()) {
    const tail = rest.slice(index + 1);
    if (item.kind === "absent") continue;
    settled.push([head, { ...item, optional: false }, ...absent, ...tail]);
    if (!item.optional) return settled;
    if (item.kind === "category") absent.push({ kind: "absent", optional: false });
  }
  return [...settled, [head, ...absent]];
};

const variants = (rule: Rule, pattern: string, wordBits: Map<string, number>): CompiledRule[] => {
  const items = pattern.split(" ").map(parseItem);
  const result: CompiledRule[] = [];
  let skippedSlots = 0;
  for (const [start, item] of items.entries()) {
    for (const settled of settleSecond({ ...item, optional: false }, items.slice(start + 1))) {
      const absentFirst = settled.filter(({ kind }, index) => index > 1 && kind === "absent").length;
      result.push({
        rule,
        items: settled.filter(({ kind }) => kind !== "absent"),
        skippedSlots,
        absentSlots: absentFirst,
        headSlots: item.kind === "category" ? 1 : 0,
        needs: needsOf(settled, wordBits),
      });
    }
    if (!item.optional) break;
    if (item.kind === "category") skippedSlots += 1;
  }
  return result;
};

/** Rules that begin alike, by what must come second. */
export interface RuleIndex {
  readonly alone: CompiledRule[];
  readonly byWord: Map<string, CompiledRule[]>;
  readonly byCategory: Map<Category, CompiledRule[]>;
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

const indexIn = <K>(map: Map<K, RuleIndex>, key: K, compiled: CompiledRule): void => {
  let index = map.get(key);
  if (!index) map.set(key, (index = { alone: [], byWord: new Map(), byCategory: new Map() }));
  const second = compiled.items[1];
  if (second?.kind === "words") for (const word of second.words) push(index.byWord, word, compiled);
  else if (second?.kind === "category") push(index.byCategory, second.category, compiled);
  else index.alone.push(compiled);
};

/** Indexes rules by the word or category they begin with, entries by their first word. */
export const compileLocale = (locale: Locale): CompiledLocale => {
  const byWord = new Map<string, RuleIndex>();
  const byCategory = new Map<Category, RuleIndex>();
  const entryMap = new Map<string, Entry[]>();
  const wordBits = new Map<string, number>();
  for (const compiled of locale.rules.flatMap((rule) => rule.patterns.flatMap((pattern) => variants(rule, pattern, wordBits)))) {
    const first = compiled.items[0];
    if (first?.kind === "words") for (const word of first.words) indexIn(byWord, word, compiled);
    else if (first?.kind === "category") indexIn(byCategory, first.category, compiled);
  }
  for (const entry of locale.entries) push(entryMap, entry.words[0] ?? "", entry);
  const known = new Set(locale.entries.flatMap(({ words }) => words));
  for (const { patterns } of locale.rules)
    for (const item of patterns.flatMap((pattern) => pattern.split(" ").map(parseItem)))
      if (item.kind === "words") for (const word of item.words) known.add(word);
  const nearest = nearMisses(locale.misspellable, locale.notMisspelled);
  const correct = (word: string): string => (known.has(word) ? word : (nearest(word) ?? word));
  return { locale, entries: entryMap, shapes: locale.shapes, wordBits, byWord, byCategory, correct };
};
