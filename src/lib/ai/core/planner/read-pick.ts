/** Reads which events are meant: "my first meeting with Nia on Monday", "everything after 3", "it", "the other one". */
import { isEventWord, lowerAt, textOf, type Clause, type SpokenTime } from "./clause";
import { pronouns, readPeople } from "./names";
import type { PlannerContext } from "./planner-context";
import { actions, ordinals } from "./pick-words";
import { noise } from "./pick-noise";
import { joinTimes, type SpokenWhen } from "./when";

export interface EventPick {
  readonly when: SpokenWhen | null;
  readonly people: readonly string[];
  /** Words that should stand in the title, the place or an attendee's name. */
  readonly words: string;
  /** The words stood in quotation marks. */
  readonly quoted: boolean;
  /** 1 = first, 2 = second, -1 = last. */
  readonly ordinal: number | null;
  /** "next" and "upcoming": from now on. */
  readonly next: boolean;
  readonly all: boolean;
  /** "the next two", "the first three": how many. */
  readonly count: number | null;
  /** "it", "that", "them": what was spoken about before. */
  readonly back: "one" | "many" | "other" | null;
  /** "with them": the person named in the sentence before. */
  readonly person: boolean;
  readonly without: readonly string[];
  readonly past: boolean;
  readonly kind: "all-day" | "tentative" | null;
}

const ordinalAt = (clause: Clause, from: number, to: number): { value: number; at: number } | null => {
  for (let at = from; at < to; at += 1) {
    if (clause.times.some(({ start, end }) => at >= start && at < end && end - start > 1)) continue;
    const value = ordinals[lowerAt(clause, at)];
    if (value !== undefined) return { value, at };
  }
  return null;
};

const exclusion = (clause: Clause, from: number, to: number): { words: string[]; start: number; end: number } | null => {
  for (let at = from; at < to; at += 1) {
    const two = `${lowerAt(clause, at)} ${lowerAt(clause, at + 1)}`;
    const lead = ["without", "except", "excluding", "besides"].includes(lowerAt(clause, at))
      ? 1
      : [
            "other than",
            "but not",
            "apart from",
            "isn't with",
            "aren't with",
            "not with",
            "except for",
            "except the",
            "not including",
            "not include",
            "isn't the",
          ].includes(two)
        ? 2
        : ["isn't", "aren't"].includes(lowerAt(clause, at))
          ? 1
          : 0;
    if (lead === 0) continue;
    let end = at + lead;
    while (end < to && clause.tokens[end]?.kind !== "mark" && !clause.ends.TIME.has(end)) end += 1;
    const words = clause.tokens
      .slice(at + lead, end)
      .filter(({ lower }) => !noise.has(lower))
      .map(({ text }) => text);
    if (words.length > 0) return { words, start: at, end };
  }
  return null;
};

/** The longest run of telling words; the title is rarely cut in two. */
const tellingRuns = (clause: Clause, used: readonly boolean[], from: number, to: number): string[] => {
  const runs: string[] = [];
  for (let at = from; at < to; at += 1) {
    const telling = (index: number): boolean =>
      index < to &&
      used[index] !== true &&
      clause.tokens[index]?.kind !== "mark" &&
      (clause.tokens[index]?.kind === "quoted" || (!noise.has(lowerAt(clause, index)) && !isEventWord(clause.tokens[index])));
    if (!telling(at)) continue;
    let end = at + 1;
    // Small words inside a title ("dinner for two", "end of year review") stay where telling words stand on both sides.
    while (
      end < to &&
      (telling(end) ||
        (used[end] !== true &&
          clause.tokens[end]?.kind !== "mark" &&
          ["of", "for", "and", "the", "to", "in", "&", "my"].includes(lowerAt(clause, end)) &&
          telling(end + 1)))
    )
      end += 1;
    runs.push(textOf(clause, at, end));
    at = end;
  }
  return runs;
};

const counts: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, six: 6 };
const countAfter = (clause: Clause, from: number, to: number): { value: number; at: number } | null => {
  for (let at = from; at < to - 1; at += 1) {
    const word = lowerAt(clause, at + 1);
    const value = counts[word] ?? (/^\d$/.test(word) ? Number(word) : undefined);
    if (["next", "first", "last", "coming"].includes(lowerAt(clause, at)) && value !== undefined && isEventWord(clause.tokens[at + 2]))
      return { value, at: at + 1 };
  }
  return null;
};

const inTimes = (times: readonly SpokenTime[], at: number): boolean => times.some(({ start, end }) => at >= start && at < end);

/** Questions look back when their verb does, or when they ask for the last time of something. */
const pastWords = /\b(?:did(?! (?:i|we) invite)|was|were|had|yesterday|ago|haven't|hasn't|haven’t|have i (?:met|seen|had)|previous|past|earlier today)\b/i;
const looksBack = (clause: Clause): boolean =>
  !/\b(?:will|next|upcoming|tomorrow)\b/i.test(clause.text) && (pastWords.test(clause.text) || (clause.times.length === 0 && /\blast\b/i.test(clause.text)));

