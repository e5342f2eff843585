/** Links that owners hand out. Only hashes of tokens and PINs are stored. */
import { query } from "@/lib/db";
import type { LinkRules, LinkState } from "@/lib/delegation/contracts";

export interface StoredLink {
  readonly id: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly pinHash: string | null;
  readonly rules: LinkRules;
  /** What the owner chose; whether it is expired or used up follows from its rules. */
  readonly chosen: "active" | "paused" | "revoked";
  readonly expiresAt: string | null;
  readonly bookingsMax: number | null;
  readonly bookingsMade: number;
  readonly lastVisitAt: string | null;
  readonly version: number;
  readonly createdAt: string;
  /** All of this owner's links are paused. */
  readonly allPaused: boolean;
  /** Requests and proposals that wait for the owner. */
  readonly waiting: number;
}

const columns = `l.id, l.user_id AS "userId", l.token_hash AS "tokenHash", l.pin_hash AS "pinHash", l.rules, l.state AS chosen, l.expires_at AS "expiresAt",
  l.bookings_max AS "bookingsMax", l.bookings_made AS "bookingsMade", l.last_visit_at AS "lastVisitAt", l.version, l.created_at AS "createdAt",
  EXISTS (SELECT 1 FROM link_pauses p WHERE p.user_id = l.user_id) AS "allPaused",
  ((SELECT count(*) FROM link_bookings b WHERE b.link_id = l.id AND b.state = 'waiting')
   + (SELECT count(*) FROM link_proposals o WHERE o.link_id = l.id AND o.state = 'waiting'))::int AS waiting`;

export type NewLinkRow = Pick<StoredLink, "id" | "userId" | "tokenHash" | "pinHash" | "rules">;

export const createLinkRow = async ({ id, userId, tokenHash, pinHash, rules }: NewLinkRow): Promise<void> => {
  await query(`INSERT INTO links (id, user_id, token_hash, pin_hash, name, rules, expires_at, bookings_max) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`, [
    id,
    userId,
    tokenHash,
    pinHash,
    rules.name,
    JSON.stringify(rules),
    rules.expiresAt,
    rules.maxBookings,
  ]);
};

/** Writes rules, PIN, state and token anew; the version grows. */
export const saveLinkRow = async ({ id, userId, tokenHash, pinHash, rules, chosen }: NewLinkRow & Pick<StoredLink, "chosen">): Promise<void> => {
  await query(
    `UPDATE links SET token_hash = $3, pin_hash = $4, name = $5, rules = $6::jsonb, expires_at = $7, bookings_max = $8, state = $9, version = version + 1, updated_at = now()
      WHERE id = $1 AND user_id = $2`,
    [id, userId, tokenHash, pinHash, rules.name, JSON.stringify(rules), rules.expiresAt, rules.maxBookings, chosen],
  );
};

export const findLinkRow = async (userId: string, id: string): Promise<StoredLink | null> =>
  (await query<StoredLink>(`SELECT ${columns} FROM links l WHERE l.user_id = $1 AND l.id = $2`, [userId, id])).rows[0] ?? null;

/** As `findLinkRow`; nobody else can change it until the transaction ends. */
export const lockLinkRow = async (userId: string, id: string): Promise<StoredLink | null> =>
  (await query<StoredLink>(`SELECT ${columns} FROM links l WHERE l.user_id = $1 AND l.id = $2 FOR UPDATE OF l`, [userId, id])).rows[0] ?? null;

export const findLinkByToken = async (tokenHash: string): Promise<StoredLink | null> =>
  (await query<StoredLink>(`SELECT ${columns} FROM links l WHERE l.token_hash = $1`, [tokenHash])).rows[0] ?? null;

const stateSql = `CASE WHEN l.state = 'revoked' THEN 'revoked' WHEN l.expires_at <= $3::timestamptz THEN 'expired'
  WHEN l.bookings_made >= l.bookings_max THEN 'used-up' WHEN l.state = 'paused' OR EXISTS (SELECT 1 FROM link_pauses p WHERE p.user_id = l.user_id) THEN 'paused' ELSE 'active' END`;

