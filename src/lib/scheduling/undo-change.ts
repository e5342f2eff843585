/** Taking back what was done, as long as nothing happened to those events since, at most a day. */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import { findChange, listUndoable, markUndone, overridesChangedSince, type Change, type RowChange } from "@/lib/queries/changes";
import { listEventRows, type StoredEvent } from "@/lib/queries/events";
import { transaction } from "@/lib/queries/transaction";
import type { CalendarEvent, Undo } from "./contracts";
import { inTurn } from "./in-turn";
import { sameValue } from "./once";
import { isoOf, toEvent, toOccurrence } from "./stored-event";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { writeChange } from "./write-change";

/** Versions only ever grow, also when a change is taken back, so they say nothing about what an event is. */
const contentOf = (row: StoredEvent | null | undefined): unknown => (row ? { ...row, version: 0, sequence: 0 } : null);

const idOf = ({ before, after }: RowChange): string => (after ?? before)?.id ?? "";

type Current = ReadonlyMap<string, StoredEvent>;

const currentRows = async (userId: string, rows: readonly RowChange[]): Promise<Current> =>
  new Map((await listEventRows(userId, rows.map(idOf))).map((row) => [row.id, row]));

const seriesIn = ({ rows }: Change): string[] => rows.flatMap((row) => ((row.before?.rrule ?? row.after?.rrule) ? [idOf(row)] : []));

/** Nothing happened since to the rows of a change, nor to single occurrences of its series. */
const isUntouched = async (userId: string, change: Change, current: Current): Promise<boolean> => {
  if (!change.rows.every((row) => sameValue(contentOf(row.after), contentOf(current.get(idOf(row)))))) return false;
  const series = seriesIn(change);
  return series.length === 0 || !(await overridesChangedSince(userId, series, change.id));
};

/** The way back: what was written is deleted, what was deleted is written, versions go on growing. */
const reversed = (rows: readonly RowChange[], current: Current): RowChange[] =>
  [...rows].reverse().map((row) => {
    const now = current.get(idOf(row)) ?? null;
    return {
      before: now,
      after: row.before === null ? null : { ...row.before, version: (now ?? row.before).version + 1, sequence: (now ?? row.before).sequence + 1 },
    };
  });

const shown = (rows: readonly RowChange[], series: Current): CalendarEvent[] =>
  rows.flatMap(({ after }) => {
    if (after === null || after.status === "cancelled") return [];
    if (after.seriesId === null || after.originalStartsAt === null) return [toEvent(after)];
    const of = series.get(after.seriesId);
    return of === undefined ? [] : [toOccurrence(of, Date.parse(after.originalStartsAt), after)];
  });

const seriesRows = async (userId: string, rows: readonly RowChange[]): Promise<Current> => {
  const ids = rows.flatMap(({ after }) => after?.seriesId ?? []);
  return new Map((await listEventRows(userId, ids)).map((row) => [row.id, row]));
};

/**
 * Takes a change back. Answers the events as they are again. Errors: scheduling/change-not-found; scheduling/undo-over when it has been
 * taken back already, one of its events changed since, or a day has passed.
 */
export const undoChange = async (
  actor: Actor,
  { changeId }: { readonly changeId: string },
  options: VerbOptions = {},
): Promise<{ summary: string; events: CalendarEvent[] }> => {
  requireScope(actor, "scheduling:write");
  const nowMs = nowMsOf(options);
  return inTurn(actor.userId, () =>
    transaction(async () => {
      const found = await findChange(actor.userId, changeId);
      if (found === null) throw new AppError("scheduling/change-not-found");
      await lockPeople([actor.userId], found.rows.map(idOf));
      const change = (await findChange(actor.userId, changeId)) ?? found;
      const current = await currentRows(actor.userId, change.rows);
      if (change.undoneAt !== null || Date.parse(change.until) <= nowMs || !(await isUntouched(actor.userId, change, current)))
        throw new AppError("scheduling/undo-over");
      const rows = reversed(change.rows, current);
      const { changeId: undoId } = await writeChange(actor.userId, { action: "change.undo", summary: change.summary, rows, nowMs, telling: "known" });
      await markUndone(actor.userId, change.id, isoOf(nowMs));
      await markUndone(actor.userId, undoId, isoOf(nowMs));
      await recordAudit(actor, { action: "change.undo", subjectId: change.id, before: { action: change.action, summary: change.summary } });
      return { summary: change.summary, events: shown(rows, await seriesRows(actor.userId, rows)) };
    }),
  );
};

/** How many changes back are looked at for one that can still be taken back. */
const lookBack = 50;

export interface FoundUndo {
  readonly undo: Undo;
  /** Names, or addresses, of the people on the events it touches. */
  readonly tells: readonly string[];
}

const tellsOf = ({ rows }: Change): string[] => [
  ...new Set(rows.flatMap(({ before, after }) => [...(before?.attendees ?? []), ...(after?.attendees ?? [])]).map(({ name, email }) => name ?? email)),
];

/** What could be taken back: the change named, or the last thing done for this owner. Null when there is none, or not any more. */
export const findUndo = async (actor: Actor, { changeId }: { readonly changeId?: string } = {}, options: VerbOptions = {}): Promise<FoundUndo | null> => {
  requireScope(actor, "scheduling:read");
  const now = isoOf(nowMsOf(options));
  const named = changeId === undefined ? null : await findChange(actor.userId, changeId);
  const candidates =
    changeId === undefined ? await listUndoable(actor.userId, now, lookBack) : named === null || named.undoneAt !== null || named.until <= now ? [] : [named];
  for (const change of candidates) {
    if (await isUntouched(actor.userId, change, await currentRows(actor.userId, change.rows)))
      return { undo: { changeId: change.id, until: change.until, summary: change.summary }, tells: tellsOf(change) };
  }
  return null;
};
