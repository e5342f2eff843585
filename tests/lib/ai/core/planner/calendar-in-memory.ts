/** The owner's tools over a plain list, for tests of the planner: the same pure decisions as the real tools, no database. */
import type { ToolOutcome } from "@/lib/ai/contracts";
import { mentions } from "@/lib/ai/core/mentions";
import { planTurn, type Turn } from "@/lib/ai/core/planner/plan-turn";
import type { CallRecord, PlannedCall } from "@/lib/ai/core/planner/flow";
import { resolveMove } from "@/lib/ai/core/resolve-move";
import { resolveNewEvent } from "@/lib/ai/core/resolve-new-event";
import { resolvePeople } from "@/lib/ai/core/resolve-people";
import { resolveSpan, type WhenContext } from "@/lib/ai/core/resolve-when";
import { spokenEvent, spokenSpan } from "@/lib/ai/core/spoken";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { understandTime } from "@/lib/time/understand";

type Input = Record<string, unknown>;
const tools = new Set([
  "resolve_time",
  "find_events",
  "find_free_time",
  "explain_time",
  "find_contacts",
  "create_event",
  "move_event",
  "change_event",
  "cancel_events",
  "add_attendees",
  "remove_attendees",
  "save_contact",
  "delete_contact",
  "set_travel",
  "undo",
]);

export interface Person {
  readonly name: string;
  readonly email: string | null;
}
export interface Seed {
  readonly title: string;
  readonly start: string;
  readonly minutes?: number;
  readonly attendees?: readonly string[];
  readonly location?: string;
}

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** A conversation over a calendar in memory. `say` answers like the real service would, and `calls` are those of the last turn. */
export class CalendarInMemory {
  readonly turns: Turn[] = [];
  readonly contacts: Person[];
  events: CalendarEvent[] = [];
  calls: CallRecord[] = [];
  private past: CalendarEvent[][] = [];
  private readonly context: WhenContext;

  constructor(now: string, zone: string, seeds: readonly Seed[] = [], contacts: readonly Person[] = []) {
    this.context = { now, zone, locale: "en-US", hourCycle: "h23", weekStart: 1 };
    this.contacts = [...contacts];
    seeds.forEach((seed) =>
      this.put({
        title: seed.title,
        start: seed.start,
        end: this.at(seed.start)
          .add({ minutes: seed.minutes ?? 60 })
          .toString({ timeZoneName: "never" }),
        location: seed.location ?? "",
        attendees: (seed.attendees ?? []).map((email) => ({ email, optional: false, status: "needs-action" as const })),
      }),
    );
  }

  private at(instant: string): Temporal.ZonedDateTime {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(this.context.zone);
  }

  private put(event: Partial<CalendarEvent> & { title: string; start: string; end: string }): CalendarEvent {
    const id = uuid(this.events.length + this.past.length * 100 + 1);
    const made: CalendarEvent = {
      id,
      ref: id,
      calendarId: uuid(0),
      description: "",
      location: "",
      allDay: false,
      zone: this.context.zone,
      status: "confirmed",
      showAs: "busy",
      attendees: [],
      guests: [],
      recurrence: null,
      version: 1,
      ...event,
    };
    this.events.push(made);
    return made;
  }

  say(text: string): string {
    const records: CallRecord[] = [];
    this.turns.push({ text, records });
    this.calls = records;
    for (let step = 0; step < 8; step += 1) {
      const plan = planTurn(this.turns, {
        now: this.context.now,
        zone: this.context.zone,
        locale: "en-US",
        hourCycle: "h23",
        tools,
        understand: (words, prefer = "future") => understandTime(words, { now: this.context.now, zone: this.context.zone, prefer }),
      });
      if ("text" in plan) return plan.text;
      plan.calls.forEach((call) => records.push({ ...call, outcome: this.perform(call) }));
    }
    return "Too many steps.";
  }

