/** The mailbox as its owner uses it. */
import { randomUUID } from "node:crypto";
import { query } from "@/lib/db";
import { ownerActor } from "@/lib/identity/service";
import { ChangeMailsInputSchema, ComposedMailSchema } from "@/lib/mail/contracts";
import {
  changeMails,
  countMails,
  deleteMail,
  deliverDueMails,
  deliverMail,
  findMails,
  findMailUndo,
  getThread,
  listMails,
  saveDraft,
  sendMail,
  sendMails,
  triageMails,
  undoMailChange,
} from "@/lib/mail/service";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { addressOf, arrive, written } from "../../support/mailboxes";

useTestDatabase();

const now = "2026-11-24T10:00:00Z";
const later = "2026-11-24T10:00:10Z";
const change = (input: Record<string, unknown>) => ChangeMailsInputSchema.parse(input);
const inbox = { folder: "inbox" as const, limit: 50 };

describe("sending", () => {
  test("a mail between two accounts lies in the other's inbox after ten seconds, and not before", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const { mail, undo } = await sendMail(ada, written({ toEmails: [await addressOf(bob)] }), { now });
    expect([mail.folder, mail.state]).toEqual(["outbox", "scheduled"]);
    expect(undo.until).toBe("2026-11-24T10:00:10.000Z");
    expect(await deliverMail({ userId: ada.userId, mailId: mail.id }, { now: "2026-11-24T10:00:09Z" })).toBeNull();
    expect((await listMails(bob, inbox)).mails).toEqual([]);
    expect(await deliverMail({ userId: ada.userId, mailId: mail.id }, { now: later })).toBe("sent");
    const [arrived] = (await listMails(bob, inbox)).mails;
    expect(arrived).toMatchObject({ subject: "Hello", read: false, from: { name: "Ada Owner" } });
    expect((await listMails(ada, { folder: "sent", limit: 50 })).mails.map(({ note }) => note)).toEqual([null]);
  });

  test("delivering twice, or again after a crash in the middle, puts one mail into the inbox", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const { mail } = await sendMail(ada, written({ toEmails: [await addressOf(bob)] }), { now });
    await deliverMail({ userId: ada.userId, mailId: mail.id }, { now: later });
    await query("UPDATE mails SET state = 'sending', send_at = $2 WHERE id = $1", [mail.id, later]);
    expect(await deliverDueMails({ now: "2026-11-24T10:05:00Z" })).toBeGreaterThan(0);
    expect((await listMails(bob, inbox)).mails).toHaveLength(1);
    expect((await getThread(ada, { mailId: mail.id })).mails[0]?.state).toBe("sent");
  });

  test("what was taken back within ten seconds is a draft again and never arrives", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const { mail, undo } = await sendMail(ada, written({ toEmails: [await addressOf(bob)] }), { now });
    await undoMailChange(ada, undo.changeId, Date.parse("2026-11-24T10:00:05Z"));
    expect(await deliverMail({ userId: ada.userId, mailId: mail.id }, { now: later })).toBeNull();
    expect((await listMails(bob, inbox)).mails).toEqual([]);
    expect((await listMails(ada, { folder: "drafts", limit: 50 })).mails.map(({ id, state }) => [id, state])).toEqual([[mail.id, "draft"]]);
  });

  test("what was taken back and sent again goes out ten seconds after the second time", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const to = { toEmails: [await addressOf(bob)] };
    const { mail, undo } = await sendMail(ada, written(to), { now });
    await undoMailChange(ada, undo.changeId, Date.parse("2026-11-24T10:00:03Z"));
    await sendMail(ada, { ...written({ ...to, body: "Better words" }), draftId: mail.id }, { now: "2026-11-24T10:00:05Z" });
    const { rows } = await query<{ at: string }>("SELECT start_after AS at FROM jobs.job WHERE data->'data'->>'mailId' = $1 ORDER BY 1", [mail.id]);
    expect(rows.map(({ at }) => Date.parse(at))).toEqual([Date.parse(later), Date.parse("2026-11-24T10:00:15Z")]);
    expect(await deliverMail({ userId: ada.userId, mailId: mail.id }, { now: later })).toBeNull();
    expect(await deliverMail({ userId: ada.userId, mailId: mail.id }, { now: "2026-11-24T10:00:15Z" })).toBe("sent");
    expect((await listMails(bob, inbox)).mails.map(({ preview }) => preview)).toEqual(["Better words"]);
  });

  test("after ten seconds sending can't be taken back, nor twice", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const first = await sendMail(ada, written({ toEmails: [await addressOf(bob)] }), { now });
    expect(await codeOf(undoMailChange(ada, first.undo.changeId, Date.parse(later)))).toBe("mail/undo-over");
    const second = await sendMail(ada, written({ toEmails: [await addressOf(bob)] }), { now });
    await undoMailChange(ada, second.undo.changeId, Date.parse(now));
    expect(await codeOf(undoMailChange(ada, second.undo.changeId, Date.parse(now)))).toBe("mail/undo-over");
    expect(await codeOf(undoMailChange(bob, first.undo.changeId, Date.parse(now)))).toBe("scheduling/change-not-found");
  });

  test("what nobody here can receive is kept and says why; those who can be reached get it all the same", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const outside = await sendMail(ada, written({ toEmails: ["stranger@elsewhere.example"] }), { now });
    await deliverMail({ userId: ada.userId, mailId: outside.mail.id }, { now: later });
    const kept = (await getThread(ada, { mailId: outside.mail.id })).mails[0];
    expect(kept).toMatchObject({ folder: "outbox", state: "not-sent", note: "Not sent to stranger@elsewhere.example: no mail account is connected." });
    expect((await countMails(ada)).notSent).toBe(1);
    const mixed = await sendMail(ada, written({ toEmails: ["stranger@elsewhere.example", await addressOf(bob)] }), { now });
    await deliverMail({ userId: ada.userId, mailId: mixed.mail.id }, { now: later });
    expect((await getThread(ada, { mailId: mixed.mail.id })).mails[0]).toMatchObject({ folder: "sent", state: "sent" });
    expect((await listMails(bob, inbox)).mails).toHaveLength(1);
  });

  test("who got a blind copy is told to nobody else", async () => {
    const [ada, bob, cleo] = [await newCalendarOwner(), await newCalendarOwner(), await newCalendarOwner()];
    const { mail } = await sendMail(ada, { ...written({ toEmails: [await addressOf(bob)] }), bcc: [{ email: await addressOf(cleo) }] }, { now });
    await deliverMail({ userId: ada.userId, mailId: mail.id }, { now: later });
    for (const actor of [bob, cleo]) {
      const [arrived] = (await listMails(actor, inbox)).mails;
      expect(JSON.stringify(await getThread(actor, { mailId: arrived?.id ?? "" }))).not.toContain(await addressOf(cleo));
    }
  });

  test("an answer goes on in both conversations, with the headers that keep them together", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const first = await sendMail(ada, written({ toEmails: [await addressOf(bob)], subject: "Plan" }), { now });
    await deliverMail({ userId: ada.userId, mailId: first.mail.id }, { now: later });
    const [arrived] = (await listMails(bob, inbox)).mails;
    const answer = await sendMail(bob, written({ toEmails: [await addressOf(ada)], subject: "", how: "reply", answersId: arrived?.id ?? "" }), { now: later });
    await deliverMail({ userId: bob.userId, mailId: answer.mail.id }, { now: "2026-11-24T10:00:20Z" });
    expect((await getThread(ada, { mailId: first.mail.id })).mails.map(({ subject, state }) => [subject, state])).toEqual([
      ["Plan", "sent"],
      ["Re: Plan", "received"],
    ]);
    const { rows } = await query<{ in_reply_to: string; mail_references: string[] }>("SELECT in_reply_to, mail_references FROM mails WHERE id = $1", [
      answer.mail.id,
    ]);
    const original = (await query<{ message_id: string }>("SELECT message_id FROM mails WHERE id = $1", [first.mail.id])).rows[0]?.message_id;
    expect(rows[0]).toEqual({ in_reply_to: original, mail_references: [original] });
  });

  test("a forwarded mail holds what was written, below a word of the owner's", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const id = await arrive(ada, { subject: "Budget", body: "It is 40." });
    const { mails } = await sendMails(ada, [written({ toEmails: [await addressOf(bob)], subject: "", body: "See below", how: "forward", answersId: id })], {
      now,
    });
    expect(mails[0]?.subject).toBe("Fwd: Budget");
    expect(mails[0]?.body).toMatch(/^See below\n\n-+ Forwarded message -+\nFrom: ana@example\.com\n[\s\S]*It is 40\.$/);
  });

  test("a line break in a subject or a name can't become a header", () => {
    const mail = ComposedMailSchema.parse({
      to: [{ email: "a@example.com", name: "A\r\nBcc: b@example.com" }],
      subject: "Hi\r\nBcc: c@example.com\u2028x\u0000",
      body: "x",
    });
    expect(mail.subject).toBe("Hi Bcc: c@example.com x");
    expect(mail.to[0]?.name).toBe("A Bcc: b@example.com");
    expect(ComposedMailSchema.safeParse({ to: [{ email: "a@example.com\r\nBcc: b@example.com" }] }).success).toBe(false);
  });

  test("ten thousand recipients are refused at once", () => {
    const startedMs = performance.now();
    const to = Array.from({ length: 10_000 }, (_, at) => ({ email: `p${at}@example.com` }));
    expect(ComposedMailSchema.safeParse({ to, subject: "x", body: "x" }).success).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  test("nobody to send to, somebody else's draft, a mail that has gone: refused", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    expect(await codeOf(sendMail(ada, written({}), { now }))).toBe("mail/recipients-missing");
    const draft = await saveDraft(ada, written({ toEmails: [await addressOf(bob)] }), { now });
    expect(await codeOf(sendMail(bob, { ...written({ toEmails: ["x@example.com"] }), draftId: draft.id }, { now }))).toBe("mail/not-found");
    await sendMail(ada, { ...written({ toEmails: [await addressOf(bob)] }), draftId: draft.id }, { now });
    expect(await codeOf(saveDraft(ada, { ...written({}), draftId: draft.id }, { now }))).toBe("mail/on-its-way");
    await deliverMail({ userId: ada.userId, mailId: draft.id }, { now: later });
    expect(await codeOf(saveDraft(ada, { ...written({}), draftId: draft.id }, { now }))).toBe("mail/not-a-draft");
  });

  test("a draft that somebody else wrote on isn't overwritten", async () => {
    const ada = await newCalendarOwner();
    const draft = await saveDraft(ada, written({ body: "one" }), { now });
    await saveDraft(ada, { ...written({ body: "two" }), draftId: draft.id, version: draft.version }, { now });
    expect(await codeOf(saveDraft(ada, { ...written({ body: "three" }), draftId: draft.id, version: draft.version }, { now }))).toBe("mail/draft-changed");
  });
});

