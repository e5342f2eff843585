/** In which words, and by which calendar habits, the visitor's pages speak: the link's language, in the browser's own variety of it. */
import type { Clock } from "@/components/week/zoned-time";
import { clockText, dayText, msOf, wallOf } from "@/components/week/zoned-time";
import { ProblemError } from "@/hooks/call";
import { de } from "./words/de";
import { en, type TalkWords } from "./words/en";
import { he } from "./words/he";

export type Language = "en" | "he" | "de";

export interface Speech {
  readonly language: Language;
  readonly words: TalkWords;
  /** BCP 47 tag. */
  readonly locale: string;
  readonly hourCycle: Clock["hourCycle"];
  /** 1 = Monday … 7 = Sunday. */
  readonly weekStart: number;
}

const dictionaries: Readonly<Record<Language, TalkWords>> = { en, he, de };
const usual: Readonly<Record<Language, string>> = { en: "en-GB", he: "he-IL", de: "de-DE" };

interface WithWeek {
  readonly getWeekInfo?: () => { readonly firstDay: number };
}

const weekStartIn = (locale: string): number =>
  (new Intl.Locale(locale) as WithWeek).getWeekInfo?.().firstDay ?? (/^(?:he|en-(?:US|CA|IL))/.test(locale) ? 7 : 1);

/** `preferred` are the browser's languages, the best first. */
export const speechOf = (language: Language, preferred: readonly string[]): Speech => {
  const locale = preferred.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? usual[language];
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  return {
    language,
    words: dictionaries[language],
    locale,
    hourCycle: hourCycle === "h12" || hourCycle === "h11" ? "h12" : "h23",
    weekStart: weekStartIn(locale),
  };
};

/** The page's language before the link has said its own. */
export const guessLanguage = (preferred: readonly string[]): Language => {
  const first = preferred[0]?.toLowerCase() ?? "";
  return first.startsWith("de") ? "de" : /^(?:he|iw)/.test(first) ? "he" : "en";
};

/** What went wrong, in the visitor's language as far as it is known there. */
export const problemWords = (error: unknown, { words, language }: Pick<Speech, "words" | "language">): string => {
  if (!(error instanceof ProblemError)) return words.failed;
  return words.errors[error.code] ?? (language === "en" && error.status < 500 ? (error.issues[0]?.message ?? error.detail) : words.failed);
};

/** "30 min" */
export const lengthWords = (minutes: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "short" }).format(minutes);

/** "Thursday 3 Dec, 14:00–14:30" */
export const slotWords = ({ start, end }: { readonly start: string; readonly end: string }, zone: string, { locale, hourCycle }: Speech): string => {
  const clock = { zone, locale, hourCycle };
  // Left to right inside a right-to-left line, or the dash turns the times around.
  return `${dayText(wallOf(msOf(start), zone).date, locale)}, \u2066${clockText(msOf(start), clock)}–${clockText(msOf(end), clock)}\u2069`;
};

/** "3 Dec 2026, 14:00" */
export const momentWords = (instant: string, zone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(msOf(instant));

/** "4:05" */
export const leftWords = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
