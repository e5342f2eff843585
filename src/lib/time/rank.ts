/** Chooses which of the parsed phrases stand: the longest, without overlap, and none that is a piece of a word or a quantity. */
import type { CompiledLocale } from "./grammar/compile";
import type { Node } from "./grammar/parse";
import type { Token } from "./grammar/tokens";
import type { Category, WhenValue } from "./grammar/values";

const isJoined = (left: Token | undefined, right: Token | undefined, prefixes: ReadonlySet<string>): boolean =>
  left !== undefined && right?.glued === true && left.kind !== "mark" && right.kind !== "mark" && right.text !== "'s" && !prefixes.has(left.text);

const wordAfterHour = new Set([
  "this",
  "is",
  "was",
  "as",
  "his",
  "unless",
  "thanks",
  "plus",
  "does",
  "has",
  "us",
  "its",
  "perhaps",
  "always",
  "across",
  "please",
  "hers",
  "ours",
  "yours",
]);

const quantityLeads = new Set(["at", "after", "before", "until", "till", "since", "from", "to", "by", "around", "about", "for", "and"]);

/** "the second", "on the 3rd": a day only when nothing follows that it could count. */
const endsInOrdinal = (node: Node, tokens: readonly Token[], grammar: CompiledLocale): boolean => {
  const last = tokens[node.to - 1];
  const isWord = grammar.entries.get(last?.text ?? "")?.some(({ makes }) => makes === "ordinal") ?? false;
  const inFigures = last?.kind === "word" && last.glued && tokens[node.to - 2]?.kind === "number" && /^(?:st|nd|rd|th)$/.test(last.text);
  if (node.to - node.from > (inFigures ? 4 : 3)) return false;
  return (isWord || inFigures) && tokens.slice(node.from, node.to - (inFigures ? 2 : 1)).every(({ text }) => text === "the" || text === "on" || text === "in");
};

/** A figure that its marks or letters show to be a time ("3pm", "15:30"). */
const isClockTime = (node: Node, tokens: readonly Token[]): boolean => tokens[node.from + 1]?.glued === true && node.to > node.from + 1;

const isMade = (token: Token, category: Category, grammar: CompiledLocale): boolean =>
  grammar.entries.get(token.text)?.some(({ makes, words }) => makes === category && words.length === 1) ?? false;

/** "Sundays", "mornings": repeated, unless they are counted ("two nights"). */
const isPlural = (token: Token, grammar: CompiledLocale): boolean => isMade(token, "weekdays", grammar) || isMade(token, "parts", grammar);

