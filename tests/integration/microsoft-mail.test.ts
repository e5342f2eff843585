/** Outlook's mail both ways, into the mail room's own tables. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection, OutgoingMail } from "@/lib/integrations/contracts";
import { openMailbox } from "@/lib/integrations/service";
import { changeMails, deliverMail, getThread, listMails, sendMail, undoMailChange } from "@/lib/mail/service";
import { listNotifications } from "@/lib/notifications/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../support/calendar-owner";
import { carry, sync } from "../support/google/connect";
import { connectMicrosoft, useMicrosoft } from "../support/microsoft/connect";
import { change as changeThere, ownFolder, receive, removeForGood, type FakeMessage } from "../support/microsoft/mail-routes";
import { startMicrosoft, type MicrosoftServer } from "../support/microsoft/microsoft-server";
import { graphError } from "../support/microsoft/wire";

jest.setTimeout(60_000);
let microsoft: MicrosoftServer;
let actor: Actor;
let connection: Connection;

beforeEach(async () => {
  microsoft = await startMicrosoft();
  useMicrosoft(microsoft);
  clearCircuits();
  actor = await newCalendarOwner();
  connection = await connectMicrosoft(actor, microsoft, "microsoft-mail");
});
afterEach(() => microsoft.close());

const inFolder = async (folder: "inbox" | "archive" | "sent" | "trash"): Promise<string[]> =>
  (await listMails(actor, { folder, limit: 50 })).mails.map(({ subject }) => subject);
const idOf = async (subject: string): Promise<string> =>
  (await query<{ id: string }>("SELECT id FROM mails WHERE user_id = $1 AND subject = $2", [actor.userId, subject])).rows[0]?.id ?? "";
const there = (id: string): FakeMessage | undefined => microsoft.mail.messages.get(id);
const change = { addLabels: [], removeLabels: [], wholeThreads: false };

test("mails are here with their text, threads, marks and labels; junk isn't, nor what is older than a mailbox needs to be of use", async () => {
  receive(microsoft.mail, {
    id: "m1",
    conversationId: "t1",
    from: '"Lovelace, Ana" <Ana@Example.com>',
    subject: "Lunch?",
    text: "Shall we?\r\nAna",
    at: new Date(Date.now() - 7_200_000).toISOString(),
  });
  receive(microsoft.mail, {
    id: "m2",
    conversationId: "t1",
    from: "tom@example.com",
    subject: "Re: Lunch?",
    html: '<p>Yes, <b>gladly</b>.</p><img src="https://track.example/x.gif"><script>steal()</script>',
    isRead: true,
    flagged: true,
    categories: ["Work"],
  });
  receive(microsoft.mail, { id: "m3", from: "junk@example.com", subject: "Win", folder: "junkemail" });
  receive(microsoft.mail, { id: "m4", from: "list@example.com", subject: "Digest", folder: "archive", headers: { "List-Id": "<x>" } });
  receive(microsoft.mail, { id: "m5", from: "old@example.com", subject: "Ages ago", at: "2020-01-01T09:00:00Z" });
  await sync(actor, connection);
  expect((await inFolder("inbox")).sort()).toEqual(["Re: Lunch?"]);
  expect(await inFolder("archive")).toEqual(["Digest"]);
  const { mails } = await getThread(actor, { mailId: await idOf("Lunch?") });
  expect(mails.map(({ body, from, read, flagged, labels }) => ({ body, from, read, flagged, labels }))).toEqual([
    { body: "Shall we?\nAna", from: { email: "ana@example.com", name: "Lovelace, Ana" }, read: false, flagged: false, labels: [] },
    { body: "Yes, gladly.", from: { email: "tom@example.com", name: null }, read: true, flagged: true, labels: ["Work"] },
  ]);
  expect([await idOf("Win"), await idOf("Ages ago")]).toEqual(["", ""]);
  expect((await listNotifications(actor)).notifications).toEqual([]);
});

test("later only what is new is asked for: new mails are told, marks follow, what is filed elsewhere is archived, what is deleted goes", async () => {
  for (const [id, subject] of [
    ["m1", "First"],
    ["m2", "Second"],
    ["m3", "Third"],
  ] as const)
    receive(microsoft.mail, { id, from: "ana@example.com", subject, text: subject });
  await sync(actor, connection);
  microsoft.calls.length = 0;
  await sync(actor, connection);
  expect(microsoft.graphCalls()).toHaveLength(5);
  receive(microsoft.mail, { id: "m4", from: "tom@example.com", subject: "Fourth", text: "4" });
  changeThere(microsoft.mail, "m1", { isRead: true, flagStatus: "flagged" });
  changeThere(microsoft.mail, "m2", { folder: ownFolder });
  removeForGood(microsoft.mail, "m3");
  await sync(actor, connection);
  expect((await inFolder("inbox")).sort()).toEqual(["First", "Fourth"]);
  expect(await inFolder("archive")).toEqual(["Second"]);
  expect(await idOf("Third")).toBe("");
  expect((await query("SELECT read, flagged FROM mails WHERE id = $1", [await idOf("First")])).rows).toEqual([{ read: true, flagged: true }]);
  expect((await listNotifications(actor)).notifications.map(({ title }) => title)).toEqual(["tom@example.com wrote: Fourth"]);
  microsoft.mail.expiredBefore = microsoft.mail.clock + 5;
  receive(microsoft.mail, { id: "m5", from: "tom@example.com", subject: "Fifth", text: "5" });
  await sync(actor, connection);
  expect((await inFolder("inbox")).sort()).toEqual(["Fifth", "First", "Fourth"]);
});

test("archiving, reading, flagging, labelling and taking it back here happen there, and a sync in between undoes none of it", async () => {
  receive(microsoft.mail, { id: "m1", from: "ana@example.com", subject: "First", text: "1" });
  await sync(actor, connection);
  const mailIds = [await idOf("First")];
  const { undo } = await changeMails(actor, { ...change, mailIds, folder: "archive", read: true, flagged: true, addLabels: ["Later"] });
  await sync(actor, connection);
  expect(await inFolder("archive")).toEqual(["First"]);
  await carry(actor);
  expect(there("m1")).toMatchObject({ folder: "archive", isRead: true, flagStatus: "flagged", categories: ["Later"] });
  await undoMailChange(actor, undo?.changeId ?? "", Date.now());
  await carry(actor);
  expect(there("m1")).toMatchObject({ folder: "inbox", isRead: false, flagStatus: "notFlagged", categories: [] });
  await sync(actor, connection);
  expect(await inFolder("inbox")).toEqual(["First"]);
});

const answer = async (subject = ""): Promise<string> => {
  const { mail } = await sendMail(
    actor,
    {
      to: [{ email: "ana@example.com" }],
      cc: [],
      bcc: [{ email: "boss@example.com" }],
      subject,
      body: "Gladly,\nAda",
      how: "reply",
      answersId: await idOf("Lunch?"),
    } as never,
    { now: "2026-11-26T09:00:00Z" },
  );
  return mail.id;
};
const sentBefore = async (): Promise<string> => {
  receive(microsoft.mail, { id: "m1", conversationId: "t1", from: "ana@example.com", subject: "Lunch?", text: "Shall we?" });
  await sync(actor, connection);
  return answer("Re: Lunch?\r\nX-Evil: yes");
};
const deliver = (mailId: string, now = "2026-11-26T09:01:00Z") => deliverMail({ userId: actor.userId, mailId }, { now });

test("an answer goes out through Outlook with the headers of a reply and no others; its copy doesn't become a second mail", async () => {
  const mailId = await sentBefore();
  expect(await deliver(mailId)).toBe("sent");
  const [raw = ""] = microsoft.mail.sent;
  expect(raw).toMatch(/^In-Reply-To: <m1@mail\.test>\r$/m);
  expect(raw).toMatch(/^From: .*<ada@outlook\.test>\r$/m);
  expect(raw).toMatch(/^Bcc: boss@example\.com\r$/m);
  expect(raw).not.toMatch(/^X-Evil/m);
  await sync(actor, connection);
  expect(await inFolder("sent")).toHaveLength(1);
});

test.each([
  ["the answer to the draft", "POST /messages"],
  ["the answer to the sending", "/send"],
])("%s is lost: the mail goes out once all the same", async (_name, which) => {
  const mailId = await sentBefore();
  microsoft.faults.push({ when: ({ method, path }) => `${method} ${path.replace("/v1.0/me", "")}`.endsWith(which), answer: "reset", after: true });
  await expect(deliver(mailId)).rejects.toMatchObject({ code: "integrations/unreachable" });
  clearCircuits();
  expect(await deliver(mailId)).toBe("sent");
  expect(microsoft.mail.sent).toHaveLength(1);
  expect([...microsoft.mail.messages.values()].filter(({ isDraft }) => isDraft)).toEqual([]);
});

test("a mail that Outlook can't take right now waits and isn't lost; one it refuses is kept as not sent with the reason", async () => {
  const mailId = await sentBefore();
  for (let n = 0; n < 3; n += 1)
    microsoft.faults.push({ when: ({ path }) => path.endsWith("/send"), answer: graphError(503, "ServiceUnavailable", { "retry-after": "0" }) });
  await expect(deliver(mailId)).rejects.toMatchObject({ code: "integrations/unreachable" });
  clearCircuits();
  microsoft.faults.length = 0;
  microsoft.faults.push({ when: ({ path }) => path.endsWith("/send"), answer: graphError(403, "ErrorAccountSuspend") });
  expect(await deliver(mailId)).toBe("not-sent");
  expect(microsoft.mail.sent).toEqual([]);
});

test("what is older than the mirror is found at Outlook, and drafts are kept there, once, and never thrown away when they were sent", async () => {
  receive(microsoft.mail, { id: "old", from: "ana@example.com", subject: "Contract", text: "signed", folder: "archive", at: "2020-01-01T09:00:00Z" });
  const mailbox = await openMailbox(actor.userId, connection.id);
  const signal = AbortSignal.timeout(10_000);
  expect((await mailbox?.search('contract" OR from:"x', 5, { signal }))?.map(({ subject }) => subject)).toEqual([]);
  expect((await mailbox?.search("contract", 5, { signal }))?.map(({ subject }) => subject)).toEqual(["Contract"]);
  const draft: OutgoingMail = {
    userId: actor.userId,
    from: { email: "ada@outlook.test", name: "Ada" },
    recipients: [],
    subject: "Draft",
    body: "…",
    preview: "",
    messageId: "d@x",
    inReplyTo: null,
    references: [],
    sentAt: "2026-11-26T09:00:00Z",
    searchText: "",
    fromText: "",
    resumed: false,
    sourceThreadId: null,
  };
  const id = (await mailbox?.keepDraft(draft, null, { signal })) ?? "";
  expect(await mailbox?.keepDraft(draft, null, { signal })).toBe(id);
  expect(await mailbox?.keepDraft({ ...draft, subject: "Changed" }, id, { signal })).toBe(id);
  expect(there(id)).toMatchObject({ subject: "Changed", isDraft: true });
  await mailbox?.deliver({ ...draft, recipients: [{ kind: "to", email: "ana@example.com", name: null }] });
  await mailbox?.dropDraft(id, { signal });
  expect(there(id)).toMatchObject({ folder: "sentitems", isDraft: false });
  const other = (await mailbox?.keepDraft({ ...draft, messageId: "e@x" }, null, { signal })) ?? "";
  await mailbox?.dropDraft(other, { signal });
  expect(there(other)).toBeUndefined();
});
