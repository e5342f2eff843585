/** Two events change places: each begins when the other did, as long as before. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { lowerAt, type Clause } from "../clause";
import { callAll, type Dialogue, type Flow } from "../flow";
import type { Overrides } from "../overrides";
import { sayList, sayTitle } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import type { EventPick } from "../read-pick";
import type { Request } from "../request";
import type { Located } from "./locate";
import { find, minutesOf, pickOf, settleAll, type ChangeFlow } from "./targets";

/** "my 2pm | and | my 4pm": token ranges of both; null where only one thing is named. */
const sides = (clause: Clause): readonly (readonly [number, number])[] | null => {
  const from = clause.bodyStart + 1;
  const at = clause.tokens.findIndex(
    ({ lower }, index) => index > from && ["and", "with", "for", "&"].includes(lower) && !clause.times.some(({ start, end }) => index > start && index < end),
  );
  return at === -1
    ? null
    : [
        [from, at],
        [at + 1, clause.tokens.length],
      ];
};

const names = ({ words, people, when, ordinal }: EventPick): boolean => words !== "" || people.length > 0 || when !== null || ordinal !== null;

/** A day that only one side names holds for both; an answer to "which one?" settles the side that asked. */
function* locateSide(pick: EventPick, other: EventPick, request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides): Flow<Located> {
  const day = pick.when === null && other.when?.match.dateGiven === true && !other.when.match.timeGiven ? other.when : pick.when;
  const { events: chosenEvents, ...rest } = overrides;
  const onDay = yield* find({ ...pick, when: withDay(day, other, context), back: null }, "swap", request, dialogue, context, rest);
  // "Swap lunch tomorrow with the dentist": the dentist may be on another day.
  const elsewhere = !onDay.ok && day !== pick.when;
  const found = elsewhere ? yield* find({ ...pick, back: null }, "swap", request, dialogue, context, rest) : onDay;
  const asked = found.ok ? [] : (found.ending.question?.events ?? []);
  const chosen = chosenEvents?.find(({ ref }) => asked.some((event) => event.ref === ref));
  return chosen ? { ok: true, events: [chosen], exact: true } : found;
}

/** "My 2pm and 4pm tomorrow": the hour said first is tomorrow's, too. */
const withDay = (when: EventPick["when"], other: EventPick, context: PlannerContext): EventPick["when"] => {
  if (when === null || when.match.dateGiven || other.when?.match.dateGiven !== true) return when;
  const text = `${Temporal.Instant.from(other.when.match.start).toZonedDateTimeISO(context.zone).toPlainDate().toString()} ${when.text}`;
  const [match, ...others] = context.understand(text);
  return match && others.length === 0 ? { text, match } : when;
};

const millis = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** Where both go: a longer one that comes first pushes the other behind its own end. */
const placesOf = (one: CalendarEvent, other: CalendarEvent): readonly (readonly [CalendarEvent, CalendarEvent, string])[] => {
  const [first, second] = millis(one.start) <= millis(other.start) ? [one, other] : [other, one];
  const end = Temporal.Instant.from(first.start).add({ minutes: minutesOf(second) });
  const start = end.epochMilliseconds > millis(second.start) ? end.toString() : second.start;
  return [
    [first, second, start],
    [second, first, first.start],
  ];
};

export const swapEvents: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const parts = sides(clause);
  const picks = parts?.map(([from, to]) => pickOf(clause, request, dialogue, context, overrides, from, to)) ?? [];
  const [left, right] = picks;
  const both = left && right && names(left) && names(right);
  const pair: CalendarEvent[] = [];
  if (both) {
    for (const [pick, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const found = yield* locateSide(pick, other, request, dialogue, context, overrides);
      if (!found.ok) return found.ending;
      pair.push(...found.events.slice(0, 1));
    }
  } else if (
    ["them", "those", "these", "both"].some((word) => clause.tokens.some(({ lower }) => lower === word)) ||
    lowerAt(clause, clause.bodyStart + 1) === "the"
  )
    pair.push(...dialogue.focus);
  const [one, other] = pair;
  if (!one || !other || pair.length > 2) return { text: "Which two should change places? Say it like “swap the standup and the review on Friday”." };
  if (one.ref === other.ref) return { text: `Both of that is “${sayTitle(one)}”. Which two should change places?` };
  if (one.allDay || other.allDay)
    return {
      text: `${sayList([one, other].filter(({ allDay }) => allDay).map((event) => `“${sayTitle(event)}”`))} lasts all day, so the two can't change places.`,
    };
  const outcomes = yield* callAll(
    placesOf(one, other).map(([event, leaving, when]) => ({ tool: "move_event", input: { ref: event.ref, when, swapWith: leaving.ref } })),
  );
  const ending = settleAll(outcomes, [one, other], request, context);
  const waits = outcomes.filter(({ status }) => status === "waiting").length;
  const note = waits === 0 ? "" : waits === 2 ? "\nThey change places once you have approved both cards." : "\nThe other one waits on its card.";
  return { ...ending, text: `${ending.text}${note}`, focus: [one, other] };
};
