/** Writes, answers and passes on mails. The tools ask before anything goes out. */
import { readClause } from "../clause";
import { call, callAll, given, type Dialogue, type Ending, type Flow, type Outcome } from "../flow";
import type { Overrides } from "../overrides";
import { meant } from "../overrides";
import { sayList } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readLetter, subjectFrom, type Letter } from "../read-letter";
import { readMailPick } from "../read-mail-pick";
import { readPick } from "../read-pick";
import type { Request } from "../request";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { locate } from "./locate";
import { mailOf, type SaidMail } from "../mail-outcomes";
import { locateMails } from "./mail-find";

type MailFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;

interface Addressees {
  readonly people: readonly string[];
  readonly event: CalendarEvent | null;
}

const attending = (events: readonly CalendarEvent[]): string[] => [...new Set(events.flatMap(({ attendees }) => attendees.map(({ email }) => email)))];

/** "the attendees of the review", "them": whom the calendar or the mail spoken of names. */
function* addressees(
  letter: Letter,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
): Flow<{ ok: true; to: Addressees } | { ok: false; ending: Ending }> {
  if (letter.people.length > 0) return { ok: true, to: { people: meant(letter.people, overrides), event: null } };
  if (letter.attendeesOf !== null && letter.attendeesOf !== "") {
    const phrase = readClause(letter.attendeesOf, context);
    const past = /\b(?:attended|came|was|were|joined)\b/i.test(letter.head.text);
    const found = yield* locate(readPick(phrase, context, 0, phrase.tokens.length, past), "mean", { ...request, clause: phrase }, dialogue, context, true);
    if (!found.ok) return { ok: false, ending: found.ending };
    return { ok: true, to: { people: attending(found.events), event: found.events[0] ?? null } };
  }
  if (letter.attendeesOf === "" || letter.back || letter.head.tokens.length === 0) {
    const event = dialogue.focus.find(({ attendees }) => attendees.length > 0);
    const [mail] = dialogue.mails;
    // "Everyone" in a sentence that names an event itself: "… attend the first event on Friday. Mail the attendees …".
    const nearby = event === undefined ? eventNearby(dialogue, context) : null;
    if (event === undefined && nearby !== null && letter.attendeesOf === "") {
      const found = yield* locate(nearby, "mean", request, dialogue, context, true);
      if (!found.ok) return { ok: false, ending: found.ending };
      return { ok: true, to: { people: attending(found.events), event: found.events[0] ?? null } };
    }
    if (event) return { ok: true, to: { people: attending(dialogue.focus), event } };
    if (mail) return { ok: true, to: { people: [mail.from.email], event: null } };
  }
  return { ok: true, to: { people: [], event: null } };
}

/** The event that a sentence before this request speaks of. */
const eventNearby = (dialogue: Dialogue, context: PlannerContext) => {
  for (const clause of [...dialogue.background].reverse()) {
    const at = clause.tokens.findIndex(({ lower }) => ["attend", "join", "of", "for", "in", "to", "about", "at", "come"].includes(lower));
    const from = clause.text.search(/\b(?:attend|attending|join|joining|come to|about|prepare for|ready for|be at|be in)\b/i);
    const phrase = readClause(from === -1 ? clause.text : clause.text.slice(from).replace(/^\S+\s+(?:to\s+|for\s+|at\s+|in\s+)?/, ""), context);
    const pick = readPick(phrase, context, 0, phrase.tokens.length);
    if (at !== -1 && (pick.when !== null || pick.words !== "" || pick.ordinal !== null)) return pick;
  }
  return null;
};

const asksWho = (request: Request): Ending => ({ text: "Who should it go to?", question: { asks: "recipient", request } });
const asksBody = (request: Request, whom: string): Ending => ({
  text: `What should I write${whom === "" ? "" : ` to ${whom}`}?`,
  question: { asks: "letter", request },
});

/** What the tool said, or the one question it asks. */
const settled = (outcome: Outcome, names: readonly string[], request: Request): Ending => {
  if (outcome.status !== "refused") return { text: outcome.said };
  const about = names.find((name) => outcome.said.includes(name)) ?? names[0];
  if (outcome.reason.startsWith("person"))
    return {
      text: [outcome.said, ...outcome.options.map(({ label }) => `- ${label}`)].join("\n"),
      question: { asks: "which-person", request, options: outcome.options, ...(about ? { about } : {}) },
    };
  return { text: outcome.said };
};

const letterOf = (request: Request, context: PlannerContext, overrides: Overrides): Letter => {
  const letter = readLetter(request.clause, request.taken ?? [], context);
  return {
    ...letter,
    ...(overrides.letter === undefined ? {} : { body: overrides.letter }),
    ...(overrides.recipient === undefined ? {} : { people: [overrides.recipient] }),
  };
};

/** "It" is now what was written. */
const meaning = (outcome: Outcome): Pick<Ending, "mails"> => {
  const mail = mailOf(outcome);
  return mail ? { mails: [mail] } : {};
};

