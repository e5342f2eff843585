/** What Outlook's calendar and mailbox promise beyond the shared suites (calendar-contract, mail-port-contract). */
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/identity/contracts";
import type { CalendarPage, OutsideEvent } from "@/lib/integrations/contracts";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { codeOf, newCalendarOwner } from "../support/calendar-owner";
import type { CalendarWorld } from "../support/calendar-ports/world";
import type { MailPlace } from "../support/mail-ports/row";
import { openOutlookCalendar, openOutlookMail } from "../support/microsoft/worlds";

jest.setTimeout(60_000);
const options = () => ({ signal: AbortSignal.timeout(30_000) });
let actor: Actor;
beforeEach(async () => {
  clearCircuits();
  actor = await newCalendarOwner();
});

describe("a calendar", () => {
  let world: CalendarWorld;
  beforeEach(async () => {
    world = await openOutlookCalendar(actor);
  });
  afterEach(() => world.close());

  const event = (rest: Partial<OutsideEvent> = {}): OutsideEvent => ({
    sourceId: world.port.nameOf(world.calendar, { ourId: randomUUID() }),
    etag: null,
    seriesSourceId: null,
    originalStart: null,
    title: "Review, with Ben; and Maya",
    description: "First line\nSecond line \\ end",
    location: "Room 4",
    start: "2026-12-01T09:00:00.000Z",
    end: "2026-12-01T10:00:00.000Z",
    allDay: null,
    zone: "Europe/Berlin",
    status: "confirmed",
    showAs: "busy",
    attendees: [{ email: "ben@example.com", name: "Ben", optional: true, status: "accepted" }],
    rrule: null,
    exdates: [],
    sequence: 0,
    ...rest,
  });
  const put = async (rest: Partial<OutsideEvent> = {}): Promise<OutsideEvent> => {
    const one = event(rest);
    return { ...one, ...(await world.port.insert(world.calendar, one, options())) };
  };
  const find = ({ sourceId }: Pick<OutsideEvent, "sourceId">) => world.port.find(world.calendar, sourceId, options());
  const read = async (cursor: string | null): Promise<{ events: OutsideEvent[]; removed: string[]; cursor: string }> => {
    const pages: CalendarPage[] = [];
    for await (const page of world.port.changes(world.calendar, cursor, options())) pages.push(page);
    return { events: pages.flatMap(({ events }) => events), removed: pages.flatMap(({ removed }) => removed), cursor: pages.at(-1)?.cursor ?? "" };
  };

  test("isn't changed or emptied over what wasn't seen", async () => {
    const { port, calendar } = world;
    for (const rrule of [null, "FREQ=DAILY;COUNT=3"]) {
      const one = await put({ rrule });
      const changed = await port.update(calendar, { ...one, title: "Moved by somebody" }, options());
      expect(changed.etag).not.toBe(one.etag);
      expect(await codeOf(port.update(calendar, { ...one, title: "Too late" }, options()))).toBe("integrations/changed-outside");
      expect(await codeOf(port.remove(calendar, one.sourceId, one.etag, options()))).toBe("integrations/changed-outside");
      expect(await find(one)).toMatchObject({ title: "Moved by somebody", etag: changed.etag });
      await port.remove(calendar, one.sourceId, changed.etag, options());
      await port.remove(calendar, one.sourceId, null, options());
      expect(await find(one)).toBeNull();
    }
    expect(await codeOf(port.update(calendar, event(), options()))).toBe("integrations/gone-outside");
  });

  test("takes a cursor that it can't read for one that is forgotten", async () => {
    expect(await codeOf(read("no cursor of ours"))).toBe("integrations/cursor-expired");
  });

  test("doesn't bring back an occurrence that was cancelled there", async () => {
    const { port, calendar } = world;
    const series = await put({ rrule: "FREQ=WEEKLY;COUNT=5" });
    const originalStart = "2026-12-08T09:00:00.000Z";
    const sourceId = port.nameOf(calendar, { seriesSourceId: series.sourceId, originalStart });
    const occurrence = { ...series, sourceId, seriesSourceId: series.sourceId, originalStart, etag: null, rrule: null };
    await port.update(calendar, { ...occurrence, status: "cancelled" }, options());
    expect(await codeOf(port.update(calendar, occurrence, options()))).toBe("integrations/gone-outside");
  });
});

describe("a mailbox", () => {
  let place: MailPlace;
  beforeEach(async () => {
    place = await openOutlookMail(actor);
  });
  afterEach(() => place.close());

  test("takes a cursor that it can't read for one that is forgotten", async () => {
    const reading = async (): Promise<void> => {
      for await (const _page of place.port.changes("no cursor of ours", options())) continue;
    };
    expect(await codeOf(reading())).toBe("integrations/cursor-expired");
  });
});
