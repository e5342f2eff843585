/** The words of the delegation room: links that outsiders use, what they may do with one, and what its owner sees of it. Pure and browser-safe. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { LocaleSchema, ZoneSchema } from "@/lib/identity/contracts";
import { DateSchema, HoursSchema, InstantSchema } from "@/lib/scheduling/contracts";

/** One line: whoever writes a line break into a name could write a mail header of their own. */
const oneLine = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) =>
      text
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
        .replace(/ {2,}/g, " ")
        .trim(),
    );
const plainText = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) =>
      text
        .replace(/\r\n?/g, "\n")
        .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
        .trim(),
    );
const EmailSchema = z
  .email("Write an e-mail address")
  .max(254)
  .transform((email) => email.toLowerCase());

/** 256 random bits, base64url. Of another form it is simply an unknown link. */
export const TokenSchema = z.string().min(1).max(200);
export const PinSchema = z.string().regex(/^\d{4,12}$/, "Take 4 to 12 digits");
const MonthSchema = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "Write a month as YYYY-MM");
export const DurationSchema = z.number().int().min(5).max(480);

export const languages = ["auto", "en", "he", "de"] as const;
/** `auto` follows the visitor's browser. */
export const LanguageSchema = z.enum(languages);

export const MeetingSchema = z.discriminatedUnion("type", [
  /** `address` may hold {id}, which becomes unguessable letters of each booking's own: "https://meet.example.org/{id}". Empty: the owner sends it later. */
  z.strictObject({
    type: z.literal("video"),
    address: z
      .string()
      .max(500)
      .regex(/^$|^https:\/\/\S+$/, "Write an address that begins with https://")
      .default(""),
  }),
  /** Who calls whom; `number` is the owner's when the visitor calls. */
  z.strictObject({ type: z.literal("phone"), caller: z.enum(["owner", "visitor"]).default("owner"), number: oneLine(60).default("") }),
  z.strictObject({ type: z.literal("place"), place: oneLine(300) }),
]);
export type Meeting = z.output<typeof MeetingSchema>;

export const QuestionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  label: oneLine(200).pipe(z.string().min(1, "Write the question")),
  type: z.enum(["short", "long", "choice"]).default("short"),
  /** For `choice`. */
  choices: z.array(oneLine(120)).max(20).default([]),
  required: z.boolean().default(false),
});
export type Question = z.output<typeof QuestionSchema>;

const AllowedSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^(?:[^@\s]+@)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d-]{2,}$/, "Write a domain (acme.com) or an address");

/** When meetings may lie, beside the owner's own availability. What is null is the owner's. */
export const LinkTimesSchema = z.strictObject({
  /** First and last date (inclusive, owner's zone) on which meetings may lie. */
  from: DateSchema.nullable().default(null),
  until: DateSchema.nullable().default(null),
  hours: z.array(HoursSchema).max(42).nullable().default(null),
  bufferBeforeMinutes: z.number().int().min(0).max(240).nullable().default(null),
  bufferAfterMinutes: z.number().int().min(0).max(240).nullable().default(null),
  minimumNoticeMinutes: z.number().int().min(0).max(86_400).nullable().default(null),
  /** How many days ahead times are offered. */
  bookingWindowDays: z.number().int().min(1).max(365).nullable().default(null),
});
export type LinkTimes = z.output<typeof LinkTimesSchema>;

/** What the owner decides of a link. */
export const LinkRulesSchema = z.strictObject({
  /** What it is called on the owner's list. Visitors don't see it. */
  name: oneLine(120).pipe(z.string().min(1, "Give it a name")),
  /** What the meeting is for: visitors see it, and it titles the event. */
  purpose: oneLine(200).default(""),
  expiresAt: InstantSchema.nullable().default(null),
  /** Most bookings ever made with it; null = any number. */
  maxBookings: z.number().int().min(1).max(10_000).nullable().default(null),
  /** Domains ("acme.com", subdomains included) or whole addresses that may book; none = anybody. */
  allowed: z.array(AllowedSchema).max(50).default([]),
  /** Minutes; the first is proposed. */
  durations: z.array(DurationSchema).min(1, "Offer at least one length").max(6).default([30]),
  times: LinkTimesSchema.default(LinkTimesSchema.parse({})),
  meeting: MeetingSchema.default({ type: "video", address: "" }),
  questions: z.array(QuestionSchema).max(10).default([]),
  /** Bookings wait for the owner's yes. */
  approval: z.boolean().default(false),
  /** The visitor has to read a code from their mailbox first. */
  verifyEmail: z.boolean().default(false),
  language: LanguageSchema.default("auto"),
});
export type LinkRules = z.output<typeof LinkRulesSchema>;

