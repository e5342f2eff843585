/**
 * R30: every kind of secret that Perin is given or hands out, planted through a running server and looked for as plain text in a dump of the whole
 * database, in all that the process wrote (at LOG_LEVEL=debug) and in its metrics.
 */
import { spawnSync } from "node:child_process";
import { codeOfApp } from "../support/authenticator-app";
import { startGoogle, type GoogleServer } from "../support/google/google-server";
import { allow } from "../support/google/oauth-routes";
import { startMailCatcher, type MailCatcher } from "../support/mail-catcher";
import { radicaleLogin, startRadicale, type Radicale } from "../support/radicale";
import { until } from "../support/until";
import { get, post, signUp, type Owner } from "./support/client";
import { hasServer, ownDatabase, type Look } from "./support/database";
import { endAll, startServer, type Running } from "./support/processes";

const metricsToken = "metrics-token-that-is-nobodys-0123456789";

/** The whole database as text: what somebody who steals a backup of the server would read. */
const dumpOf = (url: string): string => {
  const { status, stdout, stderr } = spawnSync("pg_dump", ["--dbname", url, "--inserts"], { encoding: "utf8", maxBuffer: 256_000_000 });
  if (status !== 0) throw new Error(`pg_dump: ${stderr}`);
  return stdout;
};

/** The values of a cookie header, without their names: `name=token.signature` holds the token. */
const cookieTokens = (cookie: string): string[] => cookie.split("; ").map((pair) => decodeURIComponent(pair.slice(pair.indexOf("=") + 1)).split(".")[0] ?? "");

const found = (secrets: Readonly<Record<string, string>>, where: string): string[] =>
  Object.entries(secrets)
    .filter(([, secret]) => where.includes(secret) || where.includes(encodeURIComponent(secret)))
    .map(([name]) => name);

