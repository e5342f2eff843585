/** Connecting, refreshing and leaving a Microsoft account: R30, R31 and the words that explain what went wrong. */
import { query } from "@/lib/db";
import { disconnect, explainProblem, finishConnecting, listConnections, startConnecting } from "@/lib/integrations/service";
import { listNotifications } from "@/lib/notifications/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { bookTime } from "@/lib/scheduling/service";
import { codeOf, hourAt, newCalendarOwner } from "../support/calendar-owner";
import { carry, sync } from "../support/google/connect";
import { putEvent } from "../support/microsoft/calendar-state";
import { connectMicrosoft, useMicrosoft } from "../support/microsoft/connect";
import { startMicrosoft, type MicrosoftServer } from "../support/microsoft/microsoft-server";
import { setting } from "../support/settings";

jest.setTimeout(30_000);
const callback = "http://127.0.0.1:3000/api/integrations/microsoft/callback";
let microsoft: MicrosoftServer;
beforeEach(async () => {
  microsoft = await startMicrosoft();
  microsoft.calendar.calendars.push({ id: "home", name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "" });
  useMicrosoft(microsoft);
  clearCircuits();
});
afterEach(() => microsoft.close());

const put = (id: string, subject: string): unknown =>
  putEvent(microsoft.calendar, "home", id, {
    subject,
    start: { dateTime: "2026-11-26T09:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-11-26T09:30:00", timeZone: "UTC" },
  });

test("the owner is sent to the tenant's sign-in with PKCE, and for no more rights than the kind needs", async () => {
  const actor = await newCalendarOwner();
  setting({ MICROSOFT_TENANT: "contoso.example" });
  const { authUrl } = await startConnecting(actor, { type: "microsoft-calendar", fields: {} });
  setting({ MICROSOFT_TENANT: undefined });
  const url = new URL(authUrl ?? "");
  expect(`${url.origin}${url.pathname}`).toBe(`${microsoft.origin}/contoso.example/oauth2/v2.0/authorize`);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ response_type: "code", code_challenge_method: "S256", redirect_uri: callback });
  expect(url.searchParams.get("scope")?.split(" ").sort()).toEqual(["Calendars.ReadWrite", "User.Read", "email", "offline_access", "openid", "profile"]);
});

test("an account is connected by its address, and its tokens stand nowhere in the open", async () => {
  const actor = await newCalendarOwner();
  const connection = await connectMicrosoft(actor, microsoft, "microsoft-calendar");
  expect(connection).toMatchObject({ account: "ada@outlook.test", label: "Outlook Calendar", state: "waiting", writesHere: true, checksConflicts: true });
  const rows = JSON.stringify((await query("SELECT * FROM user_integrations WHERE user_id = $1", [actor.userId])).rows);
  for (const token of [...microsoft.login.refreshTokens.keys(), ...microsoft.login.accessTokens]) expect(rows).not.toContain(token);
});

test("what Microsoft refuses is explained with the exact value to correct", async () => {
  const actor = await newCalendarOwner();
  microsoft.login.grants = "openid profile email offline_access User.Read";
  await expect(connectMicrosoft(actor, microsoft, "microsoft-mail")).rejects.toMatchObject({
    code: "integrations/scope-missing",
    publicMessage: expect.stringContaining("Mail.ReadWrite, Mail.Send") as string,
  });
  microsoft.login.grants = null;
  const refuse = (error: string, number: number): void =>
    void microsoft.faults.push({ when: ({ path }) => path.endsWith("/token"), answer: { status: 400, body: { error, error_codes: [number] } } });
  refuse("invalid_request", 50011);
  await expect(connectMicrosoft(actor, microsoft, "microsoft-calendar")).rejects.toMatchObject({
    code: "integrations/redirect-mismatch",
    publicMessage: expect.stringContaining(callback) as string,
  });
  refuse("invalid_client", 7000222);
  expect(await codeOf(connectMicrosoft(actor, microsoft, "microsoft-calendar"))).toBe("integrations/client-refused");
  const declined = async (error: string): Promise<string> => {
    const { authUrl } = await startConnecting(actor, { type: "microsoft-calendar", fields: {} });
    return codeOf(finishConnecting(actor, { state: new URL(authUrl ?? "").searchParams.get("state") ?? "", error }));
  };
  expect(await declined("access_denied")).toBe("integrations/access-denied");
  expect(await declined("unauthorized_client")).toBe("integrations/client-refused");
  expect(await declined("temporarily_unavailable")).toBe("integrations/unreachable");
  expect(explainProblem("integrations/redirect-mismatch", "microsoft-calendar")).toContain(callback);
  expect(explainProblem("integrations/redirect-mismatch", "google-calendar")).toContain("/api/integrations/google/callback");
  expect(explainProblem("integrations/redirect-mismatch", "nobody")).toBeNull();
  expect((await listConnections(actor)).connections).toEqual([]);
});

