/** The words of the tasks room: to-dos of one owner. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { EventSchema, UndoSchema } from "@/lib/scheduling/contracts";

export const TaskSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  notes: z.string(),
  /** "2026-11-27", in `zone`. */
  dueDate: z.string().nullable(),
  /** "09:00"; null when only the day was said. */
  dueTime: z.string().nullable(),
  /** The zone its wall clock times are meant in. */
  zone: z.string(),
  /** The moment it is late: its time, or the end of its day. */
  dueAt: z.string().nullable(),
  remindAt: z.string().nullable(),
  /** The reminder has been told. */
  reminded: z.boolean(),
  minutes: z.number().int().nullable(),
  /** Null: once. Its day and time are then those of the next occurrence, or of the one that is late; finishing it moves it on. */
  recurrence: z
    .object({
      /** RFC 5545, without DTSTART. */
      rrule: z.string(),
      /** DTSTART, a wall clock in `zone`: "2026-11-30T09:00", or a day. */
      start: z.string(),
      /** "every Monday". */
      text: z.string(),
    })
    .nullable(),
  doneAt: z.string().nullable(),
  /** Where it stands on the calendar. */
  planned: z.object({ eventId: z.string(), start: z.string(), end: z.string() }).nullable(),
  version: z.number().int(),
  createdAt: z.string(),
});
export type Task = z.infer<typeof TaskSchema>;

const TitleSchema = z.string().trim().min(1, "Write what is to be done").max(300);
const NotesSchema = z.string().max(5_000);
/** The owner's own words, a date, or an instant. */
const PhraseSchema = z.string().trim().min(1).max(200);
/** The owner's own words ("every Monday"), or an RFC 5545 rule ("FREQ=WEEKLY;BYDAY=MO"). */
const RepeatSchema = z.string().trim().min(1).max(500);
const MinutesSchema = z
  .number()
  .int()
  .min(5)
  .max(24 * 60);

export const CreateTaskInputSchema = z.strictObject({
  title: TitleSchema,
  notes: NotesSchema.default(""),
  /** Words that repeat ("every Monday at 9") say both, when and how often. */
  due: PhraseSchema.nullish(),
  repeat: RepeatSchema.nullish(),
  /** Words for when to remind; true = when it is due; left out = when it is due, if that has a time. */
  remind: z.union([PhraseSchema, z.boolean()]).optional(),
  minutes: MinutesSchema.nullish(),
});
export type CreateTaskInput = z.input<typeof CreateTaskInputSchema>;

export const ChangeTaskInputSchema = z.strictObject({
  title: TitleSchema.optional(),
  notes: NotesSchema.optional(),
  /** null takes the day away, and with it the repetition. A new day moves the ones after it too; to move one alone, put it off. */
  due: PhraseSchema.nullish(),
  /** null: it doesn't repeat any more. */
  repeat: RepeatSchema.nullish(),
  /** false or null: no reminder. */
  remind: z.union([PhraseSchema, z.boolean()]).nullish(),
  minutes: MinutesSchema.nullish(),
  /** True finishes it; one that repeats goes on to its next occurrence instead, as long as there is one. */
  done: z.boolean().optional(),
  /** As it was read; refused when it has changed since. With it, one that repeats is finished once however often that is sent; without it, once a minute. */
  version: z.number().int().optional(),
});
export type ChangeTaskInput = z.input<typeof ChangeTaskInputSchema>;

const Id = { taskId: z.uuid() };

export const listTasksEndpoint = endpoint({
  method: "get",
  path: "/api/tasks",
  summary: "To-dos: open ones by when they are due, done ones newest first",
  auth: "session",
  input: z.strictObject({
    state: z.enum(["open", "done"]).default("open"),
    query: z.string().max(200).optional(),
    /** Only what is due before this instant. */
    dueBefore: z.iso.datetime({ offset: true }).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  output: z.object({ tasks: z.array(TaskSchema), nextCursor: z.string().nullable() }),
});
export const createTaskEndpoint = endpoint({
  method: "post",
  path: "/api/tasks",
  summary: "Add a to-do; `line` reads title, day, length, repetition and reminder out of one line",
  auth: "session",
  input: z
    .strictObject({ line: z.string().trim().min(1, "Write what is to be done").max(500).optional(), ...CreateTaskInputSchema.partial().shape })
    .refine(({ line, title }) => (line === undefined) !== (title === undefined), { path: ["line"], message: "Send either a line or a title" }),
  output: TaskSchema,
});
export const changeTaskEndpoint = endpoint({
  method: "patch",
  path: "/api/tasks/{taskId}",
  summary: "Change a to-do, mark it done or open it again; one that repeats, marked as done, goes on to its next time",
  auth: "session",
  input: ChangeTaskInputSchema.extend(Id),
  output: TaskSchema.extend({ undo: UndoSchema }),
});
export const snoozeTaskEndpoint = endpoint({
  method: "post",
  path: "/api/tasks/{taskId}/snooze",
  summary: "Put a to-do and its reminder off; of one that repeats, this time only",
  auth: "session",
  input: z.strictObject({ ...Id, until: PhraseSchema }),
  output: TaskSchema.extend({ undo: UndoSchema }),
});
export const planTaskEndpoint = endpoint({
  method: "post",
  path: "/api/tasks/{taskId}/plan",
  summary: "Put a to-do into the next gap of the calendar that is long enough",
  auth: "session",
  input: z.strictObject({ ...Id, minutes: MinutesSchema.optional() }),
  output: z.object({ task: TaskSchema, event: EventSchema, undo: UndoSchema.nullable() }),
});
export const deleteTaskEndpoint = endpoint({
  method: "delete",
  path: "/api/tasks/{taskId}",
  summary: "Delete a to-do, with all its repetitions; it can be brought back for a day",
  auth: "session",
  input: z.strictObject(Id),
  output: z.object({ deleted: z.literal(true), undo: UndoSchema }),
});
export const restoreTaskEndpoint = endpoint({
  method: "post",
  path: "/api/tasks/{taskId}/restore",
  summary: "Bring a deleted to-do back",
  auth: "session",
  input: z.strictObject(Id),
  output: TaskSchema,
});
