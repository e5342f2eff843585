/** How the day or the week stands, what waits for a yes, and what was done: read by the tools, told in their words. */
import { readClause, type Clause } from "../clause";
import { call, given } from "../flow";
import { approvalsOf, tasksOf } from "../outcomes";
import type { PlannerContext } from "../planner-context";
import { findEvents } from "./find-events";
import type { RequestFlow } from "./registry";
import { isSeveralDays, overview, stretchOf } from "./survey";
import { smallTalk } from "./talk";

/** Who is asked about: the one before the deed ("did you", "have I"), or behind "by". */
const doerOf = ({ text }: Clause): "perin" | "owner" | undefined => {
  if (/\b(?:did|have|has|were|by)\s+(?:you|perin)\b|\byour\b/i.test(text)) return "perin";
  return /\b(?:did|have)\s+i\b|\bby me\b/i.test(text) ? "owner" : undefined;
};

export const findHistory: RequestFlow = function* ({ clause }, _dialogue, context) {
  const [time] = readClause(clause.text, context, "past").times;
  const ahead = time !== undefined && Temporal.Instant.compare(time.match.start, context.now) > 0;
  const decided = /\b(?:approved?|declined?|rejected?)\b/i.test(clause.text) ? "approvals" : undefined;
  return { text: (yield* call("find_history", given({ when: ahead ? undefined : time?.match.text, by: doerOf(clause), kind: decided }))).said };
};

export const findApprovals: RequestFlow = function* () {
  return { text: (yield* call("find_approvals", {})).said };
};

const namesApproval = /\b(?:approv|card|request|declin|reject)/i;

/**
 * "Approve it", "yes" while a card waits. A word in the chat decides nothing, whoever wrote it: the owner's own press does. What waits is
 * named with the place to press.
 */
export const sayWhatWaits: RequestFlow = function* (request, dialogue, context) {
  const declines = request.intent === "decline";
  if ((!dialogue.waiting && !namesApproval.test(request.clause.text)) || !context.tools.has("find_approvals"))
    return { text: smallTalk(request, dialogue, context) };
  const outcome = yield* call("find_approvals", {});
  const waiting = approvalsOf(outcome);
  const [only] = waiting;
  if (only === undefined) return { text: outcome.said };
  if (waiting.length > 1) return { text: `I can't press for you. ${outcome.said}` };
  return {
    text: declines
      ? `${only.title}: this still waits, and nothing happens before you decide. Press Decline on its card, in the chat or under [History](/history).`
      : `${only.title}: this waits for your own press. Press Approve on its card, in the chat or under [History](/history); a word here isn't enough, so that nothing happens by mistake.`,
  };
};

const isToday = (clause: Clause, { now, zone }: PlannerContext): boolean => {
  const day = (instant: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
  return clause.times.every(
    ({ match }) => day(match.start) === day(now) && (match.end === null || Temporal.Instant.from(match.start).until(match.end).total("hours") <= 25),
  );
};

/** The brief is today's; of any other day, and of several, the calendar and the list tell. */
export const readBrief: RequestFlow = function* (request, dialogue, context, overrides) {
  const stretch = stretchOf(request.clause, context);
  if (stretch === null || (isToday(request.clause, context) && !isSeveralDays(stretch))) {
    return { text: (yield* call("read_brief", {})).said };
  }
  const events = isSeveralDays(stretch)
    ? yield* overview(stretch, context)
    : yield* findEvents({ ...request, clause: readClause(`what do I have ${stretch.said}`, context) }, dialogue, context, overrides);
  if (!context.tools.has("find_tasks")) return events;
  const due = yield* call("find_tasks", { when: stretch.said });
  return tasksOf(due).length === 0 ? events : { ...events, text: `${events.text}\n\n${due.said}` };
};
