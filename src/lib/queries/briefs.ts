/** Daily briefs of owners, and when the next one is due. */
import { query } from "@/lib/db";
import type { Brief } from "@/lib/briefs/contracts";

const columns = 'id, day, sentences, phrased, created_at AS "createdAt"';

export interface NewBrief {
  readonly id: string;
  readonly day: string;
  readonly sentences: readonly string[];
  /** For each sentence where its facts stand: [start, end). */
  readonly facts: readonly (readonly (readonly [number, number])[])[];
}

/** Keeps the day's brief; false when the day has one. */
export const createBriefRow = async (userId: string, { id, day, sentences, facts }: NewBrief): Promise<boolean> =>
  (
    await query("INSERT INTO briefs (id, user_id, day, sentences, facts) VALUES ($1, $2, $3, $4::jsonb, $5::jsonb) ON CONFLICT (user_id, day) DO NOTHING", [
      id,
      userId,
      day,
      JSON.stringify(sentences),
      JSON.stringify(facts),
    ])
  ).rowCount > 0;

/** Null when it is gone, or has been phrased. */
export const findUnphrasedBrief = async (userId: string, id: string): Promise<Pick<NewBrief, "sentences" | "facts"> | null> =>
  (
    await query<Pick<NewBrief, "sentences" | "facts">>(
      "SELECT sentences, facts FROM briefs WHERE user_id = $1 AND id = $2 AND phrased IS NULL AND facts <> '[]'",
      [userId, id],
    )
  ).rows[0] ?? null;

/** True for the first who phrases it. */
export const savePhrasing = async (userId: string, id: string, phrased: string): Promise<boolean> =>
  (await query("UPDATE briefs SET phrased = $3 WHERE user_id = $1 AND id = $2 AND phrased IS NULL", [userId, id, phrased])).rowCount > 0;

/** Newest day first. */
export const listBriefRows = async (userId: string, before: string | null, limit: number): Promise<Brief[]> =>
  (
    await query<Brief>(`SELECT ${columns} FROM briefs WHERE user_id = $1 AND ($2::text IS NULL OR day < $2::text) ORDER BY day DESC LIMIT $3`, [
      userId,
      before,
      limit,
    ])
  ).rows;

export interface BriefSettingsRow {
  readonly wanted: boolean;
  readonly localTime: string;
  readonly nextAt: string;
}

export const findBriefSettings = async (userId: string): Promise<BriefSettingsRow | null> =>
  (await query<BriefSettingsRow>('SELECT wanted, local_time AS "localTime", next_at AS "nextAt" FROM brief_settings WHERE user_id = $1', [userId])).rows[0] ??
  null;

export const saveBriefSettings = async (userId: string, { wanted, localTime, nextAt }: BriefSettingsRow): Promise<void> => {
  await query(
    `INSERT INTO brief_settings (user_id, wanted, local_time, next_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (user_id) DO UPDATE SET wanted = excluded.wanted, local_time = excluded.local_time, next_at = excluded.next_at, updated_at = now()`,
    [userId, wanted, localTime, nextAt],
  );
};

/** Owners whose brief is due at this moment, longest waiting first. */
export const listDueBriefs = async (at: string, limit: number): Promise<string[]> =>
  (
    await query<{ userId: string }>('SELECT user_id AS "userId" FROM brief_settings WHERE wanted AND next_at <= $1::timestamptz ORDER BY next_at LIMIT $2', [
      at,
      limit,
    ])
  ).rows.map(({ userId }) => userId);

/** Whose profile, and with it maybe their zone, changed since their next brief was worked out; those that are due already aren't among them. */
export const listMovedBriefOwners = async (now: string, limit: number): Promise<(BriefSettingsRow & { readonly userId: string })[]> =>
  (
    await query<BriefSettingsRow & { userId: string }>(
      `SELECT s.user_id AS "userId", s.wanted, s.local_time AS "localTime", s.next_at AS "nextAt"
         FROM brief_settings s JOIN profiles p ON p.user_id = s.user_id
        WHERE s.next_at > $1::timestamptz AND p.updated_at >= s.updated_at LIMIT $2`,
      [now, limit],
    )
  ).rows;

/** Owners who never said when: they have the usual hour. */
export const listOwnersWithoutBriefSettings = async (limit: number): Promise<string[]> =>
  (
    await query<{ userId: string }>(
      'SELECT p.user_id AS "userId" FROM profiles p WHERE NOT EXISTS (SELECT 1 FROM brief_settings s WHERE s.user_id = p.user_id) LIMIT $1',
      [limit],
    )
  ).rows.map(({ userId }) => userId);

/** Moves an owner's next brief on, if nobody has yet: whoever succeeds writes it. */
export const claimBrief = async (userId: string, at: string, nextAt: string): Promise<boolean> =>
  (await query("UPDATE brief_settings SET next_at = $3::timestamptz WHERE user_id = $1 AND wanted AND next_at <= $2::timestamptz", [userId, at, nextAt]))
    .rowCount > 0;
