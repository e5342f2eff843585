/** Passkeys (WebAuthn): made by an owner who has just proved who they are, and then a whole sign-in by themselves, because the device asks for finger, face or PIN. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/queries/audit";
import { createPasskey, deletePasskey, findPasskey, listPasskeys, markPasskeyUsed, type PasskeyRow } from "@/lib/queries/passkeys";
import { transaction } from "@/lib/queries/transaction";
import { findAccess } from "@/lib/queries/users";
import { confirmSession, requireFresh, requirePerson } from "./confirmation";
import type { Actor, addPasskeyEndpoint, Passkey, passkeySignInEndpoint } from "./contracts";
import { openSession, type Entrance } from "./open-session";
import { relyingParty, type RelyingParty } from "./relying-party";
import { requireScope } from "./scopes";
import { issueToken, redeemToken } from "./tokens";

const challengeLifetimeMs = 5 * 60_000;
const passkeysMax = 20;
type Options = Record<string, unknown>;
type Registration = z.output<typeof addPasskeyEndpoint.input>["credential"];
type Assertion = z.output<typeof passkeySignInEndpoint.input>["credential"];

/** Loaded by the first who needs it. */
const webauthn = () => import("@simplewebauthn/server");

const requireParty = (headers: Headers): RelyingParty => {
  const party = relyingParty(headers);
  if (party === null) throw new AppError("identity/passkeys-unavailable");
  return party;
};

/** The challenge that the device signed, as the browser wrote it down. It is only believed if we find it among ours. */
const challengeIn = (clientDataJSON: string): string => {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")) as { challenge?: unknown };
    return typeof challenge === "string" ? challenge : "";
  } catch {
    return "";
  }
};

/** What the library refuses (a wrong origin, a bad signature, a counter that went back) is one answer for the caller. */
const verified = async <T extends { readonly verified: boolean }>(check: Promise<T>): Promise<T & { readonly verified: true }> => {
  const result = await check.catch((cause: unknown) => {
    throw new AppError("identity/passkey-refused", { cause });
  });
  if (!result.verified) throw new AppError("identity/passkey-refused");
  return result as T & { readonly verified: true };
};

/** Errors: identity/confirm-first, identity/passkeys-unavailable, identity/too-many. */
export const beginPasskey = async (actor: Actor, headers: Headers): Promise<Options> => {
  await requireFresh(actor);
  const party = requireParty(headers);
  const [access, known] = await Promise.all([findAccess(actor.userId), listPasskeys(actor.userId)]);
  if (access === null) throw new AppError("identity/not-found");
  if (known.length >= passkeysMax) throw new AppError("identity/too-many");
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: "Perin",
    rpID: party.id,
    userName: access.email,
    userDisplayName: access.name,
    userID: new TextEncoder().encode(actor.userId),
    attestationType: "none",
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await issueToken("passkey-register", actor.userId, { secret: options.challenge, lifetimeMs: challengeLifetimeMs });
  return options as unknown as Options;
};

/** Errors: identity/link-expired, identity/passkey-refused, identity/passkeys-unavailable. */
export const addPasskey = async (actor: Actor, name: string, credential: Registration, headers: Headers): Promise<Passkey> => {
  requirePerson(actor);
  const party = requireParty(headers);
  const expectedChallenge = challengeIn(credential.response.clientDataJSON);
  if ((await redeemToken("passkey-register", expectedChallenge)).userId !== actor.userId) throw new AppError("identity/link-expired");
  const { verifyRegistrationResponse } = await webauthn();
  const { registrationInfo } = await verified(
    verifyRegistrationResponse({
      response: credential as unknown as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    }),
  );
  const { id, publicKey, counter } = registrationInfo.credential;
  return transaction(async () => {
    requireScope(actor, "settings");
    const made = await createPasskey({
      id,
      userId: actor.userId,
      name,
      publicKey: Buffer.from(publicKey).toString("base64url"),
      counter,
      transports: credential.response.transports,
    });
    if (made === null) throw new AppError("identity/passkey-refused");
    await recordAudit(actor, { action: "passkey.add", subjectId: id, after: { name } });
    return made;
  });
};

/** Errors: identity/confirm-first; identity/not-found, also for somebody else's; identity/last-way-in. */
export const removePasskey = async (actor: Actor, id: string): Promise<void> => {
  await requireFresh(actor);
  await transaction(async () => {
    requireScope(actor, "settings");
    const [access, known] = [await findAccess(actor.userId), await listPasskeys(actor.userId)];
    if (!known.some((passkey) => passkey.id === id)) throw new AppError("identity/not-found");
    if (known.length === 1 && access?.passwordHash == null && access?.googleEmail == null) throw new AppError("identity/last-way-in");
    await deletePasskey(actor.userId, id);
    await recordAudit(actor, { action: "passkey.remove", subjectId: id });
  });
};

/** For whoever has a passkey for this place; the browser lets them choose. Errors: identity/passkeys-unavailable. */
export const beginPasskeySignIn = async (headers: Headers): Promise<Options> => {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({ rpID: requireParty(headers).id, userVerification: "required" });
  await issueToken("passkey-sign-in", null, { secret: options.challenge, lifetimeMs: challengeLifetimeMs });
  return options as unknown as Options;
};

const provenPasskey = async (credential: Assertion, headers: Headers): Promise<PasskeyRow> => {
  const party = requireParty(headers);
  const expectedChallenge = challengeIn(credential.response.clientDataJSON);
  await redeemToken("passkey-sign-in", expectedChallenge);
  const passkey = await findPasskey(credential.id);
  if (passkey === null) throw new AppError("identity/passkey-refused");
  const { verifyAuthenticationResponse } = await webauthn();
  const { authenticationInfo } = await verified(
    verifyAuthenticationResponse({
      response: credential as unknown as AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id: passkey.id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")), counter: passkey.counter },
      requireUserVerification: true,
    }),
  );
  await markPasskeyUsed(passkey.id, authenticationInfo.newCounter);
  return passkey;
};

/** Errors: identity/link-expired, identity/passkey-refused, the same for an unknown passkey and a wrong signature. */
export const signInWithPasskey = async (credential: Assertion, headers: Headers): Promise<Entrance> =>
  openSession((await provenPasskey(credential, headers)).userId, headers, true);

/** Errors: identity/passkey-refused, also for somebody else's passkey. */
export const confirmWithPasskey = async (actor: Actor, credential: Assertion, headers: Headers): Promise<void> => {
  requirePerson(actor);
  if ((await provenPasskey(credential, headers)).userId !== actor.userId) throw new AppError("identity/passkey-refused");
  await confirmSession(actor, "passkey");
};
