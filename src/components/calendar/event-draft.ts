/** The event form's own shape (wall clock in the owner's zone, as people type it) and the way to and from the API's instants. */
import type { CalendarEvent, CreateEventInput, EventPatch, Span } from "@/lib/scheduling/contracts";

export interface EventDraft {
  readonly title: string;
  readonly allDay: boolean;
  /** YYYY-MM-DD and HH:MM in `zone`. An all-day event's end date is its last day. */
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly zone: string;
  readonly repeat: string;
  readonly location: string;
  readonly description: string;
  readonly people: readonly string[];
  readonly showAs: CalendarEvent["showAs"];
  readonly tentative: boolean;
  readonly calendarId: string | null;
}

export const repeatChoices: readonly { readonly value: string; readonly label: string }[] = [
  { value: "", label: "Doesn't repeat" },
  { value: "FREQ=DAILY", label: "Every day" },
  { value: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", label: "Every weekday" },
  { value: "FREQ=WEEKLY", label: "Every week" },
  { value: "FREQ=WEEKLY;INTERVAL=2", label: "Every two weeks" },
  { value: "FREQ=MONTHLY", label: "Every month" },
  { value: "FREQ=YEARLY", label: "Every year" },
];

const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** The wall clock of an instant in a zone, as the form's two fields. */
export const wallClock = (instant: string, zone: string): { date: string; time: string } => {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return { date: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
};

/** The instant of a wall clock; in a gap the later reading, in a fold the earlier one (Temporal's "compatible"). */
const instantOf = (date: string, time: string, zone: string): string =>
  Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).toString({ timeZoneName: "never" });

export const addDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const draftOf = (event: CalendarEvent, zone: string): EventDraft => {
  const start = wallClock(event.start, zone);
  const end = wallClock(event.end, zone);
  return {
    title: event.title,
    allDay: event.allDay,
    startDate: start.date,
    startTime: start.time,
    endDate: event.allDay ? addDays(end.date, -1) : end.date,
    endTime: end.time,
    zone,
    repeat: event.recurrence?.rrule ?? "",
    location: event.location,
    description: event.description,
    people: [...event.attendees.map((attendee) => attendee.email), ...event.guests],
    showAs: event.showAs,
    tentative: event.status === "tentative",
    calendarId: event.calendarId,
  };
};

/** A new event at a place on the grid. */
export const emptyDraft = (start: string, end: string, allDay: boolean, zone: string): EventDraft => {
  const from = wallClock(start, zone);
  const to = wallClock(end, zone);
  return {
    title: "",
    allDay,
    startDate: from.date,
    startTime: from.time,
    endDate: allDay ? addDays(to.date, -1) : to.date,
    endTime: to.time,
    zone,
    repeat: "",
    location: "",
    description: "",
    people: [],
    showAs: "busy",
    tentative: false,
    calendarId: null,
  };
};

const halfHourFrom = (ms: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).round({ smallestUnit: "minute", roundingIncrement: 30, roundingMode: "ceil" });

/** Where a new event stands at first: an hour from the next free half hour on, half of it where no more is free, and simply the next one where nothing is. */
export const nextPlace = (free: readonly Span[], nowMs: number, zone: string): Span => {
  const starts = free.map(({ start, end }) => ({ at: halfHourFrom(Math.max(nowMs, Date.parse(start)), zone), end: Date.parse(end) }));
  const room = starts.map(({ at, end }) => ({ at, minutes: (end - at.epochMilliseconds) / 60_000 })).find(({ minutes }) => minutes >= 30);
  const { at, minutes } = room ?? { at: halfHourFrom(nowMs, zone), minutes: 60 };
  const say = (moment: Temporal.ZonedDateTime): string => moment.toString({ timeZoneName: "never" });
  return { start: say(at), end: say(at.add({ minutes: minutes < 60 ? 30 : 60 })) };
};

/** What is wrong with a draft, by field, in words. */
export const problemsOf = (draft: EventDraft): Partial<Record<"title" | "when" | "people", string>> => {
  const span = draft.startDate !== "" && draft.endDate !== "" && (draft.allDay || (draft.startTime !== "" && draft.endTime !== ""));
  const backwards = draft.allDay ? draft.endDate < draft.startDate : `${draft.endDate}T${draft.endTime}` <= `${draft.startDate}T${draft.startTime}`;
  return {
    ...(draft.title.trim() === "" ? { title: "Give it a title." } : {}),
    ...(!span ? { when: "Fill in the start and the end." } : backwards ? { when: "The end has to come after the start." } : {}),
    ...(draft.people.some((person) => person.includes("@") && !isAddress(person)) ? { people: "One of the addresses isn't right." } : {}),
  };
};

export const spanOf = (draft: EventDraft): { start: string; end: string } =>
  draft.allDay
    ? { start: instantOf(draft.startDate, "00:00", draft.zone), end: instantOf(addDays(draft.endDate, 1), "00:00", draft.zone) }
    : { start: instantOf(draft.startDate, draft.startTime, draft.zone), end: instantOf(draft.endDate, draft.endTime, draft.zone) };

const peopleOf = (draft: EventDraft, known: CalendarEvent["attendees"]) => ({
  attendees: draft.people
    .filter(isAddress)
    .map((email) => known.find((attendee) => attendee.email === email) ?? { email, optional: false, status: "needs-action" as const }),
  guests: draft.people.filter((person) => !isAddress(person)),
});

export const createInputOf = (draft: EventDraft): CreateEventInput => ({
  title: draft.title.trim(),
  ...spanOf(draft),
  allDay: draft.allDay,
  zone: draft.zone,
  location: draft.location,
  description: draft.description,
  status: draft.tentative ? "tentative" : "confirmed",
  showAs: draft.showAs,
  ...peopleOf(draft, []),
  ...(draft.calendarId === null ? {} : { calendarId: draft.calendarId }),
  ...(draft.repeat === "" ? {} : { rrule: draft.repeat }),
});

/** Only what the owner changed, so that a change of title never moves an event. */
export const patchOf = (draft: EventDraft, event: CalendarEvent): EventPatch => {
  const before = createInputOf(draftOf(event, draft.zone));
  const after = { ...createInputOf(draft), ...peopleOf(draft, event.attendees) };
  const changed = <Value>(key: string, was: Value, is: Value): Record<string, Value> => (JSON.stringify(was) === JSON.stringify(is) ? {} : { [key]: is });
  const moved = before.start !== after.start || before.end !== after.end || before.allDay !== after.allDay;
  return {
    ...changed("title", before.title, after.title),
    ...changed("location", before.location, after.location),
    ...changed("description", before.description, after.description),
    ...changed("status", before.status, after.status),
    ...changed("showAs", before.showAs, after.showAs),
    ...changed("attendees", event.attendees, after.attendees),
    ...changed("guests", event.guests, after.guests),
    ...(moved ? { start: after.start, end: after.end, allDay: draft.allDay } : {}),
    ...changed("rrule", event.recurrence?.rrule ?? null, draft.repeat === "" ? null : draft.repeat),
  };
};

/** What is over is told to nobody. A series may go on. */
const isOver = (end: string, repeats: boolean): boolean => !repeats && Date.parse(end) <= Date.now();

/** Who would have to hear that an event is moved or cancelled. */
export const peopleOn = (event: CalendarEvent): CalendarEvent["attendees"] => (isOver(event.end, event.recurrence !== null) ? [] : event.attendees);

/** Who would have to hear of a draft: everybody on it where it is new or people have to know what changes, else who comes or goes. */
export const peopleToTell = (draft: EventDraft, event: CalendarEvent | null): { readonly email: string; readonly name?: string | undefined }[] => {
  const after = draft.people.filter(isAddress).map((email) => event?.attendees.find((one) => one.email === email) ?? { email });
  if (isOver(spanOf(draft).end, draft.repeat !== "") && (event === null || isOver(event.end, event.recurrence !== null))) return [];
  if (event === null) return after;
  const { title, location, start, end, allDay, rrule } = patchOf(draft, event);
  const all = [...new Map([...event.attendees, ...after].map((one) => [one.email.toLowerCase(), one])).values()];
  if ([title, location, start, end, allDay, rrule].some((value) => value !== undefined)) return all;
  const was = new Set(event.attendees.map(({ email }) => email.toLowerCase()));
  const is = new Set(after.map(({ email }) => email.toLowerCase()));
  return all.filter(({ email }) => was.has(email.toLowerCase()) !== is.has(email.toLowerCase()));
};
