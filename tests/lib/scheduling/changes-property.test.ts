/** Whatever is done to a calendar, in whatever order: what is undone is as it was, and every ref that is shown can be used. */
import fc from "fast-check";
import type { Actor } from "@/lib/identity/contracts";
import type { CalendarEvent, EventPatch, SeriesScope, Undo } from "@/lib/scheduling/contracts";
import { cancelEvent, createEvent, getEvent, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import { at, newCalendarOwner } from "../../support/calendar-owner";

const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"] as const;
const rules = [
  undefined,
  "FREQ=DAILY;COUNT=9",
  "FREQ=WEEKLY",
  "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=8",
  "FREQ=MONTHLY;BYDAY=-1TU",
  "FREQ=MONTHLY;BYMONTHDAY=31",
  "FREQ=DAILY;INTERVAL=3;UNTIL=20261130T000000Z",
] as const;

interface Step {
  readonly pick: number;
  readonly scope: SeriesScope;
  readonly kind: "move" | "words" | "cancel" | "repeat" | "all-day" | "longer";
  readonly days: number;
  readonly minutes: number;
}

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(30),
  scope: fc.constantFrom<SeriesScope>("this", "following", "all"),
  kind: fc.constantFrom<Step["kind"]>("move", "words", "cancel", "repeat", "all-day", "longer"),
  days: fc.integer({ min: -3, max: 3 }),
  minutes: fc.constantFrom(-90, 0, 15, 600),
});

const window = { from: "2026-10-01T00:00:00Z", to: "2027-01-15T00:00:00Z" };

/** The calendar as it looks; versions only ever grow. */
const look = async (actor: Actor): Promise<Omit<CalendarEvent, "version">[]> =>
  (await listEvents(actor, { ...window, limit: 500 })).events.map(({ version: _version, ...event }) => event);

const patchOf = (event: CalendarEvent, { kind, days, minutes }: Step): EventPatch => {
  const start = Temporal.Instant.from(event.start).toZonedDateTimeISO(event.zone).add({ days }).toInstant().add({ minutes });
  if (kind === "move") return { start: start.toString() };
  if (kind === "longer")
    return {
      end: Temporal.Instant.from(event.end)
        .add({ minutes: 30 + Math.abs(minutes) })
        .toString(),
    };
  if (kind === "all-day") return { allDay: !event.allDay };
  if (kind === "repeat") return { rrule: days > 0 ? "FREQ=WEEKLY;COUNT=3" : null };
  return { title: `Changed ${minutes}`, guests: ["Maya"] };
};

const perform = async (actor: Actor, step: Step): Promise<Undo | null> => {
  const { events } = await listEvents(actor, { ...window, limit: 500 });
  const event = events[step.pick % Math.max(1, events.length)];
  if (event === undefined) return null;
  if (step.kind === "cancel") return (await cancelEvent(actor, { ref: event.ref, scope: step.scope, version: event.version })).undo;
  return (await updateEvent(actor, { ref: event.ref, scope: step.scope, version: event.version, patch: patchOf(event, step) })).undo;
};

test("after any steps every event shown has a ref of its own that leads to it, and taking back the last steps one by one restores the calendar", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...zones),
      fc.constantFrom(...rules),
      fc.boolean(),
      fc.array(stepArbitrary, { minLength: 1, maxLength: 5 }),
      async (zone, rrule, allDay, steps) => {
        const actor = await newCalendarOwner(zone);
        const day = { start: at("2026-10-20T00:00", zone), end: at("2026-10-21T00:00", zone), allDay };
        const hour = { start: at("2026-10-20T01:30", zone), end: at("2026-10-20T02:30", zone) };
        await createEvent(actor, { title: "It", ...(allDay ? day : hour), ...(rrule === undefined ? {} : { rrule }) });
        const states = [await look(actor)];
        const undos: (Undo | null)[] = [];
        for (const step of steps) {
          undos.push(await perform(actor, step));
          states.push(await look(actor));
        }
        const { events } = await listEvents(actor, { ...window, limit: 500 });
        expect(new Set(events.map(({ ref }) => ref)).size).toBe(events.length);
        for (const event of events) expect(await getEvent(actor, { ref: event.ref })).toEqual(event);
        for (let i = undos.length - 1; i >= 0; i -= 1) {
          const undo = undos[i];
          if (undo) await undoChange(actor, undo);
          expect(await look(actor)).toEqual(states[i]);
        }
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 25) },
  );
}, 120_000);
