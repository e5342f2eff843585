/** Words that only mean something after what was just done: "no, 11", "every Friday", "at 12 Mill Street". Put into the words that say it whole. */
import { readClause, textOf, type Clause } from "./clause";
import type { Dialogue } from "./flow";
import { waitingCreate } from "./flows/amend";
import type { Intent } from "./intent";
import type { PlannerContext } from "./planner-context";
import type { Request } from "./request";

/** What leaves a single event behind that the next words can be about. */
const made: ReadonlySet<Intent> = new Set(["create", "supplement", "choose-offer", "move", "resize", "rename", "relocate", "repeat", "describe", "find-time"]);

const correction =
  /^[\s,]*(?:(?:no|nope|wait|actually|sorry|oops|hmm|rather|better|or)[\s,.:–-]+)+(?:(?:i meant|i mean|make (?:it|that)|let['’]?s (?:say|do)|at|on)\s+)*(?=\S)/i;

const words = (clause: Clause): number => clause.tokens.filter(({ kind }) => kind !== "mark").length;

const isOnlyTime = (clause: Clause): boolean => {
  const [first] = clause.times;
  const last = clause.times.at(-1);
  return first !== undefined && last !== undefined && clause.times.reduce((sum, { start, end }) => sum + end - start, 0) >= words(clause);
};

const asRequest = (intent: Intent, text: string, context: PlannerContext): Request => ({ intent, score: 20, clause: readClause(text, context) });

const place = /^[\s,]*(?:(?:and|it['’]?s|it is)\s+)*(?:at|in)\s+(\S.*?)[\s.!]*$/i;

/** "And who else is coming?", "where is that?": about the one event spoken of, whatever was asked or done before. */
const askedOn: readonly (readonly [RegExp, string])[] = [
  [
    /^[\s,]*(?:and\s+)?(?:with\s+whom?|who\s+with|who\s+else\b.*|who(?:['’]?s|\s+is)\s+(?:else\s+)?(?:coming|in|there|going|invited|attending|joining|on it)\b.*)[\s?.!]*$/i,
    "who is on it",
  ],
  [/^[\s,]*(?:and\s+)?where(?:\s+(?:is\s+(?:it|that)|at))?[\s?.!]*$/i, "where is it"],
  [/^[\s,]*(?:and\s+)?(?:when|what time|at what time)(?:\s+(?:is\s+(?:it|that)|does it start))?[\s?.!]*$/i, "when is it"],
  [/^[\s,]*(?:and\s+)?(?:how long|for how long|until when|till when)(?:\s+(?:is\s+(?:it|that)|does (?:it|that) (?:take|last)))?[\s?.!]*$/i, "how long is it"],
];

const afterLink =
  /^[\s,]*(?:(?:and|but|ok|no|only|just|actually)[\s,]+)*(?:(?:make|change|pause|stop|limit|rename|delete) (?:it|that)\b|only\b|just\b|for\b|with\b|without\b|(?:at most|max)\b)/i;

const cancelling = /^[\s,]*(?:(?:no|wait|actually|sorry|ok)[\s,]+)*(?:cancel|scrap|delete|drop|forget)\s+(?:it|that|this)(?:\s+(?:again|please))?[\s.!]*$/i;

/** The hour was left to Perin, so that another one may be wished for in a word. */
const isChosenByPerin = ({ request }: Dialogue): boolean =>
  request !== null && ["create", "find-time"].includes(request.intent) && request.clause.times.every(({ match }) => !match.timeGiven);

const bareClock = /^[\s,]*(?:(?:and|ok)[\s,]+)*(?:at|@)\s*(\d{1,2}(?:[.:]\d{2})?(?:\s*[ap]\.?m\.?)?)[\s.!]*$/i;

/** The request a follow-up stands for; null where the words are no follow-up, or nothing is there to follow. */
export const asFollowUp = (text: string, dialogue: Dialogue, context: PlannerContext): Request | null => {
  const open = dialogue.question?.create !== undefined && ["duration", "when"].includes(dialogue.question.asks) ? dialogue.question : null;
  if (open !== null) return asCorrection(text, { ...dialogue, request: open.request, question: null, unfinished: open.create ?? null }, context);
  if (dialogue.question !== null || dialogue.request === null) return null;
  const asked = dialogue.focus.length === 1 ? askedOn.find(([words]) => words.test(text))?.[1] : undefined;
  if (asked !== undefined) return asRequest("find-events", asked, context);
  if (dialogue.request.intent === "make-link" && afterLink.test(text)) return asRequest("guide", "change a link", context);
  return asCorrection(text, dialogue, context);
};

/** What corrects or completes the one thing that was just made, waits, or is being asked about. */
const asCorrection = (text: string, dialogue: Dialogue, context: PlannerContext): Request | null => {
  if (dialogue.request === null || !made.has(dialogue.request.intent)) return null;
  // "Cancel that" takes back a plan only while there is nothing on the calendar yet.
  if (cancelling.test(text) && dialogue.focus.length === 1 && !dialogue.waiting) return asRequest("cancel", "cancel it", context);
  if (dialogue.focus.length !== 1 && waitingCreate(dialogue) === null) return null;
  const clock = bareClock.exec(text)?.[1];
  if (clock !== undefined) return asRequest("move", `make it ${clock}`, context);
  const lead = correction.exec(text);
  if (lead) {
    const rest = readClause(text.slice(lead[0].length), context);
    const number = words(rest) === 1 && rest.tokens[0]?.kind === "number" && /^\d{1,2}(?:[.:]\d\d)?$/.test(rest.tokens[0].text);
    if (number || (isOnlyTime(rest) && rest.times.every(({ match }) => match.kind !== "recurrence")))
      return asRequest("move", `make it ${rest.text.replace(/[?.!\s]+$/, "")}`, context);
  }
  const clause = readClause((lead ? text.slice(lead[0].length) : text).replace(/^[\s,]*(?:and|make it|make that)\s+/i, ""), context);
  if (!text.includes("?") && isChosenByPerin(dialogue) && isOnlyTime(clause) && clause.times.every(({ match }) => match.kind !== "recurrence"))
    return asRequest("move", `make it ${clause.text.replace(/[.!\s]+$/, "")}`, context);
  const [length] = clause.durations;
  if (length && clause.durations.length === 1 && clause.times.length === 0 && words(clause) === length.end - length.start)
    return asRequest("resize", `make it ${textOf(clause, length.start, length.end)} long`, context);
  if (isOnlyTime(clause) && clause.times.every(({ match }) => match.kind === "recurrence") && dialogue.focus.length === 1)
    return asRequest("repeat", `repeat it ${clause.text}`, context);
  const where = place.exec(text)?.[1];
  if (where !== undefined && words(clause) <= 8 && /\p{L}{3}/u.test(where) && !isOnlyTime(readClause(text, context)) && clause.durations.length === 0)
    return asRequest("relocate", `change the location of it to ${where}`, context);
  return null;
};
