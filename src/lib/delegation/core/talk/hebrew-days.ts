/** Days as they are said in Hebrew and the time grammar doesn't take them: its own words for them are put instead. */

/** The next date with this number; what was said where there is none. */
const dayOfMonth = (day: number, now: string, zone: string, said: string): string => {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  const months = [0, 1, 2].map((later) => today.with({ day: 1 }).add({ months: later }));
  const found = months
    .map((month) => month.add({ days: day - 1 }))
    .find((date, at) => date.month === months[at]?.month && Temporal.PlainDate.compare(date, today) >= 0);
  return found === undefined ? said : `${found.day}.${found.month}.${found.year}`;
};

/** In Hebrew days are mostly named without the word for day; "second" and "Monday" then are one word, and only what stands around tells. */
export const hebrewDays = (text: string, now: string, zone: string): string =>
  text
    .replace(/(?<!\p{L})ו?(?:ה-(\d{1,2})(?![\d:.]|\s*ב?-?\p{L})|[בה]-?(\d{1,2}) (?:ב|ל)חודש)/giu, (said, the?: string, ofMonth?: string) =>
      dayOfMonth(Number(the ?? ofMonth), now, zone, said),
    )
    .replace(/(?<!\p{L}|(?:יום|ימי) )ו?([במל]?)(רביעי|חמישי|שישי)(?!\p{L})/giu, "$1יום $2")
    .replace(/(?<!\p{L}|(?:יום|ימי) )ו?([במ])(ראשון|שני|שלישי)(?!\p{L})/giu, "$1יום $2")
    .replace(/(?<!\p{L}|(?:יום|ימי) )(ראשון|שני|שלישי)(?= או | ו(?:ב|יום))/giu, "יום $1");
