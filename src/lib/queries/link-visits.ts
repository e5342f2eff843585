/** Who came by a link: visits, what was said, which times were shown and held, and codes on their way. */
import { query } from "@/lib/db";
import type { Slot, TalkMessage, Visit } from "@/lib/delegation/contracts";

export interface StoredVisit {
  readonly id: string;
  readonly userId: string;
  readonly linkId: string;
  readonly visitorHash: string;
  readonly zone: string;
  readonly locale: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly verifiedEmail: string | null;
  /** Whatever the conversation keeps between two messages. */
  readonly talk: Readonly<Record<string, unknown>>;
}

const columns = `v.id, v.user_id AS "userId", v.link_id AS "linkId", v.visitor_hash AS "visitorHash", v.zone, v.locale, v.name, v.email,
  v.verified_email AS "verifiedEmail", v.talk`;

export const createVisitRow = async (visit: Omit<StoredVisit, "name" | "email" | "verifiedEmail" | "talk">, secretHash: string): Promise<void> => {
  await query("INSERT INTO link_visits (id, user_id, link_id, secret_hash, visitor_hash, zone, locale) VALUES ($1, $2, $3, $4, $5, $6, $7)", [
    visit.id,
    visit.userId,
    visit.linkId,
    secretHash,
    visit.visitorHash,
    visit.zone,
    visit.locale,
  ]);
};

/** The visit of this link with this secret; another link's visit opens nothing. */
export const findVisitBySecret = async (linkId: string, secretHash: string): Promise<StoredVisit | null> =>
  (await query<StoredVisit>(`SELECT ${columns} FROM link_visits v WHERE v.link_id = $1 AND v.secret_hash = $2`, [linkId, secretHash])).rows[0] ?? null;

export const findVisitRow = async (id: string): Promise<StoredVisit | null> =>
  (await query<StoredVisit>(`SELECT ${columns} FROM link_visits v WHERE v.id = $1`, [id])).rows[0] ?? null;

export type VisitPatch = Partial<Pick<StoredVisit, "zone" | "locale" | "name" | "email" | "verifiedEmail" | "talk">>;

export const updateVisitRow = async (id: string, patch: VisitPatch, now: string): Promise<void> => {
  await query(
    `UPDATE link_visits SET zone = coalesce($2, zone), locale = coalesce($3, locale), name = coalesce($4, name), email = coalesce($5, email),
            verified_email = coalesce($6, verified_email), talk = coalesce($7::jsonb, talk), last_seen_at = $8 WHERE id = $1`,
    [
      id,
      patch.zone ?? null,
      patch.locale ?? null,
      patch.name ?? null,
      patch.email ?? null,
      patch.verifiedEmail ?? null,
      patch.talk === undefined ? null : JSON.stringify(patch.talk),
      now,
    ],
  );
};

const visitColumns = `v.id, v.name, v.email, v.zone, v.created_at AS "createdAt", v.last_seen_at AS "lastSeenAt",
  (SELECT count(*) FROM link_messages m WHERE m.visit_id = v.id)::int AS messages,
  (SELECT count(DISTINCT r.starts_at) FROM link_reveals r WHERE r.visit_id = v.id)::int AS revealed,
  (SELECT count(*) FROM link_bookings b WHERE b.visit_id = v.id)::int AS bookings`;

/** Newest first. */
export const listVisitRows = async (userId: string, linkId: string, before: string | null, limit: number): Promise<Visit[]> =>
  (
    await query<Visit>(
      `SELECT ${visitColumns} FROM link_visits v WHERE v.user_id = $1 AND v.link_id = $2 AND ($3::uuid IS NULL OR v.id < $3::uuid) ORDER BY v.id DESC LIMIT $4`,
      [userId, linkId, before, limit],
    )
  ).rows;

export const findVisitSummary = async (userId: string, linkId: string, id: string): Promise<Visit | null> =>
  (await query<Visit>(`SELECT ${visitColumns} FROM link_visits v WHERE v.user_id = $1 AND v.link_id = $2 AND v.id = $3`, [userId, linkId, id])).rows[0] ?? null;

export interface NewTalkMessage extends Omit<TalkMessage, "slots" | "createdAt"> {
  readonly slots: readonly Slot[];
}

export const createTalkMessage = async (visit: Pick<StoredVisit, "id" | "userId" | "linkId">, message: NewTalkMessage): Promise<TalkMessage> =>
  (
    await query<TalkMessage>(
      `INSERT INTO link_messages (id, user_id, link_id, visit_id, role, body, slots) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb)
       RETURNING id, role, body AS text, slots, created_at AS "createdAt"`,
      [message.id, visit.userId, visit.linkId, visit.id, message.role, message.text, JSON.stringify(message.slots)],
    )
  ).rows[0] as TalkMessage;