  private done(output: unknown, said: string): ToolOutcome {
    return { status: "done", output, said, marks: [], undo: null };
  }
  private refused({ reason, said, options }: { reason: string; said: string; options?: readonly { label: string; value: string }[] }): ToolOutcome {
    return { status: "refused", reason, said, options: [...(options ?? [])] };
  }
  private who(input: Input): ReturnType<typeof resolvePeople> {
    return resolvePeople((input.people ?? []) as string[], this.contacts, "owner@example.com");
  }
  private sorted(): CalendarEvent[] {
    return [...this.events].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  }

  private perform({ tool, input }: PlannedCall): ToolOutcome {
    const before = structuredClone(this.events);
    const outcome = this.perform_(tool, input);
    if (outcome.status === "done" && !["find_events", "find_free_time", "explain_time", "find_contacts", "resolve_time", "undo"].includes(tool))
      this.past.push(before);
    return outcome;
  }

  private perform_(tool: string, input: Input): ToolOutcome {
    const ref = input.ref as string;
    const event = this.events.find((candidate) => candidate.ref === ref);
    switch (tool) {
      case "find_events":
        return this.find(input);
      case "find_free_time":
        return this.free(input);
      case "explain_time": {
        const span = resolveSpan(input.when as string, this.context);
        if (!span.ok) return this.refused(span);
        const inTheWay = this.sorted().filter(
          ({ start, end }) => Temporal.Instant.compare(start, span.end) < 0 && Temporal.Instant.compare(end, span.start) > 0,
        );
        return this.done(
          { free: inTheWay.length === 0, start: span.start, end: span.end, blockers: [], nextFree: null },
          inTheWay.length === 0
            ? `${spokenSpan(span, this.context)} is free.`
            : `${spokenSpan(span, this.context)} isn't free. “${inTheWay[0]?.title ?? ""}” is then.`,
        );
      }
      case "find_contacts":
        return this.done(
          {
            contacts: this.contacts
              .filter(({ name }) => name.toLowerCase().includes((input.text as string).toLowerCase()))
              .map((contact, at) => ({ id: uuid(at + 900), phone: null, zone: null, notes: "", version: 1, ...contact })),
          },
          "",
        );
      case "save_contact":
        this.contacts.push({ name: input.name as string, email: (input.email as string | undefined) ?? null });
        return this.done({}, `${String(input.name)} is in your contacts.`);
      case "create_event":
        return this.create(input);
      case "set_travel":
        return this.done({}, "Noted.");
      case "undo":
        this.events = this.past.pop() ?? this.events;
        return this.done({}, "Undone.");
      case "cancel_events": {
        const gone = this.events.filter((candidate) => (input.refs as string[]).includes(candidate.ref));
        this.events = this.events.filter((candidate) => !gone.includes(candidate));
        return this.done({ events: gone }, `Cancelled: ${gone.map((one) => spokenEvent(one, this.context)).join("; ")}.`);
      }
    }
    if (!event) return this.refused({ reason: "not-found", said: "There is no such event." });
    return this.change(tool, event, input);
  }

  private change(tool: string, event: CalendarEvent, input: Input): ToolOutcome {
    if (tool === "move_event") {
      const place = resolveMove(input.when as string, event, input.durationMinutes as number | undefined, this.context);
      if (!place.ok) return this.refused(place);
      if ("window" in place) return this.refused({ reason: "time-missing", said: "At what time?" });
      Object.assign(event, { start: place.start, end: place.end });
      return this.done({ event }, `“${event.title}” moved to ${spokenSpan(event, this.context)}.`);
    }
    if (tool === "add_attendees" || tool === "remove_attendees") {
      const who = this.who(input);
      if (!who.ok) return this.refused(who);
      const names = [...who.guests, ...who.attendees.map(({ email }) => email)];
      if (tool === "add_attendees")
        (event.attendees.push(...who.attendees.map((person) => ({ ...person, optional: false, status: "needs-action" as const }))),
          event.guests.push(...who.guests));
      else event.attendees = event.attendees.filter(({ email }) => !names.some((name) => email.startsWith(name.toLowerCase())));
      return this.done({ event }, `${names.join(" and ")} ${tool === "add_attendees" ? "added to" : "removed from"} “${event.title}”.`);
    }
    const minutes =
      (input.durationMinutes as number | undefined) ??
      (input.extendMinutes === undefined
        ? undefined
        : Math.round(Temporal.Instant.from(event.start).until(event.end).total("minutes")) + (input.extendMinutes as number));
    Object.assign(
      event,
      Object.fromEntries(["title", "location", "description", "showAs", "status"].flatMap((field) => (field in input ? [[field, input[field]]] : []))),
      minutes === undefined ? {} : { end: this.at(event.start).add({ minutes }).toString({ timeZoneName: "never" }) },
      input.repeat ? { recurrence: { rrule: "", text: input.repeat } } : {},
    );
    return this.done({ event }, `“${event.title}” changed.`);
  }

