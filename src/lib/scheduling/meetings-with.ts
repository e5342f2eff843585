/** How often and when the owner met somebody, from the owner's own calendar. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { getContact } from "@/lib/people/service";
import { listEventRowsWith } from "@/lib/queries/events";
import type { Meetings } from "./contracts";
import { expandRecurrence } from "@/lib/icalendar/recurrence";
import { isoOf, recurrenceOf } from "./stored-event";
import { nowMsOf, type VerbOptions } from "./verb-options";

/** As many events as are looked at, newest first, and as many occurrences of one series. */
const eventsMax = 500;
const occurrencesMax = 2_000;

/** Meetings that took place up to now and the next one. `more` when there are more than were counted. Errors: people/contact-not-found. */
export const findMeetingsWith = async (actor: Actor, { contactId }: { readonly contactId: string }, options: VerbOptions = {}): Promise<Meetings> => {
  requireScope(actor, "scheduling:read");
  const { name, email } = await getContact(actor, { contactId });
  const rows = await listEventRowsWith(actor.userId, { email, guest: name }, eventsMax + 1);
  const nowMs = nowMsOf(options);
  const overridden = new Set(rows.map(({ seriesId, originalStartsAt }) => `${seriesId ?? ""} ${originalStartsAt ?? ""}`));
  const starts = rows.slice(0, eventsMax).flatMap((row) => {
    const recurrence = recurrenceOf(row);
    if (recurrence === null) return [Date.parse(row.startsAt)];
    const found = expandRecurrence(recurrence, { fromMs: -Infinity, toMs: nowMs + 366 * 86_400_000, limit: occurrencesMax });
    return found.ok ? found.occurrences.map(({ startMs }) => startMs).filter((startMs) => !overridden.has(`${row.id} ${isoOf(startMs)}`)) : [];
  });
  const past = starts.filter((startMs) => startMs <= nowMs);
  const ahead = starts.filter((startMs) => startMs > nowMs);
  return {
    met: past.length,
    last: past.length === 0 ? null : isoOf(Math.max(...past)),
    next: ahead.length === 0 ? null : isoOf(Math.min(...ahead)),
    more: rows.length > eventsMax,
  };
};
