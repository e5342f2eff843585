/** Looks for mails, says what they say, and answers questions out of them. */
import { call, callAll, given, type Dialogue, type Ending, type Flow, type Outcome, type PlannedCall } from "../flow";
import { mailsOf, readMailOf, triagedOf, type SaidMail } from "../mail-outcomes";
import { mailLine, quoteText, sayMail, sayMails, saySender, saySubject } from "../mail-phrasing";
import { sayInstant, sayList } from "../phrasing";
import type { Overrides } from "../overrides";
import type { PlannerContext } from "../planner-context";
import { readMailPick, readThing, type MailPick } from "../read-mail-pick";
import type { Request } from "../request";
import type { RequestFlow } from "./registry";

type MailFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;

export type LocatedMails = { readonly ok: true; readonly mails: readonly SaidMail[] } | { readonly ok: false; readonly ending: Ending };

const own = new Set(["sent", "outbox", "drafts"]);

const input = (pick: MailPick, limit: number): Record<string, unknown> =>
  given({
    from: pick.from,
    to: pick.to,
    subject: pick.subject,
    text: pick.text,
    folder: pick.folder ?? (pick.to.length > 0 ? "sent" : pick.from.length === 0 && pick.subject === null && pick.text === "" ? "inbox" : undefined),
    unread: pick.unread,
    flagged: pick.flagged,
    since: pick.since,
    until: pick.until,
    limit,
    order: pick.ordinal !== null && pick.ordinal > 0 ? "asc" : undefined,
  });

const bare = (subject: string): string =>
  subject
    .replace(/^(?:\s*(?:re|fwd?|aw|wg)\s*:)+/i, "")
    .trim()
    .toLowerCase();

/** Mails whose subject is what was quoted come before those that only hold it. */
const bySubject = (mails: readonly SaidMail[], { subject }: MailPick): readonly SaidMail[] => {
  if (subject === null) return mails;
  const exact = mails.filter((mail) => bare(mail.subject) === bare(subject));
  return exact.length > 0 ? exact : mails;
};

const incoming = (mails: readonly SaidMail[], pick: MailPick): readonly SaidMail[] =>
  pick.folder !== null || pick.to.length > 0 ? mails : mails.filter(({ folder }) => !own.has(folder));

const limitMax = 100;

interface Looked {
  readonly mails: readonly SaidMail[];
  readonly more: boolean;
  readonly refusal: Outcome | null;
  /** A plural was said: all of them are meant. */
  readonly several?: boolean;
}

/** What the tool finds for a pick, its order kept; words that stood in quotation marks are looked for in the text where no subject has them. */
function* lookFor(pick: MailPick, withOwn = false): Flow<Looked> {
  const first = yield* call("find_mails", input(pick, limitMax));
  if (first.status === "refused") return { mails: [], more: false, refusal: first };
  const { mails, more } = mailsOf(first);
  const received = incoming(mails, pick);
  // What was sent can be read and passed on, too, where nothing that came fits.
  const found = bySubject(received.length === 0 && withOwn && pick.from.length === 0 ? mails : received, pick);
  if (found.length > 0) return { mails: found, more, refusal: null };
  for (const other of pick.subject === null ? otherwiseSaid(pick) : []) {
    const again = mailsOf(yield* call("find_mails", input(other, limitMax)));
    const fitting = incoming(again.mails, other);
    if (fitting.length > 0) return { mails: fitting, more: again.more, refusal: null, several: other.text !== "" };
  }
  if (pick.subject === null) return { mails: [], more, refusal: null };
  const second = yield* call("find_mails", input({ ...pick, subject: null, text: pick.subject.slice(0, 200) }, limitMax));
  const again = mailsOf(second);
  return { mails: incoming(again.mails, pick), more: again.more, refusal: null };
}

