/**
 * "On Monday push everything after 3 by an hour", "any day but Friday next week, find an hour": the time stands before the verb. It is
 * put where it stands when it doesn't: with the thing it belongs to, so that every reader behind this one knows a single order.
 */
import { lowerAt, readClause, textOf, type Clause } from "./clause";
import type { PlannerContext } from "./planner-context";
import { startsRequest, type Piece } from "./split-requests";

const smallWords = new Set(["on", "in", "for", "at", "during", "the", "sometime", "then", "so", "and", "also"]);

/** The tokens of the time phrases a clause begins with; null when it begins with something else. */
const frontOf = (clause: Clause): { readonly start: number; readonly end: number } | null => {
  // "Next" may have been taken for a polite lead-in.
  let at = clause.times.find(({ start, end }) => start <= clause.bodyStart && end > clause.bodyStart)?.start ?? clause.bodyStart;
  const first = at;
  let end: number | null = null;
  while (at < clause.tokens.length) {
    const time = clause.ends.TIME.get(at);
    if (time !== undefined) at = end = time;
    else if (clause.tokens[at]?.kind === "mark" || (end === null && smallWords.has(lowerAt(clause, at)))) at += 1;
    else break;
  }
  return end === null ? null : { start: first, end };
};

const markers = new Set(["to", "by", "until", "till"]);

/** Where the thing ends and its new time or its change begins. */
const objectEnd = (clause: Clause, verb: number): number => {
  for (let at = verb + 1; at < clause.tokens.length; at += 1) {
    if (clause.ends.TIME.has(at)) return at;
    if (markers.has(lowerAt(clause, at)) && (clause.ends.TIME.has(at + 1) || clause.ends.DURATION.has(at + 1))) return at;
  }
  return clause.tokens.length;
};

const trailing = /[\s.!?]+$/u;

/** The same request with its verb first; the text itself where no time stands before a verb. */
export const verbFirst = (text: string, context: PlannerContext): string => {
  const clause = readClause(text, context);
  const front = frontOf(clause);
  if (front === null) return text;
  let verb = front.end;
  while (clause.tokens[verb]?.kind === "mark" || ["please", "then", "can", "could", "you", "i", "want", "to"].includes(lowerAt(clause, verb))) verb += 1;
  if (!startsRequest(clause.tokens, verb)) return text;
  // Only the start of a sentence made "Next" look like a name.
  const said = textOf(clause, front.start, front.end);
  const time = said.charAt(0).toLowerCase() + said.slice(1);
  const split = objectEnd(clause, verb);
  const head = textOf(clause, verb, split);
  const tail = textOf(clause, split, clause.tokens.length);
  return `${head.replace(trailing, "")} ${time}${tail === "" ? "" : ` ${tail}`}`;
};

const isOnlyTime = (text: string, context: PlannerContext): boolean => {
  const clause = readClause(text, context);
  return frontOf(clause)?.end === clause.tokens.length;
};

/** A time that was cut off at its comma goes back to what it belongs to. */
export const joinFronted = (pieces: readonly Piece[], context: PlannerContext): Piece[] =>
  pieces.reduce<Piece[]>((joined, piece) => {
    const before = joined.at(-1);
    return before !== undefined && piece.link === "then" && isOnlyTime(before.text, context)
      ? [...joined.slice(0, -1), { ...before, text: `${before.text}, ${piece.text}` }]
      : [...joined, piece];
  }, []);
