/** Lets a model ask what a phrase means before it uses it, so that it never calculates. */
import { z } from "zod";
import { understandTime } from "@/lib/time/understand";
import { formatDuration } from "@/lib/time/format";
import { inZone, readExactMoment } from "../core/exact-moment";
import { timeContext } from "../core/resolve-when";
import { spokenInstant, spokenSpanInZone } from "../core/spoken";
import { defineTool, type ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

const MatchSchema = z.object({
  text: z.string(),
  kind: z.enum(["instant", "date", "interval", "duration", "recurrence"]),
  start: z.string(),
  end: z.string().nullable(),
  grain: z.string(),
  rrule: z.string().optional(),
  duration: z.string().optional(),
  spoken: z.string(),
});
type Match = z.infer<typeof MatchSchema>;

const exactMatch = (phrase: string, context: ToolContext): Match[] => {
  const exact = readExactMoment(phrase, context.profile.zone);
  if (!exact) return [];
  const spoken =
    exact.end === null
      ? spokenInstant(exact.start, momentOf(context))
      : spokenSpanInZone({ start: exact.start, end: exact.end, allDay: !exact.timeGiven }, momentOf(context));
  return [
    {
      text: phrase,
      kind: exact.end === null ? "instant" : exact.timeGiven ? "interval" : "date",
      start: exact.start,
      end: exact.end,
      grain: exact.timeGiven ? "minute" : "day",
      spoken,
    },
  ];
};

const understood = (phrase: string, reference: string | undefined, context: ToolContext): Match[] => {
  const moment = momentOf(context);
  const now = reference === undefined ? moment.now : (readExactMoment(reference, moment.zone)?.start ?? moment.now);
  return understandTime(phrase, timeContext({ ...moment, now })).map((match) => {
    const start = inZone(match.start, moment.zone);
    const end = match.end === null ? null : inZone(match.end, moment.zone);
    const spoken =
      match.kind === "duration"
        ? formatDuration(match.duration ?? "PT0S", moment.locale)
        : end === null
          ? spokenInstant(start, moment)
          : spokenSpanInZone({ start, end, allDay: match.kind === "date" }, moment);
    return {
      text: match.text,
      kind: match.kind,
      start,
      end,
      grain: match.grain,
      ...(match.rrule ? { rrule: match.rrule } : {}),
      ...(match.duration ? { duration: match.duration } : {}),
      spoken,
    };
  });
};

export const resolveTimeTool = defineTool({
  name: "resolve_time",
  label: "Read a time",
  scope: "chat",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description:
    'Says what a phrase about time means in the owner\'s zone ("next Tuesday afternoon"). Other tools take such phrases directly; use this only to answer questions about dates.',
  input: z.object({
    phrase: z.string().min(1).max(500).describe("The user's own words."),
    reference: z.string().max(40).optional().describe("RFC 3339 instant to count from instead of now."),
  }),
  output: z.object({ matches: z.array(MatchSchema) }),
  run: (context, { phrase, reference }) => {
    const exact = exactMatch(phrase, context);
    const matches = exact.length > 0 ? exact : understood(phrase, reference, context);
    const said = matches.length === 0 ? `I couldn't read “${phrase}” as a time.` : matches.map(({ text, spoken }) => `“${text}” is ${spoken}.`).join(" ");
    return Promise.resolve(matches.length === 0 ? { ok: false, reason: "time-unclear", said } : { ok: true, output: { matches }, said });
  },
});
