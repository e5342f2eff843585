/** What somebody on an event answered: their status, and nothing else of it. */
import { requireScope } from "@/lib/identity/service";
import type { Actor } from "@/lib/identity/contracts";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import type { RowChange } from "@/lib/queries/changes";
import { findEventRow, listOverrides, type StoredEvent } from "@/lib/queries/events";
import { transaction } from "@/lib/queries/transaction";
import { auditOf } from "./audit-entry";
import type { Attendee } from "./contracts";
import { inTurn } from "./in-turn";
import { overrideOf } from "./plan-update";
import { findTarget, targetEvent, type Target } from "./target";
import { writeChange } from "./write-change";

export interface EventAnswer {
  readonly eventId: string;
  /** The instant an occurrence was planned for; null for the event, or the series, as a whole. */
  readonly occurrence: string | null;
  /** In lower case. */
  readonly email: string;
  readonly status: Attendee["status"];
  /** Of what was answered (RFC 5546 section 2.1.5). */
  readonly sequence: number;
}

const statusOf = ({ attendees }: StoredEvent, email: string): Attendee["status"] | undefined =>
  attendees.find((one) => one.email.toLowerCase() === email)?.status;

const answered = (row: StoredEvent, { email, status }: EventAnswer): RowChange => ({
  before: row,
  after: { ...row, attendees: row.attendees.map((one) => (one.email.toLowerCase() === email ? { ...one, status } : one)), version: row.version + 1 },
});

/** An answer to a series holds for the occurrences with a row of their own too, but for those that moved since or that were answered on their own. */
const wholeRows = (main: StoredEvent, overrides: readonly StoredEvent[], answer: EventAnswer): RowChange[] => {
  const was = statusOf(main, answer.email);
  const follow = overrides.filter((own) => own.status !== "cancelled" && own.sequence <= answer.sequence && statusOf(own, answer.email) === was);
  return [main, ...follow].filter((row) => statusOf(row, answer.email) !== undefined).map((row) => answered(row, answer));
};

const occurrenceRows = (target: Target, answer: EventAnswer): RowChange[] => {
  const own = overrideOf(target);
  if (own.status === "cancelled" || statusOf(own, answer.email) === undefined) return [];
  const row = answered(own, answer);
  return [target.override === null ? { before: null, after: row.after } : row];
};

/** Nothing where the event is gone, or whoever answers isn't on it. */
export const noteAnswer = async (actor: Actor, answer: EventAnswer): Promise<void> => {
  requireScope(actor, "scheduling:write");
  const { userId } = actor;
  await inTurn(userId, () =>
    transaction(async () => {
      await lockPeople([userId], [answer.eventId]);
      const main = await findEventRow(userId, answer.eventId);
      if (main === null || main.status === "cancelled") return;
      const ref = answer.occurrence === null ? main.id : `${main.id}@${answer.occurrence}`;
      const target = await findTarget(userId, ref);
      const before = targetEvent(target);
      const rows = answer.occurrence === null ? wholeRows(main, await listOverrides(userId, main.id), answer) : occurrenceRows(target, answer);
      if (rows.every((row) => row.before !== null && statusOf(row.before, answer.email) === answer.status)) return;
      await writeChange(userId, { action: "event.update", summary: `“${before.title}” is as it was.`, rows, nowMs: Date.now() });
      await recordAudit(actor, auditOf("event.update", before, targetEvent(await findTarget(userId, ref))));
    }),
  );
};
