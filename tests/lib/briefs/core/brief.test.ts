import fc from "fast-check";
import { composeBrief } from "@/lib/briefs/core/compose-brief";
import { followed, mask, say, unmask } from "@/lib/briefs/core/sentence";
import { nextBriefAt } from "@/lib/briefs/core/next-brief";
import { dayBounds, readDay, type DayFacts } from "@/lib/briefs/core/read-day";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import type { Task } from "@/lib/tasks/contracts";
import { at } from "../../../support/calendar-owner";

const event = (title: string, start: string, end: string, rest: Partial<CalendarEvent> = {}): CalendarEvent =>
  ({
    id: title,
    ref: title,
    title,
    start: at(start),
    end: at(end),
    location: "",
    allDay: false,
    showAs: "busy",
    status: "confirmed",
    attendees: [],
    guests: [],
    ...rest,
  }) as unknown as CalendarEvent;
const task = (title: string, dueAt: string, dueTime: string | null = null): Task => ({ title, dueAt: at(dueAt), dueTime }) as unknown as Task;

/** A Thursday morning in Berlin. */
const facts: DayFacts = { now: at("2026-11-26T07:30"), zone: "Europe/Berlin", events: [], windows: [], tasks: [] };
const brief = (rest: Partial<DayFacts>, working = true): string[] =>
  composeBrief(readDay({ ...facts, ...rest }), { locale: "en-GB", hourCycle: "h23" }, working).map(({ text }) => text);

test("a full day is said with its first and last event, what overlaps, what is free and what is due", () => {
  expect(
    brief({
      events: [
        event("Standup", "2026-11-26T09:30", "2026-11-26T09:45", { location: "Room 2" }),
        event("Review", "2026-11-26T15:00", "2026-11-26T16:00"),
        event("Dentist", "2026-11-26T15:30", "2026-11-26T16:30"),
        event("Birthday", "2026-11-26T00:00", "2026-11-27T00:00", { allDay: true }),
      ],
      windows: [
        { start: at("2026-11-26T09:00"), end: at("2026-11-26T09:30") },
        { start: at("2026-11-26T09:45"), end: at("2026-11-26T15:00") },
      ],
      tasks: [task("Rent", "2026-11-25T00:00"), task("Call Tom", "2026-11-26T11:00", "11:00"), task("Milk", "2026-11-27T00:00")],
    }),
  ).toEqual([
    "3 events today. The first is “Standup” at 09:30, Room 2; the last ends at 16:30.",
    "All day: “Birthday”.",
    "“Review” at 15:00 overlaps with “Dentist”.",
    "5 hours 45 minutes are free in all, the longest stretch from 09:45 to 15:00.",
    "Due today: “Call Tom” (11:00) and “Milk”.",
    "Overdue: “Rent”.",
  ]);
});

test("in the middle of a day it speaks of what is still to come", () => {
  const standup = event("Standup", "2026-11-26T09:30", "2026-11-26T09:45");
  const review = event("Review", "2026-11-26T15:00", "2026-11-26T16:00");
  const dentist = event("Dentist", "2026-11-26T17:00", "2026-11-26T18:00");
  const said = (clock: string, ...events: CalendarEvent[]) => brief({ now: at(`2026-11-26T${clock}`), events }, false)[0];
  expect(said("12:00", standup, review)).toBe("One more event today: “Review” at 15:00.");
  expect(said("12:00", standup, review, dentist)).toBe("2 more events today. The next is “Review” at 15:00; the last ends at 18:00.");
  expect(said("23:00", standup, review)).toBe("Nothing more is on your calendar today.");
  expect(said("23:00", { ...standup, status: "cancelled" })).toBe("Nothing is on your calendar today.");
});

test("an empty day is said as it is, and a day off speaks of no free time", () => {
  expect(brief({}, false)).toEqual(["Nothing is on your calendar today."]);
  expect(brief({ events: [event("Trip", "2026-11-28T10:00", "2026-11-28T12:00")] }, false)).toEqual([
    "Nothing is on your calendar today. Next is “Trip” on Saturday 28 Nov at 10:00.",
  ]);
  expect(brief({})).toContain("No free time is left inside your working hours.");
});

test("what is over, cancelled, or shown as free is no conflict and not next", () => {
  const today = readDay({
    ...facts,
    now: at("2026-11-26T10:00"),
    events: [
      event("Over", "2026-11-26T08:00", "2026-11-26T09:00"),
      event("Gone", "2026-11-26T10:30", "2026-11-26T11:30", { status: "cancelled" }),
      event("Running", "2026-11-26T09:30", "2026-11-26T10:30"),
      event("Lunch", "2026-11-26T10:15", "2026-11-26T11:00", { showAs: "free" }),
    ],
    windows: [{ start: at("2026-11-26T09:00"), end: at("2026-11-26T10:45") }],
  });
  expect(today.next).toMatchObject({ event: { title: "Running" }, conflicts: [] });
  expect(today.events.map(({ title }) => title)).toEqual(["Running", "Lunch"]);
  expect(today.free.minutes).toBe(45);
});

