/** Moves an event to another time; what the phrase doesn't say stays as it was. */
import { z } from "zod";
import { EventSchema, SeriesScopeSchema, type CalendarEvent } from "@/lib/scheduling/contracts";
import { findFreeTime, updateEvent } from "@/lib/scheduling/service";
import { line, linesOfChange, markOf } from "../core/event-lines";
import { resolveMove, type NewPlace } from "../core/resolve-move";
import { spokenInstant, spokenList } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { changeMade, effectOn, eventAt, spokenPlace, tellingOf, toldOf } from "./event-target";
import { besideOf, besideSentence } from "./overlap";
import { momentOf } from "./tool-moment";

const InputSchema = z.object({
  ref: z.string().min(1).max(80).describe("From find_events; never guessed."),
  when: z
    .string()
    .min(1)
    .max(500)
    .describe(
      'Where it goes, in the user\'s words. Also relative: "half an hour later", "same time next week"; "to 4" keeps the day, "to Friday" keeps the time.',
    ),
  durationMinutes: z
    .number()
    .int()
    .min(5)
    .max(60 * 24 * 31)
    .optional(),
  scope: SeriesScopeSchema.optional().describe("For a repeating event: only this one, this and following, or all. Default this."),
  swapWith: z.string().max(80).optional().describe("Only where two events change places: the ref of the other one, which goes away itself."),
  version: z.number().int().optional().describe("Leave out."),
  end: z.string().max(40).optional().describe("Leave out."),
});
type Input = z.output<typeof InputSchema>;

const freeIn = async (context: ToolContext, event: CalendarEvent, window: { start: string; end: string }, durationMinutes: number): Promise<Refusal> => {
  const moment = momentOf(context);
  const { offers } = await findFreeTime(context.actor, { from: window.start, to: window.end, durationMinutes, people: [], limit: 3 }, { now: context.now });
  const options = offers.map(({ start }) => ({ label: spokenInstant(start, moment), value: spokenInstant(start, moment) }));
  if (options.length === 0)
    return { ok: false, reason: "no-free-time", said: `There is no free time for “${event.title}” in ${spokenPlace(context, { ...window, allDay: false })}.` };
  return {
    ok: false,
    reason: "time-missing",
    said: `At what time? ${spokenList(options.map(({ label }) => label))} ${options.length === 1 ? "is" : "are"} free.`,
    options,
  };
};

/** Resolved input names both ends exactly; then nothing is left to read. */
const placeOf = async (context: ToolContext, event: CalendarEvent, { when, end, durationMinutes }: Input): Promise<NewPlace | Refusal> => {
  const place = resolveMove(end === undefined ? when : `${when}/${end}`, event, durationMinutes, momentOf(context));
  if (!place.ok || !("window" in place)) return place;
  return freeIn(context, event, place.window, place.durationMinutes);
};

const behind = (context: ToolContext, place: NewPlace): Refusal | null =>
  Temporal.Instant.compare(place.end, context.now) <= 0 ? { ok: false, reason: "time-past", said: `${spokenPlace(context, place)} has passed.` } : null;

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const target = await eventAt(context, input.ref);
  if (!target.ok) return target;
  const { event } = target;
  const place = await placeOf(context, event, input);
  if (!place.ok) return place;
  const past = behind(context, place);
  if (past) return past;
  if (place.start === event.start && place.end === event.end)
    return { ok: false, reason: "nothing-to-change", said: `“${event.title}” is already on ${spokenPlace(context, event)}.` };
  const told = toldOf(context, event.attendees);
  const after = { ...event, ...place };
  const beside = await besideOf(context, after, event.id, input.swapWith);
  return {
    ok: true,
    effect: effectOn(told),
    title: `Move “${event.title}” to ${spokenPlace(context, place)}`,
    tells: told,
    telling: (await tellingOf(context, [{ before: event, after }])).before,
    lines: [...linesOfChange(event, after, momentOf(context)), ...(beside === null ? [] : [line("Overlaps", null, beside)])],
    input: {
      ref: input.ref,
      when: place.start,
      end: place.end,
      scope: input.scope ?? "this",
      version: event.version,
      ...(input.swapWith === undefined ? {} : { swapWith: input.swapWith }),
    },
    marks: [markOf("ghost", after, { start: event.start, end: event.end })],
    editable: place.allDay
      ? []
      : [
          { path: "when", label: "Starts", kind: "instant", value: place.start },
          { path: "end", label: "Ends", kind: "instant", value: place.end },
        ],
  };
};

export const moveEventTool = defineTool({
  name: "move_event",
  label: "Move an event",
  scope: "scheduling:write",
  audience: ["owner"],
  effect: "others",
  policy: "auto",
  description: "Moves one event. Resolve the ref with find_events first. Asks for approval by itself when others take part.",
  input: InputSchema,
  output: z.object({ event: EventSchema }),
  preview,
  run: async (context, input) => {
    const target = await eventAt(context, input.ref);
    if (!target.ok) return target;
    const place = await placeOf(context, target.event, input);
    if (!place.ok) return place;
    const { start, end, allDay } = place;
    const change = await updateEvent(
      context.actor,
      {
        ref: input.ref,
        scope: input.scope ?? "this",
        ...(input.version === undefined ? {} : { version: input.version }),
        patch: { start, end, ...(allDay === target.event.allDay ? {} : { allDay }) },
        notify: true,
      },
      { now: context.now },
    );
    const beside = besideSentence(await besideOf(context, change.event, change.event.id, input.swapWith), false);
    return changeMade(
      context,
      change,
      `“${change.event.title}” moved from ${spokenPlace(context, target.event)} to ${spokenPlace(context, change.event)}.${beside}`,
    );
  },
});
