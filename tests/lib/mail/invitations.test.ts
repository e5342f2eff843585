/** Invitations by mail, as their owner sees and answers them; and answers to the owner's own (RFC 5546, R23). */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { ownerActor } from "@/lib/identity/service";
import type { Invitation } from "@/lib/mail/contracts";
import { answerInvitation, deliverMail, getThread, heedReply, undoMailChange } from "@/lib/mail/service";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { createEvent, getEvent, listEvents } from "@/lib/scheduling/service";
import { at, codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { invitation } from "../../support/invitations";
import { addressOf, arrive } from "../../support/mailboxes";

useTestDatabase();

const now = "2026-11-26T12:00:00Z";

/** A mail with a text/calendar part, as a sync leaves it. */
const mailed = async (actor: Actor, calendar: string, from = "ana@example.com"): Promise<string> => {
  const mailId = await arrive(actor, { from, subject: "Invitation" });
  await saveMailContents(actor.userId, [{ mailId, html: null, calendar, unsubscribe: null }]);
  return mailId;
};
const invited = async (actor: Actor, name: string, replaced: Record<string, string> = {}, from?: string): Promise<string> => {
  const own = await addressOf(actor);
  return mailed(actor, invitation(name, { "ada@example.com": own, "ADA@example.com": own.toUpperCase(), ...replaced }), from);
};
const shown = async (actor: Actor, mailId: string): Promise<Invitation> => {
  const found = (await getThread(actor, { mailId })).mails.find(({ id }) => id === mailId)?.invitation;
  if (!found) throw new Error("no invitation is shown");
  return found;
};
const calendar = async (actor: Actor) => (await listEvents(actor, { from: "2026-11-30T00:00:00Z", to: "2027-01-10T00:00:00Z" })).events;
const replies = async (actor: Actor): Promise<string[]> =>
  (
    await query<{ calendar: string }>(
      "SELECT c.calendar FROM mail_contents c JOIN mails m ON m.id = c.mail_id WHERE m.user_id = $1 AND m.state <> 'received' ORDER BY m.created_at",
      [actor.userId],
    )
  ).rows.map((row) => row.calendar);

test("in its way is what takes time, and a whole day away; neither what shows as free nor a day's label", async () => {
  const ada = await newCalendarOwner();
  const day = { start: at("2026-12-01T00:00"), end: at("2026-12-02T00:00"), allDay: true };
  await createEvent(ada, { ...day, title: "Moving house", showAs: "out-of-office" });
  await createEvent(ada, { ...day, title: "Maya’s birthday" });
  await createEvent(ada, { title: "Radio", start: at("2026-12-01T14:30"), end: at("2026-12-01T15:30"), showAs: "free" });
  expect((await shown(ada, await invited(ada, "google-request"))).conflicts).toEqual(["Moving house"]);
});

test("an invitation is shown with what stands in its way, and does nothing by itself", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, { title: "Dentist", start: at("2026-12-01T14:30"), end: at("2026-12-01T15:30") });
  const view = await shown(ada, await invited(ada, "google-request"));
  expect(view).toMatchObject({
    method: "request",
    title: "Budget review",
    start: "2026-12-01T13:00:00Z",
    organizer: { email: "ana@example.com", name: "Ana Lovelace" },
    peopleCount: 2,
    state: "open",
    conflicts: ["Dentist"],
    eventId: null,
  });
  expect((await calendar(ada)).map(({ title }) => title)).toEqual(["Dentist"]);
  expect(await replies(ada)).toEqual([]);
});

test("accepted: it is on the calendar, and whoever invited is told in words that calendars read; pressed twice it is there once", async () => {
  const ada = await newCalendarOwner();
  const mailId = await invited(ada, "google-request");
  const { invitation: after, reply } = await answerInvitation(ada, { mailId, answer: "accepted" }, { now });
  expect([after.state, reply?.to]).toEqual(["accepted", "ana@example.com"]);
  expect(await codeOf(answerInvitation(ada, { mailId, answer: "accepted" }, { now }))).toBe("mail/invitation-over");
  const [event, ...others] = await calendar(ada);
  expect(others).toEqual([]);
  expect(event).toMatchObject({ title: "Budget review", location: "Café Einstein, Berlin", status: "confirmed", start: "2026-12-01T14:00:00+01:00" });
  expect(event?.attendees.map(({ email, status }) => `${email} ${status}`)).toEqual(["ana@example.com accepted", `${await addressOf(ada)} accepted`]);
  const [said = "", ...more] = await replies(ada);
  expect(more).toEqual([]);
  const unfolded = said.replaceAll("\r\n ", "");
  expect(unfolded).toMatch(/^METHOD:REPLY\r$/m);
  expect(unfolded).toMatch(/^UID:4kq0n8v3r5c1b2a3d4e5f6g7h8@google\.com\r$/m);
  expect(unfolded).toMatch(new RegExp(`^ATTENDEE;.*PARTSTAT=ACCEPTED:mailto:${await addressOf(ada)}\r$`, "m"));
});

