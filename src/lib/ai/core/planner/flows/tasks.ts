/** Adds, lists, finishes, puts off, plans and deletes to-dos. Which one is meant is found by the tools; here only the words are cut out. */
import type { Clause } from "../clause";
import { call, given, type Ending, type Flow, type Outcome } from "../flow";
import { tasksOf } from "../outcomes";
import type { Overrides } from "../overrides";
import type { Request } from "../request";
import type { RequestFlow } from "./registry";

const body = ({ text, tokens, bodyStart }: Clause): string => text.slice(tokens[bodyStart]?.start ?? 0).trim();

const list = String.raw`(?:\w+\s+)?(?:to-?do lists?|to do lists?|task lists?|lists?|to-?dos?|tasks?)`;
const ontoList = new RegExp(String.raw`^(?:\w+)\s+(.*?)\s+(?:to|on|onto|in|down on)\s+(?:(?:my|the|our)\s+)?${list}\b(.*)$`, "is");
const newTask =
  /^(?:new|add|create|make|set(?:\s+up)?|note)\s+(?:me\s+)?(?:an?\s+|another\s+)?(?:new\s+)?(?:(daily|weekly|monthly|yearly)\s+|(?:recurring|repeating)\s+)?(?:task|to-?do|reminder)\b\s*(?:to\b|for\b|about\b|:|,|called\b|that says\b)?\s*/i;

