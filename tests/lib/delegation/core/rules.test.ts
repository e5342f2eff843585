/** Small decisions about links: who may book, what a link does at a moment, its own times over its owner's, and how much is shown. */
import { MeetingSchema, LinkTimesSchema } from "@/lib/delegation/contracts";
import { isAllowed } from "@/lib/delegation/core/allowed";
import { reveal, revealsPerDay } from "@/lib/delegation/core/budget";
import { clipToDates, monthOf, monthSpan, rulesOfLink, weekStarts } from "@/lib/delegation/core/link-availability";
import { linkStateOf } from "@/lib/delegation/core/link-state";
import { directionOf, languageFor, meetingText, placeOf } from "@/lib/delegation/core/meeting-words";
import { writeMail, type MailFacts } from "@/lib/delegation/core/mail-words";
import { titleFor } from "@/lib/delegation/core/titles";
import { trailText } from "@/lib/delegation/core/trail-words";
import { defaultRules } from "@/lib/scheduling/contracts";

test.each([
  ["vera@acme.com", ["acme.com"], true],
  ["vera@mail.acme.com", ["acme.com"], true],
  ["vera@notacme.com", ["acme.com"], false],
  ["vera@acme.com.evil.org", ["acme.com"], false],
  ["vera@acme.com", ["ada@acme.com"], false],
  ["Ada@Acme.com", ["ada@acme.com"], true],
  ["anybody@example.org", [], true],
])("%s may book where %j is allowed: %s", (email, allowed, may) => {
  expect(isAllowed(email, allowed)).toBe(may);
});

test("a link is over at the very instant of its expiry", () => {
  const facts = { chosen: "active" as const, expiresAt: "2026-11-26T10:00:00Z", bookingsMax: null, bookingsMade: 0, allPaused: false };
  const at = Date.parse("2026-11-26T10:00:00Z");
  expect([linkStateOf(facts, at - 1), linkStateOf(facts, at)]).toEqual(["active", "expired"]);
  expect(linkStateOf({ ...facts, allPaused: true }, at - 1)).toBe("paused");
  expect(linkStateOf({ ...facts, bookingsMax: 2, bookingsMade: 2 }, at - 1)).toBe("used-up");
  expect(linkStateOf({ ...facts, chosen: "revoked", bookingsMax: 2, bookingsMade: 2 }, at)).toBe("revoked");
});

test("a link's own hours and buffers take the place of the owner's, their days off stay", () => {
  const own = {
    ...defaultRules("Europe/Berlin"),
    overrides: [
      { date: "2026-12-24", hours: [] },
      { date: "2026-12-23", hours: [{ start: "07:00", end: "08:00" }] },
    ],
  };
  const rules = rulesOfLink(own, LinkTimesSchema.parse({ hours: [{ days: [2], start: "20:00", end: "22:00" }], bufferAfterMinutes: 15 }));
  expect(rules).toMatchObject({
    hours: [{ days: [2], start: "20:00", end: "22:00" }],
    bufferAfterMinutes: 15,
    bufferBeforeMinutes: 0,
    overrides: [{ date: "2026-12-24", hours: [] }],
  });
});

test("weeks and months begin at local midnight, across a change of clocks too", () => {
  const inWeek = Date.parse("2026-03-27T12:00:00Z");
  expect(weekStarts(inWeek, inWeek + 7 * 86_400_000, "Europe/Berlin").map((ms) => new Date(ms).toISOString())).toEqual([
    "2026-03-22T23:00:00.000Z",
    "2026-03-29T22:00:00.000Z",
    "2026-04-05T22:00:00.000Z",
  ]);
  const { fromMs, toMs } = monthSpan("2026-03", "Europe/Berlin");
  expect((toMs - fromMs) / 3_600_000).toBe(31 * 24 - 1);
  expect(monthOf(toMs, "Europe/Berlin")).toBe("2026-04");
  expect(clipToDates(fromMs, toMs, LinkTimesSchema.parse({ from: "2026-03-05", until: "2026-03-05" }), "Europe/Berlin")).toEqual({
    fromMs: Date.parse("2026-03-04T23:00:00Z"),
    toMs: Date.parse("2026-03-05T23:00:00Z"),
  });
});

test("a visitor is shown no more than the day's budget, and what they know already costs nothing", () => {
  const offers = Array.from({ length: 200 }, (_, at) => ({ startMs: at }));
  const first = reveal(offers, new Set());
  expect([first.shown.length, first.fresh.length]).toEqual([revealsPerDay, revealsPerDay]);
  const known = new Set(first.fresh.map(({ startMs }) => startMs));
  expect(reveal(offers, known)).toMatchObject({ shown: first.shown, fresh: [] });
});

test("places and titles, in the visitor's language", () => {
  const video = MeetingSchema.parse({ type: "video", address: "https://meet.example.org/{id}" });
  expect(placeOf(video, null, "abc")).toBe("https://meet.example.org/abc");
  expect(meetingText(video, "de")).toBe("Videogespräch");
  expect(titleFor({ purpose: "", meeting: { type: "place", place: "Café" } }, "Ada", "he")).toBe("פגישה עם Ada");
  expect([languageFor("auto", "iw-IL"), languageFor("auto", "fr"), languageFor("de", "en"), directionOf("he")]).toEqual(["he", "en", "de", "rtl"]);
});

const facts: MailFacts = {
  kind: "booked",
  language: "en",
  owner: "Ada",
  name: "Vera\r\nBcc: all@example.org",
  title: "<script>alert(1)</script>",
  when: "Tuesday",
  place: '"><img src=x onerror=alert(1)>',
  message: "line\n<b>bold</b>",
  code: "",
  manageAddress: "https://perin.example/talk/manage/x",
  fileAddress: null,
};

test("what people wrote is data in a mail: a subject is one line, and the HTML has no tag of theirs", () => {
  const { subject, html } = writeMail({ ...facts, title: "Lunch\r\nBcc: all@example.org" });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(writeMail(facts).html).not.toMatch(/<script|<img|<b>/);
  expect(html).toContain('lang="en" dir="ltr"');
  expect(writeMail({ ...facts, language: "he" }).html).toContain('lang="he" dir="rtl"');
});

test("every kind of mail has words in every language", () => {
  const kinds = ["booked", "requested", "approved", "moved", "cancelled", "declined", "proposed", "countered", "proposal-declined", "code"] as const;
  for (const language of ["en", "de", "he"] as const)
    for (const kind of kinds) {
      const mail = writeMail({ ...facts, kind, language, code: "123456" });
      expect(mail.subject.length).toBeGreaterThan(3);
      if (kind === "code") expect(mail.text).toContain("123456");
    }
});

test("the trail names visitors by what they made", () => {
  expect(trailText({ action: "link.book", after: { bookingId: "x" }, name: "Vera", email: "vera@acme.com" })).toBe("Booked: Vera (vera@acme.com)");
  expect(trailText({ action: "link.create", after: { name: "Acme" }, name: null, email: null })).toBe("Made");
});
