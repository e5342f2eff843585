/** The words of the scheduling room: events, availability rules, free time, offers and explanations. Pure and browser-safe. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { UndoSchema as ChangeUndoSchema, ZoneSchema } from "@/lib/identity/contracts";

/** RFC 3339 instant with an offset or Z. */
export const InstantSchema = z.iso.datetime({ offset: true });
/** Calendar date, YYYY-MM-DD. */
export const DateSchema = z.iso.date();
/** Wall clock HH:MM; 24:00 ends a day. */
export const ClockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "Write a time as HH:MM");

export const SpanSchema = z.object({ start: InstantSchema, end: InstantSchema });
export type Span = z.infer<typeof SpanSchema>;

/** A daily window on some weekdays (1 = Monday … 7 = Sunday). An end at or before the start runs overnight into the next day. */
export const HoursSchema = z.object({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7), start: ClockSchema, end: ClockSchema });
export type Hours = z.infer<typeof HoursSchema>;
export const DateOverrideSchema = z.object({
  date: DateSchema,
  hours: z.array(z.object({ start: ClockSchema, end: ClockSchema })).max(8),
  label: z.string().max(120).optional(),
});

/** When a person can be met. Stored per owner; per link and per contact later. */
export const AvailabilityRulesSchema = z.object({
  zone: ZoneSchema,
  /** null = always, [] = never. */
  hours: z.array(HoursSchema).max(42).nullable(),
  /** Replaces the hours of its date; no hours = day off. */
  overrides: z.array(DateOverrideSchema).max(400),
  /** "My zone is Tokyo from the 3rd to the 9th": hours are read in that zone on those dates (inclusive). */
  travel: z.array(z.object({ from: DateSchema, to: DateSchema, zone: ZoneSchema })).max(50),
  /** ISO 3166 code ("DE" or "DE-BE") whose public holidays are days off; null = none. */
  holidays: z.string().max(16).nullable(),
  bufferBeforeMinutes: z.number().int().min(0).max(240),
  bufferAfterMinutes: z.number().int().min(0).max(240),
  minimumNoticeMinutes: z
    .number()
    .int()
    .min(0)
    .max(60 * 24 * 60),
  /** How far ahead times are offered. */
  bookingWindowDays: z.number().int().min(1).max(730),
  /** Most meetings per day / ISO week / month; null = no cap. */
  dailyCap: z.number().int().min(1).max(50).nullable(),
  weeklyCap: z.number().int().min(1).max(200).nullable(),
  monthlyCap: z.number().int().min(1).max(500).nullable(),
  /** Named times kept free of meetings: lunch, focus. `soft` ones are avoided, hard ones never offered. */
  protections: z
    .array(
      z.object({
        name: z.string().min(1).max(60),
        days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
        start: ClockSchema,
        end: ClockSchema,
        soft: z.boolean(),
      }),
    )
    .max(20),
  /** Offers start on this grid, counted from the offset past the hour. */
  stepMinutes: z.number().int().min(5).max(240),
  offsetMinutes: z.number().int().min(0).max(59),
  /** Do tentative events block? Free ones never do; out-of-office always does. */
  tentativeBlocks: z.boolean(),
});
export type AvailabilityRules = z.infer<typeof AvailabilityRulesSchema>;

/** Mon-Fri 09:00-17:00, quarter-hour grid, no caps. */
export const defaultRules = (zone: string): AvailabilityRules => ({
  zone,
  hours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
  overrides: [],
  travel: [],
  holidays: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: 0,
  bookingWindowDays: 365,
  dailyCap: null,
  weeklyCap: null,
  monthlyCap: null,
  protections: [],
  stepMinutes: 15,
  offsetMinutes: 0,
  tentativeBlocks: true,
});

export const EventStatusSchema = z.enum(["confirmed", "tentative", "cancelled"]);
/** busy blocks, free doesn't (RFC 5545 TRANSP), out-of-office always blocks. */
export const ShowAsSchema = z.enum(["busy", "free", "out-of-office"]);
export const AttendeeSchema = z.object({
  email: z.email().max(254),
  name: z.string().max(120).optional(),
  optional: z.boolean().default(false),
  status: z.enum(["needs-action", "accepted", "declined", "tentative"]).default("needs-action"),
});
export type Attendee = z.infer<typeof AttendeeSchema>;

