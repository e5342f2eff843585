import ICAL from "ical.js";
import { strFromU8, unzipSync } from "fflate";
import { query } from "@/lib/db";
import { ownerActor } from "@/lib/identity/service";
import type { Actor } from "@/lib/identity/contracts";
import { createMemory } from "@/lib/memory/service";
import { deleteAccount, exportData } from "@/lib/owner-data/service";
import { createContact } from "@/lib/people/service";
import { listOwnedTables } from "@/lib/queries/owner-data";
import { answerOnce } from "@/lib/ai/service";
import { createEvent } from "@/lib/scheduling/service";
import { newOwner } from "../../support/accounts";
import { codeOf, hourAt } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const read = async (actor: Actor): Promise<Record<string, string>> => {
  const { stream } = await exportData(actor);
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]));
};
const emailOf = async (actor: Actor): Promise<string> =>
  (await query<{ email: string }>('SELECT email FROM "user" WHERE id = $1', [actor.userId])).rows[0]?.email ?? "";
const now = "2026-11-23T10:00:00+01:00";
const canary = "Quokkasaurus";

const livedIn = async (): Promise<Actor> => {
  const actor = await newOwner();
  await createMemory(actor, { text: `${canary} memory` });
  await createContact(actor, { name: `${canary} Contact`, email: `c-${actor.userId}@example.com` });
  await createEvent(actor, hourAt("2026-11-26T12:30", { title: `${canary}; lunch, with \\ and\nlines ${"é".repeat(60)}` }), { now });
  await createEvent(actor, hourAt("2026-11-26T09:00", { title: "Stand-up", rrule: "FREQ=WEEKLY;COUNT=5" }), { now });
  await answerOnce(actor, `Remember that I like ${canary}`, { now });
  return actor;
};

