/** English words that stand for something by themselves. */
import { entries, type Entry } from "../../grammar/rule";
import type { ClockValue, UnitValue } from "../../grammar/values";
import { periodFromNow } from "../../meaning/dates";
import * as parts from "../../meaning/parts";
import { cityZones, zoneAbbreviations } from "../../zone-names";

const weekdayNames: readonly (readonly string[])[] = [
  ["monday", "mon", "mo"],
  ["tuesday", "tue", "tues", "tu"],
  ["wednesday", "wed", "weds", "wednes", "wensday", "wendsday"],
  ["thursday", "thu", "thur", "thurs", "th"],
  ["friday", "fri", "fr"],
  ["saturday", "sat", "satur"],
  ["sunday", "sun"],
];
const monthNames: readonly (readonly string[])[] = [
  ["january", "jan"],
  ["february", "feb", "febr"],
  ["march", "mar"],
  ["april", "apr"],
  ["may"],
  ["june", "jun"],
  ["july", "jul"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
];

const named = <T>(names: readonly (readonly string[])[], value: (index: number) => T): Record<string, T> =>
  Object.fromEntries(
    names.flatMap((list, index) =>
      list.flatMap((name) => [[name, value(index + 1)], ...(name.length < 6 && name !== "may" ? [[`${name} .`, value(index + 1)] as const] : [])] as const),
    ),
  );

const units: Record<string, UnitValue> = {};
const addUnit = (period: UnitValue["period"], times: number, ...names: string[]): void => {
  for (const name of names) units[name] = { period, times, ...(["day", "week", "wk", "month", "mth", "year", "yr"].includes(name) ? { single: true } : {}) };
};
addUnit("second", 1, "second", "seconds", "sec", "secs");
addUnit("minute", 1, "minute", "minutes", "min", "mins", "minuts");
addUnit("hour", 1, "hour", "hours", "hr", "hrs", "h", "houres");
addUnit("day", 1, "day", "days");
addUnit(
  "workday",
  1,
  "workday",
  "workdays",
  "weekday",
  "weekdays",
  "business day",
  "business days",
  "working day",
  "working days",
  "work day",
  "work days",
  "week day",
  "week days",
);
addUnit("week", 1, "week", "weeks", "wk", "wks");
addUnit("week", 2, "fortnight", "fortnights");
addUnit("weekend", 1, "weekend", "weekends", "week - end", "week end", "wknd");
addUnit("month", 1, "month", "months", "mth", "mths");
addUnit("quarter", 1, "quarter", "quarters", "qtr", "qtrs");
addUnit("half", 1, "half year", "half - year");
addUnit("year", 1, "year", "years", "yr", "yrs");
addUnit("year", 10, "decade", "decades");
addUnit("year", 100, "century", "centuries");

const numberWords = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const tens: Record<string, number> = { twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 };
const ordinalWords = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
  "thirteenth",
  "fourteenth",
  "fifteenth",
  "sixteenth",
  "seventeenth",
  "eighteenth",
  "nineteenth",
  "twentieth",
];

const zonePhrases: Readonly<Record<string, string>> = {
  "central european time": "cet",
  "central european summer time": "cest",
  "eastern european time": "eet",
  "western european time": "wet",
  "greenwich mean time": "gmt",
  "coordinated universal time": "utc",
  "british summer time": "bst",
  "indian standard time": "ist",
  "india standard time": "ist",
  "japan standard time": "jst",
};

const clockAt = (hour: number): ClockValue => ({ hour, minute: 0, second: 0, grain: "hour", open: true });

