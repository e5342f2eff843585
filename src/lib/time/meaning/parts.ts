/** Parts of the day in hours (docs/decisions/0012-time-parts-of-day.md); the same for every language. */
import { HOUR } from "../calendar";
import type { PartValue } from "../grammar/values";

const part = (name: string, start: number, end: number, wideStart: number, wideEnd: number, weak = false): PartValue => ({
  name,
  start: start * HOUR,
  end: end * HOUR,
  wideStart: wideStart * HOUR,
  wideEnd: wideEnd * HOUR,
  ...(weak ? { weak } : {}),
});

export const morning = part("morning", 8, 12, 0, 12.99);
export const forenoon = part("forenoon", 9, 12, 6, 12);
export const afternoon = part("afternoon", 12, 19, 12, 20);
export const evening = part("evening", 18, 24, 16, 25);
export const night = part("night", 18, 24, 18, 30);
export const dayEnd = part("day end", 17, 24, 12, 24);
export const dayStart = part("day start", 8, 10, 5, 11);
export const workEnd = part("work end", 17, 18, 12, 19, true);
export const breakfast = part("breakfast", 8, 10, 5, 11, true);
export const brunch = part("brunch", 10, 12, 9, 14, true);
export const lunch = part("lunch", 12, 14, 11, 15, true);
export const lunchtime: PartValue = { ...lunch, weak: false };
export const tea = part("tea", 16, 17, 14, 18, true);
export const dinner = part("dinner", 18, 21, 16, 23, true);
export const afterLunch = part("after lunch", 13, 17, 13, 18);
export const afterSchool = part("after school", 15, 21, 14, 23);
export const afterWork = part("after work", 17, 21, 16, 23);

/** The first or second half of a part: "early evening", "late tonight". */
export const halfOfPart = (value: PartValue, half: "early" | "late"): PartValue => {
  const middle = (value.start + value.end) / 2;
  return { ...value, name: `${half} ${value.name}`, weak: false, ...(half === "early" ? { end: middle } : { start: middle }) };
};

export const middleOfPart = (value: PartValue): PartValue => {
  const quarter = (value.end - value.start) / 4;
  return { ...value, name: `mid ${value.name}`, weak: false, start: value.start + quarter, end: value.end - quarter };
};