test("what the operator still has to set is named", async () => {
  const actor = await newCalendarOwner();
  setting({ MICROSOFT_CLIENT_ID: undefined, MICROSOFT_CLIENT_SECRET: undefined });
  const offered = (await listConnections(actor)).providers.find(({ id }) => id === "microsoft-mail");
  expect(offered?.missing).toBe("The operator sets MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET.");
  expect(await codeOf(startConnecting(actor, { type: "microsoft-mail", fields: {} }))).toBe("integrations/not-configured");
});

test("a token that ran out is refreshed once however many want it, and the refresh token that comes with it is kept", async () => {
  const actor = await newCalendarOwner();
  const connection = await connectMicrosoft(actor, microsoft, "microsoft-calendar");
  await sync(actor, connection);
  const runOut = (): Promise<unknown> => query("UPDATE user_integrations SET token_expires_at = now() - interval '1 minute' WHERE id = $1", [connection.id]);
  await runOut();
  await Promise.all(Array.from({ length: 8 }, (_, day) => bookTime(actor, hourAt(`2026-11-2${day + 1}T10:00`))));
  expect(microsoft.login.refreshes).toBe(1);
  await runOut();
  await sync(actor, connection);
  expect(microsoft.login.refreshes).toBe(2);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "connected" });
});

test("a grant that is gone is noticed once, told once, and not tried again; signing in again mends it and nothing is lost", async () => {
  const actor = await newCalendarOwner();
  const connection = await connectMicrosoft(actor, microsoft, "microsoft-calendar");
  put("first", "Standup");
  await sync(actor, connection);
  microsoft.login.refreshTokens.clear();
  microsoft.login.accessTokens.clear();
  await sync(actor, connection);
  const [gone] = (await listConnections(actor)).connections;
  expect(gone).toMatchObject({ state: "reconnect", status: "Outlook Calendar asks you to sign in again", problem: { code: "integrations/reconnect" } });
  const calls = microsoft.calls.length;
  expect(await sync(actor, connection)).toBe(false);
  await bookTime(actor, hourAt("2026-11-27T10:00", { title: "Booked meanwhile" }));
  await carry(actor);
  expect(microsoft.calls.length).toBe(calls);
  expect((await listNotifications(actor)).notifications.filter(({ kind }) => kind === "account")).toHaveLength(1);

  const again = await connectMicrosoft(actor, microsoft, "microsoft-calendar");
  expect(again.id).toBe(connection.id);
  await sync(actor, connection);
  await carry(actor);
  expect([...microsoft.calendar.events.values()].map(({ words }) => words.subject)).toContain("Booked meanwhile");
});

test("disconnecting leaves nothing behind here, and says that only its owner can take the grant back at Microsoft", async () => {
  const actor = await newCalendarOwner();
  const calendar = await connectMicrosoft(actor, microsoft, "microsoft-calendar");
  const mail = await connectMicrosoft(actor, microsoft, "microsoft-mail");
  put("first", "Canary walk");
  await sync(actor, calendar);
  expect(await disconnect(actor, { connectionId: mail.id })).toEqual({ disconnected: true, revoked: true });
  expect(await disconnect(actor, { connectionId: calendar.id })).toEqual({ disconnected: true, revoked: false });
  for (const table of ["user_integrations", "calendars", "events", "event_links", "mails", "mail_links"])
    expect((await query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [actor.userId])).rows).toEqual([]);
});
