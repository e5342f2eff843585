/**
 * Whoever said yes to one time has said nothing of another: at a new time everybody is asked anew (PARTSTAT back to NEEDS-ACTION, RFC 5546
 * section 3.2.2.1) under a higher SEQUENCE (section 2.1.4). Pure.
 */
import type { RowChange } from "@/lib/queries/changes";
import type { StoredEvent } from "@/lib/queries/events";
import type { EventPatch } from "./contracts";
import { overrideOf, type UpdatePlan } from "./plan-update";
import type { Target } from "./target";

type Attendees = StoredEvent["attendees"];

/** Answers that the change itself tells of stay. `own`: the owner's address, in lower case. */
const askedAnew = (was: Attendees, is: Attendees, own: string): Attendees => {
  const answered = new Map(was.map(({ email, status }) => [email.toLowerCase(), status]));
  return is.map((one) => {
    const email = one.email.toLowerCase();
    return email === own || answered.get(email) !== one.status ? one : { ...one, status: "needs-action" as const };
  });
};

const sameTime = (a: StoredEvent, b: StoredEvent): boolean => a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.allDay === b.allDay;

/** The rows of a plan with what everybody on them is taken to have answered. */
export const askAnew = ({ rows, event }: UpdatePlan, target: Target, patch: EventPatch, ownEmail: string): UpdatePlan => {
  // Of an occurrence without a row, and of a series that goes on as a new one: as the series has it there.
  const planned = target.originalStartMs === null ? null : overrideOf({ ...target, override: null });
  const cut = rows.some(({ before, after }) => before === null && after?.seriesId === null);
  const isMoved = ({ before, after }: RowChange, was: StoredEvent): boolean => {
    if (after === null || after.status === "cancelled") return false;
    // What ends earlier is as it was until then.
    const repeatsOtherwise = patch.rrule !== undefined && !(cut && before?.id === target.row.id);
    return repeatsOtherwise || !sameTime(was, after);
  };
  const moved = rows.map((row): RowChange => {
    const was = row.before ?? planned;
    if (row.after === null || was === null || !isMoved(row, was)) return row;
    const attendees = askedAnew(was.attendees, row.after.attendees, ownEmail);
    const sequence = row.before === null && row.after.seriesId !== null ? target.row.sequence + 1 : row.after.sequence;
    return { before: row.before, after: { ...row.after, attendees, sequence } };
  });
  const [id, original] = event.ref.split("@");
  const ofThis = moved.flatMap(({ after }) => after ?? []);
  const own = original === undefined ? undefined : ofThis.find((one) => one.seriesId === id && Date.parse(one.originalStartsAt ?? "") === Date.parse(original));
  const shown = own ?? ofThis.find((one) => one.id === id);
  return { rows: moved, event: shown === undefined ? event : { ...event, attendees: [...shown.attendees] } };
};
