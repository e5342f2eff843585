import fc from "fast-check";
import { CalendarReading } from "@/lib/integrations/core/icalendar-reading";
import { etagOf, sameWords } from "@/lib/integrations/core/fingerprint";

const readAll = (text: string, eventsMax = 1_000) => {
  const reading = new CalendarReading({ zone: "Europe/Berlin", year: 2026, self: "ada@example.com", sourceId: null, eventsMax });
  reading.push(text);
  reading.end();
  return { ...reading.take(), name: reading.name, zone: reading.zone, found: reading.found };
};
const calendar = (...lines: readonly string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const vevent = (...lines: readonly string[]) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"];
const one = (...lines: readonly string[]) => readAll(calendar(...vevent("UID:1", ...lines)));
const hour = ["DTSTART;TZID=Europe/Berlin:20261126T100000", "DTEND;TZID=Europe/Berlin:20261126T110000"];

test("words, times, people and how it shows are read", () => {
  const { events, unreadable } = one(
    ...hour,
    "SUMMARY:Lunch\\, with Ben",
    "DESCRIPTION:One\\nTwo\\\\",
    "LOCATION:Room\\; 4",
    "STATUS:TENTATIVE",
    "TRANSP:TRANSPARENT",
    "SEQUENCE:3",
    "ATTENDEE;CN=Ben;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:ben@example.com",
    "ATTENDEE:urn:uuid:1",
  );
  expect(unreadable).toEqual([]);
  expect(events).toEqual([
    {
      sourceId: "1",
      etag: expect.any(String),
      seriesSourceId: null,
      originalStart: null,
      title: "Lunch, with Ben",
      description: "One\nTwo\\",
      location: "Room; 4",
      start: "2026-11-26T09:00:00.000Z",
      end: "2026-11-26T10:00:00.000Z",
      allDay: null,
      zone: "Europe/Berlin",
      status: "tentative",
      showAs: "free",
      attendees: [{ email: "ben@example.com", name: "Ben", optional: true, status: "accepted" }],
      rrule: null,
      exdates: [],
      sequence: 3,
    },
  ]);
});

test.each([
  ["DTSTART:20261126T090000Z|DURATION:PT45M", "2026-11-26T09:00:00.000Z", "2026-11-26T09:45:00.000Z"],
  ["DTSTART:20261126T100000", "2026-11-26T09:00:00.000Z", "2026-11-26T09:00:00.000Z"],
  ["DTSTART;TZID=Tokyo Standard Time:20261126T100000|DTEND;TZID=Tokyo Standard Time:20261126T093000", "2026-11-26T01:00:00.000Z", "2026-11-26T01:00:00.000Z"],
])("%s begins and ends", (lines, start, end) => expect(one(...lines.split("|")).events[0]).toMatchObject({ start, end, allDay: null }));

test.each([
  ["DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261227", "2026-12-24", "2026-12-26"],
  ["DTSTART;VALUE=DATE:20261224", "2026-12-24", "2026-12-24"],
  ["DTSTART;VALUE=DATE:20261224|DURATION:P2D", "2026-12-24", "2026-12-25"],
  ["DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261224", "2026-12-24", "2026-12-24"],
  ["DTSTART:20261224T000000|DTEND:20261225T000000|X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "2026-12-24", "2026-12-24"],
])("%s are whole days", (lines, first, last) => expect(one(...lines.split("|")).events[0]?.allDay).toEqual({ first, last }));

test("a series has its rule, what is left out, its further dates and its changed occurrences", () => {
  const { events, unreadable } = readAll(
    calendar(
      ...vevent("UID:s", "RECURRENCE-ID;TZID=Europe/Berlin:20261203T100000", "SUMMARY:Later", "DTSTART;TZID=Europe/Berlin:20261203T150000", "DURATION:PT1H"),
      ...vevent(
        "UID:s",
        "SUMMARY:Weekly",
        ...hour,
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/Berlin:20261210T100000,20261217T100000",
        "EXDATE;VALUE=DATE:20261231",
        "RDATE;TZID=Europe/Berlin:20261130T090000",
        "RDATE;VALUE=PERIOD:20261201T090000Z/PT2H",
      ),
    ),
  );
  expect(unreadable).toEqual([]);
  expect(events.map(({ sourceId, seriesSourceId, originalStart, start, end }) => [sourceId, seriesSourceId, originalStart, start, end])).toEqual([
    ["s#20261203T090000Z", "s", "2026-12-03T09:00:00.000Z", "2026-12-03T14:00:00.000Z", "2026-12-03T15:00:00.000Z"],
    ["s", null, null, "2026-11-26T09:00:00.000Z", "2026-11-26T10:00:00.000Z"],
    ["s#20261130T080000Z", "s", "2026-11-30T08:00:00.000Z", "2026-11-30T08:00:00.000Z", "2026-11-30T09:00:00.000Z"],
    ["s#20261201T090000Z", "s", "2026-12-01T09:00:00.000Z", "2026-12-01T09:00:00.000Z", "2026-12-01T11:00:00.000Z"],
  ]);
  expect(events[1]).toMatchObject({
    rrule: "FREQ=WEEKLY;COUNT=4",
    exdates: ["2026-12-10T09:00:00.000Z", "2026-12-17T09:00:00.000Z", "2026-12-31T09:00:00.000Z"],
  });
});

test.each([
  ["a zone that nobody knows", ["DTSTART;TZID=Nowhere:20261126T100000"], "isn't known", true],
  ["a rule for every second", [...hour, "RRULE:FREQ=SECONDLY"], "more often", true],
  ["two rules", [...hour, "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2"], "more than one rule", true],
  ["a start that is none", ["DTSTART:yesterday"], "start can't be read", false],
  ["no start", ["SUMMARY:x"], "no start", false],
  ["a changed time of no date", [...hour, "RECURRENCE-ID:soon"], "series that can't be read", false],
  ["a left out date that is none", [...hour, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:whenever"], "date that it names", true],
])("%s is named with its reason, and what can be kept is", (_what, lines, reason, kept) => {
  const { events, unreadable } = readAll(calendar(...vevent("UID:bad", ...lines), ...vevent("UID:good", ...hour)));
  expect(unreadable).toEqual([{ what: expect.any(String), reason: expect.stringContaining(reason) }]);
  expect(events.map(({ sourceId }) => sourceId).sort()).toEqual(kept ? ["bad", "good"] : ["good"]);
});

test("a zone that is described after it is used counts", () => {
  const zone = [
    "BEGIN:VTIMEZONE",
    "TZID:Mine",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "END:STANDARD",
    "END:VTIMEZONE",
  ];
  const { events, unreadable } = readAll(calendar(...vevent("UID:1", "DTSTART;TZID=Mine:20261126T100000"), ...zone));
  expect([events[0]?.start, events[0]?.zone, unreadable]).toEqual(["2026-11-26T01:00:00.000Z", "Asia/Tokyo", []]);
});

test("the calendar's own zone holds for times without one", () =>
  expect(readAll(calendar("X-WR-TIMEZONE:America/New_York", "X-WR-CALNAME:Team\\, ours", ...vevent("UID:1", "DTSTART:20261126T100000")))).toMatchObject({
    name: "Team, ours",
    zone: "America/New_York",
    events: [{ start: "2026-11-26T15:00:00.000Z" }],
  }));

test("of an event that is told twice the later version counts, and events without UID differ by what they say", () => {
  const twice = readAll(calendar(...vevent("UID:1", "SEQUENCE:2", "SUMMARY:new", ...hour), ...vevent("UID:1", "SEQUENCE:1", "SUMMARY:old", ...hour)));
  expect(twice.events.map(({ title }) => title)).toEqual(["new"]);
  const nameless = readAll(calendar(...vevent("SUMMARY:a", ...hour), ...vevent("SUMMARY:b", ...hour)));
  expect(new Set(nameless.events.map(({ sourceId }) => sourceId)).size).toBe(2);
});

test("what the owner declined keeps nobody busy", () =>
  expect(one(...hour, "ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@example.com").events[0]?.showAs).toBe("free"));

test("stamps and versions don't change an event's etag, words do, and what is left out only behind the dot", () => {
  const etag = (...lines: readonly string[]) => one(...hour, "RRULE:FREQ=DAILY;COUNT=5", ...lines).events[0]?.etag ?? "";
  expect(etag("DTSTAMP:20260101T000000Z", "SEQUENCE:1")).toBe(etag("DTSTAMP:20270101T000000Z", "LAST-MODIFIED:20270101T000000Z"));
  expect(etag("SUMMARY:a")).not.toBe(etag("SUMMARY:b"));
  const without = etag("EXDATE;TZID=Europe/Berlin:20261127T100000");
  expect([without === etag(), sameWords(without, etag()), sameWords(etag("SUMMARY:a"), etag())]).toEqual([false, true, false]);
  expect(etagOf({ ...one(...hour).events[0]! })).toMatch(/^\w+\.0$/);
});

test("more events than are kept are counted and said", () => {
  const { events, unreadable } = readAll(calendar(...Array.from({ length: 5 }, (_one, index) => vevent(`UID:${index}`, ...hour)).flat()), 3);
  expect(events).toHaveLength(3);
  expect(unreadable).toEqual([{ what: "2 further events", reason: "More than 3 events aren't kept." }]);
});

test("whatever stands in it, nothing is thrown", () => {
  const name = fc.constantFrom(
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "ATTENDEE",
    "SEQUENCE",
    "DTSTART;TZID=Nowhere",
    "DTSTART;VALUE=DATE",
  );
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom("20261126", "20261126T100000Z", "99999999T999999", "FREQ=DAILY", "P1D", "-P999999W", "20261126T100000Z/P1D"),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 12 }), (lines) => {
      const { events } = readAll(calendar(...vevent(...lines.map(([key, said]) => `${key}:${said.replace(/[\r\n]/g, " ")}`))));
      for (const { start, end, allDay } of events) expect(allDay !== null || Date.parse(end) >= Date.parse(start)).toBe(true);
    }),
  );
});
