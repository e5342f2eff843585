/** What several of the German rules need. */
import type { ClockValue, DateValue, NumberValue, WhenValue } from "../../grammar/values";
import { periodFromNow, weekendFromNow } from "../../meaning/dates";
import { asWhen } from "../../meaning/moments";

export const strong = (value: ClockValue): ClockValue => ({ ...value, weak: false });
export const isHour = (n: NumberValue): boolean => Number.isInteger(n.value) && n.value >= 0 && n.value <= 24 && n.digits <= 2 && n.vague !== true;
export const isDay = (n: NumberValue): boolean => Number.isInteger(n.value) && n.value >= 1 && n.value <= 31 && n.digits <= 2;
export const isLong = (period: string): boolean => !["second", "minute", "hour"].includes(period);
export const relative = (period: Parameters<typeof periodFromNow>[0], shift: number): DateValue =>
  period === "weekend" ? weekendFromNow(shift) : periodFromNow(period, shift);
export const hour = (value: ClockValue): WhenValue => asWhen({ date: null, clock: strong(value) });
export const today = periodFromNow("day", 0);
