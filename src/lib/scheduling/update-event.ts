/** Changing and moving events. */
import type { z } from "zod";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import { listOverrides } from "@/lib/queries/events";
import { transaction } from "@/lib/queries/transaction";
import { auditOf } from "./audit-entry";
import { updateEventEndpoint, type CalendarEvent, type EventChange } from "./contracts";
import { parseEventRef } from "./core/event-time";
import { inTurn } from "./in-turn";
import { parseInput } from "./parse-input";
import { planUpdate } from "./plan-update";
import { findTarget, requireCurrent, targetEvent } from "./target";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { writeChange } from "./write-change";

export type UpdateEventInput = z.input<typeof updateEventEndpoint.input>;

const idsOf = (ref: string): string[] => {
  const parsed = parseEventRef(ref);
  return parsed === null ? [] : [parsed.id];
};

const isMove = (before: CalendarEvent, after: CalendarEvent): boolean => before.start !== after.start || before.end !== after.end;

/**
 * Changes one event, one occurrence, this and following, or all. A new start without an end keeps the length. `version` is the one that was
 * looked at. Errors: scheduling/event-not-found, scheduling/version-conflict (the event as it is now in `details.current`),
 * scheduling/event-cancelled, scheduling/end-before-start, scheduling/recurrence-refused.
 */
export const updateEvent = async (actor: Actor, input: UpdateEventInput, options: VerbOptions = {}): Promise<EventChange> => {
  requireScope(actor, "scheduling:write");
  const { ref, scope, version, patch, notify } = parseInput(updateEventEndpoint.input, input);
  return inTurn(actor.userId, () =>
    transaction(async () => {
      await lockPeople([actor.userId], idsOf(ref));
      const target = await findTarget(actor.userId, ref);
      const before = targetEvent(target);
      requireCurrent(before, version);
      if (Object.keys(patch).length === 0) return { event: before, before, undo: null };
      const overrides = target.row.rrule === null ? [] : await listOverrides(actor.userId, target.row.id);
      const { rows, event } = planUpdate(target, overrides, scope, patch);
      const summary = `“${before.title}” is back ${isMove(before, event) ? "where" : "as"} it was.`;
      const undo = await writeChange(actor.userId, { action: "event.update", summary, rows, nowMs: nowMsOf(options), telling: notify ? "asked" : "nobody" });
      await recordAudit(actor, auditOf("event.update", before, event));
      return { event, before, undo };
    }),
  );
};
