/** What mails say to calendars, in the shapes that Google, Outlook and Apple give them; and what nobody should have to read. */
import { eventIdOf, judgeInvitation, judgeReply } from "@/lib/mail/core/invitation-state";
import { readCalendarMessage, type CalendarMessage } from "@/lib/mail/core/itip";
import { writeReply } from "@/lib/mail/core/itip-reply";
import { invitation, occurrencesInvitation, seriesInvitation, type SaidOccurrence } from "../../../support/invitations";

const zone = "Europe/Berlin";
const read = (name: string, replaced?: Record<string, string>): CalendarMessage => {
  const message = readCalendarMessage(invitation(name, replaced), zone);
  if (message === null) throw new Error(`${name} wasn't read`);
  return message;
};

test("Google's invitation: folded lines, a named zone, escapes, rooms left out", () => {
  expect(read("google-request")).toEqual({
    method: "request",
    uid: "4kq0n8v3r5c1b2a3d4e5f6g7h8@google.com",
    occurrence: null,
    sequence: 0,
    stampedAt: "2026-11-26T09:00:00Z",
    organizer: { email: "ana@example.com", name: "Ana Lovelace" },
    attendees: [
      { email: "ana@example.com", name: "Ana Lovelace", status: "accepted", optional: false },
      { email: "ada@example.com", name: "ada@example.com", status: "needs-action", optional: false },
    ],
    title: "Budget review",
    description: "Agenda:\n- budget, and\n- plans\n\nJoin: https://meet.google.com/abc-defg-hij",
    location: "Café Einstein, Berlin",
    start: "2026-12-01T13:00:00Z",
    end: "2026-12-01T14:00:00Z",
    allDay: null,
    zone: "Europe/Berlin",
    cancelled: false,
    sentBy: null,
    rrule: null,
    exdates: [],
    others: [],
  });
});

test("Outlook's series in a zone of Windows' own, with capitals in addresses and commas in names", () => {
  expect(read("outlook-request")).toMatchObject({
    sequence: 2,
    organizer: { email: "ana@example.com", name: "Ana Lovelace" },
    attendees: [
      { email: "ada@example.com", name: "Ada Owner", optional: false },
      { email: "bob@example.com", name: "Smith, Bob", optional: true },
    ],
    start: "2026-12-03T09:00:00Z",
    end: "2026-12-03T09:30:00Z",
    zone: "Europe/Berlin",
    rrule: expect.stringContaining("FREQ=WEEKLY") as unknown,
  });
});

test("a zone that only its description tells still gives the right moment", () => {
  const message = read("outlook-request", { "W. Europe Standard Time": "Customized Time Zone" });
  expect([message.start, message.zone]).toEqual(["2026-12-03T09:00:00Z", null]);
});

test("Apple's whole days end before their last date; the owner's zone says when a day begins", () => {
  expect(read("apple-request")).toMatchObject({
    allDay: { first: "2026-12-24", last: "2026-12-25" },
    start: "2026-12-23T23:00:00Z",
    end: "2026-12-25T23:00:00Z",
    sequence: 1,
  });
});

test("cancellations, answers and counter-proposals", () => {
  expect(read("google-cancel")).toMatchObject({ method: "cancel", sequence: 1, uid: "4kq0n8v3r5c1b2a3d4e5f6g7h8@google.com" });
  const answers = ["google-reply", "outlook-reply", "apple-reply"].map((name) => read(name).attendees.map(({ email, status }) => `${email} ${status}`));
  expect(answers).toEqual([["tom@example.com accepted"], ["tom@example.com declined"], ["tom@example.com tentative"]]);
  expect(read("outlook-counter")).toMatchObject({ method: "counter", start: "2026-12-02T12:30:00Z", end: "2026-12-02T13:30:00Z" });
});

