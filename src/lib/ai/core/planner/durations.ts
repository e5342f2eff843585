/** Lengths of time in everyday words: "half an hour", "an hour and a half", "1.5 hours", "45 min". */
import { numberWords } from "./number-words";
import type { Token } from "./tokens";

const numbers: Readonly<Record<string, number>> = {
  ...numberWords,
  a: 1,
  an: 1,
  half: 0.5,
  couple: 2,
  few: 3,
  several: 4,
  another: 1,
  additional: 1,
  extra: 1,
};
const units: Readonly<Record<string, number>> = {
  minute: 1,
  minutes: 1,
  min: 1,
  mins: 1,
  hour: 60,
  hours: 60,
  hr: 60,
  hrs: 60,
  h: 60,
  m: 1,
  day: 1440,
  days: 1440,
  week: 10_080,
  weeks: 10_080,
};

export interface SpokenDuration {
  /** Token indexes, half-open. */
  readonly start: number;
  readonly end: number;
  readonly minutes: number;
}

const numberOf = (token: Token | undefined): number | null => {
  if (!token) return null;
  if (token.kind === "number") return /^\d+(\.\d+)?$/.test(token.text) ? Number(token.text) : null;
  return token.kind === "word" ? (numbers[token.lower] ?? null) : null;
};

/** "30m" and "2h" come as number + word; "45-minute" as number, mark, word. */
const amountAt = (tokens: readonly Token[], at: number): { value: number; next: number } | null => {
  const first = numberOf(tokens[at]);
  if (first === null) return null;
  let value = first;
  let next = at + 1;
  if (tokens[next]?.lower === "of") next += 1;
  if (["a", "an"].includes(tokens[next]?.lower ?? "") && first < 1) next += 1;
  else if (["additional", "extra", "more", "other"].includes(tokens[next]?.lower ?? "")) next += 1;
  else if (first === 1 && ["couple", "few", "half"].includes(tokens[next]?.lower ?? "")) {
    value = numberOf(tokens[next]) ?? first;
    next += tokens[next + 1]?.lower === "of" ? 2 : 1;
  } else if (tokens[next]?.lower === "and" && ["a", "half"].includes(tokens[next + 1]?.lower ?? "")) {
    const half = tokens[next + 1]?.lower === "a" ? next + 2 : next + 1;
    if (tokens[half]?.lower === "half") {
      value += 0.5;
      next = half + 1;
    }
  } else if (tokens[at]?.kind === "word" && numberOf(tokens[next]) !== null && first >= 20 && (numberOf(tokens[next]) ?? 0) < 10) {
    value += numberOf(tokens[next]) ?? 0;
    next += 1;
  }
  if (tokens[next]?.lower === "-") next += 1;
  return { value, next };
};

const simpleAt = (tokens: readonly Token[], at: number): SpokenDuration | null => {
  const amount = amountAt(tokens, at);
  const unit = amount ? units[tokens[amount.next]?.lower ?? ""] : undefined;
  if (!amount || unit === undefined) return null;
  if (unit === 1 && amount.value < 1) return null;
  return { start: at, end: amount.next + 1, minutes: Math.round(amount.value * unit) };
};

const durationAt = (tokens: readonly Token[], at: number): SpokenDuration | null => {
  const first = simpleAt(tokens, at);
  if (!first) return null;
  const and = tokens[first.end]?.lower === "and" ? first.end + 1 : first.end;
  const halves = tokens.slice(and, and + 2).map(({ lower }) => lower);
  if (and > first.end && halves[0] === "a" && halves[1] === "half") return { ...first, end: and + 2, minutes: Math.round(first.minutes * 1.5) };
  if (and > first.end && halves[0] === "half") return { ...first, end: and + 1, minutes: Math.round(first.minutes * 1.5) };
  const second = simpleAt(tokens, and);
  if (second && second.minutes < first.minutes && tokens[and]?.kind === "number") return { ...first, end: second.end, minutes: first.minutes + second.minutes };
  return first;
};

/** "2day" is how some type "today", no length. */
const isSlang = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === "2" && tokens[at + 1]?.lower === "day" && tokens[at + 1]?.start === tokens[at].end;

/** Every length named, in reading order. */
export const readDurations = (tokens: readonly Token[]): SpokenDuration[] => {
  const found: SpokenDuration[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const duration = isSlang(tokens, at) ? null : durationAt(tokens, at);
    if (!duration) continue;
    found.push(duration);
    at = duration.end - 1;
  }
  return found;
};
