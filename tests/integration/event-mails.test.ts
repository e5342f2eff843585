/** The owner's own events told to those on them: invited, changed, called off, once and only on the owner's word (RFC 5546, RFC 6047). */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { rereadConfig } from "@/lib/config";
import { answerInvitation, deliverMail, eventMailReach, getThread, heedReply, tellPeople } from "@/lib/mail/service";
import type { ClaimedMessage } from "@/lib/queries/outbox";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { createSampleItems } from "@/lib/queries/sample-items";
import { cancelEvent, createEvent, getEvent, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import { at, hourAt, newCalendarOwner } from "../support/calendar-owner";
import { useTestDatabase } from "../support/database";
import { startMailCatcher } from "../support/mail-catcher";
import { addressOf, arrive } from "../support/mailboxes";

useTestDatabase();

const now = "2026-11-26T12:00:00Z";

const waiting = async (actor: Actor, topic: string): Promise<ClaimedMessage[]> =>
  (
    await query<ClaimedMessage>(
      `SELECT id, user_id AS "userId", topic, payload, 1 AS attempt, created_at AS "createdAt" FROM outbox
        WHERE user_id = $1 AND topic = $2 AND delivered_at IS NULL ORDER BY id`,
      [actor.userId, topic],
    )
  ).rows;
const settle = (id: string) => query("UPDATE outbox SET delivered_at = now() WHERE id = $1", [id]);
/** Sends off what was written, as its job does. */
const post = async (actor: Actor): Promise<void> => {
  const { rows } = await query<{ id: string }>("SELECT id FROM mails WHERE user_id = $1 AND state = 'scheduled' ORDER BY created_at", [actor.userId]);
  for (const { id } of rows) await deliverMail({ userId: actor.userId, mailId: id });
};
/** The ten seconds are over. Answers what was delivered, for those who deliver it again. */
const tell = async (actor: Actor, when = now): Promise<ClaimedMessage[]> => {
  const messages = await waiting(actor, "event.tell");
  for (const message of messages) {
    await tellPeople(message, { now: when });
    await settle(message.id);
  }
  await post(actor);
  return messages;
};
const heed = async (actor: Actor): Promise<void> => {
  for (const message of await waiting(actor, "mail.reply")) {
    await heedReply(message);
    await settle(message.id);
  }
};
const received = async (actor: Actor): Promise<{ id: string; subject: string; body: string }[]> =>
  (
    await query<{ id: string; subject: string; body: string }>(
      "SELECT id, subject, body FROM mails WHERE user_id = $1 AND state = 'received' ORDER BY created_at, id",
      [actor.userId],
    )
  ).rows;
const written = async (actor: Actor): Promise<{ subject: string; state: string; note: string | null }[]> =>
  (
    await query<{ subject: string; state: string; note: string | null }>(
      "SELECT subject, state, note FROM mails WHERE user_id = $1 AND state <> 'received' ORDER BY created_at, id",
      [actor.userId],
    )
  ).rows;
const last = async (actor: Actor) => {
  const mail = (await received(actor)).at(-1);
  if (mail === undefined) throw new Error("no mail came");
  const invitation = (await getThread(actor, { mailId: mail.id })).mails.find(({ id }) => id === mail.id)?.invitation;
  return { ...mail, invitation };
};
const calendar = async (actor: Actor) =>
  (await listEvents(actor, { from: "2026-11-30T00:00:00Z", to: "2027-01-10T00:00:00Z" })).events.map(({ title, start }) => `${title} ${start.slice(5, 16)}`);
const two = async (): Promise<{ ada: Actor; tom: Actor; attendees: { email: string; name: string }[] }> => {
  const [ada, tom] = [await newCalendarOwner(), await newCalendarOwner()];
  return { ada, tom, attendees: [{ email: await addressOf(tom), name: "Tom" }] };
};

test("invited, accepted, moved and called off between two accounts of one server: each sees what the other did", async () => {
  const { ada, tom, attendees } = await two();
  const { event } = await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees, location: "Café" }), notify: true });
  await tell(ada);
  const first = await last(tom);
  expect(first).toMatchObject({ subject: "Invitation: Lunch", invitation: { method: "request", state: "open", location: "Café" } });
  expect(first.body).toContain("When: Tuesday 1 Dec, 12:30–13:30 (Berlin time)");

  await answerInvitation(tom, { mailId: first.id, answer: "accepted" }, { now });
  await query("UPDATE mails SET send_at = now() - interval '1 minute' WHERE user_id = $1 AND state = 'scheduled'", [tom.userId]);
  await post(tom);
  await heed(ada);
  expect((await getEvent(ada, { ref: event.ref })).attendees).toMatchObject([{ status: "accepted" }]);
  expect(await waiting(ada, "event.tell")).toEqual([]);

  await updateEvent(ada, { ref: event.ref, patch: { start: at("2026-12-01T15:00") }, notify: true });
  await tell(ada);
  expect((await getEvent(ada, { ref: event.ref })).attendees).toMatchObject([{ status: "needs-action" }]);
  const second = await last(tom);
  expect(second).toMatchObject({ subject: "Changed: Lunch", invitation: { state: "open", changes: true, start: "2026-12-01T14:00:00Z" } });
  await answerInvitation(tom, { mailId: second.id, answer: "accepted" }, { now });
  expect(await calendar(tom)).toEqual(["Lunch 12-01T15:00"]);

  // The same meeting under another name is a newer word, too.
  await updateEvent(ada, { ref: event.ref, patch: { title: "Brunch" }, notify: true });
  await tell(ada);
  const third = await last(tom);
  expect(third.invitation).toMatchObject({ title: "Brunch", state: "open" });
  await answerInvitation(tom, { mailId: third.id, answer: "accepted" }, { now });

  const { undo } = await cancelEvent(ada, { ref: event.ref, notify: true });
  await tell(ada);
  const fourth = await last(tom);
  expect(fourth).toMatchObject({ subject: "Cancelled: Brunch", invitation: { method: "cancel", state: "open" } });
  await answerInvitation(tom, { mailId: fourth.id, answer: "remove" }, { now });
  expect(await calendar(tom)).toEqual([]);

  await undoChange(ada, { changeId: undo?.changeId ?? "" });
  await tell(ada);
  expect(await last(tom)).toMatchObject({ subject: "Invitation: Brunch", invitation: { method: "request", state: "open" } });
  const { rows } = await query<{ attendees: string[] }>("SELECT after->'attendees' AS attendees FROM audit_log WHERE user_id = $1 AND action = 'event.tell'", [
    ada.userId,
  ]);
  expect(rows.map((row) => row.attendees)).toEqual(Array.from({ length: 5 }, () => [attendees[0]?.email]));
});

