/** What one person on an event has to know of it: the event as a whole, and the occurrences that are otherwise than planned. Pure. */
import type { EventFacts, EventPart, EventParts } from "../contracts";

/** An event, a series or one of its occurrences, as far as it matters here. */
interface EventRow extends Omit<EventFacts, "zone"> {
  readonly zone: string;
  readonly status: string;
  readonly attendees: readonly { readonly email: string }[];
  readonly originalStartsAt: string | null;
  readonly sequence: number;
}

const isOn = (row: EventRow, email: string): boolean => row.status !== "cancelled" && row.attendees.some((one) => one.email.toLowerCase() === email);

export const factsOf = ({
  title,
  location,
  startsAt,
  endsAt,
  startDate,
  endDate,
  zone,
  rrule,
  exdates,
}: Omit<EventFacts, "zone"> & { readonly zone: string }): EventFacts => ({
  title,
  location,
  startsAt,
  endsAt,
  startDate,
  endDate,
  zone: rrule === null ? null : zone,
  rrule,
  exdates: [...exdates].sort(),
});

const fields = ["title", "location", "startsAt", "endsAt", "startDate", "endDate", "zone", "rrule"] as const;
export const sameFacts = (a: EventFacts | null, b: EventFacts | null): boolean =>
  a === null || b === null ? a === b : fields.every((field) => a[field] === b[field]) && a.exdates.join() === b.exdates.join();

/**
 * `planned`: the facts of an occurrence as its series has it. Occurrences that are as planned aren't named. Nothing at all for whoever isn't
 * on it, and when it is off altogether.
 */
export const partsFor = (
  email: string,
  main: EventRow | null,
  overrides: readonly EventRow[],
  planned: (original: string) => EventFacts | null,
): EventParts => {
  if (main === null || main.status === "cancelled") return {};
  const wholly = isOn(main, email);
  const parts: Record<string, EventPart> = wholly ? { "": { facts: factsOf(main), sequence: main.sequence } } : {};
  for (const own of overrides) {
    const key = own.originalStartsAt;
    if (key === null) continue;
    const facts = isOn(own, email) ? factsOf(own) : null;
    const plan = wholly ? planned(key) : null;
    if (!sameFacts(facts, plan)) parts[key] = { facts, sequence: Math.max(own.sequence, main.sequence) };
  }
  return parts;
};
