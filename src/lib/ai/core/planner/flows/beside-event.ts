/** "What's on after the dentist?": what follows an event, or comes before it, on its day. */
import { readClause, type Clause } from "../clause";
import { call, type Ending, type Flow } from "../flow";
import { eventsOf } from "../outcomes";
import { eventLine, sayEvent } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readPick } from "../read-pick";
import { choose, search } from "./locate";

const asked = /^[\s\S]*?\b(?:what|anything|something|do i have|have i got|where)\b[\s\S]*?\b(after|before)\s+((?:the|my|our)\s+\p{L}[\s\S]*?)[\s?.!]*$/iu;

const millis = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** Null where no event is named behind "after" or "before": "after lunch" and "before 5" are times. */
export function* besideEvent({ text, times }: Clause, context: PlannerContext): Flow<Ending | null> {
  const found = asked.exec(text);
  const [, side, words] = found ?? [];
  if (found === null || words === undefined) return null;
  const at = text.length - words.length - 1;
  if (times.some(({ match }) => match.direction !== undefined && match.endIndex > at)) return null;
  const pick = readPick(readClause(words, context), context, 0);
  if (pick.words === "" && pick.people.length === 0) return null;
  const [event] = choose((yield* search(pick, context)).events, { ...pick, next: true }, context);
  if (!event) return null;
  const day = Temporal.Instant.from(event.start).toZonedDateTimeISO(context.zone).toPlainDate().toString();
  const events = eventsOf(yield* call("find_events", { when: day, limit: 100, order: "asc" })).filter(({ ref, allDay }) => ref !== event.ref && !allDay);
  const later = side?.toLowerCase() === "after";
  const beside = later ? events.find(({ start }) => millis(start) >= millis(event.end)) : events.filter(({ end }) => millis(end) <= millis(event.start)).at(-1);
  return beside
    ? { text: `${eventLine(beside, context)}.`, focus: [beside], holds: true }
    : { text: `Nothing ${later ? "follows" : "comes before"} ${sayEvent(event, context)} that day.`, focus: [], holds: false };
}