describe("keeping order", () => {
  test("archive, trash and labels can be taken back, as long as the same part wasn't changed again", async () => {
    const ada = await newCalendarOwner();
    const id = await arrive(ada);
    const archived = await changeMails(ada, change({ mailIds: [id], folder: "archive" }), { now });
    expect(archived.undo?.summary).toBe("“Lunch” archived");
    await changeMails(ada, change({ mailIds: [id], read: true }), { now });
    await undoMailChange(ada, archived.undo?.changeId ?? "", Date.parse(now));
    expect((await listMails(ada, inbox)).mails).toMatchObject([{ id, read: true }]);
    const labelled = await changeMails(ada, change({ mailIds: [id], addLabels: ["Work"] }), { now });
    await changeMails(ada, change({ mailIds: [id], addLabels: ["Home"] }), { now });
    expect(await codeOf(undoMailChange(ada, labelled.undo?.changeId ?? "", Date.parse(now)))).toBe("mail/undo-over");
    expect(await findMailUndo(ada, Date.parse("2026-11-25T11:00:00Z"))).toBeNull();
  });

  test("what comes out of the trash lies where it was", async () => {
    const ada = await newCalendarOwner();
    const draft = await saveDraft(ada, written({}), { now });
    await changeMails(ada, change({ mailIds: [draft.id], folder: "trash" }), { now });
    const { changed } = await changeMails(ada, change({ mailIds: [draft.id], folder: "inbox" }), { now });
    expect(changed[0]?.folder).toBe("drafts");
  });

  test("only drafts and the trash can be deleted for good", async () => {
    const ada = await newCalendarOwner();
    const id = await arrive(ada);
    expect(await codeOf(deleteMail(ada, { mailId: id }))).toBe("mail/keep-first");
    await changeMails(ada, change({ mailIds: [id], folder: "trash" }), { now });
    await deleteMail(ada, { mailId: id });
    expect(await codeOf(deleteMail(ada, { mailId: id }))).toBe("mail/not-found");
  });

  test("whole conversations move together, within their folder", async () => {
    const ada = await newCalendarOwner();
    const threadId = randomUUID();
    const first = await arrive(ada, { threadId, sentAt: "2026-11-20T10:00:00Z" });
    const second = await arrive(ada, { threadId, sentAt: "2026-11-21T10:00:00Z" });
    expect((await listMails(ada, inbox)).mails.map(({ id }) => id)).toEqual([second]);
    await changeMails(ada, change({ mailIds: [second], wholeThreads: true, folder: "archive" }), { now });
    expect((await listMails(ada, inbox)).mails).toEqual([]);
    expect((await getThread(ada, { mailId: first })).mails.map(({ folder }) => folder)).toEqual(["archive", "archive"]);
  });
});

