/** Which mails want an answer, by rules that can be read; each rule that holds is a reason with the words it found. */
import { isMachineAddress } from "./headers";
import { corePart, sentencesOf } from "./text";

export interface Incoming {
  readonly fromEmail: string;
  readonly subject: string;
  readonly body: string;
  readonly sentAt: string;
  readonly automatic: boolean;
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

export interface TriageContext {
  readonly ownerEmail: string;
  /** RFC 3339. */
  readonly now: string;
  /** Addresses of the owner's contacts. */
  readonly known: ReadonlySet<string>;
}

export interface Reason {
  readonly kind: "question" | "request" | "deadline" | "waiting" | "known" | "only-you";
  readonly text: string;
}

const question = /\?\s*["”’)]*$/;
const rhetorical = /^(?:how are you|hope you|what's up|how's it going|right\?|ok(?:ay)?\?)/i;
const request =
  /\b(?:(?:could|can|would|will) you\b|please\b(?! find attached)|let me know\b|let us know\b|get back to (?:me|us)\b|rsvp\b|(?:need|want|like|appreciate|value) your\b|need you to\b|looking forward to (?:your|hearing)\b|your (?:input|thoughts|advice|opinion|feedback|approval|decision|answer|reply|help)\b|confirm\b|any (?:preliminary )?thoughts\b)/i;
const deadline =
  /\b(?:by|before|until|no later than|due(?: on| by)?|deadline(?: is)?)\s+(?:the\s+)?(?:(?:next\s+|this\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|today|noon|eod|end of (?:the )?(?:day|week|month)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\s+\d{1,2}|\d{1,2}(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|:\d\d|\s?[ap]m)|\d{4}-\d\d-\d\d)|\b(?:asap|as soon as possible|urgent(?:ly)?)\b/iu;

const quotedMax = 120;
const quote = (sentence: string): string => {
  const line = sentence.replace(/\s+/g, " ").trim();
  return `“${line.length > quotedMax ? `${line.slice(0, quotedMax - 1).trimEnd()}…` : line}”`;
};

const dayMs = 24 * 3_600_000;
const waitingText = (days: number): string => (days === 1 ? "Unanswered since yesterday" : `Unanswered for ${days} days`);

/** Weighs one mail that the owner hasn't answered. Null where nothing in it asks for an answer. */
export const triage = (mail: Incoming, { ownerEmail, now, known }: TriageContext): { reasons: Reason[]; score: number } | null => {
  const from = mail.fromEmail.toLowerCase();
  if (mail.automatic || isMachineAddress(from) || from === ownerEmail.toLowerCase()) return null;
  const sentences = sentencesOf(corePart(mail.body.slice(0, 20_000)), 100);
  const asks = sentences.find((sentence) => question.test(sentence) && !rhetorical.test(sentence)) ?? (question.test(mail.subject) ? mail.subject : undefined);
  const wants = sentences.find((sentence) => sentence !== asks && request.test(sentence));
  const due = sentences.find((sentence) => deadline.test(sentence));
  if (asks === undefined && wants === undefined && due === undefined) return null;
  const reasons: Reason[] = [];
  let score = 0;
  const add = (kind: Reason["kind"], text: string, weight: number): void => {
    reasons.push({ kind, text });
    score += weight;
  };
  if (asks !== undefined) add("question", `Asks: ${quote(asks)}`, 3);
  if (wants !== undefined) add("request", `Wishes: ${quote(wants)}`, 2);
  if (due !== undefined) add("deadline", `Names a time: ${quote(due)}`, 2);
  const days = Math.floor((Date.parse(now) - Date.parse(mail.sentAt)) / dayMs);
  if (days >= 1) add("waiting", waitingText(days), Math.min(2, days / 3));
  if (known.has(from)) add("known", "From one of your contacts", 1);
  if (mail.to.length === 1 && mail.cc.length === 0) add("only-you", "Written to you alone", 0.5);
  return { reasons, score };
};
