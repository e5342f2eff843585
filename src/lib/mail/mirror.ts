/**
 * Takes what outside mailboxes hold into ours, so that lists, search and triage see it at once. A mail that was changed here and not carried yet keeps that change.
 */
import type { MailPage, MailSink, MirroredConnection, OutsideMail, OutsideMarks } from "@/lib/integrations/contracts";
import { newId } from "@/lib/ids";
import { notify } from "@/lib/notifications/service";
import { saveMailCursor } from "@/lib/queries/connections";
import { tellChanged } from "@/lib/queries/live-changes";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { createMailRow, createReceivedMailRow, findThreadAnswering, findThreadOf, updateMailMarks, type MailMark, type StoredMail } from "@/lib/queries/mails";
import {
  deleteMirroredMails,
  findDraft,
  findMirroredThread,
  findMovedMail,
  findSentMail,
  listMirroredMails,
  saveMailLinks,
  type MailLink,
  type MirroredMail,
} from "@/lib/queries/mail-mirror";
import { transaction } from "@/lib/queries/transaction";
import { previewOf } from "./core/text";
import { heedRepliesLater } from "./heed-reply";
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
  const threadId = (await findThreadOf(connection.userId, answered)) ?? (await findThreadAnswering(connection.userId, mail.messageId)) ?? newId();
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

/** Ours that this one is the copy of: sent from here through the account, or a draft that is kept there. */
const linkOfOurs = async (connection: MirroredConnection, mail: OutsideMail, removed: readonly string[]): Promise<MailLink | "stale" | null> => {
  const { sourceId, sourceThreadId, messageId } = mail;
  const draft = mail.folder === "drafts" ? await findDraft(connection.userId, connection.id, messageId) : null;
  // A second copy of a draft is what is left of an earlier one.
  if (draft !== null && draft.sourceId !== null && !removed.includes(draft.sourceId)) return "stale";
  const ours = draft ?? (await findSentMail(connection.userId, connection.id, messageId));
  return ours === null ? null : { mailId: ours.id, sourceId, sourceThreadId, version: ours.version };
};

const keep = async (
  connection: MirroredConnection,
  mail: OutsideMail,
  begun: Begun,
  removed: readonly string[],
): Promise<{ link: MailLink; added: StoredMail | null } | null> => {
  const ours = await linkOfOurs(connection, mail, removed);
  if (ours !== null) return ours === "stale" ? null : { link: ours, added: null };
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

/** Mails that are known, under the name they have now: one that was moved in between is told by its Message-ID. */
const knownOf = async ({ id: connectionId }: MirroredConnection, page: MailPage): Promise<Map<string, MirroredMail>> => {
  const sourceIds = [...page.mails, ...page.marks].map(({ sourceId }) => sourceId);
  const known = new Map((await listMirroredMails(connectionId, sourceIds)).map((row) => [row.sourceId, row]));
  for (const { sourceId, messageId, folder } of page.removed.length === 0 ? [] : page.mails) {
    if (known.has(sourceId) || folder === "drafts") continue;
    const moved = await findMovedMail(connectionId, messageId, page.removed);
    if (moved !== null) known.set(sourceId, { ...moved, sourceId });
  }
  return known;
};

const contentOf = (mailId: string, { html, calendar, unsubscribe }: OutsideMail) => ({
  mailId,
  html: html ?? null,
  calendar: calendar ?? null,
  unsubscribe: unsubscribe ?? null,
});

const takePage = async (connection: MirroredConnection, page: MailPage, first: boolean): Promise<number> => {
  const { id: connectionId, userId } = connection;
  const known = await knownOf(connection, page);
  const links: MailLink[] = [];
  const added: StoredMail[] = [];
  const contents: ReturnType<typeof contentOf>[] = [];
  const begun: Begun = new Map();
  for (const mail of page.mails) {
    if (known.has(mail.sourceId)) continue;
    const kept = await keep(connection, mail, begun, page.removed);
    if (kept === null) continue;
    links.push(kept.link);
    if (kept.added === null) continue;
    added.push(kept.added);
    contents.push(contentOf(kept.added.id, mail));
  }
  await saveMailContents(userId, contents);
  const told = [...page.mails, ...page.marks].flatMap((marks) => {
    const row = known.get(marks.sourceId);
    return row === undefined ? [] : [{ row, mark: markFrom(row, marks) }];
  });
  await updateMailMarks(
    userId,
    told.flatMap(({ mark }) => mark ?? []),
  );
  await saveMailLinks(userId, connectionId, [
    ...links,
    ...told.map(({ row, mark }) => ({
      mailId: row.id,
      sourceId: row.sourceId,
      sourceThreadId: row.sourceThreadId,
      version: mark === null ? row.linkVersion : row.version + 1,
    })),
  ]);
  const gone = await deleteMirroredMails(userId, connectionId, page.removed);
  if (!first) {
    await tell(connection, added);
    await heedRepliesLater(userId, contents);
  }
  if (page.cursor !== null) await saveMailCursor(connectionId, page.cursor);
  const changed = added.length + told.filter(({ mark }) => mark !== null).length + gone;
  if (changed > 0) await tellChanged(userId, "mail");
  return changed;
};

export const mailMirror: MailSink = { take: (connection, page, { first }) => transaction(() => takePage(connection, page, first)) };
