/** Printing moments for people, in their zone and language; what is printed in English can be read back by `understandTime`. */

export interface FormatOptions {
  /** IANA zone id or numeric offset the reader lives in. */
  readonly zone: string;
  /** BCP 47 tag. Default "en-US". */
  readonly locale?: string;
  /** "h12" prints "3:00 pm", "h23" prints "15:00". Default: what the locale does. */
  readonly hourCycle?: "h12" | "h23";
  /** RFC 3339 instant; decides whether the year and "tomorrow" are said. Without it the year is always printed. */
  readonly now?: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (locale: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${JSON.stringify(style)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    if (formatters.size > 500) formatters.clear();
    formatters.set(key, (formatter = new Intl.DateTimeFormat(locale, style)));
  }
  return formatter;
};

const localeOf = (options: FormatOptions): string => options.locale ?? "en-US";
const isEnglish = (options: FormatOptions): boolean => localeOf(options).toLowerCase().startsWith("en");
const instantOf = (instant: string): Temporal.Instant => Temporal.Instant.from(instant);
const dateOf = (instant: string, zone: string): Temporal.PlainDate => instantOf(instant).toZonedDateTimeISO(zone).toPlainDate();

const yearIsNews = (instant: string, { now, zone }: FormatOptions): boolean => now === undefined || dateOf(now, zone).year !== dateOf(instant, zone).year;

const partsOf = (instant: string, options: FormatOptions, style: Intl.DateTimeFormatOptions): Map<string, string> => {
  const formatter = formatterFor(localeOf(options), { ...style, timeZone: options.zone });
  return new Map(formatter.formatToParts(instantOf(instant).epochMilliseconds).map(({ type, value }) => [type, value]));
};

/** "Tuesday 24 Nov", with the year only when it isn't the current one. */
export const formatDay = (instant: string, options: FormatOptions): string => {
  const style: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "short", ...(yearIsNews(instant, options) ? { year: "numeric" } : {}) };
  if (!isEnglish(options)) return formatterFor(localeOf(options), { ...style, timeZone: options.zone }).format(instantOf(instant).epochMilliseconds);
  const parts = partsOf(instant, options, style);
  return ["weekday", "day", "month", "year"].flatMap((name) => parts.get(name) ?? []).join(" ");
};

const usesTwelveHours = (options: FormatOptions): boolean => {
  if (options.hourCycle) return options.hourCycle === "h12";
  return formatterFor(localeOf(options), { hour: "numeric" }).resolvedOptions().hour12 ?? false;
};

/** "15:00" or "3:00 pm", by the hour cycle. */
export const formatTime = (instant: string, options: FormatOptions): string => {
  const twelve = usesTwelveHours(options);
  const parts = partsOf(instant, options, { hour: twelve ? "numeric" : "2-digit", minute: "2-digit", hourCycle: twelve ? "h12" : "h23" });
  const clock = `${parts.get("hour") ?? ""}:${parts.get("minute") ?? ""}`;
  const half = parts.get("dayPeriod");
  return half === undefined ? clock : `${clock} ${isEnglish(options) ? half.toLowerCase() : half}`;
};

/** "Tuesday 24 Nov, 15:00". */
export const formatInstant = (instant: string, options: FormatOptions): string => `${formatDay(instant, options)}, ${formatTime(instant, options)}`;

/** "Tuesday 24 Nov, 15:00–16:00"; both days are named when the end lies on another one. The end is exclusive: midnight ends the day before. */
export const formatRange = (start: string, end: string, options: FormatOptions): string => {
  const { zone } = options;
  const lastMoment = instantOf(end)
    .subtract({ nanoseconds: Temporal.Instant.compare(instantOf(end), instantOf(start)) > 0 ? 1 : 0 })
    .toString();
  if (dateOf(start, zone).equals(dateOf(lastMoment, zone))) return `${formatInstant(start, options)}–${formatTime(end, options)}`;
  return `${formatInstant(start, options)} – ${formatInstant(end, options)}`;
};

/** A span of whole days, end exclusive: "Tuesday 24 Nov" or "Tuesday 24 Nov – Thursday 26 Nov". */
export const formatDays = (start: string, end: string, options: FormatOptions): string => {
  const last = dateOf(end, options.zone).subtract({ days: 1 }).toZonedDateTime(options.zone).toInstant().toString();
  if (dateOf(start, options.zone).equals(dateOf(last, options.zone))) return formatDay(start, options);
  return `${formatDay(start, options)} – ${formatDay(last, options)}`;
};

const relativeNames: Record<string, string> = { "0": "today", "1": "tomorrow", "-1": "yesterday" };

/** "today", "tomorrow" or "yesterday" in the reader's language when `now` is known and the day is that close; undefined otherwise. */
export const relativeDay = (instant: string, options: FormatOptions): string | undefined => {
  if (options.now === undefined) return undefined;
  const days = dateOf(options.now, options.zone).until(dateOf(instant, options.zone)).days;
  if (Math.abs(days) > 1) return undefined;
  if (isEnglish(options)) return relativeNames[String(days)];
  return new Intl.RelativeTimeFormat(localeOf(options), { numeric: "auto" }).format(days, "day");
};

/** "tomorrow, 15:00" when the day has such a name, else like `formatInstant`. */
export const formatInstantRelative = (instant: string, options: FormatOptions): string => {
  const day = relativeDay(instant, options);
  return day === undefined ? formatInstant(instant, options) : `${day}, ${formatTime(instant, options)}`;
};

const durationUnits = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const;

/** "1 hour 30 minutes" from an ISO 8601 duration or a number of minutes. */
export const formatDuration = (duration: string | number, locale = "en-US"): string => {
  const value = typeof duration === "number" ? Temporal.Duration.from({ seconds: Math.round(duration * 60) }) : Temporal.Duration.from(duration);
  const timeOnly = value.years === 0 && value.months === 0 && value.weeks === 0;
  const balanced = timeOnly ? value.round({ largestUnit: "days", smallestUnit: "seconds" }) : value;
  const words = durationUnits
    .filter((unit) => balanced[unit] !== 0)
    .map((unit) => new Intl.NumberFormat(locale, { style: "unit", unit: unit.slice(0, -1), unitDisplay: "long" }).format(balanced[unit]));
  return words.length > 0 ? words.join(" ") : new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long" }).format(0);
};

/** "Berlin time", "London time" or "UTC+02:00": a zone as people say it; in other languages than English by its country, "Ortszeit Israel". */
export const formatZone = (zone: string, locale = "en"): string => {
  if (/^[+-]/.test(zone)) return `UTC${zone}`;
  const place = zone.split("/").at(-1) ?? zone;
  if (!zone.includes("/") || zone.startsWith("Etc/")) return place;
  if (locale.toLowerCase().startsWith("en")) return `${place.replace(/_/g, " ")} time`;
  // A generic name doesn't depend on the season; some day has to be given.
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "shortGeneric" }).formatToParts(Date.UTC(2026, 0, 1));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? place;
  return name.replace(/^(.+) \((.+)\)$/, "$2 $1");
};