export const NewLinkSchema = LinkRulesSchema.extend({ pin: PinSchema.nullable().default(null) });
export type NewLink = z.input<typeof NewLinkSchema>;

/** What it does now: `expired` and `used-up` follow from its rules, the others the owner chose. */
export const LinkStateSchema = z.enum(["active", "paused", "expired", "used-up", "revoked"]);
export type LinkState = z.infer<typeof LinkStateSchema>;

export const LinkSchema = LinkRulesSchema.extend({
  id: z.uuid(),
  state: LinkStateSchema,
  hasPin: z.boolean(),
  bookings: z.number().int(),
  /** Null = any number. */
  bookingsLeft: z.number().int().nullable(),
  /** Requests and proposals that wait for the owner. */
  waiting: z.number().int(),
  lastVisitAt: InstantSchema.nullable(),
  version: z.number().int(),
  createdAt: InstantSchema,
});
export type Link = z.output<typeof LinkSchema>;

/** `address` is the only time the link itself is told: what is stored of it is a hash. A new one is made with `renewAddressEndpoint`. */
export const MadeLinkSchema = z.object({ link: LinkSchema, address: z.string() });

export const BookingStateSchema = z.enum(["waiting", "booked", "declined", "cancelled"]);
export type BookingState = z.infer<typeof BookingStateSchema>;
const AnswersSchema = z.record(z.string().max(40), plainText(2_000));

/** A booking as the owner sees it. */
export const LinkBookingSchema = z.object({
  id: z.uuid(),
  linkId: z.uuid(),
  linkName: z.string(),
  state: BookingStateSchema,
  start: InstantSchema,
  end: InstantSchema,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  zone: ZoneSchema,
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  /** Ref of the event on the owner's calendar; null when there is none any more. */
  eventRef: z.string().nullable(),
  createdAt: InstantSchema,
});
export type LinkBooking = z.infer<typeof LinkBookingSchema>;

export const ProposalStateSchema = z.enum(["waiting", "countered", "accepted", "declined", "withdrawn"]);
export const ProposalSchema = z.object({
  id: z.uuid(),
  linkId: z.uuid(),
  linkName: z.string(),
  state: ProposalStateSchema,
  start: InstantSchema,
  end: InstantSchema,
  /** What the owner said instead. */
  counterStart: InstantSchema.nullable(),
  counterEnd: InstantSchema.nullable(),
  name: z.string(),
  email: z.string(),
  zone: ZoneSchema,
  note: z.string(),
  /** Only for the owner: whether the time is free on the calendar. */
  free: z.boolean(),
  createdAt: InstantSchema,
});
export type Proposal = z.infer<typeof ProposalSchema>;

export const SlotSchema = z.object({ start: InstantSchema, end: InstantSchema });
export type Slot = z.infer<typeof SlotSchema>;

export const TalkMessageSchema = z.object({
  id: z.uuid(),
  role: z.enum(["visitor", "perin"]),
  text: z.string(),
  /** Times that the message names: the picker lights them up. */
  slots: z.array(SlotSchema),
  createdAt: InstantSchema,
});
export type TalkMessage = z.infer<typeof TalkMessageSchema>;

export const VisitSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  zone: ZoneSchema,
  messages: z.number().int(),
  /** Distinct times it was shown. */
  revealed: z.number().int(),
  bookings: z.number().int(),
  createdAt: InstantSchema,
  lastSeenAt: InstantSchema,
});
export type Visit = z.infer<typeof VisitSchema>;

/* ── The owner's endpoints ── */
const pageInput = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) };
const LinkIdInput = z.strictObject({ linkId: z.uuid() });

