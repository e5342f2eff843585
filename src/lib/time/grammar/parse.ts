/**
 * A chart parser that runs from right to left: when a position is reached, everything to its right is known, so each rule is tried once where its first
 * item stands. Work per position is bounded, which keeps hostile text harmless.
 */
import type { CompiledLocale, CompiledRule, Item, RuleIndex, WordBits } from "./compile";
import type { ShapeOptions } from "./rule";
import type { Token } from "./tokens";
import type { Category, MonthValue, NumberValue, WeekdayValue } from "./values";

export interface Node {
  readonly category: Category;
  readonly from: number;
  /** Token index after the last one. */
  readonly to: number;
  readonly value: unknown;
  readonly priority: number;
  readonly rule: string;
}

/** No phrase about time is longer, and no place in a text means more things. */
const longestPhrase = 28;
const mostReadings = 5;
const mostNodesPerPosition = 160;
const mostStepsPerPosition = 1500;

/** Makes room for a node among those of its stretch; false when none of them is worse. */
const dropWorse = (list: Node[], node: Node): boolean => {
  const worst = list.findIndex((other) => other.to === node.to && other.priority < node.priority);
  if (worst < 0) return false;
  list.splice(worst, 1);
  return true;
};

type Column = Map<Category, Node[]>;

class Parser {
  readonly columns: (Column | undefined)[];
  private agenda: Node[] = [];
  private seen = new Map<string, number>();
  private slots: unknown[] = [];
  private made = 0;
  private steps = 0;
  private readonly words: WordBits;
  private readonly tokenAtEnd = new Map<number, number>();

  constructor(
    private readonly grammar: CompiledLocale,
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly options: ShapeOptions,
  ) {
    this.columns = new Array<Column | undefined>(tokens.length + 1);
    let [low, high] = [0, 0];
    tokens.forEach((token, index) => {
      this.tokenAtEnd.set(token.end, index + 1);
      const bit = grammar.wordBits.get(token.text);
      if (bit !== undefined && bit < 30) low |= 1 << bit;
      else if (bit !== undefined) high |= 1 << (bit - 30);
    });
    this.words = { low, high };
  }

  run(): (Column | undefined)[] {
    for (let at = this.tokens.length - 1; at >= 0; at -= 1) this.fill(at);
    return this.columns;
  }

  private fill(at: number): void {
    this.agenda = [];
    this.made = 0;
    this.steps = 0;
    this.seed(at);
    const token = this.tokens[at];
    if (!token) return;
    this.tryRules(this.grammar.byWord.get(token.text), at, at + 1, 0, undefined);
    if (this.agenda.length === 0) return;
    this.seen = new Map();
    for (let node = this.agenda.pop(); node && this.made < mostNodesPerPosition; node = this.agenda.pop()) this.place(node);
  }

  private place(node: Node): void {
    const key = `${node.category}:${String(node.to)}`;
    const same = this.seen.get(key) ?? 0;
    let column = this.columns[node.from];
    if (!column) this.columns[node.from] = column = new Map();
    let list = column.get(node.category);
    if (!list) column.set(node.category, (list = []));
    if (same >= mostReadings && !dropWorse(list, node)) return;
    this.seen.set(key, same + 1);
    this.made += 1;
    list.push(node);
    this.tryRules(this.grammar.byCategory.get(node.category), node.from, node.to, node.priority, node.value);
  }

  /** Only rules whose second item stands right behind the first are looked at. */
  private tryRules(index: RuleIndex | undefined, from: number, at: number, priority: number, value: unknown): void {
    if (!index) return;
    for (const compiled of index.alone) this.begin(compiled, from, at, priority, value);
    const next = this.tokens[at];
    const column = this.columns[at];
    if (next) for (const compiled of index.byWord.get(next.text) ?? []) this.begin(compiled, from, at, priority, value);
    if (column)
      for (const category of column.keys()) for (const compiled of index.byCategory.get(category) ?? []) this.begin(compiled, from, at, priority, value);
  }

  private begin(compiled: CompiledRule, from: number, at: number, priority: number, value: unknown): void {
    for (const need of compiled.needs) if ((need.low & this.words.low) === 0 && (need.high & this.words.high) === 0) return;
    this.slots.length = 0;
    if (compiled.headSlots > 0) this.slots.push(value);
    this.match(compiled, 1, from, at, priority);
  }

