/** The daily brief: a few sentences, each of which is a fact of the day. Nothing is guessed, praised or left out to sound better. */
import type { MailSummary } from "@/lib/mail/contracts";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import type { Task } from "@/lib/tasks/contracts";
import { formatDay, formatDuration, formatTime, type FormatOptions } from "@/lib/time/format";
import type { Today } from "../contracts";
import { conflictsOf } from "./read-day";
import { followed, joined, say, type Sentence } from "./sentence";

export interface Reader {
  readonly locale: string;
  readonly hourCycle: "h12" | "h23";
}

const listed = (items: readonly string[], most = 4): string => {
  if (items.length > most) return `${items.slice(0, most - 1).join(", ")} and ${items.length - most + 1} more`;
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
};
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
const quoted = (title: string): string => `“${title}”`;

/** Written in the middle of a day, it speaks of what is still to come. */
const calendarSentences = ({ events, over }: Today, clock: (instant: string) => string): Sentence[] => {
  const timed = events.filter(({ allDay }) => !allDay);
  const [first] = timed;
  const [last] = timed.toSorted((a, b) => Date.parse(b.end) - Date.parse(a.end));
  if (!first || !last) return [];
  const place = first.location === "" ? "" : `, ${first.location}`;
  const when = say`${quoted(first.title)} at ${clock(first.start)}${place}`;
  if (timed.length === 1) return [joined(over > 0 ? say`One more event today: ` : say`One event today: `, when, say`.`)];
  const number = counted(timed.length, over > 0 ? "more event" : "event");
  const begin = over > 0 ? say`${number} today. The next is ` : say`${number} today. The first is `;
  return [joined(begin, when, say`; the last ends at ${clock(last.end)}.`)];
};

const allDaySentences = (events: readonly CalendarEvent[]): Sentence[] => {
  const titles = events.filter(({ allDay }) => allDay).map(({ title }) => quoted(title));
  return titles.length === 0 ? [] : [say`All day: ${listed(titles)}.`];
};

const conflictSentences = (events: readonly CalendarEvent[], clock: (instant: string) => string): Sentence[] => {
  const clashing = events.filter((event, at) => conflictsOf(event, events.slice(at + 1)).length > 0);
  const [first] = clashing;
  if (!first) return [];
  const others = conflictsOf(first, events).map(quoted);
  const clash = say`${quoted(first.title)} at ${clock(first.start)} overlaps with ${listed(others)}.`;
  return [clashing.length > 1 ? followed(clash, say`${counted(clashing.length - 1, "more overlap")} later.`) : clash];
};

const freeSentences = ({ free }: Today, clock: (instant: string) => string, locale: string): Sentence[] => {
  const [longest] = free.windows.toSorted((a, b) => Date.parse(b.end) - Date.parse(b.start) - (Date.parse(a.end) - Date.parse(a.start)));
  if (!longest) return [say`No free time is left inside your working hours.`];
  if (free.windows.length === 1) return [say`You are free from ${clock(longest.start)} to ${clock(longest.end)}.`];
  return [say`${formatDuration(free.minutes, locale)} are free in all, the longest stretch from ${clock(longest.start)} to ${clock(longest.end)}.`];
};

const taskTitle = ({ title, dueTime, dueAt }: Task, clock: (instant: string) => string): string =>
  dueTime === null || dueAt === null ? quoted(title) : `${quoted(title)} (${clock(dueAt)})`;

const taskSentences = ({ tasks }: Today, clock: (instant: string) => string): Sentence[] => [
  ...(tasks.today.length === 0 ? [] : [say`Due today: ${listed(tasks.today.map((task) => taskTitle(task, clock)))}.`]),
  ...(tasks.overdue.length === 0 ? [] : [say`Overdue: ${listed(tasks.overdue.map(({ title }) => quoted(title)))}.`]),
];

/** A subject is as long as its writer likes. */
const subjectMax = 80;
const mailTitle = ({ subject, from }: WaitingMail): string => {
  const line = subject.replace(/\s+/g, " ").trim();
  return `${line === "" ? "(no subject)" : quoted(line.length > subjectMax ? `${line.slice(0, subjectMax - 1).trimEnd()}…` : line)} from ${from.name ?? from.email}`;
};

/** A mail that wants an answer. */
export type WaitingMail = Pick<MailSummary, "subject" | "from">;

const mailSentences = (mails: readonly WaitingMail[]): Sentence[] => {
  const [only] = mails;
  if (!only) return [];
  if (mails.length === 1) return [say`One mail wants an answer: ${mailTitle(only)}.`];
  return [say`${counted(mails.length, "mail")} want an answer: ${listed(mails.map(mailTitle), 3)}.`];
};

/** `working` says whether the owner has working hours on this day at all: free time is only spoken of then. */
export const composeBrief = (today: Today, { locale, hourCycle }: Reader, working: boolean, mails: readonly WaitingMail[] = []): Sentence[] => {
  const options: FormatOptions = { now: today.now, zone: today.zone, locale, hourCycle };
  const clock = (instant: string): string => formatTime(instant, options);
  const calendar = [...calendarSentences(today, clock), ...allDaySentences(today.events)];
  const { next } = today;
  const nothing = today.over > 0 ? say`Nothing more is on your calendar today.` : say`Nothing is on your calendar today.`;
  const ahead =
    today.events.length === 0 && next !== null
      ? followed(nothing, say`Next is ${quoted(next.event.title)} on ${formatDay(next.event.start, options)} at ${clock(next.event.start)}.`)
      : nothing;
  return [
    ...(calendar.length > 0 ? calendar : [ahead]),
    ...conflictSentences(today.events, clock),
    ...(working ? freeSentences(today, clock, locale) : []),
    ...taskSentences(today, clock),
    ...mailSentences(mails),
  ];
};
