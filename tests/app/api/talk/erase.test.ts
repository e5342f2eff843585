/** After a visitor had their data deleted, no table of the database knows them any more: the whole dump is searched. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { deliverLinkMail, listLinkTrail } from "@/lib/delegation/service";
import type { Actor } from "@/lib/identity/contracts";
import { listNotifications } from "@/lib/notifications/service";
import { dumpTables } from "@/lib/queries/dump";
import { cancelEvent, listEvents, undoChange } from "@/lib/scheduling/service";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { getManage, postManage } from "../../../support/manage";
import { callAs, newLink, newVisitor, nextMonth, sayAs } from "../../../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "1000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

const who = { name: "Zerubbabel Quixote", email: "zquixote@mill.example", consent: true };
/** Everything by which this visitor could be told. */
const traces = /zerubbabel|quixote|555 0199|windmills/i;

/** Tables in which the visitor is found, by their rows. */
const tablesWith = async (pattern: RegExp): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>();
  let table = "";
  await dumpTables(
    () => Promise.resolve(),
    (lines) => {
      for (const line of lines.split("\n")) {
        if (line.startsWith("{")) table = (JSON.parse(line) as { table: string }).table;
        else if (pattern.test(line)) found.set(table, [...(found.get(table) ?? []), line]);
      }
      return Promise.resolve();
    },
  );
  return found;
};

const deliverMails = async ({ userId }: Actor): Promise<void> => {
  const { rows } = await query<{ id: string; payload: Record<string, unknown> }>("SELECT id, payload FROM outbox WHERE user_id = $1 AND topic = 'link.mail'", [
    userId,
  ]);
  for (const { id, payload } of rows) await deliverLinkMail({ id, userId, payload }, { signal: AbortSignal.timeout(10_000) });
};

/** A visit with everything a visitor can leave behind: two bookings, one of them over, a proposal, a message, a conversation, a refusal. */
const fullVisit = async () => {
  const owner = await newCalendarOwner();
  const made = await newLink(owner, {
    name: "Everybody",
    allowed: ["mill.example"],
    meeting: { type: "phone", caller: "owner" },
    questions: [{ id: "about", label: "What about?" }],
  });
  const visitor = await newVisitor(made.token);
  const slots = await visitor.slots(nextMonth());
  await visitor.book(slots[0]?.start ?? "", { ...who, email: "zerubbabel@elsewhere.example", phone: "555 0199" });
  const book = async (at: number): Promise<{ key: string; start: string }> => {
    const { status, body } = await visitor.book(slots[at]?.start ?? "", { ...who, phone: "+44 555 0199", answers: { about: "Windmills" } });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.booking as { key: string; start: string };
  };
  const [past, open] = [await book(0), await book(3)];
  await postManage(open.key, "move", { start: slots[5]?.start });
  await sayAs(visitor, "My name is Zerubbabel Quixote, zquixote@mill.example");
  await callAs(visitor, "code", { email: who.email });
  await callAs(visitor, "propose", { ...who, start: slots[7]?.start, durationMinutes: 30, note: "Windmills again" });
  await callAs(visitor, "note", { ...who, text: "Zerubbabel here: the windmills move" });
  await deliverMails(owner);
  const { rows } = await query<{ event_id: string }>("SELECT event_id FROM link_bookings WHERE user_id = $1 ORDER BY id", [owner.userId]);
  const eventId = rows[0]?.event_id ?? "";
  for (const table of ["events", "link_bookings"])
    await query(
      `UPDATE ${table} SET starts_at = starts_at - interval '60 days', ends_at = ends_at - interval '60 days' WHERE ${table === "events" ? "id" : "event_id"} = $1`,
      [eventId],
    );
  await query(
    `INSERT INTO briefs (id, user_id, day, sentences, facts, phrased) SELECT gen_random_uuid(), user_id, '2026-10-01', jsonb_build_array('First: ' || title || ' at 9.'), '[[[7, 20]]]', 'You begin with ' || title || '.'
       FROM events WHERE id = $1`,
    [eventId],
  );
  return { owner, made, visitor, past, open, eventId };
};

test("the whole dump names the visitor before, and in no table after; the owner's time, trail and notice of it stay", async () => {
  const { owner, made, past, open, eventId } = await fullVisit();
  const before = await tablesWith(traces);
  // The search sees what there is: all of these hold something of the visitor.
  for (const table of ["audit_log", "briefs", "busy_slots", "changes", "events", "link_bookings", "link_messages", "link_proposals", "link_visits"])
    expect([table, before.has(table)]).toEqual([table, true]);
  for (const table of ["mails", "notifications", "outbox"]) expect([table, before.has(table)]).toEqual([table, true]);

  expect(await postManage(open.key, "erase", { confirm: true })).toMatchObject({ status: 200, body: { erased: true } });
  expect([...(await tablesWith(traces))]).toEqual([]);

  for (const { key } of [past, open]) expect((await getManage(key)).status).toBe(404);
  const { rows } = await query<{ starts_at: string }>("SELECT starts_at FROM events WHERE id = $1", [eventId]);
  const startMs = Date.parse(rows[0]?.starts_at ?? "");
  const { events } = await listEvents(owner, { from: new Date(startMs).toISOString(), to: new Date(startMs + 60_000).toISOString() });
  expect(events).toMatchObject([
    { title: "Meeting with a visitor (erased)", description: "Booked through your link “Everybody”.", location: "", attendees: [], status: "confirmed" },
  ]);
  const told = await listNotifications(owner, { limit: 50 });
  expect(told.notifications.map(({ title }) => title)).toEqual([expect.stringMatching(/^A visitor cancelled /), "Stopped at “Everybody”"]);
  const trail = await listLinkTrail(owner, { linkId: made.link.id, limit: 50 });
  expect(trail.entries.map(({ text }) => text)).toEqual(expect.arrayContaining(["A visitor had their data deleted", expect.stringMatching(/^Booked/)]));
});

test("taking a change back afterwards doesn't bring the visitor back", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  const { key } = (await visitor.book(slot?.start ?? "", who)).body.booking as { key: string };
  const [event] = (await listEvents(owner, { from: slot?.start ?? "", to: slot?.end ?? "" })).events;
  const { undo } = await cancelEvent(owner, { ref: event?.ref ?? "" });
  await postManage(key, "erase", { confirm: true });
  await undoChange(owner, { changeId: undo.changeId }).catch(() => undefined);
  expect([...(await tablesWith(traces))]).toEqual([]);
});

test("a stranger with a key of their own deletes nothing of others", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const [visitor, other] = [await newVisitor(token), await newVisitor(token)];
  const slots = await visitor.slots(nextMonth());
  await visitor.book(slots[0]?.start ?? "", { name: "Keeps Theirs", email: "keeps@theirs.example" });
  const { key } = (await other.book(slots[2]?.start ?? "", who)).body.booking as { key: string };
  await postManage(key, "erase", { confirm: true });
  expect([...(await tablesWith(/keeps@theirs\.example/i)).keys()]).toEqual(expect.arrayContaining(["events", "link_bookings", "link_visits"]));
  expect((await query("SELECT 1 FROM events WHERE user_id = $1 AND title LIKE '%Keeps Theirs'", [owner.userId])).rowCount).toBe(1);
});
