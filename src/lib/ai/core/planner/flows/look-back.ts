/** How the day stands, what waits for a yes, and what was done: read by the tools, told in their words. */
import { readClause, type Clause } from "../clause";
import { call, given } from "../flow";
import { tasksOf } from "../outcomes";
import type { PlannerContext } from "../planner-context";
import { findEvents } from "./ask";
import type { RequestFlow } from "./registry";

/** Who is asked about: the one before the deed ("did you", "have I"), or behind "by". */
const doerOf = ({ text }: Clause): "perin" | "owner" | undefined => {
  if (/\b(?:did|have|has|were|by)\s+(?:you|perin)\b|\byour\b/i.test(text)) return "perin";
  return /\b(?:did|have)\s+i\b|\bby me\b/i.test(text) ? "owner" : undefined;
};

export const findHistory: RequestFlow = function* ({ clause }, _dialogue, context) {
  const [time] = readClause(clause.text, context, "past").times;
  const ahead = time !== undefined && Temporal.Instant.compare(time.match.start, context.now) > 0;
  return { text: (yield* call("find_history", given({ when: ahead ? undefined : time?.match.text, by: doerOf(clause) }))).said };
};

export const findApprovals: RequestFlow = function* () {
  return { text: (yield* call("find_approvals", {})).said };
};

const isToday = (clause: Clause, { now, zone }: PlannerContext): boolean => {
  const day = (instant: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
  return clause.times.every(
    ({ match }) => day(match.start) === day(now) && (match.end === null || Temporal.Instant.from(match.start).until(match.end).total("hours") <= 25),
  );
};

/** The brief is today's; of any other day the calendar and the list tell. */
export const readBrief: RequestFlow = function* (request, dialogue, context, overrides) {
  const [time] = request.clause.times;
  if (time === undefined || isToday(request.clause, context)) return { text: (yield* call("read_brief", {})).said };
  const events = yield* findEvents({ ...request, clause: readClause(`what do I have ${time.match.text}`, context) }, dialogue, context, overrides);
  const due = yield* call("find_tasks", { when: time.match.text });
  return tasksOf(due).length === 0 ? events : { ...events, text: `${events.text}\n\n${due.said}` };
};
