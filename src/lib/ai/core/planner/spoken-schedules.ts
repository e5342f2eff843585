/**
 * Reads other people's schedules where the owner writes them down ("Ana is busy on Monday during 9:00 to 9:30, 12:00 to 13:00; Bo
 * would rather not meet on Tuesday") and finds the earliest time that suits all of them.
 */
import { tokenise, type Token } from "./tokens";

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Minutes of a day on which something is, half-open. */
export interface DaySpan {
  readonly day: string;
  readonly start: number;
  readonly end: number;
  /** Rather not, as opposed to can't. */
  readonly soft: boolean;
}

export interface SpokenSchedules {
  readonly people: readonly string[];
  readonly durationMinutes: number;
  readonly days: readonly string[];
  readonly hours: readonly [number, number];
  readonly blocked: readonly DaySpan[];
}

const clockAt = (tokens: readonly Token[], at: number): { minutes: number; next: number } | null => {
  const token = tokens[at];
  if (token?.kind === "word" && token.lower === "noon") return { minutes: 720, next: at + 1 };
  const read = token?.kind === "number" ? /^(\d{1,2})(?:[:.](\d\d))?$/.exec(token.text) : null;
  if (!read) return null;
  const half = tokens[at + 1]?.lower.replace(/\./g, "");
  const pm = half === "pm" || half === "p";
  const am = half === "am" || half === "a";
  const hour = Number(read[1]) + (pm && Number(read[1]) < 12 ? 12 : am && Number(read[1]) === 12 ? -12 : 0);
  if (hour > 24) return null;
  return { minutes: hour * 60 + Number(read[2] ?? 0), next: at + (pm || am ? 2 : 1) };
};

const rangeAt = (tokens: readonly Token[], at: number): { start: number; end: number; next: number } | null => {
  const from = clockAt(tokens, at);
  if (!from || !["to", "-", "–", "until", "till", "and"].includes(tokens[from.next]?.lower ?? "")) return null;
  const to = clockAt(tokens, from.next + 1);
  return to && to.minutes > from.minutes ? { start: from.minutes, end: to.minutes, next: to.next } : null;
};

const reluctant = /\b(?:rather not|prefer(?:s)? not|would like to avoid|avoid|would prefer)\b/i;
const refusing = /\b(?:can ?not|can't|do(?:es)? not want|don't want|unable|won't|isn't available|is not available|unavailable)\b/i;
const occupied = /\b(?:busy|meetings?|blocked|booked|occupied|unavailable|tied up)\b/i;

const daysIn = (text: string): string[] => days.filter((day) => new RegExp(`\\b${day}s?\\b`, "i").test(text));

/** "on Monday during 9:00 to 9:30, 10:30 to 12:00, Tuesday during …". */
const busyIn = (text: string, wanted: readonly string[]): DaySpan[] => {
  const tokens = tokenise(text);
  const found: DaySpan[] = [];
  let today: readonly string[] = wanted;
  for (let at = 0; at < tokens.length; at += 1) {
    const day = days.find((name) => tokens[at]?.lower === name);
    if (day) today = [day];
    const range = rangeAt(tokens, at);
    if (!range) continue;
    found.push(...today.map((name) => ({ day: name, start: range.start, end: range.end, soft: false })));
    at = range.next - 1;
  }
  return found;
};

/** "on Tuesday", "on Monday after 13:00", "before 11". */
const wishesIn = (text: string, wanted: readonly string[], soft: boolean): DaySpan[] => {
  const tokens = tokenise(text);
  const named = daysIn(text);
  const bounds = tokens.flatMap(({ lower }, at) => {
    const clock = ["after", "before"].includes(lower) ? clockAt(tokens, at + 1) : null;
    return clock ? [lower === "after" ? { start: clock.minutes, end: 1440 } : { start: 0, end: clock.minutes }] : [];
  });
  const ranges = busyIn(text, ["any"]).map(({ start, end }) => ({ start, end }));
  const spans = bounds.length > 0 ? bounds : ranges.length > 0 ? ranges : named.length > 0 ? [{ start: 0, end: 1440 }] : [];
  return (named.length > 0 ? named : wanted).flatMap((day) => spans.map((span) => ({ day, ...span, soft })));
};

