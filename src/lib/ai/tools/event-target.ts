/** Getting at the event a tool is to change, and saying no when it isn't there any more. */
import { isAppError } from "@/lib/errors";
import type { CalendarEvent, EventChange } from "@/lib/scheduling/contracts";
import { getEvent } from "@/lib/scheduling/service";
import { markOf, toldPeople } from "../core/event-lines";
import { spokenList, spokenSpanInZone } from "../core/spoken";
import type { Effect, Refusal, Success, ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

/** The event a ref names. A ref that leads nowhere is a refusal: the model is to look again, not to guess. */
export const eventAt = async (context: ToolContext, ref: string): Promise<{ ok: true; event: CalendarEvent } | Refusal> => {
  try {
    const event = await getEvent(context.actor, { ref });
    return event.status === "cancelled" ? { ok: false, reason: "event-cancelled", said: `“${event.title}” has been cancelled already.` } : { ok: true, event };
  } catch (error) {
    if (isAppError(error) && (error.kind === "not-found" || error.kind === "invalid"))
      return { ok: false, reason: "event-not-found", said: "That event isn't on the calendar. Look for it with find_events first." };
    throw error;
  }
};

/** Others would notice as soon as one of the people has an address. */
export const effectOn = (told: readonly string[]): Effect => (told.length > 0 ? "others" : "own");

/** Who hears of a change to this event, the owner left out. */
export const toldOf = (context: ToolContext, ...attendees: readonly CalendarEvent["attendees"][]): string[] => [
  ...new Set(attendees.flatMap((list) => toldPeople(list, context.profile.email))),
];

/** Honest about what happens outside: invitations are kept with the event, and no mail leaves this server. */
export const concernsSentence = (people: readonly string[]): string =>
  ` It concerns ${spokenList(people)}; no mail account is connected, so nobody was written to.`;

/** The last half of every sentence about a change: whom it concerns, and that nobody was written to. There is no way to send mail yet. */
const tellingSentence = (event: Pick<CalendarEvent, "guests">, told: readonly string[]): string => {
  if (told.length > 0) return concernsSentence(told);
  return event.guests.length > 0 ? ` Nobody was told: there is no address for ${spokenList(event.guests)}.` : "";
};

/** A change that was made, as the tools answer it. */
export const changeMade = (context: ToolContext, change: EventChange, sentence: string): Success<{ event: CalendarEvent }> => {
  const { event, before, undo } = change;
  const from = before && (before.start !== event.start || before.end !== event.end) ? { start: before.start, end: before.end } : undefined;
  return {
    ok: true,
    output: { event },
    said: `${sentence}${tellingSentence(event, toldOf(context, event.attendees))}`,
    marks: [markOf("highlight", event, from)],
    undo,
  };
};

export const spokenPlace = (context: ToolContext, event: Pick<CalendarEvent, "start" | "end" | "allDay">): string => spokenSpanInZone(event, momentOf(context));