/** One thing on the calendar as people see it: a single event or one occurrence of a series. */
export const EventSchema = z.object({
  /** The stored event. Occurrences of one series share it. */
  id: z.uuid(),
  /** Names this occurrence: `id` for a single event, `id@<original start instant in UTC>` for one of a series. What tools and the interface pass around. */
  ref: z.string().max(80),
  calendarId: z.uuid(),
  title: z.string().max(300),
  description: z.string().max(10_000),
  location: z.string().max(500),
  start: InstantSchema,
  end: InstantSchema,
  allDay: z.boolean(),
  /** Zone the event was made in; recurrence follows it. */
  zone: ZoneSchema,
  status: EventStatusSchema,
  showAs: ShowAsSchema,
  attendees: z.array(AttendeeSchema),
  /** Names without an address ("lunch with Maya"): shown, never told. */
  guests: z.array(z.string().max(120)),
  recurrence: z.object({ rrule: z.string(), text: z.string() }).nullable(),
  /** Grows with every change; send it back so that two tabs can't overwrite each other. */
  version: z.number().int(),
});
export type CalendarEvent = z.infer<typeof EventSchema>;

/** Takes the owner's time: neither a whole day's label nor something shown as free. */
export const takesTime = ({ allDay, showAs, status }: Pick<CalendarEvent, "allDay" | "showAs" | "status">): boolean =>
  !allDay && showAs !== "free" && status !== "cancelled";

/** What something else at that time would be said to overlap: whole days are no appointments, unless they say that the owner is away. */
export const isInTheWay = (event: Pick<CalendarEvent, "allDay" | "showAs" | "status">): boolean =>
  takesTime(event) || (event.showAs === "out-of-office" && event.status !== "cancelled");

export const SeriesScopeSchema = z.enum(["this", "following", "all"]);
export type SeriesScope = z.infer<typeof SeriesScopeSchema>;

/** Mail is sent only on the owner's word: without it, nobody is written to. */
const NotifySchema = z.boolean().default(false).describe("Whether those who take part are told by e-mail, ten seconds later unless it is taken back.");

export const CreateEventInputSchema = z.strictObject({
  calendarId: z.uuid().optional(),
  title: z.string().trim().min(1).max(300),
  description: z.string().max(10_000).default(""),
  location: z.string().max(500).default(""),
  start: InstantSchema,
  end: InstantSchema,
  allDay: z.boolean().default(false),
  zone: ZoneSchema.optional(),
  status: z.enum(["confirmed", "tentative"]).default("confirmed"),
  showAs: ShowAsSchema.default("busy"),
  attendees: z.array(AttendeeSchema).max(200).default([]),
  guests: z.array(z.string().min(1).max(120)).max(200).default([]),
  rrule: z.string().max(500).optional(),
  skips: z.array(z.iso.date()).max(366).default([]).describe("Days on which a series doesn't take place, in the event's zone."),
  notify: NotifySchema,
});
export type CreateEventInput = z.input<typeof CreateEventInputSchema>;

export const EventPatchSchema = z
  .strictObject({
    title: z.string().trim().min(1).max(300),
    description: z.string().max(10_000),
    location: z.string().max(500),
    start: InstantSchema,
    end: InstantSchema,
    allDay: z.boolean(),
    status: z.enum(["confirmed", "tentative"]),
    showAs: ShowAsSchema,
    attendees: z.array(AttendeeSchema).max(200),
    guests: z.array(z.string().min(1).max(120)).max(200),
    rrule: z.string().max(500).nullable(),
  })
  .partial();
export type EventPatch = z.infer<typeof EventPatchSchema>;

/** Handle of something done that can be taken back: until the event's next change, at most 24 hours. The same in every room. */
export const UndoSchema = ChangeUndoSchema;
export type Undo = z.infer<typeof UndoSchema>;

/** What a change did, before and after, so that it can be shown, drawn and undone. */
export const EventChangeSchema = z.object({ event: EventSchema, before: EventSchema.nullable(), undo: UndoSchema.nullable() });
export type EventChange = z.infer<typeof EventChangeSchema>;

