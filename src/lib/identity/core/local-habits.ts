/** What a locale says about clock and week, as a first guess that the owner can change (CLDR by way of Intl). */
import type { Profile } from "../contracts";

type Week = Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };

/** 12- or 24-hour clock and the first day of the week (1 = Monday … 7 = Sunday) customary for a BCP 47 locale. */
export const habitsOf = (locale: string): Pick<Profile, "hourCycle" | "weekStart"> => {
  const known = new Intl.Locale(locale) as Week;
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  return { hourCycle: hourCycle === "h11" || hourCycle === "h12" ? "h12" : "h23", weekStart: (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1 };
};
