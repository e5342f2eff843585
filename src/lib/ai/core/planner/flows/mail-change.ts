/** Deletes, archives and marks mails. */
import { call, given, type Dialogue, type Flow } from "../flow";
import type { Overrides } from "../overrides";
import type { PlannerContext } from "../planner-context";
import { readClause } from "../clause";
import { readMailPick, type MailPick } from "../read-mail-pick";
import type { Request } from "../request";
import { locateMails } from "./mail-find";

type MailFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;

/** At one go; what is more is said. */
const atOnce = 100;

const change = function* (
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
  verb: string,
  pick: MailPick,
  act: (mailIds: string[]) => Flow,
): Flow {
  const found = yield* locateMails(pick, verb, request, dialogue, context, { one: false, overrides });
  if (!found.ok) return found.ending;
  const mails = found.mails.slice(0, atOnce);
  const ending = yield* act(mails.map(({ id }) => id));
  const rest = found.mails.length > mails.length ? ` There are more; say it again for those.` : "";
  return { ...ending, text: `${ending.text}${rest}`, mails };
};

function* done(tool: string, input: Record<string, unknown>): Flow {
  return { text: (yield* call(tool, input)).said };
}

export const deleteMail: MailFlow = (request, dialogue, context, overrides) =>
  change(request, dialogue, context, overrides, "delete", readMailPick(request.clause, context), (mailIds) => done("delete_mail", { mailIds }));

const backIn = /\bunarchive\b|\b(?:back\s+)?(?:in|into|to)\s+(?:the\s+|my\s+)?inbox\b|\bback\b/i;
const destination = /\s+(?:back\s+)?(?:in|into|to)\s+(?:the\s+|my\s+)?(?:archive|inbox)\b/i;

export const archiveMail: MailFlow = (request, dialogue, context, overrides) => {
  const back = backIn.test(request.clause.text);
  const pick = readMailPick(readClause(request.clause.text.replace(destination, ""), context), context);
  return change(request, dialogue, context, overrides, "archive", back && pick.folder === null ? { ...pick, folder: "archive" } : pick, (mailIds) =>
    done("archive_mail", given({ mailIds, back })),
  );
};

const leaving = /\b(?:unsubscribe(?:\s+me)?(?:\s+from)?|(?:take|get)\s+me\s+off(?:\s+of)?)\b/i;

export const unsubscribeMail: MailFlow = function* (request, dialogue, context, overrides) {
  // Who is left is meant by the name: a list is found by its mails.
  const rest = request.clause.text.replace(leaving, "from").replace(/\s+(?:mailing\s+)?(?:list|newsletter|mails?|emails?)\b/gi, " mail");
  const found = yield* locateMails(readMailPick(readClause(rest, context), context), "unsubscribe from", request, dialogue, context, { one: true, overrides });
  if (!found.ok) return found.ending;
  const [mail] = found.mails;
  const ending = yield* done("unsubscribe_mail", { mailId: mail?.id ?? "" });
  return { ...ending, mails: found.mails };
};

interface Marks {
  readonly input: Record<string, unknown>;
  /** The request without the words that name the mark. */
  readonly rest: string;
}

const labelName = String.raw`["“'‘]?([\p{L}\d][\p{L}\d _/-]{0,58}?)["”'’]?\s*(?:label\s*)?(?=$|[.?!]|\s+(?:on|to)\s)`;
const labelled: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:as|with|under|into|in)\s+(?:the\s+|my\s+)?(?:label\s+)?${labelName}`, "iu"),
  new RegExp(String.raw`\b(?:the|a|an)\s+label\s+${labelName}`, "iu"),
  /\b(?:the|a|an)\s+["“'‘]?([\p{L}\d][\p{L}\d _/-]{0,58}?)["”'’]?\s+label\b/iu,
];

const marksIn = (text: string): Marks | null => {
  const read = /\b(?:as\s+)?(unread|read)\b\s*[.?!]*$/i.exec(text);
  if (read && /\bas\s+(?:un)?read\b/i.test(text)) return { input: { read: read[1]?.toLowerCase() === "read" }, rest: text.slice(0, read.index) };
  if (/\b(?:un(?:flag|star)|not important)\b/i.test(text)) return { input: { flagged: false }, rest: text.replace(/\bas\s+not important\b/i, "") };
  if (/\b(?:flag|star)\b|\bas (?:important|flagged|starred)\b/i.test(text))
    return { input: { flagged: true }, rest: text.replace(/\bas\s+(?:important|flagged|starred)\b/i, "") };
  const off = /\b(?:remove|take off)\b/i.test(text);
  const label = labelled.map((pattern) => pattern.exec(text)).find((match) => match !== null) ?? null;
  if (!label?.[1]) return null;
  return {
    input: off ? { remove: [label[1].trim()] } : { add: [label[1].trim()] },
    rest: text.slice(0, label.index) + text.slice(label.index + label[0].length),
  };
};

export const labelMail: MailFlow = function* (request, dialogue, context, overrides) {
  const marks = marksIn(request.clause.text) ?? (overrides.value === undefined ? null : { input: { add: [overrides.value] }, rest: request.clause.text });
  if (!marks) return { text: "Which label should it get?", question: { asks: "value", request } };
  const said = readMailPick(readClause(marks.rest, context), context);
  // "Mark all as read", with no mail spoken of before: what lies unread in the inbox.
  const whole =
    "read" in marks.input &&
    dialogue.mails.length === 0 &&
    /^\W*(?:(?:please|can you|could you)\s+)*mark\s+(?:all|everything|it all|them all)(?:\s+(?:of it|(?:my|the)\s+(?:e-?mails|mails|messages|inbox)|mails|emails|messages))?\s*$/i.test(
      marks.rest.trim(),
    );
  const pick = whole ? { ...said, folder: "inbox" as const, unread: true, all: true, back: null } : said;
  return yield* change(
    request,
    dialogue,
    context,
    overrides,
    "mark",
    { ...pick, unread: "read" in marks.input && !whole ? null : pick.unread, flagged: null },
    (mailIds) => done("label_mail", { mailIds, ...marks.input }),
  );
};
