/** What a visitor's mailbox gets, read back from a real SMTP server: the words, the headers, the invitation, and nothing that a name smuggled in (R39). */
import ICAL from "ical.js";
import { createTransport } from "nodemailer";
import { startDelivery, type Delivery } from "@/lib/background/outbox";
import { outboxTopics } from "@/lib/background/outbox-topics";
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { putNotificationChoice } from "@/lib/notifications/service";
import { outboxState } from "@/lib/queries/outbox";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../support/calendar-owner";
import { useTestDatabase } from "../support/database";
import { eventually } from "../support/eventually";
import { startMailCatcher, type CaughtMail, type MailCatcher } from "../support/mail-catcher";
import { arrive } from "../support/mailboxes";
import { postManage } from "../support/manage";
import { callAs, newLink, newVisitor, nextMonth, Visitor } from "../support/visitors";

let catcher: MailCatcher;
let delivery: Delivery;

useTestDatabase();

const mailsTo = async (email: string, count: number): Promise<CaughtMail[]> =>
  eventually(() => {
    const found = catcher.mails.filter(({ to }) => to.includes(email));
    return found.length < count ? undefined : found;
  });

/** The part of a mail that calendars read. */
const invitationIn = ({ raw }: CaughtMail): { method: string; event: ICAL.Event; text: string } => {
  const part = /content-type: text\/calendar[^\r\n]*(?:\r\n[ \t][^\r\n]*)*[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/i.exec(raw);
  const encoded = /content-transfer-encoding: base64/i.test(part?.[0] ?? "");
  const body = part?.[1] ?? "";
  const text = encoded
    ? Buffer.from(body, "base64").toString("utf8")
    : body.replace(/=\r\n/g, "").replace(/=([\dA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return { method: String(calendar.getFirstPropertyValue("method")), event: new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined), text };
};

describe("a visitor's mailbox", () => {
  beforeAll(async () => {
    catcher = await startMailCatcher();
    Object.assign(process.env, {
      RATE_LIMIT_SCALE: "1000",
      SMTP_URL: catcher.url,
      MAIL_FROM: "Perin <perin@perin.example>",
      PUBLIC_URL: "https://perin.example",
    });
    rereadConfig();
    clearCircuits();
    delivery = startDelivery(outboxTopics);
  });
  afterAll(async () => {
    await delivery.stop();
    await catcher.close();
    for (const name of ["RATE_LIMIT_SCALE", "SMTP_URL", "MAIL_FROM", "PUBLIC_URL"]) delete process.env[name];
    rereadConfig();
  });

  test("booked, moved, cancelled: three mails about one event, each newer than the one before", async () => {
    const owner = await newCalendarOwner();
    const { token } = await newLink(owner, { purpose: "Intro call", meeting: { type: "video", address: "https://meet.example.org/{id}" } });
    const visitor = await newVisitor(token, "America/New_York");
    const slots = await visitor.slots(nextMonth());
    const email = "three@acme.com";
    const { body } = await visitor.book(slots[0]?.start ?? "", { email });
    const { key } = body.booking as { key: string };
    await mailsTo(email, 1);
    await postManage(key, "move", { start: slots[3]?.start });
    await mailsTo(email, 2);
    await postManage(key, "cancel", {});
    const [booked, moved, cancelled] = await mailsTo(email, 3);
    const invitations = [booked, moved, cancelled].map((mail) => invitationIn(mail as CaughtMail));
    expect(invitations.map(({ method }) => method)).toEqual(["REQUEST", "REQUEST", "CANCEL"]);
    expect(new Set(invitations.map(({ event }) => event.uid)).size).toBe(1);
    expect(invitations.map(({ event }) => event.sequence)).toEqual([0, 1, 2]);
    expect(invitations.map(({ event }) => event.startDate.toJSDate().getTime())).toEqual(
      [slots[0], slots[3], slots[3]].map((slot) => Date.parse(slot?.start ?? "")),
    );
    const [first] = invitations;
    expect(first?.event.location).toMatch(/^https:\/\/meet\.example\.org\/[a-z0-9]{16}$/);
    expect(first?.event.attendees.map((attendee) => attendee.getFirstValue())).toEqual([`mailto:${email}`]);
    expect(first?.event.organizer).toBe("mailto:perin@perin.example");
    expect(booked?.subject).toMatch(/^Booked: Intro call with Ada Owner, /);
    expect(booked?.text).toContain("New York time");
    expect(booked?.text).toContain(`https://perin.example/talk/manage/${key}`);
    expect(booked?.headers["auto-submitted"]).toBe("auto-generated");
    expect(booked?.raw).not.toContain(`${owner.userId}@example.com`);
  });

  const nasty = "Vera\r\nBcc: name@evil.example\r\n\r\nBody";
  /** What of a mail came from somebody who wanted more than words: headers, and mailboxes that nobody meant. */
  const smuggled = (mails: readonly CaughtMail[], meant: string): string[] =>
    mails.flatMap(({ headers, to }) => [...Object.keys(headers).filter((name) => name === "bcc"), ...to.filter((address) => address !== meant)]);

  test("R39: line breaks, further addresses and headers in what a visitor writes become words of one mail to one address", async () => {
    const owner = await newCalendarOwner();
    const { token } = await newLink(owner, { purpose: "Intro\r\nBcc: purpose@evil.example" });
    const visitor = await newVisitor(token);
    const [slot, other] = await visitor.slots(nextMonth());
    const before = catcher.mails.length;
    expect((await visitor.book(slot?.start ?? "", { name: nasty, email: "header@acme.com" })).status).toBe(200);
    for (const email of ["a@acme.com, b@evil.example", "a@acme.com\r\nBcc: c@evil.example", "<a@acme.com>b@evil.example"])
      expect((await visitor.book(other?.start ?? "", { email })).status).toBe(400);
    const [mail] = await mailsTo("header@acme.com", 1);
    expect(smuggled(catcher.mails.slice(before), "header@acme.com")).toEqual([]);
    expect(catcher.mails.slice(before)).toHaveLength(1);
    expect(invitationIn(mail as CaughtMail).text).not.toMatch(/^bcc/im);
  });

  /** A mail as a program writes it that puts its text together by hand. */
  const sendNaively = (to: string, headers: readonly string[]): Promise<unknown> => {
    const raw = [`From: perin@perin.example`, `To: ${to}`, ...headers, "", "Hello"].join("\r\n");
    return createTransport(catcher.url).sendMail({ envelope: { from: "perin@perin.example", to: to.split(",") }, raw });
  };

  test("R39: the naive twin, which writes names and addresses into the mail as they are, sends what they say", async () => {
    const before = catcher.mails.length;
    await sendNaively("twin@acme.com, b@evil.example", [`Subject: Booked: ${nasty}`]);
    expect(smuggled(catcher.mails.slice(before), "twin@acme.com")).toEqual(["bcc", "b@evil.example"]);
  });

  /** Whether a program that answers for somebody away would answer this (RFC 3834, section 2). */
  const isAnsweredByItself = ({ headers, from }: CaughtMail): boolean =>
    from !== "" && !/^auto-(?!no)/i.test(headers["auto-submitted"] ?? "no") && !/bulk|list|junk/i.test(headers["precedence"] ?? "");

  test("R39: no out-of-office reply answers what Perin sends, Perin answers none, and the twin without the header starts the loop", async () => {
    const owner = await newCalendarOwner();
    await query('UPDATE "user" SET email_verified = true WHERE id = $1', [owner.userId]);
    const { token } = await newLink(owner, { verifyEmail: true });
    const visitor = await newVisitor(token);
    const before = catcher.mails.length;
    const [slot] = await visitor.slots(nextMonth());
    const email = "away@acme.com";
    await callAs(visitor, "code", { email });
    const [withCode] = await mailsTo(email, 1);
    await visitor.book(slot?.start ?? "", { email, code: /\b\d{6}\b/.exec(withCode?.text ?? "")?.[0] });
    await mailsTo(email, 2);
    await mailsTo(`${owner.userId}@example.com`, 1);
    const sent = catcher.mails.slice(before);
    expect(sent.filter(isAnsweredByItself)).toEqual([]);
    // The other way round: what an absent person's program sends makes Perin send nothing.
    await arrive(owner, { from: email, subject: "Out of office", body: "I am away until Monday.", automatic: true });
    await eventually(async () => ((await outboxState()).waiting === 0 ? true : undefined));
    expect(catcher.mails.slice(before)).toHaveLength(sent.length);
    await sendNaively(email, ["Subject: Booked"]);
    expect(catcher.mails.slice(before).filter(isAnsweredByItself)).toHaveLength(1);
  });

  test("a link that asks for it takes a booking only with the code that went to that very address", async () => {
    const owner = await newCalendarOwner();
    const { token } = await newLink(owner, { verifyEmail: true, pin: "4821", approval: true });
    const visitor = new Visitor(token);
    await visitor.open("4821");
    const [slot] = await visitor.slots(nextMonth());
    const email = "code@acme.com";
    expect((await visitor.book(slot?.start ?? "", { email })).body.code).toBe("delegation/code-needed");
    expect((await callAs(visitor, "code", { email })).status).toBe(200);
    const [mail] = await mailsTo(email, 1);
    const code = /\b\d{6}\b/.exec(mail?.text ?? "")?.[0] ?? "";
    const wrong = code === "000000" ? "000001" : "000000";
    expect((await visitor.book(slot?.start ?? "", { email, code: wrong })).body.code).toBe("delegation/wrong-code");
    expect((await visitor.book(slot?.start ?? "", { email: "else@acme.com", code })).body.code).toBe("delegation/wrong-code");
    expect((await visitor.book(slot?.start ?? "", { email, code })).body).toMatchObject({ booking: { state: "waiting" } });
    expect(
      (await query<{ row: string }>("SELECT payload::text AS row FROM outbox WHERE user_id = $1", [owner.userId])).rows.filter(({ row }) => row.includes(code)),
    ).toEqual([]);
  });

  test("the owner hears of it by mail too, once their address is confirmed, and not of kinds they don't want", async () => {
    const owner = await newCalendarOwner();
    const address = `${owner.userId}@example.com`;
    await query('UPDATE "user" SET email_verified = true WHERE id = $1', [owner.userId]);
    const { token } = await newLink(owner);
    const visitor = await newVisitor(token);
    const slots = await visitor.slots(nextMonth());
    await visitor.book(slots[0]?.start ?? "", { email: "first@acme.com" });
    const [mail] = await mailsTo(address, 1);
    expect(mail?.subject).toMatch(/^Vera Visitor booked /);
    expect(mail?.text).toContain("https://perin.example/links?link=");
    await putNotificationChoice(owner, { kind: "link-booking", channel: "email", wanted: false });
    await visitor.book(slots[4]?.start ?? "", { email: "second@acme.com" });
    await mailsTo("second@acme.com", 1);
    await eventually(async () => ((await outboxState()).waiting === 0 ? true : undefined));
    expect(catcher.mails.filter(({ to }) => to.includes(address))).toHaveLength(1);
  });

  test("a mail in Hebrew runs from right to left", async () => {
    const owner = await newCalendarOwner();
    const { token } = await newLink(owner, { language: "he" });
    const visitor = await newVisitor(token, "Asia/Jerusalem");
    const [slot] = await visitor.slots(nextMonth());
    await visitor.book(slot?.start ?? "", { email: "he@acme.com" });
    const [mail] = await mailsTo("he@acme.com", 1);
    expect(mail?.subject).toMatch(/^נקבע/);
    expect(mail?.raw.replace(/=\r\n/g, "")).toMatch(/dir=(?:3D)?"rtl"/);
  });
});
