/** Graph's calendars: lists, delta queries over calendar views, series with exceptions, If-Match, transactions, extended properties, schedules. */
import {
  daysBefore,
  deleteEvent,
  knowsZone,
  msOf,
  occurrenceId,
  putEvent,
  putOccurrence,
  shownEvent,
  shownOccurrence,
  wordsOn,
  type CalendarState,
  type EventWords,
  type FakeEvent,
} from "./calendar-state";
import { graphError, pageSizeOf, type GraphAnswer, type GraphCall, type Routes } from "./wire";

const live = (state: CalendarState, calendar: string): FakeEvent[] =>
  [...state.events.values()].filter((event) => event.calendar === calendar && !event.deleted);
const removal = (id: string): object => ({ id, "@removed": { reason: "deleted" } });

interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

const within = ({ start, end }: EventWords, { fromMs, toMs }: View): boolean =>
  start !== undefined && end !== undefined && msOf(start) < toMs && msOf(end) > fromMs;

/** What a round tells of one event that changed since. */
const toldOf = (state: CalendarState, event: FakeEvent, view: View, since: number): object[] => {
  if (event.words.recurrence == null) return event.deleted || !within(event.words, view) ? [removal(event.id)] : [shownEvent(event)];
  const days = daysBefore(event, view.toMs);
  if (event.deleted) return [event.id, ...days.map((day) => occurrenceId(event, day))].map(removal);
  const itself = event.tick > since;
  const occurrences = days.flatMap((day) => {
    const exception = event.exceptions.get(day);
    if (!itself && (exception === undefined || exception.tick <= since)) return [];
    const words = wordsOn(event, day);
    if (words === null) return since === 0 ? [] : [removal(occurrenceId(event, day))];
    return within(words, view) ? [shownOccurrence(event, day, false) ?? {}] : [];
  });
  return [...(itself && state.tellsMasters && occurrences.length > 0 ? [shownEvent(event)] : []), ...occurrences];
};

const deltaOf = (state: CalendarState, origin: string, calendar: string, call: GraphCall): GraphAnswer => {
  if (call.query.has("$select") || call.query.has("$filter")) return graphError(400, "ErrorInvalidUrlQuery");
  const [fromMs = 0, toMs = 0, since = 0, skip = 0, until = state.clock] = (call.query.get("$deltatoken") ?? call.query.get("$skiptoken"))
    ?.split("-")
    .map(Number) ?? [Date.parse(call.query.get("startDateTime") ?? ""), Date.parse(call.query.get("endDateTime") ?? "")];
  if (call.query.has("$deltatoken") && since < state.expiredBefore) return graphError(410, "SyncStateNotFound");
  const items = [...state.events.values()]
    .filter((event) => event.calendar === calendar && event.changeTick > since && !(event.deleted && since === 0))
    .flatMap((event) => toldOf(state, event, { fromMs, toMs }, since))
    .filter((item) => since > 0 || !("@removed" in item));
  const size = Math.min(pageSizeOf(call), state.pageMax);
  const link = `${origin}/v1.0/me/calendars/${calendar}/calendarView/delta`;
  const token = [fromMs, toMs];
  const next =
    skip + size < items.length
      ? { "@odata.nextLink": `${link}?$skiptoken=${[...token, since, skip + size, until].join("-")}` }
      : { "@odata.deltaLink": `${link}?$deltatoken=${[...token, state.clock].join("-")}` };
  return { status: 200, body: { value: items.slice(skip, skip + size), ...next } };
};

const listEvents = (state: CalendarState, calendar: string, { query }: GraphCall): GraphAnswer => {
  const filter = query.get("$filter") ?? "";
  const value = /ep\/value eq '([^']+)'/.exec(filter)?.[1];
  const before = /^end\/dateTime lt '([^']+)'/.exec(filter)?.[1];
  const after = /^start\/dateTime ge '([^']+)'/.exec(filter)?.[1];
  const modified = /lastModifiedDateTime ge (\S+)/.exec(filter)?.[1];
  const found = live(state, calendar).filter(({ words, modifiedMs }) => {
    if (value !== undefined) return words.singleValueExtendedProperties?.some((one) => one.value === value) === true;
    if (before !== undefined) return words.end !== undefined && msOf(words.end) < Date.parse(`${before}Z`);
    if (after !== undefined) return words.start !== undefined && msOf(words.start) >= Date.parse(`${after}Z`);
    return modified === undefined || (words.recurrence != null && modifiedMs >= Date.parse(modified));
  });
  return { status: 200, body: { value: found.map((event) => shownEvent(event)) } };
};

const badWords = ({ start, end, recurrence }: EventWords): string | null => {
  if ([start, end].some((moment) => moment !== undefined && !knowsZone(moment.timeZone))) return "ErrorInvalidTimeZone";
  if (recurrence != null && start !== undefined && recurrence.range.startDate !== start.dateTime.slice(0, 10)) return "ErrorInvalidRecurrenceRange";
  return null;
};

const invite = (state: CalendarState, { attendees = [] }: EventWords): void => {
  state.invitations.push(...attendees.map(({ emailAddress }) => emailAddress.address));
};

const createEvent = (state: CalendarState, calendar: string, words: EventWords): GraphAnswer => {
  const bad = badWords(words);
  if (bad !== null) return graphError(400, bad);
  if (words.transactionId !== undefined && state.transactions.has(words.transactionId)) return graphError(409, "ErrorDuplicateTransactionId");
  if (words.transactionId !== undefined) state.transactions.add(words.transactionId);
  invite(state, words);
  return { status: 201, body: shownEvent(putEvent(state, calendar, `AAkALg${state.clock}`, words)) };
};

