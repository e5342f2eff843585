/**
 * What stands in quotation marks in a request about mail: the text of a mail to be written, or its subject. They are taken out before
 * the message is cut into requests, because a letter holds sentences, times and quotation marks of its own.
 */

export interface MailWords {
  /** The message with “§0”, “§1” … in the place of texts that were taken out. */
  readonly text: string;
  readonly taken: readonly string[];
}

const none: MailWords = { text: "", taken: [] };

const aboutMail = /\b(?:e-?mails?|mails?|messages?|reply|replies|respond|answer|forward|send|write|draft|tell|let|note|inform|notify|ask|compose|text)\b/i;
const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“" };

/** Words right before a quotation that make it the text or the subject of a mail. */
const lead =
  /(?:\b(?:saying|says?|that (?:says|reads)|which (?:says|reads)|which said|reading|stating|writing|(?:with|as|in)? ?(?:the |its |their |a )?(?:e-?mail |mail )?(?:body|message|text|content|contents|words?|subject|subject line|title|reply|response|answer|note|comment)|title it|titled|entitled|(?:e-?mail|mail|message|note|letter) (?:called|named|headed)|title|with|tell(?:ing)? (?:him|her|them|everyone|everybody|\p{L}+)(?: that)?|and (?:say|write|tell|add)|it should (?:say|read)|to say|say)\s*(?:(?:is|of|as|should be|to be|it|that|which says|saying|being|line)\s*)*[:,=]?|:)\s*$/iu;
const after =
  /^\s*[,.]?\s*(?:as|in|for|inside)\s+(?:the\s+|its\s+)?(?:e-?mail\s+|mail\s+)?(?:e-?mail|mail|body|message|text|content|contents|subject|title|subject line|reply|response)\b/i;
/** What may follow the end of a text: nothing, a mark, or how the request goes on. */
const goesOn =
  /^\s*[.!?,;]*\s*$|^\s*[.,;!?]*\s+(?:and|with|then|also|please|can|could|would|will|to|as|in|under|using|subject|title|titled|cc|bcc|for|thanks|thank|that|the|if|but|before|after|from|saying|is|i|do|make|let)\b|^\s*[,;:]/i;

const isSpace = (char: string | undefined): boolean => char === undefined || /[\s([{:,]/.test(char);
const isEnd = (char: string | undefined): boolean => char === undefined || /[\s.,;:!?)\]}]/.test(char);

/** Where a quotation that opens at `from` ends: nested ones of the same kind are counted. -1 where it never does. */
const endOfQuote = (text: string, from: number): number => {
  const open = text.charAt(from);
  const close = closers[open] ?? open;
  let depth = 1;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    const opens = char === open && isSpace(text.charAt(at - 1) || undefined) && !isEnd(text.charAt(at + 1) || undefined);
    const closes = char === close && !opens && isEnd(text.charAt(at + 1) || undefined);
    if (opens) depth += 1;
    else if (closes) {
      depth -= 1;
      if (depth === 0 && goesOn.test(text.slice(at + 1, at + 60))) return at;
      if (depth === 0) depth = 1;
    }
  }
  return -1;
};

const leadMax = 80;

/** Takes texts and subjects out of a message about mail. Anything else comes back as it is. */
export const takeMailWords = (text: string): MailWords => {
  if (!aboutMail.test(text) || !/["'“‘«„]/.test(text)) return { ...none, text };
  const taken: string[] = [];
  let out = "";
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const starts = closers[char] !== undefined && isSpace(at === 0 ? undefined : text.charAt(at - 1)) && !isSpace(text.charAt(at + 1) || undefined);
    const end = starts ? endOfQuote(text, at) : -1;
    if (end === -1) {
      out += char;
      at += 1;
      continue;
    }
    const said = text.slice(at + 1, end);
    if (lead.test(out.slice(-leadMax)) || after.test(text.slice(end + 1, end + 60))) {
      out += `“§${taken.length}”`;
      taken.push(said);
    } else out += text.slice(at, end + 1);
    at = end + 1;
  }
  return { text: out, taken };
};

const mark = /“§(\d+)”/g;

const subjectLead =
  /(?:\b(?:title it|titled|entitled|called|named|headed|call it|subject(?: line)?|title)\s*(?:(?:is|of|as|should be|to be|it|being|line|to)\s*)*[:=,]?\s*)$/i;
const subjectAfter = /^\s*[,.]?\s*as\s+(?:the\s+|its\s+)?(?:e-?mail\s+|mail\s+)?(?:subject|title)/i;

export interface LetterWords {
  readonly subject: string | null;
  readonly body: string | null;
  /** The request without either. */
  readonly rest: string;
}

/** Which of the marks in a request are its subject and its text. */
export const letterIn = (text: string, taken: readonly string[]): LetterWords => {
  let subject: string | null = null;
  let body: string | null = null;
  const rest = text.replace(mark, (all, number: string, offset: number) => {
    const words = taken[Number(number)];
    if (words === undefined) return all;
    if (subject === null && (subjectLead.test(text.slice(Math.max(0, offset - leadMax), offset)) || subjectAfter.test(text.slice(offset + all.length))))
      subject = words;
    else body ??= words;
    return " § ";
  });
  return { subject, body, rest };
};
