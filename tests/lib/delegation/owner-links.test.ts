/** What owners do with their links: copies, new addresses and PINs; and what they are told when somebody is stopped. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { createLink, duplicateLink, getLink, listLinks, pauseAllLinks, previewLink, renewAddress, setLinkState, updateLink } from "@/lib/delegation/service";
import type { Actor } from "@/lib/identity/contracts";
import { listNotifications } from "@/lib/notifications/service";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { newLink, newVisitor, nextMonth, Visitor } from "../../support/visitors";

useTestDatabase();

const scale = (factor: string | undefined): void => {
  if (factor === undefined) delete process.env.RATE_LIMIT_SCALE;
  else process.env.RATE_LIMIT_SCALE = factor;
  rereadConfig();
};
beforeEach(() => scale("1000"));
afterEach(() => scale(undefined));

const tokenOf = (address: string): string => address.split("/talk/")[1] ?? "";
const opens = async (token: string, pin?: string): Promise<unknown> => {
  const { status, body } = await new Visitor(token).open(pin);
  return status === 200 ? body.status : body.code;
};
const stopped = async (owner: Actor): Promise<string[]> =>
  (await listNotifications(owner, { limit: 20 })).notifications.filter(({ kind }) => kind === "link-stopped").map(({ title, body }) => `${title}: ${body}`);

test("a copy has the same rules and an address of its own, but neither the PIN nor the bookings", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner, { purpose: "Intro", durations: [45], maxBookings: 2, pin: "4821", approval: true });
  const visitor = await newVisitor(token, undefined, "4821");
  const [slot] = await visitor.slots(nextMonth(), 45);
  expect((await visitor.book(slot?.start ?? "", { durationMinutes: 45 })).status).toBe(200);
  const copy = await duplicateLink(owner, { linkId: link.id });
  expect(copy.link).toMatchObject({
    name: "Acme people (copy)",
    purpose: "Intro",
    durations: [45],
    approval: true,
    bookings: 0,
    bookingsLeft: 2,
    hasPin: false,
  });
  expect(tokenOf(copy.address)).not.toBe(token);
  expect(await opens(tokenOf(copy.address))).toBe("open");
});

test("a copy of a link that is over isn't over", async () => {
  const owner = await newCalendarOwner();
  const { link } = await createLink(owner, { name: "Over", expiresAt: "2026-12-01T00:00:00Z" }, { now: "2026-11-20T00:00:00Z" });
  const copy = await duplicateLink(owner, { linkId: link.id }, { now: "2026-12-02T00:00:00Z" });
  expect(copy.link).toMatchObject({ state: "active", expiresAt: null });
});

test("a new address ends the old one at once, for those who are inside as well; a revoked link gets none", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  const { address } = await renewAddress(owner, { linkId: link.id });
  expect((await visitor.book(slot?.start ?? "")).body.code).toBe("delegation/link-unavailable");
  expect(await opens(token)).toBe("delegation/link-unavailable");
  expect(await opens(tokenOf(address))).toBe("open");
  await setLinkState(owner, { linkId: link.id, state: "revoked" });
  expect(await codeOf(renewAddress(owner, { linkId: link.id }))).toBe("delegation/link-revoked");
  expect(await codeOf(setLinkState(owner, { linkId: link.id, state: "active" }))).toBe("delegation/link-revoked");
});

test("a new PIN ends the visits that came in with the old one, and who saves an older version overwrites nothing", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner, { pin: "4821" });
  const visitor = await newVisitor(token, undefined, "4821");
  const [slot] = await visitor.slots(nextMonth());
  const changed = await updateLink(owner, { linkId: link.id, version: link.version, pin: "1234" });
  expect((await visitor.book(slot?.start ?? "")).body.code).toBe("delegation/visit-needed");
  expect([await opens(token, "4821"), await opens(token, "1234")]).toEqual(["delegation/wrong-pin", "open"]);
  expect(await codeOf(updateLink(owner, { linkId: link.id, version: link.version, name: "Stale" }))).toBe("delegation/link-changed");
  expect((await getLink(owner, { linkId: link.id })).version).toBe(changed.version);
});

test("after five wrong PINs an address waits, the right one included; no booking is used up, and the owner is told once", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner, { pin: "4821", maxBookings: 1 });
  scale("1");
  const tried: unknown[] = [];
  for (const pin of ["0000", "0001", "0002", "0003", "0004", "4821", "4821"]) tried.push(await opens(token, pin));
  expect(tried).toEqual([...Array.from({ length: 5 }, () => "delegation/wrong-pin"), "request/rate-limited", "request/rate-limited"]);
  expect((await getLink(owner, { linkId: link.id })).bookingsLeft).toBe(1);
  expect(await stopped(owner)).toEqual([expect.stringMatching(/^Stopped at “Acme people”: Somebody tried too many PINs/)]);
});

test("the owner is told of an address that may not book, once an hour, by its domain alone", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner, { allowed: ["acme.com"] });
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  for (const email of ["eve@evil.example", "mal@evil.example"])
    expect((await visitor.book(slot?.start ?? "", { email })).body.code).toBe("delegation/email-not-allowed");
  expect(await stopped(owner)).toEqual(["Stopped at “Acme people”: Somebody wrote an address that may not book (at evil.example)."]);
});

test("what a visitor keeps is everybody's again once its five minutes are over", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner);
  const [holder, other] = [await newVisitor(token), await newVisitor(token)];
  const [slot] = await holder.slots(nextMonth());
  const { body } = await holder.hold(slot?.start ?? "");
  const leftMs = Date.parse((body.hold as { expiresAt: string }).expiresAt) - Date.now();
  expect(leftMs).toBeGreaterThan(4.9 * 60_000);
  expect(leftMs).toBeLessThanOrEqual(5 * 60_000);
  expect((await other.hold(slot?.start ?? "")).body.code).toBe("delegation/not-available");
  await query("UPDATE link_holds SET expires_at = now() - interval '1 second' WHERE visit_id IN (SELECT id FROM link_visits WHERE link_id = $1)", [link.id]);
  expect((await other.hold(slot?.start ?? "")).status).toBe(200);
});

test("every verb refuses an actor without the scope, and a stranger's link isn't there", async () => {
  const [owner, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const { link } = await newLink(owner);
  const bare: Actor = { ...owner, scopes: [] };
  const linkId = link.id;
  const verbs: readonly ((actor: Actor) => Promise<unknown>)[] = [
    (actor) => getLink(actor, { linkId }),
    (actor) => duplicateLink(actor, { linkId }),
    (actor) => renewAddress(actor, { linkId }),
    (actor) => setLinkState(actor, { linkId, state: "paused" }),
    (actor) => updateLink(actor, { linkId, version: link.version, name: "Mine" }),
    (actor) => previewLink(actor, { linkId, month: nextMonth(), zone: "UTC" }),
  ];
  const ownOnly: readonly ((actor: Actor) => Promise<unknown>)[] = [
    (actor) => listLinks(actor, { limit: 10 }),
    (actor) => createLink(actor, { name: "Mine" }),
    (actor) => pauseAllLinks(actor, { paused: true }),
  ];
  for (const verb of [...verbs, ...ownOnly]) expect(await codeOf(verb(bare))).toBe("identity/forbidden");
  for (const verb of verbs) expect(await codeOf(verb(stranger))).toBe("delegation/link-not-found");
});
