/** Which rows a change of an event touches and what they become: this occurrence, this and following, or all. Pure but for new ids. */
import { AppError } from "@/lib/errors";
import { moveRule } from "@/lib/icalendar/move-rule";
import { newId } from "@/lib/ids";
import type { RowChange } from "@/lib/queries/changes";
import type { StoredEvent } from "@/lib/queries/events";
import type { CalendarEvent, EventPatch, SeriesScope } from "./contracts";
import { hasOccurrenceAt, occurrenceEndMs, splitSeries } from "./core/event-time";
import type { Interval } from "./core/intervals";
import { zoneTable } from "@/lib/time/zone-offsets";
import { asSeries, asSingle, refuseRecurrence, shiftExdates, shiftWall } from "./series";
import { isoOf, occurrenceSpan, recurrenceOf, searchTextOf, spanOf, toEvent, toOccurrence, whenOf } from "./stored-event";
import { targetSpan, type Target } from "./target";

export interface UpdatePlan {
  readonly rows: readonly RowChange[];
  /** The event named, as it is afterwards. */
  readonly event: CalendarEvent;
}

const hourMs = 3_600_000;

/** Attendees once each, by address. */
export const uniqueAttendees = (attendees: StoredEvent["attendees"]): StoredEvent["attendees"] => [
  ...new Map(attendees.map((one) => [one.email.toLowerCase(), { ...one, email: one.email.toLowerCase() }])).values(),
];

const patchWords = (row: StoredEvent, { title, description, location, status, showAs, attendees, guests }: EventPatch): StoredEvent => {
  const patched: StoredEvent = {
    ...row,
    title: title ?? row.title,
    description: description ?? row.description,
    location: location ?? row.location,
    status: status ?? row.status,
    showAs: showAs ?? row.showAs,
    attendees: attendees === undefined ? row.attendees : uniqueAttendees(attendees),
    guests: guests === undefined ? row.guests : [...new Set(guests)],
  };
  return { ...patched, searchText: searchTextOf(patched) };
};

const movesTime = ({ start, end, allDay }: EventPatch): boolean => start !== undefined || end !== undefined || allDay !== undefined;

/** A new start without an end keeps the length: hours for timed events, days for all-day ones. */
const endFor = (span: Interval, wasAllDay: boolean, allDay: boolean, zone: string, startMs: number): number => {
  if (wasAllDay === allDay) return occurrenceEndMs({ ...span, zone, allDay }, startMs);
  return allDay ? startMs : startMs + hourMs;
};

const patchSpan = (span: Interval, row: StoredEvent, { start, end, allDay = row.allDay }: EventPatch): Interval => {
  const startMs = start === undefined ? span.startMs : Date.parse(start);
  const endMs = end !== undefined ? Date.parse(end) : start === undefined ? span.endMs : endFor(span, row.allDay, allDay, row.zone, startMs);
  if (endMs < startMs || (endMs === startMs && !allDay)) throw new AppError("scheduling/end-before-start");
  return { startMs, endMs };
};

const timeChanged = (before: StoredEvent, after: StoredEvent): boolean =>
  before.startsAt !== after.startsAt || before.endsAt !== after.endsAt || before.rrule !== after.rrule;

const changed = (before: StoredEvent, after: StoredEvent): RowChange => ({
  before,
  after: { ...after, version: before.version + 1, sequence: before.sequence + (timeChanged(before, after) ? 1 : 0) },
});

const planSingle = ({ row }: Target, patch: EventPatch): UpdatePlan => {
  const span = patchSpan(spanOf(row), row, patch);
  const moved: StoredEvent = { ...patchWords(row, patch), ...whenOf(span, patch.allDay ?? row.allDay, row.zone) };
  const change = changed(row, patch.rrule ? { ...asSeries(moved, patch.rrule), holdsTime: false } : moved);
  const after = change.after ?? moved;
  return { rows: [change], event: after.rrule === null ? toEvent(after) : toOccurrence(after, spanOf(after).startMs) };
};

