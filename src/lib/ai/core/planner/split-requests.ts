/** Cuts a message into single requests: at the end of sentences, and where "and" begins something else to do. */
import type { TimeMatch } from "@/lib/time/time-match";
import { lexicon } from "./lexicon";
import { tokenise, type Token } from "./tokens";

export interface Piece {
  readonly text: string;
  /** "if": holds for what follows; "else": follows a question ("If not, …"); "then": goes on from the piece before. */
  readonly link: "start" | "then" | "sentence";
}

const verbs = new Set(
  [
    ...lexicon.book,
    ...lexicon.cancel,
    ...lexicon.move,
    ...lexicon.extend,
    ...lexicon.shorten,
    "rename",
    "invite",
    "change",
    "update",
    "find",
    "show",
    "tell",
    "let",
    "send",
    "email",
    "reply",
    "forward",
    "archive",
    "respond",
    "summarise",
    "summarize",
    "write",
    "draft",
    "label",
    "flag",
    "mark",
    "undo",
    "remind",
    "check",
    "list",
    "repeat",
    "call it",
    "unsubscribe",
    "snooze",
    "unflag",
    "give",
  ].filter((verb) => !verb.includes(" ")),
);
/** Verbs that are nouns just as often: they begin a request only when something of their own follows. */
const nounsToo = new Set([
  "draft",
  "label",
  "flag",
  "mark",
  "plan",
  "call",
  "block",
  "record",
  "set",
  "note",
  "book",
  "place",
  "move",
  "drop",
  "cut",
  "start",
  "fix",
  "switch",
  "change",
  "get",
  "check",
  "log",
  "schedule",
]);
const openers = new Set([
  "a",
  "an",
  "the",
  "my",
  "our",
  "it",
  "me",
  "that",
  "this",
  "them",
  "all",
  "every",
  "everything",
  "another",
  "any",
  "one",
  "lunch",
  "dinner",
  "coffee",
  "breakfast",
  "drinks",
  "time",
  "if",
  "him",
  "her",
  "us",
  "everyone",
  "both",
]);
const abbreviations = new Set(["dr", "mr", "mrs", "ms", "st", "prof", "vs", "no", "jr", "sr", "conf", "rm"]);

/** Whether something to do begins at a token. */
export const startsRequest = (tokens: readonly Token[], at: number): boolean => {
  let start = at;
  while (["then", "also", "please", "and", "after", "that", "finally", "can", "could", "you"].includes(tokens[start]?.lower ?? "") && start < at + 4)
    start += 1;
  const first = tokens[start];
  const second = tokens[start + 1];
  if (!first || !second) return false;
  if (!verbs.has(first.lower)) return false;
  if (!nounsToo.has(first.lower)) return true;
  return openers.has(second.lower) || second.kind === "number" || second.kind === "quoted" || /^\p{Lu}/u.test(second.text);
};

const isSentenceEnd = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token?.kind !== "mark" || !next) return false;
  if ([";", "!", "?"].includes(token.text)) return true;
  return (
    token.text === "." &&
    next.start > token.end &&
    !abbreviations.has(tokens[at - 1]?.lower ?? "") &&
    !(["a.m", "p.m"].includes(tokens[at - 1]?.lower ?? "") && /^\p{Ll}/u.test(next.text))
  );
};

/** "… and do I have any mail?": a question of its own. */
const questions = [
  ["do", "i"],
  ["did", "i"],
  ["am", "i"],
  ["have", "i"],
  ["is", "there"],
  ["are", "there"],
  ["any", "mail"],
  ["any", "mails"],
  ["any", "emails"],
  ["what", "is"],
  ["what", "do"],
  ["when", "is"],
  ["who", "is"],
  ["how", "many"],
  ["how", "long"],
  ["how", "much"],
  ["where", "is"],
  ["when", "does"],
] as const;
const asksNext = (tokens: readonly Token[], at: number): boolean => {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return questions.some(([first, second]) => token?.lower === first && next?.lower === second) || /^what['’]?s$/i.test(token?.text ?? "");
};

const cutsAt = (tokens: readonly Token[], at: number): "then" | "sentence" | null => {
  if (isSentenceEnd(tokens, at)) return "sentence";
  const { lower } = tokens[at] as Token;
  if (lower === "and" && asksNext(tokens, at + 1)) return "then";
  // "…, and if not book …": the other half of a question.
  if (["and", ","].includes(lower) && tokens[at + 1]?.lower === "if" && ["not", "so", "yes", "no"].includes(tokens[at + 2]?.lower ?? "")) return "then";
  if (["and", "then", ",", "but", "so", "-", "–", "—"].includes(lower) && startsRequest(tokens, at + 1)) return "then";
  return null;
};

/** Pieces in order. What stands in quotation marks or inside a phrase about time is never cut. */
export const splitRequests = (text: string, times: readonly TimeMatch[]): Piece[] => {
  const tokens = tokenise(text);
  const pieces: Piece[] = [];
  let from = 0;
  let link: Piece["link"] = "start";
  const push = (to: number): void => {
    const piece = text
      .slice(from, to)
      .trim()
      .replace(/^[\s,;.!?–—-]+|[\s,;–—-]+$/gu, "");
    if (/[\p{L}\d]/u.test(piece)) pieces.push({ text: piece, link: pieces.length === 0 ? "start" : link });
  };
  tokens.forEach((token, at) => {
    if (times.some(({ index, endIndex }) => token.start > index && token.end < endIndex)) return;
    const brokenLine = at > 0 && /\n\s*\n|\n(?=\s*\p{Lu})/u.test(text.slice(tokens[at - 1]?.end ?? 0, token.start));
    if (brokenLine) {
      push(token.start);
      from = token.start;
      link = "sentence";
    }
    const cut = at === 0 ? null : cutsAt(tokens, at);
    if (!cut) return;
    push(cut === "sentence" ? token.end : token.start);
    from = token.end;
    link = cut;
  });
  push(text.length);
  return pieces;
};
