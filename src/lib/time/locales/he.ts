/** Hebrew: which words and rules make it up. */
import type { Locale } from "../grammar/rule";
import { hebrewEntries } from "./he/lexicon";
import { hebrewDateRules, hebrewShapes } from "./he/dates";
import { hebrewTimeRules } from "./he/times";
import { neutralRules, neutralShapes } from "./neutral";

export const hebrew: Locale = {
  language: "he",
  entries: hebrewEntries,
  shapes: [...neutralShapes, ...hebrewShapes],
  rules: [...hebrewDateRules, ...hebrewTimeRules, ...neutralRules],
  misspellable: [],
  notMisspelled: new Set(),
  everydayWords: new Set(),
  quantityWords: new Set(["אחוז", "%", "₪", "שקל", "אנשים"]),
  prefixes: new Set(["ב", "ל", "מ", "ה", "כ"]),
  notBefore: new Set(["טוב", "טובה"]),
  notAfter: new Set(),
  owners: new Set(),
  numbered: new Set(["חדר", "קומה", "בניין", "שער", "רציף", "עמוד", "פרק", "סעיף", "גרסה", "קו", "מספר"]),
  afterOrdinal: new Set(),
  alsoNames: new Set(),
  dayFirst: () => true,
};
