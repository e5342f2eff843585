/** Leaving: the account and everything it holds goes, in one transaction. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { confirmIdentity, findProfile, requireScope } from "@/lib/identity/service";
import { grantsToTakeBack } from "@/lib/integrations/service";
import { logger } from "@/lib/logger";
import { recordAudit } from "@/lib/queries/audit";
import { eraseAccount, findSuccessor, makeOperator } from "@/lib/queries/owner-data";
import { transaction } from "@/lib/queries/transaction";
import type { deleteAccountEndpoint } from "./contracts";

/**
 * Deletes the actor's account. Its audit trail goes with it; one row that names nobody tells that an account was deleted. Where the
 * operator leaves, the account that has been here longest takes over. Errors: identity/wrong-password, identity/sign-in-again,
 * request/invalid when `confirm` isn't the account's address.
 */
export const deleteAccount = async (actor: Actor, { password, confirm }: z.output<typeof deleteAccountEndpoint.input>): Promise<{ deleted: true }> => {
  requireScope(actor, "settings");
  const profile = await findProfile(actor);
  if (confirm.trim().toLowerCase() !== profile.email.toLowerCase())
    throw new AppError("request/invalid", { issues: [{ path: ["confirm"], message: "Write the e-mail address of this account" }] });
  await confirmIdentity(actor, { password });
  const takeGrantsBack = await grantsToTakeBack(actor);
  await transaction(async () => {
    const successor = profile.role === "operator" ? await findSuccessor(actor.userId) : null;
    await eraseAccount(actor.userId, profile.email);
    if (successor !== null) await makeOperator(successor);
    await recordAudit({ userId: "deleted", via: actor.via, scopes: [] }, { action: "account.delete" });
  });
  await takeGrantsBack();
  logger.info("An account was deleted", { role: profile.role });
  return { deleted: true };
};