const write = (tool: "send_mail" | "draft_mail"): MailFlow =>
  function* (request, dialogue, context, overrides) {
    const letter = letterOf(request, context, overrides);
    const found = yield* addressees(letter, request, dialogue, context, overrides);
    if (!found.ok) return found.ending;
    const { people, event } = found.to;
    if (people.length === 0 && tool === "send_mail") return event ? { text: `Nobody with an address is on “${event.title}”.` } : asksWho(request);
    if (letter.body === null) return asksBody(request, sayList(people.slice(0, 3)));
    const subject =
      letter.subject ??
      (letter.eventAsSubject && event ? event.title : null) ??
      (letter.about === null && event ? event.title : subjectFrom(letter.body, letter.about));
    const input = given({ to: [...people], cc: meant(letter.cc, overrides), subject, body: letter.body });
    const outcome = yield* call(tool, input);
    return { ...settled(outcome, [...letter.people, ...letter.cc], request), ...meaning(outcome), letter: { tool, input } };
  };

export const writeMail: MailFlow = write("send_mail");
const writeDraft = write("draft_mail");

const templates: readonly (readonly [RegExp, string])[] = [
  [/\b(?:accept(?:ing)?|agree(?:ing)?|confirm(?:ing)?|say(?:ing)? yes|positively)\b/i, "Thanks for your mail. Yes, that works for me."],
  [
    /\b(?:declin(?:e|ing)|refus(?:e|ing)|reject(?:ing)?|turn(?:ing)? (?:it|them|him|her) down|say(?:ing)? no|politely)\b/i,
    "Thank you for asking. I'm afraid I can't this time.",
  ],
  [/\b(?:thank(?:ing)?|say(?:ing)? thanks)\b/i, "Thank you."],
  [/\b(?:later|acknowledg(?:e|ing)|got it|received)\b/i, "Thank you, I have your mail and will come back to you."],
];

const replyVerb = /^.*?\b(?:reply|respond|answer|write back|get back)\b\s*(?:to\b)?/i;
const everybody = /\breply[- ]?(?:to )?all\b|\bto (?:all|everyone|everybody)\b/i;

