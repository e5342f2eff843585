import type { TimeContext } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"] as const;

/** What a phrase means on the wall, said in a zone at a wall-clock time there. */
const onTheWall = (text: string, wall: string, zone: string, prefer?: TimeContext["prefer"]): string[] => {
  const now = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toString({ timeZoneName: "never", smallestUnit: "second" });
  return understandTime(text, { now, zone, ...(prefer ? { prefer } : {}) }).map(({ start, end, rrule }) =>
    [...(rrule === undefined ? [] : [rrule]), start.slice(0, 16), ...(end === null ? [] : [end.slice(0, 16)])].join(" "),
  );
};

describe.each(zones)("phrases said in %s", (zone) => {
  it("finds the range that is under way, and the next one once it is over", () => {
    expect(onTheWall("from August to October", "2026-09-15T12:00", zone, "future")).toEqual(["2026-08-01T00:00 2026-11-01T00:00"]);
    expect(onTheWall("from August to October", "2026-11-15T12:00", zone, "future")).toEqual(["2027-08-01T00:00 2027-11-01T00:00"]);
    expect(onTheWall("Dec 20 to Jan 5", "2027-01-02T12:00", zone, "future")).toEqual(["2026-12-20T00:00 2027-01-06T00:00"]);
    expect(onTheWall("Aug 8 - Aug 12", "2026-02-12T04:30", zone, "future")).toEqual(["2026-08-08T00:00 2026-08-13T00:00"]);
  });

  it("puts both ends of a range into the week that is named behind the second", () => {
    expect(onTheWall("Tuesday to Thursday next week", "2026-11-23T10:00", zone, "future")).toEqual(["2026-12-01T00:00 2026-12-04T00:00"]);
    expect(onTheWall("Friday to Tuesday next week", "2026-11-23T10:00", zone, "future")).toEqual(["2026-11-27T00:00 2026-12-02T00:00"]);
  });

  it("keeps today's place in another week, month or year, cut to the month's length", () => {
    expect(onTheWall("this day next week", "2026-12-30T10:00", zone)).toEqual(["2027-01-06T00:00 2027-01-07T00:00"]);
    expect(onTheWall("this day next month", "2027-01-31T10:00", zone)).toEqual(["2027-02-28T00:00 2027-03-01T00:00"]);
    expect(onTheWall("this time last year", "2028-02-29T10:15", zone)).toEqual(["2027-02-28T10:15"]);
    expect(onTheWall("same time next week", "2026-11-23T10:15", zone)).toEqual(["2026-11-30T10:15"]);
  });

  it("counts weekends by the two days they have, on weekdays and on a weekend itself", () => {
    expect(onTheWall("last 2 weekends", "2026-11-23T10:00", zone)).toEqual(["2026-11-14T00:00 2026-11-23T00:00"]);
    expect(onTheWall("next 2 weekends", "2026-11-23T10:00", zone)).toEqual(["2026-11-28T00:00 2026-12-07T00:00"]);
    expect(onTheWall("next 2 weekends", "2027-07-31T22:30", zone)).toEqual(["2027-08-07T00:00 2027-08-16T00:00"]);
    expect(onTheWall("the first weekend of August", "2026-11-23T10:00", zone, "future")).toEqual(["2027-08-07T00:00 2027-08-09T00:00"]);
    expect(onTheWall("the weekend after Thanksgiving", "2026-11-23T10:00", zone, "future")).toEqual(["2026-11-28T00:00 2026-11-30T00:00"]);
  });

  it("counts back from a weekday or within a week that lies back", () => {
    expect(onTheWall("a week ago Friday", "2026-11-23T10:00", zone)).toEqual(["2026-11-13T00:00 2026-11-14T00:00"]);
    expect(onTheWall("two weeks ago on Tuesday", "2026-11-23T10:00", zone)).toEqual(["2026-11-10T00:00 2026-11-11T00:00"]);
    expect(onTheWall("the second closest Monday to Dec 2", "2026-11-23T10:00", zone, "future")).toEqual(["2026-12-07T00:00 2026-12-08T00:00"]);
  });

  it("lets a part of the day decide what two bare hours leave open", () => {
    expect(onTheWall("from 2 until 5 this evening", "2026-11-23T10:00", zone, "future")).toEqual(["2026-11-23T14:00 2026-11-23T17:00"]);
    expect(onTheWall("from 10 to 1 in the afternoon", "2026-11-23T09:00", zone, "future")).toEqual(["2026-11-23T10:00 2026-11-23T13:00"]);
    expect(onTheWall("ten to nine tonight", "2026-11-23T10:00", zone, "future")).toEqual(["2026-11-23T20:50"]);
    expect(onTheWall("tomorrow from 9 in the morning to noon", "2026-11-23T10:00", zone, "future")).toEqual(["2026-11-24T09:00 2026-11-24T12:00"]);
  });

  it("keeps what repeats inside the period that was named", () => {
    expect(onTheWall("every Friday in January at 3pm", "2026-11-23T10:00", zone, "future")).toEqual([
      "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270131T235959 2027-01-01T15:00",
    ]);
    expect(onTheWall("each year on the last Monday of May", "2026-11-23T10:00", zone, "future")).toEqual([
      "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO 2027-05-31T00:00 2027-06-01T00:00",
    ]);
  });
});

describe("what is one phrase", () => {
  const texts = (text: string): string[] =>
    understandTime(text, { now: "2026-11-23T10:00:00+01:00", zone: "Europe/Berlin", prefer: "future" }).map((match) => match.text);

  it.each(["1h 30m", "every Mon, Wed and Fri", "New Year's Eve", "10 AM Central European Time", "2027-12-05/2027-12-08"])("%s", (phrase) => {
    expect(texts(phrase)).toEqual([phrase]);
  });

  it("leaves two moments beside a stroke apart", () => {
    expect(texts("Monday at 9am ET / 3pm CET")).toEqual(["Monday at 9am ET", "3pm CET"]);
  });

  it.each(["32 August 2027", "the 31st of April", "29 February 2027", "two nights", "every now and then", "happy new year everyone", "take the second one"])(
    "%s holds no time",
    (text) => {
      expect(texts(text)).toEqual([]);
    },
  );

  it("takes an impossible day for what it is, and a leap day where there is one", () => {
    expect(texts("29 February 2028")).toEqual(["29 February 2028"]);
    expect(texts("in May 31 people came")).toEqual(["in May"]);
  });
});
