/** R11 for calendars: every way in which a provider fails, in front of reading changes and of making an event, for every provider that is called over HTTP. */
import type { Actor } from "@/lib/identity/contracts";
import { isAppError } from "@/lib/errors";
import type { CalendarPort, OutsideEvent } from "@/lib/integrations/contracts";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../support/calendar-owner";
import { connectTyped, portOf } from "../support/calendar-ports/world";
import { startFaultProxy, type Fault, type FaultProxy } from "../support/fault-proxy";
import { connectGoogle, useGoogle } from "../support/google/connect";
import { startGoogle } from "../support/google/google-server";
import { connectMicrosoft, useMicrosoft } from "../support/microsoft/connect";
import { startMicrosoft } from "../support/microsoft/microsoft-server";
import { radicaleLogin, startRadicale } from "../support/radicale";
import { setting } from "../support/settings";

jest.setTimeout(60_000);

interface Place {
  readonly port: CalendarPort;
  readonly calendar: string;
  readonly proxy: FaultProxy;
  readonly close: () => Promise<void>;
}

const places: Readonly<Record<string, (actor: Actor) => Promise<Place>>> = {
  google: async (actor) => {
    const google = await startGoogle();
    const proxy = await startFaultProxy(google.origin);
    google.calendar.calendars.push({ id: "ada@gmail.test", summary: "Ada", timeZone: "Europe/Berlin", accessRole: "owner", primary: true });
    useGoogle({ ...google, origin: proxy.origin });
    const port = await portOf(actor, await connectGoogle(actor, google, "google-calendar"));
    return { port, calendar: "ada@gmail.test", proxy, close: () => google.close() };
  },
  microsoft: async (actor) => {
    const microsoft = await startMicrosoft();
    const proxy = await startFaultProxy(microsoft.origin);
    microsoft.calendar.calendars.push({ id: "AQMk-home", name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "" });
    useMicrosoft({ ...microsoft, origin: proxy.origin });
    const port = await portOf(actor, await connectMicrosoft(actor, microsoft, "microsoft-calendar"));
    return { port, calendar: "AQMk-home", proxy, close: () => microsoft.close() };
  },
  caldav: async (actor) => {
    const radicale = await startRadicale();
    const proxy = await startFaultProxy(radicale.origin);
    setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
    const calendar = (await radicale.makeCalendar("home")).replace(radicale.origin, proxy.origin);
    const port = await portOf(actor, await connectTyped(actor, "caldav", { address: proxy.origin, ...radicaleLogin }));
    return { port, calendar, proxy, close: () => radicale.close() };
  },
};

const html = "<!doctype html><title>Sign in to the hotel's network</title>";
const passing: readonly (readonly [string, readonly Fault[]])[] = [
  ["500 twice", [{ status: 500 }, { status: 500 }]],
  ["503 that says when", [{ status: 503, headers: { "retry-after": "1" } }]],
  ["429 that says when", [{ status: 429, headers: { "retry-after": "1" } }]],
  ["a connection that is reset", ["reset"]],
];
const lasting: readonly (readonly [string, Fault])[] = [
  ["503 for ever", { status: 503 }],
  ["429 for ever", { status: 429 }],
  ["resets for ever", "reset"],
  ["half of every answer", "truncated"],
  ["a page instead of an answer", { status: 200, body: html }],
  ["half an answer's words", { status: 200, headers: { "content-type": "application/json" }, body: '{"items": [{"id"' }],
];

const event = (ourId: string, { port, calendar }: Place): OutsideEvent => ({
  sourceId: port.nameOf(calendar, { ourId }),
  etag: null,
  seriesSourceId: null,
  originalStart: null,
  title: "Review",
  description: "",
  location: "",
  start: "2026-12-01T09:00:00.000Z",
  end: "2026-12-01T10:00:00.000Z",
  allDay: null,
  zone: "Europe/Berlin",
  status: "confirmed",
  showAs: "busy",
  attendees: [],
  rrule: null,
  exdates: [],
  sequence: 0,
});
const options = () => ({ signal: AbortSignal.timeout(30_000) });
const titles = async ({ port, calendar }: Place): Promise<string[]> => {
  const found: string[] = [];
  for await (const page of port.changes(calendar, null, options()))
    found.push(...page.events.filter(({ status }) => status !== "cancelled").map(({ title }) => title));
  return found;
};
/** How often the same was asked for. */
const mostAsked = ({ proxy }: Place): number => Math.max(0, ...Object.values(Object.groupBy(proxy.calls, (one) => one)).map((same) => same?.length ?? 0));
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe.each(Object.keys(places))("%s", (name) => {
  let place: Place;
  beforeEach(async () => {
    clearCircuits();
    place = await (places[name] as (actor: Actor) => Promise<Place>)(await newCalendarOwner());
  });
  afterEach(async () => {
    await place.proxy.close();
    await place.close();
    setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  });

  test.each(passing)("%s: reading and making go on, in at most three tries, and one event is made", async (_what, faults) => {
    place.proxy.set(faults);
    expect(await titles(place)).toEqual([]);
    expect(mostAsked(place)).toBeLessThanOrEqual(3);
    place.proxy.set(faults);
    await place.port.insert(place.calendar, event("01a2197c-5aaf-7f28-989d-b26e2d4a9005", place), options());
    expect(mostAsked(place)).toBeLessThanOrEqual(3);
    place.proxy.set([]);
    expect(await titles(place)).toEqual(["Review"]);
  });

  test.each(lasting)("%s: an error with a code, in at most three tries and ten seconds; once it is over, one event is made", async (_what, fault) => {
    for (const work of [() => titles(place), () => place.port.insert(place.calendar, event("01a2197c-5aaf-7f28-989d-b26e2d4a9006", place), options())]) {
      clearCircuits();
      place.proxy.set([], fault);
      const startedMs = performance.now();
      const error = await failureOf(work());
      expect(error === null || isAppError(error) ? error : `no code: ${String(error)}`).toHaveProperty(
        "code",
        expect.stringMatching(/^(?:integrations|resilience|request)\//),
      );
      expect(mostAsked(place)).toBeLessThanOrEqual(3);
      expect(performance.now() - startedMs).toBeLessThan(10_000);
    }
    clearCircuits();
    place.proxy.set([]);
    await place.port.insert(place.calendar, event("01a2197c-5aaf-7f28-989d-b26e2d4a9006", place), options());
    expect(await titles(place)).toEqual(["Review"]);
  });

  test("an answer that is lost after the event was made: the same is made again, and there is one", async () => {
    place.proxy.set(["lost"]);
    await failureOf(place.port.insert(place.calendar, event("01a2197c-5aaf-7f28-989d-b26e2d4a9007", place), options()));
    place.proxy.set([]);
    await place.port.insert(place.calendar, event("01a2197c-5aaf-7f28-989d-b26e2d4a9007", place), options());
    expect(await titles(place)).toEqual(["Review"]);
  });

  test("a server that doesn't answer is left when the caller's time is over", async () => {
    place.proxy.set([], "hang");
    const startedMs = performance.now();
    const error = await failureOf(
      place.port.insert(place.calendar, event("01a2197c-5aaf-7f28-989d-b26e2d4a9008", place), { signal: AbortSignal.timeout(1_500) }),
    );
    expect(error).not.toBeNull();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});