interface Found {
  readonly event: FakeEvent;
  readonly day: string | null;
}

const findEvent = (state: CalendarState, id: string): Found | null => {
  const event = state.events.get(id);
  if (event !== undefined) return event.deleted ? null : { event, day: null };
  for (const series of state.events.values()) {
    if (series.deleted) continue;
    const day = daysBefore(series, Date.parse("2032-01-01")).find((one) => occurrenceId(series, one) === id);
    if (day !== undefined) return wordsOn(series, day) === null ? null : { event: series, day };
  }
  return null;
};

const oneEvent = (state: CalendarState, id: string, call: GraphCall): GraphAnswer => {
  const found = findEvent(state, id);
  if (found === null) return graphError(404, "ErrorItemNotFound");
  const { event, day } = found;
  const shown = (expanded: boolean): object => (day === null ? shownEvent(event, { expanded }) : (shownOccurrence(event, day, true) ?? {}));
  if (call.method === "GET") return { status: 200, body: shown(call.query.has("$expand")) };
  const match = call.headers["if-match"];
  if (match !== undefined && match !== (shownEvent(event)["@odata.etag"] as string)) return graphError(412, "ErrorIrresolvableConflict");
  if (call.method === "DELETE") {
    if (day === null) deleteEvent(state, id);
    else putOccurrence(state, event.id, day, null);
    return { status: 204 };
  }
  const words = JSON.parse(call.body) as EventWords;
  const bad = badWords(words);
  if (bad !== null) return graphError(400, bad);
  invite(state, words.attendees === undefined && (event.words.attendees ?? []).length > 0 ? event.words : words);
  if (day === null) putEvent(state, event.calendar, id, words);
  else putOccurrence(state, event.id, day, words);
  return oneEvent(state, id, { ...call, method: "GET", query: new URLSearchParams() });
};

const instances = (state: CalendarState, id: string, { query }: GraphCall): GraphAnswer => {
  const event = state.events.get(id);
  if (event === undefined || event.deleted) return graphError(404, "ErrorItemNotFound");
  const view = { fromMs: Date.parse(query.get("startDateTime") ?? ""), toMs: Date.parse(query.get("endDateTime") ?? "") };
  const days = daysBefore(event, view.toMs).filter((day) => within(wordsOn(event, day) ?? {}, view));
  return { status: 200, body: { value: days.map((day) => shownOccurrence(event, day, true)) } };
};

const calendarView = (state: CalendarState, calendar: string, { query }: GraphCall): GraphAnswer => {
  const view = { fromMs: Date.parse(query.get("startDateTime") ?? ""), toMs: Date.parse(query.get("endDateTime") ?? "") };
  const shown = live(state, calendar).flatMap((event) =>
    event.words.recurrence == null
      ? within(event.words, view)
        ? [shownEvent(event)]
        : []
      : daysBefore(event, view.toMs).flatMap((day) => (within(wordsOn(event, day) ?? {}, view) ? [shownOccurrence(event, day, true)] : [])),
  );
  return { status: 200, body: { value: shown } };
};

const schedule = (state: CalendarState, body: { startTime: { dateTime: string }; endTime: { dateTime: string }; schedules: string[] }): GraphAnswer => {
  const view = { fromMs: Date.parse(`${body.startTime.dateTime}Z`), toMs: Date.parse(`${body.endTime.dateTime}Z`) };
  const main = state.calendars.find(({ isDefaultCalendar }) => isDefaultCalendar)?.id ?? "";
  const shown = (words: EventWords): object[] => {
    if (
      !within(words, view) ||
      words.isCancelled === true ||
      words.responseStatus?.response === "declined" ||
      words.start === undefined ||
      words.end === undefined
    )
      return [];
    const at = (ms: number): object => ({ dateTime: `${new Date(ms).toISOString().slice(0, -1)}0000`, timeZone: "UTC" });
    return [{ status: words.showAs ?? "busy", start: at(msOf(words.start)), end: at(msOf(words.end)) }];
  };
  const items = live(state, main).flatMap((event) =>
    event.words.recurrence == null ? shown(event.words) : daysBefore(event, view.toMs).flatMap((day) => shown(wordsOn(event, day) ?? {})),
  );
  return { status: 200, body: { value: body.schedules.map((scheduleId) => ({ scheduleId, availabilityView: "", scheduleItems: items })) } };
};

export const calendarRoutes =
  (state: CalendarState, origin: () => string): Routes =>
  (call) => {
    const path = call.path.replace(/^\/v1\.0\/me/, "");
    if (path === "/calendars") return { status: 200, body: { value: state.calendars } };
    if (path === "/calendar/getSchedule") return schedule(state, JSON.parse(call.body) as Parameters<typeof schedule>[1]);
    const [, calendar, what] = /^\/calendars\/([^/]+)\/(calendarView\/delta|calendarView|events)$/.exec(path) ?? [];
    if (calendar !== undefined) {
      if (!state.calendars.some(({ id }) => id === calendar)) return graphError(404, "ErrorItemNotFound");
      if (what === "calendarView") return calendarView(state, calendar, call);
      if (what !== "events") return deltaOf(state, origin(), calendar, call);
      return call.method === "POST" ? createEvent(state, calendar, JSON.parse(call.body) as EventWords) : listEvents(state, calendar, call);
    }
    const [, id, sub] = /^\/events\/([^/]+)(\/instances)?$/.exec(path) ?? [];
    if (id === undefined) return null;
    return sub === undefined ? oneEvent(state, id, call) : instances(state, id, call);
  };
