/**
 * What changed in one of Outlook's calendars, by delta queries. They watch a stretch of time and unfold series into their occurrences, so of
 * a series only that it changed is taken from them; how it stands is asked for as a whole. What lies outside of that stretch is read once,
 * and changes of it are told as removals, which are looked at.
 */
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import type { CalendarPage, OutsideEvent, Unreadable } from "../../contracts";
import { GraphEventSchema, isOurs, outsideEvent, outsideException, peopleProperty, type GraphEvent } from "./calendar-map";
import type { GraphRequest } from "./client";

export type CalendarCall = <S extends z.ZodType>(place: string, schema: S, request: GraphRequest) => Promise<z.output<S>>;

const pageMax = 200;
/** Graph answers four calls of one app for one mailbox at once. */
const atOnce = 4;
const dayMs = 86_400_000;
const backDays = 90;
const aheadDays = 730;
/** The stretch moves on when this much of it is left behind. */
const movesOnDays = 120;
/** Clocks differ. */
const marginMs = 5 * 60_000;

const CursorSchema = z.object({ link: z.string(), from: z.string(), at: z.string() });
const PageSchema = z.object({ value: z.array(z.unknown()).default([]), "@odata.nextLink": z.string().optional(), "@odata.deltaLink": z.string().optional() });

const fields = [
  "id",
  "type",
  "seriesMasterId",
  "transactionId",
  "subject",
  "body",
  "location",
  "start",
  "end",
  "originalStart",
  "originalStartTimeZone",
  "occurrenceId",
  "isAllDay",
  "isCancelled",
  "showAs",
  "responseStatus",
  "attendees",
  "recurrence",
  "cancelledOccurrences",
].join(",");
const ownProperties = `singleValueExtendedProperties($filter=id eq '${peopleProperty}')`;

/** One event with everything that is read of it: its exceptions where it is a series, and what we keep in it. */
const wholeEvent = { $select: fields, $expand: `exceptionOccurrences,${ownProperties}` };
const WholeEventSchema = GraphEventSchema.extend({ exceptionOccurrences: z.array(GraphEventSchema).nullish() });
export type WholeEvent = z.output<typeof WholeEventSchema>;

export const eventPath = (id: string): string => `/me/events/${encodeURIComponent(id)}`;

/** Null when it is gone. */
export const fetchWhole = async (call: CalendarCall, id: string, signal: AbortSignal): Promise<WholeEvent | null> => {
  try {
    return await call(eventPath(id), WholeEventSchema, { query: wholeEvent, signal });
  } catch (error) {
    if (isAppError(error) && error.code === "integrations/gone-outside") return null;
    throw error;
  }
};

interface Found {
  readonly events: readonly OutsideEvent[];
  readonly wholeSeries: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

/** A single event, or a series with everything that belongs to it. */
const foundIn = (whole: WholeEvent | GraphEvent): Found => {
  const { event, unreadable } = outsideEvent(whole);
  const unread = unreadable === null ? [] : [unreadable];
  if (event === null || whole.type !== "seriesMaster" || event.rrule === null)
    return { events: event === null ? [] : [event], wholeSeries: [], unreadable: unread };
  const exceptions = ("exceptionOccurrences" in whole ? (whole.exceptionOccurrences ?? []) : []).flatMap((one) => outsideException(one, event) ?? []);
  return { events: [event, ...exceptions], wholeSeries: [event.sourceId], unreadable: unread };
};

const pageOf = (found: readonly Found[], removed: readonly string[] = []): CalendarPage => ({
  events: found.flatMap(({ events }) => events),
  removed,
  wholeSeries: found.flatMap(({ wholeSeries }) => wholeSeries),
  unreadable: found.flatMap(({ unreadable }) => unreadable),
  cursor: null,
});

/** What a round of paging told, in the words of what is to be done about it. */
interface Sorted {
  readonly singles: GraphEvent[];
  /** To be asked for one by one: series, and what of ours doesn't come whole. */
  readonly wholes: Set<string>;
  /** Changed occurrences by their series, which isn't there where only they were shared. */
  readonly exceptions: Map<string, GraphEvent>;
  readonly gone: Set<string>;
  readonly unreadable: Unreadable[];
}

const sortPage = (items: readonly unknown[]): Sorted => {
  const sorted: Sorted = { singles: [], wholes: new Set(), exceptions: new Map(), gone: new Set(), unreadable: [] };
  for (const item of items) {
    const parsed = GraphEventSchema.safeParse(item);
    if (!parsed.success) {
      sorted.unreadable.push({ what: "An event", reason: "It can't be read." });
      continue;
    }
    const event = parsed.data;
    if (event["@removed"] !== undefined) sorted.gone.add(event.id);
    else if (event.type === "seriesMaster") sorted.wholes.add(event.id);
    else if (event.seriesMasterId != null && event.seriesMasterId !== "") {
      sorted.wholes.add(event.seriesMasterId);
      if (event.type === "exception") sorted.exceptions.set(event.id, event);
    } else if (isOurs(event)) sorted.wholes.add(event.id);
    else sorted.singles.push(event);
  }
  return sorted;
};

const forgotten = (message: string): AppError => new AppError("integrations/cursor-expired", { message });

const readCursor = (cursor: string): z.output<typeof CursorSchema> => {
  try {
    const read = CursorSchema.parse(JSON.parse(cursor));
    if (Date.parse(read.from) + (backDays + movesOnDays) * dayMs >= Date.now()) return read;
  } catch {
    throw forgotten("the cursor can't be read");
  }
  throw forgotten("the stretch of time that is watched moves on");
};

class Reading {
  readonly #call: CalendarCall;
  readonly #calendar: string;
  readonly #signal: AbortSignal;
  readonly #wholes = new Set<string>();
  readonly #exceptions = new Map<string, GraphEvent>();
  readonly #gone = new Set<string>();
  #deltaLink = "";