/** A row of its own for one occurrence of a series. */
export const overrideOf = ({ row, originalStartMs, override }: Target): StoredEvent => {
  if (override !== null) return override;
  const startMs = originalStartMs ?? spanOf(row).startMs;
  return {
    ...asSingle(row),
    ...whenOf(occurrenceSpan(row, startMs), row.allDay, row.zone),
    id: newId(),
    seriesId: row.id,
    originalStartsAt: isoOf(startMs),
    holdsTime: false,
    hosts: [],
    version: 1,
    sequence: 0,
  };
};

const planThis = (target: Target, patch: EventPatch): UpdatePlan => {
  const own = overrideOf(target);
  const after: StoredEvent = { ...patchWords(own, patch), ...whenOf(patchSpan(spanOf(own), own, patch), patch.allDay ?? own.allDay, own.zone) };
  const row: RowChange = target.override === null ? { before: null, after } : changed(target.override, after);
  return { rows: [row], event: toOccurrence(target.row, target.originalStartMs ?? spanOf(target.row).startMs, row.after) };
};

/** A series that takes a patch, and by how much its wall clock moves. */
interface Reshaped {
  readonly series: StoredEvent;
  readonly byMs: number;
}

const wallOf = (row: StoredEvent, instantMs: number): number => zoneTable(row.zone).toWallMs(instantMs);

const reshape = (target: Target, patch: EventPatch): Reshaped => {
  const { row, originalStartMs } = target;
  const said = patchWords(row, patch);
  const plannedMs = originalStartMs ?? spanOf(row).startMs;
  const span = movesTime(patch) ? patchSpan(targetSpan(target), target.override ?? row, patch) : null;
  if (patch.rrule === null) return { series: { ...asSingle(said), ...whenOf(span ?? targetSpan(target), patch.allDay ?? row.allDay, row.zone) }, byMs: 0 };
  if (span === null) return { series: patch.rrule === undefined ? said : asSeries(said, patch.rrule), byMs: 0 };
  const allDay = patch.allDay ?? row.allDay;
  const place = whenOf(span, allDay, row.zone);
  const startsMs = Date.parse(place.startsAt);
  const fromWallMs = wallOf(row, plannedMs);
  const byMs = patch.start === undefined && patch.allDay === undefined ? 0 : wallOf(row, startsMs) - fromWallMs;
  const startMs = shiftWall(spanOf(row).startMs, byMs, row.zone);
  const endMs = occurrenceEndMs({ startMs: startsMs, endMs: Date.parse(place.endsAt), zone: row.zone, allDay }, startMs);
  const moved: StoredEvent = { ...said, ...whenOf({ startMs, endMs }, allDay, row.zone), exdates: shiftExdates({ ...row, allDay }, byMs) };
  const rrule = patch.rrule ?? moveRule(row.rrule ?? "", { fromWallMs, toWallMs: fromWallMs + byMs, zone: row.zone, allDay });
  return { series: asSeries(moved, rrule), byMs };
};

/** What becomes of an occurrence with a row of its own when its series changes; null when the series no longer has it. */
const follow = (own: StoredEvent, before: StoredEvent, { series, byMs }: Reshaped, patch: EventPatch, named: boolean): StoredEvent | null => {
  const recurrence = recurrenceOf(series);
  const originalMs = Date.parse(own.originalStartsAt ?? own.startsAt);
  const plannedMs = shiftWall(originalMs, byMs, series.zone);
  if (recurrence === null || !hasOccurrenceAt(recurrence, plannedMs)) return null;
  const said = own.status === "cancelled" ? own : patchWords(own, patch);
  const kept: StoredEvent = { ...said, seriesId: series.id, originalStartsAt: isoOf(plannedMs) };
  if (!movesTime(patch)) return kept;
  const span = spanOf(own);
  const planned = occurrenceSpan(before, originalMs);
  const asPlanned = span.startMs === planned.startMs && span.endMs === planned.endMs;
  if (named || asPlanned) return { ...kept, ...whenOf(occurrenceSpan(series, plannedMs), series.allDay, series.zone) };
  return span.startMs === planned.startMs
    ? { ...kept, ...whenOf({ startMs: plannedMs, endMs: plannedMs + span.endMs - span.startMs }, own.allDay, own.zone) }
    : kept;
};