const quotesOff = (text: string): string => text.replace(/^["“'‘\s]+|["”'’\s.!?]+$/gu, "");

/** "… for the 18th", "… with a deadline of March 1": how a day is led up to behind the list. */
const deadlineLead = /^\s*,?\s*(for|due(?:\s+(?:on|by))?|(?:with|and)\s+(?:a\s+)?(?:deadline|due date)\s+(?:of|on|is)?|by)\s+(?=\S)/i;
/** What is only to ring. */
const alarmFrame =
  /^(?:(?:set|create|add|make|start)\s+(?:me\s+)?(?:an?|my|the|another)\s+(?:alarm|reminder|timer)\s+(?:for|at)\s+(?=\d|an?\b|half\b|noon|tomorrow|to?night|this|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|wake\s+me(?:\s+up)?\s+)/i;

/** What leads up to the thing to do without being part of it: "add", "note to self:", "I must remember to". */
const leadIn =
  /^(?:(?:please|can you|could you)\s+)*(?:(?:(?:shopping|grocery|packing|my)\s+)?list\s*[:–-]\s*|(?:a\s+)?note\s+to\s+self\s*[:,–-]?\s*|(?:i|we)\s+(?:need|have|got|gotta|must|should|want)\s+(?:to\s+)?remember\s+to\s+|(?:i|we)\s+(?:mustn['’]t|must not|can['’]t|shouldn['’]t)\s+forget\s+to\s+|(?:add|note(?: down)?|put down|jot down|log)\s+(?:\d+\s+(?:things|items|to-?dos|tasks)\s*[:,–-]?\s*(?:to\s+)?)?(?=\p{L}))/iu;

/** People are woken in the morning, and an alarm rings there where nothing says otherwise. */
const bareHour = /^((?:up\s+)?(?:at\s+)?(?:[4-9]|1[01])(?:[:.][0-5]\d)?)(?![\d:.]|\s*(?:[ap]\.?m\b|o['’]?clock\s+(?:in|at)|min|hour|h\b))/i;
const alarmLine = (said: string, rest: string): string => {
  if (/timer/i.test(said)) return `Timer in ${rest}`;
  const wakes = /^wake/i.test(said);
  const when = wakes || /alarm/i.test(said) ? rest.replace(bareHour, /\b(?:tonight|evening|afternoon|night|noon)\b/i.test(rest) ? "$1" : "$1am") : rest;
  return `${wakes ? "Wake up" : "Reminder"} ${when}`;
};

/** What stands on the list afterwards, with its time. */
const lineOf = (clause: Clause): string => {
  const said = body(clause);
  const onto = ontoList.exec(said);
  if (onto)
    return `${quotesOff(onto[1] ?? "")}${(onto[2] ?? "").replace(deadlineLead, (_, lead: string) => (/dead|by|due/i.test(lead) ? " by " : " on "))}`.trim();
  const alarm = alarmFrame.exec(said);
  if (alarm) return alarmLine(said, said.slice(alarm[0].length));
  const rhythm = newTask.exec(said)?.[1];
  return `${said.replace(newTask, "").replace(leadIn, "").trim()}${rhythm === undefined ? "" : ` ${rhythm}`}`;
};

/** Where several fit, the answer to "which one" is the to-do's id. */
const which = (outcome: Outcome, request: Request, words: string): Ending =>
  outcome.status === "refused" && outcome.options.length > 1
    ? { text: outcome.said, question: { asks: "which-person", request, options: outcome.options, about: words } }
    : { text: outcome.said };

const chosen = (words: string, overrides: Overrides): string => overrides.people?.[words] ?? words;

export const addTask: RequestFlow = function* (request, _dialogue, _context, overrides) {
  const line = overrides.value ?? lineOf(request.clause);
  if (line === "" || /^(?:set\s+)?(?:a\s+)?(?:remind me|reminder)[\s.!]*$/i.test(line))
    return { text: "What should I put on your list?", question: { asks: "value", request } };
  const outcome = yield* call("add_task", { line });
  return { text: outcome.said };
};

/** "Is “pay the rent” on my list?": whether one thing is there, not what is. */
const onList = new RegExp(
  String.raw`^(?:is|are|do\s+i\s+(?:still\s+)?have|have\s+i\s+got|did\s+i\s+put)\s+(.+?)\s+(?:still\s+|already\s+)*(?:on|in|among)\s+(?:my|the|our)\s+${list}[\s?.!]*$`,
  "is",
);
/** What stands for everything there. */
const everything = /^(?:there\b.*|anything|something|things|any(?: \w+)?|what)$/i;

/** "When is the rent due?" */
const whenDue = /^when(?:['’]s|\s+is|\s+are)\s+(.+?)\s+due\b/is;

export const findTasks: RequestFlow = function* (request) {
  const one = quotesOff(onList.exec(body(request.clause))?.[1] ?? "").replace(/\s+(?:still|already)$/i, "");
  if (one !== "" && !everything.test(one)) {
    const found = yield* call("find_tasks", { text: one });
    return { text: tasksOf(found).length === 0 ? found.said : `Yes. ${found.said}` };
  }
  const thing = quotesOff(whenDue.exec(body(request.clause))?.[1] ?? "").replace(/^(?:my|the|our)\s+/i, "");
  if (thing !== "") return { text: (yield* call("find_tasks", { text: thing })).said };
  const [when] = request.clause.times;
  const done = /\b(?:done|finished|completed)\b/i.test(request.clause.text);
  const outcome = yield* call("find_tasks", given({ when: done ? undefined : when?.match.text.replace(/^due\s+/i, ""), state: done ? "done" : undefined }));
  return { text: outcome.said };
};

const completeFrame =
  /^(?:(?:i(?:['’]ve| have)?|we(?:['’]ve| have)?)\s+(?:(?:just|already|now)\s+)?|(?:mark|tick|check|cross|set)\s+(?:off\s+)?|(?:i['’]m\s+)?(?:done|finished|completed)\s+(?:with\s+)?)|\s+(?:as\s+)?(?:off|done|complete|completed|finished)(?:\s+(?:my|the|from my)\s+\S.*)?[\s.!]*$|\s+is\s+(?:done|finished|completed)(?:\s+now)?[\s.!]*$/gi;

export const completeTask: RequestFlow = function* (request, _dialogue, _context, overrides) {
  const words = quotesOff(
    body(request.clause)
      .replace(completeFrame, "")
      .replace(/^(?:done|did|finished|completed)\s+(?:with\s+)?/i, "")
      .replace(/\s+off$/i, ""),
  );
  const outcome = yield* call("complete_task", { task: chosen(words, overrides) });
  return which(outcome, request, words);
};

/** Everything behind the words of time ("till Monday"), with the preposition that leads to them. */
const untilOf = (clause: Clause): { words: string; until: string | null } => {
  const said = body(clause).replace(/^(?:snooze|remind me)\s*/i, "");
  const lead = /\b(?:till|until|to|for|by|on|at|in)\s+\S.*$|\b(?:tomorrow|tonight|later|next|this)\b.*$/i.exec(said);
  const words = (lead ? said.slice(0, lead.index) : said).replace(/\b(?:again|later|of|about)\b/gi, " ");
  const until = lead?.[0].replace(/^(?:to|for)\s+/i, "").replace(/[.!?\s]+$/, "") ?? null;
  return { words: quotesOff(words.trim()), until: until === "" || until?.toLowerCase() === "later" ? null : until };
};

export const snoozeTask: RequestFlow = function* (request, _dialogue, _context, overrides) {
  const { words, until } = untilOf(request.clause);
  const then = overrides.when ?? overrides.value ?? until;
  if (then === null) return { text: "Until when?", question: { asks: "value", request } };
  const outcome = yield* call("snooze_task", { task: chosen(words, overrides), until: then });
  return which(outcome, request, words);
};

const planFrame = /^(?:plan|schedule|do|put|fit in|fit|squeeze in|book|slot in|slot|add|work on|find time (?:for|to)|let me)\s+/i;
const planTail = /[\s,]*\b(?:in\s+)?(?:when|whenever|once|as soon as)\s+(?:i\s+have|i['’]ve|i\s+get|there\s+is|there['’]s)\b.*$/i;
const planLead = /^(?:when|whenever|once|as soon as)\s+(?:i\s+have|i['’]ve|i\s+get)\b.*?(?:,|\b(?:plan|do|schedule|put)\b)\s*/i;

export const planTask: RequestFlow = function* (request, _dialogue, _context, overrides) {
  const { clause } = request;
  const words = quotesOff(
    body(clause)
      .replace(planTail, "")
      .replace(planLead, "")
      .replace(planFrame, "")
      .replace(/\s+(?:from|on) my (?:list|to-?dos|tasks)$/i, ""),
  );
  const minutes = clause.durations[0]?.minutes ?? minutesIn(clause.text);
  const outcome = yield* call("plan_task", given({ task: chosen(words, overrides), minutes }));
  return which(outcome, request, words);
};

/** "30 free minutes": the word in between keeps it from being read as a length. */
const minutesIn = (text: string): number | null => {
  const found = /\b(\d{1,3})\s+(?:free\s+|spare\s+)(min|hour)/i.exec(text);
  return found
    ? Number(found[1]) * (found[2]?.toLowerCase() === "hour" ? 60 : 1)
    : /\b(?:an|one)\s+(?:free|spare)\s+hour\b/i.test(text)
      ? 60
      : /\btwo\s+(?:free|spare)\s+hours\b/i.test(text)
        ? 120
        : null;
};

const deleteTail = new RegExp(String.raw`\s+(?:from|off)\s+(?:(?:my|the|our)\s+)?${list}[\s.!]*$`, "i");

export const deleteTask: RequestFlow = function* (request, _dialogue, _context, overrides): Flow {
  const words = quotesOff(
    body(request.clause)
      .replace(/^\S+\s+(?:out\s+)?/, "")
      .replace(deleteTail, "")
      .replace(/^(?:the|my|that)?\s*(?:task|to-?do|reminder)\s*(?:to|about|for|of|called)?\s*/i, "")
      .replace(/\s+(?:task|to-?do|reminder)$/i, ""),
  );
  const outcome = yield* call("delete_task", { task: chosen(words, overrides) });
  return which(outcome, request, words);
};

const stopFrame = /^(?:(?:stop|end|quit)\s+repeating|(?:don['’]t|do\s+not|no\s+longer)\s+repeat)\b\s*/i;
const unremindedFrame = /^(?:(?:stop|quit)\s+reminding\s+me|(?:don['’]t|do\s+not)\s+remind\s+me)\b\s*(?:(?:about|of|to)\b\s*)?/i;
const notAnyMore = /[\s,]*\b(?:any\s*more|any\s+longer|from\s+now\s+on)[\s.!]*$/i;
const changeVerb = /^\S+\s+/;
const rhythmWord = /\b(?:daily|weekly|fortnightly|biweekly|bi-weekly|monthly|quarterly|yearly|annually)\b/i;
const looseTail = /(?:[\s,]+(?:into\s+an?|to|repeat(?:ing)?|recur(?:ring)?|due|be|happen))+$/i;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const nameOf = (text: string): string =>
  quotesOff(text)
    .replace(/^(?:the|my|our|that|this)\s+/i, "")
    .replace(/^(?:task|to-?do|reminder)\s+(?:to|about|for|of|called)\s+/i, "")
    .replace(/\s+(?:task|to-?do|reminder)$/i, "");

/** What stands behind words that end something; null when nothing is ended. */
const behind = (frame: RegExp, clause: Clause): string | null => {
  const said = body(clause);
  return frame.test(said) ? nameOf(said.replace(frame, "").replace(notAnyMore, "")) : null;
};

/** "Make the rent to-do weekly", "change the rent to-do to Friday": what is said of it last, and what it is said of. */
const changeOf = (clause: Clause): { readonly words: string; readonly change: Readonly<Record<string, unknown>> } | null => {
  const ended = behind(stopFrame, clause);
  if (ended !== null) return { words: ended, change: { repeat: null } };
  const quiet = behind(unremindedFrame, clause);
  if (quiet !== null) return { words: quiet, change: { remind: false } };
  const said = body(clause);
  const title = /^rename it to\s+(.+)$/is.exec(said)?.[1];
  if (title !== undefined) return { words: "it", change: { title: capital(title) } };
  const time = clause.times.at(-1)?.match;
  const value = time?.text ?? rhythmWord.exec(said)?.[0];
  if (value === undefined) return null;
  const words = nameOf(said.slice(0, said.lastIndexOf(value)).trim().replace(changeVerb, "").replace(looseTail, ""));
  return { words, change: time === undefined || time.kind === "recurrence" ? { repeat: value } : { due: value } };
};

/** How often a to-do repeats or when it is due, or that it doesn't repeat or isn't reminded of any more. */
export const changeTask: RequestFlow = function* (request, _dialogue, _context, overrides) {
  const asked = changeOf(request.clause);
  if (asked === null) return { text: "What should I change? Say it like “make the rent to-do weekly”." };
  const outcome = yield* call("change_task", { task: chosen(asked.words, overrides), ...asked.change });
  return which(outcome, request, asked.words);
};

const spokenOfLast = /^(?:it|that|this|that one|this one)?$/i;

/** "Stop repeating the rent": a to-do of that name that repeats is meant; where there is none, an event. */
export const orRepeatingTask = (flow: RequestFlow): RequestFlow =>
  function* (request, dialogue, context, overrides) {
    const words = behind(stopFrame, request.clause);
    if (words === null || !context.tools.has("change_task") || !context.tools.has("find_tasks")) return yield* flow(request, dialogue, context, overrides);
    if (spokenOfLast.test(words)) return yield* (/-tasks?$/.test(dialogue.request?.intent ?? "") ? changeTask : flow)(request, dialogue, context, overrides);
    const found = tasksOf(yield* call("find_tasks", { text: words }));
    return yield* (found.some(({ recurrence }) => recurrence != null) ? changeTask : flow)(request, dialogue, context, overrides);
  };
