import fc from "fast-check";
import { CalendarReader, propertyOf, type Component } from "@/lib/icalendar/reader";

const read = (text: string, size = text.length): readonly Component[] => {
  const reader = new CalendarReader(new Set(["VEVENT"]));
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  return reader.take();
};
const valueOf = (component: Component | undefined, name: string) => component?.properties.find((one) => one.name === name)?.value;

const calendar = [
  "\ufeffBEGIN:VCALENDAR",
  "X-WR-CALNAME:Team",
  "BEGIN:VTIMEZONE",
  "TZID:Somewhere",
  "END:VTIMEZONE",
  "BEGIN:VEVENT",
  'ATTENDEE;CN="Ben: the; second";PARTSTAT=ACCEPTED:mailto:ben@example.com',
  "SUMMARY:A folded",
  "  line of",
  "\t three",
  "BEGIN:VALARM",
  "SUMMARY:not the event's",
  "END:VALARM",
  "UID:1",
  "END:VEVENT",
  "begin:vevent",
  "summary:in lower case",
  "end:vevent",
  "END:VCALENDAR",
  "",
];

test.each(["\r\n", "\n"])("folded lines, byte order marks, nested parts and lower case are read, with lines ending in %j", (end) => {
  const [first, second] = read(calendar.join(end));
  expect(valueOf(first, "SUMMARY")).toBe("A folded line of three");
  expect(first?.components[0]?.properties).toEqual([{ name: "SUMMARY", params: {}, value: "not the event's" }]);
  expect(valueOf(first, "UID")).toBe("1");
  expect(first?.properties[0]).toEqual({ name: "ATTENDEE", params: { CN: "Ben: the; second", PARTSTAT: "ACCEPTED" }, value: "mailto:ben@example.com" });
  expect(valueOf(second, "SUMMARY")).toBe("in lower case");
});

test("however it is cut into pieces, the same is read", () => {
  const text = calendar.join("\r\n");
  const whole = read(text);
  fc.assert(fc.property(fc.integer({ min: 1, max: text.length }), (size) => expect(read(text, size)).toEqual(whole)));
});

test("whatever is pushed, nothing is thrown and nothing hangs", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VALARM", " folded", "SUMMARY:x", ""),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (lines, size) => {
      expect(() => read(lines.join("\n"), size)).not.toThrow();
    }),
  );
});

test("an event whose end is missing is cut, and the next one is whole", () => {
  const [cut, whole] = read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:cut\nBEGIN:VEVENT\nSUMMARY:whole\nEND:VEVENT\nEND:VCALENDAR\n");
  expect([cut?.cut, valueOf(cut, "SUMMARY"), whole?.cut, valueOf(whole, "SUMMARY")]).toEqual([true, "cut", false, "whole"]);
});

test("a line of ten megabytes, in one piece or folded, is left out and what follows is read", () => {
  for (const long of ["x".repeat(10_000_000), "\r\n x".repeat(3_000_000)]) {
    const startedMs = performance.now();
    const [event] = read(`BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTACH:${long}\r\nSUMMARY:after\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`, 32_768);
    expect(valueOf(event, "SUMMARY")).toBe("after");
    expect(valueOf(event, "ATTACH")).toBeUndefined();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  }
});

test("what is no property is none, and a parameter called __proto__ is no danger", () => {
  expect(propertyOf("no colon")).toBeNull();
  expect(propertyOf(":value")).toBeNull();
  expect(propertyOf("X;__proto__=1;A=2:v")).toEqual({ name: "X", params: { A: "2" }, value: "v" });
});