const same = (a: StoredEvent, b: StoredEvent): boolean => JSON.stringify(a) === JSON.stringify(b);

const followAll = (overrides: readonly StoredEvent[], target: Target, reshaped: Reshaped, patch: EventPatch): RowChange[] =>
  overrides.flatMap((own) => {
    const after = follow(own, target.row, reshaped, patch, own.id === target.override?.id);
    if (after === null) return [{ before: own, after }];
    return same(own, after) ? [] : [changed(own, after)];
  });

const eventAfter = (series: StoredEvent, plannedMs: number, rows: readonly RowChange[]): CalendarEvent => {
  const recurrence = recurrenceOf(series);
  if (recurrence === null) return toEvent(series);
  const own = rows.find(({ after }) => after?.originalStartsAt === isoOf(plannedMs))?.after ?? null;
  return hasOccurrenceAt(recurrence, plannedMs) ? toOccurrence(series, plannedMs, own) : toOccurrence(series, spanOf(series).startMs);
};

const planAll = (target: Target, overrides: readonly StoredEvent[], patch: EventPatch): UpdatePlan => {
  const reshaped = reshape(target, patch);
  const change = changed(target.row, reshaped.series);
  const series = change.after ?? reshaped.series;
  const rows = [change, ...followAll(overrides, target, reshaped, patch)];
  return { rows, event: eventAfter(series, shiftWall(target.originalStartMs ?? spanOf(target.row).startMs, reshaped.byMs, series.zone), rows) };
};

/** The part of a series before `cutMs`; null when nothing is. Errors: scheduling/recurrence-refused. */
export const cutSeries = (row: StoredEvent, cutMs: number): { readonly before: StoredEvent; readonly following: StoredEvent } | null => {
  const recurrence = recurrenceOf(row);
  if (recurrence === null) return null;
  const split = splitSeries(recurrence, cutMs);
  if (!split.ok) throw refuseRecurrence(split.text);
  if (split.before?.rrule === undefined || split.before.rrule === null) return null;
  const following: StoredEvent = {
    ...row,
    ...whenOf(occurrenceSpan(row, cutMs), row.allDay, row.zone),
    rrule: split.following.rrule,
    exdates: split.following.exdate ?? [],
  };
  return { before: asSeries({ ...row, exdates: split.before.exdate ?? [] }, split.before.rrule), following };
};

const startsFrom = (own: StoredEvent, cutMs: number): boolean => Date.parse(own.originalStartsAt ?? own.startsAt) >= cutMs;

const planFollowing = (target: Target, overrides: readonly StoredEvent[], patch: EventPatch): UpdatePlan => {
  const cutMs = target.originalStartMs ?? spanOf(target.row).startMs;
  const cut = cutSeries(target.row, cutMs);
  if (cut === null) return planAll(target, overrides, patch);
  const rest: StoredEvent = { ...cut.following, id: newId(), version: 1, sequence: 0 };
  const reshaped = reshape({ ...target, row: rest }, patch);
  const rows = [
    changed(target.row, cut.before),
    { before: null, after: reshaped.series },
    ...followAll(
      overrides.filter((own) => startsFrom(own, cutMs)),
      { ...target, row: rest },
      reshaped,
      patch,
    ),
  ];
  return { rows, event: eventAfter(reshaped.series, shiftWall(cutMs, reshaped.byMs, rest.zone), rows) };
};

/**
 * Plans a change. A ref without an occurrence means the whole series; a new repetition said of one occurrence holds from there on.
 * Errors: scheduling/end-before-start, scheduling/recurrence-refused.
 */
export const planUpdate = (target: Target, overrides: readonly StoredEvent[], scope: SeriesScope, asked: EventPatch): UpdatePlan => {
  const { rrule, ...rest } = asked;
  const patch: EventPatch = rrule === undefined || rrule === target.row.rrule ? rest : asked;
  if (target.row.rrule === null) return planSingle(target, patch);
  if (target.originalStartMs === null || scope === "all") return planAll(target, overrides, patch);
  if (scope === "following" || patch.rrule !== undefined) return planFollowing(target, overrides, patch);
  return planThis(target, patch);
};
