/** Words that only mean something after a to-do was spoken of: "make it 7", "and bread", "what's left", "delete it". */
import { readClause, type Clause } from "./clause";
import type { Dialogue } from "./flow";
import type { Intent } from "./intent";
import type { PlannerContext } from "./planner-context";
import type { Request } from "./request";

const aboutTasks: ReadonlySet<Intent> = new Set(["add-task", "change-task", "snooze-task", "complete-task", "find-tasks", "plan-task", "remind-before"]);
/** After these one to-do is meant by "it". */
const oneMeant: ReadonlySet<Intent> = new Set(["add-task", "change-task", "snooze-task", "plan-task", "remind-before"]);

const asRequest = (intent: Intent, text: string, context: PlannerContext): Request => ({ intent, score: 20, clause: readClause(text, context) });

const lead =
  /^[\s,]*(?:(?:no|nope|wait|actually|sorry|oops|hmm|rather|better|or|and|then|ok|okay)[\s,.:–-]+)*(?:(?:i meant|i mean|(?:make|move|change|set|push|put)\s+(?:it|that)(?:\s+(?:to|for|off\s+(?:to|till|until)))?|let['’]?s\s+(?:say|do))\s+)?/i;
const bareHour = /^(?:at\s+)?(\d{1,2})(?:[:.](\d\d))?$/;
const more = /^[\s,]*(?:and|also|plus)\s+(\S.{1,80}?)(?:\s+(?:too|as well))?[\s.!]*$/i;
const left =
  /^[\s,]*(?:and\s+)?what(?:['’]?s|\s+is)?\s+(?:else|left|still\s+(?:open|left|there)|next)(?:\s+(?:on (?:my|the) list|to do|open|is there|do i have))?[\s?.!]*$/i;
const dropped =
  /^[\s,]*(?:(?:no|wait|actually|sorry|ok)[\s,]+)*(?:cancel|delete|remove|drop|scrap|forget)\s+(?:it|that|this|that one)(?:\s+(?:again|please))?[\s.!]*$/i;
const planned =
  /^[\s,]*(?:and\s+|ok\s+|please\s+)*(?:plan|schedule|block time for|find time for|put)\s+(?:it|that)(?:\s+(?:in|on my calendar|into my calendar|for me|please))*[\s.!]*$/i;

/** "Not today, tomorrow" */
const notThen = /^[\s,]*(?:no[\s,]+)?not\s+(?:on\s+|at\s+)?[\p{L}\d:]+[\s,]+(?:but\s+|rather\s+)?(?=\S)/iu;
/** "I meant oat milk": what it should have said. */
const renamed =
  /^[\s,]*(?:(?:no|nope|wait|actually|sorry|oops)[\s,]+)*(?:i meant|i mean|call it|rename it to|change it to|it should (?:say|be))\s+(?:the\s+)?(?!(?:at|on|by|for)\b|\d)(\p{L}.{1,80}?)[\s.!]*$/iu;

const pad = (value: number): string => String(value).padStart(2, "0");

/** "7" after "tomorrow at 6pm" is tomorrow at 19:00; "Friday" keeps the hour. */
const corrected = (said: string, before: Clause, context: PlannerContext): string | null => {
  const [old] = before.times;
  const oldAt = old === undefined ? null : Temporal.Instant.from(old.match.start).toZonedDateTimeISO(context.zone);
  const hour = bareHour.exec(said);
  if (hour) {
    const [number, minute] = [Number(hour[1]), Number(hour[2] ?? 0)];
    if (number > 24 || minute > 59) return null;
    const late = oldAt !== null && old?.match.timeGiven === true && oldAt.hour >= 12 && number < 12;
    const day = oldAt !== null && old?.match.dateGiven === true ? `${oldAt.toPlainDate().toString()} ` : "";
    return `${day}at ${pad(number + (late ? 12 : 0))}:${pad(minute)}`;
  }
  const [match, ...others] = context.understand(said);
  if (!match || others.length > 0 || match.kind === "recurrence" || match.index > 3 || match.endIndex < said.length - 1) return null;
  if (match.timeGiven && !match.dateGiven && oldAt !== null && old?.match.dateGiven === true) return `${oldAt.toPlainDate().toString()} ${match.text}`;
  if (!match.timeGiven && oldAt !== null && old?.match.timeGiven === true)
    return `${match.text} at ${oldAt.toPlainTime().toString({ smallestUnit: "minute" })}`;
  return match.text;
};

/** The request such words stand for; null where they are none. */
export const asTaskFollowUp = (text: string, { question, request }: Dialogue, context: PlannerContext): Request | null => {
  if (question !== null || request === null || !aboutTasks.has(request.intent)) return null;
  if (left.test(text)) return asRequest("find-tasks", "what is on my list", context);
  if (!oneMeant.has(request.intent)) return null;
  if (dropped.test(text)) return asRequest("delete-task", "delete it", context);
  if (planned.test(text)) return asRequest("plan-task", "plan it when I have time", context);
  const meant = renamed.exec(text)?.[1];
  if (meant !== undefined && request.intent === "add-task" && context.understand(meant).length === 0)
    return asRequest("change-task", `rename it to ${meant}`, context);
  const said = text
    .replace(notThen, "")
    .replace(lead, "")
    .replace(/[\s.!?]+$/, "");
  const due = said === "" ? null : corrected(said, request.clause, context);
  if (due !== null) return asRequest("change-task", `change it to ${due}`, context);
  const added = request.intent === "add-task" ? more.exec(text)?.[1] : undefined;
  const clause = added === undefined ? null : readClause(added, context);
  // A few words without a verb of their own: another thing for the list.
  return added !== undefined &&
    clause !== null &&
    clause.tokens.length <= 4 &&
    clause.times.length === 0 &&
    !/^(?:what|when|who|how|is|are|do|did|can|then)\b/i.test(added)
    ? asRequest("add-task", `add ${added} to my list`, context)
    : null;
};