/** "The digests" are called a digest each; "toms mail" is Tom's, written as phones are typed on. */
const otherwiseSaid = (pick: MailPick): readonly MailPick[] => {
  const { text, from } = pick;
  if (!/s(?:\s|$)/i.test(text)) return [];
  const singular = text.replace(/(?<=\p{L}{2}(?:x|ch|sh|ss))es\b|(?<=\p{L}{2}[^s\s])s\b/giu, "");
  const owner = from.length === 0 && /^\p{L}{3,}s$/u.test(text) ? [{ ...pick, text: "", from: [text.slice(0, -1)] }] : [];
  return [...(singular === text ? [] : [{ ...pick, text: singular }]), ...owner];
};

/** The mails of a pick among those found. */
const chooseMails = (mails: readonly SaidMail[], pick: MailPick): readonly SaidMail[] => {
  if (pick.count !== null) return mails.slice(0, pick.count);
  if (pick.ordinal === null) return mails;
  const at = pick.ordinal < 0 ? 0 : pick.ordinal - 1;
  const mail = mails[at];
  return mail ? [mail] : [];
};

/** "3 unread mails from Ana about “Lunch”"; `how`: "no", "3", "The newest". */
const described = (pick: MailPick, how: string, count: number): string =>
  [
    how,
    pick.unread === true ? "unread" : "",
    count === 1 ? "mail" : "mails",
    pick.from.length > 0 ? `from ${sayList(pick.from, "or")}` : "",
    pick.to.length > 0 ? `to ${sayList(pick.to)}` : "",
    pick.subject !== null ? `about “${pick.subject.slice(0, 80)}”` : pick.text !== "" ? `about “${pick.text}”` : "",
    pick.when !== null ? `(${pick.when})` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");

const nothingFound = (pick: MailPick): string => `I found ${described(pick, "no", 1)}.`;

const whichMail = (mails: readonly SaidMail[], verb: string, request: Request, context: PlannerContext): Ending => ({
  text: `Which one should I ${verb}?\n${sayMails(mails, context, 6)}`,
  question: { asks: "which-mail", request, mails: mails.slice(0, 6) },
  mails,
});

const nthOne = /\b(?:the|that)\s+(first|second|third|fourth|fifth|last)\s+(?:one|two)\b/i;
const nth: Readonly<Record<string, number>> = { first: 0, second: 1, third: 2, fourth: 3, fifth: 4, last: -1 };

/** "The second one" of those that were shown. */
const shownOne = ({ from, text, subject }: MailPick, { clause }: Request, { mails }: Dialogue): SaidMail | undefined => {
  const word = nthOne.exec(clause.text)?.[1]?.toLowerCase();
  return word === undefined || mails.length < 2 || from.length > 0 || text !== "" || subject !== null ? undefined : mails.at(nth[word] ?? 0);
};

/** What these verbs act on need not be called a mail: "forward the invoice to Ana", "unsubscribe from the weekly digest". */
const thingOf: Readonly<Record<string, RegExp>> = {
  read: /\b(?:what (?:does|did|do)|read|open|summari[sz]e)\s+(?:me\s+)?(.+?)(?=\s+(?:want|wants|say|says|write|wrote)\b|[,;?]|$)/i,
  forward: /\b(?:forward|fwd|pass(?:\s+on)?|send(?:\s+on)?|share)\s+(?:me\s+)?(.+?)(?=\s+(?:on\s+)?(?:to|with)\s|[,;]|$)/i,
  archive: /\b(?:unarchive|archive|file away|mark)\s+(.+?)(?=\s+as\s+(?:done|handled|finished|dealt)|[,;]|$)/i,
  delete:
    /\b(?:(?:move|put|throw)(?=\s.*\b(?:trash|bin|rubbish)\b)|delete|remove|trash|bin|get rid of|throw away)\s+(.+?)(?=\s+(?:to|in|into)\s+(?:the\s+|my\s+)?(?:trash|bin|rubbish)\b|[,;]|$)/i,
  mark: /\b(?:label|tag|flag|unflag|star|unstar|mark|put|file|sort)\s+(.+?)(?=\s+(?:as|with|in|into|under)\s|[,;]|$)/i,
  "unsubscribe from": /\b(?:unsubscribe(?:\s+me)?(?:\s+from)?|off(?:\s+of)?)\s+(.+?)(?=[,;]|$)/i,
};

const withThing = (pick: MailPick, verb: string, { clause }: Request): MailPick => {
  const nothing = pick.from.length === 0 && pick.to.length === 0 && pick.subject === null && pick.text === "" && pick.folder === null && pick.unread === null;
  if (!nothing || pick.when !== null || pick.ordinal !== null || pick.count !== null || pick.back !== null) return pick;
  const thing = thingOf[verb]?.exec(clause.text)?.[1];
  return thing === undefined ? pick : { ...pick, ...readThing(thing) };
};

/** The mails a request means. `one`: where several fit and nothing says which, the newest is meant; else that is asked. */
export function* locateMails(
  read: MailPick,
  verb: string,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  { one, overrides }: { readonly one: boolean; readonly overrides: Overrides },
): Flow<LocatedMails> {
  if (overrides.mails) return { ok: true, mails: overrides.mails };
  const shown = shownOne(read, request, dialogue);
  if (shown) return { ok: true, mails: [shown] };
  const pick = withThing(read, verb, request);
  const said =
    pick.from.length > 0 ||
    pick.to.length > 0 ||
    pick.subject !== null ||
    pick.text !== "" ||
    pick.when !== null ||
    pick.folder !== null ||
    pick.unread !== null;
  if (!said && pick.ordinal === null && pick.count === null && dialogue.mails.length > 0 && (pick.back !== null || !pick.all)) {
    if (dialogue.mails.length === 1 || pick.back === "many") return { ok: true, mails: dialogue.mails };
    return one ? { ok: true, mails: dialogue.mails.slice(0, 1) } : { ok: false, ending: whichMail(dialogue.mails, verb, request, context) };
  }
  if (!said && pick.ordinal === null && pick.count === null)
    return {
      ok: false,
      ending: { text: `Which mail should I ${verb}? Say who wrote it or what it is about.`, question: { asks: "which-mail", request, mails: [] } },
    };
  const found = yield* lookFor(pick, verb === "forward" || verb === "read");
  if (found.refusal) return { ok: false, ending: { text: found.refusal.said } };
  const mails = chooseMails(found.mails, pick);
  if (mails.length === 0) return { ok: false, ending: { text: nothingFound(pick), holds: false } };
  if (mails.length === 1 || ((pick.all || found.several === true) && !one) || pick.count !== null) return { ok: true, mails };
  return one ? { ok: true, mails: mails.slice(0, 1) } : { ok: false, ending: whichMail(mails, verb, request, context) };
}

const shortBody = 700;

const said = (mail: SaidMail & { body: string }, summary: boolean, context: PlannerContext): string => {
  const head = `${saySender(mail)} wrote on ${sayInstant(mail.sentAt, context)}, ${saySubject(mail)}:`;
  const body = mail.body.trim();
  if (body === "") return `${head}\n> (nothing)`;
  if (!summary && body.length <= shortBody) return `${head}\n${quoteText(body)}`;
  return summary && mail.gist.length > 0 ? `${head}\n${quoteText(mail.gist.join("\n"))}` : `${head}\n${quoteText(body)}`;
};

const asksSummary = /\b(?:summar|sum up|recap|tl;?dr|gist|overview)/i;
const wholeBox = /\b(?:inbox|(?:my|the|all|new|unread|today['’]?s)\s+(?:new\s+|unread\s+)?(?:e-?mails|mails|messages))\b/i;
const summaryMax = 5;

/** "Summarise …", "what does … say?", "read me …". */
export const readMail: MailFlow = function* (request, dialogue, context, overrides) {
  const read = readMailPick(request.clause, context);
  const summary = asksSummary.test(request.clause.text);
  const pick =
    summary && wholeBox.test(request.clause.text) && read.from.length === 0 && read.text === ""
      ? { ...read, folder: read.folder ?? ("inbox" as const), all: true }
      : read;
  const many = pick.count !== null || (pick.all && summary && !/\b(?:e-?mail|mail|message)\b(?!s)/i.test(request.clause.text));
  const found = yield* locateMails(pick, "read", request, dialogue, context, { one: !many, overrides });
  if (!found.ok) return found.ending;
  const mails = found.mails.slice(0, summaryMax);
  if (mails.length > 1) {
    const rest = found.mails.length > mails.length ? `\nAnd ${found.mails.length - mails.length} more.` : "";
    return {
      text: `${mails.map((mail) => `${mailLine(mail, context)}\n${quoteText(mail.gist.slice(0, 2).join(" "))}`).join("\n\n")}${rest}`,
      mails,
      holds: true,
    };
  }
  const [mail] = mails;
  if (!mail) return { text: nothingFound(pick), holds: false };
  const outcome = yield* call("read_mail", { mailId: mail.id });
  const whole = readMailOf(outcome);
  return whole ? { text: said(whole, summary, context), mails: [mail], holds: true } : { text: outcome.said };
};

const counting = /\bhow many\b/i;
const yesNo = /^(?:did|has|have|do|does|is|are|was|were|any|anything)\b/i;

/** "Who wrote about …?", "do I have unread mails?", "show me the mails from …". Also whether there are any, for conditions. */
export const findMail: MailFlow = function* (request, dialogue, context) {
  const pick = readMailPick(request.clause, context);
  if (pick.back !== null && dialogue.mails.length > 0 && pick.from.length === 0)
    return { text: sayMails(dialogue.mails, context), mails: dialogue.mails, holds: true };
  if (/\bwith\s+(?:an?\s+|any\s+)?(?:attachments?|attached files?|files?)\b/i.test(request.clause.text))
    return { text: "I can't look for attachments. Say who wrote it or what it is about.", holds: false };
  const { mails: all, more, refusal } = yield* lookFor(pick);
  if (refusal) return { text: refusal.said, holds: false };
  const mails = chooseMails(all, pick);
  const [only] = mails;
  if (!only) return { text: nothingFound(pick), mails: [], holds: false };
  if (counting.test(request.clause.text))
    return { text: `${described(pick, more ? `More than ${mails.length}` : String(mails.length), mails.length)}.`, mails, holds: true };
  if (mails.length === 1)
    return {
      text: `${yesNo.test(request.clause.text) ? "Yes: " : ""}${sayMail(only, context)}.\n${quoteText(only.gist.slice(0, 2).join(" "))}`,
      mails,
      holds: true,
    };
  return { text: `${described(pick, more ? "The newest" : String(mails.length), mails.length)}:\n${sayMails(mails, context)}`, mails, holds: true };
};

const fillers = new Set(
  "what when where who whom whose which why how is are was were will would does did do can could should the a an my your our it its that this those these in on at of to for from by with about based according using mail mails email emails e-mail e-mails message messages inbox received receive got get recently recent last latest newest find tell give me i we you if multiple all any going be there have has had say says said please and or his her their they them he she find record value values".split(
    " ",
  ),
);

/** Words worth looking for, the longest first. */
const searchedWords = (text: string): string[] =>
  [
    ...new Set(
      text
        .split(/[^\p{L}\p{N}'’&-]+/u)
        .map((word) => word.replace(/['’]s$/u, ""))
        .filter((word) => word.length > 2 && !fillers.has(word.toLowerCase())),
    ),
  ].sort((a, b) => b.length - a.length);

const searchesMax = 4;

/** "Where is the trip, based on my mails?": the sentences that answer best, with where they stand. */
export const askMail: MailFlow = function* (request, dialogue, context) {
  const { clause } = request;
  const question = clause.text.slice(0, 500);
  const pick = readMailPick(clause, context);
  const pointed = pick.ordinal !== null || pick.from.length > 0 || pick.back !== null;
  const words = searchedWords(question);
  const narrow = pick.ordinal !== null && pick.from.length === 0 ? { ...pick, text: "", subject: null, all: false } : { ...pick, text: "", all: false };
  const calls: PlannedCall[] = pointed
    ? [{ tool: "find_mails", input: { ...input(narrow, pick.ordinal === null ? 20 : 5), question } }]
    : words.slice(0, searchesMax).map((word) => ({ tool: "find_mails", input: { text: word, question, limit: 20 } }));
  if (calls.length === 0) return { text: "What should I look for in your mail?" };
  const outcomes = yield* callAll(calls);
  const found = outcomes.flatMap((outcome) => [...incoming(mailsOf(outcome).mails, pick)]);
  const meantOnes = pick.back !== null && dialogue.mails.length > 0 ? found.filter(({ id }) => dialogue.mails.some((mail) => mail.id === id)) : found;
  const mails = pick.ordinal !== null ? chooseMails(meantOnes, pick) : [...new Map(meantOnes.map((mail) => [mail.id, mail])).values()];
  const ranked = mails
    .flatMap((mail) => mail.passages.slice(0, 3).map((passage) => ({ mail, ...passage })))
    .sort((a, b) => b.score - a.score || Temporal.Instant.compare(b.mail.sentAt, a.mail.sentAt));
  const [best] = ranked;
  if (!best) {
    const [mail] = mails;
    return mail && pointed
      ? { text: `${sayMail(mail, context)} says:\n${quoteText(mail.gist.join("\n"))}`, mails: [mail], holds: true }
      : { text: "I found no mail that answers this.", holds: false };
  }
  const near = ranked.filter(({ mail, score }) => score >= best.score * 0.8 && mail.id === best.mail.id).slice(0, 2);
  return { text: `${sayMail(best.mail, context)} says:\n${quoteText(near.map(({ sentence }) => sentence).join("\n"))}`, mails: [best.mail], holds: true };
};

/** "What needs an answer?" */
export const triageMail: MailFlow = function* (_request, _dialogue, context) {
  const outcome = yield* call("triage_mail", { limit: 10 });
  const waiting = triagedOf(outcome);
  if (outcome.status !== "done" || waiting.length === 0) return { text: outcome.said, mails: [], holds: false };
  const lines = waiting.slice(0, 6).map(
    ({ mail, reasons }) =>
      `- ${mailLine(mail, context)}\n  ${reasons
        .slice(0, 2)
        .map(({ text }) => text.replace(/[[\]<`|]/g, "\\$&"))
        .join("; ")}`,
  );
  return { text: `${outcome.said}\n${lines.join("\n")}`, mails: waiting.map(({ mail }) => mail), holds: true };
};

const asksFor = /^[\s,]*(?:what|where|when|who|which|how much|how many|how)(?:['’]?s)?\b/i;

/** What neither the calendar nor the memory knows may stand in a mail: "how much is the invoice?". */
export const orMailed = (flow: RequestFlow): RequestFlow =>
  function* (request, dialogue, context, overrides) {
    const ending = yield* flow(request, dialogue, context, overrides);
    const { text, times } = request.clause;
    if (
      ending.holds !== false ||
      request.condition ||
      (times.length > 0 && !/\bhow much\b/i.test(text)) ||
      !asksFor.test(text) ||
      !context.tools.has("find_mails")
    )
      return ending;
    const [word] = searchedWords(text);
    if (word === undefined) return ending;
    const mails = incoming(
      mailsOf(yield* call("find_mails", { text: word, question: text.slice(0, 500), limit: 20 })).mails,
      readMailPick(request.clause, context),
    );
    const [best] = mails.flatMap((mail) => mail.passages.slice(0, 1).map((passage) => ({ mail, ...passage }))).sort((a, b) => b.score - a.score);
    return best
      ? {
          text: `${ending.text} A mail speaks of it: ${sayMail(best.mail, context)} says:\n${quoteText(best.sentence)}`,
          mails: [best.mail],
          focus: [],
          holds: true,
        }
      : ending;
  };
