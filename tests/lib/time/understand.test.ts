import { cpuMs } from "../../support/cpu-time";
import { formatDay, formatDuration, formatInstant, formatRange } from "@/lib/time/format";
import { onDayOf } from "@/lib/time/combine";
import type { TimeContext, TimeMatch } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";
import fc from "fast-check";
import { describe1, exampleContext } from "./describe-match";

const epoch = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;
const at = (seconds: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "second" });
const only = (text: string, context: TimeContext = exampleContext): TimeMatch => {
  const matches = understandTime(text, context);
  expect(matches.map((match) => match.text)).toHaveLength(1);
  return matches[0] as TimeMatch;
};
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "+02:45"] as const;
const minutes = fc.integer({ min: 29_850_000, max: 30_500_000 }).map((value) => value * 60);

describe("reading back what is printed", () => {
  it("gives the printed minute again in every zone and hour cycle, but in a fold", () => {
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), fc.constantFrom("h12" as const, "h23" as const), (seconds, zone, hourCycle) => {
        const now = at(1_795_000_000, zone);
        const instant = at(seconds, zone);
        const wall = Temporal.PlainDateTime.from(instant.slice(0, 19));
        fc.pre(
          wall.toZonedDateTime(zone, { disambiguation: "earlier" }).epochMilliseconds ===
            wall.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds,
        );
        const printed = formatInstant(instant, { zone, hourCycle, now, locale: "en-GB" });
        expect(epoch(only(printed, { now, zone, prefer: "future", locale: "en-GB" }).start)).toBe(seconds * 1000);
      }),
      { numRuns: 300 },
    );
  });

  it("gives the printed range again", () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 5, max: 2000 }), (seconds, length) => {
        const zone = "Asia/Kolkata";
        const [start, end] = [at(seconds, zone), at(seconds + length * 60, zone)];
        const match = only(formatRange(start, end, { zone, hourCycle: "h23" }), { now: at(1_795_000_000, zone), zone, prefer: "future" });
        expect([epoch(match.start), epoch(match.end ?? "")]).toEqual([seconds * 1000, (seconds + length * 60) * 1000]);
      }),
      { numRuns: 200 },
    );
  });

  it("gives the printed day and duration again", () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 3000 }), (seconds, length) => {
        const zone = "Europe/Berlin";
        expect(only(formatDay(at(seconds, zone), { zone }), { now: at(1_795_000_000, zone), zone }).start.slice(0, 10)).toBe(at(seconds, zone).slice(0, 10));
        const { duration = "" } = only(`for ${formatDuration(length)}`);
        expect(Temporal.Duration.from(duration).total({ unit: "minutes", relativeTo: "2026-01-01" })).toBe(length);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the clock and the zone", () => {
  const phrases = [
    "tomorrow at 3",
    "next Tuesday afternoon",
    "at 5",
    "in the morning",
    "by Friday",
    "end of the month",
    "second Tuesday in March",
    "every other Thursday at 10 until June",
    "between 3 and 4:30 pm",
    "last weekend",
    "in 3 days",
    "Mon-Wed 9-11",
  ];

  it("changes nothing on the wall when zone and clock are shifted together", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...phrases),
        fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }),
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: -12, max: 12 }),
        (phrase, seconds, a, b) => {
          const read = (hours: number): unknown => {
            const zone = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
            return understandTime(phrase, { now: at(seconds - hours * 3600, zone), zone, prefer: "future" }).map(({ start, end, rrule }) => [
              start.slice(0, 19),
              end?.slice(0, 19),
              rrule,
            ]);
          };
          expect(read(a)).toEqual(read(b));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("counts hours in real time and days by the calendar across a clock change", () => {
    const context: TimeContext = { now: "2026-10-24T12:00:00+02:00", zone: "Europe/Berlin", prefer: "future" };
    expect(only("in 24 hours", context).start).toBe("2026-10-25T11:00:00+01:00");
    expect(only("tomorrow at noon", context).start).toBe("2026-10-25T12:00:00+01:00");
  });

  it("takes the later instant where a clock time is skipped", () => {
    expect(only("tomorrow at 2:30 am", { now: "2026-03-28T12:00:00+01:00", zone: "Europe/Berlin" }).start).toBe("2026-03-29T03:30:00+02:00");
  });

  it("answers in the zone that was named", () => {
    expect(only("3pm London time")).toMatchObject({ start: "2026-11-23T15:00:00+00:00", zone: "Europe/London" });
  });

  it("treats an unknown zone as UTC instead of failing", () => {
    expect(only("tomorrow", { now: "2026-11-23T10:00:00Z", zone: "Nowhere/Land" }).start).toBe("2026-11-24T00:00:00+00:00");
  });
});

