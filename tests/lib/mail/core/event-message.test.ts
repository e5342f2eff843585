/** Invitations, updates and ends as they leave, read back by our own reader and by ical.js; and what is worth a mail at all (RFC 5546). */
import ICAL from "ical.js";
import { writeEventMessage, type EventMessage, type MessagePart } from "@/lib/mail/core/event-message";
import { mailsFor, sequenceKnown, toldAfter } from "@/lib/mail/core/event-mails";
import { eventMailWords } from "@/lib/mail/core/event-mail-words";
import { readCalendarMessage } from "@/lib/mail/core/itip";
import type { EventFacts } from "@/lib/scheduling/contracts";
import { sameFacts } from "@/lib/scheduling/core/event-parts";

const facts: EventFacts = {
  title: "Lunch; with, Maya",
  location: "Café Einstein",
  startsAt: "2026-12-01T11:30:00.000Z",
  endsAt: "2026-12-01T12:30:00.000Z",
  startDate: null,
  endDate: null,
  zone: null,
  rrule: null,
  exdates: [],
};
const weekly: EventFacts = { ...facts, zone: "Europe/Berlin", rrule: "FREQ=WEEKLY;COUNT=4", exdates: ["20261208T113000Z"] };
const part: MessagePart = {
  occurrence: "",
  facts,
  status: "confirmed",
  attendees: [
    { email: "maya@example.com", name: "Maya Cohen", status: "needs-action" },
    { email: "tom@example.com", status: "accepted", optional: true },
  ],
};
const id = "0b1c2d3e-0000-4000-8000-000000000001";
const message = (rest: Partial<EventMessage> = {}): EventMessage => ({
  method: "REQUEST",
  eventId: id,
  organizer: { email: "ada@example.com", name: 'Ada "the" Owner' },
  sequence: 3,
  zone: "Europe/Berlin",
  parts: [part],
  off: [],
  now: "2026-11-26T12:00:00Z",
  ...rest,
});
const unfolded = (text: string): string => text.replaceAll("\r\n ", "");

