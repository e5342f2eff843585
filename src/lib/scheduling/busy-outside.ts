/**
 * A last look at the source before a time is booked: what came into an outside calendar since the last sync counts, too. One call an account,
 * all at once, and no longer than a person waits; an account that doesn't answer in time counts as it was last mirrored.
 */
import { openCalendars } from "@/lib/integrations/service";
import { logger } from "@/lib/logger";
import { listAskableCalendars } from "@/lib/queries/calendars";
import { withDeadline } from "@/lib/resilience/deadline";
import { fromPieces, overlaps, subtract, type Interval } from "./core/intervals";
import { isoOf } from "./stored-event";
import { listHappenings } from "./window";

const waitMaxMs = 2_500;

const askOne = async (userId: string, connectionId: string, sourceIds: readonly string[], span: Interval): Promise<Interval[]> => {
  const asked = { start: isoOf(span.startMs), end: isoOf(span.endMs) };
  const busy = await withDeadline("busy-outside", waitMaxMs, undefined, async (signal) =>
    (await openCalendars(userId, connectionId))?.busy(sourceIds, asked, { signal }),
  );
  return (busy ?? []).map(({ start, end }) => ({ startMs: Date.parse(start), endMs: Date.parse(end) }));
};

/** Is the owner busy somewhere outside, by something that isn't mirrored yet? What is mirrored has been judged by the owner's own rules. */
export const busyOutside = async (userId: string, span: Interval): Promise<boolean> => {
  const calendars = await listAskableCalendars(userId);
  if (calendars.length === 0) return false;
  const byConnection = Map.groupBy(calendars, ({ connectionId }) => connectionId);
  const answers = await Promise.allSettled(
    [...byConnection].map(([id, some]) =>
      askOne(
        userId,
        id,
        some.map(({ sourceId }) => sourceId),
        span,
      ),
    ),
  );
  for (const answer of answers)
    if (answer.status === "rejected") logger.info("an account wasn't asked in time whether a time is free", { error: answer.reason as unknown });
  const busy = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (busy.length === 0) return false;
  const mirrored = new Set(calendars.map(({ calendarId }) => calendarId));
  const known = (await listHappenings(userId, span.startMs, span.endMs)).filter(({ row }) => mirrored.has(row.calendarId));
  return overlaps(subtract(fromPieces(busy), fromPieces(known)), span.startMs, span.endMs);
};
