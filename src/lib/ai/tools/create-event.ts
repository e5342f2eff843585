/** Puts an event on the calendar. With people who have an address it asks first, because they would be invited. */
import { z } from "zod";
import { isAppError } from "@/lib/errors";
import { EventSchema, ShowAsSchema, type Attendee, type CreateEventInput } from "@/lib/scheduling/contracts";
import { bookTime, createEvent, describeRecurrence, findFreeTime } from "@/lib/scheduling/service";
import { line, linesOfNew, markOf, toldPeople } from "../core/event-lines";
import { inZone } from "../core/exact-moment";
import { resolveNewEvent, type NewPlace } from "../core/resolve-new-event";
import type { WhenContext } from "../core/resolve-when";
import { spokenInstant, spokenList } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { changeMade, effectOn, spokenPlace, tellingOf } from "./event-target";
import { besideOf, besideSentence } from "./overlap";
import { momentOf, peopleOf } from "./tool-moment";

const InputSchema = z.object({
  title: z.string().trim().min(1).max(300),
  when: z.string().max(500).describe("Start (or start to end) in the user's words, or an instant out of an earlier result."),
  durationMinutes: z
    .number()
    .int()
    .min(5)
    .max(60 * 24 * 31)
    .optional()
    .describe("Only if the user said it."),
  end: z.string().max(500).optional(),
  allDay: z.boolean().optional(),
  location: z.string().max(500).optional(),
  description: z.string().max(10_000).optional(),
  people: z
    .array(z.string().min(1).max(254))
    .max(50)
    .optional()
    .describe("Names or addresses. Contacts with an address are invited, unknown names are only written down."),
  guests: z.array(z.string().min(1).max(120)).max(50).optional().describe("Names that are only written down; nobody is told."),
  rrule: z.string().max(500).optional(),
  repeat: z.string().max(200).optional().describe('The user\'s words: "every Monday".'),
  except: z.array(z.string().min(1).max(200)).max(366).optional().describe('Days a repetition leaves out, in the user\'s words: "December 22".'),
  showAs: ShowAsSchema.optional(),
  onlyIfFree: z.boolean().optional().describe("True when you chose the time yourself: books only if it is still free."),
});
type Input = z.output<typeof InputSchema>;

const nextOffers = async (context: ToolContext, start: string, minutes: number, untilInstant?: string) => {
  const moment = momentOf(context);
  const to = untilInstant ?? inZone(Temporal.Instant.from(start).toZonedDateTimeISO(moment.zone).add({ days: 7 }).toInstant(), moment.zone);
  const { offers } = await findFreeTime(context.actor, { from: start, to, durationMinutes: minutes, people: [], limit: 3 }, { now: context.now });
  return offers.map((offer) => ({ label: spokenInstant(offer.start, moment), value: spokenInstant(offer.start, moment) }));
};

/** A part of a day was named: the free times in it are the question. */
const placeOf = async (context: ToolContext, input: Input): Promise<NewPlace | Refusal> => {
  const place = resolveNewEvent(input, momentOf(context));
  if (!place.ok || !("window" in place)) return place;
  const options = await nextOffers(context, place.window.start, place.durationMinutes, place.window.end);
  if (options.length === 0)
    return { ok: false, reason: "no-free-time", said: `There is no free time in ${spokenPlace(context, { ...place.window, allDay: false })}.` };
  return {
    ok: false,
    reason: "time-missing",
    said: `At what time? ${spokenList(options.map(({ label }) => label))} ${options.length === 1 ? "is" : "are"} free.`,
    options,
  };
};

const resolvedInput = (input: Input, place: NewPlace, attendees: readonly Pick<Attendee, "email">[], guests: readonly string[]): Input => ({
  title: input.title,
  when: place.start,
  end: place.end,
  allDay: place.allDay,
  people: attendees.map(({ email }) => email),
  guests: [...new Set([...guests, ...(input.guests ?? [])])],
  ...(input.location ? { location: input.location } : {}),
  ...(input.description ? { description: input.description } : {}),
  ...(place.rrule ? { rrule: place.rrule } : {}),
  ...(place.skips.length > 0 ? { except: [...place.skips] } : {}),
  ...(input.showAs ? { showAs: input.showAs } : {}),
  ...(input.onlyIfFree ? { onlyIfFree: true } : {}),
});

/** Days that follow each other as one stretch: first and last of each. */
const stretches = (dates: readonly string[]): (readonly [string, string])[] =>
  [...dates].sort().reduce<(readonly [string, string])[]>((runs, date) => {
    const last = runs.at(-1);
    return last && Temporal.PlainDate.from(last[1]).add({ days: 1 }).toString() === date ? [...runs.slice(0, -1), [last[0], date]] : [...runs, [date, date]];
  }, []);

/** ", except Tuesday 22 Dec": the days of the series that were left out. */
const withoutDays = ({ skips }: NewPlace, moment: WhenContext): string => {
  if (skips.length === 0) return "";
  const spoken = (date: string): string =>
    spokenInstant(Temporal.PlainDate.from(date).toZonedDateTime(moment.zone).toInstant().toString(), moment).replace(/,[^,]*$/, "");
  return `, except ${spokenList(stretches(skips).map(([first, last]) => (first === last ? spoken(first) : `from ${spoken(first)} to ${spoken(last)}`)))}`;
};

