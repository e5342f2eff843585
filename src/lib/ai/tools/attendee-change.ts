/** Adding and removing people is one road with two directions: who takes part before, who after, who hears of it. */
import type { Attendee, CalendarEvent, SeriesScope } from "@/lib/scheduling/contracts";
import { updateEvent } from "@/lib/scheduling/service";
import { linesOfChange, markOf } from "../core/event-lines";
import { spokenList } from "../core/spoken";
import type { People } from "../core/resolve-people";
import type { Preview, Refusal, Success, ToolContext } from "./define-tool";
import { changeMade, effectOn, eventAt, spokenPlace, tellingOf, toldOf } from "./event-target";
import { momentOf, peopleOf } from "./tool-moment";

export interface AttendeeInput {
  readonly ref: string;
  readonly people: string[];
  readonly scope?: SeriesScope | undefined;
  readonly version?: number | undefined;
}
interface Roster {
  readonly attendees: Attendee[];
  readonly guests: string[];
}
/** Who takes part afterwards; null when that changes nothing. */
export type Change = (event: CalendarEvent, people: People) => Roster | null;

export interface Direction {
  readonly change: Change;
  readonly verb: "Add" | "Remove";
  readonly past: "added to" | "removed from";
  readonly nothing: string;
}

const named = ({ attendees, guests }: People): string[] => [...attendees.map(({ name, email }) => name ?? email), ...guests];

const prepare = async (context: ToolContext, input: AttendeeInput, direction: Direction) => {
  const target = await eventAt(context, input.ref);
  if (!target.ok) return target;
  const people = await peopleOf(context, input.people);
  if (!people.ok) return people;
  const roster = direction.change(target.event, people);
  const nothing: Refusal = { ok: false, reason: "nothing-to-change", said: `${spokenList(named(people))} ${direction.nothing} “${target.event.title}”.` };
  return roster === null ? nothing : { ok: true as const, event: target.event, people, roster };
};

export const previewAttendees = async (context: ToolContext, input: AttendeeInput, direction: Direction): Promise<Preview<AttendeeInput> | Refusal> => {
  const prepared = await prepare(context, input, direction);
  if (!prepared.ok) return prepared;
  const { event, people, roster } = prepared;
  const told = toldOf(context, event.attendees, roster.attendees);
  const after = { ...event, ...roster };
  return {
    ok: true,
    effect: effectOn(told),
    tells: told,
    telling: (await tellingOf(context, [{ before: event, after }])).before,
    lines: linesOfChange(event, after, momentOf(context)),
    marks: [markOf("highlight", event)],
    editable: [],
    title: `${direction.verb} ${spokenList(named(people))} ${direction.verb === "Add" ? "to" : "from"} “${event.title}” on ${spokenPlace(context, event)}`,
    input: {
      ref: input.ref,
      people: [...people.attendees.map(({ name, email }) => (name ? `${name} <${email}>` : email)), ...people.guests],
      scope: input.scope ?? "this",
      version: event.version,
    },
  };
};

export const runAttendees = async (context: ToolContext, input: AttendeeInput, direction: Direction): Promise<Success<{ event: CalendarEvent }> | Refusal> => {
  const prepared = await prepare(context, input, direction);
  if (!prepared.ok) return prepared;
  const { people, roster } = prepared;
  const change = await updateEvent(
    context.actor,
    { ref: input.ref, scope: input.scope ?? "this", ...(input.version === undefined ? {} : { version: input.version }), patch: roster, notify: true },
    { now: context.now },
  );
  return changeMade(
    context,
    change,
    `${spokenList(named(people))} ${named(people).length === 1 ? "was" : "were"} ${direction.past} “${change.event.title}” on ${spokenPlace(context, change.event)}.`,
  );
};
