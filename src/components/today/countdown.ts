/** "in 25 min", "in 2 h 10 min", "now, 40 min left", "in 3 days": how long until something. Days are counted as the owner's calendar has them. */
import { wallOf } from "@/components/week/zoned-time";

const dayOf = (ms: number, zone: string): number => Date.parse(wallOf(ms, zone).date) / 86_400_000;

export const countdownText = (startMs: number, endMs: number, nowMs: number, zone: string): string => {
  if (startMs <= nowMs) {
    const left = Math.max(1, Math.ceil((endMs - nowMs) / 60_000));
    return left > 24 * 60 ? "now" : `now, ${lengthText(left)} left`;
  }
  const minutes = Math.ceil((startMs - nowMs) / 60_000);
  if (minutes < 24 * 60) return `in ${lengthText(minutes)}`;
  const days = dayOf(startMs, zone) - dayOf(nowMs, zone);
  return days === 1 ? "tomorrow" : `in ${days} days`;
};

/** "45 min", "2 h", "2 h 10 min". */
export const lengthText = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
};
