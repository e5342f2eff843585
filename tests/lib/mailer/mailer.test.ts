import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import { rereadConfig } from "@/lib/config";
import { logger } from "@/lib/logger";
import { checkMailer, describeMailer, mailerConfigured, sendMail } from "@/lib/mailer";
import { transportOptions } from "@/lib/mailer/smtp";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { startMailCatcher, type MailCatcher } from "../../support/mail-catcher";

const open: { close: () => unknown }[] = [];
const use = (smtpUrl: string | undefined): void => {
  if (smtpUrl === undefined) delete process.env.SMTP_URL;
  else process.env.SMTP_URL = smtpUrl;
  process.env.MAIL_FROM = "Perin <perin@perin.example>";
  rereadConfig();
};
const catcher = async (options: SMTPServerOptions = {}): Promise<MailCatcher> => {
  const started = await startMailCatcher(options);
  open.push(started);
  use(started.url);
  return started;
};
const mail = { to: "Ada <ada@example.com>", subject: "Grüße", text: "Good morning,\nit's Perin." };

beforeEach(() => clearCircuits());
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

test("a mail arrives with its words, says that a program sent it, and has the id that the caller gets", async () => {
  const { mails } = await catcher();
  const { messageId, refused } = await sendMail({
    ...mail,
    html: "<p>Good morning</p>",
    attachments: [{ filename: "a.ics", content: "BEGIN:VCALENDAR", contentType: "text/calendar" }],
  });
  expect(refused).toEqual([]);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ from: "perin@perin.example", to: ["ada@example.com"], subject: "Grüße", text: mail.text });
  expect(mails[0]?.headers).toMatchObject({ "auto-submitted": "auto-generated", "message-id": messageId, from: "Perin <perin@perin.example>" });
  expect(mails[0]?.raw).toContain("text/calendar");
});

test("what a person wrote doesn't claim to come from a program, and keeps the id it was given", async () => {
  const { mails } = await catcher();
  await sendMail({
    ...mail,
    automatic: false,
    messageId: "<one@perin.example>",
    from: "Ada <ada@perin.example>",
    headers: { "In-Reply-To": "<two@example.com>" },
  });
  expect(mails[0]?.headers["auto-submitted"]).toBeUndefined();
  expect(mails[0]).toMatchObject({ from: "ada@perin.example", headers: { "message-id": "<one@perin.example>", "in-reply-to": "<two@example.com>" } });
});

test("line breaks in a subject add no header and no recipient", async () => {
  const { mails } = await catcher();
  await sendMail({ ...mail, subject: "Lunch\r\nBcc: eve@evil.example\r\n\r\nBuy this" });
  expect(mails[0]?.to).toEqual(["ada@example.com"]);
  expect(mails[0]?.headers.bcc).toBeUndefined();
  expect(mails[0]?.subject).toBe("Lunch Bcc: eve@evil.example Buy this");
  expect(mails[0]?.text).toBe(mail.text);
});

test.each([
  { to: "ada@example.com, eve@evil.example" },
  { to: [] },
  { to: "ada@example.com\r\nRCPT TO:<eve@evil.example>" },
  { to: '"Ada\r\nBcc: eve@evil.example" <ada@example.com>' },
  { headers: { Bcc: "eve@evil.example" } },
])("%j is refused before anything is said to the server", async (wrong) => {
  const { mails } = await catcher();
  await expect(sendMail({ ...mail, ...wrong })).rejects.toMatchObject({ code: "mailer/invalid" });
  expect(mails).toEqual([]);
});

test("a server that says later is tried again, at most three times in all", async () => {
  let tries = 0;
  const { mails } = await catcher({
    onRcptTo(_address, _session, done) {
      tries += 1;
      done(tries < 3 ? Object.assign(new Error("greylisted"), { responseCode: 451 }) : null);
    },
  });
  await sendMail(mail);
  expect([tries, mails.length]).toEqual([3, 1]);
});

test("a server that says never isn't asked twice", async () => {
  let tries = 0;
  await catcher({
    onRcptTo(_address, _session, done) {
      tries += 1;
      done(Object.assign(new Error("no such user"), { responseCode: 550 }));
    },
  });
  await expect(sendMail(mail)).rejects.toMatchObject({ code: "mailer/refused" });
  expect(tries).toBe(1);
});

