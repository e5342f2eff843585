/** German: which words and rules make it up. */
import type { Locale } from "../grammar/rule";
import { germanEntries, germanMisspellable, germanNotMisspelled, germanQuantityWords } from "./de/lexicon";
import { germanDateRules } from "./de/dates";
import { germanLengthRules } from "./de/lengths";
import { germanPeriodRules } from "./de/periods";
import { germanRecurrenceRules } from "./de/recurrence";
import { germanShapes } from "./de/shapes";
import { germanTimeRules } from "./de/times";
import { neutralRules, neutralShapes } from "./neutral";

export const german: Locale = {
  language: "de",
  entries: germanEntries,
  shapes: [...neutralShapes, ...germanShapes],
  rules: [...germanDateRules, ...germanPeriodRules, ...germanTimeRules, ...germanLengthRules, ...germanRecurrenceRules, ...neutralRules],
  misspellable: germanMisspellable,
  notMisspelled: germanNotMisspelled,
  everydayWords: new Set(["mo", "di", "mi", "do", "fr", "sa", "so"]),
  quantityWords: germanQuantityWords,
  prefixes: new Set(),
  notBefore: new Set(["alt", "mal"]),
  notAfter: new Set(["guten", "herr", "frau"]),
  owners: new Set(),
  numbered: new Set([
    "zimmer",
    "raum",
    "saal",
    "gebäude",
    "haus",
    "etage",
    "stock",
    "gleis",
    "gate",
    "halle",
    "tisch",
    "seite",
    "kapitel",
    "abschnitt",
    "linie",
    "bus",
    "version",
    "nummer",
    "punkt",
  ]),
  afterOrdinal: new Set(["ist", "um", "bis", "und", "oder", "von", "ab", "passt", "geht", "wäre"]),
  alsoNames: new Set(["mo", "di", "mi", "do", "fr", "sa", "so"]),
  dayFirst: () => true,
};
