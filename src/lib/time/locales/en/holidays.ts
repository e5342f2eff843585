/** Holidays that English speakers name like days. Their dates are rules of the calendar; whose days off they are is the business of scheduling. */
import { dayNumber } from "../../calendar";
import { entries, rule, type Entry, type Rule } from "../../grammar/rule";
import type { DateValue } from "../../grammar/values";
import { dateFromFields, dateWithin, periodFromNow, weekAround, weekendAround } from "../../meaning/dates";
import { dayOfCalendar, easterSunday, holidayDate, nthWeekdayInMonth, orthodoxEaster } from "../../meaning/holidays";

const easter = (days: number): DateValue => holidayDate((year) => easterSunday(year) + days);
const nth = (month: number, weekday: number, n: number, days = 0): DateValue => holidayDate((year) => nthWeekdayInMonth(year, month, weekday, n) + days);

/** By month and day: the same every year, so these can be said with "every". */
const fixedDays: Readonly<Record<string, readonly [number, number]>> = {
  "new year": [1, 1],
  "new year's": [1, 1],
  "new year's day": [1, 1],
  "inauguration day": [1, 20],
  "australia day": [1, 26],
  "groundhog day": [2, 2],
  "valentine's": [2, 14],
  "valentine's day": [2, 14],
  "st david's day": [3, 1],
  "women's day": [3, 8],
  "international women's day": [3, 8],
  "pi day": [3, 14],
  "st patrick's": [3, 17],
  "st patrick's day": [3, 17],
  "april fool's": [4, 1],
  "april fool's day": [4, 1],
  "earth day": [4, 22],
  "st george's day": [4, 23],
  "anzac day": [4, 25],
  "may day": [5, 1],
  "worker's day": [5, 1],
  "international worker's day": [5, 1],
  "star wars day": [5, 4],
  "cinco de mayo": [5, 5],
  juneteenth: [6, 19],
  "canada day": [7, 1],
  "independence day": [7, 4],
  "4th of july": [7, 4],
  "bastille day": [7, 14],
  halloween: [10, 31],
  "all hallows' eve": [10, 31],
  "all saint's day": [11, 1],
  "all soul's day": [11, 2],
  "guy fawkes night": [11, 5],
  "guy fawkes day": [11, 5],
  "bonfire night": [11, 5],
  "veteran's day": [11, 11],
  "remembrance day": [11, 11],
  "armistice day": [11, 11],
  "st andrew's day": [11, 30],
  "christmas eve": [12, 24],
  "xmas eve": [12, 24],
  christmas: [12, 25],
  "christmas day": [12, 25],
  xmas: [12, 25],
  "xmas day": [12, 25],
  "boxing day": [12, 26],
  "st stephen's day": [12, 26],
  "new year's eve": [12, 31],
  nye: [12, 31],
};

const movingDays: Readonly<Record<string, DateValue>> = {
  "mardi gras": easter(-47),
  "shrove tuesday": easter(-47),
  "pancake day": easter(-47),
  "ash wednesday": easter(-46),
  "palm sunday": easter(-7),
  "maundy thursday": easter(-3),
  "holy thursday": easter(-3),
  "good friday": easter(-2),
  "holy saturday": easter(-1),
  "easter saturday": easter(-1),
  easter: easter(0),
  "easter sunday": easter(0),
  "easter day": easter(0),
  "easter monday": easter(1),
  "orthodox easter": holidayDate(orthodoxEaster),
  "ascension day": easter(39),
  pentecost: easter(49),
  "whit sunday": easter(49),
  "whit monday": easter(50),
  "mlk day": nth(1, 1, 3),
  "martin luther king day": nth(1, 1, 3),
  "martin luther king's day": nth(1, 1, 3),
  "martin luther king jr day": nth(1, 1, 3),
  "president's day": nth(2, 1, 3),
  "patriot's day": nth(4, 1, 3),
  "mother's day": nth(5, 7, 2),
  "memorial day": nth(5, 1, -1),
  "father's day": nth(6, 7, 3),
  "labor day": nth(9, 1, 1),
  "labour day": nth(9, 1, 1),
  "columbus day": nth(10, 1, 2),
  "indigenous peoples' day": nth(10, 1, 2),
  "election day": nth(11, 1, 1, 1),
  thanksgiving: nth(11, 4, 4),
  "thanksgiving day": nth(11, 4, 4),
  "thanksgiving eve": nth(11, 4, 4, -1),
  "black friday": nth(11, 4, 4, 1),
  "cyber monday": nth(11, 4, 4, 4),
};