export const englishEntries: readonly Entry[] = [
  ...entries(
    "weekday",
    named(
      weekdayNames.map((list) => list.filter((name) => name.length > 2)),
      (weekday) => ({ weekday, weak: false }),
    ),
  ),
  ...entries("weekdays", Object.fromEntries(weekdayNames.flatMap(([name = ""], index) => [[`${name}s`, [index + 1]]]))),
  ...entries(
    "month",
    named(monthNames, (month) => ({ month, weak: false })),
  ),
  ...entries("unit", units),
  ...entries("number", {
    ...Object.fromEntries(numberWords.map((word, value) => [word, { value, digits: 0 }])),
    ...Object.fromEntries(Object.entries(tens).map(([word, value]) => [word, { value, digits: 0 }])),
    "a couple": { value: 2, digits: 0, vague: true },
    "a couple of": { value: 2, digits: 0, vague: true },
    "couple of": { value: 2, digits: 0, vague: true },
    couple: { value: 2, digits: 0, vague: true },
    "a few": { value: 3, digits: 0, vague: true },
    few: { value: 3, digits: 0, vague: true },
    some: { value: 3, digits: 0, vague: true },
    several: { value: 3, digits: 0, vague: true },
    "a hundred": { value: 100, digits: 0 },
    "a dozen": { value: 12, digits: 0, vague: true },
    dozen: { value: 12, digits: 0, vague: true },
    "a pair of": { value: 2, digits: 0, vague: true },
  }),
  ...entries("ordinal", { ...Object.fromEntries(ordinalWords.map((word, index) => [word, index + 1])), thirtieth: 30 }),
  ...entries("shift", {
    this: 0,
    current: 0,
    present: 0,
    "the current": 0,
    "the present": 0,
    "this current": 0,
    "this same": 0,
    next: 1,
    nxt: 1,
    coming: 1,
    upcoming: 1,
    following: 1,
    "the next": 1,
    "the coming": 1,
    "the upcoming": 1,
    "the following": 1,
    "this next": 1,
    "this upcoming": 1,
    "this coming": 1,
    "this following": 1,
    "the very next": 1,
    last: -1,
    past: -1,
    previous: -1,
    prior: -1,
    "the last": -1,
    "the past": -1,
    "the previous": -1,
    "this past": -1,
    "this last": -1,
    "the prior": -1,
  }),
  ...entries("date", {
    today: periodFromNow("day", 0),
    todays: periodFromNow("day", 0),
    tomorrow: periodFromNow("day", 1),
    tommorow: periodFromNow("day", 1),
    tommorrow: periodFromNow("day", 1),
    tomorow: periodFromNow("day", 1),
    tomorrows: periodFromNow("day", 1),
    tmrw: periodFromNow("day", 1),
    tmr: periodFromNow("day", 1),
    tomo: periodFromNow("day", 1),
    tmw: periodFromNow("day", 1),
    yesterday: periodFromNow("day", -1),
    yday: periodFromNow("day", -1),
    "day after tomorrow": periodFromNow("day", 2),
    "the day after tomorrow": periodFromNow("day", 2),
    overmorrow: periodFromNow("day", 2),
    "day before yesterday": periodFromNow("day", -2),
    "the day before yesterday": periodFromNow("day", -2),
    "current date": periodFromNow("day", 0),
    "the current date": periodFromNow("day", 0),
    "today's date": periodFromNow("day", 0),
    "next day": periodFromNow("day", 1),
    "the next day": periodFromNow("day", 1),
    "the following day": periodFromNow("day", 1),
    "the previous day": periodFromNow("day", -1),
  }),
  ...entries("part", {
    morning: parts.morning,
    mornin: parts.morning,
    forenoon: parts.forenoon,
    midmorning: parts.middleOfPart(parts.morning),
    midafternoon: parts.middleOfPart(parts.afternoon),
    afternoon: parts.afternoon,
    "after noon": parts.afternoon,
    arvo: parts.afternoon,
    evening: parts.evening,
    eve: parts.evening,
    night: parts.night,
    nite: parts.night,
    lunch: parts.lunch,
    lunchtime: parts.lunchtime,
    "lunch time": parts.lunchtime,
    "lunch break": parts.lunchtime,
    breakfast: parts.breakfast,
    brunch: parts.brunch,
    dinner: parts.dinner,
    dinnertime: { ...parts.dinner, weak: false },
    supper: parts.dinner,
    teatime: parts.tea,
    "tea time": parts.tea,
  }),
  ...entries("parts", { mornings: parts.morning, afternoons: parts.afternoon, evenings: parts.evening, nights: parts.night }),
  ...entries("clock", Object.fromEntries(numberWords.slice(1, 13).map((word, index) => [`${word}ish`, clockAt(index + 1)]))),
  ...entries("half", { am: "am", "a . m .": "am", "a . m": "am", "a m": "am", pm: "pm", "p . m .": "pm", "p . m": "pm", "p m": "pm" }),
  ...entries("season", { spring: 0, springtime: 0, summer: 1, summertime: 1, autumn: 2, fall: 2, winter: 3, wintertime: 3 }),
  ...entries("edge", {
    beginning: "start",
    start: "start",
    early: "start",
    bom: "start",
    middle: "middle",
    mid: "middle",
    "mid -": "middle",
    end: "end",
    late: "end",
    "tail end": "end",
    turn: "start",
  }),
  ...entries("zone", { ...zoneAbbreviations, my: "local", your: "local", our: "local", local: "local" }),
  ...entries("zone", Object.fromEntries(Object.entries(cityZones).map(([name, zone]) => [`${name} time`, zone]))),
  ...entries(
    "zone",
    Object.fromEntries(
      ["pacific", "mountain", "central", "eastern", "utc", "gmt"].flatMap((name) =>
        ["time", "standard time", "daylight time"].map((tail) => [`${name} ${tail}`, zoneAbbreviations[name] ?? "UTC"]),
      ),
    ),
  ),
  ...entries("zone", Object.fromEntries(Object.entries(zonePhrases).map(([phrase, short]) => [phrase, zoneAbbreviations[short] ?? "UTC"]))),
  ...entries("zone", { "my time": "local", "local time": "local", "our time": "local", "your time": "local" }),
];

export const englishMisspellable: readonly string[] = [...weekdayNames, ...monthNames]
  .map(([name = ""]) => name)
  .filter((name) => name.length > 4)
  .concat("today", "tonight", "every", "tomorrow", "yesterday", "morning", "afternoon", "evening", "weekend", "minutes", "quarter");
