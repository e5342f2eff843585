/** Web push against a push service of our own: sealed for the browser alone, signed by this server, ended where the browser is gone, and no way inwards. */
import { startDelivery, type Delivery } from "@/lib/background/outbox";
import { outboxTopics } from "@/lib/background/outbox-topics";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { getPush, notify, putNotificationChoice, subscribePush, unsubscribePush } from "@/lib/notifications/service";
import { sealEverythingAnew } from "@/lib/queries/sealed-values";
import { generateVapidKey, sendPush, vapidPublicKey } from "@/lib/webpush";
import { codeOf, newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { eventually } from "../support/eventually";
import { readVapid, startPushServer, type PushServer, type TestBrowser } from "../support/push-server";
import { setting } from "../support/settings";

jest.setTimeout(60_000);

let server: PushServer;
beforeAll(async () => {
  server = await startPushServer();
});
afterAll(() => server.close());

const allowed = { PRIVATE_HOSTS_ALLOWED: "127.0.0.1", MAIL_FROM: undefined, SMTP_URL: undefined };
const told = (browser: TestBrowser) => server.messages.filter(({ path }) => browser.endpoint.endsWith(path));
const stateOf = async (owner: Actor): Promise<string[]> =>
  (
    await query<{ said: string }>(
      "SELECT state || coalesce(': ' || reason, '') AS said FROM notification_deliveries WHERE user_id = $1 AND channel = 'push' ORDER BY id",
      [owner.userId],
    )
  ).rows.map(({ said }) => said);
const settled = (owner: Actor, wanted: string): Promise<boolean> =>
  eventually(async () => ((await stateOf(owner)).at(-1)?.startsWith(wanted) === true ? true : undefined));
const reminder = { kind: "reminder" as const, title: "Call Tom", body: "Due now: שלום", href: "/tasks" };

describe.each(databases())("web push on %s", (kind) => {
  useTestDatabase(kind);
  let delivery: Delivery;
  // Stopped after each, for whoever still looks for work when the database goes opens it again.
  beforeEach(() => {
    setting(allowed);
    delivery = startDelivery(outboxTopics);
  });
  afterEach(async () => {
    await delivery.stop();
    setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  });

  test("a notice reaches every allowed browser once, readable by it alone and signed by this server", async () => {
    const owner = await newCalendarOwner();
    const browsers = [server.newBrowser(), server.newBrowser()];
    for (const { subscription } of browsers) await subscribePush(owner, subscription, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    const { publicKey, browsers: known } = await getPush(owner);
    expect(known.map(({ label }) => label)).toEqual(["Firefox on Linux", "Firefox on Linux"]);
    await notify(owner.userId, reminder);
    await settled(owner, "sent");
    for (const browser of browsers) {
      const [message, ...more] = told(browser);
      expect(more).toEqual([]);
      expect(JSON.parse(browser.open(message?.body ?? Buffer.alloc(0)))).toMatchObject({ title: "Call Tom", body: "Due now: שלום", href: "/tasks" });
      expect(message?.headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high", ttl: "86400" });
      expect(message?.headers.topic).toMatch(/^[\w-]{32}$/);
      expect(message?.body.toString("latin1")).not.toContain("Call Tom");
      const { claims, publicKey: signedWith } = readVapid(message?.headers.authorization);
      expect(signedWith).toBe(publicKey);
      expect(claims.aud).toBe(server.origin);
      expect(claims.exp * 1_000 - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
      expect(claims.sub).toMatch(/^(?:mailto:|https:)/);
    }
    expect(() => browsers[1]?.open(told(browsers[0] as TestBrowser)[0]?.body ?? Buffer.alloc(0))).toThrow(/authenticate|unable/i);
  });

  test.each([404, 410])("a browser that answers %s is never written to again", async (status) => {
    const owner = await newCalendarOwner();
    const [gone, here] = [server.newBrowser(), server.newBrowser()];
    server.answers.set(new URL(gone.endpoint).pathname, status);
    for (const { subscription } of [gone, here]) await subscribePush(owner, subscription, null);
    await notify(owner.userId, reminder);
    await settled(owner, "sent");
    expect((await getPush(owner)).browsers).toHaveLength(1);
    await notify(owner.userId, { ...reminder, title: "Again" });
    await eventually(() => (told(here).length === 2 ? true : undefined));
    expect(told(gone)).toHaveLength(1);
  });

  test("a push service that asks for patience is tried again; browsers that have it aren't", async () => {
    const owner = await newCalendarOwner();
    const [busy, here] = [server.newBrowser(), server.newBrowser()];
    const path = new URL(busy.endpoint).pathname;
    server.answers.set(path, { status: 429, headers: { "retry-after": "1" } });
    for (const { subscription } of [busy, here]) await subscribePush(owner, subscription, null);
    await notify(owner.userId, reminder);
    await eventually(() => (told(busy).length > 0 && told(here).length > 0 ? true : undefined));
    server.answers.delete(path);
    await settled(owner, "sent");
    expect(told(here)).toHaveLength(1);
    expect(told(busy).length).toBeGreaterThan(1);
  });

  test("an address inside, typed or looked up, is never connected to", async () => {
    setting({ PRIVATE_HOSTS_ALLOWED: undefined });
    const owner = await newCalendarOwner();
    const inside = server.newBrowser();
    for (const host of ["localhost", "127.0.0.1"])
      await subscribePush(owner, { ...inside.subscription, endpoint: inside.endpoint.replace("127.0.0.1", host) }, null);
    await subscribePush(owner, { ...inside.subscription, endpoint: "https://169.254.169.254/latest/meta-data" }, null);
    await notify(owner.userId, reminder);
    await settled(owner, "failed: http/address-refused");
    expect(told(inside)).toEqual([]);
    for (const endpoint of ["http://push.example.com/x", "https://user:password@push.example.com/x"])
      expect(await codeOf(subscribePush(owner, { ...inside.subscription, endpoint }, null))).toBe("request/invalid");
    // 65 bytes that are no point of the curve.
    const noPoint = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]).toString("base64url");
    expect(await codeOf(subscribePush(owner, { endpoint: inside.endpoint, keys: { ...inside.subscription.keys, p256dh: noPoint } }, null))).toBe(
      "request/invalid",
    );
  });

  test("a browser belongs to whoever allowed it last, and nobody ends another's", async () => {
    const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
    const browser = server.newBrowser();
    const { id } = await subscribePush(ada, browser.subscription, null);
    await expect(unsubscribePush(eve, { browserId: id })).rejects.toMatchObject({ code: "notifications/browser-not-found" });
    await subscribePush(eve, browser.subscription, null);
    expect((await getPush(ada)).browsers).toEqual([]);
    await notify(ada.userId, reminder);
    await notify(eve.userId, { ...reminder, title: "For Eve" });
    await settled(eve, "sent");
    expect(told(browser)).toHaveLength(1);
    expect(await stateOf(ada)).toEqual([]);
  });

  test("a session that ends takes its browser along", async () => {
    const owner = await newCalendarOwner();
    const session = `session-${owner.userId}`;
    await query("INSERT INTO session (id, user_id, token, expires_at) VALUES ($1, $2, $1, now() + interval '1 hour')", [session, owner.userId]);
    const browser = server.newBrowser();
    await subscribePush({ ...owner, sessionId: session }, browser.subscription, null);
    await query("UPDATE session SET expires_at = now() - interval '1 second' WHERE id = $1", [session]);
    await notify(owner.userId, reminder);
    await settled(owner, "dropped: no browser is left");
    await query("DELETE FROM session WHERE id = $1", [session]);
    expect((await getPush(owner)).browsers).toEqual([]);
    expect(told(browser)).toEqual([]);
  });

  test("a kind that isn't wanted by push doesn't come", async () => {
    const owner = await newCalendarOwner();
    await subscribePush(owner, server.newBrowser().subscription, null);
    await putNotificationChoice(owner, { kind: "reminder", channel: "push", wanted: false });
    await notify(owner.userId, reminder);
    expect(await stateOf(owner)).toEqual([]);
  });

  test("neither endpoints nor keys lie in the database in clear, the server keeps its key, and both survive a change of keys", async () => {
    const owner = await newCalendarOwner();
    const browser = server.newBrowser();
    await subscribePush(owner, browser.subscription, null);
    const { publicKey } = await getPush(owner);
    const { rows } = await query<{ row: string }>(
      "SELECT to_jsonb(b)::text AS row FROM push_subscriptions b UNION ALL SELECT to_jsonb(k)::text FROM server_keys k",
    );
    for (const secret of [browser.endpoint, browser.subscription.keys.auth, browser.subscription.keys.p256dh])
      expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
    await sealEverythingAnew({ dropUnreadable: false });
    expect((await getPush(owner)).publicKey).toBe(publicKey);
    await notify(owner.userId, reminder);
    await settled(owner, "sent");
    expect(told(browser)).toHaveLength(1);
  });
});

test("words that are too long for a push service are refused here, and one key makes one public key", async () => {
  const privateKey = generateVapidKey();
  expect(vapidPublicKey(privateKey)).toMatch(/^B[\w-]{86}$/);
  const { endpoint, keys } = server.newBrowser().subscription;
  const request = { endpoint, ...keys, text: "x".repeat(5_000), ttlSeconds: 1, urgency: "normal" as const, topic: "t", nowMs: 0 };
  const outcome = await sendPush({ ...request, vapid: { privateKey, contact: "mailto:a@b.example" } }, AbortSignal.timeout(5_000));
  expect(outcome.outcome).toBe("refused");
});
