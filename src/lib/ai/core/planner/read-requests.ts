/** From a message to the requests in it, with conditions tied to what they hold for and background kept apart. */
import { lowerAt, readClause, textOf, type Clause } from "./clause";
import { joinFronted, verbFirst } from "./fronted";
import type { Intent } from "./intent";
import { isOf } from "./lexicon";
import type { PlannerContext } from "./planner-context";
import { inFull } from "./shorthand";
import { takeMailWords } from "./mail-words";
import { asMeant } from "./pieces";
import { recognise } from "./recognise";
import type { Condition, Request } from "./request";
import { splitRequests, type Piece } from "./split-requests";

export interface ReadMessage {
  readonly requests: readonly Request[];
  /** Sentences that ask for nothing. */
  readonly background: readonly Clause[];
}

const empty =
  /^(?:(?:can|could|would|will) you (?:please )?(?:do|handle|manage|arrange|help(?: me)?(?: with)?) (?:that|this|it)(?: for me)?(?: please)?|something came up|thanks|thank you|please|hi|hello|hey|ok|okay|perin)[\s.!?]*$/i;
const conditionLead = /^(?:and |but |so )?(?:if|in case|provided|unless|should)\b\s*/i;
const orElse = /^(?:if (?:not|so|yes|no|i (?:haven't|have not|have|am|did|didn't|don't|do))|otherwise|in that case|then)\b[\s,:]*/i;

const aboutMail =
  /\b(?:e-?mail(?:s|ed)?|mails?|mailed|messages?|messaged|replied|reply|replies|responded|response|answered|wrote|written|heard|hear|got(?:ten)? back|inbox|sen[dt]\s+(?:me|us|anything|any))\b/i;

/** An ask about a state, from the words of a condition: "I haven't met Carlos in the last 5 days". */
const conditionOf = (text: string, lead: string, context: PlannerContext): Condition => {
  const clause = readClause(
    text.replace(/\bnothing\b/gi, "anything"),
    context,
    aboutMail.test(text) || /\b(?:met|had|seen|spoken|talked|last)\b/i.test(text) ? "past" : undefined,
  );
  const negated = /\b(?:haven't|have not|hasn't|don't|do not|no|not|didn't|isn't|never|aren't|nothing)\b/i.test(text) !== /^unless/i.test(lead);
  const intent: Intent = aboutMail.test(text) ? "find-mail" : /\b(?:free|available)\b/i.test(text) ? "check-free" : "find-events";
  return { clause, intent, negated };
};

const splitCondition = (text: string): { condition: string; rest: string } | null => {
  const lead = conditionLead.exec(text);
  if (!lead) return null;
  const body = text.slice(lead[0].length);
  const cut =
    /\s*,\s*(?:then\s+)?|\s+then\s+/i.exec(body) ??
    /(?<!\b(?:an?|the|any|my|no|last|latest|newest|this|that|by|via|new|of|to|in|from|your|her|his|their|unread|some|with|for|me))\s+(?=(?:please\s+)?(?:book|schedule|create|add|set up|put|arrange|make|cancel|delete|move|push|find|block|remind|plan|send|e-?mail|mail|reply|respond|answer|forward|write|draft|tell|let|archive|flag|label|mark)\b)/i.exec(
      body,
    );
  return cut ? { condition: body.slice(0, cut.index), rest: body.slice(cut.index + cut[0].length) } : null;
};

const trailing = (text: string): { condition: string; rest: string } | null => {
  const cut = /\s*,?\s+(if|unless)\s+(?=(?:i|we|there|my|nothing|it|the)\b)/i.exec(text);
  return cut && cut.index > 8 ? { condition: text.slice(cut.index + cut[0].length), rest: text.slice(0, cut.index) } : null;
};

const acting: ReadonlySet<Intent> = new Set([
  "write-mail",
  "draft-mail",
  "reply-mail",
  "forward-mail",
  "delete-mail",
  "archive-mail",
  "unsubscribe-mail",
  "label-mail",
  "create",
  "cancel",
  "move",
  "resize",
  "rename",
  "relocate",
  "describe",
  "add-people",
  "remove-people",
  "repeat",
  "choose-offer",
  "find-time",
  "undo",
]);

const writes: ReadonlySet<Intent> = new Set(["write-mail", "draft-mail", "reply-mail", "forward-mail", "remember", "add-task"]);

const requestOf = (text: string, context: PlannerContext): Request => {
  const short = inFull(text);
  const request = asRead(short, context);
  // What is to be written or kept stays as it was typed.
  return short !== text && writes.has(request.intent) ? asRead(text, context) : request;
};

const asRead = (text: string, context: PlannerContext): Request => {
  const clause = readClause(verbFirst(text, context), context);
  const [best] = recognise(clause);
  return { intent: best?.intent ?? "other", score: best?.score ?? 0, clause };
};

const otherwiseLead = /[\s,;]*\b(?:otherwise|or else|if not|if that doesn['’]t work|failing that)\b[\s,:]*(?:then\s+)?(?=\S)/i;

const lastingIn = (text: string): string => /[\s,]+for\s+(?:about\s+)?(?:an?|half|one|two|three|[\d.]+)\b.*$/i.exec(text)?.[0] ?? "";

/** "Friday" in the place of "Thursday at 12" keeps the hour, "at 6" the day; the length stays in any case. */
const withTime = (clause: Clause, time: Clause, context: PlannerContext): Clause => {
  const [old] = clause.times;
  const [said] = time.times;
  if (!said) return clause;
  const before = old === undefined ? null : Temporal.Instant.from(old.match.start).toZonedDateTimeISO(context.zone);
  const clock =
    before !== null && old?.match.timeGiven === true && !said.match.timeGiven && said.match.kind === "date"
      ? ` at ${before.toPlainTime().toString({ smallestUnit: "minute" })}`
      : "";
  const day = before !== null && old?.match.dateGiven === true && !said.match.dateGiven ? `${before.toPlainDate().toString()} ` : "";
  const text = `${day}${said.match.text}${clock}${lastingIn(said.match.text) === "" ? lastingIn(old?.match.text ?? "") : ""}`;
  const last = clause.times.at(-1);
  return readClause(
    old && last
      ? `${clause.text.slice(0, old.match.index)}${text}${clause.text.slice(last.match.endIndex)}`
      : `${clause.text.replace(/[?.!\s]+$/, "")} ${text}`,
    context,
  );
};

const isOnlyTime = (clause: Clause): boolean => {
  const [time] = clause.times;
  return time !== undefined && clause.tokens.filter(({ kind }) => kind !== "mark").length <= time.end - time.start + 2;
};

/** "If I have nothing after 3 on Friday, book a haircut at 4": that Friday. Null where the request names its own day or the condition looks back. */
const dayAhead = (condition: Condition, request: Request, context: PlannerContext): string | null => {
  const [asked] = condition.clause.times;
  const [wanted] = request.clause.times;
  if (!asked || !wanted || request.clause.times.length > 1 || wanted.match.dateGiven || !wanted.match.timeGiven || !asked.match.dateGiven) return null;
  if (!["minute", "hour", "day"].includes(asked.match.grain) || Temporal.Instant.compare(asked.match.end ?? asked.match.start, context.now) < 0) return null;
  return Temporal.Instant.from(asked.match.start).toZonedDateTimeISO(context.zone).toPlainDate().toString();
};

/** "If I'm free" asks about the time of what is to be booked, and "book an hour with Tom" means the time that was asked about. */
const tied = (request: Request, condition: Condition, context: PlannerContext): Request => {
  const onDay = condition.intent === "find-events" ? dayAhead(condition, request, context) : null;
  if (onDay !== null) return { ...request, clause: readClause(`${request.clause.text.replace(/[?.!\s]+$/, "")} on ${onDay}`, context), condition };
  if (condition.intent !== "check-free") return { ...request, condition };
  const [asked] = condition.clause.times;
  const [wanted] = request.clause.times;
  if (asked && !wanted) return { ...request, clause: readClause(`${request.clause.text.replace(/[?.!\s]+$/, "")} ${asked.match.text}`, context), condition };
  if (asked || !wanted) return { ...request, condition };
  const [length] = request.clause.durations;
  const lasting = length === undefined || wanted.match.duration !== undefined ? "" : ` for ${textOf(request.clause, length.start, length.end)}`;
  const text = `${textOf(condition.clause, 0, condition.clause.tokens.length)} ${request.clause.times.map(({ match }) => match.text).join(" ")}${lasting}`;
  return { ...request, condition: { ...condition, clause: readClause(text, context) } };
};

/** The other branch: another time for the same thing, which is looked at in the same way, or something else. */
const branchOf = (text: string, request: Request, condition: Condition, context: PlannerContext): Request => {
  const clause = readClause(text, context);
  if (!isOnlyTime(clause)) return requestOf(text, context);
  const bare = { ...condition, clause: readClause(condition.clause.text.replace(condition.clause.times[0]?.match.text ?? "\u0000", " "), context) };
  return tied({ ...request, clause: withTime(request.clause, clause, context) }, bare, context);
};

const withCondition = (piece: Piece, before: Request | undefined, context: PlannerContext): { request: Request; replaces: boolean } => {
  const branch = orElse.exec(piece.text);
  if (branch && before && ["find-events", "find-mail"].includes(before.intent) && !before.condition && piece.link !== "start") {
    const rest = piece.text.slice(branch[0].length);
    const negated = /not|otherwise|no\b|n't/i.test(branch[0]);
    const asked = conditionOf(textOf(before.clause, 0, before.clause.tokens.length), "", context);
    if (/\p{L}/u.test(rest)) return { request: { ...requestOf(rest, context), condition: { ...asked, negated } }, replaces: true };
  }
  const cut = otherwiseLead.exec(piece.text);
  const other = cut !== null && cut.index > 8 ? piece.text.slice(cut.index + cut[0].length) : null;
  const text = other === null ? piece.text : piece.text.slice(0, cut?.index);
  const split = splitCondition(text) ?? trailing(text);
  if (split) {
    const request = requestOf(split.rest, context);
    const condition = conditionOf(split.condition, text, context);
    if (acting.has(request.intent)) {
      const whole = tied(request, condition, context);
      return { request: other === null ? whole : { ...whole, otherwise: branchOf(other, whole, condition, context) }, replaces: false };
    }
  }
  // "…. Otherwise Friday": the condition stands in the piece before.
  const apart = /^(?:and |but |or )?(?:otherwise|or else|if not|failing that)\b[\s,:]*(?:then\s+)?(?=\S)/i.exec(piece.text);
  if (apart && before?.condition && !before.otherwise && piece.link !== "start")
    return { request: { ...before, otherwise: branchOf(piece.text.slice(apart[0].length), before, before.condition, context) }, replaces: true };
  return { request: requestOf(piece.text, context), replaces: false };
};

/** What follows a statement and only adds to it ("The day will be Monday"). */
const joinSupplement = (before: Request, supplement: Request, context: PlannerContext): Request => {
  const clause = readClause(`${before.clause.text}, ${supplement.clause.text}`, context);
  return { ...before, intent: "create", clause };
};

/** "If …, book …" was cut at its comma: both halves are one request. */
const joinConditions = (pieces: readonly Piece[]): Piece[] =>
  pieces.reduce<Piece[]>((joined, piece) => {
    const before = joined.at(-1);
    const open = before !== undefined && piece.link === "then" && conditionLead.test(before.text) && splitCondition(before.text) === null;
    return open ? [...joined.slice(0, -1), { ...before, text: `${before.text}, ${piece.text}` }] : [...joined, piece];
  }, []);

const writing: ReadonlySet<Intent> = new Set(["write-mail", "draft-mail", "reply-mail", "forward-mail"]);

/** The words that were taken out belong to a letter; any other request gets them back. */
const withWords = (request: Request, taken: readonly string[], context: PlannerContext): Request => {
  const restore = (text: string): string =>
    text.replace(/“§(\d+)”/g, (mark, at: string) => (taken[Number(at)] === undefined ? mark : `“${taken[Number(at)] ?? ""}”`));
  const message = request.message === undefined ? {} : { message: restore(request.message).replace(/^“(.*)”$/s, "$1") };
  if (writing.has(request.intent)) return { ...request, ...message, taken };
  const text = restore(request.clause.text);
  return { ...request, ...message, ...(text === request.clause.text ? {} : { clause: readClause(text, context) }) };
};

const weak = 4;
/** More than this is never carried out in one turn. */
const piecesMax = 12;

/** "book …" asks; "my flight leaves …" and "make sure …" only say how things are. */
const beginsWithVerb = (clause: Clause): boolean => isOf("book", lowerAt(clause, clause.bodyStart)) && lowerAt(clause, clause.bodyStart + 1) !== "sure";

const guests: readonly RegExp[] = [
  /^(?:and\s+|also\s+|please\s+)*(?:invite|include)\s+((?!.*\b(?:to|for|on)\b)\S.*?)(?:\s+(?:too|as well|please))*[\s.!]*$/i,
  /^(?:and\s+|also\s+)*(?:[Ii]|[Ww]e)\s+(?:need|want|would like)\s+(\p{Lu}\S*(?:(?:,|\s+and|\s)\s*\p{Lu}\S*)*)\s+(?:to\s+(?:come|be there|join|attend|be in it)|there|on it|in it)[\s.!]*$/u,
];
/** "…, invite Marta", "I need Bob and Sue to come": who comes to what was asked for just before. */
const guestsIn = (text: string): string | null => guests.map((pattern) => pattern.exec(text)?.[1]).find((names) => names !== undefined) ?? null;

/** What says only how a letter is called, or what stands in it. */
const letterPart =
  /^(?:and\s+|then\s+|please\s+|also\s+)*(?:title it|call it|name it|(?:use|with|make) (?:the )?(?:subject|title)|(?:the )?(?:subject|title|text|message|body)\b|titled|with|write|say|saying)\b[^“]{0,40}“§\d+”/i;

/** "Coffee? Friday at 3 with Noor": the mark cuts nothing off. */
const oneWordAsked = /^\s*(?!(?:what|why|when|where|who|how|really|ok|okay|yes|no|help|perin|hello|hi|hey|undo|thanks)\b)(\p{L}{3,})\?\s+(?=\S)/iu;

/** Reads a message. A statement counts as a request only where nothing stronger stands beside it. */
export const readRequests = (text: string, context: PlannerContext): ReadMessage => {
  const { text: bare, taken } = takeMailWords(text.replace(oneWordAsked, "$1 "));
  const pieces = joinFronted(joinConditions(splitRequests(bare, context.understand(bare))), context).slice(0, piecesMax);
  const requests: Request[] = [];
  const background: Clause[] = [];
  for (const piece of asMeant(pieces, context)) {
    if (empty.test(piece.text) && pieces.length > 1) continue;
    const { request, replaces } = withCondition(piece, requests.at(-1), context);
    const last = requests.at(-1);
    if (replaces) requests.pop();
    const told =
      /^(?:please\s+)?(?:tell|let|inform|notify)\s+(?:everyone|everybody|them|him|her|the others|all|people|the attendees)\b(?:\s+(?:know\b)?\s*(?:that|because|why|:)?\s*(.*))?$/i.exec(
        piece.text,
      );
    // "What is my code? It's in a mail I got": the second sentence says where the answer lies.
    if (
      last &&
      ["find-mail", "ask-mail", "read-mail"].includes(request.intent) &&
      ["find-contact", "find-events", "other", "ask-mail", "find-mail"].includes(last.intent) &&
      /^(?:it|that|this)(?:['’]s| is| was| came)\b/i.test(piece.text)
    )
      requests[requests.length - 1] = { ...request, intent: "ask-mail", clause: readClause(`${last.clause.text} ${piece.text}`, context) };
    else if (last && last.intent === "create" && piece.link !== "start" && guestsIn(piece.text) !== null)
      requests[requests.length - 1] = {
        ...last,
        clause: readClause(`${last.clause.text.replace(/[\s.!]+$/, "")} with ${guestsIn(piece.text) ?? ""}`, context),
      };
    // "Tell everyone … Title it “Late” and write “…”": the rest of the same letter.
    else if (last && piece.link !== "start" && writing.has(last.intent) && !last.condition && letterPart.test(piece.text))
      requests[requests.length - 1] = { ...last, clause: readClause(`${last.clause.text.replace(/[\s.!]+$/, "")} and ${piece.text}`, context) };
    else if (last?.intent === "cancel" && told) requests[requests.length - 1] = { ...last, message: (told[1] ?? "").trim() };
    else if (last && !replaces && request.intent === "supplement" && (last.intent === "create" || last.intent === "find-time"))
      requests[requests.length - 1] = joinSupplement(last, request, context);
    else if (["greet", "thank", "accept", "decline", "late", "mood"].includes(request.intent) && pieces.length > 1) continue;
    else {
      // "We don't need X any more. Cancel all future ones": the first sentence only says what the second means.
      if (
        last &&
        !replaces &&
        request.intent === last.intent &&
        request.intent === "cancel" &&
        (piece.link === "sentence" || !isOf("cancel", lowerAt(last.clause, last.clause.bodyStart))) &&
        /\b(?:ones|them|those|it|these)\b/i.test(piece.text)
      )
        background.push(...requests.splice(-1).map((said) => said.clause));
      requests.push(request);
    }
  }
  const strongest = Math.max(0, ...requests.map(({ score }) => score));
  const leading = requests.find(({ score }) => score === strongest)?.intent;
  const kept = requests.filter((request) => {
    const stated = request.intent === "create" && request.score < 9 && leading !== "create" && !beginsWithVerb(request.clause);
    const idle =
      requests.length > 1 &&
      strongest >= 9 &&
      !request.condition &&
      (request.score < weak || stated || (request.intent === "create" && request.score < 7 && request.clause.times.length === 0));
    // "Uma can't make it, so delete our chat" says why.
    const reason =
      request.intent === "remove-people" &&
      !isOf("cancel", lowerAt(request.clause, request.clause.bodyStart)) &&
      requests.some(({ intent }) => ["cancel", "move", "other-time"].includes(intent));
    if (idle || reason) background.push(request.clause);
    return !idle && !reason;
  });
  return { requests: taken.length > 0 ? kept.map((request) => withWords(request, taken, context)) : kept, background };
};
