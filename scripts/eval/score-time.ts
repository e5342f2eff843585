/** Judges an answer of the `time` suite against an expectation: our own, or one restated from a corpus of others. Only the first match and its first reading count. */

interface Answer {
  readonly matches?: readonly Match[];
}

interface Match {
  readonly kind: string;
  readonly start: string;
  readonly end: string | null;
  readonly grain: string;
  readonly direction?: string;
  readonly duration?: string;
  readonly rrule?: string;
  readonly timeGiven?: boolean;
}

interface Case {
  readonly now: string;
  readonly zone: string;
}

const cuts: Record<string, number> = { year: 4, quarter: 7, month: 7, week: 10, day: 10, hour: 13, minute: 16, second: 19 };
const longGrains = new Set(["day", "week", "month", "quarter", "year"]);

/** "2026-11-23T10:00:00" on the clocks of the case. */
const localOf = (instant: string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "second" });
const cut = (local: string, grain: string): string => local.slice(0, cuts[grain.toLowerCase()] ?? 19);
const epoch = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** Bare lengths say nothing about when; corpora that leave them out aren't answered by them. */
const withoutDurations = (answer: Answer): readonly Match[] => (answer.matches ?? []).filter(({ kind }) => kind !== "duration");

const unitBefore = (local: string, grain: string): string => {
  const time = Temporal.PlainDateTime.from(local);
  const units = { second: "seconds", minute: "minutes", hour: "hours", day: "days", week: "days", month: "months", quarter: "months", year: "years" } as const;
  const unit = units[grain.toLowerCase() as keyof typeof units];
  return time.subtract({ [unit]: 1 }).toString({ smallestUnit: "second" });
};

interface PointExpectation {
  readonly kind: "point" | "interval" | "open";
  readonly grain: string;
  readonly start: string;
  readonly endExclusive?: string;
  readonly direction?: "after" | "before";
}

const scorePoint = (expected: PointExpectation, answer: Answer, { zone }: Case): boolean => {
  const match = withoutDurations(answer)[0];
  if (!match) return false;
  const start = localOf(match.start, zone);
  const end = match.end === null ? null : localOf(match.end, zone);
  const same = (a: string | null, b: string): boolean => a !== null && cut(a, expected.grain) === cut(b, expected.grain);
  if (expected.kind === "open") return match.direction === expected.direction && same(expected.direction === "before" ? end : start, expected.start);
  if (expected.endExclusive === undefined) return same(start, expected.start);
  return same(start, expected.start) && (same(end, expected.endExclusive) || same(end, unitBefore(expected.endExclusive, expected.grain)));
};

interface ValuesExpectation {
  readonly kind: string;
  readonly values: readonly {
    readonly timex: string;
    readonly type?: string;
    readonly value?: string;
    readonly start?: string;
    readonly end?: string;
    readonly Mod?: string;
  }[];
}

/** Compares only as much as was written: a date, a clock time, or both. */
const sameWritten = (local: string | null, written: string): boolean => {
  if (local === null) return false;
  const wanted = written.replace(" ", "T");
  if (/^\d{2}:/.test(wanted)) return local.slice(11) === wanted.replace("24:", "00:");
  return wanted.includes("T") ? local === wanted : local.slice(0, 10) === wanted;
};

const ruleParts = (rule: string): Map<string, string> => new Map(rule.split(";").map((part) => part.split("=") as [string, string]));

const partHours: Record<string, boolean> = { TMO: true, TAF: true, TEV: true, TNI: true, TDT: true };

/** The frequency, interval, days and clock time that a timex set stands for. */
const sameSet = (timex: string, rule: string | undefined): boolean => {
  if (rule === undefined) return false;
  const parts = ruleParts(rule);
  const [head = "", time] = timex.startsWith("T") ? ["P1D", timex.slice(1)] : timex.split(/T(?=\d)/);
  const clock = time === undefined || partHours[timex] ? undefined : time;
  if (clock !== undefined && /^\d/.test(clock)) {
    const [hour = "0", minute = "0"] = clock.split(":");
    if (Number(parts.get("BYHOUR")) !== Number(hour) || Number(parts.get("BYMINUTE") ?? 0) !== Number(minute)) return false;
  }
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const period = /^P(\d+)([DWMY])$/.exec(head);
  const frequency = parts.get("FREQ");
  if (period) {
    const count = Number(period[1]);
    return (
      (frequency === { D: "DAILY", W: "WEEKLY", M: "MONTHLY", Y: "YEARLY" }[period[2] ?? "D"] && interval === count) ||
      (period[2] === "D" && count === 7 && frequency === "WEEKLY" && interval === 1)
    );
  }
  const weekday = /^XXXX-WXX-(\d)/.exec(head);
  if (weekday) return frequency === "WEEKLY" && parts.get("BYDAY") === ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][Number(weekday[1]) - 1];
  if (head.startsWith("XXXX-WXX-WE")) return parts.get("BYDAY") === "SA,SU";
  const date = /^XXXX-(\d{2})-(\d{2})/.exec(head);
  if (date) return frequency === "YEARLY" && Number(parts.get("BYMONTH")) === Number(date[1]) && Number(parts.get("BYMONTHDAY")) === Number(date[2]);
  const monthDay = /^XXXX-XX-(\d{2})/.exec(head);
  if (monthDay) return frequency === "MONTHLY" && Number(parts.get("BYMONTHDAY")) === Number(monthDay[1]);
  return false;
};