const bad: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["no calendar", "Hello"],
  ["a calendar that publishes", invitation("google-request").replace("METHOD:REQUEST", "METHOD:PUBLISH")],
  ["no method", invitation("google-request").replace("METHOD:REQUEST\r\n", "")],
  ["no UID", invitation("google-request").replace(/UID:.*\r\n/, "")],
  ["no event", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"],
  ["no time", invitation("google-request").replace(/DTSTART;TZID=Europe\/Berlin.*\r\n/, "")],
  ["a time that is none", invitation("google-request").replace("20261201T140000", "20269999T999999")],
  ["cut off", invitation("google-request").slice(0, 900)],
  ["too long", invitation("google-request").replace("Agenda", "A".repeat(300_000))],
  ["deep nesting", `${"BEGIN:VCALENDAR\r\n".repeat(5_000)}METHOD:REQUEST`],
];
test.each(bad)("%s is no invitation, and nothing breaks", (_name, text) => {
  expect(readCalendarMessage(text, zone)).toBeNull();
});

test("an odd zone, a mark at the beginning and missing carriage returns don't keep it from being read", () => {
  expect(readCalendarMessage(`\uFEFF${invitation("google-request").replaceAll("\r\n", "\n")}`, zone)?.title).toBe("Budget review");
  const odd = invitation("google-request").replaceAll("Europe/Berlin", "/mozilla.org/20050126_1/Europe/Berlin");
  expect(readCalendarMessage(odd, zone)).toMatchObject({ start: "2026-12-01T13:00:00Z", zone: "Europe/Berlin" });
});

describe("a series in one message (RFC 5546 section 3.2.2)", () => {
  const series = (said: Parameters<typeof seriesInvitation>[0]): CalendarMessage => {
    const message = readCalendarMessage(seriesInvitation(said), zone);
    if (message === null) throw new Error("it wasn't read");
    return message;
  };

  test.each([
    ["in a zone, two in a line", ["EXDATE;TZID=Europe/Berlin:20261208T140000,20261215T140000"], ["2026-12-08T13:00:00Z", "2026-12-15T13:00:00Z"]],
    [
      "in UTC, on two lines, one of them twice",
      ["EXDATE:20261208T130000Z", "EXDATE:20261208T130000Z,20261229T130000Z"],
      ["2026-12-08T13:00:00Z", "2026-12-29T13:00:00Z"],
    ],
    ["as dates, which mean the occurrence of that day", ["EXDATE;VALUE=DATE:20261208"], ["2026-12-08T13:00:00Z"]],
    ["one that is no time among others", ["EXDATE:20269999T990000Z,20261222T130000Z"], ["2026-12-22T13:00:00Z"]],
  ])("what it leaves out: %s", (_name, rule, exdates) => {
    expect(series({ rule }).exdates).toEqual(exdates);
  });

  test("days that a series of days leaves out are days", () => {
    const days = seriesInvitation({ rule: ["EXDATE;VALUE=DATE:20261208"] })
      .replace("DTSTART;TZID=Europe/Berlin:20261201T140000", "DTSTART;VALUE=DATE:20261201")
      .replace("DTEND;TZID=Europe/Berlin:20261201T150000", "DTEND;VALUE=DATE:20261202");
    expect(readCalendarMessage(days, zone)).toMatchObject({ allDay: { first: "2026-12-01", last: "2026-12-01" }, exdates: ["2026-12-08"] });
  });

  const moved: SaidOccurrence = { original: ";TZID=Europe/Berlin:20261215T140000", at: ["20261216T090000", "20261216T100000"], lines: ["SEQUENCE:1"] };
  test("its changed occurrences come along; those of other meetings and other organisers don't, and of one said twice the newer counts", () => {
    const { rrule, start, others } = series({
      occurrences: [
        moved,
        { ...moved, at: ["20261217T090000", "20261217T100000"], lines: ["SEQUENCE:0"] },
        { original: ":20261222T130000Z", lines: ["STATUS:CANCELLED"] },
        { ...moved, original: ":20261229T130000Z", organizer: "mallory@example.com" },
        { ...moved, original: ":20261208T130000Z", uid: "another@google.com" },
        { ...moved, original: ":20269999T130000Z" },
      ],
    });
    expect([rrule, start]).toEqual(["FREQ=WEEKLY;COUNT=5", "2026-12-01T13:00:00Z"]);
    expect(others.map(({ occurrence, start: begins, cancelled, sequence }) => [occurrence, begins, cancelled, sequence])).toEqual([
      ["2026-12-15T13:00:00Z", "2026-12-16T08:00:00Z", false, 1],
      ["2026-12-22T13:00:00Z", "2026-12-22T13:00:00Z", true, 0],
    ]);
  });

  test("several occurrences without their series: each is meant, and the answer names each", () => {
    const message = readCalendarMessage(
      occurrencesInvitation("REQUEST", [
        { ...moved, lines: ["ATTENDEE:mailto:ada@example.com"] },
        { ...moved, original: ":20261222T130000Z", lines: ["ATTENDEE:mailto:ada@example.com", "SEQUENCE:3"] },
      ]),
      zone,
    );
    expect(message).toMatchObject({ occurrence: "2026-12-15T13:00:00Z", rrule: null, exdates: [], others: [{ occurrence: "2026-12-22T13:00:00Z" }] });
    if (message === null) return;
    const reply = writeReply(message, { attendee: { email: "ada@example.com", name: null }, status: "accepted", now: "2026-11-26T10:00:00Z" });
    expect(readCalendarMessage(reply, zone)).toMatchObject({
      occurrence: "2026-12-15T13:00:00Z",
      others: [{ occurrence: "2026-12-22T13:00:00Z", sequence: 3, attendees: [{ email: "ada@example.com", status: "accepted" }] }],
    });
  });
});

