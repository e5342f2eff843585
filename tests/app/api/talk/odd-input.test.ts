/** Strange dates, lengths, zones and words from somebody who is let in: refused in words or answered, never a 5xx, never slow. */
import { rereadConfig } from "@/lib/config";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { callAs, newLink, newVisitor } from "../../../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "1000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

const instants = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "1969-12-31T23:59:60Z", "2027-03-28T02:30:00+01:00", "soon", ""];
const texts = [
  "\u0000",
  "💥".repeat(200),
  "Montag ".repeat(120),
  "in 999999999 years",
  "every second",
  "31 February 9999 at 25:61",
  "1/1/1",
  "between 9999 and 1",
  "<script>alert(1)</script>",
];

test("odd instants, months and lengths", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner, { durations: [30, 480] });
  const visitor = await newVisitor(token);
  const answers: { status: number; what: string }[] = [];
  for (const start of instants)
    for (const durationMinutes of [480, 1e9]) {
      answers.push({ what: `hold ${start} ${durationMinutes}`, ...(await visitor.hold(start, durationMinutes)) });
      answers.push({ what: `book ${start} ${durationMinutes}`, ...(await visitor.book(start, { durationMinutes })) });
      const proposal = { start, durationMinutes, name: "Vera", email: "vera@acme.com", consent: true };
      answers.push({ what: `propose ${start} ${durationMinutes}`, ...(await callAs(visitor, "propose", proposal)) });
    }
  for (const month of ["0001-01", "9999-12", "2026-13", "1970-01"])
    answers.push({ what: `slots ${month}`, status: Array.isArray(await visitor.slots(month)) ? 200 : 500 });
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  // One of them is a moment that can be proposed; none is on offer.
  expect(answers.filter(({ status, what }) => status === 200 && !what.startsWith("slots")).map(({ what }) => what)).toEqual(
    [480].map((minutes) => `propose 2027-03-28T02:30:00+01:00 ${minutes}`),
  );
});

test("odd words are answered in time", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  for (const text of texts) {
    const startedAt = performance.now();
    const { status } = await callAs(visitor, "messages", { text });
    expect([text.slice(0, 20), status < 500]).toEqual([text.slice(0, 20), true]);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  }
});