const secondsOf = (duration: string): number => {
  const value = Temporal.Duration.from(duration);
  return (value.years * 365 + value.months * 30 + value.weeks * 7 + value.days) * 86_400 + value.hours * 3600 + value.minutes * 60 + value.seconds;
};

const scoreValues = (expected: ValuesExpectation, answer: Answer, { zone }: Case): boolean => {
  const match = answer.matches?.[0];
  if (!match) return false;
  const [start, end] = [localOf(match.start, zone), match.end === null ? null : localOf(match.end, zone)];
  return expected.values.some(({ timex, value, start: from, end: to }) => {
    if (expected.kind === "set") return sameSet(timex, match.rrule);
    if (expected.kind === "duration") return match.kind === "duration" && match.duration !== undefined && secondsOf(match.duration) === Number(value);
    if (value !== undefined) return sameWritten(start, value);
    if (from !== undefined && to !== undefined) return match.direction === undefined && sameWritten(start, from) && sameWritten(end, to);
    if (from !== undefined) return match.direction === "after" && sameWritten(start, from);
    return to !== undefined && match.direction === "before" && sameWritten(end, to);
  });
};

interface Parts {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly weekday?: number;
  readonly timezoneOffset?: number;
  readonly instant?: string;
}

const offsetMinutes = (instant: string): number => {
  const found = /([+-])(\d{2}):(\d{2})$/.exec(instant);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
};

/** The clock on the wall where the phrase was said, as the answer wrote it. */
const samePartsAs = (parts: Parts, instant: string, long: boolean): boolean => {
  const time = Temporal.PlainDateTime.from(instant.replace(/(?:Z|[+-]\d{2}:\d{2})$/, ""));
  const actual: Record<string, number> = {
    year: time.year,
    month: time.month,
    day: time.day,
    hour: time.hour,
    minute: time.minute,
    second: time.second,
    weekday: time.dayOfWeek % 7,
    timezoneOffset: offsetMinutes(instant),
  };
  const clockParts = ["hour", "minute", "second"];
  return Object.entries(parts).every(([name, value]) => name === "instant" || (long && clockParts.includes(name)) || actual[name] === value);
};

const samePoint = (expected: Parts, instant: string, grain: string, { zone }: Case): boolean => {
  const long = longGrains.has(grain);
  if (expected.instant === undefined) return samePartsAs(expected, instant, long);
  if (!long) return Math.floor(epoch(expected.instant) / 60_000) === Math.floor(epoch(instant) / 60_000);
  return localOf(expected.instant, zone).slice(0, 10) === localOf(instant, zone).slice(0, 10);
};

const dayBefore = (instant: string): string => {
  const day = Temporal.PlainDateTime.from(instant.replace(/(?:Z|[+-]\d{2}:\d{2})$/, "")).subtract({ days: 1 });
  return day.toString({ smallestUnit: "second" }) + (/(?:Z|[+-]\d{2}:\d{2})$/.exec(instant)?.[0] ?? "");
};

interface ComponentsExpectation {
  readonly kind: "instant" | "parts" | "range";
  readonly start: Parts;
  readonly end?: Parts;
}

const scoreComponents = (expected: ComponentsExpectation, answer: Answer, input: Case): boolean => {
  const match = withoutDurations(answer)[0];
  if (!match || !samePoint(expected.start, match.start, match.grain, input)) return false;
  if (expected.kind !== "range" || !expected.end) return true;
  if (match.end === null) return false;
  return (
    samePoint(expected.end, match.end, match.grain, input) || (longGrains.has(match.grain) && samePoint(expected.end, dayBefore(match.end), match.grain, input))
  );
};

type Expected =
  { readonly kind: "negative" } | PointExpectation | ValuesExpectation | ComponentsExpectation | { readonly matches: readonly Record<string, unknown>[] };

/** Our own cases list the matches wanted; every field named must be equal. */
const scoreOwn = (wanted: readonly Record<string, unknown>[], answer: Answer): boolean =>
  answer.matches?.length === wanted.length &&
  wanted.every((fields, index) => {
    const match = answer.matches?.[index] as unknown as Record<string, unknown> | undefined;
    return Object.entries(fields).every(([name, value]) => JSON.stringify(match?.[name]) === JSON.stringify(value));
  });

/** Whether an answer is right. */
export const scoreTime = (expectation: unknown, answered: unknown, input: unknown): boolean => {
  const [expected, answer, given] = [expectation as Expected, answered as Answer, input as Case];
  if ("matches" in expected) return scoreOwn(expected.matches, answer);
  if (expected.kind === "negative") return (answer.matches ?? []).length === 0;
  if ("values" in expected) return scoreValues(expected, answer, given);
  if (expected.kind === "point" || expected.kind === "open" || expected.kind === "interval") return scorePoint(expected, answer, given);
  return scoreComponents(expected as ComponentsExpectation, answer, given);
};
