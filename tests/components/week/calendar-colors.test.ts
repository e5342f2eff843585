import { calendarColor } from "@/components/week/calendar-colors";

test.each([
  ["#4f6bed", "blue"],
  ["#e11d48", "rose"],
  ["#16a34a", "green"],
  ["#888", "slate"],
  ["#7c3aed", "violet"],
  ["#f59e0b", "amber"],
  ["#0891b2", "cyan"],
  ["violet", "violet"],
  ["#ff0000", "rose"],
  ["nonsense", "blue"],
])("%s becomes the palette's %s", (color, name) => {
  expect(calendarColor(color)).toBe(name);
});
