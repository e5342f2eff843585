/** How events sit in time: names of occurrences, all-day spans, cutting a series in two, and what of a calendar counts as busy. */
import type { CalendarEvent } from "../contracts";
import type { BusyTime } from "./availability";
import { dayOfIso, dayOfMs, isoOfDay } from "@/lib/time/calendar-days";
import type { Interval } from "./intervals";
import { formatRule, formatWallTime, parseRule, parseWallTime, type RecurrenceRefusal, type WallTime } from "@/lib/icalendar/recurrence-rule";
import { expandRecurrence, type Recurrence } from "@/lib/icalendar/recurrence";
import { isKnownZone, zoneTable } from "@/lib/time/zone-offsets";

const dayMs = 86_400_000;

/** A stored event, or one occurrence of a stored series, named by when it would have started had it not been moved. */
export interface EventRef {
  readonly id: string;
  /** Null for the event itself or the whole series. */
  readonly originalStartMs: number | null;
}

/** "id" or "id@2026-11-26T08:00:00Z". */
export const formatEventRef = ({ id, originalStartMs }: EventRef): string =>
  originalStartMs === null ? id : `${id}@${Temporal.Instant.fromEpochMilliseconds(originalStartMs).toString()}`;

const refPattern = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:@(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z))?$/i;

/** Null when the text names no event. */
export const parseEventRef = (text: string): EventRef | null => {
  const parts = refPattern.exec(text);
  if (parts?.[1] === undefined) return null;
  if (parts[2] === undefined) return { id: parts[1], originalStartMs: null };
  const originalStartMs = Date.parse(parts[2]);
  return Number.isNaN(originalStartMs) ? null : { id: parts[1], originalStartMs };
};

/** RFC 3339 with the zone's offset, to the second. */
export const formatInstant = (instantMs: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone).toString({ timeZoneName: "never", smallestUnit: "second" });

/** A series' DTSTART as iCalendar writes it: wall time in its zone, a date for all-day series. */
export const seriesStart = (startMs: number, zone: string, allDay: boolean): string =>
  formatWallTime({ wallMs: zoneTable(zone).toWallMs(startMs), dateOnly: allDay, utc: false });

/** From the first moment of `firstDate` to the last of `lastDate` (both inclusive ISO dates) in a zone. */
export const allDaySpan = (firstDate: string, lastDate: string, zone: string): Interval => ({
  startMs: dayStartMs(dayOfIso(firstDate), zone),
  endMs: dayStartMs(dayOfIso(lastDate) + 1, zone),
});

const dayStartMs = (day: number, zone: string): number => zoneTable(zone).toInstantMs(day * dayMs, "end");

/** ISO dates an all-day event covers in its own zone; its end is exclusive, and an empty span is one day. */
export const allDayDates = (span: Interval, zone: string): { readonly first: string; readonly last: string } => {
  const table = zoneTable(zone);
  const first = dayOfMs(table.toWallMs(span.startMs));
  return { first: isoOfDay(first), last: isoOfDay(Math.max(first, dayOfMs(table.toWallMs(span.endMs) - 1))) };
};

/** When one occurrence of a series ends. All-day ones keep their number of days, timed ones their length, across clock changes. */
export const occurrenceEndMs = (series: Interval & { readonly zone: string; readonly allDay: boolean }, occurrenceStartMs: number): number => {
  if (!series.allDay) return occurrenceStartMs + series.endMs - series.startMs;
  const table = zoneTable(series.zone);
  const days = Math.max(1, Math.round((table.toWallMs(series.endMs) - table.toWallMs(series.startMs)) / dayMs));
  return dayStartMs(dayOfMs(table.toWallMs(occurrenceStartMs)) + days, series.zone);
};

/** Is this instant really the start of an occurrence of the series? Moved ones still answer to their original start. */
export const hasOccurrenceAt = (recurrence: Recurrence, startMs: number): boolean => {
  const { overridden: _moved, ...asPlanned } = recurrence;
  const found = expandRecurrence(asPlanned, { fromMs: startMs, toMs: startMs + 1, limit: 1 });
  return found.ok && found.occurrences.length === 1;
};

export interface SeriesSplit {
  readonly ok: true;
  /** The old series, ending before the cut; null when nothing of it is left, so that it can be deleted or simply changed. */
  readonly before: Recurrence | null;
  /** The new series from the cut on, with the exceptions that lie there. */
  readonly following: Recurrence;
}

const splitTimes = (times: readonly string[] | undefined, recurrence: Recurrence, cutMs: number): readonly [string[], string[]] => {
  const before: string[] = [];
  const following: string[] = [];
  for (const text of times ?? []) {
    const time = parseWallTime(text.split("/")[0] ?? "");
    if (time !== null) (wallToInstant(time, recurrence.tzid) < cutMs ? before : following).push(text);
  }
  return [before, following];
};

const wallToInstant = (time: WallTime, tzid: string | null): number => (tzid === null || time.utc ? time.wallMs : zoneTable(tzid).toInstantMs(time.wallMs));

