/** Getting off a list: only when its owner says so, only where the mail's own headers lead, never into this server's network (RFC 8058, R36). */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Actor } from "@/lib/identity/contracts";
import { unsubscribeOf } from "@/lib/integrations/providers/mail-text";
import { getListExit, getThread, unsubscribe } from "@/lib/mail/service";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { query } from "@/lib/db";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { arrive } from "../../support/mailboxes";
import { setting } from "../../support/settings";

useTestDatabase();

interface Called {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let list: Server;
let called: Called[] = [];
let status = 200;
beforeEach(async () => {
  called = [];
  status = 200;
  list = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      called.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(status).end("ok");
    });
  });
  await new Promise<void>((resolve) => list.listen(0, "127.0.0.1", resolve));
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
});
afterEach(async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  await new Promise((resolve) => list.close(resolve));
});
/** As if it were https: the schemes that headers may name are the parser's business. */
const address = (path = "/leave?who=1"): string => `http://127.0.0.1:${(list.address() as AddressInfo).port}${path}`;

const from = async (actor: Actor, way: { https?: string; mailto?: string; oneClick?: boolean }): Promise<string> => {
  const mailId = await arrive(actor, { from: "news@list.example", automatic: true });
  const unsubscribing = { https: way.https ?? null, mailto: way.mailto ?? null, oneClick: way.oneClick ?? false };
  await saveMailContents(actor.userId, [{ mailId, html: null, calendar: null, unsubscribe: unsubscribing }]);
  return mailId;
};

test.each([
  [
    "<https://a.example/x>, <mailto:off@a.example>",
    "List-Unsubscribe=One-Click",
    { https: "https://a.example/x", mailto: "mailto:off@a.example", oneClick: true },
  ],
  ["<mailto:off@a.example?subject=off>", null, { https: null, mailto: "mailto:off@a.example?subject=off", oneClick: false }],
  ["<https://a.example/x>", "something else", { https: "https://a.example/x", mailto: null, oneClick: false }],
  ["<http://a.example/x>", "List-Unsubscribe=One-Click", null],
  ["<javascript:alert(1)>, <ftp://a.example>", "List-Unsubscribe=One-Click", null],
  ["https://a.example/x", null, null],
  [null, null, null],
] as const)("%s with %s leads where it says", (header, post, expected) => {
  expect(unsubscribeOf(header, post)).toEqual(expected);
});

test("reading the mail calls nobody; a yes sends one request that says nothing about its owner, and that is remembered", async () => {
  const ada = await newCalendarOwner();
  const mailId = await from(ada, { https: address(), oneClick: true });
  const { mails } = await getThread(ada, { mailId });
  expect(mails[0]?.unsubscribe).toEqual({ how: "request", host: "127.0.0.1", url: null, done: false });
  expect(called).toEqual([]);
  expect(await unsubscribe(ada, { mailId })).toEqual({ how: "request", url: null, undo: null });
  expect(called.map(({ method, url, body }) => ({ method, url, body }))).toEqual([{ method: "POST", url: "/leave?who=1", body: "List-Unsubscribe=One-Click" }]);
  expect(called[0]?.headers).not.toHaveProperty("cookie");
  expect(await getListExit(ada, { mailId })).toMatchObject({ done: true });
});

test("a list that refuses, and one that leads into this server's network, are said not to have worked", async () => {
  const ada = await newCalendarOwner();
  status = 404;
  expect(await codeOf(unsubscribe(ada, { mailId: await from(ada, { https: address(), oneClick: true }) }))).toBe("mail/unsubscribe-failed");
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  called = [];
  for (const https of [address(), "https://169.254.169.254/latest/meta-data", "https://localhost/"])
    expect(await codeOf(unsubscribe(ada, { mailId: await from(ada, { https, oneClick: true }) }))).toBe("mail/unsubscribe-failed");
  expect(called).toEqual([]);
});

test("a list that wants a mail gets one, which can be taken back; one that wants its own page is only shown", async () => {
  const ada = await newCalendarOwner();
  const answer = await unsubscribe(ada, { mailId: await from(ada, { mailto: "mailto:off@list.example?subject=off%0D%0ABcc:%20eva@example.com" }) });
  expect([answer.how, answer.undo === null]).toEqual(["mail", false]);
  const { rows } = await query<{ subject: string; recipients: { email: string }[] }>(
    "SELECT subject, recipients FROM mails WHERE user_id = $1 AND state = 'scheduled'",
    [ada.userId],
  );
  expect(rows.map(({ subject, recipients }) => ({ subject, to: recipients.map(({ email }) => email) }))).toEqual([
    { subject: "off Bcc: eva@example.com", to: ["off@list.example"] },
  ]);
  const page = "https://list.example/settings";
  expect(await unsubscribe(ada, { mailId: await from(ada, { https: page }) })).toEqual({ how: "page", url: page, undo: null });
});

test("not another owner's mail, and not one that names no list", async () => {
  const [ada, eva] = [await newCalendarOwner(), await newCalendarOwner()];
  expect(await codeOf(unsubscribe(eva, { mailId: await from(ada, { https: address(), oneClick: true }) }))).toBe("mail/not-found");
  expect(await codeOf(unsubscribe(ada, { mailId: await arrive(ada) }))).toBe("mail/no-list");
  expect(called).toEqual([]);
});
