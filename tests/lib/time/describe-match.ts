/** Writes a match the short way that the examples of the rules use. */
import type { TimeContext, TimeMatch } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";

export const exampleContext: TimeContext = { now: "2026-11-23T10:00:00+01:00", zone: "Europe/Berlin", prefer: "future" };

const local = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO("Europe/Berlin").toPlainDateTime().toString({ smallestUnit: "second" });

const shorten = (instant: string, clock: boolean): string => {
  const written = local(instant);
  return clock ? written.replace(/:00$/, "") : written.slice(0, 10);
};

/** "2026-11-24T15:00", "2026-11-24", "2026-12", "a/b", "before a/b", "after a", "PT45M", "FREQ=… a/b". */
export const describeMatch = (match: TimeMatch): string => {
  if (match.kind === "duration") return match.duration ?? "";
  const clock = match.timeGiven || local(match.start).slice(11) !== "00:00:00" || (match.end !== null && local(match.end).slice(11) !== "00:00:00");
  const start = shorten(match.start, clock);
  const named =
    match.kind === "date" ||
    (match.kind === "interval" && (match.grain === "month" || match.grain === "year") && match.direction === undefined && !clock && isWhole(match));
  const range = named
    ? match.grain === "day"
      ? start
      : start.slice(0, match.grain === "month" ? 7 : 4)
    : match.end === null
      ? start
      : `${start}/${shorten(match.end, clock)}`;
  const except = match.except?.length
    ? ` except ${match.except
        .slice(0, 1)
        .map((span) => local(span.start).slice(0, 10))
        .join(",")}`
    : "";
  const daily = match.daily ? ` daily ${match.daily.from ?? ""}-${match.daily.to ?? ""}` : "";
  return `${match.direction ? `${match.direction} ` : ""}${match.rrule ? `${match.rrule} ` : ""}${range}${except}${daily}`;
};

const isWhole = ({ start, end, grain }: TimeMatch): boolean => {
  const from = Temporal.PlainDate.from(local(start).slice(0, 10));
  return end !== null && from.add(grain === "month" ? { months: 1 } : { years: 1 }).toString() === local(end).slice(0, 10);
};

/** The first match of a phrase in short form; "" where there is none. */
export const describe1 = (text: string, context: TimeContext = exampleContext): string => {
  const [match] = understandTime(text, context);
  return match ? describeMatch(match) : "";
};