if (hasServer) {
  describe("secrets that were planted", () => {
    let google: GoogleServer;
    let radicale: Radicale;
    let catcher: MailCatcher;
    let database: Look;
    let server: Running;
    beforeAll(async () => {
      [google, radicale, catcher] = await Promise.all([startGoogle(), startRadicale(), startMailCatcher()]);
      google.calendar.calendars.push({ id: "ada@gmail.test", summary: "Ada", timeZone: "Europe/Berlin", accessRole: "owner", primary: true });
      await radicale.makeCalendar("home");
      database = await ownDatabase("planted_secrets");
      server = await startServer({
        DATABASE_URL: database.url,
        LOG_LEVEL: "debug",
        METRICS_TOKEN: metricsToken,
        SMTP_URL: catcher.url,
        MAIL_FROM: "perin@example.com",
        GOOGLE_API_BASE: google.origin,
        GOOGLE_CLIENT_ID: "test-client.apps.googleusercontent.com",
        GOOGLE_CLIENT_SECRET: "client-secret-that-is-nobodys",
        PRIVATE_HOSTS_ALLOWED: "127.0.0.1",
      });
    }, 180_000);
    afterAll(async () => {
      await endAll();
      await Promise.all([google.close(), radicale.close(), catcher.close(), database.close()]);
    }, 30_000);

    const answered = async <Body>(response: Response): Promise<Body> => {
      const text = await response.text();
      if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
      return JSON.parse(text) as Body;
    };
    const mailTo = async (email: string, subject: RegExp): Promise<string> => {
      let text: string | undefined;
      await until(() => {
        text = catcher.mails.find((mail) => mail.to.includes(email) && subject.test(mail.subject))?.text;
        return Promise.resolve(text !== undefined);
      }, 20_000);
      return text ?? "";
    };
    const connectGoogle = async (owner: Owner, type: string): Promise<void> => {
      const { authUrl } = await answered<{ authUrl: string }>(await post(server.origin, owner, "/api/integrations", { type }));
      const back = allow(google.oauth, authUrl);
      const callback = await get(server.origin, owner, back.pathname + back.search, { redirect: "manual" });
      expect([302, 303, 307]).toContain(callback.status);
    };

    /** What an owner is given or types, by what it is. */
    const plantOwners = async (owner: Owner): Promise<Record<string, string>> => {
      await connectGoogle(owner, "google-calendar");
      await connectGoogle(owner, "gmail");
      await answered(await post(server.origin, owner, "/api/integrations", { type: "caldav", fields: { address: radicale.origin, ...radicaleLogin } }));
      const { secret } = await answered<{ secret: string }>(await post(server.origin, owner, "/api/auth/totp/begin", {}));
      const { recoveryCodes } = await answered<{ recoveryCodes: string[] }>(await post(server.origin, owner, "/api/auth/totp", { code: codeOfApp(secret) }));
      const { key } = await answered<{ key: string }>(
        await post(server.origin, owner, "/api/auth/api-keys", { name: "A program", scopes: ["scheduling:read"] }),
      );
      const feed = await answered<Record<string, unknown>>(await post(server.origin, owner, "/api/calendar-feeds", { name: "Phone", detail: "full" }));
      await answered(await post(server.origin, owner, "/api/auth/forgot-password", { email: owner.email }));
      const [, reset = ""] = /#([\w-]{20,})/.exec(await mailTo(owner.email, /password/i)) ?? [];
      return {
        password: "correct horse",
        "session cookie": cookieTokens(owner.cookie)[0] ?? "",
        ...Object.fromEntries([...google.oauth.refreshTokens.keys()].map((token, n) => [`Google refresh token ${n}`, token])),
        ...Object.fromEntries([...google.oauth.accessTokens].map((token, n) => [`Google access token ${n}`, token])),
        "CalDAV password": radicaleLogin.password,
        "TOTP secret": secret,
        ...Object.fromEntries(recoveryCodes.map((one, n) => [`recovery code ${n}`, one])),
        "API key": key,
        "calendar feed": String(/feeds\/([\w-]+)/.exec(JSON.stringify(feed))?.[1]),
        "reset link": reset,
      };
    };

    /** What a visitor of a link is given or types. */
    const plantVisitors = async (owner: Owner): Promise<Record<string, string>> => {
      const pin = "48215973";
      const { address } = await answered<{ address: string }>(await post(server.origin, owner, "/api/links", { name: "Acme people", pin, verifyEmail: true }));
      const token = address.split("/talk/")[1] ?? "";
      const open = await post(server.origin, { cookie: "", email: "" }, `/api/talk/${token}/open`, { zone: "Europe/London", locale: "en-GB", pin });
      const [visit = ""] = open.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
      await answered(open);
      await answered(await post(server.origin, { cookie: visit, email: "" }, `/api/talk/${token}/code`, { email: "vera@acme.example" }));
      const code = /\b\d{6}\b/.exec(await mailTo("vera@acme.example", /./))?.[0] ?? "";
      return { "link token": token, PIN: pin, "visitor's cookie": cookieTokens(visit)[0] ?? "", "code to a visitor": code };
    };

    test("stand in no dump, no log line and no metric", async () => {
      const owner = await signUp(server.origin);
      const secrets: Record<string, string> = {
        ...(await plantOwners(owner)),
        ...(await plantVisitors(owner)),
        "client secret": "client-secret-that-is-nobodys",
        "metrics token": metricsToken,
      };
      for (const [name, secret] of Object.entries(secrets)) expect([name, secret.length >= 6 && secret !== "undefined"]).toEqual([name, true]);
      // A request whose address and body hold them, and that fails, is what logs tend to keep.
      await post(server.origin, owner, `/api/auth/reset-password?token=${secrets["reset link"]}`, { token: secrets["reset link"], password: "x" });
      await post(server.origin, owner, "/api/integrations", { type: "caldav", fields: { address: radicale.origin, ...radicaleLogin, username: "nobody" } });
      await fetch(`${server.origin}/api/talk/${secrets["link token"]}/nothing-here`);

      const dump = dumpOf(database.url);
      const metrics = await fetch(`${server.origin}/api/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
      expect(metrics.status).toBe(200);
      // The look itself works: what isn't secret stands where it is looked for.
      expect(dump).toContain(owner.email);
      expect(server.said()).toContain("/api/auth/totp");
      expect({ dump: found(secrets, dump), log: found(secrets, server.said()), metrics: found(secrets, await metrics.text()) }).toEqual({
        dump: [],
        log: [],
        metrics: [],
      });
    }, 90_000);
  });
} else {
  test.skip("R30 needs a PostgreSQL server (TEST_DATABASE_URL)", () => undefined);
}
