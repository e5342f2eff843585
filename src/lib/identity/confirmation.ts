/** Asking again who somebody is before what they can't take back: an unlocked screen must not be enough. */
import { AppError } from "@/lib/errors";
import { checkRateLimit } from "@/lib/redis";
import { config } from "@/lib/config";
import { recordAudit } from "@/lib/queries/audit";
import { transaction } from "@/lib/queries/transaction";
import { findAccess, hasWayIn, isFreshSession, isSessionConfirmed, markSessionConfirmed } from "@/lib/queries/users";
import type { Actor } from "./contracts";
import { requireScope } from "./scopes";
import { isPassword } from "./prepared-hash";

const freshSeconds = 15 * 60;
const guessesMax = 30;

/** The session of a person who acts by hand. Errors: identity/person-needed for an API key or a script. */
export const requirePerson = (actor: Actor): string => {
  if (actor.via !== "session" || actor.sessionId === undefined) throw new AppError("identity/person-needed");
  return actor.sessionId;
};

/**
 * Errors: identity/person-needed; identity/confirm-first when the session hasn't proved who it is for a quarter of an hour. An account
 * that has no way in yet (the sample account) has nothing to prove it with: its session is all there is. No other account can
 * come to that, because the last way in can't be removed.
 */
export const requireFresh = async (actor: Actor): Promise<void> => {
  if (await isSessionConfirmed(actor.userId, requirePerson(actor), freshSeconds)) return;
  if (await hasWayIn(actor.userId)) throw new AppError("identity/confirm-first");
};

const guessWindowMs = 15 * 60_000;

/** Guesses at one account's secret are counted wherever they come from. Errors: request/rate-limited. */
export const countGuess = async (what: "guesses" | "codes", account: string, max: number): Promise<void> => {
  const { allowed, resetTime } = await checkRateLimit(`limit:${what}:${account}`, Math.max(1, Math.round(max * config().RATE_LIMIT_SCALE)), guessWindowMs);
  if (!allowed) throw new AppError("request/rate-limited", { retryAfterSeconds: (resetTime - Date.now()) / 1000 });
};

/** The session has proved who it is just now; used by the ways of doing so. */
export const confirmSession = (actor: Actor, by: "password" | "passkey"): Promise<void> =>
  transaction(async () => {
    requireScope(actor, "settings");
    await markSessionConfirmed(actor.userId, requirePerson(actor));
    await recordAudit(actor, { action: "session.confirm", after: { by } });
  });

const requirePassword = async (passwordHash: string | null | undefined, password: string): Promise<void> => {
  if (passwordHash == null || !(await isPassword(password, passwordHash))) throw new AppError("identity/wrong-password");
};

/** Errors: identity/wrong-password; request/rate-limited after 30 guesses in a quarter of an hour. */
export const confirmWithPassword = async (actor: Actor, password: string): Promise<void> => {
  requirePerson(actor);
  await countGuess("guesses", actor.userId, guessesMax);
  await requirePassword((await findAccess(actor.userId))?.passwordHash, password);
  await confirmSession(actor, "password");
};

/** A sign-in this recent stands in for the password of an account that has none. */
const recentMinutes = 10;

/** For one act that can't be taken back, and only for that one. Errors: identity/wrong-password, identity/sign-in-again, request/rate-limited. */
export const confirmIdentity = async (actor: Actor, { password }: { readonly password?: string | undefined }): Promise<void> => {
  requireScope(actor, "settings");
  await countGuess("guesses", actor.userId, guessesMax);
  const access = await findAccess(actor.userId);
  if (access?.passwordHash != null) return requirePassword(access.passwordHash, password ?? "");
  if (actor.sessionId === undefined) throw new AppError("identity/sign-in-again");
  if (await isFreshSession(actor.userId, actor.sessionId, recentMinutes)) return;
  // As in `requireFresh`.
  if (await hasWayIn(actor.userId)) throw new AppError("identity/sign-in-again");
};
