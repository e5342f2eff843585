/**
 * What a model may say in its own words to a visitor, and what it may not. Times, zones and lengths are marks that code fills in; a
 * sentence that tells of an outcome, of the calendar or of a refusal is ours, word for word. The model is shown neither the facts nor
 * anything that the visitor wrote, so nobody can talk it into anything here; what it answers is checked all the same.
 */
import { understandTime } from "@/lib/time/understand";
import type { Language } from "../meeting-words";

export interface Marked {
  /** "I can offer {1} or {2} ({3}). Which one?" */
  readonly text: string;
  readonly facts: readonly string[];
}

/** Words that say that something was done, or how the calendar looks: only results say that. */
const outcomes =
  /(?<!\p{L})(?:book(?:ed|s)|confirm(?:ed|s)?|reserv(?:ed|es?)|scheduled?|cancel(?:led|ed|s)?|moved?|resched\p{L}*|arranged?|done|all set|sent|held|kept|saved|approv\p{L}*|accept\p{L}*|agree\p{L}*|promis\p{L}*|guarante\p{L}*|busy|free|availab\p{L}*|unavailab\p{L}*|calendar|diary|holiday|vacation|gebucht|bestätigt|reserviert|abgesagt|storniert|verschoben|vereinbart|erledigt|geschickt|gesendet|zugesagt|eingetragen|festgehalten|freigehalten|beschäftigt|frei|verfügbar|besetzt|kalender|urlaub|נקבע\p{L}?|הוזמנ?\p{L}?|אושר\p{L}?|בוטל\p{L}?|הוזז\p{L}?|נשלח\p{L}?|נשמר\p{L}?|שמור|סוכם|עסוק\p{L}?|פנוי\p{L}*|ביומן|היומן|יומן|חופשה)(?!\p{L})/iu;
const negations =
  /(?<!\p{L})(?:not|no|none|nothing|never|cannot|can[’']?t|unfortunately|sorry|nicht|nichts|kein\p{L}*|nie|leider|לא|אין|אינו|אינה|בלי)(?!\p{L})|n[’']t(?!\p{L})/iu;
const addresses = /@|:\/\/|www\.|\p{L}\.\p{Ll}{2,}|[<>[\]{}|`\\*_#]/u;
const wordsMax = 400;

const markOf = (at: number): string => `{${at + 1}}`;

/** Puts marks for facts, in the order in which they stand. Null where the sentence is to be said as it is: it tells of an outcome, or a fact isn't found. */
export const markFacts = (text: string, facts: readonly string[]): Marked | null => {
  let rest = text;
  let marked = "";
  for (const [at, fact] of facts.entries()) {
    const found = fact === "" ? -1 : rest.indexOf(fact);
    if (found < 0) return null;
    marked += rest.slice(0, found) + markOf(at);
    rest = rest.slice(found + fact.length);
  }
  marked += rest;
  const said = marked.replace(/\{\d+\}/g, " ");
  return outcomes.test(said) || /[\p{N}{}]/u.test(said) ? null : { text: marked, facts };
};

export interface OwnWordsContext {
  /** RFC 3339. */
  readonly now: string;
  readonly zone: string;
  readonly locale: string;
  readonly language: Language;
}

/** The model's words with the facts filled in; null where they leave a fact out, put it elsewhere, or say anything that only code may say. */
export const acceptOwnWords = (raw: string, { text, facts }: Marked, { now, zone, locale, language }: OwnWordsContext): string | null => {
  const words = raw.trim();
  const marks = words.match(/\{\d+\}/g) ?? [];
  if (marks.join() !== facts.map((_, at) => markOf(at)).join()) return null;
  const own = words.replace(/\{\d+\}/g, " ");
  if (own.length > wordsMax || own.trim().length < 2) return null;
  if (/[\p{N}\p{Cc}\p{Cf}]/u.test(own.replaceAll("\n", " ")) || addresses.test(own) || outcomes.test(own)) return null;
  if (negations.test(own) !== negations.test(text.replace(/\{\d+\}/g, " "))) return null;
  if (/\p{Script=Hebrew}/u.test(own) !== (language === "he")) return null;
  if (understandTime(own, { now, zone, locale, prefer: "future" }).length > 0) return null;
  return words.replace(/\{(\d+)\}/g, (_, at: string) => facts[Number(at) - 1] ?? "");
};
