/** A rule of the grammar is data: a name, a pattern over words and categories, what it makes, and examples that are its tests. */
import type { Category, Values } from "./values";

/** The categories named in a pattern, in order, as arguments of `build`. */
type Slots<P extends string> = P extends `${string}{${infer C}}${infer Rest}`
  ? Rest extends `?${infer After}`
    ? [(C extends Category ? Values[C] : never) | undefined, ...Slots<After>]
    : [C extends Category ? Values[C] : never, ...Slots<Rest>]
  : [];

/** Phrase → what it means on Monday 2026-11-23 at 10:00 in Berlin, as `describeMatch` prints it; "" where there is no match. */
type Examples = Readonly<Record<string, string>>;

export interface Rule {
  readonly name: string;
  readonly patterns: readonly string[];
  readonly makes: Category;
  readonly build: (...slots: never[]) => unknown;
  readonly priority: number;
  readonly examples: Examples;
}

interface RuleSpec<P extends string, C extends Category> {
  readonly name: string;
  /** Words, `a|b` for either, `{category}`, `?` for optional; several patterns are alternatives. */
  readonly pattern: P | readonly P[];
  readonly makes: C;
  /** null when the pieces don't fit together. */
  readonly build: (...slots: Slots<P>) => Values[C] | null;
  readonly examples?: Examples;
  readonly priority?: number;
}

/** Types a rule by its own pattern. */
export const rule = <const P extends string, C extends Category>(spec: RuleSpec<P, C>): Rule => ({
  name: spec.name,
  patterns: typeof spec.pattern === "string" ? [spec.pattern] : spec.pattern,
  makes: spec.makes,
  build: spec.build,
  priority: spec.priority ?? 0,
  examples: spec.examples ?? {},
});

/** A form in figures, read by a sticky expression at the start of a token: no text is scanned twice. */
export interface Shape {
  readonly name: string;
  /** Sticky and case-insensitive. */
  readonly pattern: RegExp;
  readonly makes: Category;
  readonly build: (groups: readonly (string | undefined)[], options: ShapeOptions) => unknown;
  readonly priority: number;
  readonly examples: Examples;
}

export interface ShapeOptions {
  /** 3/12 is the third of December. */
  readonly dayFirst: boolean;
}

interface ShapeSpec<C extends Category> {
  readonly name: string;
  readonly pattern: RegExp;
  readonly makes: C;
  readonly build: (groups: readonly (string | undefined)[], options: ShapeOptions) => Values[C] | null;
  readonly examples?: Examples;
  readonly priority?: number;
}

export const shape = <C extends Category>(spec: ShapeSpec<C>): Shape => ({
  ...spec,
  pattern: new RegExp(spec.pattern.source, "iyu"),
  priority: spec.priority ?? 0,
  examples: spec.examples ?? {},
});

/** A word or a few words that stand for a value. */
export interface Entry {
  readonly words: readonly string[];
  readonly makes: Category;
  readonly value: unknown;
}

export const entries = <C extends Category>(makes: C, table: Readonly<Record<string, Values[C]>>): Entry[] =>
  Object.entries(table).map(([words, value]) => ({ words: words.split(" "), makes, value }));

/** Everything a language brings. Adding one is a file in `locales/` and a line in the registry. */
export interface Locale {
  readonly language: string;
  readonly entries: readonly Entry[];
  readonly shapes: readonly Shape[];
  readonly rules: readonly Rule[];
  /** Names that are understood with a slip of the finger. */
  readonly misspellable: readonly string[];
  /** Words that look like a slip and aren't. */
  readonly notMisspelled: ReadonlySet<string>;
  /** Short names that are everyday words too ("sat", "may"). */
  readonly everydayWords: ReadonlySet<string>;
  /** Words after a bare figure that make it a quantity ("at 6.45 percent"). */
  readonly quantityWords: ReadonlySet<string>;
  /** Words that are written onto the figure after them ("ב15:00"). */
  readonly prefixes: ReadonlySet<string>;
  /** Words that rule out a phrase before them ("30 years old") or after them ("good morning"). */
  readonly notBefore: ReadonlySet<string>;
  readonly notAfter: ReadonlySet<string>;
  /** Words that may follow a bare ordinal without making it count something ("the first works"). */
  readonly afterOrdinal: ReadonlySet<string>;
  /** Words before a decade that make it an age ("in her thirties"). */
  readonly owners: ReadonlySet<string>;
  /** Things that are numbered: a figure right after one is its number ("room 4"). */
  readonly numbered: ReadonlySet<string>;
  /** Names of people too: their capital proves nothing. */
  readonly alsoNames: ReadonlySet<string>;
  /** Whether 3/12 is the third of December, by BCP 47 tag. */
  readonly dayFirst: (tag: string) => boolean;
}
