/** Who takes part in an event after people were added or taken away. */
import type { Attendee } from "@/lib/scheduling/contracts";

interface Roster {
  readonly attendees: readonly Attendee[];
  readonly guests: readonly string[];
}
interface Named {
  readonly attendees: readonly Pick<Attendee, "email" | "name">[];
  readonly guests: readonly string[];
}
interface NewRoster {
  readonly attendees: Attendee[];
  readonly guests: string[];
}

const plain = (text: string): string => text.trim().toLowerCase();

/** Null when everybody takes part already. Somebody who was a bare name and now has an address is no longer listed twice. */
export const withPeople = (event: Roster, people: Named): NewRoster | null => {
  const present = new Set(event.attendees.map(({ email }) => plain(email)));
  const added = people.attendees.filter(({ email }) => !present.has(plain(email)));
  const names = new Set(added.flatMap(({ name }) => (name ? [plain(name), plain(name.split(" ")[0] ?? name)] : [])));
  const guests = event.guests.filter((guest) => !names.has(plain(guest)));
  const newGuests = people.guests.filter((guest) => !event.guests.some((other) => plain(other) === plain(guest)));
  if (added.length === 0 && newGuests.length === 0) return null;
  return {
    attendees: [...event.attendees, ...added.map((person) => ({ ...person, optional: false, status: "needs-action" as const }))],
    guests: [...guests, ...newGuests],
  };
};

const isCalled = (attendee: Attendee, name: string): boolean => {
  const words = plain(name).split(/\s+/);
  const parts = `${plain(attendee.name ?? "")} ${
    plain(attendee.email)
      .split("@")[0]
      ?.replace(/[._+-]/g, " ") ?? ""
  }`.split(/\s+/);
  return words.every((word) => parts.includes(word));
};

/** Null when nobody named takes part. A bare name also means the attendee who is called that. */
export const withoutPeople = (event: Roster, people: Named): NewRoster | null => {
  const emails = new Set(people.attendees.map(({ email }) => plain(email)));
  const names = [...people.guests, ...people.attendees.flatMap(({ name }) => (name ? [name] : []))];
  const attendees = event.attendees.filter((attendee) => !emails.has(plain(attendee.email)) && !people.guests.some((name) => isCalled(attendee, name)));
  const guests = event.guests.filter((guest) => !names.some((name) => plain(name) === plain(guest) || plain(name).split(" ")[0] === plain(guest)));
  return attendees.length === event.attendees.length && guests.length === event.guests.length ? null : { attendees, guests };
};
