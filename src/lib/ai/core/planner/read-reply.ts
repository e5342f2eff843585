/** "Reply yes, that's fine": the letter stands right behind the verb, with commas and requests of its own, so it is read as a whole. */
import { readClause } from "./clause";
import type { Dialogue } from "./flow";
import type { PlannerContext } from "./planner-context";
import type { Request } from "./request";

const openings =
  "yes|yeah|yep|no|nope|not|ok|okay|sure|thanks|thank you|sounds|great|perfect|fine|lovely|good|got it|done|will do|of course|sorry|i|i['’]\\p{L}+|we|we['’]\\p{L}+|let['’]?s|looking forward|happy|please|maybe|agreed|noted|received|works";

const reply = new RegExp(
  String.raw`^[\s,]*(?:(?:please|and|then|ok|okay|perin|can you|could you)[\s,]+)*(?:reply|respond|answer|write back)(?:\s+(?:to\s+)?(?:her|him|them|it|that|this))?\s*[,:–-]?\s+(?:with\s+)?((?:${openings})(?![\p{L}'’]).*)$`,
  "isu",
);

/** Null where the message is none, or where it names whom to answer and with what in its own way. */
export const readReplyRequest = (text: string, { mails }: Dialogue, context: PlannerContext): Request | null => {
  if (mails.length === 0 || !context.tools.has("reply_mail") || /["“]/.test(text)) return null;
  const body = reply.exec(text)?.[1]?.trim();
  if (body === undefined) return null;
  const sentence = `${body.charAt(0).toUpperCase()}${body.slice(1)}${/[.!?…]$/u.test(body) ? "" : "."}`;
  return { intent: "reply-mail", score: 30, clause: readClause("reply to it saying “§0”", context), taken: [sentence] };
};
