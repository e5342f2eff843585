/** Looking at the calendar: a window page by page, one event, or a search by words and people. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { listEventRows, searchEventRows, type StoredEvent } from "@/lib/queries/events";
import { listEventsEndpoint, type CalendarEvent } from "./contracts";
import { expandRecurrence } from "@/lib/icalendar/recurrence";
import { parseInput } from "./parse-input";
import { recurrenceOf, searchWords, toEvent, toOccurrence } from "./stored-event";
import { findTarget, targetEvent } from "./target";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { findHappenings, happeningEvent, happeningRef, type Happening, type Position } from "./window";

const windowMaxMs = 400 * 86_400_000;

const writeCursor = (happening: Happening): string => Buffer.from(`${happening.startMs}|${happeningRef(happening)}`).toString("base64url");

const readCursor = (cursor: string): Position => {
  const [startMs = "", ref = ""] = Buffer.from(cursor, "base64url").toString("utf8").split("|");
  if (!/^-?\d{1,15}$/.test(startMs) || !/^[0-9a-f-]{36}/.test(ref))
    throw new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "Send back the cursor of the page before" }] });
  return { startMs: Number(startMs), ref };
};

/**
 * Events and occurrences that touch [from, to), in order of their start, page by page. `query` keeps those whose title, place, notes or
 * people contain every word. Cancelled ones are left out. Errors: scheduling/window-too-long, scheduling/end-before-start.
 */
export const listEvents = async (
  actor: Actor,
  input: z.input<typeof listEventsEndpoint.input>,
): Promise<{ events: CalendarEvent[]; nextCursor: string | null }> => {
  requireScope(actor, "scheduling:read");
  const { from, to, query, cursor, limit } = parseInput(listEventsEndpoint.input, input);
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to);
  if (toMs < fromMs) throw new AppError("scheduling/end-before-start");
  if (toMs - fromMs > windowMaxMs) throw new AppError("scheduling/window-too-long");
  const { happenings, more } = await findHappenings(actor.userId, {
    fromMs,
    toMs,
    words: searchWords(query ?? ""),
    after: cursor === undefined ? null : readCursor(cursor),
    limit,
  });
  const last = happenings.at(-1);
  return { events: happenings.map(happeningEvent), nextCursor: more && last !== undefined ? writeCursor(last) : null };
};

/** One event, series or occurrence by its ref, cancelled ones included. Errors: scheduling/event-not-found. */
export const getEvent = async (actor: Actor, { ref }: { readonly ref: string }): Promise<CalendarEvent> => {
  requireScope(actor, "scheduling:read");
  return targetEvent(await findTarget(actor.userId, ref));
};

export interface SearchEventsInput {
  /** Words of the title, place, notes or people; all must occur. */
  readonly text?: string;
  /** Names or addresses; all must take part. */
  readonly people?: readonly string[];
  readonly limit?: number;
}

const searchMax = 100;

/** A series is shown by its next occurrence, or its first when it is over. */
const shownAt = (row: StoredEvent, series: ReadonlyMap<string, StoredEvent>, nowMs: number): CalendarEvent[] => {
  if (row.seriesId !== null) {
    const of = series.get(row.seriesId);
    return of === undefined || row.originalStartsAt === null ? [] : [toOccurrence(of, Date.parse(row.originalStartsAt), row)];
  }
  const recurrence = recurrenceOf(row);
  if (recurrence === null) return [toEvent(row)];
  const next = expandRecurrence(recurrence, { fromMs: nowMs, toMs: Infinity, limit: 1 });
  const [first] = next.ok ? next.occurrences : [];
  return [first === undefined ? toEvent(row) : toOccurrence(row, first.startMs)];
};

/** Events whenever they are, latest first, at most 100. For "when did I last meet Carlos?". */
export const searchEvents = async (
  actor: Actor,
  { text = "", people = [], limit = 20 }: SearchEventsInput,
  options: VerbOptions = {},
): Promise<{ events: CalendarEvent[] }> => {
  requireScope(actor, "scheduling:read");
  const words = searchWords([text, ...people].join(" ").slice(0, 500));
  if (words.length === 0) return { events: [] };
  const rows = await searchEventRows(actor.userId, words, Math.min(limit, searchMax));
  const series = new Map(
    (
      await listEventRows(
        actor.userId,
        rows.flatMap(({ seriesId }) => seriesId ?? []),
      )
    ).map((row) => [row.id, row]),
  );
  return { events: rows.flatMap((row) => shownAt(row, series, nowMsOf(options))) };
};
