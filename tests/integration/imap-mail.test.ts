/** A mailbox with IMAP and SMTP, both ways, into the mail room's own tables: a real Dovecot, a real SMTP server. */
import { randomUUID } from "node:crypto";
import type { ImapFlow } from "imapflow";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { listConnections, startConnecting } from "@/lib/integrations/service";
import { ComposedMailSchema, ChangeMailsInputSchema } from "@/lib/mail/contracts";
import { changeMails, deleteMail, deliverMail, getThread, listMails, saveDraft, searchAccounts, sendMail, undoMailChange } from "@/lib/mail/service";
import { listNotifications } from "@/lib/notifications/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { codeOf, newCalendarOwner } from "../support/calendar-owner";
import { startDovecot, type Dovecot } from "../support/dovecot";
import { carry, sync } from "../support/google/connect";
import { connectImap, source, startSmtp } from "../support/mail-ports/imap";
import type { MailCatcher } from "../support/mail-catcher";
import { setting } from "../support/settings";

jest.setTimeout(120_000);
let dovecot: Dovecot;
let smtp: MailCatcher;
let actor: Actor;
let connection: Connection;
let other: ImapFlow;

beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.close());
beforeEach(async () => {
  clearCircuits();
  smtp = await startSmtp(dovecot.password);
  actor = await newCalendarOwner();
  connection = await connectImap(actor, dovecot, smtp);
  other = await dovecot.open(connection.account);
});
afterEach(async () => {
  await other.logout();
  await smtp.close();
});

const put = (name: string, more: { subject?: string; text?: string; headers?: Record<string, string> } = {}, box = "INBOX") =>
  other.append(box, source({ name, subject: name, ...more }, connection.account));
const subjects = async (folder: "inbox" | "archive" | "sent" | "trash" | "drafts"): Promise<string[]> =>
  (await listMails(actor, { folder, limit: 100 })).mails.map(({ subject }) => subject).sort();
const idOf = async (subject: string): Promise<string> =>
  (await query<{ id: string }>("SELECT id FROM mails WHERE user_id = $1 AND subject = $2", [actor.userId, subject])).rows[0]?.id ?? "";
const change = (input: Record<string, unknown>) => ChangeMailsInputSchema.parse(input);
const inBox = async (box: string): Promise<string[]> => {
  const { exists } = await other.mailboxOpen(box);
  return exists === 0 ? [] : (await other.fetchAll("1:*", { envelope: true })).map(({ envelope }) => envelope?.subject ?? "").sort();
};

test("mails are here with their folders, labels and conversations; spam isn't; a second sync asks nothing of what didn't change", async () => {
  await put("Lunch?", { text: "Shall we?" });
  await put("Re: Lunch?", { headers: { "In-Reply-To": "<Lunch?@mail.test>", References: "<Lunch?@mail.test>" } });
  await put("Win", {}, "Junk");
  await other.mailboxCreate("Projects/Apollo");
  await put("Launch", {}, "Projects/Apollo");
  await sync(actor, connection);
  expect(await subjects("archive")).toEqual(["Launch"]);
  expect((await getThread(actor, { mailId: await idOf("Lunch?") })).mails.map(({ subject }) => subject).sort()).toEqual(["Lunch?", "Re: Lunch?"]);
  expect((await listMails(actor, { label: "Projects/Apollo", limit: 5 })).mails.map(({ subject }) => subject)).toEqual(["Launch"]);
  expect(await idOf("Win")).toBe("");
  expect((await listNotifications(actor)).notifications).toEqual([]);
  await put("News");
  await sync(actor, connection);
  expect((await listNotifications(actor)).notifications.map(({ title }) => title)).toEqual(["Ana Lovelace wrote: News"]);
  const [{ state, status } = { state: "", status: "" }] = (await listConnections(actor)).connections;
  expect([state, status]).toEqual(["connected", expect.stringContaining("Connected")]);
});

