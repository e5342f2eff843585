/** "in 25 minutes", "in 2 h 10 min", "now, until 15:00": how long until something. */

export const countdownText = (startMs: number, endMs: number, nowMs: number): string => {
  if (startMs <= nowMs) {
    const left = Math.max(1, Math.ceil((endMs - nowMs) / 60_000));
    return left > 24 * 60 ? "now" : `now, ${lengthText(left)} left`;
  }
  const minutes = Math.ceil((startMs - nowMs) / 60_000);
  if (minutes < 24 * 60) return `in ${lengthText(minutes)}`;
  const days = Math.round(minutes / (24 * 60));
  return days === 1 ? "in a day" : `in ${days} days`;
};

/** "45 min", "2 h", "2 h 10 min". */
export const lengthText = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
};