export const listLinksEndpoint = endpoint({
  method: "get",
  path: "/api/links",
  summary: "The owner's links, newest first",
  auth: "session",
  input: z.strictObject({ state: LinkStateSchema.optional(), ...pageInput }),
  output: z.object({ links: z.array(LinkSchema), nextCursor: z.string().nullable(), allPaused: z.boolean(), mailReady: z.boolean() }),
});
export const createLinkEndpoint = endpoint({
  method: "post",
  path: "/api/links",
  summary: "Make a link; the answer is the only place that holds its address",
  auth: "session",
  input: NewLinkSchema,
  output: MadeLinkSchema,
});
export const getLinkEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}",
  summary: "One link",
  auth: "session",
  input: LinkIdInput,
  output: LinkSchema,
});
export const updateLinkEndpoint = endpoint({
  method: "patch",
  path: "/api/links/{linkId}",
  summary: "Change a link's rules; `pin: null` takes the PIN away",
  auth: "session",
  input: z.strictObject({ ...NewLinkSchema.partial().shape, linkId: z.uuid(), version: z.number().int() }),
  output: LinkSchema,
});
export const setLinkStateEndpoint = endpoint({
  method: "post",
  path: "/api/links/{linkId}/state",
  summary: "Pause, resume or revoke a link; a revoked one stays revoked",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), state: z.enum(["active", "paused", "revoked"]) }),
  output: LinkSchema,
});
export const renewAddressEndpoint = endpoint({
  method: "post",
  path: "/api/links/{linkId}/address",
  summary: "Give a link a new address; the old one stops working at once",
  auth: "session",
  input: LinkIdInput,
  output: MadeLinkSchema,
});
export const duplicateLinkEndpoint = endpoint({
  method: "post",
  path: "/api/links/{linkId}/duplicate",
  summary: "Make a link with the same rules, without the PIN",
  auth: "session",
  input: LinkIdInput,
  output: MadeLinkSchema,
});
export const pauseAllLinksEndpoint = endpoint({
  method: "post",
  path: "/api/links/pause-all",
  summary: "Pause all links at once, or let them work again; each keeps its own state",
  auth: "session",
  input: z.strictObject({ paused: z.boolean() }),
  output: z.object({ allPaused: z.boolean() }),
});
export const listLinkBookingsEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/bookings",
  summary: "What was booked with a link, newest first",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), ...pageInput }),
  output: z.object({ bookings: z.array(LinkBookingSchema), nextCursor: z.string().nullable() }),
});
export const listVisitsEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/visits",
  summary: "Who came by a link, newest first",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), ...pageInput }),
  output: z.object({ visits: z.array(VisitSchema), nextCursor: z.string().nullable() }),
});
export const getVisitEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/visits/{visitId}",
  summary: "What was said in a visit and which times it was shown",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), visitId: z.uuid() }),
  output: z.object({ visit: VisitSchema, messages: z.array(TalkMessageSchema), revealed: z.array(z.object({ start: InstantSchema, at: InstantSchema })) }),
});
export const listLinkTrailEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/trail",
  summary: "What was done to a link and with it, newest first",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), ...pageInput }),
  output: z.object({
    entries: z.array(z.object({ id: z.uuid(), at: InstantSchema, by: z.enum(["owner", "visitor", "perin"]), text: z.string() })),
    nextCursor: z.string().nullable(),
  }),
});
export const listWaitingEndpoint = endpoint({
  method: "get",
  path: "/api/links/waiting",
  summary: "Bookings and proposed times that wait for the owner, soonest first",
  auth: "session",
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ bookings: z.array(LinkBookingSchema), proposals: z.array(ProposalSchema) }),
});
export const decideBookingEndpoint = endpoint({
  method: "post",
  path: "/api/link-bookings/{bookingId}/decide",
  summary: "Say yes or no to a booking that waits; the visitor is told",
  auth: "session",
  input: z.strictObject({ bookingId: z.uuid(), decision: z.enum(["approve", "decline"]), message: plainText(1_000).default("") }),
  output: LinkBookingSchema,
});
export const decideProposalEndpoint = endpoint({
  method: "post",
  path: "/api/link-proposals/{proposalId}/decide",
  summary: "Accept a proposed time, answer with another one (`start`), or decline; the visitor is told",
  auth: "session",
  input: z.strictObject({
    proposalId: z.uuid(),
    decision: z.enum(["accept", "counter", "decline"]),
    start: InstantSchema.optional(),
    message: plainText(1_000).default(""),
  }),
  output: ProposalSchema,
});

