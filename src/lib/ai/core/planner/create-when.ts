/** Settles when a new event is: in the evening where it is one of the evening's, at a deadline, without its length. */
import type { Clause } from "./clause";
import type { PlannerContext } from "./planner-context";
import type { SpokenWhen } from "./when";

const eveningThings = /\b(?:dinner|supper|drinks|cocktails|movie|cinema|theatre|theater|concert|opera|pub|party|gig|date night)\b/i;
const openHour = /\b([5-9]|1[01])((?::[0-5]\d)?)(?![\d:.]|\s*(?:[ap]\.?m\b|o['’]?clock in|h\b))/i;

/** "Dinner at 7" is in the evening, where nothing says otherwise. */
export const inTheEvening = (when: SpokenWhen | null, said: string, context: PlannerContext): SpokenWhen | null => {
  if (!when?.match.timeGiven || !eveningThings.test(said) || /\b(?:morning|breakfast|brunch)\b|\b0\d:/i.test(said)) return when;
  if (Temporal.Instant.from(when.match.start).toZonedDateTimeISO(context.zone).hour >= 12) return when;
  const clock = /\b(?:at|@|from)\s+/i.exec(when.text);
  const from = clock === null ? 0 : clock.index;
  const text =
    when.text.slice(0, from) +
    when.text
      .slice(from)
      .replace(/\s*o['’]?clock\b/i, "")
      .replace(openHour, "$1$2pm");
  const [match, ...others] = text === when.text ? [] : context.understand(text);
  return match && others.length === 0 && match.timeGiven ? { text, match } : when;
};

/** A reminder to do something "by Friday at 5" stands at Friday at 5. */
export const atDeadline = (when: SpokenWhen | null, context: PlannerContext): SpokenWhen | null => {
  if (!when?.match.timeGiven || when.match.direction !== "before" || !/^by\s/i.test(when.text)) return when;
  const text = when.text.replace(/^by\s+(?=\d)/i, "at ").replace(/^by\s+/i, "");
  const [match] = context.understand(text);
  return match && match.direction === undefined ? { text, match } : when;
};

/** "tomorrow at noon for an hour" → "tomorrow at noon": the length goes to the tool by itself. */
export const withoutLength = (when: SpokenWhen | null, context: PlannerContext): SpokenWhen | null => {
  if (when?.match.duration === undefined || when.match.kind === "recurrence") return when;
  const text = when.text
    .replace(
      /(?:\s*,\s*|\s+)(?:for\s+|lasting\s+)?(?:about\s+)?(?:an?|one|two|three|half|[\d.]+)\b(?:\s*(?:and a half|an?|of|to|hours?|hrs?|h|minutes?|mins?|m|quarter|half|an hour|[\d.]+|twenty|thirty|forty|fifty|-))*\s*$/i,
      "",
    )
    .replace(/^for\s+(?:an?|[\d.]+|half an)\s+(?:hours?|minutes?|mins?)\s+/i, "");
  const [match, ...others] = context.understand(text);
  return match && others.length === 0 && match.start === when.match.start ? { text, match } : when;
};

export const matchDuration = (clause: Clause): number | null => {
  const spoken = clause.times.find(({ match }) => match.duration !== undefined && match.kind !== "recurrence")?.match.duration;
  return spoken === undefined ? null : Math.round(Temporal.Duration.from(spoken).total({ unit: "minutes", relativeTo: "2026-01-01" }));
};
