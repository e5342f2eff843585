/** Mails of an owner. Every statement names the owner; what searches look into is stored folded. */
import { query } from "@/lib/db";

export interface StoredRecipient {
  readonly kind: "to" | "cc" | "bcc";
  readonly email: string;
  readonly name: string | null;
  /** What became of it, per person; null while nothing has. */
  readonly delivery: "delivered" | "sent" | "not-sent" | null;
  readonly reason: string | null;
}

export type MailFolder = "inbox" | "drafts" | "outbox" | "sent" | "archive" | "trash";
export type MailState = "received" | "draft" | "scheduled" | "sending" | "sent" | "not-sent";

export interface StoredMail {
  readonly id: string;
  readonly userId: string;
  readonly provider: string;
  /** The outside account it lies in; null for the built-in mailbox. */
  readonly connectionId: string | null;
  readonly threadId: string;
  readonly folder: MailFolder;
  readonly folderBefore: Exclude<MailFolder, "trash"> | null;
  readonly state: MailState;
  readonly fromEmail: string;
  readonly fromName: string | null;
  readonly recipients: readonly StoredRecipient[];
  readonly subject: string;
  readonly body: string;
  readonly preview: string;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly automatic: boolean;
  readonly answersId: string | null;
  readonly how: "new" | "reply" | "forward";
  readonly read: boolean;
  readonly flagged: boolean;
  readonly labels: readonly string[];
  readonly sendAt: string | null;
  readonly attempts: number;
  readonly note: string | null;
  readonly sentAt: string;
  readonly searchText: string;
  readonly fromText: string;
  readonly version: number;
}

/** Without the body and what is searched: lists stay light. */
export const lightColumns = `m.id, m.user_id AS "userId", m.provider, m.connection_id AS "connectionId", m.thread_id AS "threadId", m.folder, m.folder_before AS "folderBefore", m.state,
  m.from_email AS "fromEmail", m.from_name AS "fromName", m.recipients, m.subject, m.preview, m.message_id AS "messageId", m.in_reply_to AS "inReplyTo",
  m.mail_references AS "references", m.automatic, m.answers_id AS "answersId", m.how, m.read, m.flagged, m.labels, m.send_at AS "sendAt", m.attempts, m.note,
  m.sent_at AS "sentAt", m.version`;
const columns = `${lightColumns}, m.body, m.search_text AS "searchText", m.from_text AS "fromText"`;

export type LightMail = Omit<StoredMail, "body" | "searchText" | "fromText">;

const insert = (
  onConflict: string,
): string => `INSERT INTO mails (id, user_id, provider, thread_id, folder, folder_before, state, from_email, from_name, recipients, subject, body, preview,
    message_id, in_reply_to, mail_references, automatic, answers_id, how, read, flagged, labels, send_at, attempts, note, sent_at, search_text, from_text, version, connection_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30) ${onConflict}`;

const values = (mail: StoredMail): unknown[] => [
  mail.id,
  mail.userId,
  mail.provider,
  mail.threadId,
  mail.folder,
  mail.folderBefore,
  mail.state,
  mail.fromEmail,
  mail.fromName,
  JSON.stringify(mail.recipients),
  mail.subject,
  mail.body,
  mail.preview,
  mail.messageId,
  mail.inReplyTo,
  mail.references,
  mail.automatic,
  mail.answersId,
  mail.how,
  mail.read,
  mail.flagged,
  mail.labels,
  mail.sendAt,
  mail.attempts,
  mail.note,
  mail.sentAt,
  mail.searchText,
  mail.fromText,
  mail.version,
  mail.connectionId,
];

export const createMailRow = async (mail: StoredMail): Promise<void> => {
  await query(insert(""), values(mail));
};

/** False when this owner has received the same mail in the same account before. */
export const createReceivedMailRow = async (mail: StoredMail): Promise<boolean> =>
  (
    await query(
      insert(
        "ON CONFLICT (user_id, coalesce(connection_id, '00000000-0000-0000-0000-000000000000'), message_id) WHERE state = 'received' DO NOTHING RETURNING id",
      ),
      values(mail),
    )
  ).rows.length > 0;