/* ── The visitor's side ── */
/** What a link tells whoever holds it, and nothing else of the owner. */
export const TalkViewSchema = z.object({
  /** The owner's name and what their delegate is called. */
  owner: z.object({ name: z.string(), delegateName: z.string() }),
  purpose: z.string(),
  expiresAt: InstantSchema.nullable(),
  durations: z.array(z.number().int()),
  /** Kind and words of the meeting: "Video call", "Phone call", "Café Central". Its video address comes with the booking. */
  meeting: z.object({ type: z.enum(["video", "phone", "place"]), text: z.string(), askPhone: z.boolean() }),
  questions: z.array(QuestionSchema),
  approval: z.boolean(),
  verifyEmail: z.boolean(),
  /** Only addresses of some domains may book; which, is not told. */
  restricted: z.boolean(),
  /** Of the page and of Perin's words. */
  language: z.enum(["en", "he", "de"]),
  direction: z.enum(["ltr", "rtl"]),
  /** Months in which times may be offered, inclusive. */
  firstMonth: MonthSchema,
  lastMonth: MonthSchema,
  /** Whether this server sends mail itself; else the confirmation is only on the page. */
  mailReady: z.boolean(),
});
export type TalkView = z.infer<typeof TalkViewSchema>;

export const HoldSchema = z.object({ start: InstantSchema, end: InstantSchema, expiresAt: InstantSchema });
export type Hold = z.infer<typeof HoldSchema>;

/** A booking or a proposed time as the visitor sees it. `key` opens the page /talk/manage/<key>. */
export const ManagedSchema = z.object({
  kind: z.enum(["booking", "proposal"]),
  key: z.string(),
  state: z.enum(["waiting", "booked", "declined", "cancelled", "countered", "withdrawn", "accepted"]),
  start: InstantSchema,
  end: InstantSchema,
  /** What the owner said instead of a proposed time. */
  counter: SlotSchema.nullable(),
  zone: ZoneSchema,
  title: z.string(),
  /** Where it takes place, in words; the video address once it is booked. */
  place: z.string(),
  name: z.string(),
  email: z.string(),
  owner: TalkViewSchema.shape.owner,
  language: TalkViewSchema.shape.language,
  direction: TalkViewSchema.shape.direction,
  /** Whether it can be moved or cancelled now. */
  canMove: z.boolean(),
  canCancel: z.boolean(),
  /** Addresses that put it into a calendar; empty unless booked. `ics` is a path of this site. */
  calendars: z.object({ google: z.string(), outlook: z.string(), ics: z.string() }).nullable(),
  firstMonth: MonthSchema,
  lastMonth: MonthSchema,
});
export type Managed = z.infer<typeof ManagedSchema>;

/** Where a visit stands: what the chat and the picker both read. */
export const VisitStateSchema = z.object({
  zone: ZoneSchema,
  durationMinutes: z.number().int(),
  messages: z.array(TalkMessageSchema),
  hold: HoldSchema.nullable(),
  /** The address that was verified with a code. */
  verifiedEmail: z.string().nullable(),
  /** What this visit booked or proposed, newest first. */
  managed: z.array(ManagedSchema),
});
export type VisitState = z.infer<typeof VisitStateSchema>;

const TalkInput = z.strictObject({ token: TokenSchema });
/** The solution of the challenge that delegation/work-needed brought along: an ALTCHA payload as base64. */
const workField = { work: z.string().max(3_000).optional() };
const linkCall = { auth: "link", limit: "visitor" } as const;