/** Writes UNTIL as RFC 5545 wants it: a date for all-day series, else an instant in UTC. */
const endBefore = (rrule: string, recurrence: Recurrence, lastMs: number): string => {
  const parsed = parseRule(rrule);
  if (!parsed.ok) return rrule;
  const dateOnly = parseWallTime(recurrence.dtstart)?.dateOnly === true;
  const wallMs = dateOnly && recurrence.tzid !== null ? zoneTable(recurrence.tzid).toWallMs(lastMs) : lastMs;
  return formatRule({ ...parsed.rule, count: null, until: { wallMs, dateOnly, utc: !dateOnly } });
};

/** The same rule for the rest of the series: a COUNT loses the occurrences that stay with the old one. */
const continueRule = (rrule: string, spent: number): string => {
  const parsed = parseRule(rrule);
  if (!parsed.ok) return rrule;
  return formatRule({ ...parsed.rule, count: parsed.rule.count === null ? null : Math.max(1, parsed.rule.count - spent) });
};

/** More occurrences than any calendar keeps before a cut; a series with more is refused. */
const splitMax = 20_000;

/**
 * "This and following": ends a series before the occurrence that starts at `cutMs` and gives the series that goes on from there, both with
 * the exceptions on their side. Overridden occurrences on either side stay with the caller, who knows the rows.
 */
export const splitSeries = (recurrence: Recurrence, cutMs: number): SeriesSplit | RecurrenceRefusal => {
  const { rrule, tzid } = recurrence;
  if (tzid !== null && !isKnownZone(tzid)) return { ok: false, reason: "unknown-zone", text: "The series is in a time zone this server doesn't know." };
  const ruleOnly = expandRecurrence({ dtstart: recurrence.dtstart, tzid, rrule }, { fromMs: -Infinity, toMs: cutMs, limit: splitMax });
  if (!ruleOnly.ok) return ruleOnly;
  if (!ruleOnly.complete) return { ok: false, reason: "too-costly", text: "Too many occurrences lie before this one to split the series." };
  const spent = ruleOnly.occurrences;
  const [rdateBefore, rdateFollowing] = splitTimes(recurrence.rdate, recurrence, cutMs);
  const [exdateBefore, exdateFollowing] = splitTimes(recurrence.exdate, recurrence, cutMs);
  const start = parseWallTime(recurrence.dtstart);
  const dateOnly = start?.dateOnly === true;
  // An occurrence pushed out of a DST gap keeps the wall time that its rule names.
  const atCut = expandRecurrence({ ...recurrence, overridden: [] }, { fromMs: cutMs, toMs: cutMs + 1, limit: 1 });
  const wallMs = (atCut.ok ? atCut.occurrences[0]?.wallMs : undefined) ?? (tzid === null ? cutMs : zoneTable(tzid).toWallMs(cutMs));
  const lastMs = spent.at(-1)?.startMs;
  const before: Recurrence | null =
    lastMs === undefined && rdateBefore.length === 0
      ? null
      : {
          ...recurrence,
          rrule: rrule === null || lastMs === undefined ? null : endBefore(rrule, recurrence, lastMs),
          rdate: rdateBefore,
          exdate: exdateBefore,
        };
  return {
    ok: true,
    before,
    following: {
      ...recurrence,
      dtstart: formatWallTime({ wallMs, dateOnly, utc: false }),
      rrule: rrule === null ? null : continueRule(rrule, spent.length),
      rdate: rdateFollowing,
      exdate: exdateFollowing,
    },
  };
};

/** EXDATE for one occurrence that is cancelled or lives on as a row of its own: instant in UTC, or a date for all-day series. */
export const exceptionFor = (startMs: number, zone: string, allDay: boolean): string =>
  formatWallTime(allDay ? { wallMs: zoneTable(zone).toWallMs(startMs), dateOnly: true, utc: false } : { wallMs: startMs, dateOnly: false, utc: true });

/** What decides whether an event takes time. */
export type BusyPolicyEvent = Pick<CalendarEvent, "status" | "showAs" | "allDay"> & Interval;

/** Cancelled and free events never block; out-of-office always does; tentative ones as the rules say. */
export const isBusy = (event: Pick<CalendarEvent, "status" | "showAs">, tentativeBlocks: boolean): boolean => {
  if (event.status === "cancelled") return false;
  if (event.showAs === "out-of-office") return true;
  return event.showAs === "busy" && (event.status === "confirmed" || tentativeBlocks);
};

/** Busy spans of events, each kept apart so that caps can count them. All-day ones block but are no meetings. */
export const busyTimes = (events: readonly BusyPolicyEvent[], tentativeBlocks: boolean): BusyTime[] =>
  events
    .filter((event) => isBusy(event, tentativeBlocks))
    .map((event) => ({ startMs: event.startMs, endMs: event.endMs, meeting: !event.allDay && event.showAs === "busy" }));
