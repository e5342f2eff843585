/** Google Calendar API v3: calendars, events with ETags, occurrences of their own, sync tokens that expire, free/busy. */
import { googleError, type GoogleAnswer, type GoogleCall, type Routes } from "./wire";

export interface FakeEvent {
  id: string;
  status: string;
  etag: string;
  updated: string;
  summary?: string;
  start?: { date?: string; dateTime?: string; timeZone?: string };
  end?: { date?: string; dateTime?: string; timeZone?: string };
  recurrence?: string[];
  recurringEventId?: string;
  originalStartTime?: { date?: string; dateTime?: string };
  transparency?: string;
  sequence?: number;
  [more: string]: unknown;
}

export interface FakeCalendar {
  readonly id: string;
  readonly summary: string;
  readonly timeZone: string;
  readonly accessRole: string;
  readonly primary?: boolean;
  readonly backgroundColor?: string;
}

export interface CalendarState {
  readonly calendars: FakeCalendar[];
  /** By calendar, then id; each with the tick of its last change. */
  readonly events: Map<string, Map<string, FakeEvent & { tick: number }>>;
  clock: number;
  /** Sync tokens from before this tick are forgotten. */
  expiredBefore: number;
  pageMax: number;
  /** By name: where Google would call when the calendar changes. */
  readonly channels: Map<string, { readonly calendar: string; readonly token: string; readonly address: string; readonly resourceId: string }>;
}

const eventsOf = (state: CalendarState, calendar: string): Map<string, FakeEvent & { tick: number }> => {
  const found = state.events.get(calendar) ?? new Map<string, FakeEvent & { tick: number }>();
  state.events.set(calendar, found);
  return found;
};

/** As if somebody changed it at Google. */
export const putEvent = (state: CalendarState, calendar: string, event: Omit<Partial<FakeEvent>, "id"> & { readonly id: string }): FakeEvent => {
  state.clock += 1;
  const tick = state.clock;
  const before = eventsOf(state, calendar).get(event.id);
  const put = {
    status: "confirmed",
    sequence: 0,
    ...before,
    ...event,
    etag: `"${tick}"`,
    updated: new Date(1_790_000_000_000 + tick * 1_000).toISOString(),
    tick,
  };
  eventsOf(state, calendar).set(event.id, put);
  return put;
};

const shown = ({ tick: _tick, ...event }: FakeEvent & { tick: number }): FakeEvent => event;

const listEvents = (state: CalendarState, calendar: FakeCalendar, query: URLSearchParams): GoogleAnswer => {
  const syncToken = query.get("syncToken");
  const since = syncToken === null ? 0 : Number(syncToken.slice(5));
  if (syncToken !== null && since < state.expiredBefore) return googleError(410, "fullSyncRequired");
  const changed = [...eventsOf(state, calendar.id).values()]
    .filter(({ tick }) => tick > since)
    // Without a token cancelled ones are left out, but for occurrences of series that go on.
    .filter(
      (event) => syncToken !== null || event.status !== "cancelled" || eventsOf(state, calendar.id).get(event.recurringEventId ?? "")?.status === "confirmed",
    );
  const from = Number(query.get("pageToken") ?? 0);
  const size = Math.min(Number(query.get("maxResults") ?? 250), state.pageMax);
  const next = from + size < changed.length ? { nextPageToken: String(from + size) } : { nextSyncToken: `sync-${state.clock}` };
  return { status: 200, body: { kind: "calendar#events", timeZone: calendar.timeZone, items: changed.slice(from, from + size).map(shown), ...next } };
};

const insertEvent = (state: CalendarState, calendar: FakeCalendar, body: Record<string, unknown>): GoogleAnswer => {
  const id = typeof body.id === "string" ? body.id : `made${state.clock}`;
  if (!/^[a-v0-9]{5,1024}$/.test(id)) return googleError(400, "invalid");
  if (eventsOf(state, calendar.id).has(id)) return googleError(409, "duplicate");
  return { status: 200, body: shown({ ...putEvent(state, calendar.id, { ...body, id }), tick: 0 }) };
};

/** An occurrence that is touched for the first time becomes an event of its own. */
const occurrence = (state: CalendarState, calendar: FakeCalendar, id: string): FakeEvent | null => {
  const parts = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/.exec(id);
  const series = parts === null ? undefined : eventsOf(state, calendar.id).get(parts[1] ?? "");
  if (series?.recurrence === undefined || parts === null) return null;
  const text = parts[2] ?? "";
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const originalStartTime = text.length === 8 ? { date } : { dateTime: `${date}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}Z` };
  const { recurrence: _series, ...rest } = series;
  return { ...rest, id, recurringEventId: series.id, originalStartTime };
};

