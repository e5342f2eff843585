/** Puts into one piece of a message what another piece of it says: the day, the person, the time that is free. */
import { readClause } from "./clause";
import type { PlannerContext } from "./planner-context";
import type { Piece } from "./split-requests";

const freeStatement = /^[\s,]*(?:(?:so|and|well|ok|okay)[\s,]+)*(?:i|we)(?:['’]?m| am|['’]?re| are) (?:free|available|open)\b/i;

/** "I'm free Friday afternoon, book an hour with Tom": the time said of oneself is that of what follows. */
const withFreeTimes = (pieces: readonly Piece[], context: PlannerContext): readonly Piece[] =>
  pieces.flatMap((piece, at) => {
    const before = pieces[at - 1];
    const next = pieces[at + 1];
    if (next && freeStatement.test(piece.text) && readClause(next.text, context).times.length === 0) return [];
    const free = before && freeStatement.test(before.text) ? readClause(before.text, context).times[0] : undefined;
    if (!free || readClause(piece.text, context).times.length > 0) return [piece];
    return [{ ...piece, text: `${piece.text.replace(/[?.!\s]+$/, "")} ${free.match.text}` }];
  });

const handing =
  /^((?:and\s+|then\s+|please\s+|can you\s+|could you\s+)*)(?:send|pass|give)\s+(?!me\b|us\b|an?\b|the\b|that\b|this\b|it\b|all\b)(\p{L}+(?:\s+\p{Lu}\p{L}+)?(?:\s+and\s+\p{L}+)?)\s+((?:the|my|that|those|all(?: of)? the)\s+(?:last|latest|newest|most recent|first|second|two|three|\d+|e-?mails?|mails?|messages?)\b.*\b(?:e-?mails?|mails?|messages?)\b.*|(?:that|this)\s+(?:e-?mail|mail|message))$/iu;

/** "Send Luis the last mail from Ana": a mail that is there is passed on. */
const handedOn = (piece: Piece): Piece => ({
  ...piece,
  text: piece.text.replace(handing, (_, lead: string, whom: string, what: string) => `${lead}forward ${what.replace(/[\s.!?]+$/, "")} to ${whom}`),
});

const someone =
  /^[\s,]*(?!(?:i|we|you|he|she|it|they|this|that|there|the|my|our|who|what|everyone|nobody|somebody|something|someone)\b)(\p{L}{2,}(?:\s+\p{Lu}\p{L}+)?)\s+(?:is|has|was|left|isn['’]t|won['’]t|doesn['’]t|no longer|got|quit|will|just)\b/iu;
const theirMails = /\b(?:(?:all\s+(?:of\s+)?)?(?:his|her|their)\s+(?=(?:e-?mails?|mails?|messages?)\b))/i;

/** "Raj has left, delete all of his mails": whose is said before. */
const withWriterNamed = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map((piece, at) => {
    const named = at === 0 ? undefined : someone.exec(pieces[at - 1]?.text ?? "")?.[1];
    if (named === undefined) return piece;
    const text = theirMails.test(piece.text)
      ? piece.text.replace(theirMails, "all ").replace(/\b(e-?mails?|mails?|messages?)\b/i, `$1 from ${named}`)
      : piece.text.replace(/\b(e-?mails?|mails?|messages?)\s+(?:from|by)\s+(?:him|her|them)\b/i, `$1 from ${named}`);
    return { ...piece, text };
  });

const thatDay = /\b(?:on\s+)?(?:that|the same|the very same)\s+(day|morning|afternoon|evening|night)\b/i;

/** "I'm off on December 8. Cancel my meetings that day": the day that was named before. */
const withDayNamed = (pieces: readonly Piece[], context: PlannerContext): readonly Piece[] => {
  let day: string | null = null;
  return pieces.map((piece) => {
    const part = thatDay.exec(piece.text)?.[1]?.toLowerCase();
    const named = readClause(piece.text.replace(thatDay, " "), context).times.find(({ match }) => match.dateGiven && match.kind !== "recurrence");
    if (part !== undefined && day !== null && named === undefined)
      return {
        ...piece,
        text: piece.text.replace(thatDay, part === "day" ? `on ${day}` : part === "night" ? `on ${day} at night` : `on ${day} in the ${part}`),
      };
    if (named && ["day", "hour", "minute"].includes(named.match.grain))
      day = Temporal.Instant.from(named.match.start).toZonedDateTimeISO(context.zone).toPlainDate().toString();
    return piece;
  });
};

/** Every piece as it is meant beside the others. */
export const asMeant = (pieces: readonly Piece[], context: PlannerContext): readonly Piece[] =>
  withWriterNamed(withDayNamed(withFreeTimes(pieces.map(handedOn), context), context));
