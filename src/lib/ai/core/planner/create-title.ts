/** Reads what a new event is called: the words that are left once times, places, people and the asking itself are taken away. */
import { lowerAt, textOf, type Clause } from "./clause";
import { fillers, generic } from "./create-words";
import { isOf } from "./lexicon";

/** Tokens of the clause that something else has been read from. */
export type Marks = boolean[];

/** Where the words about making end: "please schedule me a" | … */
export const frameEnd = (clause: Clause): number => {
  let at = clause.bodyStart;
  const two = `${lowerAt(clause, at)} ${lowerAt(clause, at + 1)}`;
  const statement = [
    "i will",
    "we will",
    "i have",
    "we have",
    "i am",
    "we are",
    "i need",
    "i want",
    "will have",
    "i'll have",
    "we'll have",
    "i've got",
    "going to",
    "remind me",
    "i had",
    "i got",
  ].includes(two);
  if (statement) at += 2;
  else if (["i'll", "i'm", "we'll", "we're", "i've", "we've", "will", "i'd"].includes(lowerAt(clause, at))) at += 1;
  else if (isOf("book", two)) at += 2;
  else if (isOf("book", lowerAt(clause, at)) && !(clause.tokens[at + 1] === undefined) && isBookVerb(clause, at)) at += 1;
  else if (["find", "look", "want", "need", "show", "mark", "invite"].includes(lowerAt(clause, at))) at += 1;
  if (statement && ["to", "have", "going"].includes(lowerAt(clause, at))) at += 1;
  if (["to", "have"].includes(lowerAt(clause, at)) && at > clause.bodyStart) at += 1;
  while (
    ["me", "us", "in", "a", "an", "the", "my", "our", "new", "another", "some", "to", "that", "about", "up"].includes(lowerAt(clause, at)) &&
    at < clause.tokens.length - 1
  )
    at += 1;
  return at;
};

/** "Call", "meet" and the like stay in the title; "plan a dinner" loses its verb, "plan anniversary" too. */
const isBookVerb = (clause: Clause, at: number): boolean =>
  !clause.ends.TIME.has(at) &&
  !(lowerAt(clause, at) === "get" && !clause.tokens.some(({ lower }) => ["booked", "scheduled", "arranged", "me"].includes(lower))) &&
  !(lowerAt(clause, at) === "book" && ["club", "fair", "signing", "launch", "report"].includes(lowerAt(clause, at + 1))) &&
  !(lowerAt(clause, at) === "set" && lowerAt(clause, at + 1) === "design");

export const explicitTitle = (clause: Clause, used: Marks): { text: string; start: number; end: number } | null => {
  const quoted = clause.tokens.findIndex(({ kind }) => kind === "quoted");
  for (let at = clause.bodyStart; at < clause.tokens.length; at += 1) {
    const word = lowerAt(clause, at);
    const lead = ["called", "named", "titled", "entitled", "labeled", "labelled"].includes(word)
      ? 1
      : ["call", "name", "title"].includes(word) && lowerAt(clause, at + 1) === "it"
        ? 2
        : ["title", "name", "subject"].includes(word) && ["it", "of", ":", "is"].includes(lowerAt(clause, at + 1))
          ? 2
          : word === "regarding" || word === "concerning"
            ? 1
            : 0;
    if (lead === 0 || used[at]) continue;
    const start = at + lead;
    if (clause.tokens[start]?.kind === "quoted") return { text: clause.tokens[start].text, start: at, end: start + 1 };
    let end = start;
    while (end < clause.tokens.length && !used[end] && !["with", ",", ".", "at", "for", "-"].includes(lowerAt(clause, end))) end += 1;
    if (end > start) return { text: textOf(clause, start, end), start: at, end };
  }
  const token = clause.tokens[quoted];
  return token ? { text: token.text, start: quoted, end: quoted + 1 } : null;
};

