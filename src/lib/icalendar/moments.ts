/** DATE, DATE-TIME and DURATION values (RFC 5545, section 3.3), on clocks without a zone: milliseconds as if UTC. */

export interface Moment {
  readonly wallMs: number;
  readonly dateOnly: boolean;
  /** Written with Z. */
  readonly utc: boolean;
}

const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
};
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** Null for what is none, and for dates that don't exist. Years 1 to 9999. */
export const momentOf = (written: string): Moment | null => {
  const text = written.trim();
  const { length } = text;
  const utc = length === 16 && (text.charCodeAt(15) | 32) === 122;
  if (length !== 8 && length !== 15 && !utc) return null;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 4);
  const day = two(text, 6);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return null;
  const timed = length !== 8;
  if (timed && (text.charCodeAt(8) | 32) !== 116) return null;
  const hour = timed ? two(text, 9) : 0;
  const minute = timed ? two(text, 11) : 0;
  const second = timed ? Math.min(two(text, 13), 59) : 0;
  if (!(hour <= 24 && minute <= 59 && second <= 59)) return null;
  const dateMs = Date.UTC(year, month - 1, day);
  // Years below 100 mean others to Date.UTC, and February 30th rolls over: both aren't dates anybody meets on.
  if (year < 100 || !(day <= 28 || new Date(dateMs).getUTCDate() === day)) return null;
  return { wallMs: dateMs + ((hour * 60 + minute) * 60 + second) * 1_000, dateOnly: !timed, utc };
};

const durationPattern = /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/i;

/** Milliseconds; null for what is none. Days count 24 hours. */
export const durationMsOf = (written: string): number | null => {
  const parts = durationPattern.exec(written.trim());
  if (parts === null || !/\d/.test(written)) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(2).map((part) => Number((part as string | undefined) ?? 0));
  const ms = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
  return parts[1] === "-" ? -ms : ms;
};

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** "2026-11-26" */
export const dateText = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);
/** "20261126" or "20261126T093000", with "Z" for instants. */
export const compactText = (wallMs: number, form: "date" | "wall" | "utc"): string => {
  const at = new Date(wallMs);
  const date = `${String(at.getUTCFullYear()).padStart(4, "0")}${pad(at.getUTCMonth() + 1)}${pad(at.getUTCDate())}`;
  if (form === "date") return date;
  return `${date}T${pad(at.getUTCHours())}${pad(at.getUTCMinutes())}${pad(at.getUTCSeconds())}${form === "utc" ? "Z" : ""}`;
};