test("archived, flagged and labelled here is so there; taken back at once it is back there, and stays the same mail", async () => {
  await put("First");
  await sync(actor, connection);
  const mailId = await idOf("First");
  const { undo } = await changeMails(actor, change({ mailIds: [mailId], folder: "archive", read: true, flagged: true, addLabels: ["Follow up"] }));
  await carry(actor);
  expect([await inBox("INBOX"), await inBox("Archive")]).toEqual([[], ["First"]]);
  const [message] = await other.fetchAll("1:*", { flags: true });
  expect([...(message?.flags ?? [])].filter((flag) => flag !== "\\Recent").sort()).toEqual(["Follow=20up", "\\Flagged", "\\Seen"]);
  await undoMailChange(actor, undo?.changeId ?? "", Date.now());
  await carry(actor);
  expect([await inBox("INBOX"), await inBox("Archive")]).toEqual([["First"], []]);
  await sync(actor, connection);
  expect([await idOf("First"), await subjects("inbox"), await subjects("archive")]).toEqual([mailId, ["First"], []]);
});

test("what another program moves stays the same mail here; what it deletes goes", async () => {
  await put("Moved");
  await put("Gone");
  await sync(actor, connection);
  const mailId = await idOf("Moved");
  await other.mailboxOpen("INBOX");
  await other.messageMove((await other.search({ subject: "Moved" }, { uid: true })) || [], "Archive", { uid: true });
  await other.messageDelete((await other.search({ subject: "Gone" }, { uid: true })) || [], { uid: true });
  await sync(actor, connection);
  expect([await subjects("inbox"), await subjects("archive"), await idOf("Moved")]).toEqual([[], ["Moved"], mailId]);
});

test("a mailbox that was made anew under its old name is read anew, and nothing is here twice", async () => {
  await other.mailboxCreate("Projects");
  await put("One", {}, "Projects");
  await sync(actor, connection);
  await other.mailboxDelete("Projects");
  await other.mailboxCreate("Projects");
  await put("One", {}, "Projects");
  await put("Two", {}, "Projects");
  await sync(actor, connection);
  expect(await subjects("archive")).toEqual(["One", "Two"]);
});

test("a draft is kept there, gone on with, and gone when it was sent; the copy of what was sent is one mail", async () => {
  const draft = await saveDraft(actor, { ...ComposedMailSchema.parse({ subject: "Plan", body: "First" }) });
  await carry(actor);
  expect(await inBox("Drafts")).toEqual(["Plan"]);
  await sync(actor, connection);
  expect(await subjects("drafts")).toEqual(["Plan"]);
  const letter = ComposedMailSchema.parse({ subject: "The plan", body: "Second", to: [{ email: "tom@example.com" }] });
  await saveDraft(actor, { ...letter, draftId: draft.id });
  await carry(actor);
  await sync(actor, connection);
  expect([await inBox("Drafts"), await subjects("drafts")]).toEqual([["The plan"], ["The plan"]]);
  const { mail } = await sendMail(actor, { ...letter, draftId: draft.id }, { now: "2026-11-26T09:00:00Z" });
  expect(await deliverMail({ userId: actor.userId, mailId: mail.id }, { now: "2026-11-26T09:01:00Z" })).toBe("sent");
  await carry(actor);
  await sync(actor, connection);
  expect([await inBox("Drafts"), await inBox("Sent"), await subjects("drafts"), await subjects("sent")]).toEqual([[], ["The plan"], [], ["The plan"]]);
  expect(smtp.mails.map(({ to, text }) => ({ to, text }))).toEqual([{ to: ["tom@example.com"], text: "Second" }]);
});