test("one of a series moves, and one is off: the other's series follows, each with a mail of its own", async () => {
  const { ada, tom, attendees } = await two();
  const { event } = await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees, rrule: "FREQ=WEEKLY;COUNT=3" }), notify: true });
  await tell(ada);
  await answerInvitation(tom, { mailId: (await last(tom)).id, answer: "accepted" }, { now });
  await updateEvent(ada, { ref: `${event.id}@2026-12-08T11:30:00Z`, patch: { start: at("2026-12-08T16:00") }, notify: true });
  await tell(ada);
  await answerInvitation(tom, { mailId: (await last(tom)).id, answer: "accepted" }, { now });
  await cancelEvent(ada, { ref: `${event.id}@2026-12-15T11:30:00Z`, notify: true });
  await tell(ada);
  const off = await last(tom);
  expect(off.subject).toBe("Cancelled: Lunch");
  await answerInvitation(tom, { mailId: off.id, answer: "remove" }, { now });
  expect(await calendar(tom)).toEqual(["Lunch 12-01T12:30", "Lunch 12-08T16:00"]);
});

const answersSent = async (actor: Actor): Promise<void> => {
  await query("UPDATE mails SET send_at = now() - interval '1 minute' WHERE user_id = $1 AND state = 'scheduled'", [actor.userId]);
  await post(actor);
};
const statusesOf = async (actor: Actor, refs: readonly string[]): Promise<string[][]> =>
  Promise.all(refs.map(async (ref) => (await getEvent(actor, { ref })).attendees.map(({ status }) => status)));