const segments = (clause: Clause, used: Marks, from: number): { start: number; end: number }[] => {
  const found: { start: number; end: number }[] = [];
  for (let at = from; at < clause.tokens.length; at += 1) {
    if (used[at]) continue;
    let end = at;
    while (
      end < clause.tokens.length &&
      !used[end] &&
      !([".", "!", "?", ";", ":"].includes(lowerAt(clause, end)) && clause.tokens[end]?.kind === "mark") &&
      !(lowerAt(clause, end) === "-" && clause.tokens[end]?.kind === "mark" && (clause.tokens[end]?.start ?? 0) > (clause.tokens[end - 1]?.end ?? 0))
    )
      end += 1;
    if (end > at) found.push({ start: at, end });
    at = end;
  }
  return found;
};

/** "Catch up", "follow-up", "check in": the little word belongs to what it is called. */
const withParticle = /^(?:catch|follow|wrap|check|sync|stand|clean|warm|touch|mix|dress|tidy|sign|kick|hand|drop|pick|line|pack|set)$/;
const endsInParticle = (clause: Clause, start: number, last: number): boolean =>
  last - start === 2 && ["up", "in", "down", "out", "by"].includes(lowerAt(clause, last - 1)) && withParticle.test(lowerAt(clause, last - 2));

const trimmed = (clause: Clause, { start, end }: { start: number; end: number }): { start: number; end: number } => {
  let first = start;
  let last = end;
  while (
    first < last &&
    clause.tokens[first]?.kind !== "quoted" &&
    fillers.has(lowerAt(clause, first)) &&
    (first === 0 || !/^\p{Lu}\p{Ll}/u.test(clause.tokens[first]?.text ?? ""))
  )
    first += 1;
  while (
    last > first &&
    clause.tokens[last - 1]?.kind !== "quoted" &&
    !endsInParticle(clause, first, last) &&
    (fillers.has(lowerAt(clause, last - 1)) ||
      ["leaves", "starts", "begins", "happens", "takes"].includes(lowerAt(clause, last - 1)) ||
      clause.tokens[last - 1]?.kind === "mark")
  )
    last -= 1;
  return { start: first, end: last };
};

const isGeneric = (clause: Clause, at: number): boolean => generic[lowerAt(clause, at)] !== undefined;

/** "a meeting to plan the offsite" → "plan the offsite"; "an event for my birthday" → "my birthday". */
const purposeAfter = (clause: Clause, { start, end }: { start: number; end: number }): { start: number; end: number } => {
  let at = start;
  while (at < end && (isGeneric(clause, at) || ["that", "which", "short", "quick"].includes(lowerAt(clause, at)))) at += 1;
  if (at > start && lowerAt(clause, at) === "with") return { start: at - 1, end };
  if (
    at > start &&
    at < end &&
    ["to", "for", "about", "on", "of", "re", "where", "regarding", "called", "discussing", "-", ":", "so"].includes(lowerAt(clause, at))
  )
    return trimmed(clause, { start: at + 1, end });
  if (at > start && at < end) return trimmed(clause, { start: at, end });
  return { start, end };
};

export const titleFrom = (clause: Clause, used: Marks, from: number): { title: string | null; generic: string | null } => {
  const parts = segments(clause, used, from)
    .map((part) => trimmed(clause, part))
    .filter(({ start, end }) => end > start);
  let fallback: string | null = null;
  for (const part of parts) {
    const allGeneric = clause.tokens
      .slice(part.start, part.end)
      .every((token) => generic[token.lower] !== undefined || fillers.has(token.lower) || token.lower === "meet");
    if (allGeneric) {
      fallback ??=
        generic[
          clause.tokens
            .slice(part.start, part.end)
            .map(({ lower }) => lower)
            .find((lower) => generic[lower] !== undefined) ?? ""
        ] ?? (lowerAt(clause, part.start) === "meet" ? "Meeting" : null);
      continue;
    }
    const purpose = isGeneric(clause, part.start) ? purposeAfter(clause, part) : part;
    if (purpose.end > purpose.start) return { title: textOf(clause, purpose.start, purpose.end), generic: fallback };
  }
  return { title: null, generic: fallback };
};