test("the export holds a file for every table with rows of the owner, found by the database's own catalogue, and every such row", async () => {
  const [actor, other] = [await livedIn(), await livedIn()];
  const files = await read(actor);
  // Not by the code under test: every column that is called user_id or points to the account.
  const { rows } = await query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'user_id'`,
  );
  expect(rows.length).toBeGreaterThan(12);
  for (const { table, column } of rows) {
    const count = (await query<{ count: number }>(`SELECT count(*) AS count FROM "${table}" WHERE "${column}" = $1`, [actor.userId])).rows[0]?.count;
    const exported = JSON.parse(files[`data/${table}.json`] ?? "null") as unknown[] | null;
    expect({ table, rows: exported?.length }).toEqual({ table, rows: count });
  }
  expect(JSON.stringify(files)).not.toContain(other.userId);
  expect(files["memories.md"]).toContain(`${canary} memory`);
  expect(Object.keys(files).filter((name) => name.startsWith("conversations/"))).toHaveLength(1);
});

test("secrets stay inside, and the archive says which", async () => {
  const actor = await livedIn();
  const files = await read(actor);
  const hash = (await query<{ password: string }>("SELECT password FROM account WHERE user_id = $1", [actor.userId])).rows[0]?.password ?? "";
  expect(hash.length).toBeGreaterThan(20);
  expect(JSON.stringify(files)).not.toContain(hash);
  expect(files["README.txt"]).toContain("account: access_token, refresh_token, id_token, password");
  expect(JSON.parse(files["data/account.json"] ?? "")).toMatchObject([{ provider_id: "credential" }]);
});

test("calendars are valid iCalendar: another program reads titles, times and series back", async () => {
  const files = await read(await livedIn());
  const [name] = Object.keys(files).filter((file) => file.startsWith("calendars/"));
  const text = files[name ?? ""] ?? "";
  expect(text.split("\r\n").every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  const lunch = events.find(({ summary }) => summary.startsWith(canary));
  expect(lunch?.summary).toBe(`${canary}; lunch, with \\ and\nlines ${"é".repeat(60)}`);
  expect(lunch?.startDate.toJSDate().toISOString()).toBe("2026-11-26T11:30:00.000Z");
  const series = events.find((event) => event.isRecurring());
  expect(series?.startDate.zone.tzid ?? series?.component.getFirstProperty("dtstart")?.getParameter("tzid")).toBe("Europe/Berlin");
  expect(calendar.getAllSubcomponents("vtimezone")).toHaveLength(1);
});

test("R34: after deletion no row of the account is left anywhere, in under 5 s, and a neighbour's stays", async () => {
  const [actor, neighbour] = [await livedIn(), await newOwner()];
  await createMemory(neighbour, { text: "Stays" });
  const email = await emailOf(actor);
  // What waits in the queue is about the account, too.
  await query(
    "INSERT INTO jobs.job (name, data) VALUES ('jobs', jsonb_build_object('job', 'sync-connection', 'data', jsonb_build_object('userId', $1::text)))",
    [actor.userId],
  );
  // The neighbour booked them as a host: that stays the neighbour's, without them.
  const { event } = await createEvent(neighbour, hourAt("2026-11-27T12:30"), { now });
  const hosting = JSON.stringify([{ before: { id: event.id, hosts: [] }, after: { id: event.id, title: "Kept", hosts: [neighbour.userId, actor.userId] } }]);
  await query("UPDATE events SET hosts = ARRAY[$2::text] WHERE id = $1", [event.id, actor.userId]);
  await query("UPDATE changes SET rows = $2::jsonb WHERE user_id = $1", [neighbour.userId, hosting]);
  const startedMs = performance.now();
  expect(await deleteAccount(actor, { password: "correct horse", confirm: email.toUpperCase() })).toEqual({ deleted: true });
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  const { rows: tables } = await query<{ schema: string; name: string }>(
    "SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_schema IN (current_schema(), 'jobs') AND table_type = 'BASE TABLE'",
  );
  expect(tables.some(({ schema }) => schema === "jobs")).toBe(true);
  for (const { schema, name } of tables) {
    const { rows } = await query<{ hits: number }>(
      `SELECT count(*) AS hits FROM "${schema}"."${name}" t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0 OR (strpos(t::text, $3) > 0 AND strpos(t::text, $1) > 0)`,
      [actor.userId, email, canary],
    );
    expect({ name, hits: rows[0]?.hits }).toEqual({ name, hits: 0 });
  }
  expect((await query("SELECT 1 FROM audit_log WHERE user_id = 'deleted' AND action = 'account.delete'")).rows.length).toBeGreaterThan(0);
  expect((await query("SELECT 1 FROM memories WHERE user_id = $1", [neighbour.userId])).rows).toHaveLength(1);
  expect((await query("SELECT rows FROM changes WHERE user_id = $1 AND room = 'scheduling'", [neighbour.userId])).rows).toEqual([
    { rows: [{ before: { id: event.id, hosts: [] }, after: { id: event.id, title: "Kept", hosts: [neighbour.userId] } }] },
  ]);
});

test("nothing goes without the right password and the address of the account", async () => {
  const actor = await newOwner();
  const email = await emailOf(actor);
  expect(await codeOf(deleteAccount(actor, { password: "wrong horse", confirm: email }))).toBe("identity/wrong-password");
  expect(await codeOf(deleteAccount(actor, { confirm: email }))).toBe("identity/wrong-password");
  expect(await codeOf(deleteAccount(actor, { password: "correct horse", confirm: "me" }))).toBe("request/invalid");
  expect(await codeOf(deleteAccount({ ...ownerActor(actor.userId, "session"), scopes: ["chat"] }, { password: "correct horse", confirm: email }))).toBe(
    "identity/forbidden",
  );
  expect(await emailOf(actor)).toBe(email);
});

test("an account without a password goes only after a sign-in of the last ten minutes", async () => {
  const actor = await newOwner();
  const email = await emailOf(actor);
  await query("UPDATE account SET password = NULL, provider_id = 'google' WHERE user_id = $1", [actor.userId]);
  await query("INSERT INTO session (id, user_id, token, expires_at, created_at) VALUES ($1, $2, $1, now() + interval '1 day', now() - interval '11 minutes')", [
    `s-${actor.userId}`,
    actor.userId,
  ]);
  const signedIn = ownerActor(actor.userId, "session", `s-${actor.userId}`);
  expect(await codeOf(deleteAccount(signedIn, { confirm: email }))).toBe("identity/sign-in-again");
  await query("UPDATE session SET created_at = now() WHERE id = $1", [`s-${actor.userId}`]);
  expect(await codeOf(deleteAccount(signedIn, { confirm: email }))).toBe("");
});

test("when the operator leaves, the account that has been here longest takes over; seeded ones never do", async () => {
  const [operator, seeded, next] = [await newOwner(), await newOwner(), await newOwner()];
  await query("UPDATE profiles SET role = 'operator', seeded = false, created_at = now() - interval '3 days' WHERE user_id = $1", [operator.userId]);
  await query("UPDATE profiles SET created_at = now() - interval '2 days' WHERE user_id = $1", [seeded.userId]);
  await query("UPDATE profiles SET seeded = false WHERE user_id = $1", [next.userId]);
  await deleteAccount(operator, { password: "correct horse", confirm: await emailOf(operator) });
  expect((await query<{ id: string }>("SELECT user_id AS id FROM profiles WHERE role = 'operator'")).rows).toEqual([{ id: next.userId }]);
});

test("every table that the migrations made is either an owner's or known to hold nobody's data", async () => {
  const owned = new Set((await listOwnedTables()).map(({ name }) => name));
  const { rows } = await query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const nobodys = new Set(["key_check", "migrations", "server_keys", "verification"]);
  expect(rows.map(({ name }) => name).filter((name) => !owned.has(name) && !nobodys.has(name))).toEqual([]);
});
