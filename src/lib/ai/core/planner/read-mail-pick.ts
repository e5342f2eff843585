/** Reads which mails are meant: "Yuki's last mail about the budget", "all mails from Bo of last week", "it". */
import type { Clause } from "./clause";
import { readPeopleAt } from "./names";
import type { PlannerContext } from "./planner-context";
import { numberWords } from "./number-words";

export interface MailPick {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Words of its subject as they were quoted. */
  readonly subject: string | null;
  /** Words that stand somewhere in it. */
  readonly text: string;
  readonly folder: "inbox" | "sent" | "drafts" | "archive" | "trash" | null;
  readonly unread: boolean | null;
  readonly flagged: boolean | null;
  readonly since: string | null;
  readonly until: string | null;
  /** How the time was said. */
  readonly when: string | null;
  /** -1 = the newest, 1 = the oldest, 2 … = the second oldest. */
  readonly ordinal: number | null;
  /** "the last three". */
  readonly count: number | null;
  readonly all: boolean;
  /** "it", "that mail", "them". */
  readonly back: "one" | "many" | null;
}

const noun = "(?:e-?mails?|mails?|messages?|newsletters?)";
const plural = /\b(?:e-?mails|mails|messages|newsletters|everything|inbox)\b/i;
const name = String.raw`(?!(?:not|never|ever|already|recently|just|yet|here|there|let|to|from|of|for|about|and|or|the|my|with|by|in|on|at|all|any|every|latest|last|newest|a|an|is|was|it|that|this|what|who|which|if|can|could|would|please|then|also|but|so|delete|remove|trash|clear|answer|reply|respond|forward|fwd|archive|unarchive|summari[sz]e|recap|read|show|open|find|search|check|get|see|list|mark|flag|label|tag|star|unflag|unstar|email|mail|send|write|draft|share|pass|put|move|bring|give|tell|did|does|do|has|have|had|haven|hasn|let|ask)\b)(?:[\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}+|\p{L}[\p{L}’'-]*?(?:\s+(?-i:\p{Lu})[\p{L}’'-]*?){0,2})(?=['’]s\b|[^\p{L}'’-]|$|['’]\s)`;
const quotation = String.raw`(?:"([^"]+)"|“([^”]+)”|‘([^’]+)’|'((?:[^']|'(?=\p{L}))+)'(?!\p{L}))`;
const adjectives = String.raw`(?:last|latest|newest|most recent|first|oldest|recent|previous|unread|new|only|second|third|next)`;

