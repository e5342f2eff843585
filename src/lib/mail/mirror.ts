/**
 * Takes what outside mailboxes hold into ours, so that lists, search and triage see it at once. A mail that was changed here and not carried yet keeps that change.
 */
import type { MailPage, MailSink, MirroredConnection, OutsideMail, OutsideMarks } from "@/lib/integrations/contracts";
import { newId } from "@/lib/ids";
import { notify } from "@/lib/notifications/service";
import { saveMailCursor } from "@/lib/queries/connections";
import { createMailRow, createReceivedMailRow, findThreadOf, updateMailMarks, type MailMark, type StoredMail } from "@/lib/queries/mails";
import {
  deleteMirroredMails,
  findMirroredThread,
  findSentMail,
  listMirroredMails,
  saveMailLinks,
  type MailLink,
  type MirroredMail,
} from "@/lib/queries/mail-mirror";
import { transaction } from "@/lib/queries/transaction";
import { previewOf } from "./core/text";
import { markOf } from "./mail-marks";
import { fromTextOf, searchTextOf } from "./stored-mail";

const subjectMax = 500;
const bodyMax = 500_000;
const recipientsMax = 500;
/** Told one by one; more at once are seen in the inbox. */
const noticesMax = 10;

const stateOf = ({ folder }: OutsideMarks, ownEmail: string, fromEmail: string): StoredMail["state"] => {
  if (folder === "drafts") return "draft";
  return folder === "sent" || (folder !== "inbox" && fromEmail === ownEmail) ? "sent" : "received";
};

/** Conversations that this page began: their name there, and ours. */
type Begun = Map<string, string>;

const threadOf = async (connection: MirroredConnection, mail: OutsideMail, begun: Begun): Promise<string> => {
  const named = mail.sourceThreadId;
  const known = named === null ? null : (begun.get(named) ?? (await findMirroredThread(connection.id, named)));
  if (known !== null) return known;
  const answered = [...mail.references, ...(mail.inReplyTo === null ? [] : [mail.inReplyTo])];
  const threadId = (await findThreadOf(connection.userId, answered)) ?? newId();
  if (named !== null) begun.set(named, threadId);
  return threadId;
};

const storedMail = async (connection: MirroredConnection, mail: OutsideMail, begun: Begun): Promise<StoredMail> => {
  const fromEmail = mail.from.email.toLowerCase();
  const body = mail.body.slice(0, bodyMax);
  const stored = {
    id: newId(),
    userId: connection.userId,
    provider: connection.provider,
    connectionId: connection.id,
    threadId: await threadOf(connection, mail, begun),
    folder: mail.folder,
    folderBefore: mail.folder === "trash" ? ("inbox" as const) : null,
    state: stateOf(mail, connection.account, fromEmail),
    fromEmail,
    fromName: mail.from.name,
    recipients: mail.recipients.slice(0, recipientsMax).map((one) => ({ ...one, email: one.email.toLowerCase(), delivery: null, reason: null })),
    subject: mail.subject.slice(0, subjectMax),
    body,
    preview: previewOf(body),
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    automatic: mail.automatic,
    answersId: null,
    how: "new" as const,
    read: mail.read,
    flagged: mail.flagged,
    labels: [...mail.labels],
    sendAt: null,
    attempts: 0,
    note: null,
    sentAt: mail.sentAt,
    version: 1,
  };
  return { ...stored, searchText: searchTextOf(stored), fromText: fromTextOf(stored) };
};

/** A mail of ours that this one is the copy of: sent from here through the account. */
const linkOfSent = async (connection: MirroredConnection, mail: OutsideMail): Promise<MailLink | null> => {
  const sent = await findSentMail(connection.userId, connection.id, mail.messageId);
  return sent === null ? null : { mailId: sent.id, sourceId: mail.sourceId, sourceThreadId: mail.sourceThreadId, version: sent.version };
};

const keep = async (connection: MirroredConnection, mail: OutsideMail, begun: Begun): Promise<{ link: MailLink; added: StoredMail | null } | null> => {
  const ours = await linkOfSent(connection, mail);
  if (ours !== null) return { link: ours, added: null };
  const row = await storedMail(connection, mail, begun);
  if (row.state === "received" && !(await createReceivedMailRow(row))) return null;
  if (row.state !== "received") await createMailRow(row);
  return { link: { mailId: row.id, sourceId: mail.sourceId, sourceThreadId: mail.sourceThreadId, version: 1 }, added: row };
};

/** Ours as it lies there now; null when nothing is different, or it was changed here and waits to be carried. */
const markFrom = ({ linkVersion, ...row }: MirroredMail, { folder, read, flagged, labels }: OutsideMarks): MailMark | null => {
  const pending = row.version > linkVersion || row.state === "scheduled" || row.state === "sending";
  const same = row.folder === folder && row.read === read && row.flagged === flagged && row.labels.join("\n") === labels.join("\n");
  if (pending || same) return null;
  const folderBefore = folder === "trash" ? (row.folder === "trash" ? row.folderBefore : row.folder) : null;
  return { ...markOf(row), folder, folderBefore, read, flagged, labels: [...labels] };
};

const tell = async ({ userId }: MirroredConnection, added: readonly StoredMail[]): Promise<void> => {
  const news = added.filter(({ state, folder, read, automatic }) => state === "received" && folder === "inbox" && !read && !automatic);
  for (const mail of news.slice(0, noticesMax))
    await notify(userId, {
      kind: "mail",
      title: `${mail.fromName ?? mail.fromEmail} wrote: ${mail.subject || "(no subject)"}`,
      body: mail.preview,
      href: `/mail?mail=${mail.id}`,
      subjectId: mail.id,
    });
};

const takePage = async (connection: MirroredConnection, page: MailPage, first: boolean): Promise<number> => {
  const { id: connectionId, userId } = connection;
  const known = new Map(
    (
      await listMirroredMails(
        connectionId,
        [...page.mails, ...page.marks].map(({ sourceId }) => sourceId),
      )
    ).map((row) => [row.sourceId, row]),
  );
  const links: MailLink[] = [];
  const added: StoredMail[] = [];
  const begun: Begun = new Map();
  for (const mail of page.mails) {
    if (known.has(mail.sourceId)) continue;
    const kept = await keep(connection, mail, begun);
    if (kept === null) continue;
    links.push(kept.link);
    if (kept.added !== null) added.push(kept.added);
  }
  const told = [...page.mails, ...page.marks].flatMap((marks) => {
    const row = known.get(marks.sourceId);
    const mark = row === undefined ? null : markFrom(row, marks);
    return row === undefined || mark === null ? [] : [{ row, mark }];
  });
  await updateMailMarks(
    userId,
    told.map(({ mark }) => mark),
  );
  await saveMailLinks(userId, connectionId, [
    ...links,
    ...told.map(({ row, mark }) => ({ mailId: mark.id, sourceId: row.sourceId, sourceThreadId: row.sourceThreadId, version: row.version + 1 })),
  ]);
  const gone = await deleteMirroredMails(userId, connectionId, page.removed);
  if (!first) await tell(connection, added);
  if (page.cursor !== null) await saveMailCursor(connectionId, page.cursor);
  return added.length + told.length + gone;
};

export const mailMirror: MailSink = { take: (connection, page, { first }) => transaction(() => takePage(connection, page, first)) };