  constructor(call: CalendarCall, calendar: string, signal: AbortSignal) {
    this.#call = call;
    this.#calendar = `/me/calendars/${encodeURIComponent(calendar)}`;
    this.#signal = signal;
  }

  /** Pages from here on: single events at once, the rest is noted for `rest`. */
  async *#pages(place: string, query?: GraphRequest["query"]): AsyncGenerator<CalendarPage> {
    let next: string | undefined = place;
    let asked = query;
    while (next !== undefined) {
      const page: z.output<typeof PageSchema> = await this.#call(next, PageSchema, {
        ...(asked === undefined ? {} : { query: asked }),
        pageMax,
        signal: this.#signal,
      });
      const { singles, wholes, exceptions, gone, unreadable } = sortPage(page.value);
      for (const id of wholes) this.#wholes.add(id);
      for (const [id, event] of exceptions) this.#exceptions.set(id, event);
      for (const id of gone) this.#gone.add(id);
      yield pageOf([...singles.map(foundIn), { events: [], wholeSeries: [], unreadable }]);
      next = page["@odata.nextLink"];
      asked = undefined;
      this.#deltaLink = page["@odata.deltaLink"] ?? this.#deltaLink;
    }
  }

  /** Everything: what is watched from now on, and what lies before and after it. */
  async *everything(from: string, to: string): AsyncGenerator<CalendarPage> {
    const beyond = { $select: fields };
    yield* this.#pages(`${this.#calendar}/calendarView/delta`, { startDateTime: from, endDateTime: to });
    yield* this.#pages(`${this.#calendar}/events`, { ...beyond, $filter: `end/dateTime lt '${from.replace(/Z$/, "")}'` });
    yield* this.#pages(`${this.#calendar}/events`, { ...beyond, $filter: `start/dateTime ge '${to.replace(/Z$/, "")}'` });
    yield* this.#rest(null);
  }

  async *news(link: string, since: string): AsyncGenerator<CalendarPage> {
    yield* this.#pages(link);
    yield* this.#rest(since);
  }

  get deltaLink(): string {
    return this.#deltaLink;
  }

  /** Of an occurrence that was cancelled only its own name is told, which says nothing of its series: which of them changed is asked. */
  async #changedSeries(since: string): Promise<void> {
    const asked = { $select: "id", $filter: `type eq 'seriesMaster' and lastModifiedDateTime ge ${since}` };
    let [next, query]: [string | undefined, GraphRequest["query"] | undefined] = [`${this.#calendar}/events`, asked];
    while (next !== undefined) {
      const page: z.output<typeof PageSchema> = await this.#call(next, PageSchema, {
        ...(query === undefined ? {} : { query }),
        pageMax,
        signal: this.#signal,
      });
      for (const item of page.value) {
        const parsed = z.object({ id: z.string() }).safeParse(item);
        if (parsed.success) this.#wholes.add(parsed.data.id);
      }
      [next, query] = [page["@odata.nextLink"], undefined];
    }
  }

  /** One by one, as they stand: series, what of ours was touched, and what is told to be gone, which may only lie elsewhere in time. */
  async *#rest(since: string | null): AsyncGenerator<CalendarPage> {
    if (since !== null && this.#gone.size > 0) await this.#changedSeries(since);
    const ids = [...new Set([...this.#wholes, ...this.#gone])];
    for (let at = 0; at < ids.length; at += atOnce) {
      const some = ids.slice(at, at + atOnce);
      const wholes = await Promise.all(some.map((id) => fetchWhole(this.#call, id, this.#signal)));
      const removed = some.filter((_, n) => wholes[n] === null);
      // An occurrence that only lies outside of what is watched comes with its series.
      const kept = wholes.filter((whole) => whole !== null && (whole.seriesMasterId == null || whole.seriesMasterId === "")) as WholeEvent[];
      const alone = [...this.#exceptions.values()].filter(({ seriesMasterId }) => removed.includes(seriesMasterId ?? ""));
      yield pageOf([...kept, ...alone].map(foundIn), removed);
    }
  }
}

/** As `CalendarPort.changes`. */
export const calendarChanges = async function* (
  call: CalendarCall,
  calendar: string,
  cursor: string | null,
  signal: AbortSignal,
): AsyncGenerator<CalendarPage> {
  const now = Date.now();
  const before = cursor === null ? null : readCursor(cursor);
  const at = new Date(now - marginMs).toISOString();
  const from = before?.from ?? `${new Date(now - backDays * dayMs).toISOString().slice(0, 10)}T00:00:00Z`;
  const to = new Date(Date.parse(from) + (backDays + aheadDays) * dayMs).toISOString().replace(".000Z", "Z");
  const reading = new Reading(call, calendar, signal);
  yield* before === null ? reading.everything(from, to) : reading.news(before.link, before.at);
  if (reading.deltaLink === "") throw new AppError("integrations/unreadable", { message: "Graph gave no delta link" });
  yield { ...pageOf([]), cursor: JSON.stringify({ link: reading.deltaLink, from, at }) };
};
