import { habitsOf } from "@/lib/identity/core/local-habits";

test.each([
  ["en-US", "h12", 7],
  ["en-GB", "h23", 1],
  ["de-DE", "h23", 1],
  ["ar-EG", "h12", 6],
  ["ja-JP", "h23", 7],
] as const)("%s reads a %s clock and begins the week on day %i", (locale, hourCycle, weekStart) => {
  expect(habitsOf(locale)).toEqual({ hourCycle, weekStart });
});
