import type { OutsideEvent } from "@/lib/integrations/contracts";
import { recurrenceOf, rruleOf, type GraphRecurrence } from "@/lib/integrations/providers/microsoft/recurrence-map";
import { daysOf, type Recurrence } from "../../../../support/microsoft/series";

const event = (rrule: string, rest: Partial<OutsideEvent> = {}): OutsideEvent => ({
  sourceId: "x",
  etag: null,
  seriesSourceId: null,
  originalStart: null,
  title: "",
  description: "",
  location: "",
  start: "2026-11-26T09:00:00.000Z",
  end: "2026-11-26T10:00:00.000Z",
  allDay: null,
  zone: "Europe/Berlin",
  status: "confirmed",
  showAs: "busy",
  attendees: [],
  rrule,
  exdates: [],
  sequence: 0,
  ...rest,
});
const graph = (rrule: string, rest?: Partial<OutsideEvent>): GraphRecurrence => recurrenceOf(event(rrule, rest)) as GraphRecurrence;
const there = (rrule: string): string | null => rruleOf(graph(rrule), "Europe/Berlin", false);

// 26 November 2026 is the fourth and last Thursday of its month.
test.each([
  ["FREQ=DAILY", "FREQ=DAILY"],
  ["FREQ=DAILY;INTERVAL=3;COUNT=5", "FREQ=DAILY;INTERVAL=3;COUNT=5"],
  ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["FREQ=WEEKLY", "FREQ=WEEKLY"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU", "FREQ=WEEKLY;BYDAY=TU,TH;WKST=SU;INTERVAL=2"],
  ["FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=26"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"],
  ["FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"],
  ["FREQ=MONTHLY;BYDAY=4TH", "FREQ=MONTHLY;BYDAY=4TH"],
  ["FREQ=MONTHLY;BYDAY=-1TH;INTERVAL=2", "FREQ=MONTHLY;BYDAY=-1TH;INTERVAL=2"],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"],
  ["FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=26"],
  ["FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"],
  ["FREQ=DAILY;UNTIL=20261231T225959Z", "FREQ=DAILY;UNTIL=20261231T225959Z"],
])("%s is at Outlook and back %s", (rrule, back) => {
  expect(there(rrule)).toBe(back);
});

test.each([
  "FREQ=HOURLY",
  "FREQ=DAILY;BYHOUR=9,15",
  "FREQ=MONTHLY;BYMONTHDAY=1,15",
  "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1",
  "FREQ=YEARLY;BYWEEKNO=20",
  "FREQ=MONTHLY;BYDAY=5MO",
  "FREQ=MONTHLY;BYDAY=1MO,3MO",
])("%s is nothing Outlook can do, and that is said", (rrule) => {
  expect(() => graph(rrule)).toThrow(
    expect.objectContaining({ code: "integrations/forbidden-outside", publicMessage: expect.stringContaining("Outlook can't repeat") as string }),
  );
});

test("the end of a series is its last day where it repeats, and an all-day series has no clock", () => {
  expect(graph("FREQ=DAILY;UNTIL=20261130T230000Z").range).toMatchObject({
    type: "endDate",
    endDate: "2026-12-01",
    recurrenceTimeZone: "W. Europe Standard Time",
  });
  const allDay = { allDay: { first: "2026-11-26", last: "2026-11-26" }, start: "", end: "" };
  const range = graph("FREQ=DAILY;UNTIL=20261130", allDay).range;
  expect(range).toMatchObject({ startDate: "2026-11-26", endDate: "2026-11-30" });
  expect(rruleOf(graph("FREQ=DAILY;UNTIL=20261130", allDay), "Europe/Berlin", true)).toBe("FREQ=DAILY;UNTIL=20261130");
});

test("a pattern that nobody knows is no rule", () => {
  const odd = { pattern: { type: "lunar", interval: 1 }, range: { type: "noEnd", startDate: "2026-11-26" } };
  expect(rruleOf(odd, "UTC", false)).toBeNull();
});

test("the 31st is the last day of shorter months, there and here", () => {
  const pattern = {
    pattern: { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
    range: { type: "numbered", startDate: "2026-12-31", numberOfOccurrences: 4 },
  };
  expect(daysOf(pattern as Recurrence, "2027-12-31")).toEqual(["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]);
  expect(rruleOf(pattern, "UTC", false)).toBe("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4");
});