test("a move that was told and then taken back asks anew, too: nobody is taken for coming who was told another time", async () => {
  const { ada, tom, attendees } = await two();
  const { event } = await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true });
  await tell(ada);
  await answerInvitation(tom, { mailId: (await last(tom)).id, answer: "accepted" }, { now });
  await answersSent(tom);
  await heed(ada);
  const { undo } = await updateEvent(ada, { ref: event.ref, patch: { start: at("2026-12-01T15:00") }, notify: true });
  await tell(ada);
  await undoChange(ada, { changeId: undo?.changeId ?? "" });
  expect(await statusesOf(ada, [event.ref])).toEqual([["accepted"]]);
  await tell(ada);
  expect(await statusesOf(ada, [event.ref])).toEqual([["needs-action"]]);
});

test("an answer to the series leaves an occurrence alone that moved since, and one that was answered on its own", async () => {
  const { ada, tom, attendees } = await two();
  const { event } = await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees, rrule: "FREQ=WEEKLY;COUNT=4" }), notify: true });
  await tell(ada);
  const invited = await last(tom);
  const of = (day: string): string => `${event.id}@2026-12-${day}T11:30:00Z`;
  await updateEvent(ada, { ref: of("08"), patch: { start: at("2026-12-08T16:00") }, notify: true });
  await tell(ada);
  const moved = await last(tom);
  await updateEvent(ada, { ref: of("15"), patch: { title: "Brunch" } });
  await answerInvitation(tom, { mailId: invited.id, answer: "accepted" }, { now });
  await answersSent(tom);
  await heed(ada);
  expect(await statusesOf(ada, ["01", "08", "15", "22"].map(of))).toEqual([["accepted"], ["needs-action"], ["accepted"], ["accepted"]]);
  await answerInvitation(tom, { mailId: moved.id, answer: "declined" }, { now });
  await answersSent(tom);
  await heed(ada);
  expect(await statusesOf(ada, ["01", "08"].map(of))).toEqual([["accepted"], ["declined"]]);
});

test("without the owner's word nobody is written to, nor of what nobody has to know", async () => {
  const { ada, tom, attendees } = await two();
  const { event } = await createEvent(ada, hourAt("2026-12-01T12:30", { attendees }));
  await updateEvent(ada, { ref: event.ref, patch: { start: at("2026-12-01T15:00") } });
  expect(await tell(ada)).toEqual([]);
  await updateEvent(ada, { ref: event.ref, patch: { description: "Ask about the flat", showAs: "free" }, notify: true });
  expect(await tell(ada)).toHaveLength(1);
  expect(await received(tom)).toEqual([]);
});

test("who was put on it without a word hears nothing because others do", async () => {
  const { ada, tom, attendees } = await two();
  const eva = await newCalendarOwner();
  const both = [...attendees, { email: await addressOf(eva) }].map((one) => ({ ...one, optional: false, status: "needs-action" as const }));
  const { event } = await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true });
  await tell(ada);
  await updateEvent(ada, { ref: event.ref, patch: { attendees: both } });
  const { undo } = await updateEvent(ada, { ref: event.ref, patch: { description: "Ask about the flat" } });
  await undoChange(ada, { changeId: undo?.changeId ?? "" });
  expect(await tell(ada)).toHaveLength(1);
  expect(await received(eva)).toEqual([]);
  expect(await received(tom)).toHaveLength(1);
});

