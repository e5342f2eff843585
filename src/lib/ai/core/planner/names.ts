/** Who is meant: names, addresses and relations after "with", and in lists. */
import { lowerAt, textOf, type Clause } from "./clause";

/** Somebody named, by token index. */
export interface SpokenPerson {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

const stops = new Set([
  "subject",
  "title",
  "body",
  "with",
  "at",
  "on",
  "in",
  "for",
  "from",
  "to",
  "about",
  "by",
  "but",
  "that",
  "who",
  "which",
  "until",
  "till",
  "before",
  "after",
  "tomorrow",
  "today",
  "tonight",
  "next",
  "this",
  "is",
  "are",
  "was",
  "were",
  "will",
  "and",
  "or",
  "the",
  "a",
  "an",
  "my",
  "our",
  "his",
  "her",
  "their",
  "your",
  "regarding",
  "please",
  "so",
  "then",
  "called",
  "named",
  "titled",
  "over",
  "during",
  "if",
  "when",
  "instead",
  "also",
  "not",
  "it",
  "me",
  "up",
  "as",
  "too",
  "because",
  "now",
  "right",
  "into",
  "onto",
  "last",
  "every",
  "each",
  "going",
  "through",
  "via",
  "we",
  "i",
  "you",
  "he",
  "she",
  "they",
  "them",
  "him",
  "us",
  "has",
  "have",
  "had",
  "can",
  "could",
  "would",
  "should",
  "any",
  "all",
  "off",
  "out",
  "again",
  "sometime",
  "immediately",
  "asap",
  "early",
  "late",
  "later",
  "starting",
  "and/or",
  "around",
  "within",
]);
const roles = new Set(
  (
    "candidate candidates patient patients client clients customer customers applicant student students employee intern tenant vendor supplier " +
    "contractor clerk clerks colleague colleagues friend friends manager managers boss coworker coworkers doctor dr mr mrs ms prof"
  ).split(" "),
);
const relations = new Set([
  "boss",
  "manager",
  "mom",
  "mum",
  "mother",
  "dad",
  "father",
  "wife",
  "husband",
  "team",
  "assistant",
  "sister",
  "brother",
  "doctor",
  "dentist",
  "family",
  "kids",
  "parents",
  "friends",
  "friend",
  "girlfriend",
  "boyfriend",
  "partner",
  "client",
  "clients",
  "supervisor",
  "girl",
  "son",
  "daughter",
  "lawyer",
  "accountant",
  "therapist",
]);
export const pronouns = new Set(["him", "her", "them", "us", "me", "you", "it", "everyone", "everybody", "anyone", "someone", "somebody", "people"]);

const isNameToken = (clause: Clause, at: number, loose: boolean): boolean => {
  const token = clause.tokens[at];
  if (!token) return false;
  if (token.kind === "email") return true;
  // "I'll" begins what is told, whoever is told.
  if (/^i'\p{L}+$/u.test(token.lower)) return false;
  if (token.kind !== "word" || clause.ends.TIME.has(at) || clause.times.some(({ start, end }) => at >= start && at < end)) return false;
  if (/^\p{Lu}/u.test(token.text)) return !stops.has(token.lower) || token.text.length > 3;
  return loose && !stops.has(token.lower);
};

const personAt = (clause: Clause, at: number, loose: boolean): SpokenPerson | null => {
  let start = at;
  if (roles.has(lowerAt(clause, at)) && isNameToken(clause, at + 1, false)) start += ["dr", "mr", "mrs", "ms", "prof"].includes(lowerAt(clause, at)) ? 0 : 1;
  const title = lowerAt(clause, start + 1) === "." && ["dr", "mr", "mrs", "ms", "prof"].includes(lowerAt(clause, start)) ? start : null;
  if (title !== null) start += 2;
  if (!isNameToken(clause, start, loose)) return null;
  const first = clause.tokens[start];
  if (!first) return null;
  if (first.kind === "email") return { start: at, end: start + 1, name: first.text };
  const capital = /^\p{Lu}/u.test(first.text);
  let end = start + 1;
  // A surname follows a capitalised name in capitals; two lower-case words in a row are rarely one name.
  while (
    capital &&
    end < start + 4 &&
    clause.tokens[end]?.kind === "word" &&
    /^\p{Lu}/u.test(clause.tokens[end]?.text ?? "") &&
    isNameToken(clause, end, false)
  )
    end += 1;
  const name = textOf(clause, title ?? start, end).replace(/['’]s$/u, "");
  const address = bracketedAddress(clause, end);
  return address === null ? { start: at, end, name } : { start: at, end: address.end, name: `${name} <${address.email}>` };
};

/** "Lena (lena@example.com)", "Lena <lena@example.com>", "Lena, lena@example.com": the address says which Lena. */
const bracketedAddress = (clause: Clause, at: number): { readonly email: string; readonly end: number } | null => {
  const open = ["(", "<", "[", ","].includes(lowerAt(clause, at));
  const token = clause.tokens[open ? at + 1 : at];
  if (token?.kind !== "email") return null;
  const close = open && [")", ">", "]"].includes(lowerAt(clause, at + 2));
  return { email: token.text, end: open ? (close ? at + 3 : at + 2) : at + 1 };
};

const parts = new Set(
  "candidate candidates patient client customer applicant student colleague coworker employee intern tenant vendor supplier contractor".split(" "),
);

/** A list "Ana, Bo and Cy" from a token on; `loose` also takes names in lower case. Relations ("her boss") are skipped over and listed by their word. */
export const readPeopleAt = (clause: Clause, at: number, loose: boolean): { readonly people: SpokenPerson[]; readonly end: number } => {
  const people: SpokenPerson[] = [];
  let next = at;
  let end = at;
  for (;;) {
    const possessive = ["my", "our", "his", "her", "their", "the"].includes(lowerAt(clause, next));
    if (possessive && relations.has(lowerAt(clause, next + 1))) {
      end = next + 2;
      if (lowerAt(clause, end) === "whose" && lowerAt(clause, end + 1) === "name") end += 3;
      else if (![",", "and", "&"].includes(lowerAt(clause, end)) && isNameToken(clause, end, false)) end += 0;
      if (lowerAt(clause, next) === "my" || lowerAt(clause, next) === "the" || lowerAt(clause, next) === "our") {
        if (end === next + 2 && !isNameToken(clause, end, false)) people.push({ start: next, end, name: textOf(clause, next, end) });
      }
      const named = isNameToken(clause, end, end > next + 2) ? personAt(clause, end, true) : null;
      if (named) {
        people.push(named);
        end = named.end;
      }
    } else {
      // "With candidate Petra Novak": what she is called by her part isn't her name.
      if (parts.has(lowerAt(clause, next)) && isNameToken(clause, next + 1, false)) next += 1;
      const person = pronouns.has(lowerAt(clause, next)) ? { start: next, end: next + 1, name: lowerAt(clause, next) } : personAt(clause, next, loose);
      if (!person) break;
      people.push(person);
      end = person.end;
    }
    let join = end;
    while ([",", "and", "&", "or", "plus", "with"].includes(lowerAt(clause, join))) join += 1;
    if (join === end) break;
    next = join;
  }
  return { people, end };
};

/** People after "with", "w/", "and … are coming", "invite …" anywhere in the range. */
export const readPeople = (
  clause: Clause,
  from: number,
  to: number,
): { readonly people: SpokenPerson[]; readonly used: readonly (readonly [number, number])[] } => {
  const people: SpokenPerson[] = [];
  const used: (readonly [number, number])[] = [];
  for (let at = from; at < to; at += 1) {
    const word = lowerAt(clause, at);
    const lead = ["with", "w", "w/", "inviting", "including", "met", "seen"].includes(word) ? 1 : 0;
    if (lead === 0 || lowerAt(clause, at + 1) === "with" || clause.times.some(({ start, end }) => at >= start && at < end)) continue;
    const listAt = lowerAt(clause, at + 1) === "/" ? at + 2 : at + 1;
    const list = readPeopleAt(clause, listAt, true);
    if (list.people.length === 0) continue;
    people.push(...list.people);
    used.push([at, Math.min(list.end, to)]);
    at = list.end - 1;
  }
  return { people, used };
};

/** "…, Jeff and John will be in the meeting", "and both Jamie and Adam are coming". */
export const readComing = (
  clause: Clause,
  from: number,
  to: number,
): { readonly people: SpokenPerson[]; readonly used: readonly (readonly [number, number])[] } => {
  for (let at = from; at < to; at += 1) {
    if (!isNameToken(clause, at, false)) continue;
    const list = readPeopleAt(clause, at, false);
    if (
      list.people.length > 0 &&
      ["are", "is", "will", "'ll", "should", "can"].includes(lowerAt(clause, list.end)) &&
      [lowerAt(clause, list.end + 1), lowerAt(clause, list.end + 2)].some((word) =>
        ["coming", "be", "attending", "joining", "invited", "attend", "join", "come"].includes(word),
      )
    ) {
      const start = ["both", "and", "-", "–", ","].includes(lowerAt(clause, at - 1))
        ? ["and", "-", ","].includes(lowerAt(clause, at - 2))
          ? at - 2
          : at - 1
        : at;
      return { people: list.people, used: [[Math.max(from, start), to]] };
    }
    at = Math.max(at, list.end - 1);
  }
  return { people: [], used: [] };
};