const possessive = new RegExp(String.raw`\b(${name})['’]s?\s+(?:(?:${adjectives}|\d+|two|three|four|five)\s+)*(?:${noun}|note|reply|response|answer)\b`, "iu");
/** "Fatima's invoice email": whose, and what about. */
const topical = new RegExp(
  String.raw`\b(${name})['’]s\s+((?:(?!(?:the|my|an?|in|to|from|and|or|of|last|latest|e-?mails?|mails?|messages?)\b)[\p{L}\d-]+\s+){1,4})${noun}\b`,
  "iu",
);
const sentBy = new RegExp(
  String.raw`${noun}\s+(?:that\s+|which\s+)?(?!i\b|we\b|was\b|were\b|that\b|i've\b)(${name})\s+(?:has\s+|have\s+|had\s+|just\s+|recently\s+)*(?:sent|wrote|written|mailed|forwarded|send)\b`,
  "iu",
);
const asked = new RegExp(
  String.raw`\b(?:did|has|have|does|hasn['’]t|haven['’]t|didn['’]t)\s+(?!i\b|we\b|you\b|anyone\b|anybody\b|somebody\b|someone\b|any\b|the\b|my\b|this\b|that\b|it\b)(${name})\s+(?:not\s+|ever\s+|already\s+|yet\s+|just\s+|last\s+)*(?:say|said|write|written|wrote|send|sent|reply|replied|answer|answered|respond|responded|email|emailed|e-mail|mail|mailed|get back|got back|gotten back|tell|told|want|ask|asked)\b`,
  "iu",
);
/** "Did Noor or Tom write?" */
const askedEither = new RegExp(
  String.raw`\b(?:did|has|have)\s+(${name})\s+or\s+(${name})\s+(?:already\s+|ever\s+)?(?:write|written|email|emailed|mail|mailed|reply|replied|answer|answered|respond|responded|send|sent)\b`,
  "iu",
);
const stated = new RegExp(
  String.raw`^(?:(?:please\s+|can you\s+)?(?:check|see|find out|look)\s+(?=if|whether))?(?:(?:if|whether)\s+)?(?!i\b|we\b|you\b|anyone\b|any\b|the\b|my\b|there\b|it\b|nobody\b)(${name})\s+(?:hasn['’]t|has not|has|didn['’]t|did not|have not|haven['’]t|never)?\s*(?:not\s+)?(?:sent|emailed|e-mailed|mailed|written|wrote|replied|responded|answered|send|reply|respond|answer|email|write|got back|gotten back)\b`,
  "iu",
);
const heardFrom = new RegExp(
  String.raw`\b(?:heard|hear|received|got|gotten|had|reply|replies|answer|response|news|word|anything)\b[^.?!]{0,60}?\bfrom\s+(${name})`,
  "iu",
);
const aboutWords = new RegExp(
  String.raw`\b(?:about|regarding|concerning|on the subject of|re:?|mentioning|mentions?|containing|with (?:the )?(?:subject|title)(?: line)?(?: of)?|titled|entitled|called|named|on)\s+(?:${quotation}|((?:(?!\b(?:from|sent|to|and|that|which|in the (?:last|past)|since|by|with|saying|say|says)\b)[^,.?!;“"])+))`,
  "iu",
);
/** "The mail with the slides". */
const carrying = new RegExp(
  String.raw`\b${noun}\s+(?:with|that has|containing)\s+(?:the|an?|my|our|his|her|their|those)\s+((?!subject|title|label)[^,.?!;“"]+)`,
  "iu",
);
/** "Search my mail for Lisbon". */
const searchedFor = new RegExp(
  String.raw`\b(?:search|look|check|go)\b[^.?!]*?\bfor\s+(?:${quotation}|(?:(?:an?|any|all|the|some)\s+)?((?!${noun})[^,.?!;“"]+))`,
  "iu",
);
/** "with invoice in the subject", "whose subject contains offer". */
const subjectSaid: readonly RegExp[] = [
  /\b(?:with|has|have|having|that have|where)\s+(?:the\s+words?\s+)?["“'‘]?([^"”'’,.?!;]+?)["”'’]?\s+(?:is\s+)?in\s+(?:the|its|their)\s+(?:subject|title)\b/iu,
  /\b(?:subject|title)(?:\s+line)?\s+(?:(?:that|which)\s+)?(?:contain(?:s|ing)?|includ(?:es?|ing)|has|having|mention(?:s|ing)?|says?|is|starts? with|begins? with)\s+(?:the\s+words?\s+)?["“'‘]?([^"”'’,.?!;]+?)["”'’]?(?=$|[,.?!;]|\s+(?:from|sent|to|in)\b)/iu,
];
const subjectIn = (text: string): string | null =>
  subjectSaid.map((pattern) => pattern.exec(text)?.[1]?.trim()).find((words) => words !== undefined && words !== "") ?? null;

const quotedAfter = new RegExp(String.raw`${noun}\s+${quotation}`, "iu");
const between = new RegExp(String.raw`\b(?:my|the|any|all|all the|every|that|this|an?|our)\s+((?:[\p{L}\d'’-]+\s+){1,6})${noun}\b`, "iu");

const small = new Set(
  "a an the my our your his her their its this that these those all any every each some no and or of in on at to for from with by about last latest newest most recent recently first oldest previous unread new read only second third next flagged starred sent received inbox archived draft drafts trash deleted e-mail email mail message two three four five six ten few couple other please me i we you it them him everyone who what which when where how is are was were be been do does did have has had got get get one ones now today yesterday again just still not yet needs need wants want important".split(
    " ",
  ),
);

const tellingIn = (text: string, folder: MailPick["folder"]): string =>
  text
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\d@$€£#]+|[^\p{L}\d@%]+$/gu, "").replace(/['’]s$/u, ""))
    .filter((word) => word !== "" && (!small.has(word.toLowerCase()) || (folder !== "drafts" && /^drafts?$/i.test(word))))
    .slice(0, 8)
    .join(" ");

