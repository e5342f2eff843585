/** Makes events longer or shorter, by a length, to one, or so that they end at a time. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { lowerAt, readClause, textOf, type Clause } from "../clause";
import { callAll } from "../flow";
import { isOf } from "../lexicon";
import { amend, waitingCreate } from "./amend";
import { findEach, listed } from "./listed";
import { find, minutesOf, oneOfSeries, pickOf, settleAll, targetsOf, withSeries, type ChangeFlow } from "./targets";

/** A time that says where the event ends, not which one it is: "end at 5", "until 6". */
const endTime = (clause: Clause): Clause["times"][number] | undefined =>
  clause.times.find(
    ({ start, match }) =>
      match.timeGiven &&
      (lowerAt(clause, clause.bodyStart) === "end" ||
        /^(?:until|till|to)\b/i.test(match.text) ||
        clause.tokens.slice(Math.max(0, start - 3), start).some(({ lower }) => ["end", "ends", "until", "till", "finish"].includes(lower))),
  );

/** The length that makes the event end then, on its own day. */
const untilClock = (clause: Clause, event: CalendarEvent, zone: string): Record<string, unknown> | null => {
  const time = endTime(clause);
  if (!time) return null;
  const start = Temporal.Instant.from(event.start).toZonedDateTimeISO(zone);
  const end = time.match.direction === "before" ? (time.match.end ?? time.match.start) : time.match.start;
  const minutes = Math.round(start.until(start.withPlainTime(Temporal.Instant.from(end).toZonedDateTimeISO(zone).toPlainTime())).total("minutes"));
  return minutes > 0 ? { durationMinutes: minutes } : null;
};

const resized = (clause: Clause, event: CalendarEvent, zone: string): Record<string, unknown> | null => {
  const ending = untilClock(clause, event, zone);
  if (ending) return ending;
  const duration = clause.durations.at(-1);
  if (!duration) return null;
  const shorter = isOf("shorten", lowerAt(clause, clause.bodyStart)) || clause.tokens.some(({ lower }) => lower === "shorter" || lower === "less");
  const to =
    clause.tokens.some(({ lower }, at) => lower === "to" && at < duration.start && at > duration.start - 3) ||
    clause.tokens.some(({ lower }) => ["long", "length", "total"].includes(lower));
  const verb = lowerAt(clause, clause.bodyStart);
  const absolute =
    to ||
    ((["make", "keep", "can", "could", "should", "shall", "may"].includes(verb) ||
      /\b(?:be|last|take|run)\s+(?:for\s+|only\s+|just\s+)?$/i.test(clause.text.slice(0, clause.tokens[duration.start]?.start ?? 0))) &&
      !clause.tokens.some(({ lower }) => ["longer", "shorter"].includes(lower)));
  if (absolute) return { durationMinutes: duration.minutes };
  return { extendMinutes: shorter ? -Math.min(duration.minutes, minutesOf(event) - 5) : duration.minutes };
};

/** "By 30" is said of minutes. */
const bareMinutes = /\bby\s+(\d{1,3})[\s.!]*$/i;

export const resize: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const bare = bareMinutes.exec(clause.text);
  if (bare && clause.durations.length === 0)
    return yield* resize(
      { ...request, clause: readClause(`${clause.text.slice(0, bare.index)}by ${bare[1] ?? ""} minutes`, context) },
      dialogue,
      context,
      overrides,
    );
  const duration = clause.durations.at(-1);
  if (!duration && clause.times.length === 0) return { text: "How long should it be?", question: { asks: "value", request } };
  const on = clause.tokens.findIndex(({ lower }, at) => ["to", "onto", "on"].includes(lower) && duration !== undefined && at >= duration.end);
  // Read once more without the length, so that "December 12 to 30 minutes" is a date and a length.
  const lead = duration && ["to", "by", "for"].includes(lowerAt(clause, duration.start - 1)) ? duration.start - 1 : (duration?.start ?? clause.tokens.length);
  const head = readClause(textOf(clause, 0, lead), context);
  const pick =
    on === -1
      ? pickOf(head, request, dialogue, context, overrides, Math.min(head.bodyStart + 1, head.tokens.length))
      : pickOf(clause, request, dialogue, context, overrides, on + 1);
  const waiting = pick.words === "" && pick.people.length === 0 && pick.when === null ? waitingCreate(dialogue) : null;
  if (waiting && duration) {
    const more = /\b(?:longer|more|extend|another|extra)\b/i.test(clause.text);
    return yield* amend(
      { ...waiting, durationMinutes: more ? (waiting.durationMinutes ?? 0) + duration.minutes : duration.minutes },
      request,
      dialogue,
      context,
    );
  }
  const parts = on === -1 && !overrides.events && !endTime(clause) ? listed(head, Math.min(head.bodyStart + 1, head.tokens.length)) : [];
  const found =
    parts.length > 1
      ? yield* findEach(head, parts, pick, "change", request, dialogue, context, overrides)
      : yield* find(endTime(clause) ? { ...pick, when: null } : pick, "change", request, dialogue, context, overrides);
  if (!found.ok) return oneOfSeries(found.ending, request, context) ?? found.ending;
  const calls = targetsOf(found.events, pick, clause, overrides).flatMap((target) => {
    const event = found.events.find(({ ref }) => ref === target.ref);
    const size = event && resized(clause, event, context.zone);
    return size ? [{ tool: "change_event", input: { ...target, ...size } }] : [];
  });
  return calls.length === 0
    ? { text: "How long should it be?", question: { asks: "value", request, events: found.events } }
    : withSeries(settleAll(yield* callAll(calls), found.events, request, context), targetsOf(found.events, pick, clause, overrides));
};