test("taken back or changed within the wait: nothing, or one mail of how it stands", async () => {
  const { ada, tom, attendees } = await two();
  const gone = await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true });
  await undoChange(ada, { changeId: gone.undo?.changeId ?? "" });
  await tell(ada);
  expect(await received(tom)).toEqual([]);
  const { event } = await createEvent(ada, { ...hourAt("2026-12-02T12:30", { attendees }), notify: true });
  await updateEvent(ada, { ref: event.ref, patch: { title: "Brunch" }, notify: true });
  await updateEvent(ada, { ref: event.ref, patch: { start: at("2026-12-02T11:00") }, notify: true });
  await tell(ada);
  expect((await received(tom)).map(({ subject }) => subject)).toEqual(["Invitation: Brunch"]);
  const moved = await updateEvent(ada, { ref: event.ref, patch: { start: at("2026-12-02T18:00") }, notify: true });
  await undoChange(ada, { changeId: moved.undo?.changeId ?? "" });
  await tell(ada);
  expect(await received(tom)).toHaveLength(1);
});

test("a message that is delivered again, or by two at once, tells nothing twice", async () => {
  const { ada, tom, attendees } = await two();
  await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true });
  const [message] = await waiting(ada, "event.tell");
  if (message === undefined) throw new Error("nothing waits");
  await Promise.all([tellPeople(message, { now }), tellPeople(message, { now })]);
  await tellPeople(message, { now });
  await post(ada);
  await tell(ada);
  expect(await received(tom)).toHaveLength(1);
});

test("it waits ten seconds in the outbox, and the mail waits no longer", async () => {
  const { ada, attendees } = await two();
  await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true });
  const { rows } = await query<{ wait: number }>(
    "SELECT extract(epoch FROM available_at - created_at)::float8 AS wait FROM outbox WHERE user_id = $1 AND topic = 'event.tell'",
    [ada.userId],
  );
  expect(rows.map(({ wait }) => Math.round(wait))).toEqual([10]);
});

test("who comes is invited and who goes is told, the others aren't; and whoever is asked back is asked anew", async () => {
  const { ada, tom, attendees } = await two();
  const eva = await newCalendarOwner();
  const both = [...attendees, { email: await addressOf(eva), name: "Eva" }];
  const { event } = await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true });
  await tell(ada);
  const full = (people: typeof both) => people.map((one) => ({ ...one, optional: false, status: "needs-action" as const }));
  await updateEvent(ada, { ref: event.ref, patch: { attendees: full(both) }, notify: true });
  await tell(ada);
  await updateEvent(ada, { ref: event.ref, patch: { attendees: full(attendees) }, notify: true });
  await tell(ada);
  await updateEvent(ada, { ref: event.ref, patch: { attendees: full(both) }, notify: true });
  await tell(ada);
  expect((await received(tom)).map(({ subject }) => subject)).toEqual(["Invitation: Lunch"]);
  expect((await received(eva)).map(({ subject }) => subject)).toEqual(["Invitation: Lunch", "No longer invited: Lunch", "Invitation: Lunch"]);
  expect((await last(eva)).invitation).toMatchObject({ state: "open" });
  // Tom's answer to the first invitation still counts.
  await answerInvitation(tom, { mailId: (await last(tom)).id, answer: "accepted" }, { now });
  await query("UPDATE mails SET send_at = now() - interval '1 minute' WHERE user_id = $1 AND state = 'scheduled'", [tom.userId]);
  await post(tom);
  await heed(ada);
  expect((await getEvent(ada, { ref: event.ref })).attendees.map(({ status }) => status)).toEqual(["accepted", "needs-action"]);
});

test("nobody hears from us of what isn't ours to tell: others' invitations, other calendars, the sample, the past", async () => {
  const { ada, tom, attendees } = await two();
  const make = async (): Promise<string> => (await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true })).event.id;
  const [outlook = "", sample = "", invited = ""] = [await make(), await make(), await make()];
  await query("UPDATE events SET origin = 'microsoft' WHERE id = $1", [outlook]);
  await createSampleItems(ada.userId, "event", [sample]);
  await query("INSERT INTO invitations (user_id, uid, organizer, sequence, answer, event_id) VALUES ($1, 'x', 'eva@example.com', 0, 'accepted', $2)", [
    ada.userId,
    invited,
  ]);
  await createEvent(ada, { ...hourAt("2026-11-25T12:30", { attendees }), notify: true });
  await tell(ada);
  expect(await received(tom)).toEqual([]);
  const emails = attendees.map(({ email }) => email);
  expect((await Promise.all([outlook, sample, invited].map((eventId) => eventMailReach(ada, { eventId, emails })))).map(({ reached }) => reached)).toEqual([
    [],
    [],
    [],
  ]);
  expect(await eventMailReach(ada, { emails })).toEqual({ reached: emails, missed: [], reason: null });
});

