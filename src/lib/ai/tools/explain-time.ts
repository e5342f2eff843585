/** Why a time isn't free: the exact rules, and what would have to change. */
import { z } from "zod";
import { BlockerSchema, SpanSchema } from "@/lib/scheduling/contracts";
import { explainTime, findFreeTime } from "@/lib/scheduling/service";
import { markOf } from "../core/event-lines";
import { inZone } from "../core/exact-moment";
import { resolveSpan } from "../core/resolve-when";
import { spokenSpanInZone } from "../core/spoken";
import { defineTool, type ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

const defaultMinutes = 30;
const lookAheadDays = 14;

const nextFreeAfter = async (context: ToolContext, start: string, minutes: number) => {
  const { zone } = context.profile;
  const from = Temporal.Instant.compare(start, context.now) > 0 ? start : context.now;
  const to = Temporal.Instant.from(from).toZonedDateTimeISO(zone).add({ days: lookAheadDays }).toInstant();
  const { windows } = await findFreeTime(
    context.actor,
    { from: inZone(from, zone), to: inZone(to, zone), durationMinutes: minutes, people: [], limit: 1 },
    { now: context.now },
  );
  const [first] = windows;
  return first ? { start: inZone(first.start, zone), end: inZone(Temporal.Instant.from(first.start).add({ minutes }), zone) } : null;
};

export const explainTimeTool = defineTool({
  name: "explain_time",
  label: "Explain a time",
  scope: "scheduling:read",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description: "Says whether a time is free for a meeting and, if not, which event or rule of the owner is in the way and what would have to change.",
  input: z.object({
    when: z.string().min(1).max(500),
    durationMinutes: z
      .number()
      .int()
      .min(5)
      .max(24 * 60)
      .optional(),
  }),
  output: z.object({ free: z.boolean(), start: z.string(), end: z.string(), blockers: z.array(BlockerSchema), nextFree: SpanSchema.nullable() }),
  run: async (context, { when, durationMinutes }) => {
    const moment = momentOf(context);
    const span = resolveSpan(when, moment);
    if (!span.ok) return span;
    const given = span.moment.durationMinutes ?? durationMinutes;
    const single = span.moment.end === null || given !== undefined;
    const minutes = given ?? defaultMinutes;
    const { start } = span;
    const end = single ? inZone(Temporal.Instant.from(start).add({ minutes }), moment.zone) : span.end;
    const { free, blockers } = await explainTime(context.actor, { start, end }, { now: context.now });
    const spoken = spokenSpanInZone({ start, end }, moment);
    if (free)
      return {
        ok: true,
        output: { free, start, end, blockers, nextFree: { start, end } },
        said: `${spoken} is free.`,
        marks: [markOf("free", { title: "Free", start, end })],
      };
    const nextFree = await nextFreeAfter(context, start, single ? minutes : defaultMinutes);
    const next = nextFree ? ` The next free time is ${spokenSpanInZone(nextFree, moment)}.` : "";
    const marks = [markOf("highlight", { title: "Asked about", start, end }), ...(nextFree ? [markOf("free", { title: "Free", ...nextFree })] : [])];
    return {
      ok: true,
      output: { free, start, end, blockers, nextFree },
      said: `${spoken} isn't free. ${blockers.map(({ text }) => text).join(" ")}${next}`,
      marks,
    };
  },
});
