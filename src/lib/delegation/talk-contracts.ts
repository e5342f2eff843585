/** What a link tells whoever holds it, and what they may do with it. Nothing else of the owner is in here. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { LocaleSchema, ZoneSchema } from "@/lib/identity/contracts";
import { InstantSchema } from "@/lib/scheduling/contracts";
import { AnswersSchema, EmailSchema, MonthSchema, oneLine, plainText } from "./fields";
import { DurationSchema, QuestionSchema, SlotSchema, TalkMessageSchema, TokenSchema } from "./word-contracts";

/** What a link tells whoever holds it, and nothing else of the owner. */
export const TalkViewSchema = z.object({
  /** The owner's name, whether there is a picture of them, and what their delegate is called. */
  owner: z.object({ name: z.string(), delegateName: z.string(), hasPicture: z.boolean() }),
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
export const linkCall = { auth: "link", limit: "visitor" } as const;

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
export const getOwnerPictureEndpoint = endpoint({
  method: "get",
  path: "/api/talk/{token}/picture",
  summary: "The owner's picture, for a visit that was let in",
  ...linkCall,
  input: TalkInput,
  output: z.unknown(),
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