/** The text/calendar part of a mail as it went over the wire, unfolded. */
const calendarIn = (raw: string): string => {
  const [, headers = "", body = ""] = /(content-type: text\/calendar[\s\S]*?)\r?\n\r?\n([\s\S]*?)\r?\n--/i.exec(raw) ?? [];
  const text = /base64/i.test(headers) ? Buffer.from(body, "base64").toString("utf8") : body.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
  return text.replaceAll("\r\n ", "");
};
const arrivedAt = async (actor: Actor, calendarText: string, from: string) => {
  const mailId = await arrive(actor, { from, subject: "Invitation" });
  await saveMailContents(actor.userId, [{ mailId, html: null, calendar: calendarText, unsubscribe: null }]);
  return (await getThread(actor, { mailId })).mails.find(({ id }) => id === mailId)?.invitation;
};

test("without a way to send it stands in the outbox and says why; over this server's SMTP it gets there, in words and for calendars", async () => {
  const ada = await newCalendarOwner();
  const attendees = [{ email: "maya@outside.example", name: "Maya" }];
  await createEvent(ada, { ...hourAt("2026-12-01T12:30", { attendees }), notify: true });
  expect(await eventMailReach(ada, { emails: ["maya@outside.example"] })).toEqual({
    reached: [],
    missed: ["maya@outside.example"],
    reason: "no mail account is connected",
  });
  await tell(ada);
  expect(await written(ada)).toEqual([
    { subject: "Invitation: Lunch", state: "not-sent", note: "Not sent to maya@outside.example: no mail account is connected." },
  ]);
  const catcher = await startMailCatcher();
  try {
    Object.assign(process.env, { SMTP_URL: catcher.url, MAIL_FROM: "Perin <perin@perin.example>" });
    rereadConfig();
    clearCircuits();
    await query('UPDATE "user" SET email_verified = true WHERE id = $1', [ada.userId]).catch(() =>
      query('UPDATE "user" SET "emailVerified" = true WHERE id = $1', [ada.userId]),
    );
    await createEvent(ada, { ...hourAt("2026-12-02T12:30", { attendees, title: "Dinner" }), notify: true });
    await tell(ada);
    expect(catcher.mails).toMatchObject([
      { subject: "Invitation: Dinner", to: ["maya@outside.example"], text: expect.stringContaining("Ada Owner invites you to “Dinner”.") },
    ]);
    // The server writes in the owner's name: From is its own address, and the invitation says so (RFC 6047 section 2.2.1, SENT-BY).
    const calendar = calendarIn(catcher.mails[0]?.raw ?? "");
    expect(calendar).toContain(`SENT-BY="mailto:perin@perin.example":mailto:${await addressOf(ada)}`);
    const bob = await newCalendarOwner();
    const bobs = calendar.replaceAll("maya@outside.example", await addressOf(bob));
    expect(await arrivedAt(bob, bobs, "perin@perin.example")).toMatchObject({ state: "open", sentBy: "perin@perin.example" });
    expect(await arrivedAt(bob, bobs, "mallory@example.com")).toMatchObject({ state: "refused" });
    expect(catcher.mails[0]?.raw).toMatch(/content-type: text\/calendar;[^\r\n]*(?:\r\n[ \t][^\r\n]*)*method=REQUEST/i);
  } finally {
    await catcher.close();
    delete process.env.SMTP_URL;
    delete process.env.MAIL_FROM;
    rereadConfig();
  }
});