const sentencesOf = (text: string): string[] =>
  text
    .split(/[;\n]|(?<=[\p{L}\d])\.(?=\s|$)/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");

const headPeople = (head: string): string[] => {
  const list = /\b(?:for|with|between|among)\s+((?:\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*)*(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)?)+)/u.exec(head)?.[1];
  return (list ?? "")
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/u)
    .map((name) => name.trim())
    .filter((name) => name !== "" && !days.includes(name.toLowerCase()));
};

const lengthIn = (head: string): number => {
  if (/\bhalf an hour\b/i.test(head)) return 30;
  const [, amount, unit] = /\b(an?|one|two|three|\d+(?:\.\d+)?)\s*-?\s*(hours?|minutes?|mins?)\b/i.exec(head) ?? [];
  const value = { a: 1, an: 1, one: 1, two: 2, three: 3 }[amount?.toLowerCase() ?? ""] ?? Number(amount ?? 30);
  return Math.round(value * (unit?.toLowerCase().startsWith("h") ? 60 : 1)) || 30;
};

/** "Bo can't meet on Monday. Tuesday before 11." goes on in the second sentence with the wish of the first. */
const continued = (sentences: readonly string[]): string[] => {
  let wish = "";
  return sentences.map((sentence) => {
    if (reluctant.test(sentence) || refusing.test(sentence)) wish = reluctant.exec(sentence)?.[0] ?? refusing.exec(sentence)?.[0] ?? "";
    else if (wish !== "" && new RegExp(`^(?:on\\s+)?(?:${days.join("|")})\\b`, "i").test(sentence) && !occupied.test(sentence)) return `${wish} ${sentence}`;
    else wish = "";
    return sentence;
  });
};

/** Null unless a meeting is wanted and somebody's schedule is written out. */
export const readSchedules = (text: string): SpokenSchedules | null => {
  const [head, ...rest] = sentencesOf(text);
  if (!head || rest.length === 0 || !/\b(?:schedule|meet|meeting|find|book|time)\b/i.test(head)) return null;
  const tokens = tokenise(head);
  const hours = tokens.map((_, at) => rangeAt(tokens, at)).find((range) => range !== null);
  const named = daysIn(head);
  const wanted = named.length > 0 ? named : daysIn(rest.join(" "));
  if (wanted.length === 0) return null;
  const busy = rest
    .filter((sentence) => occupied.test(sentence) && !reluctant.test(sentence) && !refusing.test(sentence))
    .flatMap((sentence) => busyIn(sentence, wanted));
  const wishes = continued(rest)
    .filter((sentence) => reluctant.test(sentence) || refusing.test(sentence))
    .flatMap((sentence) => wishesIn(sentence, wanted, !refusing.test(sentence)));
  const free = rest.some((sentence) => /\b(?:free|wide open|no meetings)\b/i.test(sentence));
  if (busy.length === 0 && !(free && wishes.length > 0)) return null;
  return {
    people: headPeople(head),
    durationMinutes: lengthIn(head),
    days: wanted,
    hours: hours ? [hours.start, hours.end] : [540, 1020],
    blocked: [...busy, ...wishes],
  };
};

const earliestOn = (day: string, schedules: SpokenSchedules, minded: readonly DaySpan[]): number | null => {
  const blocked = minded.filter((span) => span.day === day).sort((a, b) => a.start - b.start);
  let at = schedules.hours[0];
  for (const { start, end } of blocked) {
    if (start >= at + schedules.durationMinutes) break;
    at = Math.max(at, end);
  }
  return at + schedules.durationMinutes <= schedules.hours[1] ? at : null;
};

/** The earliest time that everybody can and likes; failing that, one that somebody would rather not have. */
export const earliestCommon = (
  schedules: SpokenSchedules,
): { readonly day: string; readonly start: number; readonly end: number; readonly disliked: boolean } | null => {
  for (const minded of [schedules.blocked, schedules.blocked.filter(({ soft }) => !soft)]) {
    for (const day of schedules.days) {
      const start = earliestOn(day, schedules, minded);
      if (start !== null) return { day, start, end: start + schedules.durationMinutes, disliked: minded.length < schedules.blocked.length };
    }
  }
  return null;
};
