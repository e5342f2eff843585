/** Connecting, refreshing and leaving a Google account: R30, R31 and the words that explain what went wrong. */
import { query } from "@/lib/db";
import { disconnect, finishConnecting, listConnections, startConnecting, updateConnection } from "@/lib/integrations/service";
import { listNotifications } from "@/lib/notifications/service";
import { deleteAccount } from "@/lib/owner-data/service";
import { bookTime } from "@/lib/scheduling/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newOwner } from "../support/accounts";
import { codeOf, hourAt, newCalendarOwner } from "../support/calendar-owner";
import { putEvent } from "../support/google/calendar-routes";
import { carry, connectGoogle, sync, useGoogle } from "../support/google/connect";
import { startGoogle, type GoogleServer } from "../support/google/google-server";
import { allow } from "../support/google/oauth-routes";

jest.setTimeout(30_000);
let google: GoogleServer;
beforeEach(async () => {
  google = await startGoogle();
  google.calendar.calendars.push({ id: "ada@gmail.test", summary: "Ada", timeZone: "Europe/Berlin", accessRole: "owner", primary: true });
  useGoogle(google);
  clearCircuits();
});
afterEach(() => google.close());

test("an account is connected by its address, its tokens stand nowhere in the open, and new events go there", async () => {
  const actor = await newCalendarOwner();
  const connection = await connectGoogle(actor, google, "google-calendar");
  expect(connection).toMatchObject({ account: "ada@gmail.test", state: "waiting", writesHere: true, checksConflicts: true });
  const rows = JSON.stringify((await query("SELECT * FROM user_integrations WHERE user_id = $1", [actor.userId])).rows);
  for (const token of [...google.oauth.refreshTokens.keys(), ...google.oauth.accessTokens]) expect(rows).not.toContain(token);
});

test("a state works once, in the session that set out, and for nobody else", async () => {
  const actor = { ...(await newCalendarOwner()), sessionId: "one" };
  const { authUrl } = await startConnecting(actor, { type: "google-calendar", fields: {} });
  const back = allow(google.oauth, authUrl ?? "").searchParams;
  const answer = { state: back.get("state") ?? "", code: back.get("code") ?? "" };
  expect(await codeOf(finishConnecting({ ...actor, sessionId: "another" }, answer))).toBe("integrations/state-invalid");
  expect(await codeOf(finishConnecting(await newCalendarOwner(), answer))).toBe("integrations/state-invalid");
  await finishConnecting(actor, answer);
  expect(await codeOf(finishConnecting(actor, answer))).toBe("integrations/state-invalid");
});

test("what Google refuses is explained with the exact value to correct", async () => {
  const actor = await newCalendarOwner();
  google.oauth.grants = "openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/calendar.readonly";
  await expect(connectGoogle(actor, google, "google-calendar")).rejects.toMatchObject({
    code: "integrations/scope-missing",
    publicMessage: expect.stringContaining("calendar.events") as string,
  });
  google.oauth.grants = null;
  google.faults.push({ when: ({ path }) => path === "/oauth2/token", answer: { status: 400, body: { error: "redirect_uri_mismatch" } } });
  await expect(connectGoogle(actor, google, "google-calendar")).rejects.toMatchObject({
    code: "integrations/redirect-mismatch",
    publicMessage: expect.stringContaining("http://127.0.0.1:3000/api/integrations/google/callback") as string,
  });
  google.faults.push({ when: ({ path }) => path === "/oauth2/token", answer: { status: 401, body: { error: "invalid_client" } } });
  expect(await codeOf(connectGoogle(actor, google, "google-calendar"))).toBe("integrations/client-refused");
  expect(await codeOf(finishConnecting(actor, { state: "x", error: "access_denied" }))).toBe("integrations/access-denied");
  const { authUrl } = await startConnecting(actor, { type: "google-calendar", fields: {} });
  const state = new URL(authUrl ?? "").searchParams.get("state") ?? "";
  await expect(finishConnecting(actor, { state, error: "access_denied_test_user" })).rejects.toMatchObject({
    code: "integrations/app-unverified",
    publicMessage: expect.stringContaining("listed testers") as string,
  });
  expect((await listConnections(actor)).connections).toEqual([]);
});

test("a token that ran out is refreshed once however many want it", async () => {
  const actor = await newCalendarOwner();
  google.oauth.lifetimeSeconds = 1;
  const connection = await connectGoogle(actor, google, "google-calendar");
  await sync(actor, connection);
  google.oauth.lifetimeSeconds = 3_600;
  google.oauth.refreshes = 0;
  await query("UPDATE user_integrations SET token_expires_at = now() - interval '1 minute' WHERE id = $1", [connection.id]);
  await Promise.all(Array.from({ length: 8 }, (_, hour) => bookTime(actor, hourAt(`2026-11-2${hour + 1}T10:00`))));
  expect(google.oauth.refreshes).toBe(1);
});

