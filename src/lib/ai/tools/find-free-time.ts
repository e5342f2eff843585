/** Offers of free time, ranked by code; a model only picks among them. */
import { z } from "zod";
import { OfferSchema, SpanSchema, type Offer, type Span } from "@/lib/scheduling/contracts";
import { findFreeTime } from "@/lib/scheduling/service";
import { markOf } from "../core/event-lines";
import { inZone } from "../core/exact-moment";
import { apartFromEachOther, cutWindows, withinClock } from "../core/free-windows";
import { resolveSpan, type Moment } from "../core/resolve-when";
import { spokenList, spokenSpan, spokenSpanInZone } from "../core/spoken";
import { defineTool, type Refusal, type ToolContext } from "./define-tool";
import { momentOf, peopleOf } from "./tool-moment";

const ClockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const lookAheadDays = 7;
/** More offers than are shown, so that a narrower clock window still finds some. */
const offersMax = 50;
/** Below it, as much speaks against an offer as somebody's wish not to have it. */
const unwelcomeScore = 0.091;

type Search = {
  readonly ok: true;
  readonly start: string;
  readonly end: string;
  readonly except: readonly { readonly start: string; readonly end: string | null }[];
  /** "Next week in the afternoon": hours of each day. */
  readonly daily?: { readonly from?: string; readonly to?: string };
};

const searchOf = (context: ToolContext, when: string | undefined, minutes: number): Search | Refusal => {
  const moment = momentOf(context);
  const now = inZone(moment.now, moment.zone);
  if (when === undefined || when.trim() === "")
    return {
      ok: true,
      start: now,
      end: inZone(Temporal.Instant.from(now).toZonedDateTimeISO(moment.zone).add({ days: lookAheadDays }).toInstant(), moment.zone),
      except: [],
    };
  const span = resolveSpan(when, moment);
  if (!span.ok) return span;
  if (Temporal.Instant.compare(span.end, now) <= 0) return { ok: false, reason: "time-past", said: `${spokenSpan(span, moment)} has passed.` };
  return {
    ok: true,
    start: Temporal.Instant.compare(span.start, now) < 0 ? now : span.start,
    end: longEnough(span, minutes, moment.zone),
    except: span.except,
    ...(span.moment.daily ? { daily: span.moment.daily } : {}),
  };
};

/** "Tomorrow at 2" names where a free time begins: the span is as long as what is looked for. */
const longEnough = ({ start, end, moment }: { start: string; end: string; moment: Moment }, minutes: number, zone: string): string => {
  const least = Temporal.Instant.from(start).add({ minutes });
  return moment.timeGiven && moment.end === null && moment.direction === undefined && Temporal.Instant.compare(least, end) > 0 ? inZone(least, zone) : end;
};

const coversDays = ({ start, end }: Search, zone: string): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(start).toZonedDateTimeISO(zone).startOfDay().add({ days: 1 }).toInstant(), end) < 0;

/** Over several days, one day after the other; what somebody would rather not have stays last. */
const asSpokenOf = (offers: readonly Offer[]): Offer[] => {
  const unwelcome = ({ score }: Offer): number => (score < unwelcomeScore ? 1 : 0);
  return [...offers].sort((a, b) => unwelcome(a) - unwelcome(b) || Temporal.Instant.compare(a.start, b.start));
};

const sentence = (context: ToolContext, offers: readonly Offer[], search: Search, unknown: readonly string[]): string => {
  const moment = momentOf(context);
  const unseen = unknown.length > 0 ? ` I can't see the calendar of ${spokenList(unknown)}; only yours was looked at.` : "";
  if (offers.length === 0) return `There is no such free time in ${spokenSpan(search, moment)}.${unseen}`;
  return `Free: ${offers
    .slice(0, 5)
    .map((offer) => spokenSpanInZone(offer, moment))
    .join("; ")}.${unseen}`;
};

export const findFreeTimeTool = defineTool({
  name: "find_free_time",
  label: "Look for free time",
  scope: "scheduling:read",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description:
    "Finds free times of the owner (and of people on this server) in a span, best first. Use the `start` and `end` of an offer for create_event with onlyIfFree.",
  input: z.object({
    when: z.string().max(500).optional().describe("The span to look in, in the user's words; default is the next 7 days."),
    durationMinutes: z
      .number()
      .int()
      .min(5)
      .max(24 * 60)
      .default(30),
    people: z.array(z.string().max(254)).max(50).optional(),
    notBefore: ClockSchema.optional(),
    notAfter: ClockSchema.optional(),
    limit: z.number().int().min(1).max(20).default(5),
    ignoreHours: z
      .union([z.boolean(), z.literal("when-needed")])
      .default(false)
      .describe('True only when the user says that working hours don\'t matter; "when-needed" when they name a part of the day, such as the evening.'),
  }),
  output: z.object({
    offers: z.array(OfferSchema),
    windows: z.array(SpanSchema),
    durationMinutes: z.number(),
    unknown: z.array(z.string()).describe("People whose calendar couldn't be looked at."),
  }),
  run: async (context, { when, durationMinutes, people, notBefore: earliest, notAfter: latest, limit, ignoreHours }) => {
    const search = searchOf(context, when, durationMinutes);
    if (!search.ok) return search;
    const notBefore = earliest ?? search.daily?.from;
    const notAfter = latest ?? search.daily?.to;
    const who = await peopleOf(context, people ?? []);
    if (!who.ok) return who;
    const { zone } = context.profile;
    const severalDays = coversDays(search, zone);
    const find = (anyHour: boolean) =>
      findFreeTime(
        context.actor,
        {
          from: search.start,
          to: search.end,
          durationMinutes,
          people: who.attendees.map(({ email }) => email),
          limit: offersMax,
          ignoreHours: anyHour,
          inTurns: severalDays,
          ...(notBefore ? { notBefore } : {}),
          ...(notAfter ? { notAfter } : {}),
        },
        { now: context.now },
      );
    const allowed = (span: Span) =>
      withinClock(span, notBefore, notAfter, zone) && cutWindows([span], search.except).some(({ start, end }) => start === span.start && end === span.end);
    const withinHours = await find(ignoreHours === true);
    const found = ignoreHours === "when-needed" && !withinHours.offers.some(allowed) ? await find(true) : withinHours;
    const best = apartFromEachOther(found.offers.filter(allowed)).slice(0, limit);
    const offers = (severalDays ? asSpokenOf(best) : best).map((offer) => ({ ...offer, start: inZone(offer.start, zone), end: inZone(offer.end, zone) }));
    const windows = cutWindows(found.windows, search.except).map(({ start, end }) => ({ start: inZone(start, zone), end: inZone(end, zone) }));
    const unknown = [...found.unknown, ...who.guests];
    return {
      ok: true,
      output: { offers, windows, durationMinutes, unknown },
      said: sentence(context, offers, search, unknown),
      marks: offers.map(({ start, end }) => markOf("free", { title: "Free", start, end })),
    };
  },
});
