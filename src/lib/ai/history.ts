/** What was done in an owner's name, by whom, and how it can be taken back: the audit trail, for the one it is about. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { listTrailRows, type TrailRow } from "@/lib/queries/audit";
import type { HistoryEntry, listHistoryEndpoint } from "./contracts";
import { readCursor, writeCursor } from "./core/cursor";
import { hrefOf, sayEntry, subjectsOf, viasOf, whoDid, type Doer, type HistoryKind } from "./core/history-words";

const entryOf = (row: TrailRow, delegate: string): HistoryEntry => ({
  id: row.id,
  at: row.createdAt,
  by: whoDid(row.via, delegate),
  said: sayEntry(row),
  action: row.action,
  href: hrefOf(row),
  undone: row.undoneAt !== null,
  undo:
    row.changeId !== null && row.undoneAt === null && row.until !== null && Date.parse(row.until) > Date.now()
      ? { changeId: row.changeId, until: row.until, summary: row.summary ?? "" }
      : null,
});

/** Newest first, page by page. Errors: request/invalid for a cursor that isn't ours. */
export const listHistory = async (
  actor: Actor,
  { kind, cursor, limit }: z.output<typeof listHistoryEndpoint.input>,
): Promise<z.output<typeof listHistoryEndpoint.output>> => {
  requireScope(actor, "settings");
  const after = cursor === undefined ? undefined : readCursor(cursor, 2);
  if (after === null) throw new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "This cursor didn't come from here" }] });
  const [, id] = after ?? [];
  const rows = await listTrailRows(actor.userId, {
    subjects: subjectsOf(kind),
    afterId: id ?? null,
    limit: limit + 1,
  });
  const { delegateName } = await findProfile(actor);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map((row) => entryOf(row, delegateName)),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.createdAt, last.id]) : null,
  };
};

/** What one of the two (or anybody) did within a stretch of time, newest first; `more` where the limit cut it. */
export const findHistory = async (
  actor: Actor,
  {
    kind,
    by,
    from,
    to,
    limit,
  }: { readonly kind: HistoryKind; readonly by: Doer | null; readonly from: string | null; readonly to: string | null; readonly limit: number },
): Promise<{ entries: HistoryEntry[]; more: boolean }> => {
  requireScope(actor, "settings");
  const rows = await listTrailRows(actor.userId, {
    subjects: subjectsOf(kind),
    vias: by === null ? null : viasOf[by],
    from,
    to,
    afterId: null,
    limit: limit + 1,
  });
  const { delegateName } = await findProfile(actor);
  return { entries: rows.slice(0, limit).map((row) => entryOf(row, delegateName)), more: rows.length > limit };
};
