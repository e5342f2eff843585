/** Hebrew: which words and rules make it up. */
import type { Locale } from "../grammar/rule";
import { hebrewEntries } from "./he/lexicon";
import { hebrewRules, hebrewShapes } from "./he/rules";
import { neutralRules, neutralShapes } from "./neutral";

export const hebrew: Locale = {
  language: "he",
  entries: hebrewEntries,
  shapes: [...neutralShapes, ...hebrewShapes],
  rules: [...hebrewRules, ...neutralRules],
  misspellable: [],
  notMisspelled: new Set(),
  everydayWords: new Set(),
  quantityWords: new Set(["אחוז", "%", "₪", "שקל", "אנשים"]),
  prefixes: new Set(["ב", "ל", "מ", "ה", "כ"]),
  notBefore: new Set(),
  notAfter: new Set(),
  owners: new Set(),
  numbered: new Set(),
  afterOrdinal: new Set(),
  alsoNames: new Set(),
  dayFirst: () => true,
};
