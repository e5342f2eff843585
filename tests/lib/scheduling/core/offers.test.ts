import fc from "fast-check";
import { defaultRules, type AvailabilityRules } from "@/lib/scheduling/contracts";
import { freeWindows } from "@/lib/scheduling/core/availability";
import { contains, intersect, type Interval } from "@/lib/scheduling/core/intervals";
import { findOffers, type OfferQuestion, type Person } from "@/lib/scheduling/core/offers";

const ms = (text: string): number => Date.parse(text);
const monday = ms("2026-11-23T00:00Z");
const span = (start: string, end: string): Interval => ({ startMs: ms(`2026-11-23T${start}Z`), endMs: ms(`2026-11-23T${end}Z`) });
const person = (name: string, busy: readonly Interval[] = [], more: Partial<Person> = {}, rules: Partial<AvailabilityRules> = {}): Person => ({
  name,
  required: true,
  busy,
  ...more,
  rules: { ...defaultRules("UTC"), ...rules },
});
const ask = (people: readonly Person[], more: Partial<OfferQuestion> = {}): OfferQuestion => ({
  people,
  durationMinutes: 60,
  stepMinutes: 30,
  zone: "UTC",
  nowMs: null,
  fromMs: monday,
  toMs: monday + 86_400_000,
  limit: 5,
  ...more,
});
const starts = (question: OfferQuestion): string[] => findOffers(question).offers.map(({ startMs }) => new Date(startMs).toISOString().slice(11, 16));

describe("offers", () => {
  it("come earliest first on the grid", () => {
    expect(starts(ask([person("Ana", [span("09:00", "09:40")])]))).toEqual(["10:00", "10:30", "11:00", "11:30", "12:00"]);
  });

  it("start at the offset past the hour, and afresh in each window where the step doesn't divide the hour", () => {
    expect(starts(ask([person("Ana")], { stepMinutes: 60, offsetMinutes: 10, limit: 2 }))).toEqual(["09:10", "10:10"]);
    expect(starts(ask([person("Ana", [span("11:00", "13:00")])], { stepMinutes: 45, durationMinutes: 45, limit: 9 }))).toEqual([
      "09:00",
      "09:45",
      "13:00",
      "13:45",
      "14:30",
      "15:15",
      "16:00",
    ]);
  });

  it("leave soft wishes for last and say so", () => {
    const people = [person("Ana"), person("Ben", [], { avoid: [span("00:00", "16:00")] })];
    const { offers } = findOffers(ask(people));
    expect(starts(ask(people))).toEqual(["16:00", "09:00", "09:30", "10:00", "10:30"]);
    expect(offers[1]?.because).toContain("Ben would rather not");
  });

  it("take turns over the days where they are asked to, without overlapping, and leave what somebody would rather not have for last", () => {
    const days = (question: OfferQuestion): string[] =>
      findOffers({ ...question, toMs: monday + 3 * 86_400_000, inTurns: true }).offers.map(({ startMs }) => new Date(startMs).toISOString().slice(8, 16));
    expect(days(ask([person("Ana")], { limit: 5 }))).toEqual(["23T09:00", "24T09:00", "25T09:00", "23T10:00", "24T10:00"]);
    const reluctant = person("Ben", [], { avoid: [{ startMs: monday, endMs: monday + 2 * 86_400_000 }] });
    expect(days(ask([person("Ana", [{ startMs: ms("2026-11-25T11:00Z"), endMs: ms("2026-11-26T00:00Z") }]), reluctant], { limit: 4 }))).toEqual([
      "25T09:00",
      "25T10:00",
      "23T09:00",
      "24T09:00",
    ]);
  });

  it("want required people free and optional ones if possible", () => {
    const people = [person("Ana"), person("Ben", [span("09:00", "12:00")], { required: false })];
    expect(starts(ask(people, { limit: 1 }))).toEqual(["12:00"]);
    expect(starts(ask([person("Ana", [span("12:00", "17:00")]), person("Ben", [span("09:00", "12:00")], { required: false })], { limit: 1 }))).toEqual([
      "09:00",
    ]);
    expect(
      findOffers(ask([person("Ana", [span("12:00", "17:00")]), person("Ben", [span("09:00", "12:00")], { required: false })])).offers[0]?.because,
    ).toContain("Ben can't come (optional)");
  });

  it("share unsocial hours across zones", () => {
    const always = { hours: null };
    const people = [person("Ana", [], {}, { ...always, zone: "Europe/Berlin" }), person("Kim", [], {}, { ...always, zone: "America/New_York" })];
    expect(starts(ask(people, { limit: 1, ranking: "fair" }))).toEqual(["14:00"]);
  });

  it("leave long free stretches whole where calm is asked for", () => {
    const question = ask([person("Ana", [span("11:00", "11:30")], {}, { hours: [{ days: [1], start: "09:30", end: "15:00" }] })], {
      durationMinutes: 30,
      fromMs: ms("2026-11-23T12:00Z"),
      limit: 3,
    });
    expect(starts({ ...question, ranking: "calm" })).toEqual(["12:00", "12:30", "14:00"]);
    expect(starts({ ...question, ranking: "earliest" })).toEqual(["12:00", "12:30", "13:00"]);
  });

  it("stand apart where asked", () => {
    expect(starts(ask([person("Ana")], { apartMinutes: 120, limit: 3 }))).toEqual(["09:00", "11:00", "13:00"]);
  });

  it("are none where nobody has room", () => {
    expect(findOffers(ask([person("Ana", [span("09:00", "17:00")])]))).toEqual({ windows: [], offers: [] });
    expect(findOffers(ask([person("Ana")], { toMs: monday })).offers).toEqual([]);
  });
});

