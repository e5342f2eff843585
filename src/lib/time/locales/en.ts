/** English: which words and rules make it up. */
import type { Locale } from "../grammar/rule";
import { boundRules } from "./en/bounds";
import { clockShapes } from "./en/clock-shapes";
import { clockRules } from "./en/clocks";
import { dateShapes } from "./en/date-shapes";
import { dateRules } from "./en/dates";
import { dayBoundRules } from "./en/day-bounds";
import { distanceRules } from "./en/distances";
import { eachDayRules } from "./en/each-day";
import { edgeRules } from "./en/edges";
import { eraEntries, eraRules, eraShapes } from "./en/eras";
import { durationRules, durationShapes } from "./en/durations";
import { exceptionRules } from "./en/exceptions";
import { holidayEntries, holidayRules } from "./en/holidays";
import { englishAfterOrdinal, englishEverydayWords, englishNotMisspelled, englishNumbered, englishQuantityWords } from "./en/everyday-words";
import { englishEntries, englishMisspellable } from "./en/lexicon";
import { neutralRules } from "./neutral";
import { momentRules } from "./en/moments";
import { monthlyRules } from "./en/monthly";
import { nestedDateRules } from "./en/nested-dates";
import { nthRules } from "./en/nths";
import { numberRules, numberShapes } from "./en/numbers";
import { partClockRules } from "./en/part-clocks";
import { partRules } from "./en/parts";
import { recurrenceRules } from "./en/recurrence";
import { recurrenceBoundRules } from "./en/recurrence-bounds";
import { relativeRules } from "./en/relative";
import { spanRules } from "./en/spans";
import { weekDistanceRules } from "./en/week-distances";
import { zoneRules, zoneShapes } from "./en/zones";

const monthFirstRegions = /^en(?:-(?:us|ph|ca|pr|gu))?$/i;

export const english: Locale = {
  language: "en",
  entries: [...englishEntries, ...holidayEntries, ...eraEntries],
  shapes: [...numberShapes, ...dateShapes, ...eraShapes, ...clockShapes, ...durationShapes, ...zoneShapes],
  rules: [
    ...numberRules,
    ...dateRules,
    ...nestedDateRules,
    ...nthRules,
    ...holidayRules,
    ...clockRules,
    ...durationRules,
    ...partRules,
    ...partClockRules,
    ...relativeRules,
    ...distanceRules,
    ...weekDistanceRules,
    ...edgeRules,
    ...eraRules,
    ...momentRules,
    ...spanRules,
    ...boundRules,
    ...dayBoundRules,
    ...exceptionRules,
    ...zoneRules,
    ...eachDayRules,
    ...recurrenceRules,
    ...monthlyRules,
    ...recurrenceBoundRules,
    ...neutralRules,
  ],
  misspellable: englishMisspellable,
  notMisspelled: englishNotMisspelled,
  everydayWords: englishEverydayWords,
  quantityWords: englishQuantityWords,
  prefixes: new Set(),
  notBefore: new Set(["old"]),
  notAfter: new Set(["good", "gm"]),
  afterOrdinal: englishAfterOrdinal,
  owners: new Set(["his", "her", "their", "my", "your", "our"]),
  numbered: englishNumbered,
  alsoNames: new Set(["may", "june", "april", "august", "jan"]),
  dayFirst: (tag) => !monthFirstRegions.test(tag),
};
