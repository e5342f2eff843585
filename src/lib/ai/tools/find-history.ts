/** What was done in the owner's name, read from the trail: by Perin, by the owner, by anybody. */
import { z } from "zod";
import { formatTime } from "@/lib/time/format";
import { HistoryEntrySchema, listHistoryEndpoint, type HistoryEntry } from "../contracts";
import { findHistory } from "../history";
import { resolveSpan } from "../core/resolve-when";
import { counted, spokenInstant } from "../core/spoken";
import { defineTool, type Refusal, type ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

/** As many as are read out; the page has them all. */
const shownMax = 10;
/** More are counted as "more than". */
const readMax = 100;

interface Stretch {
  readonly ok: true;
  readonly from: string | null;
  readonly to: string | null;
  /** Within one day of the owner's, so that the clock says enough. */
  readonly oneDay: boolean;
}

const stretchOf = (context: ToolContext, when: string | undefined): Stretch | Refusal => {
  if (when === undefined || when.trim() === "") return { ok: true, from: null, to: null, oneDay: false };
  const moment = momentOf(context);
  const span = resolveSpan(when, moment, "past");
  if (!span.ok) return span;
  if (span.moment.direction === "before") return { ok: true, from: null, to: span.moment.end ?? span.moment.start, oneDay: false };
  // "Since Monday" reaches to this moment, and what has just been done is of it.
  if (span.moment.direction === "after" && span.moment.end === null) return { ok: true, from: span.start, to: null, oneDay: false };
  const day = (instant: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(moment.zone).toPlainDate().toString();
  const last = Temporal.Instant.from(span.end).subtract({ milliseconds: 1 }).toString();
  return { ok: true, from: span.start, to: span.end, oneDay: day(span.start) === day(last) };
};

const whose = { perin: "I", owner: "You" } as const;

const sentences = (
  context: ToolContext,
  { entries, more }: { readonly entries: readonly HistoryEntry[]; readonly more: boolean },
  by: keyof typeof whose | undefined,
  when: string,
  oneDay: boolean,
): string => {
  const span = when === "" ? "" : ` ${when}`;
  const count = `${more ? "more than " : ""}${counted(entries.length, "thing")}`;
  const everything = "[The history](/history) has everything, and what can be taken back.";
  if (entries.length === 0) return `${by === undefined ? "Nothing was done in your name" : `${whose[by]} changed nothing`}${span}. ${everything}`;
  const lines = entries.slice(0, shownMax).map(({ at, by: doer, said, undone }) => {
    const then = oneDay ? formatTime(at, momentOf(context)) : spokenInstant(at, momentOf(context));
    return `- ${then}: ${by === undefined ? `${doer}: ` : ""}${said}${undone ? " (taken back since)" : ""}`;
  });
  const lead =
    by === undefined ? `${count.charAt(0).toUpperCase()}${count.slice(1)} ${entries.length === 1 ? "was" : "were"} done` : `${whose[by]} did ${count}`;
  const rest = entries.length > shownMax ? `\nThese are the last ${shownMax}.` : "";
  return `${lead}${span}:\n${lines.join("\n")}${rest}\n\n${everything}`;
};

export const findHistoryTool = defineTool({
  name: "find_history",
  label: "Look at what was done",
  scope: "settings",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description:
    'What was changed in the owner\'s name and by whom, newest first: "what did you do today", "what did I change yesterday". Not what is on the calendar: that is find_events.',
  input: z.object({
    when: z.string().max(200).optional().describe('The user\'s words: "today", "since Monday"; left out, the newest.'),
    by: z.enum(["perin", "owner"]).optional().describe("You (perin) or the user (owner); left out, everybody."),
    kind: listHistoryEndpoint.input.shape.kind,
  }),
  output: z.object({ entries: z.array(HistoryEntrySchema), more: z.boolean() }),
  run: async (context, { when, by, kind }) => {
    const stretch = stretchOf(context, when);
    if (!stretch.ok) return stretch;
    const limit = stretch.from === null ? shownMax : readMax;
    const found = await findHistory(context.actor, { kind, by: by ?? null, from: stretch.from, to: stretch.to, limit });
    // Without a time asked about, the newest are an answer of their own and nobody asked how many there are.
    const told = stretch.from === null ? { ...found, more: false } : found;
    return { ok: true, output: found, said: sentences(context, told, by, (stretch.from === null ? "lately" : (when ?? "")).trim(), stretch.oneDay) };
  },
});
