/** The owner's clock in the browser, by Intl alone: what a wall there shows at an instant, and the way back. No Temporal, so nothing has to be loaded for it. */

export interface Clock {
  /** IANA zone id the owner lives in. */
  readonly zone: string;
  /** BCP 47 tag. */
  readonly locale: string;
  readonly hourCycle: "h12" | "h23";
}

export interface Wall {
  /** YYYY-MM-DD */
  readonly date: string;
  /** Minutes since midnight on the wall. */
  readonly minutes: number;
}

const dayMs = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
};

const partsOf = (ms: number, locale: string, options: Intl.DateTimeFormatOptions): Map<string, string> =>
  new Map(
    formatterFor(locale, options)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );

export const msOf = (instant: string): number => Date.parse(instant);

/** What a wall in `zone` shows at an instant. */
export const wallOf = (ms: number, zone: string): Wall => {
  const parts = partsOf(ms, "en-US", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const part = (name: string): string => parts.get(name) ?? "0";
  return { date: `${part("year")}-${part("month")}-${part("day")}`, minutes: Number(part("hour")) * 60 + Number(part("minute")) };
};

const wallAsUtc = ({ date, minutes }: Wall): number => Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;

/** The instant at which the wall shows it; in a gap the later reading, in a fold the earlier one. */
export const instantOfWall = (wall: Wall, zone: string): number => {
  const wanted = wallAsUtc(wall);
  const offsetAt = (ms: number): number => wallAsUtc(wallOf(ms, zone)) - Math.floor(ms / 60_000) * 60_000;
  const candidates = [offsetAt(wanted - dayMs), offsetAt(wanted + dayMs)].map((offset) => wanted - offset);
  const exact = candidates.filter((ms) => wallAsUtc(wallOf(ms, zone)) === wanted);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
};

export const addDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** The first day of the week that holds `date`. */
export const weekStartOf = (date: string, firstWeekday: number): string => addDays(date, -((weekdayOf(date) - firstWeekday + 7) % 7));

export const datesOfWeek = (start: string): string[] => Array.from({ length: 7 }, (_, index) => addDays(start, index));

/** "15:00" or "3:00 pm". */
export const clockText = (ms: number, { zone, locale, hourCycle }: Clock): string => {
  const parts = partsOf(ms, locale, { timeZone: zone, hour: hourCycle === "h12" ? "numeric" : "2-digit", minute: "2-digit", hourCycle });
  const half = parts.get("dayPeriod");
  const time = `${parts.get("hour") ?? ""}:${parts.get("minute") ?? ""}`;
  return half === undefined ? time : `${time} ${half.toLowerCase()}`;
};

const dateText = (date: string, locale: string, options: Intl.DateTimeFormatOptions): string => {
  const parts = partsOf(Date.parse(`${date}T12:00:00Z`), locale, { ...options, timeZone: "UTC" });
  if (!locale.toLowerCase().startsWith("en")) return formatterFor(locale, { ...options, timeZone: "UTC" }).format(Date.parse(`${date}T12:00:00Z`));
  return ["weekday", "day", "month", "year"].flatMap((name) => parts.get(name) ?? []).join(" ");
};

/** "Tuesday 24 Nov" */
export const dayText = (date: string, locale: string): string => dateText(date, locale, { weekday: "long", day: "numeric", month: "short" });
/** "Tue" */
export const weekdayText = (date: string, locale: string, width: "short" | "narrow" = "short"): string => dateText(date, locale, { weekday: width });
export const dayNumber = (date: string): number => Number(date.slice(8));

/** "23–29 Nov 2026", naming both months where they differ. */
export const weekText = (start: string, locale: string): string => {
  const end = addDays(start, 6);
  const last = dateText(end, locale, { day: "numeric", month: "short", year: "numeric" });
  return start.slice(0, 7) === end.slice(0, 7) ? `${dayNumber(start)}–${last}` : `${dateText(start, locale, { day: "numeric", month: "short" })} – ${last}`;
};

export interface Happening {
  readonly start: string;
  readonly end: string;
  readonly allDay?: boolean;
}

/** "Tuesday 24 Nov, 15:00–16:00"; whole days without a clock. An end is exclusive: midnight ends the day before. */
export const spanText = ({ start, end, allDay = false }: Happening, clock: Clock): string => {
  const from = wallOf(msOf(start), clock.zone).date;
  const to = wallOf(Math.max(msOf(start), msOf(end) - 1), clock.zone).date;
  const [first, last] = [dayText(from, clock.locale), dayText(to, clock.locale)];
  if (allDay) return from === to ? `${first}, all day` : `${first} – ${last}`;
  const [opens, closes] = [clockText(msOf(start), clock), clockText(msOf(end), clock)];
  return from === to ? `${first}, ${opens}–${closes}` : `${first}, ${opens} – ${dayText(wallOf(msOf(end), clock.zone).date, clock.locale)}, ${closes}`;
};
