/** What an event would stand beside. Owners may book over something of theirs; they are told that it is so. */
import { isInTheWay, type CalendarEvent } from "@/lib/scheduling/contracts";
import { listEvents } from "@/lib/scheduling/service";
import { formatTime } from "@/lib/time/format";
import { dateOf } from "../core/planner/days";
import { spokenEvent, spokenList } from "../core/spoken";
import type { ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

type Span = Pick<CalendarEvent, "start" | "end" | "allDay"> & { readonly showAs?: CalendarEvent["showAs"] };

/** More than one asks for to see that there are many. */
const looksAt = 20;

const spokenBeside = (context: ToolContext, event: CalendarEvent, { start }: Span): string => {
  const moment = momentOf(context);
  const days = new Set([event.start, event.end, start].map((at) => dateOf(at, moment.zone)));
  return event.allDay || days.size > 1 ? spokenEvent(event, moment) : `“${event.title}” (${formatTime(event.start, moment)}–${formatTime(event.end, moment)})`;
};

/** "“Team lunch” (12:00–13:30)"; null where nothing is beside it. `ownId` doesn't stand in its own way. Neither does `leaving`, an event by its ref that goes away at the same time. Of a series the first is looked at. */
export const besideOf = async (context: ToolContext, span: Span, ownId?: string, leaving?: string): Promise<string | null> => {
  if (span.allDay || span.showAs === "free") return null;
  const { events } = await listEvents(context.actor, { from: span.start, to: span.end, limit: looksAt });
  const beside = events.filter(
    (event) =>
      event.id !== ownId &&
      event.ref !== leaving &&
      isInTheWay(event) &&
      Date.parse(event.start) < Date.parse(span.end) &&
      Date.parse(event.end) > Date.parse(span.start),
  );
  return beside.length === 0
    ? null
    : spokenList(
        beside.map((event) => spokenBeside(context, event, span)),
        3,
      );
};

/** The sentence after a deed. */
export const besideSentence = (beside: string | null, repeats: boolean): string =>
  beside === null ? "" : ` ${repeats ? "The first one" : "It"} overlaps ${beside}.`;