/** Writes everything an owner's mail can become; who it is from, its owner and its Message-ID never change. */
export const updateMailRow = async (mail: StoredMail): Promise<void> => {
  await query(
    `UPDATE mails SET thread_id = $3, folder = $4, folder_before = $5, state = $6, recipients = $7::jsonb, subject = $8, body = $9, preview = $10, in_reply_to = $11,
      mail_references = $12, answers_id = $13, read = $14, flagged = $15, labels = $16, send_at = $17, attempts = $18, note = $19, sent_at = $20, search_text = $21,
      version = $22, how = $23, updated_at = now()
    WHERE user_id = $1 AND id = $2`,
    [
      mail.userId,
      mail.id,
      mail.threadId,
      mail.folder,
      mail.folderBefore,
      mail.state,
      JSON.stringify(mail.recipients),
      mail.subject,
      mail.body,
      mail.preview,
      mail.inReplyTo,
      mail.references,
      mail.answersId,
      mail.read,
      mail.flagged,
      mail.labels,
      mail.sendAt,
      mail.attempts,
      mail.note,
      mail.sentAt,
      mail.searchText,
      mail.version,
      mail.how,
    ],
  );
};

/** Only what an owner does to many mails at once. */
export interface MailMark {
  readonly id: string;
  readonly folder: MailFolder;
  readonly folderBefore: Exclude<MailFolder, "trash"> | null;
  readonly state: MailState;
  readonly read: boolean;
  readonly flagged: boolean;
  readonly labels: readonly string[];
  readonly sendAt: string | null;
}

export const updateMailMarks = async (userId: string, marks: readonly MailMark[]): Promise<void> => {
  if (marks.length === 0) return;
  await query(
    `UPDATE mails m SET folder = c.folder, folder_before = c."folderBefore", state = c.state, read = c.read, flagged = c.flagged,
      labels = ARRAY(SELECT jsonb_array_elements_text(c.labels)), send_at = c."sendAt", version = m.version + 1, updated_at = now()
    FROM jsonb_to_recordset($2::jsonb) AS c(id uuid, folder text, "folderBefore" text, state text, read boolean, flagged boolean, labels jsonb, "sendAt" timestamptz)
    WHERE m.user_id = $1 AND m.id = c.id`,
    [userId, JSON.stringify(marks)],
  );
};

export const findMailRow = async (userId: string, id: string): Promise<StoredMail | null> =>
  (await query<StoredMail>(`SELECT ${columns} FROM mails m WHERE m.user_id = $1 AND m.id = $2`, [userId, id])).rows[0] ?? null;

/** As `findMailRow`; nobody else can change it until the transaction ends. */
export const lockMailRow = async (userId: string, id: string): Promise<StoredMail | null> =>
  (await query<StoredMail>(`SELECT ${columns} FROM mails m WHERE m.user_id = $1 AND m.id = $2 FOR UPDATE`, [userId, id])).rows[0] ?? null;

/** Those of this owner, oldest first, held until the transaction ends. */
export const lockMailRows = async (userId: string, ids: readonly string[]): Promise<LightMail[]> =>
  (await query<LightMail>(`SELECT ${lightColumns} FROM mails m WHERE m.user_id = $1 AND m.id = ANY ($2::uuid[]) ORDER BY m.id FOR UPDATE`, [userId, ids])).rows;

/** The others of the same conversations that lie in the same folders. */
export const listThreadMates = async (userId: string, ids: readonly string[], limit: number): Promise<string[]> =>
  (
    await query<{ id: string }>(
      `SELECT DISTINCT o.id FROM mails m JOIN mails o ON o.user_id = m.user_id AND o.thread_id = m.thread_id AND o.folder = m.folder
      WHERE m.user_id = $1 AND m.id = ANY ($2::uuid[]) LIMIT $3`,
      [userId, ids, limit],
    )
  ).rows.map(({ id }) => id);

/** Oldest first; the newest `limit` of them. What was thrown away is left out, unless the mail asked for lies there itself. */
export const listThreadRows = async (userId: string, threadId: string, trashToo: boolean, limit: number): Promise<StoredMail[]> =>
  (
    await query<StoredMail>(
      `SELECT * FROM (SELECT ${columns} FROM mails m WHERE m.user_id = $1 AND m.thread_id = $2 AND ($3 OR m.folder <> 'trash') ORDER BY m.sent_at DESC, m.id DESC LIMIT $4) AS newest
      ORDER BY "sentAt", id`,
      [userId, threadId, trashToo, limit],
    )
  ).rows;

/** Somebody meant by words of a name or an address, or by addresses that are known. */
export interface PersonSought {
  readonly words: readonly string[];
  readonly emails: readonly string[];
}

