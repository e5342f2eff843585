/** Calendars as files and as addresses: importing an .ics, exporting one, and feeds that other programs read. Pure and browser-safe. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

/** A file as JSON; Next.js lets no more than 10 MB through. */
const importBytesMax = 9_500_000;
export const fileBytesMax = 8_000_000;
export const importedMax = 5_000;

const UnreadableSchema = z.object({ what: z.string(), reason: z.string() });

export const ImportSchema = z.object({
  /** What the file calls itself. */
  name: z.string().nullable(),
  added: z.number().int(),
  changed: z.number().int(),
  /** There already, as the file has it. */
  same: z.number().int(),
  /** The first of what is added or changed. */
  events: z.array(z.object({ title: z.string(), start: z.string(), allDay: z.boolean(), repeats: z.boolean() })),
  unreadable: z.array(UnreadableSchema),
  unreadableCount: z.number().int(),
  done: z.boolean(),
});
export type Import = z.infer<typeof ImportSchema>;

export const FeedSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  calendarId: z.uuid().nullable(),
  detail: z.enum(["full", "busy"]),
  createdAt: z.string(),
  lastReadAt: z.string().nullable(),
});
export type Feed = z.infer<typeof FeedSchema>;

export const importFileEndpoint = endpoint({
  method: "post",
  path: "/api/calendar-files/import",
  summary: "Read an .ics file: what it would add (done: false), or add it. The same file twice adds nothing the second time",
  auth: "session",
  bodyBytesMax: importBytesMax,
  input: z.strictObject({
    text: z.string().min(1).max(fileBytesMax),
    /** Where it goes; your own calendar unless said. */
    calendarId: z.uuid().optional(),
    /** False: only tell what would happen. */
    write: z.boolean().default(false),
  }),
  output: ImportSchema,
});
export const exportCalendarEndpoint = endpoint({
  method: "get",
  path: "/api/calendar-files/{calendarId}",
  summary: "One calendar as an .ics file",
  auth: "session",
  input: z.strictObject({ calendarId: z.uuid() }),
  output: z.object({}),
  answers: "stream",
});
export const listFeedsEndpoint = endpoint({
  method: "get",
  path: "/api/calendar-feeds",
  summary: "Addresses at which your calendar can be read",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ feeds: z.array(FeedSchema) }),
});
export const createFeedEndpoint = endpoint({
  method: "post",
  path: "/api/calendar-feeds",
  summary: "Make an address at which your calendar can be read. It is answered once and never again",
  auth: "person",
  input: z.strictObject({
    name: z.string().trim().min(1).max(80),
    /** Without one: all calendars. */
    calendarId: z.uuid().optional(),
    detail: z.enum(["full", "busy"]),
  }),
  output: z.object({ feed: FeedSchema, address: z.url() }),
});
export const revokeFeedEndpoint = endpoint({
  method: "delete",
  path: "/api/calendar-feeds/{feedId}",
  summary: "Take an address back: it stops working at once",
  auth: "person",
  input: z.strictObject({ feedId: z.uuid() }),
  output: z.object({ revoked: z.literal(true) }),
});
export const readFeedEndpoint = endpoint({
  method: "get",
  path: "/api/feeds/{token}",
  summary: "A calendar as other programs subscribe to it, in iCalendar",
  auth: "link",
  limit: "visitor",
  input: z.object({ token: z.string().max(200) }),
  output: z.object({}),
  answers: "stream",
});
