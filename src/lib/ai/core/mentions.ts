/** Whether an event is the one that was spoken of: by words of its texts and by the people in it. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}@.+-]+/u)
    .filter((word) => word !== "");

/** Words that people put around the name of a thing. */
const small = new Set([
  "the",
  "a",
  "an",
  "my",
  "our",
  "with",
  "meeting",
  "meetings",
  "event",
  "events",
  "call",
  "appointment",
  "and",
  "of",
  "for",
  "about",
  "on",
  "at",
  "in",
  "to",
]);

const stem = (word: string): string => (word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word);

const tellingStems = (text: string): string[] => {
  const all = wordsOf(text);
  const telling = all.filter((word) => !small.has(word));
  return (telling.length > 0 ? telling : all).map(stem);
};

/** Words that every event found must hold somewhere: lets the database leave out the rest before they are looked at closely. */
export const searchedWords = (text: string | undefined, people: readonly string[] | undefined): string =>
  [...tellingStems(text ?? ""), ...(people ?? []).flatMap(wordsOf)].join(" ").slice(0, 200);

const saysAll = (event: CalendarEvent, text: string): boolean => {
  const wanted = tellingStems(text);
  const said = [
    ...wordsOf(event.title),
    ...wordsOf(event.location),
    ...wordsOf(event.description),
    ...event.guests.flatMap(wordsOf),
    ...event.attendees.flatMap(({ name, email }) => [...wordsOf(name ?? ""), ...wordsOf(email)]),
  ].map(stem);
  return wanted.every((word) => said.some((other) => other.startsWith(word)));
};

const hasPerson = (event: CalendarEvent, person: string): boolean => {
  const wanted = plain(person).trim();
  if (wanted.includes("@")) return event.attendees.some(({ email }) => email.toLowerCase() === wanted);
  const names = [
    ...event.guests,
    ...event.attendees.flatMap(({ name, email }) => [name ?? "", email.split("@")[0]?.replace(/[._+-]/g, " ") ?? ""]),
    event.title,
  ];
  const words = wordsOf(wanted);
  return names.some((name) => words.every((word) => wordsOf(name).some((part) => part === word)));
};

/** True when every telling word of `text` begins a word of the event, and everybody of `people` takes part (or stands in its title). */
export const mentions = (event: CalendarEvent, text: string | undefined, people: readonly string[] | undefined): boolean =>
  (text === undefined || text.trim() === "" || saysAll(event, text)) && (people ?? []).every((person) => hasPerson(event, person));
