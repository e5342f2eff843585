/** Reads a standing wish about when meetings are wanted, "no meetings before 10", "keep Fridays free", as the time of the week it keeps free. Pure. */
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import { refuse, type Refused } from "./refusal";

export type Protection = AvailabilityRules["protections"][number];

const dayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const dayWords = /\b(mon|tue|wed|thu|fri|sat|sun)(?:s|days?|nesdays?|rsdays?|urdays?|sdays?|r|rs)?\b/gi;
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const weekdays = [1, 2, 3, 4, 5];

const clock = String.raw`(?:(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m\.?|p\.?m\.?)?|(noon|midday|midnight))(?![\d:.]|\s*(?:min|h\b|hour|day))`;
const between = new RegExp(String.raw`\b(?:from\s+|between\s+)?${clock}\s*(?:-|–|to|till|until|and)\s*${clock}`, "i");
const before = new RegExp(String.raw`\b(?:before|until|till|earlier than)\s+${clock}`, "i");
const after = new RegExp(String.raw`\b(?:after|from|past|later than)\s+${clock}`, "i");

/** Named parts of a day as the calendar's own phrases have them; lunch is the hour most people take. */
const parts: readonly (readonly [RegExp, string, string, string])[] = [
  [/\blunch(?:\s*(?:time|break|hour))?s?\b/i, "12:00", "13:00", "Lunch"],
  [/\bearly\s+mornings?\b/i, "00:00", "09:00", "Early mornings"],
  [/\bmornings?\b/i, "00:00", "12:00", "Mornings"],
  [/\bafternoons?\b/i, "12:00", "18:00", "Afternoons"],
  [/\b(?:evenings?|nights?)\b/i, "18:00", "24:00", "Evenings"],
];

const pad = (value: number): string => String(value).padStart(2, "0");

/** Where no half of the day is said, meetings are meant to be by day: "before 10" is the morning, "after 4" the afternoon. */
const wall = (hour: string | undefined, minute: string | undefined, half: string | undefined, word: string | undefined, late: boolean): string | null => {
  if (word !== undefined) return /midnight/i.test(word) ? "24:00" : "12:00";
  const said = Number(hour);
  const minutes = Number(minute ?? 0);
  if (said > 24 || minutes > 59 || (half !== undefined && (said < 1 || said > 12))) return null;
  const to24 = half === undefined ? (late && said < 8 ? said + 12 : said) : (said % 12) + (/p/i.test(half) ? 12 : 0);
  return to24 === 24 && minutes > 0 ? null : `${pad(to24)}:${pad(minutes)}`;
};

const clocksIn = (text: string): { readonly start: string; readonly end: string } | null => {
  const span = between.exec(text);
  if (span) {
    const end = wall(span[5], span[6], span[7], span[8], true);
    // "12 to 1": of the two ones the one behind twelve.
    const start = wall(span[1], span[2], span[3] ?? (Number(span[1]) > Number(span[5]) ? undefined : span[7]), span[4], true);
    return start !== null && end !== null && start < end ? { start, end } : null;
  }
  const early = before.exec(text);
  const until = early && wall(early[1], early[2], early[3], early[4], Number(early[1]) < 7);
  if (until) return { start: "00:00", end: until };
  const late = after.exec(text);
  const since = late && wall(late[1], late[2], late[3], late[4], true);
  return since && since !== "24:00" ? { start: since, end: "24:00" } : null;
};

const daysIn = (text: string): readonly number[] | null => {
  if (/\bweek-?ends?\b/i.test(text)) return [6, 7];
  if (/\b(?:week-?days?|work(?:ing)?\s?days?)\b/i.test(text)) return weekdays;
  const named = [...text.matchAll(dayWords)].map(([word]) => dayNames.findIndex((name) => name.startsWith(word.slice(0, 3).toLowerCase())) + 1);
  const days = [...new Set(named)].filter((day) => day > 0).sort((a, b) => a - b);
  return days.length > 0 ? days : null;
};

