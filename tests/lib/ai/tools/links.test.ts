/** The owner makes and pauses links in the conversation; the address is never said there. */
import { query } from "@/lib/db";
import { makeLinkTool } from "@/lib/ai/tools/make-link";
import { pauseLinksTool } from "@/lib/ai/tools/pause-links";
import type { ToolContext } from "@/lib/ai/tools/define-tool";
import { listLinks } from "@/lib/delegation/service";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import { codeOf, newCalendarOwner } from "../../../support/calendar-owner";

const contextOf = async (actor: Actor): Promise<ToolContext> => ({
  actor,
  profile: await findProfile(actor),
  now: "2026-11-23T10:00:00+01:00",
  conversationId: null,
  signal: new AbortController().signal,
});

test("a link is made with what was said, its days as dates, and its address stays out of the conversation", async () => {
  const actor = await newCalendarOwner();
  const context = await contextOf(actor);
  const done = await makeLinkTool.run(context, { name: "the Acme people", minutes: [30], when: "this week", pin: "4821", bookings: 3 });
  expect(done).toMatchObject({ ok: true });
  const { links } = await listLinks(actor, { limit: 10 });
  expect(links).toMatchObject([
    { name: "the Acme people", durations: [30], maxBookings: 3, hasPin: true, times: { from: "2026-11-23", until: "2026-11-29" }, state: "active" },
  ]);
  const said = done.ok ? done.said : "";
  expect(said).toContain(`/links?link=${links[0]?.id ?? ""}`);
  expect(said).not.toContain("/talk/");
  expect((await query<{ token_hash: string }>("SELECT token_hash FROM links WHERE user_id = $1", [actor.userId])).rows).toHaveLength(1);
});

test("an expiry is an instant: a day counts to its end, a clock time is that moment", async () => {
  const actor = await newCalendarOwner();
  const context = await contextOf(actor);
  await makeLinkTool.run(context, { name: "a", expires: "Friday" });
  await makeLinkTool.run(context, { name: "b", expires: "tomorrow at 5pm" });
  const { links } = await listLinks(actor, { limit: 10 }, { now: "2026-11-23T09:00:00Z" });
  expect(Object.fromEntries(links.map(({ name, expiresAt }) => [name, expiresAt === null ? null : Date.parse(expiresAt)]))).toEqual({
    a: Date.parse("2026-11-27T23:00:00Z"),
    b: Date.parse("2026-11-24T16:00:00Z"),
  });
});

test("pausing shuts them all and lifting opens them again; a key without the scope can do neither", async () => {
  const actor = await newCalendarOwner();
  const context = await contextOf(actor);
  await makeLinkTool.run(context, { name: "a" });
  await pauseLinksTool.run(context, { paused: true });
  expect((await listLinks(actor, { limit: 10 })).links[0]?.state).toBe("paused");
  await pauseLinksTool.run(context, { paused: false });
  expect((await listLinks(actor, { limit: 10 })).links[0]?.state).toBe("active");
  const narrow = { ...context, actor: { ...actor, scopes: ["chat" as const] } };
  expect(await codeOf(pauseLinksTool.run(narrow, { paused: true }))).toBe("identity/forbidden");
});
