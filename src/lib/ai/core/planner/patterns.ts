/**
 * The little language in which intents say what they listen for, and its matcher.
 *   word        that word            (a|b c)   one of these          [x y]   maybe
 *   <class>     a class of the lexicon          ...   anything, shortest first
 *   TIME  DURATION  NAME  a phrase about time, a length, a capitalised word or address; NUMBER digits; EMAIL an address; QUOTED words in quotation marks
 *   DAY  DEADLINE  BLOCK  a phrase about time that names no hour ("on Friday"), bounds what is to be done ("by Friday"), takes a place ("9 to 11")   $   the end of the clause
 * A pattern is anchored at the start of the clause.
 */
import type { Token } from "./tokens";

/** What a phrase of several words can be to a pattern. */
export type SpanName = "TIME" | "DURATION" | "DAY" | "DEADLINE" | "BLOCK";

type Node =
  | { readonly kind: "word"; readonly word: string }
  | {
      readonly kind: "oneOf";
      /** Branches by their first word: a class of a hundred words is one look-up. */ readonly byWord: ReadonlyMap<string, readonly (readonly Node[])[]>;
      readonly others: readonly (readonly Node[])[];
    }
  | { readonly kind: "gap" }
  | { readonly kind: SpanName }
  | { readonly kind: "number" }
  | { readonly kind: "name" }
  | { readonly kind: "email" }
  | { readonly kind: "quoted" }
  | { readonly kind: "end" };

export type Lexicon = Readonly<Record<string, readonly string[]>>;
export type Pattern = readonly Node[];

/** What a pattern is matched against: the tokens of a clause, and where the phrases that start at them end. */
export interface Matchable {
  readonly tokens: readonly Token[];
  /** Index of a token → index after the phrase of that kind which starts with it. */
  readonly ends: Readonly<Record<SpanName, ReadonlyMap<number, number>>>;
}

const pieces = (source: string): string[] => source.match(/\.\.\.|<[a-z-]+>|[()[\]|$]|[^\s()[\]|]+/g) ?? [];

const words = (phrase: string): Node[] => phrase.split(" ").map((word) => ({ kind: "word", word }));

const oneOf = (branches: readonly (readonly Node[])[]): Node => {
  const byWord = new Map<string, (readonly Node[])[]>();
  const others: (readonly Node[])[] = [];
  for (const branch of branches) {
    const [first] = branch;
    if (first?.kind === "word") byWord.set(first.word, [...(byWord.get(first.word) ?? []), branch]);
    else others.push(branch);
  }
  return { kind: "oneOf", byWord, others };
};

const leaf = (piece: string, lexicon: Lexicon): Node => {
  if (piece === "...") return { kind: "gap" };
  if (piece === "$") return { kind: "end" };
  if (piece === "TIME" || piece === "DURATION" || piece === "DAY" || piece === "DEADLINE" || piece === "BLOCK") return { kind: piece };
  if (piece === "NUMBER") return { kind: "number" };
  if (piece === "NAME") return { kind: "name" };
  if (piece === "EMAIL") return { kind: "email" };
  if (piece === "QUOTED") return { kind: "quoted" };
  if (piece.startsWith("<")) return oneOf((lexicon[piece.slice(1, -1)] ?? []).map(words));
  return { kind: "word", word: piece };
};

const branchesUntil = (queue: string[], close: string | undefined, lexicon: Lexicon): Node[][] => {
  const branches: Node[][] = [[]];
  for (let piece = queue.shift(); piece !== undefined && piece !== close; piece = queue.shift()) {
    if (piece === "|") branches.push([]);
    else if (piece === "(") branches.at(-1)?.push(oneOf(branchesUntil(queue, ")", lexicon)));
    else if (piece === "[") branches.at(-1)?.push(oneOf([...branchesUntil(queue, "]", lexicon), []]));
    else branches.at(-1)?.push(leaf(piece, lexicon));
  }
  return branches;
};

/** Reads a pattern; classes come out of the lexicon. */
export const compilePattern = (source: string, lexicon: Lexicon): Pattern => [oneOf(branchesUntil(pieces(source), undefined, lexicon))];

export interface PatternMatch {
  /** Index after the last token that was read. */
  readonly end: number;
  /** How many tokens were named rather than skipped: the more, the surer. */
  readonly named: number;
}

/** A gap never skips more tokens than this: what stands further off belongs to another thought, and long texts stay cheap. */
const gapMax = 40;

const isName = (token: Token): boolean => token.kind === "email" || (token.kind === "word" && /^\p{Lu}/u.test(token.text));

const step = (nodes: readonly Node[], at: number, named: number, clause: Matchable): PatternMatch | null => {
  const [node, ...rest] = nodes;
  if (!node) return { end: at, named };
  const token = clause.tokens[at];
  switch (node.kind) {
    case "end":
      return token === undefined || clause.tokens.slice(at).every(({ kind }) => kind === "mark") ? step(rest, at, named, clause) : null;
    case "word":
      return token?.lower === node.word && token.kind !== "quoted" ? step(rest, at + 1, named + 1, clause) : null;
    case "number":
      return token?.kind === "number" ? step(rest, at + 1, named + 1, clause) : null;
    case "quoted":
      return token?.kind === "quoted" ? step(rest, at + 1, named + 1, clause) : null;
    case "name":
      return token && isName(token) ? step(rest, at + 1, named + 1, clause) : null;
    case "email":
      return token?.kind === "email" ? step(rest, at + 1, named + 1, clause) : null;
    case "TIME":
    case "DURATION":
    case "DAY":
    case "DEADLINE":
    case "BLOCK": {
      const end = clause.ends[node.kind].get(at);
      return end === undefined ? null : step(rest, end, named + 1, clause);
    }
    case "gap":
      for (let skip = at; skip <= Math.min(clause.tokens.length, at + gapMax); skip += 1) {
        const found = step(rest, skip, named, clause);
        if (found) return found;
      }
      return null;
    case "oneOf":
      for (const branch of (token && node.byWord.get(token.lower)) ?? []) {
        const found = step([...branch, ...rest], at, named, clause);
        if (found) return found;
      }
      for (const branch of node.others) {
        const found = step([...branch, ...rest], at, named, clause);
        if (found) return found;
      }
      return null;
  }
};

/** Matches from token `at` on; null when it doesn't fit. */
export const matchPattern = (pattern: Pattern, clause: Matchable, at = 0): PatternMatch | null => step(pattern, at, 0, clause);