/** "Maya's slides", "the weekly digest": whose it is and what it is about, where nobody says that it is a mail. */
export const readThing = (thing: string): Pick<MailPick, "from" | "text"> => {
  const [, whose, rest] = /^\s*([\p{L}][\p{L}.-]*)['’]s\s+(.+)$/iu.exec(thing) ?? [];
  const own = whose !== undefined && !notNames.has(whose.toLowerCase());
  return { from: own ? [whose] : [], text: tellingIn(own ? (rest ?? "") : thing, null) };
};

const notNames = new Set(
  "me you i we us he she they him her them it the my an a this that these those last latest today yesterday anyone anybody someone everyone people all any work home inbox who what which when where how why if can could would will please do does did has have i'm there nobody reply forward delete archive summarise summarize read show find".split(
    " ",
  ),
);
const isName = (text: string | undefined): text is string => text !== undefined && !notNames.has(text.toLowerCase());

const blanked = (clause: Clause, matches: readonly { index: number; endIndex: number }[]): string =>
  matches.reduce((text, { index, endIndex }) => text.slice(0, index) + " ".repeat(endIndex - index) + text.slice(endIndex), clause.text);

const fromPeople = (clause: Clause): string[] => {
  const found: string[] = [];
  clause.tokens.forEach((token, at) => {
    if (token.lower !== "from" && token.lower !== "by") return;
    if (clause.times.some(({ start, end }) => at >= start && at < end)) return;
    const before = clause.tokens[at - 1]?.lower ?? "";
    if (token.lower === "by" && !["sent", "written", "email", "mail", "emails", "mails"].includes(before)) return;
    const role = ["the", "my", "our"].includes(clause.tokens[at + 1]?.lower ?? "") ? clause.tokens[at + 2] : undefined;
    // "From the landlord": called by what they are.
    if (
      role?.kind === "word" &&
      !/^(?:last|past|e-?mails?|mails?|inbox|archive|trash|other|same|first|latest|list|newsletter)$/.test(role.lower) &&
      !clause.ends.TIME.has(at + 1) &&
      !clause.ends.TIME.has(at + 2)
    )
      found.push(role.text);
    else
      found.push(
        ...readPeopleAt(clause, at + 1, true)
          .people.map(({ name: person }) => person.replace(/^(?:my|the|our)\s+/i, ""))
          .filter(isName),
      );
  });
  return found;
};

const sentTo = new RegExp(
  String.raw`\b(?:i|we|i['’]ve|we['’]ve)\s+(?:have\s+|just\s+|last\s+)*(?:sent|wrote|written|mailed|emailed|send|reply|replied|respond|responded|answer|answered|email|mail|write|forward|forwarded)\b(?:[^.?!]{0,40}?\bto\s+(${name})|\s+(${name}))?`,
  "iu",
);

/** "Have I answered Tom's question about the invoice?" */
const answeredTheirs = new RegExp(
  String.raw`\b(?:did|have)\s+i\s+(?:already\s+|ever\s+)?(?:answer(?:ed)?|repl(?:y|ied) to|respond(?:ed)? to)\s+(${name})['’]s\s+(.+?)[\s?.!]*$`,
  "iu",
);

const ordinalIn = (text: string): number | null => {
  if (/\b(?:last|latest|newest|most recent)\s+(?:\d+|two|three|four|five|few)\b/i.test(text)) return null;
  const near = new RegExp(
    String.raw`\b(last|latest|newest|most recent|first|oldest|earliest|second|third|previous)\s+(?:[\p{L}\d'’-]+\s+){0,5}?(?:${noun}|one|reply|response|note)\b`,
    "iu",
  ).exec(text);
  const word = near?.[1]?.toLowerCase();
  if (word === undefined) return /\b(?:what|anything)\b[^.?!]*\b(?:last|latest|most recently)\b/i.test(text) ? -1 : null;
  return { first: 1, oldest: 1, earliest: 1, second: 2, third: 3 }[word] ?? -1;
};

const numbers: Readonly<Record<string, number>> = { ...numberWords, few: 3 };
const countIn = (text: string): number | null => {
  const said = new RegExp(
    String.raw`\b(?:last|latest|newest|most recent|first|recent)\s+(\d{1,2}|two|three|four|five|six|ten|few)\s+(?:[\p{L}'’-]+\s+){0,3}?(?:${noun}|ones)\b`,
    "iu",
  ).exec(text)?.[1];
  return said === undefined ? null : (numbers[said.toLowerCase()] ?? Number(said));
};

const folderIn = (text: string): MailPick["folder"] => {
  if (
    /\b(?:sent (?:e-?mails?|mails?|messages?|folder|items)|i(?:['’]ve| have)? (?:last |just |already |ever )?(?:sent|wrote|send|repl(?:y|ied)|answer(?:ed)?|forward(?:ed)?))\b/i.test(
      text,
    )
  )
    return "sent";
  if (/\bdrafts\b|\b(?:my|an?|the|this|that|last|latest|unsent) draft\b|\bdraft (?:e-?mails?|mails?|messages?|repl(?:y|ies)|answers?)\b/i.test(text))
    return "drafts";
  if (/\b(?:in|from|of) (?:the |my )?archive\b|\barchived\b/i.test(text)) return "archive";
  if (/\b(?:in|from|of) (?:the |my )?(?:trash|bin)\b|\bdeleted (?:e-?mails?|mails?)\b/i.test(text)) return "trash";
  return null;
};

const print = (moment: Temporal.ZonedDateTime): string => moment.toString({ timeZoneName: "never", smallestUnit: "second" });

interface Window {
  readonly since: string | null;
  readonly until: string | null;
  readonly when: string | null;
  readonly matches: readonly { index: number; endIndex: number }[];
}

const olderThan = /\bolder than\s+(?:(an?|one|two|three|four|\d+)\s+)?(day|week|month|year)s?\b/i;
const inDays = /\b(?:in|within|for)\s+(?:(an?|one|two|three|four|five|six|seven|ten|\d+|couple of|few)\s+)(hour|day|week|month)s?\b/i;
const within =
  /\b(?:in|within|for|over|during)?\s*the (?:last|past)\s+(?:(an?|one|two|three|four|five|six|seven|ten|\d+|couple of|few)\s+)?(hour|day|week|month|year)s?\b/i;
const amounts: Readonly<Record<string, number>> = { ...numbers, a: 1, an: 1, one: 1, seven: 7, "couple of": 2 };

/** "from yesterday" names that day, "from last week" that week. */
const dayNamed = (text: string, context: PlannerContext): { start: Temporal.ZonedDateTime; end: Temporal.ZonedDateTime } | null => {
  const [match] = context.understand(text.replace(/^from\s+/i, ""), "past");
  if (!match || match.direction !== undefined) return null;
  const start = Temporal.Instant.from(match.start).toZonedDateTimeISO(context.zone);
  return { start, end: match.end === null ? start.startOfDay().add({ days: 1 }) : Temporal.Instant.from(match.end).toZonedDateTimeISO(context.zone) };
};

const windowOf = (clause: Clause, context: PlannerContext): Window => {
  const now = Temporal.Instant.from(context.now).toZonedDateTimeISO(context.zone);
  const back = (found: RegExpExecArray): { moment: Temporal.ZonedDateTime; matches: Window["matches"] } => {
    const said = found[1]?.toLowerCase() ?? "one";
    const amount = amounts[said] ?? Number(said);
    const unit = `${found[2]?.toLowerCase() ?? "day"}s` as "hours" | "days" | "weeks" | "months" | "years";
    return { moment: now.subtract({ [unit]: Math.min(amount, 1_000) }), matches: [{ index: found.index, endIndex: found.index + found[0].length }] };
  };
  const older = olderThan.exec(clause.text);
  if (older) {
    const { moment, matches } = back(older);
    return { since: null, until: print(moment), when: older[0].trim(), matches };
  }
  // What has arrived "in 3 days" has done so until now.
  const rolling = within.exec(clause.text) ?? inDays.exec(clause.text);
  if (rolling) {
    const { moment, matches } = back(rolling);
    return { since: print(moment), until: null, when: rolling[0].trim(), matches };
  }
  const matches = context
    .understand(clause.text, "past")
    .filter(
      ({ kind, index, endIndex }) =>
        kind !== "duration" &&
        kind !== "recurrence" &&
        !clause.tokens.some((token) => token.kind === "quoted" && index >= token.start && endIndex <= token.end),
    );
  const [first] = matches;
  if (!first) return { since: null, until: null, when: null, matches };
  const start = Temporal.Instant.from(first.start).toZonedDateTimeISO(context.zone);
  const end = first.end === null ? null : Temporal.Instant.from(first.end).toZonedDateTimeISO(context.zone);
  if (/\b(?:before|until|till)\s*$/i.test(clause.text.slice(0, first.index)) || first.direction === "before")
    return { since: null, until: print(end ?? start), when: first.text, matches };
  const day = /^from\b/i.test(first.text) && !first.timeGiven && !/\b(?:on|onwards?|until|till)\b/i.test(first.text) ? dayNamed(first.text, context) : null;
  if (day) return { since: print(day.start), until: print(day.end), when: first.text, matches };
  if (first.direction === "after" || /\bsince\s*$/i.test(clause.text.slice(0, first.index)) || /^since\b/i.test(first.text))
    return { since: print(start), until: null, when: first.text, matches };
  const until = end ?? (first.timeGiven ? start.add({ minutes: 1 }) : start.startOfDay().add({ days: 1 }));
  return { since: print(start), until: print(until), when: first.text, matches };
};

/** Which of the four kinds of quotation marks was used. */
const quotedIn = (match: RegExpExecArray | null): string | null =>
  ((match?.slice(1, 5) ?? []) as (string | undefined)[]).find((group) => group !== undefined) ?? null;

/** Reads which mails a request is about. `taken`: nothing of a letter's own words is looked at, the clause holds marks for them. */
export const readMailPick = (clause: Clause, context: PlannerContext): MailPick => {
  const window = windowOf(clause, context);
  const text = blanked(clause, window.matches);
  const sender = [possessive, topical, sentBy, asked, stated, heardFrom].map((pattern) => pattern.exec(text)?.[1]).find(isName);
  const either = askedEither.exec(text)?.slice(1, 3).filter(isName) ?? [];
  const people = [...new Set([...fromPeople(clause), ...either, ...(sender === undefined ? [] : [sender.replace(/['’]s?$/u, "")])])];
  const theirs = answeredTheirs.exec(text);
  const own = theirs === null ? sentTo.exec(text) : null;
  // "about the contract draft" is a subject, no folder.
  const folder = folderIn(text.replace(aboutWords, " "));
  const to = [theirs?.[1] ?? own?.[1] ?? own?.[2]].filter(isName);
  const about = aboutWords.exec(text) ?? searchedFor.exec(text);
  const after = quotedAfter.exec(text);
  const quoted = subjectIn(text) ?? quotedIn(after) ?? quotedIn(about);
  const before = between.exec(text)?.[1] ?? (about === null ? topical.exec(text)?.[2] : undefined) ?? "";
  const withoutPeople = (words: string): string => {
    const named = new Set(people.flatMap((person) => person.toLowerCase().split(/\s+/)));
    return words
      .split(" ")
      .filter((word) => word !== "" && !named.has(word.toLowerCase()))
      .join(" ");
  };
  const carried = quoted === null && about === null ? carrying.exec(text)?.[1] : undefined;
  const counted = new RegExp(String.raw`\b(?:last|latest|newest|first|recent)\s+(?:\d{1,2}|two|three|four|five|six|ten|few)\b`, "iu");
  const words = quoted !== null ? "" : withoutPeople(tellingIn(theirs?.[2] ?? about?.[5] ?? carried ?? before.replace(counted, ""), folder));
  const lowers = clause.tokens.map(({ lower }) => lower);
  const telling = people.length > 0 || to.length > 0 || quoted !== null || words !== "" || window.when !== null || folder !== null;
  const ordinal = ordinalIn(text);
  const count = countIn(text);
  return {
    from: folder === "sent" ? [] : people,
    to,
    subject: quoted,
    text: words,
    folder,
    unread: /\b(?:unread|unseen|haven['’]t read|new)\s+(?:[\p{L}]+\s+)?(?:e-?mails?|mails?|messages?)\b|\bunread\b/iu.test(text) ? true : null,
    flagged: /\b(?:flagged|starred)\b/i.test(text) ? true : null,
    since: window.since,
    until: window.until,
    when: window.when,
    ordinal,
    count,
    all: ordinal === null && (plural.test(text) || /\b(?:all|every|everything)\b/i.test(text)),
    back:
      telling || ordinal !== null || count !== null
        ? null
        : lowers.some((word) => ["them", "those", "these", "both", "all"].includes(word))
          ? "many"
          : lowers.some((word) => ["it", "that", "this", "he", "she", "they"].includes(word)) || /\bthe (?:e-?mail|mail|message)\b/i.test(text)
            ? "one"
            : null,
  };
};
