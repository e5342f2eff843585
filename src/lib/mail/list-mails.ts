/** Looking: lists, searches, conversations and counts. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { findContactsByNames } from "@/lib/people/service";
import {
  countMailRows,
  findMailRow,
  listMailLabels,
  listMailRows,
  listWholeMailRows,
  type MailFolder,
  type MailsQuestion,
  type PersonSought,
} from "@/lib/queries/mails";
import { countMax, FolderSchema, type listMailsEndpoint, type Mail, type MailCounts, type MailSummary } from "./contracts";
import { fold, wordsOf } from "./core/fold";
import { readSearch } from "./core/search-query";
import { toMail, toSummary } from "./stored-mail";

const anything: MailsQuestion = {
  folders: null,
  words: [],
  from: [],
  to: [],
  subject: [],
  label: null,
  read: null,
  flagged: null,
  since: null,
  until: null,
  oncePerThread: false,
  oldestFirst: false,
  after: null,
  limit: 50,
};

const cursorPattern = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\n([0-9a-f-]{36})$/;
const writeCursor = ({ sentAt, id }: Pick<MailSummary, "sentAt" | "id">): string => Buffer.from(`${sentAt}\n${id}`).toString("base64url");
const readCursor = (cursor: string | undefined): MailsQuestion["after"] => {
  if (cursor === undefined) return null;
  const [, sentAt, id] = cursorPattern.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (sentAt === undefined || id === undefined || Number.isNaN(Date.parse(sentAt)))
    throw new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "Send back the cursor of the page before" }] });
  return { sentAt, id };
};

const foldersOf = (said: string | null, folder: MailFolder | undefined): readonly MailFolder[] | null => {
  const named = FolderSchema.safeParse(said).data ?? folder;
  return named === undefined ? null : [named];
};

const somebody = (words: readonly string[]): PersonSought[] => (words.length === 0 ? [] : [{ words, emails: [] }]);

/** A folder, a label or what a search finds, newest first, page by page. A folder shows each conversation once; a search every mail. */
export const listMails = async (
  actor: Actor,
  { folder, query = "", label, cursor, limit }: z.output<typeof listMailsEndpoint.input>,
): Promise<{ mails: MailSummary[]; nextCursor: string | null }> => {
  requireScope(actor, "mail:read");
  const search = readSearch(query);
  const rows = await listMailRows(actor.userId, {
    ...anything,
    folders: foldersOf(search.folder, folder),
    words: search.words,
    from: somebody(search.from),
    to: somebody(search.to),
    subject: search.subject,
    label: label ?? search.label,
    read: search.read,
    flagged: search.flagged,
    oncePerThread: query.trim() === "" && (folder === "inbox" || folder === "archive"),
    after: readCursor(cursor),
    limit: limit + 1,
  });
  const mails = rows.slice(0, limit).map(toSummary);
  const last = mails.at(-1);
  return { mails, nextCursor: rows.length > limit && last !== undefined ? writeCursor(last) : null };
};

export interface FindMails {
  readonly text?: string | undefined;
  readonly subject?: string | undefined;
  /** Names or addresses; any of them may have written it. */
  readonly from?: readonly string[] | undefined;
  readonly to?: readonly string[] | undefined;
  /** Left out: everywhere but in the trash and among drafts. */
  readonly folder?: MailFolder | undefined;
  readonly unread?: boolean | undefined;
  readonly flagged?: boolean | undefined;
  readonly label?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly oldestFirst?: boolean | undefined;
  readonly limit: number;
}

/** Somebody as said: their address where a contact has one, else the words of the name in what mails say. */
const sought = async (actor: Actor, names: readonly string[] = []): Promise<PersonSought[]> => {
  if (names.length === 0) return [];
  const contacts = await findContactsByNames(actor, names);
  return names.map((name) => {
    const words = wordsOf(name);
    const emails = contacts.flatMap((contact) =>
      contact.email !== null && words.every((word) => fold(`${contact.name} ${contact.email ?? ""}`).includes(word)) ? [contact.email.toLowerCase()] : [],
    );
    return { words, emails };
  });
};

/** Mails with their text, as the assistant looks for them. */
export const findMails = async (actor: Actor, find: FindMails): Promise<{ mails: Mail[]; more: boolean }> => {
  requireScope(actor, "mail:read");
  const [from, to] = await Promise.all([sought(actor, find.from), sought(actor, find.to)]);
  const rows = await listWholeMailRows(actor.userId, {
    ...anything,
    folders: find.folder === undefined ? ["inbox", "archive", "sent", "outbox"] : [find.folder],
    words: wordsOf(find.text ?? ""),
    from,
    to,
    subject: wordsOf(find.subject ?? ""),
    label: find.label ?? null,
    read: find.unread === undefined ? null : !find.unread,
    flagged: find.flagged ?? null,
    since: find.since ?? null,
    until: find.until ?? null,
    oldestFirst: find.oldestFirst === true,
    limit: find.limit + 1,
  });
  return { mails: rows.slice(0, find.limit).map(toMail), more: rows.length > find.limit };
};

/** Errors: mail/not-found. */
export const getMail = async (actor: Actor, { mailId }: { readonly mailId: string }): Promise<Mail> => {
  requireScope(actor, "mail:read");
  const mail = await findMailRow(actor.userId, mailId);
  if (mail === null) throw new AppError("mail/not-found");
  return toMail(mail);
};

const labelsMax = 100;
/** Labels that no mail among so many labelled ones bears aren't in use any more. */
const labelledMax = 1_000;

/** Labels in use, and how many there are of each; from `countMax` on it is at least as many. */
export const countMails = async (actor: Actor): Promise<MailCounts> => {
  requireScope(actor, "mail:read");
  const [counts, labels] = await Promise.all([countMailRows(actor.userId, countMax), listMailLabels(actor.userId, labelledMax, labelsMax)]);
  return { ...counts, labels };
};