export interface MailsQuestion {
  /** Null = everywhere but in the trash. */
  readonly folders: readonly MailFolder[] | null;
  /** Every word must occur somewhere in it. */
  readonly words: readonly string[];
  /** One of these wrote it; an empty list asks for nobody in particular. */
  readonly from: readonly PersonSought[];
  /** Each of these is among the recipients. */
  readonly to: readonly PersonSought[];
  readonly subject: readonly string[];
  readonly label: string | null;
  readonly read: boolean | null;
  readonly flagged: boolean | null;
  readonly since: string | null;
  readonly until: string | null;
  /** Only the newest of each conversation. */
  readonly oncePerThread: boolean;
  readonly oldestFirst: boolean;
  readonly after: { readonly sentAt: string; readonly id: string } | null;
  readonly limit: number;
}

const patterns = (words: readonly string[]): string[] => words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);

/** Conditions are fixed texts chosen by what was asked, so that each index can serve; values only ever travel as parameters. */
const conditionsOf = (userId: string, question: MailsQuestion): { conditions: string[]; params: unknown[] } => {
  const params: unknown[] = [userId];
  const conditions = ["m.user_id = $1"];
  const add = (condition: (param: string) => string, value: unknown): void => {
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  if (question.folders === null) conditions.push("m.folder <> 'trash'");
  else if (question.folders.length === 1) add((param) => `m.folder = ${param}`, question.folders[0]);
  else add((param) => `m.folder = ANY (${param}::text[])`, question.folders);
  // A condition a word: `LIKE ALL` of an array can't be answered by the trigram index.
  for (const pattern of patterns(question.words)) add((param) => `m.search_text LIKE ${param}`, pattern);
  if (question.from.length > 0) {
    const people = question.from.map(({ words, emails }) => {
      const named = patterns(words).map((pattern) => `m.from_text LIKE $${params.push(pattern)}`);
      return `(${named.length === 0 ? "false" : `(${named.join(" AND ")})`} OR m.from_email = ANY ($${params.push(emails)}::text[]))`;
    });
    conditions.push(`(${people.join(" OR ")})`);
  }
  for (const { words, emails } of question.to) {
    params.push(patterns(words), emails);
    conditions.push(
      `EXISTS (SELECT 1 FROM jsonb_array_elements(m.recipients) r WHERE (lower(coalesce(r->>'name', '') || ' ' || (r->>'email')) LIKE ALL ($${params.length - 1}::text[]) ${words.length === 0 ? "AND false" : ""}) OR r->>'email' = ANY ($${params.length}::text[]))`,
    );
  }
  if (question.subject.length > 0) add((param) => `lower(m.subject) LIKE ALL (${param}::text[])`, patterns(question.subject));
  if (question.label !== null) add((param) => `m.labels @> ARRAY[${param}::text]`, question.label);
  if (question.read !== null) conditions.push(question.read ? "m.read" : "NOT m.read");
  if (question.flagged !== null) conditions.push(question.flagged ? "m.flagged" : "NOT m.flagged");
  if (question.since !== null) add((param) => `m.sent_at >= ${param}::timestamptz`, question.since);
  if (question.until !== null) add((param) => `m.sent_at < ${param}::timestamptz`, question.until);
  if (question.oncePerThread)
    conditions.push(
      "NOT EXISTS (SELECT 1 FROM mails n WHERE n.user_id = m.user_id AND n.thread_id = m.thread_id AND n.folder = m.folder AND (n.sent_at, n.id) > (m.sent_at, m.id))",
    );
  if (question.after !== null) {
    params.push(question.after.sentAt, question.after.id);
    conditions.push(`(m.sent_at, m.id) ${question.oldestFirst ? ">" : "<"} ($${params.length - 1}::timestamptz, $${params.length}::uuid)`);
  }
  return { conditions, params };
};

const inOrder = ({ oldestFirst }: MailsQuestion): string => (oldestFirst ? "m.sent_at, m.id" : "m.sent_at DESC, m.id DESC");

export const listMailRows = async (userId: string, question: MailsQuestion): Promise<LightMail[]> => {
  const { conditions, params } = conditionsOf(userId, question);
  return (
    await query<LightMail>(`SELECT ${lightColumns} FROM mails m WHERE ${conditions.join(" AND ")} ORDER BY ${inOrder(question)} LIMIT $${params.length + 1}`, [
      ...params,
      question.limit,
    ])
  ).rows;
};

/** The same with their bodies. */
export const listWholeMailRows = async (userId: string, question: MailsQuestion): Promise<StoredMail[]> => {
  const { conditions, params } = conditionsOf(userId, question);
  return (
    await query<StoredMail>(`SELECT ${columns} FROM mails m WHERE ${conditions.join(" AND ")} ORDER BY ${inOrder(question)} LIMIT $${params.length + 1}`, [
      ...params,
      question.limit,
    ])
  ).rows;
};

/** Received mails of the inbox since an instant after which the owner has written nothing in the conversation, newest first. */
export const listUnansweredRows = async (userId: string, since: string, limit: number): Promise<StoredMail[]> =>
  (
    await query<StoredMail>(
      `SELECT ${columns} FROM mails m
      WHERE m.user_id = $1 AND m.folder = 'inbox' AND m.state = 'received' AND NOT m.automatic AND m.sent_at >= $2::timestamptz
        AND NOT EXISTS (SELECT 1 FROM mails n WHERE n.user_id = m.user_id AND n.thread_id = m.thread_id AND n.folder <> 'trash' AND n.state <> 'draft' AND (n.sent_at, n.id) > (m.sent_at, m.id))
      ORDER BY m.sent_at DESC, m.id DESC LIMIT $3`,
      [userId, since, limit],
    )
  ).rows;

/** The conversation one of these Message-IDs stands in, for this owner. */
export const findThreadOf = async (userId: string, messageIds: readonly string[]): Promise<string | null> =>
  messageIds.length === 0
    ? null
    : ((
        await query<{ threadId: string }>(
          'SELECT thread_id AS "threadId" FROM mails WHERE user_id = $1 AND message_id = ANY ($2::text[]) ORDER BY sent_at DESC LIMIT 1',
          [userId, messageIds],
        )
      ).rows[0]?.threadId ?? null);

/** The conversation in which somebody has answered this Message-ID: of two mails the answer may be read first. */
export const findThreadAnswering = async (userId: string, messageId: string): Promise<string | null> =>
  (
    await query<{ threadId: string }>('SELECT thread_id AS "threadId" FROM mails WHERE user_id = $1 AND in_reply_to = $2 ORDER BY sent_at LIMIT 1', [
      userId,
      messageId,
    ])
  ).rows[0]?.threadId ?? null;

export interface MailCountRow {
  readonly unread: number;
  readonly drafts: number;
  readonly notSent: number;
}

/** Each counted up to `most`, so that a mailbox nobody ever read costs no more than one that is kept tidy. */
export const countMailRows = async (userId: string, most: number): Promise<MailCountRow> =>
  (
    await query<MailCountRow>(
      `SELECT (SELECT count(*) FROM (SELECT 1 FROM mails WHERE user_id = $1 AND folder = 'inbox' AND NOT read LIMIT $2) AS counted) AS unread,
        (SELECT count(*) FROM (SELECT 1 FROM mails WHERE user_id = $1 AND folder = 'drafts' LIMIT $2) AS counted) AS drafts,
        (SELECT count(*) FROM (SELECT 1 FROM mails WHERE user_id = $1 AND folder = 'outbox' AND state = 'not-sent' LIMIT $2) AS counted) AS "notSent"`,
      [userId, most],
    )
  ).rows[0] ?? { unread: 0, drafts: 0, notSent: 0 };

/** The labels of the newest `among` mails that have any. */
export const listMailLabels = async (userId: string, among: number, limit: number): Promise<string[]> =>
  (
    await query<{ label: string }>(
      `SELECT DISTINCT unnest(labels) AS label
         FROM (SELECT labels FROM mails WHERE user_id = $1 AND labels <> '{}' ORDER BY sent_at DESC LIMIT $2) AS newest ORDER BY label LIMIT $3`,
      [userId, among, limit],
    )
  ).rows.map(({ label }) => label);

/** True when there was one: a draft, or what lies in the trash. */
export const deleteMailRow = async (userId: string, id: string): Promise<boolean> =>
  (await query("DELETE FROM mails WHERE user_id = $1 AND id = $2 AND (folder = 'trash' OR state = 'draft') RETURNING id", [userId, id])).rows.length > 0;

/** Mails whose ten seconds are over, of all owners: the jobs' safety net. */
export const listDueMails = async (before: string, limit: number): Promise<{ id: string; userId: string }[]> =>
  (
    await query<{ id: string; userId: string }>(
      `SELECT id, user_id AS "userId" FROM mails WHERE state IN ('scheduled', 'sending') AND send_at <= $1::timestamptz ORDER BY send_at LIMIT $2`,
      [before, limit],
    )
  ).rows;

export interface LocalMailbox {
  readonly userId: string;
  readonly email: string;
  readonly verified: boolean;
}

/** Accounts of this server with one of these addresses. */
export const listMailboxes = async (emails: readonly string[]): Promise<LocalMailbox[]> =>
  (await query<LocalMailbox>('SELECT id AS "userId", email, email_verified AS verified FROM "user" WHERE email = ANY ($1::text[])', [emails])).rows;
