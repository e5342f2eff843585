/** One request's words, with the phrases about time and the lengths found in them. */
import type { TimeMatch } from "@/lib/time/time-match";
import { readDurations, type SpokenDuration } from "./durations";
import { isOf, lexicon } from "./lexicon";
import type { Matchable } from "./patterns";
import type { PlannerContext } from "./planner-context";
import { tokenise, type Token } from "./tokens";

/** A phrase about a moment or span, by token index. */
export interface SpokenTime {
  readonly start: number;
  readonly end: number;
  readonly match: TimeMatch;
}

export interface Clause extends Matchable {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly times: readonly SpokenTime[];
  readonly durations: readonly SpokenDuration[];
  /** Index of the first token after "hi, could you please". */
  readonly bodyStart: number;
}

const politePhrases = lexicon.polite.map((phrase) => phrase.split(" ")).sort((a, b) => b.length - a.length);

const politeEnd = (tokens: readonly Token[]): number => {
  let at = 0;
  for (;;) {
    while (tokens[at]?.kind === "mark") at += 1;
    const phrase = politePhrases.find((words) => words.every((word, index) => tokens[at + index]?.lower === word));
    // "Can I schedule …" asks for the doing, "can I meet …" asks a question.
    if (
      !phrase &&
      ["can", "could", "may"].includes(tokens[at]?.lower ?? "") &&
      ["i", "we"].includes(tokens[at + 1]?.lower ?? "") &&
      isOf("book", tokens[at + 2]?.lower ?? "") &&
      !["get", "make", "fit"].includes(tokens[at + 2]?.lower ?? "")
    )
      return at + 2;
    if (!phrase || at + phrase.length >= tokens.length) return at;
    at += phrase.length;
  }
};

/** "the second one" counts things; "on the second" is a date. */
const countsThings = (match: TimeMatch, next: Token | undefined): boolean =>
  /^(?:the\s+)?(?:first|second|third|fourth|fifth|sixth)$/i.test(match.text) ||
  (/^on\s+the\s+(?:first|second|third|fourth|fifth|sixth)$/i.test(match.text) && next !== undefined && isEventWord(next));

/** "is now on Wednesday" speaks of Wednesday, not of now. */
const isJustNow = (match: TimeMatch, before: Token | undefined, next: Token | undefined): boolean =>
  /^now$/i.test(match.text) && (["is", "are", "was", "it's"].includes(before?.lower ?? "") || ["on", "at", "in"].includes(next?.lower ?? ""));

/** "should last an hour" gives a length; "the last hour" is a time. */
const isLasting = (match: TimeMatch): boolean => /^last\s+(?:an?|one|half|about|\d+)\s/i.test(match.text) && match.timeGiven;

/** "The flight leaves at 7 now": beside an hour, "now" only says that it is news. */
const isNews = (match: TimeMatch, all: readonly TimeMatch[]): boolean => /^now$/i.test(match.text) && all.some((other) => other !== match && other.timeGiven);

const placed = (tokens: readonly Token[], all: readonly TimeMatch[]): SpokenTime[] =>
  all
    .filter((match) => !isNews(match, all))
    .flatMap((match) => {
      if (match.kind === "duration") return [];
      const start = tokens.findIndex((token) => token.end > match.index);
      const after = tokens.findIndex((token) => token.start >= match.endIndex);
      const end = after === -1 ? tokens.length : after;
      // A name in quotation marks may hold words like "Friday"; it is a name all the same.
      if (
        start === -1 ||
        start >= end ||
        tokens.slice(start, end).some(({ kind }) => kind === "quoted" || kind === "email") ||
        countsThings(match, tokens[end]) ||
        isJustNow(match, tokens[start - 1], tokens[end]) ||
        (isLasting(match) && ["to", "should", "must", "will", "can", "it", "that"].includes(tokens[start - 1]?.lower ?? ""))
      )
        return [];
      return [{ start, end, match }];
    });

/** "By Friday at 5", "before the 1st"; what goes on until Friday has no deadline, and "before 8" is as often when something is to be over. */
const isDeadline = ({ direction, kind, timeGiven, text }: TimeMatch): boolean =>
  direction === "before" && kind !== "recurrence" && !/^(?:un)?till?\b/i.test(text) && (!timeGiven || /^(?:by|due)\b/i.test(text));

/** "From 9 to 11", "at 9 for two hours": an hour and a length. */
const takesPlace = ({ direction, timeGiven, text, end, duration }: TimeMatch, withLength: boolean): boolean =>
  direction === undefined && timeGiven && /\d/.test(text) && (end !== null || duration !== undefined || withLength);

const inside = (duration: SpokenDuration, times: readonly SpokenTime[]): boolean =>
  times.some(
    (time) =>
      duration.start >= time.start && duration.end <= time.end && !(time.match.duration !== undefined && duration.end - duration.start < time.end - time.start),
  );

/** "lunch tomorrow" is an event; "after lunch" is a time. Masked, the meal is a word like any other. */
const meals = /(?<!\b(?:after|before|by|until|till|at|around|during|over|past|since)\s(?:the\s|my\s)?)\b(?:lunch|dinner|breakfast|brunch|supper|tea)\b/gi;
/** "movie night" is an event; "tomorrow night" is a time. */
const nights =
  /\b(?:date|movie|games?|poker|girls'?|guys'?|trivia|family|quiz|bowling|pizza|taco|karaoke|wine|bingo|board game)\s+night\b|\b(?:parents?['’]?|quiz|open|social|bridge)\s+evening\b/gi;
/** "Christmas party" is an event; "at Christmas" is a time. */
const feasts = /\b(?:christmas|xmas|easter|halloween|thanksgiving)(?=\s+(?:party|dinner|lunch|drinks|market|do|concert|shopping|brunch|play|show)\b)/gi;
const blank = (words: string): string => "x".repeat(words.length);
const masked = (text: string): string => text.replace(feasts, blank).replace(meals, blank).replace(nights, blank);

/** Reads one clause. Offsets point into `text`. */
export const readClause = (text: string, context: PlannerContext, prefer?: "future" | "past"): Clause => {
  const tokens = tokenise(text);
  const times = placed(tokens, context.understand(masked(text), prefer));
  const durations = readDurations(tokens).filter((duration) => !inside(duration, times));
  const endsOf = (spans: readonly { readonly start: number; readonly end: number }[]): ReadonlyMap<number, number> =>
    new Map(spans.map(({ start, end }) => [start, end]));
  return {
    text,
    tokens,
    times,
    durations,
    ends: {
      TIME: endsOf(times),
      DURATION: endsOf(durations),
      DAY: endsOf(times.filter(({ match }) => !match.timeGiven && match.kind !== "recurrence")),
      DEADLINE: endsOf(times.filter(({ match }) => isDeadline(match))),
      BLOCK: endsOf(times.filter(({ match }) => takesPlace(match, durations.length > 0))),
    },
    bodyStart: politeEnd(tokens),
  };
};

/** The text between two tokens, as written. */
export const textOf = (clause: Pick<Clause, "text" | "tokens">, start: number, end: number): string => {
  const first = clause.tokens[start];
  const last = clause.tokens[end - 1];
  return first && last && start < end ? clause.text.slice(first.start, last.end) : "";
};

export const lowerAt = (clause: Pick<Clause, "tokens">, at: number): string => clause.tokens[at]?.lower ?? "";
export const isEventWord = (token: Token | undefined): boolean => token?.kind === "word" && isOf("event", token.lower);