test("the last of several events is the one that ends last", () => {
  expect(
    brief({ events: [event("Long", "2026-11-26T09:00", "2026-11-26T18:00"), event("Short", "2026-11-26T10:00", "2026-11-26T10:30")] }, false)[0],
  ).toContain("the last ends at 18:00");
});

test("the brief comes at the owner's wall clock, also over clock changes", () => {
  expect(nextBriefAt("07:30", "Europe/Berlin", "2026-03-28T06:30:00Z")).toBe("2026-03-29T05:30:00.000Z");
  expect(nextBriefAt("07:30", "Europe/Berlin", "2026-03-28T06:29:59Z")).toBe("2026-03-28T06:30:00.000Z");
  expect(nextBriefAt("02:30", "Europe/Berlin", "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
  expect(nextBriefAt("02:30", "Europe/Berlin", "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
  // Between the two comings of 02:30 the next one is tomorrow's.
  expect(nextBriefAt("02:30", "Europe/Berlin", "2026-10-25T00:45:00Z")).toBe("2026-10-26T01:30:00.000Z");
});

test("the next brief always lies ahead and less than 26 hours off", () => {
  const zones = ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      fc.integer({ min: 0, max: 1439 }),
      (zone, seconds, minute) => {
        const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000);
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        const ahead = now.until(nextBriefAt(time, zone, now.toString())).total("hours");
        return ahead > 0 && ahead < 26;
      },
    ),
  );
});

test("a day's bounds are the owner's midnights", () => {
  expect(dayBounds("2026-03-29T12:00:00Z", "Europe/Berlin")).toEqual({ date: "2026-03-29", start: "2026-03-28T23:00:00Z", end: "2026-03-29T22:00:00Z" });
});

test("mails that want an answer are counted, and the most pressing are named with who wrote them", () => {
  const mail = (subject: string, name: string | null = "Tom") => ({ subject, from: { email: "tom@example.com", name } });
  const said = (...mails: ReturnType<typeof mail>[]) =>
    composeBrief(readDay(facts), { locale: "en-GB", hourCycle: "h23" }, false, mails)
      .map(({ text }) => text)
      .slice(1);
  expect(said()).toEqual([]);
  expect(said(mail("Invoice"))).toEqual(["One mail wants an answer: “Invoice” from Tom."]);
  expect(said(mail("Invoice"), mail("", null), mail("x".repeat(200)), mail("Late"))).toEqual([
    "4 mails want an answer: “Invoice” from Tom, (no subject) from tom@example.com and 2 more.",
  ]);
  expect(said(mail("line\nbreak"))).toEqual(["One mail wants an answer: “line break” from Tom."]);
});

describe("what a model may do to a brief", () => {
  const sentences = [say`${"2 events"} today. The first is ${"“Standup”"} at ${"09:30"}.`, followed(say`Due today: ${"“Call 112 {1}”"}.`, say`No more.`)];
  const masked = mask(sentences);

  test("it never sees a fact", () => {
    expect(masked).toEqual({
      text: "{1} today. The first is {2} at {3}. Due today: {4}. No more.",
      facts: ["2 events", "“Standup”", "09:30", "“Call 112 {1}”"],
    });
  });

  test("its words are kept with every fact in its place", () => {
    expect(unmask("You have {1}, beginning with {2} at {3};\nand {4} is due.", masked)).toBe(
      "You have 2 events, beginning with “Standup” at 09:30; and “Call 112 {1}” is due.",
    );
  });

  test.each([
    ["a fact left out", "You have {1}, beginning with {2} at {3}."],
    ["a fact said twice", "{1} {2} {3} {4} {4}"],
    ["facts in another order", "{2} is first of {1} at {3}; {4}."],
    ["a number of its own", "{1}, {2} at {3}, {4}, in 7 days."],
    ["an address", "{1} {2} {3} {4} see evil.example/x"],
    ["a mail address", "{1} {2} {3} {4} write to a@b"],
    ["markup", "{1} {2} {3} {4} <b>now</b>"],
    ["a link", "{1} {2} {3} {4} [here](there)"],
    ["nothing", "  "],
    ["a speech", `{1} {2} {3} {4} ${"and so on ".repeat(60)}`],
    ["a place that isn't there", "{1} {2} {3} {4} {5}"],
  ])("%s is refused", (_what, words) => expect(unmask(words, masked)).toBeNull());

  test("whatever it says, what is kept holds the facts and nothing that looks like one", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom("{1}", "{2}", "{3}", "{4}", "and", "12", "#", "today"), fc.string()), { maxLength: 12 }), (words) => {
        const kept = unmask(words.join(" "), masked);
        if (kept === null) return;
        let rest = kept;
        for (const fact of masked.facts) {
          expect(rest).toContain(fact);
          rest = rest.slice(rest.indexOf(fact) + fact.length);
        }
        expect(masked.facts.reduce((text, fact) => text.replace(fact, ""), kept)).not.toMatch(/[\d{}<>@#*]/);
      }),
    );
  });
});
