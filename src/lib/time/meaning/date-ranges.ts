/** Ranges of dates: what one end leaves out, the other says. */
import { addPeriods, civilDate, dayOf, startOf, weekdayOf, type Span } from "../calendar";
import type { Anchor, DateValue } from "../grammar/values";
import { dateFromFields, daySpan, valid } from "./dates";

/** "Tuesday to Thursday next week": the first day is the last one of its name before the second. */
const weekdayBefore = (weekday: number, date: DateValue): DateValue => ({
  grain: "day",
  at: (anchor) => date.at(anchor).map(({ start }) => daySpan(dayOf(start) - ((weekdayOf(dayOf(start)) - weekday + 7) % 7))),
});

/** "the 28th to the 3rd of next month": the first day is in the month of the second or the one before. */
const dayBefore = (first: DateValue, day: number, date: DateValue): DateValue => ({
  grain: "day",
  at: (anchor) =>
    date.at(anchor).flatMap(({ start }) => {
      const last = civilDate(dayOf(start));
      const month = startOf("month", start, anchor.weekStart);
      const from = day < last.day ? month : addPeriods(month, "month", -1);
      return first.within?.({ start: from, end: addPeriods(from, "month", 1) }, anchor) ?? [];
    }),
});

const isBareYear = ({ weak, grain }: DateValue): boolean => weak === true && grain === "year";

/** Where the future is wished for, "from August to October", said in September, is the range that is under way. */
const runningStart = (first: DateValue, second: DateValue, ahead: Span, anchor: Anchor): Span => {
  const [a, b] = [first.fields, second.fields];
  if (anchor.prefer !== "future" || a?.month === undefined || a.year !== undefined || b?.month === undefined || b.year !== undefined) return ahead;
  const before = first.at({ ...anchor, prefer: "past" })[0];
  const end = before && second.at({ ...anchor, wall: before.start, prefer: "future" }).find((span) => span.start > before.start)?.end;
  return before && end !== undefined && before.start <= anchor.wall && end > anchor.wall ? before : ahead;
};

/** The month of a first day that was said without one: that of the last day, or the one before ("the 20th until the 3rd of January"). */
const monthOfFirst = (first: number, { year, month, day }: { year?: number; month: number; day?: number }): { year?: number; month: number } => {
  const before = day !== undefined && first > day;
  const years = year === undefined ? {} : { year: before && month === 1 ? year - 1 : year };
  return { month: before ? ((month + 10) % 12) + 1 : month, ...years };
};

/** From the first day of one to the last of the other; what the first leaves out it takes from the second ("8 to 11 May 2010"). */
export const dateRange = (a: DateValue, b: DateValue): DateValue | null => {
  if (a.range || b.range || isBareYear(b)) return null;
  const { fields: fa } = a;
  const { fields: fb } = b;
  let first = a;
  let second = b;
  if (fa?.weekday !== undefined && fa.day === undefined && b.inside && b.grain === "day") first = weekdayBefore(fa.weekday, b);
  if (fa?.day !== undefined && fa.month === undefined && fa.weekday === undefined && b.inside && b.grain === "day") first = dayBefore(a, fa.day, b);
  if (fa && fb) {
    const shared = {
      ...(fa.year === undefined && fb.year !== undefined && fa.month !== undefined ? { year: fb.year } : {}),
      ...(fa.month === undefined && fa.day !== undefined && fb.month !== undefined ? monthOfFirst(fa.day, { ...fb, month: fb.month }) : {}),
    };
    const filled = dateFromFields({ ...fa, ...shared });
    if (!filled) return null;
    const crosses = "year" in shared && fb.month !== undefined && (fa.month ?? 0) > fb.month;
    first = crosses ? (dateFromFields({ ...fa, year: (fb.year ?? 0) - 1 }) ?? filled) : filled;
    if (fb.day !== undefined && fb.month === undefined && fa.month !== undefined)
      second = dateFromFields({ ...fb, month: fa.month, ...(fa.year === undefined ? {} : { year: fa.year }) }) ?? b;
    else if (fb.year === undefined && fa.year !== undefined && fb.month !== undefined) second = dateFromFields({ ...fb, year: fa.year }) ?? b;
    if (!first.fields || !second.fields) return null;
    if (
      first.fields.year !== undefined &&
      first.fields.month !== undefined &&
      first.fields.day !== undefined &&
      !valid(first.fields.year, first.fields.month, first.fields.day)
    )
      return null;
  }
  return {
    grain: second.grain,
    range: true,
    pair: true,
    figures: a.figures === true && b.figures === true,
    at: (anchor) =>
      first
        .at(anchor)
        .slice(0, 1)
        .flatMap((ahead) => {
          const from = runningStart(first, second, ahead, anchor);
          const floating = second.fields !== undefined && second.fields.year === undefined;
          const later: Anchor = floating ? { ...anchor, wall: from.start, prefer: "future" } : anchor;
          const options = second.at(later);
          const to = options.find((span) => span.start > from.start) ?? options[0];
          return to && to.end > from.start ? [{ start: from.start, end: to.end }] : [];
        }),
  };
};
