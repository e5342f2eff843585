/** Changes what an event says, how long it is, how it shows and how it repeats. */
import { z } from "zod";
import { EventSchema, SeriesScopeSchema, ShowAsSchema, type CalendarEvent, type EventPatch } from "@/lib/scheduling/contracts";
import { describeRecurrence, updateEvent } from "@/lib/scheduling/service";
import { line, linesOfChange, markOf } from "../core/event-lines";
import { inZone } from "../core/exact-moment";
import { resolveWhen } from "../core/resolve-when";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { changeMade, effectOn, eventAt, spokenPlace, tellingOf, toldOf } from "./event-target";
import { besideOf, besideSentence } from "./overlap";
import { momentOf } from "./tool-moment";

const InputSchema = z.object({
  ref: z.string().min(1).max(80).describe("From find_events; never guessed."),
  title: z.string().trim().min(1).max(300).optional(),
  location: z.string().max(500).optional(),
  description: z.string().max(10_000).optional(),
  durationMinutes: z
    .number()
    .int()
    .min(5)
    .max(60 * 24 * 31)
    .optional()
    .describe("The new length."),
  extendMinutes: z
    .number()
    .int()
    .min(-60 * 24)
    .max(60 * 24)
    .optional()
    .describe("By how much it gets longer, or shorter when negative."),
  showAs: ShowAsSchema.optional(),
  status: z.enum(["confirmed", "tentative"]).optional(),
  repeat: z.string().max(200).nullable().optional().describe('The user\'s words ("every Monday"), or null to repeat no more.'),
  scope: SeriesScopeSchema.optional(),
  version: z.number().int().optional().describe("Leave out."),
  rrule: z.string().max(500).nullable().optional().describe("Leave out."),
});
type Input = z.output<typeof InputSchema>;

const ruleOf = (context: ToolContext, { repeat, rrule }: Input): { ok: true; rrule: string | null | undefined } | Refusal => {
  if (rrule !== undefined || repeat === undefined || repeat === null) return { ok: true, rrule: rrule !== undefined ? rrule : repeat };
  const read = resolveWhen(repeat, momentOf(context));
  if (!read.ok) return read;
  return read.rrule === null
    ? { ok: false, reason: "repeat-unclear", said: `I couldn't read “${repeat}” as a repetition. Say it like “every Monday”.` }
    : { ok: true, rrule: read.rrule };
};

const endOf = (context: ToolContext, event: CalendarEvent, { durationMinutes, extendMinutes }: Input): { ok: true; end: string | undefined } | Refusal => {
  if (durationMinutes === undefined && extendMinutes === undefined) return { ok: true, end: undefined };
  if (event.allDay) return { ok: false, reason: "all-day", said: `“${event.title}” lasts all day. Move it to a time to give it a length.` };
  const length = durationMinutes ?? Temporal.Instant.from(event.start).until(event.end).total("minutes") + (extendMinutes ?? 0);
  if (length < 1) return { ok: false, reason: "duration-missing", said: "It would have no length left. How long should it be?" };
  return { ok: true, end: inZone(Temporal.Instant.from(event.start).add({ minutes: Math.round(length) }), context.profile.zone) };
};

const patchOf = (context: ToolContext, event: CalendarEvent, input: Input): { ok: true; patch: EventPatch } | Refusal => {
  const rule = ruleOf(context, input);
  if (!rule.ok) return rule;
  const length = endOf(context, event, input);
  if (!length.ok) return length;
  const { title, location, description, showAs, status } = input;
  const given = { title, location, description, showAs, status, end: length.end, rrule: rule.rrule };
  return { ok: true, patch: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
};

const minutesOf = (start: string, end: string): number => Math.round(Temporal.Instant.from(start).until(end).total("minutes"));

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const target = await eventAt(context, input.ref);
  if (!target.ok) return target;
  const { event } = target;
  const read = patchOf(context, event, input);
  if (!read.ok) return read;
  const { rrule, ...rest } = read.patch;
  const after = {
    ...event,
    ...rest,
    recurrence: rrule === undefined ? event.recurrence : rrule === null ? null : { rrule, text: describeRecurrence(rrule) },
  } as CalendarEvent;
  const lines = linesOfChange(event, after, momentOf(context));
  if (lines.length === 0) return { ok: false, reason: "nothing-to-change", said: `“${event.title}” is that way already.` };
  const told = toldOf(context, event.attendees);
  const moved = after.end !== event.end;
  const beside = moved ? await besideOf(context, after, event.id) : null;
  return {
    ok: true,
    effect: effectOn(told),
    title: `Change “${event.title}” on ${spokenPlace(context, event)}`,
    tells: told,
    telling: (await tellingOf(context, [{ before: event, after }])).before,
    lines: beside === null ? lines : [...lines, line("Overlaps", null, beside)],
    marks: [markOf(moved ? "ghost" : "highlight", after, moved ? { start: event.start, end: event.end } : undefined)],
    input: {
      ref: input.ref,
      scope: input.scope ?? "this",
      version: event.version,
      ...(rest.title ? { title: rest.title } : {}),
      ...(rest.location === undefined ? {} : { location: rest.location }),
      ...(rest.description === undefined ? {} : { description: rest.description }),
      ...(rest.end ? { durationMinutes: minutesOf(event.start, rest.end) } : {}),
      ...(rest.showAs ? { showAs: rest.showAs } : {}),
      ...(rest.status ? { status: rest.status } : {}),
      ...(rrule === undefined ? {} : { rrule }),
    },
    editable: [
      ...(rest.title ? [{ path: "title", label: "Title", kind: "text" as const, value: rest.title }] : []),
      ...(rest.location === undefined ? [] : [{ path: "location", label: "Where", kind: "text" as const, value: rest.location }]),
      ...(rest.end ? [{ path: "durationMinutes", label: "Minutes", kind: "minutes" as const, value: minutesOf(event.start, rest.end) }] : []),
    ],
  };
};

export const changeEventTool = defineTool({
  name: "change_event",
  label: "Change an event",
  scope: "scheduling:write",
  audience: ["owner"],
  effect: "others",
  policy: "auto",
  description:
    "Changes title, place, notes, length (extendMinutes for longer or shorter), showing, status or repetition of one event. Use move_event for another time. Resolve the ref with find_events first.",
  input: InputSchema,
  output: z.object({ event: EventSchema }),
  preview,
  run: async (context, input) => {
    const target = await eventAt(context, input.ref);
    if (!target.ok) return target;
    const read = patchOf(context, target.event, input);
    if (!read.ok) return read;
    const change = await updateEvent(
      context.actor,
      { ref: input.ref, scope: input.scope ?? "this", ...(input.version === undefined ? {} : { version: input.version }), patch: read.patch, notify: true },
      { now: context.now },
    );
    const differences = linesOfChange(target.event, change.event, momentOf(context)).filter(({ label }) => label !== "Length" || !read.patch.end);
    const words = differences.map(({ label, before, after }) => `${label.toLowerCase()} ${before === null ? "" : `${before} → `}${after ?? "none"}`).join("; ");
    const beside = read.patch.end === undefined ? null : await besideOf(context, change.event, change.event.id);
    return changeMade(context, change, `“${change.event.title}” changed: ${words === "" ? "nothing that shows" : words}.${besideSentence(beside, false)}`);
  },
});
