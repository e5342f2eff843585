/** What the audit trail keeps of an event: enough to tell what was done, without notes, which may hold somebody's letter. */
import type { AuditEntry } from "@/lib/queries/audit";
import type { CalendarEvent } from "./contracts";

const brief = (event: CalendarEvent | null): unknown =>
  event === null
    ? undefined
    : {
        ref: event.ref,
        title: event.title,
        start: event.start,
        end: event.end,
        allDay: event.allDay,
        status: event.status,
        showAs: event.showAs,
        attendees: event.attendees.map(({ email }) => email),
        rrule: event.recurrence?.rrule,
        version: event.version,
      };

export const auditOf = (action: string, before: CalendarEvent | null, after: CalendarEvent | null): AuditEntry => {
  const subject = after ?? before;
  return { action, ...(subject === null ? {} : { subjectId: subject.ref }), before: brief(before), after: brief(after) };
};