export interface LinksQuestion {
  readonly state: LinkState | null;
  readonly before: string | null;
  readonly now: string;
  readonly limit: number;
}

/** Newest first. */
export const listLinkRows = async (userId: string, { state, before, now, limit }: LinksQuestion): Promise<StoredLink[]> =>
  (
    await query<StoredLink>(
      `SELECT ${columns} FROM links l WHERE l.user_id = $1 AND ($2::uuid IS NULL OR l.id < $2::uuid) AND ($4::text IS NULL OR ${stateSql} = $4)
        ORDER BY l.id DESC LIMIT $5`,
      [userId, before, now, state, limit],
    )
  ).rows;

export const countLinks = async (userId: string): Promise<number> =>
  (await query<{ count: number }>("SELECT count(*)::int AS count FROM links WHERE user_id = $1 AND state <> 'revoked'", [userId])).rows[0]?.count ?? 0;

/**
 * Uses one booking of the link up, if it may be used at this moment. The condition and the count are one statement: of many who come at
 * once for the last one, one gets it.
 */
export const takeLinkUse = async (id: string, now: string): Promise<boolean> =>
  (
    await query(
      `UPDATE links l SET bookings_made = bookings_made + 1
        WHERE id = $1 AND state = 'active' AND (expires_at IS NULL OR expires_at > $2::timestamptz) AND (bookings_max IS NULL OR bookings_made < bookings_max)
          AND NOT EXISTS (SELECT 1 FROM link_pauses p WHERE p.user_id = l.user_id)`,
      [id, now],
    )
  ).rowCount > 0;

/**
 * Gives a use back for a booking that was just declined or cancelled. Never one that a standing booking has taken (an owner's yes to a
 * proposed time goes further than the number), and to visitors who cancel no more of them than the link has altogether.
 */
export const returnLinkUse = async (id: string): Promise<void> => {
  await query(
    `UPDATE links l SET bookings_made = bookings_made - 1
      WHERE id = $1 AND bookings_made > (SELECT count(*) FROM link_bookings b WHERE b.link_id = l.id AND b.state IN ('booked', 'waiting'))
        AND (bookings_max IS NULL OR bookings_max >= (SELECT count(*) FROM link_bookings b WHERE b.link_id = l.id AND b.state = 'cancelled' AND b.ended_by = 'visitor'))`,
    [id],
  );
};

export const touchLink = async (id: string, now: string): Promise<void> => {
  await query("UPDATE links SET last_visit_at = $2 WHERE id = $1", [id, now]);
};

export const findAllPaused = async (userId: string): Promise<boolean> => (await query("SELECT 1 FROM link_pauses WHERE user_id = $1", [userId])).rowCount > 0;

export const setAllPaused = async (userId: string, paused: boolean): Promise<void> => {
  await query(paused ? "INSERT INTO link_pauses (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING" : "DELETE FROM link_pauses WHERE user_id = $1", [
    userId,
  ]);
};

export interface LinkTrailRow {
  readonly id: string;
  readonly via: string;
  readonly action: string;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly createdAt: string;
  /** Of the booking or proposal it was about. */
  readonly name: string | null;
  readonly email: string | null;
}

/** What was done to a link and with it, newest first. The trail itself names no visitors: who they were is asked of what they made. */
export const listLinkTrailRows = async (userId: string, linkId: string, before: string | null, limit: number): Promise<LinkTrailRow[]> =>
  (
    await query<LinkTrailRow>(
      `SELECT a.id, a.via, a.action, a.after, a.created_at AS "createdAt", coalesce(b.name, o.name) AS name, coalesce(b.email, o.email) AS email
         FROM audit_log a
         LEFT JOIN link_bookings b ON b.user_id = a.user_id AND b.id::text = a.after->>'bookingId'
         LEFT JOIN link_proposals o ON o.user_id = a.user_id AND o.id::text = a.after->>'proposalId'
        WHERE a.user_id = $1 AND a.subject_id = $2 AND ($3::uuid IS NULL OR a.id < $3::uuid) ORDER BY a.id DESC LIMIT $4`,
      [userId, linkId, before, limit],
    )
  ).rows;
