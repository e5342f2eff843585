/** Who did what on this server. What was in it stays the owner's: neither before nor after is shown. */
import { listAudit } from "@/lib/queries/audit";
import type { AuditPage } from "./contracts";

/** Newest first; `before` is the last id of the page before. */
export const auditTrail = async ({ before, limit }: { readonly before?: string | undefined; readonly limit: number }): Promise<AuditPage> => {
  const rows = await listAudit({ before, limit: limit + 1 });
  const entries = rows.slice(0, limit);
  return { entries, before: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
};
