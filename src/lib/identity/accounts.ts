/** Making accounts, signing in, changing passwords. better-auth keeps the passwords; who becomes the operator is ours. */
import { createHash } from "node:crypto";
import { config } from "@/lib/config";
import { AppError, type ErrorCode } from "@/lib/errors";
import { clientAddress } from "@/lib/http/client-address";
import { isLoopbackHost } from "@/lib/http/same-origin";
import { newId } from "@/lib/ids";
import { mailerConfigured } from "@/lib/mailer";
import { recordAudit } from "@/lib/queries/audit";
import { deleteTokensOfUser } from "@/lib/queries/identity-tokens";
import { createProfile } from "@/lib/queries/profiles";
import { transaction } from "@/lib/queries/transaction";
import { createUserWithoutPassword } from "@/lib/queries/provider-accounts";
import { deleteOtherSessions, deleteSessionByToken, deleteSessionsOfUser, findAccess, hasWayIn, savePasswordHash } from "@/lib/queries/users";
import { mailAddressCheck, mustProveAddress } from "./address-check";
import { auth, clientHeader } from "./auth";
import { countGuess, requireFresh, requirePerson } from "./confirmation";
import type { Account, Actor, SignInInput, SignUpInput } from "./contracts";
import { habitsOf } from "./core/local-habits";
import { isFirstAccount } from "./first-account";
import { openSession, type Entrance } from "./open-session";
import { hashNow, withPreparedHash } from "./prepared-hash";
import { ownerActor, requireScope } from "./scopes";
import { beginSecondStep } from "./second-factor";
import { isSetupCode } from "./setup-code";
import { requireOpenSignUp } from "./sign-up-rules";
import { hashOf } from "./tokens";

interface Answer {
  readonly headers: Headers;
  readonly response: { readonly user: Account & { readonly emailVerified: boolean }; readonly token?: string | null };
}

const meanings: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL: "identity/wrong-credentials",
  INVALID_EMAIL_OR_PASSWORD: "identity/wrong-credentials",
  INVALID_PASSWORD: "identity/wrong-password",
  CREDENTIAL_ACCOUNT_NOT_FOUND: "identity/wrong-password",
  USER_ALREADY_EXISTS: "identity/sign-up-refused",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "identity/sign-up-refused",
  FAILED_TO_CREATE_USER: "identity/sign-up-refused",
};

/** better-auth's errors by their code, never their text. */
const translated = (error: unknown): unknown => {
  const code = (error as { body?: { code?: unknown } } | null)?.body?.code;
  const meaning = typeof code === "string" ? meanings[code] : undefined;
  return meaning === undefined ? error : new AppError(meaning, { cause: error });
};

/** Entered, and the session's own name for whoever has to take it back. */
type Entered = Entrance & { readonly emailVerified: boolean; readonly token: string };

const entering = async (call: Promise<Answer>): Promise<Entered> => {
  try {
    const { headers, response } = await call;
    const { id, name, email, emailVerified } = response.user;
    return { user: { id, name, email }, cookies: headers.getSetCookie(), emailVerified, token: response.token ?? "" };
  } catch (error) {
    throw translated(error);
  }
};

/** What better-auth may know of a request: the device, the address, the session's cookie. */
const clientHeaders = (from: Headers): Headers => {
  const headers = new Headers({ [clientHeader]: clientAddress(from) });
  for (const name of ["user-agent", "cookie"]) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value.slice(0, name === "cookie" ? 8_192 : 500));
  }
  return headers;
};

type NewAccount = Omit<SignUpInput, "setupCode"> & { readonly seeded: boolean };

/** Account, profile and audit row, or nothing. `mayBeFirst` decides whether the first account may be made this way. */
const openAccount = async (input: NewAccount, headers: Headers, via: Actor["via"], mayBeFirst: () => void): Promise<Entered> => {
  // What is slow stays outside the transaction: loading better-auth, and the hash.
  await auth();
  return withPreparedHash(input.password, () => storeAccount(input, headers, via, mayBeFirst));
};

const storeAccount = (input: NewAccount, headers: Headers, via: Actor["via"], mayBeFirst: () => void): Promise<Entered> =>
  transaction(async () => {
    const first = !input.seeded && (await isFirstAccount());
    if (first) mayBeFirst();
    const { api } = await auth();
    const entrance = await entering(
      api.signUpEmail({ body: { name: input.name, email: input.email, password: input.password }, headers, returnHeaders: true }),
    );
    const role = first ? "operator" : "owner";
    await createProfile({ userId: entrance.user.id, zone: input.zone, locale: input.locale, ...habitsOf(input.locale), role, seeded: input.seeded });
    await recordAudit(ownerActor(entrance.user.id, via), { action: "account.create", subjectId: entrance.user.id, after: { role, seeded: input.seeded } });
    return entrance;
  });

const requireSetupCode = (given: string | undefined) => (): void => {
  if (!isLoopbackHost(config().HOST) && !isSetupCode(given ?? "")) throw new AppError("identity/setup-code");
};

/**
 * Makes an account and signs it in; the first one becomes the operator. Where the operator keeps a list and mail is set up,
 * the address has to be confirmed first: then there is no session yet, and `verify` says so.
 * Errors: identity/sign-up-closed, identity/sign-up-not-listed, identity/sign-up-refused (the address is taken),
 * identity/setup-code (first account of a server that listens beyond this machine).
 */
