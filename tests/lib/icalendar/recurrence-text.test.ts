import fc from "fast-check";
import { formatRule, parseRule } from "@/lib/icalendar/recurrence-rule";
import { describeRule } from "@/lib/icalendar/recurrence-text";

describe("a rule in words", () => {
  it.each([
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270630T220000Z", "every second Thursday until 30 June 2027"],
    ["FREQ=DAILY", "every day"],
    ["FREQ=DAILY;INTERVAL=3;COUNT=5", "every third day, 5 times"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"],
    ["FREQ=WEEKLY;BYDAY=WE,MO", "every Monday and Wednesday"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "every second week on Monday and Wednesday"],
    ["FREQ=WEEKLY", "every Thursday"],
    ["FREQ=MONTHLY", "the 26th of every month"],
    ["FREQ=MONTHLY;BYDAY=2TU", "the second Tuesday of every month"],
    ["FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "the last Friday of every third month"],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "the last working day of every month"],
    ["FREQ=MONTHLY;BYMONTHDAY=1,-1", "the last day and the 1st of every month"],
    ["FREQ=YEARLY", "every year on 26 November"],
    ["FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "every year on the fourth Thursday of November"],
    ["FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30", "every day at 09:30 and 17:30"],
    ["FREQ=HOURLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", "every second hour on weekdays"],
  ])("%s is said as it is meant", (rrule, text) => {
    expect(describeRule(rrule, { dtstart: "20261126T090000" })).toBe(text);
  });

  it("leaves out the year that everybody knows", () => {
    expect(describeRule("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630", { thisYear: 2027 })).toBe("every Thursday until 30 June");
  });

  it("gives back what it can't read", () => {
    expect(describeRule("FREQ=NEVER")).toBe("FREQ=NEVER");
  });
});

describe("a rule's text", () => {
  it("written and read again is the same rule", () => {
    const part = fc.constantFrom(
      "BYDAY=MO,-1FR",
      "BYMONTH=2,11",
      "BYMONTHDAY=-1,15",
      "BYHOUR=9,18",
      "BYMINUTE=0,30",
      "BYSETPOS=1,-1",
      "WKST=SU",
      "INTERVAL=4",
      "COUNT=7",
      "RSCALE=GREGORIAN;SKIP=FORWARD",
    );
    fc.assert(
      fc.property(fc.constantFrom("YEARLY", "MONTHLY", "DAILY"), fc.uniqueArray(part, { maxLength: 5 }), (frequency, parts) => {
        const parsed = parseRule([`FREQ=${frequency}`, ...parts].join(";"));
        if (!parsed.ok) throw new Error(parsed.text);
        expect(parseRule(formatRule(parsed.rule))).toEqual(parsed);
      }),
    );
  });

  it.each([
    ["rrule:freq=weekly;byday=mo;", true],
    ["FREQ=WEEKLY;BYDAY=XX", false],
    ["FREQ=WEEKLY;BYDAY=0MO", false],
    ["FREQ=MONTHLY;BYMONTHDAY=32", false],
    ["FREQ=DAILY;X-FOO=1", false],
    ["DAILY", false],
  ])("%s is accepted: %s", (text, ok) => {
    expect(parseRule(text).ok).toBe(ok);
  });
});