/** "Mondays and Fridays", "every day", "on weekdays". */
const spokenDays = (days: readonly number[]): string => {
  if (days.length === 7) return "every day";
  if (days.join() === weekdays.join()) return "Monday to Friday";
  if (days.join() === "6,7") return "weekends";
  const names = days.map((day) => `${(dayNames[day - 1] ?? "").charAt(0).toUpperCase()}${(dayNames[day - 1] ?? "").slice(1)}s`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
};

/** "every day before 10:00", "Fridays, all day", "Monday to Friday, 12:00–13:00". */
export const spokenProtection = ({ days, start, end }: Protection): string => {
  const on = spokenDays(days);
  if (start === "00:00" && end === "24:00") return `${on}, all day`;
  if (start === "00:00") return `${on} before ${end}`;
  return end === "24:00" ? `${on} from ${start}` : `${on}, ${start}–${end}`;
};

/** The time of the week a wish keeps free; refuses where it names neither days nor hours. */
export const readFreeRule = (said: string): { readonly ok: true; readonly protection: Protection } | Refused => {
  const days = daysIn(said);
  const part = parts.find(([words]) => words.test(said));
  const hours = clocksIn(said);
  if (days === null && part === undefined && hours === null)
    return refuse("time-unclear", "Which times should I keep free? Say it like “no meetings before 10” or “keep Fridays free”.");
  const [, partStart = "00:00", partEnd = "24:00", partName] = part ?? [];
  const { start, end } = hours ?? { start: partStart, end: partEnd };
  const on = days ?? (partName === "Lunch" ? weekdays : everyDay);
  const name = partName ?? (/\bfocus\b/i.test(said) ? "Focus time" : "No meetings");
  return { ok: true, protection: { name, days: [...on], start, end, soft: false } };
};

/** Of the same hours and at least the same days: nothing would change. */
export const isKept = (protections: readonly Protection[], { days, start, end }: Protection): boolean =>
  protections.some(
    (known) => !known.soft && known.start <= start && known.end >= end && known.start < known.end && days.every((day) => known.days.includes(day)),
  );

const overlaps = (one: Protection, other: Protection): boolean =>
  one.start < other.end && other.start < one.end && one.days.some((day) => other.days.includes(day));

/** Words that name the rule itself rather than its hours: "that rule", "the last one", "it". */
const pointsBack = /\b(?:that|this|it|the last one|the rule|last rule|one)\b/i;

/**
 * What is no longer kept free, and what is left: the rules that touch the time named, without its days. Where the words name no time, the
 * newest rule is meant by "that"; otherwise the only one.
 */
export const liftFreeRule = (
  said: string,
  protections: readonly Protection[],
): { readonly ok: true; readonly lifted: readonly Protection[]; readonly left: readonly Protection[] } | Refused => {
  const firm = protections.filter(({ soft }) => !soft);
  const newest = firm.at(-1);
  if (newest === undefined) return refuse("nothing-to-change", "Nothing is kept free of meetings now.");
  const read = readFreeRule(said);
  if (!read.ok) {
    if (firm.length > 1 && !pointsBack.test(said))
      return refuse("which-rule", `Which of these should I take away: ${firm.map((rule) => spokenProtection(rule)).join("; ")}?`);
    return { ok: true, lifted: [newest], left: protections.filter((rule) => rule !== newest) };
  }
  const { protection } = read;
  const namesDays = daysIn(said) !== null;
  const touched = firm.filter((rule) => overlaps(rule, protection));
  if (touched.length === 0)
    return refuse(
      "nothing-to-change",
      `${capitalised(spokenProtection(protection))}: that isn't kept free. What is: ${firm.map((rule) => spokenProtection(rule)).join("; ")}.`,
    );
  const daysOf = (rule: Protection): number[] => (namesDays ? rule.days.filter((day) => protection.days.includes(day)) : [...rule.days]);
  return {
    ok: true,
    lifted: touched.map((rule) => ({ ...rule, days: daysOf(rule) })),
    left: protections.flatMap((rule) => {
      if (!touched.includes(rule)) return [rule];
      const days = rule.days.filter((day) => !daysOf(rule).includes(day));
      return days.length === 0 ? [] : [{ ...rule, days }];
    }),
  };
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
