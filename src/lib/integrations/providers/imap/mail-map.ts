/** Between a mail as it lies on an IMAP server (RFC 5322, MIME) and a mail in no provider's words. */
import { simpleParser, type AddressObject, type HeaderValue, type ParsedMail } from "mailparser";
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

const textOfHeader = (value: HeaderValue | undefined): string | null => {
  if (value === undefined) return null;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(" ");
  return "text" in value ? value.text : "value" in value && typeof value.value === "string" ? value.value : null;
};

/** List-… headers are taken apart by the parser; here they are wanted as they came. */
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
  return plain === "" && html !== false ? htmlToText(html) : plain;
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

const sentAtOf = ({ date }: ParsedMail, arrivedAt: RawMail["arrivedAt"]): string => {
  const moments = [date, arrivedAt === undefined ? undefined : new Date(arrivedAt)];
  const found = moments.find((moment) => moment !== undefined && Number.isFinite(moment.getTime()));
  return (found ?? new Date(0)).toISOString();
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
      precedence: textOfHeader(parsed.headers.get("precedence")),
      autoSubmitted: textOfHeader(parsed.headers.get("auto-submitted")),
      fromEmail: from?.email ?? "",
    }),
    sentAt: sentAtOf(parsed, arrivedAt),
    html: parsed.html === false ? null : keptHtml(parsed.html),
    calendar: calendarOf(parsed),
    unsubscribe: unsubscribeOf(listUnsubscribe, rawHeader(parsed, "list-unsubscribe-post")),
  };
};
