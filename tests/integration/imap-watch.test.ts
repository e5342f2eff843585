/** An inbox that tells of its news by itself: a real Dovecot, on a line that can break. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { ImapFlow } from "imapflow";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { disconnect, watchAccounts, type Watching } from "@/lib/integrations/service";
import type { SyncOrder } from "@/lib/integrations/sync-order";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../support/calendar-owner";
import { startDovecot, type Dovecot } from "../support/dovecot";
import { connectImap, source, startSmtp } from "../support/mail-ports/imap";
import type { MailCatcher } from "../support/mail-catcher";
import { until } from "../support/until";

jest.setTimeout(60_000);
let dovecot: Dovecot;
let smtp: MailCatcher;
let line: Server;
const sockets = new Set<Socket>();
let actor: Actor;
let connection: Connection;
let other: ImapFlow;
let watching: Watching;
let heard: SyncOrder[];
let second: Watching | undefined;

beforeAll(async () => {
  dovecot = await startDovecot();
  line = createServer((near) => {
    const far = connect(dovecot.port, "127.0.0.1");
    near.pipe(far).pipe(near);
    sockets.add(near);
    for (const end of [near, far]) end.on("error", () => undefined);
    near.once("close", () => {
      sockets.delete(near);
      far.destroy();
    });
    far.once("close", () => near.destroy());
  }).listen(0, "127.0.0.1");
  await once(line, "listening");
});
afterAll(async () => {
  line.close();
  await dovecot.close();
});
beforeEach(async () => {
  clearCircuits();
  heard = [];
  smtp = await startSmtp(dovecot.password);
  actor = await newCalendarOwner();
  connection = await connectImap(actor, { ...dovecot, port: (line.address() as AddressInfo).port }, smtp);
  other = await dovecot.open(connection.account);
  await until(() => sockets.size === 0);
  const onNews = (order: SyncOrder): Promise<number> => Promise.resolve(heard.push(order));
  watching = watchAccounts({ onNews, lookMs: 100, gatherMs: 300 });
  await until(() => sockets.size === 1);
});
afterEach(async () => {
  await watching.stop();
  await second?.stop();
  second = undefined;
  // Whoever listens listens to everybody's.
  await disconnect(actor, { connectionId: connection.id }).catch(() => undefined);
  await other.logout();
  await smtp.close();
});

/** Another process that listens. */
const listenToo = (): SyncOrder[] => {
  const told: SyncOrder[] = [];
  second = watchAccounts({ onNews: (order) => Promise.resolve(told.push(order)), lookMs: 100, gatherMs: 300 });
  return told;
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const put = (name: string) => other.append("INBOX", source({ name, subject: name }, connection.account));
/** It takes a moment until the server is listened to. */
const putUntilHeard = async (name: string): Promise<void> => {
  await until(async () => {
    await put(name);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return heard.length > 0;
  }, 30_000);
};

test("news are told within a second or two, a burst of them once, and whose they are", async () => {
  await putUntilHeard("first");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  heard.length = 0;
  for (const name of ["second", "third", "fourth"]) await put(name);
  await until(() => heard.length > 0, 5_000);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(heard).toEqual([{ userId: actor.userId, connectionId: connection.id }]);
});

test("a line that broke is listened to again", async () => {
  await putUntilHeard("before");
  for (const socket of sockets) socket.destroy();
  await until(() => sockets.size === 0);
  await until(() => sockets.size === 1);
  heard.length = 0;
  await putUntilHeard("after");
});

test("nobody listens to an account that was disconnected, nor after the end", async () => {
  await putUntilHeard("before");
  await disconnect(actor, { connectionId: connection.id });
  await until(() => sockets.size === 0);
  await watching.stop();
  expect(sockets.size).toBe(0);
});

test("the end waits for nobody's news", async () => {
  await putUntilHeard("before");
  const startedMs = performance.now();
  await watching.stop();
  await until(() => sockets.size === 0);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});

test("of two that would listen one does; when it ends the other takes over by its next look", async () => {
  await putUntilHeard("before");
  const told = listenToo();
  for (let looks = 0; looks < 10; looks += 1) {
    await pause(100);
    expect(sockets.size).toBe(1);
  }
  expect(told).toEqual([]);
  await watching.stop();
  heard.length = 0;
  await until(() => sockets.size === 1, 10_000);
  await until(async () => {
    await put("after");
    await pause(500);
    return told.length > 0;
  }, 30_000);
  expect(heard).toEqual([]);
});

test("one that died is followed by another once its claim lapsed, and one that lost its claim listens no more", async () => {
  await putUntilHeard("before");
  const claim = "UPDATE user_integrations SET listener = gen_random_uuid(), listened_until = now() + $2 * interval '1 millisecond' WHERE id = $1";
  // As if another process had it, which says nothing any more.
  await query(claim, [connection.id, 1_500]);
  await until(() => sockets.size === 0, 1_000);
  await until(() => sockets.size === 1, 5_000);
  const { rows } = await query<{ held: boolean }>("SELECT listened_until > now() AS held FROM user_integrations WHERE id = $1", [connection.id]);
  expect(rows).toEqual([{ held: true }]);
});
