/** The authenticator app: set up with its first code, asked for after the password, replaced by recovery codes when the phone is gone. */
import { randomInt } from "node:crypto";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/queries/audit";
import {
  deleteAuthenticator,
  findAuthenticator,
  markAuthenticatorUsed,
  replaceRecoveryCodes,
  saveAuthenticator,
  takeRecoveryCode,
} from "@/lib/queries/authenticators";
import { takeToken } from "@/lib/queries/identity-tokens";
import { transaction } from "@/lib/queries/transaction";
import { findAccess } from "@/lib/queries/users";
import { openToken, sealToken } from "@/lib/secrets";
import { countGuess, requireFresh, requirePerson } from "./confirmation";
import type { Actor } from "./contracts";
import { openSession, type Entrance } from "./open-session";
import { ownerActor, requireScope } from "./scopes";
import { expiredStepCookie, readStepToken, stepCookie } from "./session-cookie";
import { countTry, hashOf, issueToken, isTokenAlive } from "./tokens";
import { base32, matchTotp, newTotpSecret, totpUri } from "./totp";

const stepLifetimeMs = 10 * 60_000;
const triesPerStep = 5;
const codesPerAccount = 10;
const recoveryCodesCount = 10;
/** No 0, 1, I, L, O, U: the codes are read off paper and typed. Ten signs of thirty carry 49 bits. */
const signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const row = (userId: string): string => `authenticators:${userId}`;

const newRecoveryCode = (): string => {
  const code = Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join("");
  return `${code.slice(0, 5)}-${code.slice(5)}`;
};
const recoveryHash = (userId: string, code: string): string => hashOf(`${userId}:${code.toUpperCase().replace(/[^0-9A-Z]/g, "")}`);

const makeRecoveryCodes = async (userId: string): Promise<string[]> => {
  const codes = Array.from({ length: recoveryCodesCount }, newRecoveryCode);
  await replaceRecoveryCodes(
    userId,
    codes.map((code) => recoveryHash(userId, code)),
  );
  return codes;
};

/** A new secret with its QR code; nothing changes until `enableTotp` has seen a code. Errors: identity/confirm-first, identity/second-factor-on, identity/password-first. */
export const beginTotp = async (actor: Actor): Promise<{ readonly secret: string; readonly uri: string; readonly qr: string }> => {
  await requireFresh(actor);
  const access = await findAccess(actor.userId);
  if (access === null) throw new AppError("identity/not-found");
  if (access.passwordHash === null && access.googleEmail === null) throw new AppError("identity/password-first");
  const secret = newTotpSecret();
  if (!(await saveAuthenticator(actor.userId, sealToken(secret.toString("base64url"), row(actor.userId))))) throw new AppError("identity/second-factor-on");
  const uri = totpUri(secret, access.email, "Perin");
  const { renderSVG } = await import("uqr");
  return { secret: base32(secret), uri, qr: renderSVG(uri, { border: 2, pixelSize: 4 }) };
};

/** Takes a code of the app once. Joins the running transaction. */
const takeCode = async (userId: string, code: string): Promise<boolean> => {
  const authenticator = await findAuthenticator(userId, true);
  if (authenticator === null) return false;
  const secret = Buffer.from(openToken(authenticator.sealedSecret, row(userId)), "base64url");
  const step = matchTotp(secret, code.replace(/\s/g, ""), Date.now(), authenticator.lastStep);
  if (step === null) return false;
  await markAuthenticatorUsed(userId, step);
  return true;
};

/** Turns it on and answers the recovery codes, once. Errors: identity/wrong-code, identity/second-factor-on, -off, request/rate-limited. */
export const enableTotp = async (actor: Actor, code: string): Promise<string[]> => {
  requirePerson(actor);
  await countGuess("codes", actor.userId, codesPerAccount);
  return transaction(async () => {
    requireScope(actor, "settings");
    const waiting = await findAuthenticator(actor.userId, true);
    if (waiting === null) throw new AppError("identity/second-factor-off");
    if (waiting.enabled) throw new AppError("identity/second-factor-on");
    if (!(await takeCode(actor.userId, code))) throw new AppError("identity/wrong-code");
    await recordAudit(actor, { action: "second-factor.enable", subjectId: actor.userId });
    return makeRecoveryCodes(actor.userId);
  });
};

/** Errors: identity/confirm-first, identity/second-factor-off. */
export const disableTotp = async (actor: Actor): Promise<void> => {
  await requireFresh(actor);
  await transaction(async () => {
    requireScope(actor, "settings");
    if (!(await deleteAuthenticator(actor.userId))) throw new AppError("identity/second-factor-off");
    await recordAudit(actor, { action: "second-factor.disable", subjectId: actor.userId });
  });
};

/** New recovery codes; the old ones stop working. Errors: identity/confirm-first, identity/second-factor-off. */
export const renewRecoveryCodes = async (actor: Actor): Promise<string[]> => {
  await requireFresh(actor);
  return transaction(async () => {
    requireScope(actor, "settings");
    if ((await findAuthenticator(actor.userId, true))?.enabled !== true) throw new AppError("identity/second-factor-off");
    await recordAudit(actor, { action: "second-factor.new-recovery-codes", subjectId: actor.userId });
    return makeRecoveryCodes(actor.userId);
  });
};

/** The cookie of a sign-in that waits for its second step. It opens nothing by itself. */
export const beginSecondStep = async (userId: string, rememberMe: boolean): Promise<string> =>
  stepCookie("step", await issueToken("second-factor", userId, { lifetimeMs: stepLifetimeMs, tries: triesPerStep, data: { rememberMe } }), stepLifetimeMs);

const isCode = (userId: string, code: string): Promise<boolean> =>
  transaction(async () => {
    if (await takeCode(userId, code)) return true;
    if (!(await takeRecoveryCode(userId, recoveryHash(userId, code)))) return false;
    await recordAudit(ownerActor(userId, "system"), { action: "second-factor.recovery-code", subjectId: userId });
    return true;
  });

/** Is there a sign-in in this browser that waits for its second step? */
export const secondStepWaits = async (headers: Headers): Promise<boolean> => {
  const token = readStepToken(headers, "step");
  return token !== null && (await isTokenAlive("second-factor", token));
};

/**
 * Ends a sign-in with the code. Five tries a sign-in and ten codes a quarter of an hour an account.
 * Errors: identity/wrong-code; identity/link-expired when the sign-in has to begin anew; request/rate-limited.
 */
export const finishSecondStep = async (code: string, headers: Headers): Promise<Entrance> => {
  const token = readStepToken(headers, "step");
  if (token === null) throw new AppError("identity/link-expired");
  const { userId, data } = await countTry("second-factor", token);
  if (userId === null) throw new AppError("identity/link-expired");
  await countGuess("codes", userId, codesPerAccount);
  if (!(await isCode(userId, code))) throw new AppError("identity/wrong-code");
  if ((await takeToken("second-factor", hashOf(token))) === null) throw new AppError("identity/link-expired");
  const entrance = await openSession(userId, headers, data.rememberMe === true);
  return { ...entrance, cookies: [...entrance.cookies, expiredStepCookie("step")] };
};
