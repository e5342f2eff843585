/**
 * The planner: from the conversation so far to the next tool calls or the final words. It keeps nothing: the state of the dialogue is
 * found by running the last few turns again over what the tools answered then.
 */
import { readClause } from "./clause";
import { quietDialogue, type CallRecord, type Dialogue, type Ending, type Flow, type Outcome, type PlannedCall } from "./flow";
import { answer, otherPerson, personChosen } from "./flows/answer";
import { commonTime } from "./flows/common-time";
import { amendLetter, otherEvent, sparedEvent } from "./flows/corrections";
import { readLinkRequest } from "./flows/links";
import { readMemoryRequest } from "./flows/memory";
import { flows } from "./flows/registry";
import { smallTalk } from "./flows/talk";
import { asFollowUp } from "./follow-ups";
import { asTaskFollowUp } from "./follow-ups-tasks";
import { asBefore, withAskedTime } from "./asked-before";
import { readingTools } from "../tool-names";
import { eventsOf, offersOf } from "./outcomes";
import { noOverrides } from "./overrides";
import type { PlannerContext } from "./planner-context";
import { readMailPick } from "./read-mail-pick";
import { readReplyRequest } from "./read-reply";
import { readRequests } from "./read-requests";
import { toolOf } from "./recognise";
import type { Condition, Request } from "./request";
import { readSchedules } from "./spoken-schedules";

/** What the owner said and what the tools answered to it. */
export interface Turn {
  readonly text: string;
  readonly records: readonly CallRecord[];
}

export type Plan = { readonly calls: readonly PlannedCall[] } | { readonly text: string };

/** A dialogue reaches back this many turns; what was said before is the calendar's business. */
const turnsRemembered = 6;

function* carryOut(request: Request, dialogue: Dialogue, context: PlannerContext): Flow {
  const flow = flows[request.intent];
  const tool = toolOf(request.intent);
  if (!flow) return { text: smallTalk(request, dialogue, context) };
  if (tool !== null && !context.tools.has(tool)) return { text: "I can't do that here." };
  const ending = yield* flow(request, dialogue, context, noOverrides);
  const people = nameInFull(ending.question, request);
  return people === null ? ending : yield* flow(request, dialogue, context, { people });
}

