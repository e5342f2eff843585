/** Reads a mail to be written: to whom, about what, in which words. */
import { readClause, textOf, type Clause } from "./clause";
import { letterIn } from "./mail-words";
import { pronouns, readPeopleAt } from "./names";
import type { PlannerContext } from "./planner-context";

export interface Letter {
  /** Names and addresses. */
  readonly people: readonly string[];
  readonly cc: readonly string[];
  /** "the attendees of the review": the words that name the event; "" for the one spoken of before. */
  readonly attendeesOf: string | null;
  /** "them", "the sender". */
  readonly back: boolean;
  readonly subject: string | null;
  /** The subject is the name of that event. */
  readonly eventAsSubject: boolean;
  readonly body: string | null;
  /** What it should be about, where nothing says what stands in it. */
  readonly about: string | null;
  /** The request without the letter's own words. */
  readonly head: Clause;
}

const group = String.raw`(?:(?:all\s+(?:of\s+)?)?(?:the\s+)?(?:attendees|participants|invitees|guests|attendee|people|team members|others)|every(?:one|body)(?:\s+else)?|all)`;
/** "the attendees of …", "everyone who attended …". */
const attendees = new RegExp(
  String.raw`\b${group}\s+(?:of|in|at|on|for|from|invited to|attending|coming to|going to|joining|who(?:['’]s| is| are| was| were| will be)?\s+(?:attended|attending|attends|attend|coming to|come to|came to|going to|invited to|invited|in|at|on|part of|joining|joined))\s+(.+?)(?=$|[.!?;§]|,|\s+with(?=\s+(?:(?:the|a|an|this)\s+)?(?:subject|title|text|message|body|words|note|mail|e-?mail|following)\b|\s*[“"'§:])|\s+(?:that|saying|about|and|to say|to let|telling|asking|a\s+(?:mail|note|message|e-?mail)|an\s+e-?mail)\b)`,
  "iu",
);
const bareGroup = new RegExp(String.raw`\b(?:to|e-?mail|mail|tell|let|inform|notify|write|message|send)\s+${group}\b`, "iu");
const eventName = /\b(?:event|meeting|appointment)(?:['’]s)?\s+(?:name|title)\b|\b(?:name|title) of (?:the|that) (?:event|meeting|appointment)\b/i;

/** Where the words of an unquoted letter begin. */
const bodyLeads: readonly RegExp[] = [
  /\b(?:saying|which says|that says|that reads|stating)\s*(?:that\b|:)?\s*/i,
  /\b(?:to say|and say|to tell (?:him|her|them)|and tell (?:him|her|them)|telling (?:him|her|them)|to let (?:him|her|them) know|and let (?:him|her|them) know|letting (?:him|her|them) know)\s*(?:that\b|:)?\s*/i,
  /\bknow\s+(?:that\b|:)?\s*/i,
  /\b(?:with the (?:message|text|body|words))\s*:?\s*/i,
  /:\s+/,
  /\bthat\s+(?=(?:i|i['’]\p{L}+|we|we['’]\p{L}+|the|my|our|it|there|he|she|they|this|his|her|their|you|your|a|an|today|tomorrow|tonight|yes|no|everything|all|both|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?-i:\p{Lu})\p{L}+)\b)/iu,
  /(?<=\b(?:e-?mail|mail|write(?:\s+to)?|message|text|tell|inform|notify|remind)\s+(?!from\b|about\b|of\b|in\b|with\b|that\b)[\p{L}.@-]+(?:(?:\s*,\s*|\s+and\s+|\s+)[\p{L}.@-]+){0,3}\s+)that\s+(?=\p{L})/iu,
  /\band\s+(?=(?:ask|thank)\b)/i,
  /^[\s,]*(?:and\s+|then\s+|please\s+)*(?:reply|respond|answer|write back)\s+(?:to\s+(?:it|him|her|them)\s+)?that\s+(?=\p{L})/iu,
];
const tellLead = /^(?:tell|inform|notify|remind)\s+/i;
/** "… asking for the offer": whoever the mail goes to is asked. */
const askingLead = /\b(?:asking|and\s+ask)\s+(if|whether|to|for|when|what|how|where|who|why|about)\b\s*/i;
const askLead = /\bask(?:ing)?\s+(?:(?:him|her|them|everyone|everybody)|[\p{L}@.\s,&-]{1,60}?)\s+(if|whether|to|for|when|what|how|where|who|why|about)\b\s*/iu;

const sentence = (text: string): string => {
  const trimmed = text.trim().replace(/^["“'‘]|["”'’]$/g, "");
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return capital === "" || /[.!?…]$/.test(capital) ? capital : `${capital}.`;
};

const toYou: readonly (readonly [RegExp, string])[] = [
  [/\b(?:he|she|they)\s+(?:is|are)\b/gi, "you are"],
  [/\b(?:he|she|they)['’](?:s|re)\b/gi, "you are"],
  [/\b(?:he|she|they)\s+(?:has|have)\b/gi, "you have"],
  [/\b(?:he|she|they)\b/gi, "you"],
  [/\b(?:his|their)\b/gi, "your"],
  [/\bher\s+(?=\p{L})/giu, "your "],
  [/\b(?:him|them)\b/gi, "you"],
];
const addressed = (text: string): string => toYou.reduce((said, [pattern, word]) => said.replace(pattern, word), text);

/** "ask Ana if she can come" → "Could you tell me if you can come?" */
const asking = (lead: string, rest: string): string => {
  const words = addressed(rest)
    .trim()
    .replace(/[.?!]+$/, "");
  if (lead === "to") return `Could you ${words}?`;
  if (lead === "for") return `Could you send me ${words}?`;
  if (lead === "about") return `Could you tell me about ${words}?`;
  return `Could you tell me ${lead.toLowerCase()} ${words}?`;
};

const aboutLead =
  /\b(?:about|regarding|concerning|on the subject of|re:?)\s+([^.!?;§]+?)(?=$|[.!?;§]|,?\s+(?:saying|that says|and (?:say|tell|ask|thank)|to (?:say|let|tell))\b)/i;
const plainSubject =
  /\b(?:with\s+)?(?:the\s+)?(?:subject(?: line)?|title)\s*(?:(?:is|of|line|should be|being)\s*)*[:=]?\s*["“]?([^"”.,;§]{1,120}?)["”]?(?=$|[.,;§]|\s+(?:and|saying|that says|with|to)\b)/i;
const ccLead = /\b(?:cc|copy(?:ing)? in|with a copy to|and copy)\s+/i;

/** What is left of "…, subject “Late”" behind a text once its words are taken out. */
const subjectTail = /[\s,;]+(?:(?:and|with|under|using)\s+)?(?:the\s+|a\s+)?(?:subject(?: line)?|title|titled)\s*(?:is|of|line)?\s*:?\s*§\s*[.!]?\s*$/i;

interface Words {
  readonly head: string;
  readonly body: string | null;
}

/** "… and body …", ", body: …": whatever stands before it is no part of the text. */
const bodyNamed = /[\s,;]+(?:(?:and|with)\s+)?(?:the\s+)?(?:body|text|message)\s*:\s*(?=\S)|\s+(?:and|with)\s+(?:the\s+|a\s+)?body\s+(?:of\s+)?(?=[^§\s])/i;

const splitBody = (text: string): Words => {
  const named = bodyNamed.exec(text);
  if (named) return { head: text.slice(0, named.index), body: sentence(text.slice(named.index + named[0].length)) };
  const bare = askingLead.exec(text);
  if (bare?.[1]) return { head: text.slice(0, bare.index), body: asking(bare[1], text.slice(bare.index + bare[0].length)) };
  const ask = askLead.exec(text);
  if (ask?.[1])
    return {
      head: text.slice(0, ask.index + ask[0].length - ask[1].length - (/\s*$/.exec(ask[0])?.[0].length ?? 0)),
      body: asking(ask[1], text.slice(ask.index + ask[0].length)),
    };
  const found = bodyLeads
    .map((lead) => lead.exec(text))
    .filter((match): match is RegExpExecArray => match !== null && text.slice(match.index + match[0].length).trim().length > 1)
    .sort((a, b) => a.index - b.index)[0];
  return found
    ? { head: text.slice(0, found.index), body: sentence(text.slice(found.index + found[0].length).replace(subjectTail, "")) }
    : { head: text, body: null };
};

const verbsBefore = new Set([
  "remind",
  "to",
  "email",
  "e-mail",
  "mail",
  "tell",
  "let",
  "inform",
  "notify",
  "write",
  "message",
  "send",
  "drop",
  "shoot",
  "ask",
  "for",
]);
const notPeople = new Set([
  "mail",
  "email",
  "e-mail",
  "message",
  "note",
  "line",
  "reply",
  "know",
  "say",
  "tell",
  "let",
  "ask",
  "inform",
  "remember",
  "make",
  "send",
  "write",
  "draft",
  "attend",
  "forward",
  "move",
  "see",
  "review",
  "you",
  "the",
  "a",
  "an",
  "this",
  "that",
]);

const listAfterVerb = (clause: Clause): string[] => {
  for (let at = 0; at < clause.tokens.length; at += 1) {
    const word = clause.tokens[at]?.lower ?? "";
    if (!verbsBefore.has(word) || clause.tokens[at]?.kind === "quoted") continue;
    const start = clause.tokens[at + 1]?.lower === "to" ? at + 2 : at + 1;
    if (notPeople.has(clause.tokens[start]?.lower ?? "") && !["my", "our"].includes(clause.tokens[start]?.lower ?? "")) continue;
    const { people } = readPeopleAt(clause, start, true);
    const names = people.map(({ name }) => name).filter((name) => !notPeople.has(name.toLowerCase()));
    if (names.length > 0) return names;
  }
  return [];
};

const ccIn = (text: string, context: PlannerContext): { names: string[]; rest: string } => {
  const found = ccLead.exec(text);
  if (!found) return { names: [], rest: text };
  const clause = readClause(text.slice(found.index + found[0].length), context);
  const list = readPeopleAt(clause, 0, true);
  if (list.people.length === 0) return { names: [], rest: text };
  const said = textOf(clause, 0, list.end);
  return {
    names: list.people.map(({ name }) => name),
    rest: `${text.slice(0, found.index).replace(/[\s,]+(?:and\s*)?$/i, "")}${text.slice(found.index + found[0].length + said.length)}`,
  };
};

const cleanName = (name: string): string => name.replace(/^(?:my|the|our)\s+/i, "");

export const readLetter = (clause: Clause, taken: readonly string[], context: PlannerContext): Letter => {
  const letter = letterIn(clause.text, taken);
  const copies = ccIn(letter.rest, context);
  const tell = tellLead.test(copies.rest.replace(/^\s*(?:please|can you|could you)\s+/i, ""));
  const split = letter.body === null ? splitBody(copies.rest) : { head: splitBody(copies.rest).head.length < 8 ? copies.rest : copies.rest, body: null };
  const named = letter.subject === null && !eventName.test(split.head) ? plainSubject.exec(split.head) : null;
  const head = readClause(split.head.replace(/\s*§\s*/g, " ").trim(), context);
  const group = attendees.exec(split.head);
  const direct = group === null && !bareGroup.test(split.head) ? listAfterVerb(head) : [];
  const back =
    direct.some((person) => pronouns.has(person.toLowerCase()) && !["me", "you", "us"].includes(person.toLowerCase())) ||
    /\bthe (?:sender|person who (?:sent|wrote) it|author)\b/i.test(split.head);
  const about = aboutLead.exec(split.head)?.[1]?.trim() ?? null;
  const afterNames = tell && split.body === null && letter.body === null ? bodyAfterNames(head) : null;
  return {
    people: direct.filter((person) => !pronouns.has(person.toLowerCase()) || person.toLowerCase() === "me").map(cleanName),
    cc: copies.names,
    attendeesOf: group ? (group[1] ?? "").trim() : bareGroup.test(split.head) ? "" : null,
    back,
    subject: letter.subject ?? named?.[1]?.trim() ?? null,
    eventAsSubject: letter.subject === null && eventName.test(split.head),
    body: letter.body ?? split.body ?? afterNames ?? onlyQuoted(head),
    about,
    head,
  };
};

/** `mail Tom "running late"`. */
const onlyQuoted = ({ tokens }: Clause): string | null => {
  const quoted = tokens.filter(({ kind }) => kind === "quoted");
  const behind = quoted[0] === undefined ? [] : tokens.slice(tokens.indexOf(quoted[0]) + 1);
  // "…, subject" is what is left of a subject that was taken out.
  const last = behind.every(({ kind, lower }) => kind === "mark" || ["and", "with", "the", "a", "subject", "title", "line", "titled"].includes(lower));
  return quoted.length === 1 && last ? sentence(quoted[0]?.text ?? "") : null;
};

/** "tell Tom I'm late": what stands after the names. */
const bodyAfterNames = (head: Clause): string | null => {
  const list = readPeopleAt(head, head.bodyStart + 1, true);
  const rest = list.people.length > 0 ? textOf(head, list.end, head.tokens.length) : "";
  if (/^to\s+\S/i.test(rest)) return asking("to", rest.replace(/^to\s+/i, ""));
  return rest.split(/\s+/).length > 1 || /^(?:yes|no|ok|okay|sure|maybe|thanks|hi|hello)[.!]?$/i.test(rest) ? sentence(rest) : null;
};

const subjectMax = 70;
/** A subject out of the text, where none was said. */
export const subjectFrom = (body: string, about: string | null): string => {
  if (about !== null && about !== "") return about.charAt(0).toUpperCase() + about.slice(1);
  const lines = body
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.?!]{0,40}[,!]?$/i.test(line));
  const first = (lines[0] ?? body.trim()).replace(/^(?:hi|hello|hey|dear)\s+[\p{L}\s]{1,30},\s*/iu, "").split(/(?<=[.!?])\s/)[0] ?? "";
  const bare = first.replace(/[.!]+$/, "");
  const cut = bare.length > subjectMax ? `${bare.slice(0, subjectMax).replace(/\s+\S*$/, "")}…` : bare;
  return cut.charAt(0).toUpperCase() + cut.slice(1);
};
