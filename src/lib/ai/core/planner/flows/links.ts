/** "Make a link for the Acme people, 30 minutes, this week only, PIN 4821, at most three bookings"; "pause all my links". */
import { readClause } from "../clause";
import { call, given } from "../flow";
import { numberWords } from "../number-words";
import type { PlannerContext } from "../planner-context";
import { recognise } from "../recognise";
import type { Request } from "../request";
import { joinTimes } from "../when";
import type { RequestFlow } from "./registry";

const counts: Readonly<Record<string, number>> = { ...numberWords, once: 1, single: 1, twice: 2 };

const pinIn = /\b(?:with )?(?:an? |the )?pin(?: code)?(?: is| of|:)?\s+(\d{4,12})\b/i;
const mostIn =
  /\b(?:at most|max(?:imum)?(?: of)?|up to|no more than|only|for)\s+(\w+)\s+(?:bookings?|meetings?|uses?|times?)\b|\b(single|one)[- ](?:use|time)\b|\b(\w+)\s+bookings?\s+(?:at most|max(?:imum)?)\b/i;
const domainIn = /(?:[\w.+-]+@)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}/gi;
const approvalIn = /\b(?:(?:with|needs?|wants?|after) (?:my )?(?:approval|yes|ok|okay)|i (?:have to|must|want to) approve|ask me first|approval)\b/i;
const expiryIn = /\b(?:valid|expir\w*|works?|open|good)\b[^,.;]*?\b(?:until|till|for|in|on|at)?\s*/i;
/** For whom: up to where something else is said. */
const nameIn =
  /\bfor\s+(?!\d|(?:an?|one|half|the next|this|next|today|tomorrow)\b\s*(?:hour|half|day|week|month|\d))(.+?)(?=\s*(?:[,;]|\.(?=\s|$)|$)|\s+(?:with|at most|max|up to|only|valid|expir\w*|until|this|next|today|tomorrow|pin|and)\b|\s+\d)/i;

/** "Send Priya a link to book me" */
const sentTo = /\b(?:send|give|share|e?-?mail|text)\s+(?!me\b|us\b|my\b|the\b|an?\b|them\b|him\b|her\b)(\p{L}+(?:\s+\p{Lu}\p{L}+)?)\s+(?=(?:an?|my|the)\b)/iu;

const numberOf = (word: string | undefined): number | undefined => {
  if (word === undefined) return undefined;
  return /^\d{1,4}$/.test(word) ? Number(word) : counts[word.toLowerCase()];
};

const mostOf = (text: string): number | undefined => {
  const [, said, single, other] = mostIn.exec(text) ?? [];
  return single === undefined ? (numberOf(said) ?? numberOf(other)) : 1;
};

export const makeLink: RequestFlow = function* (request, _dialogue, context) {
  const { clause } = request;
  const { text } = clause;
  const name = (nameIn.exec(text) ?? sentTo.exec(text))?.[1]?.replace(/^(?:anyone|anybody|everyone|people) (?:at|from|of)\s+/i, "").trim();
  const when = joinTimes(clause.times, context)?.text;
  // "Valid until Friday" is about the link, "this week only" about the meetings.
  const expires = when !== undefined && expiryIn.test(text.slice(0, text.indexOf(when) + 1)) ? when : undefined;
  const input = {
    name: name === undefined || name === "" ? "Link" : name.slice(0, 120),
    minutes: clause.durations.map(({ minutes }) => minutes).filter((minutes) => minutes >= 5 && minutes <= 480),
    when: expires === undefined ? when : undefined,
    expires,
    pin: pinIn.exec(text)?.[1],
    bookings: mostOf(text),
    allowed: [...new Set((text.match(domainIn) ?? []).map((domain) => domain.toLowerCase()))],
    approval: approvalIn.test(text),
  };
  return { text: (yield* call("make_link", given(input))).said };
};

export const pauseLinks: RequestFlow = function* (request) {
  const lifts = /\b(?:resume|unpause|enable|reopen|restart|turn on|switch on|reactivate|work)\b/i.test(request.clause.text);
  return { text: (yield* call("pause_links", { paused: !lifts })).said };
};

/** A wish for a link is read as a whole: what follows its commas are its rules. Null when the message isn't one. */
export const readLinkRequest = (text: string, context: PlannerContext): Request | null => {
  if (!context.tools.has("make_link") || !/\blinks?\b/i.test(text)) return null;
  const clause = readClause(text, context);
  const [best] = recognise(clause);
  return best && (best.intent === "make-link" || best.intent === "pause-links") ? { intent: best.intent, score: best.score, clause } : null;
};
