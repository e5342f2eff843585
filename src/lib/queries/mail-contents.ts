/** What mails brought beside their text: HTML, calendar parts, ways off a list. */
import { query } from "@/lib/db";

export interface StoredUnsubscribe {
  readonly https: string | null;
  readonly mailto: string | null;
  readonly oneClick: boolean;
}

export interface MailContent {
  readonly mailId: string;
  readonly html: string | null;
  readonly calendar: string | null;
  readonly unsubscribe: StoredUnsubscribe | null;
}

export interface StoredMailContent extends MailContent {
  readonly unsubscribedAt: string | null;
}

/** Of mails that are stored already; what brought nothing leaves no row. */
export const saveMailContents = async (userId: string, contents: readonly MailContent[]): Promise<void> => {
  const some = contents.filter(({ html, calendar, unsubscribe }) => html !== null || calendar !== null || unsubscribe !== null);
  if (some.length === 0) return;
  await query(
    `INSERT INTO mail_contents (mail_id, user_id, html, calendar, unsubscribe)
     SELECT c."mailId", $1, c.html, c.calendar, c.unsubscribe
       FROM jsonb_to_recordset($2::jsonb) AS c("mailId" uuid, html text, calendar text, unsubscribe jsonb)
     ON CONFLICT (mail_id) DO UPDATE SET html = EXCLUDED.html, calendar = EXCLUDED.calendar, unsubscribe = EXCLUDED.unsubscribe`,
    [userId, JSON.stringify(some)],
  );
};

export const listMailContents = async (userId: string, mailIds: readonly string[]): Promise<StoredMailContent[]> =>
  mailIds.length === 0
    ? []
    : (
        await query<StoredMailContent>(
          `SELECT mail_id AS "mailId", html, calendar, unsubscribe, unsubscribed_at AS "unsubscribedAt"
             FROM mail_contents WHERE user_id = $1 AND mail_id = ANY ($2::uuid[])`,
          [userId, mailIds],
        )
      ).rows;

export const findMailContent = async (userId: string, mailId: string): Promise<StoredMailContent | null> =>
  (await listMailContents(userId, [mailId]))[0] ?? null;

/** False when that was done before. */
export const markUnsubscribed = async (userId: string, mailId: string): Promise<boolean> =>
  (await query("UPDATE mail_contents SET unsubscribed_at = now() WHERE user_id = $1 AND mail_id = $2 AND unsubscribed_at IS NULL", [userId, mailId])).rowCount >
  0;