test("a draft made elsewhere is gone on with here, and deleted here it is gone there", async () => {
  await other.append("Drafts", source({ name: "Idea", subject: "Idea" }, "tom@example.com").replace("ana@example.com", connection.account), ["\\Draft"]);
  await sync(actor, connection);
  const draftId = await idOf("Idea");
  await saveDraft(actor, { ...ComposedMailSchema.parse({ subject: "Better idea", body: "x" }), draftId });
  await carry(actor);
  await sync(actor, connection);
  expect([await inBox("Drafts"), await subjects("drafts"), await idOf("Better idea")]).toEqual([["Better idea"], ["Better idea"], draftId]);
  await deleteMail(actor, { mailId: draftId });
  await carry(actor);
  expect(await inBox("Drafts")).toEqual([]);
});

test("an answer goes out from the account the mail came to, with its references", async () => {
  await put("Lunch?");
  await sync(actor, connection);
  const letter = ComposedMailSchema.parse({ to: [{ email: "ana@example.com" }], body: "Gladly", how: "reply", answersId: await idOf("Lunch?") });
  const { mail } = await sendMail(actor, letter, { now: "2026-11-26T09:00:00Z" });
  await deliverMail({ userId: actor.userId, mailId: mail.id }, { now: "2026-11-26T09:01:00Z" });
  expect(smtp.mails[0]?.headers).toMatchObject({ "in-reply-to": "<Lunch?@mail.test>", references: "<Lunch?@mail.test>", subject: "Re: Lunch?" });
});

test("a server that is away: nothing is lost and nothing goes out twice; one that breaks off in the middle: it isn't sent again, and that is said", async () => {
  const letter = ComposedMailSchema.parse({ subject: "Once", to: [{ email: "tom@example.com" }] });
  const { mail } = await sendMail(actor, letter, { now: "2026-11-26T09:00:00Z" });
  await smtp.close();
  expect(await codeOf(deliverMail({ userId: actor.userId, mailId: mail.id }, { now: "2026-11-26T09:01:00Z" }))).toBe("integrations/unreachable");
  await query("UPDATE mails SET state = 'sending' WHERE id = $1", [mail.id]);
  expect(await deliverMail({ userId: actor.userId, mailId: mail.id }, { now: "2026-11-26T09:02:00Z" })).toBe("not-sent");
  const { rows } = await query<{ note: string }>("SELECT note FROM mails WHERE id = $1", [mail.id]);
  expect(rows[0]?.note).toMatch(/look whether it arrived/);
});

test("older mails are found at their source and are here from then on", async () => {
  await put("The contract", { text: "signed in 2019" }, "Archive");
  await sync(actor, connection);
  await query("DELETE FROM mails WHERE user_id = $1", [actor.userId]);
  expect((await listMails(actor, { query: "contract", limit: 5 })).mails).toEqual([]);
  expect(await searchAccounts(actor, { query: "contract signed" })).toEqual({ found: 1, problems: [] });
  expect(await searchAccounts(actor, { query: "contract signed" })).toEqual({ found: 0, problems: [] });
  expect((await listMails(actor, { query: "contract", limit: 5 })).mails.map(({ subject }) => subject)).toEqual(["The contract"]);
  expect((await listNotifications(actor)).notifications).toEqual([]);
});

