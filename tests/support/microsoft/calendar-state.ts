/** What lies in our Microsoft's calendars, and how Graph shows it. */
import { daysOf, type Recurrence } from "./series";

export interface Moment {
  readonly dateTime: string;
  readonly timeZone: string;
}

/** As somebody says it; what isn't said stays. */
export interface EventWords {
  readonly subject?: string;
  readonly body?: { readonly contentType: string; readonly content: string };
  readonly location?: { readonly displayName: string };
  readonly start?: Moment;
  readonly end?: Moment;
  readonly isAllDay?: boolean;
  readonly isCancelled?: boolean;
  readonly showAs?: string;
  readonly responseStatus?: { readonly response: string };
  readonly attendees?: readonly {
    readonly type: string;
    readonly status?: { readonly response: string };
    readonly emailAddress: { readonly address: string; readonly name?: string };
  }[];
  readonly recurrence?: Recurrence | null;
  readonly transactionId?: string;
  readonly singleValueExtendedProperties?: readonly { readonly id: string; readonly value: string }[];
}

export interface Exception {
  readonly id: string;
  readonly tick: number;
  /** Null: cancelled. */
  readonly words: EventWords | null;
}

export interface FakeEvent {
  readonly id: string;
  readonly calendar: string;
  readonly words: EventWords;
  /** Of the last change of itself. */
  tick: number;
  /** Of the last change of itself or of one of its occurrences. */
  changeTick: number;
  modifiedMs: number;
  deleted: boolean;
  /** By the day they would have been on. */
  readonly exceptions: Map<string, Exception>;
}

export interface CalendarState {
  readonly calendars: {
    readonly id: string;
    readonly name: string;
    readonly canEdit: boolean;
    readonly isDefaultCalendar: boolean;
    readonly hexColor: string;
  }[];
  readonly events: Map<string, FakeEvent>;
  clock: number;
  /** Delta tokens from before this tick are forgotten. */
  expiredBefore: number;
  pageMax: number;
  /** Whether a round of delta tells of a series itself, or only of its occurrences. */
  tellsMasters: boolean;
  /** Whom Outlook wrote to by itself, because they are on an event. */
  readonly invitations: string[];
  readonly transactions: Set<string>;
}

/** The few that are used here; others are refused as Graph refuses unknown ones. */
const zones: Readonly<Record<string, string>> = {
  UTC: "UTC",
  "W. Europe Standard Time": "Europe/Berlin",
  "Tokyo Standard Time": "Asia/Tokyo",
  "Eastern Standard Time": "America/New_York",
};
export const knowsZone = (zone: string): boolean => Object.hasOwn(zones, zone);

const wall = ({ dateTime }: Moment): Temporal.PlainDateTime => Temporal.PlainDateTime.from(dateTime.replace(/Z$/, ""));
export const msOf = (moment: Moment): number => wall(moment).toZonedDateTime(zones[moment.timeZone] ?? "UTC").epochMilliseconds;
const shownAt = (ms: number): Moment => ({ dateTime: `${new Date(ms).toISOString().slice(0, -1)}0000`, timeZone: "UTC" });
/** All-day events begin at midnight whatever zone is asked for. */
const shownMoment = (moment: Moment, allDay: boolean): Moment =>
  allDay ? { dateTime: `${moment.dateTime.slice(0, 10)}T00:00:00.0000000`, timeZone: "UTC" } : shownAt(msOf(moment));

export const occurrenceId = (event: FakeEvent, day: string): string => event.exceptions.get(day)?.id ?? `AQ-${event.id}-${day}-EAAA`;

/** As it would be on this day, if nobody had touched it. */
const planned = ({ words }: FakeEvent, day: string): EventWords => {
  const { start, end, recurrence: _series, transactionId: _own, ...rest } = words;
  if (start === undefined || end === undefined) return rest;
  const days = Temporal.PlainDate.from(start.dateTime.slice(0, 10)).until(day).days;
  const moved = (moment: Moment): Moment => ({ ...moment, dateTime: wall(moment).add({ days }).toString({ smallestUnit: "second" }) });
  return { ...rest, start: moved(start), end: moved(end) };
};

export const wordsOn = (event: FakeEvent, day: string): EventWords | null => {
  const exception = event.exceptions.get(day);
  return exception === undefined ? planned(event, day) : exception.words === null ? null : { ...planned(event, day), ...exception.words };
};

