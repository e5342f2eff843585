/** What a message takes over from the question before it: the question itself ("and on Friday?"), or the time that was asked about. */
import { readClause, type Clause } from "./clause";
import type { Dialogue } from "./flow";
import type { Intent } from "./intent";
import type { PlannerContext } from "./planner-context";
import type { Request } from "./request";
import { inFull } from "./shorthand";

const repeatable: ReadonlySet<Intent> = new Set([
  "find-events",
  "check-free",
  "find-time",
  "explain-time",
  "find-history",
  "find-tasks",
  "read-brief",
  "survey",
  "who-is-free",
]);

const beside = /^(?:on\s+)?the\s+(?:(day\s+after|next\s+day|following\s+day)|(?:day\s+before|previous\s+day))[\s?.!]*$/i;

const dayOf = (clause: Clause, context: PlannerContext): Temporal.PlainDate | null => {
  const [time] = clause.times;
  return time?.match.dateGiven === true ? Temporal.Instant.from(time.match.start).toZonedDateTimeISO(context.zone).toPlainDate() : null;
};

/** "The day after", counted from the day that was asked about. */
const besideDay = (rest: string, before: Clause, context: PlannerContext): string | null => {
  const found = beside.exec(rest);
  const day = found === null ? null : dayOf(before, context);
  return day === null ? null : day.add({ days: found?.[1] === undefined ? -1 : 1 }).toString();
};

/** "And on Friday?": the last question once more, with another time. */
export const asBefore = (text: string, dialogue: Dialogue, context: PlannerContext): Request | null => {
  const before = dialogue.request;
  const lead = /^\s*(?:(?:and|or|ok(?:ay)?|so)[\s,]+)?(?:(?:what|how) about|and|or|then)\s+/i.exec(text);
  if (!before || !lead || !repeatable.has(before.intent)) return null;
  const tail = text.slice(lead[0].length);
  const rest = readClause(besideDay(tail, before.clause, context) ?? tail, context);
  const [time] = rest.times;
  if (!time || rest.tokens.length > time.end - time.start + 3) return null;
  const [first] = before.clause.times;
  const said = before.clause.text;
  // "And at 4?" asks about the day that was asked about.
  const day = first !== undefined && time.match.timeGiven && !time.match.dateGiven ? dayOf(before.clause, context) : null;
  const then = day === null ? time.match.text : `${time.match.text} on ${day.toString()}`;
  const replaced = first
    ? said.slice(0, first.match.index) + then + said.slice(before.clause.times.at(-1)?.match.endIndex ?? first.match.endIndex)
    : `${said.replace(/[?.!\s]+$/, "")} ${time.match.text}`;
  return { ...before, clause: readClause(inFull(replaced), context) };
};

const asksTime: ReadonlySet<Intent> = new Set(["check-free", "explain-time", "who-is-free"]);
const asksDay: ReadonlySet<Intent> = new Set([...asksTime, "find-events", "read-brief"]);

/** "Book it for an hour" after "am I free Thursday at 2?" is meant for then; "block 2 to 3" for that day. */
export const withAskedTime = (request: Request, { request: before, question, offers }: Dialogue, context: PlannerContext): Request => {
  const booksIt = request.intent === "choose-offer" && offers.length === 0;
  if (!(booksIt || ["create", "supplement"].includes(request.intent)) || before === null || question !== null || !asksDay.has(before.intent)) return request;
  const [asked] = before.clause.times;
  if (!asked || before.clause.times.length > 1 || asked.match.direction !== undefined || asked.match.kind === "recurrence") return request;
  const [said] = request.clause.times;
  const withWords = (words: string): Request => ({ ...request, clause: readClause(`${request.clause.text.replace(/[?.!\s]+$/, "")} ${words}`, context) });
  if (said === undefined) return asksTime.has(before.intent) ? withWords(asked.match.text) : request;
  const day = asked.match.grain === "week" || asked.match.grain === "month" ? null : dayOf(before.clause, context);
  return said.match.timeGiven && !said.match.dateGiven && said.match.kind !== "recurrence" && request.clause.times.length === 1 && day !== null
    ? withWords(`on ${day.toString()}`)
    : request;
};
