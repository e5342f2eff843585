/** Changing and moving events. */
import type { z } from "zod";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import { listOverrides } from "@/lib/queries/events";
import { isInvitedEvent } from "@/lib/queries/invitations";
import { transaction } from "@/lib/queries/transaction";
import { askAnew } from "./ask-anew";
import { auditOf } from "./audit-entry";
import { updateEventEndpoint, type CalendarEvent, type EventChange } from "./contracts";
import { parseEventRef } from "./core/event-time";
import { inTurn } from "./in-turn";
import { parseInput } from "./parse-input";
import { planUpdate } from "./plan-update";
import { findTarget, requireCurrent, targetEvent, type Target } from "./target";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { writeChange } from "./write-change";

export type UpdateEventInput = z.input<typeof updateEventEndpoint.input>;

const idsOf = (ref: string): string[] => {
  const parsed = parseEventRef(ref);
  return parsed === null ? [] : [parsed.id];
};

const isMove = (before: CalendarEvent, after: CalendarEvent): boolean => before.start !== after.start || before.end !== after.end;

interface UpdateOptions extends VerbOptions {
  /** Those who take part have agreed to the new time: what they answered stays. */
  readonly agreed?: boolean;
}

/** Whoever arranges a meeting keeps who comes: the owner, unless somebody else invites to it or another calendar keeps it. */
const arranges = async ({ row }: Target): Promise<boolean> => row.origin === "perin" && !(await isInvitedEvent(row.userId, row.id));

/**
 * Changes one event, one occurrence, this and following, or all. A new start without an end keeps the length. `version` is the one that was
 * looked at. At a new time those who take part are asked anew. Errors: scheduling/event-not-found, scheduling/version-conflict (the event as it is now in `details.current`),
 * scheduling/event-cancelled, scheduling/end-before-start, scheduling/recurrence-refused.
 */
export const updateEvent = async (actor: Actor, input: UpdateEventInput, options: UpdateOptions = {}): Promise<EventChange> => {
  requireScope(actor, "scheduling:write");
  const { ref, scope, version, patch, notify } = parseInput(updateEventEndpoint.input, input);
  const ownEmail = (await findProfile(actor)).email.toLowerCase();
  return inTurn(actor.userId, () =>
    transaction(async () => {
      await lockPeople([actor.userId], idsOf(ref));
      const target = await findTarget(actor.userId, ref);
      const before = targetEvent(target);
      requireCurrent(before, version);
      if (Object.keys(patch).length === 0) return { event: before, before, undo: null };
      const overrides = target.row.rrule === null ? [] : await listOverrides(actor.userId, target.row.id);
      const plan = planUpdate(target, overrides, scope, patch);
      const { rows, event } = options.agreed !== true && (await arranges(target)) ? askAnew(plan, target, patch, ownEmail) : plan;
      const summary = `“${before.title}” is back ${isMove(before, event) ? "where" : "as"} it was.`;
      const undo = await writeChange(actor.userId, { action: "event.update", summary, rows, nowMs: nowMsOf(options), telling: notify ? "asked" : "nobody" });
      await recordAudit(actor, auditOf("event.update", before, event));
      return { event, before, undo };
    }),
  );
};
