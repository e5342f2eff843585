/** Cancelling events. Their rows stay, so that it can be taken back and others can be told. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import type { RowChange } from "@/lib/queries/changes";
import { listOverrides, type StoredEvent } from "@/lib/queries/events";
import { transaction } from "@/lib/queries/transaction";
import { auditOf } from "./audit-entry";
import { cancelEventEndpoint, type CalendarEvent, type SeriesScope, type Undo } from "./contracts";
import { parseEventRef } from "./core/event-time";
import { inTurn } from "./in-turn";
import { parseInput } from "./parse-input";
import { cutSeries, overrideOf } from "./plan-update";
import { findTarget, requireCurrent, targetEvent, type Target } from "./target";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { writeChange } from "./write-change";

const cancelled = (row: StoredEvent): RowChange => ({
  before: row,
  after: { ...row, status: "cancelled", version: row.version + 1, sequence: row.sequence + 1 },
});

const planFollowing = async ({ row }: Target, cutMs: number): Promise<RowChange[]> => {
  const cut = cutSeries(row, cutMs);
  if (cut === null) return [cancelled(row)];
  const later = (await listOverrides(row.userId, row.id)).filter((own) => Date.parse(own.originalStartsAt ?? own.startsAt) >= cutMs);
  return [
    { before: row, after: { ...cut.before, version: row.version + 1, sequence: row.sequence + 1 } },
    ...later.map((own) => ({ before: own, after: null })),
  ];
};

const planCancel = async (target: Target, scope: SeriesScope): Promise<RowChange[]> => {
  const { row, originalStartMs, override } = target;
  if (originalStartMs === null || scope === "all") return [cancelled(row)];
  if (scope === "following") return planFollowing(target, originalStartMs);
  return override === null ? [{ before: null, after: { ...overrideOf(target), status: "cancelled" } }] : [cancelled(override)];
};

export interface CancelEventsInput {
  /** 1 to 200; `version` is the one that was looked at. */
  readonly events: readonly { readonly ref: string; readonly version?: number | undefined }[];
  readonly scope?: SeriesScope;
  /** Those who take part are told by mail. */
  readonly notify?: boolean;
  /** A word to them. */
  readonly message?: string | undefined;
}

const idsOf = ({ events }: CancelEventsInput): string[] => events.flatMap(({ ref }) => parseEventRef(ref)?.id ?? []);

const summaryOf = (events: readonly CalendarEvent[]): string =>
  events.length === 1 ? `“${events[0]?.title ?? ""}” is back on the calendar.` : `${events.length} events are back on the calendar.`;

const cancelOne = async (
  userId: string,
  ref: string,
  scope: SeriesScope,
  version: number | undefined,
): Promise<{ before: CalendarEvent; rows: RowChange[] }> => {
  const target = await findTarget(userId, ref);
  const before = targetEvent(target);
  requireCurrent(before, version);
  return { before, rows: await planCancel(target, scope) };
};

/** A row that two plans touch is changed once. */
const joined = (rows: readonly RowChange[]): RowChange[] => {
  const byId = new Map<string, RowChange>();
  for (const row of rows) {
    const id = (row.after ?? row.before)?.id ?? "";
    byId.set(id, byId.get(id) ?? row);
  }
  return [...byId.values()];
};

/**
 * Cancels all of them or none, as one change that is undone at once. Errors: scheduling/event-not-found, scheduling/event-cancelled,
 * scheduling/version-conflict.
 */
export const cancelEvents = async (actor: Actor, input: CancelEventsInput, options: VerbOptions = {}): Promise<{ before: CalendarEvent[]; undo: Undo }> => {
  requireScope(actor, "scheduling:write");
  // By ref, so that the earliest of several occurrences of one series decides where "following" begins.
  const wanted = [...new Map(input.events.map((event) => [event.ref, event])).values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  return inTurn(actor.userId, () =>
    transaction(async () => {
      await lockPeople([actor.userId], idsOf(input));
      const plans: Awaited<ReturnType<typeof cancelOne>>[] = [];
      for (const { ref, version } of wanted) plans.push(await cancelOne(actor.userId, ref, input.scope ?? "this", version));
      const before = plans.map((plan) => plan.before).sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
      const undo = await writeChange(actor.userId, {
        action: "event.cancel",
        summary: summaryOf(before),
        rows: joined(plans.flatMap(({ rows }) => rows)),
        nowMs: nowMsOf(options),
        telling: input.notify === true ? "asked" : "nobody",
        ...(input.message === undefined ? {} : { word: input.message }),
      });
      for (const event of before) await recordAudit(actor, auditOf("event.cancel", event, null));
      return { before, undo };
    }),
  );
};

/** Cancels one event, one occurrence, this and following, or all. Errors as `cancelEvents`. */
export const cancelEvent = async (
  actor: Actor,
  input: z.input<typeof cancelEventEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ before: CalendarEvent; undo: Undo }> => {
  const { ref, scope, version, notify } = parseInput(cancelEventEndpoint.input, input);
  const { before, undo } = await cancelEvents(actor, { events: [{ ref, version }], scope, notify }, options);
  const [event] = before;
  if (event === undefined) throw new AppError("scheduling/event-not-found");
  return { before: event, undo };
};