const backOf = (clause: Clause, from: number, to: number, words: string): EventPick["back"] => {
  const lowers = clause.tokens.slice(from, to).map(({ lower }) => lower);
  if (words !== "") return null;
  if (lowers.some((word, at) => word === "other" && lowers[at - 1] !== "each" && lowers[at - 1] !== "any")) return "other";
  if (lowers.some((word) => ["them", "those", "these", "both"].includes(word))) return "many";
  if (
    lowers.some(
      (word, at) =>
        ["it", "that", "this"].includes(word) &&
        (lowers[at + 1] === undefined || !["afternoon", "morning", "evening", "week", "month"].includes(lowers[at + 1] ?? "")),
    )
  )
    return "one";
  return null;
};

/** Reads which events a question is about; it may be about what has been. */
export const readAsked = (clause: Clause, context: PlannerContext): EventPick =>
  readPick(clause, context, askedFrom(clause), clause.tokens.length, looksBack(clause));

/** "Next meeting?": the word that leads up to other requests ("next, book …") says here which one. */
const askedFrom = ({ bodyStart, tokens }: Clause): number => (tokens[bodyStart - 1]?.lower === "next" ? bodyStart - 1 : bodyStart);

/** Reads which events the tokens `from`…`to` mean. */
export const readPick = (clause: Clause, context: PlannerContext, start = clause.bodyStart, to = clause.tokens.length, past = false): EventPick => {
  const from = start === clause.bodyStart && actions.has(lowerAt(clause, start)) ? start + 1 : start;
  const within = clause.times.filter(({ start, end }) => start >= from && end <= to && clause.ends.TIME.get(start) === end);
  const used = clause.tokens.map((_, at) => inTimes(within, at));
  const excluded = exclusion(clause, from, to);
  if (excluded) used.fill(true, excluded.start, excluded.end);
  const listed = readPeople(clause, from, to);
  listed.used.forEach(([start, end]) => used.fill(true, start, end));
  const counted = countAfter(clause, from, to);
  if (counted) used[counted.at] = true;
  const ordinal =
    counted && ordinals[lowerAt(clause, counted.at - 1)] !== 1 ? ordinalAt(clause, from, counted.at - 1) : counted ? null : ordinalAt(clause, from, to);
  const quoted = clause.tokens.slice(from, to).find(({ kind }) => kind === "quoted");
  const runs = tellingRuns(clause, used, from, to);
  const words = quoted && !excluded?.words.includes(quoted.text) ? quoted.text : (runs.sort((a, b) => b.length - a.length)[0] ?? "");
  const lowers = clause.tokens.slice(from, to).map(({ lower }) => lower);
  const people = listed.people.map(({ name }) => name).filter((name) => !pronouns.has(name.toLowerCase()) && !/^(?:my|our|the)\s/i.test(name));
  const relation = listed.people
    .map(({ name }) => name)
    .filter((name) => /^(?:my|our|the)\s/i.test(name))
    .map((name) => name.replace(/^\S+\s/, ""));
  const plural = lowers.some(
    (word) =>
      ["meetings", "events", "appointments", "calls", "appts", "sessions", "things", "mtgs", "bookings", "ones", "plans"].includes(word) ||
      word === "everything",
  );
  return {
    when: joinTimes(
      within.filter(({ match }) => match.kind !== "recurrence"),
      context,
      past ? "past" : undefined,
    ),
    people,
    words: words === "" && relation.length > 0 ? relation.join(" ") : words,
    quoted: quoted !== undefined,
    ordinal: ordinal?.value ?? null,
    count: counted === null ? null : lowerAt(clause, counted.at - 1) === "last" ? -counted.value : counted.value,
    next: lowers.some((word, at) => ["next", "upcoming", "future", "coming"].includes(word) && !used[from + at]),
    all:
      ordinal === null &&
      (plural || lowers.some((word, at) => ["all", "every", "each", "both"].includes(word) && lowers[at + 1] !== "day" && !used[from + at])),
    back:
      within.length > 0 || people.length > 0 || ordinal !== null
        ? backOf(clause, from, to, words) === "other"
          ? "other"
          : within.length > 0 || people.length > 0
            ? null
            : backOf(clause, from, to, words)
        : backOf(clause, from, to, words),
    person: listed.people.some(({ name }) => ["him", "her", "them"].includes(name)),
    without: excluded?.words ?? [],
    past,
    kind: lowers.some((word, at) => (word === "all" && lowers[at + 1] === "day") || word === "all-day")
      ? "all-day"
      : lowers.includes("tentative")
        ? "tentative"
        : null,
  };
};
