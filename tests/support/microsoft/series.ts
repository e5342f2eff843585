/** The days a patternedRecurrence falls on, by walking through the calendar. */
export interface Recurrence {
  readonly pattern: {
    readonly type: string;
    readonly interval: number;
    readonly daysOfWeek?: readonly string[];
    readonly dayOfMonth?: number;
    readonly month?: number;
    readonly index?: string;
  };
  readonly range: { readonly type: string; readonly startDate: string; readonly endDate?: string; readonly numberOfOccurrences?: number };
}

const names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const daysMax = 4_000;

const fits = (
  date: Temporal.PlainDate,
  first: Temporal.PlainDate,
  { type, interval, daysOfWeek = [], dayOfMonth = 1, month = 1, index = "first" }: Recurrence["pattern"],
): boolean => {
  const day = names[date.dayOfWeek - 1] ?? "";
  const months = (date.year - first.year) * 12 + date.month - first.month;
  const nth = index === "last" ? date.day > date.daysInMonth - 7 : Math.ceil(date.day / 7) === ["first", "second", "third", "fourth"].indexOf(index) + 1;
  const onDay = date.day === Math.min(dayOfMonth, date.daysInMonth);
  switch (type) {
    case "daily":
      return first.until(date).days % interval === 0;
    case "weekly": {
      const monday = (one: Temporal.PlainDate): Temporal.PlainDate => one.subtract({ days: one.dayOfWeek - 1 });
      return daysOfWeek.includes(day) && (monday(first).until(monday(date)).days / 7) % interval === 0;
    }
    case "absoluteMonthly":
      return onDay && months % interval === 0;
    case "relativeMonthly":
      return nth && daysOfWeek.includes(day) && months % interval === 0;
    case "absoluteYearly":
      return onDay && date.month === month && (date.year - first.year) % interval === 0;
    default:
      return nth && daysOfWeek.includes(day) && date.month === month && (date.year - first.year) % interval === 0;
  }
};

/** "2026-11-26" and so on, in order, up to a date. */
export const daysOf = ({ pattern, range }: Recurrence, until: string): string[] => {
  const first = Temporal.PlainDate.from(range.startDate);
  const found: string[] = [];
  for (let n = 0; n < daysMax; n += 1) {
    const date = first.add({ days: n });
    const text = date.toString();
    if (text > until || (range.type === "endDate" && text > (range.endDate ?? ""))) break;
    if (!fits(date, first, pattern)) continue;
    if (range.type === "numbered" && found.length >= (range.numberOfOccurrences ?? 0)) break;
    found.push(text);
  }
  return found;
};
