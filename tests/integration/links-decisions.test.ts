/**
 * R4/R5: a booking that waits is approved, declined, moved and cancelled all at once, in an order that chance decides. Whatever happens, what is
 * stored is where the trail's steps lead, each of them a step that was allowed where it was taken, and the calendar says the same.
 * The naive twin looks at the state and then writes it.
 */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { decideBooking } from "@/lib/delegation/service";
import type { Actor } from "@/lib/identity/contracts";
import { codeOf, newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { postManage } from "../support/manage";
import { newLink, newVisitor, nextMonth } from "../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "10000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

type State = "waiting" | "booked" | "declined" | "cancelled";

/** Which step may be taken where, and where it leads. */
const steps: Readonly<Record<string, { readonly from: readonly State[]; readonly to: State }>> = {
  "link.approve": { from: ["waiting"], to: "booked" },
  "link.decline": { from: ["waiting"], to: "declined" },
  "link.cancel": { from: ["waiting", "booked"], to: "cancelled" },
  "link.move": { from: ["waiting", "booked"], to: "waiting" },
};

/** Where a trail leads from a booking that waits; the first step that wasn't allowed instead, if there is one. */
const walk = (trail: readonly string[]): State | `not allowed: ${string}` => {
  let state: State = "waiting";
  for (const action of trail) {
    const step = steps[action];
    if (step === undefined || !step.from.includes(state)) return `not allowed: ${action} while ${state}`;
    state = step.to;
  }
  return state;
};

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

interface Waiting {
  readonly owner: Actor;
  readonly linkId: string;
  readonly bookingId: string;
  readonly key: string;
  readonly elsewhere: string;
}

const newWaiting = async (): Promise<Waiting> => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner, { approval: true, maxBookings: 1 });
  const visitor = await newVisitor(token);
  const [first] = await visitor.slots(nextMonth());
  const { status, body } = await visitor.book(first?.start ?? "");
  const booking = body.booking as { readonly state: string; readonly key: string } | undefined;
  expect([status, booking?.state]).toEqual([200, "waiting"]);
  const bookingId = (await query<{ id: string }>("SELECT id FROM link_bookings WHERE link_id = $1", [link.id])).rows[0]?.id ?? "";
  const { slots } = (await postManage(booking?.key ?? "", "slots", { month: nextMonth(), zone: "Europe/London" })).body as {
    readonly slots: readonly { readonly start: string }[];
  };
  const elsewhere = slots.find(({ start }) => start !== first?.start)?.start ?? "";
  return { owner, linkId: link.id, bookingId, key: booking?.key ?? "", elsewhere };
};

const found = async ({ linkId, bookingId }: Waiting) => {
  const [booking] = (await query<{ state: State; event_id: string }>("SELECT state, event_id FROM link_bookings WHERE id = $1", [bookingId])).rows;
  const [event] = (await query<{ status: string }>("SELECT status FROM events WHERE id = $1", [booking?.event_id])).rows;
  const trail = (
    await query<{ action: string }>("SELECT action FROM audit_log WHERE subject_id = $1 AND action = ANY ($2) ORDER BY id", [linkId, Object.keys(steps)])
  ).rows.map(({ action }) => action);
  const [link] = (await query<{ made: number }>("SELECT bookings_made AS made FROM links WHERE id = $1", [linkId])).rows;
  return { state: booking?.state, event: event?.status ?? "none", trail, usesTaken: link?.made };
};

/** What the calendar and the link must say when a booking is in this state. */
const consequences: Readonly<Record<State, { readonly event: readonly string[]; readonly usesTaken: number }>> = {
  waiting: { event: ["tentative"], usesTaken: 1 },
  booked: { event: ["confirmed"], usesTaken: 1 },
  declined: { event: ["cancelled", "none"], usesTaken: 0 },
  // The first that a visitor gives back comes back to the link.
  cancelled: { event: ["cancelled", "none"], usesTaken: 0 },
};

describe.each(databases())("a booking that everybody decides at once, on %s", (kind) => {
  useTestDatabase(kind, 10);
  const rounds = kind === "server" ? 200 : 50;

  test(
    `R4/R5: ${rounds} rounds of approving twice, declining, moving and cancelling at once`,
    async () => {
      const ends = new Set<string>();
      for (let round = 0; round < rounds; round += 1) {
        const waiting = await newWaiting();
        const { owner, bookingId, key, elsewhere } = waiting;
        const acts = {
          approve: () => codeOf(decideBooking(owner, { bookingId, decision: "approve", message: "" })),
          again: () => codeOf(decideBooking(owner, { bookingId, decision: "approve", message: "" })),
          decline: () => codeOf(decideBooking(owner, { bookingId, decision: "decline", message: "" })),
          move: async () => (await postManage(key, "move", { start: elsewhere })).body.code ?? "",
          cancel: async () => (await postManage(key, "cancel", {})).body.code ?? "",
        };
        const answers = Object.fromEntries(
          await Promise.all(
            shuffled(Object.entries(acts)).map(async ([name, act]) => {
              // The ways to the verb are of different length; a moment's delay makes every order possible.
              await new Promise((resolve) => setTimeout(resolve, Math.random() * 12));
              return [name, await act()] as const;
            }),
          ),
        ) as Record<keyof typeof acts, string>;
        const end = await found(waiting);
        expect({ ...end, walked: walk(end.trail) }).toMatchObject({ walked: end.state });
        const { event, usesTaken } = consequences[end.state ?? "waiting"];
        expect(event).toContain(end.event);
        expect(end.usesTaken).toBe(usesTaken);
        // Who was told that it is done, is in the trail, and nobody else is.
        const told = (name: keyof typeof acts): number => (answers[name] === "" ? 1 : 0);
        const count = (action: string): number => end.trail.filter((step) => step === action).length;
        expect([told("approve") + told("again"), told("decline"), told("move"), told("cancel")]).toEqual(
          ["link.approve", "link.decline", "link.move", "link.cancel"].map(count),
        );
        for (const code of Object.values(answers)) expect(["", "delegation/decided", "delegation/not-changeable", "delegation/not-available"]).toContain(code);
        ends.add(end.trail.join(" "));
      }
      // Chance did decide: a test in which one order always wins would prove little.
      expect(ends.size).toBeGreaterThan(3);
    },
    kind === "server" ? 240_000 : 120_000,
  );

  test("R4/R5's twin, which looks and then writes, lets several decisions win", async () => {
    const { bookingId } = await newWaiting();
    const decideNaively = async (state: State): Promise<boolean> => {
      const { rows } = await query<{ state: State }>("SELECT state FROM link_bookings WHERE id = $1", [bookingId]);
      if (rows[0]?.state !== "waiting") return false;
      await query("UPDATE link_bookings SET state = $2 WHERE id = $1", [bookingId, state]);
      return true;
    };
    const won = await Promise.all((["booked", "declined", "cancelled"] as const).map(decideNaively));
    expect(won.filter(Boolean).length).toBeGreaterThan(1);
  });
});
