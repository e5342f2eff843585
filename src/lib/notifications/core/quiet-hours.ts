/** Hours in which an owner isn't to be disturbed. */
import { clockInstantMs, localDate } from "./local-clock";

export interface QuietHours {
  /** Wall clock "HH:MM" in the owner's zone. */
  readonly from: string;
  /** At or before `from`: on the next day. */
  readonly until: string;
}

/**
 * When the quiet that holds at this moment ends; null when none holds. Whatever the clocks do, it is quiet for as long as the owner's clock
 * shows a quiet time: an hour that comes twice is quiet twice. Where a change of clocks lets one day's quiet run into the next one's, the two
 * are one: nobody is woken by the minute between them.
 */
export const quietEndMs = ({ from, until }: QuietHours, zone: string, nowMs: number): number | null => {
  if (from === until) return null;
  const today = localDate(nowMs, zone);
  const overnight = until < from;
  let endMs: number | null = null;
  // Two days back, for clocks that were put back over midnight; two ahead, for a quiet that runs into the next.
  for (const days of [-2, -1, 0, 1, 2]) {
    const date = today.add({ days });
    const windowStartMs = clockInstantMs(date, from, zone, "first");
    const windowEndMs = clockInstantMs(overnight ? date.add({ days: 1 }) : date, until, zone, "last");
    const reachedMs: number = endMs ?? nowMs;
    if (windowStartMs <= reachedMs && reachedMs < windowEndMs) endMs = windowEndMs;
  }
  return endMs;
};
