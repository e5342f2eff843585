/** What stands on the calendar. The refs it answers are the only way to name an event to the other tools. */
import { z } from "zod";
import type { TimeMatch } from "@/lib/time/time-match";
import { EventSchema, type CalendarEvent } from "@/lib/scheduling/contracts";
import { listEvents } from "@/lib/scheduling/service";
import { markOf } from "../core/event-lines";
import { inZone } from "../core/exact-moment";
import { mentions, searchedWords } from "../core/mentions";
import { resolveSpan } from "../core/resolve-when";
import { counted, spokenEvent, spokenSpan } from "../core/spoken";
import { defineTool, type Refusal, type ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

const WhenSchema = z.string().max(500);
const lookAheadDays = 90;
/** The calendar answers windows of at most this many days. */
const longestDays = 400;

interface Window {
  readonly ok: true;
  readonly from: string;
  readonly to: string;
  /** "This week after 3": clock times between which events begin on each day. */
  readonly daily?: TimeMatch["daily"] | undefined;
}

type Input = { from?: string | undefined; to?: string | undefined; when?: string | undefined };

const windowOf = (context: ToolContext, { from, to, when }: Input): Window | Refusal => {
  const moment = momentOf(context);
  if (when !== undefined) {
    const span = resolveSpan(when, moment);
    return span.ok ? { ok: true, from: span.start, to: span.end, daily: span.moment.daily } : span;
  }
  const start = from === undefined ? { ok: true as const, start: inZone(moment.now, moment.zone) } : resolveSpan(from, moment);
  if (!start.ok) return start;
  const end = to === undefined ? { ok: true as const, end: plusDays(start.start, lookAheadDays, moment.zone) } : resolveSpan(to, moment);
  if (!end.ok) return end;
  const latest = plusDays(start.start, longestDays, moment.zone);
  return { ok: true, from: start.start, to: Temporal.Instant.compare(end.end, latest) > 0 ? latest : end.end };
};

const beginsWithin = (event: CalendarEvent, daily: TimeMatch["daily"], zone: string): boolean => {
  if (!daily) return true;
  if (event.allDay) return false;
  const clock = Temporal.Instant.from(event.start).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
  return clock >= (daily.from ?? "00:00") && clock < (daily.to ?? "24:00");
};

const plusDays = (instant: string, days: number, zone: string): string =>
  inZone(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).add({ days }).toInstant(), zone);

const pageSize = 250;
const pagesMax = 20;

/** All events of a window that fit; reads page by page so that a filter never hides what lies further on. */
const matching = async (
  context: ToolContext,
  { from, to }: Window,
  query: string,
  fits: (event: CalendarEvent) => boolean,
  enough: number,
): Promise<CalendarEvent[]> => {
  const found: CalendarEvent[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < pagesMax && cursor !== null && found.length < enough; page += 1) {
    const { events, nextCursor } = await listEvents(context.actor, {
      from,
      to,
      limit: Math.min(pageSize, enough),
      ...(query === "" ? {} : { query }),
      ...(cursor ? { cursor } : {}),
    });
    found.push(...events.filter((event) => event.status !== "cancelled" && fits(event)));
    cursor = nextCursor;
  }
  return found;
};

const sentence = (context: ToolContext, events: readonly CalendarEvent[], { from, to }: Window): string => {
  const moment = momentOf(context);
  if (events.length === 0) return `Nothing found in ${spokenSpan({ start: from, end: to }, moment)}.`;
  return `${counted(events.length, "event")}: ${events
    .slice(0, 5)
    .map((event) => spokenEvent(event, moment))
    .join("; ")}${events.length > 5 ? "; …" : "."}`;
};

export const findEventsTool = defineTool({
  name: "find_events",
  label: "Look at the calendar",
  scope: "scheduling:read",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description:
    'Lists events in time order. Give `when` for a span in the user\'s words ("tomorrow afternoon"), or `from`/`to`; default is the next 90 days. `text` and `people` narrow it down. Use the `ref` it answers for every change.',
  input: z.object({
    when: WhenSchema.optional().describe('A span: "Friday", "next week", "tomorrow afternoon".'),
    from: WhenSchema.optional(),
    to: WhenSchema.optional(),
    text: z.string().max(200).optional().describe("Words of the title, the notes or the place."),
    people: z.array(z.string().max(254)).max(20).optional().describe("Names or addresses that must take part."),
    limit: z.number().int().min(1).max(100).default(20),
    order: z.enum(["asc", "desc"]).default("asc"),
  }),
  output: z.object({ events: z.array(EventSchema), more: z.boolean(), from: z.string(), to: z.string() }),
  run: async (context, input) => {
    const window = windowOf(context, input);
    if (!window.ok) return window;
    const { zone } = momentOf(context);
    const fits = (event: CalendarEvent) => mentions(event, input.text, input.people) && beginsWithin(event, window.daily, zone);
    const all = await matching(context, window, searchedWords(input.text, input.people), fits, input.order === "desc" ? Infinity : input.limit + 1);
    const ordered = input.order === "desc" ? all.reverse() : all;
    const events = ordered.slice(0, input.limit);
    return {
      ok: true,
      output: { events, more: ordered.length > events.length, from: window.from, to: window.to },
      said: sentence(context, events, window),
      marks: events.slice(0, 20).map((event) => markOf("highlight", event)),
    };
  },
});