const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");
const busy = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 14 * 96 }), fc.integer({ min: 1, max: 30 }))
    .map(([start, length]) => ({ startMs: monday + start * 900_000, endMs: monday + (start + length) * 900_000 })),
  { maxLength: 25 },
);
const anyPerson = fc
  .record({
    zone,
    busy,
    required: fc.boolean(),
    buffer: fc.constantFrom(0, 10),
    start: fc.constantFrom("07:00", "09:00", "20:00"),
    end: fc.constantFrom("03:00", "17:00", "19:30"),
  })
  .map(({ zone: home, busy: times, required, buffer, start, end }): Person =>
    person("P", times, { required }, { zone: home, bufferBeforeMinutes: buffer, hours: [{ days: [1, 2, 3, 4, 5], start, end }] }),
  );
const question = (people: readonly Person[], more: Partial<OfferQuestion> = {}): OfferQuestion =>
  ask(people, { toMs: monday + 14 * 86_400_000, limit: 30, ...more });

describe("common time", () => {
  it("is the intersection of each required person's own free time", () => {
    fc.assert(
      fc.property(fc.array(anyPerson, { minLength: 1, maxLength: 6 }), (people) => {
        const asked = question(people);
        const required = people.filter((one) => one.required);
        const own = (required.length > 0 ? required : people).map((one) =>
          freeWindows({ rules: one.rules, busy: one.busy, nowMs: null, fromMs: asked.fromMs, toMs: asked.toMs }),
        );
        expect(findOffers(asked).windows).toEqual(own.reduce(intersect));
      }),
      { numRuns: 150 },
    );
  });

  it("never lets an offer overlap a required person's busy time, and keeps scores in order", () => {
    fc.assert(
      fc.property(
        fc.array(anyPerson, { minLength: 1, maxLength: 5 }),
        fc.constantFrom("earliest" as const, "calm" as const, "fair" as const),
        (people, ranking) => {
          const { windows, offers } = findOffers(question(people, { ranking }));
          for (const offer of offers) {
            expect(contains(windows, offer.startMs, offer.endMs)).toBe(true);
            for (const one of people.filter((other) => other.required))
              expect(one.busy.some((time) => time.startMs < offer.endMs && offer.startMs < time.endMs)).toBe(false);
          }
          const scores = offers.map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("doesn't change when zone and clock move together", () => {
    fc.assert(
      fc.property(busy, fc.integer({ min: -11, max: 12 }), (times, hours) => {
        const shift = hours * 3_600_000;
        const moved = times.map(({ startMs, endMs }) => ({ startMs: startMs - shift, endMs: endMs - shift }));
        const zoneThere = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
        const here = findOffers(question([person("P", times, {}, { zone: "+00:00" })], { zone: "+00:00" }));
        const there = findOffers(
          question([person("P", moved, {}, { zone: zoneThere })], { zone: zoneThere, fromMs: monday - shift, toMs: monday + 14 * 86_400_000 - shift }),
        );
        expect(there.offers.map(({ startMs, score }) => [startMs + shift, score])).toEqual(here.offers.map(({ startMs, score }) => [startMs, score]));
      }),
      { numRuns: 100 },
    );
  });
});
