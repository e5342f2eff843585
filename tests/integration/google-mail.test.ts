/** Gmail both ways, into the mail room's own tables. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { openMailbox } from "@/lib/integrations/service";
import { changeMails, deliverMail, getThread, listMails, sendMail, undoMailChange } from "@/lib/mail/service";
import { listNotifications } from "@/lib/notifications/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../support/calendar-owner";
import { carry, connectGoogle, sync, useGoogle } from "../support/google/connect";
import { receive, relabel, removeForGood } from "../support/google/gmail-routes";
import { startGoogle, type GoogleServer } from "../support/google/google-server";
import { googleError } from "../support/google/wire";

jest.setTimeout(60_000);
let google: GoogleServer;
let actor: Actor;
let connection: Connection;

beforeEach(async () => {
  google = await startGoogle();
  useGoogle(google);
  clearCircuits();
  actor = await newCalendarOwner();
  connection = await connectGoogle(actor, google, "gmail");
});
afterEach(() => google.close());

const inFolder = async (folder: "inbox" | "archive" | "sent" | "trash"): Promise<string[]> =>
  (await listMails(actor, { folder, limit: 50 })).mails.map(({ subject }) => subject);
const idOf = async (subject: string): Promise<string> =>
  (await query<{ id: string }>("SELECT id FROM mails WHERE user_id = $1 AND subject = $2", [actor.userId, subject])).rows[0]?.id ?? "";
const change = { addLabels: [], removeLabels: [], wholeThreads: false };

test("mails are here with their text, threads, marks and labels; spam isn't; what came as HTML is text without anything that is fetched", async () => {
  google.gmail.labels.push({ id: "Label_1", name: "Work" });
  receive(google.gmail, {
    id: "m1",
    threadId: "t1",
    from: '"Lovelace, Ana" <Ana@Example.com>',
    subject: "Lunch?",
    text: "Shall we?\r\nAna",
    at: "2026-11-26T08:00:00Z",
  });
  receive(google.gmail, {
    id: "m2",
    threadId: "t1",
    from: "tom@example.com",
    subject: "Re: Lunch?",
    html: '<p>Yes, <b>gladly</b>.</p><img src="https://track.example/x.gif"><script>steal()</script>',
    labelIds: ["INBOX", "STARRED", "Label_1"],
  });
  receive(google.gmail, { id: "m3", from: "spam@example.com", subject: "Win", text: "Win", labelIds: ["SPAM"] });
  receive(google.gmail, { id: "m4", from: "list@example.com", subject: "Digest", text: "News", labelIds: [], headers: { "List-Id": "<x>" } });
  await sync(actor, connection);
  expect(await inFolder("inbox")).toEqual(["Re: Lunch?"]);
  expect(await inFolder("archive")).toEqual(["Digest"]);
  const { mails } = await getThread(actor, { mailId: await idOf("Lunch?") });
  expect(mails.map(({ body, from, read, flagged, labels }) => ({ body, from, read, flagged, labels }))).toEqual([
    { body: "Shall we?\nAna", from: { email: "ana@example.com", name: "Lovelace, Ana" }, read: false, flagged: false, labels: [] },
    { body: "Yes, gladly.", from: { email: "tom@example.com", name: null }, read: true, flagged: true, labels: ["Work"] },
  ]);
  expect(await idOf("Win")).toBe("");
  expect((await listNotifications(actor)).notifications).toEqual([]);
  expect((await listMails(actor, { query: "gladly", limit: 5 })).mails).toHaveLength(1);
});

test("later only what is new is asked for: new mails are told, marks follow, what is deleted goes; a history that is forgotten is made up for", async () => {
  receive(google.gmail, { id: "m1", from: "ana@example.com", subject: "First", text: "1" });
  receive(google.gmail, { id: "m2", from: "ana@example.com", subject: "Second", text: "2" });
  await sync(actor, connection);
  google.calls.length = 0;
  receive(google.gmail, { id: "m3", from: "tom@example.com", subject: "Third", text: "3" });
  relabel(google.gmail, "m1", [], ["UNREAD", "INBOX"]);
  removeForGood(google.gmail, "m2");
  await sync(actor, connection);
  expect(google.apiCalls()).toEqual(["GET /gmail/v1/users/me/history", "GET /gmail/v1/users/me/labels", "GET /gmail/v1/users/me/messages/m3"]);
  expect([await inFolder("inbox"), await inFolder("archive")]).toEqual([["Third"], ["First"]]);
  expect((await listNotifications(actor)).notifications.map(({ title }) => title)).toEqual(["tom@example.com wrote: Third"]);
  google.calls.length = 0;
  await sync(actor, connection);
  expect(google.apiCalls()).toEqual(["GET /gmail/v1/users/me/history"]);
  google.gmail.historyFrom = google.gmail.clock + 5;
  receive(google.gmail, { id: "m4", from: "tom@example.com", subject: "Fourth", text: "4" });
  await sync(actor, connection);
  expect((await inFolder("inbox")).sort()).toEqual(["Fourth", "Third"]);
});

test("archiving, reading, flagging, labelling and taking it back here happen there, and a sync in between undoes none of it", async () => {
  receive(google.gmail, { id: "m1", from: "ana@example.com", subject: "First", text: "1" });
  await sync(actor, connection);
  const mailIds = [await idOf("First")];
  const { undo } = await changeMails(actor, { ...change, mailIds, folder: "archive", read: true, flagged: true, addLabels: ["Later"] });
  relabel(google.gmail, "m1", ["IMPORTANT"], []);
  await sync(actor, connection);
  expect(await inFolder("archive")).toEqual(["First"]);
  await carry(actor);
  const label = google.gmail.labels.find(({ name }) => name === "Later")?.id ?? "";
  expect([...(google.gmail.messages.get("m1")?.labelIds ?? [])].sort()).toEqual(["IMPORTANT", label, "STARRED"].sort());
  await undoMailChange(actor, undo?.changeId ?? "", Date.now());
  await carry(actor);
  expect([...(google.gmail.messages.get("m1")?.labelIds ?? [])].sort()).toEqual(["IMPORTANT", "INBOX", "UNREAD"]);
  await sync(actor, connection);
  expect(await inFolder("inbox")).toEqual(["First"]);
});

const answer = async (to: string, subject = ""): Promise<string> => {
  const { mail } = await sendMail(
    actor,
    {
      to: [{ email: to }],
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

test("an answer goes out through Gmail, in its conversation, with the headers of a reply and no others; its copy doesn't become a second mail", async () => {
  receive(google.gmail, { id: "m1", threadId: "t1", from: "ana@example.com", subject: "Lunch?", text: "Shall we?" });
  await sync(actor, connection);
  const mailId = await answer("ana@example.com", "Re: Lunch?\r\nX-Evil: yes");
  expect(await deliverMail({ userId: actor.userId, mailId }, { now: "2026-11-26T09:01:00Z" })).toBe("sent");
  const [sent] = google.gmail.sent;
  expect(sent?.threadId).toBe("t1");
  expect(sent?.raw).toMatch(/^In-Reply-To: <m1@mail\.test>\r$/m);
  expect(sent?.raw).toMatch(/^From: .*<ada@gmail\.test>\r$/m);
  expect(sent?.raw).toMatch(/^Bcc: boss@example\.com\r$/m);
  expect(sent?.raw).not.toMatch(/^X-Evil/m);
  await sync(actor, connection);
  expect(await inFolder("sent")).toHaveLength(1);
});

test("a sending that was cut off is looked up before anything is sent again", async () => {
  receive(google.gmail, { id: "m1", threadId: "t1", from: "ana@example.com", subject: "Lunch?", text: "Shall we?" });
  await sync(actor, connection);
  const mailId = await answer("ana@example.com");
  await deliverMail({ userId: actor.userId, mailId }, { now: "2026-11-26T09:01:00Z" });
  await query("UPDATE mails SET state = 'sending', send_at = now() - interval '1 hour' WHERE id = $1", [mailId]);
  expect(await deliverMail({ userId: actor.userId, mailId }, { now: "2027-11-26T09:02:00Z" })).toBe("sent");
  expect(google.gmail.sent).toHaveLength(1);
});

test("a mail that Gmail can't take right now waits and isn't lost; one it refuses is kept as not sent with the reason", async () => {
  receive(google.gmail, { id: "m1", threadId: "t1", from: "ana@example.com", subject: "Lunch?", text: "Shall we?" });
  await sync(actor, connection);
  const mailId = await answer("ana@example.com");
  for (let n = 0; n < 3; n += 1) google.faults.push({ when: ({ path }) => path.endsWith("/send"), answer: googleError(503, "backendError") });
  await expect(deliverMail({ userId: actor.userId, mailId }, { now: "2026-11-26T09:01:00Z" })).rejects.toMatchObject({ code: "integrations/unreachable" });
  clearCircuits();
  google.faults.length = 0;
  google.faults.push({ when: ({ path }) => path.endsWith("/send"), answer: googleError(400, "invalidArgument") });
  expect(await deliverMail({ userId: actor.userId, mailId }, { now: "2026-11-26T09:01:00Z" })).toBe("not-sent");
});

test("what is older than the mirror is found at Gmail, and drafts are kept there", async () => {
  receive(google.gmail, { id: "old", from: "ana@example.com", subject: "Contract", text: "signed", labelIds: [] });
  const mailbox = await openMailbox(actor.userId, connection.id);
  const signal = AbortSignal.timeout(10_000);
  expect((await mailbox?.search("contract", 5, { signal }))?.map(({ subject }) => subject)).toEqual(["Contract"]);
  const draft = {
    userId: actor.userId,
    from: { email: "ada@gmail.test", name: "Ada" },
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
  const now = (await mailbox?.keepDraft({ ...draft, subject: "Changed" }, id, { signal })) ?? "";
  expect(now).not.toBe(id);
  expect([...google.gmail.drafts.values()].map(({ raw }) => /^Subject: .*$/m.exec(Buffer.from(raw, "base64url").toString())?.[0].trim())).toEqual([
    "Subject: Changed",
  ]);
  await mailbox?.dropDraft(now, { signal });
  expect(google.gmail.drafts.size).toBe(0);
});
