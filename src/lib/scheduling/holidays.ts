/** Public holidays of a country or region, from the date-holidays package: computed, no network. It is large, so it is loaded when somebody needs it. */
import type Holidays from "date-holidays";

const regionOf = (code: string): readonly [string, ...string[]] => {
  const [country = "", ...rest] = code.toUpperCase().split("-");
  return [country, ...rest];
};

/** Codes come from people: what is kept of them is bounded. */
const keptMax = 500;
const calendars = new Map<string, Holidays | null>();

/** Null for a code the package doesn't know. */
const calendarFor = async (code: string): Promise<Holidays | null> => {
  const known = calendars.get(code);
  if (known !== undefined) return known;
  const { default: Calendar } = await import("date-holidays");
  const [country, state, region] = regionOf(code);
  const countries = new Calendar();
  const states = state === undefined ? null : (countries.getStates(country) as Record<string, string> | undefined);
  const exists = country in countries.getCountries() && (state === undefined || (states !== null && states !== undefined && state in states));
  const calendar = !exists
    ? null
    : state === undefined
      ? new Calendar(country)
      : region === undefined
        ? new Calendar(country, state)
        : new Calendar(country, state, region);
  if (calendars.size >= keptMax) calendars.clear();
  calendars.set(code, calendar);
  return calendar;
};

/** "DE", "DE-BE": does anybody know the holidays there? */
export const knowsHolidays = async (code: string): Promise<boolean> => (await calendarFor(code)) !== null;

const isoDate = (date: string): string => date.slice(0, 10);

const datesOf = ({ date, start, end }: { readonly date: string; readonly start: Date; readonly end: Date }): string[] => {
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  const first = Temporal.PlainDate.from(isoDate(date));
  return Array.from({ length: days }, (_, i) => first.add({ days: i }).toString());
};

/** A year takes tens of milliseconds to work out, and the same few are asked for again and again. */
const years = new Map<string, ReadonlyMap<string, string>>();

const holidaysOf = (calendar: Holidays, code: string, year: number): ReadonlyMap<string, string> => {
  const key = `${code} ${year}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const named = new Map<string, string>();
  for (const holiday of calendar.getHolidays(year)) if (holiday.type === "public") for (const date of datesOf(holiday)) named.set(date, holiday.name);
  if (years.size >= keptMax) years.clear();
  years.set(key, named);
  return named;
};

/** Public holidays (not school, bank or observance days) that may touch [fromMs, toMs), by ISO date. Empty without a code. */
export const publicHolidays = async (code: string | null, fromMs: number, toMs: number): Promise<ReadonlyMap<string, string>> => {
  const calendar = code === null ? null : await calendarFor(code);
  if (calendar === null || code === null) return new Map();
  const first = new Date(fromMs).getUTCFullYear();
  const last = new Date(toMs).getUTCFullYear() + 1;
  return new Map(Array.from({ length: last - first + 1 }, (_, i) => [...holidaysOf(calendar, code, first + i)]).flat());
};
