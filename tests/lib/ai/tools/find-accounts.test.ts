/** The owner asks in the conversation how their accounts are, and is led to where one is signed in to again. */
import { findAccountsTool } from "@/lib/ai/tools/find-accounts";
import type { ToolContext } from "@/lib/ai/tools/define-tool";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import { finishSync, markReconnect, saveConnection } from "@/lib/queries/connections";
import { planTurn } from "@/lib/ai/core/planner/plan-turn";
import { understandTime } from "@/lib/time/understand";
import { codeOf, newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";

useTestDatabase();

const contextOf = async (actor: Actor): Promise<ToolContext> => ({
  actor,
  profile: await findProfile(actor),
  now: "2026-11-23T10:00:00+01:00",
  conversationId: null,
  signal: new AbortController().signal,
});
const connected = async ({ userId }: Actor, type: string, account: string): Promise<string> =>
  (
    await saveConnection({
      userId,
      type,
      account,
      name: account,
      color: "#4f6bed",
      accessToken: "token",
      refreshToken: null,
      tokenExpiresAt: null,
      scopes: [],
      metadata: {},
    })
  ).id;
const said = async (actor: Actor, about?: string): Promise<string> => {
  const outcome = await findAccountsTool.run(await contextOf(actor), about === undefined ? {} : { about });
  return outcome.ok ? outcome.said : "";
};

test("each account is told with how it is; one that waits for its owner with the way to sign in again; somebody else's never", async () => {
  const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
  expect(await said(ada)).toBe("No account is connected. [Connect one](/settings/accounts) in the settings.");
  const gmail = await connected(ada, "gmail", "ada@gmail.test");
  const work = await connected(ada, "microsoft-calendar", "ada@work.test");
  await markReconnect(gmail, "integrations/reconnect");
  await finishSync(work, 60_000);
  await connected(bob, "imap", "bob@mail.test");
  const all = await said(ada);
  expect(all.split("\n").slice(0, 2)).toEqual([
    `- Gmail, ada@gmail.test: you have to sign in again. [Reconnect](/settings/accounts#${gmail})`,
    "- Outlook Calendar, ada@work.test: Connected, last synced just now",
  ]);
  expect(all).not.toContain("bob");
  expect(await said(ada, "reconnect Google")).toMatch(/^- Gmail, [^\n]*\n\nTo connect/);
  expect(await said(ada, "my Microsoft account")).toMatch(/^- Outlook Calendar, [^\n]*\n\nTo connect/);
  expect(await codeOf(findAccountsTool.run(await contextOf({ ...ada, scopes: [] }), {}))).toBe("identity/forbidden");
});

test("“reconnect my Google account” asks for it and says what was found", () => {
  const now = "2026-11-23T10:00:00+01:00";
  const context = {
    now,
    zone: "Europe/Berlin",
    locale: "en-GB",
    understand: (text: string, prefer: "future" | "past" = "future") => understandTime(text, { now, zone: "Europe/Berlin", prefer }),
    tools: new Set(["find_accounts", "find_events", "create_event"]),
  };
  const turn = { text: "Please reconnect my Google account", records: [] };
  const plan = planTurn([turn], context);
  expect(plan).toMatchObject({ calls: [{ tool: "find_accounts", input: { about: expect.stringContaining("Google") as string } }] });
});
