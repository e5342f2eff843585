/** Google tells of news by calling: channels that are opened, renewed and closed, and calls that are heard only when they know the secret. */
import { randomUUID } from "node:crypto";
import { POST } from "@/app/api/integrations/google/notices/route";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { disconnect, listConnections } from "@/lib/integrations/service";
import { home, openCalendarAccount } from "../support/google/calendar-account";
import { sync } from "../support/google/connect";
import type { GoogleServer } from "../support/google/google-server";
import { googleError } from "../support/google/wire";
import { setting } from "../support/settings";

jest.setTimeout(60_000);
let google: GoogleServer;
let actor: Actor;
let connection: Connection;

beforeEach(async () => {
  ({ google, actor, connection } = await openCalendarAccount());
  setting({ PUBLIC_URL: "https://perin.example.com" });
});
afterEach(async () => {
  setting({ PUBLIC_URL: undefined });
  await google.close();
});

const channels = () => [...google.calendar.channels].map(([id, channel]) => ({ id, ...channel }));
const channel = () => {
  const [first, ...more] = channels();
  expect(more).toEqual([]);
  if (first === undefined) throw new Error("no channel is open");
  return first;
};
const minutesUntilDue = async (): Promise<number> => {
  const { rows } = await query<{ minutes: number }>("SELECT extract(epoch FROM due_at - now())::float8 / 60 AS minutes FROM user_integrations WHERE id = $1", [
    connection.id,
  ]);
  return Math.round(rows[0]?.minutes ?? 0);
};
const endsIn = (hours: number) => query("UPDATE calendars SET channel_until = now() + $2 * interval '1 hour' WHERE connection_id = $1", [connection.id, hours]);
/** Syncs of this account that wait to be run. */
const ordered = async (): Promise<number> => {
  const found = await query<{ count: number }>("SELECT count(*)::int AS count FROM jobs.job WHERE data::text LIKE $1 AND state = 'created'", [
    `%${connection.id}%`,
  ]);
  return found.rows[0]?.count ?? 0;
};
const call = async (id: string | null, secret: string | null): Promise<[number, unknown]> => {
  const headers = new Headers();
  if (id !== null) headers.set("x-goog-channel-id", id);
  if (secret !== null) headers.set("x-goog-channel-token", secret);
  const answer = await POST(new Request("https://perin.example.com/api/integrations/google/notices", { method: "POST", headers }));
  return [answer.status, await answer.json()];
};

test("each calendar is told of once, at this server's address, and the account is asked less often", async () => {
  await sync(actor, connection);
  expect(channel()).toMatchObject({ calendar: home, address: "https://perin.example.com/api/integrations/google/notices" });
  expect(channel().token.length).toBeGreaterThanOrEqual(32);
  expect(await minutesUntilDue()).toBe(15);
  await sync(actor, connection);
  expect(channels()).toHaveLength(1);
});

test("a call with the channel's secret orders one sync; any other is answered alike and heard by nobody", async () => {
  await sync(actor, connection);
  await query("DELETE FROM jobs.job WHERE data::text LIKE $1", [`%${connection.id}%`]);
  const { id, token } = channel();
  for (const [name, secret] of [
    [id, `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`],
    [id, ""],
    [id, null],
    [randomUUID(), token],
    ["1; DROP TABLE calendars", token],
    [null, null],
  ] as const)
    expect(await call(name, secret)).toEqual([200, {}]);
  expect(await ordered()).toBe(0);
  expect(await call(id, token)).toEqual([200, {}]);
  expect(await call(id, token)).toEqual([200, {}]);
  expect(await ordered()).toBe(1);
});

test("a channel that is about to end is replaced, and the old one closed", async () => {
  await sync(actor, connection);
  const { id } = channel();
  await endsIn(2);
  await sync(actor, connection);
  expect(channel().id).not.toBe(id);
});

test("when the account is disconnected nothing tells of it any more", async () => {
  await sync(actor, connection);
  const { id, token } = channel();
  await disconnect(actor, { connectionId: connection.id });
  expect(channels()).toEqual([]);
  expect(await call(id, token)).toEqual([200, {}]);
});

test("where Google won't, the account is asked as before, and Google not again for a day", async () => {
  google.faults.push({ when: ({ path }) => path.endsWith("/watch"), answer: googleError(400, "pushNotSupportedForRequestedResource") });
  await sync(actor, connection);
  await sync(actor, connection);
  expect(google.calls.filter(({ path }) => path.endsWith("/watch"))).toHaveLength(1);
  expect(await minutesUntilDue()).toBe(2);
  expect((await listConnections(actor)).connections[0]?.state).toBe("connected");
  await endsIn(-1);
  await sync(actor, connection);
  expect(channels()).toHaveLength(1);
});

test("a server that nobody can call asks for nothing", async () => {
  for (const address of [undefined, "http://perin.example.com", "https://localhost:3000"]) {
    setting({ PUBLIC_URL: address });
    await sync(actor, connection);
  }
  expect(google.calls.filter(({ path }) => path.endsWith("/watch"))).toEqual([]);
  expect(await minutesUntilDue()).toBe(2);
});