test("a request is read back as it was meant: who invites, who is asked, when, where, and under which number", () => {
  const text = writeEventMessage(message());
  expect(readCalendarMessage(text, "Asia/Tokyo")).toEqual({
    method: "request",
    uid: `${id}@perin`,
    occurrence: null,
    sequence: 3,
    stampedAt: "2026-11-26T12:00:00Z",
    organizer: { email: "ada@example.com", name: "Ada 'the' Owner" },
    attendees: [
      { email: "maya@example.com", name: "Maya Cohen", status: "needs-action", optional: false },
      { email: "tom@example.com", name: null, status: "accepted", optional: true },
    ],
    title: "Lunch; with, Maya",
    description: "",
    location: "Café Einstein",
    start: "2026-12-01T11:30:00Z",
    end: "2026-12-01T12:30:00Z",
    allDay: null,
    zone: "UTC",
    cancelled: false,
    sentBy: null,
    rrule: null,
    exdates: [],
    others: [],
  });
  expect(unfolded(text)).toContain('ATTENDEE;CN="Maya Cohen";ROLE=REQ-PARTICIPANT;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:maya@example.com');
  expect(text.split("\r\n").every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
});

test("a series keeps its zone's clock, leaves out what is left out or off, and brings its changed occurrences", () => {
  const moved: MessagePart = {
    ...part,
    occurrence: "2026-12-22T11:30:00.000Z",
    facts: { ...facts, startsAt: "2026-12-22T15:00:00.000Z", endsAt: "2026-12-22T16:00:00.000Z" },
  };
  const text = writeEventMessage(message({ parts: [{ ...part, facts: weekly }, moved], off: ["2026-12-15T11:30:00.000Z"] }));
  expect(readCalendarMessage(text, "UTC")).toMatchObject({ rrule: "FREQ=WEEKLY;COUNT=4", zone: "Europe/Berlin", start: "2026-12-01T11:30:00Z" });
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const [master, own] = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  if (master === undefined || own === undefined) throw new Error("a series and one occurrence");
  master.relateException(own);
  const times = master.iterator();
  const found: string[] = [];
  for (let next = times.next() as ICAL.Time | undefined; next !== undefined && next !== null; next = times.next() as ICAL.Time | undefined)
    found.push(new Date(master.getOccurrenceDetails(next).startDate.toUnixTime() * 1_000).toISOString());
  expect(found).toEqual(["2026-12-01T11:30:00.000Z", "2026-12-22T15:00:00.000Z"]);
});

test.each([
  ["one of a series", "2026-12-22T11:30:00.000Z", facts, "2026-12-22T11:30:00Z"],
  ["a day of a series of days", "2026-12-21T23:00:00.000Z", { ...facts, startDate: "2026-12-22", endDate: "2026-12-22" }, "2026-12-22"],
  ["all of it", "", facts, null],
] as const)("the end of %s names what ends", (_name, occurrence, said, read) => {
  const text = writeEventMessage(message({ method: "CANCEL", parts: [{ ...part, occurrence, facts: said }] }));
  expect(readCalendarMessage(text, "Europe/Berlin")).toMatchObject({ method: "cancel", occurrence: read, uid: `${id}@perin`, sequence: 3 });
  expect(text).toContain("STATUS:CANCELLED");
});

describe("what is worth a mail", () => {
  const whole = (known: EventFacts | null, sequence = 0) => ({ "": { facts: known, sequence } });
  const planned = (original: string): EventFacts => ({ ...facts, startsAt: original });
  const at = "2026-12-22T11:30:00.000Z";
  const late = { ...facts, startsAt: "2026-12-22T15:00:00.000Z" };
  test.each([
    ["somebody new", {}, whole(facts), ["invited "]],
    ["nothing that one has to know", whole(facts, 1), whole({ ...facts }, 4), []],
    ["another place", whole(facts), whole({ ...facts, location: "Park" }), ["changed "]],
    ["off", whole(facts), {}, ["cancelled "]],
    ["made and taken back before anybody heard", {}, {}, []],
    ["invited again", whole(null, 2), whole(facts), ["invited "]],
    ["one occurrence moved", whole(weekly), { ...whole(weekly), [at]: { facts: late, sequence: 0 } }, [`changed ${at}`]],
    ["one occurrence off", whole(weekly), { ...whole(weekly), [at]: { facts: null, sequence: 0 } }, [`cancelled ${at}`]],
    ["one occurrence as planned again", { ...whole(weekly), [at]: { facts: late, sequence: 0 } }, whole(weekly), [`changed ${at}`]],
    ["asked to one occurrence only", {}, { [at]: { facts: late, sequence: 0 } }, [`invited ${at}`]],
    ["the whole off, its occurrences with it", { ...whole(weekly), [at]: { facts: late, sequence: 0 } }, {}, ["cancelled "]],
  ])("%s", (_name, told, now, expected) => {
    const mails = mailsFor(told, now, planned, sameFacts);
    expect(mails.map(({ kind, occurrence }) => `${kind} ${occurrence}`)).toEqual(expected);
    // Once it was told, it isn't told again, and numbers only grow.
    const after = toldAfter(told, now, mails, sequenceKnown(told) + 1);
    expect(mailsFor(after, now, planned, sameFacts)).toEqual([]);
    expect(sequenceKnown(after)).toBeGreaterThanOrEqual(sequenceKnown(told));
  });
});

test("the words say who, what, when on the reader's clock, where and with whom", () => {
  const reader = {
    owner: "Ada",
    clock: { zone: "America/New_York", locale: "en-GB", hourCycle: "h23" as const, now: "2026-11-26T12:00:00Z" },
    others: ["Tom"],
    repeats: null,
    goesOn: true,
    word: "",
  };
  expect(eventMailWords({ kind: "invited", occurrence: "", facts }, reader)).toEqual({
    subject: "Invitation: Lunch; with, Maya",
    body: "Ada invites you to “Lunch; with, Maya”.\n\nWhen: Tuesday 1 Dec, 06:30–07:30 (New York time)\nWhere: Café Einstein\nWith: Tom",
  });
  expect(eventMailWords({ kind: "cancelled", occurrence: "", facts }, { ...reader, goesOn: false, word: "Sorry" }).body).toMatch(
    /^Ada cancelled .*\n\nSorry$/s,
  );
  expect(eventMailWords({ kind: "cancelled", occurrence: "", facts }, reader).subject).toBe("No longer invited: Lunch; with, Maya");
});
