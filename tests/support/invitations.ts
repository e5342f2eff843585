/** Invitations in the shapes that Google, Outlook and Apple send, with names and numbers put in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const invitation = (name: string, replaced: Readonly<Record<string, string>> = {}): string =>
  Object.entries(replaced).reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(join("tests/fixtures/invitations", `${name}.ics`), "utf8"));

export interface SaidOccurrence {
  /** RECURRENCE-ID with its parameters, as written. */
  readonly original: string;
  /** DTSTART and DTEND in Berlin, as written; none for what has no time of its own. */
  readonly at?: readonly [string, string];
  readonly lines?: readonly string[];
  readonly organizer?: string;
  readonly uid?: string;
}

const uidOfGoogles = "4kq0n8v3r5c1b2a3d4e5f6g7h8@google.com";

/** A VEVENT about one occurrence of the series in "google-request". */
const occurrenceOf = ({ original, at, lines = [], organizer = "ana@example.com", uid = uidOfGoogles }: SaidOccurrence): string =>
  [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `RECURRENCE-ID${original}`,
    ...(at === undefined ? [] : [`DTSTART;TZID=Europe/Berlin:${at[0]}`, `DTEND;TZID=Europe/Berlin:${at[1]}`]),
    "DTSTAMP:20261126T090000Z",
    `ORGANIZER;CN=Ana Lovelace:mailto:${organizer}`,
    "SUMMARY:Budget review",
    ...lines,
    "END:VEVENT",
    "",
  ].join("\r\n");

/** Google's invitation to a weekly series from 1 December on, with what it leaves out and says of its occurrences. */
export const seriesInvitation = (said: { readonly rule?: readonly string[]; readonly occurrences?: readonly SaidOccurrence[] } = {}): string =>
  invitation("google-request")
    .replace("SEQUENCE:0", ["SEQUENCE:0", "RRULE:FREQ=WEEKLY;COUNT=5", ...(said.rule ?? [])].join("\r\n"))
    .replace(/END:VCALENDAR\s*$/, `${(said.occurrences ?? []).map(occurrenceOf).join("")}END:VCALENDAR\r\n`);

/** Only occurrences of it, without the series. */
export const occurrencesInvitation = (method: "REQUEST" | "CANCEL", occurrences: readonly SaidOccurrence[]): string =>
  seriesInvitation({ occurrences })
    .replace("METHOD:REQUEST", `METHOD:${method}`)
    .replace(/BEGIN:VEVENT\r\nDTSTART[\s\S]*?END:VEVENT\r\n/, "");