/** The last `limit` messages, oldest first. */
export const listTalkMessages = async (visitId: string, limit: number): Promise<TalkMessage[]> =>
  (
    await query<TalkMessage>(
      `SELECT * FROM (SELECT id, role, body AS text, slots, created_at AS "createdAt" FROM link_messages WHERE visit_id = $1 ORDER BY id DESC LIMIT $2) last ORDER BY id`,
      [visitId, limit],
    )
  ).rows;

export const countTalkMessages = async (visitId: string): Promise<number> =>
  (await query<{ count: number }>("SELECT count(*)::int AS count FROM link_messages WHERE visit_id = $1 AND role = 'visitor'", [visitId])).rows[0]?.count ?? 0;

/** Which of these times this visitor was shown on this day (of UTC) already, and how many distinct ones in all. */
export const listRevealed = async (linkId: string, visitorHash: string, day: string): Promise<string[]> =>
  (
    await query<{ startsAt: string }>(`SELECT starts_at AS "startsAt" FROM link_reveals WHERE link_id = $1 AND visitor_hash = $2 AND day = $3::date`, [
      linkId,
      visitorHash,
      day,
    ])
  ).rows.map(({ startsAt }) => startsAt);

/** To whom times are shown: a visit, or whoever moves a booking out of a mail. */
export interface Watcher {
  readonly userId: string;
  readonly linkId: string;
  readonly visitorHash: string;
  readonly visitId: string | null;
}

export const createReveals = async (watcher: Watcher, day: string, starts: readonly string[]): Promise<void> => {
  if (starts.length === 0) return;
  await query(
    `INSERT INTO link_reveals (link_id, visitor_hash, day, starts_at, visit_id, user_id)
     SELECT $1, $2, $3::date, start, $4, $5 FROM unnest($6::timestamptz[]) start ON CONFLICT DO NOTHING`,
    [watcher.linkId, watcher.visitorHash, day, watcher.visitId, watcher.userId, starts],
  );
};

/** What a visit was shown, in order of the times. */
export const listRevealsOfVisit = async (visitId: string, limit: number): Promise<{ start: string; at: string }[]> =>
  (
    await query<{ start: string; at: string }>(
      `SELECT starts_at AS start, min(created_at) AS at FROM link_reveals WHERE visit_id = $1 GROUP BY starts_at ORDER BY starts_at LIMIT $2`,
      [visitId, limit],
    )
  ).rows;

export interface StoredHold {
  readonly visitId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly expiresAt: string;
}

/** One hold a visit: a new one takes the place of the old. */
export const saveHold = async (userId: string, { visitId, startsAt, endsAt, expiresAt }: StoredHold): Promise<void> => {
  await query(
    `INSERT INTO link_holds (visit_id, user_id, starts_at, ends_at, expires_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (visit_id) DO UPDATE SET starts_at = $3, ends_at = $4, expires_at = $5`,
    [visitId, userId, startsAt, endsAt, expiresAt],
  );
};

export const deleteHold = async (visitId: string): Promise<boolean> => (await query("DELETE FROM link_holds WHERE visit_id = $1", [visitId])).rowCount > 0;

/** What visits hold of an owner's time at this moment. */
export const listHolds = async (userId: string, now: string): Promise<StoredHold[]> =>
  (
    await query<StoredHold>(
      `SELECT visit_id AS "visitId", starts_at AS "startsAt", ends_at AS "endsAt", expires_at AS "expiresAt" FROM link_holds
        WHERE user_id = $1 AND expires_at > $2::timestamptz`,
      [userId, now],
    )
  ).rows;

/** A new code for a visit: the one before stops working. */
export const saveCode = async (
  visit: Pick<StoredVisit, "id" | "userId">,
  code: { readonly email: string; readonly codeHash: string; readonly tries: number; readonly expiresAt: string },
): Promise<void> => {
  await query(
    `INSERT INTO link_codes (visit_id, user_id, email, code_hash, tries_left, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (visit_id) DO UPDATE SET email = $3, code_hash = $4, tries_left = $5, expires_at = $6`,
    [visit.id, visit.userId, code.email, code.codeHash, code.tries, code.expiresAt],
  );
};

/** Uses up one try of the code for this address; null when none is left or it is too old. */
export const tryCode = async (visitId: string, email: string, now: string): Promise<{ readonly codeHash: string } | null> =>
  (
    await query<{ codeHash: string }>(
      `UPDATE link_codes SET tries_left = tries_left - 1 WHERE visit_id = $1 AND email = $2 AND expires_at > $3::timestamptz AND tries_left > 0
       RETURNING code_hash AS "codeHash"`,
      [visitId, email, now],
    )
  ).rows[0] ?? null;

/** Takes everything of a visit away: what was said, shown, held. */
export const deleteVisitRow = async (id: string): Promise<void> => {
  await query("DELETE FROM link_visits WHERE id = $1", [id]);
};

/** Whoever came in has to come in anew: by another address, or with another PIN. */
export const endVisits = async (linkId: string): Promise<void> => {
  await query("UPDATE link_visits SET secret_hash = 'ended ' || id::text WHERE link_id = $1", [linkId]);
};
