/** Reads how a new event repeats, and the days that its rule leaves out. */
import { lowerAt, readClause, type Clause } from "./clause";
import type { PlannerContext } from "./planner-context";

const weeklyWords = new Set(["daily", "weekly", "monthly", "yearly", "annually", "fortnightly", "biweekly", "quarterly"]);

export const readRepeat = (clause: Clause, used: boolean[]): string | null => {
  const rule = clause.times.find(({ match }) => match.kind === "recurrence");
  if (rule) return rule.match.text;
  const at = clause.tokens.findIndex(({ lower }) => weeklyWords.has(lower));
  if (at === -1) return null;
  used[at] = true;
  return lowerAt(clause, at);
};

const exception = /[\s,]+(?:except|but not|excluding|other than|apart from|skipping|without)(?:\s+(?:for|on|the one on|the ones on))*\s+(?=\S)/i;

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const bareWeekday = /^(?:on\s+)?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/i;
const codes: Readonly<Record<string, string>> = { mo: "mon", tu: "tue", we: "wed", th: "thu", fr: "fri", sa: "sat", su: "sun" };

/** "Every weekday but not on Friday": the days that are left of a rule that names several, "every Monday, Tuesday, …"; null where it names one. */
const ruleWithout = (rrule: string, weekday: string): string | null => {
  const named = /BYDAY=([A-Z,]+)/.exec(rrule)?.[1]?.split(",");
  const days = named === undefined ? (rrule === "FREQ=DAILY" ? Object.keys(codes) : []) : named.map((code) => code.toLowerCase());
  const left = days.map((code) => codes[code]).filter((day) => day !== weekday);
  if (days.length < 2 || left.length === days.length) return null;
  const names = left.map((day) => weekdayNames.find((name) => name.toLowerCase().startsWith(day ?? "-")) ?? "");
  return `every ${new Intl.ListFormat("en").format(names)}`;
};

/** "every Tuesday except December 22 and the 29th": the rule, and the days it leaves out. Null where a repetition leaves out none. */
export const readExcept = (clause: Clause, context: PlannerContext): { readonly rest: Clause; readonly days: readonly string[] } | null => {
  const lead = exception.exec(clause.text);
  if (!lead) return null;
  const before = clause.text.slice(0, lead.index);
  const behind = clause.text.slice(lead.index + lead[0].length);
  const head = readClause(before, context);
  const rule = head.times.find(({ match }) => match.kind === "recurrence")?.match;
  if (rule === undefined && !head.tokens.some(({ lower }) => weeklyWords.has(lower))) return null;
  const days = context.understand(behind).filter(({ dateGiven, kind }) => dateGiven && kind !== "recurrence" && kind !== "duration");
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last || first.index > 4) return null;
  const rest = behind.slice(last.endIndex);
  const weekday = days.length === 1 ? bareWeekday.exec(first.text)?.[1]?.toLowerCase() : undefined;
  const left = weekday === undefined || rule?.rrule === undefined ? null : ruleWithout(rule.rrule, weekday);
  if (left !== null && rule) {
    const clock = rule.text.replace(/^.*?(?=\s+(?:at|from)\b|$)/i, "");
    return { rest: readClause(`${before.slice(0, rule.index)}${left}${clock}${before.slice(rule.endIndex)}${rest}`, context), days: [] };
  }
  return { rest: readClause(before + rest, context), days: days.map(({ text }) => text) };
};
