/** What owners are told beside the page, read back from a real SMTP server: by their choices, once, not in quiet hours, and to be ended out of the mail. */
import { randomUUID } from "node:crypto";
import { GET as showUnsubscribe, POST as postUnsubscribe } from "@/app/api/notifications/unsubscribe/[token]/route";
import { startDelivery, type Delivery, type OutboxTopics } from "@/lib/background/outbox";
import { outboxTopics } from "@/lib/background/outbox-topics";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { sendMail } from "@/lib/mailer";
import { listMails } from "@/lib/mail/service";
import { usualSettings } from "@/lib/notifications/contracts";
import {
  handOverDue,
  listNotificationChoices,
  listNotifications,
  notify,
  putNotificationChoice,
  putNotificationSettings,
  readNotifications,
  sweepDigests,
} from "@/lib/notifications/service";
import { createOutboxMessages, outboxState } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { eventually } from "../support/eventually";
import { startMailCatcher, type CaughtMail, type MailCatcher } from "../support/mail-catcher";
import { setting } from "../support/settings";

jest.setTimeout(60_000);

let catcher: MailCatcher;
beforeAll(async () => {
  catcher = await startMailCatcher();
});
afterAll(() => catcher.close());

const withMail = (): void => {
  setting({ SMTP_URL: catcher.url, MAIL_FROM: "Perin <perin@perin.example>", PUBLIC_URL: "https://perin.example", RATE_LIMIT_SCALE: "1000" });
  clearCircuits();
};
const withoutMail = (): void => setting({ SMTP_URL: undefined, MAIL_FROM: undefined, PUBLIC_URL: undefined, RATE_LIMIT_SCALE: undefined });

