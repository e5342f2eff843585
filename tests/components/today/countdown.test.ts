import { countdownText } from "@/components/today/countdown";

const at = (text: string): number => Date.parse(`2026-11-${text}:00+01:00`);
const until = (start: string, now: string): string => countdownText(at(start), at(start) + 3_600_000, at(now), "Europe/Berlin");

test.each([
  ["27T22:30", "27T22:05", "in 25 min"],
  ["28T09:30", "27T22:30", "in 11 h"],
  // Days are those of the calendar, not so many hours.
  ["28T22:45", "27T22:30", "tomorrow"],
  ["29T01:00", "27T22:30", "in 2 days"],
  ["30T09:30", "27T22:43", "in 3 days"],
  ["27T22:00", "27T22:20", "now, 40 min left"],
])("%s is, at %s, %s", (start, now, text) => {
  expect(until(start, now)).toBe(text);
});