export const signUp = async (input: SignUpInput, headers: Headers): Promise<Entrance & { readonly verify: boolean }> => {
  requireOpenSignUp(input.email);
  const { setupCode, ...account } = input;
  const { user, cookies } = await openAccount({ ...account, seeded: false }, clientHeaders(headers), "session", requireSetupCode(setupCode));
  if (mailerConfigured()) mailAddressCheck(user);
  if (!mustProveAddress()) return { user, cookies, verify: false };
  await deleteSessionsOfUser(user.id);
  return { user, cookies: [], verify: true };
};

/** Makes an account from a script, without a session. A seeded one never becomes the operator. Errors: identity/sign-up-refused. */
export const createAccount = async (input: NewAccount): Promise<Account> => {
  const { user } = await openAccount(input, new Headers(), "command-line", () => undefined);
  await deleteSessionsOfUser(user.id);
  return user;
};

type UnguardedAccount = Omit<NewAccount, "password" | "seeded">;

const storeUnguardedAccount = (input: UnguardedAccount): Promise<string> =>
  transaction(async () => {
    const { name, email, zone, locale } = input;
    const userId = newId();
    if (!(await createUserWithoutPassword({ id: userId, name, email, emailVerified: false }))) throw new AppError("identity/sign-up-refused");
    await createProfile({ userId, zone, locale, ...habitsOf(locale), role: "owner", seeded: true });
    await recordAudit(ownerActor(userId, "system"), { action: "account.create", subjectId: userId, after: { role: "owner", seeded: true } });
    return userId;
  });

/** Makes a seeded account that has no way in yet. Errors: identity/sign-up-refused. */
export const createUnguardedAccount = (input: UnguardedAccount): Promise<string> => storeUnguardedAccount(input);

/** Does nothing but its address stand for this account? */
export const isUnguarded = async (userId: string): Promise<boolean> => !(await hasWayIn(userId));

/** Opens an account that has no way in. Errors: identity/sample-unavailable as soon as somebody gave it one: then it is theirs. */
export const enterUnguarded = async (userId: string, headers: Headers): Promise<Entrance> => {
  if (!(await isUnguarded(userId))) throw new AppError("identity/sample-unavailable");
  return openSession(userId, headers, true);
};

const guessesPerAddress = 30;

/** The address itself is no part of the key. */
const accountKey = (email: string): string => createHash("sha256").update(email.trim().toLowerCase()).digest("hex").slice(0, 32);

/** What still stands between the right password and a session. The one that better-auth has made is taken back before anybody sees it. */
const held = async ({ user, token, emailVerified }: Entered, rememberMe: boolean): Promise<{ readonly secondStep: string } | null> => {
  const proveFirst = !emailVerified && mustProveAddress();
  const totp = (await findAccess(user.id))?.totp === true;
  if (!proveFirst && !totp) return null;
  await deleteSessionByToken(hashOf(token));
  if (proveFirst) {
    mailAddressCheck(user);
    throw new AppError("identity/verify-first");
  }
  return { secondStep: await beginSecondStep(user.id, rememberMe) };
};

/**
 * With an authenticator app the answer is `secondStep`, a cookie for `finishSecondStep`. Errors: identity/wrong-credentials, the same for
 * an unknown address and a wrong password; identity/verify-first; request/rate-limited.
 */
export const signIn = async ({ email, password, rememberMe }: SignInInput, headers: Headers): Promise<Entrance | { readonly secondStep: string }> => {
  await countGuess("guesses", accountKey(email), guessesPerAddress);
  const { api } = await auth();
  const entered = await entering(api.signInEmail({ body: { email, password, rememberMe }, headers: clientHeaders(headers), returnHeaders: true }));
  return (await held(entered, rememberMe)) ?? { user: entered.user, cookies: entered.cookies };
};

/** The first password of an account that has none: whoever sets it has just proved who they are, and stays signed in here alone. */
const setFirstPassword = async (actor: Actor, password: string): Promise<readonly string[]> => {
  await requireFresh(actor);
  const hash = await hashNow(password);
  await transaction(async () => {
    requireScope(actor, "settings");
    await savePasswordHash(actor.userId, hash, newId());
    await deleteOtherSessions(actor.userId, requirePerson(actor));
    // Also a link by mail that would have set one.
    await deleteTokensOfUser(actor.userId, ["password-reset", "second-factor"]);
    await recordAudit(actor, { action: "password.change", subjectId: actor.userId });
  });
  return [];
};

/**
 * Changes the password, ends every other session and answers the cookies of a fresh one; without a password so far, sets the first.
 * Errors: identity/wrong-password, identity/confirm-first, request/rate-limited.
 */
export const changePassword = async (
  actor: Actor,
  { currentPassword, newPassword }: { readonly currentPassword?: string | undefined; readonly newPassword: string },
  headers: Headers,
): Promise<readonly string[]> => {
  requirePerson(actor);
  if ((await findAccess(actor.userId))?.passwordHash == null) return setFirstPassword(actor, newPassword);
  if (currentPassword === undefined) throw new AppError("identity/wrong-password");
  await countGuess("guesses", actor.userId, guessesPerAddress);
  const { api } = await auth();
  return withPreparedHash(newPassword, () =>
    transaction(async () => {
      requireScope(actor, "settings");
      const body = { currentPassword, newPassword, revokeOtherSessions: true };
      const { cookies } = await entering(api.changePassword({ body, headers: clientHeaders(headers), returnHeaders: true }));
      // Also what was under way with the old one.
      await deleteTokensOfUser(actor.userId, ["password-reset", "second-factor"]);
      await recordAudit(actor, { action: "password.change", subjectId: actor.userId });
      return cookies;
    }),
  );
};