  private find(input: Input): ToolOutcome {
    const spans = ["when", "from", "to"].map((key) => (input[key] === undefined ? null : resolveSpan(input[key] as string, this.context)));
    const bad = spans.find((span) => span?.ok === false);
    if (bad?.ok === false) return this.refused(bad);
    const [when, from, to] = spans.map((span) => (span?.ok === true ? span : null));
    const start = when?.start ?? from?.start ?? this.context.now;
    const end = when?.end ?? to?.end ?? this.at(start).add({ days: 90 }).toString({ timeZoneName: "never" });
    const fits = this.sorted().filter(
      (event) =>
        Temporal.Instant.compare(event.start, end) < 0 &&
        Temporal.Instant.compare(event.end, start) > 0 &&
        mentions(event, input.text as string | undefined, input.people as string[] | undefined),
    );
    const events = (input.order === "desc" ? fits.reverse() : fits).slice(0, (input.limit as number | undefined) ?? 20);
    return this.done({ events, more: false, from: start, to: end }, `${events.length} events.`);
  }

  private free(input: Input): ToolOutcome {
    const span = resolveSpan((input.when as string | undefined) ?? "next 7 days", this.context);
    if (!span.ok) return this.refused(span);
    const minutes = (input.durationMinutes as number | undefined) ?? 30;
    const offers: { start: string; end: string; score: number; because: string[] }[] = [];
    const first =
      Temporal.Instant.compare(span.start, this.context.now) < 0
        ? this.at(this.context.now).round({ smallestUnit: "hour", roundingMode: "ceil" })
        : this.at(span.start);
    for (let at = first; Temporal.Instant.compare(at.add({ minutes }).toInstant(), span.end) <= 0 && offers.length < 5; at = at.add({ minutes: 15 })) {
      const end = at.add({ minutes });
      const working = input.ignoreHours === true || (at.hour >= 9 && Temporal.ZonedDateTime.compare(end, at.withPlainTime("17:00")) <= 0 && at.dayOfWeek < 6);
      const busy = this.events.some(
        (event) => Temporal.Instant.compare(event.start, end.toInstant()) < 0 && Temporal.Instant.compare(event.end, at.toInstant()) > 0,
      );
      if (working && !busy) offers.push({ start: at.toString({ timeZoneName: "never" }), end: end.toString({ timeZoneName: "never" }), score: 1, because: [] });
    }
    return this.done({ offers, windows: offers.map(({ start, end }) => ({ start, end })), durationMinutes: minutes }, `${offers.length} offers.`);
  }

  private create(input: Input): ToolOutcome {
    const who = this.who(input);
    if (!who.ok) return this.refused(who);
    const place = resolveNewEvent(
      {
        when: input.when as string,
        durationMinutes: input.durationMinutes as number | undefined,
        allDay: input.allDay as boolean | undefined,
        repeat: input.repeat as string | undefined,
      },
      this.context,
    );
    if (!place.ok) return this.refused(place);
    if ("window" in place) return this.refused({ reason: "time-missing", said: "At what time?" });
    const event = this.put({
      title: input.title as string,
      start: place.start,
      end: place.end,
      allDay: place.allDay,
      location: (input.location as string | undefined) ?? "",
      attendees: who.attendees.map((person) => ({ ...person, optional: false, status: "needs-action" as const })),
      guests: [...who.guests],
      recurrence: place.rrule ? { rrule: place.rrule, text: place.rrule } : null,
    });
    return this.done({ event }, `“${event.title}” is booked for ${spokenSpan(event, this.context)}.`);
  }
}