const shownEvent = (input: Input, place: NewPlace, attendees: readonly Pick<Attendee, "email" | "name">[], guests: readonly string[], moment: WhenContext) => ({
  title: input.title,
  start: place.start,
  end: place.end,
  allDay: place.allDay,
  location: input.location ?? "",
  description: input.description ?? "",
  showAs: input.showAs ?? ("busy" as const),
  status: "confirmed" as const,
  attendees: attendees.map((person) => ({ ...person, optional: false, status: "needs-action" as const })),
  guests: [...guests],
  recurrence: place.rrule ? { text: `${describeRecurrence(place.rrule)}${withoutDays(place, moment)}` } : null,
});

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const who = await peopleOf(context, input.people ?? []);
  if (!who.ok) return who;
  const place = await placeOf(context, input);
  if (!place.ok) return place;
  const resolved = resolvedInput(input, place, who.attendees, who.guests);
  const told = toldPeople(who.attendees, context.profile.email);
  const event = shownEvent(input, place, who.attendees, resolved.guests ?? [], momentOf(context));
  const beside = await besideOf(context, event);
  return {
    ok: true,
    effect: effectOn(told),
    input: resolved,
    title: `Book “${input.title}” on ${spokenPlace(context, event)}`,
    lines: [...linesOfNew(event, momentOf(context)), ...(beside === null ? [] : [line("Overlaps", null, beside)])],
    tells: told,
    telling: (await tellingOf(context, [{ before: null, after: event }])).before,
    marks: [markOf("ghost", event)],
    editable: [
      { path: "title", label: "Title", kind: "text", value: input.title },
      ...(place.allDay
        ? []
        : [
            { path: "when", label: "Starts", kind: "instant" as const, value: place.start },
            { path: "end", label: "Ends", kind: "instant" as const, value: place.end },
          ]),
      { path: "location", label: "Where", kind: "text", value: input.location ?? "" },
      { path: "people", label: "Invited", kind: "emails", value: resolved.people ?? [] },
    ],
  };
};

const taken = async (context: ToolContext, { start, end }: { start: string; end: string }): Promise<Refusal> => {
  const minutes = Math.round(Temporal.Instant.from(start).until(end).total("minutes"));
  const options = await nextOffers(context, start, minutes);
  const next = options.length > 0 ? ` Free instead: ${spokenList(options.map(({ label }) => label))}.` : "";
  return { ok: false, reason: "time-taken", said: `${spokenPlace(context, { start, end, allDay: false })} is taken.${next}`, options };
};

const book = async (context: ToolContext, event: CreateEventInput & { start: string; end: string }) => {
  const { allDay: _allDay, rrule: _rrule, skips: _skips, ...single } = event;
  try {
    return { ok: true as const, change: await bookTime(context.actor, single, { now: context.now }) };
  } catch (error) {
    if (isAppError(error) && error.kind === "conflict") return taken(context, event);
    throw error;
  }
};

export const createEventTool = defineTool({
  name: "create_event",
  label: "Book an event",
  scope: "scheduling:write",
  audience: ["owner"],
  effect: "others",
  policy: "auto",
  description:
    "Puts an event on the calendar. Pass the user's own words for time and people; leave durationMinutes out when nobody said it. Asks for approval by itself when somebody would be invited.",
  input: InputSchema,
  output: z.object({ event: EventSchema }),
  preview,
  run: async (context, input) => {
    const place = resolveNewEvent(input, momentOf(context));
    if (!place.ok) return place;
    if ("window" in place) return { ok: false, reason: "time-missing", said: "At what time?" };
    const who = await peopleOf(context, input.people ?? []);
    if (!who.ok) return who;
    const event = {
      title: input.title,
      start: place.start,
      end: place.end,
      allDay: place.allDay,
      attendees: who.attendees.map((person) => ({ ...person })),
      notify: true,
      guests: [...new Set([...who.guests, ...(input.guests ?? [])])],
      ...(input.location ? { location: input.location } : {}),
      ...(input.description ? { description: input.description } : {}),
      ...(input.showAs ? { showAs: input.showAs } : {}),
      ...(place.rrule ? { rrule: place.rrule, skips: [...place.skips] } : {}),
    };
    const made =
      input.onlyIfFree === true && !place.allDay && !place.rrule
        ? await book(context, event)
        : { ok: true as const, change: await createEvent(context.actor, event, { now: context.now }) };
    if (!made.ok) return made;
    const { event: booked } = made.change;
    const repeats = booked.recurrence ? `, ${booked.recurrence.text}${withoutDays(place, momentOf(context))}` : "";
    const beside = besideSentence(await besideOf(context, booked, booked.id), booked.recurrence !== null);
    return changeMade(context, made.change, `“${booked.title}” is booked for ${spokenPlace(context, booked)}${repeats}.${beside}`);
  },
});
