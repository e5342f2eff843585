/** The words of the briefs room: what today holds, and the daily brief. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { EventSchema, SpanSchema } from "@/lib/scheduling/contracts";
import { TaskSchema } from "@/lib/tasks/contracts";

export const BriefSchema = z.object({
  id: z.uuid(),
  /** The owner's local day. */
  day: z.string(),
  sentences: z.array(z.string()),
  /** The same facts in a model's words, where one is set up and kept to them. */
  phrased: z.string().nullable(),
  createdAt: z.string(),
});
export type Brief = z.infer<typeof BriefSchema>;

export const BriefSettingsSchema = z.object({
  wanted: z.boolean(),
  /** Wall clock in the owner's zone: "07:30". */
  localTime: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "Write a time like 07:30"),
});
export type BriefSettings = z.infer<typeof BriefSettingsSchema>;

/** What stands next, and what else is then. */
export const NextSchema = z.object({ event: EventSchema, conflicts: z.array(z.string()) });

export const TodaySchema = z.object({
  /** The moment all of it was read at. */
  now: z.string(),
  date: z.string(),
  zone: z.string(),
  /** What runs now or comes next, within a week. */
  next: NextSchema.nullable(),
  /** Everything of today that isn't over, in order. */
  events: z.array(EventSchema),
  /** How many of today's events, all-day ones aside, are over. */
  over: z.number().int(),
  /** Free time inside working hours that is left today. */
  free: z.object({ minutes: z.number(), windows: z.array(SpanSchema) }),
  tasks: z.object({ overdue: z.array(TaskSchema), today: z.array(TaskSchema) }),
});
export type Today = z.infer<typeof TodaySchema>;

export const getTodayEndpoint = endpoint({
  method: "get",
  path: "/api/today",
  summary: "What is next, what is left of today, and what is due",
  auth: "session",
  input: z.strictObject({}),
  output: TodaySchema,
});
export const listBriefsEndpoint = endpoint({
  method: "get",
  path: "/api/briefs",
  summary: "The daily briefs, newest first",
  auth: "session",
  input: z.strictObject({ cursor: z.iso.date().optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  output: z.object({ briefs: z.array(BriefSchema), nextCursor: z.string().nullable() }),
});
export const createBriefEndpoint = endpoint({
  method: "post",
  path: "/api/briefs",
  summary: "Write today's brief now, unless it is written",
  auth: "session",
  input: z.strictObject({}),
  output: BriefSchema,
});
export const getBriefSettingsEndpoint = endpoint({
  method: "get",
  path: "/api/settings/brief",
  summary: "Whether and when the owner wants the daily brief",
  auth: "session",
  input: z.strictObject({}),
  output: BriefSettingsSchema,
});
export const putBriefSettingsEndpoint = endpoint({
  method: "put",
  path: "/api/settings/brief",
  summary: "Want the daily brief at a local time, or not",
  auth: "session",
  input: z.strictObject(BriefSettingsSchema.shape),
  output: BriefSettingsSchema,
});