/** The words of a reply, and the request without them. */
const answerWords = (request: Request, context: PlannerContext, overrides: Overrides): { body: string | null; head: string } => {
  const letter = letterOf(request, context, overrides);
  const text = letter.head.text;
  const after = letter.body === null ? /\bwith\s+(?:a\s+)?(?!subject)([^§]{2,})$/i.exec(text) : null;
  if (after?.[1] && !/\b(?:mail|email)\b/i.test(after[1]))
    return { body: after[1].charAt(0).toUpperCase() + after[1].slice(1), head: text.slice(0, after.index) };
  const template = letter.body === null ? templates.find(([pattern]) => pattern.test(text.replace(/["“”][^"“”]*["“”]/g, "")))?.[1] : undefined;
  return { body: letter.body ?? template ?? null, head: text };
};

export const replyMail: MailFlow = function* (request, dialogue, context, overrides) {
  const { body, head } = answerWords(request, context, overrides);
  // "Answer Noor: yes" names whom without a "to".
  const named = /^\s*(?!(?:it|that|this|the|my|with|all|him|her|them|yes|no|ok|please)\b)[\p{L}.@-]+\s*$/iu.test(head.replace(replyVerb, ""));
  const said = head.replace(replyVerb, (verb) => (/\bto\s*$/i.test(verb) || named ? "mail from " : "mail "));
  const first = readMailPick(readClause(head, context), context);
  // "reply to Ana" names whom the mail is from.
  const pick =
    first.from.length === 0 && first.subject === null && first.text === "" && first.ordinal === null ? readMailPick(readClause(said, context), context) : first;
  const found = yield* locateMails({ ...pick, all: false }, "answer", request, dialogue, context, { one: true, overrides });
  if (!found.ok) return found.ending;
  const [mail] = found.mails;
  if (!mail) return { text: "Which mail should I answer?" };
  if (body === null) return { ...asksBody(request, mail.from.name ?? mail.from.email), mails: [mail] };
  const input = given({ mailId: mail.id, body, all: everybody.test(request.clause.text) });
  const ending = settled(yield* call("reply_mail", input), [], request);
  const { cc } = letterOf(request, context, overrides);
  const copies = cc.length === 0 ? "" : `\nAn answer goes only to those who were on the mail: ${sayList(cc)} won't get a copy.`;
  return { ...ending, text: `${ending.text}${copies}`, mails: [mail], letter: { tool: "reply_mail", input } };
};

/** "Draft a reply to Maya" → "mail from Maya"; "… to Maya's last mail" says itself which. */
const answeredIn = (head: string): string =>
  head
    .replace(/\bdrafts?\b/gi, " ")
    .replace(/\b(?:an?|the)\s+(?:reply|answer|response)\s+to\b/i, (_, at: number) =>
      /\b(?:e-?mail|mail|message)\b/i.test(head.slice(at)) ? " " : " mail from ",
    );

const isReply = /\b(?:reply|answer|response)\b/i;

export const draftMail: MailFlow = function* (request, dialogue, context, overrides) {
  if (!isReply.test(request.clause.text)) return yield* writeDraft(request, dialogue, context, overrides);
  const { body, head } = answerWords(request, context, overrides);
  const found = yield* locateMails(
    { ...readMailPick(readClause(answeredIn(head), context), context), all: false, folder: null },
    "answer",
    request,
    dialogue,
    context,
    { one: true, overrides },
  );
  if (!found.ok) return found.ending;
  const [mail] = found.mails;
  if (!mail) return { text: "Which mail should I answer?" };
  if (body === null) return { ...asksBody(request, mail.from.name ?? mail.from.email), mails: [mail] };
  const outcome = yield* call("draft_mail", { answersId: mail.id, body });
  return { text: outcome.said, mails: [mail], ...meaning(outcome) };
};

const drafted = (mails: readonly SaidMail[]): readonly SaidMail[] => mails.filter(({ folder }) => folder === "drafts");

/** "Send it": the draft spoken of, or the one the words find. */
export const sendDraft: MailFlow = function* (request, dialogue, context, overrides) {
  const addressed = /\bto\s+(\S.*?)[\s.!]*$/i.exec(request.clause.text)?.[1];
  const read = readMailPick(request.clause, context);
  const pick = { ...read, from: [], to: addressed === undefined ? read.to : [addressed] };
  const bare = pick.to.length === 0 && pick.subject === null && pick.text === "";
  const [spoken] = bare ? drafted(dialogue.mails) : [];
  if (spoken === undefined && dialogue.waiting && bare) return { text: "It waits for your word: approve it on its card." };
  const found = spoken
    ? { ok: true as const, mails: [spoken] }
    : yield* locateMails({ ...pick, folder: "drafts" }, "send", request, { ...dialogue, mails: [] }, context, { one: false, overrides });
  if (!found.ok) return found.ending.question ? found.ending : { text: bare ? "There is no draft to send." : "No draft fits that." };
  const [draft] = found.mails;
  if (!draft) return { text: "Which draft should I send?" };
  return { text: (yield* call("send_draft", { draftId: draft.id })).said, mails: [draft] };
};

/** "forward X to Y": the last "to" that people stand after. */
const splitForward = (text: string): { mail: string; to: string } => {
  const leads = [...text.matchAll(/\b(?:on\s+)?(?:to|with)\s+(?=\S)/gi)].filter(({ index }) => !insideQuotes(text, index));
  const last = leads.at(-1);
  return last ? { mail: text.slice(0, last.index), to: text.slice(last.index + last[0].length) } : { mail: text, to: "" };
};
const insideQuotes = (text: string, at: number): boolean => {
  const before = text.slice(0, at);
  return (before.match(/[“"]/g)?.length ?? 0) % 2 === 1 && /[”"]/.test(text.slice(at))
    ? true
    : /(?:^|\s)['‘](?:[^'’]|['’](?=\p{L}))*$/u.test(before) && /['’]/.test(text.slice(at));
};
const attendLead = /\b(?:to|with)\s+(?:all\s+(?:of\s+)?)?(?:the\s+)?(?:attendees|participants|invitees|guests|people|everyone|everybody|all)\b/i;

/** Each is a card of its own. */
const forwardsMax = 5;

export const forwardMail: MailFlow = function* (request, dialogue, context, overrides) {
  const letter = letterOf(request, context, overrides);
  const text = letter.head.text.replace(/\s+(?:and\s+)?with\s+(?:a|the|this)\s+(?:short\s+)?(?:note|message|comment|line)\s*$/i, "");
  const group = attendLead.exec(text);
  const parts = group ? { mail: text.slice(0, group.index), to: text.slice(group.index).replace(/^\S+\s+/, "") } : splitForward(text);
  const addressed = readLetter(readClause(`email to ${parts.to}`, context), [], context);
  const people = overrides.recipient === undefined ? addressed : { ...addressed, people: [overrides.recipient] };
  const read = readMailPick(readClause(parts.mail, context), context);
  const every = read.all && /\b(?:all|every|both|each)\b/i.test(parts.mail);
  const located = yield* locateMails({ ...read, to: [], all: every }, "forward", request, dialogue, context, {
    one: !every,
    overrides,
  });
  if (!located.ok) return located.ending;
  const [mail] = located.mails;
  if (!mail) return { text: "Which mail should I forward?" };
  const found = yield* addressees(people, request, { ...dialogue, mails: [] }, context, overrides);
  if (!found.ok) return found.ending;
  if (found.to.people.length === 0) return { ...asksWho(request), mails: [mail] };
  const several = located.mails.slice(0, forwardsMax);
  const [outcome, ...others] = yield* callAll(
    several.map(({ id }) => ({ tool: "forward_mail", input: given({ mailId: id, to: [...found.to.people], note: letter.body }) })),
  );
  if (!outcome) return { text: "Which mail should I forward?" };
  const left = located.mails.length > several.length ? [`${located.mails.length - several.length} more fit; say it again for those.`] : [];
  if (others.length > 0) return { text: [outcome.said, ...others.map(({ said }) => said), ...left].join("\n"), mails: several };
  return { ...settled(outcome, people.people, request), mails: [mail] };
};
