/** What was done in an owner's name, by whom, and how it can be taken back: the audit trail, for the one it is about. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { listTrailRows } from "@/lib/queries/audit";
import type { listHistoryEndpoint } from "./contracts";
import { readCursor, writeCursor } from "./core/cursor";
import { hrefOf, sayEntry, subjectsOf, whoDid } from "./core/history-words";

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
  const nowMs = Date.now();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map((row) => ({
      id: row.id,
      at: row.createdAt,
      by: whoDid(row.via),
      said: sayEntry(row),
      action: row.action,
      href: hrefOf(row),
      undone: row.undoneAt !== null,
      undo:
        row.changeId !== null && row.undoneAt === null && row.until !== null && Date.parse(row.until) > nowMs
          ? { changeId: row.changeId, until: row.until, summary: row.summary ?? "" }
          : null,
    })),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.createdAt, last.id]) : null,
  };
};
