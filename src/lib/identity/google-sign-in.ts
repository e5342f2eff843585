/**
 * Signing in with Google. Google's id of the person opens the account it was connected to; an address never does: whoever
 * made an account here with somebody's address, or there, must not meet the other one in it.
 */
import { createHash } from "node:crypto";
import { config, publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { isLoopbackHost } from "@/lib/http/same-origin";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { createProfile } from "@/lib/queries/profiles";
import { createProviderAccount, createUserWithoutPassword, deleteProviderAccount, findUserIdBySubject } from "@/lib/queries/provider-accounts";
import { listPasskeys } from "@/lib/queries/passkeys";
import { transaction } from "@/lib/queries/transaction";
import { findAccess } from "@/lib/queries/users";
import { requireFresh, requirePerson } from "./confirmation";
import type { Actor } from "./contracts";
import { habitsOf } from "./core/local-habits";
import { isFirstAccount } from "./first-account";
import { consentUrl, redeemGoogleCode, type GoogleIdentity } from "./google-client";
import { openSession } from "./open-session";
import { ownerActor, requireScope } from "./scopes";
import { beginSecondStep } from "./second-factor";
import { expiredStepCookie, readStepToken, stepCookie } from "./session-cookie";
import { requireOpenSignUp } from "./sign-up-rules";
import { issueToken, newSecret, redeemToken } from "./tokens";

const lifetimeMs = 10 * 60_000;
const redirectUri = (): string => `${publicOrigin()}/api/auth/google/callback`;

/** Where a browser is sent, and what it has to remember. */
export interface Way {
  readonly to: string;
  readonly cookies: readonly string[];
}

/** `next` has been checked to be a path of ours. With an actor the Google account is connected to that owner's. Errors: identity/confirm-first. */
export const startGoogle = async (next: string, linkTo: Actor | null): Promise<Way> => {
  if (linkTo !== null) await requireFresh(linkTo);
  const [nonce, codeVerifier] = [newSecret(), newSecret()];
  const state = await issueToken("google", linkTo?.userId ?? null, { lifetimeMs, data: { nonce, codeVerifier, next } });
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  return { to: consentUrl({ redirectUri: redirectUri(), state, nonce, codeChallenge }), cookies: [stepCookie("google", state, lifetimeMs)] };
};

/** Rules for new accounts hold here, too; on a server that listens beyond this machine the first account needs the set-up code, so it isn't made this way. */
const signUpWithGoogle = ({ sub, email, name }: GoogleIdentity): Promise<string> =>
  transaction(async () => {
    requireOpenSignUp(email);
    const first = await isFirstAccount();
    if (first && !isLoopbackHost(config().HOST)) throw new AppError("identity/setup-code");
    const userId = newId();
    if (!(await createUserWithoutPassword({ id: userId, name: name.slice(0, 120), email, emailVerified: true })))
      throw new AppError("identity/google-link-first");
    if (!(await createProviderAccount({ id: newId(), userId, provider: "google", subject: sub, email }))) throw new AppError("identity/google-taken");
    const role = first ? "operator" : "owner";
    await createProfile({ userId, zone: "UTC", locale: "en", ...habitsOf("en"), role, seeded: false });
    await recordAudit(ownerActor(userId, "session"), { action: "account.create", subjectId: userId, after: { role, by: "google" } });
    return userId;
  });

const linkGoogle = (userId: string, { sub, email }: GoogleIdentity): Promise<void> =>
  transaction(async () => {
    const owner = await findUserIdBySubject("google", sub);
    if (owner !== null && owner !== userId) throw new AppError("identity/google-taken");
    await deleteProviderAccount(userId, "google");
    if (!(await createProviderAccount({ id: newId(), userId, provider: "google", subject: sub, email }))) throw new AppError("identity/google-taken");
    await recordAudit(ownerActor(userId, "session"), { action: "google.link", subjectId: userId });
  });

export interface GoogleAnswer {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly error?: string | undefined;
}

const signedIn = async (identity: GoogleIdentity, headers: Headers, next: string): Promise<Way> => {
  const userId = (await findUserIdBySubject("google", identity.sub)) ?? (await signUpWithGoogle(identity));
  if ((await findAccess(userId))?.totp === true)
    return { to: `/sign-in/code?next=${encodeURIComponent(next)}`, cookies: [await beginSecondStep(userId, true)] };
  return { to: next, cookies: (await openSession(userId, headers, true)).cookies };
};

/**
 * The way on after Google. The state has to be the one that this browser was given, and works once.
 * Errors: identity/link-expired, identity/google-refused, -unverified, -taken, -link-first, identity/sign-up-closed, -not-listed, identity/setup-code.
 */
export const finishGoogle = async (answer: GoogleAnswer, actor: Actor | null, headers: Headers): Promise<Way> => {
  const state = readStepToken(headers, "google");
  if (state === null || answer.state !== state) throw new AppError("identity/link-expired");
  const { userId: linkTo, data } = await redeemToken("google", state);
  const { nonce, codeVerifier, next } = data as { readonly nonce: string; readonly codeVerifier: string; readonly next: string };
  if (answer.code === undefined) throw new AppError("identity/google-refused");
  const identity = await redeemGoogleCode(answer.code, codeVerifier, nonce, redirectUri());
  if (!identity.emailVerified) throw new AppError("identity/google-unverified");
  const forget = expiredStepCookie("google");
  if (linkTo === null) {
    const way = await signedIn(identity, headers, next);
    return { ...way, cookies: [...way.cookies, forget] };
  }
  // Between start and return somebody else may have signed in here.
  if (actor?.userId !== linkTo) throw new AppError("identity/link-expired");
  await linkGoogle(linkTo, identity);
  return { to: next, cookies: [forget] };
};

/** Errors: identity/confirm-first; identity/not-found when none is connected; identity/last-way-in. */
export const unlinkGoogle = async (actor: Actor): Promise<void> => {
  requirePerson(actor);
  await requireFresh(actor);
  await transaction(async () => {
    requireScope(actor, "settings");
    const [access, passkeys] = [await findAccess(actor.userId), await listPasskeys(actor.userId)];
    if (access?.googleEmail == null) throw new AppError("identity/not-found");
    if (access.passwordHash === null && passkeys.length === 0) throw new AppError("identity/last-way-in");
    await deleteProviderAccount(actor.userId, "google");
    await recordAudit(actor, { action: "google.unlink", subjectId: actor.userId });
  });
};
