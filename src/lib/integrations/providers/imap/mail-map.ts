/** Between a mail as it lies on an IMAP server (RFC 5322, MIME) and a mail in no provider's words. */
import { simpleParser, type AddressObject, type ParsedMail } from "mailparser";
import type { OutsideMail, OutsideMarks } from "../../contracts";
import { htmlToText, isAutomatic, keptCalendar, keptHtml, unsubscribeOf } from "../mail-text";
import type { Box } from "./boxes";
import { labelOf } from "./cursor";

/** Where a mail in this box lies, and how it is marked. */
export const marksOf = ({ folder, label }: Pick<Box, "folder" | "label">, flags: ReadonlySet<string>): OutsideMarks => ({
  folder: flags.has("\\Deleted") ? "trash" : folder,
  read: flags.has("\\Seen"),
  flagged: flags.has("\\Flagged"),
  labels: [...(label === null ? [] : [label]), ...[...flags].flatMap((flag) => labelOf(flag) ?? [])].slice(0, 50),
});

/** As it came, unfolded: the parser takes some of them apart. */
const rawHeader = ({ headerLines }: ParsedMail, name: string): string | null => {
  const line = headerLines.find(({ key }) => key === name)?.line;
  return line === undefined
    ? null
    : line
        .slice(line.indexOf(":") + 1)
        .replace(/\s+/g, " ")
        .trim();
};

const nameMax = 200;
const recipientsMax = 500;

/** Groups (RFC 5322 section 3.4) are their members. */
const peopleOf = (object: AddressObject | AddressObject[] | undefined): { email: string; name: string | null }[] =>
  (object === undefined ? [] : Array.isArray(object) ? object : [object])
    .flatMap(({ value }) => value)
    .flatMap((one) => [one, ...(one.group ?? [])])
    .flatMap(({ address, name }) => {
      const email = (address ?? "").trim().toLowerCase();
      return email.includes("@") && email.length <= 254 ? [{ email, name: name.trim() === "" ? null : name.trim().slice(0, nameMax) }] : [];
    })
    .slice(0, recipientsMax);

const bare = (id: string): string => id.replace(/[<>\s]/g, "").slice(0, 500);
const idsIn = (value: string | string[] | undefined): string[] =>
  (value === undefined ? [] : Array.isArray(value) ? value : value.split(/\s+/)).map(bare).filter((id) => id !== "");

const bodyOf = ({ text, html }: ParsedMail): string => {
  const plain = (text ?? "").replaceAll("\u0000", "").replace(/\r\n?/g, "\n").trim();
  return plain === "" && typeof html === "string" ? htmlToText(html) : plain;
};

const calendarOf = ({ attachments }: ParsedMail): string | null => {
  const parts = attachments.filter(({ contentType }) => /^(?:text\/calendar|application\/ics)$/i.test(contentType));
  const [first] = parts.sort((a, b) => Number(b.contentType === "text/calendar") - Number(a.contentType === "text/calendar"));
  return first === undefined ? null : keptCalendar(first.content.toString("utf8"));
};

export interface RawMail {
  readonly source: Buffer;
  readonly sourceId: string;
  readonly marks: OutsideMarks;
  /** When it arrived there, for mails that don't say when they were sent. */
  readonly arrivedAt: Date | string | undefined;
}

/** The parser takes now for a date that is none; when it arrived is nearer to the truth. */
const sentAtOf = (parsed: ParsedMail, arrivedAt: RawMail["arrivedAt"]): string => {
  const said = Date.parse((rawHeader(parsed, "date") ?? "").replace(/\([^)]*\)/g, ""));
  const arrived = arrivedAt === undefined ? NaN : new Date(arrivedAt).getTime();
  return new Date([said, arrived].find((ms) => Number.isFinite(ms)) ?? 0).toISOString();
};

/** Reads one mail; what is broken in it is left out, as mail programs do. Errors: what the parser throws for what is no mail at all. */
export const outsideMailOf = async ({ source, sourceId, marks, arrivedAt }: RawMail): Promise<OutsideMail> => {
  const parsed = await simpleParser(source, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true });
  const [from] = peopleOf(parsed.from);
  const recipients = (["to", "cc", "bcc"] as const).flatMap((kind) => peopleOf(parsed[kind]).map((one) => ({ kind, ...one })));
  const listUnsubscribe = rawHeader(parsed, "list-unsubscribe");
  const [inReplyTo] = idsIn(parsed.inReplyTo);
  return {
    ...marks,
    sourceId,
    sourceThreadId: null,
    from: from ?? { email: "unknown@invalid", name: null },
    recipients,
    subject: (parsed.subject ?? "").replace(/\s+/g, " ").trim(),
    body: bodyOf(parsed),
    messageId: bare(parsed.messageId ?? "") || `${sourceId.replace(/[^\w.]/g, "-").slice(0, 200)}@imap.invalid`,
    inReplyTo: inReplyTo ?? null,
    references: idsIn(parsed.references).slice(-50),
    automatic: isAutomatic({
      listId: rawHeader(parsed, "list-id"),
      listUnsubscribe,
      precedence: rawHeader(parsed, "precedence"),
      autoSubmitted: rawHeader(parsed, "auto-submitted"),
      fromEmail: from?.email ?? "",
    }),
    sentAt: sentAtOf(parsed, arrivedAt),
    html: typeof parsed.html === "string" ? keptHtml(parsed.html) : null,
    calendar: calendarOf(parsed),
    unsubscribe: unsubscribeOf(listUnsubscribe, rawHeader(parsed, "list-unsubscribe-post")),
  };
};