test("the answer can be taken back for ten seconds, and changed later: declined, it is off the calendar again", async () => {
  const ada = await newCalendarOwner();
  const mailId = await invited(ada, "google-request");
  const { reply } = await answerInvitation(ada, { mailId, answer: "tentative" }, { now });
  expect((await calendar(ada))[0]?.status).toBe("tentative");
  await undoMailChange(ada, reply?.undo.changeId ?? "", Date.parse(now) + 5_000);
  await answerInvitation(ada, { mailId, answer: "declined" }, { now });
  expect([(await shown(ada, mailId)).state, await calendar(ada)]).toEqual(["declined", []]);
  await answerInvitation(ada, { mailId, answer: "accepted" }, { now });
  expect((await calendar(ada)).map(({ status }) => status)).toEqual(["confirmed"]);
});

test("a series of Outlook's and whole days of Apple's come out right", async () => {
  const ada = await newCalendarOwner();
  await answerInvitation(ada, { mailId: await invited(ada, "outlook-request"), answer: "accepted" }, { now });
  await answerInvitation(ada, { mailId: await invited(ada, "apple-request"), answer: "accepted" }, { now });
  const events = await calendar(ada);
  expect(events.filter(({ title }) => title === "Weekly sync").map(({ start }) => start)).toEqual(
    ["03", "10", "17", "24", "31"].map((day) => `2026-12-${day}T10:00:00+01:00`).concat("2027-01-07T10:00:00+01:00"),
  );
  expect(events.find(({ allDay }) => allDay)).toMatchObject({
    title: "Christmas in the cabin",
    start: "2026-12-24T00:00:00+01:00",
    end: "2026-12-26T00:00:00+01:00",
  });
});

test("a change asks anew and moves the event when it is accepted; the older invitation is overtaken", async () => {
  const ada = await newCalendarOwner();
  const first = await invited(ada, "google-request");
  await answerInvitation(ada, { mailId: first, answer: "accepted" }, { now });
  const moved = { "SEQUENCE:0": "SEQUENCE:1", "20261201T140000": "20261201T160000", "20261201T150000": "20261201T170000" };
  const second = await invited(ada, "google-request", moved);
  expect(await shown(ada, second)).toMatchObject({ state: "open", changes: true });
  expect((await calendar(ada))[0]?.start).toBe("2026-12-01T14:00:00+01:00");
  await answerInvitation(ada, { mailId: second, answer: "accepted" }, { now });
  expect((await calendar(ada)).map(({ start }) => start)).toEqual(["2026-12-01T16:00:00+01:00"]);
  expect((await shown(ada, first)).state).toBe("outdated");
  expect(await codeOf(answerInvitation(ada, { mailId: first, answer: "declined" }, { now }))).toBe("mail/invitation-over");
});

test("called off: it is taken off when its owner says so, once, and only by whoever invited", async () => {
  const ada = await newCalendarOwner();
  await answerInvitation(ada, { mailId: await invited(ada, "google-request"), answer: "accepted" }, { now });
  const forged = await invited(ada, "google-cancel", {}, "mallory@example.com");
  expect((await shown(ada, forged)).problem).toMatch(/ana@example\.com invites, but mallory@example\.com sent it/);
  expect(await codeOf(answerInvitation(ada, { mailId: forged, answer: "remove" }, { now }))).toBe("mail/invitation-over");
  const mailId = await invited(ada, "google-cancel");
  expect(await calendar(ada)).toHaveLength(1);
  await answerInvitation(ada, { mailId, answer: "remove" }, { now });
  expect([(await shown(ada, mailId)).state, await calendar(ada)]).toEqual(["cancelled", []]);
});

test("nobody answers another owner's invitation, nor without the scope", async () => {
  const [ada, eva] = [await newCalendarOwner(), await newCalendarOwner()];
  const mailId = await invited(ada, "google-request");
  expect(await codeOf(answerInvitation(eva, { mailId, answer: "accepted" }, { now }))).toBe("mail/not-found");
  const reader = { ...ownerActor(ada.userId, "session"), scopes: ["mail:read"] } as Actor;
  expect(await codeOf(answerInvitation(reader, { mailId, answer: "accepted" }, { now }))).toBe("identity/forbidden");
  expect(await codeOf(answerInvitation(ada, { mailId: await arrive(ada), answer: "accepted" }, { now }))).toBe("mail/no-invitation");
});