/** "Lunch with ana berg": two contacts are called Ana, and the words already say which. */
const nameInFull = (question: Ending["question"], { clause }: Request): Record<string, string> | null => {
  if (question?.asks !== "which-person" || question.about === undefined) return null;
  const said = clause.text.toLowerCase().split(/[^\p{L}\d]+/u);
  const whole = (question.options ?? []).filter(({ label }) => {
    const name = label
      .replace(/\s*[(:].*$/s, "")
      .toLowerCase()
      .split(/[^\p{L}\d]+/u)
      .filter((part) => part !== "");
    return name.length > 1 && name.every((part) => said.includes(part));
  });
  const [only, ...others] = whole;
  return only && others.length === 0 ? { [question.about]: only.value } : null;
};

function* conditionHolds(condition: Condition, dialogue: Dialogue, context: PlannerContext): Flow<{ readonly holds: boolean; readonly ending: Ending }> {
  const request: Request = { intent: condition.intent, score: 0, clause: condition.clause };
  const flow = flows[condition.intent];
  if (!flow) return { holds: false, ending: { text: smallTalk(request, dialogue, context) } };
  const ending = yield* flow(request, dialogue, context, noOverrides);
  return { holds: (ending.holds ?? false) !== condition.negated, ending };
}

/** "Book 30 minutes with him" after a condition about Carlos: the person is taken over. */
const withPersonOf = (request: Request, condition: Condition, context: PlannerContext): Request => {
  const said = request.clause.text;
  const writer = condition.intent === "find-mail" ? readMailPick(condition.clause, context).from[0] : undefined;
  const name =
    (writer === undefined ? undefined : { text: writer }) ??
    condition.clause.tokens.find(
      (token, at) =>
        /^\p{Lu}\p{Ll}/u.test(token.text) && at > 0 && token.kind === "word" && !condition.clause.ends.TIME.has(at) && !["I", "Have"].includes(token.text),
    ) ??
    namedAfterVerb(condition);
  if (!name) return request;
  const pronoun = /\b(?:with )?(?:him|her|them)\b/i;
  if (request.intent.endsWith("-mail")) return { ...request, clause: readClause(said.replace(/\b(?:him|her|them)\b/i, name.text), context) };
  const text = pronoun.test(said)
    ? said.replace(pronoun, `with ${name.text}`)
    : /\bwith\b/i.test(said) || request.intent !== "create"
      ? said
      : `${said} with ${name.text}`;
  return { ...request, clause: readClause(text, context) };
};

const namedAfterVerb = (condition: Condition): { text: string } | undefined => {
  const at = condition.clause.tokens.findIndex(({ lower }) => ["met", "seen", "with", "meet"].includes(lower));
  const next = condition.clause.tokens[at + 1]?.lower === "with" ? condition.clause.tokens[at + 2] : condition.clause.tokens[at + 1];
  return at === -1 || next?.kind !== "word" || ["in", "for", "the", "a", "my", "any"].includes(next.lower) ? undefined : next;
};

const senderWords = /\b(?:the sender|its sender|the (?:person|one) who (?:sent|wrote) (?:it|that|this)|whoever (?:sent|wrote) (?:it|that|this)|the author)\b/i;

/** "… with the sender": whoever wrote the mail spoken of. */
const withSender = (request: Request, { mails }: Dialogue, context: PlannerContext): Request => {
  const [mail] = mails;
  if (!mail || !senderWords.test(request.clause.text)) return request;
  return { ...request, clause: readClause(request.clause.text.replace(senderWords, mail.from.name ?? mail.from.email), context) };
};

function* runRequest(asked: Request, dialogue: Dialogue, context: PlannerContext): Flow {
  const request = withSender(asked, dialogue, context);
  if (!request.condition) return yield* carryOut(request, dialogue, context);
  const { holds, ending } = yield* conditionHolds(request.condition, dialogue, context);
  if (!holds && request.otherwise) {
    const other = yield* runRequest(request.otherwise, dialogue, context);
    return { ...other, text: `${ending.text}\n${other.text}` };
  }
  if (!holds) return { ...ending, text: `${ending.text}\nSo I did nothing else.` };
  const followed = yield* carryOut(
    withPersonOf(request, request.condition, context),
    { ...dialogue, focus: ending.focus ?? dialogue.focus, mails: ending.mails ?? dialogue.mails },
    context,
  );
  return followed;
}

const next = (dialogue: Dialogue, request: Request, ending: Ending): Dialogue => ({
  ...dialogue,
  request,
  question: ending.question ?? null,
  unfinished: null,
  focus: ending.focus ?? dialogue.focus,
  offers: ending.offers ?? dialogue.offers,
  mails: ending.mails ?? dialogue.mails,
  create: ending.create ?? dialogue.create,
  letter: ending.letter ?? null,
});

const merged = (endings: readonly Ending[]): Ending => {
  const last = endings.at(-1);
  return { ...(last ?? { text: "" }), text: [...new Set(endings.map(({ text }) => text))].join("\n\n") };
};

/** The loop ends after eight steps, the last of which has to be words: a request that begins later than this might not be finished. */
const stepsBeforeLast = 4;

function* counted(flow: Flow, spent: { steps: number }): Flow {
  let step = flow.next();
  while (!step.done) {
    spent.steps += 1;
    step = flow.next(yield step.value);
  }
  return step.value;
}

const looking: ReadonlySet<string> = new Set(["find-mail", "read-mail", "ask-mail"]);
const speaksOfFound =
  /^[\s,]*(?:(?:and|then|please|also)\s+)*(?:forward|send|archive|delete|label|flag|star|mark|reply|answer|read|summari[sz]e)\s+(?:to\s+)?(?:it|that|them|those|this)\b/i;

const unfinishedIn = ({ question }: Dialogue): Dialogue["unfinished"] =>
  question !== null && ["duration", "when"].includes(question.asks) ? (question.create ?? null) : null;

/** Everything one message asks for, one request after the other. */
function* turnFlow(text: string, before: Dialogue, context: PlannerContext): Flow<{ ending: Ending; dialogue: Dialogue }> {
  const schedules = readSchedules(text);
  const answered = schedules
    ? commonTime(schedules)
    : (answer(text, before, context) ??
      otherPerson(text, before, context) ??
      otherEvent(text, before, context) ??
      sparedEvent(text, before, context) ??
      amendLetter(text, before, context));
  if (answered) {
    const ending = yield* answered;
    return {
      ending,
      dialogue: {
        ...before,
        question: ending.question ?? null,
        focus: ending.focus ?? before.focus,
        offers: ending.offers ?? before.offers,
        mails: ending.mails ?? before.mails,
        create: ending.create ?? before.create,
        letter: ending.letter ?? before.letter,
        choice: personChosen(text, before, context) ?? before.choice,
      },
    };
  }
  const again =
    asBefore(text, before, context) ??
    asTaskFollowUp(text, before, context) ??
    asFollowUp(text, before, context) ??
    readReplyRequest(text, before, context) ??
    readLinkRequest(text, context) ??
    readMemoryRequest(text, before, context);
  const { requests, background } = again ? { requests: [again], background: [] } : readRequests(text, context);
  let dialogue: Dialogue = { ...before, question: null, unfinished: unfinishedIn(before), background, choice: null };
  const endings: Ending[] = [];
  const spent = { steps: 0 };
  for (const [at, said] of requests.entries()) {
    const request = at === 0 ? withAskedTime(said, before, context) : said;
    if (spent.steps > stepsBeforeLast) {
      endings.push({
        text: `That was a lot at once. I stopped before “${request.clause.text}”${at < requests.length - 1 ? " and what follows" : ""}; say it again and I go on.`,
      });
      break;
    }
    // "Find the mail from Bo and forward it": nothing was found, so there is nothing to forward.
    if (at > 0 && endings.at(-1)?.holds === false && looking.has(dialogue.request?.intent ?? "other") && speaksOfFound.test(request.clause.text)) continue;
    const ending = yield* counted(runRequest(request, dialogue, context), spent);
    // Offers that were only made to be booked at once need not be read out.
    if (request.intent === "choose-offer") endings.splice(0, endings.length, ...endings.filter(({ question }) => question?.asks !== "which-offer"));
    endings.push(ending);
    dialogue = next(dialogue, request, ending);
  }
  if (endings.length === 0) endings.push({ text: "I didn't understand that. Try “Lunch with Maya on Thursday at 12:30” or “am I free tomorrow afternoon?”." });
  const questions = endings.filter(({ question }) => question);
  const ending = merged(endings);
  const question = questions.at(-1)?.question ?? null;
  return { ending: question ? { ...ending, question } : ending, dialogue: { ...dialogue, question } };
}

type Replayed = { readonly calls: readonly PlannedCall[] } | { readonly ending: Ending; readonly dialogue: Dialogue };

const replay = (flow: Flow<{ ending: Ending; dialogue: Dialogue }>, records: readonly CallRecord[]): Replayed => {
  let used = 0;
  let step = flow.next();
  while (!step.done) {
    const wanted = step.value;
    const known = records.slice(used, used + wanted.length);
    const fits = wanted.every(({ tool }, at) => known[at]?.tool === tool);
    if (!fits) return { calls: wanted };
    used += wanted.length;
    step = flow.next(known.map(({ outcome }) => asItWas(outcome)));
  }
  return step.value;
};

/** What a turn leaves behind that this planner didn't plan (another model answered it). */
const fromRecords = (before: Dialogue, records: readonly CallRecord[]): Dialogue => {
  const events = records
    .map(({ outcome }) => eventsOf(outcome))
    .filter((found) => found.length > 0)
    .at(-1);
  const offers = records
    .map(({ outcome }) => offersOf(outcome).offers)
    .filter((found) => found.length > 0)
    .at(-1);
  return { ...before, question: null, ...(events ? { focus: events } : {}), ...(offers ? { offers } : {}) };
};

/** A card that a newer one replaced waited when the conversation went on from it, and the turns since are read as they were. */
const asItWas = (outcome: Outcome): Outcome =>
  outcome.status === "refused" && outcome.reason === "replaced" ? { status: "waiting", said: outcome.said } : outcome;

const isWaiting = (records: readonly CallRecord[]): boolean => {
  // What takes an older card away says nothing of the newer one.
  const last = records.filter(({ tool }) => tool !== "replace_card").at(-1)?.outcome;
  return last !== undefined && asItWas(last).status === "waiting";
};

const remember = (before: Dialogue, turn: Turn, context: PlannerContext): Dialogue => {
  const result = replay(turnFlow(turn.text, before, context), turn.records);
  const dialogue = "calls" in result ? fromRecords(before, turn.records) : result.dialogue;
  // A turn that did nothing ("yes", "hello") leaves the card where it is.
  const waiting = turn.records.some(({ tool }) => !readingTools.has(tool)) ? isWaiting(turn.records) : before.waiting;
  return { ...dialogue, waiting, background: [] };
};

/** What the conversation was about before its last turn. Pure; costs a few turns' reading, so ask once per turn. */
export const recallDialogue = (turns: readonly Turn[], context: PlannerContext): Dialogue =>
  turns.slice(-turnsRemembered - 1, -1).reduce((before, turn) => remember(before, turn, context), quietDialogue);

/** The next step of the last turn. Pure: the same conversation always leads to the same step. */
export const planTurn = (turns: readonly Turn[], context: PlannerContext, dialogue: Dialogue = recallDialogue(turns, context)): Plan => {
  const current = turns.at(-1);
  if (!current) return { text: smallTalk({ intent: "help", score: 0, clause: readClause("help", context) }, quietDialogue, context) };
  const result = replay(turnFlow(current.text, dialogue, context), current.records);
  return "calls" in result ? result : { text: result.ending.text };
};
