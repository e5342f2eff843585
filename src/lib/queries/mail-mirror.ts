/** Which mail of ours is which one in a connected account. */
import { query } from "@/lib/db";
import { lightColumns, type LightMail } from "./mails";

export interface MailLink {
  readonly mailId: string;
  readonly sourceId: string;
  readonly sourceThreadId: string | null;
  /** The version of our row that both sides have. */
  readonly version: number;
}

export type MirroredMail = LightMail & { readonly sourceId: string; readonly sourceThreadId: string | null; readonly linkVersion: number };

const columns = `${lightColumns}, l.source_id AS "sourceId", l.source_thread_id AS "sourceThreadId", l.version AS "linkVersion"`;

export const listMirroredMails = async (connectionId: string, sourceIds: readonly string[]): Promise<MirroredMail[]> =>
  sourceIds.length === 0
    ? []
    : (
        await query<MirroredMail>(
          `SELECT ${columns} FROM mail_links l JOIN mails m ON m.id = l.mail_id WHERE l.connection_id = $1 AND l.source_id = ANY ($2::text[])`,
          [connectionId, sourceIds],
        )
      ).rows;

export const listCarriedMails = async (userId: string, connectionId: string, mailIds: readonly string[]): Promise<MirroredMail[]> =>
  mailIds.length === 0
    ? []
    : (
        await query<MirroredMail>(
          `SELECT ${columns} FROM mail_links l JOIN mails m ON m.id = l.mail_id WHERE l.user_id = $1 AND l.connection_id = $2 AND l.mail_id = ANY ($3::uuid[])`,
          [userId, connectionId, mailIds],
        )
      ).rows;

export const saveMailLinks = async (userId: string, connectionId: string, links: readonly MailLink[]): Promise<void> => {
  if (links.length === 0) return;
  // A name belongs to one mail: to the one it was given to last.
  await query("DELETE FROM mail_links WHERE connection_id = $1::uuid AND source_id = ANY ($2::text[]) AND mail_id <> ALL ($3::uuid[])", [
    connectionId,
    links.map(({ sourceId }) => sourceId),
    links.map(({ mailId }) => mailId),
  ]);
  await query(
    `INSERT INTO mail_links (mail_id, user_id, connection_id, source_id, source_thread_id, version)
     SELECT l."mailId", $1, $2::uuid, l."sourceId", l."sourceThreadId", l.version
       FROM jsonb_to_recordset($3::jsonb) AS l("mailId" uuid, "sourceId" text, "sourceThreadId" text, version integer)
     ON CONFLICT (mail_id) DO UPDATE SET source_id = EXCLUDED.source_id, source_thread_id = EXCLUDED.source_thread_id, version = EXCLUDED.version`,
    [userId, connectionId, JSON.stringify(links)],
  );
};

/** Our conversation of a conversation there; null when none of its mails is known. */
export const findMirroredThread = async (connectionId: string, sourceThreadId: string): Promise<string | null> =>
  (
    await query<{ threadId: string }>(
      'SELECT m.thread_id AS "threadId" FROM mail_links l JOIN mails m ON m.id = l.mail_id WHERE l.connection_id = $1 AND l.source_thread_id = $2 LIMIT 1',
      [connectionId, sourceThreadId],
    )
  ).rows[0]?.threadId ?? null;

/** What the provider calls a conversation of ours in one account. */
export const findSourceThread = async (connectionId: string, threadId: string): Promise<string | null> =>
  (
    await query<{ sourceThreadId: string | null }>(
      `SELECT l.source_thread_id AS "sourceThreadId" FROM mails m JOIN mail_links l ON l.mail_id = m.id
        WHERE l.connection_id = $1 AND m.thread_id = $2 AND l.source_thread_id IS NOT NULL ORDER BY m.sent_at DESC LIMIT 1`,
      [connectionId, threadId],
    )
  ).rows[0]?.sourceThreadId ?? null;

/** One that lay under one of these names until now: by its Message-ID it is the mail that is somewhere else now. */
export const findMovedMail = async (connectionId: string, messageId: string, sourceIds: readonly string[]): Promise<MirroredMail | null> =>
  sourceIds.length === 0
    ? null
    : ((
        await query<MirroredMail>(
          `SELECT ${columns} FROM mail_links l JOIN mails m ON m.id = l.mail_id
            WHERE l.connection_id = $1 AND m.message_id = $2 AND l.source_id = ANY ($3::text[]) LIMIT 1`,
          [connectionId, messageId, sourceIds],
        )
      ).rows[0] ?? null);

/** Where a mail of ours lies there; null when it doesn't, or that isn't known. */
export const findMailLink = async (userId: string, mailId: string): Promise<(MailLink & { readonly connectionId: string }) | null> =>
  (
    await query<MailLink & { readonly connectionId: string }>(
      `SELECT mail_id AS "mailId", source_id AS "sourceId", source_thread_id AS "sourceThreadId", version, connection_id AS "connectionId"
         FROM mail_links WHERE user_id = $1 AND mail_id = $2`,
      [userId, mailId],
    )
  ).rows[0] ?? null;

export const deleteMailLink = async (userId: string, mailId: string): Promise<void> => {
  await query("DELETE FROM mail_links WHERE user_id = $1 AND mail_id = $2", [userId, mailId]);
};

/** A draft of ours by its Message-ID, and where it is known to lie there. */
export const findDraft = async (
  userId: string,
  connectionId: string,
  messageId: string,
): Promise<{ id: string; version: number; sourceId: string | null } | null> =>
  (
    await query<{ id: string; version: number; sourceId: string | null }>(
      `SELECT m.id, m.version, l.source_id AS "sourceId" FROM mails m LEFT JOIN mail_links l ON l.mail_id = m.id
        WHERE m.user_id = $1 AND m.connection_id = $2 AND m.message_id = $3 AND m.state = 'draft' LIMIT 1`,
      [userId, connectionId, messageId],
    )
  ).rows[0] ?? null;

/** A mail sent from here through this account whose copy there isn't known yet. */
export const findSentMail = async (userId: string, connectionId: string, messageId: string): Promise<{ id: string; version: number } | null> =>
  (
    await query<{ id: string; version: number }>(
      `SELECT m.id, m.version FROM mails m LEFT JOIN mail_links l ON l.mail_id = m.id
        WHERE m.user_id = $1 AND m.message_id = $3 AND m.connection_id = $2 AND m.state IN ('sent', 'sending', 'scheduled') AND l.mail_id IS NULL LIMIT 1`,
      [userId, connectionId, messageId],
    )
  ).rows[0] ?? null;

/** Mails that are gone there; answers how many were here. */
export const deleteMirroredMails = async (userId: string, connectionId: string, sourceIds: readonly string[]): Promise<number> =>
  sourceIds.length === 0
    ? 0
    : (
        await query(
          "DELETE FROM mails m USING mail_links l WHERE l.mail_id = m.id AND m.user_id = $1 AND l.connection_id = $2 AND l.source_id = ANY ($3::text[])",
          [userId, connectionId, sourceIds],
        )
      ).rowCount;