test("of two recipients the one who exists gets the mail and the other is named", async () => {
  const { mails } = await catcher({
    onRcptTo({ address }, _session, done) {
      done(address.startsWith("nobody") ? Object.assign(new Error("no such user"), { responseCode: 550 }) : null);
    },
  });
  expect((await sendMail({ ...mail, to: ["ada@example.com", "nobody@example.com"] })).refused).toEqual(["nobody@example.com"]);
  expect(mails[0]?.to).toEqual(["ada@example.com"]);
});

test("a connection lost after the mail was handed over is not sent a second time", async () => {
  let handed = 0;
  const forgetful: Server = createServer((socket) => {
    socket.write("220 here\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      const said = chunk.toString();
      if (said.includes("\r\n.\r\n")) {
        handed += 1;
        socket.destroy();
      } else if (/^[A-Z]/.test(said)) socket.write(said.startsWith("DATA") ? "354 go on\r\n" : "250 fine\r\n");
    });
  });
  await new Promise<void>((resolve) => forgetful.listen(0, "127.0.0.1", resolve));
  open.push(forgetful);
  use(`smtp://127.0.0.1:${(forgetful.address() as AddressInfo).port}`);
  await expect(sendMail({ ...mail, text: "x" })).rejects.toMatchObject({ code: "mailer/unavailable" });
  expect(handed).toBe(1);
});

test("a wrong password is the operator's matter, said without the password", async () => {
  const { port } = await catcher({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(Object.assign(new Error("no"), { responseCode: 535 })),
  });
  use(`smtp://perin:planted-password@127.0.0.1:${port}`);
  const error: unknown = await sendMail(mail).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "mailer/misconfigured", status: 500 });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("planted-password");
  await expect(checkMailer()).rejects.toMatchObject({ code: "mailer/misconfigured" });
});

test("after five failures the server is given a rest and nothing is dialled", async () => {
  let dialled = 0;
  const deaf: Server = createServer((socket) => {
    dialled += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
  open.push(deaf);
  use(`smtp://127.0.0.1:${(deaf.address() as AddressInfo).port}`);
  for (let round = 0; round < 7; round += 1) await expect(sendMail(mail)).rejects.toMatchObject({ code: "mailer/unavailable" });
  expect(dialled).toBe(5);
});

test("the caller's signal ends the wait", async () => {
  const mute: Server = createServer(() => undefined);
  await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
  open.push(mute);
  use(`smtp://127.0.0.1:${(mute.address() as AddressInfo).port}`);
  await expect(sendMail(mail, AbortSignal.timeout(100))).rejects.toMatchObject({ name: "TimeoutError" });
});

test("without settings nothing is sent and the error says why", async () => {
  use(undefined);
  expect([mailerConfigured(), describeMailer()]).toEqual([false, null]);
  await expect(sendMail(mail)).rejects.toMatchObject({ code: "mailer/not-configured" });
});

test("what the console says names server and sender, never the password", () => {
  use("smtps://perin:planted@smtp.example.com");
  expect(describeMailer()).toBe("smtp.example.com as Perin <perin@perin.example>");
});

test("no body and no address reaches the log", async () => {
  const lines: unknown[] = [];
  const spy = jest.spyOn(logger, "info").mockImplementation((...line) => void lines.push(line));
  await catcher();
  await sendMail({ ...mail, text: "planted body" });
  spy.mockRestore();
  expect(lines.length).toBeGreaterThan(0);
  expect(JSON.stringify(lines)).not.toMatch(/planted|ada@|Grüße/);
});

test.each([
  ["smtps://smtp.example.com", { port: 465, secure: true, requireTLS: false }],
  ["smtp://smtp.example.com", { port: 587, secure: false, requireTLS: false }],
  ["smtp://u:p%40ss@smtp.example.com", { port: 587, requireTLS: true, auth: { user: "u", pass: "p@ss" } }],
  ["smtp://u:p@127.0.0.1:2525", { port: 2525, requireTLS: false }],
  ["smtp://[::1]:2525", { host: "::1", port: 2525 }],
])("%s is read as it stands; a password asks for encryption beyond this machine", (url, wanted) => expect(transportOptions(url)).toMatchObject(wanted));
