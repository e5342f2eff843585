/** Which events a change is about, one of them or a series, and how what came of it is said. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { lowerAt, type Clause } from "../clause";
import type { Dialogue, Ending, Flow, Outcome } from "../flow";
import { isOf } from "../lexicon";
import { readPeopleAt } from "../names";
import { eventsOf } from "../outcomes";
import { meant, type Overrides } from "../overrides";
import { sayEvents, sayTitle, sayWhen } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readPick, type EventPick } from "../read-pick";
import type { Request } from "../request";
import { locate, refusedEnding, type Located } from "./locate";

export type ChangeFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;

export const settle = (outcome: Outcome, events: readonly CalendarEvent[], request: Request): Ending => {
  if (outcome.status === "refused") return { ...refusedEnding(outcome, request), focus: events };
  const changed = eventsOf(outcome);
  return { text: outcome.said, focus: changed.length > 0 ? changed : events };
};

/** Several outcomes in one sentence or a few: what was done, what waits, what was refused. */
export const settleAll = (outcomes: readonly Outcome[], events: readonly CalendarEvent[], request: Request, context: PlannerContext): Ending => {
  const [only] = outcomes;
  if (outcomes.length === 1 && only) {
    const ending = settle(only, events, request);
    // "Cancel 5 events" is only worth a yes to somebody who sees which.
    return only.status === "waiting" && events.length > 1 ? { ...ending, text: `${ending.text}\n${sayEvents(events, context)}` } : ending;
  }
  const said = [...new Set(outcomes.map((outcome) => outcome.said))];
  return { text: said.join("\n"), focus: outcomes.flatMap((outcome) => eventsOf(outcome)) };
};

const resolvePerson = (pick: EventPick, dialogue: Dialogue): EventPick => {
  if (!pick.person || pick.people.length > 0) return pick;
  const subject = dialogue.background.flatMap((clause) => subjectOf(clause)).at(-1);
  return subject === undefined ? pick : { ...pick, people: [subject], back: null };
};

/** "Kofi is leaving the company": whom the sentence is about. */
const subjectOf = (clause: Clause): string[] => {
  const list = readPeopleAt(clause, clause.bodyStart, true);
  return ["is", "has", "was", "will", "left", "can't", "won't", "isn't", "are"].includes(lowerAt(clause, list.end)) || lowerAt(clause, list.end).endsWith("s")
    ? list.people.map(({ name }) => name)
    : [];
};

/** "We don't need any more X meetings. Cancel all future ones": the ones are those of the sentence before. */
const resolveOnes = (pick: EventPick, request: Request, dialogue: Dialogue, context: PlannerContext): EventPick => {
  const ones =
    pick.back === "one"
      ? dialogue.focus.length === 0
      : request.clause.tokens.some(({ lower }) => lower === "ones" || lower === "them" || lower === "those" || lower === "one");
  if (!ones || pick.words !== "" || pick.people.length > 0) return pick;
  const before = dialogue.background
    .map((clause) => readPick(clause, context))
    .filter(({ words, people }) => words !== "" || people.length > 0)
    .at(-1);
  return before
    ? {
        ...pick,
        words: before.words,
        people: before.people,
        when: pick.when ?? (pick.back === "one" ? before.when : null),
        back: null,
        all: pick.all || pick.back === "many",
      }
    : pick;
};

export const pickOf = (
  clause: Clause,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
  from = clause.bodyStart,
  to = clause.tokens.length,
): EventPick => {
  const pick = resolveOnes(resolvePerson(readPick(clause, context, from, to), dialogue), request, dialogue, context);
  return { ...pick, people: meant(pick.people, overrides) };
};

export function* find(
  pick: EventPick,
  verb: string,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
  loose = true,
): Flow<Located> {
  if (overrides.events) return { ok: true, events: overrides.events, exact: true };
  return yield* locate(pick, verb, request, dialogue, context, loose);
}

/** After the verb: the words about the event itself. */
export const afterVerb = (clause: Clause, kind: "move" | "cancel"): number => {
  const at = clause.bodyStart;
  for (let length = 3; length > 0; length -= 1) {
    if (
      isOf(
        kind,
        clause.tokens
          .slice(at, at + length)
          .map(({ lower }) => lower)
          .join(" "),
      )
    )
      return at + length;
  }
  return at + (isOf("change", lowerAt(clause, at)) ? 1 : 0);
};
export const seriesWords = /\b(?:series|all future|every occurrence|all occurrences|whole series|from now on)\b/i;

/** Many occurrences of one series fit: the question is whether the next one is meant or all of them. */
export const oneOfSeries = (ending: Ending, request: Request, context: PlannerContext): Ending | null => {
  const events = ending.question?.events ?? [];
  const [next] = events;
  if (!next?.recurrence || events.length < 2 || new Set(events.map(({ id }) => id)).size > 1) return null;
  return {
    text: `“${sayTitle(next)}” repeats. Only the next one (${sayWhen(next, context)}), or the whole series?`,
    question: { asks: "which-event", request, events, options: seriesOptions },
    focus: events,
  };
};

/**
 * What is changed: each event by itself, or, where all of a series are meant ("all standups", "the whole series"), the series from its
 * next occurrence on, which is one change and not a hundred.
 */
export const targetsOf = (
  events: readonly CalendarEvent[],
  pick: EventPick,
  clause: Clause,
  overrides: Overrides,
): { readonly ref: string; readonly scope?: "following" }[] => {
  const [first] = events;
  const one = first !== undefined && new Set(events.map(({ id }) => id)).size === 1 && first.recurrence !== null;
  const whole =
    one && (overrides.series === true || seriesWords.test(clause.text) || (pick.all && events.length > 1 && pick.when === null && pick.count === null));
  return whole ? [{ ref: first.ref, scope: "following" }] : events.map(({ ref }) => ({ ref }));
};

/** The tools speak of the one occurrence; that the rest goes with it has to be said. */
export const withSeries = (ending: Ending, targets: readonly { readonly scope?: "following" }[]): Ending =>
  targets.some(({ scope }) => scope !== undefined) && !ending.question ? { ...ending, text: `${ending.text} This holds for all that follow.` } : ending;

const seriesOptions = [
  { label: "Only the next one", value: "only the next one" },
  { label: "The whole series", value: "the whole series" },
] as const;
export const minutesOf = (event: CalendarEvent): number => Math.round(Temporal.Instant.from(event.start).until(event.end).total("minutes"));