/** What people on an event have to know of it. Instants are "2026-11-23T09:00:00.000Z". */
export interface EventFacts {
  readonly title: string;
  readonly location: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** First and last date of an all-day event; null otherwise. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** IANA; only where it repeats, because only there it says when. */
  readonly zone: string | null;
  readonly rrule: string | null;
  readonly exdates: readonly string[];
}

export interface EventPart {
  /** Null: it is off, or this person isn't on it. */
  readonly facts: EventFacts | null;
  /** SEQUENCE (RFC 5545). */
  readonly sequence: number;
}

/** By the instant an occurrence was planned for; '' is the event, or the series, as a whole. */
export type EventParts = Readonly<Record<string, EventPart>>;

/** A participant in a search for common time. */
export interface Participant {
  readonly name: string;
  readonly required: boolean;
  readonly rules: AvailabilityRules;
  readonly busy: readonly Span[];
  /** Times this person would rather not have. */
  readonly avoid?: readonly Span[];
}

export const OfferSchema = z.object({
  start: InstantSchema,
  end: InstantSchema,
  score: z.number(),
  /** Why it ranks where it does, in words. */ because: z.array(z.string()),
});
export type Offer = z.infer<typeof OfferSchema>;

/** One reason why a time isn't free, and what would have to change. */
export const BlockerSchema = z.object({
  rule: z.enum([
    "event",
    "outside-hours",
    "day-off",
    "holiday",
    "protection",
    "buffer",
    "minimum-notice",
    "booking-window",
    "daily-cap",
    "weekly-cap",
    "monthly-cap",
    "past",
    "participant",
  ]),
  text: z.string(),
  cure: z.string(),
  ref: z.string().optional(),
});
export type Blocker = z.infer<typeof BlockerSchema>;

/* ── Endpoints ── */
const EventRefSchema = z.string().min(1).max(80);
const VersionSchema = z.number().int().optional();

export const CalendarSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  color: z.string(),
  isDefault: z.boolean(),
  zone: ZoneSchema,
  /** Only readable from here. */
  readOnly: z.boolean(),
  /** The connected account it is mirrored from; null for our own. */
  connectionId: z.uuid().nullable(),
});
export type Calendar = z.infer<typeof CalendarSchema>;