test("the answer names the meeting and the one who answers, and can be read as what it is", () => {
  const reply = writeReply(read("google-request"), {
    attendee: { email: "ada@example.com", name: 'Ada "Countess"\r\nX-EVIL:1' },
    status: "tentative",
    now: "2026-11-26T10:00:00Z",
  });
  expect(reply).not.toMatch(/^X-EVIL/m);
  expect(readCalendarMessage(reply, zone)).toMatchObject({
    method: "reply",
    uid: "4kq0n8v3r5c1b2a3d4e5f6g7h8@google.com",
    sequence: 0,
    organizer: { email: "ana@example.com" },
    attendees: [{ email: "ada@example.com", status: "tentative" }],
    start: "2026-12-01T13:00:00Z",
    description: "",
  });
});

const own = new Set(["ada@example.com"]);
const earlier = { organizer: "ana@example.com", sentBy: null, sequence: 1, stampedAt: "2026-11-26T09:00:00Z", answer: "accepted" as const };

describe("who may say what", () => {
  const request = read("google-request");
  const onBehalf = { ...earlier, sentBy: "perin@b.example" };
  const shared = { ...request, organizer: { email: "c_0123abc@group.calendar.google.com", name: "Team" } };
  test.each([
    ["from whoever invites", request, "Ana@Example.com", null, "open"],
    ["from somebody else", request, "mallory@example.com", null, "refused"],
    ["by way of Apple", request, "noreply@email.apple.com", null, "open"],
    ["that invites somebody else", { ...request, attendees: [] }, "ana@example.com", null, "refused"],
    ["that names nobody who invites", { ...request, organizer: null }, "ana@example.com", null, "refused"],
    ["older than what was answered", { ...request, sequence: 0 }, "ana@example.com", earlier, "outdated"],
    ["older than what was brought for them, from the same", { ...request, sequence: 0, sentBy: "perin@b.example" }, "perin@b.example", onBehalf, "outdated"],
    ["as old, but stamped before", { ...request, sequence: 1, stampedAt: "2026-11-26T08:00:00Z" }, "ana@example.com", earlier, "outdated"],
    ["the same again", { ...request, sequence: 1 }, "ana@example.com", earlier, "accepted"],
    ["newer", { ...request, sequence: 2 }, "ana@example.com", earlier, "open"],
    [
      "about a meeting that another announced",
      { ...request, sequence: 9, organizer: { email: "mallory@example.com", name: null } },
      "mallory@example.com",
      earlier,
      "refused",
    ],
    [
      "a cancellation by way of Apple, where anybody could be behind it",
      { ...request, method: "cancel" as const },
      "noreply@email.apple.com",
      earlier,
      "refused",
    ],
    ["from whoever may act for them, and says so", { ...request, sentBy: "perin@b.example" }, "Perin@b.example", null, "open"],
    ["from somebody else than the one who acts for them", { ...request, sentBy: "perin@b.example" }, "mallory@example.com", null, "refused"],
    ["by way of Google", request, "calendar-notification@google.com", null, "open"],
    ["by way of something that looks like Google", request, "calendar-notification@google.com.evil.example", null, "refused"],
    ["a change from whoever brought it for them", { ...request, sentBy: "perin@b.example", sequence: 2 }, "perin@b.example", onBehalf, "open"],
    [
      "its end from whoever brought it for them",
      { ...request, method: "cancel" as const, sentBy: "perin@b.example", sequence: 2 },
      "perin@b.example",
      onBehalf,
      "open",
    ],
    ["a change from the organiser, of what another brought for them", { ...request, sequence: 0 }, "ana@example.com", onBehalf, "open"],
    [
      "a change that says it may act for them, when the organiser invited",
      { ...request, sentBy: "mallory@example.com", sequence: 9 },
      "mallory@example.com",
      earlier,
      "refused",
    ],
    ["the end, the same way", { ...request, method: "cancel" as const, sentBy: "mallory@example.com", sequence: 9 }, "mallory@example.com", earlier, "refused"],
    [
      "a change by another who says so, when somebody else brought it",
      { ...request, sentBy: "mallory@example.com", sequence: 9 },
      "mallory@example.com",
      onBehalf,
      "refused",
    ],
    ["a change by way of Apple, when the organiser invited", { ...request, sequence: 9 }, "noreply@email.apple.com", earlier, "refused"],
    ["from a shared calendar, which has no mailbox", shared, "ana@example.com", null, "open"],
    [
      "its change from another who has it",
      { ...shared, sequence: 9 },
      "bob@example.com",
      { ...onBehalf, organizer: shared.organizer.email, sentBy: "ana@example.com" },
      "refused",
    ],
  ] as const)("%s", (_name, message, from, before, state) => {
    expect(judgeInvitation(message, from, own, before).state).toBe(state);
  });

  const meeting = { sequence: 1, attendees: [{ email: "Tom@example.com" }] };
  const reply = { ...read("google-reply"), sequence: 1 };
  test.each([
    ["one's own answer", reply, "tom@example.com", null],
    ["an answer for somebody else", reply, "mallory@example.com", "sender"],
    ["an answer for two at once", { ...reply, attendees: [...reply.attendees, ...reply.attendees] }, "tom@example.com", "sender"],
    [
      "an answer of somebody who wasn't invited",
      { ...reply, attendees: [{ ...reply.attendees[0]!, email: "eva@example.com" }] },
      "eva@example.com",
      "attendee",
    ],
    ["an answer to how it was before", { ...reply, sequence: 0 }, "tom@example.com", "outdated"],
  ] as const)("%s", (_name, message, from, wrong) => {
    expect(judgeReply(message, from, meeting)).toBe(wrong);
  });
});

test("only a UID of ours names an event of ours", () => {
  expect(eventIdOf("01A2197C-5aaf-7f28-989d-b26e2d4a9005@perin")).toBe("01a2197c-5aaf-7f28-989d-b26e2d4a9005");
  expect([eventIdOf("4kq0n8v3r5c1b2a3d4e5f6g7h8@google.com"), eventIdOf("01a2197c@perin")]).toEqual([null, null]);
});
