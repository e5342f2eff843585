/** What a mail about an event says to people, beside what it says to calendars. Pure. */
import { formatDays, formatRange, formatZone, type FormatOptions } from "@/lib/time/format";
import type { EventMail } from "./event-mails";

export interface EventMailReader {
  readonly owner: string;
  /** Whose clock the mail speaks of; the zone is named. */
  readonly clock: FormatOptions;
  /** Names, or addresses, of the others. */
  readonly others: readonly string[];
  /** The repetition in words; null where there is none. */
  readonly repeats: string | null;
  /** The event goes on, without the reader. */
  readonly goesOn: boolean;
  /** What the owner says beside it. */
  readonly word: string;
}

const whenOf = ({ startsAt, endsAt, startDate, endDate }: EventMail["facts"], clock: FormatOptions): string => {
  if (startDate === null || endDate === null) return `${formatRange(startsAt, endsAt, clock)} (${formatZone(clock.zone, clock.locale)})`;
  const midnight = (date: Temporal.PlainDate): string => date.toZonedDateTime(clock.zone).toInstant().toString();
  return formatDays(midnight(Temporal.PlainDate.from(startDate)), midnight(Temporal.PlainDate.from(endDate).add({ days: 1 })), clock);
};

const openings = {
  invited: { subject: "Invitation", says: (owner: string, title: string) => `${owner} invites you to ${title}.` },
  changed: { subject: "Changed", says: (owner: string, title: string) => `${owner} changed ${title}. This is how it stands now:` },
  cancelled: { subject: "Cancelled", says: (owner: string, title: string) => `${owner} cancelled ${title}.` },
  uninvited: { subject: "No longer invited", says: (owner: string, title: string) => `${owner} took you off ${title}.` },
} as const;

export const eventMailWords = ({ kind, facts, occurrence }: EventMail, reader: EventMailReader): { readonly subject: string; readonly body: string } => {
  const { subject, says } = openings[kind === "cancelled" && reader.goesOn ? "uninvited" : kind];
  const lines = [
    `When: ${whenOf(facts, reader.clock)}`,
    ...(reader.repeats === null || occurrence !== "" ? [] : [`Repeats: ${reader.repeats}`]),
    ...(facts.location === "" ? [] : [`Where: ${facts.location}`]),
    ...(reader.others.length === 0 || kind === "cancelled" ? [] : [`With: ${reader.others.join(", ")}`]),
  ];
  return {
    subject: `${subject}: ${facts.title}`.slice(0, 500),
    body: [says(reader.owner, `“${facts.title}”`), lines.join("\n"), ...(reader.word === "" ? [] : [reader.word])].join("\n\n"),
  };
};
