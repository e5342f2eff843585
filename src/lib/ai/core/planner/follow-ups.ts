/** Words that only mean something after what was just done: "no, 11", "every Friday", "at 12 Mill Street". Put into the words that say it whole. */
import { readClause, type Clause } from "./clause";
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

/** The request a follow-up stands for; null where the words are no follow-up, or nothing is there to follow. */
export const asFollowUp = (text: string, dialogue: Dialogue, context: PlannerContext): Request | null => {
  if (dialogue.question !== null || dialogue.request === null || !made.has(dialogue.request.intent)) return null;
  if (dialogue.focus.length !== 1 && waitingCreate(dialogue) === null) return null;
  const lead = correction.exec(text);
  if (lead) {
    const rest = readClause(text.slice(lead[0].length), context);
    const number = words(rest) === 1 && rest.tokens[0]?.kind === "number" && /^\d{1,2}(?:[.:]\d\d)?$/.test(rest.tokens[0].text);
    if (number || (isOnlyTime(rest) && rest.times.every(({ match }) => match.kind !== "recurrence")))
      return asRequest("move", `make it ${rest.text.replace(/[?.!\s]+$/, "")}`, context);
  }
  const clause = readClause(text.replace(/^[\s,]*(?:and|make it|make that)\s+/i, ""), context);
  if (isOnlyTime(clause) && clause.times.every(({ match }) => match.kind === "recurrence") && dialogue.focus.length === 1)
    return asRequest("repeat", `repeat it ${clause.text}`, context);
  const where = place.exec(text)?.[1];
  if (where !== undefined && words(clause) <= 8 && /\p{L}{3}/u.test(where) && !isOnlyTime(readClause(text, context)) && clause.durations.length === 0)
    return asRequest("relocate", `change the location of it to ${where}`, context);
  return null;
};
