/** Asking again who somebody is before what they can't take back: an unlocked screen must not be enough. */
import { AppError } from "@/lib/errors";
import { checkRateLimit } from "@/lib/redis";
import { config } from "@/lib/config";
import { recordAudit } from "@/lib/queries/audit";
import { transaction } from "@/lib/queries/transaction";
import { findAccess, isSessionConfirmed, markSessionConfirmed } from "@/lib/queries/users";
import type { Actor } from "./contracts";
import { requireScope } from "./scopes";
import { isPassword } from "./prepared-hash";

const freshSeconds = 15 * 60;

/** The session of a person who acts by hand. Errors: identity/person-needed for an API key or a script. */
export const requirePerson = (actor: Actor): string => {
  if (actor.via !== "session" || actor.sessionId === undefined) throw new AppError("identity/person-needed");
  return actor.sessionId;
};

/** Errors: identity/person-needed; identity/confirm-first when the session hasn't proved who it is for a quarter of an hour. */
export const requireFresh = async (actor: Actor): Promise<void> => {
  if (!(await isSessionConfirmed(actor.userId, requirePerson(actor), freshSeconds))) throw new AppError("identity/confirm-first");
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

/** Errors: identity/wrong-password; request/rate-limited after 30 guesses in a quarter of an hour. */
export const confirmWithPassword = async (actor: Actor, password: string): Promise<void> => {
  requirePerson(actor);
  await countGuess("guesses", actor.userId, 30);
  const access = await findAccess(actor.userId);
  if (access?.passwordHash == null || !(await isPassword(password, access.passwordHash))) throw new AppError("identity/wrong-password");
  await confirmSession(actor, "password");
};
