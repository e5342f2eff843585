/** Series that somebody invites to by mail, with what they leave out and change; and who may change them (RFC 5546, RFC 6047, R23). */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import type { Invitation } from "@/lib/mail/contracts";
import { answerInvitation, getThread } from "@/lib/mail/service";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { cancelEvent, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { invitation, occurrencesInvitation, seriesInvitation, type SaidOccurrence } from "../../support/invitations";
import { addressOf, arrive } from "../../support/mailboxes";

useTestDatabase();

const now = "2026-11-26T12:00:00Z";
const ana = "ana@example.com";

const mailed = async (actor: Actor, calendar: string, from = ana): Promise<string> => {
  const mailId = await arrive(actor, { from, subject: "Invitation" });
  const own = await addressOf(actor);
  await saveMailContents(actor.userId, [{ mailId, html: null, calendar: calendar.replaceAll("ada@example.com", own), unsubscribe: null }]);
  return mailId;
};
const shown = async (actor: Actor, mailId: string): Promise<Invitation | null | undefined> =>
  (await getThread(actor, { mailId })).mails.find(({ id }) => id === mailId)?.invitation;
const accept = async (actor: Actor, calendar: string, from?: string) =>
  answerInvitation(actor, { mailId: await mailed(actor, calendar, from), answer: "accepted" }, { now });
const starts = async (actor: Actor): Promise<string[]> =>
  (await listEvents(actor, { from: "2026-11-30T00:00:00Z", to: "2027-01-10T00:00:00Z" })).events.map(({ start }) => start.slice(5, 16));
const answerTexts = async (actor: Actor): Promise<string[]> =>
  (
    await query<{ calendar: string }>(
      "SELECT c.calendar FROM mail_contents c JOIN mails m ON m.id = c.mail_id WHERE m.user_id = $1 AND m.state <> 'received' ORDER BY m.created_at",
      [actor.userId],
    )
  ).rows.map((row) => row.calendar);

const own = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ada@example.com";
const moved: SaidOccurrence = { original: ";TZID=Europe/Berlin:20261215T140000", at: ["20261216T090000", "20261216T100000"], lines: [own] };
const withoutMe: SaidOccurrence = { original: ":20261222T130000Z", at: ["20261222T140000", "20261222T150000"], lines: ["ATTENDEE:mailto:eva@example.com"] };
const declined: SaidOccurrence = { ...withoutMe, lines: [own.replace("NEEDS-ACTION", "DECLINED")] };
const exdate = "EXDATE;TZID=Europe/Berlin:20261208T140000";

test("accepted, the series stands as it was meant: without what it leaves out, its changed occurrences where they are, once", async () => {
  const ada = await newCalendarOwner();
  const mailId = await mailed(ada, seriesInvitation({ rule: [exdate], occurrences: [moved, withoutMe] }));
  expect(await shown(ada, mailId)).toMatchObject({ state: "open", repeats: expect.stringMatching(/week.*; 1 date is left out, 2 dates are otherwise$/) });
  const { undo } = await answerInvitation(ada, { mailId, answer: "accepted" }, { now });
  expect(await starts(ada)).toEqual(["12-01T14:00", "12-16T09:00", "12-29T14:00"]);
  await undoChange(ada, { changeId: undo?.changeId ?? "" });
  expect(await starts(ada)).toEqual([]);
});

test("an occurrence that its owner declined before, elsewhere, isn't on the calendar", async () => {
  const ada = await newCalendarOwner();
  await accept(ada, seriesInvitation({ occurrences: [declined] }));
  expect(await starts(ada)).toEqual(["12-01T14:00", "12-08T14:00", "12-15T14:00", "12-29T14:00"]);
});

test("a change of the whole says how it stands: what isn't named any more is as planned, and can be taken back at once", async () => {
  const ada = await newCalendarOwner();
  await accept(ada, seriesInvitation({ rule: [exdate], occurrences: [moved] }));
  const next = seriesInvitation({ rule: ["EXDATE:20261229T130000Z"], occurrences: [{ ...moved, original: ":20261208T130000Z" }] });
  const { undo } = await accept(ada, next.replaceAll("SEQUENCE:0", "SEQUENCE:1"));
  expect(await starts(ada)).toEqual(["12-01T14:00", "12-15T14:00", "12-16T09:00", "12-22T14:00"]);
  await undoChange(ada, { changeId: undo?.changeId ?? "" });
  expect(await starts(ada)).toEqual(["12-01T14:00", "12-16T09:00", "12-22T14:00", "12-29T14:00"]);
});

test("what its owner declined stays off through a change of words, and is asked anew with another time", async () => {
  const ada = await newCalendarOwner();
  await accept(ada, seriesInvitation());
  const mailId = await mailed(ada, occurrencesInvitation("REQUEST", [{ ...moved, lines: [own, "SEQUENCE:1"] }]));
  await answerInvitation(ada, { mailId, answer: "declined" }, { now });
  expect(await starts(ada)).not.toContain("12-15T14:00");
  await accept(ada, seriesInvitation().replace("SEQUENCE:0", "SEQUENCE:2").replace("SUMMARY:Budget review", "SUMMARY:Money"));
  expect(await starts(ada)).toEqual(["12-01T14:00", "12-08T14:00", "12-22T14:00", "12-29T14:00"]);
  const later = seriesInvitation()
    .replace("SEQUENCE:0", "SEQUENCE:3")
    .replace("20261201T140000", "20261201T160000")
    .replace("20261201T150000", "20261201T170000");
  await accept(ada, later);
  expect(await starts(ada)).toEqual(["12-01T16:00", "12-08T16:00", "12-15T16:00", "12-22T16:00", "12-29T16:00"]);
});

test("several occurrences in one message: all are changed, and called off together, and each is answered", async () => {
  const ada = await newCalendarOwner();
  await accept(ada, seriesInvitation());
  const both = [moved, { ...moved, original: ":20261222T130000Z", at: ["20261223T090000", "20261223T100000"] as const }];
  await accept(
    ada,
    occurrencesInvitation(
      "REQUEST",
      both.map((one) => ({ ...one, lines: [own, "SEQUENCE:1"] })),
    ),
  );
  expect(await starts(ada)).toEqual(["12-01T14:00", "12-08T14:00", "12-16T09:00", "12-23T09:00", "12-29T14:00"]);
  expect((await answerTexts(ada)).at(-1)?.match(/^RECURRENCE-ID/gm)).toHaveLength(2);
  const off = await mailed(
    ada,
    occurrencesInvitation(
      "CANCEL",
      both.map(({ original }) => ({ original, lines: ["SEQUENCE:2"] })),
    ),
  );
  // One of them is off already: that keeps the other from nothing.
  const { events } = await listEvents(ada, { from: "2026-12-16T00:00:00Z", to: "2026-12-17T00:00:00Z" });
  await cancelEvent(ada, { ref: events[0]?.ref ?? "" });
  await answerInvitation(ada, { mailId: off, answer: "remove" }, { now });
  expect(await starts(ada)).toEqual(["12-01T14:00", "12-08T14:00", "12-29T14:00"]);
});

describe("in the organiser's name", () => {
  const perin = "perin@b.example";
  const sentBy = (calendar: string, email: string): string =>
    calendar.replaceAll("ORGANIZER;CN=Ana Lovelace", `ORGANIZER;CN=Ana Lovelace;SENT-BY="mailto:${email}"`);
  const cancel = invitation("google-cancel");
  const later = invitation("google-request", { "SEQUENCE:0": "SEQUENCE:1", "20261201T140000": "20261201T160000", "20261201T150000": "20261201T170000" });

  test("another Perin's server brings an invitation, changes it and calls it off, and its reader sees who sent it", async () => {
    const ada = await newCalendarOwner();
    const first = await mailed(ada, sentBy(invitation("google-request"), perin), perin);
    expect(await shown(ada, first)).toMatchObject({ state: "open", sentBy: perin, organizer: { email: ana }, problem: null });
    const { reply } = await answerInvitation(ada, { mailId: first, answer: "accepted" }, { now });
    expect(reply?.to).toBe(ana);
    await accept(ada, sentBy(later, perin), perin);
    expect(await starts(ada)).toEqual(["12-01T16:00"]);
    const end = await mailed(ada, sentBy(cancel, perin).replace(/SEQUENCE:\d+/, "SEQUENCE:2"), perin);
    await answerInvitation(ada, { mailId: end, answer: "remove" }, { now });
    expect(await starts(ada)).toEqual([]);
  });

  test.each([
    ["says that it acts for the organiser", (calendar: string) => sentBy(calendar, "mallory@example.com")],
    ["says nothing of itself", (calendar: string) => calendar],
    ["names the server that really does", (calendar: string) => sentBy(calendar, perin)],
  ])("an outsider who %s changes nothing and ends nothing, whoever invited", async (_name, forged) => {
    for (const [from, honest] of [
      [ana, invitation("google-request")],
      [perin, sentBy(invitation("google-request"), perin)],
    ] as const) {
      const ada = await newCalendarOwner();
      await accept(ada, honest, from);
      for (const [calendar, answer] of [
        [later.replace("SEQUENCE:1", "SEQUENCE:9"), "accepted"],
        [cancel.replace(/SEQUENCE:\d+/, "SEQUENCE:9"), "remove"],
      ] as const) {
        const mailId = await mailed(ada, forged(calendar), "mallory@example.com");
        expect((await shown(ada, mailId))?.state).toBe("refused");
        expect(await codeOf(answerInvitation(ada, { mailId, answer }, { now }))).toBe("mail/invitation-over");
      }
      expect(await starts(ada)).toEqual(["12-01T14:00"]);
    }
  });

  test("what somebody brought in another's name is set right by the organiser, whatever its number, and theirs no more", async () => {
    const ada = await newCalendarOwner();
    await accept(ada, sentBy(later.replace("SEQUENCE:1", "SEQUENCE:9"), "mallory@example.com"), "mallory@example.com");
    expect(await starts(ada)).toEqual(["12-01T16:00"]);
    await accept(ada, invitation("google-request"));
    expect(await starts(ada)).toEqual(["12-01T14:00"]);
    const again = await mailed(ada, sentBy(later.replace("SEQUENCE:1", "SEQUENCE:10"), "mallory@example.com"), "mallory@example.com");
    expect((await shown(ada, again))?.problem).toMatch(/the invitation came from ana@example\.com/);
  });
});

test("an event of the owner's own isn't touched by an invitation under its UID", async () => {
  const ada = await newCalendarOwner();
  await accept(ada, invitation("google-request"));
  const { events } = await listEvents(ada, { from: "2026-11-30T00:00:00Z", to: "2026-12-10T00:00:00Z" });
  const [event] = events;
  await updateEvent(ada, { ref: event?.ref ?? "", patch: { title: "Mine" } });
  const mailId = await mailed(
    ada,
    invitation("google-request", { "4kq0n8v3r5c1b2a3d4e5f6g7h8@google.com": `${event?.id ?? ""}@perin`, "SEQUENCE:0": "SEQUENCE:5" }),
    "mallory@example.com",
  );
  expect((await shown(ada, mailId))?.state).toBe("refused");
  expect((await listEvents(ada, { from: "2026-11-30T00:00:00Z", to: "2026-12-10T00:00:00Z" })).events.map(({ title }) => title)).toEqual(["Mine"]);
});
