/** Days of the week by number (1 = Monday … 7 = Sunday), as people name and order them. */
export const weekdayNames = (locale: string, style: "long" | "short" = "long"): string[] => {
  const name = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, index) => name.format(new Date(Date.UTC(2024, 0, 1 + index))));
};

/** The seven days beginning with the owner's first. */
export const weekFrom = (weekStart: number): number[] => Array.from({ length: 7 }, (_, index) => ((weekStart - 1 + index) % 7) + 1);