describe("answers to the owner's own", () => {
  const lunch = async (actor: Actor): Promise<string> =>
    (
      await createEvent(actor, {
        title: "Lunch",
        start: "2026-12-02T11:30:00Z",
        end: "2026-12-02T12:30:00Z",
        attendees: [{ email: "tom@example.com" }, { email: "eva@example.com" }],
      })
    ).event.id;
  const heed = (actor: Actor, mailId: string): Promise<void> =>
    heedReply({ id: mailId, topic: "mail.reply", userId: actor.userId, payload: { mailId }, attempt: 1, createdAt: now });
  const statuses = async (actor: Actor, ref: string): Promise<string[]> => (await getEvent(actor, { ref })).attendees.map(({ status }) => status);

  test("whoever was invited says so themselves: noted on the event, and nothing else of it; an older answer changes nothing", async () => {
    const ada = await newCalendarOwner();
    const eventId = await lunch(ada);
    const uid = { "UID-OF-OURS": `${eventId}@perin` };
    const evil = { ...uid, "SUMMARY:Lunch": "SUMMARY:Pay me", "20261202T113000Z": "20261203T113000Z" };
    await heed(ada, await invited(ada, "google-reply", evil, "tom@example.com"));
    expect(await statuses(ada, eventId)).toEqual(["accepted", "needs-action"]);
    expect(await getEvent(ada, { ref: eventId })).toMatchObject({ title: "Lunch", start: "2026-12-02T12:30:00+01:00" });
    await heed(ada, await invited(ada, "outlook-reply", { ...uid, "20261126T100000Z": "20261126T110000Z" }, "tom@example.com"));
    expect(await statuses(ada, eventId)).toEqual(["declined", "needs-action"]);
    await heed(ada, await invited(ada, "apple-reply", { ...uid, "20261126T100000Z": "20261126T103000Z" }, "tom@example.com"));
    expect(await statuses(ada, eventId)).toEqual(["declined", "needs-action"]);
  });

  test("an answer for somebody else, from a stranger, about another's event or to how it was before is passed over", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const eventId = await lunch(ada);
    const uid = { "UID-OF-OURS": `${eventId}@perin` };
    await heed(ada, await invited(ada, "google-reply", uid, "eva@example.com"));
    await heed(ada, await invited(ada, "google-reply", { ...uid, "tom@example.com": "mallory@example.com" }, "mallory@example.com"));
    await heed(bob, await invited(bob, "google-reply", uid, "tom@example.com"));
    expect(await statuses(ada, eventId)).toEqual(["needs-action", "needs-action"]);
    await query("UPDATE events SET sequence = 3 WHERE id = $1", [eventId]);
    await heed(ada, await invited(ada, "google-reply", uid, "tom@example.com"));
    expect(await statuses(ada, eventId)).toEqual(["needs-action", "needs-action"]);
  });

  test("another time that somebody proposes is shown, and taken only when the owner says so", async () => {
    const ada = await newCalendarOwner();
    const eventId = await lunch(ada);
    const mailId = await invited(ada, "outlook-counter", { "UID-OF-OURS": `${eventId}@perin` }, "tom@example.com");
    expect(await shown(ada, mailId)).toMatchObject({ method: "counter", state: "open", start: "2026-12-02T12:30:00Z", conflicts: [] });
    expect((await getEvent(ada, { ref: eventId })).start).toBe("2026-12-02T12:30:00+01:00");
    const { undo } = await answerInvitation(ada, { mailId, answer: "move" }, { now });
    expect(undo).not.toBeNull();
    expect(await getEvent(ada, { ref: eventId })).toMatchObject({ start: "2026-12-02T13:30:00+01:00", end: "2026-12-02T14:30:00+01:00" });
  });

  test("between two accounts of this server the answer arrives and is heeded", async () => {
    const [ada, tom] = [await newCalendarOwner(), await newCalendarOwner()];
    const toms = await addressOf(tom);
    const { event } = await createEvent(ada, { title: "Lunch", start: "2026-12-02T11:30:00Z", end: "2026-12-02T12:30:00Z", attendees: [{ email: toms }] });
    const request = invitation("google-request", {
      "ana@example.com": await addressOf(ada),
      "ada@example.com": toms,
      "4kq0n8v3r5c1b2a3d4e5f6g7h8@google.com": `${event.id}@perin`,
    });
    const mailId = await mailed(tom, request, await addressOf(ada));
    await answerInvitation(tom, { mailId, answer: "accepted" }, { now });
    const { rows } = await query<{ id: string }>("SELECT id FROM mails WHERE user_id = $1 AND state = 'scheduled'", [tom.userId]);
    expect(await deliverMail({ userId: tom.userId, mailId: rows[0]?.id ?? "" }, { now: "2026-11-26T12:01:00Z" })).toBe("sent");
    const arrived = await query<{ id: string }>("SELECT id FROM mails WHERE user_id = $1 AND state = 'received'", [ada.userId]);
    const waiting = await query("SELECT 1 FROM outbox WHERE user_id = $1 AND topic = 'mail.reply'", [ada.userId]);
    expect(waiting.rows).toHaveLength(1);
    await heed(ada, arrived.rows[0]?.id ?? "");
    expect(await statuses(ada, event.id)).toEqual(["accepted"]);
  });
});
