/** "No, I meant the dentist", "change it to: …", "also cc Maya": the same once more with what was wrong put right. */
import { readClause, type Clause } from "../clause";
import { call, given, type Dialogue, type Flow } from "../flow";
import { readPeopleAt } from "../names";
import type { PlannerContext } from "../planner-context";
import { readPick } from "../read-pick";
import { readTarget } from "../read-target";
import type { Request } from "../request";
import { stillWaits } from "./amend";
import { flows } from "./registry";

const meantOther =
  /^[\s,]*(?:(?:no|nope|sorry|oops|wait|actually|not that one)[\s,.!]+)*(?:i\s+(?:meant|mean)|not that,?(?:\s+but)?)\s+(?=(?:the|my|our|that|with|on|\p{Lu}|\d))(\S.*?)[\s.!]*$/iu;

/** What was said of the one event, said of the other. */
const saidOf = (other: string, { intent, clause }: Request, context: PlannerContext): Clause | null => {
  if (intent === "cancel") return readClause(`cancel ${other}`, context);
  if (intent !== "move") return null;
  const { when } = readTarget(clause, context);
  return when === null ? null : readClause(`move ${other} to ${when.replace(/^to\s+/i, "")}`, context);
};

const spared =
  /^[\s,]*(?:(?:but|and|no|wait|ok)[\s,]+)*(?:not|except|but not|keep|leave|spare)\s+(?=(?:the|my|our)\s)(\S.*?)(?:\s+(?:in|alone|though))?[\s.!]*$/iu;

/** "Not the lunch", after a day was to be cleared by a card that waits. */
export const sparedEvent = (text: string, { request, ...dialogue }: Dialogue, context: PlannerContext): Flow | null => {
  const kept = spared.exec(text)?.[1];
  if (kept === undefined || request?.intent !== "cancel" || !dialogue.waiting || dialogue.focus.length < 2) return null;
  const clause = readClause(`${request.clause.text.replace(/[\s.!]+$/, "")} except ${kept}`, context);
  const flow = flows.cancel?.({ ...request, clause }, { ...dialogue, request, focus: [] }, context, {});
  return flow ? stillWaits(flow, context) : null;
};

/** The other event, where the words name one. What was done to the wrong one is taken back first. Null where nothing is corrected. */
export const otherEvent = (text: string, dialogue: Dialogue, context: PlannerContext): Flow | null => {
  const other = meantOther.exec(text)?.[1];
  const { request, question } = dialogue;
  if (other === undefined || request === null) return null;
  const named = readPick(readClause(other, context), context, 0);
  // "I meant Friday" corrects a time, which is somebody else's to read.
  if (named.words === "" && named.people.length === 0) return null;
  const clause = saidOf(other, request, context);
  const flow = clause && flows[request.intent]?.({ ...request, clause }, { ...dialogue, question: null, focus: [] }, context, {});
  if (!flow) return null;
  if (question !== null) return flow;
  return dialogue.waiting ? stillWaits(flow, context) : takenBackFirst(flow);
};

function* takenBackFirst(flow: Flow): Flow {
  const undone = yield* call("undo", {});
  const ending = yield* flow;
  return { ...ending, text: `${undone.said}\n${ending.text}` };
}

const rewrite =
  /^[\s,]*(?:(?:no|nope|wait|actually|sorry|rather|hmm)[\s,.:–-]+)*(?:(?:change|make)\s+(?:it|that|the (?:text|message|mail))\s+(?:to|say|into)|(?:better|rather)?\s*(?:say|write)|it should (?:say|read)|instead (?:say|write))\s*[:,]?\s+(\S.*)$/is;
const wordsInstead = /^[\s,]*(?:(?:no|nope)[\s,]+(?:wait[\s,]+)?|wait[\s,]+no[\s,]+)(\S.*)$/is;
const addition = /^[\s,]*(?:(?:and|also|please|oh)[\s,]+)*(?:add|mention|append|say also|also say)\s+(?:also\s+)?(?:that\s+|:\s*)?(\S.*)$/is;
const copying = /^[\s,]*(?:(?:and|also|please|oh)[\s,]+)*(?:cc|copy(?:\s+in)?|put)\s+(\S.*?)(?:\s+(?:in|on|into)\s+(?:cc|copy|it))?[\s.!]*$/i;

const sentence = (words: string): string => {
  const text = words.trim().replace(/^["“'‘]|["”'’]$/g, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/u.test(text) ? "" : "."}`;
};

/** A letter that waits as a card, written once more; null where none does, or where the words are something new. */
export const amendLetter = (text: string, dialogue: Dialogue, context: PlannerContext): Flow | null => {
  const { letter, question, waiting } = dialogue;
  if (letter === null || question !== null || !waiting) return null;
  const { body } = letter.input;
  const old = typeof body === "string" ? body : "";
  const instead = rewrite.exec(text)?.[1] ?? wordsInstead.exec(text)?.[1];
  if (instead !== undefined && /\p{L}/u.test(instead) && !/^(?:cancel|delete|stop|don['’]?t|forget|never|not)\b/i.test(instead))
    return again({ ...letter.input, ...withSubject(letter.input, sentence(instead)), body: sentence(instead) }, letter.tool, context);
  const clock = instead === undefined ? null : withClock(old, instead);
  if (clock !== null) return again({ ...letter.input, ...withSubject(letter.input, clock), body: clock }, letter.tool, context);
  const more = addition.exec(text)?.[1];
  if (more !== undefined && !/\b(?:to|on|in) (?:the|my) (?:calendar|list|agenda|meeting|event)\b/i.test(more))
    return again({ ...letter.input, body: `${old.trim()} ${sentence(more)}` }, letter.tool, context);
  const copied = copying.exec(text)?.[1];
  if (copied === undefined || letter.tool !== "send_mail") return null;
  const { people } = readPeopleAt(readClause(copied, context), 0, true);
  const cc = Array.isArray(letter.input.cc) ? (letter.input.cc as string[]) : [];
  return people.length === 0 ? null : again({ ...letter.input, cc: [...cc, ...people.map(({ name }) => name)] }, letter.tool, context);
};

const clockIn = /\b\d{1,2}(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?(?![\d:]|\s*(?:min|hour|%|euro|people))/gi;

/** "No, 12:45": the one hour a letter names, said anew. Null where it names none or several. */
const withClock = (body: string, said: string): string | null => {
  const time = /^(?:at\s+)?(\d{1,2}(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?)[\s.!]*$/i.exec(said)?.[1];
  const [clock, ...others] = [...body.matchAll(clockIn)].map(([words]) => words);
  return time === undefined || clock === undefined || others.length > 0 ? null : body.replace(clock, time);
};

/** A subject that was made of the old words goes with them. */
const withSubject = ({ subject, body }: Readonly<Record<string, unknown>>, words: string): Record<string, unknown> => {
  const made = typeof subject === "string" && typeof body === "string" && body.toLowerCase().startsWith(subject.toLowerCase().replace(/…$/, ""));
  return made ? { subject: words.replace(/[.!]+$/, "").slice(0, 70) } : {};
};

const again = (input: Readonly<Record<string, unknown>>, tool: string, context: PlannerContext): Flow => stillWaits(writeAgain(input, tool), context);

function* writeAgain(input: Readonly<Record<string, unknown>>, tool: string): Flow {
  const outcome = yield* call(tool, given(input));
  return { text: outcome.said, letter: { tool, input } };
}
