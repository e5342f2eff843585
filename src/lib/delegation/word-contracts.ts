/** What links, bookings, proposed times and visits are. */
import { z } from "zod";
import { ZoneSchema } from "@/lib/identity/contracts";
import { DateSchema, HoursSchema, InstantSchema } from "@/lib/scheduling/contracts";
import { oneLine } from "./fields";

/** 256 random bits, base64url. Of another form it is simply an unknown link. */
export const TokenSchema = z.string().min(1).max(200);
export const PinSchema = z.string().regex(/^\d{4,12}$/, "Take 4 to 12 digits");
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

/** A booking as the owner sees it. */
export const LinkBookingSchema = z.object({
  id: z.uuid(),
  linkId: z.uuid(),
  linkName: z.string(),
  state: BookingStateSchema,
  start: InstantSchema,
  end: InstantSchema,
  name: z.string(),
  /** Empty once the visitor had it deleted. */
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
