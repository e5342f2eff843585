/** What an owner can count on with every mailbox, the built-in one included: the mail room's verbs over each of them, at both ends. */
import type { Actor } from "@/lib/identity/contracts";
import { ChangeMailsInputSchema, ComposedMailSchema, type Folder, type MailSummary } from "@/lib/mail/contracts";
import { changeMails, countMails, deleteMail, deliverMail, getThread, listMails, saveDraft, sendMail, undoMailChange } from "@/lib/mail/service";
import { listNotifications } from "@/lib/notifications/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { codeOf, newCalendarOwner } from "../support/calendar-owner";
import type { Mailbox } from "../support/mail-ports/row";
import { mailboxRows } from "../support/mail-ports/rows";

jest.setTimeout(60_000);

describe.each(mailboxRows.map((row) => [row.name, row] as const))("%s", (_name, row) => {
  let actor: Actor;
  let mailbox: Mailbox;

  beforeEach(async () => {
    clearCircuits();
    actor = await newCalendarOwner();
    mailbox = await row.start(actor);
    // What was there before is read without a word; the rest is news.
    await mailbox.sync();
  });
  afterEach(() => mailbox.close());

  const folder = async (name: Folder): Promise<readonly MailSummary[]> => (await listMails(actor, { folder: name, limit: 50 })).mails;
  const subjects = async (name: Folder): Promise<string[]> => (await folder(name)).map(({ subject }) => subject).sort();
  const arrived = async (mail: Parameters<Mailbox["arrive"]>[0]): Promise<MailSummary> => {
    await mailbox.arrive(mail);
    await mailbox.sync();
    const found = (await folder("inbox")).find(({ subject }) => subject === mail.subject);
    if (found === undefined) throw new Error("it didn't arrive");
    return found;
  };
  /** Ten seconds later. */
  const sent = async (mail: Parameters<typeof sendMail>[1]): Promise<string> => {
    const { mail: scheduled } = await sendMail(actor, mail);
    const deliver = () => deliverMail({ userId: actor.userId, mailId: scheduled.id }, { now: new Date(Date.now() + 11_000).toISOString() });
    expect(await deliver()).toBe("sent");
    expect(await deliver()).toBeNull();
    await mailbox.sync();
    return scheduled.id;
  };

  test("what somebody writes lies in the inbox once, with who wrote what; it is counted and told, and nobody else's", async () => {
    const mail = await arrived({ name: "one", subject: "First", text: "Shall we have lunch?\nAna" });
    await mailbox.sync();
    expect(await subjects("inbox")).toEqual(["First"]);
    expect(mail).toMatchObject({
      from: { email: mailbox.writer, name: "Ana Lovelace" },
      to: [{ email: mailbox.email }],
      read: false,
      flagged: false,
      labels: [],
    });
    expect((await getThread(actor, { mailId: mail.id })).mails.map(({ body, state }) => [body, state])).toEqual([["Shall we have lunch?\nAna", "received"]]);
    expect((await countMails(actor)).unread).toBe(1);
    expect((await listNotifications(actor)).notifications.map(({ title }) => title)).toEqual(["Ana Lovelace wrote: First"]);
    expect(await codeOf(getThread(await newCalendarOwner(), { mailId: mail.id }))).toBe("mail/not-found");
  });

  test("filed, marked and labelled it stays so, and taken back it is as it was", async () => {
    const { id } = await arrived({ name: "one", subject: "First" });
    const change = { mailIds: [id], folder: "archive", read: true, flagged: true, addLabels: ["Follow up"] };
    const { undo } = await changeMails(actor, ChangeMailsInputSchema.parse(change));
    for (let syncs = 0; syncs < 2; syncs += 1) {
      await mailbox.sync();
      expect([await subjects("inbox"), await folder("archive")]).toEqual([
        [],
        [expect.objectContaining({ id, read: true, flagged: true, labels: ["Follow up"] })],
      ]);
    }
    await undoMailChange(actor, undo?.changeId ?? "", Date.now());
    await mailbox.sync();
    expect([await folder("inbox"), await subjects("archive")]).toEqual([[expect.objectContaining({ id, read: false, flagged: false, labels: [] })], []]);
  });

  test("it is found by its words, and by who wrote it", async () => {
    await arrived({ name: "one", subject: "The contract", text: "It is signed." });
    await arrived({ name: "two", subject: "Lunch", text: "Shall we?" });
    const found = async (query: string): Promise<string[]> => (await listMails(actor, { query, limit: 5 })).mails.map(({ subject }) => subject).sort();
    expect([await found("signed"), await found("from:lovelace"), await found("xylophone")]).toEqual([["The contract"], ["Lunch", "The contract"], []]);
  });

  test("a draft is one draft however often it is kept, and gone when it is deleted", async () => {
    const draft = await saveDraft(actor, ComposedMailSchema.parse({ subject: "Plan", body: "First" }));
    await mailbox.sync();
    await saveDraft(actor, { ...ComposedMailSchema.parse({ subject: "The plan", body: "Second" }), draftId: draft.id });
    await mailbox.sync();
    await mailbox.sync();
    expect(await subjects("drafts")).toEqual(["The plan"]);
    await deleteMail(actor, { mailId: draft.id });
    await mailbox.sync();
    expect(await subjects("drafts")).toEqual([]);
  });

  test("an answer goes out once to everybody it names, with the headers that keep the conversation together, and what comes back goes on in it", async () => {
    const { id: answersId } = await arrived({ name: "asked", subject: "Lunch?" });
    const recipients = { to: [{ email: "tom@example.com" }], cc: [{ email: "eva@example.com" }], bcc: [{ email: "boss@example.com" }] };
    const mailId = await sent(ComposedMailSchema.parse({ ...recipients, body: "Gladly.", answersId, how: "reply" }));
    const out = await mailbox.sent();
    expect(out.flatMap(({ to }) => to).sort()).toEqual(["boss@example.com", "eva@example.com", "tom@example.com"]);
    for (const { raw } of out) {
      expect(raw).toMatch(/^In-Reply-To: <asked@mail\.test>\r$/m);
      expect(raw).toMatch(/^References: <asked@mail\.test>\r$/m);
      expect(raw).toMatch(/^Subject: Re: Lunch\?\r$/m);
    }
    expect((await folder("sent")).map(({ id, note }) => [id, note])).toEqual([[mailId, null]]);
    const messageId = /^Message-ID: <(.+)>\r$/im.exec(out[0]?.raw ?? "")?.[1] ?? "";
    await arrived({ name: "back", subject: "Re: Lunch?", headers: { "In-Reply-To": `<${messageId}>`, References: `<asked@mail.test> <${messageId}>` } });
    expect((await getThread(actor, { mailId })).mails.map(({ subject, state }) => `${subject} ${state}`).sort()).toEqual([
      "Lunch? received",
      "Re: Lunch? received",
      "Re: Lunch? sent",
    ]);
  });

  test("an answer to an invitation goes out as a part that calendars read", async () => {
    const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    await sent({ ...ComposedMailSchema.parse({ to: [{ email: "tom@example.com" }], subject: "Accepted: Lunch" }), calendar });
    expect((await mailbox.sent())[0]?.raw).toMatch(/^Content-Type: text\/calendar;[^\0]*?method=REPLY/m);
  });
});
