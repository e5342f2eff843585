/** From the owner's words to instants: what isn't said stays, what has passed is refused, what is missing is asked for. */
import fc from "fast-check";
import { readExactMoment } from "@/lib/ai/core/exact-moment";
import { resolveMove } from "@/lib/ai/core/resolve-move";
import { resolveNewEvent } from "@/lib/ai/core/resolve-new-event";
import { resolveFutureWhen, resolveSpan, type WhenContext } from "@/lib/ai/core/resolve-when";

const context: WhenContext = { now: "2026-11-23T10:00:00+01:00", zone: "Europe/Berlin", locale: "en-GB", hourCycle: "h23", weekStart: 1 };
const lunch = { start: "2026-11-26T12:30:00+01:00", end: "2026-11-26T13:30:00+01:00", allDay: false };
const holiday = { start: "2026-11-26T00:00:00+01:00", end: "2026-11-28T00:00:00+01:00", allDay: true };

const moved = (phrase: string, event = lunch, minutes?: number) => {
  const place = resolveMove(phrase, event, minutes, context);
  return !place.ok ? place.reason : "window" in place ? "window" : `${place.start.slice(0, 16)}/${place.end.slice(11, 16)}${place.allDay ? " all day" : ""}`;
};

test.each([
  ["to Friday", "2026-11-27T12:30/13:30"],
  ["Friday", "2026-11-27T12:30/13:30"],
  ["at 4", "2026-11-26T16:00/17:00"],
  ["to 15:15", "2026-11-26T15:15/16:15"],
  ["to 3pm on Friday", "2026-11-27T15:00/16:00"],
  ["2-4pm", "2026-11-26T14:00/16:00"],
  ["half an hour later", "2026-11-26T13:00/14:00"],
  ["an hour earlier", "2026-11-26T11:30/12:30"],
  ["by 30 minutes", "2026-11-26T13:00/14:00"],
  ["push it back 15 minutes", "2026-11-26T12:45/13:45"],
  ["bring it forward by an hour", "2026-11-26T11:30/12:30"],
  ["a day later", "2026-11-27T12:30/13:30"],
  ["a week later", "2026-12-03T12:30/13:30"],
  ["the next day", "2026-11-27T12:30/13:30"],
  ["same time next week", "2026-12-03T12:30/13:30"],
  ["same time tomorrow", "2026-11-24T12:30/13:30"],
  ["next week", "2026-12-03T12:30/13:30"],
  ["2026-11-30T09:00:00+01:00", "2026-11-30T09:00/10:00"],
  ["yesterday at noon", "time-past"],
  ["to wherever you like", "time-unclear"],
  ["an hour forward", "time-ambiguous"],
])("an event on Thursday 12:30 moved “%s”", (phrase, expected) => {
  expect(moved(phrase)).toBe(expected);
});

test("a bare hour is the nearer of the two to the event's own, as long as that lies ahead", () => {
  const gym = { start: "2026-11-26T07:00:00+01:00", end: "2026-11-26T08:00:00+01:00", allDay: false };
  const dinner = { start: "2026-11-26T19:00:00+01:00", end: "2026-11-26T21:00:00+01:00", allDay: false };
  const today = { start: "2026-11-23T11:00:00+01:00", end: "2026-11-23T12:00:00+01:00", allDay: false };
  expect([moved("at 8", gym), moved("at 8", dinner), moved("at 8pm", gym)]).toEqual([
    "2026-11-26T08:00/09:00",
    "2026-11-26T20:00/22:00",
    "2026-11-26T20:00/21:00",
  ]);
  expect(moved("at 8", today)).toBe("2026-11-23T20:00/21:00");
});

test("a part of a day keeps the clock time if it lies inside, else somebody has to look", () => {
  expect(moved("Friday afternoon")).toBe("2026-11-27T12:30/13:30");
  expect(moved("Friday morning")).toBe("window");
  expect(moved("in the morning")).toBe("window");
  expect(moved("between 12 and 2 on Friday")).toBe("2026-11-27T12:30/13:30");
});

test("days of an all-day event move as whole days, and keep their number", () => {
  expect(moved("to Monday", holiday)).toBe("2026-11-30T00:00/00:00 all day");
  expect(moved("a day later", holiday)).toBe("2026-11-27T00:00/00:00 all day");
  expect(moved("Monday at 10", holiday)).toBe("duration-missing");
  expect(moved("Monday at 10", holiday, 60)).toBe("2026-11-30T10:00/11:00");
});

test("a given length wins over the event's own", () => {
  expect(moved("to Friday", lunch, 30)).toBe("2026-11-27T12:30/13:00");
});

