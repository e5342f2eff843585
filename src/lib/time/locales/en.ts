/** English: which words and rules make it up. */
import type { Locale } from "../grammar/rule";
import { boundRules } from "./en/bounds";
import { clockRules, clockShapes } from "./en/clocks";
import { dateRules, dateShapes } from "./en/dates";
import { distanceRules } from "./en/distances";
import { eachDayRules } from "./en/each-day";
import { edgeRules } from "./en/edges";
import { eraEntries, eraRules, eraShapes } from "./en/eras";
import { durationRules, durationShapes } from "./en/durations";
import { exceptionRules } from "./en/exceptions";
import { holidayEntries, holidayRules } from "./en/holidays";
import {
  englishEntries,
  englishEverydayWords,
  englishMisspellable,
  englishNotMisspelled,
  englishQuantityWords,
  englishAfterOrdinal,
  englishNumbered,
} from "./en/lexicon";
import { neutralRules } from "./neutral";
import { momentRules } from "./en/moments";
import { nthRules } from "./en/nths";
import { numberRules, numberShapes } from "./en/numbers";
import { partRules } from "./en/parts";
import { recurrenceRules } from "./en/recurrence";
import { relativeRules } from "./en/relative";
import { zoneRules, zoneShapes } from "./en/zones";

const monthFirstRegions = /^en(?:-(?:us|ph|ca|pr|gu))?$/i;

export const english: Locale = {
  language: "en",
  entries: [...englishEntries, ...holidayEntries, ...eraEntries],
  shapes: [...numberShapes, ...dateShapes, ...eraShapes, ...clockShapes, ...durationShapes, ...zoneShapes],
  rules: [
    ...numberRules,
    ...dateRules,
    ...nthRules,
    ...holidayRules,
    ...clockRules,
    ...durationRules,
    ...partRules,
    ...relativeRules,
    ...distanceRules,
    ...edgeRules,
    ...eraRules,
    ...momentRules,
    ...boundRules,
    ...exceptionRules,
    ...zoneRules,
    ...eachDayRules,
    ...recurrenceRules,
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
