/** The trail of who did what. Rows are only ever added, in the transaction of the change they tell of. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { newId } from "@/lib/ids";
import { requestContext } from "@/lib/logger";
import { tellChanged } from "./live-changes";

export interface AuditEntry {
  /** Thing and verb: "event.create", "profile.update". */
  readonly action: string;
  readonly subjectId?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/**
 * Writes down what was done, in the caller's transaction, and tells the owner's open pages once it is kept. Never pass secrets or
 * mail bodies in before/after.
 */
export const recordAudit = async (actor: Actor, entry: AuditEntry): Promise<void> => {
  await query("INSERT INTO audit_log (id, user_id, via, action, subject_id, before, after, request_id) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)", [
    newId(),
    actor.userId,
    actor.via,
    entry.action,
    entry.subjectId ?? null,
    json(entry.before),
    json(entry.after),
    requestContext()?.requestId ?? null,
  ]);
  await tellChanged(actor.userId, entry.action.split(".")[0] ?? null);
};

export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly who: string | null;
  readonly via: string;
  readonly action: string;
  readonly subjectId: string | null;
  readonly requestId: string | null;
}

/** The whole server's trail for its operator, newest first, without what was changed. Ids are in the order of time. */
export const listAudit = async ({ before, limit }: { readonly before?: string | undefined; readonly limit: number }): Promise<AuditRow[]> =>
  (
    await query<AuditRow>(
      `SELECT a.id, a.created_at AS at, u.email AS who, a.via, a.action, a.subject_id AS "subjectId", a.request_id AS "requestId"
         FROM audit_log a LEFT JOIN "user" u ON u.id = a.user_id
        WHERE $1::uuid IS NULL OR a.id < $1::uuid ORDER BY a.id DESC LIMIT $2`,
      [before ?? null, limit],
    )
  ).rows;

/** An entry with the change it tells of, for its owner. */
export interface TrailRow {
  readonly id: string;
  readonly via: string;
  readonly action: string;
  readonly subjectId: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly createdAt: string;
  /** The change written in the same transaction, if it can be found. */
  readonly changeId: string | null;
  readonly summary: string | null;
  readonly until: string | null;
  readonly undoneAt: string | null;
}

/** Newest first: ids begin with the moment they were made at. `subjects` keeps entries about these things ("event", "contact"), `vias` those of these ways in. */
export const listTrailRows = async (
  userId: string,
  page: {
    readonly subjects: readonly string[] | null;
    readonly afterId: string | null;
    readonly limit: number;
    readonly vias?: readonly string[] | null;
    readonly from?: string | null;
    readonly to?: string | null;
  },
): Promise<TrailRow[]> =>
  (
    await query<TrailRow>(
      `SELECT a.id, a.via, a.action, a.subject_id AS "subjectId", a.before, a.after, a.created_at AS "createdAt",
              c.id AS "changeId", c.summary, c.until, c.undone_at AS "undoneAt"
         FROM audit_log a LEFT JOIN LATERAL (
           SELECT id, summary, until, undone_at FROM changes WHERE user_id = a.user_id AND created_at = a.created_at AND action = a.action
            ORDER BY (subject_id = a.subject_id) DESC NULLS LAST, id LIMIT 1
         ) c ON true
        WHERE a.user_id = $1 AND ($2::text[] IS NULL OR split_part(a.action, '.', 1) = ANY ($2::text[]))
          AND ($3::uuid IS NULL OR a.id < $3::uuid)
          AND ($5::text[] IS NULL OR a.via = ANY ($5::text[]))
          AND ($6::timestamptz IS NULL OR a.created_at >= $6::timestamptz) AND ($7::timestamptz IS NULL OR a.created_at < $7::timestamptz)
        ORDER BY a.id DESC LIMIT $4`,
      [userId, page.subjects, page.afterId, page.limit, page.vias ?? null, page.from ?? null, page.to ?? null],
    )
  ).rows;