describe("finding", () => {
  test("words, senders, labels and marks narrow a search; pages follow one another", async () => {
    const ada = await newCalendarOwner();
    const budget = await arrive(ada, { from: "jo@example.com", fromName: "Jo März", subject: "Budget", body: "The café costs 40." });
    for (let at = 0; at < 5; at += 1) await arrive(ada, { subject: `Note ${at}`, sentAt: `2026-11-1${at}T10:00:00Z` });
    const find = async (query: string) => (await listMails(ada, { query, limit: 50 })).mails.map(({ subject }) => subject);
    await changeMails(ada, change({ mailIds: [budget], addLabels: ["Money"], flagged: true, read: true }), { now });
    expect(await find("from:jo")).toEqual(["Budget"]);
    expect(await find("label:Money")).toEqual(["Budget"]);
    expect(await find("is:flagged budget")).toEqual(["Budget"]);
    expect(await find("is:unread note")).toHaveLength(5);
    expect(await find("no-such-word")).toEqual([]);
    const first = await listMails(ada, { limit: 4 });
    const second = await listMails(ada, { limit: 4, cursor: first.nextCursor ?? "" });
    expect(new Set([...first.mails, ...second.mails].map(({ id }) => id)).size).toBe(6);
    expect(second.nextCursor).toBeNull();
    expect(await codeOf(listMails(ada, { limit: 4, cursor: "nonsense" }))).toBe("request/invalid");
  });

  test("a contact's name finds what their address wrote", async () => {
    const ada = await newCalendarOwner();
    await query(
      "INSERT INTO contacts (id, user_id, name, email, folded_name, search_text) VALUES ($1, $2, 'Tom Baker', 't.b@example.com', 'tom baker', 'tom baker t.b@example.com')",
      [randomUUID(), ada.userId],
    );
    const id = await arrive(ada, { from: "t.b@example.com" });
    expect((await findMails(ada, { from: ["Tom"], limit: 5 })).mails.map((mail) => mail.id)).toEqual([id]);
  });

  test("what wants an answer comes with its reasons; answered and automatic mail doesn't come", async () => {
    const ada = await newCalendarOwner();
    const id = await arrive(ada, { subject: "Friday", body: "Hi,\n\nCan you come on Friday? Please tell me by Wednesday.\n\nBest,\nAna" });
    await arrive(ada, { from: "no-reply@shop.example", body: "Did you like it?" });
    await arrive(ada, { body: "All is well here." });
    const answered = await arrive(ada, { body: "Are you there?", sentAt: "2026-11-21T10:00:00Z" });
    await sendMail(ada, written({ toEmails: ["ana@example.com"], how: "reply", answersId: answered }), { now });
    const { waiting } = await triageMails(ada, { limit: 10 }, { now });
    expect(waiting.map(({ mail }) => mail.id)).toEqual([id]);
    expect(waiting[0]?.reasons.map(({ text }) => text)).toContain("Asks: “Can you come on Friday?”");
  });
});

