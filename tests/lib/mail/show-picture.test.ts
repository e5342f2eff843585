/** Pictures of mails: fetched for the mail's owner when they ask, and only what stands in that mail, is public and is a picture (R36). */
import { randomUUID } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GET } from "@/app/api/mails/[mailId]/pictures/[picture]/route";
import type { Actor } from "@/lib/identity/contracts";
import { getMailPicture, getThread } from "@/lib/mail/service";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { arrive } from "../../support/mailboxes";
import { setting } from "../../support/settings";

useTestDatabase();

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

let server: Server;
let asked: { readonly url: string | undefined; readonly headers: readonly string[] }[];
let answer: (response: ServerResponse) => void;
let actor: Actor;

beforeEach(async () => {
  asked = [];
  answer = (response) => response.writeHead(200, { "content-type": "image/png" }).end(png);
  server = createServer((request, response) => {
    // As they came: a server of ours in this process may have put its own marks among the parsed ones.
    asked.push({ url: request.url, headers: request.rawHeaders.filter((_text, at) => at % 2 === 0).map((name) => name.toLowerCase()) });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
  actor = await newCalendarOwner();
});
afterEach(async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const mailWith = async (html: string): Promise<string> => {
  const mailId = await arrive(actor);
  await saveMailContents(actor.userId, [{ mailId, html, calendar: null, unsubscribe: null }]);
  return mailId;
};
const pictured = (address = `${origin()}/logo.png?who=ada`): Promise<string> => mailWith(`<p>Hi</p><img src="${address}">`);

test("reading a mail fetches nothing; its picture is fetched when it is asked for, without a word of who asks", async () => {
  const mailId = await pictured();
  const [mail] = (await getThread(actor, { mailId })).mails;
  expect(mail).toMatchObject({ html: '<p>Hi</p><img data-picture="0" alt="" />', picturesLeftOut: true, pictures: 1 });
  expect(asked).toEqual([]);
  const { type, bytes } = await getMailPicture(actor, { mailId, picture: 0 });
  expect([type, Buffer.from(bytes).equals(png)]).toEqual(["image/png", true]);
  expect(asked.map(({ url }) => url)).toEqual(["/logo.png?who=ada"]);
  expect([...(asked[0]?.headers ?? [])].sort()).toEqual(["accept", "accept-encoding", "connection", "host"]);
});

test("another owner's mail, a mail that isn't there, and a number that isn't in the mail are all nothing, and nobody is asked", async () => {
  const mailId = await pictured();
  expect(await codeOf(getMailPicture(await newCalendarOwner(), { mailId, picture: 0 }))).toBe("mail/not-found");
  expect(await codeOf(getMailPicture(actor, { mailId: randomUUID(), picture: 0 }))).toBe("mail/not-found");
  expect(await codeOf(getMailPicture(actor, { mailId, picture: 1 }))).toBe("mail/no-picture");
  expect(await codeOf(getMailPicture(actor, { mailId: await arrive(actor), picture: 0 }))).toBe("mail/no-picture");
  expect(await codeOf(getMailPicture({ ...actor, scopes: [] }, { mailId, picture: 0 }))).toBe("identity/forbidden");
  expect(asked).toEqual([]);
});

test("a private address isn't connected to, neither at once nor by a redirect", async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  const mailId = await pictured();
  expect(await codeOf(getMailPicture(actor, { mailId, picture: 0 }))).toBe("mail/no-picture");
  expect(asked).toEqual([]);
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
  answer = (response) => response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
  expect(await codeOf(getMailPicture(actor, { mailId, picture: 0 }))).toBe("mail/no-picture");
  expect(asked).toHaveLength(1);
});

test.each<[string, (response: ServerResponse) => void]>([
  ["SVG", (response) => response.writeHead(200, { "content-type": "image/svg+xml" }).end('<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>')],
  ["SVG that says it is PNG", (response) => response.writeHead(200, { "content-type": "image/png" }).end("<svg onload='x()'/>")],
  ["a page", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Hello</p>")],
  ["a refusal with a picture", (response) => response.writeHead(404, { "content-type": "image/png" }).end(png)],
  ["more than 5 MB", (response) => response.writeHead(200, { "content-type": "image/png" }).end(Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]))],
  ["nothing", (response) => void response.socket?.destroy()],
])("%s is refused", async (_what, says) => {
  answer = says;
  const mailId = await pictured();
  expect(await codeOf(getMailPicture(actor, { mailId, picture: 0 }))).toBe("mail/no-picture");
  expect(asked).toHaveLength(1);
});

test("the address wants somebody signed in", async () => {
  const mailId = await pictured();
  const answered = await GET(new Request(`http://localhost:3000/api/mails/${mailId}/pictures/0`));
  expect(answered.status).toBe(401);
  expect(asked).toEqual([]);
});
