import ICAL from "ical.js";
import { fileNameOf, uniqueNames } from "@/lib/owner-data/core/file-names";
import { icsEvent, icsHead, icsTail, icsZone, type IcsEvent } from "@/lib/icalendar/write";

const event = (rest: Partial<IcsEvent> = {}): IcsEvent => ({
  id: "0191b2c3-0000-7000-8000-000000000000",
  title: "Lunch",
  description: "",
  location: "",
  startsAt: "2026-11-26T11:30:00.000Z",
  endsAt: "2026-11-26T12:30:00.000Z",
  allDay: false,
  startDate: null,
  endDate: null,
  zone: "Europe/Berlin",
  status: "confirmed",
  showAs: "busy",
  attendees: [],
  rrule: null,
  exdates: [],
  seriesId: null,
  originalStartsAt: null,
  sequence: 0,
  updatedAt: "2026-11-20T08:00:00.000Z",
  ...rest,
});
const parsed = (...parts: string[]) => new ICAL.Component(ICAL.parse(`${icsHead("Work")}${parts.join("")}${icsTail()}`) as unknown[]);
const first = (rest: Partial<IcsEvent>) => new ICAL.Event(parsed(icsEvent(event(rest))).getFirstSubcomponent("vevent")!);

test("an all-day event is its dates, the end behind the last one", () => {
  const day = first({ allDay: true, startDate: "2026-12-24", endDate: "2026-12-26" });
  expect([day.startDate.toString(), day.endDate.toString()]).toEqual(["2026-12-24", "2026-12-27"]);
});

test("a series keeps its clock across the clock change, by the zone written beside it", () => {
  const calendar = parsed(
    icsZone("Europe/Berlin", 2026, 2027),
    icsEvent(event({ startsAt: "2026-03-23T08:00:00.000Z", endsAt: "2026-03-23T09:00:00.000Z", rrule: "FREQ=WEEKLY;COUNT=3", exdates: ["20260330T070000Z"] })),
  );
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone")!);
  const series = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
  const iterator = series.iterator();
  const starts: string[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) {
    const local = next.clone();
    local.zone = zone;
    starts.push(local.toJSDate().toISOString());
  }
  expect(starts.at(0)).toBe("2026-03-23T08:00:00.000Z");
  expect(starts.at(-1)).toBe("2026-04-06T07:00:00.000Z");
});

test("what people write can't end a line or begin a property", () => {
  const evil = first({ title: "A\r\nATTENDEE:mailto:x@example.com;,\\", attendees: [{ email: "a@example.com", name: 'Q";X="1' }] });
  expect(evil.summary).toBe("A\nATTENDEE:mailto:x@example.com;,\\");
  expect(evil.attendees).toHaveLength(1);
});

test("long lines are folded between characters, at 75 octets at most", () => {
  const text = icsEvent(event({ title: "🙂é".repeat(80) }));
  for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(new ICAL.Event(parsed(text).getFirstSubcomponent("vevent")!).summary).toBe("🙂é".repeat(80));
});

test("a changed occurrence names the series and the time it would have had", () => {
  const changed = first({ seriesId: "0191b2c3-0000-7000-8000-000000000009", originalStartsAt: "2026-11-26T08:00:00.000Z" });
  expect(changed.uid).toBe("0191b2c3-0000-7000-8000-000000000009@perin");
  expect(changed.recurrenceId.toJSDate().toISOString()).toBe("2026-11-26T08:00:00.000Z");
});

test("file names are safe everywhere and never collide", () => {
  expect(fileNameOf('a/b\\c:d*e?"<>|')).toBe("a b c d e");
  expect(fileNameOf("..")).toBe("untitled");
  expect(fileNameOf("CON")).toBe("untitled");
  const name = uniqueNames();
  expect([name("c", "A", "md"), name("c", "a", "md"), name("c", "A", "md")]).toEqual(["c/A.md", "c/a (2).md", "c/A (3).md"]);
});