/** Their first whole day; those of the Hebrew and the Islamic calendar begin on the eve. */
const otherCalendars: Readonly<Record<string, DateValue>> = Object.fromEntries(
  (
    [
      [["chinese new year", "lunar new year"], "chinese", "M01", 1],
      [["rosh hashanah", "rosh hashana"], "hebrew", "M01", 1],
      [["yom kippur"], "hebrew", "M01", 10],
      [["sukkot", "sukkoth"], "hebrew", "M01", 15],
      [["hanukkah", "chanukah", "hanukah"], "hebrew", "M03", 25],
      [["purim"], "hebrew", "M06", 14],
      [["passover", "pesach"], "hebrew", "M07", 15],
      [["shavuot"], "hebrew", "M09", 6],
      [["ramadan"], "islamic-umalqura", "M09", 1],
      [["eid al fitr", "eid al - fitr", "eid ul - fitr"], "islamic-umalqura", "M10", 1],
      [["eid al adha", "eid al - adha", "eid ul - adha"], "islamic-umalqura", "M12", 10],
    ] as const
  ).flatMap(([names, calendar, month, day]) => names.map((name) => [name, holidayDate(dayOfCalendar(calendar, month, day))])),
);

const possessives = [" 's", "s", "s '"];
const saints = ["st ", "st . ", "saint "];

/** The ways a name is written: "valentine's", "valentines", "valentines'", and a saint's with and without the dot. */
const spellings = (name: string): string[] =>
  (name.startsWith("st ") ? saints.map((saint) => name.replace("st ", saint)) : [name]).flatMap((one) =>
    one.includes("'") ? possessives.map((ending) => one.replace(/s?'s?/, ending)) : [one],
  );

const named = <T, V>(table: Readonly<Record<string, T>>, value: (item: T) => V): Record<string, V> =>
  Object.fromEntries(Object.entries(table).flatMap(([name, item]) => spellings(name).map((spelling) => [spelling, value(item)] as const)));

export const holidayEntries: readonly Entry[] = entries("holiday", {
  ...named(fixedDays, ([month, day]) => ({ ...holidayDate((year) => dayNumber(year, month, day)), yearly: { month, day } })),
  ...named(movingDays, (date) => date),
  ...otherCalendars,
});

const shifted = (date: DateValue, shift: number): DateValue => ({
  grain: "day",
  at: (anchor) => {
    if (shift === 0) return date.at({ ...anchor, prefer: "future" });
    const years = periodFromNow("year", 0);
    const all = [-1, 0, 1, 2].flatMap((count) =>
      periodFromNow("year", count)
        .at(anchor)
        .flatMap((span) => date.within?.(span, anchor) ?? []),
    );
    const found = shift > 0 ? all.find((span) => span.start > anchor.wall) : [...all].reverse().find((span) => span.end <= anchor.wall);
    return found ? [found] : years.at(anchor);
  },
});

export const holidayRules: readonly Rule[] = [
  rule({
    name: "holiday",
    pattern: ["{holiday}", "on|at the? {holiday}", "the {holiday}"],
    makes: "date",
    build: (date) => date,
    examples: {
      "on Christmas": "2026-12-25",
      "a year from Christmas": "2027-12-25",
      "New Year's Eve": "2026-12-31",
      "St. Patrick's Day": "2027-03-17",
      "mothers' day": "2027-05-09",
      "Chinese New Year": "2027-02-06",
      "two days before Passover": "2027-04-20",
      "orthodox easter": "2027-05-02",
    },
  }),
  rule({
    name: "season's greetings",
    pattern: "happy|merry {holiday}",
    makes: "date",
    build: () => ({ grain: "day", at: () => [] }),
    examples: { "happy new year everyone": "", "Merry Christmas!": "" },
  }),
  rule({
    name: "relative holiday",
    pattern: "{shift} {holiday}",
    makes: "date",
    build: (shift, date) => shifted(date, shift),
    examples: { "next easter": "2027-03-28" },
  }),
  rule({
    name: "holiday of a year",
    pattern: ["{holiday} ,|of|in? {year}"],
    makes: "date",
    build: (date, year) => {
      const outer = dateFromFields({ year });
      return outer && dateWithin(date, outer);
    },
    examples: { "easter 2028": "2028-04-16" },
  }),
  rule({
    name: "holiday weekend",
    pattern: ["{date} weekend"],
    makes: "date",
    priority: -1,
    build: (date) => (date.fields || date.period || date.range || date.grain !== "day" ? null : weekendAround(date)),
    examples: { "labor day 2027 weekend": "2027-09-04/2027-09-07" },
  }),
  rule({
    name: "holiday week",
    pattern: "the? {holiday} week",
    makes: "date",
    build: weekAround,
    examples: { "Thanksgiving week": "2026-11-23/2026-11-30" },
  }),
  rule({
    name: "holiday weekend of a year",
    pattern: "{holiday} weekend ,|of|in? {year}",
    makes: "date",
    build: (date, year) => {
      const outer = dateFromFields({ year });
      const day = outer && dateWithin(date, outer);
      return day && weekendAround(day);
    },
    examples: { "memorial day weekend 2027": "2027-05-29/2027-06-01" },
  }),
];
