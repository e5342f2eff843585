/** Making, moving and ending series: pure arithmetic on rows. */
import { AppError } from "@/lib/errors";
import type { StoredEvent } from "@/lib/queries/events";
import { exceptionFor, occurrenceEndMs } from "./core/event-time";
import { expandRecurrence, type Recurrence } from "@/lib/icalendar/recurrence";
import { parseRule, parseWallTime } from "@/lib/icalendar/recurrence-rule";
import { zoneTable } from "@/lib/time/zone-offsets";
import { isoOf, recurrenceOf, spanOf, whenOf } from "./stored-event";

export const refuseRecurrence = (text: string): AppError => new AppError("scheduling/recurrence-refused", { publicMessage: text });

/** More occurrences than are looked through to find a series' end; one with more counts as endless, which only makes it looked at more often. */
const occurrencesMax = 20_000;

const endsAtOf = (row: StoredEvent): string | null => {
  const recurrence = recurrenceOf(row);
  const rule = parseRule(row.rrule ?? "");
  if (recurrence === null || !rule.ok || (rule.rule.count === null && rule.rule.until === null)) return null;
  const all = expandRecurrence(recurrence, { fromMs: -Infinity, toMs: Infinity, limit: occurrencesMax });
  const last = all.ok && all.complete ? all.occurrences.at(-1) : undefined;
  return last === undefined ? null : isoOf(occurrenceEndMs({ ...spanOf(row), zone: row.zone, allDay: row.allDay }, last.startMs));
};

const dayMs = 86_400_000;

/** As far as one question may look, and as many occurrences as one answer can hold: an hourly series is allowed, one every second is not. */
const longestWindowMs = 400 * dayMs;
const occurrencesInWindowMax = 10_000;

const requireCountable = (recurrence: Recurrence, fromMs: number): void => {
  const window = expandRecurrence(recurrence, { fromMs, toMs: fromMs + longestWindowMs, limit: occurrencesInWindowMax });
  if (!window.ok) throw refuseRecurrence(window.text);
  if (!window.complete) throw refuseRecurrence("That repeats too often for a calendar. Once an hour is the most.");
};

/**
 * The row as a series that repeats by `rrule`. A start that the rule doesn't name moves to the first one it does ("every Monday",
 * said on a Thursday). Errors: scheduling/recurrence-refused for a rule that can't be read, is too costly, happens too often, or never.
 */
export const asSeries = (row: StoredEvent, rrule: string): StoredEvent => {
  const series: StoredEvent = { ...row, rrule };
  const recurrence = recurrenceOf(series) ?? { dtstart: "", tzid: null, rrule };
  const span = spanOf(row);
  const found = expandRecurrence(recurrence, { fromMs: span.startMs, toMs: Infinity, limit: 1 });
  if (!found.ok) throw refuseRecurrence(found.text);
  const [first] = found.occurrences;
  if (first === undefined) throw refuseRecurrence("A repetition like that never happens.");
  requireCountable(recurrence, first.startMs);
  const endMs = occurrenceEndMs({ ...span, zone: row.zone, allDay: row.allDay }, first.startMs);
  const started: StoredEvent = { ...series, ...whenOf({ startMs: first.startMs, endMs }, row.allDay, row.zone) };
  return { ...started, recursUntil: endsAtOf(started) };
};

/** The row as a single event. */
export const asSingle = (row: StoredEvent): StoredEvent => ({ ...row, rrule: null, exdates: [], recursUntil: null });

/** Moves an instant by a difference of wall clocks, so that nine o'clock stays nine o'clock across clock changes. */
export const shiftWall = (instantMs: number, byMs: number, zone: string): number =>
  byMs === 0 ? instantMs : zoneTable(zone).toInstantMs(zoneTable(zone).toWallMs(instantMs) + byMs);

export const shiftExdates = (row: StoredEvent, byMs: number): string[] =>
  row.exdates.flatMap((text) => {
    const time = parseWallTime(text);
    if (time === null) return [];
    const instantMs = time.utc ? time.wallMs : zoneTable(row.zone).toInstantMs(time.wallMs);
    return [exceptionFor(shiftWall(instantMs, byMs, row.zone), row.zone, row.allDay)];
  });
