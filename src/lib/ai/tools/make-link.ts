/** Makes a link that the owner hands out. Its address isn't said in the conversation, which is kept: the page of links tells it, once. */
import { z } from "zod";
import { NewLinkSchema, type NewLink } from "@/lib/delegation/contracts";
import { createLink } from "@/lib/delegation/service";
import { formatDuration } from "@/lib/time/format";
import { line } from "../core/event-lines";
import { resolveSpan } from "../core/resolve-when";
import { spokenInstant } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

const InputSchema = z.object({
  name: z.string().min(1).max(120).describe('Who or what it is for, in the user\'s words: "the Acme people".'),
  purpose: z.string().max(200).optional().describe("What the meeting is about; visitors see it."),
  minutes: z.array(z.number().int().min(5).max(480)).max(6).optional().describe("Lengths offered, in minutes."),
  when: z.string().max(300).optional().describe('Days on which meetings may lie, in the user\'s words: "this week only".'),
  expires: z.string().max(300).optional().describe('When the link stops working, in the user\'s words: "tomorrow at 5pm".'),
  pin: z
    .string()
    .regex(/^\d{4,12}$/)
    .optional(),
  bookings: z.number().int().min(1).max(10_000).optional().describe("Most bookings."),
  allowed: z.array(z.string().max(254)).max(50).optional().describe("Domains or e-mail addresses that may book."),
  approval: z.boolean().optional().describe("True when each booking waits for the user's yes."),
});
type Input = z.output<typeof InputSchema>;

const dateOf = (instant: string, zone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

interface Planned {
  readonly ok: true;
  readonly link: NewLink;
}

const planned = (context: ToolContext, input: Input): Planned | Refusal => {
  const moment = momentOf(context);
  const days = input.when === undefined ? null : resolveSpan(input.when, moment);
  if (days !== null && !days.ok) return days;
  const until = input.expires === undefined ? null : resolveSpan(input.expires, moment);
  if (until !== null && !until.ok) return until;
  // "Until Friday" lets Friday count; "tomorrow at 5" is that very moment.
  const expiresAt = until === null ? null : until.moment.timeGiven ? until.moment.start : until.end;
  const link: NewLink = {
    name: input.name,
    purpose: input.purpose ?? "",
    durations: input.minutes === undefined || input.minutes.length === 0 ? [30] : input.minutes,
    times:
      days === null
        ? {}
        : { from: dateOf(days.start, moment.zone), until: dateOf(Temporal.Instant.from(days.end).subtract({ seconds: 1 }).toString(), moment.zone) },
    expiresAt,
    pin: input.pin ?? null,
    maxBookings: input.bookings ?? null,
    allowed: input.allowed ?? [],
    approval: input.approval ?? false,
  };
  const read = NewLinkSchema.safeParse(link);
  if (read.success) return { ok: true, link };
  return { ok: false, reason: "link-unclear", said: `I can't make that link: ${read.error.issues[0]?.message ?? "something about it isn't right"}.` };
};

const spokenDates = (from: string, until: string, locale: string): string => {
  const say = (date: string): string => Temporal.PlainDate.from(date).toLocaleString(locale, { weekday: "short", day: "numeric", month: "short" });
  return from === until ? say(from) : `${say(from)} to ${say(until)}`;
};

const rulesIn = (context: ToolContext, link: NewLink): { label: string; text: string }[] => {
  const { locale } = context.profile;
  const { from, until } = link.times ?? {};
  return [
    { label: "Length", text: (link.durations ?? []).map((minutes) => formatDuration(minutes, locale)).join(", ") },
    ...(from && until ? [{ label: "Days", text: spokenDates(from, until, locale) }] : []),
    ...(link.expiresAt ? [{ label: "Works until", text: spokenInstant(link.expiresAt, momentOf(context)) }] : []),
    ...(link.pin ? [{ label: "PIN", text: link.pin }] : []),
    ...(link.maxBookings ? [{ label: "Bookings", text: `at most ${link.maxBookings}` }] : []),
    ...((link.allowed ?? []).length > 0 ? [{ label: "Only for", text: (link.allowed ?? []).join(", ") }] : []),
    ...(link.approval === true ? [{ label: "Bookings wait", text: "for your yes" }] : []),
  ];
};

const preview = (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const plan = planned(context, input);
  if (!plan.ok) return Promise.resolve(plan);
  return Promise.resolve({
    ok: true,
    effect: "own",
    input,
    title: `Make the link “${plan.link.name}”`,
    lines: rulesIn(context, plan.link).map(({ label, text }) => line(label, null, text)),
    tells: [],
    marks: [],
    editable: [],
  });
};

export const makeLinkTool = defineTool({
  name: "make_link",
  label: "Make a link",
  scope: "links:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Makes a link that others use to book time with the user. The address of the link is shown on the page of links, never here.",
  input: InputSchema,
  output: z.object({ linkId: z.string(), href: z.string() }),
  preview,
  run: async (context, input) => {
    const plan = planned(context, input);
    if (!plan.ok) return plan;
    const { link } = await createLink(context.actor, plan.link, { now: context.now });
    const href = `/links?link=${link.id}`;
    const rules = rulesIn(context, plan.link).map(({ label, text }) => `${label.toLowerCase() === "pin" ? "PIN" : label.toLowerCase()}: ${text}`);
    return {
      ok: true,
      output: { linkId: link.id, href },
      said: `The link “${link.name}” is made (${rules.join("; ")}). Get its address under [Links](${href}).`,
    };
  },
});