describe("mails as nobody should send them", () => {
  const raw = (lines: readonly (string | Buffer)[]): Buffer => Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from("\r\n")])));

  test("broken MIME, wrong charsets and 50 MB of attachment are read as far as they go, and no mail stops another", async () => {
    const head = (name: string): string[] => ["From: ana@example.com", `Subject: ${name}`, `Message-ID: <${name}@mail.test>`, "MIME-Version: 1.0"];
    await other.append(
      "INBOX",
      raw([...head("cut"), 'Content-Type: multipart/mixed; boundary="x"', "", "--x", "Content-Type: text/plain", "", "before the cut"]),
    );
    await other.append("INBOX", raw([...head("latin"), "Content-Type: text/plain; charset=utf-8", "", Buffer.from("Grüße", "latin1")]));
    await other.append("INBOX", raw([...head("unknown"), "Content-Type: text/plain; charset=klingon-1", "", "Qapla'"]));
    await other.append("INBOX", raw([...head("base64"), "Content-Type: text/plain", "Content-Transfer-Encoding: base64", "", "SGVsbG8=%%%not base64"]));
    const nested = Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}`);
    await other.append("INBOX", raw([...head("nested"), ...nested, "Content-Type: text/plain", "", "deep"]));
    const big = ["--x", "Content-Type: application/zip", "Content-Transfer-Encoding: base64", "", "A".repeat(68_000_000), "--x--"];
    await other.append(
      "INBOX",
      raw([...head("big"), 'Content-Type: multipart/mixed; boundary="x"', "", "--x", "Content-Type: text/plain", "", "see the file", ...big]),
    );
    await other.append("INBOX", Buffer.from("\u0001 no mail at all\r\n\r\n"));
    await put("fine", { text: "still here" });
    await sync(actor, connection);
    const bodies = await query<{ subject: string; body: string }>("SELECT subject, body FROM mails WHERE user_id = $1", [actor.userId]);
    const of = new Map(bodies.rows.map(({ subject, body }) => [subject, body]));
    expect(of.get("cut")).toBe("before the cut");
    expect(of.get("big")).toBe("see the file");
    expect(of.get("fine")).toBe("still here");
    expect(of.get("unknown")).toContain("Qapla'");
    expect(of.get("base64")).toContain("Hello");
    expect([...of.keys()]).toEqual(expect.arrayContaining(["latin", "nested"]));
    expect((await listConnections(actor)).connections[0]?.state).toBe("connected");
  });
});

describe("connecting", () => {
  const connect = (fields: Record<string, string>): Promise<unknown> => startConnecting(actor, { type: "imap", fields });
  const servers = (): Record<string, string> => ({
    email: `${randomUUID()}@mail.test`,
    password: dovecot.password,
    imapHost: "127.0.0.1",
    imapPort: String(dovecot.port),
    smtpHost: "127.0.0.1",
    smtpPort: String(smtp.port),
  });

  test("a wrong password is told, for each of the two servers, and nothing is stored", async () => {
    const before = (await listConnections(actor)).connections.length;
    expect(await codeOf(connect({ ...servers(), password: "wrong" }))).toBe("integrations/credentials-refused");
    await smtp.close();
    smtp = await startSmtp("another");
    await expect(connect({ ...servers(), smtpPort: String(smtp.port) })).rejects.toMatchObject({
      code: "integrations/credentials-refused",
      publicMessage: expect.stringContaining("SMTP") as unknown,
    });
    expect((await listConnections(actor)).connections).toHaveLength(before);
  });

  test("a private server that nobody allowed isn't connected to, however its address is written", async () => {
    setting({ PRIVATE_HOSTS_ALLOWED: undefined });
    for (const imapHost of ["127.0.0.1", "localhost", "::1", "[::1]", "169.254.169.254", "10.0.0.1", "::ffff:127.0.0.1"])
      expect(await codeOf(connect({ ...servers(), imapHost }))).toMatch(/^integrations\/(?:address-refused|unreachable)$/);
    expect(await codeOf(connect({ ...servers(), imapHost: "http://127.0.0.1/" }))).toBe("request/invalid");
    setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
    expect(await codeOf(connect({ ...servers(), smtpHost: "10.0.0.1" }))).toBe("integrations/address-refused");
  });

  test("what is no address, port or server is said before anything is asked", async () => {
    for (const fields of [{ email: "ada" }, { imapPort: "99999" }, { smtpPort: "x" }, { smtpHost: "a b" }])
      expect(await codeOf(connect({ ...servers(), ...fields }))).toBe("request/invalid");
    expect(await codeOf(connect({ email: "ada@hotmail.com", password: "x" }))).toBe("integrations/credentials-refused");
  });

  test("the password lies nowhere but sealed", async () => {
    const { rows } = await query<{ row: string }>("SELECT to_jsonb(u)::text AS row FROM user_integrations u WHERE id = $1", [connection.id]);
    expect(rows[0]?.row).not.toContain(dovecot.password);
  });
});