/** "at 6.45 percent", "at 3 friends", "$5", "v1.2": figures that count something else. */
const isQuantity = (node: Node, tokens: readonly Token[], grammar: CompiledLocale): boolean => {
  const last = tokens[node.to - 1];
  const next = tokens[node.to];
  const before = tokens[node.from - 1];
  const first = tokens[node.from];
  if (first && isPlural(first, grammar) && before && (before.kind === "number" || isMade(before, "number", grammar))) return true;
  if (first?.kind === "number" && first.glued && before && /^[$€£¥#.@_&=~]$/.test(before.text)) return before.text !== "~" || !isClockTime(node, tokens);
  if (
    first?.kind === "number" &&
    first.glued &&
    before?.glued &&
    (/^[/-]$/.test(before.text) || (/^[:]$/.test(before.text) && tokens[node.from - 2]?.kind === "number"))
  )
    return true;
  if (first?.kind === "number" && before && !first.glued && grammar.locale.numbered.has(before.text) && !isClockTime(node, tokens)) return true;
  if (next && grammar.locale.notBefore.has(next.text)) return true;
  if (before && grammar.locale.notAfter.has(before.text) && node.to - node.from === 1) return true;
  // "the first 30 minutes"
  if (
    next?.kind === "number" &&
    !next.glued &&
    tokens[node.to + 1]?.kind === "word" &&
    tokens[node.to + 1]?.glued === false &&
    endsInOrdinal(node, tokens, grammar)
  )
    return !isMade(tokens[node.to + 1] as Token, "half", grammar);
  if (
    next?.kind === "word" &&
    !next.glued &&
    endsInOrdinal(node, tokens, grammar) &&
    !grammar.locale.afterOrdinal.has(next.text) &&
    !next.capital &&
    (!grammar.entries.has(next.text) || grammar.entries.get(next.text)?.some(({ makes }) => makes === "unit" || makes === "number"))
  )
    return true;
  if (last?.kind !== "number" || !next) return false;
  if (grammar.locale.quantityWords.has(next.text) && (next.kind === "word" || next.glued)) return true;
  if (
    next.glued &&
    next.kind === "mark" &&
    /^[%/:_@.-]$/.test(next.text) &&
    tokens[node.to + 1]?.glued === true &&
    tokens[node.to + 1]?.kind !== "mark" &&
    !(next.text === "." && tokens[node.to + 1]?.kind === "word") &&
    !(next.text === "-" && tokens[node.to + 1]?.kind === "word")
  )
    return true;
  return (
    next.kind === "word" &&
    !next.glued &&
    !next.capital &&
    next.text.length > 3 &&
    next.text.endsWith("s") &&
    !wordAfterHour.has(next.text) &&
    !grammar.entries.has(next.text) &&
    tokens[node.to - 2]?.kind === "word" &&
    quantityLeads.has(tokens[node.to - 2]?.text ?? "")
  );
};

/** "in his early twenties". */
const isAge = (node: Node, when: WhenValue, tokens: readonly Token[], { locale }: CompiledLocale): boolean =>
  when.stretch === true && (when.grain === "year" || when.grain === "month") && locale.owners.has(tokens[node.from - 1]?.text ?? "");

const finalCategory: Category = "when";

export interface Phrase extends Node {
  readonly when: WhenValue;
}

interface Candidate {
  readonly node: Node;
  readonly when: WhenValue;
  /** Characters. */
  readonly length: number;
}

/** What another phrase costs, in characters: one long phrase beats its pieces, and two whole ones beat a third made of their halves. */
const phraseCost = 6;

/** Convex, so that the pieces of a short phrase together never weigh more than the phrase. */
const weight = (length: number): number => Math.max(length - phraseCost, length / 10);

/** The phrases without overlap that leave the least of the text unread, as few as possible; priorities decide between equals. */
const mostCovered = (found: readonly Candidate[], size: number): Phrase[] => {
  const starting: Candidate[][] = Array.from({ length: size }, () => []);
  for (const candidate of found) starting[candidate.node.from]?.push(candidate);
  const best: { score: number; priority: number; pick?: Candidate }[] = Array.from({ length: size + 1 }, () => ({ score: 0, priority: 0 }));
  for (let at = size - 1; at >= 0; at -= 1) {
    let winner: { score: number; priority: number; pick?: Candidate } = { score: best[at + 1]?.score ?? 0, priority: best[at + 1]?.priority ?? 0 };
    for (const pick of starting[at] ?? []) {
      const rest = best[pick.node.to];
      const score = weight(pick.length) + (rest?.score ?? 0);
      const priority = pick.node.priority + (rest?.priority ?? 0);
      if (score > winner.score || (score === winner.score && (!winner.pick || priority > winner.priority))) winner = { score, priority, pick };
    }
    best[at] = winner;
  }
  const chosen: Phrase[] = [];
  for (let at = 0; at < size;) {
    const pick = best[at]?.pick;
    if (pick) chosen.push({ ...pick.node, when: pick.when });
    at = pick ? pick.node.to : at + 1;
  }
  return chosen;
};

/** The phrases of a text in reading order. */
export const choosePhrases = (
  columns: readonly (ReadonlyMap<Category, readonly Node[]> | undefined)[],
  tokens: readonly Token[],
  grammar: CompiledLocale,
): Phrase[] => {
  const found: Candidate[] = [];
  const { prefixes } = grammar.locale;
  for (const column of columns) {
    for (const node of column?.get(finalCategory) ?? []) {
      const when = node.value as WhenValue;
      if (
        (when.weak && !(when.grain === "year" && node.to - node.from === tokens.length)) ||
        isJoined(tokens[node.from - 1], tokens[node.from], prefixes) ||
        isJoined(tokens[node.to - 1], tokens[node.to], prefixes)
      )
        continue;
      if (isAge(node, when, tokens, grammar)) continue;
      if (!isQuantity(node, tokens, grammar)) found.push({ node, when, length: (tokens[node.to - 1]?.end ?? 0) - (tokens[node.from]?.start ?? 0) });
    }
  }
  return mostCovered(found, tokens.length);
};