export const previewLinkEndpoint = endpoint({
  method: "post",
  path: "/api/links/{linkId}/preview",
  summary: "What a visitor of the link sees, and the times of a month; counts as nobody's visit",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), month: MonthSchema, zone: ZoneSchema, durationMinutes: DurationSchema.optional() }),
  output: z.object({ view: TalkViewSchema, slots: z.array(SlotSchema) }),
});
export const openTalkEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/open",
  summary: "Begin or go on with a visit: with a PIN where the link has one. The visit itself is kept in a cookie of this address",
  ...linkCall,
  input: z.strictObject({
    token: TokenSchema,
    pin: z.string().max(20).optional(),
    zone: ZoneSchema.catch("UTC"),
    locale: LocaleSchema.catch("en"),
    ...workField,
  }),
  /** `pin`: nothing is told before the PIN. */
  output: z.discriminatedUnion("status", [
    z.object({ status: z.literal("pin"), language: TalkViewSchema.shape.language, direction: TalkViewSchema.shape.direction }),
    z.object({ status: z.literal("open"), view: TalkViewSchema, visit: VisitStateSchema }),
  ]),
});
export const listSlotsEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/slots",
  summary: "The times on offer in a month of the visitor's zone",
  ...linkCall,
  input: z.strictObject({ token: TokenSchema, month: MonthSchema, zone: ZoneSchema, durationMinutes: DurationSchema }),
  output: z.object({ slots: z.array(SlotSchema) }),
});
export const holdSlotEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/hold",
  summary: "Keep an offered time for five minutes; another one held by the same visit is let go",
  ...linkCall,
  input: z.strictObject({ token: TokenSchema, start: InstantSchema, durationMinutes: DurationSchema }),
  output: z.object({ hold: HoldSchema }),
});
export const releaseHoldEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/release",
  summary: "Let the held time go",
  ...linkCall,
  input: TalkInput,
  output: z.object({ released: z.boolean() }),
});
export const sendCodeEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/code",
  summary: "Mail a code of six digits to an address that wants to book",
  ...linkCall,
  input: z.strictObject({ token: TokenSchema, email: EmailSchema }),
  output: z.object({ expiresAt: InstantSchema }),
});
const whoFields = {
  name: oneLine(120).pipe(z.string().min(1, "Write your name")),
  email: EmailSchema,
  /** The visitor read what is kept and for how long. */
  consent: z.literal(true, "Agree first that the details are kept for the booking"),
};
export const bookSlotEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/book",
  summary: "Book an offered time (takes an Idempotency-Key)",
  ...linkCall,
  input: z.strictObject({
    token: TokenSchema,
    start: InstantSchema,
    durationMinutes: DurationSchema,
    ...whoFields,
    phone: oneLine(60).optional(),
    answers: AnswersSchema.default({}),
    code: z
      .string()
      .regex(/^\d{6}$/, "The code has six digits")
      .optional(),
  }),
  output: z.object({ booking: ManagedSchema }),
});
export type BookSlotInput = z.input<typeof bookSlotEndpoint.input>;
export const sayEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/messages",
  summary: "Say something to the delegate",
  ...linkCall,
  input: z.strictObject({ token: TokenSchema, text: plainText(1_000).pipe(z.string().min(1, "Write something")), zone: ZoneSchema.optional(), ...workField }),
  output: z.object({ said: TalkMessageSchema, answer: TalkMessageSchema, visit: VisitStateSchema.omit({ messages: true }) }),
});
export const proposeTimeEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/propose",
  summary: "Propose a time to the owner when nothing on offer fits",
  ...linkCall,
  input: z.strictObject({
    token: TokenSchema,
    start: InstantSchema,
    durationMinutes: DurationSchema,
    ...whoFields,
    note: plainText(1_000).default(""),
    ...workField,
  }),
  output: z.object({ proposal: ManagedSchema }),
});
export const leaveMessageEndpoint = endpoint({
  method: "post",
  path: "/api/talk/{token}/note",
  summary: "Leave a message for the owner",
  ...linkCall,
  input: z.strictObject({ token: TokenSchema, ...whoFields, text: plainText(2_000).pipe(z.string().min(1, "Write a message")), ...workField }),
  output: z.object({ left: z.literal(true) }),
});

/* ── Out of the confirmation mail ── */
const KeySchema = z.string().min(1).max(200);
const KeyInput = z.strictObject({ key: KeySchema });

export const getManagedEndpoint = endpoint({
  method: "get",
  path: "/api/managed/{key}",
  summary: "What a signed link of a mail is about; changes nothing",
  ...linkCall,
  input: KeyInput,
  output: ManagedSchema,
});
export const listMoveSlotsEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/slots",
  summary: "Times to which a booking can be moved, in a month of the visitor's zone",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, month: MonthSchema, zone: ZoneSchema }),
  output: z.object({ slots: z.array(SlotSchema) }),
});
export const moveBookingEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/move",
  summary: "Move a booking to an offered time",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, start: InstantSchema }),
  output: ManagedSchema,
});
export const cancelBookingEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/cancel",
  summary: "Cancel a booking, or take a proposed time back",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, reason: plainText(500).default("") }),
  output: ManagedSchema,
});
export const answerCounterEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/answer",
  summary: "Take the time that the owner answered with, or not",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, accept: z.boolean() }),
  output: ManagedSchema,
});
export const downloadInvitationEndpoint = endpoint({
  method: "get",
  path: "/api/managed/{key}/invitation",
  summary: "The booking as an .ics file",
  ...linkCall,
  input: KeyInput,
  output: z.unknown(),
});
export const exportVisitorDataEndpoint = endpoint({
  method: "get",
  path: "/api/managed/{key}/data",
  summary: "Everything kept of the visitor behind a booking, as JSON",
  ...linkCall,
  input: KeyInput,
  output: z.unknown(),
});
export const eraseVisitorDataEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/erase",
  summary: "Delete what is kept of the visitor; a meeting that is still to come is cancelled",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, confirm: z.literal(true) }),
  output: z.object({ erased: z.literal(true) }),
});
