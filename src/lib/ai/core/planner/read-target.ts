/** Reads where something moves to, or by how much, and where in the clause the words about the thing itself end. */
import { lowerAt, readClause, textOf, type Clause } from "./clause";
import { isOf } from "./lexicon";
import type { PlannerContext } from "./planner-context";

export interface MoveTarget {
  /** What move_event reads as `when`: the owner's words or "30 minutes later"; null when nothing was said. */
  readonly when: string | null;
  readonly durationMinutes: number | null;
  /** Token index where the words about the thing end. */
  readonly sourceEnd: number;
  /** The words that say where to look for a free time, when it is to be found. */
  readonly search?: string;
  /** True for "by an hour", "half an hour later". */
  readonly relative: boolean;
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;
const spoken = (minutes: number): string =>
  minutes % 10_080 === 0
    ? counted(minutes / 10_080, "week")
    : minutes % 1440 === 0
      ? counted(minutes / 1440, "day")
      : minutes % 60 === 0
        ? `${minutes / 60} ${minutes === 60 ? "hour" : "hours"}`
        : `${minutes} minutes`;

const directionOf = (clause: Clause): "later" | "earlier" => {
  const words = clause.tokens.slice(clause.bodyStart).map(({ lower }) => lower);
  const pairs = words.map((word, at) => `${word} ${words[at + 1] ?? ""}`);
  if (
    words.includes("earlier") ||
    words.includes("sooner") ||
    pairs.some((pair) => ["bring forward", "pull forward", "move forward", "move up"].includes(pair)) ||
    (["bring", "move", "pull"].includes(words[0] ?? "") && (words.includes("forward") || words.includes("up"))) ||
    words[0] === "advance"
  )
    return "earlier";
  return "later";
};

const delta = (clause: Clause): MoveTarget | null => {
  const duration = clause.durations.find(
    ({ start, end }) =>
      lowerAt(clause, start - 1) === "by" ||
      ["later", "earlier", "back", "forward", "out", "sooner", "ahead"].includes(lowerAt(clause, end)) ||
      end >= clause.tokens.length - 1,
  );
  const days = duration ?? null;
  if (!days) return null;
  const start = ["by", "back", "forward", "up", "out"].includes(lowerAt(clause, days.start - 1)) ? days.start - 1 : days.start;
  return { when: `${spoken(days.minutes)} ${directionOf(clause)}`, durationMinutes: null, sourceEnd: start, relative: true };
};

/** Where the phrase "half an hour later" was read as a time of its own. */
const deltaTime = (clause: Clause): MoveTarget | null => {
  const time = clause.times.find(({ match }) => /\b(?:later|earlier)$/i.test(match.text));
  return time ? { when: time.match.text, durationMinutes: null, sourceEnd: time.start, relative: true } : null;
};

const sameTime = (clause: Clause): MoveTarget | null => {
  const at = clause.tokens.findIndex(({ lower }, index) => lower === "same" && ["time", "day", "hour"].includes(lowerAt(clause, index + 1)));
  if (at === -1) return null;
  const start = lowerAt(clause, at - 1) === "the" ? at - 1 : at;
  // "to Friday, same time": the day stands before it.
  const comma = [",", "at"].includes(lowerAt(clause, start - 1)) ? start - 1 : start;
  const day = clause.times.find(({ end, match }) => end === comma && match.dateGiven && !match.timeGiven);
  if (day && ["to", "on", "for", "until", "till"].includes(lowerAt(clause, day.start - 1)))
    return { when: `same time ${day.match.text}`, durationMinutes: null, sourceEnd: day.start - 1, relative: true };
  const lead = ["to", "at", "for"].includes(lowerAt(clause, start - 1)) ? start - 1 : start;
  return {
    when: textOf(clause, at, clause.tokens.length).replace(/[\s.!?,]+(?:please|instead)?[\s.!?]*$/i, ""),
    durationMinutes: null,
    sourceEnd: lead,
    relative: true,
  };
};

const startsWithTime = (text: string, context: PlannerContext): string | null => {
  const clean = text
    .replace(/^(?:at|on|the|be|for|start|begin|around|in)\s+(?=\S)/i, "")
    .replace(/\b(?:instead|please|then|rather)\b/gi, " ")
    .replace(/\s+/g, " ")
    .trim();
  const bare = /^\d{1,2}(?:[:.]\d\d)?(?=$|[\s.!?,])/.test(clean) && !/^\S+\s+(?:min|hour|day|week|hr|st|nd|rd|th)/i.test(clean) ? `at ${clean}` : clean;
  const matches = context.understand(clean).filter(({ kind, index }) => kind !== "duration" && index <= 4);
  const first = matches[0] ?? context.understand(bare).find(({ kind, index }) => kind !== "duration" && index <= 4);
  if (!first) return null;
  return matches.length > 1 ? clean.slice(first.index, matches.at(-1)?.endIndex) : first.text;
};

const markers = new Set(["to", "till", "until", "->", "into", "onto"]);
const weakMarkers = new Set(["for", "at", "on", "be", "is", "was", "from"]);

const marked = (clause: Clause, context: PlannerContext, set: ReadonlySet<string>): MoveTarget | null => {
  for (let at = clause.tokens.length - 2; at > clause.bodyStart; at -= 1) {
    if (!set.has(lowerAt(clause, at))) continue;
    const when = startsWithTime(textOf(clause, at + 1, clause.tokens.length), context);
    if (when === null) continue;
    const to = set === weakMarkers ? null : at;
    return { when, durationMinutes: clause.durations.find(({ start }) => start > at)?.minutes ?? null, sourceEnd: to ?? at, relative: false };
  }
  return null;
};

const insteadOf = (clause: Clause, context: PlannerContext): MoveTarget | null => {
  const at = clause.tokens.findIndex(
    ({ lower }, index) =>
      (lower === "instead" && lowerAt(clause, index + 1) === "of") ||
      (lower === "not" && index > clause.bodyStart + 1) ||
      (lower === "rather" && lowerAt(clause, index + 1) === "than"),
  );
  if (at < 1) return null;
  const head = textOf(clause, 0, at);
  const found = [...clause.times].reverse().find(({ end }) => end <= at);
  if (!found) return null;
  const lead = ["at", "on", "to", "for", "be"].includes(lowerAt(clause, found.start - 1)) ? found.start - 1 : found.start;
  return { when: context.understand(head).length > 0 ? found.match.text : null, durationMinutes: null, sourceEnd: lead, relative: false };
};

/** "to whenever Ana and I are free on Thursday": somewhere free, to be looked for. */
const openTarget = (clause: Clause): MoveTarget | null => {
  const at = clause.tokens.findIndex(
    ({ lower }, index) =>
      index > clause.bodyStart &&
      (["whenever", "earliest", "sometime", "anytime"].includes(lower) ||
        (["when", "first", "next", "a"].includes(lower) && clause.tokens.slice(index, index + 6).some((token) => ["free", "available"].includes(token.lower)))),
  );
  if (at === -1) return null;
  let start = at;
  while (["to", "the", "my", "our", "a"].includes(lowerAt(clause, start - 1))) start -= 1;
  return { when: null, durationMinutes: null, sourceEnd: start, relative: false, search: readClauseTail(clause, at) };
};
const readClauseTail = (clause: Clause, at: number): string => textOf(clause, at, clause.tokens.length);

/** Finds the new time of a clause about moving. */
export const readTarget = (clause: Clause, context: PlannerContext): MoveTarget => {
  const open = openTarget(clause);
  if (open) return open;
  const strong = sameTime(clause) ?? deltaTime(clause) ?? insteadOf(clause, context) ?? marked(clause, context, markers) ?? delta(clause);
  if (strong) return strong;
  const verb = lowerAt(clause, clause.bodyStart);
  const weak =
    isOf("move", verb) || isOf("change", verb)
      ? (marked(clause, context, new Set(["for"])) ?? (clause.times.length > 1 || isOf("change", verb) ? marked(clause, context, weakMarkers) : null))
      : marked(clause, context, weakMarkers);
  if (weak) return weak;
  const last = clause.times.at(-1);
  // "move it Friday": what is meant needs no time of its own, so the time is the new one.
  const about = last ? clause.tokens.slice(clause.bodyStart, last.start).map(({ lower }) => lower) : [];
  if (last && (clause.times.length > 1 || about.some((word) => ["it", "that", "this", "them"].includes(word)) || !isOf("move", verb)))
    return { when: last.match.text, durationMinutes: null, sourceEnd: last.start, relative: false };
  const number = clause.tokens.findIndex(({ kind }, at) => kind === "number" && at > clause.bodyStart);
  if (number !== -1 && ["it", "that", "this", "at"].includes(lowerAt(clause, number - 1)))
    return { when: `at ${lowerAt(clause, number)}`, durationMinutes: null, sourceEnd: number, relative: false };
  return { when: null, durationMinutes: null, sourceEnd: clause.tokens.length, relative: false };
};

/** Reads the words before the new time once more by themselves, so that "from 2 to 3" names the event at 2. */
export const sourceClause = (clause: Clause, target: MoveTarget, context: PlannerContext): Clause =>
  readClause(textOf(clause, 0, target.sourceEnd).replace(/\bfrom (?=\d{1,2}(?::\d\d)?$)/i, "at "), context);
