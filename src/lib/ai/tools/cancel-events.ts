/** Takes events off the calendar. One without other people goes at once and can be undone; more than one always asks. */
import { z } from "zod";
import { EventSchema, SeriesScopeSchema, UndoSchema, type CalendarEvent } from "@/lib/scheduling/contracts";
import { cancelEvents } from "@/lib/scheduling/service";
import { line, markOf } from "../core/event-lines";
import { counted, spokenEvent, spokenList, spokenSpan } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { effectOn, eventAt, tellingOf, toldOf } from "./event-target";
import { momentOf } from "./tool-moment";

const InputSchema = z.object({
  refs: z.array(z.string().min(1).max(80)).min(1).max(50).describe("From find_events; never guessed."),
  scope: SeriesScopeSchema.optional(),
  message: z.string().max(2_000).optional().describe("A word to those who take part."),
  versions: z.record(z.string(), z.number().int()).optional().describe("Leave out."),
});
type Input = z.output<typeof InputSchema>;

const targets = async (context: ToolContext, refs: readonly string[]): Promise<{ ok: true; events: CalendarEvent[] } | Refusal> => {
  const events: CalendarEvent[] = [];
  for (const ref of [...new Set(refs)]) {
    const target = await eventAt(context, ref);
    if (!target.ok) return target;
    events.push(target.event);
  }
  return { ok: true, events };
};

const scopeWords = { this: "", following: " and what follows", all: " and its whole series" } as const;

const gone = (events: readonly CalendarEvent[]) => events.map((event) => ({ before: event, after: null }));

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const found = await targets(context, input.refs);
  if (!found.ok) return found;
  const { events } = found;
  const moment = momentOf(context);
  const told = toldOf(context, ...events.map(({ attendees }) => attendees));
  const [only] = events;
  const scope = input.scope ?? "this";
  return {
    ok: true,
    effect: effectOn(told),
    asks: events.length > 1 || scope !== "this",
    tells: told,
    telling: (await tellingOf(context, gone(events))).before,
    title: only && events.length === 1 ? `Cancel ${spokenEvent(only, moment)}${scopeWords[scope]}` : `Cancel ${counted(events.length, "event")}`,
    lines: [...events.map((event) => line(event.title, spokenSpan(event, moment), null)), ...(input.message ? [line("Message", null, input.message)] : [])],
    input: {
      refs: events.map(({ ref }) => ref),
      scope,
      versions: Object.fromEntries(events.map(({ ref, version }) => [ref, version])),
      ...(input.message ? { message: input.message } : {}),
    },
    marks: events.map((event) => markOf("removed", event)),
    editable: input.message === undefined ? [] : [{ path: "message", label: "Message", kind: "long-text", value: input.message }],
  };
};

export const cancelEventsTool = defineTool({
  name: "cancel_events",
  label: "Cancel events",
  scope: "scheduling:write",
  audience: ["owner"],
  effect: "others",
  policy: "auto",
  description:
    "Cancels one or more events. Resolve all refs with find_events first and pass them together. More than one asks for approval by itself, as do events with other people.",
  input: InputSchema,
  output: z.object({ cancelled: z.array(EventSchema), undo: UndoSchema.nullable() }),
  preview,
  run: async (context, input) => {
    const moment = momentOf(context);
    const { before, undo } = await cancelEvents(
      context.actor,
      {
        events: input.refs.map((ref) => ({ ref, ...(input.versions?.[ref] === undefined ? {} : { version: input.versions[ref] }) })),
        scope: input.scope ?? "this",
        notify: true,
        message: input.message,
      },
      { now: context.now },
    );
    const names = spokenList(
      before.map((event) => spokenEvent(event, moment)),
      6,
    );
    const telling = await tellingOf(context, gone(before));
    return {
      ok: true,
      output: { cancelled: before, undo },
      said: `Cancelled ${names}${scopeWords[input.scope ?? "this"]}.${telling.after}`,
      marks: before.map((event) => markOf("removed", event)),
      undo,
    };
  },
});
