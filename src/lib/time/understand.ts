/** Reads the phrases about time in a text. Pure and synchronous: the clock and the zone are given, never looked up. */
import { DAY, printOffset, printWall } from "./calendar";
import type { CompiledLocale } from "./grammar/compile";
import { parseTokens } from "./grammar/parse";
import { tokenize, type Token } from "./grammar/tokens";
import type { Anchor, DayHours, Reading } from "./grammar/values";
import { grammarFor } from "./locales/registry";
import { choosePhrases, type Phrase } from "./rank";
import type { TimeContext, TimeMatch, TimeSpan } from "./time-match";
import { epochFromWall, isZone, offsetAt, offsetFromName, wallFromEpoch } from "./zones";

/** Longer texts are read up to here. */
const longestText = 20_000;

const anchorIn = (epoch: number, zone: string, context: TimeContext): Anchor => ({
  epoch,
  wall: wallFromEpoch(epoch, zone),
  zone,
  prefer: context.prefer,
  weekStart: context.weekStart ?? 1,
});

const printEpoch = (epoch: number, zone: string): string => {
  const offset = offsetAt(epoch, zone);
  return printWall(epoch + offset) + printOffset(offset);
};

const inRange = (seconds: number): boolean => seconds > -62_000_000_000 && seconds < 250_000_000_000;

const spanOf = ({ start, end, exact }: Reading, zone: string): TimeSpan => {
  const print = (seconds: number): string => printEpoch(exact ? seconds : epochFromWall(seconds, zone), zone);
  return { start: print(start), end: end === null ? null : print(end) };
};

const clockOf = (seconds: number): string => printWall(seconds).slice(11, 16);

const clocksOf = ({ from, to }: DayHours): NonNullable<TimeMatch["daily"]> => ({
  ...(from === null ? {} : { from: clockOf(from) }),
  ...(to === null ? {} : { to: to === DAY ? "24:00" : clockOf(to) }),
});

const matchOf = (phrase: Phrase, text: string, bounds: { start: number; end: number }, context: TimeContext, home: Anchor): TimeMatch | null => {
  const { when } = phrase;
  const zone = when.zone === undefined || when.zone === "local" ? home.zone : when.zone;
  const anchor = zone === home.zone ? home : anchorIn(home.epoch, zone, context);
  const readings = when.at(anchor).filter(({ start, end }) => inRange(start) && (end === null || (inRange(end) && end >= start)));
  const [best, ...others] = readings.map((reading) => spanOf(reading, zone));
  if (!best) return null;
  return {
    ...best,
    text: text.slice(bounds.start, bounds.end),
    index: bounds.start,
    endIndex: bounds.end,
    kind: when.kind,
    grain: when.grain,
    endExclusive: true,
    timeGiven: when.timeGiven,
    dateGiven: when.dateGiven,
    alternatives: others.slice(0, 4),
    ...(when.direction ? { direction: when.direction } : {}),
    ...(when.duration ? { duration: when.duration.iso } : {}),
    ...(when.rrule ? { rrule: when.rrule(anchor) } : {}),
    ...(when.zone === undefined || when.zone === "local" ? {} : { zone }),
    ...(when.daily ? { daily: clocksOf(when.daily) } : {}),
    ...(when.except ? { except: when.except(anchor).map((reading) => spanOf(reading, zone)) } : {}),
  };
};

const correctToken = (token: Token, { correct }: CompiledLocale): Token => {
  if (token.kind !== "word") return token;
  const text = correct(token.text);
  return text === token.text ? token : { ...token, text };
};

const epochOf = (now: string): number => Math.floor(Temporal.Instant.from(now).epochMilliseconds / 1000);

/**
 * The phrases about time in a text, in reading order; the best reading of each in `start` and `end`, the others in `alternatives`.
 * Instants carry the offset of the zone they were said in. Empty where the text holds no time. An unknown zone counts as UTC.
 */
export const understandTime = (text: string, context: TimeContext): TimeMatch[] => {
  const readable = text.length > longestText ? text.slice(0, longestText) : text;
  const tag = context.locale ?? "en-US";
  const grammar = grammarFor(tag);
  const tokens = tokenize(readable).map((token) => correctToken(token, grammar));
  if (tokens.length === 0) return [];
  const columns = parseTokens(grammar, readable, tokens, { dayFirst: grammar.locale.dayFirst(tag) });
  const phrases = choosePhrases(columns, tokens, grammar);
  if (phrases.length === 0) return [];
  const zone = isZone(context.zone) ? context.zone : (offsetFromName(context.zone) ?? "UTC");
  const home = anchorIn(epochOf(context.now), zone, context);
  return phrases.flatMap(
    (phrase) => matchOf(phrase, readable, { start: tokens[phrase.from]?.start ?? 0, end: tokens[phrase.to - 1]?.end ?? 0 }, context, home) ?? [],
  );
};
