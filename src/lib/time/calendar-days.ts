/** Gregorian day arithmetic on plain integers (days since 1970-01-01), because `Temporal.PlainDate` is too slow inside loops over years. */

const dayMs = 86_400_000;

export interface CalendarDate {
  readonly year: number;
  /** 1-12. */
  readonly month: number;
  readonly day: number;
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of the year before each month's first, common years and leap years; the thirteenth entry is the length of the year. */
const monthStarts: readonly (readonly number[])[] = [
  [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365],
  [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366],
];

/** Days of a year that lie before the first of `month` (1-13; 13 gives the length of the year). */
export const daysBeforeMonth = (leap: boolean, month: number): number => monthStarts[leap ? 1 : 0]?.[month - 1] ?? 0;

export const daysInMonth = (year: number, month: number): number => {
  const leap = isLeapYear(year);
  return daysBeforeMonth(leap, month + 1) - daysBeforeMonth(leap, month);
};

/** Days since 1970-01-01 of January 1st. */
export const yearStartDay = (year: number): number => {
  const y = year - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
};

export const dayOf = (year: number, month: number, day: number): number => yearStartDay(year) + daysBeforeMonth(isLeapYear(year), month) + day - 1;

export const yearOfDay = (day: number): number => {
  let year = Math.floor(day / 365.2425) + 1970;
  if (yearStartDay(year) > day) year -= 1;
  else if (yearStartDay(year + 1) <= day) year += 1;
  return year;
};

export const dateOfDay = (day: number): CalendarDate => {
  const year = yearOfDay(day);
  const leap = isLeapYear(year);
  const rest = day - yearStartDay(year);
  let month = Math.min(12, Math.floor(rest / 29) + 1);
  while (daysBeforeMonth(leap, month) > rest) month -= 1;
  return { year, month, day: rest - daysBeforeMonth(leap, month) + 1 };
};

/** 1 = Monday … 7 = Sunday. */
export const weekdayOfDay = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

export const dayOfMs = (wallMs: number): number => Math.floor(wallMs / dayMs);

/** "2026-11-23". */
export const isoOfDay = (day: number): string => {
  const { year, month, day: dayOfMonth } = dateOfDay(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
};

/** Days since 1970-01-01 of an ISO date that has been validated. */
export const dayOfIso = (date: string): number => dayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