describe("strangers", () => {
  test("see and change nothing of another's mailbox", async () => {
    const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
    const id = await arrive(ada);
    expect(await codeOf(getThread(bob, { mailId: id }))).toBe("mail/not-found");
    expect(await codeOf(changeMails(bob, change({ mailIds: [id], folder: "trash" }), { now }))).toBe("mail/not-found");
    expect(await codeOf(deleteMail(bob, { mailId: id }))).toBe("mail/not-found");
    expect(await codeOf(sendMail(bob, written({ toEmails: ["x@example.com"], how: "forward", answersId: id }), { now }))).toBe("mail/not-found");
    expect((await findMails(bob, { limit: 5 })).mails).toEqual([]);
  });

  test("an actor without the scope is refused by every verb", async () => {
    const actor = { ...ownerActor(randomUUID(), "session"), scopes: ["chat" as const] };
    const codes = await Promise.all([
      codeOf(listMails(actor, inbox)),
      codeOf(findMails(actor, { limit: 1 })),
      codeOf(countMails(actor)),
      codeOf(getThread(actor, { mailId: randomUUID() })),
      codeOf(triageMails(actor, { limit: 1 })),
      codeOf(changeMails(actor, change({ mailIds: [randomUUID()] }))),
      codeOf(saveDraft(actor, written({}))),
      codeOf(sendMail(actor, written({}))),
      codeOf(deleteMail(actor, { mailId: randomUUID() })),
      codeOf(undoMailChange(actor, randomUUID(), Date.parse(now))),
    ]);
    expect(new Set(codes)).toEqual(new Set(["identity/forbidden"]));
  });
});