export const listCalendarsEndpoint = endpoint({
  method: "get",
  path: "/api/calendars",
  summary: "List the owner's calendars",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ calendars: z.array(CalendarSchema) }),
});
export const listEventsEndpoint = endpoint({
  method: "get",
  path: "/api/events",
  summary: "Events and occurrences inside a window of at most 400 days, in order",
  auth: "session",
  input: z.strictObject({
    from: InstantSchema,
    to: InstantSchema,
    query: z.string().max(200).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(250),
  }),
  output: z.object({ events: z.array(EventSchema), nextCursor: z.string().nullable() }),
});
export const getEventEndpoint = endpoint({
  method: "get",
  path: "/api/events/{ref}",
  summary: "One event or occurrence",
  auth: "session",
  input: z.strictObject({ ref: EventRefSchema }),
  output: EventSchema,
});
export const createEventEndpoint = endpoint({
  method: "post",
  path: "/api/events",
  summary: "Put an event on the own calendar (may overlap others; takes an Idempotency-Key)",
  auth: "session",
  input: CreateEventInputSchema,
  output: EventChangeSchema,
});
/** The road for everything that must not double book: 409 when any named person is busy. */
export const bookTimeEndpoint = endpoint({
  method: "post",
  path: "/api/bookings",
  summary: "Book a time only if it is free (takes an Idempotency-Key)",
  auth: "session",
  input: CreateEventInputSchema.omit({ allDay: true, rrule: true, skips: true }),
  output: EventChangeSchema,
});
export const updateEventEndpoint = endpoint({
  method: "patch",
  path: "/api/events/{ref}",
  summary: "Change or move an event",
  auth: "session",
  input: z.strictObject({
    ref: EventRefSchema,
    scope: SeriesScopeSchema.default("this"),
    version: VersionSchema,
    patch: EventPatchSchema,
    notify: NotifySchema,
  }),
  output: EventChangeSchema,
});
export const cancelEventEndpoint = endpoint({
  method: "delete",
  path: "/api/events/{ref}",
  summary: "Cancel an event",
  auth: "session",
  input: z.strictObject({
    ref: EventRefSchema,
    scope: SeriesScopeSchema.default("this"),
    version: z.coerce.number().int().optional(),
    notify: z.union([z.boolean(), z.stringbool()]).default(false),
  }),
  output: z.object({ before: EventSchema, undo: UndoSchema.nullable() }),
});
export const undoChangeEndpoint = endpoint({
  method: "post",
  path: "/api/changes/{changeId}/undo",
  summary: "Take back a change",
  auth: "session",
  input: z.strictObject({ changeId: z.uuid() }),
  output: z.object({ summary: z.string(), events: z.array(EventSchema) }),
});
export const getAvailabilityEndpoint = endpoint({
  method: "get",
  path: "/api/settings/availability",
  summary: "When the owner can be met",
  auth: "session",
  input: z.strictObject({}),
  output: AvailabilityRulesSchema,
});
export const putAvailabilityEndpoint = endpoint({
  method: "put",
  path: "/api/settings/availability",
  summary: "Change when the owner can be met",
  auth: "session",
  input: AvailabilityRulesSchema,
  output: AvailabilityRulesSchema,
});
export const findFreeTimeEndpoint = endpoint({
  method: "post",
  path: "/api/free-time",
  summary: "Free windows and ranked offers for the owner and the people of this server named",
  auth: "session",
  input: z.strictObject({
    from: InstantSchema,
    to: InstantSchema,
    durationMinutes: z
      .number()
      .int()
      .min(5)
      .max(24 * 60),
    people: z.array(z.email()).max(50).default([]),
    limit: z.number().int().min(1).max(50).default(10),
    notBefore: ClockSchema.optional(),
    notAfter: ClockSchema.optional(),
    ignoreHours: z.boolean().default(false),
    inTurns: z.boolean().default(false).describe("Offers take turns over the days, instead of the best day first."),
  }),
  output: z.object({ windows: z.array(SpanSchema), offers: z.array(OfferSchema), unknown: z.array(z.string()) }),
});
export const explainTimeEndpoint = endpoint({
  method: "post",
  path: "/api/explain-time",
  summary: "Why a time is or isn't free",
  auth: "session",
  input: z.strictObject({ start: InstantSchema, end: InstantSchema }),
  output: z.object({ free: z.boolean(), blockers: z.array(BlockerSchema) }),
});

/** What other rules would change, before they are saved. */
export const simulateAvailabilityEndpoint = endpoint({
  method: "post",
  path: "/api/settings/availability/simulate",
  summary: "What changed rules would gain and lose over the next four weeks; nothing is saved",
  auth: "session",
  input: AvailabilityRulesSchema,
  output: z.object({
    days: z.number().int(),
    gainedMinutes: z.number().int(),
    lostMinutes: z.number().int(),
    /** The first few stretches that only the new rules offer, and that only the kept ones do. */
    gained: z.array(SpanSchema),
    lost: z.array(SpanSchema),
    /** Meetings that the new hours would leave outside; they stay where they are. */
    stranded: z.array(SpanSchema.extend({ ref: z.string(), title: z.string() })),
    strandedCount: z.number().int(),
  }),
});
export type RuleEffects = z.infer<typeof simulateAvailabilityEndpoint.output>;

export const listWorkingTimeEndpoint = endpoint({
  method: "get",
  path: "/api/working-time",
  summary: "The hours in which the owner can be met, day by day, and the public holidays among them, in a window of at most 62 days",
  auth: "session",
  input: z.strictObject({ from: InstantSchema, to: InstantSchema }),
  output: z.object({ windows: z.array(SpanSchema), holidays: z.array(z.object({ date: DateSchema, name: z.string() })) }),
});

/** How often and when the owner met somebody. */
export const MeetingsSchema = z.object({
  met: z.number().int(),
  last: InstantSchema.nullable(),
  next: InstantSchema.nullable(),
  /** There are more events than were counted. */ more: z.boolean(),
});
export type Meetings = z.infer<typeof MeetingsSchema>;
export const findMeetingsWithEndpoint = endpoint({
  method: "get",
  path: "/api/contacts/{contactId}/meetings",
  summary: "How often and when the owner met a contact",
  auth: "session",
  input: z.strictObject({ contactId: z.uuid() }),
  output: MeetingsSchema,
});
