/** What owners chose about being told things: read whole by whoever tells them something, in one question. */
import { query } from "@/lib/db";
import type { NotificationChoice } from "@/lib/notifications/contracts";

export interface NoticeSettingsRow {
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
  readonly urgent: readonly string[] | null;
  readonly digestTime: string | null;
  readonly remindMinutes: number | null;
}

const columns = `'quietFrom', s.quiet_from, 'quietUntil', s.quiet_until, 'urgent', s.urgent, 'digestTime', s.digest_time, 'remindMinutes', s.remind_minutes`;

export interface NoticeRulesRow {
  readonly zone: string;
  readonly locale: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Has browsers that are told things. */
  readonly browsers: boolean;
  readonly choices: readonly NotificationChoice[];
  /** Null for owners who never changed anything. */
  readonly settings: NoticeSettingsRow | null;
}

/** Null when the account is gone. */
export const findNoticeRules = async (userId: string): Promise<NoticeRulesRow | null> =>
  (
    await query<NoticeRulesRow>(
      `SELECT p.zone, p.locale, u.name, u.email, u.email_verified AS "emailVerified",
              EXISTS (SELECT 1 FROM push_subscriptions b WHERE b.user_id = u.id) AS browsers,
              coalesce((SELECT jsonb_agg(jsonb_build_object('kind', c.kind, 'channel', c.channel, 'wanted', c.wanted))
                          FROM notification_preferences c WHERE c.user_id = u.id), '[]'::jsonb) AS choices,
              (SELECT jsonb_build_object(${columns}) FROM notification_settings s WHERE s.user_id = u.id) AS settings
         FROM "user" u JOIN profiles p ON p.user_id = u.id WHERE u.id = $1`,
      [userId],
    )
  ).rows[0] ?? null;

/** `digestAt` is the instant of the next digest; null with `digestTime`. */
export const saveNoticeSettings = async (userId: string, row: NoticeSettingsRow & { readonly digestAt: string | null }): Promise<void> => {
  await query(
    `INSERT INTO notification_settings (user_id, quiet_from, quiet_until, urgent, digest_time, digest_at, remind_minutes) VALUES ($1, $2, $3, $4::text[], $5, $6, $7)
     ON CONFLICT (user_id) DO UPDATE SET quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, urgent = excluded.urgent,
       digest_time = excluded.digest_time, digest_at = excluded.digest_at, remind_minutes = excluded.remind_minutes, updated_at = now()`,
    [userId, row.quietFrom, row.quietUntil, row.urgent, row.digestTime, row.digestAt, row.remindMinutes],
  );
};
