/** Before something that can't be taken back: is it really the owner who sits there? */
import { createHash } from "node:crypto";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { findPasswordHash, isFreshSession } from "@/lib/queries/users";
import { checkRateLimit } from "@/lib/redis";
import type { Actor } from "./contracts";
import { requireScope } from "./scopes";

const guessesMax = 10;
const guessWindowMs = 15 * 60_000;
/** A sign-in this recent stands in for the password of an account that has none. */
const freshMinutes = 10;

/** Errors: identity/wrong-password, identity/sign-in-again, request/rate-limited. */
export const confirmIdentity = async (actor: Actor, { password }: { readonly password?: string | undefined }): Promise<void> => {
  requireScope(actor, "settings");
  const account = createHash("sha256").update(actor.userId).digest("hex").slice(0, 32);
  const { allowed, resetTime } = await checkRateLimit(`limit:confirms:${account}`, Math.round(guessesMax * config().RATE_LIMIT_SCALE), guessWindowMs);
  if (!allowed) throw new AppError("request/rate-limited", { retryAfterSeconds: (resetTime - Date.now()) / 1000 });
  const hash = await findPasswordHash(actor.userId);
  if (hash === null) {
    if (actor.sessionId === undefined || !(await isFreshSession(actor.userId, actor.sessionId, freshMinutes))) throw new AppError("identity/sign-in-again");
    return;
  }
  const { verifyPassword } = await import("better-auth/crypto");
  if (!(await verifyPassword({ hash, password: password ?? "" }))) throw new AppError("identity/wrong-password");
};