test("whose clock is wrong doesn't matter: a token that is refused although it should hold is refreshed, once, and the sync goes on", async () => {
  const actor = await newCalendarOwner();
  const connection = await connectGoogle(actor, google, "google-calendar");
  await sync(actor, connection);
  google.oauth.accessTokens.clear();
  google.oauth.refreshes = 0;
  putEvent(google.calendar, "ada@gmail.test", { id: "lunch", summary: "Lunch", start: { date: "2026-12-01" }, end: { date: "2026-12-02" } });
  await sync(actor, connection);
  expect(google.oauth.refreshes).toBe(1);
  expect((await listConnections(actor)).connections[0]?.state).toBe("connected");
  expect((await query("SELECT 1 FROM events WHERE title = 'Lunch' AND user_id = $1", [actor.userId])).rows).toHaveLength(1);
});

test("a grant that is gone is noticed once, told once, and not tried again; signing in again mends it and nothing is lost", async () => {
  const actor = await newCalendarOwner();
  const connection = await connectGoogle(actor, google, "google-calendar");
  putEvent(google.calendar, "ada@gmail.test", {
    id: "first",
    summary: "Standup",
    start: { dateTime: "2026-11-26T09:00:00Z" },
    end: { dateTime: "2026-11-26T09:30:00Z" },
  });
  await sync(actor, connection);
  google.oauth.refreshTokens.clear();
  google.oauth.accessTokens.clear();
  await sync(actor, connection);
  const [gone] = (await listConnections(actor)).connections;
  expect(gone).toMatchObject({ state: "reconnect", status: "Google Calendar asks you to sign in again", problem: { code: "integrations/reconnect" } });
  const calls = google.calls.length;
  expect(await sync(actor, connection)).toBe(false);
  const booked = await bookTime(actor, hourAt("2026-11-27T10:00"));
  await carry(actor);
  expect(google.calls.length).toBe(calls);
  expect((await listNotifications(actor)).notifications.filter(({ kind }) => kind === "account")).toHaveLength(1);

  const again = await connectGoogle(actor, google, "google-calendar");
  expect(again.id).toBe(connection.id);
  await sync(actor, connection);
  await carry(actor);
  expect([...(google.calendar.events.get("ada@gmail.test")?.keys() ?? [])]).toContain(booked.event.id.replaceAll("-", ""));
});

test("disconnecting takes the grant back and leaves nothing behind, not even what could be taken back; the other account of the grant keeps it", async () => {
  const actor = await newCalendarOwner();
  const calendar = await connectGoogle(actor, google, "google-calendar");
  const mail = await connectGoogle(actor, google, "gmail");
  putEvent(google.calendar, "ada@gmail.test", {
    id: "first",
    summary: "Canary walk",
    start: { dateTime: "2026-11-26T09:00:00Z" },
    end: { dateTime: "2026-11-26T09:30:00Z" },
  });
  await sync(actor, calendar);
  await bookTime(actor, hourAt("2026-11-27T10:00", { title: "Canary lunch" }));
  expect(await disconnect(actor, { connectionId: mail.id })).toEqual({ disconnected: true, revoked: true });
  expect(google.oauth.revoked).toEqual([]);
  expect(await disconnect(actor, { connectionId: calendar.id })).toEqual({ disconnected: true, revoked: true });
  expect(google.oauth.revoked).toHaveLength(1);
  for (const table of ["user_integrations", "calendars", "events", "event_links", "mails", "mail_links"])
    expect((await query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [actor.userId])).rows).toEqual([]);
  const rest = await query("SELECT rows::text AS rows FROM changes WHERE user_id = $1", [actor.userId]);
  expect(JSON.stringify(rest.rows)).not.toContain("Canary");
});

test("an owner who leaves takes the grants along, once nothing of them is here; a provider that doesn't answer holds nobody up", async () => {
  for (const broken of [false, true]) {
    const actor = await newOwner();
    await connectGoogle(actor, google, "google-calendar");
    const email = (await query<{ email: string }>('SELECT email FROM "user" WHERE id = $1', [actor.userId])).rows[0]?.email ?? "";
    google.oauth.revoked.length = 0;
    const failing = { when: ({ path }: { readonly path: string }) => path === "/oauth2/revoke", answer: { status: 500, body: {} } };
    if (broken) google.faults.push(...Array.from({ length: 10 }, () => ({ ...failing })));
    expect(await deleteAccount(actor, { password: "correct horse", confirm: email })).toEqual({ deleted: true });
    expect(google.oauth.revoked).toHaveLength(broken ? 0 : 1);
    expect((await query("SELECT 1 FROM user_integrations WHERE user_id = $1", [actor.userId])).rows).toEqual([]);
  }
});

test("nobody else sees, syncs, changes or disconnects an owner's account", async () => {
  const [owner, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const { id: connectionId } = await connectGoogle(owner, google, "google-calendar");
  expect((await listConnections(stranger)).connections).toEqual([]);
  expect(await codeOf(updateConnection(stranger, { connectionId, name: "Mine" }))).toBe("integrations/not-found");
  expect(await codeOf(disconnect(stranger, { connectionId }))).toBe("integrations/not-found");
  expect(await sync(stranger, { id: connectionId })).toBe(false);
});