const addressOf = ({ userId }: Actor): string => `${userId}@example.com`;
const newConfirmedOwner = async (locale = "en-GB"): Promise<Actor> => {
  const owner = await newCalendarOwner();
  await query('UPDATE "user" SET email_verified = true WHERE id = $1', [owner.userId]);
  await query("UPDATE profiles SET locale = $2 WHERE user_id = $1", [owner.userId, locale]);
  return owner;
};
const mailsTo = (owner: Actor): CaughtMail[] => catcher.mails.filter(({ to }) => to.includes(addressOf(owner)));
const mailed = (owner: Actor, count: number): Promise<CaughtMail[]> => eventually(() => (mailsTo(owner).length >= count ? mailsTo(owner) : undefined));
const quietly = (): Promise<true> => eventually(async () => ((await outboxState()).waiting === 0 ? true : undefined));
const booking = { kind: "link-booking" as const, title: "Vera booked Intro call", body: "Tuesday 24 Nov, 15:00", href: "/links?link=1" };
/** Where a mail says that such mails are ended, and what a mail program posts there (RFC 8058). */
const addressIn = (mail: CaughtMail | undefined): string => /<([^>]+)>/.exec(mail?.headers["list-unsubscribe"] ?? "")?.[1] ?? "";
const oneClick = (address: string): Request =>
  new Request(address, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" });
const states = async (owner: Actor): Promise<string[]> =>
  (await query<{ state: string }>("SELECT state FROM notification_deliveries WHERE user_id = $1 ORDER BY id", [owner.userId])).rows.map(({ state }) => state);

describe.each(databases())("mails to owners on %s", (kind) => {
  useTestDatabase(kind);
  let delivery: Delivery;
  beforeEach(() => {
    withMail();
    delivery = startDelivery(outboxTopics);
  });
  afterEach(async () => {
    await delivery.stop();
    withoutMail();
  });

  test("a notice comes as text and HTML, says that a program wrote it, and how to end such mails", async () => {
    const owner = await newConfirmedOwner();
    await notify(owner.userId, booking);
    const [mail] = await mailed(owner, 1);
    expect(mail?.subject).toBe("Vera booked Intro call");
    expect(mail?.text).toContain("https://perin.example/links?link=1");
    expect(mail?.raw).toMatch(/content-type: text\/html/i);
    expect(mail?.headers["auto-submitted"]).toBe("auto-generated");
    expect(mail?.headers["list-unsubscribe"]).toMatch(/^<https:\/\/perin\.example\/api\/notifications\/unsubscribe\/[\w.-]+>$/);
    expect(mail?.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    expect(mail?.from).toBe("perin@perin.example");
  });

  test("an owner who reads Hebrew gets it from right to left", async () => {
    const owner = await newConfirmedOwner("he-IL");
    await notify(owner.userId, booking);
    const [mail] = await mailed(owner, 1);
    const html = /content-transfer-encoding: (\S+)\r\n\r\n([\s\S]*?)\r\n--/gi;
    const parts = [...(mail?.raw ?? "").matchAll(html)].map(([, encoding = "", body = ""]) =>
      encoding.toLowerCase() === "base64" ? Buffer.from(body, "base64").toString("utf8") : body.replace(/=\r\n/g, "").replaceAll("=3D", "="),
    );
    expect(parts.join("\n")).toContain('dir="rtl"');
  });

  test("kinds and channels that aren't wanted stay silent, each by itself", async () => {
    const owner = await newConfirmedOwner();
    await putNotificationChoice(owner, { kind: "link-booking", channel: "email", wanted: false });
    await putNotificationChoice(owner, { kind: "link-request", channel: "in-app", wanted: false });
    await notify(owner.userId, booking);
    await notify(owner.userId, { ...booking, kind: "link-request", title: "Only by mail" });
    await mailed(owner, 1);
    await quietly();
    expect(mailsTo(owner).map(({ subject }) => subject)).toEqual(["Only by mail"]);
    const { notifications, unread } = await listNotifications(owner);
    expect(notifications.map(({ title }) => title)).toEqual([booking.title]);
    expect(unread).toBe(1);
  });

  test("nothing goes to an address that nobody has confirmed", async () => {
    const owner = await newCalendarOwner();
    await notify(owner.userId, booking);
    await quietly();
    expect(mailsTo(owner)).toEqual([]);
  });

  test("what a failed transaction would have told is mailed to nobody; what is told twice under one key is told once", async () => {
    const owner = await newConfirmedOwner();
    await expect(
      transaction(async () => {
        await notify(owner.userId, booking);
        throw new TypeError("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    const answers = await Promise.all(Array.from({ length: 8 }, () => notify(owner.userId, { ...booking, once: "the-booking" })));
    expect(answers.filter(Boolean)).toHaveLength(1);
    await mailed(owner, 1);
    await quietly();
    expect(mailsTo(owner)).toHaveLength(1);
  });

  test("eight deliverers that get the same message at once send one mail; a naive one sends eight", async () => {
    const owner = await newConfirmedOwner();
    await notify(owner.userId, booking);
    await mailed(owner, 1);
    const [row] = (await query<{ id: string }>("SELECT id FROM notification_deliveries WHERE user_id = $1", [owner.userId])).rows;
    await query("UPDATE notification_deliveries SET state = 'waiting' WHERE id = $1", [row?.id]);
    await Promise.all(
      Array.from({ length: 8 }, () => createOutboxMessages(owner.userId, [{ id: randomUUID(), topic: "notice.deliver", payload: { deliveryId: row?.id } }])),
    );
    await quietly();
    expect(mailsTo(owner)).toHaveLength(2);

    // The known-bad twin: it sends whatever it is handed.
    await delivery.stop();
    const naive: OutboxTopics = { "notice.deliver": async () => void (await sendMail({ to: addressOf(owner), subject: "naive", text: "naive" })) };
    delivery = startDelivery(naive);
    await Promise.all(
      Array.from({ length: 8 }, () => createOutboxMessages(owner.userId, [{ id: randomUUID(), topic: "notice.deliver", payload: { deliveryId: row?.id } }])),
    );
    await quietly();
    expect(mailsTo(owner).filter(({ subject }) => subject === "naive")).toHaveLength(8);
  });

  test("a delivery that was cut off in the middle isn't sent a second time", async () => {
    const owner = await newConfirmedOwner();
    await delivery.stop();
    await notify(owner.userId, booking);
    // As a process leaves it that dies after the mail server took the mail.
    await query("UPDATE notification_deliveries SET state = 'sending', claimed_at = now() - interval '10 minutes' WHERE user_id = $1", [owner.userId]);
    delivery = startDelivery(outboxTopics);
    await quietly();
    expect(await states(owner)).toEqual(["unknown"]);
    expect(mailsTo(owner)).toEqual([]);
  });

  test("a mail server that is away gets it when it is back, once", async () => {
    const owner = await newConfirmedOwner();
    setting({ SMTP_URL: "smtp://127.0.0.1:1" });
    clearCircuits();
    await notify(owner.userId, booking);
    await eventually(async () =>
      (await query<{ attempts: number }>("SELECT attempts FROM outbox WHERE user_id = $1", [owner.userId])).rows.some(({ attempts }) => attempts > 0)
        ? true
        : undefined,
    );
    withMail();
    await mailed(owner, 1);
    await quietly();
    expect(mailsTo(owner)).toHaveLength(1);
    expect(await states(owner)).toEqual(["sent"]);
  });

  test("quiet hours hold mails back until they end; urgent kinds come through; changed hours count for what waits", async () => {
    const owner = await newConfirmedOwner();
    const night = "2026-06-15T21:30:00Z"; // 23:30 in Berlin
    await putNotificationChoice(owner, { kind: "reminder", channel: "email", wanted: true });
    const quiet = { ...usualSettings, quiet: { from: "22:00", until: "07:00" }, urgent: ["reminder" as const] };
    await putNotificationSettings(owner, quiet, { now: night });
    await notify(owner.userId, booking, { now: night });
    await notify(owner.userId, { kind: "reminder", title: "Now" }, { now: night });
    expect((await mailed(owner, 1)).map(({ subject }) => subject)).toEqual(["Now"]);
    expect((await listNotifications(owner)).notifications).toHaveLength(2);
    await handOverDue({ now: "2026-06-16T04:59:59Z" });
    await quietly();
    expect(mailsTo(owner)).toHaveLength(1);
    await handOverDue({ now: "2026-06-16T05:00:00Z" });
    await handOverDue({ now: "2026-06-16T05:00:00Z" });
    expect((await mailed(owner, 2)).map(({ subject }) => subject)).toEqual(["Now", booking.title]);

    await notify(owner.userId, { ...booking, title: "Freed" }, { now: night });
    await putNotificationSettings(owner, { ...quiet, quiet: null }, { now: night });
    await handOverDue({ now: night });
    expect((await mailed(owner, 3)).at(-1)?.subject).toBe("Freed");
  });

  test("the digest is one mail a day with what wasn't read and wasn't mailed, and none when nothing is left", async () => {
    const owner = await newConfirmedOwner();
    const evening = Temporal.Now.instant().add({ hours: 1 });
    const digestTime = evening.toZonedDateTimeISO("Europe/Berlin").toPlainTime().toString({ smallestUnit: "minute" });
    await putNotificationSettings(owner, { ...usualSettings, digestTime });
    await notify(owner.userId, { kind: "reminder", title: "Already read" });
    await readNotifications(owner, {});
    await notify(owner.userId, { kind: "reminder", title: "Water the plants" });
    await notify(owner.userId, { kind: "reminder", title: "Call Tom", body: "Due now" });
    await notify(owner.userId, booking);
    await mailed(owner, 1);
    // It has arrived; that it has is written down a moment later.
    await quietly();
    expect(await sweepDigests({ now: Temporal.Now.instant().toString() })).toBe(0);
    const due = evening.add({ minutes: 1 }).toString();
    const ordered = await Promise.all([sweepDigests({ now: due }), sweepDigests({ now: due })]);
    expect(ordered.reduce((sum, each) => sum + each, 0)).toBe(1);
    const digest = (await mailed(owner, 2)).at(-1);
    expect(digest?.subject).toBe("2 things you haven’t read");
    expect(digest?.text).toContain("* Water the plants");
    expect(digest?.text).toContain("* Call Tom\n  Due now");
    expect(digest?.text).not.toMatch(/Already read|Vera booked/);
    expect(await sweepDigests({ now: evening.add({ minutes: 2 }).toString() })).toBe(0);
    await readNotifications(owner, {});
    expect(await sweepDigests({ now: evening.add({ hours: 25 }).toString() })).toBe(1);
    await quietly();
    expect(mailsTo(owner)).toHaveLength(2);
  });

  test("the digest ends out of the digest's own mail, and nothing else does", async () => {
    const owner = await newConfirmedOwner();
    const digests = async (): Promise<number> => (await query("SELECT 1 FROM notification_digests WHERE user_id = $1", [owner.userId])).rowCount;
    const evening = Temporal.Now.instant().add({ hours: 1 });
    const digestTime = evening.toZonedDateTimeISO("Europe/Berlin").toPlainTime().toString({ smallestUnit: "minute" });
    await putNotificationSettings(owner, { ...usualSettings, digestTime });
    await notify(owner.userId, { kind: "reminder", title: "Water the plants" });
    await sweepDigests({ now: evening.add({ minutes: 1 }).toString() });
    const [digest] = await mailed(owner, 1);
    const address = addressIn(digest);
    expect((await showUnsubscribe(new Request(address))).status).toBe(302);
    // It comes between the two digests, on the clock that this test plays.
    await notify(owner.userId, { kind: "reminder", title: "Call Tom" });
    await query("UPDATE notifications SET created_at = $2 WHERE user_id = $1 AND title = 'Call Tom'", [owner.userId, evening.add({ hours: 2 }).toString()]);
    // Only looked at, it comes the next day as well.
    await sweepDigests({ now: evening.add({ hours: 25 }).toString() });
    await mailed(owner, 2);
    expect((await postUnsubscribe(oneClick(address))).status).toBe(200);
    await notify(owner.userId, { kind: "reminder", title: "Call Ann" });
    await sweepDigests({ now: evening.add({ hours: 50 }).toString() });
    expect(await digests()).toBe(2);
    await notify(owner.userId, booking);
    await mailed(owner, 3);
    expect(mailsTo(owner).at(-1)?.subject).toBe("Vera booked Intro call");
  });

  test("opening the address of a mail changes nothing, posting to it as mail programs do ends that kind, and a forged one is refused", async () => {
    const owner = await newConfirmedOwner();
    await notify(owner.userId, booking);
    const [mail] = await mailed(owner, 1);
    const address = addressIn(mail);
    const wanted = async () =>
      (await listNotificationChoices(owner)).choices.find(({ kind: each, channel }) => each === "link-booking" && channel === "email")?.wanted;
    const shown = await showUnsubscribe(new Request(address));
    expect([shown.status, shown.headers.get("location")]).toEqual([302, new URL(address).pathname.replace("/api/notifications", "")]);
    expect(await wanted()).toBe(true);
    expect((await postUnsubscribe(oneClick(address))).status).toBe(200);
    expect((await postUnsubscribe(oneClick(address))).status).toBe(200);
    expect(await wanted()).toBe(false);
    // From now on such mails don't come; others do.
    await notify(owner.userId, { ...booking, title: "Vera moved Intro call" });
    await notify(owner.userId, { kind: "link-request", title: "Tom asks for Friday" });
    expect((await mailed(owner, 2)).map(({ subject }) => subject)).toEqual(["Vera booked Intro call", "Tom asks for Friday"]);
    await quietly();
    expect(mailsTo(owner)).toHaveLength(2);
    const forged = address.replace(/.$/, (sign) => (sign === "A" ? "B" : "A"));
    expect((await postUnsubscribe(new Request(forged.replace(/\.[^.]+$/, ".AAAAAAAAAAAAAAAAAAAAAA"), { method: "POST" }))).status).toBe(404);
  });

  test("a server without mail keeps what it would have sent in the owner's Outbox, says so, and tells nothing of it", async () => {
    withoutMail();
    const owner = await newCalendarOwner();
    await notify(owner.userId, booking);
    await quietly();
    expect(await states(owner)).toEqual(["kept"]);
    const { mails } = await listMails(owner, { folder: "outbox", limit: 10 });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ subject: booking.title });
    expect((await query<{ note: string }>("SELECT note FROM mails WHERE user_id = $1", [owner.userId])).rows[0]?.note).toMatch(/this server can't send mail/);
    expect((await listNotifications(owner)).notifications).toHaveLength(1);
  });
});