test("across a clock change days keep the wall clock, hours keep the elapsed time", () => {
  const winter: WhenContext = { ...context, now: "2026-10-24T08:00:00+02:00" };
  const talk = { start: "2026-10-24T12:00:00+02:00", end: "2026-10-24T13:00:00+02:00", allDay: false };
  expect(resolveMove("a day later", talk, undefined, winter)).toMatchObject({ start: "2026-10-25T12:00:00+01:00" });
  expect(resolveMove("24 hours later", talk, undefined, winter)).toMatchObject({ start: "2026-10-25T11:00:00+01:00" });
});

const fresh = (words: Parameters<typeof resolveNewEvent>[0]) => {
  const place = resolveNewEvent(words, context);
  return !place.ok
    ? place.reason
    : "window" in place
      ? `window ${place.window.start.slice(0, 16)} ${place.durationMinutes}`
      : `${place.start.slice(0, 16)}/${place.end.slice(0, 16)}${place.allDay ? " all day" : ""}${place.rrule ? ` ${place.rrule}` : ""}`;
};

test.each<[string, Parameters<typeof resolveNewEvent>[0], string]>([
  ["a length", { when: "Thursday at 12:30", durationMinutes: 60 }, "2026-11-26T12:30/2026-11-26T13:30"],
  ["a span", { when: "Thursday 2-3pm" }, "2026-11-26T14:00/2026-11-26T15:00"],
  ["an end on the same day", { when: "Thursday at 12:30", end: "14:00" }, "2026-11-26T12:30/2026-11-26T14:00"],
  ["an end after midnight", { when: "Thursday at 22:00", end: "1am" }, "2026-11-26T22:00/2026-11-27T01:00"],
  ["a length inside the phrase", { when: "Thursday at 12:30 for 45 minutes" }, "2026-11-26T12:30/2026-11-26T13:15"],
  ["no length", { when: "Thursday at 12:30" }, "duration-missing"],
  ["no time", { when: "Thursday", durationMinutes: 30 }, "time-missing"],
  ["nothing", { when: "", durationMinutes: 30 }, "time-missing"],
  ["nonsense", { when: "blue", durationMinutes: 30 }, "time-unclear"],
  ["a past time", { when: "yesterday at 10", durationMinutes: 30 }, "time-past"],
  ["a whole day", { when: "Thursday", allDay: true }, "2026-11-26T00:00/2026-11-27T00:00 all day"],
  ["several whole days", { when: "Thursday", end: "Saturday", allDay: true }, "2026-11-26T00:00/2026-11-29T00:00 all day"],
  ["a part of a day", { when: "Friday afternoon", durationMinutes: 30 }, "window 2026-11-27T12:00 30"],
  ["a stretch to look in", { when: "Friday between 2 and 5pm", durationMinutes: 30 }, "window 2026-11-27T14:00 30"],
  ["from and to", { when: "Friday from 2 to 5pm" }, "2026-11-27T14:00/2026-11-27T17:00"],
  ["a repetition in words", { when: "Monday at 9", repeat: "every Monday", durationMinutes: 30 }, "2026-11-30T09:00/2026-11-30T09:30 FREQ=WEEKLY;BYDAY=MO"],
])("a new event with %s", (_title, words, expected) => {
  expect(fresh(words)).toBe(expected);
});

test("what has passed comes with answers that can be said back and understood", () => {
  const refused = resolveFutureWhen("today at 8am", context);
  expect(refused).toMatchObject({ ok: false, reason: "time-past" });
  const options = refused.ok ? [] : (refused.options ?? []);
  expect(options.length).toBeGreaterThan(0);
  for (const { value } of options) expect(resolveFutureWhen(value, context)).toMatchObject({ ok: true, start: expect.stringContaining("T08:00") });
});

test("spans to look in: a day, a part of it, an open end, a moment", () => {
  const span = (phrase: string) => {
    const read = resolveSpan(phrase, context);
    return read.ok ? `${read.start.slice(0, 16)}/${read.end.slice(0, 16)}` : read.reason;
  };
  expect(span("Thursday")).toBe("2026-11-26T00:00/2026-11-27T00:00");
  expect(span("tomorrow afternoon")).toMatch(/^2026-11-24T12:00\/2026-11-24T19:00$/);
  expect(span("Thursday at 3pm")).toBe("2026-11-26T15:00/2026-11-26T15:01");
  expect(span("after 3pm on Thursday")).toBe("2026-11-26T15:00/2026-11-27T00:00");
});

test("an instant that was answered is read back exactly, in any zone", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000 }),
      fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "+05:30"),
      (seconds, zone) => {
        const said = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
        const read = readExactMoment(said, zone);
        expect(Temporal.Instant.from(read?.start ?? "").epochMilliseconds).toBe(seconds * 1000);
      },
    ),
  );
});

test.each(["2026-13-01", "2026-11-26T25:00", "soon", "2026-11-26/x", "a/b/c", ""])("“%s” is no exact moment", (text) => {
  expect(readExactMoment(text, "Europe/Berlin")).toBeNull();
});
