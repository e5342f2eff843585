/** "Remind me an hour before the dentist": a reminder that counts back from an event. */
import { readClause, type Clause } from "../clause";
import { call, type Flow } from "../flow";
import { sayClock, sayEvent, sayTitle } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readPick } from "../read-pick";
import { whichEvent } from "./locate";
import type { RequestFlow } from "./registry";
import { find } from "./targets";

const behind = /\b(?:before|ahead of|prior to|beforehand|in advance|ahead|earlier)\b\s*/i;
const about = /\bremind(?:er)?(?:\s+me)?\s+(?:about|of|for)\s+(.+?)\s*,?\s*(?=(?:an?|half|\d+|one|two|three|fifteen|thirty|ten|five)\b)/i;

/** The words of the event: behind "before", or between "about" and the length. */
const eventWords = (clause: Clause): string => {
  const cut = behind.exec(clause.text);
  const after = cut === null ? "" : clause.text.slice(cut.index + cut[0].length).replace(/[\s.!?]+$/, "");
  return after === "" || /^(?:it|that|this)$/i.test(after) ? (about.exec(clause.text)?.[1] ?? "it") : after;
};

export const remindBefore: RequestFlow = function* (request, dialogue, context, overrides): Flow {
  const [length] = request.clause.durations;
  if (!length) return { text: "How long before it should I remind you?", question: { asks: "value", request } };
  const named = readClause(eventWords(request.clause), context);
  const pick = readPick(named, context, 0);
  const found = yield* find({ ...pick, next: pick.next || pick.when === null }, "remind you of", request, dialogue, context, overrides);
  if (!found.ok) return found.ending;
  const [event] = found.events;
  if (!event || found.events.length > 1) return whichEvent(found.events, "remind you of", request, context);
  return yield* remindAt(Temporal.Instant.from(event.start).subtract({ minutes: length.minutes }), event, context);
};

function* remindAt(moment: Temporal.Instant, event: Parameters<typeof sayEvent>[0], context: PlannerContext): Flow {
  if (Temporal.Instant.compare(moment, context.now) <= 0)
    return { text: `${sayEvent(event, context)} is too near for that: the moment has passed.`, focus: [event] };
  const at = moment.toZonedDateTimeISO(context.zone);
  const due = `${at.toPlainDate().toString()} at ${at.toPlainTime().toString({ smallestUnit: "minute" })}`;
  return { text: (yield* call("add_task", { title: `${sayTitle(event)} at ${sayClock(event.start, context)}`, due })).said, focus: [event] };
}