const common = (words: EventWords): Record<string, unknown> => ({
  subject: words.subject ?? "",
  body: words.body ?? { contentType: "text", content: "" },
  location: words.location ?? { displayName: "" },
  isAllDay: words.isAllDay === true,
  isCancelled: words.isCancelled === true,
  showAs: words.showAs ?? "busy",
  responseStatus: words.responseStatus ?? { response: "organizer" },
  attendees: (words.attendees ?? []).map((one) => ({ status: { response: "none" }, ...one })),
  originalStartTimeZone: words.start?.timeZone ?? "UTC",
  transactionId: words.transactionId ?? null,
  start: words.start === undefined ? null : shownMoment(words.start, words.isAllDay === true),
  end: words.end === undefined ? null : shownMoment(words.end, words.isAllDay === true),
});

const etag = (tick: number): string => `W/"CQAAABYAAAD${tick}"`;

export const shownOccurrence = (event: FakeEvent, day: string, whole: boolean): Record<string, unknown> | null => {
  const words = wordsOn(event, day);
  if (words === null) return null;
  const exception = event.exceptions.get(day);
  const own = {
    id: occurrenceId(event, day),
    "@odata.etag": etag(event.changeTick),
    type: exception === undefined ? "occurrence" : "exception",
    seriesMasterId: event.id,
    occurrenceId: `OID.${event.id}.${day}`,
  };
  const all: Record<string, unknown> = { ...common(words), ...own };
  if (!whole && exception === undefined) return { ...own, start: all.start, end: all.end };
  const start = planned(event, day).start;
  return { ...all, recurrence: null, ...(start === undefined ? {} : { originalStart: new Date(msOf(start)).toISOString() }) };
};

export const shownEvent = (event: FakeEvent, { expanded = false } = {}): Record<string, unknown> => ({
  ...common(event.words),
  id: event.id,
  "@odata.etag": etag(event.changeTick),
  type: event.words.recurrence == null ? "singleInstance" : "seriesMaster",
  seriesMasterId: null,
  occurrenceId: null,
  recurrence: event.words.recurrence ?? null,
  lastModifiedDateTime: new Date(event.modifiedMs).toISOString(),
  ...(expanded
    ? {
        singleValueExtendedProperties: event.words.singleValueExtendedProperties ?? [],
        exceptionOccurrences: [...event.exceptions].flatMap(([day, { words }]) => (words === null ? [] : [shownOccurrence(event, day, true)])),
        cancelledOccurrences: [...event.exceptions].flatMap(([day, { words }]) => (words === null ? [`OID.${event.id}.${day}`] : [])),
      }
    : {}),
});

export const daysBefore = (event: FakeEvent, untilMs: number): string[] =>
  event.words.recurrence == null ? [] : daysOf(event.words.recurrence, new Date(untilMs).toISOString().slice(0, 10));

/** As if somebody changed or made it in Outlook. */
export const putEvent = (state: CalendarState, calendar: string, id: string, words: EventWords): FakeEvent => {
  state.clock += 1;
  const before = state.events.get(id);
  const properties = new Map(
    [...(before?.words.singleValueExtendedProperties ?? []), ...(words.singleValueExtendedProperties ?? [])].map((one) => [one.id, one]),
  );
  const event: FakeEvent = {
    id,
    calendar,
    words: { ...before?.words, ...words, singleValueExtendedProperties: [...properties.values()] },
    tick: state.clock,
    changeTick: state.clock,
    modifiedMs: Date.now(),
    deleted: false,
    exceptions: before?.exceptions ?? new Map<string, Exception>(),
  };
  state.events.set(id, event);
  return event;
};

/** As if somebody changed one occurrence in Outlook; null cancels it. */
export const putOccurrence = (state: CalendarState, id: string, day: string, words: EventWords | null): void => {
  const event = state.events.get(id);
  if (event === undefined) return;
  state.clock += 1;
  const kept = words === null ? null : { ...event.exceptions.get(day)?.words, ...words };
  event.exceptions.set(day, { id: occurrenceId(event, day), tick: state.clock, words: kept });
  event.changeTick = state.clock;
  event.modifiedMs = Date.now();
};

export const deleteEvent = (state: CalendarState, id: string): void => {
  const event = state.events.get(id);
  if (event === undefined) return;
  state.clock += 1;
  Object.assign(event, { deleted: true, tick: state.clock, changeTick: state.clock, modifiedMs: Date.now() });
};
