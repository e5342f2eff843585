/** What waits for the owner's word, and what was decided. Apart from deciding, because a tool of the assistant looks here too. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { listPendingActions } from "@/lib/queries/pending-actions";
import type { listApprovalsEndpoint } from "./contracts";
import { readCursor, writeCursor } from "./core/cursor";

export interface DecideOptions {
  /** RFC 3339; the real clock unless told (tests, evals). */
  readonly now?: string;
}

export const nowMsOf = ({ now }: DecideOptions): number => (now === undefined ? Date.now() : Temporal.Instant.from(now).epochMilliseconds);

/** Actions of this owner, newest first. Errors: request/invalid for a cursor that isn't ours. */
export const listApprovals = async (
  actor: Actor,
  { state, cursor, limit }: z.output<typeof listApprovalsEndpoint.input>,
  options: DecideOptions = {},
): Promise<z.output<typeof listApprovalsEndpoint.output>> => {
  requireScope(actor, "chat");
  const after = cursor === undefined ? undefined : readCursor(cursor, 2);
  if (after === null) throw new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "This cursor didn't come from here" }] });
  const [createdAt, id] = after ?? [];
  const page = await listPendingActions(actor.userId, {
    waitingOnly: state === "waiting",
    limit: limit + 1,
    nowMs: nowMsOf(options),
    ...(createdAt && id ? { after: { createdAt, id } } : {}),
  });
  const approvals = page.slice(0, limit);
  const last = approvals.at(-1);
  return { approvals, nextCursor: page.length > limit && last ? writeCursor([last.createdAt, last.id]) : null };
};
