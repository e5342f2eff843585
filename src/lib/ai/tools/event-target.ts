/** Getting at the event a tool is to change, and saying no when it isn't there any more. */
import { isAppError } from "@/lib/errors";
import type { CalendarEvent, EventChange } from "@/lib/scheduling/contracts";
import { eventMailReach } from "@/lib/mail/service";
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

type Told = Pick<CalendarEvent, "title" | "location" | "start" | "end" | "allDay" | "attendees"> & {
  readonly id?: string;
  readonly recurrence: { readonly text: string } | null;
};

/** One event before and after: null where it is new, or cancelled. */
export interface Difference {
  readonly before: Told | null;
  readonly after: Told | null;
}

const isOver = (context: ToolContext, { before, after }: Difference): boolean =>
  [before, after].every((event) => event === null || (event.recurrence === null && Temporal.Instant.compare(event.end, context.now) <= 0));

/** What people have to know of an event. Its notes, how it shows and who answered what aren't told. */
const knownOf = ({ title, location, start, end, allDay, recurrence }: Told): string =>
  JSON.stringify([title, location, Date.parse(start), Date.parse(end), allDay, recurrence?.text ?? null]);

/** Whom a change is told to: everybody on it where something changes that they have to know, else who comes or goes. */
const concerned = ({ before, after }: Difference): Told["attendees"] => {
  const [was, is] = [before?.attendees ?? [], after?.attendees ?? []];
  const all = [...new Map([...was, ...is].map((one) => [one.email.toLowerCase(), one])).values()];
  if (before === null || after === null || knownOf(before) !== knownOf(after)) return all;
  const both = new Set(was.map(({ email }) => email.toLowerCase()).filter((email) => is.some((one) => one.email.toLowerCase() === email)));
  return all.filter(({ email }) => !both.has(email.toLowerCase()));
};

/** How who hears of changes is said: before they are made, and after. Empty where nobody else is on them. */
export interface Telling {
  readonly before: string;
  readonly after: string;
}

const nameOf = ({ name, email }: { readonly name?: string | undefined; readonly email: string }): string => name ?? email;
const peopleMax = 2;

const missedSentence = (names: readonly string[], nobody: boolean, reason: string): string => {
  if (nobody && reason === "no mail account is connected") return "Nobody can be e-mailed: no mail account is connected. They see nothing of it.";
  return nobody ? `Nobody will be e-mailed: ${reason}.` : `${spokenList(names)} can’t be e-mailed: ${reason}.`;
};

/** What is true of these changes, asked of the room that sends the mails. */
export const tellingOf = async (
  context: ToolContext,
  changes: readonly Difference[],
  verb: "invited" | "changed" | "cancelled" = "changed",
): Promise<Telling> => {
  const events = changes.filter((change) => toldOf(context, change.before?.attendees ?? [], change.after?.attendees ?? []).length > 0);
  if (events.length === 0) return { before: "", after: "" };
  const open = events.filter((change) => !isOver(context, change));
  if (open.length === 0) return { before: "It is over, so nobody will be e-mailed.", after: " It is over, so nobody is written to." };
  const asked = open.map((change) => ({ id: (change.before ?? change.after)?.id, people: concerned(change) }));
  const people = new Map(asked.flatMap((one) => one.people).map((one) => [one.email.toLowerCase(), one]));
  if (people.size === 0)
    return {
      before: "Nothing changes that they have to know, so nobody will be e-mailed.",
      after: " Nobody is written to: nothing changed that they have to know.",
    };
  const answers = await Promise.all(
    asked.map(({ id, people: some }) =>
      eventMailReach(context.actor, { ...(id === undefined ? {} : { eventId: id }), emails: some.map(({ email }) => email) }),
    ),
  );
  const reached = [...new Set(answers.flatMap((answer) => answer.reached))].flatMap((email) => people.get(email) ?? []).map(nameOf);
  const missed = [...new Set(answers.flatMap((answer) => answer.missed))].flatMap((email) => people.get(email) ?? []).map(nameOf);
  const reason = answers.find((answer) => answer.reason !== null)?.reason ?? "";
  const whom = reached.length <= peopleMax ? spokenList(reached) : `${reached.length} people`;
  const one = reached.length === 1;
  const gets = verb === "invited" ? `${one ? "gets" : "get"} an invitation by e-mail` : `${one ? "is" : "are"} told by e-mail`;
  const not = missed.length > 0 ? missedSentence(missed, reached.length === 0, reason) : "";
  return {
    before: [reached.length > 0 ? `${whom} will be e-mailed.` : "", not].filter((words) => words !== "").join(" "),
    after: [reached.length > 0 ? ` ${whom} ${gets}.` : "", not === "" ? "" : ` ${not}`].join(""),
  };
};

/** A change that was made, as the tools answer it. */
export const changeMade = async (context: ToolContext, change: EventChange, sentence: string): Promise<Success<{ event: CalendarEvent }>> => {
  const { event, before, undo } = change;
  const from = before && (before.start !== event.start || before.end !== event.end) ? { start: before.start, end: before.end } : undefined;
  const telling = await tellingOf(context, [{ before, after: event }], before === null ? "invited" : "changed");
  const alone = telling.after === "" && event.guests.length > 0 ? ` Nobody was told: there is no address for ${spokenList(event.guests)}.` : telling.after;
  return {
    ok: true,
    output: { event },
    said: `${sentence}${alone}`,
    marks: [markOf("highlight", event, from)],
    undo,
  };
};

export const spokenPlace = (context: ToolContext, event: Pick<CalendarEvent, "start" | "end" | "allDay">): string => spokenSpanInZone(event, momentOf(context));