const patchEvent = (state: CalendarState, calendar: FakeCalendar, id: string, call: GoogleCall): GoogleAnswer => {
  const before = eventsOf(state, calendar.id).get(id) ?? occurrence(state, calendar, id);
  if (before === null) return googleError(404, "notFound");
  const match = call.headers["if-match"];
  if (match !== undefined && match !== before.etag) return googleError(412, "conditionNotMet");
  return { status: 200, body: shown({ ...putEvent(state, calendar.id, { ...before, ...(JSON.parse(call.body) as object), id }), tick: 0 }) };
};

const deleteEvent = (state: CalendarState, calendar: FakeCalendar, id: string, call: GoogleCall): GoogleAnswer => {
  const before = eventsOf(state, calendar.id).get(id);
  if (before === undefined) return googleError(404, "notFound");
  const match = call.headers["if-match"];
  if (match !== undefined && match !== before.etag) return googleError(412, "conditionNotMet");
  if (before.status === "cancelled") return googleError(410, "deleted");
  putEvent(state, calendar.id, { id, status: "cancelled" });
  return { status: 204 };
};

const freeBusy = (state: CalendarState, body: { timeMin: string; timeMax: string; items: { id: string }[] }): GoogleAnswer => {
  const [min, max] = [Date.parse(body.timeMin), Date.parse(body.timeMax)];
  const busyOf = (calendar: string): { start: string; end: string }[] =>
    [...eventsOf(state, calendar).values()].flatMap(({ status, transparency, start, end }) =>
      status !== "cancelled" &&
      transparency !== "transparent" &&
      start?.dateTime &&
      end?.dateTime &&
      Date.parse(start.dateTime) < max &&
      Date.parse(end.dateTime) > min
        ? [{ start: start.dateTime, end: end.dateTime }]
        : [],
    );
  return { status: 200, body: { kind: "calendar#freeBusy", calendars: Object.fromEntries(body.items.map(({ id }) => [id, { busy: busyOf(id) }])) } };
};

const watch = (state: CalendarState, calendar: string, body: { id: string; token: string; type: string; address: string }): GoogleAnswer => {
  if (body.type !== "web_hook" || !body.address.startsWith("https://")) return googleError(400, "push.webhookUrlNotHttps");
  if (state.channels.has(body.id)) return googleError(400, "channelIdNotUnique");
  const resourceId = `resource-${state.channels.size + 1}`;
  state.channels.set(body.id, { calendar, token: body.token, address: body.address, resourceId });
  return { status: 200, body: { kind: "api#channel", id: body.id, resourceId, expiration: String(Date.now() + 7 * 86_400_000) } };
};

const stopChannel = (state: CalendarState, { id, resourceId }: { id: string; resourceId: string }): GoogleAnswer => {
  if (state.channels.get(id)?.resourceId !== resourceId) return googleError(404, "notFound");
  state.channels.delete(id);
  return { status: 204 };
};

export const googleCalendarRoutes =
  (state: CalendarState): Routes =>
  (call) => {
    if (call.path === "/calendar/v3/channels/stop") return stopChannel(state, JSON.parse(call.body) as Parameters<typeof stopChannel>[1]);
    const watched = /^\/calendar\/v3\/calendars\/([^/]+)\/events\/watch$/.exec(call.path)?.[1];
    if (watched !== undefined && call.method === "POST") return watch(state, watched, JSON.parse(call.body) as Parameters<typeof watch>[2]);
    if (call.path === "/calendar/v3/users/me/calendarList") return { status: 200, body: { items: state.calendars } };
    if (call.path === "/calendar/v3/freeBusy") return freeBusy(state, JSON.parse(call.body) as Parameters<typeof freeBusy>[1]);
    const parts = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(call.path);
    const calendar = state.calendars.find(({ id }) => id === parts?.[1]);
    if (parts === null || calendar === undefined) return null;
    const id = parts[2];
    const writable = calendar.accessRole === "owner" || calendar.accessRole === "writer";
    if (call.method !== "GET" && !writable) return googleError(403, "forbiddenForNonOrganizer");
    if (id === undefined)
      return call.method === "POST" ? insertEvent(state, calendar, JSON.parse(call.body) as Record<string, unknown>) : listEvents(state, calendar, call.query);
    if (call.method === "PATCH") return patchEvent(state, calendar, id, call);
    if (call.method === "DELETE") return deleteEvent(state, calendar, id, call);
    const found = eventsOf(state, calendar.id).get(id);
    return found === undefined ? googleError(404, "notFound") : { status: 200, body: shown(found) };
  };
