/** Keeping, recalling and forgetting what the owner says about themselves. */
import { readClause, type Clause } from "../clause";
import { call, given, type Dialogue } from "../flow";
import { isOf } from "../lexicon";
import { memoriesOf } from "../outcomes";
import type { PlannerContext } from "../planner-context";
import { recognise } from "../recognise";
import type { RequestFlow } from "./registry";
import type { Request } from "../request";

const lead =
  /^[\s,]*(?:(?:please|hey|hi|ok|okay|perin|can you|could you|would you)[\s,]+)*(?:remember|memori[sz]e|note|keep in mind|bear in mind|(?:don['’]t|do not|never) forget|(?:make|take|keep) a mental note(?: of)?|for (?:the record|future reference|next time)|keep)\b[\s,:]*/i;
const until = /^(?:until|till|for)\s+/i;
const that = /^\s*(?:that\b|this\s*[:,]|[:,])\s*(?:that\b\s*)?/i;

const sentence = (text: string): string => {
  const bare = text.trim().replace(/\s+/g, " ");
  const shown = bare.charAt(0).toUpperCase() + bare.slice(1);
  return /[.!?…]$/u.test(shown) ? shown : `${shown}.`;
};

interface Said {
  readonly text: string;
  readonly until: string | null;
  readonly asked: boolean;
}

/** "remember until Friday that …": the phrase about time behind "until", if there is one. */
const untilIn = (rest: string, context: PlannerContext): { phrase: string; rest: string } | null => {
  const word = until.exec(rest);
  if (!word) return null;
  const behind = rest.slice(word[0].length);
  const [match] = context.understand(behind).filter(({ index }) => index <= 4);
  if (!match || !that.test(behind.slice(match.endIndex))) return null;
  return { phrase: word[0].toLowerCase().startsWith("for") ? `in ${match.text}` : match.text, rest: behind.slice(match.endIndex) };
};

const readSaid = (text: string, context: PlannerContext): Said => {
  const start = lead.exec(text);
  if (!start) return { text: sentence(text), until: null, asked: false };
  const rest = text.slice(start[0].length);
  const limited = untilIn(rest, context);
  return { text: sentence((limited?.rest ?? rest).replace(that, "")), until: limited?.phrase ?? null, asked: true };
};

export const remember: RequestFlow = function* ({ clause }, _dialogue, context) {
  const said = readSaid(clause.text, context);
  if (!/[\p{L}\p{N}]/u.test(said.text)) return { text: "What should I remember? Say it in one sentence: “remember that the gate code is 4711”." };
  const outcome = yield* call("remember", given({ text: said.text, until: said.until, asked: said.asked }));
  return { text: outcome.status === "waiting" ? "Should I keep that for later? It waits for your word." : outcome.said };
};

const behindAbout = /\babout\b\s*(.*)$/i;
const behindVerb =
  /\b(?:that|remember(?:ing)?|recall|keep(?:ing)?|remind me|forget|know)\b\s*(?:(?:that|what|where|who|which|how|if)\b\s*)?(?:(?:i|you)\s+(?:said|told|asked|know|remember|keep|wrote)(?:\s+you)?\b\s*)?(.*)$/i;
/** Words that mean everything rather than something. */
const everything = new Set(["", "me", "us", "myself", "i", "you", "everything", "anything", "all", "else", "to", "to remember", "to keep", "do you remember"]);

/** What a question or a wish to forget is about, in its own words. */
const subjectOf = (clause: Clause): string => {
  const text = clause.text.replace(/[?.!\s]+$/, "");
  const asksAboutOwn = /^(?:what|where|who|which|how|when)(?:['’]?s)?\b/i.test(text) && !/\b(?:know|remember|recall|keep|told|tell|said|say)\b/i.test(text);
  const subject = asksAboutOwn ? text : (behindAbout.exec(text)?.[1] ?? behindVerb.exec(text)?.[1] ?? text);
  return everything.has(subject.trim().toLowerCase()) ? "" : subject.trim();
};

const bullets = (texts: readonly string[]): string => texts.map((text) => `- ${text.replace(/\s+/g, " ")}`).join("\n");

const toldBefore = (memories: readonly { readonly text: string }[]): string => {
  const [best, ...others] = memories;
  return others.length === 0 ? `You told me: ${best?.text ?? ""}` : `You told me:\n${bullets(memories.map(({ text }) => text))}`;
};

export const recall: RequestFlow = function* ({ clause }) {
  const about = subjectOf(clause);
  const outcome = yield* call("recall", { text: about });
  const memories = memoriesOf(outcome);
  if (memories.length === 0)
    return { text: about === "" ? "I keep nothing about you yet. Say “remember that …” and I do." : `${outcome.said} Say “remember that …” and I do.` };
  if (about === "") return { text: `This is what I keep:\n${bullets(memories.map(({ text }) => text))}` };
  return { text: toldBefore(memories.slice(0, 6)) };
};

const asks = /^[\s,]*(?:what|where|who|which|how|when)(?:['’]?s)?\b/i;

/** "What is the gate code?" is first looked for on the calendar; where nothing is found there, in what is kept. */
export const orRecalled = (flow: RequestFlow): RequestFlow =>
  function* (request, dialogue, context, overrides) {
    const ending = yield* flow(request, dialogue, context, overrides);
    const { text, times } = request.clause;
    if (ending.holds !== false || request.condition || times.length > 0 || !asks.test(text) || !context.tools.has("recall")) return ending;
    const memories = memoriesOf(yield* call("recall", { text: text.replace(/[?.!\s]+$/, "").replace(/^(\s*\p{L}+)['’]s\b/u, "$1 is") }));
    return memories.length === 0 ? ending : { text: toldBefore(memories.slice(0, 3)) };
  };

export const forget: RequestFlow = function* (request, _dialogue, _context, overrides) {
  const about = overrides.value ?? subjectOf(request.clause);
  if (about === "")
    return { text: "What should I forget? The page Memory lists everything I keep and deletes it with one press.", question: { asks: "value", request } };
  const memories = memoriesOf(yield* call("recall", { text: about }));
  const [best, next] = memories;
  if (!best) return { text: `I keep nothing about “${about}”.` };
  const same = memories.filter(({ text }) => text.toLowerCase().replace(/[.!?]+$/, "") === about.toLowerCase());
  const only = same.length === 1 ? same[0] : next === undefined ? best : undefined;
  if (only) return { text: (yield* call("forget", { memoryId: only.id })).said };
  const options = memories.slice(0, 6).map(({ text }) => ({ label: text, value: text.replace(/[.!?]+$/, "") }));
  return {
    text: `Which of these should I forget?\n${bullets(options.map(({ label }) => label))}`,
    question: { asks: "value", request, options },
  };
};

const speaksOfEvent = ({ times, tokens }: Clause): boolean => times.length > 0 || tokens.some(({ lower }) => isOf("event", lower));

const theMatter = /^[\s,]*(?:(?:please|perin|ok|okay)[\s,]+)*forget\s+(?:about\s+)?(?:the|that|this)\s+/i;

/** "Forget the gate code" means what is kept, where something of it is; "forget the Lisbon trip" may as well mean the calendar. */
export const orForgotten = (flow: RequestFlow): RequestFlow =>
  function* (request, dialogue, context, overrides) {
    if (speaksOfEvent(request.clause) || !theMatter.test(request.clause.text) || !context.tools.has("recall") || !context.tools.has("forget"))
      return yield* flow(request, dialogue, context, overrides);
    const kept = memoriesOf(yield* call("recall", { text: subjectOf(request.clause) }));
    return yield* (kept.length === 0 ? flow : forget)(request, dialogue, context, overrides);
  };

const tells = /^[\s,]*(?:(?:please|perin|ok|okay)[\s,]+)*i(?:'d|’d)? (?:generally |usually |always )?prefer\b/i;
/** "My locker code is 4417", said of nothing else that is known: worth keeping, if the owner says so. */
const states = /^[\s,]*(?:my|our|the)\s+\p{L}[^?]{1,80}?\s(?:is|are)\s[^?]+$/iu;
const ownMatter = /^[\s,]*(?:(?:please|perin)[\s,]+)*forget\s+(?:about\s+)?(?:my|our)\s+/i;

const thatMatter = /^[\s,]*(?:(?:please|perin|ok|okay|no|actually)[\s,]+)*forget\s+(?:that|it|this|about (?:that|it))(?:\s+(?:again|please))?[\s.!]*$/i;
const keptLead = /^.*?\b(?:remember|memori[sz]e|note|keep in mind|bear in mind|forget)\b\s*(?:that\b|:|,)?\s*/i;
const askedLead = /^[\s,]*(?:what|where|who|which|how)(?:['’]?s)?\s+(?:(?:is|are|was|were|do you (?:know|remember) about)\s+)?/i;

/** What was kept or told in the turn before. */
const matterOf = (request: Request | null, focus: Dialogue["focus"]): string | null => {
  if (request?.intent === "remember") return request.clause.text.replace(keptLead, "").replace(/[\s.!?]+$/, "");
  const asked = request?.intent === "recall" || (request?.intent === "find-events" && focus.length === 0 && asks.test(request.clause.text));
  return asked ? request.clause.text.replace(askedLead, "").replace(/[\s.!?]+$/, "") : null;
};

/**
 * A wish to keep or forget is read as a whole: what is kept may hold any words, also "and book". Null when the message isn't one.
 * "Forget my locker code" speaks of a memory, "forget my dentist appointment" and "forget my 3 o'clock" of an event.
 */
export const readMemoryRequest = (text: string, { offers, request, focus }: Dialogue, context: PlannerContext): Request | null => {
  if (!context.tools.has("remember")) return null;
  const clause = readClause(text, context);
  const [best] = recognise(clause);
  // "Forget about the movie on Saturday" calls it off.
  if (best?.intent === "forget" && theMatter.test(text) && speaksOfEvent(clause)) return { intent: "cancel", score: best.score, clause };
  if (best && (best.intent === "remember" || best.intent === "forget") && (best.intent === "forget" || lead.test(text)))
    return { intent: best.intent, score: best.score, clause };
  // With nothing offered, "I prefer mornings" chooses nothing: it tells something about the owner.
  if (best?.intent === "choose-offer" && offers.length === 0 && tells.test(text)) return { intent: "remember", score: best.score, clause };
  if (best === undefined && states.test(text) && clause.times.length === 0) return { intent: "remember", score: 10, clause };
  const spoken = thatMatter.test(text) ? matterOf(request, focus) : null;
  if (spoken !== null) return { intent: "forget", score: 20, clause: readClause(`forget what I said about ${spoken}`, context) };
  return ownMatter.test(text) && !speaksOfEvent(clause) ? { intent: "forget", score: best?.score ?? 0, clause } : null;
};