describe("robustness", () => {
  const pieces = [
    "monday",
    "3pm",
    "to",
    "-",
    "9:00",
    "between",
    "and",
    "the",
    "second",
    "in",
    "march",
    "2",
    "weeks",
    "after",
    "lunch",
    "every",
    "from",
    "until",
    "half",
    "next",
    "may",
    "of",
    "end",
    "12/3",
    "at",
    "(",
    "'",
    "1.2.3",
    "+02:00",
    "\u200f",
    "🙂",
    "\ud800",
  ];

  it("never throws, and gives ordered matches that lie in the text", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200, unit: "binary" }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((words) => words.join(" ")),
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((words) => words.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("future" as const, "past" as const, undefined), (input, prefer) => {
        const matches = understandTime(input, { now: exampleContext.now, zone: "Europe/Berlin", ...(prefer ? { prefer } : {}) });
        let last = 0;
        for (const match of matches) {
          expect(match.index).toBeGreaterThanOrEqual(last);
          expect(input.slice(match.index, match.endIndex)).toBe(match.text);
          expect(match.end === null || epoch(match.end) >= epoch(match.start)).toBe(true);
          last = match.endIndex;
        }
      }),
      { numRuns: 20000 },
    );
  });

  it.each([
    "monday ",
    "3 to ",
    "march 3 - ",
    "9:00 to 9:30, ",
    "every monday and ",
    "1 hour ",
    "twenty five ",
    "2 weeks after ",
    "between 3 and ",
    "a",
    "(",
    "1:",
    "the last ",
  ])("four times as much of %j takes about four times as long, up to 5,000 characters (npm run bench has the milliseconds)", (piece) => {
    const least = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      understandTime(text, exampleContext);
      const times = Array.from({ length: 9 }, () => {
        const startedMs = cpuMs();
        understandTime(text, exampleContext);
        return cpuMs() - startedMs;
      });
      return Math.min(...times);
    };
    expect(least(5_000)).toBeLessThan(9 * least(1_250) + 25);
  });
});

describe("no time where there is none", () => {
  it.each([
    "may I come in",
    "the 3 of us",
    "I have a second",
    "march on",
    "version 2.3.4",
    "it costs $3.50",
    "at 6.45 percent",
    "a 4:3 screen",
    "room 204",
    "call 650-283-4757",
    "table for 4",
    "the second option",
    "he is 5 years old",
    "good morning",
    "Lunch with Maya",
    "25:12",
    "192.168.0.1",
    "ABC-12345-A1B2C3",
    "3 30",
    "he sat down",
    "the sun is out",
    "up-to-date",
    "02/29/2022",
  ])("%s", (text) => {
    expect(understandTime(text, exampleContext)).toEqual([]);
  });
});

describe("what is ambiguous", () => {
  it("offers the other half of the day for a bare hour", () => {
    expect(only("tomorrow at 3").alternatives.map(({ start }) => start)).toEqual(["2026-11-24T03:00:00+01:00"]);
  });
  it("offers the coming day beside the one of next week", () => {
    expect(only("next Friday")).toMatchObject({ start: "2026-12-04T00:00:00+01:00", alternatives: [{ start: "2026-11-27T00:00:00+01:00" }] });
  });
  it("offers today beside next week for the name of today", () => {
    expect(only("on Monday")).toMatchObject({ start: "2026-11-30T00:00:00+01:00", alternatives: [{ start: "2026-11-23T00:00:00+01:00" }] });
  });
  it("reads 3/12 by the locale and offers the other order", () => {
    expect(only("3/12").start).toBe("2027-03-12T00:00:00+01:00");
    expect(only("3/12", { ...exampleContext, locale: "en-GB" })).toMatchObject({
      start: "2026-12-03T00:00:00+01:00",
      alternatives: [{ start: "2027-03-12T00:00:00+01:00" }],
    });
  });
  it("points where the caller wishes", () => {
    expect(describe1("Friday", { ...exampleContext, prefer: "past" })).toBe("2026-11-20");
    expect(describe1("at 4", { ...exampleContext, prefer: "past" })).toBe("2026-11-22T16:00");
  });
});

describe("sentences", () => {
  it("finds each phrase where it stands and leaves the words around it", () => {
    const text = "Lunch with Maya on Thursday at 12:30, one hour, or Friday after 2";
    expect(understandTime(text, exampleContext).map((match) => match.text)).toEqual(["on Thursday at 12:30, one hour", "Friday after 2"]);
  });
  it("moves a time that stood apart onto the day that was named", () => {
    const [day, time] = understandTime("next Saturday at the lake at 5pm", exampleContext);
    expect(onDayOf(time as TimeMatch, day as TimeMatch, "Europe/Berlin")).toMatchObject({ start: "2026-12-05T17:00:00+01:00", dateGiven: true });
    expect(onDayOf(day as TimeMatch, time as TimeMatch, "Europe/Berlin")).toBeUndefined();
  });
  it("forgives a slip of the finger in a name, not in an everyday word", () => {
    expect(describe1("wendesday at 9")).toBe("2026-11-25T09:00");
    expect(describe1("on the 5th of septmber")).toBe("2027-09-05");
    expect(describe1("a sundry match in the marsh")).toBe("");
  });
});