  /** `slots` is one stack that grows and shrinks with the match; only a complete match copies it. */
  private match(compiled: CompiledRule, index: number, from: number, at: number, priority: number): void {
    this.steps += 1;
    if (this.steps > mostStepsPerPosition || at - from > longestPhrase) return;
    const item = compiled.items[index];
    if (!item) {
      this.complete(compiled, from, at, priority);
      return;
    }
    if (item.optional) this.skip(compiled, item, index, from, at, priority);
    this.advance(compiled, item, index, from, at, priority);
  }

  private skip(compiled: CompiledRule, item: Item, index: number, from: number, at: number, priority: number): void {
    if (item.kind === "category") this.slots.push(undefined);
    this.match(compiled, index + 1, from, at, priority);
    if (item.kind === "category") this.slots.pop();
  }

  private advance(compiled: CompiledRule, item: Item, index: number, from: number, at: number, priority: number): void {
    const token = this.tokens[at];
    if (!token) return;
    if (item.kind === "words") {
      if (item.words.has(token.text)) this.match(compiled, index + 1, from, at + 1, priority);
      return;
    }
    if (item.kind !== "category") return;
    const nodes = this.columns[at]?.get(item.category);
    if (!nodes) return;
    for (const node of nodes) {
      this.slots.push(node.value);
      this.match(compiled, index + 1, from, node.to, priority + node.priority);
      this.slots.pop();
    }
  }

  private complete({ rule, skippedSlots, absentSlots, headSlots }: CompiledRule, from: number, to: number, priority: number): void {
    let all = this.slots;
    if (absentSlots > 0) all = [...all.slice(0, headSlots), ...new Array<undefined>(absentSlots), ...all.slice(headSlots)];
    if (skippedSlots > 0) all = [...new Array<undefined>(skippedSlots), ...all];
    const value = rule.build(...(all as never[]));
    if (value !== null) this.agenda.push({ category: rule.makes, from, to, value, priority: rule.priority + priority, rule: rule.name });
  }

  private seed(at: number): void {
    const token = this.tokens[at];
    if (!token) return;
    if (token.kind === "number" || !token.glued || token.kind === "mark" || this.tokens[at - 1]?.kind === "mark") this.seedShapes(token, at);
    if (token.kind === "word") this.seedWords(token, at);
  }

  private seedWords(token: Token, at: number): void {
    const found = this.grammar.entries.get(token.text);
    if (found) {
      for (const entry of found) {
        if (entry.words.every((word, offset) => offset === 0 || this.tokens[at + offset]?.text === word))
          this.add(entry.makes, at, at + entry.words.length, this.weigh(entry.makes, entry.value, token), "word", entry.words.length - 1);
      }
    }
  }

  /** "Sat" in the middle of a sentence is a day, "sat" a verb. */
  private weigh(category: Category, value: unknown, token: Token): unknown {
    if (category !== "weekday" && category !== "month") return value;
    if (!this.grammar.locale.everydayWords.has(token.text) || this.tokens.length === 1 || (this.tokens.length === 2 && this.tokens[1]?.text === "."))
      return value;
    const strong = token.capital && token.start > 0 && !this.grammar.locale.alsoNames.has(token.text);
    return { ...(value as WeekdayValue | MonthValue), weak: !strong };
  }

  private seedShapes(token: Token, at: number): void {
    const before = this.tokens[at - 1];
    if (
      token.glued &&
      before?.kind === "word" &&
      !this.grammar.locale.prefixes.has(before.text) &&
      !this.grammar.entries.get(before.text)?.some(({ makes }) => makes === "month")
    )
      return;
    for (const candidate of this.grammar.shapes) {
      candidate.pattern.lastIndex = token.start;
      const match = candidate.pattern.exec(this.text);
      const to = match ? this.tokenAtEnd.get(token.start + match[0].length) : undefined;
      if (!match || to === undefined) continue;
      const value = candidate.build(match, this.options);
      if (value !== null) this.agenda.push({ category: candidate.makes, from: at, to, value, priority: candidate.priority, rule: candidate.name });
    }
    if (token.kind === "number" && token.text.length <= 6)
      this.add("number", at, at + 1, { value: Number(token.text), digits: token.text.length } satisfies NumberValue, "figures");
  }

  /** A name of several words ("new year's eve") weighs more than a phrase made of the same words. */
  private add(category: Category, from: number, to: number, value: unknown, rule: string, priority = 0): void {
    this.agenda.push({ category, from, to, value, priority, rule });
  }
}

/** Every reading of every stretch of the tokens, by position and category. */
export const parseTokens = (
  grammar: CompiledLocale,
  text: string,
  tokens: readonly Token[],
  options: ShapeOptions,
): (ReadonlyMap<Category, readonly Node[]> | undefined)[] => new Parser(grammar, text, tokens, options).run();
