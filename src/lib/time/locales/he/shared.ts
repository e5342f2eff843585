/** What several of the Hebrew rules need. */
import type { ClockValue, NumberValue, WhenValue } from "../../grammar/values";
import { asWhen } from "../../meaning/moments";

export const strong = (value: ClockValue): ClockValue => ({ ...value, weak: false });
export const isHour = (n: NumberValue): boolean => n.vague !== true && Number.isInteger(n.value) && n.value >= 0 && n.value <= 24 && n.digits <= 2;
export const hour = (value: ClockValue): WhenValue => asWhen({ date: null, clock: strong(value) });
export const isLong = (period: string): boolean => !["second", "minute", "hour"].includes(period);
